"""Why A is above B: the difference between two recommendations in named contributions, or what overrode the scores."""

from dataclasses import dataclass
from typing import Literal

from ..advice import Advisor
from ..library.edition import Edition
from ..library.reach import reachable
from ..library.wording import Language
from ..phrases import say
from ..stages.findings import weigh
from ..stages.profile import Profile
from ..stages.ranking import Ranked, rank
from ..stages.recommendations import contribution
from .why import NotGivenError

DecidedBy = Literal["prerequisite", "start", "exempt", "score", "documents", "order"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One contribution to both scores: the points of the higher and of the lower, and the difference."""

    name: str
    title: str
    higher: int
    lower: int
    difference: int


@dataclass(frozen=True, slots=True)
class Above:
    """Why one recommendation is above another. ``differences`` add up to the difference between the scores.

    ``decided_by``: the score; a prerequisite (``through``: what comes after the higher one and stands no lower than
    the other); the start, where a passage wants it settled; that the lower one is probably exempt; or, with equal
    scores, the number of documents, and then the order of the knowledge. What is folded has the place of what it
    stands under, which is compared in its stead, unless both stand there; ``under`` tells that of what was asked about.
    """

    higher: str
    lower: str
    rank_higher: int
    rank_lower: int
    score_higher: int
    score_lower: int
    decided_by: DecidedBy
    through: list[str]
    under: dict[str, str]
    differences: list[Difference]
    sentence: str


def above(profile: Profile, one: str, other: str, advisor: Advisor, language: Language = "nl") -> Above:
    """Why one of two recommendations is above the other, whichever that is.

    Raises KeyError when there is no such recommendation, NotGivenError (with its id) when one is not given, ValueError
    when they are the same.
    """
    edition = advisor.edition
    conclusions = advisor.conclude(profile.answers)
    ranked = {item.id: item for item in rank(weigh(conclusions, edition), conclusions, edition)}
    for rid in (one, other):
        if rid not in edition.recommendations:
            raise KeyError(rid)
        if rid not in ranked:
            raise NotGivenError(rid)
    if one == other:
        raise ValueError(one)
    under = {rid: host for rid in (one, other) if (host := ranked[rid].under) is not None}
    shown = {under.get(rid, rid) for rid in (one, other)}
    high, low = (item for item in ranked.values() if item.id in (shown if len(shown) > 1 else (one, other)))
    decided_by, through = _decided(high, low, ranked, edition)
    names = [name for name, _ in edition.priorities.weights if high.values.get(name, 0) != low.values.get(name, 0)]
    differences = [
        Difference(
            name,
            contribution(edition, name, 0, language).title,
            high.values.get(name, 0),
            low.values.get(name, 0),
            high.values.get(name, 0) - low.values.get(name, 0),
        )
        for name in names
    ]
    titles = {rid: f"“{edition.recommendations[rid].title[language]}”" for rid in edition.recommendations}
    return Above(
        higher=high.id,
        lower=low.id,
        rank_higher=high.rank,
        rank_lower=low.rank,
        score_higher=high.score,
        score_lower=low.score,
        decided_by=decided_by,
        through=through,
        under=under,
        differences=differences,
        sentence=" ".join(
            [
                *(say("above_folded", language, title=titles[rid], host=titles[host]) for rid, host in under.items()),
                _sentence(high, low, decided_by, through, differences, titles, language),
            ]
        ),
    )


def _decided(high: Ranked, low: Ranked, ranked: dict[str, Ranked], edition: Edition) -> tuple[DecidedBy, list[str]]:
    """What put one above the other, and the recommendations through which it did."""
    listed = edition.recommendation_order

    def key(item: Ranked) -> tuple[bool, int, int, int]:
        return item.behind, -item.score, -item.documents, listed[item.id]

    if high.id in reachable(low.id, lambda rid: ranked[rid].needs):
        return "prerequisite", [low.id]
    if key(high) < key(low):
        reasons: tuple[DecidedBy, ...] = ("exempt", "score", "documents", "order")
        differs = (one != other for one, other in zip(key(high), key(low), strict=True))
        return next(reason for reason, here in zip(reasons, differs, strict=True) if here), []
    needing = [rid for rid in ranked if high.id in reachable(rid, lambda one: ranked[one].needs)]
    lifted = [rid for rid in needing if key(ranked[rid]) < key(low)]
    return ("prerequisite", lifted) if lifted else ("start", [])


def _sentence(
    high: Ranked,
    low: Ranked,
    decided_by: DecidedBy,
    through: list[str],
    differences: list[Difference],
    titles: dict[str, str],
    language: Language,
) -> str:
    parts: dict[str, object] = {"higher": titles[high.id], "lower": titles[low.id]}
    if decided_by == "prerequisite" and through == [low.id]:
        return say("above_needs", language, **parts)
    if decided_by == "prerequisite":
        return say("above_lifted", language, through="; ".join(titles[n] for n in through), **parts)
    if decided_by != "score":
        return say(f"above_{decided_by}", language, score=high.score, **parts)
    told = "; ".join(f"{d.title} {d.difference:+d}" for d in sorted(differences, key=lambda d: -abs(d.difference)))
    return say("above_score", language, points=high.score - low.score, told=told, **parts)
