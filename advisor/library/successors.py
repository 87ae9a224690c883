"""Recommendations that went up in another: each is gone, and went up in one."""

from collections.abc import Iterator

from ..phrases import message
from .edition import Edition
from .named import Fault


def faults(edition: Edition) -> Iterator[Fault]:
    """What replaces one that is still there, or that is replaced already.

    No circle is possible: what is replaced is no entry, and so replaces nothing.
    """
    replaced: dict[str, str] = {}
    for rid, recommendation in edition.recommendations.items():
        for i, gone in enumerate(recommendation.replaces):
            entry, place = ("recommendation", rid), ("replaces", i)
            if ("recommendation", gone) in edition.homes:  # also one that could not be read
                what = message("wrong_replaces_existing", name=gone)
                yield entry, place, what, message("mend_replaces_existing")
            elif gone in replaced:
                what = message("wrong_replaces_twice", name=gone, other=replaced[gone])
                yield entry, place, what, message("mend_replaces_twice")
            replaced.setdefault(gone, rid)
