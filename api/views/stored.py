"""What is kept as it is shown over HTTP: its shapes, its headers, and its advice read back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from advisor.library.edition import Edition
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.stages.profile import Mistake
from advisor.store import advices, audit, statuses
from advisor.store.callers import Caller
from advisor.store.database import Store
from advisor.store.statuses import Status

from ..http.problems import ProblemError


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class KeptView(_Shown):
    """What is known of an advice that is kept."""

    id: str
    series: str = Field(description="The id of the first advice of the same organisation.")
    created: datetime
    name: str | None
    reference: str | None
    language: Language
    edition: str
    knowledge_sha256: str
    software: str
    sha256: str = Field(description="Of its bytes; its ETag too.")


class PageView(_Shown):
    """Some of the advices, newest first; the cursor of the page after this one."""

    items: list[KeptView]
    next: str | None


class StandingView(_Shown):
    """The status of a recommendation, why, since when, and who said so (the id of a key, or local)."""

    recommendation: str
    status: Status
    reason: str | None
    changed: datetime | None
    who: str | None


class StandingsView(_Shown):
    """The status of every recommendation of an advice, and of those that only earlier ones of its series have."""

    items: list[StandingView]


class EntryView(_Shown):
    """One thing done: ids only."""

    number: int
    time: datetime
    who: str
    action: str
    subject: str


class AuditView(_Shown):
    """What was done, newest first; the cursor of the page after this one."""

    items: list[EntryView]
    next: int | None


def page_view(page: advices.Page) -> PageView:
    """A page of advices."""
    return PageView(items=[KeptView.model_validate(item) for item in page.items], next=page.next)


def standing_view(recommendation: str, standing: statuses.Standing | None) -> StandingView:
    """A status; open for a recommendation that was never given one."""
    if standing is None:
        return StandingView(recommendation=recommendation, status="open", reason=None, changed=None, who=None)
    s = standing
    return StandingView(recommendation=recommendation, status=s.status, reason=s.reason, changed=s.changed, who=s.who)


def audit_view(entries: list[audit.Entry], limit: int) -> AuditView:
    """A page of the audit log, from one entry more than fits on it."""
    shown = [EntryView.model_validate(entry) for entry in entries[:limit]]
    return AuditView(items=shown, next=shown[-1].number if len(entries) > limit else None)


def next_link(path: str, **query: str | int | None) -> dict[str, str]:
    """A Link header to the next page; what is None is left out."""
    given = {name: value for name, value in query.items() if value is not None}
    return {"Link": f'<{path}?{urlencode(given)}>; rel="next"'}


def about(record: advices.Record) -> dict[str, str]:
    """The headers of an advice that is kept: its language, its time. No cache keeps it."""
    created = format_datetime(record.kept.created.astimezone(UTC).replace(microsecond=0), usegmt=True)
    return {"Content-Language": record.kept.language, "Cache-Control": "no-store", "Last-Modified": created}


def created(record: advices.Record) -> dict[str, str]:
    """The headers of an advice that was just kept, or that was kept when the same request came before."""
    replay = {"Idempotent-Replay": "true"} if record.repeated else {}
    place = {"Location": f"/v1/advice/{record.kept.id}", "ETag": f'"{record.kept.sha256}"'}
    return {**about(record), **place, **replay}


def again(store: Store, caller: Caller, advice_id: str) -> advices.Record:
    """The advice that the same request led to before. Raises as `advices.read` does."""
    return replace(advices.read(store, caller, advice_id), repeated=True)


@contextmanager
def readable(language: Language) -> Iterator[None]:
    """What other software or knowledge made, and cannot be worked on here, is refused with 409."""
    try:
        yield
    except (ValidationError, KeyError):
        raise outdated(language) from None


def demand_knowledge(record: advices.Record, edition: Edition, language: Language) -> None:
    """Raises ProblemError (409) when a saved advice was made with other knowledge."""
    if record.kept.knowledge_sha256 != edition.sha256:
        raise outdated(language)


def outdated(language: Language) -> ProblemError:
    """The refusal of what cannot be worked out from an advice of other software or knowledge."""
    return ProblemError(409, [Mistake("", say("service_other_software", language), "")])
