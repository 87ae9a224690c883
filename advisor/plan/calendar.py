"""A plan as iCalendar (RFC 5545): a whole-day event for each task, from the first day of its first period."""

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta

from .answer import Plan, TaskPlanned

_FOLD = 75  # octets on a line, at most


def calendar(plan: Plan) -> str:
    """A plan as iCalendar; what is in no period is not in it. The plan must have a first day.

    The same plan gives the same bytes: every event is stamped with the first day, not with the time of making. An event
    keeps its identity when the plan of the same organisation is made again, so that a calendar replaces it.
    """
    assert plan.frame.start is not None  # noqa: S101 - who asks for a calendar looked
    language = plan.receipt.language
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Advisor//{plan.receipt.software}//{language.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    days = {period.number: (period.begins, period.ends) for period in plan.periods}
    for task in plan.planned:
        assert task.start is not None  # noqa: S101 - it is planned
        assert task.end is not None  # noqa: S101 - likewise
        begins, ends = days[task.start][0], days[task.end][1]
        assert begins is not None  # noqa: S101 - the plan has a first day
        assert ends is not None  # noqa: S101 - likewise
        lines += _event(task, begins, ends, plan, plan.frame.start)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(task: TaskPlanned, begins: date, ends: date, plan: Plan, stamp: date) -> Iterator[str]:
    language = plan.receipt.language
    said = "\n".join(filter(None, [*(f"+ {one.title}" for one in task.includes), task.why, task.earlier]))
    yield "BEGIN:VEVENT"
    yield f"UID:{_identity(plan, task)}"
    yield f"DTSTAMP:{stamp:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{begins:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{ends + timedelta(days=1):%Y%m%d}"  # the first day that is no longer in it
    yield f"SUMMARY;LANGUAGE={language}:{_text(task.title)}"
    yield f"DESCRIPTION;LANGUAGE={language}:{_text(said)}"
    yield "TRANSP:TRANSPARENT"  # who takes part is not busy all those days
    yield "END:VEVENT"


def _identity(plan: Plan, task: TaskPlanned) -> str:
    """The same for the same recommendation to the same organisation, unlike any other."""
    who = plan.reference or plan.name or plan.receipt.profile_sha256
    return hashlib.sha256(f"{who}\0{task.id}".encode()).hexdigest()[:32] + "@advisor"


def _text(text: str) -> str:
    """A text as the standard escapes it; other control characters than a new line are left out."""
    kept = "".join(c for c in text if c == "\n" or c.isprintable())
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        kept = kept.replace(plain, escaped)
    return kept


def _folded(line: str) -> str:
    """A line of any length, over several of which each goes on after a space; no character is cut in two."""
    parts, part = [], b""
    for character in line:
        raw = character.encode("utf-8", "replace")
        if len(part) + len(raw) > _FOLD:
            parts.append(part)
            part = b" "
        part += raw
    return b"\r\n".join([*parts, part]).decode()
