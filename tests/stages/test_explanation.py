"""The explanation graph: sufficient, grounded, sorted, and nothing in it that was not used."""

from collections.abc import Iterator
from itertools import islice

import networkx as nx
import pytest

from advisor.advice import Advisor, open_advisor, to_json
from advisor.stages.explanation import Graph, part
from advisor.stages.profile import Profile
from advisor.stages.sampling import sample_answers
from tests.conftest import sizes

# The first seed runs always, the others where there is time (CI runs them too).
SIZES = sizes(6, 63, *range(2))

RELATIONS = {
    ("evidence", "answer"): {"supports"},
    ("answer", "rule"): {"satisfies"},
    ("fact", "rule"): {"satisfies"},
    ("answer", "fact"): {"derives"},
    ("rule", "finding"): {"establishes"},
    ("finding", "factor"): {"about"},
    ("factor", "factor"): {"causes"},
    ("finding", "recommendation"): {"calls_for", "helps"},
    ("recommendation", "recommendation"): {"needs", "includes"},
    ("rule", "passage"): {"cites"},
    ("fact", "passage"): {"cites"},
    ("factor", "passage"): {"cites"},
    ("recommendation", "passage"): {"cites"},
    ("passage", "source"): {"part_of"},
    ("passage", "finding"): {"opposes"},
}


@pytest.fixture(scope="module")
def advisor() -> Advisor:
    return open_advisor()


def profiles(advisor: Advisor, count: int, seed: int) -> Iterator[Profile]:
    for missing in (0.1, 0.3, 0.6, 0.9):
        for answers in sample_answers(advisor.edition, count, seed=seed, missing=missing):
            yield Profile(answers)


def answered(graph: Graph) -> set[str]:
    return {n.id.removeprefix("answer:") for n in graph.nodes if n.kind == "answer"}


@pytest.mark.parametrize(("count", "seed"), SIZES)
def test_sufficient(advisor: Advisor, count: int, seed: int) -> None:
    """A run on just the answers in a recommendation's graph gives it again, with the same verdict (504 profiles)."""
    checked = 0
    for profile in profiles(advisor, count, seed):
        advice = advisor.advise(profile)
        for item in advice.recommendations:
            rest = {a: profile.answers[a] for a in answered(part(advice.graph, item.id))}
            again = advisor.conclude(rest).recommendations[item.id]
            assert again == item.verdict, (item.id, rest)
            checked += 1
    assert checked > 6 * count


def as_digraph(graph: Graph) -> "nx.DiGraph[str]":
    whole: nx.DiGraph[str] = nx.DiGraph()
    whole.add_nodes_from(node.id for node in graph.nodes)
    for edge in graph.edges:
        whole.add_edge(edge.source, edge.target, relation=edge.relation)
    return whole


def test_a_part_is_what_networkx_finds(advisor: Advisor) -> None:
    """networkx, as judge: the part of a recommendation is all its descendants, edges to grounds turned round.

    What comes before it, and what its factors are behind, is named and goes no further.
    """
    back = {"supports", "satisfies", "derives", "establishes", "calls_for", "helps", "opposes"}
    named = {"needs", "causes"}
    met: set[str] = set()
    for profile in islice(profiles(advisor, 63, 7), 0, None, 21):
        graph = advisor.advise(profile).graph
        turned: nx.DiGraph[str] = nx.DiGraph()
        for e in (e for e in graph.edges if e.relation not in named):
            turned.add_edge(*((e.target, e.source) if e.relation in back else (e.source, e.target)))
        for node in (n.id for n in graph.nodes if n.kind == "recommendation"):
            piece, wanted = part(graph, node.partition(":")[2]), {node, *nx.descendants(turned, node)}
            last = {e.target for e in graph.edges if e.relation in named and e.source in wanted}
            assert {n.id for n in piece.nodes} == wanted | last
            folded = {e.target for e in graph.edges if e.relation == "includes" and e.source == node}
            assert wanted & {n.id for n in graph.nodes if n.kind == "recommendation"} == {node, *folded}
            for e in graph.edges:
                inside = e.source in wanted if e.relation in named else {e.source, e.target} <= wanted
                assert (e in piece.edges) == inside
            met |= {e.relation for e in piece.edges if e.target not in wanted}
    assert met == named


@pytest.mark.parametrize(("count", "seed"), SIZES)
def test_grounded(advisor: Advisor, count: int, seed: int) -> None:
    """Every path from a recommendation ends in an answer or a passage; nothing is shown that was not used (504)."""
    for profile in profiles(advisor, count, seed):
        advice = advisor.advise(profile)
        whole = as_digraph(advice.graph)
        kinds = {n.id: n.kind for n in advice.graph.nodes}
        assert {k for e in advice.graph.edges for k in (e.source, e.target)} <= kinds.keys()
        for edge in advice.graph.edges:
            assert edge.relation in RELATIONS[kinds[edge.source], kinds[edge.target]]
        for node, kind in kinds.items():
            into = {d["relation"] for _, _, d in whole.in_edges(node, data=True)}
            outof = {d["relation"] for _, _, d in whole.out_edges(node, data=True)}
            if kind == "recommendation":
                assert "calls_for" in into
            elif kind == "finding":
                assert "establishes" in into
                assert "about" in outof
            elif kind == "rule":
                assert "satisfies" in into
                assert "cites" in outof
            elif kind == "fact":
                assert "derives" in into
                assert "satisfies" in outof
            elif kind == "passage":
                assert "part_of" in outof
                assert into or "opposes" in outof
            elif kind == "answer":
                assert outof
                assert node.removeprefix("answer:") in profile.answers
            else:
                assert into


def test_the_part_of_a_recommendation_holds_only_its_own(advisor: Advisor) -> None:
    """The part graph of a recommendation reaches every node from it, and holds no other finding."""
    for profile in profiles(advisor, 16, 99):
        advice = advisor.advise(profile)
        for item in advice.recommendations[:3]:
            piece = part(advice.graph, item.id)
            found = {n.id.removeprefix("finding:") for n in piece.nodes if n.kind == "finding"}
            assert found == {f.id for f in item.findings}
            cited = {n.id.removeprefix("passage:") for n in piece.nodes if n.kind == "passage"}
            assert set(item.cites) <= cited
        with pytest.raises(KeyError):
            part(advice.graph, "no-such-thing")


def test_nodes_and_edges_are_sorted_and_the_bytes_repeat(advisor: Advisor) -> None:
    """Nodes and edges are sorted, and the same profile in another key order gives the same bytes."""
    for profile in profiles(advisor, 16, 5):
        advice = advisor.advise(profile)
        ids = [n.id for n in advice.graph.nodes]
        pairs = [(e.source, e.target) for e in advice.graph.edges]
        assert ids == sorted(set(ids))
        assert pairs == sorted(set(pairs))
        reverse = Profile(dict(reversed(profile.answers.items())))
        assert to_json(advisor.advise(reverse)) == to_json(advice)
