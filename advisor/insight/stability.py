"""How firm the order is: the ranks each recommendation can take when weights move and open questions are answered.

The bounds are proven, not sampled (`bounds`). Every weight that is the editors' judgement (a named contribution, as a
whole) moves by a factor of its own; those from a source stand.
"""

from dataclasses import dataclass
from typing import Literal

from ..advice import Advisor
from ..library.wording import Language
from ..stages.profile import Profile
from ..stages.ranking import Phase
from .bounds import Bounds, Ranks
from .evaluator import evaluator
from .outlook import as_ranked, look_out

PERCENT = 20  # how far the weights move, unless asked otherwise
MOST_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Stability:
    """How firm the place of one recommendation is.

    ``weights``: when weights move and the answers stay; ``answers``: when open questions are answered and the weights
    stay; ``together``: both at once. *Firm*: given whatever happens, and it never takes more different ranks than there
    are places in the first phase; else *shaky*.
    """

    id: str
    title: str
    rank: int
    phase: Phase
    label: Literal["firm", "shaky"]
    weights: Ranks
    answers: Ranks
    together: Ranks
    may_lapse: bool


def stability(
    profile: Profile, advisor: Advisor, language: Language = "nl", *, percent: int = PERCENT
) -> list[Stability]:
    """How firm the place of each recommendation is, by rank, less what is folded.

    Weights move by ``percent`` (0 to 100).
    """
    edition = advisor.edition
    reached, ranked = evaluator(edition).conclude(profile.answers), evaluator(edition).rank(profile.answers)
    open_ = look_out(reached, edition)
    as_is = Bounds(as_ranked(ranked), reached.facts, edition, percent=percent, answers_open=False)
    answered = Bounds(open_, reached.facts, edition)
    together = Bounds(open_, reached.facts, edition, percent=percent)
    lapsing = {outlook.id for outlook in open_ if not outlook.certain}
    found = []
    for item in (item for item in ranked if item.under is None):
        both = together.ranks(item.id)
        firm = item.id not in lapsing and both.worst - both.best < edition.priorities.capacity.first
        found.append(
            Stability(
                id=item.id,
                title=edition.recommendations[item.id].title[language],
                rank=item.rank,
                phase=item.phase,
                label="firm" if firm else "shaky",
                weights=as_is.ranks(item.id),
                answers=answered.ranks(item.id),
                together=both,
                may_lapse=item.id in lapsing,
            )
        )
    return found
