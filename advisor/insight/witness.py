"""A profile for which a formula holds, as small as can be: the proof that there is one, or that there is none."""

from collections.abc import Mapping

from ..library.conditions import Known, Value
from ..library.edition import Edition
from .formulas import TRUE, Every, Formula, Literal, Some, holds, literals
from .ways import Problem

UNANSWERED = frozenset({None})


def witness(formula: Formula, edition: Edition) -> Mapping[str, Value] | None:
    """The fewest answers for which a formula holds, of what the questionnaire allows; None when no answers do."""
    problem = Problem(Every((formula, _allowed(formula, edition))), {}, frozenset(edition.questions), edition)
    if not problem.possible():
        return None
    way = problem.smallest()[0]
    return {name: problem.domains[name].nearest(cells) for name, cells in way.cells.items()}


def _allowed(formula: Formula, edition: Edition) -> Formula:
    """Holds just when each question that the formula reads is asked, or not answered."""
    parts: list[Formula] = []
    todo = [literal.atom.name for literal in literals(formula)]
    seen = set(todo)
    while todo:
        name = todo.pop()
        condition = edition.questions[name].ask_when
        if condition is None:
            continue
        asked = holds(condition, TRUE, edition)
        parts.append(Some((Literal(Known(name), UNANSWERED), asked)))
        new = {literal.atom.name for literal in literals(asked)} - seen
        seen |= new
        todo += sorted(new)
    return Every(tuple(parts))
