"""One edition of the knowledge: everything we know, linked and frozen, with its content hash."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from ..phrases import alternatives, written
from .alike import Apart, apart
from .conditions import Answer, Condition, Disputed, names
from .memo import kept
from .model import (
    Bundle,
    Cause,
    Confined,
    Contradiction,
    Derived,
    Factor,
    Manifest,
    Passage,
    Question,
    Recommendation,
    Rule,
    Silence,
    Source,
    Tension,
    Word,
)
from .overlays import Deviations, Kind, Laid
from .priorities import Priorities
from .shapes import Fitted, Remark, Text
from .strict_yaml import Document, Place
from .texts import named
from .wording import Language

ANY = "*"  # in `Edition.homes`: any entry of a kind, for it may stand in a file that could not be read

_HangsOn = tuple[frozenset[str], list[Condition]]  # the facts that a text names, and the conditions that choose it


def knowledge_sha256(content_sha256: str, weights_sha256: str) -> str:
    """The hash of the knowledge from that of its weights and that of all the rest.

    Made of the two, so that who has a receipt and other weights can tell whether anything else differs.
    """
    return hashlib.sha256(f"{content_sha256}\n{weights_sha256}\n".encode()).hexdigest()


def fingerprint(knowledge: str, overlays: Mapping[str, str]) -> str:
    """The hash of the knowledge with overlays on it (hash by id, the last on top); without any, its own."""
    if not overlays:
        return knowledge
    return hashlib.sha256("\n".join([knowledge, *overlays.values()]).encode()).hexdigest()


@dataclass(frozen=True, eq=False)
class Edition:
    """Everything we know, linked, with what overlays change. Mappings keep the order of the files."""

    root: Path
    shipped: bool
    content_sha256: str
    weights_sha256: str
    overlays: tuple[Laid, ...]
    deviations: Deviations
    manifest: Manifest
    sources: Mapping[str, Source]
    passages: Mapping[str, Passage]
    factors: Mapping[str, Factor]
    factor_themes: Mapping[str, str]
    causes: Mapping[str, Cause]
    questions: Mapping[str, Question]
    question_themes: Mapping[str, str]
    derived: Mapping[str, Derived]
    rules: Mapping[str, Rule]
    recommendations: Mapping[str, Recommendation]
    bundles: Mapping[str, Bundle]
    tensions: Mapping[str, Tension]
    contradictions: Mapping[str, Contradiction]
    silences: Mapping[str, Silence]
    words: Mapping[str, Word]
    confined: Mapping[str, Confined]
    priorities: Priorities
    homes: Mapping[tuple[str, str], tuple[Document, Place]] = field(repr=False)
    memo: dict[Any, Any] = field(init=False, repr=False, default_factory=dict)  # see `memo`

    def where(self, kind: str, entry: str, place: Place = ()) -> tuple[str, int]:
        """The file and line of a place within an entry, e.g. ("rule", id, ("examples", 0))."""
        document, prefix = self.homes[kind, entry]
        return document.at((*prefix, *place))

    @cached_property
    def sha256(self) -> str:
        """The hash of the base: all that is not in an overlay; see `knowledge_sha256`."""
        return knowledge_sha256(self.content_sha256, self.weights_sha256)

    @cached_property
    def fingerprint(self) -> str:
        """The hash of all that is used; see `fingerprint`."""
        return fingerprint(self.sha256, {laid.overlay.id: laid.sha256 for laid in self.overlays})

    @property
    def number(self) -> str:
        """The edition number, e.g. 2026.1."""
        return self.manifest.edition

    @cached_property
    def supports(self) -> Mapping[str, tuple[str, ...]]:
        """For each rule the documents that support it, each once."""
        return {
            rule_id: tuple(sorted({ref.partition("/")[0] for ref in rule.because}))
            for rule_id, rule in self.rules.items()
        }

    @cached_property
    def reads(self) -> Mapping[str, tuple[str, ...]]:
        """For each rule the facts it reads, itself or through a derived fact."""
        return {
            rule_id: tuple(dict.fromkeys(name for condition in conditions for name in names(condition)))
            for rule_id, conditions in self._conditions.items()
        }

    @cached_property
    def tells_apart(self) -> Mapping[str, Apart]:
        """For each rule the facts it reads, with what stands for answers that it does not tell apart."""
        return {rule_id: apart(self.reads[rule_id], found, ticks=True) for rule_id, found in self._conditions.items()}

    @cached_property
    def _conditions(self) -> Mapping[str, list[Condition]]:
        """For each rule its conditions, each followed by those of the derived facts that it reads."""

        def of(rule: Rule) -> Iterator[Condition]:
            for condition in (rule.when, rule.unless, *(line.when for line in rule.severity)):
                if condition is not None:
                    yield condition
                    yield from (self.derived[name].when for name in names(condition) if name in self.derived)

        return {rule_id: list(of(rule)) for rule_id, rule in self.rules.items()}

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """What a condition can ask for by name: attributes and derived facts."""
        return (*self.questions, *self.derived)

    @cached_property
    def effects(self) -> Mapping[str, frozenset[str]]:
        """For each factor that is behind others: those others."""
        return {
            factor: frozenset(cause.effect for cause in self.causes.values() if cause.cause == factor)
            for factor in {cause.cause for cause in self.causes.values()}
        }

    @cached_property
    def passage_order(self) -> Mapping[str, int]:
        """The place of each passage: by source, then by paragraph."""
        ordered = sorted(self.passages, key=lambda ref: (ref.partition("/")[0], self.passages[ref].paragraph))
        return {ref: place for place, ref in enumerate(ordered)}

    @cached_property
    def callers(self) -> Mapping[str, tuple[str, ...]]:
        """For each recommendation the rules that call for it."""
        return {
            rid: tuple(rule_id for rule_id, rule in self.rules.items() if rid in rule.recommend)
            for rid in self.recommendations
        }

    @cached_property
    def successors(self) -> Mapping[str, str]:
        """For each recommendation of earlier editions that went up in another: that one."""
        return {gone: rid for rid, recommendation in self.recommendations.items() for gone in recommendation.replaces}

    @cached_property
    def fitted_on(self) -> Mapping[str, Mapping[Place, Apart]]:
        """For each recommendation and each of its texts, and for its effort, the facts on which it hangs how it reads,
        with what stands for answers to which it reads the same.
        """

        return {
            rid: {place: _apart(hangs_on) for place, hangs_on in self._fitting(recommendation).items()}
            for rid, recommendation in self.recommendations.items()
        }

    @cached_property
    def all_fitted_on(self) -> Mapping[str, Apart]:
        """For each recommendation the facts on which any of its texts hangs, told apart as finely as any does."""
        found = {}
        for rid, recommendation in self.recommendations.items():
            told, conditions = zip(*self._fitting(recommendation).values(), strict=True)
            found[rid] = _apart((frozenset().union(*told), [when for each in conditions for when in each]))
        return found

    def _fitting(self, recommendation: Recommendation) -> Mapping[Place, _HangsOn]:
        """On what each text of a recommendation hangs, and its effort."""

        def of(text: Fitted) -> _HangsOn:
            words = [self.words[name] for name in _named(text) if name in self.words]
            conditions = [form.when for fitted in (text, *words) for form in fitted.instead]
            conditions += [text.when] if isinstance(text, Remark) and text.when is not None else []
            return _named(text).union(*map(_named, words)) - self.words.keys(), conditions

        efforts = [form.when for form in recommendation.effort.instead]
        return {**{place: of(text) for place, text in recommendation.texts}, ("effort",): (frozenset(), efforts)}

    @cached_property
    def words_read(self) -> Mapping[str, tuple[str, ...]]:
        """For each word the facts on which it hangs how it reads."""
        read = {
            name: _named(word).union(*(names(form.when) for form in word.instead)) for name, word in self.words.items()
        }
        return {name: tuple(sorted(facts - self.words.keys())) for name, facts in read.items()}

    @cached_property
    def steps_for(self) -> Mapping[str, frozenset[str]]:
        """For each recommendation the factors that some of its steps are for: these are shown where one is weak."""
        return {
            rid: frozenset(factor for step in recommendation.steps for factor in step.for_)
            for rid, recommendation in self.recommendations.items()
        }

    @cached_property
    def recommendation_order(self) -> Mapping[str, int]:
        """For each recommendation its place in the knowledge."""
        return {rid: place for place, rid in enumerate(self.recommendations)}

    @cached_property
    def bundle_of(self) -> Mapping[str, str]:
        """For each recommendation that belongs with others: its bundle."""
        return {rid: name for name, bundle in self.bundles.items() for rid in bundle.recommendations}

    @cached_property
    def needed_by(self) -> Mapping[str, frozenset[str]]:
        """For each recommendation those that need it first."""
        return {
            rid: frozenset(other for other, r in self.recommendations.items() if rid in r.needs)
            for rid in self.recommendations
        }

    def called(self, kind: Kind, entry: str, language: Language) -> str:
        """What an entry is called, of the base or of an overlay: its title or text, else its id."""
        deviation = self.deviations.get((kind, entry))
        if deviation is not None and deviation.how == "switched_off":
            return deviation.called[language] if deviation.called else entry
        held = self.entry(kind, entry)
        title = getattr(held, "title", None) or getattr(held, "text", None)
        if isinstance(title, str):  # of a document, which has one in its own language
            return title
        return title[language] if isinstance(title, Text) else entry

    def entry(self, kind: Kind, entry: str) -> object:
        """An entry as it is used; None when there is none of that kind and id."""
        if kind in ("weight", "priorities"):
            return getattr(self.priorities.weights if kind == "weight" else self.priorities, entry, None)
        held: Mapping[str, object] = getattr(self, kind if kind in ("derived", "confined") else f"{kind}s", {})
        return held.get(entry)

    def name(self, fact: str, language: Language) -> str:
        """What a fact is called: the text of its question, the title of a derived fact or of a factor."""
        if fact in self.questions:
            return self.questions[fact].text[language]
        if fact in self.derived:
            return self.derived[fact].title[language]
        polarity, _, factor = fact.partition(":")
        words = {"weakness": ("knelpunt", "weakness"), "strength": ("sterk punt", "strength")}[polarity]
        return f"{words[language == 'en']} “{self.factors[factor].title[language]}”"

    def value(self, fact: str, value: Answer, language: Language) -> str:
        """What a value of a fact is called: the label of an option, a number with its unit; of several, “a or b”."""
        if isinstance(value, Disputed):
            return alternatives([self.value(fact, one, language) for one in value.values], language)
        if isinstance(value, bool):
            return {"nl": ("nee", "ja"), "en": ("no", "yes")}[language][value]
        question = self.questions[fact]
        if isinstance(value, frozenset):
            ticked = [question.options[code][language] for code in question.options if code in value]
            none = question.none_label[language] if question.none_label else "–"
            return "; ".join(ticked) if ticked else none
        if isinstance(value, str):
            return question.options[value][language]
        number = written(value, language, grouped=True)
        if question.unit is None:
            return number
        unit = (question.unit_one if value == 1 and question.unit_one else question.unit)[language]
        return f"{number}{unit}" if unit == "%" and language == "en" else f"{number} {unit}"


def _apart(hangs_on: _HangsOn) -> Apart:
    """What stands for the answers to which a text reads the same."""
    told, conditions = hangs_on
    return apart(sorted(told.union(*map(names, conditions))), conditions, exactly=told)


def _named(text: Fitted) -> frozenset[str]:
    """The words and answers that some form of a text names."""
    return frozenset(name for form in (text, *text.instead) for name in (*named(form.nl), *named(form.en)))


def with_weights(edition: Edition, other: Edition) -> Edition:
    """The edition with the weights of another; the same object for the same two, so that what hangs on it is kept."""
    return _weighed(edition, _Weights(other.weights_sha256, other.priorities))


@dataclass(frozen=True)
class _Weights:
    """All weights, known by their hash."""

    sha256: str
    priorities: Priorities = field(compare=False)


@kept(most=8)
def _weighed(edition: Edition, weights: _Weights) -> Edition:
    return replace(edition, priorities=weights.priorities, weights_sha256=weights.sha256)
