"""Starts a server: one process, or several workers that are watched over."""

import functools
import logging
import os
import resource
import signal
import tempfile
import threading
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Mapping
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from errno import EACCES, EADDRINUSE
from pathlib import Path
from socket import (
    AF_INET6,
    AI_PASSIVE,
    IPPROTO_IPV6,
    IPV6_V6ONLY,
    SO_REUSEADDR,
    SOCK_STREAM,
    SOL_SOCKET,
    gaierror,
    getaddrinfo,
    socket,
)
from types import FrameType
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.server import HANDLED_SIGNALS
from uvicorn.supervisors import Multiprocess

from advisor.advice import Advisor
from advisor.store import keys
from advisor.store.database import Store, open_store
from advisor.store.errors import StoreUnavailableError

from ..app import create_app
from ..http.hosts import loopback
from ..middleware.cors import OriginError, checked
from ..observability import logs, metrics
from .connections import OF_AN_ADDRESS, STOPPING, Connections, Impatient
from .reload import REFUSED, Declared, Found, Reloading, Snapshots, settle

SECONDS_TO_FINISH = 10  # what is being answered when the server is told to stop gets this long
SECONDS_TO_END = 5  # that the process gets after that, to end by itself
SECONDS_BETWEEN = 5  # that a connection is kept open for the next request
PATIENCE = 10.0  # seconds that a request waits for the database, or for other writers
FILES = 4096  # that may be open
WAITING = 256  # connections that the system holds until the server takes them

Made = Callable[[Advisor, Mapping[str, Advisor], Store], FastAPI]  # as `prepared`

__all__ = ["Declared", "NotBoundError", "OpenToAllError", "OriginError", "serve"]

_log = logging.getLogger("advisor.serve")


class OpenToAllError(Exception):
    """The server would answer others than this computer, and asks for no key."""

    def __init__(self, host: str) -> None:
        self.host = host
        super().__init__(host)


class NotBoundError(Exception):
    """The server cannot listen at this address: ``errno`` is why, as the system says (None: there is no such host)."""

    def __init__(self, host: str, port: int, errno: int | None) -> None:
        self.host, self.port, self.errno = host, port, errno
        super().__init__(f"{host}:{port}")


def serve(
    host: str = "127.0.0.1",
    port: int = 8000,
    declared: Declared | None = None,
    url: str | None = None,
    origins: Collection[str] = (),
    workers: int = 1,
    log_format: logs.LogFormat | None = None,
    behind_proxy: bool = False,
    operator: str | None = None,
) -> None:
    """Answer over HTTP until told to stop; port 0 takes a free one.

    ``declared``: the knowledge and its overlays, by default the shipped knowledge alone. ``url``: the database, by
    default an SQLite file of the user's. ``origins``: the pages from elsewhere that may ask.
    ``behind_proxy``: all connections come from a proxy, which limits how many each address has.
    ``operator``: the tenant whose admins run this server, and see what it counts over all tenants.
    durable_rules and the condition module are held against each other before the server listens. SIGHUP reads the
    knowledge again.

    Raises DataNotFoundError, KnowledgeError, EngineLimitError, OriginError, OpenToAllError, NotBoundError, StoreError.
    """
    allowed = tuple(checked(origins))
    connections = Connections(None if behind_proxy else OF_AN_ADDRESS)
    declared = declared or Declared()
    settings = functools.partial(_settings, host, port, log_format or logs.default_format(), connections)
    allow_files()
    with closing(open_store(url, patience=PATIENCE)) as store:
        demand_keys(store, host)
        demand_free(host, port)
        if workers > 1:
            made = functools.partial(prepared, origins=allowed, operator=operator)
            _serve_with_workers(settings, declared, workers, url, made)
            return
        app = prepared(*declared.found().load(), store, allowed, operator)  # no name here holds on to the edition
        settle()
        Reloading(app, declared.found)
        with suppress(KeyboardInterrupt):
            uvicorn.Server(settings(app)).run()


def demand_keys(store: Store, host: str) -> None:
    """See to it that a store is whole and can be used, and that a server that others can reach asks for keys.

    A PostgreSQL server that is down may come back: the server starts, and lets nobody in until then.
    Raises OpenToAllError, StoreError.
    """
    try:
        store.inspect()
        keyed = keys.required(store)
    except StoreUnavailableError as error:
        if store.sqlite:
            raise
        _log.warning("%s (%s)", error, type(error.__cause__).__name__)
        return
    if not (keyed or loopback(host)):
        raise OpenToAllError(host)


def demand_free(host: str, port: int) -> None:
    """See to it that the server can listen at an address, before it reads the knowledge. Raises NotBoundError.

    Of a host with several addresses one will do, as for the server: a computer without IPv6 may still have its name.
    """
    missing, bound = None, False
    try:
        found = getaddrinfo(host or None, port, type=SOCK_STREAM, flags=AI_PASSIVE)
    except (gaierror, UnicodeError):
        raise NotBoundError(host, port, None) from None
    for family, kind, protocol, _, address in found:
        try:
            with socket(family, kind, protocol) as tried:
                tried.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
                if family == AF_INET6:
                    tried.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 1)  # as asyncio does
                tried.bind(address)
                bound = True
        except OSError as error:
            if error.errno in (EADDRINUSE, EACCES):
                raise NotBoundError(host, port, error.errno) from None
            missing = error.errno
    if not bound:
        raise NotBoundError(host, port, missing)


def allow_files() -> None:
    """As many open files and connections as the system lets us have, up to what is ever needed."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if most == resource.RLIM_INFINITY else min(FILES, most)
    if now != resource.RLIM_INFINITY and now < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def prepared(
    advisor: Advisor,
    of_tenants: Mapping[str, Advisor],
    store: Store,
    origins: Collection[str],
    operator: str | None = None,
) -> FastAPI:
    """The application as every process of a server has it. Once it is told to stop, its connections and it end."""
    app = create_app(advisor, store, origins, operator, of_tenants)
    metrics.serves(advisor.edition)
    lifespan = app.router.lifespan_context

    @asynccontextmanager
    async def ended(app: Any) -> AsyncIterator[Any]:
        stopping = threading.Event()
        for sent in HANDLED_SIGNALS:
            _also(sent, stopping.set)
        async with lifespan(app) as state:
            yield {**(state or {}), STOPPING: stopping}
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(SECONDS_TO_END)  # the system does it, also while Python does not come to it

    app.router.lifespan_context = ended
    return app


def _also(sent: signal.Signals, then: Callable[[], None]) -> None:
    """Do something on a signal before what is done on it already: uvicorn has set its own handlers by now."""
    before = signal.getsignal(sent)

    def handle(number: int, frame: FrameType | None) -> None:
        then()
        if callable(before):
            before(number, frame)

    signal.signal(sent, handle)


def _settings(
    host: str, port: int, log_format: logs.LogFormat, connections: Connections, app: Any, **more: Any
) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        http=functools.partial(Impatient, connections),  # type: ignore[arg-type]
        ws="none",
        server_header=False,
        proxy_headers=False,  # who asks is who connects, whatever a header says
        backlog=WAITING,
        timeout_keep_alive=SECONDS_BETWEEN,
        access_log=False,  # `request_log` tells of every request, without its address
        log_config=logs.configuration(log_format),
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
        **more,
    )


def _serve_with_workers(
    settings: Callable[..., uvicorn.Config], declared: Declared, workers: int, url: str | None, made: Made
) -> None:
    """Workers on a copy of the knowledge that was found good: one that starts later serves the same edition."""
    with tempfile.TemporaryDirectory(prefix="advisor-") as folder:
        snapshots = Snapshots(declared, Path(folder))
        snapshots.take()
        if metrics.FOLDER not in os.environ:
            counted = Path(folder) / "metrics"
            counted.mkdir()
            os.environ[metrics.FOLDER] = str(counted)
        start = functools.partial(worker, snapshots.where, url, made)
        config = settings(start, factory=True, workers=workers, timeout_worker_healthcheck=30)
        with config.bind_socket() as listening:
            _Workers(config, [listening], snapshots).run()


def worker(where: Callable[[], Found], url: str | None, made: Made) -> FastAPI:
    """The application of one worker, on knowledge that was held to account already, with connections of its own."""
    store = open_store(url, patience=PATIENCE)
    app = made(*where().load(accountable=False), store)
    Reloading(app, where, accountable=False)
    return app


class _Workers(Multiprocess):
    """Watches over the workers. On SIGHUP it looks at the knowledge itself, and only then has them read it."""

    def __init__(self, config: uvicorn.Config, sockets: list[socket], snapshots: Snapshots) -> None:
        super().__init__(config, sockets)
        self._snapshots = snapshots

    def init_processes(self) -> None:
        """Start the workers."""
        with _later(signal.SIGHUP):
            super().init_processes()

    def keep_subprocess_alive(self) -> None:
        """Start a worker anew that is gone."""
        before = {process.pid for process in self.processes}
        with _later(signal.SIGHUP):
            super().keep_subprocess_alive()
        for pid in before - {process.pid for process in self.processes}:
            if pid is not None:
                metrics.forget_process(pid)

    def terminate_all(self) -> None:
        """Stop listening, here too: who comes now must be refused, not kept waiting. Then have the workers finish."""
        for listening in self.sockets:
            listening.close()
        super().terminate_all()

    def handle_hup(self) -> None:
        """Have every worker read the knowledge again, when it is in order."""
        try:
            self._snapshots.take()
        except REFUSED as error:
            _log.error("The knowledge is refused; the workers go on with theirs:\n%s", error)
            metrics.refused_for_all()
            return
        for process in self.processes:
            if process.pid is not None and process.process.is_alive():
                os.kill(process.pid, signal.SIGHUP)


@contextmanager
def _later(sent: signal.Signals) -> Iterator[None]:
    """A process started here gets the signal only when it says that it is ready for it; so do we."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {sent})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
