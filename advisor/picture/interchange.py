"""The explanation graph in the formats in which tools exchange graphs."""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..library.wording import Language
from ..phrases import say
from ..stages.explanation import Graph, NodeKind

_SHAPES: Mapping[NodeKind, tuple[str, str]] = {
    "evidence": ("[\\", "\\]"),
    "answer": ("[", "]"),
    "fact": ("([", "])"),
    "rule": ("{{", "}}"),
    "finding": ("(", ")"),
    "factor": ("[[", "]]"),
    "recommendation": ("[/", "/]"),
    "passage": (">", "]"),
    "source": ("[(", ")]"),
}


# What Mermaid draws at most (its maxTextSize and maxEdges), and what is left out to stay within it, first things first.
MOST_CHARACTERS = 50_000
MOST_EDGES = 500
_LEAST: Sequence[tuple[NodeKind, ...]] = (("passage", "source"), ("factor",), ("answer", "fact", "evidence"), ("rule",))

_ENTITIES = str.maketrans({"#": "#35;", "&": "#amp;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "`": "#96;"})


def node_link(graph: Graph) -> str:
    """Node-link JSON, as networkx reads it."""
    data = {
        "directed": True,
        "multigraph": False,
        "graph": {},
        "nodes": [{"id": n.id, "kind": n.kind, "label": n.label, "detail": n.detail} for n in graph.nodes],
        "edges": [{"source": e.source, "target": e.target, "relation": e.relation} for e in graph.edges],
    }
    return _json(data)


def graphml(graph: Graph) -> str:
    """GraphML (http://graphml.graphdrawing.org), with kind, label, detail and relation as attributes."""
    import networkx as nx  # noqa: PLC0415 - here only: it takes a seventh of the start of a command

    out = io.BytesIO()
    result: nx.DiGraph[str] = nx.DiGraph()
    for n in graph.nodes:
        result.add_node(n.id, kind=n.kind, label=n.label, detail=n.detail)
    for e in graph.edges:
        result.add_edge(e.source, e.target, relation=e.relation)
    nx.write_graphml_xml(result, out)
    return out.getvalue().decode("utf-8") + "\n"


def cytoscape(graph: Graph) -> str:
    """Cytoscape JSON: elements as Cytoscape takes them, with the value and name that networkx asks of each node."""
    nodes = [
        {"data": {"id": n.id, "value": n.id, "name": n.label, "kind": n.kind, "label": n.label, "detail": n.detail}}
        for n in graph.nodes
    ]
    edges = [
        {"data": {"id": f"{e.source}|{e.target}", "source": e.source, "target": e.target, "relation": e.relation}}
        for e in graph.edges
    ]
    return _json({"data": {}, "directed": True, "multigraph": False, "elements": {"nodes": nodes, "edges": edges}})


def mermaid(graph: Graph, language: Language) -> str:
    """A Mermaid flowchart, from left to right.

    What is more than Mermaid draws is left out by kind, passages and sources first; a box says so.
    """
    text = _flowchart(graph, "")
    left_out: list[str] = []
    for kinds in _LEAST:
        if len(text.encode("utf-16-le")) // 2 <= MOST_CHARACTERS and len(graph.edges) <= MOST_EDGES:
            break
        nodes = [n for n in graph.nodes if n.kind not in kinds]
        kept = {n.id for n in nodes}
        edges = [e for e in graph.edges if e.source in kept and e.target in kept]
        graph = replace(graph, nodes=nodes, edges=edges)
        left_out.append(say(f"left_out_{kinds[0]}", language))
        text = _flowchart(graph, say("mermaid_left_out", language, kinds=", ".join(left_out)))
    return text


def _flowchart(graph: Graph, note: str) -> str:
    codes = {n.id: f"n{i}" for i, n in enumerate(graph.nodes)}
    lines = ["flowchart LR"]
    if note:
        lines.append(f'    note["{_quoted(note)}"]')
    for n in graph.nodes:
        start, end = _SHAPES[n.kind]
        text = ": ".join(filter(None, (n.label, n.detail))) if n.kind in ("evidence", "answer") else n.label
        lines.append(f'    {codes[n.id]}{start}"{_quoted(text)}"{end}:::{n.kind}')
    lines += [f"    {codes[e.source]} -->|{e.relation}| {codes[e.target]}" for e in graph.edges]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return " ".join(text.split()).translate(_ENTITIES)


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
