"""Where the sources differ: first what matters most here, and nothing that everybody is told."""

from collections import Counter
from itertools import pairwise

import pytest

from advisor.advice import Advice, Advisor, open_advisor
from advisor.stages.profile import Profile
from tests.realistic import profiles

EVERYBODY = 0.9  # the share of organisations from which on a tension says nothing of this one


@pytest.fixture(scope="module")
def advisor() -> Advisor:
    return open_advisor()


def test_no_tension_shows_to_everybody(advisor: Advisor) -> None:
    """Of 500 realistic organisations, none shows in more than 90 %; each shows somewhere."""
    shown = Counter(
        t for answers in profiles(advisor.edition, 500, seed=71) for t in advisor.conclude(answers).tensions
    )
    assert shown.keys() == advisor.edition.tensions.keys()
    assert [t for t, count in shown.items() if count > EVERYBODY * 500] == []


def concerned(advice: Advice, concerns: list[str]) -> set[int]:
    """The ranks at which recommendations are shown, also those that are folded."""
    return {item.rank for item in advice.recommendations for one in (item, *item.folded) if one.id in concerns}


def test_the_order_of_tensions(advisor: Advisor) -> None:
    """The first difference in the ranks that two tensions concern decides; the highest goes first, then the ids."""
    met = Counter[str]()
    for answers in profiles(advisor.edition, 60, seed=71):
        advice = advisor.advise(Profile(answers))
        for one, other in pairwise(advice.tensions):
            here, there = concerned(advice, one.concerns), concerned(advice, other.concerns)
            if here == there:
                met["tied"] += 1
                assert one.id < other.id
            else:
                met["apart"] += 1
                assert min(here ^ there) in here
    assert min(met["tied"], met["apart"]) > 5
