"""A strict YAML reader: no tags, no aliases, no duplicate keys, YAML 1.2 booleans, bounded size and depth."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml

from ..phrases import LANGUAGES, Message, failure_of_file, message
from .complaints import Complaint, KnowledgeError
from .slips import Slip, glued, slip

Place = tuple[str | int, ...]

PARSER = f"PyYAML {yaml.__version__}"
MAX_BYTES = 1_000_000
MAX_DEPTH = 20

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,15}\.[0-9]{1,15}")
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]


@dataclass(slots=True)
class _Spot:
    """Where a value stands (line from 1), and the values within it; ``file``: another than what it is part of.

    ``cut``: it stands without quotes, and a comment follows.
    """

    line: int
    within: dict[str | int, "_Spot"] = field(default_factory=dict)
    file: str | None = None
    cut: bool = False


@dataclass(frozen=True)
class Document:
    """A file as plain data, and the way back from a place in that data to its line.

    Parts of other files may have been laid into it.
    """

    file: str
    data: dict[str, Plain]
    _root: _Spot

    def at(self, place: Place) -> tuple[str, int]:
        """The file and line (from 1) of the deepest part of ``place`` that there is."""
        file, spot = self.file, self._root
        for step in place:
            if step not in spot.within:
                break
            spot = spot.within[step]
            file = spot.file or file
        return file, spot.line

    def there(self, place: Place) -> Place:
        """As much of ``place`` as there is."""
        spot = self._root
        for depth, step in enumerate(place):
            if step not in spot.within:
                return place[:depth]
            spot = spot.within[step]
        return place

    def cut(self, place: Place) -> bool:
        """Whether a comment follows what stands at a place, without quotes: of a text, the rest may be meant."""
        spot = self._root
        for step in place:
            spot = spot.within.get(step) or _Spot(0)
        return spot.cut

    def value(self, place: Place) -> Plain:
        """What stands at a place; None when there is nothing."""
        value: Plain = self.data
        for step in place:
            if isinstance(value, dict):
                value = value.get(str(step))
            else:
                value = value[step] if isinstance(value, list) and isinstance(step, int) else None
        return value

    def laid(self, place: Place, other: "Document") -> "Document":
        """The same with, at a place, what another document has there; that keeps its own file and lines."""
        value: Plain = other.data
        spot = other._root
        for step in place:
            value, spot = value[step], spot.within[step]  # type: ignore[index]  # there, says the caller
        return Document(self.file, *_put(self.data, self._root, place, (value, replace(spot, file=other.file))))

    def without(self, place: Place) -> "Document":
        """The same without what stands at a place."""
        return Document(self.file, *_put(self.data, self._root, place, None))


def read(path: Path, name: str) -> Document:
    """Read a YAML file whose top level is a mapping. ``name`` is how complaints call the file.

    Raises KnowledgeError with every complaint that the text allows to be found.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        what = message("wrong_unreadable", reason=failure_of_file(error))
        raise KnowledgeError([Complaint(name, 1, what, message("mend_unreadable"))]) from None
    return parse(raw, name)


def parse(raw: bytes, name: str) -> Document:
    """The content of a YAML file, as `read` has it. Raises KnowledgeError."""
    text = _text(raw, name)
    builder = _Builder(name, text)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        begun, stuck = _lines(error)
        told = [one for one in builder.complaints if not begun <= one.line <= stuck]  # the rest may follow from it
        line, what, remedy = _slip(begun, stuck, text)
        raise KnowledgeError([*told, Complaint(name, line, what, remedy)]) from None
    except yaml.YAMLError:
        what = message("wrong_yaml_character")
        raise KnowledgeError([Complaint(name, 1, what, message("mend_yaml_character"))]) from None
    return builder.document()


def _lines(error: yaml.MarkedYAMLError) -> tuple[int, int]:
    """The line (from 1) where what the parser could not finish begins, and the one where it was stuck."""
    lines = [mark.line + 1 for mark in (error.context_mark, error.problem_mark) if mark] or [1]
    return lines[0], lines[-1]


def _slip(begun: int, stuck: int, text: str) -> Slip:
    """The slip behind what the parser stumbled over; else where it did."""
    found = slip(text, max(begun, stuck))
    if found is not None:
        return found
    stuck = min(stuck, text.count("\n") + 1)
    what = message("wrong_yaml_block", line=str(begun)) if begun < stuck else message("wrong_yaml")
    return stuck, what, message("mend_yaml")


def _put(data: Plain, spot: _Spot, place: Place, part: tuple[Plain, _Spot] | None) -> tuple[dict[str, Plain], _Spot]:
    """A mapping with something else at a place, or with nothing there; what is not on the way is shared."""
    held = dict(data) if isinstance(data, dict) else {}
    spot = replace(spot, within=dict(spot.within))
    step, rest = str(place[0]), place[1:]
    if rest:
        part = _put(held.get(step, {}), spot.within.get(step) or _Spot(spot.line), rest, part)
    if part is None:
        held.pop(step, None)
        spot.within.pop(step, None)
    else:
        held[step], spot.within[step] = part
    return held, spot


def nothing(name: str) -> Document:
    """A document with nothing in it: it stands for a file that could not be read."""
    return Document(name, {}, _Spot(1))


def _text(raw: bytes, name: str) -> str:
    if len(raw) > MAX_BYTES:
        what = message("wrong_size", count=len(raw))
        raise KnowledgeError([Complaint(name, 1, what, message("mend_size", most=MAX_BYTES))])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise KnowledgeError([Complaint(name, line, message("not_utf8"), message("mend_utf8"))]) from None


@dataclass(slots=True)
class _Group:
    """A list or mapping in the making; ``key`` waits for its value."""

    value: list[Plain] | dict[str, Plain]
    spot: _Spot
    key: str | None = None
    key_line: int = 0
    flow: bool = False  # between brackets, where a comma ends a text
    twice: bool = False
    cut: bool = False  # whether a text in it was cut off at a comma: what follows is told as one mistake


class _Builder:
    """Makes plain data of the parser's events, one by one; without recursion, so that depth is refused in time."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.last = text.count("\n") + 1  # a mark of the parser may stand behind it
        self.commented = {number: line for number, line in enumerate(text.split("\n"), 1) if " #" in line}
        self.complaints: list[Complaint] = []
        self.anchors: list[int] = []
        self.aliased = False
        self.groups: list[_Group] = []
        self.root: tuple[Plain, _Spot] | None = None

    def complain(self, line: int, what: Message, remedy: Message) -> None:
        self.complaints.append(Complaint(self.file, min(line, self.last), what, remedy))

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if type(event) is yaml.ScalarEvent and event.anchor is None and event.tag is None:  # most are
            self.scalar(event, line)
            return
        if isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            self.complain(line, message("wrong_second_document"), message("mend_second_document"))
        if isinstance(event, yaml.AliasEvent):
            self.aliased = True
            self.complain(line, message("wrong_alias"), message("mend_alias"))
            self.place(None, _Spot(line), is_name=False)
            return
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            self.anchors.append(line)
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.complain(line, message("wrong_tag", tag=tag), message("mend_tag"))
        if isinstance(event, yaml.ScalarEvent):
            self.scalar(event, line)
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(self.groups) >= MAX_DEPTH - 1:
                self.complain(line, message("wrong_depth"), message("mend_depth", most=MAX_DEPTH))
                raise KnowledgeError(self.complaints)
            begun: list[Plain] | dict[str, Plain] = [] if isinstance(event, yaml.SequenceStartEvent) else {}
            self.groups.append(_Group(begun, _Spot(line), flow=bool(event.flow_style)))
        elif isinstance(event, yaml.CollectionEndEvent):
            group = self.groups.pop()
            self.place(group.value, group.spot, is_name=False)

    def scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        named = self.expects_key()
        value = event.value if named or event.style else self.plain(event.value, line)
        spot = _Spot(line)
        if self.commented and not event.style and event.end_mark is not None:
            rest = self.commented.get(event.end_mark.line + 1, "")[event.end_mark.column :]
            spot.cut = rest.lstrip(" ").startswith("#")
        self.place(value, spot, is_name=named and bool(event.value))

    def expects_key(self) -> bool:
        return bool(self.groups) and isinstance(self.groups[-1].value, dict) and self.groups[-1].key is None

    def place(self, value: Plain, spot: _Spot, *, is_name: bool) -> None:
        """Put a finished value where it belongs: in the list, as key or value of the mapping, or at the top."""
        if not self.groups:
            self.root = self.root or (value, spot)
            return
        group = self.groups[-1]
        if isinstance(group.value, list):
            group.spot.within[len(group.value)] = spot
            group.value.append(value)
        elif group.key is None:
            group.key, group.key_line = (value if is_name and isinstance(value, str) else ""), spot.line
            group.twice = group.key in group.value
            if not is_name:
                self.complain(spot.line, message("wrong_key"), message("mend_key"))
            elif wrong := glued(group.key):
                self.complain(spot.line, *wrong)
            elif group.twice:
                self.complain(spot.line, message("twice", name=group.key), message("mend_one_of_two"))
        else:
            if not group.twice:
                group.value[group.key] = value
                spot.line = group.key_line
                group.spot.within[group.key] = spot
            group.key = None

    def plain(self, value: str, line: int) -> Plain:
        """A value that is not quoted: only true, false and numbers are more than text (YAML 1.2)."""
        if value in ("true", "false"):
            return value == "true"
        if value in ("", "null", "~"):
            group = self.groups[-1] if self.groups else None
            if group is not None and group.flow and isinstance(group.value, dict) and not value:
                self.valueless(group, line)
            elif group is not None and group.key in LANGUAGES and not value and line in self.commented:
                self.complain(line, message("wrong_yaml_hash"), message("mend_in_quotes"))
            else:
                self.complain(line, message("wrong_empty_value"), message("mend_empty_value"))
            return None
        if (":" in value or value[0] == "-") and (wrong := glued(value, below=self.stands_below(value, line))):
            self.complain(line, *wrong)
        if _INTEGER.fullmatch(value):
            return int(value)
        return float(value) if _DECIMAL.fullmatch(value) else value

    def stands_below(self, value: str, line: int) -> bool:
        """Whether a value stands on a line of its own under a name, or is one word behind a dash."""
        group = self.groups[-1] if self.groups else _Group({}, _Spot(line))
        return group.key_line < line if group.key is not None else not group.flow and " " not in value

    def valueless(self, group: _Group, line: int) -> None:
        """Tell once what became of a text with a comma, or of a name without a space, between brackets."""
        name, _, glued = (group.key or "").partition(":")
        before = list(group.value.values())[-1:] if isinstance(group.value, dict) else []
        if glued:
            self.complain(line, message("wrong_yaml_space", name=name), message("mend_yaml_space"))
        elif not group.cut and before and isinstance(before[0], str):
            self.complain(line, message("wrong_yaml_comma", text=before[0]), message("mend_in_quotes"))
            group.cut = True
        elif not group.cut:
            self.complain(line, message("wrong_no_value", name=name), message("mend_no_value"))

    def document(self) -> Document:
        """The whole. Raises KnowledgeError with every complaint."""
        if not self.aliased:
            for line in self.anchors:
                self.complain(line, message("wrong_anchor"), message("mend_anchor"))
        data, spot = self.root or ({}, _Spot(1))
        spot.line = 1
        if not self.complaints and not isinstance(data, dict):
            self.complain(1, message("wrong_top_level"), message("mend_top_level"))
        if self.complaints or not isinstance(data, dict):
            raise KnowledgeError(self.complaints)
        return Document(self.file, data, spot)


def flow(data: dict[str, Plain]) -> str:
    """Plain data as YAML on one line, without the outer braces: ``sector: {one_of: [public, private]}``."""
    text: str = yaml.safe_dump(data, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10**6)
    return text.strip()[1:-1]
