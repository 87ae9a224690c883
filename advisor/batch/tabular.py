"""Advices as rows of a table: one for each recommendation."""

from collections.abc import Iterable

from ..advice import Advice
from ..intake.rows import Row
from ..library.cells import Value
from ..library.wording import Language
from ..stages.mistakes import Mistake

COLUMNS = (
    "row",
    "place",
    "name",
    "reference",
    "rank",
    "phase",
    "recommendation",
    "title",
    "verdict",
    "score",
    "weaknesses",
    "strengths",
    "under",
    "mistakes",
)
NUMBERS = ("row", "rank", "score")
BYTE_ORDER_MARK = "\ufeff"


def table_rows(row: Row, advice: Advice) -> list[tuple[Value, ...]]:
    """A row for each recommendation by rank, what is folded after what it stands under; one row when there is none."""
    start = (row.number, row.place, advice.profile.name, advice.profile.reference)
    found: list[tuple[Value, ...]] = []
    under = {folded.id: item.id for item in advice.recommendations for folded in item.folded}
    for r in advice.given:
        factors = {
            polarity: ";".join(dict.fromkeys(f.factor for f in r.findings if f.polarity == polarity)) or None
            for polarity in ("weakness", "strength")
        }
        found.append(
            (
                *(*start, r.rank, r.phase, r.id, r.title, r.verdict, r.score),
                *(factors["weakness"], factors["strength"], under.get(r.id), None),
            )
        )
    return found or [(*start, *(None,) * (len(COLUMNS) - len(start)))]


def mistake_row(row: Row, mistakes: Iterable[Mistake], language: Language) -> tuple[Value, ...]:
    """The one row of a profile that cannot be used, with every mistake."""
    said = " ".join(m.sentence(language) for m in mistakes)
    return (row.number, row.place, *(None,) * (len(COLUMNS) - 3), said)
