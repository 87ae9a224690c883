"""Callers of the store: for which tenant, and with which scope."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from .errors import ScopeError, TenantError

Scope = Literal["submit", "read", "write", "admin"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
_MAY: Mapping[Scope, tuple[Scope, ...]] = {  # the scopes that each includes
    "submit": ("submit",),
    "read": ("read",),
    "write": ("submit", "read", "write"),
    "admin": SCOPES,
}
_TENANT = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class Caller:
    """A caller: ``who`` is the id of a key, or "local" for the commands. Raises TenantError."""

    tenant: str
    who: str = "local"
    scope: Scope = "admin"
    per_minute: int | None = None

    def __post_init__(self) -> None:
        check_tenant(self.tenant)

    def demand(self, scope: Scope) -> None:
        """Raises ScopeError when the caller does not have this scope."""
        if not self.may(scope):
            raise ScopeError(scope)

    def may(self, scope: Scope) -> bool:
        """Whether the caller has this scope."""
        return scope in _MAY[self.scope]


def check_tenant(name: str) -> str:
    """The name of a tenant, unchanged. Raises TenantError when it is not valid."""
    if not _TENANT.fullmatch(name):
        raise TenantError()
    return name


def check_scope(name: str) -> Scope | None:
    """A name as a scope, or None."""
    return name if name in SCOPES else None


LOCAL = Caller("local")  # while no key exists, everything is saved for this caller
