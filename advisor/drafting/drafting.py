"""A new entry, drafted from the template of its kind: what can be known is filled in, the rest has the marker."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..library import overlays
from ..library.complaints import KnowledgeError
from ..library.fields import about
from ..library.kinds import FILE_KINDS
from ..library.loading import MANIFEST
from ..library.named import SNAKE, id_form
from ..library.nearest import nearest
from ..library.questions import MAX_NAME, reserved, shown
from ..library.strict_yaml import Place, Plain, parse
from ..library.unfilled import unfilled
from ..phrases import Language, Message, message, say
from .standing import Kind, Standing
from .writing import Writer

KINDS: tuple[Kind, ...] = (
    "source",
    "factor",
    "question",
    "rule",
    "recommendation",
    "tension",
    "contradiction",
    "case",
)
THEMED = ("factor", "question", "recommendation")  # the kinds whose files are named after a theme
_TEMPLATES = Path(__file__).parent / "templates"
_ID = 60  # characters of the id of an overlay, at most


@dataclass(frozen=True)
class Wanted:
    """What is asked for: an entry of a kind, with an id.

    ``variant``: which of several templates. ``given``: what is known of it, by its place in the entry; ``cites``: the
    kind and id of what that names.
    """

    kind: Kind
    name: str
    variant: str | None = None
    theme: str | None = None
    given: Mapping[Place, Plain] = field(default_factory=dict)
    cites: Sequence[tuple[Kind, str]] = ()


@dataclass(frozen=True)
class Draft:
    """What is to be written: a file that is new, or lines behind what a file already holds."""

    path: Path
    kind: Kind
    name: str
    text: str
    unfilled: int

    def write(self) -> None:
        """Write it. Raises OSError; a file that is there keeps every byte."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as file:
            file.write(self.text.encode())


class DraftError(Exception):
    """An entry that cannot be drafted; ``mistakes`` says why, each in a whole sentence."""

    def __init__(self, mistakes: Sequence[Message]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("; ".join(map(str, mistakes)))


def draft(wanted: Wanted, root: Path, over: Sequence[Path], language: Language) -> list[Draft]:
    """What is to be written for a new entry: in the topmost overlay, or in the base where there is none.

    An overlay that is not there yet is drafted too. Nothing is written. Raises DraftError with every reason why not,
    and KnowledgeError when a file that is there cannot be read.
    """
    standing = Standing(root, over)
    mistakes = [*_of_name(wanted, standing), *_of_theme(wanted, standing), *_of_names(wanted, standing)]
    if over and (over[-1] / MANIFEST).is_file():
        mistakes.append(message("draft_on_base", folder=str(over[-1])))
    if mistakes:
        raise DraftError(mistakes)
    found = []
    if over and not (over[-1] / overlays.FILE).exists():
        found.append(_overlay(over[-1], standing, language))
    path = (over[-1] if over else root) / _home(wanted, standing)
    return [*found, _entry(wanted, path, language)]


def _entry(wanted: Wanted, path: Path, language: Language) -> Draft:
    data = _template(wanted.kind, wanted.variant)
    for place, value in wanted.given.items():
        _put(data, place, value)
    return _drafted(path, wanted.kind, wanted.name, data, language)


def _overlay(folder: Path, standing: Standing, language: Language) -> Draft:
    name = mended(folder.name, "source")[:_ID].strip("-")
    data = _template("overlay") | ({"id": name} if name else {}) | {"edition": standing.number}
    return _drafted(folder / overlays.FILE, "overlay", folder.name, data, language)


def _drafted(path: Path, kind: Kind, name: str, data: dict[str, Plain], language: Language) -> Draft:
    """A draft, held against what stands there: behind that it must be read as an entry more, and nothing else."""
    shape, whole, writer = FILE_KINDS[kind].shape, FILE_KINDS[kind].whole, Writer(language)
    lines = [
        *writer.comment(say("draft_head", language, about=about(shape).said(language))),
        *writer.entry(data, shape, None if whole else name),
    ]
    before = path.read_bytes() if path.exists() else b""
    text = ("\n" if before.endswith((b"\n", b"\r")) else "\n\n") * bool(before) + "\n".join([*lines, ""])
    expected = data if whole else {name: data}
    try:
        earlier = parse(before, str(path)).data if before.strip() else {}
        if parse(before + text.encode(), str(path)).data != {**earlier, **expected}:
            raise DraftError([message("draft_not_behind", file=str(path))])
    except KnowledgeError:
        raise DraftError([message("draft_not_behind", file=str(path))]) from None
    return Draft(path, kind, name, text, sum(1 for _ in unfilled(data)))


def _home(wanted: Wanted, standing: Standing) -> str:
    """The name, below its folder, of the file where an entry belongs."""
    place = FILE_KINDS[wanted.kind].place
    if wanted.kind == "rule":
        (factor,) = (name for kind, name in wanted.cites if kind == "factor")
        return f"{place}/{Path(standing.entries['factor', factor][0]).name}"
    if FILE_KINDS[wanted.kind].whole:
        return f"{place}/{wanted.name}.yaml"
    return f"{place}/{wanted.theme}.yaml" if wanted.kind in THEMED else place


def _of_name(wanted: Wanted, standing: Standing) -> Iterator[Message]:
    """What is wrong with the id: it cannot be one, or is that of something else."""
    kind, name, called = wanted.kind, wanted.name, message(f"kind_{wanted.kind}")
    if not id_form(kind).fullmatch(name) or len(name) > MAX_NAME:
        form = message("draft_snake" if id_form(kind) is SNAKE else "draft_kebab")
        near = mended(name, kind)
        key = "draft_id_near" if near else "draft_id"
        yield message(key, kind=called, name=shown(name), form=form, most=MAX_NAME, near=near)
    elif kind == "question":
        yield from (message("draft_reserved", what=what) for _, what, _ in reserved(name, kind))
    for other, (_, file, line) in ((of, where) for (of, one), where in standing.entries.items() if one == name):
        if other == kind or ("case" not in (kind, other) and {kind, other} != {"source", "factor"}):
            yield message("draft_taken", name=name, kind=message(f"kind_{other}"), file=file, line=str(line))


def _of_theme(wanted: Wanted, standing: Standing) -> Iterator[Message]:
    themes = standing.themes(wanted.kind)
    if wanted.kind in THEMED and wanted.theme not in themes:
        yield message("draft_theme", name=shown(wanted.theme or ""), themes=", ".join(themes))


def _of_names(wanted: Wanted, standing: Standing) -> Iterator[Message]:
    """The ids that are named and are not there."""
    for kind, name in wanted.cites:
        known = list(standing.ids(kind))
        if name not in known:
            near = nearest(name, known)
            what = message(f"unknown_{kind}", name=shown(name))
            yield message("draft_unknown_near", what=what, near=near) if near else message("draft_unknown", what=what)


def mended(name: str, kind: Kind) -> str:
    """The id that comes nearest to a name that is none; empty where nothing of it can stay."""
    joint = "_" if id_form(kind) is SNAKE else "-"
    plain = unicodedata.normalize("NFKD", name[: 4 * MAX_NAME].lower()).encode("ascii", "ignore").decode()
    found = re.sub(r"[^a-z0-9]+", joint, plain)
    return (found.lstrip("0123456789_") if joint == "_" else found.strip(joint))[:MAX_NAME].strip(joint)


def _template(kind: Kind, variant: str | None = None) -> dict[str, Plain]:
    path = _TEMPLATES / (f"{kind}/{variant}.yaml" if variant else f"{kind}.yaml")
    return parse(path.read_bytes(), path.name).data


def _put(data: Any, place: Place, value: Plain) -> None:
    for step in place[:-1]:
        data = data[step]
    data[place[-1]] = value
