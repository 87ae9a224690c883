"""What holds of the order of every advice, whatever the weights: the design's properties, on realistic profiles."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from advisor.library.conditions import Value, leans
from advisor.library.edition import Edition
from advisor.library.loading import load
from advisor.stages.engine import Pool
from advisor.stages.findings import weigh
from advisor.stages.inference import Conclusions, compile_engine, infer
from advisor.stages.ranking import Ranked, Standing, in_order, rank, symptoms
from advisor.stages.verdicts import GIVEN

from ..conftest import CHECKOUT, sizes
from ..realistic import Answers, Worse, asked, data, profiles, worse
from ..renamed import names, write

FEW, MANY = 60, 2_000  # profiles
FIRST = 5
SEED = 20261127


@dataclass(frozen=True)
class Outcome:
    """What follows from answers, and in which order it is advised."""

    conclusions: Conclusions
    order: list[Ranked]

    @property
    def ranked(self) -> Mapping[str, Ranked]:
        return {item.id: item for item in self.order}

    @property
    def place(self) -> Mapping[str, int]:
        return {item.id: place for place, item in enumerate(self.order)}


def outcome(answers: Mapping[str, Value], edition: Edition, engine: Pool) -> Outcome:
    conclusions = infer(answers, edition, engine)
    return Outcome(conclusions, rank(weigh(conclusions, edition), conclusions, edition))


def first(found: Outcome) -> list[str]:
    return [item.id for item in found.order[:FIRST]]


def advised_about(attribute: str, found: Outcome, edition: Edition) -> list[str]:
    """What is advised about the factors of which rules read an answer, and can be because of that answer."""
    reading = [
        rule
        for rule_id, rule in edition.rules.items()
        if rule.polarity == "weakness" and attribute in edition.reads[rule_id]
    ]
    weak = {
        edition.rules[rule_id].about
        for rule_id, verdict in found.conclusions.findings.items()
        if verdict in GIVEN and edition.rules[rule_id].polarity == "weakness"
    }
    called = {rid for rule in reading if rule.about in weak for rid in rule.recommend}
    return [item.id for item in found.order if item.id in called]


# --- 1: a worse answer never lowers what is advised about it ---


def test_every_option_of_every_question_is_good_bad_or_said_to_be_neither(edition: Edition) -> None:
    """No option is forgotten in the data that say which answer is worse than which."""
    drawn = data()
    lists = [name for name, question in edition.questions.items() if question.kind == "choices"]
    for name, question in edition.questions.items():
        if question.range is not None:
            assert name in {*drawn["worst_to_best"], *drawn["free"], "employee_count"}, name
        elif name in lists:
            signs = drawn["signs"].get(name, {})
            told = [*signs.get("bad", ()), *signs.get("good", ()), *signs.get("neutral", ())]
            told = told or sorted({*_of_archetypes(name)})
            assert name == "customer_groups" or sorted(told) == sorted(question.options), name
        else:
            told = [*drawn["worst_first"].get(name, ()), *drawn["apart"].get(name, ())]
            told = told or sorted({*drawn["free"].get(name, ()), *_of_archetypes(name)})
            assert sorted(told) == sorted(question.options), name


def _of_archetypes(attribute: str) -> Iterator[str]:
    for kind in data()["archetypes"].values():
        values = kind.get(attribute, [])
        yield from [values] if isinstance(values, str) else values


def lowered(before: Outcome, after: Outcome, change: Worse, edition: Edition) -> list[str]:
    """What a worse answer did to the advice about the factors that rules hang on that answer; it may only raise it.

    That advice may not go, and its score may not fall. Nor may its place, seen from what the answer did not touch: what
    stood behind it, and is weighed as before (the same score, as many documents), still stands behind it. What the same
    answer makes more urgent may pass it; so may what that needs first, and what a document wants at the start.
    """
    still = untouched(before, after, edition)
    spared = {rid for sign, spares in data()["spares"].items() if change.ticks(sign) for rid in spares}
    let_go = {need for rid in spared for need in edition.recommendations[rid].needs}  # it stood higher only before that
    found = []
    for rid in advised_about(change.attribute, before, edition):
        if rid in spared:
            continue
        if rid not in after.ranked:
            found.append(f"{rid} is gone")
        elif after.ranked[rid].score < before.ranked[rid].score:
            found.append(f"{rid} scores {after.ranked[rid].score} after {before.ranked[rid].score}")
        elif rid not in let_go:
            behind = {other for other in still if before.place[other] > before.place[rid]}
            ahead = {other for other in behind if after.place[other] < after.place[rid]}
            found += [f"{rid} comes after {other}" for other in sorted(ahead)]
    return found


def untouched(before: Outcome, after: Outcome, edition: Edition) -> set[str]:
    """What is advised both times on the same weight, and moved by nothing else that is not."""

    def weight(found: Outcome, rid: str) -> object:
        item = found.ranked.get(rid)
        return item and (item.score, item.documents, item.behind, item.needs)

    given = {*before.ranked, *after.ranked}
    touched = {rid for rid in given if weight(before, rid) != weight(after, rid)}
    pulled = set[str]()
    queue = [*touched]
    while queue:
        rid = queue.pop()
        new = {need for need in edition.recommendations[rid].needs if need in given} - pulled
        pulled |= new
        queue += new
    return given - touched - pulled - edition.priorities.at_the_start.recommendations.keys()


@pytest.mark.parametrize("count", sizes(40, 10_000))
def test_a_worse_answer_lowers_nothing_that_is_advised_about_it(count: int, edition: Edition, engine: Pool) -> None:
    """Pairs of realistic profiles that differ in one answer: the worse one is never advised less, later or lower."""
    chance, tried, fell, found = random.Random(SEED), 0, 0, list[tuple[Worse, list[str]]]()
    for answers in profiles(edition, count, seed=SEED):
        before = outcome(answers, edition, engine)
        changes = list(worse(answers))
        for change in chance.sample(changes, min(6, len(changes))):
            after = outcome(asked({**answers, change.attribute: change.after}, edition), edition, engine)
            tried += 1
            fell += any(
                after.place.get(rid, 99) > before.place[rid] for rid in advised_about(change.attribute, before, edition)
            )
            if lower := lowered(before, after, change, edition):
                found.append((change, lower))
        if tried >= count:
            break
    print(f"{tried} pairs; in {fell} the bare rank of some of it falls, for the answer worsens other things more")
    assert tried >= count
    assert found == []


@pytest.mark.parametrize("count", sizes(2, 20))
def test_every_step_of_every_order_and_every_sign_is_held_to_it(count: int, edition: Edition, engine: Pool) -> None:
    """The same for each answer next to the one below it and each sign, ticked and not, in some profiles for which it
    is asked: none is left to chance.
    """
    drawn = data()
    steps = [
        (name, [order[at], order[at - 1]])
        for name, order in drawn["worst_first"].items()
        for at in range(1, len(order))
    ]
    steps += [(name, [best, worst]) for name, (worst, best) in drawn["worst_to_best"].items()]
    signs = [
        (name, sign, sign in signs.get("bad", ()))
        for name, signs in drawn["signs"].items()
        for sign in (*signs.get("bad", ()), *signs.get("good", ()))
    ]
    pool = [{**answers} for answers in profiles(edition, 40 * count, seed=SEED + 1)]
    found, tried = list[tuple[Worse, list[str]]](), Counter[object]()

    def hold(name: str, key: object, answers: Answers, better: Value, bad: Value) -> None:
        better_answers, worse_answers = ({**answers, name: value} for value in (better, bad))
        if asked(better_answers, edition) != better_answers or name not in asked(worse_answers, edition):
            return
        tried[key] += 1
        change = Worse(name, better, bad)
        before = outcome(better_answers, edition, engine)
        if lower := lowered(before, outcome(asked(worse_answers, edition), edition, engine), change, edition):
            found.append((change, lower))

    for name, (better, bad) in steps:
        for answers in pool:
            if tried[name, bad] < count:
                hold(name, (name, bad), answers, better, bad)
    for name, sign, is_bad in signs:
        for answers in pool:
            ticked = answers.get(name)
            if isinstance(ticked, frozenset) and tried[name, sign] < count:
                without, having = ticked - {sign}, ticked | {sign}
                hold(name, (name, sign), answers, *((without, having) if is_bad else (having, without)))
    assert found == []
    assert [
        key for key in (*((n, b) for n, (_, b) in steps), *((n, s) for n, s, _ in signs)) if tried[key] < count
    ] == []


# --- 2: the answer decides what is reported ---


@pytest.mark.parametrize(
    ("attribute", "recommendation"),
    [
        ("accountable_executive", "name-one-executive"),
        ("digital_lead", "give-the-lead-a-mandate"),
        ("vision_state", "make-a-shared-vision"),
        ("why_communication", "keep-explaining-why"),
        ("user_involvement", "design-with-users"),
    ],
)
def test_nobody_and_nothing_said_outright_are_reported(
    attribute: str, recommendation: str, edition: Edition, engine: Pool
) -> None:
    """“Nobody”, “none”, “never”, chosen as the answer, count as said, as much as a sign that is ticked."""
    answers: Answers = {"sector": "public", "employee_count": 500, "initiative_phase": "implementing"}
    found = outcome({**answers, attribute: "none"}, edition, engine).ranked[recommendation]
    assert found.values["reported"] == edition.priorities.weights.reported.points["reported"]


def test_a_box_left_empty_is_not_reported(edition: Edition, engine: Pool) -> None:
    """What is advised only because nothing is ticked brings no points for having been said."""
    answers: Answers = {"initiative_phase": "implementing", "vision_carriers": frozenset()}
    order = outcome(answers, edition, engine).order
    assert order
    assert [item.id for item in order if "reported" in item.values] == []


# --- 3: an open exemption is weighed by what is known of it ---


@pytest.mark.parametrize("count", sizes(FEW, MANY))
def test_only_what_is_known_to_speak_for_an_exemption_puts_it_behind(
    count: int, edition: Edition, engine: Pool
) -> None:
    """What an open exception makes provisional loses no points. It stands behind exactly where each exception that is
    open is spoken for by an answer, and by none against it; and then behind all that is not.
    """
    derived = {name: fact.when for name, fact in edition.derived.items()}
    described, seen = frozenset(edition.priorities.context), Counter[bool]()
    for answers in profiles(edition, count, seed=SEED):
        found = outcome(answers, edition, engine)
        facts = found.conclusions.facts
        for item in found.order:
            calling = [r for r in edition.callers[item.id] if found.conclusions.findings[r] in GIVEN]
            calling = [r for r in calling if edition.rules[r].polarity == "weakness"]
            open_ = [edition.rules[r].unless for r in calling if found.conclusions.findings[r] == "provisional"]
            spoken_for = [leans(u, facts, derived, described) for u in open_ if u is not None]
            assert item.behind == (len(open_) == len(calling) and all(spoken_for)), (answers, item.id)
            seen[item.behind] += bool(open_)
        needed = {need for item in found.order if not item.behind for need in item.needs}
        starts = edition.priorities.at_the_start.recommendations
        places = [item.behind for item in found.order if item.id not in needed and item.id not in starts]
        held_up = any(item.needs for item in found.order if not item.behind)
        assert places == sorted(places) or held_up, answers
    assert seen[True]
    assert seen[False]


def test_compulsory_use_costs_nothing(edition: Edition, engine: Pool) -> None:
    """Who must use a system cannot show that they would by choice: what is open is as urgent as what is known."""
    answers: Answers = {
        "sector": "semi_public",
        "employee_count": 4000,
        "initiative_type": frozenset({"internal_system"}),
        "initiative_phase": "live",
        "user_involvement": "none",
        "user_reports": frozenset(),
    }
    compulsory = outcome({**answers, "use_is_compulsory": "compulsory"}, edition, engine).ranked["design-with-users"]
    by_choice = outcome({**answers, "use_is_compulsory": "by_choice"}, edition, engine).ranked["design-with-users"]
    assert (compulsory.score, compulsory.behind) == (by_choice.score, by_choice.behind)


# --- 4: names do not rank ---


@pytest.mark.parametrize(("renamings", "each"), [(1, 3), pytest.param(4, 200, marks=pytest.mark.long)])
def test_other_names_make_no_other_order(
    renamings: int, each: int, edition: Edition, engine: Pool, tmp_path: Path
) -> None:
    """The same knowledge with every entry, attribute and option called otherwise: the same order, to the last place."""
    for number in range(renamings):
        new = names(edition, random.Random(number))
        folder = tmp_path / str(number)
        write(CHECKOUT, folder, new)
        other = load(folder)
        with_other_names = compile_engine(other)
        for answers in profiles(edition, each, seed=number):
            here = outcome(answers, edition, engine)
            there = outcome(new.profile(answers), other, with_other_names)
            expected = [(new.entries[item.id], item.score, item.phase) for item in here.order]
            assert [(item.id, item.score, item.phase) for item in there.order] == expected
        with_other_names.close()


@pytest.mark.parametrize("count", sizes(FEW, MANY))
def test_equals_are_told_as_equals(count: int, edition: Edition, engine: Pool) -> None:
    """Neighbours of the same score name each other, unless something else holds one of them behind the other."""
    seen = 0
    for answers in profiles(edition, count, seed=SEED):
        order = [item for item in outcome(answers, edition, engine).order if item.under is None]
        for one, other in pairwise(order):
            held = one.behind != other.behind or one.id in other.needs or other.id in one.needs
            assert (other.id in one.tied) == (one.id in other.tied) == (one.score == other.score and not held)
            seen += one.score == other.score
    assert seen


# --- 5 and 6: roots before symptoms, first things first ---


@pytest.mark.parametrize("count", sizes(FEW, MANY))
def test_roots_inherit_from_the_symptoms_that_are_here(count: int, edition: Edition, engine: Pool) -> None:
    """What is behind other weaknesses found here gets points for each, up to the most, and names the edge for each."""
    points, seen = edition.priorities.weights.root.points, 0
    for answers in profiles(edition, count, seed=SEED):
        found = outcome(answers, edition, engine)
        findings = found.conclusions.findings
        weak = {
            rule.about
            for rule_id, rule in edition.rules.items()
            if rule.polarity == "weakness" and findings[rule_id] in GIVEN and set(rule.recommend) & found.ranked.keys()
        }
        for item in found.order:
            calling = [r for r in edition.callers[item.id] if findings[r] in GIVEN]
            effects = symptoms(calling, frozenset(weak), edition)
            assert item.values.get("root", 0) == min(points["most"], points["each"] * len(effects))
            assert {edition.causes[cause].effect for cause in item.causes} == effects
            seen += bool(effects)
    assert seen


@pytest.mark.parametrize("count", sizes(FEW, MANY))
def test_what_comes_first_comes_first(count: int, edition: Edition, engine: Pool) -> None:
    """No recommendation stands before one that it needs, unless a document wants it at the start."""
    starts = edition.priorities.at_the_start.recommendations
    for answers in profiles(edition, count, seed=SEED):
        found = outcome(answers, edition, engine)
        for item in found.order:
            wrong = [need for need in item.needs if found.place[need] > found.place[item.id]]
            assert not wrong or item.id in starts, (item.id, wrong)


@pytest.mark.parametrize("count", sizes(FEW, MANY))
def test_a_public_body_without_an_executive_first_names_one(count: int, edition: Edition, engine: Pool) -> None:
    """In a public body that says it has no committed executive, naming one is among the first three."""
    within, seen = edition.priorities.at_the_start.within, 0
    assert within == 3
    for answers in profiles(edition, count, seed=SEED):
        if answers["sector"] == "private":
            continue
        for state in ("none", "lukewarm"):
            place = outcome({**answers, "accountable_executive": state}, edition, engine).place
            assert place["name-one-executive"] < within
        done = outcome({**answers, "accountable_executive": "committed"}, edition, engine)
        assert "name-one-executive" not in done.ranked
        seen += 1
    assert seen


# --- 7 and 8: no ornament, and no tick that decides all ---


CONTRIBUTIONS = ("severity", "reported", "converging", "root")


@pytest.mark.parametrize("count", sizes(150, MANY))
def test_every_contribution_decides_something(count: int, edition: Edition, engine: Pool) -> None:
    """Without any one contribution the first five are others in at least one profile in twenty."""
    assert tuple(name for name, _ in edition.priorities.weights) == CONTRIBUTIONS
    other, seen = Counter[str](), 0
    for answers in profiles(edition, count, seed=SEED):
        found = outcome(answers, edition, engine)
        seen += bool(found.order)
        for name in CONTRIBUTIONS:
            without = in_order(
                {
                    item.id: Standing(item.score - item.values.get(name, 0), item.documents, item.behind, item.needs)
                    for item in found.order
                },
                found.conclusions.facts,
                edition,
            )
            other[name] += set(without[:FIRST]) != set(first(found))
    shares = {name: other[name] / seen for name in CONTRIBUTIONS}
    print(f"the first five change without: {shares}")
    assert min(shares.values()) >= 0.05


MOST = 1 / 3
ENOUGH = 100  # profiles that tick it: below that a share says little


@pytest.mark.parametrize("count", sizes(FEW, 300))
def test_no_single_tick_decides_who_is_first(count: int, edition: Edition, engine: Pool) -> None:
    """Take one tick away: in at most a third of the profiles that have it, another recommendation is first."""
    decides, ticked = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for answers in profiles(edition, count, seed=SEED):
        leader = outcome(answers, edition, engine).order[:1]
        for attribute, value in answers.items():
            for option in sorted(value) if isinstance(value, frozenset) and leader else ():
                ticked[attribute, option] += 1
                without = asked({**answers, attribute: frozenset(value) - {option}}, edition)
                now = outcome(without, edition, engine).order[:1]
                decides[attribute, option] += [item.id for item in now] != [item.id for item in leader]
    shares = {tick: decides[tick] / ticked[tick] for tick in ticked if ticked[tick] >= min(ENOUGH, count / 6)}
    print(f"decides most: {sorted(((round(s, 2), t) for t, s in shares.items()), reverse=True)[:5]}")
    assert shares
    assert {tick: share for tick, share in shares.items() if share > MOST} == {}
