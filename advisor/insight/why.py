"""Why this recommendation: the reasoning, down to answers and passages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..advice import Advice
from ..library.edition import Edition
from ..library.passages import Document, link, locate, told
from ..library.wording import Language, rule_sentence
from ..stages.explanation import Graph, part
from ..stages.findings import Finding
from ..stages.recommendations import Recommended


class NotGivenError(LookupError):
    """The recommendation exists but is not given in this advice."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited passage: our own words, its place, its link, and its text if found in the reader's own copy.

    ``unchecked``: nobody has seen it in its document; the gist says so too.
    """

    passage: str
    number: int
    gist: str
    unchecked: bool
    source: str
    section: str
    paragraph: int
    link: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Ground:
    """A finding with the sentence of the rule behind it."""

    finding: Finding
    rule: str
    cites: list[int]


@dataclass(frozen=True, slots=True)
class Reasoning:
    """Why a recommendation is given."""

    recommendation: Recommended
    because: list[Ground]
    helps: list[Ground]
    opposes: list[str]
    citations: list[Citation]
    graph: Graph


def why(
    advice: Advice, recommendation: str, edition: Edition, documents: Mapping[str, Document] | None = None
) -> Reasoning:
    """The reasoning behind one recommendation of an advice.

    ``documents``: the reader's own copies, to show the passages themselves. Raises NotGivenError.
    """
    item = _given(advice, recommendation)
    language = advice.receipt.language
    findings = {f.id: f for f in advice.findings}
    used = [findings[ref.id] for ref in item.findings]
    passages = numbered(advice, edition, recommendation)
    numbers = {p: n for n, p in enumerate(passages, 1)}
    grounds = [
        Ground(f, _sentence(f, edition, language), [numbers[p] for p in edition.rules[f.rule].because]) for f in used
    ]
    return Reasoning(
        recommendation=item,
        because=[g for g in grounds if g.finding.polarity == "weakness"],
        helps=[g for g in grounds if g.finding.polarity == "strength"],
        opposes=[t.id for t in advice.tensions if item.id in t.concerns],
        citations=cite(passages, edition, language, documents or {}),
        graph=part(advice.graph, recommendation),
    )


def numbered(advice: Advice, edition: Edition, recommendation: str | None = None) -> list[str]:
    """The passages behind one recommendation, or behind all of them by rank, each once; they are numbered from 1.

    Raises NotGivenError.
    """
    items = advice.given if recommendation is None else [_given(advice, recommendation)]
    rules = {f.id: f.rule for f in advice.findings}
    passages: dict[str, None] = {}
    for item in items:
        passages |= dict.fromkeys(p for ref in item.findings for p in edition.rules[rules[ref.id]].because)
        passages |= dict.fromkeys(p for one in (item, *item.folded) for p in one.cites)
    return list(passages)


def _given(advice: Advice, recommendation: str) -> Recommended:
    item = next((r for r in advice.given if r.id == recommendation), None)
    if item is None:
        raise NotGivenError(recommendation)
    return item


def _sentence(finding: Finding, edition: Edition, language: Language) -> str:
    rule = edition.rules[finding.rule]
    return rule_sentence(rule.when, rule.unless, f"“{rule.title[language]}”", edition, language)


def cite(
    passages: Sequence[str], edition: Edition, language: Language, documents: Mapping[str, Document]
) -> list[Citation]:
    """Passages as numbered citations."""
    cited = []
    for number, ref in enumerate(passages, 1):
        source_id, passage = ref.partition("/")[0], edition.passages[ref]
        source = edition.sources[source_id]
        text = locate(passage, documents[source_id]).text if source_id in documents else ""
        place = source.title, passage.section, passage.paragraph, link(source, passage)
        cited.append(Citation(ref, number, told(passage, language), passage.unchecked, *place, text or None))
    return cited
