"""Golden cases: organisations as YAML under ``cases/``, each with the advice that the documents and the rules call for.

A case names its findings, given recommendations, tensions, contradictions and the questions that nobody asks such an
organisation exactly; the rest it names at least. A named organisation (all but the edges) also has the order of the
first five, with what puts each there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from advisor.advice import Advice, Advisor, open_advisor
from advisor.library.conditions import Compare, Condition, atoms, evaluate
from advisor.library.edition import Edition
from advisor.library.nearest import Hints, Meant
from advisor.library.strict_yaml import read
from advisor.phrases import message
from advisor.stages.mistakes import ProfileError
from advisor.stages.openness import applies
from advisor.stages.profile import Profile, understand
from advisor.stages.sampling import near, thresholds
from advisor.stages.verdicts import VERDICTS

from .ordering import order_of

FOLDER = Path(__file__).parent / "cases"
FILES = [path.relative_to(FOLDER).as_posix() for path in sorted(FOLDER.rglob("*.yaml"))]
GROUPS = {"sme", "municipality", "government", "semi-public", "scale-up", "large-private", "edges"}

GIVEN = ("recommended", "provisional")
EXACT = ("findings", "recommended", "provisional", "tensions", "contradictions", "not_asked")
AT_LEAST = ("not_indicated", "undecided", "strengths", "ask", "first")
NONE_OF = ("not_first",)
REQUIRED = (
    "findings",
    "recommendations",
    "not_indicated",
    "undecided",
    "strengths",
    "tensions",
    "contradictions",
    "ask",
    "not_asked",
)
OPTIONAL = ("order", "first", "not_first")
KINDS = {  # what each list of a case holds
    "findings": "rules",
    "strengths": "factors",
    "tensions": "tensions",
    "contradictions": "contradictions",
    "ask": "questions",
    "not_asked": "questions",
}


@dataclass(frozen=True)
class Case:
    """One golden case: who it is, what it guards, and lists of ids, those of given recommendations by verdict.

    ``order``: the first five, each with its reason; None where the case does not say.
    """

    file: str
    name: str
    why: str
    profile: Profile
    expect: Mapping[str, tuple[str, ...]]
    order: Mapping[str, str] | None


class CaseError(Exception):
    """A case file that is not as it should be, with every mistake."""


def read_case(path: Path, name: str, edition: Edition) -> Case:
    """The case in a file. Raises KnowledgeError on bad YAML and CaseError with every other mistake."""
    data = read(path, name).data
    mistakes = list(_keys("", data, ("name", "why", "profile", "expect")))
    profile = Profile({})
    try:
        profile = understand({"answers": data.get("profile")}, edition)
    except ProfileError as error:
        mistakes += [f"profile{m.pointer.removeprefix('/answers')}: {m.what}" for m in error.mistakes]
    for field in ("name", "why"):
        if not isinstance(data.get(field), str):
            mistakes.append(f"{field}: write a text")
    lists, found = _expectations(data.get("expect"))
    mistakes += found
    for field, items in lists.items():
        mistakes += _ids(field, items, edition)
    order = expect.get("order") if isinstance(expect := data.get("expect"), dict) else None
    if order is not None and not (isinstance(order, dict) and all(isinstance(v, str) for v in order.values())):
        mistakes.append("expect/order: write for each id why it stands there")
    elif order is not None:
        mistakes += _unknown("order", order, edition)
    if mistakes:
        raise CaseError("\n".join(f"{name}: {mistake}" for mistake in mistakes))
    return Case(name, str(data["name"]), str(data["why"]), profile, {k: tuple(v) for k, v in lists.items()}, order)


def _expectations(expect: Any) -> tuple[dict[str, list[str]], list[str]]:
    """The lists of a case and what is wrong with their keys."""
    if not isinstance(expect, dict):
        return {}, ["expect: write a mapping"]
    mistakes = list(_keys("expect/", expect, REQUIRED, OPTIONAL))
    verdicts = expect.get("recommendations")
    if isinstance(verdicts, dict):
        mistakes += _keys("expect/recommendations/", verdicts, GIVEN)
    else:
        mistakes.append("expect/recommendations: write a mapping")
        verdicts = {}
    lists = {k: v for k, v in {**expect, **verdicts}.items() if k in (*EXACT, *AT_LEAST, *NONE_OF)}
    mistakes += [f"expect/{k}: write a list of ids" for k, v in lists.items() if not _is_list_of_ids(v)]
    return {k: v for k, v in lists.items() if _is_list_of_ids(v)}, mistakes


def _keys(place: str, data: Mapping[str, Any], required: Sequence[str], optional: Sequence[str] = ()) -> Iterator[str]:
    allowed = (*required, *optional)
    for key in data:
        if key not in allowed:
            meant = Meant(key, allowed, message("mend_use_one_of", choices=", ".join(allowed)))
            yield f"{place}{key}: unknown key; {meant.remedy(Hints())}"
    yield from (f"{place}{key}: missing" for key in required if key not in data)


def _is_list_of_ids(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _ids(field: str, items: Sequence[str], edition: Edition) -> Iterator[str]:
    yield from _unknown(field, items, edition)
    if list(items) != sorted(set(items)):
        yield f"expect/{field}: not sorted, or an id stands twice"


def _unknown(field: str, items: Iterable[str], edition: Edition) -> Iterator[str]:
    known = getattr(edition, KINDS.get(field, "recommendations"))
    for item in items:
        if item not in known:
            meant = Meant(item, known, message("mend_name_one"))
            yield f"expect/{field}: unknown id “{item}”; {meant.remedy(Hints())}"


@cache
def advisor() -> Advisor:
    """The advisor on the shipped knowledge."""
    return open_advisor()


@cache
def case_of(file: str) -> Case:
    """The case in a file under ``cases/``."""
    return read_case(FOLDER / file, file, advisor().edition)


@cache
def advice_of(file: str) -> Advice:
    """The advice for the profile of a case."""
    return advisor().advise(case_of(file).profile)


def seen_in(advice: Advice, profile: Profile, edition: Edition) -> dict[str, set[str]]:
    """What an advice for a profile says, under the names that a case uses."""
    given = {r.id: r for r in advice.given}
    undecided = {u.id for u in advice.undecided}
    first = {rid for rid, r in given.items() if r.phase == "first"}
    return {
        "findings": {f.id for f in advice.findings},
        "recommended": {rid for rid, r in given.items() if r.verdict == "recommended"},
        "provisional": {rid for rid, r in given.items() if r.verdict == "provisional"},
        "not_indicated": set(edition.recommendations) - set(given) - undecided,
        "undecided": undecided,
        "strengths": {f.factor for f in advice.findings if f.polarity == "strength"},
        "tensions": {t.id for t in advice.tensions},
        "contradictions": {c.id for c in advice.contradictions},
        "ask": {q.attribute for q in advice.open_questions},
        "not_asked": {a for a, question in edition.questions.items() if not applies(question, profile.answers)},
        "first": first,
        "not_first": first & {r.id for r in advice.recommendations},  # what is folded is not put first itself
    }


def differences(case: Case, seen: Mapping[str, set[str]]) -> list[str]:
    """One line for each id that a case expects otherwise than it is seen."""
    lines = []
    for field in (f for f in (*EXACT, *AT_LEAST, *NONE_OF) if f in case.expect):
        expected = case.expect[field]
        missing = [] if field in NONE_OF else sorted(set(expected) - seen[field])
        surplus = sorted(seen[field] & set(expected)) if field in NONE_OF else []
        if field in EXACT:
            surplus = sorted(seen[field] - set(expected))
        elsewhere = {rid: v for v in VERDICTS for rid in seen[v]}
        lines += [f"  {field}: - {i} is expected" + _instead(i, field, elsewhere) for i in missing]
        lines += [f"  {field}: + {i} is not expected" for i in surplus]
    return lines


def _instead(item: str, field: str, elsewhere: Mapping[str, str]) -> str:
    return f"; it is {elsewhere[item]}" if field in VERDICTS and item in elsewhere else ""


@pytest.mark.parametrize("file", FILES)
def test_advice_is_what_the_case_expects(file: str) -> None:
    """The advice for the organisation of a case is the advice that the case writes down."""
    case = case_of(file)
    found = differences(case, seen_in(advice_of(file), case.profile, advisor().edition))
    if found:
        pytest.fail("\n".join([f"{file} guards: {case.why}", *found]), pytrace=False)


@pytest.mark.parametrize("file", [file for file in FILES if not file.startswith("edges/")])
def test_the_first_five_stand_in_their_order(file: str) -> None:
    """The first five of a named organisation stand as its case has them, for the same reasons; `dev.py bless`."""
    expected = case_of(file).order
    assert expected is not None, "say under “order:” which come first, and why"
    assert list(order_of(advice_of(file), advisor().edition).items()) == list(expected.items())


# --- the cases as a whole ---


def test_there_are_cases_of_every_group() -> None:
    """There are at least thirty cases, in the agreed groups and in no other."""
    assert len(FILES) >= 30
    assert {file.partition("/")[0] for file in FILES} == GROUPS


def test_every_case_says_what_it_guards() -> None:
    """Each case has a name of its own, and one sentence on what it guards."""
    cases = [case_of(file) for file in FILES]
    assert len({case.name for case in cases}) == len(cases)
    assert len({case.why for case in cases}) == len(cases)
    assert [c.file for c in cases if not c.why.endswith(".") or ". " in c.why] == []


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
    assert {a for a in conditional if all(a in case_of(file).expect["not_asked"] for file in FILES)} == set()


def test_every_strength_names_its_factor() -> None:
    """The factors of the strengths that a case expects are all among those it names, and no others."""
    rules = advisor().edition.rules
    for case in map(case_of, FILES):
        about = {rules[f].about for f in case.expect["findings"] if rules[f].polarity == "strength"}
        assert about == set(case.expect["strengths"]), case.file


@pytest.mark.parametrize("file", ["edges/everything-well.yaml", "edges/everything-badly.yaml"])
def test_nothing_is_open_when_everything_is_answered(file: str) -> None:
    """A profile that answers every question leaves no question, no undecided recommendation and no reservation."""
    assert set(case_of(file).profile.answers) == set(advisor().edition.questions)
    advice = advice_of(file)
    assert (advice.open_questions, advice.undecided) == ([], [])
    assert {f.verdict for f in advice.findings} | {r.verdict for r in advice.given} <= {"recommended"}


def _expected(field: str) -> set[str]:
    return {i for file in FILES for i in case_of(file).expect[field]}


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

MISTAKES = {
    "unknown key": ("ask: []", "asks: []", ["expect/asks: unknown key; did you mean “ask”?", "expect/ask: missing"]),
    "unknown verdict": (
        "provisional",
        "possible",
        ["expect/recommendations/possible: unknown key", "provisional: missing"],
    ),
    "unknown id": (
        "use-short-lines",
        "use-short-line",
        ["unknown id “use-short-line”; did you mean “use-short-lines”?"],
    ),
    "unknown option": ("sector: public", "sector: publik", ["profile/sector:"]),
    "not a list": ("undecided: []", "undecided: none", ["expect/undecided: write a list of ids"]),
    "twice": ("[use-short-lines]", "[use-short-lines, use-short-lines]", ["expect/not_indicated: not sorted"]),
    "unknown id in the order": ("ask: []", "ask: []\n  order: {use-short-line: why}", ["expect/order: unknown id"]),
    "an order without reasons": ("ask: []", "ask: []\n  order: [use-short-lines]", ["expect/order: write for each id"]),
    "at the top": ("why: Eén zin.", "because: Eén zin.", ["because: unknown key", "why: missing", "why: write a text"]),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_case_with_a_mistake_is_refused(mistake: str, tmp_path: Path) -> None:
    """A case with an unknown key, id or option, or with a list that is not as agreed, is refused with what is wrong."""
    old, new, expected = MISTAKES[mistake]
    assert old in SMALL
    path = tmp_path / "case.yaml"
    path.write_text(SMALL.replace(old, new), encoding="utf-8")
    with pytest.raises(CaseError) as refused:
        read_case(path, "case.yaml", advisor().edition)
    assert [part for part in expected if part not in str(refused.value)] == []


def test_a_difference_is_told_by_list_and_id(tmp_path: Path) -> None:
    """What differs is told per list: what is missing, with the verdict it has instead, and what is surplus."""
    path = tmp_path / "case.yaml"
    path.write_text(SMALL, encoding="utf-8")
    edition = advisor().edition
    case = read_case(path, "case.yaml", edition)
    what = seen_in(advisor().advise(case.profile), case.profile, edition)
    assert differences(case, what) == []
    wrong = {**case.expect, "recommended": ("use-short-lines",), "tensions": (), "not_first": ()}
    assert differences(replace(case, expect=wrong), what) == [
        "  recommended: - use-short-lines is expected; it is not_indicated",
        "  tensions: + t26-copy-business-or-public-reality is not expected",
    ]
