"""Claims: what the knowledge says on the strength of passages, taken apart into what is read on its own."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..phrases import Bilingual, message
from .edition import Edition
from .overlays import Kind
from .shapes import Text
from .strict_yaml import Document, Place, Plain

LENGTH = 16  # of a signature: hexadecimal digits of a SHA-256

PARTS: Mapping[Kind, tuple[str, ...]] = {  # the kinds that rest on passages; what of them is a claim of its own
    "factor": (),
    "cause": (),
    "derived": (),
    "rule": ("limits",),
    "recommendation": ("steps", "needs", "caveats"),
    "tension": ("sides",),
    "priorities": (),
}
CITING = ("because", "severity_because", "told_by")
_UNSIGNED = ("en", "examples", "replaces", "accept")

Entry = tuple[Kind, str]


@dataclass(frozen=True)
class Claim:
    """A claim: its entry, its place within it, what is claimed as it stands in the file, and the passages it cites."""

    entry: Entry
    place: Place
    says: Plain
    cites: tuple[str, ...]

    def signature(self, edition: Edition) -> str:
        """The hash of all that is claimed in Dutch, and of the passages with their gists."""
        gists = [[ref, gist(edition, ref).nl] for ref in self.cites]
        text = json.dumps([_signed(self.says), gists], ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]

    def at(self, edition: Edition) -> tuple[str, int]:
        """The file and line where it stands."""
        document, home = _stands(edition, self.entry)
        return document.at((*home, *self.place))

    def words(self, edition: Edition) -> Bilingual:
        """What is claimed in words: its own text, or what it is about."""
        (kind, name), about = self.entry, str(self.place[-1]) if self.place else ""
        if kind == "cause":
            factors = edition.factors
            cause = edition.causes[name]
            return message("claim_cause", cause=factors[cause.cause].title, effect=factors[cause.effect].title)
        if self.place[:1] == ("needs",):
            return message("claim_need", first=edition.recommendations[about].title)
        if self.place[:1] == ("limits",):
            return message("claim_limit", question=edition.questions[about].text)
        text = self.says if isinstance(self.says, dict) else {}
        for field in ("title", "claim", "why"):
            inner = text.get(field)
            text = inner if isinstance(inner, dict) else text
        return Text(nl=str(text.get("nl", name)), en=str(text.get("en", name)))


def claims(edition: Edition) -> dict[Entry, list[Claim]]:
    """Every claim by its entry: what the entry says itself, then each of its parts that is a claim of its own."""
    return {(kind, name): list(_of_entry(edition, (kind, name))) for kind in PARTS for name in _names(edition, kind)}


def gist(edition: Edition, ref: str) -> Text:
    """What a passage that is cited says."""
    said = edition.passages[ref].gist
    assert said is not None  # noqa: S101 - `linking` refuses a passage that is cited and has none
    return said


def _of_entry(edition: Edition, entry: Entry) -> Iterator[Claim]:
    document, home = _stands(edition, entry)
    held = _mapping(document.value(home))
    own: Plain = {field: part for field, part in held.items() if field not in PARTS[entry[0]]}
    yield Claim(entry, (), own, tuple(dict.fromkeys(_cited(own))))
    for field in PARTS[entry[0]]:
        for step, part in _parts(held.get(field)):
            says: Plain = {step: part} if isinstance(step, str) else part
            yield Claim(entry, (field, step), says, tuple(dict.fromkeys(_cited(part))))


def _names(edition: Edition, kind: Kind) -> list[str]:
    """The entries of a kind that rest on passages."""
    if kind == "priorities":  # the weights are the editors' judgement: the tests of the order hold them
        document, place = edition.homes[kind, ""]
        parts = _mapping(document.value(place))
        return [name for name, part in parts.items() if name != "weights" and any(_cited(part))]
    return [name for of, name in edition.homes if of == kind]


def _stands(edition: Edition, entry: Entry) -> tuple[Document, Place]:
    kind, name = entry
    if kind != "priorities":
        return edition.homes[entry]
    document, place = edition.homes[kind, ""]
    return document, (*place, name)


def _signed(part: Plain) -> Plain:
    """A piece of a file without what a signature is not about: who reads it in Dutch has not read that."""
    if isinstance(part, dict):
        return {field: _signed(inner) for field, inner in part.items() if field not in _UNSIGNED}
    return [_signed(inner) for inner in part] if isinstance(part, list) else part


def _cited(part: Plain) -> Iterator[str]:
    """The passages cited in a piece of a file, at any depth."""
    for field, inner in _parts(part):
        if field in CITING and isinstance(inner, list):
            yield from map(str, inner)
        else:
            yield from _cited(inner)


def _parts(part: Plain) -> Iterator[tuple[str | int, Plain]]:
    if isinstance(part, dict):
        yield from part.items()
    elif isinstance(part, list):
        yield from enumerate(part)


def _mapping(part: Plain) -> dict[str, Plain]:
    return part if isinstance(part, dict) else {}
