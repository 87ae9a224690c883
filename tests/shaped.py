"""Entries of files that are parsed once made once, for tests that load many copies of the knowledge."""

from typing import Any

import pytest

from advisor.library import loading
from advisor.library.shaping import shaped
from advisor.library.strict_yaml import Document, Place, Plain

SHAPED: dict[tuple[int, Place, type], tuple[Document, Any, list[Any]]] = {}  # with its document, which so stays itself


def shape_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """With `parsed_once`: what stands at a place of the same document is made an entry of once."""

    def remembered(document: Document, prefix: Place, raw: Plain, shape: type[Any]) -> tuple[Any, list[Any]]:
        key = id(document), prefix, shape
        if key not in SHAPED:
            SHAPED[key] = document, *shaped(document, prefix, raw, shape)
        _, entry, complaints = SHAPED[key]
        return entry, list(complaints)

    monkeypatch.setattr(loading, "shaped", remembered)
