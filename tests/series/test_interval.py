"""The exact interval: as SciPy has it, by its definition in exact fractions, and as often right as it says."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.series.interval import clopper_pearson
from tests.conftest import sizes
from tests.series.recomputing import interval

DRAWS = st.integers(1, 2_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@pytest.mark.long  # to import SciPy takes longer than all other tests here
@given(DRAWS, st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99]))
@settings(max_examples=150)
def test_it_is_that_of_scipy(drawn: tuple[int, int], confidence: float) -> None:
    """Whatever is drawn and however sure, to nine digits."""
    yes, of = drawn
    low, high = clopper_pearson(yes, of, confidence)
    assert (low, high) == pytest.approx(interval(yes, of, confidence), abs=1e-9)


@pytest.mark.long
def test_it_is_that_of_scipy_at_its_ends() -> None:
    """Nobody, everybody, one, and as many as a tenant may have."""
    for yes, of in ((0, 1), (1, 1), (0, 10), (10, 10), (1, 10_000), (9_999, 10_000), (5_000, 10_000)):
        assert clopper_pearson(yes, of, 0.95) == pytest.approx(interval(yes, of, 0.95), abs=1e-9)


def chance(numbers: range, of: int, share: Fraction) -> Fraction:
    return sum((comb(of, n) * share**n * (1 - share) ** (of - n) for n in numbers), Fraction(0))


@pytest.mark.parametrize("most", sizes(12, 40))
def test_it_is_what_it_says(most: int) -> None:
    """In exact fractions: at a bound the tail is a fortieth; a little further in it is more."""
    tail, little = Fraction(1, 40), Fraction(1, 10**9)
    for of in range(1, most + 1):
        for yes in range(of + 1):
            low, high = map(Fraction, clopper_pearson(yes, of, 0.95))
            for bound, numbers, inward in ((low, range(yes, of + 1), little), (high, range(yes + 1), -little)):
                if 0 < bound < 1:
                    assert abs(chance(numbers, of, bound) - tail) < Fraction(1, 10**6)
                    assert chance(numbers, of, bound + inward) > chance(numbers, of, bound)
            assert low <= Fraction(yes, of) <= high
            assert (low == 0) == (yes == 0)
            assert (high == 1) == (yes == of)


@pytest.mark.parametrize("of", [5, 17, 40])
def test_it_is_right_as_often_as_it_says(of: int) -> None:
    """Whatever the true share, exactly reckoned over all draws: at least 19 of 20 intervals hold it."""
    intervals = [clopper_pearson(yes, of, 0.95) for yes in range(of + 1)]
    for hundredth in range(1, 100):
        share = hundredth / 100
        holding = [yes for yes, (low, high) in enumerate(intervals) if low <= share <= high]
        assert sum(comb(of, yes) * share**yes * (1 - share) ** (of - yes) for yes in holding) >= 0.95


@pytest.mark.parametrize(
    ("yes", "of", "confidence"), [(1, 0, 0.95), (0, 0, 0.95), (-1, 3, 0.95), (4, 3, 0.95), (1, 3, 1)]
)
def test_nothing_drawn_has_no_interval(yes: int, of: int, confidence: float) -> None:
    """What cannot be drawn is refused."""
    with pytest.raises(ValueError, match="of"):
        clopper_pearson(yes, of, confidence)
