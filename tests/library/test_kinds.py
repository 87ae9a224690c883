"""The kinds of file: every file that is read is one, and each of its fields is described in both languages."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import BaseModel

from advisor.library import files, overlays
from advisor.library.edition import Edition
from advisor.library.fields import Field, about, called, fields, shapes
from advisor.library.kinds import FILE_KINDS, FileKind
from advisor.library.shapes import Shape
from advisor.library.strict_yaml import read
from advisor.phrases import LANGUAGES, PHRASES
from tests.conftest import CHECKOUT
from tests.reference import OVERLAY, WITH_A_CASE

KINDS = FILE_KINDS.values()
SHAPES = {shape: None for kind in KINDS for shape in shapes(kind.shape)}
HOLDS: Mapping[str, type] = {"text": str, "whole number": int, "true or false": bool, "choice": str}


def test_every_file_of_the_knowledge_is_of_a_kind(edition: Edition) -> None:
    """What the loader reads, and no more, has a kind; the shape is the one that the loader reads it with."""
    places = [kind.place for kind in KINDS]
    assert sorted(places) == sorted((*files.SINGLE, *files.FOLDERS, overlays.FILE, files.SIGNATURES, files.CASES))
    by_home = {name for name, _ in edition.homes}
    assert {kind.shape.__name__.lower() for kind in KINDS} - by_home == {"overlay", "signatures", "case"}
    assert by_home <= {kind.shape.__name__.lower() for kind in KINDS}


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_every_field_is_described(shape: type[Shape]) -> None:
    """A shape and its fields, under the names that stand in a file, are described in sentences of both languages."""
    assert [field.name for field in fields(shape)] == [f.alias or n for n, f in shape.model_fields.items()]
    for told in (about(shape), *(field.about for field in fields(shape))):
        assert all(re.fullmatch(r"[A-Z“].*\.", told.said(language)) for language in LANGUAGES), told
        assert told.said("nl") != told.said("en")
    for words in (called(shape), *(field.holds for field in fields(shape))):
        assert all(re.fullmatch(r"[a-z0-9][^{}]*[a-z0-9”]", words.said(language)) for language in LANGUAGES), words


def test_nothing_is_described_that_there_is_not() -> None:
    """No description is of a field, or of a shape, that is gone."""
    used = {field.about.key for shape in SHAPES for field in fields(shape)}
    used |= {about(shape).key for shape in SHAPES} | {called(shape).key for shape in SHAPES}
    described = {key for key in PHRASES if "." in key}
    assert {key for key in described - used if not key.startswith(("type.", "condition."))} == set()
    assert used <= described
    assert "severityline.level" not in described  # no file writes it so


def test_what_an_editor_is_told_of_a_field() -> None:
    """Whether it must be there, what stands there, what it is for and which values there are."""
    rule = {field.name: field for field in fields(FILE_KINDS["rule"].shape)}
    assert [name for name, field in rule.items() if field.required] == [
        *("title", "clause", "about", "polarity", "when", "because", "examples"),
    ]
    assert rule["polarity"].allowed == ("weakness", "strength")
    told = {name: (rule[name].holds.said("nl"), rule[name].holds.said("en")) for name in rule}
    assert told["when"] == ("voorwaarde", "condition")
    assert told["because"] == ("lijst van teksten, minstens 1", "list of texts, at least 1")
    assert told["limits"] == ("gronden, elk onder een naam", "grounds, each under a name")
    assert rule["severity"].shape is None
    overlay = {field.name: field for field in fields(FILE_KINDS["overlay"].shape)}
    assert overlay["replaces"].holds.said("en") == "sentences, each under a kind and a name"
    assert overlay["replaces"].allowed == overlays.KINDS


def written(part: Any, field: Field, found: Counter[str]) -> None:
    """Hold what stands in a field against what is said of it, and look deeper."""
    if field.shape is not None:
        for entry in _entries(part, field.shape):
            of_shape(entry, field.shape, found)
    elif (kind := HOLDS.get(field.holds.said("en"))) is not None:
        assert type(part) is kind, (field.name, part)
        assert not field.allowed or part in field.allowed
        found[field.holds.said("en")] += 1


def of_shape(entry: dict[str, Any], shape: type[BaseModel], found: Counter[str]) -> None:
    known = {field.name: field for field in fields(shape)}  # type: ignore[arg-type]
    assert {name for name, field in known.items() if field.required} <= entry.keys() <= known.keys()
    for name, part in entry.items():
        written(part, known[name], found)


def _entries(part: Any, shape: type[Shape]) -> list[dict[str, Any]]:
    """The mappings of a shape in a field: itself, or those in a list or under names."""
    if isinstance(part, list):
        return part
    names = {field.name for field in fields(shape)}
    return [part] if part.keys() <= names else [one for inner in part.values() for one in _entries(inner, shape)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_shipped_files_are_as_described(kind: FileKind) -> None:
    """Each shipped entry has the fields that must be there and no others, with what is said to stand in them."""
    found: Counter[str] = Counter()
    root = CHECKOUT / {"overlay": OVERLAY, "case": WITH_A_CASE}.get(kind.name, "")
    place = root / kind.place
    for path in sorted(place.glob("*.yaml")) if place.is_dir() else [place]:
        data = read(path, path.name).data
        for entry in [data] if kind.whole else data.values():
            assert isinstance(entry, dict)
            of_shape(entry, kind.shape, found)
            found["entries"] += 1
    assert found["entries"] > 0
    assert found.total() > found["entries"] or kind.name == "signatures"
