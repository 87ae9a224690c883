"""The exact interval around a share of yes and no: Clopper and Pearson, Biometrika 26 (1934), 404-413.

Worked out here: the libraries that have it (SciPy, statsmodels) are a hundred times as large as this program. The
tests hold it to SciPy.
"""

from itertools import count
from math import exp, lgamma, log, log1p

_HALVINGS = 60  # of the interval in which a bound is looked for: to less than the last digit of a float
_NEGLIGIBLE = 1e-18  # a term of a sum, beside the sum


def clopper_pearson(yes: int, of: int, confidence: float) -> tuple[float, float]:
    """The shares from which ``yes`` or more, and ``yes`` or fewer, of ``of`` still are likely enough.

    ``confidence`` between 0 and 1: with independent draws, the true share lies within at least so often. Raises
    ValueError when there is nothing drawn, or more yes than drawn.
    """
    if not 0 <= yes <= of or of < 1 or not 0 < confidence < 1:
        raise ValueError(f"{yes} of {of} at {confidence}")
    tail = (1 - confidence) / 2
    return _lower(yes, of, tail), 1 - _lower(of - yes, of, tail)


def _lower(yes: int, of: int, tail: float) -> float:
    """The largest share of which ``yes`` or more are drawn with a chance of at most ``tail``."""
    if not yes:
        return 0.0
    low, high = 0.0, yes / of
    for _ in range(_HALVINGS):
        share = (low + high) / 2
        low, high = (share, high) if _at_least(yes, of, share) <= tail else (low, share)
    return low


def _at_least(yes: int, of: int, share: float) -> float:
    """The chance of ``yes`` or more, where the share is no more than theirs: a sum of terms that shrink."""
    if share <= 0:
        return 0.0
    if share >= 1:
        return 1.0
    ways = lgamma(of + 1) - lgamma(yes + 1) - lgamma(of - yes + 1)
    term = exp(ways + yes * log(share) + (of - yes) * log1p(-share))
    total = 0.0
    for number in count(yes):
        total += term
        term *= (of - number) / (number + 1) * share / (1 - share)
        if number >= of or term <= total * _NEGLIGIBLE:
            return total
    raise AssertionError  # the count has no end
