"""The table of verdicts: it is the one in the docs, and nothing else writes it or turns conditions round by itself."""

import ast
import re
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.library.compiled import Bank
from advisor.library.conditions import (
    All,
    AnyOf,
    Compare,
    Condition,
    Facts,
    Known,
    NoneOf,
    evaluate,
    literal,
    negated,
    normal,
)
from advisor.stages.verdicts import LEVEL, OF_RULE, VERDICTS, of_recommendation, truths_of, under
from tests.conftest import CHECKOUT

TRUTHS = (True, False, None)
NAMES = ("a", "b", "c")

ATOMS = st.one_of(
    st.builds(Compare, st.sampled_from(NAMES), st.sampled_from(("is", "at_least", "below")), st.integers(0, 2)),
    st.builds(Known, st.sampled_from(NAMES)),
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        *(st.builds(group, st.lists(inner, min_size=1, max_size=3).map(tuple)) for group in (All, AnyOf, NoneOf))
    ),
    max_leaves=12,
)
FACTS: st.SearchStrategy[Facts] = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 2))


def test_the_table_is_that_of_the_docs() -> None:
    """docs/architecture.md has the same table, in words."""
    text = (CHECKOUT / "docs" / "architecture.md").read_text(encoding="utf-8")
    _, _, text = text.partition("| condition | exception | verdict |")
    meant = {"true": True, "open": None, "none": False}
    found = {}
    for line in text.strip().splitlines()[1:]:
        if not line.startswith("|"):
            break
        condition, exception, verdict = (re.sub(r"`", "", cell).strip() for cell in line.strip("|").split("|"))
        sides = [
            TRUTHS if words == "any" else {meant.get(w, False) for w in re.split(r",? or ", words)}
            for words in (condition, exception)
        ]
        for pair in product(*sides):
            assert found.setdefault(pair, verdict) == verdict
    assert found == dict(OF_RULE)
    assert len(found) == 9


@pytest.mark.parametrize("firmest", range(1, len(VERDICTS) + 1))
def test_the_firmest_so_many_verdicts_are_a_product(firmest: int) -> None:
    """Each truth of the condition that can give one of the firmest verdicts does, with each such exception."""
    wanted = VERDICTS[:firmest]
    conditions, exceptions = truths_of(wanted)
    assert {pair for pair, verdict in OF_RULE.items() if verdict in wanted} == set(product(conditions, exceptions))


def test_an_exception_never_makes_a_verdict_firmer() -> None:
    """Whatever its truth; one that does not hold leaves everything as it is."""
    for verdict, exception in product(VERDICTS, TRUTHS):
        assert LEVEL[under(verdict, exception)] <= LEVEL[verdict]
        assert exception is not False or under(verdict, exception) == verdict
        assert of_recommendation([verdict, "not_indicated"], exception) == under(verdict, exception)


@given(CONDITIONS, FACTS)
def test_the_opposite_of_a_condition(condition: Condition, facts: Facts) -> None:
    """It is false where the condition is true, true where it is false, open where it is open; twice is the same."""
    truth = evaluate(condition, facts)
    assert evaluate(normal(condition), facts) is truth
    assert evaluate(negated(condition), facts) is (None if truth is None else not truth)
    assert evaluate(negated(negated(condition)), facts) is truth
    assert Bank({"it": condition}).run(facts) == Bank({"it": normal(condition)}).run(facts)


@given(CONDITIONS)
def test_a_normal_condition_denies_only_atoms(condition: Condition) -> None:
    """Below groups of all and any stand atoms, and atoms denied."""

    def check(part: Condition) -> None:
        if isinstance(part, All | AnyOf):
            for inner in part.parts:
                check(inner)
        else:
            atom, wanted = literal(part)
            assert part == (atom if wanted else NoneOf((atom,)))

    check(normal(condition))
    check(negated(condition))


def test_only_some_modules_know_of_none() -> None:
    """Who turns conditions round asks `normal` or `negated`: only meaning, words, levels and proofs of each part of a
    condition as it is written look at “none” itself.
    """
    known = {
        "advisor/columns/conditions.py",
        "advisor/library/conditions.py",
        "advisor/library/wording.py",
        "advisor/proofs/meaning.py",
        "advisor/stages/inference.py",
    }
    found = set()
    for path in (CHECKOUT / "advisor").rglob("*.py"):
        names = {
            node.id for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Name)
        }
        if "NoneOf" in names:
            found.add(Path(path).relative_to(CHECKOUT).as_posix())
    assert found == known
