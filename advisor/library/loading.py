"""Reads ``knowledge/`` and ``rules/`` into an edition: every mistake at once, with file, line and remedy."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from ..phrases import PHRASES, Message, message
from . import files, linking, plain_words
from .complaints import Complaint, KnowledgeError, complaint
from .conditions import ConditionError
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
from .nearest import Meant
from .plain_words import Avoided
from .priorities import Priorities
from .shapes import MisfitError, Shape
from .strict_yaml import Document, Place, nothing, read

Entry = TypeVar("Entry", bound=Shape)

PACKAGE = Path(__file__).resolve().parent.parent
MAX_FILES = 500
WEIGHTS = "rules/priorities.yaml"
WORDING = "knowledge/wording.yaml"
MANUAL = "docs/editing-knowledge.md"


class DataNotFoundError(Exception):
    """There is no knowledge where it was looked for; ``what`` says where, and the remedy."""

    def __init__(self, what: Message) -> None:
        self.what = what
        super().__init__(str(what))


def find_data(explicit: str | None = None) -> tuple[Path, bool]:
    """The folder that holds ``knowledge/`` and ``rules/``, and whether it is the shipped one.

    Looked for in this order: ``explicit`` (--data), ADVISOR_DATA, the checkout, the wheel; never the working directory.
    Raises DataNotFoundError.
    """
    named = explicit or os.environ.get("ADVISOR_DATA")
    if named:
        root = Path(named)
        if (root / "knowledge" / "manifest.yaml").is_file():
            return root, False
        raise DataNotFoundError(message("no_knowledge", name=named))
    for root in (PACKAGE.parent, PACKAGE / "_data"):
        if (root / "knowledge" / "manifest.yaml").is_file():
            return root, True
    raise DataNotFoundError(message("not_installed"))


def load(root: Path, *, shipped: bool = False) -> Edition:
    """Read, link and freeze the knowledge under ``root``. Raises KnowledgeError with every mistake at once."""
    reader = _Reader(root)
    manifest = reader.one("knowledge/manifest.yaml", Manifest)
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
    reader.complaints += files.overlooked(root, reader.seen)
    if manifest is None or priorities is None:
        raise KnowledgeError(reader.complaints, more=reader.more)
    order = {theme: place for place, theme in enumerate(manifest.questions)}
    catalogue = sorted(questions, key=lambda a: (order.get(question_themes[a], len(order)), question_themes[a]))
    edition = Edition(
        root=root,
        shipped=shipped,
        content_sha256=reader.digest(lambda name: name != WEIGHTS),
        weights_sha256=reader.digest(lambda name: name == WEIGHTS),
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


class _Reader:
    """Reads files, collects complaints, and remembers where each entry stands."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.complaints: list[Complaint] = []
        self.complete = True  # whether every entry could be read
        self.more = 0  # mistakes that a file has beyond those that are told
        self.seen: set[str] = set()
        self.homes: dict[tuple[str, str], tuple[Document, Place]] = {}
        self.documents: dict[str, Document] = {}

    def digest(self, counts: Callable[[str], bool]) -> str:
        """SHA-256 of the content of some files, whatever their order, line ends and comments.

        The order within a file counts: it is the order in which questions and options are shown.
        """
        content = {name: self.documents[name].data for name in sorted(self.documents) if counts(name)}
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def file(self, name: str, kind: str) -> Document | None:
        """A file that holds entries of a kind; None, with a complaint, when it cannot be read."""
        path = self.root / name
        self.seen.add(name)
        try:
            if not path.is_file():
                raise KnowledgeError([Complaint(name, 1, message("wrong_file_missing"), message("mend_file_missing"))])
            self.documents[name] = read(path, name)
        except KnowledgeError as error:
            self.complaints += error.complaints
            self.more += error.more
            self.homes[kind, ANY] = (nothing(name), ())
            self.complete = False
        return self.documents.get(name)

    def files(self, folder: str, kind: str) -> list[tuple[str, Document]]:
        names = files.of_folder(self.root, folder)
        if not names or len(names) > MAX_FILES:
            what = message("wrong_folder_full", most=MAX_FILES) if names else message("wrong_folder_empty")
            self.complaints.append(Complaint(folder, 1, what, message("mend_folder")))
            self.homes[kind, ANY] = (nothing(folder), ())
            self.complete = False
            self.seen.update(names)
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
                    line = document.line((key,))
                    self.complaints.append(Complaint(document.file, line, what, message("mend_other_id")))
                    self.complete = False
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

    def shaped(self, document: Document, prefix: Place, raw: object, shape: type[Entry]) -> Entry | None:
        entry, complaints = shaped(document, prefix, raw, shape)
        self.complaints += complaints
        self.complete = self.complete and entry is not None
        return entry


def _kind(shape: type[Shape]) -> str:
    return shape.__name__.lower()


def shaped(
    document: Document, place: Place, raw: object, shape: type[Entry], manual: str = MANUAL, *, in_order: bool = True
) -> tuple[Entry | None, list[Complaint]]:
    """What stands at a place in a document as a shape, and every complaint about it.

    ``manual`` is where to read on; ``in_order`` whether the fields must stand in the order of the shape.
    """
    try:
        entry = TypeAdapter(shape).validate_python(raw) if not isinstance(raw, dict) else shape.model_validate(raw)
    except ValidationError as error:
        return None, _shape_complaints(document, place, error, shape, manual)
    misplaced = _order_complaints(document, place, raw, entry) if in_order else []
    return entry, [*misplaced, *_text_complaints(document, place, entry)]


def _text_complaints(document: Document, place: Place, part: object) -> Iterator[Complaint]:
    """What the texts of a shape, at any depth, say that cannot be meant."""
    parts: Iterable[tuple[str | int, object]] = ()
    if isinstance(part, Shape):
        for at, what, remedy in part.faults():
            yield Complaint(document.file, document.line((*place, *at)), what, remedy)
        parts = ((field.alias or name, getattr(part, name)) for name, field in type(part).model_fields.items())
    elif isinstance(part, dict):
        parts = part.items()
    elif isinstance(part, list):
        parts = enumerate(part)
    for step, inner in parts:
        yield from _text_complaints(document, (*place, step), inner)


def _order_complaints(document: Document, place: Place, raw: object, entry: object) -> list[Complaint]:
    """The first field of each shape, at any depth, that stands where another belongs."""
    if isinstance(entry, Shape) and isinstance(raw, dict):
        fields = {field.alias or name: getattr(entry, name) for name, field in type(entry).model_fields.items()}
        written = [key for key in raw if key in fields]
        wanted = sorted(written, key=list(fields).index)
        misplaced = [(have, want) for have, want in zip(written, wanted, strict=True) if have != want][:1]
        found = [
            Complaint(
                document.file,
                document.line((*place, have)),
                message("wrong_order", have=have, want=want),
                message("mend_order", order=", ".join(wanted)),
            )
            for have, want in misplaced
        ]
        parts = [(key, raw[key], fields[key]) for key in written]
    elif isinstance(entry, dict) and isinstance(raw, dict):
        found, parts = [], [(key, raw[key], part) for key, part in entry.items()]
    elif isinstance(entry, list) and isinstance(raw, list):
        found, parts = [], [(i, raw[i], part) for i, part in enumerate(entry)]
    else:
        return []
    for step, part, of in parts:
        if isinstance(part, dict | list):
            found += _order_complaints(document, (*place, step), part, of)
    return found


def _shape_complaints(
    document: Document, prefix: Place, error: ValidationError, shape: type[Shape], manual: str
) -> list[Complaint]:
    complaints = []
    for fault in error.errors():
        within: Place = tuple(fault["loc"])
        line = document.line((*prefix, *within))
        name = next((str(step) for step in reversed((*prefix, *within)) if isinstance(step, str)), document.file)
        cause = fault.get("ctx", {}).get("error")
        if isinstance(cause, ConditionError):
            complaints += [
                Complaint(document.file, document.line((*prefix, *within, *at)), what, remedy)
                for at, what, remedy in cause.faults
            ]
        elif fault["type"] == "extra_forbidden":
            fields = _fields_at(shape, within[:-1])
            meant = Meant(name, fields, message("mend_use_one_of", choices=", ".join(fields)))
            complaints.append(complaint(document.file, line, message("unknown_field", name=name), meant))
        elif fault["type"] == "missing":
            what = message("wrong_field_missing", name=name)
            complaints.append(Complaint(document.file, line, what, message("mend_add_field", field=name)))
        elif fault["type"] == "literal_error":
            allowed = fault["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
            meant = Meant(str(fault["input"]), allowed.split(", "), message("mend_use_one_of", choices=allowed))
            what = message("wrong_literal", value=str(fault["input"]), name=name)
            complaints.append(complaint(document.file, line, what, meant))
        else:
            what = message("wrong_value", name=name, what=_misfit(fault))
            complaints.append(Complaint(document.file, line, what, message("mend_see", manual=manual)))
    return complaints


def _misfit(fault: ErrorDetails) -> Message:
    """Why a value does not fit its shape: as a check of ours has it, else by the type of Pydantic's error."""
    details = fault.get("ctx", {})
    cause = details.get("error")
    if isinstance(cause, MisfitError):
        return cause.why
    key = f"shape_{fault['type']}"
    return message(key if key in PHRASES else "shape_other", **details)


def _fields_at(shape: type[Shape], place: Place) -> list[str]:
    """The fields of the shape at a place within another."""
    for step in place:
        fields = {field.alias or name: field.annotation for name, field in shape.model_fields.items()}
        shape = _shape_in(fields.get(str(step))) or shape
    return [field.alias or name for name, field in shape.model_fields.items()]


def _shape_in(annotation: object) -> type[Shape] | None:
    """The shape that an annotation holds: itself, or in a list, a mapping or an optional."""
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return annotation
    return next((found for part in get_args(annotation) if (found := _shape_in(part))), None)
