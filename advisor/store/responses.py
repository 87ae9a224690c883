"""What a respondent answers in a round, by the secret of an invitation; each sees only his own.

Whoever has answered has a token of his own, of which the hash is stored, to come back to it until the round is closed.
No time is stored and no entry is made in the audit log, so that nothing tells who answered when.
"""

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from ..library.conditions import Data
from ..stages.profile import MAX_BYTES
from ..stages.respondents import MAX_RESPONDENTS
from .database import Store
from .errors import (
    InvitationNotFoundError,
    InvitationRevokedError,
    ResponseNotFoundError,
    RoundClosedError,
    RoundFullError,
)
from .rounds import hashed
from .tables import invitations, responses, rounds

TOKEN = r"[A-Za-z0-9_-]{43}"  # noqa: S105 - the shape of a secret, and of the token of a response
_TOKEN = re.compile(TOKEN)
_MOST = MAX_BYTES * 3 // 4  # bytes of all answers of a round, so that the profile they make can be read back


@dataclass(frozen=True, slots=True)
class Invitation:
    """What an invitation is to: whose round, of which organisation, for which group.

    ``agreed``: the answers that the organisation agrees on, by attribute; nobody is asked these.
    """

    tenant: str
    organisation: str | None
    group: str
    agreed: Mapping[str, Data]


def identify(store: Store, secret: str) -> Invitation:
    """The invitation with a secret.

    Raises InvitationNotFoundError, InvitationRevokedError, RoundClosedError, StoreUnavailableError.
    """
    with store.reading() as connection:
        row = _invited(connection, secret)
    profile = json.loads(row.profile)
    return Invitation(row.tenant, profile["name"], row.group, profile["answers"])


def read(store: Store, secret: str, own: str) -> Mapping[str, Data]:
    """The answers of the respondent with a token, given on this invitation.

    Raises what `identify` raises, and ResponseNotFoundError.
    """
    with store.reading() as connection:
        row = connection.execute(select(responses.c.answers).where(*_mine(_invited(connection, secret), own))).first()
    if row is None:
        raise ResponseNotFoundError()
    answers: Mapping[str, Data] = json.loads(row.answers)
    return answers


def save(store: Store, secret: str, answers: Mapping[str, Data], own: str | None = None) -> str:
    """Save the answers of a respondent instead of those before, and return his token; a new one without ``own``.

    ``answers``: as `Profile.plain` has them, with at least one. Raises what `identify` raises, ResponseNotFoundError,
    RoundFullError.
    """
    text = json.dumps(answers, separators=(",", ":"))
    with store.writing() as connection:
        row = _invited(connection, secret)
        if own is not None:
            mine = _mine(row, own)
            if not connection.execute(update(responses).where(*mine).values(answers=text)).rowcount:
                raise ResponseNotFoundError()
        token = own or secrets.token_urlsafe(32)
        if own is None:
            place = {"tenant": row.tenant, "round": row.round, "invitation": row.secret_sha256}
            connection.execute(insert(responses).values(token_sha256=hashed(token), answers=text, **place))
        of_round = (responses.c.tenant == row.tenant, responses.c.round == row.round)
        size = select(func.count(), func.sum(func.length(responses.c.answers))).where(*of_round)
        count, length = connection.execute(size).one()
        if count > MAX_RESPONDENTS or length > _MOST:
            raise RoundFullError()
    return token


def withdraw(store: Store, secret: str, own: str) -> None:
    """Delete the answers of a respondent: he no longer counts. Raises what `read` raises."""
    with store.writing() as connection:
        if not connection.execute(delete(responses).where(*_mine(_invited(connection, secret), own))).rowcount:
            raise ResponseNotFoundError()
    store.scrub()


def _invited(connection: Connection, secret: str) -> Row[Any]:
    wanted = select(invitations, rounds.c.profile, rounds.c.closed).join(rounds)
    row = None
    if _TOKEN.fullmatch(secret):
        row = connection.execute(wanted.where(invitations.c.secret_sha256 == hashed(secret))).first()
    if row is None:
        raise InvitationNotFoundError()
    if row.closed is not None:
        raise RoundClosedError()
    if row.revoked is not None:
        raise InvitationRevokedError()
    return row


def _mine(row: Row[Any], own: str) -> tuple[Any, ...]:
    """The one response on this invitation that has a token."""
    return (
        responses.c.tenant == row.tenant,
        responses.c.invitation == row.secret_sha256,
        responses.c.token_sha256 == hashed(own),
    )
