"""Nothing that a request asks for is passed over: each name must be known, each value such as can be used.

What a route knows is read from the route itself: the parameters and form fields that its function and its dependencies
declare. One dependency of the application (`demand_known`) holds every request against that. A dependency that reads a
body for itself (`negotiation.reads_body`) holds that body to account itself.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final, get_args, get_origin

from fastapi._compat import ModelField
from fastapi.dependencies.models import Dependant
from fastapi.dependencies.utils import get_dependant, request_params_to_args
from fastapi.routing import APIRoute
from starlette.requests import Request

from advisor.library.nearest import Hints
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.stages.mistakes import MAX_MISTAKES, Mistake, short
from advisor.stages.profile import HINTS

from .accept import joined, parts
from .language import language as in_language
from .negotiation import MULTIPART, READERS, URLENCODED, demand, media_type
from .page_requests import spoken
from .problems import ProblemError, parameter_mistake

_CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105 - of RFC 9110
_PARAMETER = rf'(?!q\s*=){_TOKEN}\s*=\s*(?:{_TOKEN}|"[^"]*")'
_WEIGHED = r"(?:\s*;\s*q\s*=\s*(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?"
_EVERYWHERE: Final = get_dependant(path="", call=in_language)  # what `app` asks of every route beside its own
_HEADERS: Final = {  # what each item of a header looks like (RFC 9110), and the phrase that says so
    "accept": (
        re.compile(rf"(?:\*/\*|{_TOKEN}/\*|{_TOKEN}/{_TOKEN})(?:\s*;\s*{_PARAMETER})*{_WEIGHED}", re.IGNORECASE),
        "expected_accept",
    ),
    "accept-language": (
        re.compile(rf"(?:\*|[a-z]{{1,8}}(?:-[a-z0-9]{{1,8}})*){_WEIGHED}", re.IGNORECASE),
        "expected_accept_language",
    ),
    "if-none-match": (re.compile(r'\*|(?:W/)?"[^"]*"'), "expected_etag"),
}


async def demand_known(request: Request) -> None:
    """Raises ProblemError with every parameter, form field and header that cannot be used: 422, or 400 for headers."""
    route = request.scope["route"]
    assert isinstance(route, APIRoute)  # noqa: S101 - there are no others
    every, language = [*_all(route.dependant), *_all(_EVERYWHERE)], spoken(request)
    fields = {field.alias: field for part in every for field in part.query_params}
    mistakes = unknown((name for name, _ in request.query_params.multi_items()), fields, language, _several(fields))
    _, errors = request_params_to_args(list(fields.values()), request.query_params)
    mistakes += [parameter_mistake(error, language) for error in errors]
    malformed = list(_headers(request, every, language))
    if request.method in _CHANGING and not any(part.call in READERS for part in every):
        taken = {field.alias: field for part in every for field in part.body_params}
        if taken and not mistakes and not malformed:
            demand(request, (URLENCODED, MULTIPART))
        mistakes += await _in_form(request, taken, language)
    if mistakes or malformed:
        raise ProblemError(422 if mistakes else 400, list(dict.fromkeys(mistakes + malformed))[:MAX_MISTAKES])


def unknown(
    names: Iterable[str], known: Collection[str], language: Language, several: Collection[str] | None = None
) -> list[Mistake]:
    """A mistake for each name that is not known; and for each that comes more than once, unless it is in ``several``.

    Without ``several`` any may come more than once.
    """
    found: list[Mistake] = []
    hints = Hints(HINTS)
    for name, count in Counter(names).items():
        if name not in known:
            near = hints(name, known)
            expected = say("expected_options", language, codes=", ".join(known)) if known else ""
            found.append(Mistake("", say("http_unknown_name", language, name=short(name)), expected, near))
        elif count > 1 and several is not None and name not in several:
            found.append(Mistake("", say("http_twice", language, name=short(name)), ""))
    return found


def _all(dependant: Dependant) -> Iterator[Dependant]:
    """What a route depends on, itself first."""
    yield dependant
    for part in dependant.dependencies:
        yield from _all(part)


def _several(fields: Mapping[str, ModelField]) -> set[str]:
    """The names that may come more than once: what is declared as a list, or as a list or nothing."""
    kinds = {name: field.field_info.annotation for name, field in fields.items()}
    return {name for name, kind in kinds.items() if list in (get_origin(kind), *map(get_origin, get_args(kind)))}


async def _in_form(request: Request, fields: Mapping[str, ModelField], language: Language) -> list[Mistake]:
    """The mistakes in the fields of a form that FastAPI reads, or that nobody does."""
    if media_type(request) not in (URLENCODED, MULTIPART):
        return []
    form = await request.form(max_files=0)
    return unknown((name for name, _ in form.multi_items()), fields, language, _several(fields))


def _headers(request: Request, every: list[Dependant], language: Language) -> Iterator[Mistake]:
    """What is wrong with the headers that are read."""
    for name, (pattern, phrase) in _HEADERS.items():
        if not all(pattern.fullmatch(part) for part in parts(joined(request, name))):
            yield Mistake("", say("http_header", language, name=name.title()), say(phrase, language))
    for name in sorted({field.alias for part in every for field in part.header_params}):
        if len(request.headers.getlist(name)) > 1:
            yield Mistake("", say("http_twice", language, name=name), "")
