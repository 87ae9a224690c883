"""A batch over many machines: the workers of a Dask scheduler make shards, which are joined in order.

The one place that knows `distributed`, which is an extra and only loaded when a cluster is asked for. A worker gets
rows and writes a file in a shared folder; all else, to the very bytes of the output, is as on one machine.
"""

import logging
import pickle
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

from ..advice import open_advisor
from ..intake.rows import Row
from ..library.folders import Folders
from ..library.wording import Language
from ..phrases import say
from . import shards
from .checkpoint import BatchError
from .outcomes import SOFTWARE, Order, Outcome, outcome_of
from .shards import Shards, is_shared, shard_path, write_shard

AHEAD = 3  # shards under way for each thread of a worker
REACHED_IN = 10.0  # seconds, at the beginning
LOGGERS = ("distributed", "distributed.client", "tornado.application")
PATIENCE = 120.0  # seconds, for a scheduler or workers to come back


@dataclass(frozen=True)
class Job:
    """What a worker has to know of a batch, whichever shard it makes. Every path is that of a shared file system."""

    folder: Path
    digest: str
    order: Order
    data: Folders
    software: str
    knowledge: str


Trouble = tuple[str, Mapping[str, str]]  # a phrase and its values: what keeps a worker from making a shard


def demand(language: Language) -> None:
    """Raises BatchError when distributed is not installed."""
    try:
        import distributed  # noqa: F401
    except ImportError:
        raise BatchError(say("no_distributed", language)) from None


def silence(language: Language) -> None:
    """For a command, which says itself what goes wrong: nothing that Dask logs. Raises BatchError as `demand`."""
    demand(language)
    for name in LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def outcomes(
    todo: Iterator[Row],
    done: int,
    order: Order,
    data: Folders,
    used: Mapping[str, str],
    output: Path,
    address: str,
    *,
    restart: bool,
) -> Iterator[Outcome]:
    """The outcome of each row after the first ``done``, in order, made by the workers of the scheduler at an address.

    ``used`` is what tells this batch from others. What an earlier run left beside the output is not made again.
    Raises BatchError, OSError.
    """
    kept = Shards(output, used, order.language)
    there = kept.begin(restart=restart)
    here = Folders(data.data and str(Path(data.data).resolve()), tuple(map(str, data.over)))
    job = Job(kept.folder, kept.digest, order, here, used["software"], used["knowledge"])
    number = done // shards.ROWS
    todo = islice(todo, number * shards.ROWS, None)
    passed = done % shards.ROWS
    under_way: deque[tuple[int, int]] = deque()
    with Workers(address, job) as workers:
        while True:
            while len(under_way) < AHEAD * workers.threads() and (rows := list(islice(todo, shards.ROWS))):
                if number not in there:
                    workers.begin(number, rows)
                under_way.append((number, len(rows)))
                number += 1
            if not under_way:
                break
            first, count = under_way.popleft()
            workers.wait(first)
            yield from islice(kept.taken(first, count), passed, None)
            passed = 0
    kept.finish()


class Workers:
    """The workers of a scheduler, and the shards that they are making."""

    def __init__(self, address: str, job: Job) -> None:
        self.address, self.job, self.language = address, job, job.order.language
        self._rows: dict[int, list[Row]] = {}
        self._futures: dict[int, Any] = {}
        self._client: Any = None

    def __enter__(self) -> "Workers":
        self._connect("cluster_unreachable", REACHED_IN)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def threads(self) -> int:
        """How many shards can be made at the same time, at least one. Raises BatchError."""
        return max(1, sum(self._known().values()))

    def begin(self, number: int, rows: list[Row]) -> None:
        """Have a shard made."""
        self._rows[number] = rows
        self._futures[number] = self._client.submit(_by_value(make, self.job, number, rows), pure=False)

    def wait(self, number: int) -> None:
        """Until a shard is there. Raises BatchError when it cannot be made, or nobody is left to make it."""
        from distributed import KilledWorker

        while number in self._futures:
            try:
                trouble = self._futures[number].result(timeout=PATIENCE)
            except TimeoutError:
                if not self._known():
                    raise BatchError(say("cluster_no_workers", self.language, address=self.address)) from None
                continue
            except CancelledError:
                self._again()
                continue
            except KilledWorker:
                place = self._rows[number][0].place
                raise BatchError(say("cluster_worker", self.language, place=place, address=self.address)) from None
            except Exception as error:
                kind = type(error).__name__
                raise BatchError(say("cluster_failed", self.language, address=self.address, kind=kind)) from None
            if trouble is not None:
                key, values = trouble
                raise BatchError(say(key, self.language, **values))
            del self._futures[number], self._rows[number]

    def _known(self) -> Mapping[str, int]:
        """The threads of each worker by its address."""
        while True:
            try:
                known: Mapping[str, int] = self._client.nthreads()
                return known
            except OSError:
                self._again()

    def _again(self) -> None:
        """The scheduler lost what it was asked, most likely because it was restarted: ask it once more."""
        self._client.close()
        self._connect("cluster_lost", PATIENCE)
        for number, rows in self._rows.items():
            self.begin(number, rows)

    def _connect(self, failure: str, seconds: float) -> None:
        from distributed import Client

        try:
            self._client = Client(self.address, timeout=seconds, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError):
            raise BatchError(say(failure, self.language, address=self.address)) from None
        except TypeError:  # what Dask raises on tls:// when its configuration names no certificates
            raise BatchError(say("cluster_certificates", self.language, address=self.address)) from None


def _by_value(function: Callable[..., Trouble | None], *arguments: object) -> Callable[[], Trouble | None]:
    """A task that a worker without Advisor can take too: it fails there, where the worker itself would crash."""
    packed = pickle.dumps((function, *arguments))

    def task() -> Trouble | None:
        called, *given = pickle.loads(packed)  # noqa: S301 - of who sent the task itself
        made: Trouble | None = called(*given)
        return made

    return task


# --- in a worker ---


def make(job: Job, number: int, rows: list[Row]) -> Trouble | None:
    """Make a shard, unless it is there already; None when it is there, else what keeps this worker from making it."""
    from distributed import get_worker

    worker = get_worker().address
    try:
        if not is_shared(job.folder, job.digest):
            return "cluster_folder", {"worker": worker, "folder": str(job.folder)}
        if job.software != SOFTWARE:
            return "cluster_software", {"worker": worker, "theirs": SOFTWARE, "ours": job.software}
        advisor = open_advisor(*job.data)
        if advisor.edition.fingerprint != job.knowledge:
            return "cluster_knowledge", {"worker": worker}
        path = shard_path(job.folder, job.digest, number)
        if not path.exists():
            write_shard(path, (outcome_of(row, job.order, advisor) for row in rows))
    except OSError as error:
        return "cluster_file", {"worker": worker, "folder": str(job.folder), "why": error.strerror or "?"}
    except Exception as error:  # told, not raised: a very long traceback does not survive its way through Dask
        return "cluster_failed", {"address": worker, "kind": type(error).__name__}
    return None
