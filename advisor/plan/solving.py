"""The best plan, proven: the puzzle as a model of OR-Tools CP-SAT, the one module that knows it. An extra.

One thread, a fixed seed, and a limit in the solver's own count of work, not in seconds: the same puzzle gives the same
plan every time. Of plans worth the same it is the one in which the first task ends earliest; of those, the one in which
the second does, and so on. Then there is only one, whatever the solver finds first.
"""

import math
from dataclasses import dataclass

from ortools.sat.python import cp_model

from .. import budget
from .model import Puzzle, Starts, Task, in_turn, settled, soonest

WORK = 6.0  # for one plan, in the solver's count; that many seconds or fewer on an ordinary machine


@dataclass(frozen=True, slots=True)
class Solution:
    """A plan that keeps to the rules: the first period of each task.

    ``at_most``: no plan is worth more points. ``proven``: it is worth that, and of all that are it is the one to give.
    """

    starts: Starts
    at_most: int
    proven: bool


def solve(puzzle: Puzzle, work: float = WORK) -> Solution:
    """The best plan, as far as it is found within so much work. Raises as `budget.check` does between two steps."""
    return _Search(puzzle, work).best()


class _Search:
    """The search for one plan: a Boolean for each task and each period in which it can start."""

    def __init__(self, puzzle: Puzzle, work: float) -> None:
        self.puzzle, self.left = puzzle, work
        self.found = in_turn(puzzle)
        self.model = cp_model.CpModel()
        early = soonest(puzzle)
        self.starting = {
            task.id: {
                start: self.model.new_bool_var("") for start in range(early[task.id], puzzle.periods - task.length + 2)
            }
            for task in puzzle.tasks
        }
        self._keep_to_the_rules()

    def best(self) -> Solution:
        """The plan that is worth most and, of those, comes first."""
        worth = cp_model.LinearExpr.sum([task.worth * self._left_after(task) for task in self.puzzle.tasks])
        self.model.maximize(worth)
        status, bound = self._search()
        if status == cp_model.OPTIMAL:
            self.model.add(worth == bound)
            if self._comes_first():
                return Solution(self.found, bound, proven=True)
        elif status == cp_model.UNKNOWN:
            bound = self.puzzle.worth(soonest(self.puzzle))
        return Solution(settled(self.puzzle, self.found), bound, proven=False)

    def _keep_to_the_rules(self) -> None:
        taken: list[list[cp_model.LinearExprT]] = [[] for _ in self.puzzle.days]
        for task in self.puzzle.tasks:
            own = self.starting[task.id]
            self.model.add_at_most_one(own.values())
            for start, here in own.items():
                for at, days in enumerate(task.loads, start - 1):
                    taken[at].append(days * here)
                begun = [other for at, other in own.items() if at <= start]
                for needed in task.needs:
                    ready = start - self.puzzle.task[needed].length
                    ended = [other for at, other in self.starting[needed].items() if at <= ready]
                    self.model.add(cp_model.LinearExpr.sum(begun) <= cp_model.LinearExpr.sum(ended))
        for needing, there in zip(taken, self.puzzle.days, strict=True):
            self.model.add(cp_model.LinearExpr.sum(needing) <= there)

    def _left_after(self, task: Task) -> cp_model.LinearExprT:
        """The periods from the one in which a task ends to the last; 0 when it is in none."""
        last = self.puzzle.periods + 2 - task.length
        return cp_model.LinearExpr.sum([(last - start) * here for start, here in self.starting[task.id].items()])

    def _comes_first(self) -> bool:
        """Go from a plan that is worth most to the one of those that comes first; whether it could be told."""
        other = self.model.new_bool_var("")
        differs = [
            ~here if at == self.found[tid] else here for tid, own in self.starting.items() for at, here in own.items()
        ]
        self.model.add_bool_or(differs).only_enforce_if(other)
        self.model.maximize(other)
        status, most = self._search()
        if status != cp_model.OPTIMAL or not most:
            return status == cp_model.OPTIMAL
        for task in self.puzzle.tasks:
            left = self._left_after(task)
            self.model.maximize(left)
            status, most = self._search()
            if status != cp_model.OPTIMAL:
                return False
            self.model.add(left == most)
        return True

    def _search(self) -> tuple[cp_model.CpSolverStatus, int]:
        """Search on from the plan that was found, within the work that is left: the status, and what is at most."""
        budget.check()
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.max_deterministic_time = max(self.left, 0.0)
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for tid, own in self.starting.items():
            for at, here in own.items():
                self.model.add_hint(here, at == self.found[tid])
        status = solver.solve(self.model)
        self.left -= solver.deterministic_time
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self.found = {
                tid: next((at for at, here in own.items() if solver.boolean_value(here)), None)
                for tid, own in self.starting.items()
            }
        return status, math.floor(solver.best_objective_bound + 1e-6)
