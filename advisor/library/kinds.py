"""The kinds of file that knowledge is written in; `fields` has what stands in each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from . import files, overlays
from .cases import Case
from .model import (
    Bundle,
    Cause,
    Confined,
    Contradiction,
    Derived,
    Factor,
    Manifest,
    Question,
    Recommendation,
    Rule,
    Silence,
    Source,
    Tension,
    Word,
)
from .overlays import Kind, Overlay
from .plain_words import Avoided
from .priorities import Priorities
from .shapes import Shape
from .signatures import Signatures

_SHAPES: Mapping[Kind, type[Shape]] = {
    "source": Source,
    "factor": Factor,
    "question": Question,
    "recommendation": Recommendation,
    "cause": Cause,
    "bundle": Bundle,
    "tension": Tension,
    "silence": Silence,
    "word": Word,
    "confined": Confined,
    "avoided": Avoided,
    "rule": Rule,
    "derived": Derived,
    "contradiction": Contradiction,
    "priorities": Priorities,
}
_WHOLE = ("source", "priorities")  # one entry fills a file; of the others, ids are its keys


@dataclass(frozen=True)
class FileKind:
    """A kind of file: its name, where it stands (a file, or the folder of such files) and the shape of an entry.

    ``whole``: the file is one entry; otherwise each of its keys is the id of one.
    """

    name: str
    place: str
    shape: type[Shape]
    whole: bool


def _file_kinds() -> Iterator[FileKind]:
    yield FileKind("manifest", "knowledge/manifest.yaml", Manifest, whole=True)
    yield from (FileKind(kind, place, _SHAPES[kind], kind in _WHOLE) for place, kind in overlays.KIND_OF.items())
    yield FileKind("overlay", overlays.FILE, Overlay, whole=True)
    yield FileKind("signatures", files.SIGNATURES, Signatures, whole=True)
    yield FileKind("case", files.CASES, Case, whole=True)


FILE_KINDS: Mapping[str, FileKind] = {kind.name: kind for kind in _file_kinds()}
