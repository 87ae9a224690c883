"""All that is proven of an edition, in the order of the files."""

from ..library.edition import Edition
from . import asking, contexts, meaning, order, overlap, texts, unread
from .acceptance import accepted
from .flaws import LEVELS, Flaw
from .holders import holders
from .prover import Prover


def prove(edition: Edition) -> tuple[Flaw, ...]:
    """Every flaw in the meaning of an edition; none is left out, and none is told that is not so."""
    prover = Prover(edition)
    found = list(holders(prover))
    flaws = [
        *meaning.flaws(prover, found),
        *texts.flaws(prover),
        *overlap.flaws(prover),
        *unread.flaws(prover, found),
        *asking.flaws(prover),
        *order.flaws(prover),
        *contexts.flaws(prover),
    ]
    return tuple(sorted(accepted(flaws, edition), key=in_order))


def in_order(flaw: Flaw) -> tuple[str, int, int, str, str]:
    """Where a flaw stands among others: by file and line, then the worst first."""
    return flaw.file, flaw.line, LEVELS.index(flaw.level), flaw.code, str(flaw.what)
