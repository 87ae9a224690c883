"""What became of recommendations, in words: the same in every form."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, time

from ..library.statuses import Status
from ..library.wording import Language
from ..phrases import say
from ..stages.mistakes import on_one_line
from ..standing import Followed, Given, Standing, counts, followed
from .outline import day


def told(one: Standing | Followed, language: Language, *, since: bool = True) -> str:
    """The status, who sees to it, by which day and since when: “accepted · Ann sees to it · by 1 May 2026”."""
    parts = [say(f"status_{one.status}", language)]
    if one.owner:
        parts.append(say("status_owner", language, owner=on_one_line(one.owner)))
    if one.due:
        parts.append(say("status_due", language, day=day(datetime.combine(one.due, time(), UTC), language)))
    if one.changed and since:
        parts.append(say("status_since", language, day=day(one.changed, language)))
    return " · ".join(parts)


def needs_rejected(one: Followed, titles: Mapping[str, str], language: Language) -> str:
    """That it needs something that was rejected, by title; empty when it does not."""
    named = "; ".join(f"“{titles[rid]}”" for rid in one.needs_rejected)
    return say("status_needs_rejected", language, titles=named) if named else ""


class Statuses:
    """What a report says of what became of the recommendations of an advice: nothing, where no status was ever set."""

    def __init__(self, given: Sequence[Given], standings: Mapping[str, Standing] | None, language: Language) -> None:
        items = followed(given, standings or {}, {}, {})
        self.language = language
        self.titles = {one.recommendation: one.title for one in items}
        self.found = {one.recommendation: one for one in items if one.rank} if standings else {}

    @property
    def counted(self) -> str:
        """How many recommendations have each status; empty when none was ever set."""
        return counted((one.status for one in self.found.values()), self.language)

    def marks(self, rid: str) -> list[str]:
        """What a list adds to a title: the status, unless it is open, and that it needs something rejected."""
        one = self.found.get(rid)
        if one is None:
            return []
        waits = [say("status_waits", self.language)] if one.needs_rejected else []
        return [*([] if one.status == "open" else [say(f"status_{one.status}", self.language)]), *waits]

    def particulars(self, rid: str) -> list[tuple[str, str]]:
        """Its status, the note, and what it needs that was rejected: each what it is, and what it says."""
        one = self.found.get(rid)
        if one is None:
            return []
        says = {
            "status": told(one, self.language),
            "status_note": on_one_line(one.note or ""),
            "status_waits_for": needs_rejected(one, self.titles, self.language),
        }
        return [(say(what, self.language), text) for what, text in says.items() if text]


def counted(statuses: Iterable[Status], language: Language) -> str:
    """How many there are of each status: “2 done, 1 rejected”."""
    found = counts(statuses).items()
    return ", ".join(say("status_count", language, count=n, status=say(f"status_{s}", language)) for s, n in found)


def as_text(items: list[Followed], language: Language, only: str | None = None) -> str:
    """The status of every recommendation of an advice, or of ``only`` one of them, as text."""
    titles = {one.recommendation: one.title for one in items}
    lines = []
    for one in (one for one in items if only in (None, one.recommendation)):
        place = f"{one.rank}." if one.rank else "–"
        lines.append(f"{place} {on_one_line(one.title)}  [{one.recommendation}]")
        apart = [] if one.rank else [say("status_earlier_only", language)]
        lines.append("   " + " · ".join([told(one, language), *apart]))
        lines += [f"   {text}" for text in (needs_rejected(one, titles, language), said(one.note)) if text]
    return "".join(f"{line}\n" for line in lines)


def history_as_text(items: list[Standing], language: Language) -> str:
    """The changes of a status, as text: the newest first, each with the moment and who changed it."""
    lines = []
    for one in items:
        moment = one.changed.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
        lines.append(f"{moment}  {one.who}  {told(one, language, since=False)}")
        lines += [f"   {said(one.note)}"] if one.note else []
    return "".join(f"{line}\n" for line in lines)


def said(note: str | None) -> str:
    """A note between quotation marks, on one line; empty without one."""
    return f"“{on_one_line(note)}”" if note else ""
