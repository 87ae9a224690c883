"""What the software itself says, in Dutch and English.

What the knowledge says stands in ``knowledge/`` and ``rules/``.
"""

from collections.abc import Sequence
from typing import Any

from ..library.numbers import written
from ..library.wording import Language
from . import (
    advice,
    batch,
    command_line,
    comparison,
    http,
    insight,
    pages,
    picture,
    profile,
    report,
    server,
    store,
)

PHRASES: dict[str, tuple[str, str]] = {
    **advice.PHRASES,
    **batch.PHRASES,
    **command_line.PHRASES,
    **comparison.PHRASES,
    **http.PHRASES,
    **insight.PHRASES,
    **pages.PHRASES,
    **picture.PHRASES,
    **profile.PHRASES,
    **report.PHRASES,
    **server.PHRASES,
    **store.PHRASES,
}


def enumerated(names: Sequence[str], language: Language) -> str:
    """“a, b and c”; of one name just that."""
    joint = " en " if language == "nl" else " and "
    return joint.join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def say(key: str, language: Language, **details: object) -> str:
    """One phrase in one language.

    A number is written as the language does. A phrase says “{count} {count:answer|answers}”: the word before the line
    goes with 1, the one behind it with every other number.
    """
    text = PHRASES[key][language == "en"]
    if not details:
        return text
    return text.format(**{name: _Said(d, language) if _is_number(d) else d for name, d in details.items()})


def plural(one: str, many: str, count: object) -> str:
    """The word that goes with a number, in Dutch and in English alike."""
    return one if count == 1 else many


class _Said:
    """A number in a phrase: written out, or choosing between two words."""

    def __init__(self, number: Any, language: Language) -> None:
        self.number, self.language = number, language

    def __format__(self, spec: str) -> str:
        one, line, many = spec.partition("|")
        if line:
            return plural(one, many, self.number)
        return format(self.number, spec) if spec else written(self.number, self.language, grouped=True)


def _is_number(detail: object) -> bool:
    return isinstance(detail, int | float) and not isinstance(detail, bool)
