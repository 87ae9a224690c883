"""Questions that are never asked: by their own condition, or for they wait for each other."""

from collections.abc import Iterator

from ..insight.formulas import TRUE, Every, Formula, Literal, holds, literals
from ..library.conditions import Compare, Known
from ..library.reach import reachable
from ..phrases import message
from .flaws import Flaw, Spot, flaw
from .prover import UNANSWERED, Prover

PHASE = "initiative_phase"


def flaws(prover: Prover) -> Iterator[Flaw]:
    """Circles of questions, and phases in which a question that is put off is not asked at all."""
    yield from _circles(prover)
    yield from _later(prover)


def _circles(prover: Prover) -> Iterator[Flaw]:
    """The questions that could be asked only if another were answered that in turn waits for them."""
    edition = prover.edition
    waiting = {n: holds(q.ask_when, TRUE, edition) for n, q in edition.questions.items() if q.ask_when is not None}
    never = {name for name, formula in waiting.items() if not prover.possible(formula)}  # that is told by itself
    stuck = dict(waiting)
    while new := [
        n for n, formula in stuck.items() if n in never or prover.possible(formula, *_silent(formula, stuck))
    ]:
        stuck = {name: formula for name, formula in stuck.items() if name not in new}
    waits = {name: [n for n in _read(formula) if n in stuck] for name, formula in stuck.items()}
    for name in stuck:
        if name in reachable(name, lambda one: waits.get(one, [])):
            circle = [other for other in stuck if other in reachable(name, lambda one: waits.get(one, []))]
            spots = [
                Spot(
                    *edition.where("question", n, ("ask_when",)),
                    message("claim_waits", name=n, names=", ".join(waits[n])),
                )
                for n in circle
            ]
            others = ", ".join(other for other in circle if other != name)
            yield flaw("asked-in-circle", edition, ("question", name), ("ask_when",), excludes=spots, others=others)


def _read(formula: Formula) -> list[str]:
    return list(dict.fromkeys(literal.atom.name for literal in literals(formula)))


def _silent(formula: Formula, stuck: dict[str, Formula]) -> list[Formula]:
    """That the questions that a formula reads and that were not asked yet are not answered."""
    return [Literal(Known(name), UNANSWERED) for name in _read(formula) if name in stuck]


def _later(prover: Prover) -> Iterator[Flaw]:
    """The phases in which a question is put off, though it is not asked in them."""
    edition = prover.edition
    for name, question in edition.questions.items():
        for i, phase in enumerate(question.ask_later):
            claims = [
                prover.claim(("question", name), ("ask_later", i), Compare(PHASE, "is", phase), TRUE),
                *prover.asked([Every((Literal(Known(name), TRUE),))]),
            ]
            answered = Literal(Known(name), TRUE)
            if not prover.possible(claims[0].formula, answered) and prover.possible(answered):
                excludes = prover.excluding(claims)
                yield flaw("idle-later", edition, ("question", name), ("ask_later", i), excludes=excludes, phase=phase)
