"""Questions asked of an advice on a page: why not, what if, how firm, what to ask next, what changed since."""

import json
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import Response

from advisor.advice import Advisor
from advisor.insight.change import change
from advisor.insight.compare import compare
from advisor.insight.comparison import CHANGES, ComparedFinding, ComparedRecommendation
from advisor.insight.earlier import read_earlier
from advisor.insight.stability import PERCENT
from advisor.insight.what_if import Moved, WhatIf, what_if
from advisor.insight.why_not import why_not
from advisor.library.nearest import nearest
from advisor.phrases import say
from advisor.report.comparing import part_as_text, through
from advisor.report.outline import day
from advisor.stages.profile import Mistake, ProfileError, understand
from advisor.store import advices

from ...http.dependencies import TheAdvisor, TheCaller, TheStore
from ...http.html_forms import percentage_or_share, profile_of
from ...http.page_refusals import Said
from ...http.page_requests import PageLanguage
from ...http.parameters import AdviceId, Rid
from ...http.problems import ProblemError
from ..frame import page
from ..intake.filled import NONE
from ..mistakes import told
from ..stored_advice import Shown, TheShown
from .insight import firmness, still_to_ask
from .view import around, fields_of

router = APIRouter(prefix="/advice/{id}", include_in_schema=False)

Asked = Annotated[str | None, Query(alias="question", max_length=100)]


@router.get("/not")
def not_given(request: Request, shown: TheShown, advisor: TheAdvisor, store: TheStore, caller: TheCaller) -> Response:
    """The recommendations that are not given: those that wait for answers, and those that cannot follow."""
    context = around(shown, store, caller, "not")
    if not shown.live:
        return outdated(request, context)
    given = {item.id for item in shown.advice.recommendations}
    waiting = {item.id for item in shown.advice.undecided}
    groups: dict[str, list[tuple[str, str]]] = {"undecided": [], "not_indicated": []}
    for rid, recommendation in advisor.edition.recommendations.items():
        if rid not in given:
            group = "undecided" if rid in waiting else "not_indicated"
            groups[group].append((rid, recommendation.title[shown.language]))
    return page(request, "advice/not.html", **context, groups=groups)


@router.get("/not/{rid}")
def why_not_given(
    request: Request,
    rid: Rid,
    shown: TheShown,
    advisor: TheAdvisor,
    store: TheStore,
    caller: TheCaller,
    language: PageLanguage,
) -> Response:
    """Why a recommendation is not given, and the smallest change that brings it in."""
    context = around(shown, store, caller, "not")
    if not shown.live:
        return outdated(request, context)
    known = advisor.edition.recommendations
    if rid not in known:
        near = nearest(rid[:80], known)
        meant = (known[near].title[language], f"{context['home']}/not/{near}") if near else ("", "")
        said = Said(say("page_no_recommendation", language), *meant)
        raise ProblemError(404, [Mistake("", say("http_no_id", language), "", near)], said=said)
    answer = why_not(shown.profile, rid, advisor, shown.language)
    return page(
        request,
        "advice/not_one.html",
        **context,
        answer=answer,
        change=change(shown.profile, rid, advisor, shown.language),
        summary=known[rid].summary[shown.language],
    )


@router.get("/firm")
def firm(request: Request, shown: TheShown, advisor: TheAdvisor, store: TheStore, caller: TheCaller) -> Response:
    """The ranks that each recommendation can take when weights move and open questions are answered."""
    context = around(shown, store, caller, "firm")
    if not shown.live:
        return outdated(request, context)
    found = firmness(shown, advisor)
    last = max((item.together.worst for item in found), default=1)
    return page(request, "advice/firm.html", **context, firm=found, percent=PERCENT, span_of=last)


@router.get("/next")
def next_questions(
    request: Request, shown: TheShown, advisor: TheAdvisor, store: TheStore, caller: TheCaller
) -> Response:
    """What to answer next and what it decides, with the way to the form."""
    context, asked = around(shown, store, caller, "next"), still_to_ask(shown, advisor)
    if asked is None:
        return outdated(request, context)
    every = {rid: r.title[shown.language] for rid, r in advisor.edition.recommendations.items()}
    return page(request, "advice/next.html", **context, asked=asked, every=every)


@router.get("/what-if")
def before_what_if(
    request: Request,
    shown: TheShown,
    advisor: TheAdvisor,
    store: TheStore,
    caller: TheCaller,
    attribute: Asked = None,
) -> Response:
    """A question to choose, and its answers to choose from; only the question stands in the address."""
    return _what_if(request, shown, advisor, around(shown, store, caller, "what-if"), attribute)


@router.post("/what-if")
def see_what_if(
    request: Request,
    shown: TheShown,
    advisor: TheAdvisor,
    store: TheStore,
    caller: TheCaller,
    attribute: Asked = None,
    answer: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """What comes, goes and moves with another answer. Nothing is kept."""
    context = around(shown, store, caller, "what-if")
    if not shown.live or attribute is None or attribute not in advisor.edition.questions:
        return _what_if(request, shown, advisor, context, attribute)
    edition = advisor.edition
    profile: dict[str, Any] = json.loads(shown.record.profile)
    profile["answers"].pop(attribute, None)
    asked_back = percentage_or_share(edition.questions[attribute], answer or (), shown.language)
    if asked_back:
        return _what_if(request, shown, advisor, context, attribute, typed=answer or [], mistake=asked_back)
    changed = profile_of([(attribute, value) for value in answer or ()], edition)
    profile["answers"].update(changed["answers"])
    try:
        after = understand(profile, edition, shown.language)
    except ProfileError as error:
        mistake = " ".join(told(m, edition, shown.language).what for m in error.mistakes)
        return _what_if(request, shown, advisor, context, attribute, typed=answer or [], mistake=mistake)
    outcome = what_if(shown.profile, after, advisor, shown.language)
    return _what_if(request, shown, advisor, context, attribute, typed=answer or [], outcome=outcome)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A question to answer otherwise: what was answered, and what can be."""

    attribute: str
    text: str
    help: str
    label: str | None
    several: bool
    options: list[tuple[str, str]]
    ticked: list[str]
    low: int | None
    high: int | None


def _what_if(
    request: Request,
    shown: Shown,
    advisor: Advisor,
    context: dict[str, Any],
    attribute: str | None,
    *,
    typed: list[str] | None = None,
    mistake: str | None = None,
    outcome: WhatIf | None = None,
) -> Response:
    if not shown.live:
        return outdated(request, context)
    edition, language = advisor.edition, shown.language
    answers = shown.profile.answers
    questions = [(name, q.text[language], name in answers) for name, q in edition.questions.items()]
    return page(
        request,
        "advice/what_if.html",
        422 if mistake else 200,
        **context,
        questions=questions,
        chosen=_chosen(attribute, shown, advisor, typed) if attribute and attribute in edition.questions else None,
        mistake=mistake,
        outcome=outcome,
        moves=_moves(outcome) if outcome else None,
    )


def _moves(outcome: WhatIf) -> dict[str, list[Moved]]:
    """What comes and goes, and changes its phase, before what only makes room for it; the longest moves first."""
    groups: dict[str, list[Moved]] = {"came": [], "went": [], "phase": [], "shifted": []}
    for moved in outcome.recommendations:
        came, went = moved.rank_before is None, moved.rank_after is None
        phase = moved.phase_before != moved.phase_after
        groups["came" if came else "went" if went else "phase" if phase else "shifted"].append(moved)
    for name in ("phase", "shifted"):
        groups[name].sort(key=lambda m: (-abs((m.rank_before or 0) - (m.rank_after or 0)), m.rank_after))
    return groups


def _chosen(attribute: str, shown: Shown, advisor: Advisor, typed: list[str] | None) -> _Chosen:
    question, language = advisor.edition.questions[attribute], shown.language
    told = shown.profile.answers.get(attribute)
    options = [(str(code), label[language]) for code, label in question.options.items()]
    several = question.kind == "choices"
    if several:
        none = question.none_label[language] if question.none_label else say("adv_what_if_none", language)
        options.append((NONE, none))
    low, high = question.range or (None, None)
    return _Chosen(
        attribute=attribute,
        text=question.text[language],
        help=question.help[language],
        label=None if told is None else advisor.edition.value(attribute, told, language),
        several=several,
        options=options,
        ticked=typed if typed is not None else [value for name, value in fields_of(shown) if name == attribute],
        low=low,
        high=high,
    )


@router.get("/compare")
def since(
    request: Request,
    advice_id: AdviceId,
    shown: TheShown,
    advisor: TheAdvisor,
    store: TheStore,
    caller: TheCaller,
    language: PageLanguage,
    earlier: Annotated[str | None, Query(alias="with")] = None,
) -> Response:
    """What changed since an earlier advice of the same organisation, and why. Raises NothingEarlierError."""
    before, after = advices.pair(store, caller, advice_id, earlier)
    then, now = (read_earlier(json.loads(record.raw), language) for record in (before, after))
    found = compare(then, now, advisor, language=language)
    numbers = {a.attribute: str(number) for number, a in enumerate(found.answers, 1)}

    def causes(changed: ComparedFinding | ComparedRecommendation) -> str:
        return through(changed.causes, changed.answers, numbers, language)

    others = [
        (k, day(k.created, language)) for k in advices.earlier(store, caller, advice_id) if k.id != before.kept.id
    ]
    return page(
        request,
        "advice/compare.html",
        **around(shown, store, caller, "compare"),
        c=found,
        before=before.kept,
        then_when=day(before.kept.created, language),
        when=day(after.kept.created, language),
        others=others,
        causes=causes,
        changes=CHANGES,
        parts_told=[part_as_text(part, found, language) for part in found.parts],
    )


def outdated(request: Request, context: dict[str, Any]) -> Response:
    """The page that says that this cannot be asked: the knowledge of the advice is not here."""
    return page(request, "advice/outdated.html", 409, **context)
