"""Which changed answers made a difference: each reverted alone, and each changed alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import attrgetter

from ..library.conditions import Facts
from ..library.edition import Edition
from ..library.model import Polarity, Severity
from ..stages.findings import weigh
from ..stages.inference import Conclusions
from ..stages.profile import Profile, fitting
from ..stages.ranking import Phase, rank
from ..stages.verdicts import Verdict
from .contradicted import left_undecided
from .evaluator import evaluator


@dataclass(frozen=True)
class Outcome:
    """The parts of an advice that are compared."""

    places: Mapping[str, tuple[int, Phase]]
    findings: Mapping[str, tuple[Polarity, Severity | None]]
    tensions: tuple[str, ...]
    contradictions: tuple[str, ...]
    # what was concluded, as far as no contradiction leaves it undecided; empty for advice made earlier, which does not
    # contain it all
    facts: Facts = field(default_factory=dict)
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)  # of all findings
    recommended: Mapping[str, Verdict] = field(default_factory=dict)  # of all recommendations

    @property
    def shown(self) -> Mapping[str, bool]:
        """The findings, tensions and contradictions that are shown."""
        return dict.fromkeys((*self.findings, *self.tensions, *self.contradictions), True)


Entries = Callable[[Outcome], Mapping[str, object]]
PLACES: Entries = attrgetter("places")
FINDINGS: Entries = attrgetter("findings")
SHOWN: Entries = attrgetter("shown")


def outcome(conclusions: Conclusions, edition: Edition) -> Outcome:
    """The outcome of the conclusions from some answers."""
    weights, known = weigh(conclusions, edition), left_undecided(conclusions, edition)
    return Outcome(
        places={item.id: (item.rank, item.phase) for item in rank(weights, conclusions, edition)},
        findings={rule: (edition.rules[rule].polarity, found.severity) for rule, found in weights.items()},
        tensions=tuple(sorted(conclusions.tensions)),
        contradictions=conclusions.contradictions,
        facts=known.facts,
        verdicts=known.findings,
        recommended=known.recommendations,
    )


class ChangedAnswers:
    """The answers that differ between two profiles, tested on one edition.

    ``before`` and ``after``: the outcomes of the two profiles on it.
    """

    def __init__(
        self,
        profiles: tuple[Profile, Profile],
        different: Sequence[str],
        edition: Edition,
        before: Outcome,
        after: Outcome,
    ) -> None:
        self._edition, self._before, self._after = edition, before, after
        self._one, self._other = (fitting(profile, edition) for profile in profiles)
        self.different = [a for a in different if a in edition.questions]

    def needed(self, entries: Entries, key: str) -> list[str]:
        """The answers of which reverting one alone changes what an entry is afterwards."""
        now = entries(self._after).get(key)
        return [a for a, found in self._without.items() if entries(found).get(key) != now]

    def behind(self, entries: Entries, key: str) -> list[str]:
        """The `needed` answers; if none, because several each suffice, those that suffice alone; else all of them."""
        now = entries(self._after).get(key)
        alone = self.needed(entries, key) or [a for a, found in self._alone.items() if entries(found).get(key) == now]
        return alone or list(self.different)

    @cached_property
    def _without(self) -> Mapping[str, Outcome]:
        """The outcome with one answer reverted."""
        if len(self.different) < 2:
            return dict.fromkeys(self.different, self._before)
        return {a: self._run(_with(self._other, a, self._one)) for a in self.different}

    @cached_property
    def _alone(self) -> Mapping[str, Outcome]:
        """The outcome with one answer changed, and the others as before."""
        return {a: self._run(_with(self._one, a, self._other)) for a in self.different}

    def _run(self, profile: Profile) -> Outcome:
        conclude = evaluator(self._edition).conclude  # there may be many, and the engine is slower
        return outcome(conclude(profile.answers), self._edition)


def _with(profile: Profile, attribute: str, other: Profile) -> Profile:
    """A profile with one answer taken from another."""
    answers = {a: v for a, v in profile.answers.items() if a != attribute}
    if attribute in other.answers:
        answers[attribute] = other.answers[attribute]
    return replace(profile, answers=answers)
