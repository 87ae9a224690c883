"""What the software itself says, in Dutch and English.

What the knowledge says stands in ``knowledge/`` and ``rules/``.
"""

import errno
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol, runtime_checkable

from . import (
    advice,
    batch,
    cases,
    check,
    claims,
    command_line,
    comparison,
    differences,
    documents,
    drafting,
    entries,
    fields,
    http,
    insight,
    knowledge,
    mapping,
    overlays,
    pages,
    picture,
    plan,
    population,
    profile,
    proofs,
    report,
    rounds,
    series,
    server,
    statuses,
    store,
    yaml_files,
)

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")

_GROUPED_FROM = 10_000

PHRASES: dict[str, tuple[str, str]] = {
    **advice.PHRASES,
    **batch.PHRASES,
    **cases.PHRASES,
    **check.PHRASES,
    **claims.PHRASES,
    **command_line.PHRASES,
    **comparison.PHRASES,
    **differences.PHRASES,
    **documents.PHRASES,
    **drafting.PHRASES,
    **entries.PHRASES,
    **fields.PHRASES,
    **http.PHRASES,
    **insight.PHRASES,
    **knowledge.PHRASES,
    **mapping.PHRASES,
    **overlays.PHRASES,
    **pages.PHRASES,
    **picture.PHRASES,
    **plan.PHRASES,
    **population.PHRASES,
    **profile.PHRASES,
    **proofs.PHRASES,
    **report.PHRASES,
    **rounds.PHRASES,
    **series.PHRASES,
    **server.PHRASES,
    **statuses.PHRASES,
    **store.PHRASES,
    **yaml_files.PHRASES,
}


def enumerated(names: Sequence[str], language: Language) -> str:
    """“a, b and c”; of one name just that."""
    return _joined(names, " en " if language == "nl" else " and ")


def alternatives(names: Sequence[str], language: Language) -> str:
    """“a, b or c”; of one name just that."""
    return _joined(names, " of " if language == "nl" else " or ")


def _joined(names: Sequence[str], joint: str) -> str:
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


@runtime_checkable
class Bilingual(Protocol):
    """What is said differently in each language: a message, or a text of the knowledge."""

    def said(self, language: Language) -> str:
        """It in one language."""


@dataclass(frozen=True)
class Message:
    """Something to be said when the language is known: the key of a phrase, and its details.

    A detail may be bilingual itself, or a tuple of messages, which are listed.
    """

    key: str
    details: tuple[tuple[str, object], ...] = ()

    def said(self, language: Language) -> str:
        """The message in one language."""
        return say(self.key, language, **{name: _told(detail, language) for name, detail in self.details})

    def __str__(self) -> str:
        return self.said("en")


def _told(detail: object, language: Language) -> object:
    if isinstance(detail, tuple):
        return ", ".join(part.said(language) for part in detail)
    return detail.said(language) if isinstance(detail, Bilingual) else detail


def message(key: str, **details: object) -> Message:
    """What `say` says of a key and its details, to be said later."""
    return Message(key, tuple(details.items()))


def failure_of_file(error: OSError) -> Message:
    """What went wrong with a file, without a closing point."""
    if error.errno == errno.ENOENT and isinstance(error.filename, str):
        folder = Path(error.filename).parent
        if not folder.is_dir():
            return message("os_no_folder", folder=str(folder))
    key = f"os_{errno.errorcode.get(error.errno or 0, '')}"
    return message(key) if key in PHRASES else message("os_other", detail=str(error.strerror or error))


def written(number: float, language: Language, *, grouped: bool = False) -> str:
    """A number with the decimal mark of a language; ``grouped``: a no-break space between the thousands of a long one.

    `readings` (in `advisor.library.numbers`) reads it back as that number, and no other.
    """
    text = repr(number) if isinstance(number, int) else f"{number:.10f}".rstrip("0").rstrip(".")
    whole, _, fraction = text.partition(".")
    if grouped and abs(number) >= _GROUPED_FROM:
        whole = f"{int(whole):,}".replace(",", "\u00a0")
    return whole + ({"nl": ",", "en": "."}[language] + fraction if fraction else "")


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
