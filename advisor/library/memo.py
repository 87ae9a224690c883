"""What is worked out once and hangs on what it was worked out for: when that is let go, so is all of it."""

import weakref
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast


class Owner(Protocol):
    """Whatever keeps a memo: an edition, an advisor."""

    @property
    def memo(self) -> dict[Any, Any]:
        """What was worked out for it, by the function that did."""


_Owner = TypeVar("_Owner", bound=Owner)
_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")
_Function = Callable[Concatenate[_Owner, _Asked], _Answer]


def kept(most: int | None = None) -> Callable[[_Function[_Owner, _Asked, _Answer]], _Function[_Owner, _Asked, _Answer]]:
    """Keep the answers of a function on its first argument: at most so many, those last asked for.

    The other arguments are hashable, and given by place. An answer that holds the owner itself makes a circle, that
    only a collection ends.
    """

    def decorated(function: _Function[_Owner, _Asked, _Answer]) -> _Function[_Owner, _Asked, _Answer]:
        @wraps(function)
        def answer(owner: Any, *asked: Any) -> Any:
            found = owner.memo.get(function)
            if found is None:
                me = weakref.ref(owner)
                found = owner.memo.setdefault(function, lru_cache(most)(lambda *a: cast(Any, function)(me(), *a)))
            return found(*asked)

        return cast(_Function[_Owner, _Asked, _Answer], answer)

    return decorated
