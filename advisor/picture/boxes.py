"""What the boxes of a picture say: lines of text that fit, for an answer, a fact, a rule, a finding, an advice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from ..advice import Advice
from ..library.conditions import Compare, Facts, evaluate, grounds
from ..library.edition import Edition
from ..library.model import Polarity
from ..library.wording import WORDS, needed, rule_sentence
from ..phrases import say
from ..stages.explanation import Node
from ..stages.findings import Finding, atoms_used
from ..stages.recommendations import Recommended
from .lettering import WIDEST, shortened, width, wrapped

Style = Literal["question", "answer", "plain", "sign", "title", "small", "sources"]
SIGNS: Final[Mapping[str, str]] = {"weakness": "−", "strength": "+"}


@dataclass(frozen=True, slots=True)
class Lettering:
    """The size of the letters of a style in pixels, their weight, and the height of a line."""

    size: float
    bold: bool
    leading: float


LETTERING: Final[Mapping[Style, Lettering]] = {
    "question": Lettering(12.5, False, 16),
    "answer": Lettering(13, False, 17),
    "plain": Lettering(13, False, 17),
    "sign": Lettering(14, True, 17),
    "title": Lettering(13, True, 17),
    "small": Lettering(11, False, 15),
    "sources": Lettering(11, False, 15),
}
PAD_X: Final = 11  # from the side of a box to its text
PAD_Y: Final = 8
_SIGN = 14  # from the sign of a finding to its text
_BETWEEN = 12  # at the least between two texts on one line
_EDGE = 2  # what no letters reach, of whatever family
_RISE = 0.36  # from the middle of a line down to the foot of its letters, in letter sizes


@dataclass(frozen=True, slots=True)
class Line:
    """A text on one line: where it starts, at the foot of its letters, and how wide it is."""

    text: str
    style: Style
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Contents:
    """What one box says, seen from its upper left corner; ``foot`` lines stand at the bottom, the others above them."""

    lines: tuple[Line, ...]
    foot: int
    height: float
    whole: str
    polarity: Polarity | None = None

    def stretched(self, height: float) -> "Contents":
        """The same in a box that is higher: the foot goes down with the bottom, the others stay in the middle."""
        body = len(self.lines) - self.foot
        more = height - self.height
        down = (more / 2,) * body + (more,) * self.foot
        lines = tuple(replace(line, y=line.y + by) for line, by in zip(self.lines, down, strict=True))
        return replace(self, lines=lines, height=height)


@dataclass(frozen=True, slots=True)
class Marks:
    """The numbers of the passages that a box cites, and of those that pull against it."""

    cites: tuple[int, ...] = ()
    opposed: tuple[int, ...] = ()


class Writer:
    """Writes the boxes of one picture. ``brief``: fewer lines each, as many boxes stand in it."""

    def __init__(self, advice: Advice, edition: Edition, recommendation: str | None) -> None:
        self.edition, self.language = edition, advice.receipt.language
        self.recommendation, self.brief = recommendation, recommendation is None
        self.findings = {f.id: f for f in advice.findings}
        self.weak = {f.factor: f for f in reversed(advice.findings) if f.polarity == "weakness"}  # the first of each
        self.by_rule = {f.rule: f for f in advice.findings}
        self.items = {r.id: r for r in advice.given}

    def box(self, node: Node, marks: Marks, box_width: float) -> Contents:
        """What the box of a node says."""
        room, name = _Room(box_width), node.id.partition(":")[2]
        if node.kind == "finding":
            return self._finding(self.findings[name], marks, room)
        if node.kind == "recommendation":
            return self._recommendation(self.items[name], marks, room)
        if node.kind == "factor":
            return self._effect(self.weak[name], room)
        if node.kind == "rule":
            finding = self.by_rule[name]
            room.write(self._condition(finding), "plain", most=3 if self.brief else 5)
            whole = self._sentence(finding)
        elif node.kind == "evidence":
            room.write(node.label, "plain", most=3 if self.brief else 6)
            room.foot(node.detail, "")
            whole = " · ".join(filter(None, (node.label, node.detail)))
        else:
            room.write(node.label, "question", most=3 if self.brief else 4)
            room.write(node.detail, "answer", most=3 if self.brief else 5)
            whole = f"{node.label} {node.detail}"
        room.foot("", self._sources("picture_sources", marks.cites))
        return room.contents(whole)

    def _finding(self, finding: Finding, marks: Marks, room: "_Room") -> Contents:
        level = say(f"severity_{finding.severity}" if finding.severity else "picture_strength", self.language)
        if finding.verdict == "provisional":
            level = say("picture_provisional", self.language, text=level)
        sign = SIGNS[finding.polarity]
        room.write(sign, "sign", most=1)
        room.indent(_SIGN)
        room.write(finding.title, "plain", most=4)
        room.foot("" if self.brief else level, self._sources("picture_opposed", marks.opposed))
        return room.contents(f"{sign} {finding.title} ({level})", finding.polarity)

    def _effect(self, finding: Finding, room: "_Room") -> Contents:
        """A weakness that comes from what is explained."""
        comes, sign = say("picture_effect", self.language), SIGNS[finding.polarity]
        room.write(sign, "sign", most=1)
        room.indent(_SIGN)
        room.write(finding.title, "plain", most=4)
        room.foot(comes, "")
        return room.contents(f"{sign} {finding.title} ({comes})", finding.polarity)

    def _recommendation(self, item: Recommended, marks: Marks, room: "_Room") -> Contents:
        aside = self.recommendation not in (None, item.id)
        phase = say(f"phase_{item.phase}", self.language)
        rank = say("picture_before" if aside else "picture_rank", self.language, rank=item.rank, phase=phase)
        if aside and any(item is folded for folded in self.items[self.recommendation or item.id].folded):
            rank = say("picture_folded", self.language)
        if item.verdict == "provisional":
            rank = say("picture_provisional", self.language, text=rank)
        room.write(item.title, "plain" if aside else "title", most=5)
        room.foot(rank, self._sources("picture_sources", marks.cites))
        return room.contents(f"{item.title} ({rank})")

    def _sources(self, key: str, numbers: Sequence[int]) -> str:
        """The numbers of passages in words. A map of the whole advice shows none: it would be full of them."""
        return say(key, self.language, numbers=ranges(numbers)) if numbers and not self.brief else ""

    def _condition(self, finding: Finding) -> str:
        """What made a rule apply, without the questions: those stand beside it, at the other end of its lines.

        What only made it more or less severe is left out, but for a question that would else not be spoken of.
        """
        rule, facts = self.edition.rules[finding.rule], _facts(finding)
        decisive = grounds(rule.when, facts)
        spoken_of = {atom.name for atom in decisive}
        said = []
        for atom in (*decisive, *(a for a in atoms_used(rule, facts) if a.name not in spoken_of)):
            wanted = evaluate(atom, facts) is True
            if isinstance(atom, Compare) and isinstance(atom.value, bool):
                name = self.edition.name(atom.name, self.language)
                said.append(name if atom.value is wanted else WORDS[self.language]["none"] + name)
            else:
                said.append(needed(atom, self.edition, self.language, wanted=wanted))
        return say("picture_rule", self.language, needed=WORDS[self.language]["all"].join(dict.fromkeys(said)))

    def _sentence(self, finding: Finding) -> str:
        rule = self.edition.rules[finding.rule]
        return rule_sentence(rule.when, rule.unless, f"“{finding.title}”", self.edition, self.language)


class _Room:
    """The inside of a box, filled from above."""

    def __init__(self, box_width: float) -> None:
        self.left, self.right = float(PAD_X), box_width - PAD_X
        self.top = float(PAD_Y)
        self.lines: list[Line] = []
        self.body = 0

    @property
    def room(self) -> float:
        """How wide a line may be in our letters, so that in any other it still ends within the box."""
        return min(self.right - self.left, (self.right + PAD_X - _EDGE - self.left) / WIDEST)

    def write(self, text: str, style: Style, most: int) -> None:
        """A text over at most so many lines."""
        letters, room = LETTERING[style], self.room
        lines = wrapped(text, room, letters.size, bold=letters.bold)
        for line in shortened(lines, most, room, letters.size, bold=letters.bold):
            self._put(line, style, self.left)
            self.top += letters.leading
        self.body = len(self.lines)

    def indent(self, by: float) -> None:
        """What follows starts beside what was just written on one line, not below it."""
        self.top -= LETTERING[self.lines[-1].style].leading
        self.left += by

    def foot(self, left: str, right: str) -> None:
        """A small text at the left, and passages at the right, at the bottom: on one line when they fit."""
        small, sources = LETTERING["small"], LETTERING["sources"]
        room = self.room
        lines = wrapped(right, room, sources.size)
        if left:
            self.write(left, "small", most=2)
            if lines and self.lines[-1].width + _BETWEEN + width(lines[0], sources.size) <= room:
                self.top -= small.leading
        for line in lines:
            self._put(line, "sources", self.right - width(line, sources.size))
            self.top += sources.leading

    def contents(self, whole: str, polarity: Polarity | None = None) -> Contents:
        """All that was written, in a box that is as high as it takes."""
        return Contents(tuple(self.lines), len(self.lines) - self.body, self.top + PAD_Y, whole, polarity)

    def _put(self, text: str, style: Style, x: float) -> None:
        letters = LETTERING[style]
        foot = self.top + letters.leading / 2 + _RISE * letters.size
        self.lines.append(Line(text, style, x, foot, width(text, letters.size, bold=letters.bold)))


def ranges(numbers: Sequence[int]) -> str:
    """Numbers in order, runs of three and more as a range: “1–4, 7, 8”."""
    said: list[str] = []
    run: list[int] = []
    for number in [*sorted(numbers), None]:
        if number is not None and run and number == run[-1] + 1:
            run.append(number)
            continue
        said += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(one) for one in run]
        run = [] if number is None else [number]
    return ", ".join(said)


def _facts(finding: Finding) -> Facts:
    return {f.name: f.known for f in finding.facts}
