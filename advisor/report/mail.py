"""The advice as it fits in a mail: what to do first, and the rest in few words; at most `LINES` lines.

What is left out is counted. The long form is `text`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from ..advice import Advice, Advisor
from ..insight.questions import to_ask
from ..phrases import say
from ..stages.openness import OpenQuestion
from ..stages.recommendations import Recommended
from ..standing import Standing
from . import outline
from .following import Statuses
from .wrapping import wrapped

LINES = 60
TITLES = 2  # of what one question would bring


@dataclass(frozen=True, slots=True)
class _Room:
    """How much of each part is shown, and whether a recommendation says more than its title and why."""

    rest: int
    strengths: int
    questions: int
    hanging: int
    contradictions: int
    silences: int
    whole: bool = True


_ROOMS = (  # the largest that fits is taken
    _Room(30, 3, 3, 2, 3, 20),
    _Room(20, 3, 3, 1, 2, 20),
    _Room(20, 3, 3, 1, 2, 2),
    _Room(15, 3, 3, 1, 2, 2),
    _Room(12, 3, 3, 0, 1, 2),
    _Room(9, 3, 2, 0, 1, 2),
    _Room(6, 2, 2, 0, 1, 2),
    _Room(4, 2, 1, 0, 1, 1),
    _Room(3, 1, 1, 0, 1, 1),
    _Room(1, 1, 1, 0, 1, 1),
    _Room(0, 1, 1, 0, 1, 0),
    _Room(3, 1, 1, 0, 1, 1, whole=False),
)


def as_mail(advice: Advice, advisor: Advisor, standings: Mapping[str, Standing] | None = None) -> str:
    """The advice in at most `LINES` lines: with as much in it as fits, and what became of it where that is known."""
    asked = to_ask(advice, advisor)
    for room in _ROOMS:
        lines = list(_Mail(advice, asked, room, standings).lines())
        if len(lines) <= LINES:
            break
    return "\n".join([*lines, ""])


class _Mail:
    """An advice with so much of each part."""

    def __init__(
        self,
        advice: Advice,
        asked: Sequence[OpenQuestion],
        room: _Room,
        standings: Mapping[str, Standing] | None,
    ) -> None:
        self.advice, self.asked, self.room, self.language = advice, asked, room, advice.receipt.language
        self.statuses = Statuses(advice.given, standings, self.language)
        self.first = outline.actions(advice)
        self.rest = advice.recommendations[len(self.first) :]
        self.hanging = outline.hangs_on(advice)

    def say(self, key: str, **details: object) -> str:
        return say(key, self.language, **details)

    def lines(self) -> Iterator[str]:
        advice, room = self.advice, self.room
        title = wrapped(outline.title(advice))
        yield from (*title, "=" * max(map(len, title)))
        if advice.diagnosis.text:
            yield from ("", *wrapped(advice.diagnosis.text))
        if disputed := outline.disputed(advice):
            yield from ("", *wrapped(disputed))
        if self.statuses.counted:
            yield from ("", *wrapped(f"{self.say('status')}: {self.statuses.counted}."))
        if self.first:
            yield from ("", self.say("phase_first").upper(), *chain.from_iterable(map(self.action, self.first)))
        else:
            yield from ("", self.say("nothing"))
            if advice.undecided:
                yield from wrapped(self.say("undecided", count=len(advice.undecided)))
        yield from self.part("strengths", [f"+ {title}" for title in outline.strengths(advice)[: room.strengths]])
        yield from self.part("open_questions", [f"? {q.text}" for q in self.asked[: room.questions]])
        yield from self.part("almost", [f"? {self.hangs(one)}" for one in self.hanging[: room.hanging]])
        yield from self.part("mail_rest", list(self.by_theme(self.rest[: room.rest])))
        yield from self.part("contradictions", [f"? {c.message}" for c in advice.contradictions[: room.contradictions]])
        yield ""
        if advice.receipt.overlays:
            names = outline.few([overlay.name for overlay in advice.receipt.overlays], self.language, room.strengths)
            count = len(advice.deviations)
            yield from wrapped(self.say("mail_overlays", names=names, count=count))
        if advice.silent:
            titles = outline.few([silence.title for silence in advice.silent], self.language, room.silences)
            yield from wrapped(self.say("silent_on", titles=titles))
        if left := list(self.left()):
            yield from wrapped(self.say("mail_left", parts=outline.listed(left, self.language)))
        yield from (self.say("mail_full"), "", outline.receipt(advice))

    def part(self, title: str, items: Sequence[str]) -> Iterator[str]:
        if items:
            yield from ("", self.say(title).upper())
            yield from (line for item in items for line in wrapped(f"  {item}", 4))

    def titled(self, item: Recommended) -> str:
        """The number and the title, whether it is provisional, and what became of it."""
        provisional = [] if item.verdict == "recommended" else [self.say(f"verdict_{item.verdict}")]
        marks = ", ".join([*provisional, *self.statuses.marks(item.id)])
        return f"{item.rank}. {item.title}" + (f" ({marks})" if marks else "")

    def action(self, item: Recommended) -> Iterator[str]:
        yield from wrapped(f"  {self.titled(item)}", 5)
        yield from wrapped(f"     {outline.first_sentence(item.summary)}", 5)
        for line in outline.how_to_start(item, self.language) if self.room.whole else ():
            yield from wrapped(f"     {line}", 5)

    def hangs(self, one: outline.HangsOn) -> str:
        titles = list(dict.fromkeys(f"“{title}”" for _, title in one.brings))
        return f"{one.text} {self.say('almost_brings', titles=outline.few(titles, self.language, TITLES))}"

    def by_theme(self, items: Sequence[Recommended]) -> Iterator[str]:
        """The titles of each theme, in the order of the highest of each."""
        for theme, of_theme in outline.by_theme(items).items():
            told = "; ".join(map(self.titled, of_theme))
            yield self.say("mail_of_theme", theme=theme, titles=told) if theme else told

    def left(self) -> Iterator[str]:
        """What is not shown, counted."""
        advice, room = self.advice, self.room
        counts = {
            "recommendations": len(advice.given) - len(self.first) - min(len(self.rest), room.rest),
            "strengths": len(outline.strengths(advice)) - room.strengths,
            "questions": len(self.asked) - room.questions,
            "hanging": len(self.hanging) - room.hanging,
            "contradictions": len(advice.contradictions) - room.contradictions,
            "tensions": len(advice.tensions),
        }
        return (self.say(f"mail_left_{what}", count=count) for what, count in counts.items() if count > 0)
