"""A portfolio as tables: for each kind of entry and each split, how many of each class, of how many."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..phrases import say
from .portfolio import Common, Portfolio

WITHHELD = "×"  # stands where a number is withheld
HEADINGS = {"weakness": "weaknesses", "strength": "strengths", "recommendation": "recommendations"}


@dataclass(frozen=True, slots=True)
class Column:
    """A group of organisations: all of them, or a class of a split; and how many they are."""

    label: str
    organisations: int


@dataclass(frozen=True, slots=True)
class Cell:
    """How many of a group of organisations an entry is given to; None: withheld."""

    count: int | None
    of: int

    @property
    def percent(self) -> int | None:
        """The share in whole percents; None: withheld."""
        return None if self.count is None else percent(self.count, self.of)


@dataclass(frozen=True, slots=True)
class PortfolioLine:
    """An entry of a portfolio, and its cells in the order of the columns."""

    entry: Common
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """The entries of one kind, by one split (or by none): all organisations first, then each class."""

    kind: str
    heading: str  # what is in it
    title: str  # the same, and by which question
    by: str | None
    columns: list[Column]
    lines: list[PortfolioLine]


def tables(portfolio: Portfolio) -> Iterator[Table]:
    """Every table of a portfolio that has lines: by kind, and within a kind by split."""
    language = portfolio.language
    everybody = Column(say("all", language), portfolio.organisations or 0)  # without any, there are no lines
    for kind, heading in HEADINGS.items():
        entries = [e for e in portfolio.entries if e.kind == kind]
        if not entries:
            continue
        name = say(heading, language)
        for number, split in enumerate(portfolio.splits):
            columns = [everybody, *(Column(c.label, c.organisations) for c in split.classes)]
            lines = [_line(e, [e.count, *e.counts[number]], columns) for e in entries]
            yield Table(kind, name, say("by", language, what=name, question=split.text), split.by, columns, lines)
        if not portfolio.splits:
            yield Table(kind, name, name, None, [everybody], [_line(e, [e.count], [everybody]) for e in entries])


def percent(count: int, of: int) -> int:
    """A share in whole percents, halves upwards."""
    return (200 * count + of) // (2 * of)


def _line(entry: Common, counts: list[int | None], columns: list[Column]) -> PortfolioLine:
    return PortfolioLine(entry, [Cell(n, c.organisations) for n, c in zip(counts, columns, strict=True)])
