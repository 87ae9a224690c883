"""Where respondents differ: what decides something does, what is idle does not, and nobody can tell who said what."""

import itertools
import json
import random

import pytest
from click.testing import CliRunner

from advisor.advice import Advisor, to_json
from advisor.cli import main
from advisor.insight.differences import AGENDA, FIRST, WORLDS, differences
from advisor.insight.groups import LEAST, blocks
from advisor.library.conditions import Disputed, as_value
from advisor.library.edition import Edition
from advisor.stages.engine import Pool
from advisor.stages.findings import weigh
from advisor.stages.inference import infer
from advisor.stages.profile import Profile, understand
from advisor.stages.ranking import rank
from advisor.stages.respondents import Respondent, together
from advisor.stages.verdicts import GIVEN
from tests.conftest import CHECKOUT, sizes
from tests.stages.test_respondents import groups, worlds

EXAMPLE = CHECKOUT / "examples" / "respondents" / "ghent-crm.json"


@pytest.fixture(scope="module")
def advisor(edition: Edition, engine: Pool) -> Advisor:
    return Advisor(edition, engine)


def profile_of(group: list[Respondent], edition: Edition) -> Profile:
    return Profile(together({}, {}, group, edition), respondents=tuple(group))


@pytest.mark.parametrize(("count", "seed"), sizes(12, 200, 11))
def test_what_decides_is_what_the_engine_decides(advisor: Advisor, edition: Edition, count: int, seed: int) -> None:
    """Against durable_rules in every world: which recommendations come or go, which enter or leave the first five."""
    tried = 0
    for group in groups(edition, 8 * count, seed):
        profile = profile_of(group, edition)
        disputed = list(profile.disputed)
        every = list(worlds(profile.answers, random.Random(seed), 65))
        if not disputed or len(every) > 64 or tried == count:
            continue
        tried += 1
        seen = {}
        for world in every:
            reached = infer(world, edition, advisor.engine)
            order = rank(weigh(reached, edition), reached, edition)
            given = {rid for rid, verdict in reached.recommendations.items() if verdict in GIVEN}
            seen[tuple(world[a] for a in disputed)] = given, {r.id for r in order if r.rank <= FIRST}
        found = differences(profile, advisor)
        assert found.exact
        for difference in found.differences:
            place = disputed.index(difference.attribute)
            flips: tuple[set[str], set[str]] = (set(), set())
            for one, other in itertools.combinations(seen, 2):
                if all((one[i] != other[i]) == (i == place) for i in range(len(disputed))):
                    for part in (0, 1):
                        flips[part].update(seen[one][part] ^ seen[other][part])
            assert {d.id for d in difference.decides if d.given} == flips[0]
            assert {d.id for d in difference.decides if not d.given} == flips[1] - flips[0]
            assert difference.weight == ("decides" if flips[0] | flips[1] else "idle")
        always = set.intersection(*(given for given, _ in seen.values()))
        assert always.issuperset(one.id for one in found.settled)
        hanging = set().union(*(given for given, _ in seen.values())) - always
        assert found.verdicts == len(edition.recommendations) - len(hanging)
    assert tried == count


@pytest.mark.long
@pytest.mark.parametrize("count", [12])
def test_the_agenda_is_short_and_most_decisive_first(advisor: Advisor, edition: Edition, count: int) -> None:
    drawn = 0
    for group in groups(edition, count, 12):
        found = differences(profile_of(group, edition), advisor)
        decisive = [d for d in found.differences if d.weight == "decides"]
        assert found.agenda == [d.attribute for d in decisive][:AGENDA]
        assert [d.moves for d in decisive] == sorted((d.moves for d in decisive), reverse=True)
        assert found.worlds <= WORLDS
        drawn += not found.exact
        assert to_json(found) == to_json(differences(profile_of(group[::-1], edition), advisor))
    assert drawn


def test_no_figure_is_told_of_fewer_than_four(edition: Edition) -> None:
    """Nor of any union or difference of what is told: the attack tries every pair of unions of blocks."""
    chance = random.Random(13)
    for _ in range(300):
        sizes_ = [chance.randint(1, 9) for _ in range(chance.randint(1, 6))]
        names = [f"g{n}" for n in range(len(sizes_))]
        everyone = [Respondent({}, f"{n}-{i}", n) for n, size in zip(names, sizes_, strict=True) for i in range(size)]
        chance.shuffle(everyone)
        told = blocks(everyone)
        members = [frozenset(r.id for r in block.respondents) for block in told]
        unions = [
            frozenset[str | None]().union(*some)
            for count in range(len(members) + 1)
            for some in itertools.combinations(members, count)
        ]
        for one, other in itertools.product(unions, repeat=2):
            assert not 0 < len(one - other) < LEAST
        if len(everyone) >= LEAST:
            assert frozenset().union(*members) == {r.id for r in everyone}
            alone = {n for n, size in zip(names, sizes_, strict=True) if size < LEAST}
            assert all(alone.isdisjoint(block.groups) or len(block.groups) > 1 for block in told)
        else:
            assert told == []


def test_counts_add_up(advisor: Advisor, edition: Edition) -> None:
    profile = understand(json.loads(EXAMPLE.read_bytes()), edition)
    found = differences(profile, advisor)
    assert [(g.names, g.respondents) for g in found.groups] == [(["directie"], 4), (["werkvloer"], 5)]
    for group in found.groups:
        for count in group.counts:
            difference = next(d for d in found.differences if d.attribute == count.attribute)
            assert sum(count.given) + count.silent == group.respondents
            for said, told in zip(difference.said, count.given, strict=True):
                answers = [r.answers.get(count.attribute) for r in profile.respondents if [r.group] == group.names]
                assert answers.count(as_value(said.value)) == told


def test_where_nobody_differs_nothing_is_to_talk_about(advisor: Advisor, edition: Edition) -> None:
    data = json.loads((CHECKOUT / "examples" / "ghent-crm.json").read_bytes())
    found = differences(understand(data, edition), advisor)
    assert (found.differences, found.agenda, found.groups) == ([], [], [])
    reached = advisor.conclude(understand(data, edition).answers).recommendations
    assert {one.id for one in found.settled} == {rid for rid, verdict in reached.items() if verdict == "recommended"}


def test_answers_that_no_rule_tells_apart_are_idle(advisor: Advisor, edition: Edition) -> None:
    found = differences(Profile({"adoption_rate": Disputed((15, 16))}), advisor)
    assert [(d.attribute, d.weight, d.decides) for d in found.differences] == [("adoption_rate", "idle", [])]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_terminal_says_what_the_json_says(edition: Edition, language: str) -> None:
    run = CliRunner().invoke
    told = run(main, ["differences", str(EXAMPLE), "--lang", language], catch_exceptions=False)
    data = run(main, ["differences", str(EXAMPLE), "--lang", language, "--format", "json"], catch_exceptions=False)
    found = json.loads(data.output)
    flat = " ".join(told.output.split())
    for difference in found["differences"]:
        assert difference["text"] in flat
        assert all(said["label"] in flat for said in difference["said"])
    assert all(f"- {one['title']}" in flat for one in found["settled"])
    assert "directie-1" not in told.output + data.output  # who said it
