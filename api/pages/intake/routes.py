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
from advisor.stages.profile import Mistake, Profile, ProfileError, parse_json
from advisor.store import advices, retries

from ...callers import TheCaller, TheStore, asked
from ...content import JSON, reads_body
from ...forms import Fields, posted_fields, posted_file
from ...knowledge import TheAdvisor
from ..frame import PageLanguage, page
from .examples import examples
from .examples import shown as offered
from .filled import EXAMPLE, Filled, Read, filled, of_profile, read, salvage
from .steps import NEXT, REVIEW, SUGGESTED, Standing, arrived, faulty, goal, gone, standing, suggested

FILE = "profile"  # the name of the field that brings a file

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
    return _show(request, form, Read(Profile({})), advisor, language)


@router.post("/intake")
def step(request: Request, fields: Posted, advisor: TheAdvisor, language: PageLanguage) -> Response:
    """The step that is asked for; the same step again while there is a mistake, or when new questions came up in it."""
    form, edition = filled(fields), advisor.edition
    chosen = examples(edition).get(dict(fields).get(EXAMPLE, ""))
    if chosen is not None:
        notice = say("intake_from_example", language, name=chosen.name or "")
        return _show(request, replace(of_profile(chosen), at=REVIEW), Read(chosen), advisor, language, notice=notice)
    found = read(form, edition, language)
    at = goal(replace(form, to=""), edition.manifest.questions)
    form = replace(form, at=at)
    if found.wrong or form.live:
        return _show(request, form, found, advisor, language)
    now = standing(form, found, advisor, language)
    to = goal(form, edition.manifest.questions)
    if to != at and not (form.to == NEXT and arrived(form, now)):
        form = replace(form, at=to, seen=form.seen | form.shown, shown=frozenset())
    return _show(request, form, found, advisor, language, now=now)


@router.post("/intake/profile")
def load(
    request: Request,
    raw: Annotated[bytes, Depends(_file)],
    advisor: TheAdvisor,
    language: PageLanguage,
) -> Response:
    """The answers of a file, to be checked; what is wrong in it is told, and the rest is taken over."""
    if not raw:
        return _start(request, advisor, language, [Mistake("", say("intake_no_file", language), "")])
    try:
        profile, mistakes = salvage(parse_json(raw, language), advisor.edition, language)
    except ProfileError as error:
        return _start(request, advisor, language, error.mistakes)
    form = replace(of_profile(profile), at=REVIEW)
    notice = say("intake_loaded", language, count=len(profile.answers))
    return _show(request, form, Read(profile), advisor, language, notice=notice, mistakes=mistakes)


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
    told = _json(found.profile)
    key = hashlib.sha256(b"\n".join([told, language.encode(), advisor.edition.sha256.encode()])).hexdigest()
    sent = asked(key, "intake", language, told)
    kept = retries.answered(store, caller, sent) if sent else None
    if kept is None:
        kept = advices.keep(store, caller, advisor.advise(found.profile, language), asked=sent).kept.id
    return Response(status_code=303, headers={"Location": f"/advice/{kept}", "Cache-Control": "no-store"})


def _json(profile: Profile) -> bytes:
    """A profile as the documented JSON, questions in the order of the catalogue."""
    plain = profile.plain
    about = {name: plain[name] for name in ("name", "reference") if plain[name]}
    data = {**about, "answers": {attribute: plain["answers"][attribute] for attribute in profile.answers}}
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _start(request: Request, advisor: Advisor, language: Language, mistakes: list[Mistake] | None = None) -> Response:
    edition = advisor.edition
    return page(
        request,
        "intake/start.html",
        422 if mistakes else 200,
        mistakes=mistakes or [],
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
) -> Response:
    """The step at hand, or the one to mend first; ``mistakes``: those of a file; ``now``: how the form stands."""
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
        "mistakes": mistakes or [],
        "notice": notice,
        "arrived": arrived(form, now) if form.at == at else [],
        "gone": form.at == at and gone(form, now),
        "next": suggested(form, now),
        "first": SUGGESTED,
        "texts": {a: question.text[language] for a, question in advisor.edition.questions.items()},
    }
    template = "intake/review.html" if at == REVIEW else "intake/step.html"
    return page(request, template, 422 if wrong else 200, **here)
