"""What if: change answers, see what changes in the advice, and which changed answers caused it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pydantic import TypeAdapter

from ..advice import Advice, Advisor
from ..library.wording import Language
from ..stages.profile import Profile
from ..stages.ranking import Phase

_NOWHERE = (1_000_000, "")  # sorts what has no rank last
_ABSENT = (None, None)


@dataclass(frozen=True, slots=True)
class Changed:
    """An answer before and after; None is not answered."""

    attribute: str
    text: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A recommendation that comes (no rank before), goes (no rank after) or stands elsewhere; and what caused it."""

    id: str
    title: str
    rank_before: int | None
    rank_after: int | None
    phase_before: Phase | None
    phase_after: Phase | None
    causes: list[str]


@dataclass(frozen=True, slots=True)
class CameOrWent:
    """A finding or tension that comes or goes; and what caused it."""

    id: str
    title: str
    comes: bool
    causes: list[str]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The difference that some changed answers make."""

    answers: list[Changed]
    recommendations: list[Moved]
    findings: list[CameOrWent]
    tensions: list[CameOrWent]


_WHAT_IF: TypeAdapter[WhatIf] = TypeAdapter(WhatIf)


def what_if(before: Profile, after: Profile, advisor: Advisor, language: Language = "nl") -> WhatIf:
    """What changes in the advice from one profile to another, and which changed answers caused each difference.

    Those are the answers without which, alone taken back, it would not be so; where there are none, because several
    would each do, those that alone would do it; and where no single answer would, all of them.
    """
    before_advice, after_advice = advisor.advise(before, language), advisor.advise(after, language)
    different = [a for a in advisor.edition.questions if before.answers.get(a) != after.answers.get(a)]
    causes = _Causes(before, after, different, advisor, language)
    old, new = _places(before_advice), _places(after_advice)
    titles = {r.id: r.title for r in (*before_advice.recommendations, *after_advice.recommendations)}
    moved = []
    for rid in sorted(titles, key=lambda r: (new.get(r, _NOWHERE), old.get(r, _NOWHERE), r)):
        if old.get(rid) != new.get(rid):
            (rank_before, phase_before), (rank_after, phase_after) = old.get(rid, _ABSENT), new.get(rid, _ABSENT)
            caused = causes.of(_places, rid, new.get(rid))
            moved.append(Moved(rid, titles[rid], rank_before, rank_after, phase_before, phase_after, caused))
    return WhatIf(
        answers=[_answer(a, before, after, advisor, language) for a in different],
        recommendations=moved,
        findings=came_or_went(
            _findings(before_advice), _findings(after_advice), lambda f, now: causes.of(_findings, f, now)
        ),
        tensions=came_or_went(
            _tensions(before_advice), _tensions(after_advice), lambda t, now: causes.of(_tensions, t, now)
        ),
    )


class _Causes:
    """Which changed answers made a difference: each taken back alone, and if need be each changed alone."""

    def __init__(
        self, before: Profile, after: Profile, different: list[str], advisor: Advisor, language: Language
    ) -> None:
        self._before, self._after, self._different = before, after, different
        self._advisor, self._language = advisor, language

    @cached_property
    def _without(self) -> Mapping[str, Advice]:
        return {a: self._advise(restored(self._after, self._before, a)) for a in self._different}

    @cached_property
    def _alone(self) -> Mapping[str, Advice]:
        return {a: self._advise(restored(self._before, self._after, a)) for a in self._different}

    def _advise(self, profile: Profile) -> Advice:
        return self._advisor.advise(profile, self._language)

    def of(self, entries: Callable[[Advice], Mapping[str, object]], key: str, now: object) -> list[str]:
        """The changed answers behind one difference: behind an entry that is now so."""
        needed = [a for a, advice in self._without.items() if entries(advice).get(key) != now]
        alone = needed or [a for a, advice in self._alone.items() if entries(advice).get(key) == now]
        return alone or self._different


def to_json(answer: WhatIf) -> bytes:
    """The answer as JSON."""
    return _WHAT_IF.dump_json(answer) + b"\n"


def restored(after: Profile, before: Profile, attribute: str) -> Profile:
    """The profile after, with one answer as it was before."""
    answers = {a: v for a, v in after.answers.items() if a != attribute}
    if attribute in before.answers:
        answers[attribute] = before.answers[attribute]
    return Profile(answers, after.name, after.reference)


def _places(advice: Advice) -> dict[str, tuple[int, Phase]]:
    return {r.id: (r.rank, r.phase) for r in advice.recommendations}


def _answer(attribute: str, before: Profile, after: Profile, advisor: Advisor, language: Language) -> Changed:
    def label(profile: Profile) -> str | None:
        value = profile.answers.get(attribute)
        return None if value is None else advisor.edition.value(attribute, value, language)

    return Changed(attribute, advisor.edition.name(attribute, language), label(before), label(after))


def _findings(advice: Advice) -> dict[str, str]:
    return {f.id: f.title for f in advice.findings}


def _tensions(advice: Advice) -> dict[str, str]:
    return {t.id: t.title for t in advice.tensions}


def came_or_went(
    before: Mapping[str, str], after: Mapping[str, str], causes: Callable[[str, str | None], list[str]]
) -> list[CameOrWent]:
    """What stands in one mapping of ids to titles and not in the other: first what came, then what went.

    ``causes``: the changed answers behind an id that now has a title, or none.
    """
    came = [CameOrWent(n, title, comes=True, causes=causes(n, title)) for n, title in after.items() if n not in before]
    went = [CameOrWent(n, title, comes=False, causes=causes(n, None)) for n, title in before.items() if n not in after]
    return came + went
