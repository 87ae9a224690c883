"""A look-up that is shared: nobody gets what was found before he asked, and many cost as much as one."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from api.middleware.access import Shared


class Keys:
    """A look-up that waits until it is let go; what it found stands when it starts."""

    def __init__(self) -> None:
        self.found: list[bool] = []
        self.made = False
        self.gate = asyncio.Event()
        self.started = asyncio.Event()

    async def __call__(self) -> bool:
        self.found.append(self.made)
        made = self.made
        self.started.set()
        await self.gate.wait()
        return made


def run(test: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(test(), 20))  # type: ignore[arg-type]


def test_who_asks_after_a_key_was_made_hears_of_it() -> None:
    """Also when a look-up that started before is still running; the fifty who ask meanwhile share the next one."""

    async def test() -> None:
        keys = Keys()
        shared = Shared(keys)
        before = asyncio.ensure_future(shared())
        await keys.started.wait()
        keys.made = True
        after = [asyncio.ensure_future(shared()) for _ in range(50)]
        keys.gate.set()
        assert await before is False
        assert await asyncio.gather(*after) == [True] * 50
        assert keys.found == [False, True]
        assert await shared() is True
        assert len(keys.found) == 3  # nothing is remembered

    run(test)


def test_a_failure_is_told_to_all_who_share_it_and_to_nobody_else() -> None:
    """The next who asks starts anew."""

    async def test() -> None:
        failing = True

        async def look_up() -> bool:
            if failing:
                raise OSError("gone")
            return True

        shared = Shared(look_up)
        told = await asyncio.gather(*(shared() for _ in range(3)), return_exceptions=True)
        assert all(isinstance(one, OSError) for one in told)
        failing = False
        assert await shared() is True

    run(test)


def test_who_leaves_takes_nobody_along() -> None:
    """One who is cancelled does not cancel the look-up of the others."""

    async def test() -> None:
        keys = Keys()
        shared = Shared(keys)
        asking = [asyncio.ensure_future(shared()) for _ in range(2)]
        await keys.started.wait()
        asking[0].cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking[0]
        keys.gate.set()
        assert await asking[1] is False
        assert keys.found == [False]

    run(test)
