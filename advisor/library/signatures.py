"""Signatures: whoever read a claim beside its passages says so, and is told when either has changed since.

They stand in a file of their own, of the base and of each overlay. They change no advice, so no hash of the knowledge
holds them.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from ..phrases import message
from .claims import LENGTH, PARTS, Claim, Entry, claims, gist
from .complaints import Complaint, KnowledgeError
from .edition import Edition
from .files import SIGNATURES
from .shapes import Shape
from .shaping import shaped
from .strict_yaml import Document, nothing, read

HEADER = "# advisor sign\n"
_NUMBER = re.compile(r"\d+(e\d+)?")

Signature = Annotated[str, Field(pattern=rf"^[0-9a-f]{{{LENGTH}}}$")]
Signed = Annotated[dict[str, list[Signature]], Field(default_factory=dict)]  # by entry: of each of its claims, in order


class Signatures(Shape):
    """The signatures in a folder, by kind."""

    factor: Signed
    cause: Signed
    derived: Signed
    rule: Signed
    recommendation: Signed
    tension: Signed
    priorities: Signed


@dataclass(frozen=True)
class Folder:
    """What is signed in the base or in an overlay; ``asks``: whether its entries must be, for it has such a file."""

    path: Path
    document: Document
    asks: bool
    signed: Mapping[Entry, list[str]]


def unfitting(edition: Edition, over: Sequence[Path] = ()) -> Iterator[Complaint]:
    """Every claim that is not as it was signed, and every signature of what is no longer there.

    Raises KnowledgeError when a file of signatures cannot be read.
    """
    folders, found = _folders(edition, over), claims(edition)
    for entry, parts in found.items():
        home = _home(edition, entry)
        given = _given(folders[home:], entry)
        if given is not None or folders[home].asks:
            yield from _of_entry(edition, entry, parts, given)
    for folder in folders:
        for entry in (entry for entry in folder.signed if entry not in found):
            deviation = edition.deviations.get(entry)
            if deviation is None or deviation.how != "switched_off":
                what = message("wrong_signature_idle", name=entry[1])
                yield Complaint(*folder.document.at(entry), what, message("mend_signature_idle", name=entry[1]))


def signed_anew(edition: Edition, over: Sequence[Path], names: Collection[str] | None) -> tuple[Path, str, int]:
    """The signatures of the topmost folder, with some entries signed anew, or (None) all that it has to sign.

    Gives the path of the file, its new content, and how many claims were signed. Raises KnowledgeError.
    """
    folders, found = _folders(edition, over), claims(edition)
    top, signed = folders[-1], dict[Entry, list[str]]()
    count = 0
    for entry, parts in found.items():
        now, home = [claim.signature(edition) for claim in parts], _home(edition, entry)
        due = entry in top.signed or folders[home] is top or _given(folders[home:], entry) not in (None, now)
        if entry[1] in names if names is not None else due:
            signed[entry] = now
            count += len(now)
        elif entry in top.signed:
            signed[entry] = top.signed[entry]
    if names is not None:
        signed |= {e: given for e, given in top.signed.items() if e not in found and e[1] not in names}
    return top.path / SIGNATURES, _written(signed), count


def signable(edition: Edition, over: Sequence[Path]) -> list[str]:
    """The ids that can be signed: those of entries with claims, and what the topmost folder has signed before."""
    return list(dict.fromkeys(name for _, name in (*claims(edition), *_folders(edition, over)[-1].signed)))


def _written(signed: Mapping[Entry, Sequence[str]]) -> str:
    """Signatures as YAML, in an order of their own: it does not depend on that of the files."""
    lines = [HEADER]
    for kind in PARTS:
        names = sorted(name for of, name in signed if of == kind)
        lines += [f"{kind}:\n"] if names else []
        lines += [f"  {name}: [{', '.join(map(_quoted, signed[kind, name]))}]\n" for name in names]
    return "".join(lines)


def _quoted(signature: str) -> str:
    """A signature as YAML: quoted where some reader of YAML would take it for a number (5e3 is one)."""
    return f'"{signature}"' if _NUMBER.fullmatch(signature) else signature


def _of_entry(
    edition: Edition, entry: Entry, parts: Sequence[Claim], given: Sequence[str] | None
) -> Iterator[Complaint]:
    kind, name = entry
    now = [claim.signature(edition) for claim in parts]
    changed = [claim for claim, signature in zip(parts, now, strict=True) if signature not in (given or ())]
    for claim in changed:
        cited = tuple(message("passage_and_gist", passage=ref, gist=gist(edition, ref)) for ref in claim.cites)
        key = ("wrong_unsigned" if given is None else "wrong_signed_otherwise") + ("" if cited else "_uncited")
        what = message(key, claim=claim.words(edition), name=name, passages=cited)
        yield Complaint(*claim.at(edition), what, message("mend_sign", name=name))
    if not changed and given != now:
        what = message("wrong_signed_more", kind=message(f"kind_{kind}"), name=name)
        yield Complaint(*parts[0].at(edition), what, message("mend_sign", name=name))


def _folders(edition: Edition, over: Sequence[Path]) -> list[Folder]:
    """The signatures of the base and of each overlay, the last on top."""
    found = []
    for path, called in ((edition.root, SIGNATURES), *((path, f"{path.name}/{SIGNATURES}") for path in over)):
        asks = (path / SIGNATURES).is_file()
        document = read(path / SIGNATURES, called) if asks else nothing(called)
        held, complaints = shaped(document, (), document.data, Signatures)
        if held is None or complaints:
            raise KnowledgeError(complaints)
        signed: dict[Entry, list[str]] = {(kind, name): s for kind in PARTS for name, s in getattr(held, kind).items()}
        found.append(Folder(path, document, asks, signed))
    return found


def _home(edition: Edition, entry: Entry) -> int:
    """Which folder an entry comes from: 0 for the base, then the overlays."""
    deviation = edition.deviations.get(entry)
    return [one.overlay.id for one in edition.overlays].index(deviation.overlay.id) + 1 if deviation else 0


def _given(folders: Sequence[Folder], entry: Entry) -> list[str] | None:
    """The signatures of an entry: those of the topmost of some folders that has any."""
    return next((folder.signed[entry] for folder in reversed(folders) if entry in folder.signed), None)
