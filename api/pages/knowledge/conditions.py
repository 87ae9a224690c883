"""A condition as a list that can be read from top to bottom, each line with a link to what it asks of."""

from dataclasses import dataclass, field
from typing import Literal

from advisor.library.conditions import All, AnyOf, Compare, Condition, Includes, NoneOf
from advisor.library.wording import WORDS, needed

from .catalogue import Catalogue, Named


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """One line: a fact and what it has to be (a fact that is or is not so: itself); or a group that has to hold."""

    group: Literal["all", "any", "none"] | None = None
    parts: list["ConditionLine"] = field(default_factory=list)
    fact: Named | None = None
    negated: str = ""
    needed: str = ""


def lines(condition: Condition, catalogue: Catalogue) -> ConditionLine:
    """The lines of a condition; the outermost is always a group."""
    outer = _line(condition, catalogue)
    return outer if outer.group else ConditionLine("all", [outer])


def _line(condition: Condition, catalogue: Catalogue) -> ConditionLine:
    if isinstance(condition, NoneOf):
        only = condition.parts[0]
        if len(condition.parts) == 1 and not isinstance(only, All | AnyOf | NoneOf):
            return _atom(only, catalogue, wanted=False)
        return ConditionLine("none", [_line(part, catalogue) for part in condition.parts])
    if isinstance(condition, All | AnyOf):
        parts = [_line(part, catalogue) for part in condition.parts]
        return parts[0] if len(parts) == 1 else ConditionLine("all" if isinstance(condition, All) else "any", parts)
    return _atom(condition, catalogue, wanted=True)


def _atom(condition: Condition, catalogue: Catalogue, *, wanted: bool) -> ConditionLine:
    assert not isinstance(condition, All | AnyOf | NoneOf)  # noqa: S101 - only atoms come here
    language = catalogue.language
    fact, words = catalogue.fact(condition.name), WORDS[language]
    if isinstance(condition, Compare) and isinstance(condition.value, bool):
        return ConditionLine(fact=fact, negated="" if condition.value is wanted else words["none"])
    verb = f"{words['has']} " if isinstance(condition, Includes) else ""
    return ConditionLine(fact=fact, needed=verb + needed(condition, catalogue.edition, language, wanted=wanted))
