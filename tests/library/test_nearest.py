"""The nearest name, within a budget."""

from advisor.library.nearest import BUDGET, Hints, nearest

NAMES = [f"source-{i % 5}/p{i}" for i in range(500)]


def test_the_name_that_was_meant() -> None:
    """A slip of the pen leads to the name; what looks like nothing leads nowhere."""
    assert nearest("sectr", ["size", "sector"]) == "sector"
    assert nearest("qqqq", ["size", "sector"]) is None
    assert nearest("use", ["data_use", "cycle_weeks"]) is None
    assert Hints()("sectr", iter(["size", "sector"])) == "sector"


def test_thousands_of_unknown_names_cost_no_more_than_the_budget() -> None:
    """Counted in the letters that are compared: 5,000 unknown names among 500 stay within it; the first get a hint."""
    hints = Hints()
    found = [hints(f"sourse-{i % 5}/p{i}x", NAMES) for i in range(5_000)]
    assert found[0] == "source-0/p0"
    assert found[-1] is None
    compared = [f"sourse-{i % 5}/p{i}x" for i, near in enumerate(found) if near is not None]
    assert 20 < len(compared) < len(found)
    assert sum(len(name) * sum(map(len, NAMES)) for name in compared) <= BUDGET
    assert hints("p1", ["p2"]) is None


def test_one_lookup_that_is_larger_than_the_budget_is_not_begun() -> None:
    """A huge list of names is not searched at all."""
    assert Hints(budget=30)("sectr", ["size", "sector"]) is None


def test_the_same_wrong_name_is_looked_up_once() -> None:
    """A name that was renamed and is cited a thousand times keeps its hint, for the price of one lookup."""
    hints = Hints()
    assert hints("sourse-1/p1", NAMES) == "source-1/p1"
    once = BUDGET - hints.left
    assert {hints("sourse-1/p1", NAMES) for _ in range(1_000)} == {"source-1/p1"}
    assert BUDGET - hints.left == once + 1_000 * len(NAMES)


def test_a_long_name_counts_for_its_beginning() -> None:
    """A name of a million letters costs no more than one of eighty."""
    hints = Hints()
    assert hints("sector" + " " * 1_000_000, ["sector"]) is None
    assert BUDGET - hints.left < 1_000
