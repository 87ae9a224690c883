"""Every format in which graphs are exchanged, read back by a reader that is not ours, says the same."""

import io
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html.entities import html5
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest
from lxml import etree

from advisor.advice import open_advisor
from advisor.cli.advising import GRAPH_FORMATS
from advisor.picture.formats import FORMATS
from advisor.picture.interchange import cytoscape, graphml, mermaid, node_link
from advisor.stages.explanation import KINDS, Edge, Graph, Node, NodeKind, part
from advisor.stages.profile import Profile, read_profile
from tests.conftest import WITHOUT_ADVICE

from .conftest import EXAMPLES

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"

# Labels that a careless writer lets out of their quotes.
NASTY = [
    "<script>alert('x')</script>",
    "zij zegt \"nee\" en 'ja'",
    "R&D &amp; &lt;b&gt; &#60;",
    "een\nregel\nverder",
    "#quot; #35; #lt;b#gt; #1",
    "`code` **vet** _schuin_",
    '"]:::rule',
    "]]> --> %% ; | {} [/x/] ((",
    "naïef – 50 % → “ja” 数字 😀",
]


@dataclass(frozen=True)
class Picture:
    """A graph as a reader understood it: nodes (kind, label, detail) and edges (source, target, relation)."""

    nodes: Mapping[str, tuple[str, str, str]]
    edges: frozenset[tuple[str, str, str]]


def of_graph(graph: Graph) -> Picture:
    nodes = {n.id: (n.kind, n.label, n.detail) for n in graph.nodes}
    return Picture(nodes, frozenset((e.source, e.target, e.relation) for e in graph.edges))


def of_networkx(graph: "nx.DiGraph[str]") -> Picture:
    assert type(graph) is nx.DiGraph
    nodes = {}
    for node, data in graph.nodes(data=True):
        assert data.keys() == {"kind", "label", "detail"}
        nodes[node] = (data["kind"], data["label"], data["detail"])
    for _, _, data in graph.edges(data=True):
        assert data.keys() == {"relation"}
    return Picture(nodes, frozenset(graph.edges(data="relation")))


def read_node_link(text: str) -> Picture:
    return of_networkx(nx.node_link_graph(json.loads(text), edges="edges"))


def read_graphml(text: str) -> Picture:
    return of_networkx(nx.read_graphml(io.BytesIO(text.encode())))


def read_cytoscape(text: str) -> Picture:
    """Cytoscape JSON: elements with data, ids unique over nodes and edges, edges between nodes that exist.

    What networkx reads of it is the same.
    """
    data = json.loads(text)
    theirs = nx.cytoscape_graph(json.loads(text))
    assert data["directed"] is True
    assert data["elements"].keys() == {"nodes", "edges"}
    nodes, edges, ids = {}, set(), []
    for element in data["elements"]["nodes"]:
        node = element["data"]
        ids.append(node["id"])
        nodes[node["id"]] = (node["kind"], node["label"], node["detail"])
        assert theirs.nodes[node["id"]].items() >= {"name": node["label"], "kind": node["kind"]}.items()
    for element in data["elements"]["edges"]:
        edge = element["data"]
        ids.append(edge["id"])
        assert {edge["source"], edge["target"]} <= nodes.keys()
        edges.add((edge["source"], edge["target"], edge["relation"]))
    assert all(isinstance(i, str) and i for i in ids)
    assert len(set(ids)) == len(ids)
    assert (set(theirs.nodes), set(theirs.edges(data="relation"))) == (set(nodes), edges)
    return Picture(nodes, frozenset(edges))


SHAPES = {"[": "]", "([": "])", "{{": "}}", "(": ")", "[[": "]]", "[/": "/]", "[\\": "\\]", ">": "]", "[(": ")]"}
NODE = re.compile(r'    (n\d+)([\[({>/\\]+)"([^"\n]+)"([\])}/\\]+):::([a-z]+)')
EDGE = re.compile(r"    (n\d+) -->\|([a-z_]+)\| (n\d+)")


def unquoted(text: str) -> str:
    """What Mermaid shows of a quoted text: #name; and #number; are characters; markup is not allowed to be raw."""
    assert not re.search(r"[<>&]", text), text
    assert not text.startswith("`"), "Mermaid reads a text that starts with a backtick as Markdown"

    def character(match: re.Match[str]) -> str:
        return chr(int(match[1])) if match[1].isdigit() else html5[f"{match[1]};"]

    return re.sub(r"#(\w+);", character, text)


def read_mermaid(text: str) -> tuple[Mapping[str, tuple[str, str]], list[tuple[str, str, str]]]:
    """A Mermaid flowchart of the strictest kind: every node declared once, before the edges; every line understood.

    Within what Mermaid draws: https://mermaid.js.org/config/schema-docs/config.html (maxTextSize, maxEdges).
    """
    first, *rest = text.removesuffix("\n").split("\n")
    assert first == "flowchart LR"
    assert len(text.encode("utf-16-le")) / 2 <= 50_000
    assert text.count("-->") <= 500
    if rest and rest[0].startswith("    note["):
        rest = rest[1:]
    nodes: dict[str, tuple[str, str]] = {}
    edges: list[tuple[str, str, str]] = []
    for line in rest:
        if match := NODE.fullmatch(line):
            code, start, label, end, kind = match.groups()
            assert SHAPES[start] == end
            assert code not in nodes
            assert not edges
            nodes[code] = (kind, unquoted(label))
        else:
            match = EDGE.fullmatch(line)
            assert match, line
            source, relation, target = match.groups()
            assert {source, target} <= nodes.keys()
            edges.append((source, target, relation))
    assert len(set(edges)) == len(edges)
    return nodes, edges


WRITERS: Mapping[str, Callable[[Graph], str]] = {
    "node-link": node_link,
    "graphml": graphml,
    "cytoscape": cytoscape,
    "mermaid": lambda graph: mermaid(graph, "nl"),
}
READERS: Mapping[str, Callable[[str], Picture]] = {
    "node-link": read_node_link,
    "graphml": read_graphml,
    "cytoscape": read_cytoscape,
}


def shown(kind: str, label: str, detail: str) -> tuple[str, str]:
    """What a picture writes in a node; white space counts as one space."""
    said = ": ".join(filter(None, (label, detail))) if kind in ("evidence", "answer") else label
    return kind, " ".join(said.split())


def assert_same_in_all(graph: Graph) -> None:
    """All four formats of the graph say what it says. Mermaid has codes for ids: it is compared by what it shows.

    Of a graph that is more than Mermaid draws, it shows a part, and says so.
    """
    wanted = of_graph(graph)
    assert len(wanted.nodes) == len(graph.nodes)
    assert len(wanted.edges) == len(graph.edges)
    for form, read in READERS.items():
        assert read(WRITERS[form](graph)) == wanted, form
    text = mermaid(graph, "nl")
    nodes, edges = read_mermaid(text)
    if "note[" in text:
        left_out = {n.id for n in graph.nodes if n.kind not in {kind for kind, _ in nodes.values()}}
        assert len(graph.edges) > 500 or len(graph.nodes) > 200
        kept = {node: data for node, data in wanted.nodes.items() if node not in left_out}
        wanted = Picture(kept, frozenset(e for e in wanted.edges if {*e[:2]} <= kept.keys()))
    texts = {node: shown(*data) for node, data in wanted.nodes.items()}
    assert Counter((kind, " ".join(text.split())) for kind, text in nodes.values()) == Counter(texts.values())
    assert Counter((texts[s], texts[t], r) for s, t, r in wanted.edges) == Counter(
        (nodes[s], nodes[t], relation) for s, t, relation in edges
    )


def graph_of(path: Path, name: str | None = None) -> Graph:
    advisor = open_advisor()
    profile = read_profile(path.read_bytes(), advisor.edition)
    return advisor.advise(replace(profile, name=name or profile.name), "nl").graph


def test_every_format_is_known_and_tested() -> None:
    """A format that is added needs a reader in these tests, and the command knows it."""
    assert WRITERS.keys() == {*READERS, "mermaid"}
    assert tuple(FORMATS) == GRAPH_FORMATS
    assert FORMATS.keys() == {*WRITERS, "svg", "png", "json-ld", "prov"}


def test_a_format_writes_the_whole_or_a_part() -> None:
    """A format of the graph alone is given the graph, or the part of a recommendation; bytes are bytes."""
    advisor = open_advisor()
    advice = advisor.advise(read_profile(EXAMPLES[1].read_bytes(), advisor.edition))
    rid = advice.recommendations[0].id
    for form, write in WRITERS.items():
        assert FORMATS[form].write(advice, advisor.edition, None) == write(advice.graph)
        assert FORMATS[form].write(advice, advisor.edition, rid) == write(part(advice.graph, rid))
    for form, known in FORMATS.items():
        assert isinstance(known.write(advice, advisor.edition, rid), bytes if known.binary else str), form
        with pytest.raises(KeyError):
            known.write(advice, advisor.edition, "nothing-of-the-kind")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_all_formats_say_the_same(path: Path) -> None:
    """The whole graph of every example, and the part of each recommendation, in all four formats.

    However much Mermaid leaves out of an example, what is behind what stays.
    """
    graph = graph_of(path)
    assert_same_in_all(graph)
    assert mermaid(graph, "nl").count("-->|causes|") == sum(edge.relation == "causes" for edge in graph.edges)
    recommendations = [n.id.partition(":")[2] for n in graph.nodes if n.kind == "recommendation"]
    assert bool(recommendations) == (path.stem not in WITHOUT_ADVICE)
    for rid in recommendations[:3]:
        smaller = part(graph, rid)
        assert 0 < len(smaller.nodes) <= len(graph.nodes)
        assert_same_in_all(smaller)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_graphml_is_well_built(path: Path) -> None:
    """GraphML as its schema has it: namespace, keys declared for nodes or edges, unique ids, edges between nodes."""
    root = etree.fromstring(graphml(graph_of(path)).encode())
    assert root.tag == f"{GRAPHML}graphml"
    assert root.nsmap[None] == GRAPHML.strip("{}")
    *keys, graph = root
    assert {key.tag for key in keys} == {f"{GRAPHML}key"}
    domain = {key.get("id"): key.get("for") for key in keys}
    assert len(domain) == len(keys)
    assert {(key.get("for"), key.get("attr.name"), key.get("attr.type")) for key in keys} == {
        ("node", "kind", "string"),
        ("node", "label", "string"),
        ("node", "detail", "string"),
        ("edge", "relation", "string"),
    }
    assert (graph.tag, graph.get("edgedefault")) == (f"{GRAPHML}graph", "directed")
    nodes: list[str | None] = []
    for element in graph:
        what = etree.QName(element).localname
        assert [child.tag for child in element] == [f"{GRAPHML}data"] * (3 if what == "node" else 1)
        assert all(domain[child.get("key")] == what for child in element)
        if what == "node":
            nodes.append(element.get("id"))
        else:
            assert what == "edge"
            assert {element.get("source"), element.get("target")} <= set(nodes)
    assert len(set(nodes)) == len(nodes)


def test_nasty_labels_survive() -> None:
    """Quotes, angle brackets, ampersands, line ends and the like come back as they were, and break nothing out."""
    nodes = [Node(f"{kind}:{i}", kind, text, NASTY[-1 - i]) for kind in KINDS for i, text in enumerate(NASTY)]
    edges = [Edge(one.id, other.id, "cites") for one, other in pairwise(nodes)]
    assert_same_in_all(Graph(directed=True, multigraph=False, graph={}, nodes=nodes, edges=edges))


@pytest.mark.parametrize("form", FORMATS)
def test_a_name_never_reaches_the_graph(form: str) -> None:
    """What an organisation calls itself changes no byte of its graph: nobody is named in what is passed on."""
    advisor = open_advisor()
    profile = read_profile(EXAMPLES[0].read_bytes(), advisor.edition)

    def written(name: str | None) -> str | bytes:
        return FORMATS[form].write(advisor.advise(Profile(profile.answers, name)), advisor.edition, None)

    nameless = written(None)
    for name in ("<script>alert(1)</script>", 'a"]\nn0 --> n1', "]]>&amp;"):
        assert written(name) == nameless


def test_an_empty_graph_can_be_written() -> None:
    """An advice without findings has a graph without nodes, in every format."""
    graph = open_advisor().advise(Profile({})).graph
    assert (graph.nodes, graph.edges) == ([], [])
    assert_same_in_all(graph)


@pytest.mark.parametrize(
    ("count", "note"),
    [
        (1, None),
        (110, "Left out, because it is more than Mermaid can draw: passages and sources."),
        (200, "Left out, because it is more than Mermaid can draw: passages and sources, factors, answers."),
        (400, "Left out, because it is more than Mermaid can draw: passages and sources, factors, answers, rules."),
    ],
)
def test_mermaid_draws_what_it_can_and_says_what_it_left_out(count: int, note: str | None) -> None:
    """However large the graph: passages and sources go first, and what is left holds together."""
    chain: tuple[NodeKind, ...] = ("answer", "rule", "finding", "recommendation")
    leaves: tuple[NodeKind, ...] = ("factor", "passage")
    spine = [Node(f"{kind}:{i}", kind, f"{kind} {i}", "") for kind in chain for i in range(count)]
    more = [Node(f"{kind}:{i}", kind, f"{kind} {i}", "") for kind in leaves for i in range(count)]
    edges = [Edge(f"{a}:{i}", f"{b}:{i}", "establishes") for a, b in pairwise(chain[:3]) for i in range(count)]
    edges += [Edge(f"finding:{i}", f"recommendation:{i % 100}", "calls_for") for i in range(count)]
    edges += [Edge(f"rule:{i}", f"passage:{i}", "cites") for i in range(count)]
    edges += [Edge(f"finding:{i}", f"factor:{i}", "about") for i in range(count)]
    graph = Graph(directed=True, multigraph=False, graph={}, nodes=[*spine, *more], edges=edges)
    text = mermaid(graph, "en")
    told = re.search(r'note\["(.*)"\]', text)
    assert (told and told[1]) == note
    assert text.count("-->") <= 500
