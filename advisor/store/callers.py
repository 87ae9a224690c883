"""Who asks something of the store: for which tenant, and what he may do."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from .errors import ScopeError, TenantError

Scope = Literal["submit", "read", "write", "admin"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
_MAY: Mapping[Scope, tuple[Scope, ...]] = {  # what asks for which scopes
    "submit": ("submit",),
    "read": ("read",),
    "write": ("submit", "read", "write"),
    "admin": SCOPES,
}
_TENANT = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: ``who`` is the id of a key, or "local" for who runs the commands. Raises TenantError."""

    tenant: str
    who: str = "local"
    scope: Scope = "admin"
    per_minute: int | None = None

    def __post_init__(self) -> None:
        check_tenant(self.tenant)

    def demand(self, scope: Scope) -> None:
        """Raises ScopeError when the caller may not do what asks for this scope."""
        if not self.may(scope):
            raise ScopeError(scope)

    def may(self, scope: Scope) -> bool:
        """Whether the caller may do what asks for this scope."""
        return scope in _MAY[self.scope]


def check_tenant(name: str) -> str:
    """The name of a tenant as it was given. Raises TenantError."""
    if not _TENANT.fullmatch(name):
        raise TenantError()
    return name


def check_scope(name: str) -> Scope | None:
    """A word as a scope, or None."""
    return name if name in SCOPES else None


LOCAL = Caller("local")  # without keys, everything is kept for this one
