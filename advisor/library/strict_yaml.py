"""A strict YAML reader: no tags, no aliases, no duplicate keys, YAML 1.2 booleans, bounded size and depth."""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from .complaints import Complaint, KnowledgeError

Place = tuple[str | int, ...]

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_LINE = 4_000
MAX_UNCLOSED = 100  # brackets open at once; keeps the C parser's recursion far from its stack

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})$")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,15}\.[0-9]{1,15}$")
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]


@dataclass(frozen=True)
class Document:
    """A file as plain data, and the way back from a place in that data to its line."""

    file: str
    data: dict[str, Plain]
    _root: yaml.Node | None

    def line(self, path: Place) -> int:
        """The line (from 1) of the deepest part of ``path`` that the file has."""
        node, line = self._root, 1
        for step in path:
            if isinstance(node, yaml.MappingNode):
                pair = next(((k, v) for k, v in node.value if k.value == str(step)), None)
                if pair is None:
                    break
                line, node = pair[0].start_mark.line + 1, pair[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                line = node.start_mark.line + 1
            else:
                break
        return line


def read(path: Path, name: str) -> Document:
    """Read a YAML file whose top level is a mapping. ``name`` is how complaints call the file.

    Raises KnowledgeError with every complaint that the text allows to be found.
    """
    try:
        raw = path.read_bytes()
        if len(raw) > MAX_BYTES:
            raise KnowledgeError(
                [Complaint(name, 1, f"The file has {len(raw)} bytes.", f"split it: at most {MAX_BYTES}.")]
            )
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise KnowledgeError([Complaint(name, line, "The text is not UTF-8.", "save the file as UTF-8.")]) from None
    except OSError as error:
        reason = error.strerror or "error"
        raise KnowledgeError([Complaint(name, 1, f"Cannot be read: {reason}.", "check the file.")]) from None
    _bound(text, name)
    loader = _LOADER(text)
    try:
        root = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = (error.problem or "not valid YAML").rstrip(".")
        line = mark.line + 1 if mark else 1
        if isinstance(error, yaml.composer.ComposerError) and "alias" in problem:
            raise KnowledgeError([Complaint(name, line, "An alias is used.", "write the value out.")]) from None
        remedy = "check the indentation; quote a text that holds “: ” or “ #”."
        raise KnowledgeError([Complaint(name, line, f"Not valid YAML: {problem}.", remedy)]) from None
    except yaml.YAMLError:
        remedy = "remove control characters."
        raise KnowledgeError(
            [Complaint(name, 1, "Not valid YAML: a character that YAML does not allow.", remedy)]
        ) from None
    finally:
        loader.dispose()
    complaints: list[Complaint] = []
    data = _plain(root, name, complaints, set(), 1) if root is not None else {}
    if not complaints and not isinstance(data, dict):
        complaints.append(Complaint(name, 1, "The top level is not a mapping.", "start with “id:” lines."))
    if complaints:
        raise KnowledgeError(complaints)
    assert isinstance(data, dict)  # noqa: S101 - narrowed above
    return Document(name, data, root)


def _bound(text: str, name: str) -> None:
    unclosed = 0
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > MAX_LINE:
            raise KnowledgeError([Complaint(name, number, "The line is too long.", f"at most {MAX_LINE} characters.")])
        unclosed = max(0, unclosed + line.count("[") + line.count("{") - line.count("]") - line.count("}"))
        if unclosed > MAX_UNCLOSED or line.count("- ") > MAX_UNCLOSED:
            raise KnowledgeError([Complaint(name, number, "Nested too deeply.", f"at most {MAX_DEPTH} levels.")])


def _plain(node: yaml.Node, file: str, complaints: list[Complaint], seen: set[int], depth: int) -> Plain:
    line = node.start_mark.line + 1
    if depth > MAX_DEPTH:
        complaints.append(Complaint(file, line, "Nested too deeply.", f"at most {MAX_DEPTH} levels."))
        return None
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node, file, line, complaints)
    if id(node) in seen:
        complaints.append(Complaint(file, line, "An alias is used.", "write the value out."))
        return None
    seen.add(id(node))
    if node.tag not in ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"):
        complaints.append(Complaint(file, line, f"The tag {node.tag} is used.", "remove the tag."))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, file, complaints, seen, depth + 1) for item in node.value]
    result: dict[str, Plain] = {}
    for key, value in node.value:
        where = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode) or not key.value:
            complaints.append(Complaint(file, where, "A key is not a name.", "use a plain name as key."))
        elif key.value in result:
            complaints.append(Complaint(file, where, f"The key “{key.value}” stands twice.", "keep one of the two."))
        else:
            result[key.value] = _plain(value, file, complaints, seen, depth + 1)
    return result


def _scalar(node: yaml.ScalarNode, file: str, line: int, complaints: list[Complaint]) -> Plain:
    value: str = node.value
    if node.style is not None and node.style != "":
        return value
    if value in ("true", "false"):
        return value == "true"
    if value in ("", "null", "~"):
        complaints.append(Complaint(file, line, "A value is empty.", "fill it in or remove the key."))
        return None
    if _INTEGER.match(value):
        return int(value)
    return float(value) if _DECIMAL.match(value) else value
