"""Recommendations → explanation: a graph from each recommendation down to answers and passages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Literal, get_args

import msgspec

from ..library.conditions import Answer
from ..library.edition import Edition
from ..library.memo import kept
from ..library.passages import told
from ..library.reach import reachable
from ..library.wording import Language
from .findings import Finding
from .inference import Conclusions
from .notes import Note
from .recommendations import Recommended, every
from .verdicts import Verdict

NodeKind = Literal["evidence", "answer", "fact", "rule", "finding", "factor", "recommendation", "passage", "source"]
Relation = Literal[
    "supports",
    "satisfies",
    "derives",
    "establishes",
    "about",
    "causes",
    "calls_for",
    "helps",
    "needs",
    "includes",
    "cites",
    "part_of",
    "opposes",
]
KINDS: tuple[NodeKind, ...] = get_args(NodeKind)
_ENCODER = msgspec.json.Encoder()


class _Piece:
    """What remembers its JSON: most nodes and edges come back from advice to advice."""

    __slots__ = ("_json",)
    _json: msgspec.Raw

    @staticmethod
    def json(piece: "_Piece") -> msgspec.Raw:
        """The JSON of a node or edge."""
        try:
            return piece._json
        except AttributeError:
            object.__setattr__(piece, "_json", msgspec.Raw(_ENCODER.encode(piece)))
            return piece._json


@dataclass(frozen=True, slots=True)
class Node(_Piece):
    """A node: what it is, how it is called, and the detail that goes with its kind (value, severity, verdict, gist).

    Of evidence: what the note says, and how sure it is.
    """

    id: str
    kind: NodeKind
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Edge(_Piece):
    """An edge and what it says."""

    source: str
    target: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class Graph:
    """The explanation in node-link form; nodes and edges are sorted."""

    directed: bool
    multigraph: bool
    graph: dict[str, str]
    nodes: list[Node]
    edges: list[Edge]

    @property
    def parts(self) -> dict[str, object]:
        """Its fields, in which nodes and edges are the JSON that they remember."""
        parts = {field.name: getattr(self, field.name) for field in fields(self)}
        return {**parts, "nodes": [*map(_Piece.json, self.nodes)], "edges": [*map(_Piece.json, self.edges)]}


def explain(
    answers: Mapping[str, Answer],
    notes: Mapping[str, Note],
    conclusions: Conclusions,
    findings: Sequence[Finding],
    recommendations: Sequence[Recommended],
    edition: Edition,
    language: Language,
) -> Graph:
    """The explanation graph of an advice. Nothing is in it that was not used, except notes beside answers that were."""
    drawing = _Drawing(edition, language)
    for finding in findings:
        drawing.finding(finding, answers, conclusions)
    for attribute, note in notes.items():
        drawing.note(attribute, note)
    for item in every(recommendations):
        drawing.recommendation(item)
    shown: dict[str, list[str]] = {}
    for finding in findings:
        if finding.polarity == "weakness":
            shown.setdefault(finding.factor, []).append(finding.id)
    for cause_id, cause in edition.causes.items():
        if cause.cause in shown and cause.effect in shown:
            drawing.add(_about_cause(edition, cause_id, language))
    for tension_id in conclusions.tensions:
        one, other = edition.tensions[tension_id].sides
        for side, against in ((one, other), (other, one)):
            for finding_id in (f for factor in side.factors for f in shown.get(factor, ())):
                drawing.add(_against(edition, finding_id, tuple(against.because), language))
    return drawing.graph()


# Most nodes and edges come back from advice to advice: they are frozen, so one of each is enough.
@kept(most=4096)
def _node(edition: Edition, kind: NodeKind, name: str, label: str, detail: str) -> tuple[int, Node]:
    """A node and its place."""
    node = f"{kind}:{name}"
    return _places(edition)[node], Node(node, kind, label, detail)


@kept(most=8192)
def _edge(edition: Edition, source: str, target: str, relation: Relation) -> tuple[int, Edge]:
    """An edge and its place: by source, then by target."""
    places = _places(edition)
    return places[source] * len(places) + places[target], Edge(source, target, relation)


_Drawn = tuple[Mapping[int, Node], Mapping[int, Edge]]  # each by its place
_Grounds = tuple[tuple[str, bool, tuple[str, ...]], ...]  # facts: name, whether it was answered, the answers behind it


class _Drawing:
    """Nodes and edges in the making; each is drawn once. What never changes within an edition is drawn beforehand."""

    def __init__(self, edition: Edition, language: Language) -> None:
        self.edition, self.language = edition, language
        self.nodes: dict[int, Node] = {}
        self.edges: dict[int, Edge] = {}
        self.told: set[str] = set()  # facts of which the node is drawn

    def node(self, kind: NodeKind, name: str, label: str, detail: str) -> str:
        place, node = _node(self.edition, kind, name, label, detail)
        self.nodes[place] = node
        return node.id

    def join(self, source: str, target: str, relation: Relation) -> None:
        place, edge = _edge(self.edition, source, target, relation)
        self.edges[place] = edge

    @property
    def drawn(self) -> _Drawn:
        return self.nodes, self.edges

    def add(self, drawn: _Drawn) -> None:
        nodes, edges = drawn
        self.nodes.update(nodes)
        self.edges.update(edges)

    def passage(self, ref: str) -> str:
        source_id, passage = ref.partition("/")[0], self.edition.passages[ref]
        source = self.edition.sources[source_id]
        node = self.node("passage", ref, told(passage, self.language), passage.section)
        self.join(node, self.node("source", source_id, source.title, source.author), "part_of")
        return node

    def cite(self, node: str, passages: Iterable[str]) -> None:
        for passage in passages:
            self.join(node, self.passage(passage), "cites")

    def finding(self, finding: Finding, answers: Mapping[str, Answer], conclusions: Conclusions) -> None:
        grounds = tuple([(fact.name, fact.name in answers, tuple(fact.answers)) for fact in finding.facts])
        shown = finding.severity or finding.polarity
        self.add(_about_finding(self.edition, finding.rule, finding.verdict, shown, grounds, self.language))
        for fact in finding.facts:
            if fact.name in self.told:
                continue
            self.told.add(fact.name)
            self.node("answer" if fact.name in answers else "fact", fact.name, fact.text, fact.label)
            if fact.name not in answers:
                for attribute in fact.answers:
                    label = self.edition.value(attribute, conclusions.facts[attribute], self.language)
                    self.node("answer", attribute, self.edition.name(attribute, self.language), label)

    def note(self, attribute: str, note: Note) -> None:
        """A note before its answer; of an answer that nothing rests on, none."""
        answer, evidence = f"answer:{attribute}", f"evidence:{attribute}"
        places = _places(self.edition)
        if places[answer] in self.nodes:
            self.nodes[places[evidence]] = Node(evidence, "evidence", *note.said(self.language))
            self.join(evidence, answer, "supports")

    def recommendation(self, item: Recommended) -> None:
        node = self.node("recommendation", item.id, item.title, item.verdict)
        for ref in item.findings:
            rule = self.edition.rules[ref.id]
            if item.id in rule.recommend or item.id in rule.helps:  # not what is behind a folded one alone
                self.join(f"finding:{ref.id}", node, "calls_for" if ref.polarity == "weakness" else "helps")
        for folded in item.folded:
            self.join(node, f"recommendation:{folded.id}", "includes")
        for prerequisite in item.needs:
            self.join(node, f"recommendation:{prerequisite}", "needs")
        cited = tuple([passage for step in item.steps for passage in step.cites])
        self.add(_about_steps(self.edition, item.id, cited, self.language))

    def graph(self) -> Graph:
        nodes = [self.nodes[place] for place in sorted(self.nodes)]
        edges = [self.edges[place] for place in sorted(self.edges)]
        return Graph(directed=True, multigraph=False, graph={}, nodes=nodes, edges=edges)


@kept()
def _places(edition: Edition) -> Mapping[str, int]:
    """The place of every node there can be, in the order of their ids: sorting by it is sorting by id, but quicker."""
    names: Mapping[NodeKind, Iterable[str]] = {
        "evidence": edition.questions,
        "answer": edition.questions,
        "fact": edition.derived,
        "rule": edition.rules,
        "finding": edition.rules,
        "factor": edition.factors,
        "recommendation": edition.recommendations,
        "passage": edition.passages,
        "source": edition.sources,
    }
    ids = sorted(f"{kind}:{name}" for kind, of_kind in names.items() for name in of_kind)
    return {node: place for place, node in enumerate(ids)}


@kept(most=4096)
def _against(edition: Edition, finding: str, passages: tuple[str, ...], language: Language) -> _Drawn:
    """The passages that pull against a finding."""
    drawing = _Drawing(edition, language)
    for passage in passages:
        drawing.join(drawing.passage(passage), f"finding:{finding}", "opposes")
    return drawing.drawn


@kept(most=4096)
def _about_steps(edition: Edition, recommendation: str, passages: tuple[str, ...], language: Language) -> _Drawn:
    """What the steps of a recommendation cite."""
    drawing = _Drawing(edition, language)
    drawing.cite(f"recommendation:{recommendation}", passages)
    return drawing.drawn


@kept(most=4096)
def _about_finding(
    edition: Edition, rule_id: str, verdict: Verdict, shown: str, grounds: _Grounds, language: Language
) -> _Drawn:
    """A rule and its finding: what they cite, what they are about, and the facts that satisfy the rule.

    ``shown``: what is shown of the finding. The facts have no nodes here: what they say differs.
    """
    drawing, rule = _Drawing(edition, language), edition.rules[rule_id]
    node = drawing.node("rule", rule_id, rule.title[language], verdict)
    finding = drawing.node("finding", rule_id, rule.title[language], shown)
    drawing.join(node, finding, "establishes")
    drawing.join(finding, drawing.node("factor", rule.about, edition.factors[rule.about].title[language], ""), "about")
    drawing.cite(node, rule.because)
    for name, answered, answers in grounds:
        fact = f"{'answer' if answered else 'fact'}:{name}"
        drawing.join(fact, node, "satisfies")
        if not answered:
            drawing.cite(fact, edition.derived[name].because)
            for attribute in answers:
                drawing.join(f"answer:{attribute}", fact, "derives")
    return drawing.drawn


@kept()
def _about_cause(edition: Edition, cause_id: str, language: Language) -> _Drawn:
    """One factor behind another, and the passages that say so."""
    drawing, cause = _Drawing(edition, language), edition.causes[cause_id]
    drawing.join(f"factor:{cause.cause}", f"factor:{cause.effect}", "causes")
    drawing.cite(f"factor:{cause.cause}", cause.because)
    return drawing.drawn


def part(graph: Graph, recommendation: str) -> Graph:
    """The part of the graph that explains one recommendation: back to its answers, on to its passages and sources.

    Raises KeyError when the recommendation is not in the graph.
    """
    start = f"recommendation:{recommendation}"
    if not any(node.id == start for node in graph.nodes):
        raise KeyError(recommendation)
    ways: dict[str, list[str]] = {}
    for edge in graph.edges:
        if edge.relation not in _NAMED:
            here, there = _followed(edge)
            ways.setdefault(here, []).append(there)
    within = {start} | reachable(start, lambda node: ways.get(node, ()))
    edges = [e for e in graph.edges if _followed(e)[0] in within]
    named = within | {e.target for e in edges if e.relation in _NAMED}
    return Graph(
        directed=True, multigraph=False, graph={}, nodes=[n for n in graph.nodes if n.id in named], edges=edges
    )


# What is only named: what comes first is no reason, and what a factor brings on has reasons of its own.
_NAMED = ("needs", "causes")

# Relations followed against their direction on the way to the grounds; all others are followed along it.
_BACK = ("supports", "satisfies", "derives", "establishes", "calls_for", "helps", "opposes")


def _followed(edge: Edge) -> tuple[str, str]:
    """The ends of an edge on the way from a recommendation to its grounds."""
    return (edge.target, edge.source) if edge.relation in _BACK else (edge.source, edge.target)
