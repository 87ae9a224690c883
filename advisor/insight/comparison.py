"""What a comparison says: what changed from one profile or advice to another, and which part did it."""

from dataclasses import dataclass
from typing import Literal, get_args

from ..library.model import Polarity, Severity
from ..stages.ranking import Phase

Cause = Literal["answers", "knowledge", "weights", "software", "not_told_apart", "together"]
CAUSES: tuple[Cause, ...] = get_args(Cause)
PARTS: tuple[Cause, ...] = ("answers", "knowledge", "weights", "software")  # what can be changed alone
Change = Literal[
    "solved",
    "lost",
    "no_longer_known",
    "gone_otherwise",
    "new",
    "gained",
    "known_now",
    "added_otherwise",
    "still_there",
    "kept",
]
CHANGES: tuple[Change, ...] = get_args(Change)


@dataclass(frozen=True, slots=True)
class Changed:
    """An answer before and after; None is not answered."""

    attribute: str
    text: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class CameOrWent:
    """A finding or tension that comes or goes; and what caused it."""

    id: str
    title: str
    comes: bool
    causes: list[str]


@dataclass(frozen=True, slots=True)
class Made:
    """What one side was made with; ``stored``: it is an advice made earlier, not a profile advised on now."""

    edition: str
    knowledge_sha256: str
    weights_sha256: str | None
    software: str
    engine: str
    stored: bool


@dataclass(frozen=True, slots=True)
class ComparedRecommendation:
    """A recommendation that came (no rank before), went (no rank after) or stands elsewhere.

    ``causes``: the parts that make a difference to it when changed alone. ``answers``: the changed answers of which
    that holds: with one of them taken back it would stand elsewhere.
    """

    id: str
    title: str
    rank_before: int | None
    rank_after: int | None
    phase_before: Phase | None
    phase_after: Phase | None
    causes: list[Cause]
    answers: list[str]


@dataclass(frozen=True, slots=True)
class ComparedFinding:
    """A weakness or strength then and now; ``causes`` and ``answers`` as of a recommendation, where it changed.

    ``change``: solved and new are weaknesses, lost and gained strengths, that changed with the answers. What waits for
    answers on the other side is no longer known, or only known now; what changed with something else than the answers
    is gone or added otherwise.
    """

    id: str
    title: str
    polarity: Polarity
    change: Change
    severity_before: Severity | None
    severity_after: Severity | None
    causes: list[Cause]
    answers: list[str]


@dataclass(frozen=True, slots=True)
class ComparedPart:
    """A part that may have changed, then and now, and what a re-run with only that part changed shows.

    ``changed`` is None when it cannot be told. ``rerun``: whether there was one; if so, ``recommendations`` and
    ``findings`` are those that it changes.
    """

    part: Cause
    changed: bool | None
    then: str | None
    now: str | None
    rerun: bool
    recommendations: list[str]
    findings: list[str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed, and why. ``progress``: answers, then and now, that the knowledge says show progress."""

    sentence: str
    before: Made
    after: Made
    progress: list[Changed]
    answers: list[Changed]
    findings: list[ComparedFinding]
    recommendations: list[ComparedRecommendation]
    tensions: list[CameOrWent]
    parts: list[ComparedPart]
    remarks: list[str]
