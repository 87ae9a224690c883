"""How much work may be done for somebody: processor time that is counted, and work that ends when nobody waits for it.

No thread can be stopped from outside. So whoever works long asks `check` between two steps, each of which is short.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import get_ident


class BudgetError(Exception):
    """Work that is not gone on with."""


class OverBudgetError(BudgetError):
    """More processor time was used than there is for one request."""


class NobodyWaitsError(BudgetError):
    """Who asked has left, or the server stops: what is being worked out reaches nobody."""


class Budget:
    """Seconds of processor time for one request. One thread works on it at a time; another may cancel it."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.spent = 0.0
        self._cancelled = False
        self._thread: int | None = None  # that worked when we last looked, and how far its clock was
        self._at = 0.0

    def cancel(self) -> None:
        """Nobody waits for it any more."""
        self._cancelled = True

    def check(self) -> None:
        """Count what this thread used since the last look. Raises NobodyWaitsError, OverBudgetError."""
        thread, now = get_ident(), time.thread_time()
        if thread == self._thread:
            self.spent += now - self._at
        self._thread, self._at = thread, now
        if self._cancelled:
            raise NobodyWaitsError()
        if self.spent > self.seconds:
            raise OverBudgetError()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """One turn of a thread that does other work too, before and after."""
        self._thread, self._at = get_ident(), time.thread_time()
        try:
            with limited(self):
                yield
        finally:
            self.spent += time.thread_time() - self._at
            self._thread = None


_current: ContextVar[Budget | None] = ContextVar("budget", default=None)


@contextmanager
def limited(budget: Budget) -> Iterator[None]:
    """Do something within a budget: every `check` on the way looks at it."""
    token = _current.set(budget)
    try:
        yield
    finally:
        _current.reset(token)


def check() -> None:
    """Go on only while there is budget, and somebody who waits; without a budget, always.

    Raises NobodyWaitsError, OverBudgetError.
    """
    budget = _current.get()
    if budget is not None:
        budget.check()
