"""Many profiles in one request: one line for each, in the order sent, and what they have in common.

The body goes to an unnamed file, whose rows are read and answered one by one by the functions behind ``advisor batch``:
little is held in memory, and nothing runs on the event loop. Every step is bounded by the size of the body and checks
its budget (``budgets``).
"""

import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from itertools import chain, islice
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from advisor.advice import Advisor
from advisor.batch.outcomes import Form, Order, Outcome, outcome_of, refused
from advisor.batch.portfolio import Portfolio, Tally, summarise
from advisor.batch.summary import as_json
from advisor.batch.tabular import COLUMNS
from advisor.budget import OverBudgetError, check
from advisor.intake.parquet import IntakeError
from advisor.intake.rows import Row, rows
from advisor.library.cells import csv_line
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.stages.mistakes import Mistake, ProfileError
from advisor.stages.profile import MAX_BYTES as MAX_ROW

from ..http.caching import fresh
from ..http.dependencies import TheAdvisor, TheCaller
from ..http.language import LanguageAsked
from ..http.language import headers as language_headers
from ..http.negotiation import JSON, demand, media_type, preferred_type, reads_body, written
from ..http.problems import ProblemError
from ..http.uploads import Upload, received
from ..middleware.budgets import Item, in_turns
from ..observability import metrics
from ..openapi.document import PROFILES_BODY, batch_answers, problems

router = APIRouter(prefix="/v1", tags=["batch"])

JSON_LINES, ND_JSON, CSV = "application/jsonl", "application/x-ndjson", "text/csv"
READ: Mapping[str, str] = {ND_JSON: "jsonl", JSON_LINES: "jsonl", CSV: "csv", JSON: "json"}
# The first is the default: clients take a media type that starts with application/json for a single JSON document.
WRITTEN: Mapping[str, Form] = {ND_JSON: "jsonl", JSON_LINES: "jsonl", CSV: "csv"}

MAX_BYTES = 32 * 1024 * 1024
MAX_ROWS = 10_000
SECONDS = 300.0  # of processor time; the maximum number of rows takes a fifth of that
_NO_SPACE = re.compile(r"[^ \t\r\n]")
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\Z)|[][{},]', re.DOTALL)  # the delimiters of the items of an array
LIMITS = dict.fromkeys((f"{router.prefix}/batch", f"{router.prefix}/portfolio"), MAX_BYTES)  # bytes that each accepts
INSTEAD = dict.fromkeys(LIMITS, "expected_batch_command")  # the remedy when a body is larger


@reads_body
async def sent(request: Request, caller: TheCaller) -> AsyncIterator[Upload]:
    """The body of a request, once an upload slot is free. Raises ProblemError (400, 415, 503)."""
    demand(request, tuple(READ))
    request.state.budget.seconds = SECONDS
    async with request.app.state.places.taken(request, caller.tenant):
        async for upload in received(request, f"profiles.{READ[media_type(request)]}"):
            yield upload


Sent = Annotated[Upload, Depends(sent)]


@router.post(
    "/batch",
    summary="The advice for each of many profiles",
    response_class=Response,
    responses={200: batch_answers(ND_JSON, JSON_LINES, CSV), **problems(400, 406, 413, 415, 422, 503)},
    openapi_extra=PROFILES_BODY,
    dependencies=[Depends(written(*WRITTEN))],
)
async def batch(request: Request, upload: Sent, advisor: TheAdvisor, language: LanguageAsked) -> Response:
    """A line (or rows of CSV) per profile, in the order sent; a profile with mistakes affects its own line only.

    ``advice`` on a line is byte for byte what that profile gives alone. At most 10,000 profiles in 32 MiB, and 300
    seconds of processor time: when it runs out, the last line says so. Nothing is saved.
    """
    wanted = preferred_type(request, *WRITTEN)
    order = Order(WRITTEN[wanted], language)
    todo = await counted_rows(request, upload, advisor, language)
    head = [csv_line(COLUMNS).encode()] if order.form == "csv" else []
    lines = chain(head, (outcome.written for outcome in _to_the_end(todo, order, advisor)))
    media = f"{wanted}; charset=utf-8; header=present" if wanted == CSV else wanted
    headers = {**language_headers(language), "Cache-Control": "no-store", "Content-Type": media}
    return StreamingResponse(_in_turns(request, lines), headers={**headers, "Vary": "Accept, Accept-Language"})


@router.post(
    "/portfolio",
    summary="What many profiles have in common",
    response_model=Portfolio,
    response_description="How often each finding and recommendation is given, by class of organisation.",
    responses=problems(400, 406, 413, 415, 422, 503),
    openapi_extra=PROFILES_BODY,
    dependencies=[Depends(written(JSON))],
)
async def portfolio(request: Request, upload: Sent, advisor: TheAdvisor, language: LanguageAsked) -> Response:
    """The same profiles as for /v1/batch, counted. Profiles with mistakes are counted separately. Nothing is saved."""
    tally, wrong = Tally(len(advisor.edition.manifest.portfolio)), 0
    todo = await counted_rows(request, upload, advisor, language)
    async for outcome in _in_turns(request, _outcomes(todo, Order("jsonl", language), advisor)):
        if outcome.counted is None:
            wrong += 1
        else:
            tally.add(outcome.counted)
    content = as_json(summarise(tally, wrong, advisor.edition, language))
    return fresh(content.encode(), language)


def _in_turns(request: Request, todo: Iterator[Item]) -> AsyncIterator[Item]:
    return in_turns(todo, request.state.budget, request.app.state.budgets)


def _to_the_end(todo: Iterator[Row], order: Order, advisor: Advisor) -> Iterator[Outcome]:
    """The outcomes until the budget is spent; the answer has started by then, so its last line has to say so."""
    number = 0
    try:
        for outcome in _outcomes(todo, order, advisor):
            number += 1
            yield outcome
    except OverBudgetError:
        mistake = Mistake("", say("batch_over_budget", order.language), say("expected_batch_command", order.language))
        yield refused(Row(number + 1, "", [mistake]), [mistake], order)


def _outcomes(todo: Iterator[Row], order: Order, advisor: Advisor) -> Iterator[Outcome]:
    for row in todo:
        check()
        outcome = outcome_of(row, order, advisor)
        if outcome.counted is not None:
            metrics.ADVICES.inc()
        yield outcome


async def counted_rows(request: Request, upload: Upload, advisor: Advisor, language: Language) -> Iterator[Row]:
    """The rows of a file. Faults of the file as a whole are raised before the first row.

    Raises ProblemError, ProfileError, OverBudgetError.
    """
    most = 0
    async for _ in _in_turns(request, _read(upload, advisor, language)):
        most += 1
    if most > MAX_ROWS:
        expected = say("expected_batch_command", language)
        raise ProblemError(413, [Mistake("", say("too_many_rows", language, limit=MAX_ROWS), expected)])
    return _rows(upload, advisor, language)


def _read(upload: Upload, advisor: Advisor, language: Language) -> Iterator[None]:
    """None for each row, up to one more than allowed: no row is held in memory."""
    for _ in islice(_rows(upload, advisor, language), MAX_ROWS + 1):
        check()
        yield None


def _rows(upload: Upload, advisor: Advisor, language: Language) -> Iterator[Row]:
    """The rows, read on demand, so that reading takes turns as well."""
    if upload.suffix == ".json":
        yield from _array(upload.read_bytes(), language)
        return
    try:
        yield from rows(upload, advisor.edition, language)
    except IntakeError as error:
        raise ProblemError(
            422, [Mistake("", line.removeprefix(f"{upload.name}: "), "") for line in error.lines]
        ) from None


def _array(raw: bytes, language: Language) -> Iterator[Row]:
    """Each item of a JSON array, cut out without being parsed. Raises ProfileError when it is not an array."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ProfileError([Mistake("", say("not_utf8", language), "UTF-8")], status=400) from None
    at, number = _after_space(text, 0), 0
    if not text.startswith("[", at):
        raise ProfileError([Mistake("", say("not_an_array", language), "JSON")], status=400)
    at = _after_space(text, at + 1)
    while not (number == 0 and text.startswith("]", at)):
        check()
        end = _end(text, at)
        big = end - at > MAX_ROW
        if end == at or not (big or _is_json(text[at:end])):
            raise _not_json(text, at, language)
        number += 1
        mistakes = [Mistake("", say("too_big", language, limit=MAX_ROW // 1024), "")]
        yield Row(number, f"/{number - 1}", mistakes if big else text[at:end].encode("utf-8", "surrogatepass"))
        at = _after_space(text, end)
        if text.startswith("]", at):
            break
        if not text.startswith(",", at):
            raise _not_json(text, at, language)
        at = _after_space(text, at + 1)
    if _after_space(text, at + 1) != len(text):
        raise _not_json(text, at + 1, language)


def _end(text: str, at: int) -> int:
    """Where an item of an array ends; ``at`` itself when it does not end. Linear; raises as `budget.check`."""
    depth = 0
    for number, token in enumerate(_TOKEN.finditer(text, at)):
        if number % 10_000 == 0:
            check()
        found = text[token.start()]
        depth += (found in "[{") - (found in "]}")
        if depth < 0 or (depth == 0 and found == ","):
            return token.start()
        if depth == 0 and found in '"]}':
            return token.end()
    return at


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _after_space(text: str, at: int) -> int:
    found = _NO_SPACE.search(text, at)
    return found.start() if found else len(text)


def _not_json(text: str, at: int, language: Language) -> ProfileError:
    line = text.count("\n", 0, at) + 1
    detail = f"{line}:{at - text.rfind(chr(10), 0, at)}"
    return ProfileError([Mistake("", say("not_json", language, detail=detail), "JSON")], status=400)
