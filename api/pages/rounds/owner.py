"""The pages of who opens rounds: the list, one round with its counts, and what comes out of it."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from advisor.insight.differences import differences
from advisor.insight.groups import LEAST
from advisor.phrases import say
from advisor.report import outline
from advisor.report.differing import differing
from advisor.stages.mistakes import ProfileError
from advisor.stages.profile import understand
from advisor.store import advices, rounds
from advisor.store.callers import Caller
from advisor.store.database import Store
from advisor.store.errors import RoundShapeError, TooFewError

from ...http import session_cookie
from ...http.dependencies import TheAdvisor, TheCaller, TheStore
from ...http.negotiation import JSON
from ...http.page_requests import PageLanguage, chosen
from ..frame import page

router = APIRouter(include_in_schema=False)

Typed = Annotated[str, Form()]


@router.get("/rounds")
def all_rounds(request: Request, store: TheStore, caller: TheCaller) -> Response:
    """The rounds, and the form that opens one."""
    return _list(request, store, caller)


@router.post("/rounds")
def open_round(
    request: Request,
    advisor: TheAdvisor,
    store: TheStore,
    caller: TheCaller,
    language: PageLanguage,
    name: Typed = "",
    reference: Typed = "",
    groups: Typed = "",
) -> Response:
    """Open a round and show its links, this once."""
    caller.demand("write")
    typed = {"name": name, "reference": reference, "groups": groups}
    try:
        about: dict[str, Any] = {"name": name.strip() or None, "reference": reference.strip() or None, "answers": {}}
        agreed = understand(about, advisor.edition, language)
        named = [line.strip() for line in groups.splitlines() if line.strip()]
        made, secrets = rounds.open_(store, caller, agreed, named)
    except ProfileError as error:
        return _list(request, store, caller, 422, [mistake.what for mistake in error.mistakes], typed)
    except RoundShapeError:
        return _list(request, store, caller, 422, [say("page_store_round_shape", language)], typed)
    return _show(request, made, caller, secrets)


@router.get("/rounds/{id}")
def one_round(request: Request, id: str, store: TheStore, caller: TheCaller) -> Response:
    """How many answered, by group."""
    return _show(request, rounds.show(store, caller, id), caller)


@router.post("/rounds/{id}/invite")
def invite(request: Request, id: str, store: TheStore, caller: TheCaller, group: Typed = "") -> Response:
    """Invite a group, and show its link this once."""
    secret = rounds.invite(store, caller, id, group)
    return _show(request, rounds.show(store, caller, id), caller, {group.strip(): secret})


@router.post("/rounds/{id}/revoke")
def revoke(id: str, store: TheStore, caller: TheCaller, group: Typed = "") -> Response:
    """Revoke the link of a group."""
    rounds.revoke(store, caller, id, group)
    return _see_other(f"/rounds/{id}")


@router.post("/rounds/{id}/close")
def close(
    request: Request, id: str, advisor: TheAdvisor, store: TheStore, caller: TheCaller, language: PageLanguage
) -> Response:
    """Close a round; with too few respondents it stays as it is, and the page says so."""
    try:
        rounds.close(store, caller, id, advisor.edition)
    except TooFewError:
        return _show(request, rounds.show(store, caller, id), caller, wrong=say("page_store_too_few", language))
    return _see_other(f"/rounds/{id}")


@router.get("/rounds/{id}/profile.json")
def outcome(id: str, store: TheStore, caller: TheCaller, language: PageLanguage) -> Response:
    """What was answered together, as a file."""
    name = say("intake_file_name", language)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(rounds.outcome(store, caller, id) + "\n", media_type=JSON, headers=headers)


@router.get("/rounds/{id}/differences")
def where_they_differ(
    request: Request, id: str, advisor: TheAdvisor, store: TheStore, caller: TheCaller, language: PageLanguage
) -> Response:
    """Where those who answered differ, and what groups said side by side."""
    profile = understand(json.loads(rounds.outcome(store, caller, id)), advisor.edition, language)
    told = differing(differences(profile, advisor, language), language)
    response = page(request, "rounds/differences.html", one=rounds.show(store, caller, id), told=told)
    response.headers["Cache-Control"] = "no-store"
    return response


@router.post("/rounds/{id}/advice")
def advise(id: str, advisor: TheAdvisor, store: TheStore, caller: TheCaller, language: PageLanguage) -> Response:
    """Keep the advice on what was answered together, and lead to its page."""
    caller.demand("write")
    profile = understand(json.loads(rounds.outcome(store, caller, id)), advisor.edition, language)
    kept = advices.keep(store, caller, advisor.advise(profile, language)).kept
    return _see_other(f"/advice/{kept.id}")


@router.post("/rounds/{id}/delete")
def delete(id: str, store: TheStore, caller: TheCaller) -> Response:
    """Delete a round and all that was answered."""
    rounds.erase(store, caller, id)
    return _see_other("/rounds")


def _list(
    request: Request,
    store: Store,
    caller: Caller,
    status: int = 200,
    wrong: list[str] | None = None,
    typed: dict[str, str] | None = None,
) -> Response:
    language = chosen(request)
    found = [(one, outline.day(one.created, language)) for one in rounds.listed(store, caller)]
    return page(
        request,
        "rounds/list.html",
        status,
        found=found,
        may_write=caller.may("write"),
        wrong=wrong or [],
        typed=typed or dict.fromkeys(("name", "reference", "groups"), ""),
        least=LEAST,
    )


def _show(
    request: Request,
    one: rounds.Round,
    caller: Caller,
    secrets: dict[str, str] | None = None,
    wrong: str = "",
) -> Response:
    at = f"{'https' if session_cookie.secure(request) else 'http'}://{request.url.netloc}"
    response = page(
        request,
        "rounds/round.html",
        409 if wrong else 200,
        one=one,
        day=outline.day(one.created, chosen(request)),
        links={group: f"{at}/answer/{secret}" for group, secret in (secrets or {}).items()},
        may_write=caller.may("write"),
        may_delete=caller.may("admin"),
        wrong=wrong,
        least=LEAST,
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _see_other(place: str) -> Response:
    return RedirectResponse(place, status_code=303, headers={"Cache-Control": "no-store"})
