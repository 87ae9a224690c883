"""The explanation graph in the formats in which tools exchange graphs."""

import io
import json
from collections.abc import Mapping
from typing import Any

from ..stages.explanation import Graph, NodeKind

_SHAPES: Mapping[NodeKind, tuple[str, str]] = {
    "answer": ("[", "]"),
    "fact": ("([", "])"),
    "rule": ("{{", "}}"),
    "finding": ("(", ")"),
    "factor": ("[[", "]]"),
    "recommendation": ("[/", "/]"),
    "passage": (">", "]"),
    "source": ("[(", ")]"),
}


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
    """Cytoscape JSON, elements with data."""
    nodes = [{"data": {"id": n.id, "kind": n.kind, "label": n.label, "detail": n.detail}} for n in graph.nodes]
    edges = [
        {"data": {"id": f"{e.source}|{e.target}", "source": e.source, "target": e.target, "relation": e.relation}}
        for e in graph.edges
    ]
    return _json({"data": {}, "directed": True, "multigraph": False, "elements": {"nodes": nodes, "edges": edges}})


def mermaid(graph: Graph) -> str:
    """A Mermaid flowchart, from left to right."""
    codes = {n.id: f"n{i}" for i, n in enumerate(graph.nodes)}
    lines = ["flowchart LR"]
    for n in graph.nodes:
        start, end = _SHAPES[n.kind]
        text = f"{n.label}: {n.detail}" if n.kind == "answer" else n.label
        lines.append(f'    {codes[n.id]}{start}"{_quoted(text)}"{end}:::{n.kind}')
    lines += [f"    {codes[e.source]} -->|{e.relation}| {codes[e.target]}" for e in graph.edges]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return " ".join(text.split()).translate(_ENTITIES)


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
