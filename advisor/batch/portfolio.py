"""What many advices have in common: how often each finding and recommendation is given, by class of organisation."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
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
from .small_cells import partition, row, safe

UNANSWERED = ""  # the class of who did not answer; no option code is empty
OTHERS = "*"  # all classes together that are not shown by themselves

Group = tuple[str, str]  # the attribute of a split, and one of the classes that are shown


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

    def add_rows(self, group: str, rows: int, given: Mapping[str, int]) -> None:
        """Count many at once: the rows of a group, and to how many of them each entry is given."""
        self.organisations[group] += rows
        self.given.setdefault(group, Counter()).update({name: count for name, count in given.items() if count})

    def count(self, group: str, entry: str) -> int:
        """To how many of a group an entry is given."""
        return self.given[group][entry] if group in self.given else 0

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
    """A class of a split: its code, its label, how many are in it.

    The code is that of an option, or the lowest number; empty for who did not answer, “*” for all other classes.
    """

    code: str
    label: str
    organisations: int


@dataclass(frozen=True, slots=True)
class SplitShown:
    """One split, with the classes that are shown."""

    by: str
    text: str
    classes: list[ClassOf]


@dataclass(frozen=True, slots=True)
class Common:
    """A finding or recommendation: how many organisations it is given to, and how many in each class of each split.

    None: withheld, see `small_cells`.
    """

    kind: str
    id: str
    title: str
    count: int
    counts: list[list[int | None]]


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What many advices have in common, most common first.

    No count under ``least`` is in it, nor can one be worked out: see `small_cells`. None for the ``organisations``:
    they are too few, or the group cannot be told apart; for those ``with_mistakes``: some, fewer than ``least``.
    """

    edition: str
    knowledge_sha256: str
    language: Language
    least: int
    organisations: int | None
    with_mistakes: int | None
    splits: list[SplitShown]
    entries: list[Common]


def summarise(
    tally: Tally, with_mistakes: int, edition: Edition, language: Language, groups: Iterable[Group] = ()
) -> Portfolio:
    """The portfolio that a tally tells of, or its part in a group; what names no split is passed over.

    Of groups by several splits together nothing is told: beside what each of them has in common, it would give small
    counts away. Of each kind the most common first, then in the order of the knowledge.
    """
    total, least = tally.organisations["all"], edition.manifest.portfolio_least
    everything: list[tuple[str, str, str]] = [
        (rule.polarity, rid, rule.title[language]) for rid, rule in edition.rules.items()
    ]
    everything += [("recommendation", rid, r.title[language]) for rid, r in edition.recommendations.items()]
    columns = [_columns(tally, number, edition, language) for number in range(len(edition.manifest.portfolio))]
    divided = [found for found in columns if found.shown.classes]
    entries = []
    for kind, entry_id, title in everything:
        count = tally.count("all", entry_id)
        if safe(count, total, least):
            counts = [found.counts(tally, entry_id, least) for found in divided]
            entries.append(Common(kind, entry_id, title, count, counts))
    whole = Portfolio(
        edition.number,
        edition.fingerprint,
        language,
        least,
        total if total == 0 or total >= least else None,
        with_mistakes if with_mistakes == 0 or with_mistakes >= least else None,
        [found.shown for found in divided],
        _in_order(entries),
    )
    known = {split.by for split in edition.manifest.portfolio}
    chosen = [group for group in groups if group[0] in known]
    return _within(whole, chosen) if chosen else whole


@dataclass(frozen=True, slots=True)
class _Columns:
    """The classes of a split as they are shown, and for each the groups of a tally that make it."""

    shown: SplitShown
    groups: list[list[str]]

    def counts(self, tally: Tally, entry: str, least: int) -> list[int | None]:
        """To how many in each class an entry is given, None for each count that is withheld."""
        counts = [sum(tally.count(group, entry) for group in groups) for groups in self.groups]
        return row(counts, [c.organisations for c in self.shown.classes], least)


def _columns(tally: Tally, number: int, edition: Edition, language: Language) -> _Columns:
    split = edition.manifest.portfolio[number]
    question = edition.questions[split.by]
    sizes = {name: tally.organisations[f"{number}:{name}"] for name in (*classes(split, question), UNANSWERED)}
    shown, groups = [], []
    for members in partition(sizes, edition.manifest.portfolio_least):
        code = members[0] if len(members) == 1 else OTHERS
        shown.append(ClassOf(code, _label(split, question, code, language), sum(sizes[name] for name in members)))
        groups.append([f"{number}:{name}" for name in members])
    return _Columns(SplitShown(split.by, question.text[language], shown), groups)


def _within(whole: Portfolio, chosen: Sequence[Group]) -> Portfolio:
    """What a portfolio tells of a group: the column of it."""
    places = [
        (number, place)
        for number, split in enumerate(whole.splits)
        for place, found in enumerate(split.classes)
        if [(split.by, found.code)] == [*chosen]
    ]
    if not places:
        return replace(whole, organisations=None, splits=[], entries=[])
    ((number, place),) = places
    columns = ((entry, entry.counts[number][place]) for entry in whole.entries)
    entries = [replace(entry, count=count, counts=[]) for entry, count in columns if count is not None]
    size = whole.splits[number].classes[place].organisations
    return replace(whole, organisations=size, splits=[], entries=_in_order(entries))


def _in_order(entries: list[Common]) -> list[Common]:
    order = ("weakness", "strength", "recommendation")
    return sorted(entries, key=lambda e: (order.index(e.kind), -e.count))


def size(portfolio: Portfolio) -> str:
    """How many organisations it is about, in words."""
    if portfolio.organisations is None:
        return say("portfolio_few", portfolio.language, least=portfolio.least)
    return say("organisations", portfolio.language, count=portfolio.organisations)


def told(portfolio: Portfolio) -> list[str]:
    """In sentences: what is withheld and why, and what is left out."""
    language, count = portfolio.language, portfolio.with_mistakes
    found = [say("portfolio_withheld", language, least=portfolio.least)] if portfolio.organisations != 0 else []
    if portfolio.organisations != 0 and not portfolio.entries:
        found.insert(0, say("portfolio_nothing_left", language))
    if count is None:
        return [*found, say("portfolio_some_without", language)]
    return [*found, *([say("portfolio_without", language, count=count)] if count else [])]


def _label(split: Split, question: Question, code: str, language: Language) -> str:
    if code == UNANSWERED:
        return say("class_unanswered", language)
    if code == OTHERS:
        return say("class_others", language)
    if question.range is None:
        return question.options[code][language]
    after = [line for line in split.lines if line > int(code)]
    if not after:
        return say("class_from", language, low=code)
    if question.kind == "percentage":
        return say("class_below", language, low=code, high=after[0])
    return say("class_between", language, low=code, high=after[0] - 1)
