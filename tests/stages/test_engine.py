"""durable_rules, as this project uses it."""

import threading

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
from advisor.stages import clauses
from advisor.stages.agreement import differences
from advisor.stages.clauses import EngineLimitError, EngineRule
from advisor.stages.engine import Pool, Stratum
from tests.conftest import sizes

CODES = {"colour": ["red", "green", "blue", "grey"]}


def domain(name: str) -> list[str] | None:
    return CODES.get(name)


def fired(condition: Condition, facts: Facts) -> tuple[bool, bool]:
    stratum = Stratum([EngineRule("rule", condition)], domain)
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


@pytest.mark.parametrize("count", sizes(1_200, 5_000))
def test_thousands_of_rules_fire_right(count: int) -> None:
    """A base far over the limits of one C ruleset is spread over several, and still fires exactly what is meant."""
    from benchmarks.synthetic import make_profiles, make_rules

    rules, codes = make_rules(count, seed=1)
    stratum = Stratum(rules, codes)
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
    stratum = Stratum(rules, domain)
    assert len(stratum.run({"size": 699}).certain) == 700
    assert len(stratum.run({"size": 10}).certain) == 11
    stratum.close()


def test_many_rules_with_the_same_condition_all_fire() -> None:
    """1,000 rules with one and the same condition fire all: the C engine alone overwrites memory at 256."""
    rules = [EngineRule(f"r{i}", Compare("size", "is", 3), open_too=False) for i in range(1_000)]
    stratum = Stratum(rules, domain)
    assert len(stratum.run({"size": 3}).certain) == 1_000
    assert not stratum.run({"size": 4}).certain
    stratum.close()


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (All(tuple(Compare(f"n{i}", "is", 1) for i in range(15))), "15 conditions"),
        (All(tuple(AnyOf((Compare(f"a{i}", "is", 1), Compare(f"b{i}", "is", 1))) for i in range(9))), "alternatives"),
        (Compare("size", "is", 2**63), "64 bits"),
        (Compare("colour", "is", "x" * 70_000), "65\u00a0535 bytes"),
        (AnyOf(tuple(Compare(f"n{i}", "is", 1) for i in range(230))), "too many facts"),
    ],
)
def test_what_the_engine_cannot_carry_is_refused_when_it_is_compiled(condition: Condition, words: str) -> None:
    """Every limit of the C engine is met by a clear error that names the rule, not by a crash or a wrong answer."""
    with pytest.raises(EngineLimitError) as refusal:
        Stratum([EngineRule("culprit", condition)], domain)
    assert words in str(refusal.value.what)
    assert refusal.value.rule == "culprit"
    assert str(refusal.value).startswith("rules: culprit: ")


@pytest.mark.parametrize(
    "properties",
    [["k32728", "k261234"], ["id"], ["sid"], ["$x"], ["a.b"]],
    ids=["same hash", "id", "sid", "dollar", "dot"],
)
def test_names_that_the_engine_would_mistake_are_refused(properties: list[str]) -> None:
    """Names that collide in the engine's 32-bit hash, or that it reserves, never reach it."""
    with pytest.raises(EngineLimitError):
        clauses.check_properties(properties)


def test_any_attribute_name_can_be_used_in_a_rule() -> None:
    """Properties go by codes of our own, so names that collide inside the engine still fire apart."""
    rules = [EngineRule("one", Compare("k32728", "is", 1)), EngineRule("two", Compare("k261234", "is", 1))]
    stratum = Stratum(rules, domain)
    assert stratum.run({"k32728": 1}).certain == {"one"}
    assert stratum.run({"k261234": 1, "k32728": 0}).certain == {"two"}
    stratum.close()


def test_a_failure_leaves_the_engine_clean() -> None:
    """After facts that the engine does not accept, the next run gives what a fresh engine gives."""
    stratum = Stratum([EngineRule("r", Compare("colour", "is", "red"))], domain)
    before = stratum.run({"colour": "red"})
    for _ in range(50):
        with pytest.raises((RuntimeError, UnicodeError, TypeError, ValueError, Exception)):
            stratum.run({"colour": object()})  # type: ignore[dict-item]
        assert stratum.run({"colour": "red"}) == before
        assert not stratum.run({"colour": "blue"}).possible
    stratum.close()


def test_threads_never_share_a_ruleset() -> None:
    """Eight threads on a pool of two get what one thread gets, 200 times each."""
    rules = [EngineRule(f"r{i}", Compare("size", "at_least", i)) for i in range(60)]
    pool = Pool(lambda: {"only": Stratum(rules, domain)})
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
    stratum = Stratum([EngineRule("r", Known("size"))], domain)
    stratum.run({"size": 1})
    assert threading.active_count() == before
    stratum.close()
