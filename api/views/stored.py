"""Saved advice over HTTP: the schemas, the headers, and the refusals when it cannot be used here."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from email.utils import format_datetime
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from advisor.library.edition import Edition
from advisor.library.statuses import Status
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.stages.mistakes import Mistake
from advisor.standing import Followed
from advisor.store import advices, audit
from advisor.store.callers import Caller
from advisor.store.database import Store

from ..http.problems import ProblemError


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class KeptView(_Shown):
    """What the store knows of saved advice."""

    id: str
    series: str = Field(description="The id of the first advice for the same organisation.")
    created: datetime
    name: str | None
    reference: str | None
    language: Language
    edition: str
    knowledge_sha256: str
    software: str
    sha256: str = Field(description="Of its bytes; also its ETag.")


class PageView(_Shown):
    """A page of saved advice, newest first; ``next`` is the cursor of the following page."""

    items: list[KeptView]
    next: str | None


class StandingView(_Shown):
    """The status of a recommendation, who sees to it, by which day, a note; since when, and who set it.

    ``who``: the id of a key, or local.
    """

    recommendation: str
    title: str
    rank: int | None = Field(description="Null when only earlier advice for the same organisation has it.")
    status: Status
    note: str | None
    reason: str | None = Field(description="The same as `note`.", deprecated=True)
    owner: str | None
    due: date | None
    changed: datetime | None
    who: str | None
    needs_rejected: list[str] = Field(description="What it needs, itself or through what it needs, that was rejected.")


class StandingsView(_Shown):
    """The status of every recommendation of an advice, and of those that only earlier advice in its series has."""

    items: list[StandingView]


class ChangeView(_Shown):
    """What the status of a recommendation was set to."""

    status: Status
    note: str | None
    owner: str | None
    due: date | None
    changed: datetime
    who: str


class HistoryView(_Shown):
    """Changes of a status, newest first; ``next`` is the cursor of the following page."""

    items: list[ChangeView]
    next: int | None


class EntryView(_Shown):
    """One action: ids only."""

    number: int
    time: datetime
    who: str
    action: str
    subject: str


class AuditView(_Shown):
    """A page of the audit log, newest first; ``next`` is the cursor of the following page."""

    items: list[EntryView]
    next: int | None


def standing_view(one: Followed) -> StandingView:
    """What became of a recommendation."""
    return StandingView.model_validate({**asdict(one), "reason": one.note})


def audit_view(entries: list[audit.Entry], limit: int) -> AuditView:
    """A page of the audit log, made from up to one entry more than it shows."""
    shown = [EntryView.model_validate(entry) for entry in entries[:limit]]
    return AuditView(items=shown, next=shown[-1].number if len(entries) > limit else None)


def next_link(path: str, **query: str | int | None) -> dict[str, str]:
    """A Link header to the next page; parameters that are None are left out."""
    given = {name: value for name, value in query.items() if value is not None}
    return {"Link": f'<{path}?{urlencode(given)}>; rel="next"'}


def about(record: advices.Record) -> dict[str, str]:
    """The headers of saved advice: its language and time. No cache may keep it."""
    created = format_datetime(record.kept.created.astimezone(UTC).replace(microsecond=0), usegmt=True)
    return {"Content-Language": record.kept.language, "Cache-Control": "no-store", "Last-Modified": created}


def created(record: advices.Record) -> dict[str, str]:
    """The headers of advice just saved, or saved when the same request was first sent."""
    replay = {"Idempotent-Replay": "true"} if record.repeated else {}
    place = {"Location": f"/v1/advice/{record.kept.id}", "ETag": f'"{record.kept.sha256}"'}
    return {**about(record), **place, **replay}


def again(store: Store, caller: Caller, advice_id: str) -> advices.Record:
    """The advice that the same request produced before. Raises as `advices.read`."""
    return replace(advices.read(store, caller, advice_id), repeated=True)


@contextmanager
def readable(language: Language) -> Iterator[None]:
    """Raises ProblemError (409) when advice made with other software or knowledge cannot be used here."""
    try:
        yield
    except (ValidationError, KeyError):
        raise outdated(language) from None


def demand_knowledge(record: advices.Record, edition: Edition, language: Language) -> None:
    """Raises ProblemError (409) when saved advice was made with other knowledge."""
    if record.kept.knowledge_sha256 != edition.fingerprint:
        raise outdated(language)


def outdated(language: Language) -> ProblemError:
    """The refusal (409) of what cannot be computed from advice made with other software or knowledge."""
    return ProblemError(409, [Mistake("", say("service_other_software", language), "")])
