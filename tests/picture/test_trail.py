"""A picture holds what the graph holds, and is drawn so that it can be read."""

from pathlib import Path

import pytest

from advisor.advice import Advice, open_advisor
from advisor.insight.why import why
from advisor.picture.trail import DRAWN, Trail, trail
from advisor.stages.explanation import Graph, part
from advisor.stages.profile import read_profile
from tests.conftest import CHECKOUT

EXAMPLES = sorted((CHECKOUT / "examples").glob("*.json"))


def advice_of(path: Path) -> Advice:
    advisor = open_advisor()
    return advisor.advise(read_profile(path.read_bytes(), advisor.edition), "nl")


def assert_holds(drawn: Trail, graph: Graph) -> None:
    """Every node of the five kinds, every edge between those, every citation as a mark: no more and no less."""
    kinds = {n.id: n.kind for n in graph.nodes}
    assert [box.node for box in drawn.boxes if kinds[box.node] != box.kind] == []
    assert sorted(box.node for box in drawn.boxes) == sorted(n for n, kind in kinds.items() if kind in DRAWN)
    edges = {(e.source, e.target, e.relation) for e in graph.edges}
    shown = {(e.source, e.target, e.relation) for e in drawn.edges}
    assert len(shown) == len(drawn.edges)
    for box in drawn.boxes:
        shown |= {(box.node, f"passage:{drawn.passages[number - 1]}", "cites") for number in box.marks}
        shown |= {(f"passage:{drawn.passages[number - 1]}", box.node, "opposes") for number in box.opposed}
    assert shown == {edge for edge in edges if edge[2] not in ("about", "part_of")}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_picture_holds_what_the_graph_holds(path: Path) -> None:
    """The whole map has the whole graph, one recommendation the part that explains it; numbers are those of why."""
    advice, edition = advice_of(path), open_advisor().edition
    assert_holds(trail(advice, edition), advice.graph)
    for item in advice.recommendations:
        drawn = trail(advice, edition, item.id)
        assert_holds(drawn, part(advice.graph, item.id))
        cited = [citation.passage for citation in why(advice, item.id, edition).citations]
        assert list(drawn.passages[: len(cited)]) == cited


def test_what_is_not_given_has_no_picture() -> None:
    """A recommendation that is not in the advice is a KeyError."""
    with pytest.raises(KeyError):
        trail(advice_of(EXAMPLES[0]), open_advisor().edition, "nothing-of-the-kind")
