"""Several voices: whatever holds for the set of what they said holds whoever is right."""

import json
import random
from collections.abc import Iterator, Mapping
from itertools import product
from math import prod
from typing import Any

import pytest

from advisor.advice import Advisor, to_json
from advisor.insight.bounds import Bounds
from advisor.insight.evaluator import evaluator
from advisor.insight.outlook import look_out
from advisor.library.conditions import Answer, Disputed, Value, evaluate, said
from advisor.library.edition import Edition
from advisor.stages import agreement
from advisor.stages.engine import Pool
from advisor.stages.inference import infer
from advisor.stages.mistakes import ProfileError
from advisor.stages.profile import Profile, answered_again, fitting, normalised, understand
from advisor.stages.respondents import Respondent, together
from advisor.stages.sampling import conditions, sample_answers
from advisor.stages.verdicts import LEVEL
from tests.conftest import CHECKOUT

WORLDS = 4096  # all of them up to here
DRAWN = 256  # of more
FULL = 24  # complete sets of answers, against which worlds are filled up


def groups(edition: Edition, count: int, seed: int) -> Iterator[list[Respondent]]:
    """So many groups of 2 to 12 who agree on most, each in answers that anybody could have given."""
    chance = random.Random(seed)
    draws = sample_answers(edition, 13 * count, seed=seed, missing=0.1)
    for _ in range(count):
        base, *others = (next(draws) for _ in range(chance.randint(3, 13)))
        known = {a for a in base if chance.random() < 0.8}
        share = chance.choice((0.03, 0.1, 0.3))
        yield [
            Respondent(
                {
                    a: other[a] if chance.random() < share and a in other else base[a]
                    for a in base
                    if a in known and chance.random() < 0.9
                }
            )
            for other in others
        ]


def worlds(answers: Mapping[str, Answer], chance: random.Random, most: int) -> Iterator[dict[str, Value]]:
    """What holds if, of each answer in dispute, one of those who gave it is right: every such, or so many."""
    values = [said(answer) for answer in answers.values()]
    if prod(map(len, values)) <= most:
        drawn: Iterator[tuple[Value, ...]] = iter(product(*values))
    else:
        drawn = (tuple(map(chance.choice, values)) for _ in range(min(most, DRAWN)))
    return (dict(zip(answers, world, strict=True)) for world in drawn)


@pytest.fixture(scope="module")
def advisor(edition: Edition, engine: Pool) -> Advisor:
    return Advisor(edition, engine)


@pytest.mark.parametrize(
    ("count", "most", "seed"), [(25, 128, 1), pytest.param(1000, WORLDS, 2, marks=pytest.mark.long)]
)
def test_what_is_said_of_a_group_holds_whoever_is_right(
    advisor: Advisor, edition: Edition, count: int, most: int, seed: int
) -> None:
    """In every world, also when what nobody answered is answered, in any way."""
    chance, run = random.Random(seed), evaluator(edition)
    full = list(sample_answers(edition, FULL, seed=seed, missing=0))
    disputes = opened = 0
    for group in groups(edition, count, seed):
        answers = together({}, {}, group, edition)
        reached = infer(answers, edition, advisor.engine)
        assert reached == run.conclude(answers)
        assert (reached.findings, reached.recommendations) == agreement.by_conditions(answers, edition)
        outlooks = look_out(reached, edition)
        bounds = Bounds(outlooks, reached.facts, edition)
        ranks = {one.id: bounds.ranks(one.id) for one in outlooks}
        certain = [
            (place, LEVEL[verdict])
            for place, verdict in enumerate(reached.recommendations.values())
            if verdict in ("recommended", "not_indicated")
        ]
        sure = reached.recommendations.values()
        given_in_some = False
        for number, world in enumerate(worlds(answers, chance, most)):
            for filled in ({}, chance.choice(full)) if number % 4 == 0 else ({},):
                there = {**filled, **world}
                levels = run.levels(there)
                assert all(levels[place] == level for place, level in certain)
                given_in_some |= any(
                    level >= LEVEL["provisional"] and verdict != "recommended"
                    for level, verdict in zip(levels, sure, strict=True)
                )
                if number % 32 == 0:
                    for item in run.rank(there):
                        assert ranks[item.id].best <= item.rank <= ranks[item.id].worst
                        assert item.phase in ranks[item.id].phases
        disputes += any(isinstance(answer, Disputed) for answer in answers.values())
        opened += given_in_some
    assert disputes > 0.9 * count
    assert opened > 0.5 * count  # else nothing was open, and nothing tried


@pytest.mark.parametrize(("count", "seed"), [(40, 3), pytest.param(400, 4, marks=pytest.mark.long)])
def test_a_condition_on_what_was_said_is_the_condition_on_each(edition: Edition, count: int, seed: int) -> None:
    """One question in dispute: true for all, false for all, or open; all atoms of one condition decide it together."""
    read = list(conditions(edition))
    for group in groups(edition, count, seed):
        answers = together({}, {}, group, edition)
        facts = agreement.with_derived(answers, edition)
        for name, answer in answers.items():
            if not isinstance(answer, Disputed):
                continue
            settled = {a: v for a, v in facts.items() if not isinstance(v, Disputed) and a not in edition.derived}
            for condition in read:
                each = {evaluate(condition, {**settled, name: value}) for value in answer.values}
                truth = evaluate(condition, {**settled, name: answer})
                assert truth is None or each == {truth}


def test_one_respondent_is_the_organisation(advisor: Advisor, edition: Edition) -> None:
    """A profile with one respondent gives the bytes of the profile without; so do several who all say the same."""
    for file in sorted((CHECKOUT / "examples").glob("*.json")):
        data = json.loads(file.read_bytes())
        answers = {a: v for a, v in data["answers"].items() if v is not None}
        alone = to_json(advisor.advise(understand(data, edition)))
        for number in (1, 3):
            respondents = [{"id": f"r{n}", "group": "floor", "answers": answers} for n in range(number)]
            assert (
                to_json(advisor.advise(understand({**data, "answers": {}, "respondents": respondents}, edition)))
                == alone
            )
        half = {a: v for place, (a, v) in enumerate(answers.items()) if place % 2}
        mixed = {**data, "answers": half, "respondents": [{"answers": answers}]}
        assert to_json(advisor.advise(understand(mixed, edition))) == alone


def test_what_is_agreed_goes_before_what_anyone_said(edition: Edition) -> None:
    said_apart = [{"answers": {"adoption_rate": 15}}, {"answers": {"adoption_rate": 60}}, {"answers": {}}]
    agreed = understand({"answers": {"adoption_rate": 40}, "respondents": said_apart}, edition)
    assert agreed.answers == {"adoption_rate": 40}
    open_ = understand({"answers": {}, "respondents": said_apart}, edition)
    assert open_.answers == {"adoption_rate": Disputed((15, 60))}
    assert understand({"answers": {}, "disputed": {"adoption_rate": [60, 15]}}, edition).answers == open_.answers
    more = {"answers": {}, "disputed": {"adoption_rate": [60, 15]}, "respondents": [{"answers": {"adoption_rate": 30}}]}
    assert understand(more, edition).answers == {"adoption_rate": Disputed((15, 30, 60))}
    same = {"answers": {}, "disputed": {"adoption_rate": [60, 60.00001]}}
    assert understand(same, edition).answers == {"adoption_rate": 60}


def test_who_said_what_is_in_no_advice(advisor: Advisor, edition: Edition) -> None:
    """What differs is in it, in the words of the answers; who said so is not, nor in what is kept of the profile."""
    respondents = [
        {"id": "anna-de-wit", "group": "kelder", "answers": {"adoption_rate": 15}},
        {"id": "bob-peeters", "group": "toren", "answers": {"adoption_rate": 60}},
    ]
    profile = understand({"answers": {}, "respondents": respondents}, edition)
    advice = advisor.advise(profile)
    assert advice.profile.disputed == {"adoption_rate": [15, 60]}
    assert "adoption_rate" not in [*advice.profile.unanswered, *advice.profile.answers]
    assert advice.profile.told.answers == profile.answers
    written = to_json(advice).decode() + json.dumps(profile.plain)
    assert not any(name in written for name in ("anna", "bob", "kelder", "toren"))
    assert normalised(**profile.plain).sha256 == profile.sha256 != understand({"answers": {}}, edition).sha256


def test_what_is_in_dispute_is_told_apart_from_what_is_unanswered(advisor: Advisor, edition: Edition) -> None:
    """And is not asked again: it was answered."""
    for group in groups(edition, 12, 5):
        answers = together({}, {}, group, edition)
        advice = advisor.advise(Profile(answers))
        disputed = {a for a, answer in answers.items() if isinstance(answer, Disputed)}
        for item in advice.undecided:
            assert disputed.issuperset(item.in_dispute)
            assert answers.keys().isdisjoint(item.waiting_for)
            assert item.in_dispute or item.waiting_for
        asked = {question.attribute for question in advice.open_questions}
        asked |= {part.attribute for item in advice.almost for way in item.ways for part in way}
        assert asked.isdisjoint(answers)


def test_another_edition_takes_all_that_was_said_or_nothing(edition: Edition) -> None:
    odd = Profile({"sector": Disputed(("public", "elsewhere")), "adoption_rate": Disputed((10, 20))})
    assert fitting(odd, edition).answers == {"adoption_rate": Disputed((10, 20))}


@pytest.mark.parametrize(
    ("data", "pointers"),
    [
        ({"answers": {}, "respondents": {}}, ["/respondents"]),
        ({"answers": {}, "respondents": [3]}, ["/respondents/0"]),
        ({"answers": {}, "respondents": [{}]}, ["/respondents/0/answers"]),
        ({"answers": {}, "respondents": [{"answers": []}]}, ["/respondents/0/answers"]),
        ({"answers": {}, "respondents": [{"answers": {"sector": "publik"}}]}, ["/respondents/0/answers/sector"]),
        ({"answers": {}, "respondents": [{"answers": {}, "grp": "x"}]}, ["/respondents/0/grp"]),
        ({"answers": {}, "respondents": [{"answers": {}, "id": 3}]}, ["/respondents/0/id"]),
        ({"answers": {}, "respondents": [{"answers": {}}] * 201}, ["/respondents"]),
        ({"answers": {}, "disputed": []}, ["/disputed"]),
        ({"answers": {}, "disputed": {"sector": "public"}}, ["/disputed/sector"]),
        ({"answers": {}, "disputed": {"sector": []}}, ["/disputed/sector"]),
        ({"answers": {}, "disputed": {"sector": ["public", None]}}, ["/disputed/sector/1"]),
        (
            {"answers": {}, "disputed": {"sector": ["public", "x"], "sectr": [1, 2]}},
            ["/disputed/sector/1", "/disputed/sectr/0"],
        ),
        ({"respondents": [{"answers": {}}]}, ["/answers"]),
    ],
)
def test_every_mistake_is_told_where_it_stands(edition: Edition, data: Any, pointers: list[str]) -> None:
    for language in ("nl", "en"):
        with pytest.raises(ProfileError) as refused:
            understand(data, edition, language)
        assert [mistake.pointer for mistake in refused.value.mistakes] == pointers


def test_an_answer_given_anew_ends_a_dispute(edition: Edition) -> None:
    """Whatever it is, null included; what else is in dispute stays so."""
    heard = {"adoption_rate": Disputed((15, 60)), "sector": Disputed(("public", "private"))}
    for value, settled in ((40, {"adoption_rate": 40}), (None, {})):
        again = understand(answered_again(Profile(heard), {"adoption_rate": value}), edition)
        assert again.answers == {"sector": heard["sector"], **settled}
