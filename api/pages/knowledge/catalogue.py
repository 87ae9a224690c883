"""The knowledge as its pages show it: the kinds of entries, and of each entry its title, address and references."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import cast

from advisor.library.conditions import names
from advisor.library.edition import Edition
from advisor.library.memo import kept
from advisor.library.overlays import Deviation, Kind
from advisor.library.wording import Language
from advisor.phrases import say

from ...routes.knowledge import COLLECTIONS, entries
from ...views import shapes

PLACE = "/knowledge"
THEMED = ("factors", "questions", "rules", "recommendations")
ORDER = "priorities"  # the page that says how the order of an advice is made


KINDS = {f"{collection.one}s": collection for collection in COLLECTIONS}  # by the name under /knowledge


@dataclass(frozen=True, slots=True)
class Named:
    """Anything with a page, or an anchor on one: its kind, id, title and address."""

    kind: str
    id: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Told:
    """A passage as cited: its source, its place there, its gist, and where to read it."""

    id: str
    source: Named
    address: str
    paragraph: int
    gist: str | None
    link: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of one theme."""

    id: str
    title: str
    entries: list[shapes.View]

    @property
    def anchor(self) -> str:
        """The id of the heading on a page."""
        return f"theme-{self.id}"


@dataclass(frozen=True)
class Catalogue:
    """All entries of an edition in one language, by kind and id."""

    edition: Edition
    language: Language

    def all(self, kind: str) -> Mapping[str, shapes.View]:
        """Every entry of a kind by its id."""
        return entries(self.edition, KINDS[kind].build, self.language)

    def deviates(self, kind: str, entry_id: str) -> str | None:
        """Through which overlay an entry is not that of the base, and why; None for an entry of the base."""
        one = cast(Kind, KINDS[kind].one)
        deviation = self.edition.deviations.get((one, entry_id))
        return None if deviation is None else self._told(one, entry_id, deviation)

    @property
    def deviations(self) -> list[str]:
        """All that is not as in the base."""
        return [self._told(kind, entry, deviation) for (kind, entry), deviation in self.edition.deviations.items()]

    def _told(self, kind: Kind, entry_id: str, deviation: Deviation) -> str:
        title = self.edition.called(kind, entry_id, self.language)
        overlay = deviation.overlay.name[self.language]
        said = say(f"overlay_{deviation.how}", self.language, title=title, overlay=overlay)
        return f"{said} {deviation.why(self.language)}"

    def named(self, kind: str, entry_id: str) -> Named:
        """The reference to an entry."""
        return _named(kind, self.all(kind)[entry_id])

    def several(self, kind: str, ids: Iterable[str]) -> list[Named]:
        """The references to entries of a kind."""
        return [self.named(kind, entry_id) for entry_id in ids]

    def fact(self, name: str) -> Named:
        """The reference to what a condition reads: a question, a derived fact, or a finding about a factor."""
        if name in self.edition.questions:
            return self.named("questions", name)
        title = self.edition.name(name, self.language)
        if name in self.edition.derived:
            return Named(ORDER, name, title, f"{PLACE}/{ORDER}#{name}")
        factor = name.partition(":")[2]
        return Named("factors", factor, title, f"{PLACE}/factors/{factor}")

    @cached_property
    def passages(self) -> Mapping[str, Told]:
        """Every passage by its id."""
        return {
            passage.id: Told(
                passage.id,
                _named("sources", source),
                f"{PLACE}/sources/{source.id}#{passage.id.partition('/')[2]}",
                passage.paragraph,
                passage.gist,
                passage.link,
            )
            for source in cast(Iterable[shapes.SourceView], self.all("sources").values())
            for passage in source.passages
        }

    def told(self, refs: Iterable[str]) -> list[Told]:
        """Passages by id, each once, in the order of the sources."""
        return [self.passages[ref] for ref in sorted(set(refs), key=self.edition.passage_order.__getitem__)]

    @cached_property
    def tells_of(self) -> Mapping[str, list[Named]]:
        """For each passage the factors that it names."""
        found: dict[str, list[Named]] = defaultdict(list)
        for factor in cast(Iterable[shapes.FactorView], self.all("factors").values()):
            for ref in factor.told_by:
                found[ref].append(_named("factors", factor))
        return found

    @cached_property
    def pulled(self) -> Mapping[str, list[Named]]:
        """For each factor the tensions that involve it."""
        found: dict[str, list[Named]] = defaultdict(list)
        for tension in cast(Iterable[shapes.TensionView], self.all("tensions").values()):
            for factor in dict.fromkeys(factor for side in tension.sides for factor in side.factors):
                found[factor].append(_named("tensions", tension))
        return found

    @cached_property
    def waiting(self) -> Mapping[str, list[Named]]:
        """For each recommendation those that need it."""
        found: dict[str, list[Named]] = defaultdict(list)
        for recommendation in cast(Iterable[shapes.RecommendationView], self.all("recommendations").values()):
            for needed in recommendation.needs:
                found[needed].append(_named("recommendations", recommendation))
        return found

    def factors_of(self, recommendation: str) -> list[Named]:
        """The factors that the rules which call for a recommendation are about."""
        rules = self.edition.callers[recommendation]
        return self.several("factors", dict.fromkeys(self.edition.rules[rule_id].about for rule_id in rules))

    def read_by(self, attribute: str) -> list[Named]:
        """What else reads an answer, apart from rules: derived facts and contradictions."""
        derived = [self.fact(name) for name, fact in self.edition.derived.items() if attribute in names(fact.when)]
        checks = [
            Named(ORDER, check_id, check.message[self.language], f"{PLACE}/{ORDER}#{check_id}")
            for check_id, check in self.edition.contradictions.items()
            if attribute in names(check.when)
        ]
        return derived + checks

    def theme(self, kind: str, entry_id: str) -> str:
        """The theme of an entry: for a rule that of its factor, for a recommendation that of most of its rules."""
        edition = self.edition
        if kind == "questions":
            return edition.question_themes[entry_id]
        if kind == "factors":
            return edition.factor_themes[entry_id]
        if kind == "rules":
            return edition.factor_themes[edition.rules[entry_id].about]
        counted = Counter(self.theme("rules", rule_id) for rule_id in edition.callers[entry_id])
        return counted.most_common(1)[0][0] if counted else ""

    def groups(self, kind: str) -> list[Group]:
        """The entries of a kind by theme, in the order of the manifest; those of no theme it names at the end."""
        return self._groups[kind]

    @cached_property
    def _groups(self) -> Mapping[str, list[Group]]:
        return {kind: self._grouped(kind) for kind in THEMED}

    def _grouped(self, kind: str) -> list[Group]:
        manifest = self.edition.manifest
        themes = manifest.questions if kind == "questions" else manifest.factors
        found: dict[str, list[shapes.View]] = {theme: [] for theme in themes}
        for entry_id, entry in self.all(kind).items():
            found.setdefault(self.theme(kind, entry_id), []).append(entry)
        return [
            Group(theme, themes[theme].title[self.language] if theme in themes else theme, members)
            for theme, members in found.items()
            if members
        ]

    def sequence(self, kind: str) -> list[str]:
        """The ids of a kind in the order in which their list shows them."""
        if kind not in THEMED:
            return list(self.all(kind))
        return [entry.id for group in self.groups(kind) for entry in group.entries]

    def beside(self, kind: str, entry_id: str) -> tuple[Named | None, Named | None]:
        """The entries before and after an entry in its list."""
        sequence = self.sequence(kind)
        at = sequence.index(entry_id)
        before, after = sequence[at - 1 : at] if at else [], sequence[at + 1 : at + 2]
        return next(iter(self.several(kind, before)), None), next(iter(self.several(kind, after)), None)


@kept(most=4)
def catalogue(edition: Edition, language: Language) -> Catalogue:
    """The catalogue of an edition in a language, made once."""
    return Catalogue(edition, language)


def title(view: shapes.View) -> str:
    """The title of an entry; of a question its text."""
    return view.text if isinstance(view, shapes.QuestionView) else str(getattr(view, "title"))  # noqa: B009


def _named(kind: str, view: shapes.View) -> Named:
    return Named(kind, view.id, title(view), f"{PLACE}/{kind}/{view.id}")


def numbered(refs: Iterable[Iterable[str]]) -> Mapping[str, int]:
    """A number for each passage, from 1, in the order in which they are first cited."""
    return {ref: number for number, ref in enumerate(dict.fromkeys(chain.from_iterable(refs)), start=1)}
