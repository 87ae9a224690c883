"""What if: a comparison in which only answers change."""

from dataclasses import dataclass

from ..advice import Advisor
from ..library.wording import Language
from ..stages.profile import Profile
from ..stages.ranking import Phase
from .causes import PLACES, SHOWN, Entries
from .compare import Comparing
from .comparison import CameOrWent, Changed
from .sides import side_of


@dataclass(frozen=True, slots=True)
class Moved:
    """A recommendation that is added (no rank before), removed (no rank after) or moved, and what caused it.

    ``no_longer_known``: it was removed because it can no longer be said whether it fits; it may still fit.
    """

    id: str
    title: str
    rank_before: int | None
    rank_after: int | None
    phase_before: Phase | None
    phase_after: Phase | None
    causes: list[str]
    no_longer_known: bool = False


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The difference made by changed answers; ``contradictions`` are those that come between them, or go."""

    answers: list[Changed]
    recommendations: list[Moved]
    findings: list[CameOrWent]
    tensions: list[CameOrWent]
    contradictions: list[CameOrWent]


def what_if(before: Profile, after: Profile, advisor: Advisor, language: Language = "nl") -> WhatIf:
    """What changes in the advice from one profile to another, and which changed answers caused each difference.

    Those are the answers of which reverting one alone undoes the difference; if there are none, because several each
    suffice, those that suffice alone; and if no single answer does, all of them.
    """
    held = Comparing(side_of(before, [advisor]), side_of(after, [advisor]), advisor, language)

    def behind(entries: Entries, key: str) -> list[str]:
        return held.changed_answers.behind(entries, key)

    return WhatIf(
        answers=[held.answer(a) for a in held.different],
        recommendations=[
            Moved(*told, behind(PLACES, told[0]), held.suspended("recommendations", told[0])) for told in held.moved()
        ],
        findings=held.came_or_went("findings", lambda finding: behind(SHOWN, finding)),
        tensions=held.came_or_went("tensions", lambda tension: behind(SHOWN, tension)),
        contradictions=held.came_or_went("contradictions", lambda contradiction: behind(SHOWN, contradiction)),
    )
