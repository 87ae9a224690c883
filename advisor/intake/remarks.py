"""What is worth telling of an input and is no mistake: rows passed over, references that stand twice, its encoding."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..library.wording import Language
from ..phrases import say

NAMED = 5  # references that stand twice, named one by one
LONGEST = 60


@dataclass
class Remarks:
    """What the reader noticed so far. It reads in order, so that a batch that goes on notices the same again."""

    encoding: str = "utf-8"
    blank: int = 0
    left_out: int = 0
    twice: list[tuple[str, str, str]] = field(default_factory=list)  # reference, where it stood, where it stands again
    more_twice: int = 0
    _seen: dict[str, str] = field(default_factory=dict)

    def passes_over(self, cells: Mapping[str, Any]) -> bool:
        """Whether nothing at all stands in a row; that is counted."""
        if any(cell.strip() if isinstance(cell, str) else not _is_nothing(cell) for cell in cells.values()):
            return False
        self.blank += 1
        return True

    def meets(self, reference: str, place: str) -> None:
        """Take note of the reference of a row, if it has one."""
        before = self._seen.setdefault(reference, place) if reference else place
        if before == place:
            return
        if len(self.twice) < NAMED:
            self.twice.append((reference[:LONGEST], before, place))
        else:
            self.more_twice += 1

    def lines(self, language: Language) -> list[str]:
        """What is to be told, a sentence on a line."""
        lines = []
        if self.encoding != "utf-8":
            lines.append(say("read_as", language, encoding=ENCODINGS.get(self.encoding, self.encoding)))
        if self.blank:
            lines.append(say("blank_rows", language, count=self.blank))
        if self.left_out:
            lines.append(say("rows_left_out", language, count=self.left_out))
        for text, before, again in self.twice:
            lines.append(say("reference_twice", language, reference=text, before=before, again=again))
        if self.more_twice:
            lines.append(say("more_references_twice", language, count=self.more_twice))
        return lines


def _is_nothing(cell: Any) -> bool:
    return cell is None or cell != cell  # noqa: PLR0124 - NaN says that there is no value


ENCODINGS = {"utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "windows-1252": "Windows-1252"}
