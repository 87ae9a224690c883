"""Z3, a solver of others, held against the exact search: the same verdicts on shipped rules and made-up formulas.

The conditions are given to Z3 by their truth tables of three values, apart from `insight.formulas`: two ways of reading
that agree, and two ways of searching.
"""

import os
import random
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

import pytest

from advisor.insight.formulas import FALSE, NOT_FALSE, NOT_TRUE, TRUE, Every, Formula, Some, called_for, holds, opposite
from advisor.library.conditions import All, AnyOf, Compare, Condition, Empty, Includes, Known, NoneOf, OneOf, parse
from advisor.library.edition import Edition
from advisor.proofs.prover import Prover
from tests.conftest import sizes
from tests.proofs.bases import condition

REASON = "z3-solver is not installed: it is in the group dev of pyproject.toml"
if os.environ.get("CI") and find_spec("z3") is None:
    pytest.fail(REASON, pytrace=False)
z3 = pytest.importorskip("z3", reason=REASON)


class Solver:
    """The questionnaire in Z3: whether each question is answered, and with what."""

    def __init__(self, edition: Edition) -> None:
        self.edition, self.solver = edition, z3.Solver()
        self.known = {name: z3.Bool(f"known {name}") for name in edition.questions}
        self.values: dict[str, Any] = {}
        for name, question in edition.questions.items():
            if question.kind == "choices":
                self.values[name] = {option: z3.Bool(f"{name} {option}") for option in question.options}
            else:
                value = z3.Real(name) if question.kind == "percentage" else z3.Int(name)
                low, high = question.range or (0, len(question.options) - 1)
                self.solver.add(low <= value, value <= high)
                self.values[name] = value
        for name, question in edition.questions.items():
            if question.ask_when is not None:
                self.solver.add(z3.Implies(self.known[name], self.truths(question.ask_when)[0]))

    def possible(self, *claims: Any) -> bool:
        return bool(self.solver.check(*claims) == z3.sat)

    def truths(self, condition: Condition) -> tuple[Any, Any]:
        """When a condition is true, and when it is false."""
        if isinstance(condition, All | AnyOf | NoneOf):
            parts = [self.truths(part) for part in condition.parts]
            true, false = ([part[side] for part in parts] for side in (0, 1))
            if isinstance(condition, All):
                return z3.And(true), z3.Or(false)
            return (z3.Or(true), z3.And(false)) if isinstance(condition, AnyOf) else (z3.And(false), z3.Or(true))
        if condition.name in self.edition.derived:
            true, false = self.truths(self.edition.derived[condition.name].when)
            if isinstance(condition, Known):
                return z3.Or(true, false), z3.BoolVal(False)
            return (true, false) if isinstance(condition, Compare) and condition.value is True else (false, true)
        known, holds_ = self.known[condition.name], self._atom(condition)
        return z3.And(known, holds_), z3.And(known, z3.Not(holds_))

    def _atom(self, atom: Any) -> Any:
        question, value = self.edition.questions[atom.name], self.values[atom.name]
        codes = list(question.options)
        if isinstance(atom, Known):
            return z3.BoolVal(True)
        if isinstance(atom, Empty):
            return z3.Not(z3.Or(list(value.values())))
        if isinstance(atom, OneOf):
            return z3.Or([value == codes.index(code) for code in atom.values])
        if isinstance(atom, Includes):
            ticked = [value[option] for option in atom.options]
            return (
                z3.And(ticked)
                if atom.quantity == "all"
                else z3.Or(ticked)
                if atom.quantity == "any"
                else z3.Not(z3.Or(ticked))
            )
        if atom.operator == "is":
            return value == (codes.index(atom.value) if codes else atom.value)
        compared: Mapping[str, Any] = {
            "at_least": value >= atom.value,
            "at_most": value <= atom.value,
            "above": value > atom.value,
            "below": value < atom.value,
        }
        return compared[atom.operator]

    def applies(self, rule_id: str) -> Any:
        """When a rule applies, be it provisionally."""
        rule = self.edition.rules[rule_id]
        blocked = z3.BoolVal(False) if rule.unless is None else self.truths(rule.unless)[0]
        return z3.And(self.truths(rule.when)[0], z3.Not(blocked))


@pytest.fixture(scope="module")
def solver(edition: Edition) -> Solver:
    return Solver(edition)


def test_the_same_rules_are_possible_and_open(edition: Edition, solver: Solver) -> None:
    """Every truth of every condition of a rule and of its severity lines, where the rule applies."""
    prover, asked = Prover(edition), 0
    for rule_id, rule in edition.rules.items():
        applies, formula = solver.applies(rule_id), called_for(rule_id, edition)
        assert prover.possible(formula) == solver.possible(applies)
        conditions = [rule.when, rule.unless, *(line.when for line in rule.severity)]
        for one in (c for c in conditions if c is not None):
            true, false = solver.truths(one)
            for truths, claim in ((TRUE, true), (FALSE, false), (NOT_TRUE, z3.Not(true)), (NOT_FALSE, z3.Not(false))):
                assert prover.possible(holds(one, truths, edition), formula) == solver.possible(claim, applies), rule_id
                asked += 1
    assert asked > 900


@pytest.mark.parametrize("share", sizes(24, 1))
def test_the_same_rules_imply_and_exclude_each_other(edition: Edition, solver: Solver, share: int) -> None:
    """Pairs of rules (one in so many): whether one applies without the other, and whether both do."""
    prover, met = Prover(edition), set()
    rules = list(edition.rules)
    for number, (one, other) in enumerate((a, b) for a in rules for b in rules if a != b):
        if number % (share * 7):
            continue
        a, b = called_for(one, edition), called_for(other, edition)
        alone = prover.possible(a, opposite(b))
        both = prover.possible(a, b)
        assert alone == solver.possible(solver.applies(one), z3.Not(solver.applies(other))), (one, other)
        assert both == solver.possible(solver.applies(one), solver.applies(other)), (one, other)
        met.add((alone, both))
    assert met >= {(True, True), (True, False)}


@pytest.mark.parametrize("count", sizes(50, 500))
def test_the_same_formulas_are_possible(edition: Edition, solver: Solver, count: int) -> None:
    """Made-up conditions over the shipped questions, three deep, joined: possible for the one when for the other."""
    prover, chance, met = Prover(edition), random.Random("formulas"), {True: 0, False: 0}
    near = {name: edition.questions[name] for name in NEAR}
    for number in range(count):
        asked, claims = _drawn(near, chance, edition, solver)
        verdict = prover.possible(*asked)
        assert verdict == solver.possible(*claims), number
        met[verdict] += 1
    assert min(met.values()) > count // 20


NEAR = ("initiative_phase", "adoption_rate", "sector", "shadow_tools", "weeks_since_go_live", "work_insight")


def _drawn(near: Any, chance: random.Random, edition: Edition, solver: Solver) -> tuple[list[Formula], list[Any]]:
    """A few claims that conditions have some truth, as formulas and for Z3; now and then one of two."""
    asked: list[Formula] = []
    claims = []
    for _ in range(chance.randint(2, 5)):
        pairs = [
            _claim(parse(condition(near, chance, 3)), chance, edition, solver) for _ in range(chance.choice((1, 1, 2)))
        ]
        asked.append(Some(tuple(formula for formula, _ in pairs)) if len(pairs) > 1 else Every((pairs[0][0],)))
        claims.append(z3.Or([claim for _, claim in pairs]))
    return asked, claims


def _claim(one: Condition, chance: random.Random, edition: Edition, solver: Solver) -> tuple[Formula, Any]:
    true, false = solver.truths(one)
    truths, claim = chance.choice(((TRUE, true), (FALSE, false), (NOT_TRUE, z3.Not(true)), (NOT_FALSE, z3.Not(false))))
    return holds(one, truths, edition), claim
