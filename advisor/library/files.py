"""The files of the knowledge: which are read, which are an editor's own, and which would be overlooked."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..phrases import message
from .complaints import Complaint, complaint
from .nearest import Meant

CASES = "cases"  # read by a check only: see `cases`
ROOTS = ("knowledge", "rules")
SINGLE = (
    "knowledge/manifest.yaml",
    "knowledge/bundles.yaml",
    "knowledge/causes.yaml",
    "knowledge/confined.yaml",
    "knowledge/silences.yaml",
    "knowledge/tensions.yaml",
    "knowledge/wording.yaml",
    "knowledge/words.yaml",
    "rules/derived.yaml",
    "rules/contradictions.yaml",
    "rules/priorities.yaml",
)
FOLDERS = (
    "knowledge/sources",
    "knowledge/factors",
    "knowledge/questions",
    "knowledge/recommendations",
    "rules/findings",
)
SIGNATURES = "knowledge/signatures.yaml"  # likewise: see `signatures`
_BEGINNINGS = (".", "#")  # hidden files, and the locks of editors: .#x.yaml, #x.yaml#
_ENDINGS = ("~", "#", ".swp", ".swo", ".bak", ".orig", ".tmp")  # their copies: x.yaml~, .x.yaml.swp


def every(root: Path) -> list[str]:
    """The names, below ``root``, of the files of the knowledge that are there, those of each folder in order."""
    single = [name for name in SINGLE if (root / name).is_file()]
    return [*single, *(name for folder in FOLDERS for name in _of_folder(root, folder))]


def cases(root: Path) -> list[str]:
    """The names, below ``root``, of the files of its cases, in order; each may stand in a folder of its own."""
    return sorted(name for name in _everything(root, (CASES,)) if name.endswith(".yaml"))


def like_knowledge(root: Path) -> Iterator[str]:
    """The name, below ``root``, of each file that looks like knowledge or like a case, wherever it stands there."""
    return _everything(root, (*ROOTS, CASES))


def overlooked(root: Path, called: str, read: Iterable[str]) -> list[Complaint]:
    """A complaint for each file that looks like knowledge and is not among those that were ``read`` (names).

    ``called``: how complaints begin the name of a file.
    """
    known = {*read, SIGNATURES, *cases(root)}
    return [_complaint(name, called) for name in like_knowledge(root) if name not in known]


def _of_folder(root: Path, folder: str) -> list[str]:
    return sorted(f"{folder}/{path.name}" for path in (root / folder).glob("*.yaml") if not _passed_over(path.name))


def _everything(root: Path, tops: Iterable[str]) -> Iterator[str]:
    """The name of each file that looks like YAML, wherever it stands."""
    for top in tops:
        for folder, inner, names in os.walk(root / top):
            inner[:] = sorted(name for name in inner if not _passed_over(name))
            place = Path(folder).relative_to(root).as_posix()
            for name in sorted(names):
                if not _passed_over(name) and (".yaml" in name.lower() or ".yml" in name.lower()):
                    yield f"{place}/{name}"


def _passed_over(name: str) -> bool:
    return name.startswith(_BEGINNINGS) or name.endswith(_ENDINGS)


def _complaint(name: str, called: str) -> Complaint:
    shown = f"{called}{name}".encode("utf-8", "replace").decode()
    ending = Path(name).suffix
    if ending != ".yaml":
        return Complaint(shown, 1, message("wrong_ending", ending=ending), message("mend_ending"))
    homes = [*SINGLE, *(f"{folder}/{Path(name).name}" for folder in FOLDERS)]
    remedy = Meant(name, homes, message("mend_place", folders=", ".join(FOLDERS)))
    return complaint(shown, 1, message("wrong_place"), remedy)
