"""An advice and what its user wishes → the plan."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from ..advice import Advice
from ..library.conditions import evaluate
from ..library.edition import Edition
from ..library.wording import Language
from ..phrases import enumerated, say
from ..stages.ranking import PHASES
from . import words
from .answer import Frame, Method, Named, PeriodPlanned, Plan, TaskPlanned
from .model import Puzzle, Starts, Task, spread
from .reasons import reason
from .tasks import Work, work
from .wishes import AS_IT_IS, Wishes

MOST_TASKS = 100
NAMED = 3  # of the tasks that fill a period


class PlanTooLargeError(Exception):
    """More tasks than a plan takes."""

    def sentence(self, language: Language) -> str:
        """What is wrong, and the remedy."""
        return say("plan_too_large", language, most=MOST_TASKS)


def plan(advice: Advice, edition: Edition, wishes: Wishes = AS_IT_IS) -> Plan:
    """The plan for an advice: proven the best, or, without the solver, its phases. It says which.

    Raises PlanTooLargeError, and as `budget.check` does.
    """
    todo = work(advice.recommendations, wishes.statuses)
    if len(todo) > MOST_TASKS:
        raise PlanTooLargeError
    making = _Making(advice, edition, wishes, todo)
    if not all(one.days for one in todo):
        return making.in_phases("plan_no_effort")
    try:
        from .solving import solve
    except ImportError:
        return making.in_phases("plan_no_solver")
    puzzle = making.puzzle()
    solution = solve(puzzle)
    return making.in_periods(puzzle, solution.starts, solution.at_most, proven=solution.proven)


class _Making:
    """A plan in the making: what it is about, and how things are called."""

    def __init__(self, advice: Advice, edition: Edition, wishes: Wishes, todo: list[Work]) -> None:
        self.advice, self.defaults, self.wishes, self.todo = advice, edition.priorities.plan, wishes, todo
        self.language = advice.receipt.language
        self.titles = {item.id: item.title for item in advice.given}
        weeks = wishes.weeks or self.defaults.weeks
        self.frame = Frame(
            periods=wishes.periods or self.defaults.periods,
            weeks=weeks,
            days=wishes.capacity or self._days_a_week() * weeks,
            basis="given" if wishes.capacity else "judgement",
            start=wishes.start,
        )

    def _days_a_week(self) -> int:
        facts = self.advice.profile.told.answers
        form = next((form for form in self.defaults.instead if evaluate(form.when, facts) is True), self.defaults)
        return form.days_a_week

    def puzzle(self) -> Puzzle:
        """What is to be solved."""
        frame = self.frame
        postponed = -(-self.defaults.postponed_weeks // frame.weeks)
        return Puzzle(
            tasks=tuple(
                Task(
                    id=one.id,
                    worth=one.head.score,
                    loads=spread(one.days[1], one.weeks[1], frame.days, frame.weeks),
                    needs=one.needs,
                    earliest=1 + postponed if one.status == "postponed" else 1,
                )
                for one in self.todo
            ),
            days=(frame.days,) * frame.periods,
        )

    def in_phases(self, because: str) -> Plan:
        """The phases of the advice, and because of what."""
        return self._with_frame("phases", [say(because, self.language)], [self._task(one) for one in self.todo])

    def in_periods(self, puzzle: Puzzle, starts: Starts, at_most: int, *, proven: bool) -> Plan:
        """A plan that was found, told."""
        worth = puzzle.worth(starts)
        told = say("plan_proven" if proven else "plan_unproven", self.language, worth=worth, most=at_most)
        judged = [say("plan_frame_judgement", self.language)] if self.frame.basis == "judgement" else []
        tasks = [self._planned(one, puzzle, starts) for one in self.todo]
        urgent = [task.id for task in tasks if task.start is None and task.phase == PHASES[0]]
        missed = (
            [say("plan_first_left_out", self.language, titles=self._called(urgent), count=len(urgent))]
            if urgent
            else []
        )
        made = self._with_frame(
            "optimal",
            [told, *missed, say("plan_robust", self.language), *judged],
            sorted(tasks, key=lambda task: task.start or self.frame.periods + 1),
        )
        periods = [self._period(number, days) for number, days in enumerate(puzzle.planned(starts), 1)]
        return replace(made, proven=proven, worth=worth, at_most=at_most, periods=periods)

    def _with_frame(self, method: Method, told: list[str], tasks: list[TaskPlanned]) -> Plan:
        statuses = self.wishes.statuses
        return Plan(
            receipt=self.advice.receipt,
            name=self.advice.profile.name,
            reference=self.advice.profile.reference,
            method=method,
            told=told,
            frame=self.frame,
            tasks=tasks,
            done=self._named([rid for rid in self.titles if statuses.get(rid) == "done"]),
            rejected=self._named([rid for rid in self.titles if statuses.get(rid) == "rejected"]),
        )

    def _period(self, number: int, planned: int) -> PeriodPlanned:
        weeks, start = self.frame.weeks, self.frame.start
        begins = start + timedelta(weeks=(number - 1) * weeks) if start else None
        return PeriodPlanned(
            number=number,
            weeks=[(number - 1) * weeks + 1, number * weeks],
            begins=begins,
            ends=begins + timedelta(weeks=weeks, days=-1) if begins else None,
            days=self.frame.days,
            planned=planned,
        )

    def _task(self, one: Work) -> TaskPlanned:
        return TaskPlanned(
            id=one.id,
            title=one.head.title,
            includes=self._named([member.id for member in one.members[1:]]),
            rank=one.head.rank,
            phase=one.head.phase,
            verdict=one.head.verdict,
            score=one.head.score,
            status=one.status,
            weeks=list(one.weeks),
            days=list(one.days),
            needs=self._named(one.needs),
            without=self._named(one.without),
        )

    def _planned(self, one: Work, puzzle: Puzzle, starts: Starts) -> TaskPlanned:
        task, start = puzzle.task[one.id], starts[one.id]
        why, forward = reason(puzzle, starts, task)
        return replace(
            self._task(one),
            start=start,
            end=puzzle.end(task.id, start),
            takes=list(task.loads) if start else [],
            why=words.why(why, self._called, self.language),
            earlier=words.earlier(forward, self._called, self.language),
            reason=why,
            forward=forward,
        )

    def _named(self, rids: Sequence[str]) -> list[Named]:
        return [Named(rid, self.titles[rid]) for rid in rids]

    def _called(self, rids: Sequence[str]) -> str:
        titles = [f"“{self.titles[rid]}”" for rid in rids]
        if (more := len(titles) - NAMED) > 0:
            return say("and_others", self.language, titles=", ".join(titles[:NAMED]), count=more)
        return enumerated(titles, self.language)
