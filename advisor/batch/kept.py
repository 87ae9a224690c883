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
from .portfolio import Counted, Group, Portfolio, SplitShown, Tally, concluded, summarise

MOST = 10_000  # organisations, the newest


@dataclass(frozen=True, slots=True)
class KeptPortfolio:
    """What the organisations in some groups have in common; all of them together, None when they are too few to say;
    every group that can be chosen; whether there were too many.
    """

    portfolio: Portfolio
    everybody: int | None
    splits: list[SplitShown]
    more: bool


def kept_portfolio(
    store: Store, caller: Caller, edition: Edition, language: Language, groups: Collection[Group] = ()
) -> KeptPortfolio:
    """What the organisations of a tenant have in common, or those in a group.

    All are counted on this edition, whichever they were advised on. Those whose answers its questions refuse are
    counted apart. Raises StoreUnavailableError.
    """
    tally, refused, met = Tally(len(edition.manifest.portfolio)), 0, 0
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
        tally.add(one)
    everybody = summarise(tally, refused, edition, language)
    return KeptPortfolio(
        portfolio=summarise(tally, refused, edition, language, groups),
        everybody=everybody.organisations,
        splits=everybody.splits,
        more=met > MOST,
    )


@kept(most=MOST)
def _counted(edition: Edition, answers: str) -> Counted | None:
    """What some answers count for; None when the questions of the edition refuse them."""
    try:
        return concluded(understand({"answers": json.loads(answers)}, edition), edition)
    except ProfileError:
        return None
