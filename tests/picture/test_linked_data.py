"""The explanation as linked data says what the graph says, read by rdflib and by the prov package."""

import json
import socket
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from prov.model import ProvDerivation, ProvDocument, ProvInfluence
from rdflib import RDF, Graph, URIRef

from advisor.advice import open_advisor
from advisor.picture.linked_data import CLASSES, PREDICATES, derivations, json_ld, prov
from advisor.stages.explanation import part
from advisor.stages.notes import Note
from advisor.stages.profile import read_profile

from .conftest import EXAMPLES, GHENT, NOTED, advice_of

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own use of it


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is fetched to understand it."""

    def refused(*_: Any) -> None:
        raise AssertionError("asked the network")

    monkeypatch.setattr(socket.socket, "connect", refused)


def whole(prefixes: dict[str, str], name: str) -> str:
    """A short form in full."""
    prefix, _, local = name.partition(":")
    return f"{prefixes[prefix]}{local}"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_json_ld_says_what_the_graph_says(path: Path) -> None:
    """Every node with its class, every edge as one statement, of the whole advice and of a part."""
    advice, edition = advice_of(path), open_advisor().edition
    for rid in (None, *(item.id for item in advice.recommendations[:1])):
        text = json_ld(advice, edition, rid)
        graph = advice.graph if rid is None else part(advice.graph, rid)
        prefixes = {k: v for k, v in json.loads(text)["@context"].items() if isinstance(v, str)}
        read = Graph().parse(data=text, format="json-ld")
        for kind, classes in CLASSES.items():
            shown = {str(s) for s in read.subjects(RDF.type, URIRef(whole(prefixes, classes[0])))}
            assert shown == {whole(prefixes, node.id) for node in graph.nodes if node.kind == kind}
        for relation, predicate in PREDICATES.items():
            said = [(str(s), str(o)) for s, o in read.subject_objects(URIRef(whole(prefixes, predicate)))]
            assert Counter(said) == Counter(
                (whole(prefixes, e.source), whole(prefixes, e.target)) for e in graph.edges if e.relation == relation
            )
        assert len(set(PREDICATES.values())) == len(PREDICATES)


def test_a_query_walks_from_advice_to_public_passages() -> None:
    """SPARQL goes from each recommendation by what it was derived from to the passages, and to their addresses."""
    advice, edition = advice_of(GHENT), open_advisor().edition
    read = Graph().parse(data=json_ld(advice, edition), format="json-ld")
    query = """
        PREFIX adv: <urn:advisor:term:> PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX schema: <https://schema.org/>
        SELECT DISTINCT ?recommendation ?passage ?at WHERE {
          ?recommendation a adv:Recommendation ; prov:wasDerivedFrom+ ?passage .
          ?passage a adv:Passage ; dcterms:isPartOf ?source .
          OPTIONAL { ?passage schema:url ?at . ?source schema:url ?document . }
        }"""
    found: dict[str, set[str]] = {}
    addresses = 0
    for row in read.query(query):
        recommendation, passage, at = (str(part) for part in row)  # type: ignore[union-attr]
        found.setdefault(recommendation.rpartition(":")[2], set()).add(passage.rpartition(":")[2])
        addresses += at.startswith("https://") and ":~:text=" in at
    assert found.keys() == {item.id for item in advice.given}
    for item in advice.given:
        assert set(item.cites) <= found[item.id]
    assert addresses > 10


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_prov_has_every_derivation(path: Path) -> None:
    """The prov package reads it, writes it as PROV-N, and finds every node, derivation and influence, no more."""
    advice, edition = advice_of(path), open_advisor().edition
    for rid in (None, *(item.id for item in advice.recommendations[:1])):
        document = ProvDocument.deserialize(content=prov(advice, edition, rid), format="json")
        graph = advice.graph if rid is None else part(advice.graph, rid)
        entities = {
            str(record.identifier) for record in document.get_records() if record.get_type().localpart == "Entity"
        }
        assert {node.id for node in graph.nodes} <= entities
        assert len(entities) == len(graph.nodes) + 2  # the advice and the edition
        said = Counter(
            tuple(str(value) for _, value in record.formal_attributes[:2])
            for record in document.get_records(ProvDerivation)
        )
        (of_advice,) = (pair for pair in said if pair[0].startswith("advice:"))
        assert of_advice[1].startswith("edition:")
        assert said - Counter([of_advice]) == Counter(derivations(graph))
        influences = Counter(
            tuple(str(value) for _, value in record.formal_attributes[:2])
            for record in document.get_records(ProvInfluence)
        )
        assert influences == Counter(
            (edge.source, edge.target) if edge.relation == "needs" else (edge.target, edge.source)
            for edge in graph.edges
            if edge.relation in ("needs", "opposes", "causes")
        )
        assert "wasDerivedFrom(" in document.get_provn()


def test_derivations_are_the_grounds() -> None:
    """All that is derived comes down to answers and passages; a factor to those that say what it is behind."""
    graph = advice_of(GHENT).graph
    kinds = {node.id: node.kind for node in graph.nodes}
    pairs = {(kinds[later], kinds[earlier]) for later, earlier in derivations(graph)}
    assert pairs == {
        ("fact", "answer"),
        ("fact", "passage"),
        ("finding", "answer"),
        ("finding", "fact"),
        ("finding", "rule"),
        ("rule", "passage"),
        ("factor", "passage"),
        ("recommendation", "finding"),
        ("recommendation", "passage"),
        ("passage", "source"),
    }


def test_names_are_stable() -> None:
    """What belongs to the knowledge is called the same in every advice of the edition; answers are not."""
    edition = open_advisor().edition
    contexts = [json.loads(json_ld(advice_of(path), edition))["@context"] for path in EXAMPLES[:2]]
    for prefix in ("rule", "passage", "source", "factor"):
        assert contexts[0][prefix] == contexts[1][prefix] != contexts[0]["answer"]
        assert edition.sha256[:16] in contexts[0][prefix]
    assert contexts[0]["answer"] != contexts[1]["answer"]


def test_notes_have_a_name_of_their_own() -> None:
    """The same answers with and without notes are called the same; other notes never are."""
    advisor = open_advisor()
    noted = read_profile(NOTED.read_bytes(), advisor.edition)
    others = [replace(noted, notes={"adoption_rate": Note(text)}) for text in ("a", "b")]
    made = [json.loads(json_ld(advisor.advise(profile), advisor.edition)) for profile in (noted, *others)]
    bare = json.loads(json_ld(advice_of(GHENT), advisor.edition))["@context"]
    assert len({one["@context"]["evidence"] for one in made}) == 3
    assert [{k: v for k, v in one["@context"].items() if k != "evidence"} for one in made] == [bare] * 3
    pairs = derivations(advice_of(NOTED).graph)
    supports = [(e.target, e.source) for e in advice_of(NOTED).graph.edges if e.relation == "supports"]
    assert len(supports) == 5
    assert set(supports) == {pair for pair in pairs if pair[1].startswith("evidence:")}
