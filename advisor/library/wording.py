"""Reads a condition back as a sentence, in Dutch and in English."""

from typing import Protocol

from ..phrases import LANGUAGES, Language
from .conditions import All, AnyOf, Atom, Compare, Condition, Empty, Includes, Known, NoneOf, OneOf

__all__ = ["LANGUAGES", "Language", "Vocabulary", "sentence"]


class Vocabulary(Protocol):
    """What the names in a condition are called."""

    def name(self, fact: str, language: Language) -> str:
        """How a fact is called, e.g. the text of its question."""

    def value(self, fact: str, value: bool | int | float | str, language: Language) -> str:
        """How a value of that fact is called, e.g. the label of an option."""


WORDS: dict[Language, dict[str, str]] = {
    "nl": {
        "all": " en ", "any": " of ", "none": "niet: ", "if": "Als ", "then": ", dan: ",
        "unless": ", tenzij ", "asked": "het antwoord op “{question}” {needed} {verb}", "is": "is", "has": "bevat",
        "is_not": "niet {needed}", "has_not": "niet {needed}",
        "lacks": "niet {needed} samen", "at_least": "minstens", "at_most": "hoogstens",
        "above": "meer dan", "below": "minder dan", "or": " of ", "and": " en ", "empty": "leeg (niets aangekruist)",
        "known": "gegeven", "also": ", en ook ", "else": ", of anders ",
    },
    "en": {
        "all": " and ", "any": " or ", "none": "not: ", "if": "If ", "then": ", then: ",
        "unless": ", unless ", "asked": "the answer to “{question}” {verb} {needed}", "is": "is", "has": "includes",
        "is_not": "not {needed}", "has_not": "none of {needed}",
        "lacks": "not all of {needed}", "at_least": "at least", "at_most": "at most",
        "above": "more than", "below": "less than", "or": " or ", "and": " and ", "empty": "empty (nothing ticked)",
        "known": "given", "also": ", and also ", "else": ", or else ",
    },
}  # fmt: skip

_OPPOSITE = {"at_least": "below", "below": "at_least", "at_most": "above", "above": "at_most"}


def sentence(condition: Condition, vocabulary: Vocabulary, language: Language) -> str:
    """One phrase without a closing point; groups inside groups stand between brackets."""
    return _phrase(condition, vocabulary, language, inner=False)


def rule_sentence(
    when: Condition, unless: Condition | None, then: str, vocabulary: Vocabulary, language: Language
) -> str:
    """“Als … , dan: … , tenzij …”, with a closing point."""
    words = WORDS[language]
    exception = "" if unless is None else words["unless"] + sentence(unless, vocabulary, language)
    return f"{words['if']}{sentence(when, vocabulary, language)}{words['then']}{then}{exception}."


def _phrase(condition: Condition, vocabulary: Vocabulary, language: Language, *, inner: bool) -> str:
    words = WORDS[language]
    if not isinstance(condition, All | AnyOf | NoneOf):
        return atom_phrase(condition, vocabulary, language)
    if isinstance(condition, NoneOf):
        only = condition.parts[0]
        if len(condition.parts) == 1 and not isinstance(only, All | AnyOf | NoneOf):
            return atom_phrase(only, vocabulary, language, wanted=False)
    parts = [_phrase(p, vocabulary, language, inner=True) for p in condition.parts]
    joined = words["all" if isinstance(condition, All) else "any"].join(parts)
    if isinstance(condition, NoneOf):
        return f"{words['none']}({joined})"
    return f"({joined})" if inner and len(parts) > 1 else joined


def atom_phrase(atom: Atom, vocabulary: Vocabulary, language: Language, *, wanted: bool = True) -> str:
    """One atom as a clause: what is asked, and what the answer is (or, when not ``wanted``, is not)."""
    words = WORDS[language]
    name = vocabulary.name(atom.name, language)
    if isinstance(atom, Compare) and isinstance(atom.value, bool):
        return name if atom.value is wanted else words["none"] + name
    verb = words["has" if isinstance(atom, Includes) else "is"]
    return words["asked"].format(question=name, verb=verb, needed=needed(atom, vocabulary, language, wanted=wanted))


def needed(atom: Atom, vocabulary: Vocabulary, language: Language, *, wanted: bool = True) -> str:
    """What an atom needs the answer to be, e.g. “minder dan 50 %”; when not ``wanted``, what it is not to be."""
    words = WORDS[language]

    def listed(codes: tuple[str, ...], joint: str) -> str:
        return words[joint].join(f"“{vocabulary.value(atom.name, code, language)}”" for code in codes)

    negated = not wanted
    if isinstance(atom, OneOf):
        core = listed(atom.values, "or")
    elif isinstance(atom, Includes):
        negated = negated != (atom.quantity == "none")
        core = listed(atom.options, "and" if atom.quantity == "all" else "or")
    elif isinstance(atom, Empty | Known):
        core = words["empty" if isinstance(atom, Empty) else "known"]
    else:
        value = vocabulary.value(atom.name, atom.value, language)
        quoted = f"“{value}”" if isinstance(atom.value, str) else value
        if atom.operator != "is":
            return f"{words[_OPPOSITE[atom.operator] if negated else atom.operator]} {quoted}"
        core = quoted
    if not negated:
        return core
    if isinstance(atom, Includes):
        return words["lacks" if atom.quantity == "all" and len(atom.options) > 1 else "has_not"].format(needed=core)
    return words["is_not"].format(needed=core)
