"""Golden cases: organisations as YAML under ``cases/``, each with the advice that the documents and the rules call for.

They are read and held as `advisor check` does with the cases of others. A case names its findings, given
recommendations, tensions, contradictions and the questions that nobody asks such an organisation exactly; the rest it
names at least. A named organisation (all but the edges) also has the order of the first five, with what puts each
there.
"""

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from advisor.advice import Advice, Advisor, open_advisor
from advisor.cases import CaseRead, differences, read_case, seen_in
from advisor.check import check
from advisor.library.cases import AT_LEAST, EXACT
from advisor.library.complaints import KnowledgeError
from advisor.library.conditions import Compare, Condition, atoms, evaluate
from advisor.library.edition import Edition
from advisor.stages.sampling import near, thresholds
from advisor.stages.verdicts import VERDICTS
from tests.conftest import CHECKOUT
from tests.proving import prove_once

FOLDER = Path(__file__).parent / "cases"
FILES = [path.relative_to(FOLDER).as_posix() for path in sorted(FOLDER.rglob("*.yaml"))]
GROUPS = {"sme", "municipality", "government", "semi-public", "scale-up", "large-private", "edges"}

REQUIRED = {*EXACT, *AT_LEAST} - {"first"}  # what each case of ours names


@cache
def advisor() -> Advisor:
    """The advisor on the shipped knowledge."""
    return open_advisor()


@cache
def case_of(file: str) -> CaseRead:
    """The case in a file under ``cases/``."""
    return read_case(FOLDER / file, file, advisor().edition)


@cache
def expected(file: str) -> Mapping[str, tuple[str, ...]]:
    """The lists of the case in a file."""
    return case_of(file).case.expect.lists


@cache
def advice_of(file: str) -> Advice:
    """The advice for the profile of a case."""
    return advisor().advise(case_of(file).profile)


@pytest.mark.parametrize("file", FILES)
def test_advice_is_what_the_case_expects(file: str) -> None:
    """The advice for the organisation of a case is the advice that the case writes down."""
    found = list(differences(case_of(file), advice_of(file), advisor().edition))
    if found:
        pytest.fail("\n".join([f"{file} guards: {case_of(file).case.why}", *map(str, found)]), pytrace=False)


# --- the cases as a whole ---


@pytest.mark.parametrize("file", FILES)
def test_a_case_says_all_that_can_be_expected(file: str) -> None:
    """Each case names every list, in the order of the alphabet; a named organisation also the order of its first five.

    `dev.py bless` rewrites that order.
    """
    assert REQUIRED - expected(file).keys() == set()
    assert [name for name, ids in expected(file).items() if list(ids) != sorted(ids)] == []
    assert file.startswith("edges/") or case_of(file).case.expect.order is not None


def test_there_are_cases_of_every_group() -> None:
    """There are at least thirty cases, in the agreed groups and in no other."""
    assert len(FILES) >= 30
    assert {file.partition("/")[0] for file in FILES} == GROUPS


def test_every_case_says_what_it_guards() -> None:
    """Each case has a name of its own, and one sentence on what it guards."""
    cases = {file: case_of(file).case for file in FILES}
    assert len({case.name for case in cases.values()}) == len(cases)
    assert len({case.why for case in cases.values()}) == len(cases)
    assert [file for file, case in cases.items() if ". " in case.why] == []


def test_every_rule_is_given_in_a_case() -> None:
    """No rule is without an organisation for which it is expected."""
    assert set(advisor().edition.rules) - _expected("findings") == set()


def test_every_recommendation_is_seen_with_and_without_effect() -> None:
    """Each recommendation is expected in one case, expected to stay away in another and to be open in a third."""
    recommendations = set(advisor().edition.recommendations)
    assert recommendations - _expected("recommended") == set()
    assert recommendations - _expected("not_indicated") == set()
    assert recommendations - _expected("undecided") == set()


@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_is_expected_in_a_case(verdict: str) -> None:
    """Each of the four verdicts is expected for some recommendation in some case."""
    assert _expected(verdict)


@pytest.mark.parametrize("kind", ["tensions", "contradictions"])
def test_every_tension_and_contradiction_shows_in_a_case(kind: str) -> None:
    """No tension and no contradiction is without an organisation in which it is expected."""
    assert set(getattr(advisor().edition, kind)) - _expected(kind) == set()


def test_every_condition_of_a_question_keeps_it_from_somebody_and_not_from_everybody() -> None:
    """Each question with a condition is expected not to be asked in one case, and answered or asked in another."""
    questions = advisor().edition.questions.items()
    conditional = {a for a, q in questions if q.ask_when is not None or q.ask_unless is not None or q.ask_later}
    assert len(conditional) > 10
    assert _expected("not_asked") == conditional
    assert {a for a in conditional if all(a in expected(file)["not_asked"] for file in FILES)} == set()


def test_every_strength_names_its_factor() -> None:
    """The factors of the strengths that a case expects are all among those it names, and no others."""
    rules = advisor().edition.rules
    for file in FILES:
        about = {rules[f].about for f in expected(file)["findings"] if rules[f].polarity == "strength"}
        assert about == set(expected(file)["strengths"]), file


@pytest.mark.parametrize("file", ["edges/everything-well.yaml", "edges/everything-badly.yaml"])
def test_nothing_is_open_when_everything_is_answered(file: str) -> None:
    """A profile that answers every question leaves no question, no undecided recommendation and no reservation."""
    assert set(case_of(file).profile.answers) == set(advisor().edition.questions)
    advice = advice_of(file)
    assert (advice.open_questions, advice.undecided) == ([], [])
    assert {f.verdict for f in advice.findings} | {r.verdict for r in advice.given} <= {"recommended"}


def _expected(field: str) -> set[str]:
    return {i for file in FILES for i in expected(file)[field]}


# --- the lines that the knowledge draws ---


@dataclass(frozen=True)
class Line:
    """A number that a condition of the knowledge compares an answer with."""

    kind: str
    name: str
    attribute: str
    atom: Compare
    number: int | float

    def __str__(self) -> str:
        return f"{self.kind} {self.name}: {self.attribute} {self.atom.operator} {self.number}"


def lines(edition: Edition) -> list[Line]:
    """Every line in derived facts, rules, contradictions, tensions and questions."""
    found: list[Line] = []

    def add(kind: str, name: str, *conditions: Condition | None) -> None:
        for condition in conditions:
            for _, atom in atoms(condition) if condition is not None else ():
                if isinstance(atom, Compare) and not isinstance(atom.value, bool | str):
                    found.append(Line(kind, name, atom.name, atom, atom.value))

    for name, fact in edition.derived.items():
        add("derived fact", name, fact.when)
    for name, rule in edition.rules.items():
        add("rule", name, rule.when, rule.unless)
        add("severity", name, *(line.when for line in rule.severity))
    for name, contradiction in edition.contradictions.items():
        add("contradiction", name, contradiction.when)
    for name, tension in edition.tensions.items():
        add("tension", name, tension.when)
    for name, question in edition.questions.items():
        add("question", name, question.ask_when, question.ask_unless)
    return list(dict.fromkeys(found))


def outcome(line: Line, file: str) -> object:
    """What a line decides, as it comes out in a case."""
    if line.kind == "derived fact":
        return advisor().conclude(case_of(file).profile.answers).facts.get(line.name)
    if line.kind == "severity":
        return next((f.severity for f in advice_of(file).findings if f.id == line.name), None)
    lists = {"rule": "findings", "contradiction": "contradictions", "tension": "tensions", "question": "ask"}
    return line.name in seen(file)[lists[line.kind]]


@cache
def seen(file: str) -> dict[str, set[str]]:
    """What the advice of a case says."""
    return seen_in(advice_of(file), case_of(file).profile, advisor().edition)


def pairs_at(line: Line) -> Iterator[tuple[str, str]]:
    """Pairs of cases that differ in one answer only: one exactly on a line, the other just over it."""
    beside = near(advisor().edition.questions[line.attribute], line.number)
    answers = {file: dict(case_of(file).profile.answers) for file in FILES}
    for on, here in answers.items():
        if here.get(line.attribute) == line.number:
            for over, there in answers.items():
                beyond = there.get(line.attribute) in beside and evaluate(line.atom, here) != evaluate(line.atom, there)
                if beyond and here == {**there, line.attribute: line.number}:
                    yield on, over


def test_every_line_is_a_line_that_sampling_knows() -> None:
    """The lines tested here and the lines that generated profiles are drawn around are the same."""
    edition = advisor().edition
    here: dict[str, set[object]] = {}
    for line in lines(edition):
        here.setdefault(line.attribute, set()).add(line.number)
    assert here == {name: set(values) for name, values in thresholds(edition).items()}


def test_every_line_decides_between_two_cases() -> None:
    """For each line two cases differ in that answer only: exactly on the line and the nearest value over it.

    What the line decides (a fact, a finding or its severity, a contradiction, a question) differs between the two.
    """
    undrawn = [
        str(line)
        for line in lines(advisor().edition)
        if not any(outcome(line, on) != outcome(line, over) for on, over in pairs_at(line))
    ]
    assert undrawn == []


# --- the runner itself ---

SMALL = """
name: Klein
why: Eén zin.
profile: {sector: public}
expect:
  findings: []
  recommendations: {recommended: [], provisional: []}
  not_indicated: [use-short-lines]
  undecided: []
  strengths: []
  tensions: [t26-copy-business-or-public-reality]
  contradictions: []
  ask: []
  not_asked: []
"""

SEE = "Remedy: see docs/reference.md#expectation."
MISTAKES = {
    "unknown key": ("ask: []", "asks: []", ["13: The field “asks” does not exist. Remedy: did you mean “ask”?"]),
    "unknown verdict": (
        "provisional",
        "possible",
        ["7: The field “possible” does not exist. Remedy: use one of recommended, provisional."],
    ),
    "unknown id": (
        "use-short-lines",
        "use-short-line",
        ["8: The recommendation “use-short-line” does not exist. Remedy: did you mean “use-short-lines”?"],
    ),
    "unknown option": (
        "sector: public",
        "sector: publik",
        [
            "4: The profile of this case is wrong: “publik” is not a possible answer. Remedy: did you mean “public”?",
        ],
    ),
    "unknown answer and id": (
        "sector: public}\nexpect:\n  findings: []",
        "sectr: public}\nexpect:\n  findings: [x]",
        [
            "4: The profile of this case is wrong: The attribute “sectr” does not exist. "
            "Remedy: did you mean “sector”?",
            "6: The rule “x” does not exist. Remedy: name one that exists.",
        ],
    ),
    "not a list": (
        "undecided: []",
        "undecided: none",
        ["9: The value of “undecided” cannot be used: it must be a list. Remedy: write “undecided: [none]”."],
    ),
    "twice": (
        "[use-short-lines]",
        "[use-short-lines, use-short-lines]",
        ["8: “use-short-lines” is named twice. Remedy: name it once."],
    ),
    "unknown id in the order": (
        "not_asked: []",
        "not_asked: []\n  order: {use-short-line: why}",
        ["15: The recommendation “use-short-line” does not exist. Remedy: did you mean “use-short-lines”?"],
    ),
    "an order without reasons": (
        "not_asked: []",
        "not_asked: []\n  order: [use-short-lines]",
        [
            f"15: The value of “order” cannot be used: it must hold keys with a value. {SEE}",
        ],
    ),
    "at the top": (
        "why: Eén zin.",
        "because: Eén zin.",
        [
            "1: The field “why” is missing. Remedy: add “why:”.",
            "3: The field “because” does not exist. Remedy: use one of name, why, profile, expect.",
        ],
    ),
    "no sentence": (
        "why: Eén zin.",
        "why: Eén zin",
        ["3: The sentence “Eén zin” has no full stop. Remedy: end it with “.”, “?” or “!”."],
    ),
    "nothing expected": (
        SMALL[SMALL.index("expect:") :],
        "expect: {}",
        [
            f"5: The value of “expect” cannot be used: it does not say what is expected. {SEE}",
        ],
    ),
}


def written(folder: Path, text: str) -> Path:
    path = folder / "case.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_case_with_a_mistake_is_refused(mistake: str, tmp_path: Path) -> None:
    """A case with an unknown key, id or option, or with a list that is none, is refused with file, line and remedy."""
    old, new, told = MISTAKES[mistake]
    assert old in SMALL
    with pytest.raises(KnowledgeError) as refused:
        read_case(written(tmp_path, SMALL.replace(old, new)), "case.yaml", advisor().edition)
    assert str(refused.value).splitlines() == [f"case.yaml:{line}" for line in told]


def test_a_difference_is_told_by_list_and_id(tmp_path: Path) -> None:
    """What differs is told per list: what is lacking, with the verdict it has, what is surplus, and the order."""
    edition = advisor().edition
    case = read_case(written(tmp_path, SMALL), "case.yaml", edition)
    advice = advisor().advise(case.profile)
    assert list(differences(case, advice, edition)) == []
    changes = {
        "recommended: []": "recommended: [use-short-lines]",
        "tensions: [t26-copy-business-or-public-reality]": "tensions: []",
        "not_asked: []": "not_asked: []\n  order: {use-short-lines: tied}",
    }
    text = SMALL
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    other = read_case(written(tmp_path, text), "case.yaml", edition)
    mend = "Remedy: if this is meant, change the case; otherwise what you changed in the knowledge."
    assert [str(one) for one in differences(other, advice, edition)] == [
        "case.yaml:7: This case expects “use-short-lines” under recommended, and the advice says: not indicated. "
        + mend,
        "case.yaml:11: The advice has “t26-copy-business-or-public-reality” under tensions, and this case does not "
        f"expect it. {mend}",
        "case.yaml:15: At place 1 this case expects “use-short-lines” (tied), and the advice has nothing there. "
        + mend,
    ]


# --- the cases of others ---


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An overlay with two cases, one in a folder of its own."""
    overlay = tmp_path / "own"
    (overlay / "cases" / "small").mkdir(parents=True)
    about = "id: own\nname: {nl: Van ons, en: Ours}\nauthor: Wij\nwhy: {nl: Zo is het., en: So it is.}\n"
    (overlay / "overlay.yaml").write_text(f'{about}edition: "{advisor().edition.number}"\n', encoding="utf-8")
    (overlay / "cases" / "small" / "one.yaml").write_text(SMALL, encoding="utf-8")
    wrong = SMALL.replace("not_indicated: [use-short-lines]", "not_indicated: []\n  undecided: [use-short-lines]")
    (overlay / "cases" / "two.yaml").write_text(wrong.replace("  undecided: []\n", ""), encoding="utf-8")
    return overlay


@pytest.mark.long
def test_check_holds_the_cases_of_the_folder_on_top(own: Path, tmp_path: Path, read_once: None) -> None:
    """`advisor check` tells what an overlay's cases expect otherwise, and leaves them alone below another overlay."""
    told = check(CHECKOUT, [own], shipped=True)
    assert [str(flaw.what) for flaw in told.flaws if flaw.code.startswith("expected")] == [
        "This case expects “use-short-lines” under undecided, and the advice says: not indicated."
    ]
    assert [flaw.file for flaw in told.flaws if flaw.level == "error"] == ["own/cases/two.yaml"]
    top = tmp_path / "top"
    top.mkdir()
    about = (own / "overlay.yaml").read_text(encoding="utf-8").replace("id: own", "id: top")
    (top / "overlay.yaml").write_text(about, encoding="utf-8")
    assert not check(CHECKOUT, [own, top], shipped=True).fails()


@pytest.mark.long
def test_check_holds_the_cases_of_a_base(tmp_path: Path, read_once: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same for a folder with knowledge of one's own; a file that would not be read is a mistake."""
    prove_once(monkeypatch)
    for folder in ("knowledge", "rules"):
        shutil.copytree(CHECKOUT / folder, tmp_path / folder)
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "one.yaml").write_text(SMALL.replace("ask: []", "ask: [sector]"), encoding="utf-8")
    told = [flaw for flaw in check(tmp_path).flaws if flaw.level == "error"]
    assert [(flaw.file, flaw.line, flaw.code) for flaw in told] == [("cases/one.yaml", 13, "expected-lacks")]
    (tmp_path / "cases" / "one.yml").write_text(SMALL, encoding="utf-8")
    told = [flaw for flaw in check(tmp_path).flaws if flaw.level == "error"]
    assert [(flaw.file, flaw.code) for flaw in told] == [("cases/one.yml", "ending")]
    (tmp_path / "cases" / "one.yaml").write_text("name: [\n", encoding="utf-8")
    told = [flaw for flaw in check(tmp_path).flaws if flaw.level == "error"]
    assert [(flaw.file, flaw.code) for flaw in told] == [
        ("cases/one.yaml", "yaml-bracket"),
        ("cases/one.yml", "ending"),
    ]


def test_the_case_on_the_page_holds(tmp_path: Path) -> None:
    """docs/editing-knowledge.md: the case that it shows is read, and the advice is what it expects."""
    page = (CHECKOUT / "docs" / "editing-knowledge.md").read_text(encoding="utf-8")
    shown = re.search(r"^## A case.*?^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert shown is not None
    case = read_case(written(tmp_path, shown[1]), "case.yaml", advisor().edition)
    assert case.case.expect.order is not None
    assert list(differences(case, advisor().advise(case.profile), advisor().edition)) == []
