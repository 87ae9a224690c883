"""What the pages of an advice show: their common frame, and the reasons and passages of a recommendation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

from fastapi import Depends
from starlette.requests import Request
from starlette.responses import Response

from advisor.advice import Advisor, TensionShown
from advisor.insight import why as why_
from advisor.insight.why import Citation
from advisor.library.edition import Edition
from advisor.library.wording import Language
from advisor.report import outline
from advisor.stages.explanation import Edge, Graph, Node, part
from advisor.stages.findings import FactUsed, Finding
from advisor.stages.recommendations import Recommended
from advisor.standing import Followed, followed
from advisor.store import statuses
from advisor.store.callers import Caller
from advisor.store.database import Store

from ...http.dependencies import TheAdvisor, TheCaller, TheStore
from ...http.page_requests import PageLanguage
from ..frame import page
from ..intake.filled import of_profile
from ..stored_advice import Shown, TheShown


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A passage with its number on the page; ``link`` and ``paragraph`` only for live advice."""

    ref: str
    number: int
    gist: str
    source: str
    title: str
    section: str
    paragraph: int | None
    link: str | None

    @property
    def place(self) -> str:
        """Its address in the knowledge browser."""
        return f"/knowledge/sources/{self.source}#{self.ref.partition('/')[2]}"


@dataclass(frozen=True, slots=True)
class Told:
    """An answer or a derived fact; ``first``: whether the page shows it here for the first time.

    Of a derived fact: the answers it follows from, and the passages behind it. Of an answer: the note beside it.
    """

    node: str
    text: str
    label: str
    first: bool
    answers: Sequence["Told"] = ()
    cites: Sequence[str] = ()
    note: Node | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """A finding with its facts, the sentence of its rule (for live advice), and the passages against it."""

    finding: Finding
    factor: str
    sentence: str | None
    told: Sequence[Told]
    cites: Sequence[str]
    opposed_by: Sequence[str]


@dataclass(frozen=True, slots=True)
class Root:
    """A factor that causes others: those, by id and title, and the passages that say so."""

    factor: str
    title: str
    effects: Mapping[str, str]
    cites: Sequence[str]


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a recommendation is given: the nodes and edges of ``graph``, in words.

    ``called``: the titles of the findings that each recommendation in it is based on, by id.
    """

    item: Recommended
    because: Sequence[Ground]
    helps: Sequence[Ground]
    tensions: Sequence[TensionShown]
    roots: Sequence[Root]
    passages: Mapping[str, CitedPassage]
    called: Mapping[str, Mapping[str, str]]
    graph: Graph
    rests_on: str
    sureness: str


@dataclass(frozen=True, slots=True)
class AdvicePage:
    """A request for a page about a saved advice: what is asked for, by whom, and how it is answered."""

    request: Request
    shown: Shown
    advisor: Advisor
    store: Store
    caller: Caller
    language: Language

    @property
    def id(self) -> str:
        """The id of the advice."""
        return self.shown.record.kept.id

    def show(self, template: str, here: str, status: int = 200, **context: Any) -> Response:
        """The page that a template under ``advice/`` makes, within what every page of an advice shows.

        ``here``: the page, as its list of pages knows it; the id of a recommendation on the page of that one.
        """
        shown, advice = self.shown, self.shown.advice
        frame = {
            "shown": shown,
            "advice": advice,
            "kept": shown.record.kept,
            "home": f"/advice/{self.id}",
            "here": here,
            "heading": outline.title(advice),
            "phases": outline.phases(advice),
            "titles": {item.id: item.title for item in advice.given},
            "particulars_of": partial(outline.particulars, language=advice.receipt.language),
            "fields": fields_of(shown),
            "became": {one.recommendation: one for one in self.followed()},
            "may_write": self.caller.may("write"),
            "may_delete": self.caller.may("admin"),
        }
        return page(self.request, f"advice/{template}.html", status, **frame, **context)

    def followed(self) -> list[Followed]:
        """What became of each recommendation, then of those that only other advice of the series has."""
        edition, language = self.advisor.edition, self.shown.language
        found = statuses.standings(self.store, self.caller, self.id, successors=edition.successors)
        titles = {rid: entry.title[language] for rid, entry in edition.recommendations.items()}
        return followed(self.shown.advice.given, found, edition.successors, titles)

    def outdated(self, here: str) -> Response:
        """The page that says that this cannot be asked: the knowledge of the advice is no longer served."""
        return self.show("outdated", here, 409)


def _page(
    request: Request, shown: TheShown, advisor: TheAdvisor, store: TheStore, caller: TheCaller, language: PageLanguage
) -> AdvicePage:
    return AdvicePage(request, shown, advisor, store, caller, language)


ThePage = Annotated[AdvicePage, Depends(_page)]


def fields_of(shown: Shown) -> list[tuple[str, str]]:
    """The profile of an advice as fields of the intake form."""
    return [(name, value) for name, values in of_profile(shown.profile).typed.items() for value in values]


def reasons(shown: Shown, item: Recommended, edition: Edition, numbered: Sequence[str]) -> Reasons:
    """Why a recommendation is given; ``numbered``: the passages in the order in which its picture numbers them."""
    advice = shown.advice
    telling = _Telling(shown, item, edition, numbered)
    grounds = [telling.ground(f) for f in telling.findings]
    return Reasons(
        item=item,
        because=[g for g in grounds if g.finding.polarity == "weakness"],
        helps=[g for g in grounds if g.finding.polarity == "strength"],
        tensions=telling.tensions,
        roots=telling.roots(),
        passages=telling.passages,
        called=telling.called(),
        graph=telling.graph,
        rests_on=outline.rests_on(item, advice),
        sureness=outline.sureness(item, advice),
    )


class _Telling:
    """Builds the text about one recommendation from its graph."""

    def __init__(self, shown: Shown, item: Recommended, edition: Edition, numbered: Sequence[str]) -> None:
        advice = shown.advice
        self.item = item
        self.graph = part(advice.graph, item.id)
        self.nodes = {node.id: node for node in self.graph.nodes}
        by_id = {f.id: f for f in advice.findings}
        self.findings = [by_id[ref.id] for ref in item.findings]
        self.tensions = [t for t in advice.tensions if item.id in t.concerns]
        self.sentences: Mapping[str, str] = {}
        self.seen: set[str] = set()
        if shown.live:
            known = why_.why(advice, item.id, edition)
            self.sentences = {g.finding.id: g.rule for g in (*known.because, *known.helps)}
            beside = (p for t in self.tensions for side in t.sides for p in side.cites)
            behind = (_name(e.target) for e in self.graph.edges if _is_root(e))
            order = list(dict.fromkeys([*numbered, *beside, *behind]))
            self.passages = {c.passage: _known(c) for c in why_.cite(order, edition, advice.receipt.language, {})}
        else:
            rules = (p for f in self.findings for p in self._from(f"rule:{f.rule}", "cites"))
            others = (_name(node.id) for node in self.graph.nodes if node.kind == "passage")
            order = list(dict.fromkeys([*rules, *item.cites, *others]))
            self.passages = {ref: self._as_kept(ref, number) for number, ref in enumerate(order, 1)}

    def ground(self, finding: Finding) -> Ground:
        return Ground(
            finding=finding,
            factor=self.nodes[f"factor:{finding.factor}"].label,
            sentence=self.sentences.get(finding.id),
            told=[self._told(fact) for fact in finding.facts],
            cites=self._numbered(self._from(f"rule:{finding.rule}", "cites")),
            opposed_by=self._numbered(
                _name(e.source) for e in self.graph.edges if e.relation == "opposes" and _name(e.target) == finding.id
            ),
        )

    def roots(self) -> list[Root]:
        """The factors that cause others, in the order of the graph."""
        titles = {symptom.factor: symptom.title for symptom in self.item.symptoms}
        factors = dict.fromkeys(e.source for e in self.graph.edges if e.relation == "causes")
        return [
            Root(
                factor=_name(factor),
                title=self.nodes[factor].label,
                effects={
                    _name(e.target): titles.get(_name(e.target), self.nodes[e.target].label)
                    for e in self.graph.edges
                    if e.relation == "causes" and e.source == factor
                },
                cites=self._numbered(self._from(factor, "cites")),
            )
            for factor in factors
        ]

    def called(self) -> dict[str, dict[str, str]]:
        """The titles of the findings that each recommendation is based on, by id."""
        found: dict[str, dict[str, str]] = {}
        for edge in self.graph.edges:
            if edge.relation in ("calls_for", "helps"):
                found.setdefault(_name(edge.target), {})[_name(edge.source)] = self.nodes[edge.source].label
        return found

    def _told(self, fact: FactUsed) -> Told:
        if f"answer:{fact.name}" in self.nodes:
            return self._one(self.nodes[f"answer:{fact.name}"])
        node = f"fact:{fact.name}"
        answers = [self._one(self.nodes[f"answer:{answer}"]) for answer in fact.answers]
        return Told(node, fact.text, fact.label, self._new(node), answers, self._numbered(self._from(node, "cites")))

    def _one(self, node: Node) -> Told:
        note = self.nodes.get(f"evidence:{_name(node.id)}")
        return Told(node.id, node.label, node.detail, self._new(node.id), note=note)

    def _new(self, node: str) -> bool:
        """Whether a node is shown for the first time."""
        new = node not in self.seen
        self.seen.add(node)
        return new

    def _from(self, node: str, relation: str) -> list[str]:
        return [_name(e.target) for e in self.graph.edges if e.source == node and e.relation == relation]

    def _numbered(self, refs: Iterable[str]) -> list[str]:
        return sorted(refs, key=lambda ref: self.passages[ref].number)

    def _as_kept(self, ref: str, number: int) -> CitedPassage:
        node, source = self.nodes[f"passage:{ref}"], _source(ref)
        title = self.nodes[f"source:{source}"].label
        return CitedPassage(ref, number, node.label, source, title, node.detail, None, None)


def _known(cited: Citation) -> CitedPassage:
    source = _source(cited.passage)
    place = (cited.source, cited.section, cited.paragraph, cited.link)
    return CitedPassage(cited.passage, cited.number, cited.gist, source, *place)


def _is_root(edge: Edge) -> bool:
    """Whether an edge leads from a factor to a passage about what it causes."""
    return edge.relation == "cites" and edge.source.startswith("factor:")


def _name(node: str) -> str:
    return node.partition(":")[2]


def _source(ref: str) -> str:
    return ref.partition("/")[0]
