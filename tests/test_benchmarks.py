"""The bench of the evaluators, on small bases: it compares like with like before it times anything."""

import os
from collections.abc import Mapping
from importlib.util import find_spec

import pytest

from advisor.library.conditions import All, AnyOf, Compare, Condition, Facts, Includes, Known, NoneOf
from advisor.library.edition import Edition
from advisor.stages.clauses import MAX_LITERALS, EngineRule
from advisor.stages.engine import Outcome
from benchmarks import evaluators
from benchmarks.evaluators import OURS, Base, Build, Trees, compare, shipped, show, synthetic

BASES = ["120", *(pytest.param(name, marks=pytest.mark.long) for name in ("shipped", "12"))]


def base(name: str, edition: Edition) -> Base:
    return shipped(edition) if name == "shipped" else synthetic(int(name))


def small(*rules: EngineRule) -> Base:
    facts: list[Facts] = [{}, {"size": 3}, {"size": 9, "signals": frozenset({"fear"})}, {"signals": frozenset()}]
    return Base("small", rules, facts, facts)


@pytest.fixture
def peers() -> Mapping[str, Build]:
    """The engines of others; where they are missing the test is skipped, and fails where CI is set."""
    for module, package in evaluators.PACKAGES.items():
        reason = f"{package} is not installed: it is in the group bench of pyproject.toml"
        if os.environ.get("CI") and find_spec(module) is None:
            pytest.fail(reason)
        pytest.importorskip(module, reason=reason)
    return evaluators.peers()


@pytest.mark.long
@pytest.mark.parametrize("name", BASES)
def test_our_own_ways_agree_and_are_timed(name: str, edition: Edition) -> None:
    """Condition trees, compiled Python and durable_rules say the same, and each gets its row of figures."""
    reasons: list[str] = []
    rows = compare(base(name, edition), OURS, 2, 1, reasons)
    assert [row[2] for row in rows] == list(OURS)
    assert not reasons
    assert "–" not in {cell for row in rows for cell in row}


@pytest.mark.long
@pytest.mark.parametrize("name", BASES)
def test_the_engines_of_others_agree_too(name: str, edition: Edition, peers: Mapping[str, Build]) -> None:
    """CLIPS and ZEN say what the conditions mean, on shipped and made-up rules, with answers missing and without."""
    rows = compare(base(name, edition), {**OURS, **peers}, 2, 1, [])
    assert len(rows) == len(OURS) + len(peers)


@pytest.mark.long
def test_what_is_rare_among_made_up_rules_agrees_too(peers: Mapping[str, Build]) -> None:
    """Whether a fact is known, alone and under any and none, and several options at once."""
    signals = Includes("signals", "all", ("fear", "silos"))
    rare: list[Condition] = [
        Known("size"),
        NoneOf((Known("size"),)),
        Known("signals"),
        AnyOf((Known("signals"), Compare("size", "is", 3))),
        NoneOf((signals,)),
        NoneOf((Includes("signals", "none", ("fear", "silos")),)),
        All((signals, NoneOf((AnyOf((Known("signals"), Compare("size", "above", 5))),)))),
    ]
    compare(small(*(EngineRule(f"r{i}", c) for i, c in enumerate(rare))), {**OURS, **peers}, 1, 1, [])
    compare(small(EngineRule("alone", Known("signals"))), {**OURS, **peers}, 1, 1, [])


def test_an_engine_that_says_something_else_is_not_timed() -> None:
    """The bench stops, and names the engine and the rules on which it differs from the conditions."""

    class Wrong(Trees):
        def run(self, facts: Facts) -> Outcome:
            right = super().run(facts)
            return Outcome(right.certain - {"r1"}, right.possible)

    rules = small(*(EngineRule(f"r{i}", Compare("size", "at_least", i)) for i in range(3)))
    with pytest.raises(SystemExit, match=r"small rules: wrong and the conditions differ on r1$"):
        compare(rules, {**OURS, "wrong": Wrong}, 1, 1, [])


@pytest.mark.long
def test_what_an_engine_cannot_carry_is_a_dash_with_its_reason() -> None:
    """A base that durable_rules refuses is timed on the others, and the table says why."""
    reasons: list[str] = []
    wide = small(EngineRule("wide", All(tuple(Compare("size", "below", i) for i in range(MAX_LITERALS + 1)))))
    rows = {row[2]: row[3:] for row in compare(wide, OURS, 1, 1, reasons)}
    assert rows["durable_rules"] == ["–"] * 4
    assert "–" not in rows["condition trees"]
    assert len(reasons) == 1
    assert reasons[0].startswith("small rules, durable_rules: rules: wide: The rule reads too many facts.")


@pytest.mark.long
def test_one_command_prints_both_tables(capsys: pytest.CaptureFixture[str]) -> None:
    """The shipped knowledge first, then each size asked for, then all verdicts."""
    show(OURS, [12], 2, 1, count=60)
    lines = capsys.readouterr().out.splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    assert [row[0].split(",")[0] for row in rows[2:8]] == ["shipped"] * 3 + ["12"] * 3
    assert lines[-1].startswith("60 profiles, one after the other, compiled: ")


def test_a_missing_package_stops_the_bench_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line says which package is missing and how to install the group, with uv and without."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(SystemExit) as stop:
        evaluators.main(["--sizes", "12"])
    message = str(stop.value)
    assert "clipspy and zen-engine not installed: uv run --group bench" in message
    assert "pip install 'clipspy>=" in message
    assert "\n" not in message
