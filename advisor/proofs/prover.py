"""Whether any profile makes something so, of all that the questionnaire allows; the smallest that does, or why none.

A profile is allowed when each question that it answers is asked: its ``ask_when`` holds. Everything is decided by the
exact search of `insight.ways`: what it does not find does not exist.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from ..insight.formulas import FALSE, NOT_FALSE, NOT_TRUE, TRUE, Every, Formula, Literal, Some, Truths, holds, literals
from ..insight.ways import Problem
from ..library.conditions import Condition, Known, Value, plain
from ..library.edition import Edition
from ..library.strict_yaml import Place, flow
from ..phrases import Message, message
from .flaws import Spot

UNANSWERED = frozenset({None})
_SAYS = {TRUE: "claim_true", FALSE: "claim_false", NOT_TRUE: "claim_not_true", NOT_FALSE: "claim_not_false"}

Answers = Mapping[str, Value]


@dataclass(frozen=True)
class Claim:
    """Something that is to be so, and where the knowledge says it; ``says`` puts it in words, when it is asked to."""

    entry: tuple[str, str]
    place: Place
    says: Callable[[], Message]
    formula: Formula


def formulas(claims: Iterable[Claim]) -> tuple[Formula, ...]:
    """What claims come down to."""
    return tuple(claim.formula for claim in claims)


def written(condition: Condition) -> str:
    """A condition on one line, as its editor could write it."""
    return flow(plain(condition))


def saying(condition: Condition, truths: Truths) -> Message:
    """That a condition has one of these truths, in words."""
    return message(_SAYS[truths], condition=written(condition))


def _asked(name: str, condition: Condition) -> Message:
    return message("claim_asked", name=name, condition=written(condition))


class Prover:
    """Answers questions about every allowed profile of an edition.

    ``anyhow``: the same about every profile that `advise` takes, also where more is answered than is asked.
    """

    def __init__(self, edition: Edition, *, strict: bool = True) -> None:
        self.edition, self._strict = edition, strict
        self.anyhow = Prover(edition, strict=False) if strict else self

    def possible(self, *every: Formula) -> bool:
        """Whether some allowed profile makes all of these hold."""
        return self._problem(self._allowed(every)).possible()

    def smallest(self, *every: Formula) -> Answers | None:
        """The fewest answers that make all of these hold; None when no answers do."""
        problem = self._problem(self._allowed(every))
        if not problem.possible():
            return None
        way = problem.smallest()[0]
        return {name: problem.domains[name].nearest(cells) for name, cells in way.cells.items()}

    def excluding(self, claims: Iterable[Claim]) -> tuple[Spot, ...]:
        """Of claims that cannot all hold: some that cannot either, none of which can be missed."""
        left = list(claims)
        left += self.asked(formulas(left))
        for claim in list(left):
            without = [other for other in left if other is not claim]
            if not self._problem(formulas(without)).possible():
                left = without
        return tuple(Spot(*self.edition.where(c.entry[0], c.entry[1], c.place), c.says()) for c in left)

    def claim(self, entry: tuple[str, str], place: Place, condition: Condition, truths: Truths) -> Claim:
        """That a condition has one of these truths."""
        return Claim(entry, place, partial(saying, condition, truths), holds(condition, truths, self.edition))

    def _problem(self, every: Sequence[Formula]) -> Problem:
        return Problem(Every(tuple(every)), {}, frozenset(self.edition.questions), self.edition)

    def _allowed(self, every: Sequence[Formula]) -> list[Formula]:
        return [*every, *formulas(self.asked(every))]

    def asked(self, every: Sequence[Formula]) -> list[Claim]:
        """That each question that is read is asked, or not answered."""
        if not self._strict:
            return []
        claims: list[Claim] = []
        todo = [literal.atom.name for literal in literals(Every(tuple(every)))]
        seen = set(todo)
        while todo:
            name = todo.pop()
            condition = self.edition.questions[name].ask_when
            if condition is None:
                continue
            asked = holds(condition, TRUE, self.edition)
            says = partial(_asked, name, condition)
            unless = Literal(Known(name), UNANSWERED)
            claims.append(Claim(("question", name), ("ask_when",), says, Some((unless, asked))))
            new = {literal.atom.name for literal in literals(asked)} - seen
            seen |= new
            todo += sorted(new)
        return claims
