"""Conditions as formulas of another engine, in two planes: certain (true on what is known) and possible (true or open).

Only the writing of an atom differs per engine; how all, any and none come together in each plane is said here once.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

from advisor.library.conditions import All, AnyOf, Atom, Condition, Empty, Includes, Known, NoneOf, atoms


class Notation(Protocol):
    """How an engine writes what a formula is made of."""

    def together(self, word: str, parts: Sequence[str]) -> str:
        """Two parts or more, joined by “and” or “or”."""

    def known(self, name: str, *, wanted: bool) -> str:
        """That a fact is known, or is not."""

    def constant(self, truth: bool) -> str:
        """True or false."""

    def atom(self, atom: Atom, *, wanted: bool) -> str:
        """That an atom holds on a known fact, or does not."""


def formula(condition: Condition, notation: Notation, *, open_too: bool, wanted: bool = True) -> str:
    """A formula that is true when the condition has the wanted truth (or, ``open_too``, may still have it)."""
    if isinstance(condition, All | AnyOf | NoneOf):
        inner = wanted != isinstance(condition, NoneOf)
        parts = [formula(part, notation, open_too=open_too, wanted=inner) for part in condition.parts]
        word = "and" if isinstance(condition, All | NoneOf) == wanted else "or"
        return parts[0] if len(parts) == 1 else notation.together(word, parts)
    if isinstance(condition, Known):
        decided = open_too == wanted  # known: never false, so always possible; not known: never certain
        return notation.constant(wanted) if decided else notation.known(condition.name, wanted=wanted)
    known = notation.known(condition.name, wanted=not open_too)
    return notation.together("or" if open_too else "and", [known, notation.atom(condition, wanted=wanted)])


def several(conditions: Iterable[Condition]) -> frozenset[str]:
    """The facts of which options are ticked."""
    found = (atom for condition in conditions for _, atom in atoms(condition))
    return frozenset(atom.name for atom in found if isinstance(atom, Includes | Empty))


def ticked(atom: Includes, *, wanted: bool) -> tuple[str, bool]:
    """The word that joins its options, and whether each must be ticked (or must not)."""
    word, on = ("and" if atom.quantity != "any" else "or"), atom.quantity != "none"
    return (word, on) if wanted else ("or" if word == "and" else "and", not on)
