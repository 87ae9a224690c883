"""A whole batch: rows in, outcomes out, over all cores, in order, with no more in memory than is being worked on."""

import contextlib
import json
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from multiprocessing import connection
from pathlib import Path

from ..advice import Advisor, open_advisor
from ..intake import parquet
from ..intake.mapping import FormMapping
from ..intake.remarks import Remarks
from ..intake.rows import Row, rows, survey
from ..library.cells import csv_line
from ..library.folders import Folders
from ..library.wording import Language
from ..phrases import say
from . import cluster
from .checkpoint import BatchError, Checkpoint, State
from .outcomes import REPORTS, SOFTWARE, Form, Order, Outcome, outcome_of
from .portfolio import Portfolio, Tally, summarise
from .tabular import BYTE_ORDER_MARK, COLUMNS, NUMBERS

CHUNK = 16  # rows that a worker takes at once
AHEAD = 3  # chunks under way for each worker
SAVED_EVERY = 0.5  # seconds
TOLD = 10  # mistakes that are told at the end


@dataclass(frozen=True)
class Batch:
    """What to do: which profiles, what to write of them, and where."""

    input: Path
    output: Path
    form: Form
    language: Language = "nl"
    data: Folders = field(default_factory=Folders)
    mapping: FormMapping | None = None
    workers: int | None = None
    excel: bool = False
    restart: bool = False
    cluster: str | None = None  # the address of a scheduler, whose workers do it in the place of processes here


@dataclass(frozen=True)
class Done:
    """How a batch ended: its rows, how many had mistakes, after which row it went on, and what they have in common.

    ``told`` are the first mistakes, ``remarks`` what else is worth telling of the input; each a sentence.
    """

    rows: int
    with_mistakes: int
    continued_after: int
    portfolio: Portfolio
    told: list[str]
    remarks: list[str]


class InterruptedBatchError(BatchError):
    """A batch that stopped on the way; the same batch goes on after what is done."""


def run(batch: Batch, advisor: Advisor, progress: Callable[[int, int], None] | None = None) -> Done:
    """Do a batch, or what is left of it. ``progress`` is told how many rows are done, of about how many.

    ``advisor`` is on the knowledge that ``batch.data`` names. Raises IntakeError when the input as a whole cannot be
    read, BatchError when the output is not this batch's, InterruptedBatchError (also on Ctrl-C), OSError.
    """
    if batch.form == "parquet":
        parquet.demand(batch.language)  # now, not after an hour
    if batch.cluster is not None:
        cluster.demand(batch.language)
    digest, about = survey(batch.input, batch.language)
    remarks = Remarks()
    todo = rows(batch.input, advisor.edition, batch.language, batch.mapping, remarks)
    order = Order(batch.form, batch.language, batch.mapping, ";" if batch.excel else ",")
    used = {
        "input": digest,
        "mapping": batch.mapping.sha256 if batch.mapping else "",
        "options": f"{batch.form} {batch.language} {order.separator}",
        "knowledge": advisor.edition.fingerprint,
        "software": SOFTWARE,
    }
    splits = len(advisor.edition.manifest.portfolio)
    with Checkpoint(batch.output, used, batch.language, folder=batch.form in REPORTS) as kept:
        start = kept.begin(restart=batch.restart)
        state = start or State(0, 0, _head(kept, batch, order), Tally(splits).plain())
        told = [*state.told]
        tally = Tally.of(state.tally, splits)
        saved = time.monotonic()
        try:
            for outcome in _outcomes(todo, state.rows, order, advisor, batch, used):
                size = state.size + kept.write(outcome.written, outcome.file)
                wrong = outcome.counted is None
                if outcome.counted is not None:
                    tally.add(outcome.counted)
                told += outcome.told[: TOLD - len(told)]
                state = State(state.rows + 1, state.mistakes + wrong, size, {}, told)
                if time.monotonic() - saved > SAVED_EVERY:
                    kept.save(replace(state, tally=tally.plain()))
                    saved = time.monotonic()
                if progress is not None:
                    progress(state.rows, max(about, state.rows))
        except KeyboardInterrupt:
            kept.save(replace(state, tally=tally.plain()))
            raise InterruptedBatchError(say("batch_interrupted", batch.language, number=state.rows)) from None
        except BrokenProcessPool:
            kept.save(replace(state, tally=tally.plain()))
            raise InterruptedBatchError(say("batch_worker", batch.language, number=state.rows)) from None
        except BatchError:
            kept.save(replace(state, tally=tally.plain()))
            raise
        kept.save(replace(state, tally=tally.plain()))
        kept.finish(_as_parquet(kept.partial, batch.output) if batch.form == "parquet" else None)
    portfolio = summarise(tally, state.mistakes, advisor.edition, batch.language)
    begun = start.rows if start else 0
    return Done(state.rows, state.mistakes, begun, portfolio, told, remarks.lines(batch.language))


def _head(kept: Checkpoint, batch: Batch, order: Order) -> int:
    """Write what stands above the first row; how many bytes."""
    if batch.form != "csv":
        return 0
    mark = BYTE_ORDER_MARK if batch.excel else ""
    return kept.write((mark + csv_line(COLUMNS, order.separator)).encode())


def _as_parquet(kept: Path, output: Path) -> Path:
    """A Parquet file beside the output, of lines that are each a list of cells; the way to it."""
    made = output.with_name(output.name + "~")
    with kept.open("rb") as lines:
        parquet.write(made, COLUMNS, NUMBERS, map(json.loads, lines))
    return made


def _outcomes(
    todo: Iterator[Row], done: int, order: Order, advisor: Advisor, batch: Batch, used: Mapping[str, str]
) -> Iterator[Outcome]:
    """The outcome of each row after those that are done, in order, made here or by a cluster."""
    if batch.cluster is None:
        return _here(islice(todo, done, None), order, advisor, batch)
    place = (batch.data, used, batch.output, batch.cluster)
    return cluster.outcomes(todo, done, order, *place, restart=batch.restart)


def _here(todo: Iterator[Row], order: Order, advisor: Advisor, batch: Batch) -> Iterator[Outcome]:
    """On this machine. What fits in one chunk is not worth a process of its own."""
    workers = batch.workers or available()
    first = list(islice(todo, CHUNK + 1))
    if workers == 1 or len(first) <= CHUNK:
        for row in chain(first, todo):
            yield outcome_of(row, order, advisor)
        return
    todo = chain(first, todo)
    pool = ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), initializer=_prepare, initargs=(order, batch.data)
    )
    try:
        under_way: deque[Future[list[Outcome]]] = deque()
        while True:
            while len(under_way) < AHEAD * workers and (chunk := list(islice(todo, CHUNK))):
                with _no_interrupt():
                    under_way.append(pool.submit(_work, chunk))
            if not under_way:
                return
            yield from under_way.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def available() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextlib.contextmanager
def _no_interrupt() -> Iterator[None]:
    """Ctrl-C waits a moment: a worker that starts here inherits that, so that it never hears of Ctrl-C itself."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# --- in a worker process ---

_ready: list[tuple[Order, Advisor]] = []


def _prepare(order: Order, data: Folders) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _ready.append((order, open_advisor(*data)))


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _work(chunk: list[Row]) -> list[Outcome]:
    order, advisor = _ready[0]
    return [outcome_of(row, order, advisor) for row in chunk]
