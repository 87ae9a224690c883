"""What an entry says is meant: a reason for a flaw, told beside it; and a reason that no flaw needs any more."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from ..library.edition import Edition
from ..library.shapes import Text
from .flaws import Flaw, flaw


class _Accepting(Protocol):
    """An entry that can say what of it is meant."""

    @property
    def accept(self) -> Mapping[str, Text]:
        """The reasons, by code."""


def accepted(flaws: Iterable[Flaw], edition: Edition) -> Iterator[Flaw]:
    """The flaws, each with the reason for which it is accepted; then every acceptance of what is not there."""
    given = dict(_acceptances(edition))
    used = set()
    for one in flaws:
        key = (one.entry or ("", ""), one.code)
        if key in given and one.level != "error":
            used.add(key)
            yield replace(one, accepted=given[key])
        else:
            yield one
    for entry, code in given:
        if (entry, code) not in used:
            yield flaw("stale-acceptance", edition, entry, ("accept", code), what=code)


def _acceptances(edition: Edition) -> Iterator[tuple[tuple[tuple[str, str], str], Text]]:
    kinds: Mapping[str, Mapping[str, _Accepting]] = {
        "factor": edition.factors,
        "question": edition.questions,
        "derived": edition.derived,
        "rule": edition.rules,
        "recommendation": edition.recommendations,
        "tension": edition.tensions,
        "contradiction": edition.contradictions,
        "silence": edition.silences,
        "priorities": {"": edition.priorities},
    }
    for kind, entries in kinds.items():
        for name, entry in entries.items():
            for code, why in entry.accept.items():
                yield ((kind, name), code), why
