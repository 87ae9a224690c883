"""One organisation over time: every advice for it, what became of each weakness, and how far it got.

All answers are read with the knowledge of now, so what differs differs through the answers alone.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from ..insight.contradicted import left_undecided
from ..insight.evaluator import evaluator
from ..library.edition import Edition
from ..library.statuses import Status
from ..library.wording import Language
from ..stages.mistakes import ProfileError
from ..stages.profile import Profile, understand
from ..stages.verdicts import GIVEN, Verdict
from ..standing import Standing
from ..store import series
from ..store.callers import Caller
from ..store.database import Store
from ..store.statuses import Change, Successors, settled

State = Literal["there", "gone", "unknown", "unread"]
Course = Literal["solved", "still_there", "new", "known_now", "no_longer_known"]
COURSES: tuple[Course, ...] = get_args(Course)


@dataclass(frozen=True, slots=True)
class Moment:
    """Advice of the series; ``read``: whether the questions of now take its answers."""

    id: str
    created: datetime
    edition: str
    read: bool


@dataclass(frozen=True, slots=True)
class Advised:
    """What was advised about a weakness, and what became of it.

    ``done``: since when it is done, if it is. ``before_latest``: whether that was before the latest advice.
    """

    recommendation: str
    title: str
    status: Status
    done: datetime | None
    before_latest: bool


@dataclass(frozen=True, slots=True)
class WeaknessOverTime:
    """A weakness that some advice of the series found: whether it was there at each, and what came of it.

    ``solved``: the moment of the first advice since which it is gone.
    """

    id: str
    title: str
    course: Course
    states: list[State]
    found: datetime
    solved: datetime | None
    advised: list[Advised]


@dataclass(frozen=True, slots=True)
class Measure:
    """A numeric answer that shows progress: its lowest and highest, and what it was at each advice, also in words."""

    attribute: str
    text: str
    low: int
    low_told: str
    high: int
    high_told: str
    values: list[float | None]
    told: list[str | None]


@dataclass(frozen=True, slots=True)
class Series:
    """One organisation over time, the earliest advice first; ``earlier``: how many more there are before those."""

    name: str | None
    reference: str | None
    language: Language
    edition: str
    knowledge_sha256: str
    advice: list[Moment]
    earlier: int
    weaknesses: list[WeaknessOverTime]
    progress: list[Measure]


def over_time(store: Store, caller: Caller, advice_id: str, edition: Edition, language: Language) -> Series:
    """The series of an advice. Raises AdviceNotFoundError, StoreUnavailableError."""
    found = series.whole(store, caller, advice_id)
    profiles = [_understood(saved.profile, edition) for saved in found.saved]
    moments = [
        Moment(saved.kept.id, saved.kept.created, saved.kept.edition, profile is not None)
        for saved, profile in zip(found.saved, profiles, strict=True)
    ]
    last = found.saved[-1].kept
    return Series(
        name=last.name,
        reference=last.reference,
        language=language,
        edition=edition.number,
        knowledge_sha256=edition.fingerprint,
        advice=moments,
        earlier=found.earlier,
        weaknesses=_weaknesses(
            profiles, moments, _followed(found.changes, last.position, edition.successors), edition, language
        ),
        progress=_progress(profiles, edition, language),
    )


@dataclass(frozen=True, slots=True)
class _Became:
    """What became of the recommendations: now, just before the latest advice, and since when each is done."""

    now: Mapping[str, Standing]
    before: Mapping[str, Standing]


def _followed(changes: Sequence[Change], latest: int, successors: Successors) -> _Became:
    """``latest``: the position of the latest advice; what was changed after another came before it."""
    return _Became(settled(changes, successors), settled((c for c in changes if c.position < latest), successors))


def _understood(profile: str, edition: Edition) -> Profile | None:
    """The profile of saved advice; None when the questions of now refuse its answers."""
    try:
        return understand(json.loads(profile), edition)
    except ProfileError:
        return None


def _weaknesses(
    profiles: Sequence[Profile | None], moments: Sequence[Moment], became: _Became, edition: Edition, language: Language
) -> list[WeaknessOverTime]:
    """Those that any advice found: by what came of them, then in the order of the knowledge."""
    conclude = evaluator(edition).conclude
    verdicts = [
        {} if profile is None else left_undecided(conclude(profile.answers), edition).findings for profile in profiles
    ]
    found = []
    for rule_id, rule in edition.rules.items():
        states = [_state(of.get(rule_id)) for of in verdicts]
        if rule.polarity != "weakness" or "there" not in states:
            continue
        course = course_of([state for state in states if state != "unread"])
        gone = gone_since(states)
        found.append(
            WeaknessOverTime(
                id=rule_id,
                title=rule.title[language],
                course=course,
                states=states,
                found=moments[states.index("there")].created,
                solved=moments[gone].created if gone is not None else None,
                advised=[_advised(rid, became, edition, language) for rid in rule.recommend],
            )
        )
    return sorted(found, key=lambda one: COURSES.index(one.course))


def _state(verdict: Verdict | None) -> State:
    if verdict is None:
        return "unread"
    return "there" if verdict in GIVEN else "unknown" if verdict == "undecided" else "gone"


def course_of(states: Sequence[State]) -> Course:
    """What came of a weakness that was there at some advice, from the first to the latest that could be read."""
    first, latest = states[0], states[-1]
    if latest == "there":
        return {"there": "still_there", "gone": "new"}.get(first, "known_now")  # type: ignore[return-value]
    return "solved" if latest == "gone" else "no_longer_known"


def gone_since(states: Sequence[State]) -> int | None:
    """The place of the first advice since which a weakness is gone; None when it is not gone at the latest."""
    since = None
    for place in range(len(states) - 1, -1, -1):
        if states[place] == "gone":
            since = place
        elif states[place] != "unread":
            break
    return since


def _advised(rid: str, became: _Became, edition: Edition, language: Language) -> Advised:
    now, before = became.now.get(rid), became.before.get(rid)
    done = now.changed if now is not None and now.status == "done" else None
    return Advised(
        recommendation=rid,
        title=edition.recommendations[rid].title[language],
        status=now.status if now is not None else "open",
        done=done,
        before_latest=done is not None and before is not None and before.status == "done",
    )


def _progress(profiles: Sequence[Profile | None], edition: Edition, language: Language) -> list[Measure]:
    """The numeric answers among those that show progress, as far as any advice has them."""
    measures = []
    for attribute in edition.manifest.progress:
        question = edition.questions[attribute]
        if question.range is None:
            continue
        values = [_number(profile, attribute) for profile in profiles]
        if any(value is not None for value in values):
            told = [None if value is None else edition.value(attribute, value, language) for value in values]
            low, high = question.range
            ends = [edition.value(attribute, end, language) for end in (low, high)]
            measures.append(Measure(attribute, question.text[language], low, ends[0], high, ends[1], values, told))
    return measures


def _number(profile: Profile | None, attribute: str) -> float | None:
    value = profile.answers.get(attribute) if profile is not None else None
    return value if isinstance(value, int | float) else None
