"""The schemas for editors, held against the loader: they take what it takes, and refuse what they can see is wrong."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import jsonschema
import jsonschema_rs
import pytest

from advisor.library.kinds import FILE_KINDS, FileKind
from advisor.library.shaping import shaped
from advisor.library.strict_yaml import nothing
from tests.conftest import CHECKOUT, sizes
from tests.reference import OVERLAY, documents

KINDS = FILE_KINDS.values()
BLIND = {"shape_span", "shape_severity_otherwise"}  # what a schema cannot see, by what the loader says of it
SNAKES = {"question", "derived", "word"}  # kinds of which the ids are written in snake_case


@cache
def readers(name: str) -> tuple[jsonschema.Draft7Validator, jsonschema_rs.Draft7Validator]:
    """Two independent readers of the schema of a kind of file, as it is shipped."""
    schema = json.loads((CHECKOUT / "docs" / "schemas" / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema), jsonschema_rs.Draft7Validator(schema)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_shipped_file_is_valid(kind: FileKind) -> None:
    for document in documents(kind):
        python, rust = readers(kind.name)
        assert [error.message for error in python.iter_errors(document.data)] == []
        assert rust.is_valid(document.data)


def test_a_part_of_the_priorities_is_valid_in_an_overlay_only() -> None:
    (document,) = documents(replace(FILE_KINDS["priorities"], place=f"{OVERLAY}/rules/priorities.yaml"))
    for reader in readers("overlay-priorities"):
        assert reader.is_valid(document.data)
    for reader in readers("priorities"):
        assert not reader.is_valid(document.data)
    for reader in readers("overlay-priorities"):
        assert not reader.is_valid({**document.data, "wieghts": {}})


def entries(kind: FileKind, most: int) -> list[dict[str, Any]]:
    """Some entries of a kind, those with the most fields first; of several with as many, the shortest."""
    data = [document.data for document in documents(kind)]
    found: list[Any] = data if kind.whole else [entry for file in data for entry in file.values()]
    return sorted(found, key=lambda entry: (-len(entry), len(json.dumps(entry))))[:most]


OTHERS: tuple[Any, ...] = ("Iets.", 7, -1, 0.5, True, [], {}, ["Iets."], {"nl": "Iets."})
NUMBERED = re.compile(r"passages/p\d+x")  # an id that linking refuses, and the schema too
FEW = 3  # names, and things in a list, that are changed


def faults(part: Any) -> Iterator[tuple[str, Any]]:
    """The same with one thing changed, at every place: left out, added, named otherwise, or of another kind."""
    if isinstance(part, dict):
        yield "+wat", {**part, "wat": "Iets."}
        for key, inner in list(part.items())[: FEW if len(part) > 20 else None]:
            yield f"-{key}", {name: one for name, one in part.items() if name != key}
            yield f"{key}x", {f"{name}x" if name == key else name: one for name, one in part.items()}
            yield from ((f"{key}/{what}", {**part, key: other}) for what, other in changed(inner))
    elif isinstance(part, list):
        yield "four times", part * 4
        for i, inner in enumerate(part[:FEW]):
            yield f"-{i}", [*part[:i], *part[i + 1 :]]
            yield from ((f"{i}/{what}", [*part[:i], other, *part[i + 1 :]]) for what, other in changed(inner))
    elif isinstance(part, str):
        yield "", ""
        yield f"{part}.", f"{part}."
        yield f"{part}x", f"{part}x"
    elif isinstance(part, int) and not isinstance(part, bool):
        yield str(part - 1_000_000), part - 1_000_000


def changed(part: Any) -> Iterator[tuple[str, Any]]:
    yield from ((repr(other), other) for other in OTHERS if type(other) is not type(part))
    yield from faults(part)


def said_by_the_loader(entry: Any, kind: FileKind) -> tuple[bool, bool, list[str]]:
    """Whether the shape refuses an entry for something that a schema can see; whether anything is wrong; and what."""
    found, complaints = shaped(nothing("x.yaml"), (), entry, kind.shape, in_order=False)
    keys = [dict(complaint.what.details).get("what", complaint.what) for complaint in complaints]
    told = [getattr(key, "key", str(key)) for key in keys]
    return found is None and not set(told) <= BLIND, bool(complaints), told


@pytest.mark.parametrize("most", sizes(1, 4))
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_fault_of_shape_is_refused_by_loader_and_schema(kind: FileKind, most: int) -> None:
    """What the shape refuses the schema does too, but for what it cannot see; what the loader takes, it takes.

    Both readers of the schema say the same; the slow one is asked about some only.
    """
    python, rust = readers(kind.name)
    seen = {True: 0, False: 0}
    for entry in entries(kind, most):
        for number, (what, faulty) in enumerate(faults(entry)):
            data = faulty if kind.whole else {"some_id" if kind.name in SNAKES else "some-id": faulty}
            by_shape, by_anything, told = said_by_the_loader(faulty, kind)
            valid = rust.is_valid(data)
            seen[valid] += 1
            if by_shape:
                assert not valid, (what, told)
            if not by_anything and not NUMBERED.fullmatch(what):
                assert valid, (what, list(map(str, rust.iter_errors(data))))
            if number % 7 == 0:
                assert python.is_valid(data) == valid, what
    assert seen[False] > 10


UNSEEN = {  # what only the loader refuses: a kind, and what is changed
    "a span that falls": ("recommendation", "effort", lambda effort: {**effort, "weeks": [9, 2]}),
    "no otherwise": ("rule", "severity", lambda lines: [{"high": {"sector": "public"}}]),
    "a whole number as 1.0": ("question", "range", lambda span: [0.0, 9]),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_what_a_schema_cannot_see_the_loader_does(name: str) -> None:
    """As the reference says; when a schema learns to see it, the reference says so no more."""
    of, field, change = UNSEEN[name]
    kind = FILE_KINDS[of]
    entry = next(entry for entry in entries(kind, 500) if field in entry)
    faulty = {**entry, field: change(entry[field])}
    assert shaped(nothing("x.yaml"), (), faulty, kind.shape)[0] is None
    assert all(reader.is_valid({"some_id" if of in SNAKES else "some-id": faulty}) for reader in readers(of))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.whole], ids=lambda kind: kind.name)
def test_an_id_is_written_as_its_kind_asks(kind: FileKind) -> None:
    (entry,) = entries(kind, 1)
    for reader in readers(kind.name):
        assert reader.is_valid({"one": entry})
        assert reader.is_valid({"One": entry}) == reader.is_valid({"one-_x": entry}) == (kind.name == "avoided")
