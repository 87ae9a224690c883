"""The explanation as columns of boxes with lines between them: what a picture holds, and where."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ..advice import Advice
from ..insight.why import NotGivenError, numbered
from ..library.edition import Edition
from ..library.model import Polarity
from ..library.wording import Language
from ..phrases import say
from ..stages.explanation import Edge, Graph, Node, NodeKind, Relation, part
from .boxes import Contents, Line, Marks, Writer
from .key import KEY_HEIGHT, KeyItem, key
from .placing import ordered, placed
from .routing import BESIDE, LANE, BoxPlace, Pair, Point, across, before, beside, lanes, span

DRAWN: Final[tuple[NodeKind, ...]] = ("evidence", "answer", "fact", "rule", "finding", "recommendation")
_MAYBE: Final = ("evidence", "fact")  # have a column only where there are any
ASIDE: Final[tuple[Relation, ...]] = ("needs", "includes")  # between recommendations, drawn beside them
MARGIN: Final = 16
HEAD: Final = 30  # the headings of the columns, with the room below them
_WIDTHS = {4: (240.0, 44.0), 5: (206.0, 42.0), 6: (190.0, 40.0)}  # of a column, and between two, by how many there are
_CLEAR = 10.0  # from the outermost line before the findings to the rules
_GAP = 9.0  # between two boxes of a column
_PASSING = 2.0  # the height of a line that passes the facts without ending there
_ROWS: Final[tuple[Relation, ...]] = ("supports", "establishes")  # what these join stands side by side
_PAST = "fact:>{}"  # stands among the facts for the lines of an answer that go past them


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
    because it comes before what is explained, or because what is explained is behind it.
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
    """An edge of the graph as a line: its start, and for each bend two points it leans to and one that it meets.

    A factor is not drawn where there is a finding about it: a line between factors runs between those.
    """

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
    key: tuple[KeyItem, ...]
    passages: tuple[str, ...]


def trail(
    advice: Advice, edition: Edition, recommendation: str | None = None, *, passages: Sequence[str] | None = None
) -> Trail:
    """The picture of why one recommendation is given, or of the whole advice when none is named.

    ``passages``: numbered so, from 1, where the picture is part of something larger. Raises KeyError when the
    recommendation is not given.
    """
    try:
        first = passages or numbered(advice, edition, recommendation)
    except NotGivenError:
        raise KeyError(recommendation) from None
    language = advice.receipt.language
    graph = advice.graph if recommendation is None else part(advice.graph, recommendation)
    known = _completed(first, graph)
    stands, causes = _standing(graph), [edge for edge in graph.edges if edge.relation == "causes"]
    effects = {edge.target for edge in causes} - stands.keys()
    nodes = {node.id: node for node in graph.nodes if node.kind in DRAWN or node.id in effects}
    edges = [edge for edge in graph.edges if edge.source in nodes and edge.target in nodes]
    columns = _columns(nodes.values(), language)
    marks, writer = _marks(graph, known), Writer(advice, edition, recommendation)
    said = {name: writer.box(node, marks.get(name, Marks()), columns[0].width) for name, node in nodes.items()}
    ranks = {f"recommendation:{item.id}": place for place, item in enumerate(advice.given)}
    ends = {factor: factor for factor in effects} | {factor: names[0] for factor, names in stands.items()}
    behind = {edge.target: ends[edge.source] for edge in causes if edge.target in effects}
    tops, heights, height = _tops(nodes, edges, said, ranks, behind)
    places = _places(columns, tops, heights)
    brings = lanes(
        {
            cause: span(places[ends[name]] for e in causes if e.source == cause for name in (cause, e.target))
            for cause in dict.fromkeys(edge.source for edge in causes)
        }
    )
    columns = _spaced(columns, brings.values())
    places = _places(columns, tops, heights)
    facts = [places[name] for name, node in nodes.items() if node.kind == "fact"]
    needed = [(edge.source, edge.target) for edge in edges if edge.relation in ASIDE]
    needs = lanes({pair: span(places[name] for name in pair) for pair in needed})
    right = columns[-1].x + columns[-1].width + (BESIDE + LANE * max(needs.values()) if needs else 0.0)
    # One recommendation says its signs and its order in words.
    signed = {box.polarity for box in said.values()} if recommendation is None else set()
    lined = [edge for edge in (*edges, *causes) if recommendation is None or edge.relation not in ASIDE]
    signs = key(signed, lined, language, MARGIN, height + HEAD + MARGIN)
    return Trail(
        language=language,
        recommendation=recommendation,
        width=right + MARGIN,
        height=height + HEAD + 2 * MARGIN + (KEY_HEIGHT if signs else 0.0),
        columns=tuple(columns),
        boxes=tuple(
            _box(nodes[name], said[name].stretched(place.height), marks.get(name, Marks()), place, recommendation)
            for name, place in places.items()
            if name in nodes
        ),
        edges=(
            *(_link(edge, places, facts, needs) for edge in edges),
            *(_caused(edge, places, ends, brings) for edge in causes),
        ),
        key=signs,
        passages=tuple(known),
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
        for node in (*cites, *(n for n in opposed if n not in cites))
    }


def _standing(graph: Graph) -> dict[str, list[str]]:
    """For each factor the findings about it, weaknesses first: those stand for it."""
    weak = {node.id for node in graph.nodes if node.kind == "finding" and node.detail != "strength"}
    found: dict[str, list[str]] = {}
    for edge in graph.edges:
        if edge.relation == "about":
            found.setdefault(edge.target, []).append(edge.source)
    return {factor: sorted(names, key=lambda name: name not in weak) for factor, names in found.items()}


def _column(kind: str) -> str:
    """The column in which a node stands."""
    return "finding" if kind == "factor" else kind


def _places(columns: Sequence[Column], tops: Mapping[str, float], heights: Mapping[str, float]) -> dict[str, BoxPlace]:
    """Where each box stands in the picture."""
    return {
        name: BoxPlace(column.x, tops[name] + MARGIN + HEAD, column.width, heights[name])
        for column in columns
        for name in tops
        if _column(name.partition(":")[0]) == column.kind
    }


def _spaced(columns: Sequence[Column], lanes_before: Collection[int]) -> list[Column]:
    """The columns, with room before the findings for the lines that run there."""
    found, moved = list[Column](), 0.0
    for column in columns:
        if column.kind == "finding" and lanes_before:
            between = column.x - found[-1].x - found[-1].width
            moved = max(0.0, BESIDE + LANE * max(lanes_before) + _CLEAR - between)
        found.append(replace(column, x=column.x + moved))
    return found


def _columns(nodes: Iterable[Node], language: Language) -> list[Column]:
    """The columns, from answers to advice; for notes and for derived facts only when there are any."""
    present = {node.kind for node in nodes}
    kinds = [kind for kind in DRAWN if kind not in _MAYBE or kind in present]
    width, between = _WIDTHS[len(kinds)]
    return [
        Column(kind, say(f"column_{kind}", language), MARGIN + number * (width + between), width)
        for number, kind in enumerate(kinds)
    ]


def _tops(
    nodes: Mapping[str, Node],
    edges: Sequence[Edge],
    said: Mapping[str, Contents],
    ranks: Mapping[str, int],
    behind: Mapping[str, str],
) -> tuple[dict[str, float], dict[str, float], float]:
    """How high each box stands and how tall it is, and the height of the highest column.

    A rule and its finding share a row, and so do a note and its answer. Where an answer goes past the facts to a rule,
    something stands for it among the facts, as high as the answer: one thing for all its lines, so that they run
    together. What comes from something else (``behind`` it) stands below the findings, as near to that as it can.
    """
    rows = {edge.source: edge.target for edge in edges if edge.relation in _ROWS}
    joined = [(e.source, rows.get(e.target, e.target)) for e in edges if e.relation not in (*ASIDE, *_ROWS)]
    layers = _started(nodes, joined, ranks)
    passing: dict[str, str] = {}
    if layers[1]:
        passing = {
            a: _PAST.format(a) for a, row in joined if nodes[a].kind == "answer" and nodes[row].kind == "finding"
        }
        layers[1] += passing.values()
    hops = [(passing[a], b) if a in passing and nodes[b].kind == "finding" else (a, b) for a, b in joined]
    hops += passing.items()
    layers = [layer for layer in layers if layer]
    order = ordered(layers, list(dict.fromkeys(hops)), following=[1] if passing else [])
    order = [sorted(layer, key=lambda name: name in behind) for layer in order]
    heights = {name: contents.height for name, contents in said.items()} | dict.fromkeys(passing.values(), _PASSING)
    for left, right in rows.items():
        heights[left] = heights[right] = max(heights[left], heights[right])
    pulls: dict[str, list[str]] = {name: [answer] for answer, name in passing.items()}
    for source, target in joined:
        pulls.setdefault(source, []).append(target)
        pulls.setdefault(target, []).append(source)
    pulls |= {effect: [cause] for effect, cause in behind.items()}
    tops, height = placed(order, heights, pulls, _GAP)
    tops |= {left: tops[right] for left, right in rows.items()}
    return tops, heights, height


def _started(nodes: Mapping[str, Node], joined: Sequence[tuple[str, str]], ranks: Mapping[str, int]) -> list[list[str]]:
    """The nodes by column, in the order that is improved on: recommendations by rank, the others by what they lead to.

    Rules and notes are left out: each stands beside its finding or answer.
    """
    leads_to: dict[str, list[str]] = {}
    for source, target in joined:
        leads_to.setdefault(source, []).append(target)
    first: dict[str, int] = {}
    layers: list[list[str]] = []
    for kind in ("recommendation", "finding", "fact", "answer"):
        names = [name for name, node in nodes.items() if _column(node.kind) == kind]
        for name in names:
            first[name] = min((first[t] for t in leads_to.get(name, ())), default=ranks.get(name, len(ranks)))
        layers.insert(0, sorted(names, key=lambda name: (first[name], name)))
    return layers


def _box(node: Node, said: Contents, marks: Marks, place: BoxPlace, recommendation: str | None) -> Box:
    return Box(
        node=node.id,
        kind=node.kind,
        polarity=said.polarity,
        lines=tuple(replace(line, x=line.x + place.x, y=line.y + place.y) for line in said.lines),
        label=node.label,
        whole=said.whole,
        x=place.x,
        y=place.y,
        width=place.width,
        height=place.height,
        marks=marks.cites,
        opposed=marks.opposed,
        aside=node.kind == "factor"
        or (node.kind == "recommendation" and recommendation not in (None, node.id.partition(":")[2])),
    )


def _link(edge: Edge, places: Mapping[str, BoxPlace], facts: Sequence[BoxPlace], needs: Mapping[Pair, int]) -> Link:
    source, target = places[edge.source], places[edge.target]
    if edge.relation in ASIDE:
        path = beside(source, target, needs[edge.source, edge.target])
    else:
        past = places.get(_PAST.format(edge.source)) if edge.relation == "satisfies" else None
        path = across(source, target, facts, past)
    return Link(edge.source, edge.target, edge.relation, path)


def _caused(edge: Edge, places: Mapping[str, BoxPlace], ends: Mapping[str, str], lanes_: Mapping[str, int]) -> Link:
    source, target = (places[ends[factor]] for factor in (edge.source, edge.target))
    return Link(edge.source, edge.target, edge.relation, before(source, target, lanes_[edge.source]))
