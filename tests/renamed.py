"""The same knowledge under other names: every id of its own replaced by one made up, and nothing else changed."""

import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import yaml

from advisor.library.conditions import Value
from advisor.library.edition import Edition
from advisor.library.texts import NAMED

from .realistic import Answers

KEPT = ("sector", "initiative_phase")  # the software knows these attributes by name, and documents speak to a sector
SPEAKS_OF = {"ask_later": "initiative_phase", "ask_when": None, "ask_unless": None}  # not of the question around it


@dataclass(frozen=True)
class Names:
    """What everything is called now, by what it was called: entries of every kind, and the options of each question."""

    entries: Mapping[str, str]
    options: Mapping[str, Mapping[str, str]]

    def profile(self, answers: Mapping[str, Value]) -> Answers:
        """The same answers under the new names."""
        return {self.entries.get(name, name): self._value(name, value) for name, value in answers.items()}

    def _value(self, attribute: str, value: Value) -> Value:
        options = self.options.get(attribute, {})
        if isinstance(value, frozenset):
            return frozenset(options.get(option, option) for option in value)
        return options.get(value, value) if isinstance(value, str) else value


def names(edition: Edition, chance: random.Random) -> Names:
    """Made-up names, so that another one comes first in every alphabet. Sources keep theirs: they are file names."""

    def made_up() -> Iterator[str]:
        letters = ["".join(three) for three in product(ascii_lowercase, repeat=3)]
        chance.shuffle(letters)
        yield from letters

    attributes = [name for name in edition.questions if name not in KEPT]
    named = (edition.factors, edition.rules, edition.recommendations, edition.tensions)
    kebab = [name for kind in (*named, edition.contradictions, edition.causes) for name in kind]
    entries = {name: f"{new}-x" for name, new in zip(kebab, made_up(), strict=False)}
    entries |= {name: f"{new}_x" for name, new in zip([*attributes, *edition.derived], made_up(), strict=False)}
    options = {name: dict(zip(edition.questions[name].options, made_up(), strict=False)) for name in attributes}
    return Names(entries, options)


def write(root: Path, folder: Path, new: Names) -> None:
    """Write the knowledge under ``root`` into ``folder`` under its new names (as JSON, which is YAML too)."""
    for path, data in _files(root).items():
        to = folder / path.relative_to(root)
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text(json.dumps(_renamed(data, new, None), ensure_ascii=False, indent=1), encoding="utf-8")


@cache
def _files(root: Path) -> Mapping[Path, Any]:
    paths = sorted([*root.glob("knowledge/**/*.yaml"), *root.glob("rules/**/*.yaml")])
    return {path: yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths}


def _renamed(node: Any, new: Names, about: str | None) -> Any:
    """A part of a file under the new names; ``about``: the attribute whose options it speaks of."""
    if isinstance(node, dict):
        found = {}
        for key, value in node.items():
            inner = key if key in new.options or key in KEPT else SPEAKS_OF.get(key, about)
            found[_name(key, new, about)] = _renamed(value, new, inner)
        return found
    if isinstance(node, list):
        return [_renamed(part, new, about) for part in node]
    return _name(node, new, about) if isinstance(node, str) else node


def _name(text: str, new: Names, about: str | None) -> str:
    polarity, colon, factor = text.partition(":")
    if colon and factor in new.entries:  # a weakness or a strength about a factor
        return f"{polarity}:{new.entries[factor]}"
    if text in new.options.get(about or "", {}):
        return new.options[about or ""][text]
    return new.entries.get(text) or NAMED.sub(lambda match: f"{{{new.entries.get(match[1], match[1])}}}", text)
