"""Faults of meaning sown one by one into a small sound base: each is found, and shown by the profile that is named."""

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing

import pytest

from advisor.advice import Advice, Advisor
from advisor.library.conditions import Value, evaluate
from advisor.library.edition import Edition
from advisor.proofs.flaws import CODES, Flaw
from advisor.proofs.proving import prove
from advisor.proofs.telling import profiles
from advisor.stages.inference import compile_engine
from advisor.stages.profile import read_profile
from tests.proofs.plain_bases import changed, edition_of, faults, sound

Answers = Mapping[str, Value]
WITHOUT = {code for code in CODES if code.startswith(("never", "idle", "stale"))} - {"idle-part"}
WITHOUT |= {"needs-apart", "asked-in-circle", "unread-factor", "unread-weight"}


def at_work(flaw: Flaw, advice: Advice, answers: Answers, advisor: Advisor) -> bool:
    """The entry does what it is there for."""
    assert flaw.entry is not None
    kind, name = flaw.entry
    concluded = advisor.conclude(answers)
    if kind == "question":
        when = advisor.edition.questions[name].ask_when
        return when is not None and evaluate(when, answers) is True
    if kind == "rule":
        return name in {finding.id for finding in advice.findings}
    if kind == "recommendation":
        return name in {item.id for item in advice.given}
    if kind == "silence":
        return any(silence.id == name and silence.touched for silence in advice.silent)
    return name in (concluded.contradictions if kind == "contradiction" else concluded.tensions)


def both(flaw: Flaw, advice: Advice, answers: Answers, advisor: Advisor) -> bool:
    """The two findings stand in one advice."""
    other = next(str(detail) for name, detail in flaw.what.details if name == "other")
    assert flaw.entry is not None
    return {flaw.entry[1], other} <= {finding.id for finding in advice.findings}


def open_(flaw: Flaw, advice: Advice, answers: Answers, advisor: Advisor) -> bool:
    """The rule is open though every question that is asked is answered."""
    assert flaw.entry is not None
    asked = {n for n, q in advisor.edition.questions.items() if q.ask_when is None or evaluate(q.ask_when, answers)}
    read = set(advisor.edition.reads[flaw.entry[1]])
    verdict = advisor.conclude(answers).findings[flaw.entry[1]]
    return verdict in ("undecided", "provisional") and not read & asked - answers.keys()


def without_effect(flaw: Flaw, advice: Advice, answers: Answers, advisor: Advisor) -> bool:
    """The answer is given, and the advice is the same without it."""
    assert flaw.entry is not None
    bare = advisor.conclude({a: v for a, v in answers.items() if a != flaw.entry[1]})
    return flaw.entry[1] in answers and bare.recommendations == advisor.conclude(answers).recommendations


def alike(flaw: Flaw, advice: Advice, answers: Answers, advisor: Advisor) -> bool:
    """The advice is the same whichever of the options is chosen, or ticked."""
    assert flaw.entry is not None
    name, options = flaw.entry[1], str(dict(flaw.what.details)["options"]).split(", ")
    given = answers[name]
    others = [given - {option} for option in options] if isinstance(given, frozenset) else options
    concluded = [advisor.conclude({**answers, name: other}).recommendations for other in (given, *others)]
    return all(one == concluded[0] for one in concluded)


def without_step(flaw: Flaw, advice: Advice, answers: Answers, advisor: Advisor) -> bool:
    return any(item.id == (flaw.entry or ("", ""))[1] and not item.steps for item in advice.given)


def said(flaw: Flaw, advice: Advice, answers: Answers, advisor: Advisor) -> bool:
    """The confined word is said, and may not be."""
    details = dict(flaw.what.details)
    texts = [step.text for item in advice.given for step in item.steps]
    outside = evaluate(advisor.edition.confined[str(details["confined"])].when, answers) is False
    return outside and any(str(details["word"]) in text for text in texts)


def holds_true(flaw: Flaw, advice: Advice, answers: Answers, advisor: Advisor) -> bool:
    return advisor.conclude(answers).facts[(flaw.entry or ("", ""))[1]] is True


def all_given(flaw: Flaw, advice: Advice, answers: Answers, advisor: Advisor) -> bool:
    details = dict(flaw.what.details)
    wanted = {str(details["rid"]), *str(details["others"]).split(", ")}
    return wanted <= {item.id for item in advice.given}


SHOWN: Mapping[str, Callable[[Flaw, Advice, Answers, Advisor], bool]] = {
    **dict.fromkeys(("always-applies", "idle-part", "asked-already"), at_work),
    **dict.fromkeys(("duplicate", "subsumed", "always-together", "comes-with", "equivalent", "implied"), both),
    "strength-and-weakness": both,
    "stays-open": open_,
    "unread-question": without_effect,
    "unread-option": alike,
    "no-step": without_step,
    "confined": said,
    "unread-derived": holds_true,
    "needs-before-start": all_given,
}


def told(flaw: Flaw) -> str:
    assert flaw.entry is not None
    return " ".join((flaw.code, *filter(None, flaw.entry)))


def test_the_sound_base_is_sound(edition: Edition) -> None:
    """Before anything is changed nothing is told, not even a note."""
    assert [told(flaw) for flaw in prove(edition_of(sound(), edition))] == []


@pytest.mark.parametrize("name", faults())
def test_a_fault_is_found_and_shown(edition: Edition, name: str) -> None:
    """Just the flaws that a fault is; each is shown by a profile that is replayed, or names what excludes what."""
    other = edition_of(changed(faults()[name]["change"]), edition)
    flaws = prove(other)
    assert sorted(map(told, flaws)) == sorted(faults()[name]["found"])
    with closing(compile_engine(other)) as engine:
        advisor = Advisor(other, engine)
        shown = [flaw for flaw in flaws if flaw.witness is not None]
        assert {flaw.code for flaw in flaws if flaw.witness is None} <= WITHOUT
        for flaw, (_, file) in zip(shown, profiles(flaws), strict=True):
            profile = read_profile(file.encode(), other)
            assert SHOWN[flaw.code](flaw, advisor.advise(profile), profile.answers, advisor), flaw


def test_every_code_is_sown() -> None:
    """No code is without a fault, and there are many."""
    found = Counter(line.split()[0] for fault in faults().values() for line in fault["found"])
    assert found.keys() == CODES.keys()
    assert len(faults()) > 50
