"""What becomes of recommendations: the form on the page of each, its history, and the page with all of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from advisor.library.statuses import STATUSES
from advisor.phrases import say
from advisor.picture.chart import Point, chart
from advisor.report import following as words
from advisor.report.outline import day
from advisor.series import organisation
from advisor.series import words as series_words
from advisor.store import keys, statuses
from advisor.store.errors import DueError, NoteError, OwnerError, StandingError, StatusError, StoreError

from .view import AdvicePage, ThePage

SHOWN = 20  # changes on the page of a recommendation

router = APIRouter(include_in_schema=False)

_FIELDS: Mapping[type[StoreError], str] = {
    StatusError: "status",
    NoteError: "note",
    OwnerError: "owner",
    DueError: "due",
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What the form holds."""

    status: str
    owner: str
    due: str
    note: str


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a status in words: what it became, when, by whom, and the note."""

    told: str
    when: str
    who: str
    note: str | None


@dataclass(frozen=True, slots=True)
class StatusForm:
    """The form of a status as the page shows it: what stands in it, what is wrong with it, and what was changed."""

    told: str
    typed: Typed
    mistakes: Mapping[str, str]
    choices: tuple[str, ...]
    needs_rejected: str
    changes: list[Change]
    most_note: int = statuses.MAX_NOTE
    most_owner: int = statuses.MAX_OWNER


@router.get("/advice/{id}/statuses")
def overview(this: ThePage) -> Response:
    """The status of every recommendation."""
    items, language = this.followed(), this.language
    titles = {one.recommendation: one.title for one in items}
    return this.show(
        "statuses",
        "statuses",
        counted=words.counted((one.status for one in items if one.rank), language),
        rows=[(one, words.told(one, language), words.needs_rejected(one, titles, language)) for one in items],
    )


@router.get("/advice/{id}/series")
def over_time(this: ThePage) -> Response:
    """The organisation over time: what came of each weakness, beside what was done about it, and how far it got."""
    language = this.language
    told = organisation.over_time(this.store, this.caller, this.id, this.advisor.edition, language)
    days = [day(moment.created, language) for moment in told.advice]
    charts = []
    for one in told.progress:
        points = [Point(*point) for point in zip(days, one.values, one.told, strict=True)]
        scale = Point("", one.low, one.low_told), Point("", one.high, one.high_told)
        charts.append((one, chart(one.text, points, scale, language)))
    return this.show(
        "series",
        "series",
        told=told,
        days=days,
        charts=charts,
        courses=[(course, [one for one in told.weaknesses if one.course == course]) for course in organisation.COURSES],
        of_weakness=series_words.of_weakness,
        of_advised=series_words.of_advised,
        given={one.id for one in this.shown.advice.given},
    )


def mark(this: AdvicePage, rid: str, typed: Typed) -> dict[str, str]:
    """Set a status as the form has it. What is wrong with it, by field, if anything is."""
    try:
        statuses.mark(
            this.store,
            this.caller,
            this.id,
            rid,
            typed.status,
            typed.note,
            owner=typed.owner,
            due=typed.due,
            successors=this.advisor.edition.successors,
        )
    except StandingError as error:
        fields = [(_FIELDS[type(one)], one.details) for one in error.each]
        return {field: say(f"adv_status_wrong_{field}", this.language, **details) for field, details in fields}
    return {}


def form(this: AdvicePage, rid: str, typed: Typed | None, mistakes: Mapping[str, str]) -> StatusForm:
    """The form of a recommendation that the advice gives, with what stands in it now or was typed."""
    items, language = this.followed(), this.language
    titles = {one.recommendation: one.title for one in items}
    one = next(one for one in items if one.recommendation == rid)
    found = statuses.history(
        this.store, this.caller, this.id, rid, successors=this.advisor.edition.successors, limit=SHOWN
    )
    names = {key.id: key.name for key in keys.listed(this.store, this.caller.tenant)}
    return StatusForm(
        told=words.told(one, language) if found.items else "",
        typed=typed or Typed(one.status, one.owner or "", one.due.isoformat() if one.due else "", one.note or ""),
        mistakes=mistakes,
        choices=STATUSES,
        needs_rejected=words.needs_rejected(one, titles, language),
        changes=[
            Change(
                words.told(change, language, since=False),
                day(change.changed, language),
                names.get(change.who, ""),
                change.note,
            )
            for change in found.items
        ],
    )
