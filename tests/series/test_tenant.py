"""What all organisations of a tenant solved: every figure as an independent script has it, from enough of them on."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from advisor.advice import Advice, Advisor
from advisor.phrases import say
from advisor.series.organisation import over_time
from advisor.series.tenant import Contrast, Solvers, solved
from advisor.series.words import contrasts, percent, share, solved_as_text
from advisor.stages.profile import Profile, understand
from advisor.store import advices, statuses
from advisor.store.database import Store
from tests.store.conftest import ONE, OTHER

from . import recomputing
from .conftest import MadeUp

Raw = Callable[[str], list[tuple[object, ...]]]


def figures(one: Contrast) -> dict[str, list[object]]:
    sides = {"done": one.done, "not_done": one.not_done}
    told: dict[str, list[object]] = {"unknown": [one.unknown]}
    return told | {name: [s.solved, s.organisations, s.share, s.low, s.high] for name, s in sides.items()}


@pytest.mark.long
def test_every_figure_is_recomputed(store: Store, advisor: Advisor, made_up: MadeUp, raw: Raw) -> None:
    """Over organisations made up: which weaknesses are told, how many solved each where, the shares and intervals."""
    made_up.organisations(120, 15)
    made_up.organisations(3, 16, OTHER)
    found = solved(store, ONE, advisor.edition, "nl")
    expected = recomputing.solved(raw, ONE.tenant)
    told = {one.id: figures(one) for one in found.weaknesses}
    assert found.heaviest is not None
    assert {**told, None: figures(found.heaviest)} == expected
    assert [one.id for one in found.weaknesses] == [rule for rule in recomputing.RULES if rule in expected]
    assert len(expected) > 10
    assert any(one.done.organisations and one.not_done.organisations for one in found.weaknesses)
    assert any(one.unknown for one in found.weaknesses)
    many = [advice for advice, _ in recomputing.series(raw, ONE.tenant) if len(advice) > 1]
    assert (found.organisations, found.refused, found.more) == (len(many), 0, False)
    text = solved_as_text(found)
    for one in found.weaknesses:
        for side in (one.done, one.not_done):
            assert share(side, "nl").split()[0] in text


def keep_twice(store: Store, advice: Advice, organisations: int) -> None:
    """Advice for some organisations, twice for each; every other then says that it did the first thing."""
    for number in range(organisations):
        made = replace(advice, profile=replace(advice.profile, reference=f"r{number}"))
        kept = [advices.keep(store, ONE, made).kept for _ in range(2)][-1]
        if number % 2:
            statuses.mark(store, ONE, kept.id, made.given[0].id, "done", successors={})


@pytest.mark.long
@pytest.mark.parametrize("organisations", [9, 10])
def test_it_is_told_from_ten_on(organisations: int, store: Store, advisor: Advisor, advice: Advice) -> None:
    """As many as the knowledge says; with one fewer only that there are too few; and it never says why."""
    keep_twice(store, advice, organisations)
    found = solved(store, ONE, advisor.edition, "en")
    assert advisor.edition.manifest.follow_up is not None
    assert found.threshold == advisor.edition.manifest.follow_up.organisations == 10
    assert (found.heaviest is not None, bool(found.weaknesses)) == (organisations >= 10, organisations >= 10)
    text = solved_as_text(found).replace("\n", " ")
    assert ("From 10 organisations on" in text) == (organisations < 10)
    assert "This does not say why." in text
    # done after the latest advice: nobody has answered since, so nowhere does it count as done
    assert all(not one.done.organisations for _, one in contrasts(found))


def test_without_a_threshold_nothing_is_told(store: Store, advisor: Advisor, advice: Advice) -> None:
    """Knowledge that does not say from how many on tells nothing, however many there are."""
    keep_twice(store, advice, 12)
    silent = replace(advisor.edition, manifest=advisor.edition.manifest.model_copy(update={"follow_up": None}))
    found = solved(store, ONE, silent, "nl")
    assert (found.heaviest, found.weaknesses, found.threshold) == (None, [], None)
    assert "zegt niet vanaf" in solved_as_text(found)


def test_answers_that_are_refused_now_are_counted_apart(
    store: Store, advisor: Advisor, advice: Advice, raw: Raw
) -> None:
    """One advice that the questions of now do not take: the organisation counts nowhere, and that is said."""
    keep_twice(store, advice, 11)
    raw("UPDATE advices SET profile = replace(profile, 'adoption_rate', 'adoption_rats') WHERE position = 3")
    found = solved(store, ONE, advisor.edition, "nl")
    assert (found.organisations, found.refused) == (10, 1)
    assert all(one.not_done.organisations == 10 for _, one in contrasts(found))
    assert contrasts(found)
    assert say("solved_refused", "nl", count=1) in solved_as_text(found).replace("\n", " ")


def test_what_respondents_differ_on_is_not_known(store: Store, advisor: Advisor, ghent: Profile) -> None:
    """Where the latest answers differ on whether something is solved, it counts as not known, not as solved."""
    lower, higher = ({"sector": "private", "adoption_rate": rate} for rate in (20, 80))
    told = {**ghent.plain, "answers": {k: v for k, v in ghent.plain["answers"].items() if k != "adoption_rate"}}
    voices = [{"id": f"r{n}", "group": "floor", "answers": one} for n, one in enumerate((lower, higher))]
    for number in range(10):
        for more in ({"answers": ghent.plain["answers"]}, {"respondents": voices}):
            profile = understand({**told, "reference": f"r{number}", **more}, advisor.edition)
            advices.keep(store, ONE, advisor.advise(profile))
    few = over_time(store, ONE, advices.page(store, ONE).items[0].id, advisor.edition, "nl")
    (weakness,) = (one for one in few.weaknesses if one.id == "few-really-use-it")
    assert (weakness.states, weakness.course) == (["there", "unknown"], "no_longer_known")
    assert [measure.values for measure in few.progress] == [[20, None]]
    found = solved(store, ONE, advisor.edition, "nl")
    assert "few-really-use-it" not in [one.id for one in found.weaknesses]  # of none of the ten it is known
    assert len(found.weaknesses) > 5


def test_shares_are_written_as_a_reader_writes_them() -> None:
    """A percentage without digits behind the comma; nobody is nobody."""
    one = Solvers(3, 1, 0.3333, 0.0084, 0.9057)
    assert share(one, "nl") == "1 van 3 opgelost: 33 % (1 % tot 91 %)"
    assert share(one, "en") == "1 of 3 solved: 33% (1% to 91%)"
    assert share(Solvers(0, 0, None, None, None), "en") == "no organisation"
    assert percent(1.0, "nl") == "100 %"
