"""What went wrong where a reader of YAML gives up: the slip of the pen behind it, with its own line and remedy.

A reader stops where it can go no further, often lines below, and speaks of tokens. Its editor forgot a quotation mark.
"""

import re
from dataclasses import dataclass

from ..phrases import Message, message

Slip = tuple[int, Message, Message]  # line (from 1), what, remedy

_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'", re.DOTALL)
_KEY = re.compile(rf"(?:(?:{_QUOTED.pattern})|[^\s\"'{{\[#][^:\n]*?):(?:\s+|$)")
_NO_SPACE = re.compile(r"([A-Za-z_][\w-]*):(?!//)\S")
_NO_SPACE_BRACKET = re.compile(r"([A-Za-z_][\w-]*):[{\[\"']")
_BLOCK = re.compile(r"[|>][-+0-9]*\s*(#.*)?$")
_OPENS = {"{": "}", "[": "]"}
_STARTS = "@`%&*!|>,]}"  # what no text can begin with
_AFTER = re.compile(r"\s*([,:}\]#]|\Z)")  # what may stand behind a text in quotes, between brackets
_WORD = re.compile(r"[\w-]+:")


@dataclass(frozen=True)
class _Line:
    """A line as it is written: how far what it holds is indented (dashes too), its key and the value behind that."""

    number: int
    indent: int
    dashed: bool
    key: str
    value: str


def slip(text: str, last: int) -> Slip | None:
    """The first slip in the lines of a text, up to a line (from 1) that a reader came to; None when none is seen."""
    lines = [line.rstrip("\r") for line in text.split("\n")]
    above = _Line(0, -1, dashed=False, key="", value="")
    passed = 0  # up to this line belongs to what was looked at
    for number, raw in enumerate(lines[:last], 1):
        content = raw.strip()
        if number <= passed or not content or content.startswith("#"):
            continue
        if re.match(r" *\t", raw):
            return number, message("wrong_yaml_tab"), message("mend_yaml_tab")
        line = _read(number, raw)
        if _BLOCK.match(line.value) and line.key:
            passed = number + len(_deeper(lines, number, line.indent))
        elif named := _of_names(line, above):
            return named
        elif line.value[:1] in tuple("\"'{["):
            further = _deeper(lines, number, line.indent)
            passed = number + len(further)
            if wrong := _closed("\n".join([line.value, *further])):
                below, what, remedy = wrong
                return number + below, what, remedy
        elif found := _of_plain(line.value):
            return number, *found
        above = line
    return None


def glued(name: str, *, below: bool = False) -> tuple[Message, Message] | None:
    """What is wrong with a name or a text that holds a dash or a colon without the space behind it; None if nothing.

    ``below``: it stands on a line of its own under a name, where fields are meant.
    """
    if re.match(r"-[A-Za-z]", name):
        return message("wrong_yaml_dash"), message("mend_yaml_dash")
    if found := (_NO_SPACE if below else _NO_SPACE_BRACKET).match(name):
        return message("wrong_yaml_space", name=found[1]), message("mend_yaml_space")
    return None


def _read(number: int, raw: str) -> _Line:
    begin = re.match(r" *((?:- +)*)", raw)
    indent, dashed = (begin.end(), bool(begin[1])) if begin else (0, False)
    rest = raw[indent:]
    key = _KEY.match(rest)
    value = rest[key.end() :] if key else rest
    return _Line(number, indent, dashed, key[0] if key else "", "" if value.startswith("#") else value)


def _deeper(lines: list[str], number: int, indent: int) -> list[str]:
    """The lines below one (from 1) that can belong to its value: further in, blank, or beginning with a bracket."""
    end = number
    while end < len(lines):
        content = lines[end].lstrip(" ")
        if content and len(lines[end]) - len(content) <= indent and content[0] not in "}]":
            break
        end += 1
    return lines[number:end]


def _of_names(line: _Line, above: _Line) -> Slip | None:
    """What is wrong with a name and the marks around it."""
    nameless = message("wrong_yaml_name"), message("mend_yaml_name")
    if found := glued(line.key or line.value, below=not line.key):
        return line.number, *found
    if line.key:
        if above.key and above.value and line.indent > above.indent and not _WORD.match(line.key):
            return line.number, message("wrong_yaml_colon"), message("mend_in_quotes")  # in a text that goes on
        if above.value and not above.key and not above.dashed and line.indent == above.indent:
            return above.number, *nameless
    elif not line.dashed and above.key and line.indent <= above.indent:
        return line.number, *nameless
    return None


def _of_plain(value: str) -> tuple[Message, Message] | None:
    """What is wrong with a text that stands without quotes."""
    if value[:1] in tuple(_STARTS) or value[:2] in ("- ", "? "):
        return message("wrong_yaml_mark", mark=value[:1]), message("mend_in_quotes")
    text = value.split(" #", maxsplit=1)[0].rstrip()
    return (message("wrong_yaml_colon"), message("mend_in_quotes")) if re.search(r":(\s|$)", text) else None


def _closed(text: str) -> tuple[int, Message, Message] | None:
    """What is wrong with what begins with a quotation mark or a bracket: how many lines further on, what, remedy."""
    found = _quoted(text) if text[0] in "\"'" else _bracketed(text)
    if found is None:
        return None
    at, what, remedy = found
    return text.count("\n", 0, at), what, remedy


def _quoted(text: str) -> tuple[int, Message, Message] | None:
    whole = _QUOTED.match(text)
    if whole is None:
        return 0, message("wrong_yaml_quote"), message("mend_yaml_quote")
    if re.match(r"\s*(#|\n|$)", text[whole.end() :]):
        return None
    return whole.end(), message("wrong_yaml_quoted"), message("mend_yaml_quoted")


def _bracketed(text: str) -> tuple[int, Message, Message] | None:
    """Walk through what stands between brackets, to the bracket that closes the first."""
    open_, at, begins, colon, hidden = list[int](), 0, True, False, -1
    in_quotes = message("mend_in_quotes")
    while at < len(text):
        mark, before = text[at], text[at - 1 : at]
        if mark in "\"'" and begins:
            whole = _QUOTED.match(text, at)
            if whole is None:
                return at, message("wrong_yaml_quote"), message("mend_yaml_quote")
            at, begins = whole.end(), False
            if not _AFTER.match(text, at):
                return at, message("wrong_yaml_quoted"), message("mend_yaml_quoted")
            continue
        if mark == "#" and before in (" ", "\n"):
            hidden = at if hidden < 0 else hidden
            at = text.find("\n", at)
            if at < 0:
                break
        elif mark in _OPENS:
            if not begins:
                return at, message("wrong_yaml_mark", mark=mark), in_quotes
            open_.append(at)
            colon = False
        elif mark in "}]":
            if mark != _OPENS[text[open_[-1]]]:
                return open_[-1], message("wrong_yaml_bracket"), _close(text[open_[-1]])
            open_.pop()
            begins = colon = False
            if not open_:
                rest = text[at + 1 :].split("\n", maxsplit=1)[0].strip()
                if rest[:1] in tuple("}]"):
                    return at + 1, message("wrong_yaml_closing"), message("mend_yaml_closing")
                return (
                    (at + 1, message("wrong_yaml_mark", mark=text[0]), in_quotes) if rest[:1] not in ("", "#") else None
                )
        elif mark == ",":
            begins, colon = True, False
        elif mark == ":" and text[at + 1 : at + 2] in ("", " ", "\n"):
            if colon:
                return at, message("wrong_yaml_colon"), in_quotes
            begins = colon = True
        elif not mark.isspace():
            if begins and mark in _STARTS:
                return at, message("wrong_yaml_mark", mark=mark), in_quotes
            begins = False
        at += 1
    if hidden >= 0:
        return hidden, message("wrong_yaml_hash"), in_quotes
    return open_[-1], message("wrong_yaml_bracket"), _close(text[open_[-1]])


def _close(bracket: str) -> Message:
    return message("mend_yaml_bracket", bracket=_OPENS[bracket])
