"""What many advices have in common: how often each finding and recommendation is given, by class of organisation."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..advice import Advice
from ..insight.evaluator import evaluator
from ..library.edition import Edition
from ..library.model import Question, Split
from ..library.splits import class_of, classes
from ..library.wording import Language
from ..phrases import say
from ..stages.profile import Profile
from ..stages.verdicts import GIVEN

UNANSWERED = ""  # the class of who did not answer; no option code is empty


@dataclass(frozen=True, slots=True)
class Counted:
    """What one advice adds to a portfolio: its class in each split, its findings and recommendations by id."""

    classes: tuple[str, ...]
    given: tuple[str, ...]


def counted(profile: Profile, advice: Advice, edition: Edition) -> Counted:
    """What an advice adds to a portfolio."""
    given = (*(f.rule for f in advice.findings), *(r.id for r in advice.given))
    return Counted(_classes(profile, edition), given)


def concluded(profile: Profile, edition: Edition) -> Counted:
    """The same without the advice: from the verdicts alone, which takes a fiftieth of the time."""
    conclusions = evaluator(edition).conclude(profile.answers)
    verdicts = (*conclusions.findings.items(), *conclusions.recommendations.items())
    return Counted(_classes(profile, edition), tuple(name for name, verdict in verdicts if verdict in GIVEN))


def _classes(profile: Profile, edition: Edition) -> tuple[str, ...]:
    """The class in each split."""
    splits = edition.manifest.portfolio
    found = (class_of(s, edition.questions[s.by], profile.answers.get(s.by)) for s in splits)
    return tuple(c or UNANSWERED for c in found)


class Tally:
    """Counts, over all organisations and in each class of each split."""

    def __init__(self, splits: int) -> None:
        self.organisations: Counter[str] = Counter()
        self.given: dict[str, Counter[str]] = {}
        self.splits = splits

    def add(self, one: Counted) -> None:
        """Count one advice."""
        for group in ("all", *(f"{number}:{name}" for number, name in enumerate(one.classes))):
            self.organisations[group] += 1
            self.given.setdefault(group, Counter()).update(one.given)

    def plain(self) -> dict[str, Any]:
        """The counts as JSON data, in a fixed order."""
        given = {group: dict(sorted(counts.items())) for group, counts in sorted(self.given.items())}
        return {"organisations": dict(sorted(self.organisations.items())), "given": given}

    @classmethod
    def of(cls, plain: Mapping[str, Any], splits: int) -> "Tally":
        """The counts that `plain` gave."""
        tally = cls(splits)
        tally.organisations.update(plain["organisations"])
        tally.given = {group: Counter(counts) for group, counts in plain["given"].items()}
        return tally


@dataclass(frozen=True, slots=True)
class ClassOf:
    """A class of a split: its option code or lowest number (empty: unanswered), its label, how many are in it."""

    code: str
    label: str
    organisations: int


@dataclass(frozen=True, slots=True)
class SplitShown:
    """One split, with its classes that hold anybody."""

    by: str
    text: str
    classes: list[ClassOf]


@dataclass(frozen=True, slots=True)
class Common:
    """A finding or recommendation: how many organisations it is given to, and how many in each class of each split."""

    kind: str
    id: str
    title: str
    count: int
    counts: list[list[int]]


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What many advices have in common, most common first."""

    edition: str
    knowledge_sha256: str
    language: Language
    organisations: int
    with_mistakes: int
    splits: list[SplitShown]
    entries: list[Common]


def summarise(tally: Tally, with_mistakes: int, edition: Edition, language: Language) -> Portfolio:
    """The portfolio that a tally tells of: of each kind the most common first, then in the order of the knowledge."""
    splits = []
    for number, split in enumerate(edition.manifest.portfolio):
        question = edition.questions[split.by]
        codes = [c for c in (*classes(split, question), UNANSWERED) if tally.organisations[f"{number}:{c}"]]
        shown = [ClassOf(c, _label(split, question, c, language), tally.organisations[f"{number}:{c}"]) for c in codes]
        splits.append(SplitShown(split.by, question.text[language], shown))
    everything: list[tuple[str, str, str]] = [
        (rule.polarity, rid, rule.title[language]) for rid, rule in edition.rules.items()
    ]
    everything += [("recommendation", rid, r.title[language]) for rid, r in edition.recommendations.items()]
    entries = []
    for kind, entry_id, title in everything:
        count = tally.given.get("all", Counter())[entry_id]
        counts = [
            [tally.given[f"{number}:{c.code}"][entry_id] for c in split.classes] for number, split in enumerate(splits)
        ]
        if count:
            entries.append(Common(kind, entry_id, title, count, counts))
    order = ("weakness", "strength", "recommendation")
    entries.sort(key=lambda e: (order.index(e.kind), -e.count))
    total = tally.organisations["all"]
    return Portfolio(edition.number, edition.fingerprint, language, total, with_mistakes, splits, entries)


def _label(split: Split, question: Question, code: str, language: Language) -> str:
    if code == UNANSWERED:
        return say("class_unanswered", language)
    if question.range is None:
        return question.options[code][language]
    after = [line for line in split.lines if line > int(code)]
    if not after:
        return say("class_from", language, low=code)
    if question.kind == "percentage":
        return say("class_below", language, low=code, high=after[0])
    return say("class_between", language, low=code, high=after[0] - 1)
