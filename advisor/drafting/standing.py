"""What stands in a base and in the overlays over it, file by file: also while it is not filled in, or not yet whole."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from ..library import files, overlays
from ..library.complaints import Complaint, KnowledgeError
from ..library.loading import MANIFEST
from ..library.strict_yaml import Document, Plain, read

Kind = str  # of an entry: as `overlays.Kind` has them, and “case”


class Standing:
    """The files of a base and of overlays as plain data, and the entries in them.

    Raises KnowledgeError when a file cannot be read: an entry may stand in it.
    """

    def __init__(self, root: Path, over: Sequence[Path]) -> None:
        self.root, self.over = root, over
        complaints: list[Complaint] = []
        self._documents: dict[Path, dict[str, Document]] = {}
        for folder in (root, *over):
            called = "" if folder is root else f"{folder.name}/"
            held = self._documents.setdefault(folder, {})
            for name in files.every(folder):
                try:
                    held[name] = read(folder / name, f"{called}{name}")
                except KnowledgeError as error:
                    complaints += error.complaints
        if complaints:
            raise KnowledgeError(complaints)

    @cached_property
    def entries(self) -> Mapping[tuple[Kind, str], tuple[str, str, int]]:
        """Where each entry stands: the name of its file below its folder, as complaints call it, and the line."""
        found: dict[tuple[Kind, str], tuple[str, str, int]] = {}
        for folder, documents in self._documents.items():
            for name, document in documents.items():
                for entry, place in overlays.entries_in(name, document.data):
                    found.setdefault(entry, (name, *document.at(place)))
            called = "" if folder is self.root else f"{folder.name}/"
            for name in files.cases(folder):
                found.setdefault(("case", Path(name).stem), (name, f"{called}{name}", 1))
        return found

    def ids(self, kind: Kind) -> Iterator[str]:
        """The ids of a kind; those of passages as they are cited."""
        if kind == "passage":
            for documents in self._documents.values():
                for name, document in documents.items():
                    if overlays.kind_of(name) == "source":
                        yield from (f"{Path(name).stem}/{p}" for p in _keys(document.data.get("passages")))
        else:
            yield from (name for of, name in self.entries if of == kind)

    def themes(self, kind: Kind) -> list[str]:
        """The themes that entries of a kind stand under, in the order of the manifest."""
        return list(_keys(self._manifest.get("questions" if kind == "question" else "factors")))

    @property
    def number(self) -> Plain:
        """The number of the edition, as the manifest of the base has it."""
        return self._manifest.get("edition")

    @property
    def _manifest(self) -> Mapping[str, Plain]:
        return self._documents[self.root][MANIFEST].data


def _keys(value: Plain) -> Iterator[str]:
    yield from value if isinstance(value, dict) else ()
