"""What a proof finds: a flaw with its code, its level, where it stands, and what shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from ..library.complaints import Complaint
from ..library.conditions import Value, as_data
from ..library.edition import Edition
from ..library.nearest import Hints
from ..library.shapes import Text
from ..library.strict_yaml import Place
from ..phrases import Message, message

Level = Literal["error", "warning", "note"]
LEVELS: tuple[Level, ...] = ("error", "warning", "note")

# An error cannot be meant, whatever the reason. A warning may be, and is accepted with one. A note is only told.
CODES: Mapping[str, Level] = {
    "never-applies": "error",
    "always-applies": "warning",
    "stays-open": "error",
    "idle-exception": "error",
    "idle-severity": "error",
    "idle-part": "warning",
    "asked-already": "note",
    "never-given": "error",
    "never-said": "error",
    "no-step": "error",
    "confined": "error",
    "duplicate": "warning",
    "subsumed": "warning",
    "always-together": "warning",
    "comes-with": "warning",
    "equivalent": "note",
    "implied": "note",
    "strength-and-weakness": "warning",
    "unread-question": "warning",
    "unread-option": "warning",
    "unread-derived": "warning",
    "unread-factor": "warning",
    "unread-weight": "warning",
    "never-asked": "error",
    "asked-in-circle": "error",
    "idle-later": "warning",
    "needs-apart": "error",
    "needs-before-start": "error",
    "never-in-phase": "note",
    "never-in-sector": "note",
    "stale-acceptance": "warning",
}


@dataclass(frozen=True)
class Spot:
    """A place in the files (line from 1), and what stands there."""

    file: str
    line: int
    says: Message


@dataclass(frozen=True)
class Flaw:
    """One thing that is wrong, or worth a look.

    ``entry`` (kind, id) and ``place`` within it are empty when the files could not be linked. ``witness``: a smallest
    profile that shows it. ``excludes``: what cannot hold together, where nothing shows it. ``accepted``: why it is
    meant, as the entry itself says.
    """

    code: str
    level: Level
    file: str
    line: int
    what: Message
    remedy: Message
    entry: tuple[str, str] | None = None
    place: Place = ()
    witness: Mapping[str, Value] | None = None
    excludes: tuple[Spot, ...] = ()
    accepted: Text | None = None

    @property
    def profile(self) -> Mapping[str, Any] | None:
        """The witness as a profile that `advise` reads; None when there is none."""
        if self.witness is None:
            return None
        answers = {a: as_data(v) for a, v in sorted(self.witness.items())}
        return {"answers": answers}

    @property
    def counts(self) -> bool:
        """Whether something is to be done about it: it is no note, and nobody said that it is meant."""
        return self.level != "note" and self.accepted is None


def flaw(
    code: str,
    edition: Edition,
    entry: tuple[str, str],
    place: Place = (),
    *,
    witness: Mapping[str, Value] | None = None,
    excludes: Sequence[Spot] = (),
    **details: object,
) -> Flaw:
    """A flaw in an entry; its sentence and remedy are the phrases of its code."""
    key = code.replace("-", "_")
    return Flaw(
        code,
        CODES[code],
        *edition.where(*entry, place),
        message(f"flaw_{key}", kind=message(f"kind_{entry[0]}"), name=entry[1], **details),
        message(f"mend_{key}", **details),
        entry,
        place,
        witness,
        tuple(excludes),
    )


def of_complaint(complaint: Complaint) -> Flaw:
    """A mistake for which the knowledge is refused, as a flaw: its code is the key of its sentence."""
    if complaint.meant:
        complaint = replace(complaint, remedy=complaint.meant.remedy(Hints()), meant=None)
    code = complaint.what.key.removeprefix("wrong_").replace("_", "-")
    return Flaw(code, "error", complaint.file, complaint.line, complaint.what, complaint.remedy)
