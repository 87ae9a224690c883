"""What a way of changing answers asks of each: the value seen, the value needed, and one answer that will do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..library.conditions import Answer, Empty, OneOf, as_data, as_value
from ..library.edition import Edition
from ..library.wording import WORDS, Language, needed
from .domains import Domain
from .formulas import TRUE, Literal
from .ways import CHOOSE_ONE, Literals, Problem, Way

NAMED = 3  # so many options that will do are named; of more, those that will not when they are fewer


@dataclass(frozen=True, slots=True)
class Need:
    """An answer that has to change: what was seen (None: not answered), what is needed, and one value that will do."""

    attribute: str
    text: str
    seen: str | None
    needed: str
    value: Any
    label: str


def needs(way: Way, problem: Problem, edition: Edition, language: Language) -> list[Need]:
    """What a way asks of each answer, in the order of the questions."""
    return [
        _need(problem.domains[name], name, way.cells[name], way.asked[name], edition, language)
        for name in edition.questions
        if name in way.cells
    ]


def _need(
    domain: Domain, name: str, cells: int, asked: tuple[Literals, ...], edition: Edition, language: Language
) -> Need:
    value = domain.nearest(cells)
    return Need(
        attribute=name,
        text=edition.name(name, language),
        seen=None if domain.now is None else edition.value(name, domain.now, language),
        needed=_needed(domain, name, cells, asked, edition, language),
        value=as_data(value),
        label=edition.value(name, value, language),
    )


def _needed(
    domain: Domain, name: str, cells: int, asked: Sequence[Literals], edition: Edition, language: Language
) -> str:
    """The answers that will do: of one choice the options themselves, of other questions what the conditions ask."""
    options = domain.question.options
    if domain.question.kind in CHOOSE_ONE:
        good = {v for number, members in enumerate(domain.cells.values()) if cells >> number & 1 for v in members}
        fitting, unfit = ([o for o in options if (o in good) is wanted] for wanted in (True, False))
        if len(fitting) <= max(NAMED, len(unfit)):
            return needed(OneOf(name, tuple(fitting)), edition, language)
        return needed(OneOf(name, tuple(unfit)), edition, language, wanted=False)
    words, none = WORDS[language], domain.question.none_label

    def phrase(literal: Literal) -> str:
        wanted = literal.allowed >= TRUE
        if isinstance(literal.atom, Empty) and none is not None:  # as the form offers it
            label = f"“{none[language]}”"
            return label if wanted else words["is_not"].format(needed=label)
        return needed(literal.atom, edition, language, wanted=wanted)

    phrases = [words["also"].join(phrase(literal) for literal in literals) for literals in asked]
    return words["else"].join(dict.fromkeys(phrases))


def applied(answers: Mapping[str, Answer], way: list[Need]) -> dict[str, Answer]:
    """The answers after a way was gone, with the value named for each."""
    changed = {need.attribute: as_value(need.value) for need in way}
    return {**answers, **changed}
