"""Reads ``knowledge/`` and ``rules/`` into an edition: every mistake at once, with file, line and remedy."""

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, get_args

from pydantic import TypeAdapter, ValidationError

from . import linking
from .complaints import Complaint, KnowledgeError, did_you_mean
from .conditions import ConditionError
from .edition import Edition
from .model import (
    Contradiction,
    Derived,
    Factor,
    Manifest,
    Priorities,
    Question,
    Recommendation,
    Rule,
    Shape,
    Source,
    Tension,
)
from .nearest import nearest
from .strict_yaml import Document, Place, read

Entry = TypeVar("Entry", bound=Shape)

PACKAGE = Path(__file__).resolve().parent.parent
MAX_FILES = 500
WEIGHTS = "rules/priorities.yaml"
MANUAL = "docs/editing-knowledge.md"


class DataNotFoundError(Exception):
    """There is no knowledge where it was looked for; the message says where, and what to do."""


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
        raise DataNotFoundError(
            f"{named}: no knowledge/manifest.yaml there. Name the folder that holds knowledge/ and rules/."
        )
    for root in (PACKAGE.parent, PACKAGE / "_data"):
        if (root / "knowledge" / "manifest.yaml").is_file():
            return root, True
    raise DataNotFoundError("The knowledge is not installed with this package. Install it again, or use --data DIR.")


def load(root: Path, *, shipped: bool = False) -> Edition:
    """Read, link and freeze the knowledge under ``root``. Raises KnowledgeError with every mistake at once."""
    reader = _Reader(root)
    manifest = reader.one("knowledge/manifest.yaml", Manifest)
    sources = reader.whole_files("knowledge/sources", Source)
    factors, factor_themes = reader.many("knowledge/factors", Factor)
    questions, question_themes = reader.many("knowledge/questions", Question)
    recommendations, _ = reader.many("knowledge/recommendations", Recommendation)
    tensions = reader.entries("knowledge/tensions.yaml", Tension)
    derived = reader.entries("rules/derived.yaml", Derived)
    rules, _ = reader.many("rules/findings", Rule)
    contradictions = reader.entries("rules/contradictions.yaml", Contradiction)
    priorities = reader.one(WEIGHTS, Priorities)
    if manifest is None or priorities is None:
        raise KnowledgeError(reader.complaints)
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
        questions={a: questions[a] for a in catalogue},
        question_themes=question_themes,
        derived=derived,
        rules=rules,
        recommendations=recommendations,
        tensions=tensions,
        contradictions=contradictions,
        priorities=priorities,
        homes=reader.homes,
    )
    faults = linking.faults(edition, complete=not reader.complaints)
    complaints = [Complaint(*edition.where(*entry, at), what, remedy) for entry, at, what, remedy in faults]
    if complaints or reader.complaints:
        raise KnowledgeError([*reader.complaints, *complaints])
    return edition


class _Reader:
    """Reads files, collects complaints, and remembers where each entry stands."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.complaints: list[Complaint] = []
        self.homes: dict[tuple[str, str], tuple[Document, Place]] = {}
        self.documents: dict[str, Document] = {}

    def digest(self, counts: Callable[[str], bool]) -> str:
        """SHA-256 of the content of some files, whatever their order, line ends and comments.

        The order within a file counts: it is the order in which questions and options are shown.
        """
        content = {name: self.documents[name].data for name in sorted(self.documents) if counts(name)}
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def file(self, name: str) -> Document | None:
        path = self.root / name
        if not path.is_file():
            self.complaints.append(Complaint(name, 1, "The file is missing.", "restore it."))
            return None
        try:
            self.documents[name] = read(path, name)
        except KnowledgeError as error:
            self.complaints += error.complaints
        return self.documents.get(name)

    def files(self, folder: str) -> list[tuple[str, Document]]:
        paths = sorted((self.root / folder).glob("*.yaml"))
        for other in sorted((self.root / folder).glob("*.yml")):
            name = f"{folder}/{other.name}"
            self.complaints.append(Complaint(name, 1, "The name ends in .yml.", "rename the file: .yaml."))
        if not paths or len(paths) > MAX_FILES:
            what = "The folder holds no YAML files." if not paths else f"The folder holds more than {MAX_FILES} files."
            self.complaints.append(Complaint(folder, 1, what, "restore the folder."))
            return []
        return [(p.stem, doc) for p in paths if (doc := self.file(f"{folder}/{p.name}")) is not None]

    def one(self, name: str, shape: type[Entry]) -> Entry | None:
        document = self.file(name)
        if document is None:
            return None
        self.homes[shape.__name__.lower(), ""] = (document, ())
        return self.shaped(document, (), document.data, shape)

    def whole_files(self, folder: str, shape: type[Entry]) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for stem, document in self.files(folder):
            self.homes[shape.__name__.lower(), stem] = (document, ())
            entry = self.shaped(document, (), document.data, shape)
            if entry is not None:
                found[stem] = entry
        return found

    def many(self, folder: str, shape: type[Entry]) -> tuple[dict[str, Entry], dict[str, str]]:
        found: dict[str, Entry] = {}
        themes: dict[str, str] = {}
        for stem, document in self.files(folder):
            for key, entry in self.within(document, shape).items():
                if key in found:
                    what = f"“{key}” already stands in {folder}/{themes[key]}.yaml."
                    self.complaints.append(Complaint(document.file, document.line((key,)), what, "choose another id."))
                else:
                    found[key], themes[key] = entry, stem
        return found, themes

    def entries(self, name: str, shape: type[Entry]) -> dict[str, Entry]:
        document = self.file(name)
        return self.within(document, shape) if document else {}

    def within(self, document: Document, shape: type[Entry]) -> dict[str, Entry]:
        found = {}
        for key, raw in document.data.items():
            self.homes.setdefault((shape.__name__.lower(), key), (document, (key,)))
            entry = self.shaped(document, (key,), raw, shape)
            if entry is not None:
                found[key] = entry
        return found

    def shaped(self, document: Document, prefix: Place, raw: object, shape: type[Entry]) -> Entry | None:
        entry, complaints = shaped(document, prefix, raw, shape)
        self.complaints += complaints
        return entry


def shaped(
    document: Document, place: Place, raw: object, shape: type[Entry], manual: str = MANUAL
) -> tuple[Entry | None, list[Complaint]]:
    """What stands at a place in a document as a shape, and every complaint about it; ``manual`` is where to read on."""
    try:
        entry = TypeAdapter(shape).validate_python(raw) if not isinstance(raw, dict) else shape.model_validate(raw)
    except ValidationError as error:
        return None, _shape_complaints(document, place, error, shape, manual)
    return entry, _order_complaints(document, place, raw, entry)


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
                f"The field “{have}” stands where “{want}” belongs.",
                f"keep the order {', '.join(wanted)}.",
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
            remedy = did_you_mean(name, fields, f"use one of {', '.join(fields)}.")
            complaints.append(Complaint(document.file, line, f"The field “{name}” does not exist.", remedy))
        elif fault["type"] == "missing":
            complaints.append(Complaint(document.file, line, f"The field “{name}” is missing.", f"add “{name}:”."))
        elif fault["type"] == "literal_error":
            allowed = str(fault.get("ctx", {}).get("expected", "")).replace("'", "")
            near = nearest(str(fault["input"]), allowed.replace(" or ", ", ").split(", "))
            remedy = f"did you mean “{near}”?" if near else f"use {allowed}."
            complaints.append(Complaint(document.file, line, f"“{fault['input']}” is not a {name}.", remedy))
        else:
            what = fault["msg"].removeprefix("Value error, ").rstrip(".")
            remedy = f"see {manual}."
            complaints.append(Complaint(document.file, line, f"The value of “{name}” cannot be used: {what}.", remedy))
    return complaints


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
