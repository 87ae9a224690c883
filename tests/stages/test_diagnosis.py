"""The sentence that opens an advice says what the JSON says, no more, and never more certainly."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml

from advisor.advice import from_json, open_advisor, to_json
from advisor.library.wording import LANGUAGES, Language
from advisor.report.text import as_text
from advisor.stages.profile import Profile, read_profile
from advisor.stages.sampling import sample_answers
from tests.conftest import CHECKOUT
from tests.realistic import THIN, profiles

MOST_WORDS = 40
SEVERITIES = ("critical", "high", "medium", "low")
MARK = {"nl": " (zo te zien)", "en": " (it seems)"}
JOINTS = {"nl": (", ", " en ", ", maar "), "en": (", ", " and ", ", but ")}
NO_WEAKNESS = {"nl": "; uit deze antwoorden blijkt geen knelpunt.", "en": "; these answers show no weakness."}
NOTHING = {
    "nl": "Uit deze antwoorden is nog niet te zeggen wat goed gaat en wat beter kan.",
    "en": "These answers do not yet tell what goes well and what could be better.",
}
GOLDEN = {  # read aloud
    ("ghent-crm", "nl"): "Dit loopt als een IT-project, niemand vertelde meer dan één keer waarom en te weinig mensen "
    "gebruiken het echt.",
    ("ghent-crm", "en"): "This is run as an IT project, nobody has explained why more than once and too few people "
    "really use it.",
    ("hospital", "nl"): "De transformatie heeft een eigen aansturing, maar de werkdruk laat geen ruimte voor meer "
    "verandering en eigen lijstjes doen een deel van het echte werk.",
    ("scale-up", "en"): "You try things out and learn from them, but the product has become too complex to grow and "
    "there is no money to grow.",
    ("limburg-builder-b", "nl"): "De gebruikers ontwerpen en beslissen mee en u begon bij wat mensen ergert; "
    "uit deze antwoorden blijkt geen knelpunt.",
    ("antwerp-wholesaler", "en"): "You began with what frustrates people and this is led as a change in the work "
    "(it seems); these answers show no weakness.",
    ("hardly-answered", "nl"): "Dit loopt als een IT-project.",
}

each_language = pytest.mark.parametrize("language", LANGUAGES)


@cache
def clauses() -> dict[str, dict[str, str]]:
    """The clause of each rule, as it stands in its file."""
    files = sorted((CHECKOUT / "rules" / "findings").glob("*.yaml"))
    rules = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in files]
    return {name: rule["clause"] for part in rules for name, rule in part.items()}


@cache
def told(language: Language) -> tuple[dict[str, Any], ...]:
    """As JSON, the advice for realistic organisations, for some of which hardly anything is known, and at random."""
    advisor = open_advisor()
    edition = advisor.edition
    answers = [
        *profiles(edition, 25, seed=13),
        *profiles(edition, 15, seed=14, known=THIN),
        *sample_answers(edition, 15, seed=15, missing=0.3),
        *sample_answers(edition, 15, seed=16, missing=0.95),
        {},
    ]
    return tuple(json.loads(to_json(advisor.advise(Profile(a), language))) for a in answers)


def joints(text: str, named: list[str], provisional: set[str], language: Language) -> Iterator[str]:
    """What stands between the clauses of findings in a sentence, and behind the last; each is marked as it must be."""
    left = text[0].lower() + text[1:] if not text.startswith("IT ") else text
    for finding in named:
        clause = clauses()[finding][language]
        before, found, left = left.partition(clause)
        assert found, (text, clause)
        yield before
        assert left.startswith(MARK[language]) == (finding in provisional), text
        left = left.removeprefix(MARK[language])
    yield left


@each_language
def test_the_sentence_says_what_the_json_says(language: Language) -> None:
    """Only the clauses of the findings that it names, each marked when provisional, joined into one short sentence."""
    met = set()
    for advice in told(language):
        diagnosis, findings = advice["diagnosis"], {f["id"]: f for f in advice["findings"]}
        text, weak, strong = diagnosis["text"], diagnosis["weaknesses"], diagnosis["strengths"]
        met.add((len(strong), len(weak)))
        assert all(findings[found]["polarity"] == "weakness" for found in weak)
        assert all(findings[found]["polarity"] == "strength" for found in strong)
        assert len(text.split()) <= MOST_WORDS
        assert text.endswith(".") and text.count(".") == 1 and not text[0].islower()
        if not (weak or strong):
            assert text == NOTHING[language]
            assert not findings
            continue
        provisional = {found for found in findings if findings[found]["verdict"] == "provisional"}
        begin, *between, end = joints(text, [*strong, *weak], provisional, language)
        assert begin == ""
        assert end == ("." if weak else NO_WEAKNESS[language])
        comma, both, but = JOINTS[language]
        wanted = [comma] * max(0, len(strong) - 2) + [both] * (len(strong) > 1)
        wanted += [but] * bool(strong and weak) + [comma] * max(0, len(weak) - 2) + [both] * (len(weak) > 1)
        assert between == wanted
    assert met >= {(0, 0), (1, 0), (2, 0), (0, 1), (0, 3), (1, 2)}


def test_both_languages_name_the_same() -> None:
    """What is named does not hang on the language."""
    for dutch, english in zip(told("nl"), told("en"), strict=True):
        named = [{k: v for k, v in one["diagnosis"].items() if k != "text"} for one in (dutch, english)]
        assert named[0] == named[1]


def test_what_weighs_most_is_named() -> None:
    """Where something is weak, it is named: nothing in the first phase is worse, and each asks for something else."""
    for advice in told("nl"):
        severity = {f["id"]: f["severity"] for f in advice["findings"] if f["polarity"] == "weakness"}
        named = advice["diagnosis"]["weaknesses"]
        assert bool(named) == bool(severity)
        first = [item for item in advice["recommendations"] if item["phase"] == "first"]
        behind = [{ref["id"] for ref in item["findings"]} & severity.keys() for item in first]
        if first:
            assert severity[named[0]] == min((severity[f] for ids in behind for f in ids), key=SEVERITIES.index)
        highest = [next((r for r, ids in enumerate(behind) if f in ids), None) for f in named]
        ranks = [rank for rank in highest if rank is not None]
        assert len(ranks) == len(set(ranks))


def test_what_goes_well_is_certain_where_it_can_be() -> None:
    """No strength is named as provisional while a certain one is not named."""
    for advice in told("nl"):
        verdicts = {f["id"]: f["verdict"] for f in advice["findings"] if f["polarity"] == "strength"}
        named = advice["diagnosis"]["strengths"]
        assert bool(named) == bool(verdicts)
        left = {verdicts[found] for found in verdicts.keys() - set(named)}
        assert "provisional" not in {verdicts[found] for found in named} or "recommended" not in left


@pytest.mark.parametrize(("stem", "language"), GOLDEN)
def test_sentences_read_aloud(stem: str, language: Language) -> None:
    """The examples open as a person would say it."""
    advisor = open_advisor()
    profile = read_profile((CHECKOUT / "examples" / f"{stem}.json").read_bytes(), advisor.edition)
    assert advisor.advise(profile, language).diagnosis.text == GOLDEN[stem, language]


@each_language
def test_each_rule_has_a_clause_of_its_own(language: Language) -> None:
    """No two rules say the same; none starts with a letter that makes a capital of two, or of another kind."""
    said = [clause[language] for clause in clauses().values()]
    assert len(said) == len(set(said)) == len(open_advisor().edition.rules)
    assert [text for text in said if re.match(r"ij|[^a-zI]", text)] == []


def test_advice_without_a_sentence_still_reads() -> None:
    """Advice of before, or of other software, may have none: it is read, and its text begins with what to do."""
    advisor = open_advisor()
    profile = read_profile((CHECKOUT / "examples" / "ghent-crm.json").read_bytes(), advisor.edition)
    raw = json.loads(to_json(advisor.advise(profile)))
    del raw["diagnosis"]
    advice = from_json(json.dumps(raw).encode())
    assert advice.diagnosis.text == ""
    assert as_text(advice, open_advisor()).split("\n\n")[1].startswith("EERST DOEN")
