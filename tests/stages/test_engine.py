"""durable_rules, as this project uses it."""

import itertools
import threading

import durable_rules_engine as c_engine
import pytest

from advisor.library.conditions import (
    All,
    AnyOf,
    Compare,
    Condition,
    Empty,
    Facts,
    Includes,
    Known,
    NoneOf,
    OneOf,
    evaluate,
)
from advisor.stages.agreement import differences
from advisor.stages.clauses import MAX_ALTERNATIVES, MAX_LITERALS, EngineLimitError, EngineRule
from advisor.stages.engine import EngineFailureError, Pool, Stratum, code
from tests.conftest import sizes


def fired(condition: Condition, facts: Facts) -> tuple[bool, bool]:
    stratum = Stratum([EngineRule("rule", condition)])
    outcome = stratum.run(facts)
    stratum.close()
    return "rule" in outcome.certain, "rule" in outcome.possible


@pytest.mark.parametrize(
    "condition",
    [
        Compare("size", "at_least", 50),
        Compare("size", "below", 50),
        Compare("share", "at_most", 49.5),
        Compare("colour", "is", "red"),
        NoneOf((Compare("colour", "is", "red"),)),
        OneOf("colour", ("red", "green")),
        OneOf("colour", ("red", "green", "blue")),
        NoneOf((OneOf("colour", ("red", "green", "blue")),)),
        Includes("signals", "any", ("fear", "silos")),
        Includes("signals", "all", ("fear", "silos")),
        Includes("signals", "none", ("fear", "silos")),
        NoneOf((Includes("signals", "all", ("fear", "silos")),)),
        NoneOf((Includes("signals", "none", ("fear", "silos")),)),
        Empty("signals"),
        NoneOf((Empty("signals"),)),
        Known("size"),
        NoneOf((Known("size"),)),
        All((Compare("size", "above", 50), AnyOf((Compare("colour", "is", "red"), Empty("signals"))))),
        NoneOf((All((Compare("size", "above", 50), Compare("proven", "is", True))),)),
        AnyOf((Compare("proven", "is", False), Known("share"))),
        All((Compare("colour", "is", "red"), Compare("colour", "is", "green"))),
    ],
)
@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"size": 50},
        {"size": 49, "colour": "red", "signals": frozenset(), "share": 49.5, "proven": True},
        {"size": 51, "colour": "green", "signals": frozenset({"fear"}), "share": 49.6, "proven": False},
        {"colour": "grey", "signals": frozenset({"fear", "silos"}), "share": 50},
        {"size": 10_000_000, "signals": frozenset({"other"})},
    ],
)
def test_each_operator_fires_as_the_condition_means(condition: Condition, facts: Facts) -> None:
    """Certain and possible come out of durable_rules exactly as the condition module says, known or not."""
    truth = evaluate(condition, facts)
    assert fired(condition, facts) == (truth is True, truth is not False)


@pytest.mark.parametrize("count", sizes(400, 5_000))
def test_thousands_of_rules_fire_right(count: int) -> None:
    """A base far over the limits of one C ruleset is spread over several, and still fires exactly what is meant."""
    from benchmarks.synthetic import make_profiles, make_rules

    rules = make_rules(count, seed=1)
    stratum = Stratum(rules)
    assert stratum.rulesets > count / 500
    total = 0
    for facts in make_profiles(20, seed=2, missing=1 / 3):
        outcome = stratum.run(facts)
        assert differences(rules, facts, outcome.certain, outcome.possible) == []
        total += len(outcome.certain)
    stratum.close()
    assert total > count / 5


def test_many_conditions_true_at_once_stay_within_the_stack() -> None:
    """700 conditions on one answer, all true at once, all fire: the C engine alone gives up at 65."""
    rules = [EngineRule(f"r{i}", Compare("size", "at_least", i)) for i in range(700)]
    stratum = Stratum(rules)
    assert len(stratum.run({"size": 699}).certain) == 700
    assert len(stratum.run({"size": 10}).certain) == 11
    stratum.close()


def test_many_rules_with_the_same_condition_all_fire() -> None:
    """1,000 rules with one and the same condition fire all: the C engine alone overwrites memory at 256."""
    rules = [EngineRule(f"r{i}", Compare("size", "is", 3), open_too=False) for i in range(1_000)]
    stratum = Stratum(rules)
    assert len(stratum.run({"size": 3}).certain) == 1_000
    assert not stratum.run({"size": 4}).certain
    stratum.close()


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (All(tuple(AnyOf((Compare(f"a{i}", "is", 1), Compare(f"b{i}", "is", 1))) for i in range(9))), "alternatives"),
        (All(tuple(AnyOf((Compare(f"a{i}", "is", 1), Compare(f"b{i}", "is", 1))) for i in range(90))), "alternatives"),
        (All(tuple(Compare(f"n{i}", "is", 1) for i in range(MAX_LITERALS + 1))), "too many facts"),
    ],
    ids=["wide", "very wide", "long"],
)
def test_what_the_engine_cannot_carry_is_refused_when_it_is_compiled(condition: Condition, words: str) -> None:
    """Every limit of the C engine is met by a clear error that names the rule, not by a crash or a wrong answer."""
    with pytest.raises(EngineLimitError) as refusal:
        Stratum([EngineRule("culprit", condition)])
    assert words in str(refusal.value.what)
    assert refusal.value.rule == "culprit"
    assert str(refusal.value).startswith("rules: culprit: ")


@pytest.mark.parametrize(
    "condition",
    [
        All(tuple(Compare(f"n{i}", "is", 1) for i in range(MAX_LITERALS))),
        AnyOf(tuple(Compare(f"n{i}", "is", 1) for i in range(MAX_ALTERNATIVES))),
        NoneOf((All(tuple(Compare(f"n{i}", "is", 0) for i in range(MAX_ALTERNATIVES))),)),
    ],
    ids=["long", "wide", "none of all"],
)
def test_a_rule_as_wide_as_it_may_be_fires_right(condition: Condition) -> None:
    stratum = Stratum([EngineRule("wide", condition)])
    full: Facts = {f"n{i}": 1 for i in range(MAX_ALTERNATIVES)}
    some = {name: value for name, value in full.items() if name != "n7"}
    for facts in (full, some, {**full, "n7": 2}, {"n7": 1}, {"n7": 2}, dict.fromkeys(full, 0), {}):
        truth, outcome = evaluate(condition, facts), stratum.run(facts)
        assert ("wide" in outcome.certain, "wide" in outcome.possible) == (truth is True, truth is not False)
    stratum.close()


@pytest.mark.parametrize("value", [2**63, 2**63 + 1, 1e-300, "x" * 70_000, 'a"\\b.$x\n', "é"])
def test_any_value_can_stand_in_a_rule(value: float | str) -> None:
    """The values of answers never reach the C engine, which cuts long texts and large numbers off."""
    stratum = Stratum([EngineRule("r", Compare("a", "is", value))])
    assert stratum.run({"a": value}).certain == {"r"}
    assert not stratum.run({"a": value + value}).possible
    stratum.close()


def test_the_codes_differ_to_the_engine() -> None:
    """It tells properties apart by a hash of 32 bits, and keeps two names for itself."""

    def fnv(text: str) -> int:
        value = 0x811C9DC5
        for byte in text.encode():
            value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
        return value

    codes = [code(place) for place in range(MAX_LITERALS)]
    assert len({fnv(name) for name in [*codes, "id", "sid", "_", "$s"]}) == MAX_LITERALS + 4


def test_any_attribute_name_can_be_used_in_a_rule() -> None:
    """Properties go by codes of our own, so names that collide inside the engine still fire apart."""
    rules = [EngineRule("one", Compare("k32728", "is", 1)), EngineRule("two", Compare("k261234", "is", 1))]
    stratum = Stratum(rules)
    assert stratum.run({"k32728": 1}).certain == {"one"}
    assert stratum.run({"k261234": 1, "k32728": 0}).certain == {"two"}
    stratum.close()


def test_a_failure_leaves_the_engine_clean() -> None:
    """After facts that cannot be told, and after the engine refuses a fact, the next run gives what it gave before."""
    stratum = Stratum([EngineRule("r", Compare("colour", "is", "red"))])
    (shard,) = stratum._shards
    before = stratum.run({"colour": "red"})
    for _ in range(50):
        with pytest.raises(TypeError):
            stratum.run({"colour": []})  # type: ignore[dict-item]
        assert stratum.run({"colour": "red"}) == before
        c_engine.assert_fact(shard._handle, '{"sid":"R","id":"p","0":1}')  # left behind, so that ours is not taken
        with pytest.raises(EngineFailureError):
            stratum.run({"colour": "red"})
        assert stratum.run({"colour": "red"}) == before
        assert not stratum.run({"colour": "blue"}).possible
    stratum.close()


def test_an_engine_that_never_fired_can_be_closed() -> None:
    """The C engine frees what was never allocated when a state on which nothing ever fired is deleted."""
    held = [bytes(bytearray([0xFF]) * size) for size in range(16, 60_000, 64)]  # memory that is given back is not zero
    for number in range(300):
        stratum = Stratum([EngineRule("r", Compare(f"a{number}", "is", 1))])
        assert not stratum.run({f"a{number}": 0}).possible
        (shard,) = stratum._shards
        if number % 2:
            c_engine.assert_fact(shard._handle, '{"sid":"R","id":"p","0":1}')
            with pytest.raises(EngineFailureError):
                stratum.run({f"a{number}": 1})
            assert not stratum.run({f"a{number}": 0}).certain
        held[number % len(held)] = b""
        stratum.close()


def test_what_does_not_fire_is_not_kept() -> None:
    """A fact that no clause takes leaves nothing behind that a later run could trip over."""
    stratum = Stratum([EngineRule("r", All((Compare("a", "is", 1), Compare("b", "is", 1))))])
    for a, b in itertools.product((0, 1, 0, 1, 1), repeat=2):
        assert bool(stratum.run({"a": a, "b": b}).certain) is (a == b == 1)
        assert stratum.run({"a": 1}).possible == {"r"}
    stratum.close()


def test_threads_never_share_a_ruleset() -> None:
    """Eight threads on a pool of two get what one thread gets, 200 times each."""
    rules = [EngineRule(f"r{i}", Compare("size", "at_least", i)) for i in range(60)]
    pool = Pool(lambda: {"only": Stratum(rules)})
    wrong: list[int] = []

    def work(size: int) -> None:
        for _ in range(200):
            with pool.take() as strata:
                if len(strata["only"].run({"size": size}).certain) != size + 1:
                    wrong.append(size)

    threads = [threading.Thread(target=work, args=(size,)) for size in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pool.close()
    assert wrong == []


def test_no_thread_is_started_by_the_engine() -> None:
    """Compiling and firing starts no thread: no Host, no timers."""
    before = threading.active_count()
    stratum = Stratum([EngineRule("r", Known("size"))])
    stratum.run({"size": 1})
    assert threading.active_count() == before
    stratum.close()
