"""The result of a comparison: what changed from one profile or advice to another, and through which part."""

from dataclasses import dataclass
from typing import Literal, get_args

from ..library.model import Polarity, Severity
from ..stages.ranking import Phase
from ..standing import Followed

Cause = Literal["answers", "knowledge", "weights", "overlays", "software", "not_told_apart", "together"]
CAUSES: tuple[Cause, ...] = get_args(Cause)
PARTS: tuple[Cause, ...] = ("answers", "knowledge", "weights", "overlays", "software")  # what can be changed alone
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
    """An answer before and after; None means not answered."""

    attribute: str
    text: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class CameOrWent:
    """A finding, tension or contradiction that was added or removed, and what caused it.

    ``no_longer_known``: it was removed because it can no longer be said; it may still be so.
    """

    id: str
    title: str
    comes: bool
    causes: list[str]
    no_longer_known: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """What one side was made with; ``stored``: it is advice made earlier rather than a profile."""

    edition: str
    knowledge_sha256: str
    weights_sha256: str | None
    software: str
    engine: str
    stored: bool


@dataclass(frozen=True, slots=True)
class ComparedRecommendation:
    """A recommendation that was added (no rank before), removed (no rank after) or moved.

    ``causes``: the parts that make a difference to it when changed alone. ``answers``: the changed answers of which
    reverting one alone would change its place. ``no_longer_known``: as of what was added or removed.
    """

    id: str
    title: str
    rank_before: int | None
    rank_after: int | None
    phase_before: Phase | None
    phase_after: Phase | None
    causes: list[Cause]
    answers: list[str]
    no_longer_known: bool = False


@dataclass(frozen=True, slots=True)
class ComparedFinding:
    """A weakness or strength then and now; ``causes`` and ``answers`` as of a recommendation, where it changed.

    ``change``: solved and new are weaknesses, lost and gained strengths that changed with the answers. What is
    undecided on the other side is no longer known, or known only now; what changed for another reason than the answers
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
    """A part that may have changed, then and now, and the result of a re-run with only that part changed.

    ``changed`` is None when unknown. ``rerun``: whether there was one; if so, ``recommendations`` and ``findings`` are
    those that it changes.
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
    """What changed, and why. ``progress``: answers, then and now, that measure progress according to the knowledge.

    ``statuses``: of saved advice, what became of the recommendations of either, as far as a status was set.
    """

    sentence: str
    before: Made
    after: Made
    progress: list[Changed]
    answers: list[Changed]
    findings: list[ComparedFinding]
    recommendations: list[ComparedRecommendation]
    tensions: list[CameOrWent]
    contradictions: list[CameOrWent]
    parts: list[ComparedPart]
    remarks: list[str]
    statuses: list[Followed]
