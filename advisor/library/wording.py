"""Reads a condition back as a sentence, in Dutch and in English."""

from collections.abc import Callable
from typing import Literal, Protocol

from .conditions import All, AnyOf, Atom, Compare, Condition, Empty, Includes, Known, NoneOf, OneOf

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")


class Vocabulary(Protocol):
    """What the names in a condition are called."""

    def name(self, fact: str, language: Language) -> str:
        """How a fact is called, e.g. the text of its question."""

    def value(self, fact: str, value: bool | int | float | str, language: Language) -> str:
        """How a value of that fact is called, e.g. the label of an option."""


WORDS: dict[Language, dict[str, str]] = {
    "nl": {
        "all": " en ", "any": " of ", "none": "niet: ", "is": "is", "at_least": "is minstens", "at_most": "is hoogstens",
        "above": "is meer dan", "below": "is minder dan", "one_of": "is", "or": " of ", "and": " en ",
        "includes_any": "bevat", "includes_all": "bevat", "includes_none": "bevat niet", "empty": "niets aangekruist",
        "known": "is beantwoord", "if": "Als ", "then": ", dan: ", "unless": ", tenzij ", "true": "", "false": "niet: ",
    },
    "en": {
        "all": " and ", "any": " or ", "none": "not: ", "is": "is", "at_least": "is at least", "at_most": "is at most",
        "above": "is more than", "below": "is less than", "one_of": "is", "or": " or ", "and": " and ",
        "includes_any": "includes", "includes_all": "includes", "includes_none": "does not include", "empty": "nothing ticked",
        "known": "has been answered", "if": "If ", "then": ", then: ", "unless": ", unless ", "true": "", "false": "not: ",
    },
}  # fmt: skip


def sentence(condition: Condition, vocabulary: Vocabulary, language: Language) -> str:
    """One phrase without a closing point; groups inside groups stand between brackets."""
    return _phrase(condition, vocabulary, language, inner=False)


def rule_sentence(when: Condition, unless: Condition | None, then: str, vocabulary: Vocabulary, language: Language) -> str:
    """“Als … , dan: … , tenzij …”, with a closing point."""
    words = WORDS[language]
    exception = "" if unless is None else words["unless"] + sentence(unless, vocabulary, language)
    return f"{words['if']}{sentence(when, vocabulary, language)}{words['then']}{then}{exception}."


def _phrase(condition: Condition, vocabulary: Vocabulary, language: Language, *, inner: bool) -> str:
    words = WORDS[language]
    if isinstance(condition, All | AnyOf | NoneOf):
        parts = [_phrase(p, vocabulary, language, inner=True) for p in condition.parts]
        joined = words["all" if isinstance(condition, All) else "any"].join(parts)
        if isinstance(condition, NoneOf):
            return f"{words['none']}({joined})"
        return f"({joined})" if inner and len(parts) > 1 else joined
    return atom_phrase(condition, vocabulary, language)


def atom_phrase(atom: Atom, vocabulary: Vocabulary, language: Language) -> str:
    """One atom as a phrase: what is asked, and what it needs to be."""
    words = WORDS[language]
    name = vocabulary.name(atom.name, language)
    if isinstance(atom, Compare) and isinstance(atom.value, bool):
        return words["true" if atom.value else "false"] + name
    if isinstance(atom, Known):
        return f"“{name}” {words['known']}"
    return f"“{name}” {needed(atom, vocabulary, language)}"


def needed(atom: Atom, vocabulary: Vocabulary, language: Language) -> str:
    """What an atom needs of its fact, e.g. “is minder dan 50 %”."""
    words = WORDS[language]

    def listed(values: tuple[str, ...], joint: str) -> str:
        label: Callable[[str], str] = lambda v: f"“{vocabulary.value(atom.name, v, language)}”"  # noqa: E731
        return words[joint].join(map(label, values))

    if isinstance(atom, OneOf):
        return f"{words['one_of']} {listed(atom.values, 'or')}"
    if isinstance(atom, Includes):
        return f"{words['includes_' + atom.quantity]} {listed(atom.options, 'and' if atom.quantity == 'all' else 'or')}"
    if isinstance(atom, Empty | Known):
        return words["empty" if isinstance(atom, Empty) else "known"]
    value = vocabulary.value(atom.name, atom.value, language)
    return f"{words[atom.operator]} {value if isinstance(atom.value, int | float) else f'“{value}”'}"
