"""Compare: what changed, and which part did it, held against re-runs made here by hand."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from advisor.advice import Advice, Advisor, to_json
from advisor.insight.compare import compare
from advisor.insight.comparison import CAUSES, Comparison
from advisor.insight.earlier import EarlierAdvice, read_either
from advisor.library.conditions import AnyOf, Compare
from advisor.library.shapes import Text
from advisor.library.wording import LANGUAGES
from advisor.stages.inference import compile_engine
from advisor.stages.mistakes import ProfileError
from advisor.stages.notes import Note
from advisor.stages.profile import Profile, read_profile
from advisor.stages.sampling import sample_answers
from tests.conftest import CHECKOUT
from tests.insight.contested import left_open

SEEDS = [(51, 6), pytest.param(52, 60, marks=pytest.mark.long)]
GONE = {"solved", "lost", "no_longer_known", "gone_otherwise"}
CAME = {"new", "gained", "known_now", "added_otherwise"}
STAYED = {"still_there", "kept"}


def stored(advice: Advice, **receipt: object) -> EarlierAdvice:
    """An advice as it is read back, with another receipt if asked."""
    data = json.loads(to_json(advice))
    data["receipt"] |= receipt
    read = read_either(data, None)  # type: ignore[arg-type]
    assert isinstance(read, EarlierAdvice)
    return read


def with_weights(knowledge: Advisor, weights: Advisor) -> Advisor:
    """The knowledge of one with the weights of another, made here by hand."""
    other = weights.edition
    edition = replace(knowledge.edition, priorities=other.priorities, weights_sha256=other.weights_sha256)
    return Advisor(edition, knowledge.engine)


@pytest.fixture(scope="module")
def other_both(other_rule: Advisor, other_weights: Advisor) -> Advisor:
    """The advisor with another rule and other weights."""
    return with_weights(other_rule, other_weights)


@pytest.fixture(scope="module")
def ghent(advisor: Advisor) -> Profile:
    return read_profile((CHECKOUT / "examples" / "ghent-crm.json").read_bytes(), advisor.edition)


def places(advice: Advice) -> dict[str, tuple[int, str]]:
    return {r.id: (r.rank, r.phase) for r in advice.given}


def severities(advice: Advice) -> dict[str, tuple[str, str | None]]:
    return {f.id: (f.polarity, f.severity) for f in advice.findings}


def pairs(advisor: Advisor, seed: int, count: int) -> Iterator[tuple[Profile, Profile]]:
    """Generated profiles, each with one in which three to eight answers are others, or taken away."""
    draws = sample_answers(advisor.edition, count, seed=seed, missing=0.3)
    others = sample_answers(advisor.edition, count, seed=seed + 1000, missing=0.3)
    for number, (answers, other) in enumerate(zip(draws, others, strict=True)):
        attributes = list(advisor.edition.questions)[number % 7 :: 7][: 3 + number % 6]
        changed = {a: v for a, v in answers.items() if a not in attributes}
        changed |= {a: other[a] for a in attributes if a in other}
        yield Profile(answers), Profile({a: changed[a] for a in advisor.edition.questions if a in changed})


def parts(comparison: Comparison) -> Mapping[str, Any]:
    return {p.part: p for p in comparison.parts}


def named(comparison: Comparison) -> set[str]:
    """Every cause that is named for anything."""
    return {c for entry in (*comparison.recommendations, *comparison.findings) for c in entry.causes}


# --- what changed ---


@pytest.mark.parametrize(("seed", "count"), SEEDS)
def test_the_difference_is_that_of_the_two_advices(advisor: Advisor, seed: int, count: int) -> None:
    """What came, went and stayed is what the two advices hold, of recommendations and all that is found."""
    for before, after in pairs(advisor, seed, count):
        comparison = compare(before, after, advisor)
        then, now = advisor.advise(before), advisor.advise(after)
        for polarity in ("weakness", "strength"):
            found = [f for f in comparison.findings if f.polarity == polarity]
            there = {f.id for f in then.findings if f.polarity == polarity}
            here = {f.id for f in now.findings if f.polarity == polarity}
            assert len({f.id for f in found}) == len(found)
            assert {f.id for f in found if f.change in GONE | STAYED} == there
            assert {f.id for f in found if f.change in CAME | STAYED} == here
        old, new = places(then), places(now)
        assert {r.id for r in comparison.recommendations} == {
            r for r in old.keys() | new.keys() if old.get(r) != new.get(r)
        }
        for moved in comparison.recommendations:
            assert (moved.rank_before, moved.phase_before) == old.get(moved.id, (None, None))
            assert (moved.rank_after, moved.phase_after) == new.get(moved.id, (None, None))
            assert moved.causes == ["answers"]
            assert moved.no_longer_known == (moved.rank_after is None and moved.id in left_open(after, advisor)[1])
        for kind in ("tensions", "contradictions"):
            one, other = ({entry.id for entry in getattr(advice, kind)} for advice in (then, now))
            assert {t.id for t in getattr(comparison, kind) if t.comes} == other - one
            assert {t.id for t in getattr(comparison, kind) if not t.comes} == one - other
        told = {a for a in advisor.edition.questions if before.answers.get(a) != after.answers.get(a)}
        assert {a.attribute for a in comparison.answers} == told


@pytest.mark.parametrize(("seed", "count"), SEEDS)
def test_what_is_called_solved_is_known_to_be_gone(advisor: Advisor, seed: int, count: int) -> None:
    """A weakness is solved only when no open question could bring it back, and no answers that contradict each other
    rule it out; else it is no longer known.
    """
    seen = set()
    for before, after in pairs(advisor, seed, count):
        open_after, open_before = (left_open(profile, advisor)[0] for profile in (after, before))
        for finding in compare(before, after, advisor).findings:
            seen.add(finding.change)
            if finding.change in GONE:
                assert (finding.id in open_after) == (finding.change == "no_longer_known")
            if finding.change in CAME:
                assert (finding.id in open_before) == (finding.change == "known_now")
    assert seen == {"solved", "lost", "no_longer_known", "new", "gained", "known_now", "still_there", "kept"}


def test_nothing_is_solved_by_answers_that_contradict_each_other(advisor: Advisor, ghent: Profile) -> None:
    """95 % in Ghent beside lists that most keep of their own: nothing that went with it is called solved, or gone; nor
    new when the contradiction goes.
    """
    after = Profile({**ghent.answers, "adoption_rate": 95})
    comparison = compare(ghent, after, advisor, language="en")
    assert [c.id for c in comparison.contradictions if c.comes] == ["x01-high-use-beside-own-lists"]
    assert {f.change for f in comparison.findings if f.polarity == "weakness"} == {"no_longer_known", "still_there"}
    assert all(m.no_longer_known for m in comparison.recommendations if m.rank_after is None)
    back = {f.change for f in compare(after, ghent, advisor).findings if f.polarity == "weakness"}
    assert back == {"known_now", "still_there"}
    agreeing = Profile({**after.answers, "shadow_tools": "none"})
    changes = {f.id: f.change for f in compare(ghent, agreeing, advisor).findings}
    assert changes["few-really-use-it"] == "solved"


@pytest.mark.parametrize(("seed", "count"), SEEDS)
def test_the_answers_named_are_those_that_count(advisor: Advisor, seed: int, count: int) -> None:
    """With an answer that is named taken back, an entry would be otherwise; with another taken back it would not."""
    for before, after in pairs(advisor, seed, count):
        comparison = compare(before, after, advisor)
        now, without = advisor.advise(after), {}
        for changed in (a.attribute for a in comparison.answers):
            answers = {a: v for a, v in after.answers.items() if a != changed}
            answers |= {changed: before.answers[changed]} if changed in before.answers else {}
            without[changed] = advisor.advise(Profile(answers))
        for moved in comparison.recommendations:
            place = places(now).get(moved.id)
            assert moved.answers == [a for a, advice in without.items() if places(advice).get(moved.id) != place]
        for finding in (f for f in comparison.findings if f.causes):
            found = severities(now).get(finding.id)
            assert finding.answers == [a for a, v in without.items() if severities(v).get(finding.id) != found]


def test_another_note_is_no_other_answer(advisor: Advisor, ghent: Profile) -> None:
    """Notes that came, changed or went make no difference, between profiles and between pieces of advice."""
    noted = [replace(ghent, notes=n) for n in ({}, {"adoption_rate": Note("a")}, {"adoption_rate": Note("b", "c")})]
    nothing = compare(ghent, ghent, advisor, language="en")
    for one in noted:
        for other in noted:
            assert compare(one, other, advisor, language="en") == nothing
            told = compare(stored(advisor.advise(one)), stored(advisor.advise(other)), advisor, language="en")
            assert parts(told) == parts(compare(stored(advisor.advise(ghent)), ghent, advisor, language="en"))


def test_progress_is_what_the_knowledge_names(advisor: Advisor, ghent: Profile) -> None:
    """The answers that the manifest names are shown then and now, changed or not, when given at least once."""
    (asked,) = advisor.edition.manifest.progress
    now = Profile({**ghent.answers, asked: 65})
    (shown,) = compare(ghent, now, advisor, language="en").progress
    assert (shown.attribute, shown.before, shown.after) == (asked, "20%", "65%")
    (shown,) = compare(ghent, ghent, advisor).progress
    assert shown.before == shown.after == "20 %"
    assert compare(Profile({}), Profile({}), advisor).progress == []
    other = replace(advisor.edition, manifest=advisor.edition.manifest.model_copy(update={"progress": ["sector"]}))
    assert [p.attribute for p in compare(ghent, now, Advisor(other, advisor.engine)).progress] == ["sector"]


# --- what did it ---


@pytest.mark.parametrize(("seed", "count"), SEEDS)
def test_every_cause_is_confirmed_by_a_rerun(advisor: Advisor, other_both: Advisor, seed: int, count: int) -> None:
    """With answers, a rule and a weight changed, each cause is what a re-run with only that part changed shows."""
    seen = set()
    for before, after in pairs(advisor, seed, count):
        comparison = compare(before, after, other_both, advisor_before=advisor)
        base = advisor.advise(before)
        alone = {
            "answers": advisor.advise(after),
            "knowledge": with_weights(other_both, advisor).advise(before),
            "weights": with_weights(advisor, other_both).advise(before),
        }
        for moved in comparison.recommendations:
            causes = [c for c, advice in alone.items() if places(advice).get(moved.id) != places(base).get(moved.id)]
            assert moved.causes == (causes or ["together"])
            seen.update(moved.causes)
        for finding in comparison.findings:
            then, now = severities(base).get(finding.id), severities(other_both.advise(after)).get(finding.id)
            causes = [c for c, a in alone.items() if severities(a).get(finding.id) != then]
            assert finding.causes == ((causes or ["together"]) if then != now else [])
        for name, advice in alone.items():
            part = parts(comparison)[name]
            differs = name != "answers" or before.answers != after.answers
            assert (part.changed, part.rerun) == (differs, differs)
            moved_ids = places(advice).keys() | places(base).keys()
            assert part.recommendations == sorted(r for r in moved_ids if places(advice).get(r) != places(base).get(r))
    assert seen >= {"answers", "weights"}


@pytest.mark.parametrize(("seed", "count"), SEEDS)
def test_a_part_changed_alone_is_the_only_cause(
    advisor: Advisor, other_rule: Advisor, other_weights: Advisor, seed: int, count: int
) -> None:
    """Other answers, another rule, another weight: with one of them changed it is named, and no other ever is."""
    seen: dict[str, int] = dict.fromkeys(CAUSES, 0)
    for drawn, after in pairs(advisor, seed, count):
        before = Profile({**drawn.answers, "initiative_phase": "live", "weeks_since_go_live": 9, "adoption_rate": 60})
        then = stored(advisor.advise(before))
        for part, comparison in (
            ("answers", compare(then, after, advisor)),
            ("knowledge", compare(then, before, other_rule, advisor_before=advisor)),
            ("knowledge", compare(then, stored(other_rule.advise(before)), other_rule)),
            ("weights", compare(then, before, other_weights, advisor_before=advisor)),
            ("weights", compare(then, stored(other_weights.advise(before)), advisor)),
        ):
            changed = {p.part: p.changed for p in comparison.parts}
            assert changed == {p: p == part for p in ("answers", "knowledge", "weights", "software")}
            assert named(comparison) <= {part}
            seen[part] += len(comparison.recommendations)
            if part != "answers":
                assert {f.change for f in comparison.findings} <= {"gone_otherwise", "added_otherwise", *STAYED}
    assert [part for part, moves in seen.items() if moves] == ["answers", "knowledge", "weights"]


def test_other_software_is_what_remains(advisor: Advisor, ghent: Profile) -> None:
    """An advice of other software is compared with what this software makes of the same answers and knowledge."""
    then = stored(advisor.advise(ghent), software="0.0.9")
    comparison = compare(then, ghent, advisor)
    assert named(comparison) == set()
    assert {p.part: (p.changed, p.rerun) for p in comparison.parts}["software"] == (True, True)
    assert parts(comparison)["software"].then.startswith("0.0.9, ")
    first, second, *rest = then.recommendations
    swapped = [first.model_copy(update={"rank": 2}), second.model_copy(update={"rank": 1}), *rest]
    otherwise = then.model_copy(update={"recommendations": swapped, "findings": then.findings[1:]})
    comparison = compare(otherwise, ghent, advisor)
    assert {r.id: r.causes for r in comparison.recommendations} == {first.id: ["software"], second.id: ["software"]}
    assert [(f.id, f.change, f.causes) for f in comparison.findings if f.causes] == [
        (then.findings[0].id, "added_otherwise", ["software"])
    ]
    assert comparison.remarks == []
    same = otherwise.model_copy(update={"receipt": stored(advisor.advise(ghent)).receipt})
    (remark,) = compare(same, ghent, advisor, language="en").remarks
    assert "advisor replay" in remark


def test_an_advice_that_names_what_nobody_knows(advisor: Advisor, ghent: Profile) -> None:
    """A tension that no knowledge at hand has, without a title of its own, is told by its id."""
    then = stored(advisor.advise(ghent))
    unknown = then.tensions[0].model_copy(update={"id": "t99-nobody-knows", "title": ""})
    gone = compare(then.model_copy(update={"tensions": [unknown]}), ghent, advisor).tensions
    assert ("t99-nobody-knows", "t99-nobody-knows", False) in [(t.id, t.title, t.comes) for t in gone]


def test_knowledge_that_is_not_at_hand_is_told(
    advisor: Advisor, other_rule: Advisor, other_both: Advisor, ghent: Profile
) -> None:
    """Without the knowledge of then, what it did cannot be told from weights and software; the remedy is named."""
    after = Profile({**ghent.answers, "adoption_rate": 60})
    then = stored(advisor.advise(ghent))
    comparison = compare(then, after, other_both, language="en")
    assert named(comparison) == {"answers", "not_told_apart"}
    told = parts(comparison)
    assert (told["answers"].rerun, told["knowledge"].rerun, told["not_told_apart"].rerun) == (True, False, True)
    assert (told["knowledge"].changed, told["weights"].changed) == (True, True)
    (remark,) = comparison.remarks
    assert "--data-before" in remark
    assert advisor.edition.sha256[:12] in remark
    comparison = compare(ghent, stored(other_both.advise(after)), advisor)
    assert "not_told_apart" in named(comparison)
    (remark,) = comparison.remarks
    assert "--data " in remark
    neither = compare(stored(other_rule.advise(ghent)), stored(other_both.advise(after)), advisor)
    assert named(neither) == set()
    assert not any(p.rerun for p in neither.parts)
    assert len(neither.remarks) == 2
    assert neither.recommendations


def test_the_wrong_knowledge_is_refused(advisor: Advisor, other_rule: Advisor, ghent: Profile) -> None:
    """Knowledge that is given as that of an advice and is not, is refused with both versions."""
    with pytest.raises(ProfileError) as caught:
        compare(stored(advisor.advise(ghent)), ghent, advisor, advisor_before=other_rule, language="en")
    (mistake,) = caught.value.mistakes
    assert mistake.pointer == "/receipt/knowledge_sha256"
    for edition in (advisor.edition, other_rule.edition):
        assert f"{edition.number} ({edition.sha256[:12]})" in mistake.what


def test_an_older_receipt_can_be_compared(advisor: Advisor, ghent: Profile, other_weights: Advisor) -> None:
    """A receipt that does not tell its weights is that of today when its knowledge is; else that is not told."""
    old = stored(advisor.advise(ghent), weights_sha256=None)
    assert {p.part: p.changed for p in compare(old, ghent, advisor).parts} == dict.fromkeys(
        ("answers", "knowledge", "weights", "software"), False
    )
    told = {p.part: p.changed for p in compare(old, ghent, other_weights).parts}
    assert (told["knowledge"], told["weights"]) == (None, None)


def test_edited_answers_are_refused(advisor: Advisor, ghent: Profile) -> None:
    """Nothing is concluded from an advice whose answers are not those of its receipt."""
    data = json.loads(to_json(advisor.advise(ghent)))
    data["profile"]["answers"]["adoption_rate"] = 80
    with pytest.raises(ProfileError) as caught:
        read_either(data, advisor.edition)
    assert [m.pointer for m in caught.value.mistakes] == ["/profile/answers"]


def test_answers_to_a_new_question_are_told(advisor: Advisor, ghent: Profile) -> None:
    """What a new question and its answer do together is so called; the answer that a re-run could not use is named."""
    edition, rule = advisor.edition, "few-really-use-it"
    asked = edition.questions["cycle_weeks"].model_copy(update={"text": Text(nl="Nieuw?", en="New?")})
    when = AnyOf((edition.rules[rule].when, Compare("new_question", "at_least", 20)))
    newer = replace(
        edition,
        questions={**edition.questions, "new_question": asked},
        rules={**edition.rules, rule: edition.rules[rule].model_copy(update={"when": when})},
        content_sha256="0" * 64,
    )
    before = Profile({**ghent.answers, "adoption_rate": 85})
    after = Profile({**before.answers, "new_question": 30})
    then = stored(advisor.advise(before))
    new = Advisor(newer, compile_engine(newer))
    comparison = compare(then, after, new, advisor_before=advisor, language="en")
    assert [(a.attribute, a.text, a.before) for a in comparison.answers] == [("new_question", "New?", None)]
    (remark,) = comparison.remarks
    assert "“New?”" in remark
    assert {f.id: (f.change, f.causes) for f in comparison.findings if f.causes} == {rule: ("new", ["together"])}
    assert {p.part: p.findings for p in comparison.parts if p.rerun} == {"answers": [], "knowledge": []}


# --- form, and time ---


def test_the_same_bytes_and_the_words_of_the_language(advisor: Advisor, ghent: Profile) -> None:
    """The same two sides give the same bytes, whatever the language of a stored advice."""
    after = Profile({**ghent.answers, "adoption_rate": 65})
    for language in LANGUAGES:
        outputs = {
            to_json(compare(stored(advisor.advise(ghent, kept)), after, advisor, language=language))
            for kept in LANGUAGES
        }
        assert len(outputs) == 1
        (raw,) = outputs
        titles = [r["title"] for r in json.loads(raw)["recommendations"]]
        known = {r.title[language] for r in advisor.edition.recommendations.values()}
        assert titles
        assert set(titles) <= known
    sentence = compare(ghent, ghent, advisor, language="en").sentence
    assert sentence == "Weaknesses: 0 solved, 0 new, 22 still there. The advice stays the same."
