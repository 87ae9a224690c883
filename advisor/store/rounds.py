"""A round: several people answer for one organisation, invited by group. What its owner does with it.

While it is open, its owner sees how many answered, and nothing of what. Closing it puts into the profile what may be
told of the answers (`unlinked`), and deletes the answers themselves.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, desc, func, insert, select, update

from ..insight.groups import LEAST, unlinked
from ..library.conditions import as_data
from ..library.edition import Edition
from ..stages.answers import MAX_TEXT
from ..stages.mistakes import encodable
from ..stages.notes import read_notes
from ..stages.profile import Profile, fitting, normalised
from ..stages.respondents import Respondent
from . import audit
from .callers import Caller
from .database import Store
from .errors import (
    GroupNotFoundError,
    RoundClosedError,
    RoundNotFoundError,
    RoundOpenError,
    RoundShapeError,
    TooFewError,
)
from .tables import invitations, responses, rounds

MAX_GROUPS = 20
MOST_LISTED = 100
_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class GroupOf:
    """A group of a round: how many answered, and whether its invitation still holds."""

    name: str
    answered: int
    invited: bool


@dataclass(frozen=True, slots=True)
class Round:
    """A round as its owner sees it."""

    id: str
    name: str | None
    reference: str | None
    created: datetime
    closed: datetime | None
    groups: list[GroupOf]

    @property
    def answered(self) -> int:
        """How many people answered."""
        return sum(group.answered for group in self.groups)


def open_(store: Store, caller: Caller, agreed: Profile, groups: Sequence[str]) -> tuple[Round, dict[str, str]]:
    """Open a round for the organisation of a profile; ``agreed``: what nobody is asked any more.

    Returns it with the secret of the invitation of each group, which cannot be retrieved later: 256 random bits, of
    which the hash is stored.
    Raises ScopeError, RoundShapeError, StoreUnavailableError.
    """
    caller.demand("write")
    names = [name.strip() for name in groups]
    if not 0 < len(names) <= MAX_GROUPS or len(set(names)) < len(names) or not all(map(_named, groups)):
        raise RoundShapeError(most=MAX_GROUPS, limit=MAX_TEXT)
    new = secrets.token_hex(16)
    with store.writing() as connection:
        time = store.clock()
        connection.execute(
            insert(rounds).values(
                id=new,
                tenant=caller.tenant,
                reference=agreed.reference,
                profile=_canonical(agreed.plain),
                created=time,
            )
        )
        made = {name: _invite(connection, caller, new, name) for name in names}
        audit.note(connection, caller, "open round", new, time)
        return _round(connection, _row(connection, caller, new)), made


def invite(store: Store, caller: Caller, round_id: str, group: str) -> str:
    """Invite a group anew, or one more: the secret of its invitation. One that still held is revoked.

    Raises ScopeError, RoundNotFoundError, RoundClosedError, RoundShapeError, StoreUnavailableError.
    """
    caller.demand("write")
    name = group.strip()
    with store.writing() as connection:
        _open_row(connection, caller, round_id)
        known = {row.group for row in _invited(connection, caller, round_id)}
        if not _named(group) or len(known | {name}) > MAX_GROUPS:
            raise RoundShapeError(most=MAX_GROUPS, limit=MAX_TEXT)
        time = store.clock()
        _revoke(connection, caller, round_id, name, time)
        made = _invite(connection, caller, round_id, name)
        audit.note(connection, caller, "invite", round_id, time)
    return made


def revoke(store: Store, caller: Caller, round_id: str, group: str) -> None:
    """Make the invitation of a group worthless; what was answered on it stays.

    Raises ScopeError, RoundNotFoundError, RoundClosedError, GroupNotFoundError, StoreUnavailableError.
    """
    caller.demand("write")
    with store.writing() as connection:
        _open_row(connection, caller, round_id)
        time = store.clock()
        if not _revoke(connection, caller, round_id, group.strip(), time):
            groups = {row.group for row in _invited(connection, caller, round_id) if row.revoked is None}
            raise GroupNotFoundError(name=group.strip()[:40], groups=", ".join(sorted(groups)) or "–")
        audit.note(connection, caller, "revoke invitation", round_id, time)


def listed(store: Store, caller: Caller) -> list[Round]:
    """The rounds of a tenant, newest first, at most `MOST_LISTED`. Raises StoreUnavailableError."""
    wanted = select(rounds).where(rounds.c.tenant == caller.tenant)
    with store.reading() as connection:
        rows = connection.execute(wanted.order_by(desc(rounds.c.created), desc(rounds.c.id)).limit(MOST_LISTED)).all()
        return [_round(connection, row) for row in rows]


def show(store: Store, caller: Caller, round_id: str) -> Round:
    """A round. Raises RoundNotFoundError (also for one of another tenant), StoreUnavailableError."""
    with store.reading() as connection:
        return _round(connection, _row(connection, caller, round_id))


def close(store: Store, caller: Caller, round_id: str, edition: Edition) -> str:
    """Close a round for good, delete the answers, and return the profile that they made, as canonical JSON.

    Of a round that is closed already it is that same profile. Answers that the questions of the edition no longer take
    are left out. Raises ScopeError, RoundNotFoundError, TooFewError (nothing changes then), StoreUnavailableError.
    """
    caller.demand("write")
    with store.writing() as connection:
        row = _row(connection, caller, round_id)
        if row.closed is not None:
            closed: str = row.profile
            return closed
        mine = (responses.c.tenant == caller.tenant, responses.c.round == round_id)
        heard = connection.execute(
            select(responses.c.answers, invitations.c.group).join(invitations).where(*mine)
        ).all()
        if len(heard) < LEAST:
            raise TooFewError(count=len(heard), least=LEAST)
        agreed = _agreed(json.loads(row.profile), edition)
        people = [_respondent(said.answers, said.group, agreed, edition) for said in heard]
        profile = _canonical({**agreed.plain, "respondents": [_plain(one) for one in unlinked(people, edition)]})
        time = store.clock()
        connection.execute(
            update(rounds)
            .where(rounds.c.tenant == caller.tenant, rounds.c.id == round_id)
            .values(profile=profile, closed=time)
        )
        connection.execute(update(responses).where(*mine).values(answers=None))
        audit.note(connection, caller, "close round", round_id, time)
    store.scrub()
    return profile


def outcome(store: Store, caller: Caller, round_id: str) -> str:
    """The profile of a closed round, as canonical JSON: the bytes that closing it gave.

    Raises RoundNotFoundError, RoundOpenError, StoreUnavailableError.
    """
    with store.reading() as connection:
        row = _row(connection, caller, round_id)
    if row.closed is None:
        raise RoundOpenError()
    profile: str = row.profile
    return profile


def erase(store: Store, caller: Caller, round_id: str) -> None:
    """Delete a round permanently, with its invitations and all that was answered.

    Raises ScopeError (admin is required), RoundNotFoundError, StoreUnavailableError.
    """
    caller.demand("admin")
    with store.writing() as connection:
        _row(connection, caller, round_id)
        connection.execute(delete(rounds).where(rounds.c.tenant == caller.tenant, rounds.c.id == round_id))
        audit.note(connection, caller, "delete round", round_id, store.clock())
    store.scrub()


def erase_of(connection: Connection, caller: Caller, reference: str, time: datetime) -> None:
    """Delete the rounds of an organisation, within the transaction that deletes the last of its advice."""
    same = (rounds.c.tenant == caller.tenant, rounds.c.reference == reference)
    for round_id in connection.execute(select(rounds.c.id).where(*same).order_by(rounds.c.id)).scalars().all():
        connection.execute(delete(rounds).where(rounds.c.tenant == caller.tenant, rounds.c.id == round_id))
        audit.note(connection, caller, "delete round", round_id, time)


def hashed(secret: str) -> str:
    """What is stored of a secret, and looked up: how long that takes tells of the hash alone."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _named(name: str) -> bool:
    return bool(name.strip()) and len(name) <= MAX_TEXT and encodable(name)


def _invite(connection: Connection, caller: Caller, round_id: str, group: str) -> str:
    secret = secrets.token_urlsafe(32)
    connection.execute(
        insert(invitations).values(secret_sha256=hashed(secret), tenant=caller.tenant, round=round_id, group=group)
    )
    return secret


def _revoke(connection: Connection, caller: Caller, round_id: str, group: str, time: datetime) -> int:
    """How many invitations of a group held until now."""
    mine = (invitations.c.tenant == caller.tenant, invitations.c.round == round_id, invitations.c.group == group)
    return connection.execute(
        update(invitations).where(*mine, invitations.c.revoked.is_(None)).values(revoked=time)
    ).rowcount


def _invited(connection: Connection, caller: Caller, round_id: str) -> Sequence[Any]:
    mine = (invitations.c.tenant == caller.tenant, invitations.c.round == round_id)
    return connection.execute(select(invitations.c.group, invitations.c.revoked).where(*mine)).all()


def _row(connection: Connection, caller: Caller, round_id: str) -> Row[Any]:
    if _ID.fullmatch(round_id):
        wanted = select(rounds).where(rounds.c.tenant == caller.tenant, rounds.c.id == round_id)
        row = connection.execute(wanted).first()
        if row is not None:
            return row
    raise RoundNotFoundError(id=round_id[:40])


def _open_row(connection: Connection, caller: Caller, round_id: str) -> Row[Any]:
    row = _row(connection, caller, round_id)
    if row.closed is not None:
        raise RoundClosedError()
    return row


def _round(connection: Connection, row: Row[Any]) -> Round:
    wanted = (
        select(invitations.c.group, invitations.c.revoked, func.count(responses.c.token_sha256).label("answered"))
        .join(responses, responses.c.invitation == invitations.c.secret_sha256, isouter=True)
        .where(invitations.c.tenant == row.tenant, invitations.c.round == row.id)
        .group_by(invitations.c.secret_sha256, invitations.c.group, invitations.c.revoked)
    )
    groups: dict[str, GroupOf] = {}
    for found in sorted(connection.execute(wanted).all(), key=lambda one: one.group):
        before = groups.get(found.group, GroupOf(found.group, 0, False))
        invited = before.invited or (found.revoked is None and row.closed is None)
        groups[found.group] = GroupOf(found.group, before.answered + found.answered, invited)
    name = json.loads(row.profile)["name"]
    return Round(row.id, name, row.reference, row.created, row.closed, list(groups.values()))


def _agreed(data: dict[str, Any], edition: Edition) -> Profile:
    """What is agreed, as far as the questions of an edition take it."""
    notes = read_notes(data.get("notes"), edition.questions)
    read = normalised(data["name"], data["reference"], data["answers"], data.get("disputed", {}), notes)
    return fitting(read, edition)


def _respondent(text: str, group: str, agreed: Profile, edition: Edition) -> Respondent:
    """What somebody answered to what is not agreed, as far as the questions of an edition take it."""
    fit = fitting(normalised(None, None, json.loads(text), {}), edition).settled
    return Respondent({a: value for a, value in fit.items() if a not in agreed.settled}, group=group)


def _plain(respondent: Respondent) -> dict[str, Any]:
    return {"group": respondent.group, "answers": {a: as_data(v) for a, v in respondent.answers.items()}}


def _canonical(profile: Any) -> str:
    return json.dumps(profile, ensure_ascii=False, separators=(",", ":"))
