"""One edition of the knowledge: read, linked, frozen, with its content hash."""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from . import linking
from .complaints import Complaint, KnowledgeError, did_you_mean, nearest
from .conditions import ConditionError
from .model import (
    Contradiction,
    Derived,
    Factor,
    Manifest,
    Passage,
    Priorities,
    Question,
    Recommendation,
    Rule,
    Shape,
    Source,
    Tension,
)
from .strict_yaml import Document, Place, read
from .wording import Language

Entry = TypeVar("Entry", bound=Shape)

PACKAGE = Path(__file__).resolve().parent.parent
MAX_FILES = 500


class DataNotFoundError(Exception):
    """There is no knowledge where it was looked for; the message says where, and what to do."""


@dataclass(frozen=True, eq=False)
class Edition:
    """Everything we know, linked. Mappings keep the order of the files; outputs sort for themselves."""

    root: Path
    shipped: bool
    sha256: str
    manifest: Manifest
    sources: Mapping[str, Source]
    passages: Mapping[str, Passage]
    factors: Mapping[str, Factor]
    factor_themes: Mapping[str, str]
    questions: Mapping[str, Question]
    question_themes: Mapping[str, str]
    derived: Mapping[str, Derived]
    rules: Mapping[str, Rule]
    recommendations: Mapping[str, Recommendation]
    tensions: Mapping[str, Tension]
    contradictions: Mapping[str, Contradiction]
    priorities: Priorities
    homes: Mapping[tuple[str, str], tuple[Document, Place]]

    def where(self, kind: str, entry: str, place: Place = ()) -> tuple[str, int]:
        """The file and line of a place within an entry, e.g. ("rule", id, ("examples", 0))."""
        document, prefix = self.homes[kind, entry]
        return document.file, document.line((*prefix, *place))

    @property
    def number(self) -> str:
        """The edition number, e.g. 2026.1."""
        return self.manifest.edition

    @cached_property
    def callers(self) -> Mapping[str, tuple[str, ...]]:
        """For each recommendation the rules that call for it."""
        return {
            rid: tuple(rule_id for rule_id, rule in self.rules.items() if rid in rule.recommend)
            for rid in self.recommendations
        }

    def name(self, fact: str, language: Language) -> str:
        """What a fact is called: the text of its question, the title of a derived fact or of a factor."""
        if fact in self.questions:
            return self.questions[fact].text[language]
        if fact in self.derived:
            return self.derived[fact].title[language]
        polarity, _, factor = fact.partition(":")
        words = {"weakness": ("knelpunt", "weakness"), "strength": ("sterk punt", "strength")}[polarity]
        return f"{words[language == 'en']} “{self.factors[factor].title[language]}”"

    def value(self, fact: str, value: bool | int | float | str | frozenset[str], language: Language) -> str:
        """What a value of a fact is called: the label of an option, a number with its unit."""
        if isinstance(value, bool):
            return {"nl": ("nee", "ja"), "en": ("no", "yes")}[language][value]
        question = self.questions[fact]
        if isinstance(value, frozenset):
            ticked = [question.options[code][language] for code in question.options if code in value]
            none = question.none_label[language] if question.none_label else "–"
            return "; ".join(ticked) if ticked else none
        if isinstance(value, str):
            return question.options[value][language]
        number = f"{value:g}" if isinstance(value, float) else str(value)
        number = number.replace(".", ",") if language == "nl" else number
        if question.unit is None:
            return number
        unit = question.unit[language]
        return f"{number}{unit}" if unit == "%" and language == "en" else f"{number} {unit}"


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
    sources, _ = reader.whole_files("knowledge/sources", Source)
    factors, factor_themes = reader.many("knowledge/factors", Factor)
    questions, question_themes = reader.many("knowledge/questions", Question)
    recommendations, _ = reader.many("knowledge/recommendations", Recommendation)
    tensions = reader.entries("knowledge/tensions.yaml", Tension)
    derived = reader.entries("rules/derived.yaml", Derived)
    rules, _ = reader.many("rules/findings", Rule)
    contradictions = reader.entries("rules/contradictions.yaml", Contradiction)
    priorities = reader.one("rules/priorities.yaml", Priorities)
    if reader.complaints or manifest is None or priorities is None:
        raise KnowledgeError(reader.complaints)
    order = {theme: place for place, theme in enumerate(manifest.questions)}
    catalogue = sorted(questions, key=lambda a: (order.get(question_themes[a], len(order)), question_themes[a]))
    edition = Edition(
        root=root,
        shipped=shipped,
        sha256=reader.digest(),
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
    complaints = [Complaint(*edition.where(*e, at), what, remedy) for e, at, what, remedy in linking.faults(edition)]
    if complaints:
        raise KnowledgeError(complaints)
    return edition


class _Reader:
    """Reads files, collects complaints, and remembers where each entry stands."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.complaints: list[Complaint] = []
        self.homes: dict[tuple[str, str], tuple[Document, Place]] = {}
        self.documents: dict[str, Document] = {}

    def digest(self) -> str:
        """SHA-256 of the content, whatever the order of the files, their line ends and their comments."""
        merged: dict[str, dict[str, object]] = {}
        for name in sorted(self.documents):
            merged.setdefault(str(Path(name).parent), {})[Path(name).stem] = self.documents[name].data
        text = json.dumps(merged, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
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
        paths = sorted((self.root / folder).glob("*.y*ml"))
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

    def whole_files(self, folder: str, shape: type[Entry]) -> tuple[dict[str, Entry], dict[str, str]]:
        found: dict[str, Entry] = {}
        for stem, document in self.files(folder):
            self.homes[shape.__name__.lower(), stem] = (document, ())
            entry = self.shaped(document, (), document.data, shape)
            if entry is not None:
                found[stem] = entry
        return found, {}

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
        try:
            entry = TypeAdapter(shape).validate_python(raw) if not isinstance(raw, dict) else shape.model_validate(raw)
        except ValidationError as error:
            self.complaints += _shape_complaints(document, prefix, error, shape)
            return None
        self._field_order(document, prefix, raw, shape)
        return entry

    def _field_order(self, document: Document, prefix: Place, raw: object, shape: type[Shape]) -> None:
        fixed = [f.alias or name for name, f in shape.model_fields.items()]
        written = [key for key in raw if key in fixed] if isinstance(raw, dict) else []
        wanted = sorted(written, key=fixed.index)
        for have, want in zip(written, wanted, strict=True):
            if have != want:
                line = document.line((*prefix, have))
                what = f"The field “{have}” stands where “{want}” belongs."
                self.complaints.append(Complaint(document.file, line, what, f"keep the order {', '.join(wanted)}."))
                return


def _shape_complaints(document: Document, prefix: Place, error: ValidationError, shape: type[Shape]) -> list[Complaint]:
    complaints = []
    for fault in error.errors():
        place: Place = (*prefix, *(step for step in fault["loc"] if step != "__root__"))
        line = document.line(place)
        name = str(place[-1]) if place else document.file
        cause = fault.get("ctx", {}).get("error")
        if isinstance(cause, ConditionError):
            complaints += [
                Complaint(document.file, document.line((*place, *at)), what, remedy)
                for at, what, remedy in cause.faults
            ]
        elif fault["type"] == "extra_forbidden":
            fields = [f.alias or n for n, f in shape.model_fields.items()]
            remedy = did_you_mean(name, fields, f"use one of {', '.join(fields)}.")
            complaints.append(Complaint(document.file, line, f"The field “{name}” does not exist.", remedy))
        elif fault["type"] == "missing":
            complaints.append(Complaint(document.file, line, f"The field “{name}” is missing.", f"add “{name}:”."))
        elif fault["type"] == "literal_error":
            allowed = str(fault.get("ctx", {}).get("expected", ""))
            near = nearest(str(fault["input"]), [w.strip("'") for w in allowed.replace(" or ", ", ").split(", ")])
            remedy = f"did you mean “{near}”?" if near else f"use {allowed}."
            complaints.append(Complaint(document.file, line, f"“{fault['input']}” is not a {name}.", remedy))
        else:
            what = fault["msg"].removeprefix("Value error, ").rstrip(".")
            remedy = "see docs/editing-knowledge.md."
            complaints.append(Complaint(document.file, line, f"The value of “{name}” cannot be used: {what}.", remedy))
    return complaints
