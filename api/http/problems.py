"""Errors as RFC 9457 problem details with one entry per mistake. The message of an exception is never shown."""

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from advisor.budget import OverBudgetError
from advisor.library.nearest import nearest
from advisor.library.wording import Language
from advisor.phrases import PHRASES, say
from advisor.stages.mistakes import MAX_MISTAKES, Mistake, ProfileError
from advisor.store.errors import StoreError

from .headers import SAFE
from .language import headers as language_headers
from .methods import allowed
from .page_refusals import Said, said_of
from .page_requests import spoken, wants_page
from .store_problems import told

MEDIA_TYPE = "application/problem+json"

FailurePage = Callable[[Request, int, Said, Mapping[str, str]], Response]  # for a status, what to say, the headers


class Entry(BaseModel):
    """One mistake."""

    model_config = ConfigDict(frozen=True)

    pointer: str = Field(description="A JSON pointer into the body; empty for the request as a whole.")
    detail: str = Field(description="What is wrong.")
    expected: str | None = Field(description="What was expected.")
    nearest: str | None = Field(description="The valid name closest to what was sent.")


class Problem(BaseModel):
    """Why a request was refused: RFC 9457 problem details with one entry per mistake."""

    model_config = ConfigDict(frozen=True)

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[Entry] = Field(min_length=1)


class ProblemError(Exception):
    """A refused request: the status, the mistakes, and headers that belong to the refusal.

    ``said``: what a page says instead. Without it a page says what goes with the status, because mistakes are worded
    for programs and none of them reaches a page.
    """

    def __init__(
        self,
        status: int,
        mistakes: list[Mistake],
        headers: Mapping[str, str] | None = None,
        *,
        said: Said | None = None,
    ) -> None:
        self.status = status
        self.mistakes = mistakes
        self.headers = dict(headers or {})
        self.said = said
        super().__init__(status)


def problem(status: int, mistakes: list[Mistake], language: Language) -> Problem:
    """Mistakes as problem details in one language."""
    title = f"status_{status}" if f"status_{status}" in PHRASES else "status_400" if status < 500 else "status_500"
    count = len(mistakes)
    return Problem(
        title=say(title, language),
        status=status,
        detail=mistakes[0].what if count == 1 else say("http_mistakes", language, count=count),
        errors=[
            Entry(pointer=m.pointer, detail=m.what, expected=m.expected or None, nearest=m.nearest) for m in mistakes
        ],
    )


def no_such_id(name: str, known: Iterable[str], place: str, language: Language) -> ProblemError:
    """The refusal (404) of an id that does not exist, with the nearest one; ``place``: the path that lists them."""
    expected = say("expected_id", language, place=place)
    return ProblemError(404, [Mistake("", say("http_no_id", language), expected, nearest(name[:80], known))])


def install(app: FastAPI, page: FailurePage) -> None:
    """Answer every error of an application with a problem, or with a page when a browser asked for one."""
    app.state.failure_page = page
    for kind in (
        ProblemError,
        ProfileError,
        OverBudgetError,
        StoreError,
        RequestValidationError,
        HTTPException,
        Exception,
    ):
        app.add_exception_handler(kind, _handle)


def _handle(request: Request, error: Exception) -> Response:
    return refuse(request, error)


def refuse(request: Request, error: Exception) -> Response:
    """The response to an error: a problem in the language of the request, or a page when a browser asked for one."""
    as_page, language = wants_page(request), spoken(request)
    status, mistakes, headers = 500, [Mistake("", say("http_failed", language), "")], {}
    if isinstance(error, ProblemError):
        status, mistakes, headers = error.status, error.mistakes, error.headers
    elif isinstance(error, ProfileError):
        status, mistakes = error.status, error.mistakes
    elif isinstance(error, OverBudgetError):
        status, mistakes = 503, [Mistake("", say("service_over_budget", language), say("expected_less", language))]
    elif isinstance(error, StoreError):
        status, mistakes, headers = told(error, language)
    elif isinstance(error, RequestValidationError):
        status, mistakes = 422, [parameter_mistake(e, language) for e in error.errors()[:MAX_MISTAKES]]
        mistakes = list(dict.fromkeys(mistakes))  # a dependency of two routes is validated twice
    elif isinstance(error, HTTPException):
        status = error.status_code
        mistake, headers = _http(request, status, language)
        mistakes = [mistake]
    if as_page:
        said = error.said if isinstance(error, ProblemError) else None
        phrase = error.phrase if isinstance(error, StoreError) else ""
        page: FailurePage = request.app.state.failure_page
        return page(request, status, said or said_of(status, language, phrase), headers)
    return Response(
        problem(status, mistakes, language).model_dump_json(indent=2) + "\n",
        status_code=HTTPStatus(status),
        headers={**SAFE, **language_headers(language), "Cache-Control": "no-store", **headers},
        media_type=MEDIA_TYPE,
    )


def parameter_mistake(error: Mapping[str, object], language: Language) -> Mistake:
    """A pydantic error about a parameter as a mistake; the value sent is not shown."""
    place, context = error.get("loc"), error.get("ctx")
    name = str(place[-1])[:60] if isinstance(place, tuple | list) and place else ""
    expected = str(context.get("expected", "")) if isinstance(context, dict) else ""
    codes = expected.replace("'", "").replace(" or ", ", ")
    options = say("expected_options", language, codes=codes) if codes else ""
    near = nearest(str(error.get("input"))[:80], codes.split(", ")) if codes else None
    return Mistake("", say("http_parameter", language, name=name), options, near)


def _http(request: Request, status: int, language: Language) -> tuple[Mistake, dict[str, str]]:
    """The mistake and headers for errors that FastAPI and Starlette raise themselves; their messages are dropped."""
    if status == 404:
        near = nearest(request.url.path[:80], request.app.openapi()["paths"])
        return Mistake("", say("http_no_address", language), say("expected_address", language), near), {}
    if status == 405:
        methods = allowed(request)
        return Mistake("", say("http_method", language), methods), {"Allow": methods}
    return Mistake("", say("http_unreadable" if status < 500 else "http_failed", language), ""), {}
