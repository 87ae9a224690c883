"""Worked examples as a table of decisions: a row for each example, a column for each question, then the result."""

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.library.conditions import as_value
from advisor.library.model import Example, Result

from .catalogue import Catalogue, Named


@dataclass(frozen=True, slots=True)
class Cell:
    """An answer in words; empty when the question is not answered. ``missing``: the result waits for it."""

    text: str
    missing: bool


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """One example."""

    cells: list[Cell]
    result: Result


@dataclass(frozen=True, slots=True)
class Table:
    """The examples of one entry."""

    questions: list[Named]
    rows: list[ExampleRow]


def table(examples: Sequence[Example], catalogue: Catalogue) -> Table:
    """The examples in words: of each question that any of them names, what it is answered."""
    named = {attribute for example in examples for attribute in (*example.given, *example.missing)}
    attributes = [attribute for attribute in catalogue.edition.questions if attribute in named]
    return Table(
        catalogue.several("questions", attributes),
        [ExampleRow([_cell(example, a, catalogue) for a in attributes], example.result) for example in examples],
    )


def _cell(example: Example, attribute: str, catalogue: Catalogue) -> Cell:
    value = example.given.get(attribute)
    if value is None:
        return Cell("", attribute in example.missing)
    told = as_value(value)
    return Cell(catalogue.edition.value(attribute, told, catalogue.language), False)
