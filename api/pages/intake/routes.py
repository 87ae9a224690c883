"""The intake form: a profile filled in theme by theme, with nothing kept until advice is asked for."""

import hashlib
import json
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from advisor.advice import Advisor
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.stages.mistakes import Mistake, ProfileError
from advisor.stages.notes import CONFIDENCES, MOST
from advisor.stages.profile import Profile, parse_json
from advisor.store import advices, retries
from advisor.store.errors import AdviceNotFoundError

from ...http.dependencies import TheAdvisor, TheCaller, TheStore, asked
from ...http.html_forms import Fields, posted_fields, posted_file
from ...http.negotiation import JSON, reads_body
from ...http.page_requests import PageLanguage
from ..frame import page
from ..mistakes import told
from .examples import examples
from .examples import shown as offered
from .filled import EXAMPLE, Filled, Read, filled, of_profile, profile_in, read, salvage
from .steps import NEXT, REVIEW, SUGGESTED, Standing, arrived, faulty, goal, gone, standing, suggested, worth_answering

FILE = "profile"  # the name of the field that brings a file
LARGEST = 1024 * 1024  # bytes of such a file: an advice has a few hundred thousand, a profile a few thousand
LIMITS = {"/intake/profile": LARGEST + 4096}  # with what stands around a file in a request

router = APIRouter(include_in_schema=False)


@reads_body
async def _fields(request: Request, language: PageLanguage) -> Fields:
    return await posted_fields(request, language)


@reads_body
async def _file(request: Request, language: PageLanguage) -> bytes:
    return await posted_file(request, FILE, language)


Posted = Annotated[Fields, Depends(_fields)]


@router.get("/")
@router.get("/intake/profile")  # where a person ends up who reloads the page on a file that was refused
def start(request: Request, advisor: TheAdvisor, language: PageLanguage) -> Response:
    """The start: what this is, and the three ways to begin."""
    return _start(request, advisor, language)


@router.get("/intake")
def first(request: Request, advisor: TheAdvisor, language: PageLanguage) -> Response:
    """The first step, with nothing filled in."""
    form = Filled(at=next(iter(advisor.edition.manifest.questions)))
    return _show(request, form, Read(Profile({})), advisor, language, begins=True)


@router.post("/intake")
def step(request: Request, fields: Posted, advisor: TheAdvisor, language: PageLanguage) -> Response:
    """The step that is asked for; the same step again while there is a mistake, or when new questions came up in it."""
    form, edition = filled(fields), advisor.edition
    chosen = examples(edition).get(dict(fields).get(EXAMPLE, ""))
    if chosen is not None:
        notice = say("intake_from_example", language, name=chosen.name or "")
        form = replace(of_profile(chosen), at=REVIEW)
        return _show(request, form, Read(chosen), advisor, language, notice=notice, begins=True)
    found, begins = read(form, edition, language), not form.at
    at = goal(replace(form, to=""), edition.manifest.questions)
    form = replace(form, at=at)
    if found.wrong or form.live:
        return _show(request, form, found, advisor, language, begins=begins)
    now = standing(form, found, advisor, language)
    to = goal(form, edition.manifest.questions)
    if to != at and not (form.to == NEXT and arrived(form, now)):
        form = replace(form, at=to, seen=form.seen | form.shown, shown=frozenset())
    return _show(request, form, found, advisor, language, now=now, begins=begins)


@router.post("/intake/profile")
def load(
    request: Request,
    raw: Annotated[bytes, Depends(_file)],
    advisor: TheAdvisor,
    language: PageLanguage,
) -> Response:
    """The answers of a file, to be checked; what is wrong in it is told, and the rest is taken over."""
    if not raw:
        return _start(request, advisor, language, say("intake_no_file", language))
    try:
        data = profile_in(parse_json(raw, language, limit=LARGEST))
    except ProfileError as error:
        phrase = "intake_file_large" if error.status == 413 else "intake_file_unreadable"
        return _start(request, advisor, language, say(phrase, language), error.status)
    try:
        profile, mistakes = salvage(data, advisor.edition, language)
    except ProfileError:
        return _start(request, advisor, language, say("intake_file_other", language))
    profile = replace(profile, answers=profile.settled)  # one person fills in a form: what is disputed is left open
    form = replace(of_profile(profile), at=REVIEW)
    notice = say("intake_loaded", language, count=len(profile.answers))
    return _show(request, form, Read(profile), advisor, language, notice=notice, mistakes=mistakes, begins=True)


@router.post("/intake/profile.json")
def download(request: Request, fields: Posted, advisor: TheAdvisor, language: PageLanguage) -> Response:
    """The profile so far, as a file."""
    form = filled(fields)
    found = read(form, advisor.edition, language)
    if found.wrong:
        return _show(request, form, found, advisor, language)
    name = say("intake_file_name", language)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(_json(found.profile), media_type=JSON, headers=headers)


@router.post("/advice")
def advise(
    request: Request, fields: Posted, advisor: TheAdvisor, store: TheStore, caller: TheCaller, language: PageLanguage
) -> Response:
    """Keep the advice and lead to its page. The same answers asked for again within a day lead to the same advice."""
    caller.demand("write")
    form = filled(fields)
    found = read(form, advisor.edition, language)
    if not found.wrong and not found.profile.answers:
        found = replace(found, strange=[say("intake_nothing_answered", language)])
    if found.wrong:
        return _show(request, form, found, advisor, language)
    profile = _json(found.profile)
    parts = [profile, language.encode(), advisor.edition.fingerprint.encode(), form.after.encode()]
    key = hashlib.sha256(b"\n".join(parts)).hexdigest()
    sent = asked(key, "intake", language, profile)
    kept = retries.answered(store, caller, sent) if sent else None
    if kept is None:
        advice = advisor.advise(found.profile, language)
        try:
            kept = advices.keep(store, caller, advice, after=form.after or None, asked=sent).kept.id
        except AdviceNotFoundError:  # the earlier one was deleted meanwhile: that costs nobody the answers
            kept = advices.keep(store, caller, advice, asked=sent).kept.id
    return Response(status_code=303, headers={"Location": f"/advice/{kept}", "Cache-Control": "no-store"})


def _json(profile: Profile) -> bytes:
    """A profile as the documented JSON, questions in the order of the catalogue."""
    plain = profile.plain
    about = {name: plain[name] for name in ("name", "reference") if plain[name]}
    data = {**about, "answers": {attribute: plain["answers"][attribute] for attribute in profile.answers}}
    data |= {"notes": {a: note.plain for a, note in profile.notes.items()}} if profile.notes else {}
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _start(request: Request, advisor: Advisor, language: Language, refused: str = "", status: int = 422) -> Response:
    """The start; ``refused``: why a file cannot be used, with the status that says so."""
    edition = advisor.edition
    return page(
        request,
        "intake/start.html",
        status if refused else 200,
        refused=refused,
        examples=offered(edition, language),
        questions=len(edition.questions),
        themes=len(edition.manifest.questions),
        file=FILE,
        example=EXAMPLE,
    )


def _show(
    request: Request,
    form: Filled,
    found: Read,
    advisor: Advisor,
    language: Language,
    *,
    notice: str = "",
    mistakes: list[Mistake] | None = None,
    now: Standing | None = None,
    begins: bool = False,
) -> Response:
    """The step at hand, or the one to mend first.

    ``mistakes``: those of a file; ``now``: how the form stands; ``begins``: whether no step of it was shown before.
    """
    now = now or standing(form, found, advisor, language)
    at = goal(replace(form, to=""), now.steps)
    wrong = (found.wrong and not form.live) or bool(mistakes)
    if found.wrong and not form.live:
        at = faulty(now, found, at)
    here: dict[str, Any] = {
        "form": form,
        "found": found,
        "now": now,
        "at": at,
        "wrong": wrong,
        "mistakes": [told(mistake, advisor.edition, language) for mistake in mistakes or []],
        "begins": begins,
        "notice": notice,
        "arrived": arrived(form, now) if form.at == at else [],
        "gone": form.at == at and gone(form, now),
        "next": suggested(form, now),
        "helpful": worth_answering(form, now)[:SUGGESTED],
        "longest": MOST,
        "confidences": CONFIDENCES,
        "texts": {a: question.text[language] for a, question in advisor.edition.questions.items()},
    }
    template = "intake/review.html" if at == REVIEW else "intake/step.html"
    return page(request, template, 422 if wrong else 200, **here)
