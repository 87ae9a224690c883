"""Reads ``knowledge/`` and ``rules/`` into an edition: every mistake at once, with file, line and remedy."""

import gc
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from ..phrases import Message, message
from . import files, linking, overlays, plain_words
from .complaints import Complaint, KnowledgeError, complaint
from .edition import ANY, Edition
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
from .overlays import WEIGHTS, Deviations, Laid, Layer, Overlay
from .plain_words import Avoided
from .priorities import Priorities
from .shapes import Shape
from .shaping import Entry, shaped
from .strict_yaml import Document, Place, Plain, nothing, read
from .unfilled import unfilled

MAX_FILES = 500
MANIFEST = "knowledge/manifest.yaml"
WORDING = "knowledge/wording.yaml"


@contextmanager
def undisturbed() -> Iterator[None]:
    """Read without a collector of circles: what is read is kept, and to go over it time and again is half the work."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@undisturbed()
def load(root: Path, over: Sequence[Path] = (), *, shipped: bool = False) -> Edition:
    """Read, link and freeze the knowledge under ``root``, with the overlays in some folders over it, the last on top.

    Raises KnowledgeError with every mistake at once.
    """
    reader = _Reader(root, over)
    manifest = reader.one(MANIFEST, Manifest)
    sources = reader.whole_files("knowledge/sources", Source)
    factors, factor_themes = reader.many("knowledge/factors", Factor)
    causes = reader.entries("knowledge/causes.yaml", Cause)
    questions, question_themes = reader.many("knowledge/questions", Question)
    recommendations, _ = reader.many("knowledge/recommendations", Recommendation)
    bundles = reader.entries("knowledge/bundles.yaml", Bundle)
    tensions = reader.entries("knowledge/tensions.yaml", Tension)
    silences = reader.entries("knowledge/silences.yaml", Silence)
    words = reader.entries("knowledge/words.yaml", Word)
    confined = reader.entries("knowledge/confined.yaml", Confined)
    avoided = reader.entries(WORDING, Avoided)
    derived = reader.entries("rules/derived.yaml", Derived)
    rules, _ = reader.many("rules/findings", Rule)
    contradictions = reader.entries("rules/contradictions.yaml", Contradiction)
    priorities = reader.one(WEIGHTS, Priorities)
    reader.complaints += plain_words.complaints(reader.documents.values(), avoided)
    reader.complaints += reader.overlooked()
    if manifest is None or priorities is None:
        raise KnowledgeError(reader.complaints, more=reader.more)
    order = {theme: place for place, theme in enumerate(manifest.questions)}
    catalogue = sorted(questions, key=lambda a: (order.get(question_themes[a], len(order)), question_themes[a]))
    edition = Edition(
        root=root,
        shipped=shipped,
        content_sha256=_digest({name: d for name, d in reader.base.items() if name != WEIGHTS}),
        weights_sha256=_digest({name: d for name, d in reader.base.items() if name == WEIGHTS}),
        overlays=tuple(Laid(o.overlay, _digest({overlays.FILE: o.document, **o.documents})) for o in reader.layers),
        deviations=reader.deviations,
        manifest=manifest,
        sources=sources,
        passages={f"{sid}/{pid}": p for sid, source in sources.items() for pid, p in source.passages.items()},
        factors=factors,
        factor_themes=factor_themes,
        causes=causes,
        questions={a: questions[a] for a in catalogue},
        question_themes=question_themes,
        derived=derived,
        rules=rules,
        recommendations=recommendations,
        bundles=bundles,
        tensions=tensions,
        contradictions=contradictions,
        silences=silences,
        words=words,
        confined=confined,
        priorities=priorities,
        homes=reader.homes,
    )
    faults = linking.faults(edition, complete=reader.complete)
    complaints = [complaint(*edition.where(*entry, at), what, remedy) for entry, at, what, remedy in faults]
    if complaints or reader.complaints:
        raise KnowledgeError([*reader.complaints, *complaints], more=reader.more)
    return edition


def load_weights(path: Path, edition: Edition) -> Edition:
    """An edition with the weights in another file of the kind of ``rules/priorities.yaml``.

    Raises KnowledgeError with every mistake in it.
    """
    document = read(path, path.name)
    priorities, complaints = shaped(document, (), document.data, Priorities)
    if priorities is None:
        raise KnowledgeError(complaints)
    homes = {**edition.homes, (_kind(Priorities), ""): (document, ())}
    weighed = replace(edition, priorities=priorities, weights_sha256=_digest({WEIGHTS: document}), homes=homes)
    faults = linking.faults(weighed, complete=True)
    complaints += [complaint(*weighed.where(*entry, at), what, remedy) for entry, at, what, remedy in faults]
    if complaints:
        raise KnowledgeError(complaints)
    return weighed


def _digest(documents: Mapping[str, Document]) -> str:
    """SHA-256 of the content of some files, whatever their order, line ends and comments.

    The order within a file counts: it is the order in which questions and options are shown.
    """
    content = {name: documents[name].data for name in sorted(documents)}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class _Reader:
    """Reads files, lays overlays over them, collects complaints, and remembers where each entry stands."""

    def __init__(self, root: Path, over: Sequence[Path]) -> None:
        self.root, self.over = root, over[: overlays.MOST]
        self.complaints: list[Complaint] = []
        self.complete = True  # whether every entry could be read
        self.more = 0  # mistakes that a file has beyond those that are told
        self.homes: dict[tuple[str, str], tuple[Document, Place]] = {}
        self.unread: set[str] = set()
        self.base = self.read(root, "", files.every(root))
        self.documents = dict(self.base)
        self.deviations: Deviations = {}
        self.laid: set[str] = set()
        self.layers = [layer for folder in self.over if (layer := self.layer(folder)) is not None]
        for layer in self.layers:
            self.lay(layer)
        if len(over) > overlays.MOST:
            what = message("wrong_overlays_many", count=len(over), most=overlays.MOST)
            self.complain(over[overlays.MOST].name, 1, what, message("mend_overlays_many"))

    def read(self, root: Path, called: str, names: Iterable[str]) -> dict[str, Document]:
        """Those of some files that can be read, by name; ``called`` is how complaints begin the name of each."""
        found = {}
        for name in names:
            try:
                found[name] = read(root / name, f"{called}{name}")
            except KnowledgeError as error:
                self.complaints += error.complaints
                self.more += error.more
                self.unread.add(f"{called}{name}")
                self.complete = False
        return found

    def complain(self, file: str, line: int, what: Message, remedy: Message) -> None:
        self.complaints.append(Complaint(file, line, what, remedy))
        self.complete = False

    def layer(self, folder: Path) -> Layer | None:
        """The overlay in a folder; None, with a complaint, when it does not say what it is."""
        called = f"{folder.name}/"
        if not (folder / overlays.FILE).is_file():
            there = folder.is_dir()
            what, remedy = ("file_missing", "no_overlay") if there else ("folder_missing", "overlay_folder")
            self.complain(f"{called}{overlays.FILE}", 1, message(f"wrong_{what}"), message(f"mend_{remedy}"))
            return None
        names = [name for name in files.every(folder) if overlays.kind_of(name) is not None]
        documents = self.read(folder, called, [overlays.FILE, *names])
        own = documents.pop(overlays.FILE, None)
        if own is None:
            return None
        overlay, complaints = shaped(own, (), own.data, Overlay)
        self.complaints += complaints
        self.complete = self.complete and not complaints
        return Layer(overlay, own, documents) if overlay is not None else None

    def lay(self, layer: Layer) -> None:
        """Lay an overlay that was made for this edition over what is there."""
        manifest, made = self.base.get(MANIFEST), layer.overlay.edition
        number = manifest.data.get("edition") if manifest else None
        if isinstance(number, str) and number != made:
            what = message("wrong_overlay_edition", made=made, base=number)
            self.complain(*layer.document.at(("edition",)), what, message("mend_overlay_edition", base=number))
        if layer.overlay.id in self.laid:
            what = message("wrong_overlay_twice", name=layer.overlay.id)
            self.complain(*layer.document.at(("id",)), what, message("mend_other_id"))
            return
        self.laid.add(layer.overlay.id)
        laid = list(overlays.lay(layer, self.documents, self.deviations))
        self.complaints += laid
        self.complete = self.complete and not laid

    def overlooked(self) -> Iterator[Complaint]:
        """A complaint for each file that looks like knowledge and is not read, of the base and of each overlay."""
        yield from files.overlooked(self.root, "", files.every(self.root))
        for folder in self.over:
            names = [name for name in files.every(folder) if overlays.kind_of(name) is not None]
            yield from files.overlooked(folder, f"{folder.name}/", names)

    def file(self, name: str, kind: str) -> Document | None:
        """A file that holds entries of a kind; None, with a complaint, when there is none or it cannot be read."""
        if name not in self.documents:
            self.homes[kind, ANY] = (nothing(name), ())
            if name not in self.unread:
                self.complain(name, 1, message("wrong_file_missing"), message("mend_file_missing"))
        return self.documents.get(name)

    def files(self, folder: str, kind: str) -> list[tuple[str, Document]]:
        names = sorted(name for name in {*self.documents, *self.unread} if name.rpartition("/")[0] == folder)
        if not names or len(names) > MAX_FILES:
            what = message("wrong_folder_full", most=MAX_FILES) if names else message("wrong_folder_empty")
            self.homes[kind, ANY] = (nothing(folder), ())
            self.complain(folder, 1, what, message("mend_folder"))
            return []
        return [(Path(name).stem, doc) for name in names if (doc := self.file(name, kind)) is not None]

    def one(self, name: str, shape: type[Entry]) -> Entry | None:
        document = self.file(name, _kind(shape))
        if document is None:
            return None
        self.homes[_kind(shape), ""] = (document, ())
        return self.shaped(document, (), document.data, shape)

    def whole_files(self, folder: str, shape: type[Entry]) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for stem, document in self.files(folder, _kind(shape)):
            self.homes[_kind(shape), stem] = (document, ())
            entry = self.shaped(document, (), document.data, shape)
            if entry is not None:
                found[stem] = entry
        return found

    def many(self, folder: str, shape: type[Entry]) -> tuple[dict[str, Entry], dict[str, str]]:
        found: dict[str, Entry] = {}
        themes: dict[str, str] = {}
        for stem, document in self.files(folder, _kind(shape)):
            for key, entry in self.within(document, shape).items():
                if key in found:
                    what = message("wrong_id_elsewhere", name=key, file=f"{folder}/{themes[key]}.yaml")
                    self.complain(*document.at((key,)), what, message("mend_other_id"))
                else:
                    found[key], themes[key] = entry, stem
        return found, themes

    def entries(self, name: str, shape: type[Entry]) -> dict[str, Entry]:
        document = self.file(name, _kind(shape))
        return self.within(document, shape) if document else {}

    def within(self, document: Document, shape: type[Entry]) -> dict[str, Entry]:
        found = {}
        for key, raw in document.data.items():
            self.homes.setdefault((_kind(shape), key), (document, (key,)))
            entry = self.shaped(document, (key,), raw, shape)
            if entry is not None:
                found[key] = entry
        return found

    def shaped(self, document: Document, prefix: Place, raw: Plain, shape: type[Entry]) -> Entry | None:
        entry, complaints = shaped(document, prefix, raw, shape)
        self.complaints += complaints
        if complaints and any(unfilled(raw)):  # what it names is held against the rest when all of it is there
            entry = None
        self.complete = self.complete and entry is not None
        return entry


def _kind(shape: type[Shape]) -> str:
    return shape.__name__.lower()
