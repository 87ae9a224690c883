"""Verdicts, scores and first recommendations by the column, held to the single run on generated profiles."""

import os
from collections.abc import Mapping, Sequence
from itertools import islice

import numpy as np
import pytest

from advisor.columns.judging import Judge, Judged, judge
from advisor.columns.planes import Plane
from advisor.library.edition import Edition
from advisor.stages.verdicts import VERDICTS, Verdict
from tests.columns.made import FIRST, Answers, block_of, entangled, mixed, single
from tests.conftest import sizes

CHUNK = 5_000
MANY = int(os.environ.get("ADVISOR_PROFILES", "20_000")) // 4  # for each of four seeds; at length: 100,000


def by_row(verdicts: Mapping[str, Mapping[Verdict, Plane]], rows: int) -> dict[str, list[str]]:
    """The verdict of each name in each row; no row may have two."""
    found = {}
    for name, levels in verdicts.items():
        held = np.array([np.unpackbits(levels[verdict], count=rows) for verdict in VERDICTS[:-1]])
        assert (held.sum(axis=0) <= 1).all()
        places = np.where(held.any(axis=0), held.argmax(axis=0), -1)
        found[name] = [VERDICTS[place] for place in places.tolist()]
    return found


def hold(judged: Judged, given: Sequence[Answers], edition: Edition) -> set[int]:
    """Every row must be what the single run says; how many are shown first, of each length that is met."""
    ids = list(edition.recommendations)
    findings = by_row(judged.verdicts.findings, len(given))
    recommendations = by_row(judged.verdicts.recommendations, len(given))
    scores = {rid: score.tolist() for rid, score in zip(ids, judged.scores, strict=True)}
    lengths = set()
    for row, (answers, first) in enumerate(zip(given, judged.first.tolist(), strict=True)):
        found, recommended, ranked = single(answers, edition)
        assert {name: verdicts[row] for name, verdicts in findings.items()} == found
        assert {name: verdicts[row] for name, verdicts in recommendations.items()} == recommended
        assert {item.id: scores[item.id][row] for item in ranked} == {item.id: item.score for item in ranked}
        shown = [item.id for item in ranked if item.under is None][:FIRST]
        assert [ids[number] for number in first if number >= 0] == shown
        lengths.add(len(shown))
    return lengths


@pytest.mark.parametrize(("count", "seed"), sizes(300, MANY, 71, 72, 73, 74))
def test_every_row_is_what_the_single_run_says(edition: Edition, count: int, seed: int) -> None:
    """All verdicts, every score, and the first five in their order; also where respondents differ."""
    given, lengths, todo = 0, set[int](), iter(mixed(edition, count, seed=seed))
    while chunk := list(islice(todo, CHUNK)):
        block, codings = block_of(chunk, edition)
        judged = judge(edition).judge(block, codings, FIRST)
        lengths |= hold(judged, chunk, edition)
        given += len(chunk)
    assert given == count
    assert len(lengths) > 3


@pytest.mark.parametrize(("count", "seed"), sizes(60, 2_000, 1, 2, 3, 4))
def test_also_where_needs_bundles_and_starts_are_entangled(edition: Edition, count: int, seed: int) -> None:
    """Several needs, chains of them, bundles across those, more than one to be settled at the start, exceptions."""
    other = entangled(edition, seed)
    given = mixed(other, count, seed=72 + seed)
    block, codings = block_of(given, other)
    assert FIRST in hold(Judge(other).judge(block, codings, FIRST), given, other)


def test_how_the_rows_are_cut_does_not_matter(edition: Edition) -> None:
    """One block of many rows says what blocks of one row say; no rows are no rows."""
    given = mixed(edition, 24, seed=73)
    whole = judge(edition).judge(*block_of(given, edition), FIRST)
    for row, answers in enumerate(given):
        alone = judge(edition).judge(*block_of([answers], edition), FIRST)
        assert np.array_equal(alone.first[0], whole.first[row])
        assert [score[0] for score in alone.scores] == [score[row] for score in whole.scores]
    assert judge(edition).judge(*block_of([], edition), FIRST).first.shape == (0, FIRST)
