"""An advice in brief: what it recommends, by id, in its order and with its scores; not a word beside it."""

from collections.abc import Iterator
from dataclasses import dataclass

from .advice import Advice, Advisor, Receipt
from .library.wording import Language
from .stages.findings import weigh
from .stages.profile import Profile
from .stages.ranking import Phase, rank
from .stages.recommendations import Recommended
from .stages.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Placed:
    """A recommendation that is given; ``under``: the id of the one that it is folded under."""

    id: str
    rank: int
    phase: Phase
    verdict: Verdict
    score: int
    under: str | None


@dataclass(frozen=True, slots=True)
class Brief:
    """What an advice recommends, from first to last: as shown by rank, each followed by what is folded under it."""

    receipt: Receipt
    recommendations: list[Placed]


def brief(profile: Profile, advisor: Advisor, language: Language) -> Brief:
    """What the advice for a profile says in brief, without making the rest of it.

    Within a budget: raises as `budget.check`.
    """
    conclusions = advisor.conclude(profile.answers)
    ranked = rank(weigh(conclusions, advisor.edition), conclusions, advisor.edition)
    verdicts = conclusions.recommendations
    placed = [Placed(one.id, one.rank, one.phase, verdicts[one.id], one.score, one.under) for one in ranked]
    together = sorted(placed, key=lambda one: (one.rank, one.under is not None))  # stable: in order within each
    return Brief(advisor.receipt(profile, language), together)


def in_brief(advice: Advice) -> Brief:
    """What an advice that was made says in brief."""

    def placed(shown: Recommended) -> Iterator[Placed]:
        for one, under in ((shown, None), *((folded, shown.id) for folded in shown.folded)):
            yield Placed(one.id, one.rank, one.phase, one.verdict, one.score, under)

    return Brief(advice.receipt, [one for shown in advice.recommendations for one in placed(shown)])
