"""Where knowledge is: the folder that holds it, and the folders of overlays."""

import os
from pathlib import Path
from typing import NamedTuple

from ..phrases import Message, message

PACKAGE = Path(__file__).resolve().parent.parent


class DataNotFoundError(Exception):
    """There is no knowledge where it was looked for; ``what`` says where, and the remedy."""

    def __init__(self, what: Message) -> None:
        self.what = what
        super().__init__(str(what))


class Folders(NamedTuple):
    """Where knowledge is, as its user names it: a folder (None: see `find_data`), and folders of overlays."""

    data: str | None = None
    overlays: tuple[str, ...] = ()

    @property
    def over(self) -> tuple[Path, ...]:
        """The folders of overlays, as paths."""
        return tuple(Path(name).resolve() for name in self.overlays)


def find_data(explicit: str | None = None) -> tuple[Path, bool]:
    """The folder that holds ``knowledge/`` and ``rules/``, and whether it is the shipped one.

    Looked for in this order: ``explicit`` (--data), ADVISOR_DATA, the checkout, the wheel; never the working directory.
    Raises DataNotFoundError.
    """
    named = explicit or os.environ.get("ADVISOR_DATA")
    if named:
        root = Path(named)
        if (root / "knowledge" / "manifest.yaml").is_file():
            return root, False
        raise DataNotFoundError(message("no_knowledge", name=named))
    for root in (PACKAGE.parent, PACKAGE / "_data"):
        if (root / "knowledge" / "manifest.yaml").is_file():
            return root, True
    raise DataNotFoundError(message("not_installed"))
