"""The plan of an advice: within its days whatever the effort, with what became of things, and without the solver."""

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from advisor.advice import Advice, Advisor, to_json
from advisor.library.edition import Edition
from advisor.library.statuses import STATUSES, Status
from advisor.plan import planning, solving
from advisor.plan.answer import Plan
from advisor.plan.planning import PlanTooLargeError, plan
from advisor.plan.tasks import work
from advisor.plan.wishes import Wishes
from advisor.stages.engine import Pool
from advisor.stages.profile import Profile, read_profile
from tests.conftest import CHECKOUT, sizes
from tests.realistic import profiles


@pytest.fixture(scope="module")
def advisor(edition: Edition, engine: Pool) -> Advisor:
    return Advisor(edition, engine)


@pytest.fixture(scope="module")
def ghent(advisor: Advisor) -> Advice:
    return example(advisor, "ghent-crm")


def example(advisor: Advisor, name: str) -> Advice:
    raw = (CHECKOUT / "examples" / f"{name}.json").read_bytes()
    return advisor.advise(read_profile(raw, advisor.edition), "nl")


def made_up(advisor: Advisor, count: int, seed: int) -> Iterator[tuple[random.Random, Advice, Wishes]]:
    """Advice for organisations that are made up, each with something to wish for."""
    chance = random.Random(seed)
    for answers in profiles(advisor.edition, count, seed=seed):
        advice = advisor.advise(Profile(answers), "nl")
        ids = [item.id for item in advice.given]
        statuses: dict[str, Status] = {rid: chance.choice(STATUSES) for rid in ids if chance.random() < 0.3}
        yield chance, advice, Wishes(chance.choice([None, 8, 25, 60]), chance.choice([None, 4, 13]), 8, None, statuses)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What holds of every plan is tried on plans that need not be the best."""
    monkeypatch.setattr(solving.solve, "__defaults__", (0.05,))


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("count", sizes(8, 150))
def test_no_effort_exceeds_the_days(advisor: Advisor, count: int) -> None:
    """Whatever days and weeks within its estimate a task takes: worked at no more than is planned, it ends in time.

    Then no period has more work than days, and nothing starts before all that it needs has ended.
    """
    spanning = 0
    for chance, advice, wishes in made_up(advisor, count, 11):
        found = plan(advice, advisor.edition, wishes)
        work_in = [0] * found.frame.periods
        ended: dict[str, int] = {}
        for task in found.planned:
            assert task.start is not None
            left, at = chance.randint(*task.days), task.start
            for at, planned in enumerate(task.takes, task.start):
                done = min(left, planned)
                work_in[at - 1] += done
                left -= done
            assert left == 0
            assert len(task.takes) * found.frame.weeks >= chance.randint(*task.weeks)
            ended[task.id] = at
            assert task.end == at
            spanning += len(task.takes) > 1
        assert all(done <= period.planned <= period.days for done, period in zip(work_in, found.periods, strict=True))
        by_id = {task.id: task for task in found.planned}
        for task in by_id.values():
            assert all(ended[needed.id] < by_id[task.id].start for needed in task.needs)  # type: ignore[operator]
    assert spanning


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("count", sizes(8, 150))
def test_everything_has_its_place(advisor: Advisor, count: int) -> None:
    """Every recommendation is in one task, or is done or rejected; each task waits for what it needs and is left."""
    for _, advice, wishes in made_up(advisor, count, 12):
        found = plan(advice, advisor.edition, wishes)
        placed = [one.id for task in found.tasks for one in (task, *task.includes)]
        gone = [one.id for one in (*found.done, *found.rejected)]
        assert sorted([*placed, *gone]) == sorted(item.id for item in advice.given)
        home = {one.id: task.id for task in found.tasks for one in (task, *task.includes)}
        needs = {item.id: item.needs for item in advice.given}
        for task in found.tasks:
            needed = {n for one in (task, *task.includes) for n in needs[one.id]}
            assert {n.id for n in task.needs} == {home[n] for n in needed if n in home} - {task.id}
            assert {n.id for n in task.without} == {n for n in needed if wishes.statuses.get(n) == "rejected"}
            postponed = -(-advisor.edition.priorities.plan.postponed_weeks // found.frame.weeks)
            if wishes.statuses.get(task.id) == "postponed" and task.start is not None:
                assert task.start > postponed
            assert bool(task.why) == bool(task.reason)
            assert (task.forward is None) == (task.start == 1)


def test_a_folded_recommendation_is_done_with_what_it_stands_under(advisor: Advisor) -> None:
    """Days add up; weeks only along what comes after one another; what is done of it takes nothing."""
    advice = example(advisor, "municipality")
    (bundle,) = [one for one in work(advice.recommendations, {}) if one.id == "name-one-executive"]
    parts = {member.id: member for member in bundle.members}
    assert parts.keys() == {"name-one-executive", "secure-continuity-at-the-top", "organise-the-steering"}
    efforts = {rid: part.effort for rid, part in parts.items()}
    assert all(efforts.values())
    assert bundle.days[1] == sum(effort.days[1] for effort in efforts.values() if effort)
    first, longest = (efforts[rid].weeks[1] for rid in ("name-one-executive", "organise-the-steering"))  # type: ignore[union-attr]
    assert bundle.weeks[1] == first + longest  # both others need the first
    (left,) = [one for one in work(advice.recommendations, {"name-one-executive": "done"}) if one.head.rank == 3]
    assert left.weeks[1] == longest
    assert left.days[1] == bundle.days[1] - efforts["name-one-executive"].days[1]  # type: ignore[union-attr]


def test_what_is_postponed_takes_along_what_needs_it(advisor: Advisor) -> None:
    """Of a bundle what needs something postponed is postponed too; the rest goes on."""
    advice = example(advisor, "municipality")
    tasks = work(advice.recommendations, {"name-one-executive": "postponed"})
    mine = [one for one in tasks if one.id == "name-one-executive"]
    assert [(len(one.members), one.status) for one in mine] == [(3, "postponed")]
    tasks = work(advice.recommendations, {"secure-continuity-at-the-top": "postponed"})
    mine = [one for one in tasks if one.head.rank == 3]
    assert [(one.id, one.status) for one in mine] == [
        ("name-one-executive", "open"),
        ("secure-continuity-at-the-top", "postponed"),
    ]
    assert mine[1].needs == ("name-one-executive",)


def test_the_days_are_those_of_the_knowledge_or_given(advisor: Advisor, ghent: Advice) -> None:
    """By the size of the organisation, for as many weeks; unless they are given."""
    each = {name: plan(example(advisor, name), advisor.edition).frame for name in ("municipality", "hospital")}
    weekly = advisor.edition.priorities.plan
    assert each["municipality"].days == weekly.instead[2].days_a_week * weekly.weeks
    assert each["hospital"].days == weekly.instead[1].days_a_week * weekly.weeks
    assert each["hospital"].basis == "judgement"
    given = plan(ghent, advisor.edition, Wishes(17, 2, 3, date(2027, 1, 4)))
    assert (given.frame.days, given.frame.weeks, given.frame.periods, given.frame.basis) == (17, 2, 3, "given")
    assert [(p.weeks, str(p.begins), str(p.ends)) for p in given.periods] == [
        ([1, 2], "2027-01-04", "2027-01-17"),
        ([3, 4], "2027-01-18", "2027-01-31"),
        ([5, 6], "2027-02-01", "2027-02-14"),
    ]


def test_the_same_plan_every_time(advisor: Advisor, ghent: Advice) -> None:
    assert to_json(plan(ghent, advisor.edition)) == to_json(plan(ghent, advisor.edition))


def test_without_the_solver_there_are_the_phases(
    advisor: Advisor, ghent: Advice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And it says so, and how to get it."""
    monkeypatch.setitem(sys.modules, "ortools.sat.python", None)
    monkeypatch.delitem(sys.modules, "advisor.plan.solving", raising=False)
    monkeypatch.delattr("advisor.plan.solving", raising=False)
    found = plan(ghent, advisor.edition, Wishes(statuses={"win-people-back": "done"}))
    assert found.method == "phases"
    assert not found.proven
    assert "pip install 'advisor[plan]'" in found.told[0]
    assert [task.start for task in found.tasks] == [None] * len(found.tasks)
    assert [one.id for one in found.done] == ["win-people-back"]
    assert {task.id for task in found.tasks} >= {"lead-as-change-not-it", "steer-on-use-and-effect"}


def test_an_advice_that_does_not_say_what_it_takes(advisor: Advisor, ghent: Advice) -> None:
    """As those of edition 2026.1: the phases, and what to do about it."""
    older = replace(ghent, recommendations=[replace(item, effort=None) for item in ghent.recommendations])
    found = plan(older, advisor.edition)
    assert (found.method, found.periods) == ("phases", [])
    assert "opnieuw" in found.told[0]
    assert all(task.days == [] for task in found.tasks if not task.includes)


def test_nothing_to_plan(advisor: Advisor) -> None:
    """An organisation that is told nothing has an empty plan."""
    found = plan(example(advisor, "limburg-builder-b"), advisor.edition)
    assert (found.method, found.proven, found.tasks, found.worth) == ("optimal", True, [], 0)


def test_a_plan_is_bounded(advisor: Advisor, ghent: Advice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "MOST_TASKS", 3)
    with pytest.raises(PlanTooLargeError) as caught:
        plan(ghent, advisor.edition)
    assert "3" in caught.value.sentence("nl")


def test_what_is_urgent_and_left_out_is_told_at_once(advisor: Advisor, ghent: Advice) -> None:
    """Not at the end only: a plan that leaves out what the advice does first is another plan than a reader expects."""
    for capacity, left in ((None, True), (60, False)):
        found = plan(ghent, advisor.edition, Wishes(capacity=capacity))
        urgent = [task.title for task in found.left_out if task.phase == "first"]
        assert bool(urgent) is left
        told = " ".join(found.told)
        assert [task.title for task in found.tasks if task.title in told] == urgent


def test_what_is_not_proven_is_told(advisor: Advisor, monkeypatch: pytest.MonkeyPatch) -> None:
    """The best that was found, what no plan exceeds, and that in words."""
    monkeypatch.setattr(solving.solve, "__defaults__", (0.0,))
    found = plan(example(advisor, "municipality"), advisor.edition)
    assert not found.proven
    assert found.worth <= found.at_most
    assert str(found.at_most) in found.told[0].replace("\u00a0", "")
    assert "bewezen" not in found.told[0]


def test_the_answer_as_json(advisor: Advisor, ghent: Advice) -> None:
    """The names of the fields are what callers rely on."""
    told = json.loads(to_json(plan(ghent, advisor.edition)))
    assert told.keys() == set(Plan.__dataclass_fields__)
    assert {"id", "title", "start", "end", "takes", "why", "earlier", "needs", "without"} <= told["tasks"][0].keys()
