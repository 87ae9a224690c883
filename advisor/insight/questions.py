"""The next best question: what to ask next, so that what comes first is settled soonest.

A question is asked only when it can still change the first ten recommendations; those that cannot are left out, by
proof (`bounds`). Those that only describe the organisation come first, in the order of ``rules/priorities.yaml``: they
decide what else makes sense to ask. The others are ordered by how much of the uncertainty about the first five each
would take away: the first-order sensitivity index of Sobol (1993), the variance between groups of completions that
answer it differently.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from ..advice import Advice, Advisor
from ..budget import check
from ..library.conditions import Answer, names
from ..library.edition import Edition
from ..library.memo import kept
from ..library.reach import reachable
from ..library.wording import Language
from ..stages.inference import Conclusions
from ..stages.openness import OpenQuestion, applies, open_question
from ..stages.profile import Profile
from .bounds import Bounds, Ranks
from .completions import COUNT, completions
from .evaluator import evaluator
from .outlook import Outlook, look_out

SETTLE = 5  # so many recommendations are to be settled first
WITHIN = 10  # a question that cannot change so many is not asked


@dataclass(frozen=True, slots=True)
class Settled:
    """How much of the advice is settled: recommendations whose verdict no open question can change, of all there are;
    and how many of the first five are sure to stay among them.
    """

    verdicts: int
    of: int
    first: int
    of_first: int


@dataclass(frozen=True, slots=True)
class Questions:
    """What to ask next, most decisive first, and how far the advice is settled without."""

    settled: Settled
    questions: list[OpenQuestion]


def next_questions(profile: Profile, advisor: Advisor, language: Language = "nl") -> Questions:
    """The open questions that can still change the first ten recommendations: who you are, then the most decisive.

    Within a budget, also where it was worked out before: raises as `budget.check`.
    """
    check()
    return _next_questions(advisor, tuple(sorted(profile.answers.items())), language)


@kept(most=64)
def _next_questions(advisor: Advisor, given: tuple[tuple[str, Answer], ...], language: Language) -> Questions:
    """The same for answers by attribute: whoever reads an advice asks for it at each page and in each form."""
    edition, answers = advisor.edition, dict(given)
    reached = evaluator(edition).conclude(answers)
    outlooks = look_out(reached, edition)
    bounds = Bounds(outlooks, reached.facts, edition)
    ranks = {outlook.id: bounds.ranks(outlook.id) for outlook in outlooks}
    near = [rid for rid, rank in ranks.items() if rank.best <= WITHIN]
    bearing = _bearing(near, reached, edition)
    asked = [a for a in bearing if applies(edition.questions[a], reached.facts)]
    gains = _gains(asked, answers, edition) if asked else {}
    order = {attribute: place for place, attribute in enumerate(edition.questions)}
    who = {attribute: place for place, attribute in enumerate(edition.priorities.context)}
    asked.sort(key=lambda a: (who.get(a, len(who)), -sum(gains[a].values()), -len(bearing[a]), order[a]))
    verdicts = reached.recommendations.values()
    settled = sum(verdict in ("recommended", "not_indicated") for verdict in verdicts)
    return Questions(
        Settled(settled, len(verdicts), *_first(outlooks, ranks, edition)),
        [_question(a, gains[a], bearing[a], edition, language) for a in asked],
    )


def to_ask(advice: Advice, advisor: Advisor) -> list[OpenQuestion]:
    """What to ask next after an advice, most decisive first; of one made with other knowledge, as it was kept."""
    if advice.receipt.fingerprint != advisor.edition.fingerprint:
        return advice.open_questions
    return next_questions(advice.profile.told, advisor, advice.receipt.language).questions


def _first(outlooks: Sequence[Outlook], ranks: Mapping[str, Ranks], edition: Edition) -> tuple[int, int]:
    """How many of the first five are sure to stay among them, and of how many: what may be folded counts as one."""
    staying = [o.id for o in outlooks if o.certain and ranks[o.id].worst <= SETTLE]
    settled = {ranks[rid].best for rid in staying if ranks[rid].best == ranks[rid].worst}
    first = max(len(settled), len({edition.bundle_of.get(rid, rid) for rid in staying}))
    return first, min(SETTLE, max(first, len({edition.bundle_of.get(o.id, o.id) for o in outlooks})))


def _bearing(rids: Iterable[str], reached: Conclusions, edition: Edition) -> dict[str, list[str]]:
    """For each unanswered question, those of some recommendations whose verdict or place may hang on it."""
    own = {rid: _read(rid, reached, edition) for rid in edition.recommendations}
    starts = edition.priorities.at_the_start.recommendations.values()
    everywhere = {
        *names(edition.priorities.capacity.overloaded),
        *(name for start in starts for name in names(start.when)),
    }
    found: dict[str, list[str]] = {}
    for rid in rids:
        read = everywhere.union(*(own[other] for other in _connected(rid, edition)))
        for attribute in edition.questions:
            if attribute in read and attribute not in reached.facts:
                found.setdefault(attribute, []).append(rid)
    return found


def _read(rid: str, reached: Conclusions, edition: Edition) -> set[str]:
    """The facts that decide a recommendation and its score, as far as they are not ruled out.

    Read by the rules that call for it, and by those that find what its own factors bring on.
    """
    callers = edition.callers[rid]
    effects = {effect for rule_id in callers for effect in edition.effects.get(edition.rules[rule_id].about, ())}
    strengths = edition.recommendations[rid].unless is not None
    read = [
        rule_id
        for rule_id, rule in edition.rules.items()
        if rule_id in callers or rule.about in effects or (strengths and rule.polarity == "strength")
    ]
    return {name for r in read if reached.findings[r] != "not_indicated" for name in edition.reads[r]}


def _connected(rid: str, edition: Edition) -> set[str]:
    """A recommendation with all that it needs, that needs it or that belongs with it, directly or through others."""
    return {rid} | reachable(rid, partial(_beside, edition))


def _beside(edition: Edition, rid: str) -> list[str]:
    bundle = edition.bundle_of.get(rid)
    together = edition.bundles[bundle].recommendations if bundle else []
    return [*edition.recommendations[rid].needs, *edition.needed_by[rid], *together]


def _gains(attributes: Sequence[str], answers: Mapping[str, Answer], edition: Edition) -> dict[str, dict[str, float]]:
    """For each question and recommendation the variance of standing among the first five that its answer explains."""
    fixed = completions(edition)
    inside: dict[str, int] = {}
    for place, full in enumerate(fixed.answers):
        for rid in evaluator(edition).first({**full, **answers}, SETTLE):
            inside[rid] = inside.get(rid, 0) | 1 << place
    return {
        attribute: {
            rid: sum(_between(members, groups) for groups in fixed.groups[attribute]) for rid, members in inside.items()
        }
        for attribute in attributes
    }


def _between(members: int, groups: Sequence[int]) -> float:
    """The variance between groups of a share, less what so many groups would show by chance."""
    share = members.bit_count() / COUNT
    between = sum(
        group.bit_count() / COUNT * ((members & group).bit_count() / group.bit_count() - share) ** 2 for group in groups
    )
    within = share * (1 - share) - between
    if len(groups) >= COUNT:
        return 0.0
    return max(0.0, between - within * (len(groups) - 1) / (COUNT - len(groups)))


def _question(
    attribute: str, gains: Mapping[str, float], bearing: Sequence[str], edition: Edition, language: Language
) -> OpenQuestion:
    decides = sorted(bearing, key=lambda rid: (-gains.get(rid, 0.0), bearing.index(rid)))
    return open_question(attribute, decides, "decides_first", edition, language)
