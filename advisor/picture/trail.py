"""The explanation as columns of boxes with lines between them: what a picture holds, and where."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from ..advice import Advice
from ..insight.why import NotGivenError, numbered
from ..library.edition import Edition
from ..library.model import Polarity
from ..library.wording import Language
from ..phrases import say
from ..stages.explanation import Edge, Graph, Node, NodeKind, Relation, part
from .contents import Contents, Line, Marks, Writer
from .placing import ordered, placed

DRAWN: Final[tuple[NodeKind, ...]] = ("answer", "fact", "rule", "finding", "recommendation")
MARGIN: Final = 16
HEAD: Final = 30  # the headings of the columns, with the room below them
_WIDTHS = {4: (228.0, 50.0), 5: (196.0, 42.0)}  # of a column, and between two, by how many there are
_GAP = 9.0  # between two boxes of a column
_PASSING = 4.0  # the height of a line that passes a column without ending there
_BESIDE, _LANE = 16.0, 9.0  # from the recommendations to the first line beside them, and to the next

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of boxes, with its heading."""

    kind: NodeKind
    title: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Box:
    """A node of the graph as a box; its lines stand at their places in the picture.

    ``label`` is that of the node, ``whole`` all that it has to say, also where its lines are cut short. ``marks`` are
    the numbers of the passages that it cites, ``opposed`` of those that pull against it. ``aside``: it is only there
    because it comes before what is explained.
    """

    node: str
    kind: NodeKind
    polarity: Polarity | None
    lines: tuple[Line, ...]
    label: str
    whole: str
    x: float
    y: float
    width: float
    height: float
    marks: tuple[int, ...]
    opposed: tuple[int, ...]
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """An edge of the graph as a line: its start, and for each bend two points it leans to and one that it meets."""

    source: str
    target: str
    relation: Relation
    path: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Trail:
    """A picture, of one recommendation or of the whole advice; the first of the passages has number 1."""

    language: Language
    recommendation: str | None
    width: float
    height: float
    columns: tuple[Column, ...]
    boxes: tuple[Box, ...]
    edges: tuple[Link, ...]
    passages: tuple[str, ...]


def trail(
    advice: Advice, edition: Edition, recommendation: str | None = None, *, passages: Sequence[str] | None = None
) -> Trail:
    """The picture of why one recommendation is given, or of the whole advice when none is named.

    ``passages``: numbered so, from 1, where the picture is part of something larger. Raises KeyError when the
    recommendation is not given.
    """
    try:
        passages = passages or numbered(advice, edition, recommendation)
    except NotGivenError:
        raise KeyError(recommendation) from None
    graph = advice.graph if recommendation is None else part(advice.graph, recommendation)
    passages = _completed(passages, graph)
    nodes = {node.id: node for node in graph.nodes if node.kind in DRAWN}
    edges = [edge for edge in graph.edges if edge.source in nodes and edge.target in nodes]
    columns = _columns(nodes.values(), advice.receipt.language)
    marks, writer = _marks(graph, passages), Writer(advice, edition, recommendation)
    said = {name: writer.box(node, marks.get(name, Marks()), columns[0].width) for name, node in nodes.items()}
    places = {r.id: number for number, r in enumerate(advice.recommendations)}
    layers, hops = _layers(_started(nodes, places, edges), columns, edges)
    heights = {name: said[name].height if name in said else _PASSING for layer in layers for name in layer}
    order = ordered(layers, hops)
    tops, height = placed(order, heights, hops, _GAP)
    boxes = {
        name: _box(
            nodes[name], said[name], marks.get(name, Marks()), column, tops[name] + MARGIN + HEAD, recommendation
        )
        for column, layer in zip(columns, order, strict=True)
        for name in layer
        if name in nodes
    }
    passing = {name: tops[name] + MARGIN + HEAD + _PASSING / 2 for name in tops if name not in nodes}
    lanes = _lanes([edge for edge in edges if edge.relation == "needs"], boxes)
    right = columns[-1].x + columns[-1].width + (_BESIDE + _LANE * max(lanes.values()) if lanes else 0.0)
    return Trail(
        language=advice.receipt.language,
        recommendation=recommendation,
        width=right + MARGIN,
        height=height + HEAD + 2 * MARGIN,
        columns=tuple(columns),
        boxes=tuple(boxes.values()),
        edges=tuple(Link(e.source, e.target, e.relation, _path(e, boxes, passing, columns, lanes)) for e in edges),
        passages=tuple(passages),
    )


def _completed(passages: Sequence[str], graph: Graph) -> list[str]:
    """The numbered passages, and after them those that only facts, or rules without advice, or opponents bring in."""
    cited = [e.target.partition(":")[2] for e in graph.edges if e.relation == "cites"]
    opposing = [e.source.partition(":")[2] for e in graph.edges if e.relation == "opposes"]
    return list(dict.fromkeys([*passages, *cited, *opposing]))


def _marks(graph: Graph, passages: Sequence[str]) -> dict[str, Marks]:
    """The numbers of the passages that each node cites, and of those that oppose it."""
    numbers = {f"passage:{ref}": number for number, ref in enumerate(passages, 1)}
    cites: dict[str, list[int]] = {}
    opposed: dict[str, list[int]] = {}
    for edge in graph.edges:
        if edge.relation == "cites":
            cites.setdefault(edge.source, []).append(numbers[edge.target])
        elif edge.relation == "opposes":
            opposed.setdefault(edge.target, []).append(numbers[edge.source])
    return {
        node: Marks(tuple(sorted(cites.get(node, ()))), tuple(sorted(opposed.get(node, ()))))
        for node in sorted(cites.keys() | opposed.keys())
    }


def _columns(nodes: Iterable[Node], language: Language) -> list[Column]:
    """The columns, from answers to advice; one for derived facts only when there are any."""
    present = {node.kind for node in nodes}
    kinds = [kind for kind in DRAWN if kind != "fact" or kind in present]
    width, between = _WIDTHS[len(kinds)]
    return [
        Column(kind, say(f"column_{kind}", language), MARGIN + number * (width + between), width)
        for number, kind in enumerate(kinds)
    ]


def _started(nodes: Mapping[str, Node], places: Mapping[str, int], edges: Sequence[Edge]) -> list[str]:
    """The nodes in the order that the sweeps start from: recommendations by rank, others after what they lead to."""
    first: dict[str, float] = {f"recommendation:{rid}": place for rid, place in places.items()}
    for kind in reversed(DRAWN[:-1]):
        for name in (n for n, node in nodes.items() if node.kind == kind):
            leads_to = [first[e.target] for e in edges if e.source == name and e.target in first]
            first[name] = min(leads_to, default=len(places))
    return sorted(nodes, key=lambda name: (first[name], name))


def _layers(
    nodes: Sequence[str], columns: Sequence[Column], edges: Sequence[Edge]
) -> tuple[list[list[str]], list[tuple[str, str]]]:
    """The nodes by column, and the edges as hops from a column to the next.

    Where an edge passes a column, something stands for it there: one thing for all edges from the same node, so that
    they run together.
    """
    number = {column.kind: place for place, column in enumerate(columns)}
    layers: list[list[str]] = [[] for _ in columns]
    for name in nodes:
        layers[number[_kind(name)]].append(name)
    hops: dict[tuple[str, str], None] = {}
    for edge in edges:
        at, end = edge.source, number[_kind(edge.target)]
        for place in range(number[_kind(edge.source)] + 1, end):
            passing = f"{columns[place].kind}>{edge.source}"
            if passing not in layers[place]:
                layers[place].append(passing)
            hops[at, passing] = None
            at = passing
        if edge.relation != "needs":
            hops[at, edge.target] = None
    return layers, list(hops)


def _kind(name: str) -> NodeKind:
    return next(kind for kind in DRAWN if name.startswith(f"{kind}:"))


def _box(node: Node, said: Contents, marks: Marks, column: Column, top: float, recommendation: str | None) -> Box:
    aside = node.kind == "recommendation" and recommendation not in (None, node.id.partition(":")[2])
    return Box(
        node=node.id,
        kind=node.kind,
        polarity=said.polarity,
        lines=tuple(replace(line, x=line.x + column.x, y=line.y + top) for line in said.lines),
        label=node.label,
        whole=said.whole,
        x=column.x,
        y=top,
        width=column.width,
        height=said.height,
        marks=marks.cites,
        opposed=marks.opposed,
        aside=aside,
    )


def _lanes(needs: Sequence[Edge], boxes: Mapping[str, Box]) -> dict[tuple[str, str], int]:
    """Beside the recommendations: in which lane each line runs, so that none runs over another; short ones inside."""

    def span(edge: Edge) -> tuple[float, float]:
        low, high = sorted((boxes[edge.source].y, boxes[edge.target].y))
        return low, high

    taken: list[list[tuple[float, float]]] = []
    lanes = {}
    for edge in sorted(needs, key=lambda e: (span(e)[1] - span(e)[0], e.source, e.target)):
        low, high = span(edge)
        lane = next((n for n, spans in enumerate(taken) if all(high < a or b < low for a, b in spans)), len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((low, high))
        lanes[edge.source, edge.target] = lane
    return lanes


def _path(
    edge: Edge,
    boxes: Mapping[str, Box],
    passing: Mapping[str, float],
    columns: Sequence[Column],
    lanes: Mapping[tuple[str, str], int],
) -> tuple[Point, ...]:
    """From the right side of a box to the left side of another; beside the column when both stand in one."""
    source, target = boxes[edge.source], boxes[edge.target]
    start, end = (source.x + source.width, _middle(source)), (target.x, _middle(target))
    if edge.relation == "needs":
        out = start[0] + (_BESIDE + _LANE * lanes[edge.source, edge.target]) * 4 / 3
        end = (target.x + target.width, end[1])
        return (start, (out, start[1]), (out, end[1]), end)
    points = [start]
    for column in columns:
        name = f"{column.kind}>{edge.source}"
        if source.x < column.x < target.x and name in passing:
            points += [(column.x, passing[name]), (column.x + column.width, passing[name])]
    points.append(end)
    path = [start]
    for number, (a, b) in enumerate(pairwise(points)):
        bend = (b[0] - a[0]) / (2 if number % 2 == 0 else 3)
        path += [(a[0] + bend, a[1]), (b[0] - bend, b[1]), b]
    return tuple(path)


def _middle(box: Box) -> float:
    return box.y + box.height / 2
