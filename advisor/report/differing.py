"""Where respondents differ, in words: made once for the terminal, the pages and the reports."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..insight.differences import Disagreement, Disagreements, GroupCounts
from ..library.wording import Language
from ..phrases import alternatives, enumerated, say
from ..stages.mistakes import on_one_line
from .outline import few
from .wrapping import wrapped


@dataclass(frozen=True, slots=True)
class Disputed:
    """A question on which respondents differ: what they answered, and what hangs on it."""

    question: str
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Disputed questions that weigh as much, under a title."""

    title: str
    questions: tuple[Disputed, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """What groups said: a column for each, and for each disputed question a row with what each of them said."""

    title: str
    note: str
    groups: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Differing:
    """All that is said of it. ``settled``: the titles of what is recommended whoever is right."""

    title: str
    sentences: tuple[str, ...]
    parts: tuple[Part, ...]
    settled_title: str
    settled: tuple[str, ...]
    groups: SideBySide | None

    @property
    def lists(self) -> Iterator[tuple[str, list[str]]]:
        """All but the groups as lists of texts, each under its title."""
        for part in self.parts:
            yield part.title, [" ".join((one.question, *one.told)) for one in part.questions]
        if self.settled:
            yield self.settled_title, list(self.settled)


def differing(found: Disagreements, language: Language) -> Differing:
    """Where respondents differ, in words."""
    return Differing(
        title=say("differences", language),
        sentences=tuple(_sentences(found, language)),
        parts=tuple(_parts(found, language)),
        settled_title=say("differences_settled", language),
        settled=tuple(one.title for one in found.settled),
        groups=_side_by_side(found, language) if found.groups and found.differences else None,
    )


def differing_as_text(found: Disagreements, language: Language) -> str:
    """The same, as text for the terminal."""
    told = differing(found, language)
    lines = [told.title, "=" * len(told.title), "", *wrapped(" ".join(told.sentences))]
    number = 0
    for part in told.parts:
        lines += ["", part.title.upper()]
        for one in part.questions:
            number += 1
            lines += wrapped(f"  {number}. {one.question}", 5)
            lines += [line for sentence in one.told for line in wrapped(f"     {sentence}", 5)]
    if told.settled and found.differences:
        lines += ["", told.settled_title.upper()]
        lines += [line for title in told.settled for line in wrapped(f"  - {title}", 4)]
    if told.groups:
        lines += ["", told.groups.title.upper(), *wrapped(told.groups.note)]
        for question, cells in told.groups.rows:
            lines += ["", *wrapped(f"  {question}", 2)]
            for name, cell in zip(told.groups.groups, cells, strict=True):
                lines += wrapped(f"    {name}: {cell}", 6)
    return "\n".join([*lines, ""])


def _sentences(found: Disagreements, language: Language) -> Iterator[str]:
    if not found.differences:
        yield say("differences_none", language)
        return
    hanging = found.of - found.verdicts
    yield say("differences_count", language, count=len(found.differences), hanging=hanging, of=found.of)
    if not found.exact:
        yield say("differences_drawn", language, worlds=found.worlds)


def _parts(found: Disagreements, language: Language) -> Iterator[Part]:
    kinds = {"agenda": [d for d in found.differences if d.attribute in found.agenda]}
    for difference in found.differences:
        if difference.attribute not in found.agenda:
            kinds.setdefault(difference.weight, []).append(difference)
    for kind, differences in kinds.items():
        if differences:
            yield Part(say(f"differences_{kind}", language), tuple(_disputed(d, language) for d in differences))


def _disputed(difference: Disagreement, language: Language) -> Disputed:
    answers = alternatives([f"“{said.label}”" for said in difference.said], language)
    told = [say("differences_said", language, answers=answers)]
    for key, given in (("differences_given", True), ("differences_place", False)):
        titles = [f"“{one.title}”" for one in difference.decides if one.given is given]
        if titles:
            told.append(say(key, language, titles=few(titles, language)))
    return Disputed(difference.text, tuple(told))


def _side_by_side(found: Disagreements, language: Language) -> SideBySide:
    rows = []
    for difference in found.differences:
        cells = []
        for group in found.groups:
            counts = next(c for c in group.counts if c.attribute == difference.attribute)
            said = zip((said.label for said in difference.said), counts.given, strict=True)
            parts = [*said, (say("differences_silent", language), counts.silent)]
            cells.append(" · ".join(f"{label}: {count}" for label, count in parts if count))
        rows.append((difference.text, tuple(cells)))
    names = tuple(_named(group, language) for group in found.groups)
    return SideBySide(say("differences_groups", language), say("differences_privacy", language), names, tuple(rows))


def _named(group: GroupCounts, language: Language) -> str:
    names = [on_one_line(name) if name is not None else say("differences_no_group", language) for name in group.names]
    return say("differences_group", language, names=enumerated(names, language), count=group.respondents)
