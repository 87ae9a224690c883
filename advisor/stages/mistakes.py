"""What is wrong with what a user gives: each mistake at its place, with its remedy; and how text of theirs is shown."""

import json
import math
from dataclasses import dataclass
from typing import Any

from ..library.wording import Language
from ..phrases import say

MAX_MISTAKES = 500


@dataclass(frozen=True)
class Mistake:
    """One mistake in a profile: its place (JSON pointer), what it is, what was expected, the nearest valid name."""

    pointer: str
    what: str
    expected: str
    nearest: str | None = None

    def sentence(self, language: Language) -> str:
        """The mistake with its remedy, on one line."""
        remedy = say("nearest", language, name=self.nearest) if self.nearest else ""
        expected = say("expected", language, expected=self.expected) if self.expected else ""
        return " ".join(part for part in (f"{self.pointer or '/'}:", self.what, remedy, expected) if part)


class ProfileError(Exception):
    """A profile (or an advice made earlier) that cannot be used: ``mistakes`` holds all, in the order of the text."""

    def __init__(self, mistakes: list[Mistake], *, status: int = 422) -> None:
        self.mistakes = mistakes
        self.status = status
        super().__init__("; ".join(m.what for m in mistakes))


def capped(mistakes: list[Mistake], language: Language) -> list[Mistake]:
    """As many mistakes as are named, and then how many there are besides."""
    if len(mistakes) <= MAX_MISTAKES:
        return mistakes
    more = say("and_more", language, count=len(mistakes) - MAX_MISTAKES)
    return [*mistakes[:MAX_MISTAKES], Mistake("", more, "")]


def pointer_to(*steps: str) -> str:
    """A JSON pointer to a place, each step short and printable."""
    return "".join("/" + short(step).replace("~", "~0").replace("/", "~1") for step in steps)


def encodable(text: str) -> bool:
    """Can this text be written as UTF-8, and kept by any database?"""
    return not any("\ud800" <= c <= "\udfff" for c in text) and "\x00" not in text


def short(text: str) -> str:
    """A name as it can be shown: short, printable, on one line."""
    clean = text[:60]
    if not clean.isprintable():  # half a pair of surrogates is not
        clean = "".join(c if c.isprintable() else "�" for c in clean)
    return clean + ("…" if len(text) > 60 else "")


def show(value: Any) -> str:
    """A value of JSON as a mistake shows it: short, on one line, of an object or list no more than that it is one."""
    if isinstance(value, str):
        return f"“{short(value)}”"
    if isinstance(value, float) and math.isinf(value):
        return "∞" if value > 0 else "-∞"
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    return json.dumps(value)


def on_one_line(text: str) -> str:
    """A text of the user's without line ends, control characters or marks that turn the writing round."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
