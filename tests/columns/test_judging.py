"""Verdicts, scores and first recommendations by the column, held to the single run on generated profiles."""

from collections.abc import Mapping
from itertools import islice

import numpy as np
import pytest

from advisor.columns.judging import Judge, Judged, judge
from advisor.columns.planes import Plane
from advisor.library.edition import Edition
from advisor.stages.verdicts import VERDICTS, Verdict
from tests.columns.made import FIRST, block_of, entangled, mixed, single
from tests.conftest import sizes

CHUNK = 5_000


def in_row(levels: Mapping[Verdict, Plane], row: int) -> str:
    """The verdict in one row."""
    held = [verdict for verdict, plane in levels.items() if plane[row // 8] >> (7 - row % 8) & 1]
    assert len(held) <= 1
    return held[0] if held else VERDICTS[-1]


def hold(judged: Judged, row: int, answers: Mapping[str, object], edition: Edition) -> int:
    """One row must be what the single run says; how many are shown first."""
    findings, recommendations, ranked = single(answers, edition)  # type: ignore[arg-type]
    assert {name: in_row(levels, row) for name, levels in judged.verdicts.findings.items()} == findings
    assert {name: in_row(levels, row) for name, levels in judged.verdicts.recommendations.items()} == recommendations
    ids = list(edition.recommendations)
    assert {item.id: item.score for item in ranked} == {i.id: judged.scores[ids.index(i.id)][row] for i in ranked}
    shown = [item.id for item in ranked if item.under is None]
    assert [ids[number] for number in judged.first[row] if number >= 0] == shown[:FIRST]
    return len(shown[:FIRST])


@pytest.mark.parametrize("count", sizes(300, 100_000))
def test_every_row_is_what_the_single_run_says(edition: Edition, count: int) -> None:
    """All verdicts, every score, and the first five in their order; also where respondents differ."""
    given, lengths, todo = 0, set(), iter(mixed(edition, count, seed=71))
    while chunk := list(islice(todo, CHUNK)):
        block, codings = block_of(chunk, edition)
        judged = judge(edition).judge(block, codings, FIRST)
        lengths |= {hold(judged, row, answers, edition) for row, answers in enumerate(chunk)}
        given += len(chunk)
    assert given == count
    assert len(lengths) > 3


@pytest.mark.parametrize(("count", "seed"), sizes(60, 2_000, 1, 2, 3, 4))
def test_also_where_needs_bundles_and_starts_are_entangled(edition: Edition, count: int, seed: int) -> None:
    """Several needs, chains of them, bundles across those, more than one to be settled at the start, exceptions."""
    other = entangled(edition, seed)
    given = mixed(other, count, seed=72 + seed)
    block, codings = block_of(given, other)
    judged = Judge(other).judge(block, codings, FIRST)
    assert sum(hold(judged, row, answers, other) for row, answers in enumerate(given)) > count


def test_how_the_rows_are_cut_does_not_matter(edition: Edition) -> None:
    """One block of many rows says what blocks of one row say; no rows are no rows."""
    given = mixed(edition, 24, seed=73)
    whole = judge(edition).judge(*block_of(given, edition), FIRST)
    for row, answers in enumerate(given):
        alone = judge(edition).judge(*block_of([answers], edition), FIRST)
        assert np.array_equal(alone.first[0], whole.first[row])
        assert [score[0] for score in alone.scores] == [score[row] for score in whole.scores]
    assert judge(edition).judge(*block_of([], edition), FIRST).first.shape == (0, FIRST)
