"""One organisation over time: every figure as an independent script has it, and what it says in words."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import get_args

import pytest

from advisor.advice import Advice, Advisor
from advisor.insight.comparison import CHANGES
from advisor.library.wording import LANGUAGES, Language
from advisor.phrases import say
from advisor.series.organisation import COURSES, State, course_of, gone_since, over_time
from advisor.series.words import series_as_text
from advisor.stages.profile import Profile
from advisor.store import advices, series, statuses
from advisor.store.database import Store
from tests.store.conftest import ONE, Ticking

from . import recomputing
from .conftest import MadeUp

Raw = Callable[[str], list[tuple[object, ...]]]


def test_every_figure_is_recomputed(store: Store, advisor: Advisor, made_up: MadeUp, raw: Raw) -> None:
    """Of each organisation made up: every weakness at every advice, what came of it, and what was done when."""
    made_up.organisations(8, 21)
    courses = set()
    for advice, changes in recomputing.series(raw, ONE.tenant):
        reference = advice[0]["profile"]["reference"]
        latest = advices.page(store, ONE, reference=reference, limit=1).items[0]
        told = over_time(store, ONE, latest.id, advisor.edition, "nl")
        assert [moment.id for moment in told.advice][-1] == latest.id
        assert len(told.advice) == len(advice)
        answers = [one["profile"]["answers"] for one in advice]
        expected = {
            rule: [recomputing.state(rule, given) for given in answers]
            for rule, entry in recomputing.RULES.items()
            if entry["polarity"] == "weakness"
        }
        expected = {rule: states for rule, states in expected.items() if "there" in states}
        assert {one.id: one.states for one in told.weaknesses} == expected
        for number, one in enumerate(advice):  # what each advice itself found is there at its moment
            found = {finding["id"] for finding in one["findings"] if finding["polarity"] == "weakness"}
            assert found == {rule for rule, states in expected.items() if states[number] == "there"}
        before = {rid: to for rid, to, position in changes if position < advice[-1]["position"]}
        now = {rid: to for rid, to, _ in changes}
        for weakness in told.weaknesses:
            courses.add(weakness.course)
            assert [a.recommendation for a in weakness.advised] == recomputing.RULES[weakness.id]["recommend"]
            for advised in weakness.advised:
                rid = advised.recommendation
                assert advised.status == now.get(rid, "open")
                assert (advised.done is not None) == (now.get(rid) == "done")
                assert advised.before_latest == (now.get(rid) == before.get(rid) == "done")
        values = [given.get("adoption_rate") for given in answers]
        assert [measure.values for measure in told.progress] == ([values] if any(v is not None for v in values) else [])
    assert len(courses) >= 4


@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_what_comes_of_a_weakness(length: int) -> None:
    """Over every row of states: what the latest shows, beside the first; since when it is gone; words that exist."""
    for states in product(get_args(State), repeat=length):
        read = [state for state in states if state != "unread"]
        if "there" not in read:
            continue
        course = course_of(read)
        assert (course == "solved") == (read[-1] == "gone")
        assert (course == "still_there") == (read[0] == read[-1] == "there")
        assert (course == "new") == (read[0] == "gone" and read[-1] == "there")
        since = gone_since(states)
        assert (since is not None) == (course == "solved")
        if since is not None:
            assert states[since] == "gone"
            assert {"there", "unknown"}.isdisjoint(states[since:])
            earlier = [place for place in range(since) if states[place] == "gone"]
            assert all({"there", "unknown"} & set(states[place:since]) for place in earlier)
    assert set(COURSES) <= set(CHANGES)


def answering(advisor: Advisor, ghent: Profile, **answers: object) -> Advice:
    given = {name: value for name, value in {**ghent.answers, **answers}.items() if value is not None}
    return advisor.advise(Profile(given, "Gent\u202e\nb", "r"))  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_told_in_words(
    language: Language, store: Store, advisor: Advisor, ghent: Profile, clock: Ticking
) -> None:
    """Every advice with its day, the measure from then to now, each weakness with what was done about it and when."""
    clock.step = clock.step * 86_400
    first = advices.keep(store, ONE, answering(advisor, ghent)).kept
    for rid, status in (("win-people-back", "done"), ("start-from-daily-work", "rejected")):
        statuses.mark(store, ONE, first.id, rid, status, "omdat", successors={})
    advices.keep(store, ONE, answering(advisor, ghent, adoption_rate=None))
    latest = answering(advisor, ghent, adoption_rate=65, culture_signals=frozenset({"silo_behaviour"}))
    last, later = advices.keep(store, ONE, latest).kept, latest.given[-1].id
    statuses.mark(store, ONE, last.id, later, "done", successors={})
    told = over_time(store, ONE, last.id, advisor.edition, language)
    text = " ".join(series_as_text(told).split())
    assert text == " ".join(series_as_text(over_time(store, ONE, first.id, advisor.edition, language)).split())
    assert "\u202e" not in text
    for moment in told.advice:
        assert moment.id in text
    (measure,) = told.progress
    assert measure.values == [20, None, 65]
    assert f"20{'' if language == 'en' else ' '}%" in text.replace("\u00a0", " ")
    few = next(one for one in told.weaknesses if one.id == "few-really-use-it")
    assert (few.course, few.states) == ("solved", ["there", "unknown", "gone"])
    assert few.solved == told.advice[2].created
    (advised,) = few.advised
    assert (advised.status, advised.before_latest) == ("done", True)
    late = next(a for one in told.weaknesses for a in one.advised if a.recommendation == later)
    assert (late.status, late.before_latest) == ("done", False)
    for course in {one.course for one in told.weaknesses}:
        assert say(f"change_{course}", language).upper() in text
    assert "●?○" in text
    assert say("status_rejected", language) in text


def test_only_the_latest_of_a_long_series(
    store: Store, advice: Advice, advisor: Advisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A series of any length costs no more than so many: the latest, and how many there are before."""
    monkeypatch.setattr(series, "MOST", 3)
    kept = [advices.keep(store, ONE, advice).kept.id for _ in range(5)]
    told = over_time(store, ONE, kept[0], advisor.edition, "nl")
    assert ([moment.id for moment in told.advice], told.earlier) == (kept[2:], 2)
    assert say("series_earlier", "nl", count=2) in series_as_text(told)


def test_answers_that_are_refused_now_are_not_read(store: Store, advice: Advice, advisor: Advisor, raw: Raw) -> None:
    """The advice stands among the others, with why nothing is told of it; nothing is taken to be gone."""
    kept = [advices.keep(store, ONE, advice).kept.id for _ in range(3)]
    raw(f"UPDATE advices SET profile = replace(profile, 'adoption_rate', 'adoption_rats') WHERE id = '{kept[1]}'")
    told = over_time(store, ONE, kept[0], advisor.edition, "nl")
    assert [moment.read for moment in told.advice] == [True, False, True]
    assert {tuple(one.states) for one in told.weaknesses} == {("there", "unread", "there")}
    assert {one.course for one in told.weaknesses} == {"still_there"}
    assert say("series_unread", "nl") in " ".join(series_as_text(told).split())


def test_what_went_up_in_another_counts_as_that(store: Store, advice: Advice, advisor: Advisor) -> None:
    """Done under an id that is gone: its successor is done, here and over all."""
    given = [item.id for item in advice.given]
    kept = advices.keep(store, ONE, advice).kept
    statuses.mark(store, ONE, kept.id, given[0], "done", successors={})
    advices.keep(store, ONE, advice)
    edition = replace(advisor.edition)
    edition.__dict__["successors"] = {given[0]: given[1]}
    told = over_time(store, ONE, kept.id, edition, "nl")
    advised = {a.recommendation: a for one in told.weaknesses for a in one.advised}
    assert (advised[given[1]].status, advised[given[1]].before_latest) == ("done", True)
