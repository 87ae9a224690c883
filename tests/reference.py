"""The reference of the files of the knowledge and their schemas, made from the shapes: `dev.py reference` writes them.

What stands above the mark in each document is written by hand; what stands below it is made.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from advisor.library.conditions import COMPARISONS, FACTOR_KEYS, INCLUDES
from advisor.library.fields import CONDITION, REFERENCE, about, called, fields, paragraph, shapes
from advisor.library.kinds import FILE_KINDS, FileKind
from advisor.library.shapes import Shape
from advisor.library.strict_yaml import Document, Place, read
from advisor.phrases import Language, say

from . import schemas

ROOT = Path(__file__).parents[1]
SCHEMAS = "docs/schemas"
MARK = "<!-- python3 dev.py reference -->\n"
OVERLAY = "examples/overlays/house-weights"
WITH_A_CASE = "examples/overlays/sixth-source"
LONG = 40  # lines of an example, at most, where there is one so short
FEW = 2  # names that are shown, where a field holds many


@cache
def outputs() -> dict[str, bytes]:
    """Everything that is made, by file."""
    found = {f"{SCHEMAS}/{name}": text for name, text in schemas.every()}
    for language, name in REFERENCE.items():
        head, _, _ = (ROOT / name).read_text(encoding="utf-8").partition(MARK)
        found[name] = head + MARK + "\n".join(made(language)) + "\n"
    return {name: text.encode() for name, text in found.items()}


def made(language: Language) -> Iterator[str]:
    """The lines that are made: each kind of file, then what stands in several of them."""
    for kind in FILE_KINDS.values():
        schema = say("reference_schema", language, name=f"{kind.name}.json")
        yield from _part(kind.shape, language, "##", f"{_where(kind, language)} {schema}")
        for shape in shapes(kind.shape):
            if shape is not kind.shape and shape not in shared():
                yield from _part(shape, language, "###")
        file, lines = example(kind)
        yield from ("", say("reference_example", language, name=f"`{file}`"), "", "```yaml", *lines, "```")
    yield from ("", f"## {say('reference_values', language)}")
    for shape in shared():
        yield from _part(shape, language, "###")
    yield from _condition(language)


@cache
def shared() -> tuple[type[Shape], ...]:
    """The shapes that more than one kind of file is made of."""
    every = [shape for kind in FILE_KINDS.values() for shape in shapes(kind.shape)]
    return tuple(shape for shape in dict.fromkeys(every) if every.count(shape) > 1)


def _part(shape: type[Shape], language: Language, level: str, where: str = "") -> Iterator[str]:
    yield from ("", f"{level} {_heading(called(shape).said(language))}", "")
    yield " ".join(filter(None, (about(shape).said(language), where)))
    columns = ("reference_field", "reference_needed", "reference_holds", "reference_for")
    yield from ("", _row(*(say(column, language) for column in columns)), "|---|---|---|---|")
    for field in fields(shape):
        holds, told = field.holds.said(language), field.about.said(language)
        place = paragraph(field.shape) if field.shape is not None else None
        if "condition" in field.holds.said("en"):
            holds = f"[{holds}](#{CONDITION.said(language)})"
        elif place is not None:
            holds = f"[{holds}](#{place.said(language).partition('#')[2]})"
        if field.allowed:
            told += " " + say("reference_allowed", language, values=", ".join(f"`{value}`" for value in field.allowed))
        yield _row(f"`{field.name}`", say("reference_yes", language) if field.required else "", holds, told)


def _condition(language: Language) -> Iterator[str]:
    yield from ("", f"### {_heading(CONDITION.said(language))}", "", say("reference_condition", language), "")
    yield from (_row(say("reference_written", language), say("reference_asks", language)), "|---|---|")
    for name, written in CONDITIONS.items():
        yield _row(f"`{written}`", say(f"condition.{name}", language))


CONDITIONS = {
    **{name: f"{name}: [{{…}}, {{…}}]" for name in ("all", "any", "none")},
    "is": "sector: public",
    "one_of": "starting_point: {one_of: [system, cost_saving]}",
    **{name: f"adoption_rate: {{{name}: 50}}" for name in COMPARISONS},
    "includes": "culture_signals: {includes: silo_behaviour}",
    **{
        name: f"culture_signals: {{{name}: [silo_behaviour, fear_of_technology]}}"
        for name in INCLUDES
        if name != "includes"
    },
    "empty": "work_insight: {empty: true}",
    "known": "adoption_rate: {known: true}",
    **{name: f"{name}: it-project-framing" for name in FACTOR_KEYS},
}


def _where(kind: FileKind, language: Language) -> str:
    place = kind.place
    if not place.endswith(".yaml"):
        place += "/<id>.yaml" if kind.whole else f"/<{say('reference_theme', language)}>.yaml"
    return say("reference_whole" if kind.whole else "reference_entries", language, place=place)


def _heading(name: str) -> str:
    return name[0].upper() + name[1:]


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


# --- an example of each kind, from what is shipped ---


def example(kind: FileKind) -> tuple[str, list[str]]:
    """An example of a kind of file, and where it comes from.

    Of entries: the one with the most fields among those of at most `LONG` lines; of several, the shortest. Of a file
    that is one entry: the first file, with the first `FEW` names of each field that holds many.
    """
    found = [(entry_lines(document, key), document, key) for document in documents(kind) for key in document.data]
    if kind.whole:
        document = documents(kind)[0]
        return document.file, _cut(document, kind.shape)
    short = [one for one in found if len(one[0]) <= LONG]
    lines, document, _ = min(short, key=lambda one: (-len(_mapping(one[1].data[one[2]])), len(one[0])))
    return document.file, lines


def documents(kind: FileKind) -> list[Document]:
    """The shipped files of a kind."""
    root = ROOT / {"overlay": OVERLAY, "case": WITH_A_CASE}.get(kind.name, "")
    place = root / kind.place
    paths = sorted(place.glob("*.yaml")) if place.is_dir() else [place]
    return [read(path, path.relative_to(ROOT).as_posix()) for path in paths]


def entry_lines(document: Document, key: str) -> list[str]:
    """The lines of one entry of a file."""
    starts = [document.at((name,))[1] for name in document.data]
    start = document.at((key,))[1]
    stop = min((line for line in starts if line > start), default=None)
    lines = _lines(document)[start - 1 : stop and stop - 1]
    while not lines[-1] or lines[-1].startswith("#"):
        lines.pop()
    return lines


def _cut(document: Document, shape: type[Shape]) -> list[str]:
    """The lines of a file that is one entry, without all but the first names of each field that holds many."""
    lines = _lines(document)
    dropped: set[int] = set()

    def cut(part: dict[str, Any], shape: type[Shape], place: Place, end: int) -> None:
        known = {field.name: field for field in fields(shape)}
        for name, following in zip(part, [*list(part)[1:], None], strict=True):
            inner, within = part[name], known[name].shape
            stop = end if following is None else document.at((*place, following))[1]
            if not isinstance(inner, dict):
                continue
            if within is not None and inner.keys() <= {field.name for field in fields(within)}:
                cut(inner, within, (*place, name), stop)
            elif len(inner) > FEW and all(isinstance(one, dict | list) for one in inner.values()):
                dropped.update(range(document.at((*place, name, list(inner)[FEW]))[1], stop))

    cut(document.data, shape, (), len(lines) + 1)
    return [line for number, line in enumerate(lines, 1) if number not in dropped and not line.startswith("#")]


def _lines(document: Document) -> list[str]:
    return (ROOT / document.file).read_text(encoding="utf-8").splitlines()


def _mapping(part: object) -> dict[str, Any]:
    return part if isinstance(part, dict) else {}


if __name__ == "__main__":
    for name, content in outputs().items():
        (ROOT / name).parent.mkdir(exist_ok=True)
        (ROOT / name).write_bytes(content)
