"""A profile posted by an HTML form, converted to the JSON that is read everywhere else.

A field is named after its attribute, or ``name`` or ``reference``; beside it, ``ATTRIBUTE:note``, ``:evidence`` and
``:confidence``. An empty field is no answer; a field may be repeated
for a question with several answers, and ``[]`` means none of these; numbers are written as people write them. A row of
CSV says the same and is read by the same function. Cookies are ignored: a form on another site has nobody's rights.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from advisor.intake.conversion import own_cells
from advisor.library.edition import Edition
from advisor.library.model import Question
from advisor.library.numbers import as_share
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.stages.mistakes import Mistake
from advisor.stages.notes import columns
from advisor.stages.profile import MAX_BYTES

from .dependencies import TheEdition
from .language import preferred
from .negotiation import JSON, MULTIPART, URLENCODED, body_of, demand, media_type, reads_body
from .problems import ProblemError
from .request_validation import unknown

MAX_FIELDS = 1_000
ABOUT = ("name", "reference")  # the fields that are no questions

Fields = list[tuple[str, str]]


@reads_body
async def profile_body(request: Request, edition: TheEdition) -> bytes:
    """The JSON of a profile, from a body of JSON or from an HTML form. Raises ProblemError (400, 415)."""
    kind = media_type(request)
    raw = await body_of(request, (JSON, URLENCODED, MULTIPART))
    if kind == JSON:
        return raw
    language = preferred(request)
    fields = await _parts(request, language) if kind == MULTIPART else _pairs(raw, language)
    return json.dumps(profile_of(fields, edition), ensure_ascii=False).encode()


async def posted_fields(request: Request, language: Language) -> Fields:
    """The fields of a form on our own pages. Raises ProblemError (400, 415)."""
    return _pairs(await body_of(request, (URLENCODED,)), language)


async def posted_file(request: Request, name: str, language: Language) -> bytes:
    """The content of a file uploaded by a form on our own pages; empty when none was chosen.

    Raises ProblemError (400, 415; 422 for another field).
    """
    demand(request, (MULTIPART,))
    with _readable(language):
        async with request.form(max_files=1, max_fields=MAX_FIELDS, max_part_size=MAX_BYTES) as form:
            if mistakes := unknown((field for field, _ in form.multi_items()), [name], language, several=()):
                raise ProblemError(422, mistakes)
            file = form.get(name)
            return b"" if file is None or isinstance(file, str) else await file.read()


def profile_of(fields: Fields, edition: Edition) -> dict[str, Any]:
    """The profile in the fields of a form, as JSON data; what cannot be an answer is passed on unchanged."""
    values: dict[str, list[str]] = {}
    for name, value in fields:
        values.setdefault(name, []).extend([value] if value.strip() else [])
    cells: dict[str, Any] = {}
    for name, found in values.items():
        question = edition.questions.get(name)
        one = len(found) < 2 or (question is not None and question.kind == "choices")
        cells[name] = ";".join(found) if one else found
    repeated = {name: cells.pop(name) for name in list(cells) if isinstance(cells[name], list)}
    profile = own_cells(cells, edition)
    beside = columns(edition)
    for name in values:  # an unknown field is a mistake, even when it is empty
        if name.strip() not in (*ABOUT, *edition.questions, *beside):
            profile["answers"].setdefault(name.strip(), None)
    for name, found in repeated.items():  # a list instead of one value: a mistake that the reader of profiles reports
        if name in beside:
            attribute, part = beside[name]
            profile.setdefault("notes", {}).setdefault(attribute, {})[part] = found
        else:
            (profile if name in ABOUT else profile["answers"])[name] = found
    return profile


def percentage_or_share(question: Question, values: Iterable[str], language: Language) -> str | None:
    """The question that a page asks about a percentage between 0 and 1, which may be meant as a fraction; else None."""
    share = next(filter(None, (as_share(value, question) for value in values)), None)
    return say("percentage_or_share", language, one=share[0], other=share[1]) if share else None


def _pairs(raw: bytes, language: Language) -> Fields:
    try:
        return parse_qsl(raw.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except ValueError:
        raise _unreadable(language) from None


async def _parts(request: Request, language: Language) -> Fields:
    with _readable(language):
        async with request.form(max_files=0, max_fields=MAX_FIELDS, max_part_size=MAX_BYTES) as form:
            return [(name, value) for name, value in form.multi_items() if isinstance(value, str)]


@contextmanager
def _readable(language: Language) -> Iterator[None]:
    """Raises ProblemError (400) when the parts of a form cannot be read."""
    try:
        yield
    except ClientDisconnect:
        raise ProblemError(400, [Mistake("", say("http_unreadable", language), "")]) from None
    except (HTTPException, ValueError, LookupError):
        raise _unreadable(language) from None


def _unreadable(language: Language) -> ProblemError:
    expected = say("expected_html_form", language, count=MAX_FIELDS)
    return ProblemError(400, [Mistake("", say("html_form_unreadable", language), expected)])
