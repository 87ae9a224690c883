"""What closing a round gives: the same is told of it as of the people, and no person is left in it."""

import random
from collections import Counter
from collections.abc import Sequence

import pytest

from advisor.insight.groups import LEAST, blocks, unlinked
from advisor.library.conditions import Value
from advisor.library.edition import Edition
from advisor.stages.respondents import Respondent, together

GROUPS = (None, "board", "floor", "office")
ASKED = 8  # questions that respondents of these tests answer


def people(edition: Edition, seed: int) -> list[Respondent]:
    """Up to a dozen respondents of up to four groups, each with answers to some of a few questions."""
    chance = random.Random(seed)
    attributes = chance.sample(list(edition.questions), ASKED)
    made = []
    for _ in range(chance.randint(0, 12)):
        known = {a: answer(edition, a, chance) for a in attributes if chance.random() < 0.7}
        made.append(Respondent(known, id=f"p{chance.random()}", group=chance.choice(GROUPS)))
    return made


def answer(edition: Edition, attribute: str, chance: random.Random) -> Value:
    question = edition.questions[attribute]
    if question.range is not None:
        return chance.randint(question.range[0], min(question.range[1], question.range[0] + 3))
    codes = list(question.options)
    if question.kind == "choices":
        return frozenset(chance.sample(codes, chance.randint(0, 2)))
    return chance.choice(codes)


def told(respondents: Sequence[Respondent], edition: Edition) -> Counter[object]:
    """What blocks say, without what they are called: how many people there are, and the counts at each question."""
    return Counter(
        (len(b.respondents), tuple(frozenset(b.counts(a).items()) for a in edition.questions))
        for b in blocks(respondents)
    )


@pytest.mark.parametrize("seed", range(60))
def test_the_same_is_told_of_it(seed: int, edition: Edition) -> None:
    """As many blocks, of as many people, with the same counts; and the same set of answers. Of too few: nothing."""
    before = people(edition, seed)
    after = unlinked(before, edition)
    if len(before) < LEAST:
        assert after == []
        return
    assert told(after, edition) == told(before, edition)
    assert together({}, {}, after, edition) == together({}, {}, before, edition)
    sizes = Counter(r.group for r in after)
    assert min(sizes.values()) >= LEAST
    assert {r.id for r in after} == {None}


@pytest.mark.parametrize("seed", range(60))
def test_it_does_not_hang_on_who_said_what(seed: int, edition: Edition) -> None:
    """In whatever order they came, and however the answers to each question are dealt among a group: the same."""
    before, chance = people(edition, seed), random.Random(seed)
    shuffled = chance.sample(before, len(before))
    assert unlinked(shuffled, edition) == unlinked(before, edition)
    mixed = [dict[str, Value]() for _ in before]
    for group in GROUPS:
        places = [place for place, one in enumerate(before) if one.group == group]
        for attribute in edition.questions:
            given = [before[place].answers.get(attribute) for place in places]
            for place, value in zip(places, chance.sample(given, len(given)), strict=True):
                if value is not None:
                    mixed[place][attribute] = value
    others = [Respondent(answers, group=one.group) for answers, one in zip(mixed, before, strict=True)]
    assert unlinked(others, edition) == unlinked(before, edition)
