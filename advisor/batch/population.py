"""The portfolio of an input of any size, from verdicts by the column: the same counts as from every advice."""

from collections.abc import Iterator
from pathlib import Path

from ..columns.coding import Codings, codings, lines
from ..columns.judging import Block, judge
from ..columns.planes import Plane, everywhere, how_many, packed
from ..columns.reading import Met, blocks
from ..intake.mapping import FormMapping
from ..library.conditions import Answer
from ..library.edition import Edition
from ..library.model import Question, Split
from ..library.splits import class_of, classes
from ..library.wording import Language
from .portfolio import UNANSWERED, Portfolio, Tally, summarise


def portfolio_of(
    path: Path, edition: Edition, language: Language, met: Met, mapping: FormMapping | None = None
) -> Portfolio:
    """What the organisations in an input have in common; what is wrong in its rows is told to ``met``.

    Raises IntakeError, OSError; within a budget as `budget.check`.
    """
    found = codings(edition, lines([edition]))
    tally = Tally(len(edition.manifest.portfolio))
    for block in blocks(path, edition, found, language, mapping, met, judge(edition).rows):
        count(tally, block, found, edition)
    return summarise(tally, met.with_mistakes, edition, language)


def count(tally: Tally, block: Block, codings: Codings, edition: Edition) -> None:
    """Add the rows of a block to a tally."""
    verdicts = judge(edition).verdicts(block, codings)
    given = {**verdicts.found, **verdicts.given}
    tally.add_rows("all", block.rows, {name: how_many(plane) for name, plane in given.items()})
    for group, where in _classes(block, codings, edition):
        tally.add_rows(group, how_many(where), {name: how_many(plane & where) for name, plane in given.items()})


def _classes(block: Block, codings: Codings, edition: Edition) -> Iterator[tuple[str, Plane]]:
    """Each class of each split that has rows, and where it is."""
    for number, split in enumerate(edition.manifest.portfolio):
        question = edition.questions[split.by]
        names = [UNANSWERED, *classes(split, question)]

        def asked(answer: Answer | None, at: Split = split, of: Question = question) -> int:
            return [UNANSWERED, *classes(at, of)].index(class_of(at, of, answer) or UNANSWERED)

        if split.by not in block.codes:
            yield f"{number}:{UNANSWERED}", everywhere(block.rows)
            continue
        found = codings[split.by].table(f"class {number}", asked)[block.codes[split.by]]
        for place, name in enumerate(names):
            where = packed(found == place)
            if where.any():
                yield f"{number}:{name}", where
