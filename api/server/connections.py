"""How many connections there may be at once, and how long one may wait for a client to send or to read."""

import asyncio
import fcntl
import resource
import socket
import sys
import termios
from collections import Counter
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from ..middleware import timeouts

CONNECTIONS = 500  # at the same time
OF_AN_ADDRESS = 100  # of those, when there is no proxy, which all would come from
SPARE = 64  # files that a server has open besides its connections
SENDING = 64 * 1024  # bytes of an answer that the system holds for a client
STOPPING = "advisor.stopping"  # the key, in the state of the application, of the event that it is told to stop


class Connections:
    """How many there may be at the same time: in all, and from one address (None: as many as in all)."""

    def __init__(self, each: int | None) -> None:
        self.each = each
        self._from: Counter[str] = Counter()

    def let_in(self, address: str) -> bool:
        """Count one more, unless there are too many."""
        most = min(CONNECTIONS, descriptors() - SPARE)
        if self._from.total() >= most or (self.each is not None and self._from[address] >= self.each):
            return False
        self._from[address] += 1
        return True

    def gone(self, address: str) -> None:
        """Count one less."""
        self._from[address] -= 1
        if not self._from[address]:
            del self._from[address]


def descriptors() -> int:
    """How many files and connections the system lets this process have open."""
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


class Impatient(asyncio.Protocol):
    """A connection that is cut off when its client lets us wait: for the head of a request, or until it reads.

    It stands around the protocol that speaks HTTP and passes on what it hears; what a request is it hears from
    `Answering`, which finds it in the state that uvicorn gives every request. uvicorn itself waits for a head, and for
    a client that does not read, for ever.
    """

    def __init__(self, connections: Connections, app_state: dict[str, Any], **given: Any) -> None:
        self._inner = H11Protocol(app_state={**app_state, timeouts.CONNECTION: self}, **given)
        self._connections = connections
        self._stopping = app_state.get(STOPPING)
        self._address: str | None = None
        self._transport: Any = None
        self._timers: dict[str, asyncio.TimerHandle] = {}  # for a head, for a reader
        self._answering = 0

    # what the transport tells

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Start waiting for the first head; with too many connections this one is not let in."""
        self._transport = transport
        peer = transport.get_extra_info("peername")
        address = str(peer[0]) if peer else ""
        if not self._connections.let_in(address):
            self._transport.abort()
            return
        self._address = address
        _limit(transport.get_extra_info("socket"))
        self._transport.set_write_buffer_limits(high=0)  # so that we hear of every byte that waits for the client
        self._inner.connection_made(self._transport)
        self._await_head()

    def data_received(self, data: bytes) -> None:
        """Pass it on; the time for a head starts with its first byte."""
        if not self._answering and "head" not in self._timers:
            self._await_head()
        self._inner.data_received(data)

    def eof_received(self) -> None:
        """The client says nothing more."""
        self._inner.eof_received()

    def pause_writing(self) -> None:
        """Something waits for the client to read."""
        self._inner.pause_writing()
        self._await_reader(self._unread())

    def resume_writing(self) -> None:
        """The client has read it all."""
        self._stop("reader")
        self._inner.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing to wait for."""
        self._stop("head")
        self._stop("reader")
        if self._address is not None:
            self._connections.gone(self._address)
            self._inner.connection_lost(exc)

    # what `Answering` tells

    def begun(self) -> None:
        """A head is there: the last one, once the server is told to stop.

        uvicorn tells so to the connections that it has at that moment, not to one that was accepted just before.
        """
        self._answering += 1
        self._stop("head")
        if self._stopping is not None and self._stopping.is_set():
            self._inner.shutdown()

    def done(self) -> None:
        """It was answered: what comes now is a new head; uvicorn's own limit holds until its first byte."""
        self._answering -= 1

    # how long it is waited for

    def _await_head(self) -> None:
        self._start("head", self._transport.abort)

    def _await_reader(self, waiting: int) -> None:
        def look() -> None:
            still = self._unread()
            if still >= waiting:
                self._transport.abort()
            else:
                self._await_reader(still)

        self._start("reader", look)

    def _unread(self) -> int:
        """How many bytes the client has still to read: those that wait here, and those that the system holds for it."""
        waiting: int = self._transport.get_write_buffer_size()
        return waiting + held(self._transport.get_extra_info("socket"))

    def _start(self, name: str, then: Callable[[], None]) -> None:
        self._stop(name)
        self._timers[name] = asyncio.get_running_loop().call_later(timeouts.SECONDS, then)

    def _stop(self, name: str) -> None:
        timer = self._timers.pop(name, None)
        if timer is not None:
            timer.cancel()


def held(connection: Any) -> int:
    """How many bytes the system holds that the other side has not acknowledged; 0 where it does not say (not Linux)."""
    if sys.platform != "linux":
        return 0
    return int.from_bytes(fcntl.ioctl(connection.fileno(), termios.TIOCOUTQ, bytes(4)), sys.byteorder)


def _limit(connection: Any) -> None:
    """Have the system hold little for a client, and give up one that takes none of it, also after we have closed.

    It takes a window smaller than a packet for none, so that it is given more time than we give ourselves.
    """
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SENDING)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, round(3 * timeouts.SECONDS * 1000))
