"""What comes before what, and cannot: prerequisites that are never there, or that leave no room at the start."""

from collections.abc import Iterator

from ..insight.formulas import TRUE, given, holds
from ..library.edition import Edition
from ..library.reach import reachable
from ..library.strict_yaml import Place
from .flaws import Flaw, flaw
from .holders import is_given
from .prover import Prover, formulas


def flaws(prover: Prover) -> Iterator[Flaw]:
    """Every prerequisite without effect, and every start that its own prerequisites forbid."""
    edition = prover.edition
    for rid, recommendation in edition.recommendations.items():
        for needed in recommendation.needs:
            claims = [is_given(rid, edition), is_given(needed, edition)]
            alone = all(prover.possible(claim.formula) for claim in claims)
            if alone and not prover.possible(*formulas(claims)):
                excludes = prover.excluding(claims)
                yield flaw(
                    "needs-apart", edition, ("recommendation", rid), ("needs", needed), excludes=excludes, other=needed
                )
    yield from _starts(prover)


def _starts(prover: Prover) -> Iterator[Flaw]:
    """What is to stand among the first so many, though more than those come before it."""
    edition = prover.edition
    within = edition.priorities.at_the_start.within
    for rid, start in edition.priorities.at_the_start.recommendations.items():
        before = [n for n in edition.recommendations if n in _before(rid, edition)]
        if len(before) < within:
            continue
        together = [holds(start.when, TRUE, edition), *(given(one, edition) for one in (rid, *before))]
        witness = prover.smallest(*together)
        if witness is not None:
            place: Place = ("at_the_start", "recommendations", rid)
            yield flaw(
                "needs-before-start",
                edition,
                ("priorities", ""),
                place,
                witness=witness,
                rid=rid,
                others=", ".join(before),
            )


def _before(rid: str, edition: Edition) -> set[str]:
    return reachable(rid, lambda one: edition.recommendations[one].needs)
