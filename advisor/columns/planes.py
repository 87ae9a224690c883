"""A bit for each row, eight rows to a byte: what holds where, joined and counted for many rows in one operation.

A plane always has as many bytes as its block has, and its last bits, beyond the rows, are never set.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.uint8]


def packed(rows: NDArray[np.bool_]) -> Plane:
    """A truth for each row as a plane."""
    return np.packbits(rows)


def spread(plane: Plane, rows: int) -> NDArray[np.uint8]:
    """A plane as 0 or 1 for each row."""
    return np.unpackbits(plane, count=rows)


def everywhere(rows: int) -> Plane:
    """The plane that holds in every row."""
    return packed(np.ones(rows, np.bool_))


def either(planes: Iterable[Plane], otherwise: Plane) -> Plane:
    """Where at least one of some planes holds; ``otherwise`` when there are none."""
    found: Plane | None = None
    for plane in planes:
        found = plane if found is None else found | plane
    return otherwise if found is None else found


def how_many(plane: Plane) -> int:
    """In how many rows a plane holds."""
    return int(np.bitwise_count(plane).sum())


def in_each_row(planes: Sequence[Plane], rows: int) -> NDArray[np.uint16]:
    """How many of some planes hold, for each row: they are added up as bits, and only the sums are spread."""
    total, power = np.zeros(rows, np.uint16), 0
    while planes:
        bit, planes = _added(planes)
        total += spread(bit, rows).astype(np.uint16) << power
        power += 1
    return total


def _added(planes: Sequence[Plane]) -> tuple[Plane, list[Plane]]:
    """The lowest bit of how many hold, and what is carried to the next: full adders, three planes to two."""
    bit, carried = planes[0], []
    for one, other in zip(planes[1::2], planes[2::2], strict=False):
        differ = one ^ other
        carried.append(one & other | differ & bit)
        bit = bit ^ differ
    if len(planes) % 2 == 0:
        carried.append(bit & planes[-1])
        bit = bit ^ planes[-1]
    return bit, carried
