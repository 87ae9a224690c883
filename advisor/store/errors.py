"""The errors of the store, worded in the language of the reader. Imports no database."""

from collections.abc import Sequence
from typing import ClassVar

from ..phrases import Language, say


class StoreError(Exception):
    """An error of the store. Its sentence may be shown to anybody."""

    phrase: ClassVar[str]

    def __init__(self, **details: object) -> None:
        self.details = details
        super().__init__(type(self).__name__)

    def __str__(self) -> str:
        return self.sentence("en")

    @property
    def each(self) -> "Sequence[StoreError]":
        """What is wrong, one by one: for most errors, only itself."""
        return [self]

    def sentence(self, language: Language) -> str:
        """What is wrong and the remedy, on one line; no address, no password."""
        return say(self.phrase, language, **self.details)


class _OfDatabase:
    """Which ``database`` it is and the ``reason`` it gives: for the operator, not for clients."""

    def __init__(self, database: str, reason: str) -> None:
        self.database = database
        self.reason = " ".join(reason.split())[:300]
        super().__init__()


class StoreUnavailableError(_OfDatabase, StoreError):
    """The database is not responding, and may do so later."""

    phrase = "store_unavailable"


class StoreDamagedError(_OfDatabase, StoreError):
    """The file is damaged; a backup helps, waiting does not."""

    phrase = "store_broken"


class StoreForeignError(StoreError):
    """The SQLite file belongs to another program."""

    phrase = "store_foreign"


class StoreBehindError(StoreError):
    """The tables are older than this software; `advisor store upgrade` upgrades them."""

    phrase = "store_behind"


class StoreAheadError(StoreError):
    """The tables were created by newer software."""

    phrase = "store_ahead"


class DatabaseUrlError(StoreError):
    """The URL of the database cannot be used."""

    phrase = "store_url"


class DriverMissingError(StoreError):
    """The PostgreSQL driver is not installed."""

    phrase = "store_driver"


class TenantError(StoreError):
    """Not a valid tenant name."""

    phrase = "store_tenant"


class ScopeError(StoreError):
    """The caller may not do this. ``needed`` is the scope that may."""

    phrase = "store_scope"

    def __init__(self, needed: str) -> None:
        self.needed = needed
        super().__init__(needed=needed)


class KeyRefusedError(StoreError):
    """Not a key of this store, or a revoked one."""

    phrase = "store_key_refused"


class KeyNotFoundError(StoreError):
    """There is no key of that id."""

    phrase = "store_no_key"


class KeyShapeError(StoreError):
    """The name, scope or rate limit of a new key is not valid."""

    phrase = "store_key_shape"


class AdviceNotFoundError(StoreError):
    """This tenant has no advice with that id; whether another tenant has is not revealed."""

    phrase = "store_no_advice"


class AdviceDamagedError(StoreError):
    """The bytes of advice are no longer those that were saved."""

    phrase = "store_damaged"


class OtherSeriesError(StoreError):
    """Two pieces of advice that are not for the same organisation."""

    phrase = "store_other_series"


class NothingEarlierError(StoreError):
    """There is no earlier advice for the same organisation."""

    phrase = "store_nothing_earlier"


class CursorError(StoreError):
    """Not a cursor of this store."""

    phrase = "store_cursor"


class LimitError(StoreError):
    """The page size is out of range."""

    phrase = "store_limit"


class StatusError(StoreError):
    """Not one of the statuses."""

    phrase = "store_status"


class NoteError(StoreError):
    """The note of a status is missing where it is required, too long, or no text."""

    phrase = "store_note"


class OwnerError(StoreError):
    """The owner of a status is too long, or no text."""

    phrase = "store_owner"


class DueError(StoreError):
    """The day of a status is none."""

    phrase = "store_due"


class StandingError(StoreError):
    """What a status is to become has mistakes: ``each`` of them."""

    phrase = "store_standing"
    mistakes: Sequence[StoreError] = ()

    def __init__(self, mistakes: Sequence[StoreError]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__()

    @property
    def each(self) -> Sequence[StoreError]:
        """Every mistake."""
        return self.mistakes or [self]

    def sentence(self, language: Language) -> str:
        """That it cannot be, and every mistake, on one line."""
        return " ".join([super().sentence(language), *(one.sentence(language) for one in self.mistakes)])


class UnknownRecommendationError(StoreError):
    """The advice has no recommendation with that id; ``nearest`` is the closest."""

    phrase = "store_no_recommendation"

    def __init__(self, name: str, nearest: str | None) -> None:
        self.nearest = nearest
        super().__init__(name=name)

    def sentence(self, language: Language) -> str:
        """What is wrong, with the nearest name."""
        near = " " + say("nearest", language, name=self.nearest) if self.nearest else ""
        return super().sentence(language) + near


class RoundNotFoundError(StoreError):
    """This tenant has no round with that id; whether another tenant has is not revealed."""

    phrase = "store_no_round"


class RoundShapeError(StoreError):
    """The groups of a round are none, too many, twice the same or no names."""

    phrase = "store_round_shape"


class GroupNotFoundError(StoreError):
    """The round has no such group that is still invited."""

    phrase = "store_no_group"


class RoundClosedError(StoreError):
    """The round is closed: nobody answers any more."""

    phrase = "store_round_closed"


class RoundOpenError(StoreError):
    """The round is not closed yet, so nothing of what was answered is given out."""

    phrase = "store_round_open"


class RoundFullError(StoreError):
    """No more answers fit in the round."""

    phrase = "store_round_full"


class TooFewError(StoreError):
    """Fewer people answered than may be told of."""

    phrase = "store_too_few"


class InvitationNotFoundError(StoreError):
    """Not the secret of an invitation."""

    phrase = "store_no_invitation"


class InvitationRevokedError(StoreError):
    """The invitation was revoked."""

    phrase = "store_invitation_revoked"


class ResponseNotFoundError(StoreError):
    """Not the token of a response to this invitation."""

    phrase = "store_no_response"


class RetryConflictError(StoreError):
    """The idempotency key was used before, for another request."""

    phrase = "store_retry"


class RetryKeyError(StoreError):
    """Not an idempotency key: empty or too long."""

    phrase = "store_retry_key"


class AuditBrokenError(StoreError):
    """The audit log is not as it was written. ``number`` is the first entry that shows it."""

    phrase = "store_audit"

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number=number)
