"""Pages with questions about an advice: why not, what if, how firm, what to ask next, what changed since."""

import json
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Query
from starlette.responses import Response

from advisor.insight.change import change
from advisor.insight.compare import compare
from advisor.insight.comparison import CHANGES, ComparedFinding, ComparedRecommendation
from advisor.insight.differences import differences
from advisor.insight.earlier import read_earlier
from advisor.insight.stability import PERCENT
from advisor.insight.what_if import Moved, WhatIf, what_if
from advisor.insight.why_not import why_not
from advisor.library.edition import Edition
from advisor.library.nearest import nearest
from advisor.phrases import say
from advisor.report import following as words
from advisor.report.comparing import part_as_text, through
from advisor.report.differing import differing
from advisor.report.outline import day
from advisor.stages.fitting import fitted
from advisor.stages.mistakes import Mistake, ProfileError
from advisor.stages.profile import answered_again, understand
from advisor.store import advices, statuses

from ...http.html_forms import percentage_or_share, profile_of
from ...http.page_refusals import Said
from ...http.parameters import Rid
from ...http.problems import ProblemError
from ..intake.filled import NONE
from ..mistakes import told
from ..stored_advice import Shown
from .insight import firmness, still_to_ask
from .view import AdvicePage, ThePage, fields_of

router = APIRouter(prefix="/advice/{id}", include_in_schema=False)

Asked = Annotated[str | None, Query(alias="question", max_length=100)]


@router.get("/not")
def not_given(this: ThePage) -> Response:
    """The recommendations that are not given: undecided, or not indicated."""
    shown = this.shown
    if not shown.live:
        return this.outdated("not")
    given = {item.id for item in shown.advice.given}
    waiting = {item.id for item in shown.advice.undecided}
    groups: dict[str, list[tuple[str, str]]] = {"undecided": [], "not_indicated": []}
    for rid, recommendation in this.advisor.edition.recommendations.items():
        if rid not in given:
            group = "undecided" if rid in waiting else "not_indicated"
            groups[group].append((rid, recommendation.title[shown.language]))
    return this.show("not", "not", groups=groups)


@router.get("/not/{rid}")
def why_not_given(this: ThePage, rid: Rid) -> Response:
    """Why a recommendation is not given, and the smallest change that adds it."""
    shown, advisor, language = this.shown, this.advisor, this.language
    if not shown.live:
        return this.outdated("not")
    known = advisor.edition.recommendations
    if rid not in known:
        near = nearest(rid[:80], known)
        meant = (known[near].title[language], f"/advice/{this.id}/not/{near}") if near else ("", "")
        said = Said(say("page_no_recommendation", language), *meant)
        raise ProblemError(404, [Mistake("", say("http_no_id", language), "", near)], said=said)
    return this.show(
        "not_one",
        "not",
        answer=why_not(shown.profile, rid, advisor, shown.language),
        change=change(shown.profile, rid, advisor, shown.language),
        summary=fitted(known[rid].summary, shown.profile.answers, advisor.edition, shown.language),
    )


@router.get("/firm")
def firm(this: ThePage) -> Response:
    """The ranks that each recommendation can take when weights move and open questions are answered."""
    if not this.shown.live:
        return this.outdated("firm")
    found = firmness(this.shown, this.advisor)
    last = max((item.together.worst for item in found), default=1)
    return this.show("firm", "firm", firm=found, percent=PERCENT, span_of=last)


@router.get("/next")
def next_questions(this: ThePage) -> Response:
    """What to answer next and what it decides, with a link to the form."""
    asked = still_to_ask(this.shown, this.advisor)
    if asked is None:
        return this.outdated("next")
    every = {rid: r.title[this.shown.language] for rid, r in this.advisor.edition.recommendations.items()}
    return this.show("next", "next", asked=asked, every=every)


@router.get("/differences")
def where_they_differ(this: ThePage) -> Response:
    """Which disagreements of respondents decide something, and what to talk about first."""
    if not this.shown.live:
        return this.outdated("differences")
    found = differences(this.shown.profile, this.advisor, this.shown.language)
    return this.show("differences", "differences", told=differing(found, this.shown.language))


@router.get("/what-if")
def before_what_if(this: ThePage, attribute: Asked = None) -> Response:
    """A choice of questions, and the answers to the chosen one; only the question is in the address."""
    return _what_if(this, attribute)


@router.post("/what-if")
def see_what_if(this: ThePage, attribute: Asked = None, answer: Annotated[list[str] | None, Form()] = None) -> Response:
    """What is added, removed and moved by another answer. Nothing is saved."""
    shown, edition, typed = this.shown, this.advisor.edition, answer or []
    if not shown.live or attribute is None or attribute not in edition.questions:
        return _what_if(this, attribute)
    asked_back = percentage_or_share(edition.questions[attribute], typed, shown.language)
    if asked_back:
        return _what_if(this, attribute, typed=typed, mistake=asked_back)
    changed = profile_of([(attribute, value) for value in typed], edition)
    again = {attribute: None, **changed["answers"]}
    try:
        after = understand(answered_again(shown.profile, again), edition, shown.language)
    except ProfileError as error:
        mistake = " ".join(told(m, edition, shown.language).what for m in error.mistakes)
        return _what_if(this, attribute, typed=typed, mistake=mistake)
    outcome = what_if(shown.profile, after, this.advisor, shown.language)
    return _what_if(this, attribute, typed=typed, outcome=outcome)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A question to answer differently: the current answer, and the possible ones."""

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
    this: AdvicePage,
    attribute: str | None,
    *,
    typed: list[str] | None = None,
    mistake: str | None = None,
    outcome: WhatIf | None = None,
) -> Response:
    if not this.shown.live:
        return this.outdated("what-if")
    edition, language, answers = this.advisor.edition, this.shown.language, this.shown.profile.answers
    return this.show(
        "what_if",
        "what-if",
        422 if mistake else 200,
        questions=[(name, q.text[language], name in answers) for name, q in edition.questions.items()],
        chosen=_chosen(attribute, this.shown, edition, typed) if attribute and attribute in edition.questions else None,
        mistake=mistake,
        outcome=outcome,
        moves=_moves(outcome) if outcome else None,
    )


def _moves(outcome: WhatIf) -> dict[str, list[Moved]]:
    """What was added, removed or changed phase, before what only shifted; the largest moves first."""
    groups: dict[str, list[Moved]] = {"came": [], "went": [], "phase": [], "shifted": []}
    for moved in outcome.recommendations:
        came, went = moved.rank_before is None, moved.rank_after is None
        phase = moved.phase_before != moved.phase_after
        groups["came" if came else "went" if went else "phase" if phase else "shifted"].append(moved)
    for name in ("phase", "shifted"):
        groups[name].sort(key=lambda m: (-abs((m.rank_before or 0) - (m.rank_after or 0)), m.rank_after))
    return groups


def _chosen(attribute: str, shown: Shown, edition: Edition, typed: list[str] | None) -> _Chosen:
    question, language = edition.questions[attribute], shown.language
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
        label=None if told is None else edition.value(attribute, told, language),
        several=several,
        options=options,
        ticked=typed if typed is not None else [value for name, value in fields_of(shown) if name == attribute],
        low=low,
        high=high,
    )


@router.get("/compare")
def since(this: ThePage, earlier: Annotated[str | None, Query(alias="with")] = None) -> Response:
    """What changed since an earlier advice of the same organisation, and why. Raises NothingEarlierError."""
    store, caller, language = this.store, this.caller, this.language
    before, after = advices.pair(store, caller, this.id, earlier)
    then, now = (read_earlier(json.loads(record.raw), language) for record in (before, after))
    standings = statuses.standings(store, caller, this.id, successors=this.advisor.edition.successors)
    found = compare(then, now, this.advisor, language=language, standings=standings)
    numbers = {a.attribute: str(number) for number, a in enumerate(found.answers, 1)}

    def causes(changed: ComparedFinding | ComparedRecommendation) -> str:
        return through(changed.causes, changed.answers, numbers, language)

    others = [(k, day(k.created, language)) for k in advices.earlier(store, caller, this.id) if k.id != before.kept.id]
    return this.show(
        "compare",
        "compare",
        c=found,
        before=before.kept,
        then_when=day(before.kept.created, language),
        when=day(after.kept.created, language),
        others=others,
        causes=causes,
        became_told=[(one, words.told(one, language)) for one in found.statuses],
        changes=CHANGES,
        parts_told=[part_as_text(part, found, language) for part in found.parts],
    )
