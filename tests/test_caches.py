"""What is remembered from profile to profile is bounded: more profiles take no more memory."""

import functools
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from advisor.advice import Advisor
from advisor.library.edition import Edition
from advisor.stages.engine import Pool
from advisor.stages.profile import Profile
from advisor.stages.sampling import sample_answers

MOST = 10_000  # things remembered in one cache
OF_RULES = {  # without a bound: one for each cause, and language
    "advisor.stages.explanation._about_rule",
    "advisor.stages.explanation._about_cause",
}
ALLOWED = {  # more
    "advisor.picture.lettering._width",  # a number for each piece of text
    "advisor.series.tenant._outcome",  # the first and the latest advice of 10,000 organisations
}


def caches(edition: Edition) -> Iterator[tuple[str, Any]]:
    """Every cache of the library: of its modules, and of an edition."""
    for function, cache in edition.memo.items():
        yield f"{function.__module__}.{function.__qualname__}", cache
    for name, module in sorted(sys.modules.items()):
        if name.partition(".")[0] == "advisor":
            for called, value in vars(module).items():
                if isinstance(value, functools._lru_cache_wrapper):
                    yield f"{name}.{called}", value


@pytest.mark.long
def test_no_cache_grows_with_the_number_of_profiles(edition: Edition, engine: Pool) -> None:
    """After many profiles, many others make no cache larger that has no bound; and no bound is out of reach."""
    advisor = Advisor(edition, engine)
    sizes = []
    for seed in (1, 2):
        for answers in sample_answers(edition, 150, seed=seed, missing=0.3):
            advisor.advise(Profile(answers))
        sizes.append({name: cache.cache_info().currsize for name, cache in caches(edition)})
    unbounded = {name for name, cache in caches(edition) if cache.cache_info().maxsize is None}
    assert {name for name in unbounded if sizes[1][name] > sizes[0][name]} <= OF_RULES
    assert {name for name, cache in caches(edition) if (cache.cache_info().maxsize or 0) > MOST} <= ALLOWED
