"""Many profiles in one request: a line for each, in the order they came, and what they have in common.

What is sent goes to a temporary file, and its rows are read and answered one by one as ``advisor batch`` does it, by
the same functions; so little is in memory, and none of it on the event loop.
"""

import json
import re
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse

from advisor.advice import Advisor
from advisor.batch.outcomes import Form, Order, Outcome, outcome_of
from advisor.batch.portfolio import Portfolio, Tally, summarise
from advisor.batch.summary import as_json
from advisor.batch.tabular import COLUMNS, csv_line
from advisor.intake.parquet import IntakeError
from advisor.intake.rows import Row, rows
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.stages.profile import MAX_BYTES as MAX_ROW
from advisor.stages.profile import Mistake, ProfileError

from . import metrics
from .content import JSON, demand, media_type, written
from .documentation import PROFILES_BODY, batch_answers, problems
from .knowledge import TheAdvisor
from .languages import LanguageAsked, preferred
from .languages import headers as language_headers
from .preferences import best, joined
from .problems import ProblemError

router = APIRouter(prefix="/v1", tags=["batch"])

JSON_LINES, ND_JSON, CSV = "application/jsonl", "application/x-ndjson", "text/csv"
READ: Mapping[str, str] = {JSON_LINES: "jsonl", ND_JSON: "jsonl", CSV: "csv", JSON: "json"}
WRITTEN: Mapping[str, Form] = {JSON_LINES: "jsonl", ND_JSON: "jsonl", CSV: "csv"}

MAX_BYTES = 32 * 1024 * 1024
MAX_ROWS = 10_000
_NO_SPACE = re.compile(r"[^ \t\r\n]")
LIMITS = dict.fromkeys((f"{router.prefix}/batch", f"{router.prefix}/portfolio"), MAX_BYTES)  # bytes that each may take
INSTEAD = dict.fromkeys(LIMITS, "expected_batch_command")  # what who sends more is told


async def sent(request: Request) -> AsyncIterator[Path]:
    """The body of a request in a file, which is gone after the answer. Raises ProblemError (400, 415)."""
    demand(request, tuple(READ))
    with tempfile.TemporaryDirectory(prefix="advisor-") as folder:
        path = Path(folder, f"profiles.{READ[media_type(request)]}")
        with path.open("wb") as file:
            try:
                async for block in request.stream():
                    await run_in_threadpool(file.write, block)
            except ClientDisconnect:
                raise ProblemError(400, [Mistake("", say("http_unreadable", preferred(request)), "")]) from None
        yield path


Sent = Annotated[Path, Depends(sent)]


@router.post(
    "/batch",
    operation_id="batch",
    summary="The advice for each of many profiles",
    response_class=Response,
    responses={200: batch_answers(JSON_LINES, ND_JSON, CSV), **problems(400, 406, 413, 415, 422, 503)},
    openapi_extra=PROFILES_BODY,
    dependencies=[Depends(written(*WRITTEN))],
)
def batch(request: Request, path: Sent, advisor: TheAdvisor, language: LanguageAsked) -> Response:
    """A line (or rows of CSV) for each profile, in the order they came; a profile with mistakes costs its own only.

    ``advice`` on a line is to the byte what that profile gives alone. At most 10,000 in 32 MiB. Nothing is kept.
    """
    wanted = best(tuple(WRITTEN), joined(request, "accept")) or JSON_LINES
    order = Order(WRITTEN[wanted], language)
    todo = counted_rows(path, advisor, language)
    head = [csv_line(COLUMNS).encode()] if order.form == "csv" else []
    lines = chain(head, (outcome.written for outcome in _outcomes(todo, order, advisor)))
    media = f"{wanted}; charset=utf-8; header=present" if wanted == CSV else wanted
    headers = {**language_headers(language), "Cache-Control": "no-store", "Content-Type": media}
    return StreamingResponse(lines, headers={**headers, "Vary": "Accept, Accept-Language"})


@router.post(
    "/portfolio",
    operation_id="portfolio",
    summary="What many profiles have in common",
    response_model=Portfolio,
    response_description="How often each finding and recommendation is given, by class of organisation.",
    responses=problems(400, 406, 413, 415, 422, 503),
    openapi_extra=PROFILES_BODY,
    dependencies=[Depends(written(JSON))],
)
def portfolio(path: Sent, advisor: TheAdvisor, language: LanguageAsked) -> Response:
    """The same profiles as for /v1/batch, counted. Profiles with mistakes are counted apart. Nothing is kept."""
    tally, wrong = Tally(len(advisor.edition.manifest.portfolio)), 0
    for outcome in _outcomes(counted_rows(path, advisor, language), Order("jsonl", language), advisor):
        if outcome.counted is None:
            wrong += 1
        else:
            tally.add(outcome.counted)
    content = as_json(summarise(tally, wrong, advisor.edition, language))
    return Response(content, media_type=JSON, headers={**language_headers(language), "Cache-Control": "no-store"})


def _outcomes(todo: Iterator[Row], order: Order, advisor: Advisor) -> Iterator[Outcome]:
    for row in todo:
        outcome = outcome_of(row, order, advisor)
        if outcome.counted is not None:
            metrics.ADVICES.inc()
        yield outcome


def counted_rows(path: Path, advisor: Advisor, language: Language) -> Iterator[Row]:
    """The rows of a file. What is wrong with the whole is told before the first: raises ProblemError."""
    most = sum(1 for _ in islice(_rows(path, advisor, language), MAX_ROWS + 1))
    if most > MAX_ROWS:
        expected = say("expected_batch_command", language)
        raise ProblemError(
            413, [Mistake("", say("too_many_rows", language, limit=f"{MAX_ROWS:_}".replace("_", " ")), expected)]
        )
    return _rows(path, advisor, language)


def _rows(path: Path, advisor: Advisor, language: Language) -> Iterator[Row]:
    if path.suffix == ".json":
        return _array(path.read_bytes(), language)
    try:
        return rows(path, advisor.edition, language)
    except IntakeError as error:
        raise ProblemError(
            422, [Mistake("", line.removeprefix(f"{path.name}: "), "") for line in error.lines]
        ) from None


def _array(raw: bytes, language: Language) -> Iterator[Row]:
    """Each item of a JSON array, cut out of it without being read. Raises ProfileError when it is none."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ProfileError([Mistake("", say("not_utf8", language), "UTF-8")], status=400) from None
    cut = json.JSONDecoder().raw_decode
    at, number = _after_space(text, 0), 0
    if not text.startswith("[", at):
        raise ProfileError([Mistake("", say("not_an_array", language), "JSON")], status=400)
    at = _after_space(text, at + 1)
    while not (number == 0 and text.startswith("]", at)):
        try:
            _, end = cut(text, at)
        except (ValueError, RecursionError):
            raise _not_json(text, at, language) from None
        number += 1
        item = text[at:end]
        big = len(item) > MAX_ROW
        mistakes = [Mistake("", say("too_big", language, limit=MAX_ROW // 1024), "")]
        yield Row(number, f"/{number - 1}", mistakes if big else item.encode())
        at = _after_space(text, end)
        if text.startswith("]", at):
            break
        if not text.startswith(",", at):
            raise _not_json(text, at, language)
        at = _after_space(text, at + 1)
    if _after_space(text, at + 1) != len(text):
        raise _not_json(text, at + 1, language)


def _after_space(text: str, at: int) -> int:
    found = _NO_SPACE.search(text, at)
    return found.start() if found else len(text)


def _not_json(text: str, at: int, language: Language) -> ProfileError:
    line = text.count("\n", 0, at) + 1
    detail = f"{line}:{at - text.rfind(chr(10), 0, at)}"
    return ProfileError([Mistake("", say("not_json", language, detail=detail), "JSON")], status=400)
