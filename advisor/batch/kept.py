"""The portfolio of what is kept: the latest advice of each organisation, made again on the edition that serves."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from ..budget import check
from ..library.edition import Edition
from ..library.memo import kept
from ..library.wording import Language
from ..stages.mistakes import ProfileError
from ..stages.profile import understand
from ..store import series
from ..store.callers import Caller
from ..store.database import Store
from .portfolio import Counted, Portfolio, SplitShown, Tally, concluded, summarise

MOST = 10_000  # organisations, the newest

Group = tuple[str, str]  # the attribute of a split, and one of its classes


@dataclass(frozen=True, slots=True)
class KeptPortfolio:
    """What the organisations in some groups have in common; every group there is; whether there were too many."""

    portfolio: Portfolio
    everybody: int
    splits: list[SplitShown]
    more: bool


def kept_portfolio(
    store: Store, caller: Caller, edition: Edition, language: Language, groups: Collection[Group] = ()
) -> KeptPortfolio:
    """What the organisations of a tenant have in common: those that are in all of some groups.

    All are counted on this edition, whichever they were advised on. Those whose answers its questions refuse are
    counted apart. Raises StoreUnavailableError.
    """
    splits = [split.by for split in edition.manifest.portfolio]
    wanted = [(splits.index(by), name) for by, name in groups if by in splits]
    everybody, refused, met = Tally(len(splits)), 0, 0
    chosen = Tally(len(splits)) if wanted else everybody
    for text in series.latest(store, caller, limit=MOST + 1):
        check()
        met += 1
        if met > MOST:
            break
        # Without the name and the reference: what is remembered of an organisation are its answers alone.
        one = _counted(edition, json.dumps(json.loads(text)["answers"], separators=(",", ":")))
        if one is None:
            refused += 1
            continue
        everybody.add(one)
        if wanted and all(one.classes[number] == name for number, name in wanted):
            chosen.add(one)
    return KeptPortfolio(
        portfolio=summarise(chosen, refused, edition, language),
        everybody=everybody.organisations["all"],
        splits=summarise(everybody, refused, edition, language).splits,
        more=met > MOST,
    )


@kept(most=MOST)
def _counted(edition: Edition, answers: str) -> Counted | None:
    """What some answers count for; None when the questions of the edition refuse them."""
    try:
        return concluded(understand({"answers": json.loads(answers)}, edition), edition)
    except ProfileError:
        return None
