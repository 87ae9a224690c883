"""How often somebody may do something in a minute: a moving window, in the memory of this process."""

import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.requests import Request

from advisor.phrases import say
from advisor.stages.mistakes import Mistake

from .page_refusals import Said
from .page_requests import spoken
from .problems import ProblemError


class Rates:
    """Counts, by who it is."""

    def __init__(self) -> None:
        self._counter = SlidingWindowCounterRateLimiter(MemoryStorage())

    def count(self, who: str, per_minute: int, request: Request, phrase: str) -> None:
        """Count one time more. Raises ProblemError (429, with when it is possible again) when that is too often.

        ``phrase`` says so, from ``count`` and ``seconds``, to programs and on a page alike.
        """
        most = RateLimitItemPerMinute(per_minute)
        if not self._counter.hit(most, who):
            after = max(1, math.ceil(self._counter.get_window_stats(most, who).reset_time - time.time()))
            what = say(phrase, spoken(request), count=per_minute, seconds=after)
            raise ProblemError(429, [Mistake("", what, "")], {"Retry-After": str(after)}, said=Said(what))
