"""The reference of the knowledge files: as made now, with anchors that are there and examples that are valid."""

import json
import re
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

from advisor.library import files, overlays
from advisor.library.conditions import atoms, parse
from advisor.library.edition import Edition
from advisor.library.fields import CONDITION, REFERENCE, Paragraph, fields, paragraph, shapes
from advisor.library.kinds import FILE_KINDS, FileKind
from advisor.library.shaping import shaped
from advisor.library.strict_yaml import nothing, read
from advisor.phrases import LANGUAGES, PHRASES, Language
from advisor.proofs.flaws import CODES
from advisor.proofs.telling import PAGE

from .conftest import CHECKOUT
from .imports import constants, modules
from .reference import CONDITIONS, LONG, OVERLAY, example, outputs
from .schemas import schema_of

KINDS = FILE_KINDS.values()
SHAPES = dict.fromkeys(shape for kind in KINDS for shape in shapes(kind.shape))


def anchored(heading: str) -> str:
    """The anchor of a heading, as GitHub makes it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def page(language: Language) -> str:
    return (CHECKOUT / REFERENCE[language]).read_text(encoding="utf-8")


def test_the_reference_and_the_schemas_are_as_made_now() -> None:
    """No shape changed since: otherwise `python3 dev.py reference` writes them anew, and the diff is the review."""
    made = outputs()
    assert [name for name, content in made.items() if (CHECKOUT / name).read_bytes() != content] == []
    schemas = {name for name in made if name.startswith("docs/schemas/")}
    assert {path.relative_to(CHECKOUT).as_posix() for path in (CHECKOUT / "docs" / "schemas").iterdir()} == schemas


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shape_has_one_paragraph(language: Language) -> None:
    """Each shape and the condition have a heading, no two with the same anchor; each field is told there."""
    headings = re.findall(r"^##+ (.+)$", page(language), re.MULTILINE)
    anchors = [anchored(heading) for heading in headings]
    assert len(anchors) == len(set(anchors))
    places = [*map(paragraph, SHAPES), Paragraph(CONDITION)]
    assert {place.said(language) for place in places} <= {f"{REFERENCE[language]}#{anchor}" for anchor in anchors}
    sections = dict(zip(anchors, re.split(r"^##+ .+$", page(language), flags=re.MULTILINE)[1:], strict=True))
    for shape in SHAPES:
        told = re.findall(r"^\| `(\w+)`", sections[paragraph(shape).said(language).partition("#")[2]], re.MULTILINE)
        assert told == [field.name for field in fields(shape)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_example_is_shipped_short_and_valid(kind: FileKind, tmp_path: Path) -> None:
    """Its lines stand in the file that it names, in that order; reader, shape and schema take it; the pages show it."""
    file, lines = example(kind)
    shipped = iter((CHECKOUT / file).read_text(encoding="utf-8").splitlines())
    assert all(line in shipped for line in lines)
    assert len(lines) <= LONG or kind.name == "priorities"
    (tmp_path / "example.yaml").write_text("\n".join(lines), encoding="utf-8")
    document = read(tmp_path / "example.yaml", file)
    for place, entry in (
        [((), document.data)] if kind.whole else [((key,), part) for key, part in document.data.items()]
    ):
        found, complaints = shaped(document, place, entry, kind.shape)
        assert (found is not None, complaints) == (True, [])
    jsonschema_rs.validate(schema_of(kind), document.data)
    for language in LANGUAGES:
        assert "\n".join(["```yaml", *lines, "```"]) in page(language)


@pytest.mark.parametrize("name", CONDITIONS)
def test_each_condition_that_is_shown_can_be_read(name: str) -> None:
    """The way each is written is a condition, apart from the dots, and uses the word that it explains."""
    written = CONDITIONS[name].replace("{…}", "{sector: public}")
    parse(yaml.safe_load(written))
    assert re.search(rf"\b{name}\b", written) or name == "is"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_settings_of_an_editor_name_every_file(language: Language) -> None:
    """Each shipped file, and that of an overlay, falls under the schema of its own kind and under no other."""
    block = re.search(r"```json\n(.*?)```", page(language), re.DOTALL)
    assert block is not None
    patterns = json.loads(block[1])["yaml.schemas"]
    of_place = {kind.place: kind.name for kind in KINDS}
    names = [*files.every(CHECKOUT), files.SIGNATURES, *(p.name for p in (CHECKOUT / OVERLAY).glob(overlays.FILE))]
    for name in names:
        own = of_place.get(name) or of_place[name.rpartition("/")[0]]
        assert [schema for schema, pattern in patterns.items() if fnmatch(name, pattern)] == [
            f"docs/schemas/{own}.json"
        ]
    assert len(patterns) == len(KINDS)


def test_every_page_that_is_named_is_there_and_leads_to_the_paragraph() -> None:
    """In phrases and in code: the page exists, and where a remedy names it, so does the anchor, as GitHub makes it."""
    said = {text for texts in PHRASES.values() for text in texts} | set().union(*(map(constants, modules())))
    named = {found[0] for text in said for found in re.finditer(r"\bdocs/[\w./-]+\.md(?:#[\w-]+)?", text)}
    named |= {f"{PAGE}#{code}" for code in CODES}
    named |= {place.said(language) for shape in SHAPES for place in [paragraph(shape)] for language in LANGUAGES}
    assert {"docs/mapping-files.md#fields", "docs/checks.md#never-applies", "docs/reference.nl.md#regel"} <= named
    assert {name for name in named if "#" not in name} == {PAGE, *REFERENCE.values()}
    for name in named:
        file, _, anchor = name.partition("#")
        headings = re.findall(r"^#+ (.+)$", (CHECKOUT / file).read_text(encoding="utf-8"), re.MULTILINE)
        assert not anchor or anchor in map(anchored, headings), name


def test_a_remedy_that_names_a_page_leads_to_its_shape() -> None:
    """Where the remedy takes more than a few words: the paragraph of the shape in which the value stands."""
    rule = {"title": {"nl": ["A"], "en": "Two"}, "limits": {"sector": {"nl": "Ja."}}, "severity": 3, "examples": [1]}
    _, complaints = shaped(nothing("x.yaml"), (), rule, FILE_KINDS["rule"].shape)
    told = [(dict(c.remedy.details)["manual"], c.remedy) for c in complaints if "manual" in dict(c.remedy.details)]
    pages = {"title": "titel", "ground": "grond", "rule": "regel", "example": "voorbeeld"}
    assert {(place.said("nl"), place.said("en")) for place, _ in told} == {
        (f"docs/reference.nl.md#{dutch}", f"docs/reference.md#{english}") for english, dutch in pages.items()
    }
    for place, remedy in told:
        assert all(f"{place.said(language)}." in remedy.said(language) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("kind", "entry", "remedy"),
    [
        ("factor", {"told_by": "geen-it-project/p8"}, "write “told_by: [geen-it-project/p8]”."),
        ("manifest", {"edition": 2026.2}, 'put it in quotes: "2026.2".'),
        ("factor", {"title": {"nl": True, "en": "Yes"}}, 'put it in quotes: "true".'),
        ("question", {"changeable": "true"}, "write true, without quotes."),
        ("question", {"changeable": "yes"}, "write true or false."),
        ("source", {"length": "12"}, "write 12, without quotes."),
        ("factor", {"title": "Short"}, "write its fields below it (nl, en); see docs/reference.md#title."),
        ("tension", {"sides": []}, "see docs/reference.md#tension."),
    ],
)
def test_a_value_of_another_kind_has_a_remedy_of_its_own(
    kind: str, entry: dict[str, Any], remedy: str, tmp_path: Path
) -> None:
    """As it is to be written, where that takes a few words."""
    (tmp_path / "x.yaml").write_text(json.dumps(entry), encoding="utf-8")  # JSON is YAML too
    _, complaints = shaped(read(tmp_path / "x.yaml", "x.yaml"), (), entry, FILE_KINDS[kind].shape)
    assert remedy in [str(c.remedy) for c in complaints if c.what.key == "wrong_value"]


def test_each_condition_that_is_shown_asks_for_what_there_is(edition: Edition) -> None:
    """The attributes, codes and factors in it are those of the shipped knowledge."""
    shown = [parse(yaml.safe_load(written)) for written in CONDITIONS.values() if "…" not in written]
    for atom in (atom for condition in shown for _, atom in atoms(condition)):
        _, colon, factor = atom.name.partition(":")
        if colon:
            assert factor in edition.factors
        else:
            asked = getattr(atom, "options", getattr(atom, "values", (getattr(atom, "value", None),)))
            assert {one for one in asked if isinstance(one, str)} <= edition.questions[atom.name].options.keys()
