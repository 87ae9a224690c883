"""The passages of an edition held against the reader's own copies, and put back in place where they moved.

Nothing here tells a sentence of a document: what changed is told by its length and its place.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import getitem
from pathlib import Path

from ..library.edition import Edition
from ..library.linking import citations
from ..library.model import Passage
from ..library.passages import Sighting, locate
from ..library.strict_yaml import Place, read
from ..phrases import Language, Message, message, say
from .blocks import DocumentError
from .reading import Copies

_FAULTS = ("changed", "missing")
_TOLD = ("moved", "ambiguous")  # also when not everything is asked for


@dataclass(frozen=True)
class Verification:
    """How the passages were met in the reader's copies."""

    edition: Edition
    sightings: Mapping[str, Sighting]
    copies: Copies
    faults: list[Message]

    def lines(self, language: Language, *, everything: bool = False) -> Iterator[str]:
        """The report: per source the counts, then what is not simply found."""
        by_source: dict[str, Counter[str]] = {}
        for ref, sighting in self.sightings.items():
            by_source.setdefault(ref.partition("/")[0], Counter())[sighting.status] += 1
        for source, counts in by_source.items():
            told = ", ".join(f"{count} {say(f'copy_{status}', language)}" for status, count in sorted(counts.items()))
            copy = self.copies.by_source.get(source)
            yield f"{source} ({copy.path.name if copy else say('copy_no_document', language)}): {told}"
        for ref, sighting in self.sightings.items():
            status = say(f"copy_{sighting.status}", language)
            if sighting.status in _TOLD or (everything and sighting.paragraph):
                yield say("copy_passage", language, passage=ref, status=status, paragraph=str(sighting.paragraph))
            elif everything:
                yield say("copy_passage_nowhere", language, passage=ref, status=status)


def verify_sources(edition: Edition, copies: Copies) -> Verification:
    """Look every passage up in the reader's copies.

    A fault is a source without a copy (unless nobody ever saw its document), or a passage that is changed or missing.
    """
    cited = citations(edition)
    sightings, faults = {}, []
    for source_id, source in edition.sources.items():
        copy = copies.by_source.get(source_id)
        if copy is None and source.length is not None:
            faults.append(message("copy_none", source=source_id))
            continue
        for passage_id, passage in source.passages.items():
            ref = f"{source_id}/{passage_id}"
            sightings[ref] = Sighting("unchecked") if copy is None else locate(passage, copy.document)
            if copy is not None and sightings[ref].status in _FAULTS:
                faults.append(_fault(copy.path.name, ref, passage, sightings[ref], cited.get(ref, [])))
    return Verification(edition, sightings, copies, faults)


def _fault(file: str, ref: str, passage: Passage, sighting: Sighting, users: list[tuple[str, str]]) -> Message:
    """A passage that is changed or missing: what it was, what stands there now, and what rests on it."""
    told = tuple(message("copy_user", kind=message(f"kind_{kind}"), name=name) for kind, name in users)
    was = message("copy_place", length=passage.length, paragraph=str(passage.paragraph))
    now = message("copy_place", length=sighting.length, paragraph=str(sighting.paragraph))
    return message(
        f"copy_is_{sighting.status}",
        file=file,
        passage=ref,
        was=was,
        now=now,
        users=message("copy_cited", users=told) if told else message("copy_uncited"),
    )


def repair(verification: Verification, over: Sequence[Path] = ()) -> list[Message]:
    """Write where the passages that moved stand now, and how long the copy is; comments and layout stay as they are.

    Only a source of which nothing changed or went missing gets the length of its copy. ``over``: the folders of the
    overlays in the edition. Out: what was written, a line for each. Raises OSError, and DocumentError when a file
    cannot be rewritten so; that file stays as it was.
    """
    edition, told = verification.edition, []
    for source_id, copy in verification.copies.by_source.items():
        source = edition.sources[source_id]
        numbers: dict[Place, tuple[int, int]] = {}
        for passage_id, passage in source.passages.items():
            sighting = verification.sightings[f"{source_id}/{passage_id}"]
            if sighting.status == "moved":
                numbers["passages", passage_id, "paragraph"] = (passage.paragraph, sighting.paragraph)
                numbers_told = {"was": str(passage.paragraph), "now": str(sighting.paragraph)}
                told.append(message("copy_repaired", passage=f"{source_id}/{passage_id}", **numbers_told))
        whole = all(verification.sightings[f"{source_id}/{name}"].status not in _FAULTS for name in source.passages)
        length = len(copy.document.stream)
        if whole and source.length is not None and source.length != length:
            numbers["length",] = (source.length, length)
            told.append(message("copy_length", source=source_id, was=source.length, now=length))
        if numbers:
            _rewrite(*_file(edition, source_id, over), numbers)
    return told


def _file(edition: Edition, source_id: str, over: Sequence[Path]) -> tuple[Path, str]:
    """The file of a source, and how complaints call it: in the base, or in the overlay that its name begins with."""
    name, _ = edition.where("source", source_id)
    overlay = next((folder for folder in reversed(over) if name.startswith(f"{folder.name}/knowledge/")), None)
    return (edition.root if overlay is None else overlay.parent) / name, name


def _rewrite(path: Path, name: str, numbers: Mapping[Place, tuple[int, int]]) -> None:
    """Put other numbers at some places of the file of a source, and nothing else; the file appears whole."""
    lines = path.read_bytes().decode().split("\n")
    document = read(path, name)
    wanted = json.loads(json.dumps(document.data))
    for place, (was, now) in numbers.items():
        at = document.at(place)[1] - 1
        lines[at] = re.sub(rf"(\b{place[-1]}\s*:\s*){was}\b", rf"\g<1>{now}", lines[at], count=1)
        reduce(getitem, place[:-1], wanted)[place[-1]] = now
    part = path.with_name(f".{path.name}.tmp")  # a name that the loader passes over
    part.write_bytes("\n".join(lines).encode())
    if read(part, name).data != wanted:
        part.unlink()
        raise DocumentError(message("copy_not_repaired"), message("mend_not_repaired"))
    part.replace(path)
