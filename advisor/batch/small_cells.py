"""Which counts a portfolio may show: none that is small, and none that gives a small one away.

A count is small when fewer than ``least`` organisations have something, or fewer than ``least`` have it not: no count
says anything certain of one of a few. Nothing and everybody are small too. Why, and against whom: decision 32.
"""

from collections.abc import Mapping, Sequence


def safe(count: int, of: int, least: int) -> bool:
    """Whether a count can stand by itself: at least so many have it, and at least so many do not."""
    return least <= count <= of - least


def partition(sizes: Mapping[str, int], least: int) -> list[tuple[str, ...]]:
    """The classes of a split as they are shown: each large one by itself, and all others together, last.

    Those others take along the smallest class that stood by itself while they are few. So every class that is shown
    holds at least ``least``, and which part of the others is whose cannot be told. Empty when nothing can be told
    apart. ``sizes``: the organisations in each class, in order.
    """
    alone = {name: size for name, size in sizes.items() if size >= least}
    together = [name for name, size in sizes.items() if 0 < size < least]
    while together and alone and sum(sizes[name] for name in together) < least:
        smallest = min(alone, key=alone.__getitem__)
        together.append(smallest)
        del alone[smallest]
    rest = [tuple(name for name in sizes if name not in alone)] if together else []
    return [*((name,) for name in alone), *rest] if alone else []


def row(counts: Sequence[int], sizes: Sequence[int], least: int) -> list[int | None]:
    """The counts of one row by class, of which the safe sum is shown too; None for each that is withheld.

    Withheld are those that are not safe, and the ones nearest to it as far as the sum of all that is withheld, which
    anybody can work out, would not be safe. Then each that is withheld could as well be ``least`` or more, and so
    could those that have it not: nothing tells which of them are small. ``sizes``: the organisations in each class,
    each at least ``least``.
    """
    withheld = {i for i, (count, size) in enumerate(zip(counts, sizes, strict=True)) if not safe(count, size, least)}
    while withheld and not safe(sum(counts[i] for i in withheld), sum(sizes[i] for i in withheld), least):
        left = (i for i in range(len(counts)) if i not in withheld)
        withheld.add(min(left, key=lambda i: min(counts[i], sizes[i] - counts[i])))
    return [None if i in withheld else count for i, count in enumerate(counts)]
