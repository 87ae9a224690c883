"""Answers that are not told apart: what is advised to one is what is advised to the other."""

from dataclasses import replace

import pytest

from advisor.advice import Advisor, to_json
from advisor.library.alike import MOST, Alike
from advisor.library.conditions import Compare, Disputed, Includes
from advisor.library.edition import Edition
from advisor.stages.engine import Pool
from advisor.stages.profile import Profile
from advisor.stages.sampling import sample_answers
from tests.conftest import sizes

FEW_PEOPLE = Compare("people", "below", 10)
BY_MAIL = Includes("channels", "any", ("mail", "post"))


def test_one_stands_for_those_that_no_condition_tells_apart() -> None:
    people = Alike([FEW_PEOPLE, Compare("people", "at_least", 50)], ticks=False)
    assert [people[count] for count in (3, 9, 10, 49, 50, 4000, 1)] == [3, 3, 10, 10, 50, 50, 3]
    differing = Disputed((3, 9))
    assert people[differing] is differing


def test_of_ticks_it_may_matter_which() -> None:
    mail, post, both = (frozenset(ticked) for ticked in (["mail", "door"], ["post"], ["post", "mail"]))
    by_truth, by_tick = Alike([BY_MAIL], ticks=False), Alike([BY_MAIL], ticks=True)
    assert [by_truth[ticked] for ticked in (mail, post, both)] == [mail, mail, mail]
    assert [by_tick[ticked] for ticked in (mail, post, both, mail | {"chat"})] == [mail, post, both, mail]


def test_it_does_not_grow_with_the_numbers_met() -> None:
    people = Alike([FEW_PEOPLE], ticks=False)
    assert {people[count] for count in range(3 * MOST)} == {0, 10}
    assert len(people) == MOST


@pytest.mark.parametrize(("count", "seed"), sizes(6, 30, 5, 6))
def test_what_was_kept_for_others_changes_nothing(edition: Edition, engine: Pool, count: int, seed: int) -> None:
    """An advice after many others is, to the byte, the one that an edition gives that has advised nobody before."""
    used = Advisor(replace(edition), engine)
    for missing in (0.0, 0.4):
        for answers in sample_answers(edition, count, seed=seed, missing=missing):
            new = Advisor(replace(edition), engine)
            for language in ("nl", "en"):
                assert to_json(used.advise(Profile(answers), language)) == to_json(
                    new.advise(Profile(answers), language)
                )
