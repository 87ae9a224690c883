"""The meaning of conditions, held against tables and against properties of generated conditions and facts."""

import itertools
import operator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.library.conditions import (
    All,
    AnyOf,
    Atom,
    Compare,
    Condition,
    ConditionError,
    Empty,
    Facts,
    Includes,
    Known,
    NoneOf,
    OneOf,
    Truth,
    Value,
    atoms,
    demanded,
    evaluate,
    grounds,
    names,
    parse,
    undecided_names,
)

A, B = Compare("a", "is", True), Compare("b", "is", True)


def facts_of(**truths: Truth) -> Facts:
    return {name: truth for name, truth in truths.items() if truth is not None}


# Kleene, 1952: a row per pair of truths.
TABLE: list[tuple[Truth, Truth, Truth, Truth, Truth]] = [
    # a, b, all, any, none
    (True, True, True, True, False),
    (True, None, None, True, False),
    (True, False, False, True, False),
    (None, True, None, True, False),
    (None, None, None, None, None),
    (None, False, False, None, None),
    (False, True, False, True, False),
    (False, None, False, None, None),
    (False, False, False, False, True),
]


@pytest.mark.parametrize(("a", "b", "every", "some", "not_one"), TABLE)
def test_groups_follow_the_tables_of_kleene(a: Truth, b: Truth, every: Truth, some: Truth, not_one: Truth) -> None:
    """all, any and none give what strong Kleene logic gives for each pair of truths."""
    facts = facts_of(a=a, b=b)
    assert evaluate(All((A, B)), facts) is every
    assert evaluate(AnyOf((A, B)), facts) is some
    assert evaluate(NoneOf((A, B)), facts) is not_one


@pytest.mark.parametrize("truth", [True, False, None])
def test_a_group_of_one(truth: Truth) -> None:
    """all and any of one condition are that condition; none of one is its opposite, and open when it is open."""
    facts = facts_of(a=truth)
    assert evaluate(All((A,)), facts) is truth
    assert evaluate(AnyOf((A,)), facts) is truth
    assert evaluate(NoneOf((A,)), facts) is (None if truth is None else not truth)


@pytest.mark.parametrize(
    ("raw", "value", "expected"),
    [
        ({"sector": "public"}, "public", True),
        ({"sector": "public"}, "private", False),
        ({"done": True}, True, True),
        ({"done": True}, False, False),
        ({"done": False}, False, True),
        ({"done": True}, 1, False),
        ({"count": 1}, True, False),
        ({"count": 1}, 1, True),
        ({"count": 1}, 1.0, True),
        ({"count": 0}, 0, True),
        ({"rate": {"at_least": 50}}, 50, True),
        ({"rate": {"at_least": 50}}, 49.9, False),
        ({"rate": {"at_most": 50}}, 50, True),
        ({"rate": {"at_most": 50}}, 50.1, False),
        ({"rate": {"above": 50}}, 50, False),
        ({"rate": {"above": 50}}, 50.1, True),
        ({"rate": {"below": 50}}, 50, False),
        ({"rate": {"below": 50}}, 49.9, True),
        ({"rate": {"below": 0.5}}, 0, True),
        ({"sector": {"one_of": ["public", "semi_public"]}}, "semi_public", True),
        ({"sector": {"one_of": ["public", "semi_public"]}}, "private", False),
        ({"sector": {"known": True}}, "private", True),
        ({"rate": {"known": True}}, 0, True),
        ({"signals": {"known": True}}, frozenset(), True),
        ({"weakness": "no-sponsor"}, True, True),
    ],
)
def test_single_answers(raw: Any, value: Value, expected: bool) -> None:
    """Each operator on one answer gives what its name says, also exactly on the line."""
    condition = parse(raw)
    (name,) = names(condition)
    assert evaluate(condition, {name: value}) is expected
    assert evaluate(condition, {"other": value}) is None


@pytest.mark.parametrize(
    ("operator_", "wanted", "truths"),
    [  # truths for: nothing ticked, p, q, p and q, r
        ("includes", "p", (False, True, False, True, False)),
        ("includes_any", ["p", "q"], (False, True, True, True, False)),
        ("includes_all", ["p", "q"], (False, False, False, True, False)),
        ("includes_none", ["p", "q"], (True, False, False, False, True)),
        ("empty", True, (True, False, False, False, False)),
        ("known", True, (True, True, True, True, True)),
    ],
)
def test_several_answers(operator_: str, wanted: Any, truths: tuple[bool, ...]) -> None:
    """An answered list, also an empty one, makes what is not ticked false; unanswered leaves everything open."""
    condition = parse({"signals": {operator_: wanted}})
    ticked = [frozenset(t) for t in ("", "p", "q", "pq", "r")]
    assert tuple(evaluate(condition, {"signals": t}) for t in ticked) == truths
    assert evaluate(condition, {}) is None


def test_factors_are_facts_of_their_own() -> None:
    """A weakness and a strength about the same factor are two facts, apart from an attribute of that name."""
    assert parse({"weakness": "silos"}) == Compare("weakness:silos", "is", True)
    assert parse({"strength": "silos"}) == Compare("strength:silos", "is", True)


@pytest.mark.parametrize("raw", [{"weakness:silos": False}, {"strength:silos": {"at_least": 3}}, {"odd:name": True}])
def test_a_factor_is_asked_in_one_way_only(raw: Any) -> None:
    """The inner name of a factor cannot be written as an attribute, where it could be denied or compared."""
    with pytest.raises(ConditionError):
        parse(raw)


ONE_KEY = (
    "A condition has exactly one key.",
    "write one key; several conditions stand in a list under all, any or none.",
)
LIST_UNDER = "write one condition per line, with a dash."
NO_LIST = "a list of conditions stands under all, any or none; option codes stand under one_of or includes_any."
UNCLEAR = "write a value, or one operator with its value."
CODES = "write codes of the question's options."


@pytest.mark.parametrize(
    ("raw", "faults"),
    [
        ("sector", [((), *ONE_KEY)]),
        ({}, [((), *ONE_KEY)]),
        ({"sector": "public", "rate": 3}, [((), *ONE_KEY)]),
        ({"all": []}, [(("all",), "“all” needs a list of conditions.", LIST_UNDER)]),
        ({"none": {"sector": "public"}}, [(("none",), "“none” needs a list of conditions.", LIST_UNDER)]),
        ({"sector": ["public"]}, [(("sector",), "“sector” cannot hold a list.", NO_LIST)]),
        ({"rate": {"above": 1, "below": 3}}, [(("rate",), "What is asked of “rate” is not clear.", UNCLEAR)]),
        ({"rate": {"above": "1"}}, [(("rate", "above"), "“above” needs a number.", "write a number.")]),
        ({"rate": {"at_least": True}}, [(("rate", "at_least"), "“at_least” needs a number.", "write a number.")]),
        ({"s": {"one_of": "p"}}, [(("s", "one_of"), "“one_of” needs option codes.", CODES)]),
        ({"s": {"includes": ["p"]}}, [(("s", "includes"), "“includes” needs option codes.", CODES)]),
        ({"s": {"includes_all": []}}, [(("s", "includes_all"), "“includes_all” needs option codes.", CODES)]),
        ({"s": {"includes_any": [1]}}, [(("s", "includes_any"), "“includes_any” needs option codes.", CODES)]),
        ({"s": {"empty": False}}, [(("s", "empty"), "“empty” can only be true.", "use includes_any.")]),
        (
            {"s": {"known": False}},
            [(("s", "known"), "“known” can only be true.", "silence proves nothing: use `unless` for an exception.")],
        ),
        ({"weakness": True}, [(("weakness",), "“weakness” needs a factor.", "write the id of a factor.")]),
        (
            {"rate": {"lower": 3}},
            [
                (
                    ("rate", "lower"),
                    "The operator “lower” does not exist.",
                    "use one of at_least, at_most, above, below, one_of, includes, includes_any, includes_all, "
                    "includes_none, empty, known.",
                )
            ],
        ),
        (
            {"all": [{"rate": {"below": "x"}}, {"sector": "public"}, {"any": [{"s": {"empty": 1}}, {}]}]},
            [
                (("all", 0, "rate", "below"), "“below” needs a number.", "write a number."),
                (("all", 2, "any", 0, "s", "empty"), "“empty” can only be true.", "use includes_any."),
                (("all", 2, "any", 1), *ONE_KEY),
            ],
        ),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(raw: Any, faults: list[Any]) -> None:
    """Every fault of a condition is told at once, each with its place within the condition and a remedy."""
    with pytest.raises(ConditionError) as caught:
        parse(raw)
    assert [(place, str(what), str(remedy)) for place, what, remedy in caught.value.faults] == faults


# Generated conditions over a small world: three yes/no facts, a choice, a number, a list of answers.
FLAGS, CHOICES, OPTIONS = ("f", "g", "weakness:h"), ("x", "y", "z"), ("p", "q", "r")
WORLD: dict[str, st.SearchStrategy[Value]] = {
    **{flag: st.booleans() for flag in FLAGS},
    "choice": st.sampled_from(CHOICES),
    "number": st.integers(0, 6) | st.sampled_from([0.5, 3.0, 3.5]),
    "list": st.frozensets(st.sampled_from(OPTIONS)),
}


def some_of(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), min_size=1, unique=True).map(tuple)


single: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Compare, st.sampled_from(FLAGS[:2]), st.just("is"), st.booleans()),
    st.just(Compare(FLAGS[2], "is", True)),
    st.builds(Compare, st.just("choice"), st.just("is"), st.sampled_from(CHOICES)),
    st.builds(
        Compare, st.just("number"), st.sampled_from(["is", "at_least", "at_most", "above", "below"]), st.integers(0, 6)
    ),
    st.builds(OneOf, st.just("choice"), some_of(CHOICES)),
    st.builds(Includes, st.just("list"), st.sampled_from(["any", "all", "none"]), some_of(OPTIONS)),
    st.just(Empty("list")),
    st.builds(Known, st.sampled_from([*FLAGS[:2], "choice", "number", "list"])),
)
conditions = st.recursive(
    single,
    lambda inner: st.builds(
        lambda group, parts: group(tuple(parts)),
        st.sampled_from([All, AnyOf, NoneOf]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=10,
)
some_facts = st.fixed_dictionaries({}, optional=WORLD)
all_facts = st.fixed_dictionaries(WORLD)


def plainly(condition: Condition, facts: Facts) -> bool:
    """Another reading of a condition, for facts that are all known: ordinary two-valued logic."""
    if isinstance(condition, All | AnyOf | NoneOf):
        truths = [plainly(part, facts) for part in condition.parts]
        return all(truths) if isinstance(condition, All) else any(truths) == isinstance(condition, AnyOf)
    value: Any = facts[condition.name]
    match condition:
        case Compare(_, how, wanted):
            compare = {"at_least": operator.ge, "at_most": operator.le, "above": operator.gt, "below": operator.lt}
            return bool(compare.get(how, operator.eq)(value, wanted))
        case OneOf(_, values):
            return any(value == v for v in values)
        case Includes(_, quantity, options):
            ticked = [option in value for option in options]
            return {"any": any(ticked), "all": all(ticked), "none": not any(ticked)}[quantity]
        case Empty(_):
            return len(value) == 0
        case Known(_):
            return True


def written(condition: Condition) -> Any:
    """A condition as an editor writes it."""
    if isinstance(condition, All | AnyOf | NoneOf):
        word = {All: "all", AnyOf: "any", NoneOf: "none"}[type(condition)]
        return {word: [written(part) for part in condition.parts]}
    name, asked = condition.name, None
    match condition:
        case Compare(_, "is", value):
            name, _, factor = condition.name.partition(":")
            asked = factor or value
        case Compare(_, how, value):
            asked = {how: value}
        case OneOf(_, values):
            asked = {"one_of": list(values)}
        case Includes(_, quantity, options):
            asked = {f"includes_{quantity}": list(options)}
        case Empty(_):
            asked = {"empty": True}
        case Known(_):
            asked = {"known": True}
    return {name: asked}


@given(condition=conditions, facts=all_facts)
def test_known_facts_decide_every_condition(condition: Condition, facts: Facts) -> None:
    """When everything is known, a condition is true or false, and ordinary logic agrees."""
    assert evaluate(condition, facts) is plainly(condition, facts)


@given(condition=conditions, facts=some_facts, rest=all_facts)
def test_a_definite_truth_never_changes(condition: Condition, facts: Facts, rest: Facts) -> None:
    """What is true or false on the known answers stays so, whatever the unanswered ones turn out to be."""
    before = evaluate(condition, facts)
    for name in [n for n in rest if n not in facts]:
        facts = {**facts, name: rest[name]}
        now = evaluate(condition, facts)
        assert before is None or now is before
        before = now


@given(condition=conditions, facts=some_facts)
def test_order_of_parts_and_facts_does_not_matter(condition: Condition, facts: Facts) -> None:
    """A condition read from the last part to the first, on facts in another order, has the same truth."""

    def turned(c: Condition) -> Condition:
        return type(c)(tuple(map(turned, reversed(c.parts)))) if isinstance(c, All | AnyOf | NoneOf) else c

    assert evaluate(turned(condition), dict(reversed(facts.items()))) is evaluate(condition, facts)


@given(name=st.sampled_from(sorted(WORLD)), facts=some_facts)
def test_known_is_never_false(name: str, facts: Facts) -> None:
    """`known` is true or open, so nothing can follow from silence."""
    assert evaluate(Known(name), facts) is (True if name in facts else None)
    assert evaluate(NoneOf((Known(name),)), facts) is (False if name in facts else None)


@given(condition=conditions, facts=some_facts)
def test_grounds_are_sufficient(condition: Condition, facts: Facts) -> None:
    """On nothing but the facts its grounds name, a decided condition has the same truth, and so has each ground."""
    truth = evaluate(condition, facts)
    if truth is None:
        return
    found = grounds(condition, facts)
    asked = {atom.name for atom in found}
    assert asked
    assert asked <= facts.keys()
    assert evaluate(condition, {n: v for n, v in facts.items() if n in asked}) is truth
    everything = [atom for _, atom in atoms(condition)]
    assert all(atom in everything for atom in found)


@given(condition=conditions, facts=some_facts)
def test_grounds_leave_out_what_tells_against(condition: Condition, facts: Facts) -> None:
    """A true `any` rests on its true parts only, a false `all` on its false parts only."""
    for group, telling in ((AnyOf, True), (All, False)):
        whole = group((condition, A))
        other = {**facts, "a": not telling}  # the second part never tells what the first does
        if evaluate(condition, facts) is telling:
            assert A not in grounds(whole, other)
            assert grounds(whole, other) == grounds(condition, facts)


@given(condition=conditions, facts=some_facts, rest=all_facts)
def test_undecided_names_are_what_decides(condition: Condition, facts: Facts, rest: Facts) -> None:
    """Answering the undecided names always decides a condition; answering anything else never does."""
    undecided = undecided_names(condition, facts)
    assert (evaluate(condition, facts) is None) == bool(undecided)
    assert len(set(undecided)) == len(undecided)
    assert set(undecided) <= set(names(condition)) - facts.keys()
    others = {n: v for n, v in rest.items() if n not in undecided}
    assert evaluate(condition, {**rest, **facts}) is not None
    assert evaluate(condition, {**facts, **{n: rest[n] for n in undecided}}) is not None
    assert (evaluate(condition, {**others, **facts}) is None) == bool(undecided)


@given(condition=conditions)
def test_what_is_written_is_read_back(condition: Condition) -> None:
    """Every condition can be written as YAML data, and is read back as itself."""
    assert parse(written(condition)) == condition


@given(condition=conditions)
def test_every_atom_has_its_place(condition: Condition) -> None:
    """The place of an atom leads to it in the data it was read from, so that a complaint finds its line."""
    raw = written(condition)
    found: list[Atom] = []
    for place, atom in atoms(condition):
        here = raw
        for step in place[:-1]:
            here = here[step]
        assert parse(here) == atom
        assert place[-1] == atom.name
        found.append(atom)
    assert names(condition) == list(dict.fromkeys(atom.name for atom in found))


def test_every_small_condition_agrees_with_its_completions() -> None:
    """Exhaustively: an open group of two can still become true and can still become false."""
    for group, a, b in itertools.product((All, AnyOf, NoneOf), (True, False, None), (True, False, None)):
        condition = group((A, B))
        completions = {
            evaluate(condition, facts_of(a=x, b=y))
            for x in ((True, False) if a is None else (a,))
            for y in ((True, False) if b is None else (b,))
        }
        truth = evaluate(condition, facts_of(a=a, b=b))
        assert completions == ({True, False} if truth is None else {truth})


@given(conditions, st.fixed_dictionaries({}, optional=WORLD))
def test_what_is_demanded_is_known_wherever_it_holds(condition: Condition, facts: Facts) -> None:
    """Without a demanded fact the condition is not true, whatever else is known."""
    for name in demanded(condition):
        assert evaluate(condition, {n: v for n, v in facts.items() if n != name}) is not True
