"""Planes, held to plain Python."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from advisor.columns.planes import everywhere, how_many, in_each_row, packed, spread

TABLES = st.integers(0, 40).flatmap(lambda rows: st.lists(st.lists(st.booleans(), min_size=rows, max_size=rows)))


@given(TABLES)
def test_planes_are_added_up_as_numbers_are(table: list[list[bool]]) -> None:
    """What holds in each row, and in how many rows each holds."""
    rows = len(table[0]) if table else 3
    planes = [packed(np.array(held, np.bool_)) for held in table]
    assert in_each_row(planes, rows).tolist() == [sum(held[row] for held in table) for row in range(rows)]
    assert [how_many(plane) for plane in planes] == [sum(held) for held in table]
    assert [spread(plane, rows).tolist() for plane in planes] == table
    assert how_many(everywhere(rows)) == rows
