"""What `advisor check` proves of texts: each fault with a profile that shows it, and no fault where none is."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from advisor.advice import Advisor
from advisor.library.conditions import evaluate, parse
from advisor.library.edition import Edition
from advisor.library.model import Confined
from advisor.library.plain_words import pieces
from advisor.library.shapes import ProseForm
from advisor.proofs.prover import Prover
from advisor.proofs.texts import flaws
from advisor.stages.profile import Profile, read_profile
from tests.realistic import profiles


def told(edition: Edition) -> list[tuple[str, str, str]]:
    """File, code and, where it has one, the profile of each flaw of a text."""
    return [(f.file, f.code, json.dumps(f.profile or "")) for f in flaws(Prover(edition))]


def test_the_shipped_texts_fit(edition: Edition) -> None:
    """Nothing is said to whom it does not fit, nothing is said to nobody, and there is always something to do."""
    assert told(edition) == []


def with_recommendation(edition: Edition, rid: str, **fields: Any) -> Edition:
    changed = edition.recommendations[rid].model_copy(update=fields)
    return replace(edition, recommendations={**edition.recommendations, rid: changed})


def confined_to(word: str, when: Any) -> Confined:
    why = {"nl": "Zo is het.", "en": "So it is."}
    return Confined.model_validate({"why": why, "when": when, "nl": [word], "en": [f"{word}x"]})


PHASES = {"initiative_phase": {"one_of": ["exploring", "live"]}}
CONDITIONS = [{"sector": "private"}, {"employee_count": {"above": 60}}, PHASES]


@pytest.mark.parametrize(
    ("when", "every"), [(PHASES, 60), *(pytest.param(when, 10, marks=pytest.mark.long) for when in CONDITIONS)], ids=str
)
def test_each_fault_is_shown_by_the_profile_it_names(advisor: Advisor, when: Any, every: int) -> None:
    """Words of texts, each confined anew: whoever is named as the example reads the word, and may not."""
    edition = advisor.edition
    said = [r.summary.nl for r in edition.recommendations.values()]
    said += [text for t in edition.tensions.values() for text in (t.title.nl, t.resolution.nl, t.sides[0].claim.nl)]
    said += [c.message.nl for c in edition.contradictions.values()]
    said += [text for s in edition.silences.values() for text in (s.title.nl, s.text.nl)]
    words = {word for text in said for word in pieces(text) if re.fullmatch(r"\w{9,}", word)}
    faults = set()
    for word in sorted(words)[::every]:
        other = replace(edition, confined={"tried": confined_to(word, when)})
        for file, key, profile in told(other):
            assert key == "confined"
            if file == "knowledge/words.yaml":  # a word of ours is held by itself, whether a text names it or not
                continue
            asked = read_profile(profile.encode(), edition)
            assert evaluate(parse(when), asked.answers) is False
            advice = advisor.advise(asked)
            read = [f.title for f in advice.findings]
            read += [text for t in advice.tensions for text in (t.title, t.resolution, *(s.claim for s in t.sides))]
            read += [c.message for c in advice.contradictions]
            read += [text for s in advice.silent for text in (s.title, s.text or "")]
            for item in advice.given:
                read += [item.title, item.summary, item.who, item.sign, *item.caveats, *(s.text for s in item.steps)]
            assert any(word in pieces(text) for text in read), (file, word)
            faults.add((file, word))
    assert len(faults) > 100 / every
    said_in = {"knowledge/tensions.yaml", "rules/contradictions.yaml", "knowledge/silences.yaml"}
    assert len(said_in & {file for file, _ in faults}) > (every <= 10) + 1


def test_none_is_named_where_there_is_none(advisor: Advisor) -> None:
    """A word that is proven to fit is read by nobody it does not fit, of two hundred organisations."""
    edition = advisor.edition
    when = {"initiative_phase": {"one_of": ["exploring", "planning"]}}
    step = edition.recommendations["start-from-daily-work"].steps[0]
    shown = step.model_copy(update={"nl": "Het zwaluwnest.", "when": parse(when), "instead": []})
    always = step.model_copy(update={"for_": [], "when": None})
    other = with_recommendation(edition, "start-from-daily-work", steps=[shown, always])
    other = replace(other, confined={"tried": confined_to("zwaluwnest", when)})
    assert told(other) == []
    changed = Advisor(other, advisor.engine)
    read = 0
    for answers in profiles(edition, 200, seed=5):
        said = any("zwaluwnest" in s.text for r in changed.advise(Profile(answers)).given for s in r.steps)
        read += said
        assert not said or evaluate(parse(when), answers) is not False
    assert read > 3


def test_a_text_that_nobody_reads_is_told(edition: Edition) -> None:
    """A form whose condition never holds, whatever is answered."""
    rid = "organise-the-steering"
    known = edition.recommendations[rid]
    never = parse({"all": [{"sector": "public"}, {"sector": "private"}]})
    form = ProseForm.model_construct(nl="Zo.", en="So.", when=never)
    other = with_recommendation(edition, rid, sign=known.sign.model_copy(update={"instead": [form]}))
    assert [key for _, key, _ in told(other)] == ["never-said"]


def test_advice_without_a_step_is_told(advisor: Advisor) -> None:
    """When every step has a condition, somebody may be left without any: the profile that is named is."""
    edition = advisor.edition
    rid = "organise-the-steering"
    known = edition.recommendations[rid]
    live = parse({"initiative_phase": "live"})
    other = with_recommendation(edition, rid, steps=[s.model_copy(update={"when": live}) for s in known.steps])
    ((_, key, profile),) = told(other)
    assert key == "no-step"
    advice = Advisor(other, advisor.engine).advise(read_profile(profile.encode(), edition))
    assert [item.steps for item in advice.given if item.id == rid] == [[]]
