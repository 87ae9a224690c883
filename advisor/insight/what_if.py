"""What if: change answers, see what changes in the advice, and which changed answers caused it."""

from collections.abc import Mapping
from dataclasses import dataclass

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
    """A finding or tension that comes or goes."""

    id: str
    title: str
    comes: bool


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The difference that some changed answers make."""

    answers: list[Changed]
    recommendations: list[Moved]
    findings: list[CameOrWent]
    tensions: list[CameOrWent]


_WHAT_IF: TypeAdapter[WhatIf] = TypeAdapter(WhatIf)


def what_if(before: Profile, after: Profile, advisor: Advisor, language: Language = "nl") -> WhatIf:
    """What changes in the advice from one profile to another.

    The causes of a move are the changed answers without which, alone taken back, the move would not be as it is.
    """
    before_advice, after_advice = advisor.advise(before, language), advisor.advise(after, language)
    different = [a for a in advisor.edition.questions if before.answers.get(a) != after.answers.get(a)]
    without = {a: _places(advisor.advise(restored(after, before, a), language)) for a in different}
    old, new = _places(before_advice), _places(after_advice)
    titles = {r.id: r.title for r in (*before_advice.recommendations, *after_advice.recommendations)}
    moved = []
    for rid in sorted(titles, key=lambda r: (new.get(r, _NOWHERE), old.get(r, _NOWHERE), r)):
        if old.get(rid) != new.get(rid):
            (rank_before, phase_before), (rank_after, phase_after) = old.get(rid, _ABSENT), new.get(rid, _ABSENT)
            causes = [a for a in different if without[a].get(rid) != new.get(rid)]
            moved.append(Moved(rid, titles[rid], rank_before, rank_after, phase_before, phase_after, causes))
    return WhatIf(
        answers=[_answer(a, before, after, advisor, language) for a in different],
        recommendations=moved,
        findings=came_or_went(
            {f.id: f.title for f in before_advice.findings}, {f.id: f.title for f in after_advice.findings}
        ),
        tensions=came_or_went(
            {t.id: t.title for t in before_advice.tensions}, {t.id: t.title for t in after_advice.tensions}
        ),
    )


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


def came_or_went(before: Mapping[str, str], after: Mapping[str, str]) -> list[CameOrWent]:
    """What stands in one mapping of ids to titles and not in the other: first what came, then what went."""
    came = [CameOrWent(name, title, comes=True) for name, title in after.items() if name not in before]
    return came + [CameOrWent(name, title, comes=False) for name, title in before.items() if name not in after]
