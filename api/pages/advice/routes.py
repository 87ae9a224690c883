"""The pages of saved advice: the list, an advice with its phases, each recommendation with its reasons."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Form
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from advisor.insight import above as above_
from advisor.insight import change as change_
from advisor.library.nearest import nearest
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.picture.svg import svg
from advisor.picture.trail import trail
from advisor.report import outline
from advisor.stages.mistakes import Mistake
from advisor.store import advices, erasing
from advisor.store.callers import Caller
from advisor.store.database import Store
from advisor.store.errors import AdviceDamagedError

from ...http.dependencies import TheAdvisor, TheCaller, TheStore
from ...http.page_refusals import Said
from ...http.page_requests import PageLanguage
from ...http.parameters import AdviceId, Rid
from ...http.problems import ProblemError
from ..frame import page
from . import exploring, following, planning
from . import maps as advice_maps
from .following import Typed
from .insight import firmness, still_to_ask
from .view import AdvicePage, ThePage, reasons
from .words import firm_sentence, follows, summary

PAGE = 20  # entries on a page of the list
HANGING = 3  # almost given recommendations on the front page
FIRST_QUESTIONS = 3  # open questions on the front page of an advice

router = APIRouter(include_in_schema=False)
router.include_router(exploring.router)
router.include_router(following.router)
router.include_router(planning.router)
router.include_router(advice_maps.router)


class _Named(BaseModel):
    id: str


class _Given(BaseModel):
    """What the list reads of an advice; parsing the rest took most of the time of the page."""

    recommendations: list[_Named]


@router.get("/advice")
def kept(
    request: Request, store: TheStore, caller: TheCaller, language: PageLanguage, cursor: str | None = None
) -> Response:
    """Saved advice, newest first."""
    found = advices.page(store, caller, cursor=cursor, limit=PAGE)
    rows = [
        {
            "kept": item,
            "when": outline.day(item.created, language),
            "count": _count(store, caller, item.id, language),
            "series": item.series != item.id,
        }
        for item in found.items
    ]
    may_delete = caller.may("admin")
    later = cursor is not None
    return page(request, "advice/list.html", rows=rows, next=found.next, later=later, may_delete=may_delete)


def _count(store: Store, caller: Caller, advice_id: str, language: Language) -> str:
    """The number of recommendations of an advice, in words; empty when it is damaged."""
    try:
        found = _Given.model_validate_json(advices.read(store, caller, advice_id).raw)
    except AdviceDamagedError:
        return ""
    return say("count_recommendations", language, count=len(found.recommendations))


@router.get("/advice/{id}")
def front(this: ThePage) -> Response:
    """An advice at a glance: what to do in which phase, what goes well, what is still open."""
    shown, advice = this.shown, this.shown.advice
    asked = still_to_ask(shown, this.advisor)
    texts = this.advisor.edition.recommendations
    return this.show(
        "front",
        "front",
        when=outline.day(shown.record.kept.created, this.language),
        summary=summary(advice, this.language),
        firm={item.id: item for item in firmness(shown, this.advisor)},
        asked=asked,
        questions=(asked.questions if asked else advice.open_questions)[:FIRST_QUESTIONS],
        hanging=outline.hangs_on(advice),
        hanging_shown=HANGING,
        tensions_shown=outline.TENSIONS,
        more_tensions=outline.more_tensions(advice),
        two_away=outline.two_away(advice),
        ties=outline.ties(advice),
        actions=outline.actions(advice),
        why=outline.first_sentence,
        how_to_start=partial(outline.how_to_start, language=this.shown.language),
        rest=outline.by_theme(advice.recommendations[len(outline.actions(advice)) :]),
        deviations=outline.deviations(advice),
        silences=outline.silences(advice),
        waiting=[(u, texts[u.id].title[shown.language]) for u in advice.undecided if u.id in texts],
        strengths=outline.strengths(advice),
        earlier=advices.earlier(this.store, this.caller, this.id, limit=1),
    )


@router.get("/advice/{id}/why/{rid}")
def recommendation(this: ThePage, rid: Rid) -> Response:
    """A recommendation of an advice: what to do, and why, down to the passages."""
    return _recommendation(this, rid)


@router.post("/advice/{id}/why/{rid}")
def mark(
    this: ThePage,
    rid: Rid,
    status: Annotated[str, Form()] = "",
    owner: Annotated[str, Form()] = "",
    due: Annotated[str, Form()] = "",
    note: Annotated[str, Form()] = "",
) -> Response:
    """Set the status of a recommendation, from the form on its page, which also shows what is wrong with it."""
    typed = Typed(status, owner, due, note)
    mistakes = following.mark(this, rid, typed)
    if mistakes:
        return _recommendation(this, rid, typed, mistakes)
    return RedirectResponse(f"/advice/{this.id}/why/{rid}#status", 303)


@router.post("/advice/{id}/rerun")
def rerun(advice_id: AdviceId, advisor: TheAdvisor, store: TheStore, caller: TheCaller) -> Response:
    """Make advice for the same profile on the current knowledge, saved in the same series."""
    record = advices.rerun(store, caller, advice_id, advisor)
    return RedirectResponse(f"/advice/{record.kept.id}", 303)


@router.get("/advice/{id}/delete")
def before_deleting(this: ThePage) -> Response:
    """What deleting an advice deletes. Raises ScopeError: admin is required."""
    this.caller.demand("admin")
    return this.show("delete", "delete", count=erasing.of_organisation(this.store, this.caller, this.id))


@router.post("/advice/{id}/delete")
def delete(advice_id: AdviceId, store: TheStore, caller: TheCaller) -> Response:
    """Delete an advice permanently. Raises ScopeError: admin is required."""
    erasing.erase(store, caller, advice_id)
    return RedirectResponse("/advice", 303)


@router.post("/advice/{id}/delete-organisation")
def delete_organisation(advice_id: AdviceId, store: TheStore, caller: TheCaller) -> Response:
    """Delete all that is kept of the organisation of an advice permanently. Raises ScopeError: admin is required."""
    erasing.erase_organisation(store, caller, advice_id)
    return RedirectResponse("/advice", 303)


def _recommendation(
    this: AdvicePage, rid: str, typed: Typed | None = None, mistakes: dict[str, str] | None = None
) -> Response:
    """The page of a recommendation; ``typed``: the content of its form, and the ``mistakes`` in it, by field."""
    shown, advice, advisor, language = this.shown, this.shown.advice, this.advisor, this.language
    item = next((one for one in advice.given if one.id == rid), None)
    if item is None:
        raise _not_given(rid, this)
    place = item.rank - 1
    after, shown_under = advice.recommendations[item.rank : item.rank + 1], advice.recommendations[place]
    drawn = trail(advice, advisor.edition, rid) if shown.live else None
    told = reasons(shown, item, advisor.edition, drawn.passages if drawn else ())
    said: dict[str, Any] = {}
    asked: dict[str, Any] = {}
    if shown.live:
        firm = firmness(shown, advisor)
        asked["firm"] = firm[place]
        said["firm_sentence"] = firm_sentence(firm[place], language)
        said["span_of"] = max(other.together.worst for other in firm)
        asked["change"] = change_.change(shown.profile, rid, advisor, shown.language)
        if after:
            asked["above"] = above_.above(shown.profile, rid, after[0].id, advisor, shown.language)
    return this.show(
        "why",
        rid,
        422 if typed else 200,
        told=told,
        item=item,
        shown_under=None if shown_under is item else shown_under,
        follows=follows(told, language),
        drawn_passages={node.id.partition(":")[2] for node in told.graph.nodes if node.kind == "passage"},
        **said,
        picture=drawn and svg(drawn, links={box.node: f"#{box.node}" for box in drawn.boxes}),
        asked=asked,
        before=advice.recommendations[place - 1] if place else None,
        after=after[0] if after else None,
        form=following.form(this, rid, typed, mistakes or {}),
    )


def _not_given(rid: str, this: AdvicePage) -> ProblemError:
    titles = {item.id: item.title for item in this.shown.advice.given}
    near = nearest(rid[:80], titles)
    address = f"/advice/{this.id}/why/{near}" if near else ""
    said = Said(say("page_store_no_recommendation", this.language), titles[near] if near else "", address)
    return ProblemError(404, [Mistake("", say("not_given_here", this.language), "", near)], said=said)
