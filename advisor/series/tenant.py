"""Over all organisations of a tenant: what was solved where its advice was done, beside where it was not.

Each organisation counts once in every figure, so that the exact interval around it holds. Nothing here says that doing
it was the cause: who does what is advised may differ in other ways too.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..budget import check
from ..insight.causes import Outcome, outcome
from ..insight.evaluator import evaluator
from ..library.edition import Edition
from ..library.memo import kept
from ..library.model import SEVERITIES
from ..library.wording import Language
from ..stages.mistakes import ProfileError
from ..stages.profile import understand
from ..stages.verdicts import GIVEN
from ..store import series
from ..store.callers import Caller
from ..store.database import Store
from ..store.statuses import settled
from .interval import clopper_pearson

MOST = 10_000  # organisations, the newest
_DIGITS = 4  # of a share

Ending = Literal["solved", "there", "unknown"]


@dataclass(frozen=True, slots=True)
class Solvers:
    """How many organisations solved it, of how many of which that is known; the share and its interval, if of any."""

    organisations: int
    solved: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Contrast:
    """A weakness, where its advice was done before the latest advice and where not; None for the heaviest of each.

    ``unknown``: the organisations of which the latest answers leave open whether it is solved.
    """

    id: str | None
    title: str | None
    done: Solvers
    not_done: Solvers
    unknown: int


@dataclass(frozen=True, slots=True)
class Solved:
    """What was solved from the first to the latest advice, over the organisations with more than one.

    ``heaviest``: the one weakness of each organisation that weighed the most at first. A contrast is only told of
    ``threshold`` organisations or more. ``refused``: the organisations whose answers the questions of now do not take.
    ``threshold`` and ``confidence`` (percent) are None when the knowledge does not say how to tell it.
    """

    edition: str
    knowledge_sha256: str
    language: Language
    organisations: int
    refused: int
    more: bool
    threshold: int | None
    confidence: int | None
    heaviest: Contrast | None
    weaknesses: list[Contrast]


@dataclass(slots=True)
class _Tally:
    """How many organisations there are of each ending, where its advice was done and where not."""

    counts: Counter[tuple[bool, Ending]] = field(default_factory=Counter)

    def known(self) -> int:
        return sum(count for (_, ending), count in self.counts.items() if ending != "unknown")


def solved(store: Store, caller: Caller, edition: Edition, language: Language) -> Solved:
    """What the organisations of a tenant solved, on this edition. Raises StoreUnavailableError."""
    heaviest, weaknesses = _Tally(), dict[str, _Tally]()
    met = refused = 0
    for found in series.ends(store, caller, limit=MOST + 1):
        check()
        met += 1
        if met > MOST:
            break
        then, now = _outcome(edition, _answers(found.first)), _outcome(edition, _answers(found.latest))
        if then is None or now is None:
            refused += 1
            continue
        done = {rid for rid, one in settled(found.changes, edition.successors).items() if one.status == "done"}
        for place, rule_id in enumerate(_by_weight(then, edition)):
            one = any(rid in done for rid in edition.rules[rule_id].recommend), _ending(now, rule_id)
            weaknesses.setdefault(rule_id, _Tally()).counts[one] += 1
            if not place:
                heaviest.counts[one] += 1
    rule = edition.manifest.follow_up
    in_order: dict[str | None, _Tally] = {None: heaviest}
    in_order |= {rule_id: weaknesses[rule_id] for rule_id in edition.rules if rule_id in weaknesses}
    contrasts = {contrast.id: contrast for contrast in _contrasts(in_order, edition, language)}
    return Solved(
        edition=edition.number,
        knowledge_sha256=edition.fingerprint,
        language=language,
        organisations=min(met, MOST) - refused,
        refused=refused,
        more=met > MOST,
        threshold=rule.organisations if rule else None,
        confidence=rule.confidence if rule else None,
        heaviest=contrasts.pop(None, None),
        weaknesses=list(contrasts.values()),
    )


def _contrasts(tallies: Mapping[str | None, _Tally], edition: Edition, language: Language) -> Iterator[Contrast]:
    """The contrast of each weakness that enough organisations had; of None: the heaviest of each."""
    rule = edition.manifest.follow_up
    for rule_id, tally in tallies.items():
        if rule is not None and tally.known() >= rule.organisations:
            yield Contrast(
                id=rule_id,
                title=edition.rules[rule_id].title[language] if rule_id is not None else None,
                done=_share(tally.counts, rule.confidence, done=True),
                not_done=_share(tally.counts, rule.confidence, done=False),
                unknown=tally.counts[True, "unknown"] + tally.counts[False, "unknown"],
            )


def _answers(profile: str) -> str:
    """The answers, agreed and disputed, alone: the name, the reference and the notes are not remembered."""
    told = json.loads(profile)
    return json.dumps({part: told[part] for part in ("answers", "disputed") if part in told}, separators=(",", ":"))


@kept(most=2 * MOST)
def _outcome(edition: Edition, answers: str) -> Outcome | None:
    """What some answers give; None when the questions of the edition refuse them."""
    try:
        profile = understand(json.loads(answers), edition)
    except ProfileError:
        return None
    return outcome(evaluator(edition).conclude(profile.answers), edition)


def _by_weight(then: Outcome, edition: Edition) -> Sequence[str]:
    """The weaknesses of an outcome: the worst first; of equals that of which the advice ranks highest."""
    order = {rule_id: place for place, rule_id in enumerate(edition.rules)}

    def weight(rule_id: str) -> tuple[int, int, int]:
        severity = then.findings[rule_id][1]
        ranks = [then.places[rid][0] for rid in edition.rules[rule_id].recommend if rid in then.places]
        worst = SEVERITIES.index(severity) if severity is not None else len(SEVERITIES)
        return worst, min(ranks, default=len(then.places) + 1), order[rule_id]

    return sorted((rule_id for rule_id, (polarity, _) in then.findings.items() if polarity == "weakness"), key=weight)


def _ending(now: Outcome, rule_id: str) -> Ending:
    verdict = now.verdicts[rule_id]
    return "there" if verdict in GIVEN else "unknown" if verdict == "undecided" else "solved"


def _share(counts: Mapping[tuple[bool, Ending], int], confidence: int, *, done: bool) -> Solvers:
    solved_ = counts.get((done, "solved"), 0)
    of = solved_ + counts.get((done, "there"), 0)
    if not of:
        return Solvers(0, 0, None, None, None)
    low, high = clopper_pearson(solved_, of, confidence / 100)
    return Solvers(of, solved_, round(solved_ / of, _DIGITS), round(low, _DIGITS), round(high, _DIGITS))
