"""Overlays: knowledge of someone's own that is laid over the base, without a change in the base itself.

An overlay is a folder with ``overlay.yaml`` and files of the same kinds as the base. It adds entries; it replaces an
entry of the base whole and it switches one off, both with a reason. It is laid before anything is made of the files,
so that what comes out is held to account as one: what no longer fits is told with the file and line it stands in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from pydantic import Field, ValidationError

from ..phrases import message
from .complaints import Complaint, complaint
from .nearest import Meant
from .shapes import Prose, Shape, Text, Title
from .strict_yaml import Document, Place, Plain, nothing
from .wording import Language

FILE = "overlay.yaml"
MOST = 20  # overlays at the same time
SOURCES = "knowledge/sources"
WEIGHTS = "rules/priorities.yaml"

Kind = Literal[
    "source",
    "factor",
    "cause",
    "question",
    "recommendation",
    "bundle",
    "tension",
    "silence",
    "word",
    "confined",
    "avoided",
    "derived",
    "rule",
    "contradiction",
    "weight",
    "priorities",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
How = Literal["added", "replaced", "switched_off"]

KIND_OF: Mapping[str, Kind] = {  # by file, or by the folder it is in
    SOURCES: "source",
    "knowledge/factors": "factor",
    "knowledge/questions": "question",
    "knowledge/recommendations": "recommendation",
    "knowledge/causes.yaml": "cause",
    "knowledge/bundles.yaml": "bundle",
    "knowledge/tensions.yaml": "tension",
    "knowledge/silences.yaml": "silence",
    "knowledge/words.yaml": "word",
    "knowledge/confined.yaml": "confined",
    "knowledge/wording.yaml": "avoided",
    "rules/findings": "rule",
    "rules/derived.yaml": "derived",
    "rules/contradictions.yaml": "contradiction",
    WEIGHTS: "priorities",
}

Reasons = dict[Kind, dict[str, Prose]]  # by kind and id


class Overlay(Shape):
    """What an overlay is, who made it and why, for which edition; what it replaces and switches off, and why.

    Of the priorities an entry is a weight by its name (``weight``), or one of the other parts (``priorities``).
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
    name: Title
    author: Annotated[str, Field(min_length=1, max_length=200)]
    why: Prose
    edition: str
    replaces: Reasons = Field(default_factory=dict)
    switched_off: Reasons = Field(default_factory=dict)


@dataclass(frozen=True)
class Layer:
    """An overlay that was read: what it is, its own file, and its other files by the name of those of the base."""

    overlay: Overlay
    document: Document
    documents: Mapping[str, Document]


@dataclass(frozen=True)
class Laid:
    """An overlay that lies over the base, with the hash of its content."""

    overlay: Overlay
    sha256: str


@dataclass(frozen=True)
class Deviation:
    """Where an edition deviates from the base: through which overlay, how, and why (of what is added: as its overlay).

    ``called`` is what an entry that is switched off was called.
    """

    overlay: Overlay
    how: How
    reason: Prose | None = None
    called: Text | None = None

    def why(self, language: Language) -> str:
        """The reason, in whole sentences."""
        return (self.reason or self.overlay.why)[language]


Deviations = dict[tuple[Kind, str], Deviation]  # by kind and id


def lay(layer: Layer, documents: dict[str, Document], deviations: Deviations) -> Iterator[Complaint]:
    """Lay an overlay over documents, and note where they deviate now. Gives what cannot be laid.

    What is replaced keeps its place in the order; what is added comes last.
    """
    overlay, own = layer.overlay, set[tuple[str, str]]()
    stands = {entry: (name, place) for name in documents for entry, place in entries_in(name, documents[name].data)}
    for name, document in layer.documents.items():
        for (kind, key), place in entries_in(name, document.data):
            own.add((kind, key))
            reason = overlay.replaces.get(kind, {}).get(key)
            home = stands.get((kind, key), (name, place))[0]
            if (kind, key) in stands and reason is None:
                what = message("wrong_overlay_clash", name=key)
                yield Complaint(*document.at(place), what, message("mend_overlay_clash", kind=kind, name=key))
                continue
            documents[home] = documents.get(home, nothing(document.file)).laid(place, document) if place else document
            deviations[kind, key] = Deviation(overlay, "replaced" if (kind, key) in stands else "added", reason)
    for kind, reasons in overlay.replaces.items():
        for key in reasons:
            at = layer.document.at(("replaces", kind, key))
            if (kind, key) not in stands:
                yield _unknown(at, kind, key, stands)
            elif (kind, key) not in own:
                file = stands[kind, key][0]
                yield Complaint(*at, message("wrong_overlay_empty", name=key), message("mend_overlay_empty", file=file))
    for kind, reasons in overlay.switched_off.items():
        for key, reason in reasons.items():
            at = layer.document.at(("switched_off", kind, key))
            if (kind, key) not in stands or kind in ("weight", "priorities"):
                yield _unknown(at, kind, key, stands)
            elif (kind, key) in own:
                what = message("wrong_overlay_both", name=key)
                yield Complaint(*at, what, message("mend_one_of_two"))
            else:
                name, place = stands[kind, key]
                deviations[kind, key] = Deviation(overlay, "switched_off", reason, _called(documents[name], place))
                if place:
                    documents[name] = documents[name].without(place)
                else:
                    del documents[name]


def kind_of(name: str) -> Kind | None:
    """The kind of the entries in a file of the knowledge; None for a file that an overlay has not."""
    return KIND_OF.get(name) or KIND_OF.get(name.rpartition("/")[0])


def entries_in(name: str, data: Mapping[str, Plain]) -> Iterator[tuple[tuple[Kind, str], Place]]:
    """The kind and id of each entry in a file, and its place there."""
    kind = kind_of(name)
    if kind == "source":
        yield (kind, name.rpartition("/")[2].removesuffix(".yaml")), ()
    elif kind == "priorities":
        weights = data.get("weights")
        for weight in weights if isinstance(weights, dict) else ():
            yield ("weight", weight), ("weights", weight)
        yield from (((kind, part), (part,)) for part in data if part != "weights")
    elif kind is not None:
        yield from (((kind, key), (key,)) for key in data)


def _unknown(at: tuple[str, int], kind: Kind, key: str, stands: Mapping[tuple[Kind, str], object]) -> Complaint:
    known = [name for other, name in stands if other == kind]
    remedy = Meant(key, known, message("mend_overlay_unknown"))
    return complaint(*at, message("wrong_overlay_unknown", kind=message(f"overlay_kind_{kind}"), name=key), remedy)


def _called(document: Document, place: Place) -> Text | None:
    """What an entry is called, if it has a title or a text."""
    data = document.value(place)
    for field in ("title", "text", "message"):
        try:
            return Text.model_validate(data[field] if isinstance(data, dict) else None)
        except (KeyError, ValidationError):
            continue
    return None
