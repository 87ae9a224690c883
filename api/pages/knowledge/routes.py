"""The knowledge browser: sources, factors, rules, recommendations and tensions, linked to each other."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from advisor.library.edition import Edition
from advisor.library.nearest import nearest
from advisor.library.weights import CASES
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.report import outline
from advisor.stages.mistakes import Mistake

from ...http import caching
from ...http.dependencies import TheEdition
from ...http.page_refusals import Said
from ...http.page_requests import HTML, PageLanguage
from ...http.problems import ProblemError
from ...views import shapes
from ...views.ask_when import PHASE
from ..frame import headers, page
from .catalogue import KINDS, ORDER, PLACE, Catalogue, catalogue, numbered, title
from .conditions import lines
from .lookup import MOST_CHARACTERS, lookup
from .worked_examples import table

SEARCH = "search"
SECTOR = "sector"  # the attribute that says which documents apply

router = APIRouter(include_in_schema=False)


@router.get(PLACE)
def everything(request: Request, edition: TheEdition, language: PageLanguage) -> Response:
    """An overview of the knowledge."""
    return _page(request, "knowledge/start.html", catalogue(edition, language), "")


@router.get(f"{PLACE}/{ORDER}")
def priorities(request: Request, edition: TheEdition, language: PageLanguage) -> Response:
    """How the order is made: every weight; and all derived facts and contradictions."""
    known = catalogue(edition, language)
    context = {"weights": list(edition.priorities.weights), "cases": CASES, "lines": lines}
    return _page(request, "knowledge/priorities.html", known, ORDER, **context)


@router.get(f"{PLACE}/{SEARCH}")
def search(request: Request, edition: TheEdition, language: PageLanguage, q: str = "") -> Response:
    """The entries that contain all words searched for."""
    question = q.strip()
    found = lookup(edition, language).find(question)
    known = catalogue(edition, language)
    cut = len(question) > MOST_CHARACTERS
    return _page(request, "knowledge/search.html", known, SEARCH, q=question[:MOST_CHARACTERS], found=found, cut=cut)


@router.get(f"{PLACE}/{{kind}}")
def every(request: Request, kind: str, edition: TheEdition, language: PageLanguage) -> Response:
    """Every entry of a kind. Raises ProblemError (404) for an unknown kind, with the nearest one."""
    known = _of_kind(kind, edition, language)
    return _page(request, f"knowledge/{kind}.html", known, kind)


@router.get(f"{PLACE}/{{kind}}/{{entry_id}}")
def one(request: Request, kind: str, entry_id: str, edition: TheEdition, language: PageLanguage) -> Response:
    """One entry. Raises ProblemError (404) when it does not exist, with the nearest one."""
    known = _of_kind(kind, edition, language)
    found = known.all(kind)
    if entry_id not in found:
        raise _unknown(known, f"/{kind}", entry_id, {name: title(view) for name, view in found.items()})
    before, after = known.beside(kind, entry_id)
    context = {"entry": found[entry_id], "before": before, "after": after, **_more(known, kind, entry_id)}
    return _page(request, f"knowledge/{KINDS[kind].one}.html", known, kind, **context)


def _of_kind(kind: str, edition: Edition, language: Language) -> Catalogue:
    """The catalogue. Raises ProblemError (404) for an unknown kind, with the nearest one."""
    known = catalogue(edition, language)
    if kind not in KINDS:
        raise _unknown(known, "", kind, {k: say(f"knowledge_{k}", language) for k in (*KINDS, ORDER, SEARCH)})
    return known


def _page(request: Request, template: str, known: Catalogue, kind: str, **context: Any) -> Response:
    """A page that depends on the edition and the caller only: with an ETag, or 304 for a client that has it."""
    made = page(request, template, known=known, kinds=KINDS, here=kind, **context)
    answer = caching.answer(request, bytes(made.body), HTML, headers(known.language))
    if "set-cookie" in made.headers:
        answer.headers["set-cookie"] = made.headers["set-cookie"]
    return answer


def _unknown(known: Catalogue, place: str, name: str, titles: Mapping[str, str]) -> ProblemError:
    """The refusal (404) of an unknown name, with the page of the nearest one."""
    near = nearest(name[:80], titles)
    what = say("knowledge_unknown", known.language)
    expected = say("expected_id", known.language, place=f"{PLACE}{place}")
    address = f"{PLACE}{place}/{near}" if near else ""
    said = Said(what, titles[near] if near else "", address)
    return ProblemError(404, [Mistake("", what, expected, address or None)], said=said)


def _labels(known: Catalogue, attribute: str, codes: Sequence[str]) -> list[str]:
    """The labels of options of a question."""
    options = known.edition.questions[attribute].options if attribute in known.edition.questions else {}
    return [options[code][known.language] if code in options else code for code in codes]


def _more(known: Catalogue, kind: str, entry_id: str) -> dict[str, Any]:
    """What the page of an entry shows in addition to its view."""
    edition = known.edition
    if kind == "sources":
        source = cast(shapes.SourceView, known.all(kind)[entry_id])
        return {
            "cited": sum(bool(passage.cited_by) for passage in source.passages),
            "sectors": _labels(known, SECTOR, source.speaks_to),
        }
    if kind == "rules":
        rule = edition.rules[entry_id]
        return {
            "when": lines(rule.when, known),
            "unless": rule.unless and lines(rule.unless, known),
            "severity": [(line.level, line.when and lines(line.when, known)) for line in rule.severity],
            "limits": [(edition.questions[name].text, ground) for name, ground in rule.limits.items()],
            "table": table(rule.examples, known),
        }
    if kind == "recommendations":
        recommendation = edition.recommendations[entry_id]
        return {
            "unless": recommendation.unless and lines(recommendation.unless, known),
            "numbers": numbered([step.because for step in recommendation.steps]),
            "effort": lambda needed: outline.effort(needed.weeks, needed.days, known.language),
        }
    if kind == "tensions":
        tension = edition.tensions[entry_id]
        return {"when": lines(tension.when, known), "table": table(tension.examples, known)}
    if kind == "questions":
        question = edition.questions[entry_id]
        return {
            "when": question.ask_when and lines(question.ask_when, known),
            "unless": question.ask_unless and lines(question.ask_unless, known),
            "later": _labels(known, PHASE, question.ask_later),
        }
    return {}
