"""What was found, as lines for a reader, as JSON for a program, and as profiles to replay."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..library.edition import Edition
from ..phrases import LANGUAGES, Bilingual, Language, say
from .flaws import CODES, Flaw

PAGE = "docs/checks.md"


def lines(flaws: Iterable[Flaw], more: int, language: Language) -> Iterator[str]:
    """Each flaw on a line, and under it what shows it, what excludes what, and why it is accepted.

    What could not be read is said as every command says it; ``more``: how many of those are left out.
    """
    for flaw in flaws:
        what = f"{flaw.what.said(language)} {say('remedy', language, remedy=flaw.remedy.said(language))}"
        if flaw.entry is not None:
            what = f"{say(f'level_{flaw.level}', language)} [{flaw.code}] {what}"
        yield f"{flaw.file}:{flaw.line}: {what}"
        if flaw.profile is not None:
            yield say("check_witness", language, profile=json.dumps(flaw.profile, ensure_ascii=False))
        for spot in flaw.excludes:
            says = spot.says.said(language)
            yield say("check_excludes", language, file=spot.file, line=str(spot.line), says=says)
        if flaw.accepted is not None:
            yield say("check_accepted", language, why=flaw.accepted[language])
    if more:
        yield say("more_complaints", language, count=more)


def about(code: str) -> str | None:
    """Where to read on about a code; None for a mistake that says all there is."""
    return f"{PAGE}#{code}" if code in CODES else None


def counts(flaws: Iterable[Flaw]) -> dict[str, int]:
    """How many of each level are told, and how many are accepted."""
    found = {"errors": 0, "warnings": 0, "notes": 0, "accepted": 0}
    for flaw in flaws:
        found["accepted" if flaw.accepted is not None else f"{flaw.level}s"] += 1
    return found


def as_json(edition: Edition | None, flaws: Iterable[Flaw], more: int) -> str:
    """Everything that was found, each witness whole, in both languages; ends with a line end."""
    told = list(flaws)
    found = {
        "edition": None if edition is None else {"number": edition.number, "sha256": edition.sha256},
        "counts": counts(told),
        "more": more,
        "flaws": [_plain(flaw) for flaw in told],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _plain(flaw: Flaw) -> Mapping[str, Any]:
    return {
        "code": flaw.code,
        "about": about(flaw.code),
        "level": flaw.level,
        "file": flaw.file,
        "line": flaw.line,
        "entry": None if flaw.entry is None else {"kind": flaw.entry[0], "id": flaw.entry[1]},
        "place": list(flaw.place),
        "what": _both(flaw.what),
        "remedy": _both(flaw.remedy),
        "witness": flaw.profile,
        "excludes": [{"file": s.file, "line": s.line, "says": _both(s.says)} for s in flaw.excludes],
        "accepted": None if flaw.accepted is None else {language: flaw.accepted[language] for language in LANGUAGES},
    }


def _both(text: Bilingual) -> dict[str, str]:
    return {language: text.said(language) for language in LANGUAGES}


def profiles(flaws: Iterable[Flaw]) -> Iterator[tuple[str, str]]:
    """For each flaw that a profile shows: the name of a file, and that profile for `advise`."""
    shown = [flaw for flaw in flaws if flaw.profile is not None]
    for number, flaw in enumerate(shown, 1):
        name = f"{flaw.code} {flaw.entry[1] if flaw.entry else ''}".strip()
        profile = json.dumps({"name": name, **(flaw.profile or {})}, ensure_ascii=False, indent=2)
        yield f"{number:03} {name}.json".replace(" ", "-"), profile + "\n"
