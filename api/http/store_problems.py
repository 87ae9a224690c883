"""Errors of the store as a status, mistakes and headers."""

import logging

from advisor.library.wording import Language
from advisor.stages.mistakes import Mistake
from advisor.store import errors
from advisor.store.errors import StoreError

RETRY_AFTER = 5  # seconds after which a database may be back
_BEARER = 'Bearer realm="advisor"'
_log = logging.getLogger("uvicorn.error")

_STATUSES: dict[type[StoreError], int] = {
    errors.KeyRefusedError: 401,
    errors.ScopeError: 403,
    errors.AdviceNotFoundError: 404,
    errors.NothingEarlierError: 404,
    errors.UnknownRecommendationError: 404,
    errors.KeyNotFoundError: 404,
    errors.RoundNotFoundError: 404,
    errors.GroupNotFoundError: 404,
    errors.InvitationNotFoundError: 404,
    errors.ResponseNotFoundError: 404,
    errors.RoundOpenError: 409,
    errors.RoundFullError: 409,
    errors.TooFewError: 409,
    errors.RoundClosedError: 410,
    errors.InvitationRevokedError: 410,
    errors.AdviceDamagedError: 500,
    errors.AuditBrokenError: 500,
    errors.StoreDamagedError: 500,
    errors.StoreForeignError: 500,
    errors.StoreUnavailableError: 503,
    errors.StoreBehindError: 503,
    errors.StoreAheadError: 503,
    errors.DatabaseUrlError: 503,
    errors.DriverMissingError: 503,
}
_POINTERS: dict[type[StoreError], str] = {
    errors.StatusError: "/status",
    errors.NoteError: "/note",
    errors.OwnerError: "/owner",
    errors.DueError: "/due",
    errors.RoundShapeError: "/groups",
}


def told(error: StoreError, language: Language) -> tuple[int, list[Mistake], dict[str, str]]:
    """Status, mistakes and headers for an error of the store; by default it is the client's mistake (422).

    The message of the database is not passed on, as it may contain an address. The log has the type of the error.
    """
    status = _STATUSES.get(type(error), 422)
    near = error.nearest if isinstance(error, errors.UnknownRecommendationError) else None
    mistakes = placed(error, language, near=near)
    if status >= 500:
        _log.error("%s (%s)", error.sentence("en"), type(error.__cause__ or error).__name__)
    return status, mistakes, _headers(status)


def placed(error: StoreError, language: Language, *, note: str = "/note", near: str | None = None) -> list[Mistake]:
    """What is wrong, one by one, each at its place in a body; ``note``: where that is in this one."""
    places = _POINTERS | {errors.NoteError: note}
    return [Mistake(places.get(type(one), ""), one.sentence(language), "", near) for one in error.each]


def _headers(status: int) -> dict[str, str]:
    if status == 401:
        return {"WWW-Authenticate": f'{_BEARER}, error="invalid_token"'}
    if status == 403:
        return {"WWW-Authenticate": f'{_BEARER}, error="insufficient_scope"'}
    return {"Retry-After": str(RETRY_AFTER)} if status == 503 else {}
