"""The explanation as linked data: JSON-LD, and W3C PROV as PROV-JSON.

The ids of the graph, such as ``rule:…``, stand in both as they are, as short forms of IRIs: what belongs to the
knowledge is named after its edition (``urn:advisor:edition:…``), what belongs to one organisation after its advice
(``urn:advisor:advice:…``, made of hashes: no name is in it), and a note after all notes (``urn:advisor:notes:…``),
for the same answers may come with others. Nothing is fetched from anywhere: the JSON-LD holds its
own context.

PROV is written as PROV-JSON, not as PROV-N: the ``prov`` package of Python reads PROV-JSON and cannot read PROV-N, and
what reads PROV-N, such as ProvToolbox, reads PROV-JSON too.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ..advice import Advice
from ..library.edition import Edition
from ..library.passages import link
from ..stages.explanation import Graph, Node, NodeKind, Relation, part

_PROV: Final = "http://www.w3.org/ns/prov#"
_TERMS: Final = "urn:advisor:term:"
_VOCABULARIES: Final[Mapping[str, str]] = {
    "adv": _TERMS,
    "dcterms": "http://purl.org/dc/terms/",
    "prov": _PROV,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
# What an edge of the graph is called: by a word that others know where there is one.
PREDICATES: Final[Mapping[Relation, str]] = {
    "supports": "adv:supports",
    "satisfies": "adv:satisfies",
    "derives": "adv:derives",
    "establishes": "adv:establishes",
    "about": "dcterms:subject",
    "causes": "adv:causes",
    "calls_for": "adv:calls_for",
    "helps": "adv:helps",
    "needs": "dcterms:requires",
    "includes": "dcterms:hasPart",
    "cites": "dcterms:references",
    "part_of": "dcterms:isPartOf",
    "opposes": "adv:opposes",
}
CLASSES: Final[Mapping[NodeKind, tuple[str, ...]]] = {
    "evidence": ("adv:Evidence", "prov:Entity"),
    "answer": ("adv:Answer", "prov:Entity"),
    "fact": ("adv:Fact", "prov:Entity"),
    "rule": ("adv:Rule", "prov:Entity", "prov:Plan"),
    "finding": ("adv:Finding", "prov:Entity"),
    "factor": ("adv:Factor", "prov:Entity", "skos:Concept"),
    "recommendation": ("adv:Recommendation", "prov:Entity", "schema:Recommendation"),
    "passage": ("adv:Passage", "prov:Entity", "schema:Quotation"),
    "source": ("adv:Source", "prov:Entity", "schema:CreativeWork"),
}
_DETAILS: Final[Mapping[NodeKind, str]] = {
    "evidence": "dcterms:description",
    "answer": "prov:value",
    "fact": "prov:value",
    "rule": "adv:verdict",
    "finding": "adv:severity",
    "recommendation": "adv:verdict",
    "passage": "adv:section",
    "source": "dcterms:creator",
}
_OF_THE_ADVICE: Final = ("answer", "fact", "finding", "recommendation", "applying")
_OF_THE_EDITION: Final = ("rule", "factor", "passage", "source")

Json = dict[str, Any]
Pair = tuple[str, str]


def json_ld(advice: Advice, edition: Edition, recommendation: str | None = None) -> str:
    """The explanation as JSON-LD 1.1, of the whole advice or of one recommendation.

    Every node of the graph is a node, every edge one statement; besides, what was derived from what in the words of
    PROV, down to the sources and their public addresses. Raises KeyError when the recommendation is not given.
    """
    graph, names = _graph(advice, recommendation), _Names(advice)
    out: dict[str, dict[str, list[str]]] = {}
    for edge in graph.edges:
        out.setdefault(edge.source, {}).setdefault(PREDICATES[edge.relation], []).append(edge.target)
    for later, earlier in derivations(graph):
        out.setdefault(later, {}).setdefault("prov:wasDerivedFrom", []).append(earlier)
    for activity, finding in _established(graph):
        out.setdefault(finding, {}).setdefault("prov:wasGeneratedBy", []).append(activity)
    context = {"@version": 1.1, "@language": advice.receipt.language, **_VOCABULARIES, **names.prefixes}
    nodes = [_about_advice(advice, names, graph), _about_edition(advice, names), _about_software(advice, names)]
    nodes += [_node(node, edition, out.get(node.id, {})) for node in graph.nodes]
    nodes += [
        {
            "@id": f"applying:{_local(rule)}",
            "@type": "prov:Activity",
            "prov:used": _references(used),
            "prov:qualifiedAssociation": {
                "@type": "prov:Association",
                "prov:agent": {"@id": names.software},
                "prov:hadPlan": {"@id": rule},
            },
        }
        for rule, used in _used(graph).items()
    ]
    return _json({"@context": context, "@graph": nodes})


def prov(advice: Advice, edition: Edition, recommendation: str | None = None) -> str:
    """Where the advice comes from as PROV-JSON, of the whole advice or of one recommendation.

    Answers, facts, findings, recommendations, passages and sources are entities, and rules are plans; a rule that
    applied is an activity with that plan, which used the answers and generated the finding. Raises KeyError when the
    recommendation is not given.
    """
    graph, names = _graph(advice, recommendation), _Names(advice)
    receipt = advice.receipt
    subjects = {e.source: e.target for e in graph.edges if e.relation == "about"}
    entities = {node.id: _entity(node, edition, subjects.get(node.id), receipt.language) for node in graph.nodes}
    entities[names.edition] = {"prov:label": receipt.edition, "adv:sha256": receipt.knowledge_sha256}
    entities[names.advice] = {"prov:type": _qualified("prov:Collection"), "adv:profile_sha256": receipt.profile_sha256}
    applied = _used(graph)
    influences = [(e.target, e.source) for e in graph.edges if e.relation in ("opposes", "causes")]
    influences += [(e.source, e.target) for e in graph.edges if e.relation == "needs"]
    members = [(names.advice, node.id) for node in graph.nodes if node.kind == "recommendation"]
    uses = [(f"applying:{_local(rule)}", fact) for rule, facts in applied.items() for fact in facts]
    agents = [(f"applying:{_local(rule)}", rule) for rule in applied]
    document: Json = {
        "prefix": {name: iri for name, iri in {**_VOCABULARIES, **names.prefixes}.items() if name != "prov"},
        "entity": entities,
        "activity": {activity: {} for activity, _ in agents},
        "agent": {names.software: {"prov:type": _qualified("prov:SoftwareAgent"), "prov:label": receipt.software}},
        "used": _relations("u", "prov:activity", "prov:entity", uses),
        "wasGeneratedBy": _relations("g", "prov:activity", "prov:entity", _established(graph)),
        "wasAssociatedWith": _relations("a", "prov:activity", "prov:plan", agents, {"prov:agent": names.software}),
        "wasDerivedFrom": _relations(
            "d", "prov:generatedEntity", "prov:usedEntity", [*derivations(graph), (names.advice, names.edition)]
        ),
        "wasInfluencedBy": _relations("i", "prov:influencee", "prov:influencer", influences),
        "hadMember": _relations("m", "prov:collection", "prov:entity", members),
        "wasAttributedTo": _relations("t", "prov:entity", "prov:agent", [(names.advice, names.software)]),
    }
    return _json({kind: found for kind, found in document.items() if found})


def derivations(graph: Graph) -> list[Pair]:
    """What was derived from what: each pair is a thing and something that it comes from, ids of the graph."""
    finding = {edge.source: edge.target for edge in graph.edges if edge.relation == "establishes"}
    found: dict[Pair, None] = {}
    for edge in graph.edges:
        if edge.relation == "satisfies":
            found[finding[edge.target], edge.source] = None
        elif edge.relation in ("supports", "derives", "establishes", "calls_for", "helps"):
            found[edge.target, edge.source] = None
        elif edge.relation in ("cites", "part_of"):
            found[edge.source, edge.target] = None
    return list(found)


class _Names:
    """How things that are not in the graph are called, and what the prefixes stand for."""

    def __init__(self, advice: Advice) -> None:
        receipt = advice.receipt
        advice_id = f"{receipt.knowledge_sha256[:16]}-{receipt.profile_sha256[:16]}-{receipt.language}"
        edition_id = f"{receipt.edition}-{receipt.knowledge_sha256[:16]}"
        self.advice, self.edition = f"advice:{advice_id}", f"edition:{edition_id}"
        self.software = f"software:{receipt.software}"
        self.prefixes = {name: f"urn:advisor:{name}:" for name in ("advice", "edition", "software")}
        self.prefixes |= {kind: f"urn:advisor:advice:{advice_id}:{kind}:" for kind in _OF_THE_ADVICE}
        self.prefixes |= {kind: f"urn:advisor:edition:{edition_id}:{kind}:" for kind in _OF_THE_EDITION}
        if notes := {attribute: note.plain for attribute, note in advice.profile.notes.items()}:
            told = hashlib.sha256(json.dumps(notes, sort_keys=True).encode()).hexdigest()
            self.prefixes["evidence"] = f"urn:advisor:notes:{told[:16]}:evidence:"


def _graph(advice: Advice, recommendation: str | None) -> Graph:
    return advice.graph if recommendation is None else part(advice.graph, recommendation)


def _used(graph: Graph) -> dict[str, list[str]]:
    """For each rule that applied, the answers and facts that it used."""
    used: dict[str, list[str]] = {e.source: [] for e in graph.edges if e.relation == "establishes"}
    for edge in graph.edges:
        if edge.relation == "satisfies":
            used[edge.target].append(edge.source)
    return used


def _established(graph: Graph) -> list[Pair]:
    """Each application of a rule with the finding that it generated."""
    return [(f"applying:{_local(e.source)}", e.target) for e in graph.edges if e.relation == "establishes"]


def _about_advice(advice: Advice, names: _Names, graph: Graph) -> Json:
    receipt = advice.receipt
    return {
        "@id": names.advice,
        "@type": ["adv:Advice", "prov:Entity", "prov:Collection", "schema:Report"],
        "dcterms:language": _plain(receipt.language),
        "adv:profile_sha256": _plain(receipt.profile_sha256),
        "prov:hadMember": _references([node.id for node in graph.nodes if node.kind == "recommendation"]),
        "prov:wasDerivedFrom": {"@id": names.edition},
        "prov:wasAttributedTo": {"@id": names.software},
    }


def _about_edition(advice: Advice, names: _Names) -> Json:
    receipt = advice.receipt
    version = {"schema:version": _plain(receipt.edition), "adv:sha256": _plain(receipt.knowledge_sha256)}
    return {"@id": names.edition, "@type": ["adv:Edition", "prov:Entity", "schema:Dataset"], **version}


def _about_software(advice: Advice, names: _Names) -> Json:
    version = {"schema:softwareVersion": _plain(advice.receipt.software)}
    return {"@id": names.software, "@type": ["prov:SoftwareAgent", "schema:SoftwareApplication"], **version}


def _node(node: Node, edition: Edition, edges: Mapping[str, Sequence[str]]) -> Json:
    described: Json = {"@id": node.id, "@type": list(CLASSES[node.kind])}
    if node.label:
        named = _plain(node.label) if node.kind == "source" else node.label
        described["skos:prefLabel" if node.kind == "factor" else "rdfs:label"] = named
    if node.detail:
        described[_DETAILS[node.kind]] = (
            node.detail if node.kind in ("evidence", "answer", "fact") else _plain(node.detail)
        )
    address = _address(node, edition)
    if address:
        described["schema:url"] = {"@id": address}
    if node.kind == "source":
        source = edition.sources[_local(node.id)]
        described |= {"dcterms:publisher": _plain(source.publisher), "dcterms:date": _plain(source.date)}
    return described | {predicate: _references(targets) for predicate, targets in edges.items()}


def _entity(node: Node, edition: Edition, subject: str | None, language: str) -> Json:
    described: Json = {"prov:type": [_qualified(name) for name in CLASSES[node.kind] if name != "prov:Entity"]}
    if node.label:
        described["prov:label"] = node.label if node.kind == "source" else {"$": node.label, "lang": language}
    if node.detail:
        described[_DETAILS[node.kind]] = node.detail
    address = _address(node, edition)
    if address:
        described["schema:url"] = {"$": address, "type": "xsd:anyURI"}
    if subject:
        described[PREDICATES["about"]] = _qualified(subject)
    return described


def _address(node: Node, edition: Edition) -> str | None:
    """The public address of a source, or of a source opened at a passage."""
    if node.kind == "source":
        return edition.sources[_local(node.id)].address
    if node.kind == "passage":
        ref = _local(node.id)
        return link(edition.sources[ref.partition("/")[0]], edition.passages[ref])
    return None


def _relations(letter: str, one: str, other: str, pairs: Sequence[Pair], more: Mapping[str, str] | None = None) -> Json:
    """Statements of one kind, each with an id of its own, as PROV-JSON wants."""
    return {f"_:{letter}{number}": {one: a, other: b, **(more or {})} for number, (a, b) in enumerate(pairs, 1)}


def _references(names: Sequence[str]) -> list[Json]:
    return [{"@id": name} for name in names]


def _plain(text: str) -> Json:
    """A text in no language in particular."""
    return {"@value": text, "@language": None}


def _qualified(name: str) -> Json:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


def _local(node: str) -> str:
    return node.partition(":")[2]


def _json(data: Json) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
