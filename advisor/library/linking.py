"""Holds the entries of an edition against each other: every name leads somewhere, every value can be an answer."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from . import grounds, questions, splits, weights
from .conditions import Atom, Compare, Condition, Empty, Includes, Known, OneOf, atoms
from .edition import Edition
from .model import Example, Question, Rule, Text
from .named import Fault, known, unread
from .nearest import Meant, Remedy
from .questions import MAX_NAME, NUMBERS, folded, shown
from .reach import reachable
from .strict_yaml import Place
from .wording import LANGUAGES

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def faults(edition: Edition, *, complete: bool = True) -> Iterator[Fault]:
    """Every broken link and impossible value.

    When not ``complete``, some entries could not be read: their names exist, and what nothing uses is not told.
    """
    yield from _ids(edition)
    yield from _twins(edition)
    progress = edition.manifest.progress
    yield from known(edition, ("manifest", ""), ("progress",), progress, edition.questions, "attribute")
    for factor_id, theme in edition.factor_themes.items():
        if theme not in edition.manifest.factors:
            remedy = "add the theme to knowledge/manifest.yaml."
            yield ("factor", factor_id), (), "This file is not a theme of the manifest.", remedy
    yield from _questions(edition)
    yield from _sources(edition, complete=complete)
    for factor_id, factor in edition.factors.items():
        yield from known(edition, ("factor", factor_id), ("told_by",), factor.told_by, edition.passages, "passage")
    for name, fact in edition.derived.items():
        entry = ("derived", name)
        yield from ((entry, *fault) for fault in questions.reserved(name, "derived fact"))
        yield from _condition(edition, entry, ("when",), fact.when, ())
        yield from known(edition, entry, ("because",), fact.because, edition.passages, "passage")
        yield from _examples(edition, entry, fact.examples)
    for rule_id, rule in edition.rules.items():
        yield from _rule(edition, ("rule", rule_id), rule)
    yield from _recommendations(edition, complete=complete)
    for tension_id, tension in edition.tensions.items():
        entry = ("tension", tension_id)
        for i, side in enumerate(tension.sides):
            yield from known(edition, entry, ("sides", i, "because"), side.because, edition.passages, "passage")
            yield from known(edition, entry, ("sides", i, "factors"), side.factors, edition.factors, "factor")
        yield from _condition(edition, entry, ("when",), tension.when, ("derived", "weakness", "strength"))
        yield from _examples(edition, entry, tension.examples)
    for contradiction_id, contradiction in edition.contradictions.items():
        entry = ("contradiction", contradiction_id)
        yield from _condition(edition, entry, ("when",), contradiction.when, ())
        yield from _examples(edition, entry, contradiction.examples)
    for silence_id, silence in edition.silences.items():
        if silence.when is not None:
            yield from _condition(edition, ("silence", silence_id), ("when",), silence.when, ())
    yield from grounds.causes(edition)
    yield from _priorities(edition)
    for place, what, near in splits.faults(edition.manifest.portfolio, edition.questions):
        yield ("manifest", ""), ("portfolio", *place), what, near


def _ids(edition: Edition) -> Iterator[Fault]:
    kinds: dict[str, tuple[Iterable[str], re.Pattern[str], str]] = {
        "source": (edition.sources, KEBAB, "kebab-case"),
        "factor": (edition.factors, KEBAB, "kebab-case"),
        "rule": (edition.rules, KEBAB, "kebab-case"),
        "recommendation": (edition.recommendations, KEBAB, "kebab-case"),
        "tension": (edition.tensions, KEBAB, "kebab-case"),
        "contradiction": (edition.contradictions, KEBAB, "kebab-case"),
        "cause": (edition.causes, KEBAB, "kebab-case"),
        "silence": (edition.silences, KEBAB, "kebab-case"),
        "question": (edition.questions, SNAKE, "snake_case"),
        "derived": (edition.derived, SNAKE, "snake_case"),
    }
    seen: dict[str, str] = {}
    for kind, (ids, pattern, form) in kinds.items():
        for entry_id in ids:
            if not pattern.fullmatch(entry_id) or len(entry_id) > MAX_NAME:
                what = f"The id “{shown(entry_id)}” is not {form}."
                yield (kind, entry_id), (), what, f"use lower case, at most {MAX_NAME} long."
            if entry_id in seen and {kind, seen[entry_id]} != {"source", "factor"}:
                yield (kind, entry_id), (), f"The id “{entry_id}” is also a {seen[entry_id]}.", "choose another id."
            seen[entry_id] = kind


def _twins(edition: Edition) -> Iterator[Fault]:
    """Entries that a reader cannot tell from each other: no page shows an id."""
    called: dict[str, Mapping[str, tuple[str, Text]]] = {
        "factor": {k: ("title", entry.title) for k, entry in edition.factors.items()},
        "question": {k: ("text", entry.text) for k, entry in edition.questions.items()},
        "recommendation": {k: ("title", entry.title) for k, entry in edition.recommendations.items()},
        "tension": {k: ("title", entry.title) for k, entry in edition.tensions.items()},
    }
    for kind, texts in called.items():
        for language in LANGUAGES:
            seen: dict[str, str] = {}
            for entry_id, (field, text) in texts.items():
                if (same := folded(text[language])) in seen:
                    what = f"“{text[language]}” is also what “{seen[same]}” is called."
                    yield (kind, entry_id), (field, language), what, "choose another text."
                seen.setdefault(same, entry_id)


def _questions(edition: Edition) -> Iterator[Fault]:
    for attribute, question in edition.questions.items():
        entry = ("question", attribute)
        if edition.question_themes[attribute] not in edition.manifest.questions:
            yield entry, (), "This file is not a theme of the manifest.", "add the theme to knowledge/manifest.yaml."
        yield from ((entry, *fault) for fault in questions.faults(question))
        yield from ((entry, *fault) for fault in questions.reserved(attribute, "question"))
        if question.ask_when is not None:
            yield from _condition(edition, entry, ("ask_when",), question.ask_when, ())
            if attribute in (atom.name for _, atom in atoms(question.ask_when)):
                yield entry, ("ask_when",), "The question waits for itself.", "name another question."
        yield from _phases(edition, entry, ("ask_later",), question.ask_later)


def _sources(edition: Edition, *, complete: bool) -> Iterator[Fault]:
    cited = citations(edition)
    for source_id, source in edition.sources.items():
        for passage_id, passage in source.passages.items():
            entry, place = ("source", source_id), ("passages", passage_id)
            ref = f"{source_id}/{passage_id}"
            if passage_id != f"p{passage.paragraph}":
                yield entry, place, f"“{passage_id}” is not p{passage.paragraph}.", "make id and paragraph agree."
            if passage.repeats is not None:
                yield from known(edition, entry, (*place, "repeats"), [passage.repeats], source.passages, "passage")
            if passage.gist is None and passage.not_advice is None:
                yield entry, place, "The passage has neither a gist nor a reason why it carries no advice.", "add one."
            if passage.gist is None and ref in cited:
                yield entry, place, "The passage is cited but has no gist.", "say in our own words what it claims."
            if complete and passage.not_advice is None and ref not in cited:
                what = "No rule, recommendation or tension cites this passage."
                yield entry, place, what, "cite it, or say under “not_advice:” why it carries none."


def citations(edition: Edition) -> Mapping[str, list[tuple[str, str]]]:
    """For each passage that is cited: the rules, recommendations and tensions (kind, id) that cite it."""
    cited: dict[str, list[tuple[str, str]]] = {}

    def add(kind: str, entry_id: str, passages: Iterable[str]) -> None:
        for passage in passages:
            users = cited.setdefault(passage, [])
            if (kind, entry_id) not in users:
                users.append((kind, entry_id))

    for rule_id, rule in edition.rules.items():
        add("rule", rule_id, rule.because)
    for rid, recommendation in edition.recommendations.items():
        add("recommendation", rid, (p for step in recommendation.steps for p in step.because))
    for tension_id, tension in edition.tensions.items():
        add("tension", tension_id, (p for side in tension.sides for p in side.because))
    return cited


def _rule(edition: Edition, entry: tuple[str, str], rule: Rule) -> Iterator[Fault]:
    yield from known(edition, entry, ("about",), [rule.about], edition.factors, "factor", listed=False)
    yield from known(edition, entry, ("recommend",), rule.recommend, edition.recommendations, "recommendation")
    yield from known(edition, entry, ("helps",), rule.helps, edition.recommendations, "recommendation")
    yield from known(edition, entry, ("because",), rule.because, edition.passages, "passage")
    yield from known(edition, entry, ("severity_because",), rule.severity_because, edition.passages, "passage")
    yield from _condition(edition, entry, ("when",), rule.when, ("derived",))
    if rule.unless is not None:
        yield from _condition(edition, entry, ("unless",), rule.unless, ("derived",))
    for i, line in enumerate(rule.severity):
        if line.when is not None:
            yield from _condition(edition, entry, ("severity", i, line.level), line.when, ("derived",))
    if rule.polarity == "weakness":
        for field in ("severity", "recommend"):
            if not getattr(rule, field):
                yield entry, (), f"A weakness needs “{field}”.", f"add “{field}:”."
        if rule.helps:
            yield entry, ("helps",), "A weakness helps nothing.", "use “recommend:”."
        yield from grounds.limits(edition, entry, rule)
    elif rule.severity or rule.severity_because or rule.limits or rule.recommend:
        yield entry, (), "A strength has no severity, limits or recommend.", "remove them; use “helps:”."
    results = {example.result for example in rule.examples}
    for needed, words in (("applies", "applies"), ("does_not_apply", "does not apply")):
        if needed not in results:
            yield entry, ("examples",), f"No example in which the rule {words}.", "add one."
    yield from _examples(edition, entry, rule.examples)


def _recommendations(edition: Edition, *, complete: bool) -> Iterator[Fault]:
    called = {rid for rule in edition.rules.values() for rid in rule.recommend}
    for rid, recommendation in edition.recommendations.items():
        entry = ("recommendation", rid)
        if complete and rid not in called:
            yield entry, (), "No rule calls for this recommendation.", "name it under “recommend:” of a rule."
        yield from known(edition, entry, ("needs",), recommendation.needs, edition.recommendations, "recommendation")
        yield from grounds.cited(edition, entry, ("needs",), recommendation.needs)
        for i, step in enumerate(recommendation.steps):
            yield from known(edition, entry, ("steps", i, "because"), step.because, edition.passages, "passage")
            yield from known(edition, entry, ("steps", i, "for"), step.for_, edition.factors, "factor")
            if not step.because and not step.inference:
                yield entry, ("steps", i), "The step cites no passage.", "cite one, or mark it “inference: true”."
        if recommendation.unless is not None:
            yield from _condition(edition, entry, ("unless",), recommendation.unless, ("strength",))
            if not all(atom.name.startswith("strength:") for _, atom in atoms(recommendation.unless)):
                what = "The exception of a recommendation can only be a strength."
                yield entry, ("unless",), what, "put an exception on answers under “unless:” of the rule."
    needs = {rid: [n for n in r.needs if n in edition.recommendations] for rid, r in edition.recommendations.items()}
    for rid in (r for r in sorted(needs) if r in reachable(r, needs.__getitem__)):
        yield (
            ("recommendation", rid),
            ("needs",),
            f"“{rid}” comes back to itself through “needs:”.",
            "break the circle.",
        )


def _priorities(edition: Edition) -> Iterator[Fault]:
    entry = ("priorities", "")
    yield from _condition(edition, entry, ("capacity", "overloaded"), edition.priorities.capacity.overloaded, ())
    yield from known(
        edition, entry, ("capacity", "because"), edition.priorities.capacity.because, edition.passages, "passage"
    )
    yield from known(edition, entry, ("context",), edition.priorities.context, edition.questions, "attribute")
    yield from ((entry, *fault) for fault in weights.faults(edition.priorities))
    for rid, start in edition.priorities.at_the_start.recommendations.items():
        place: Place = ("at_the_start", "recommendations")
        yield from known(edition, entry, place, [rid], edition.recommendations, "recommendation")
        yield from _condition(edition, entry, (*place, rid, "when"), start.when, ())
        yield from known(edition, entry, (*place, rid, "because"), start.because, edition.passages, "passage")
    for name, weight in edition.priorities.weights:
        place = ("weights", name, "because")
        yield from known(edition, entry, place, weight.because, edition.passages, "passage")


def _phases(edition: Edition, entry: tuple[str, str], place: Place, phases: list[str]) -> Iterator[Fault]:
    question = edition.questions.get("initiative_phase")
    yield from known(edition, entry, place, phases, question.options if question else (), "phase")


def _condition(
    edition: Edition, entry: tuple[str, str], place: Place, condition: Condition, allowed: tuple[str, ...]
) -> Iterator[Fault]:
    for within, atom in atoms(condition):
        if ":" in atom.name and "none" in within:
            yield (
                entry,
                (*place, *within[: within.index("none") + 1]),
                "“none” cannot be asked of a factor here.",
                "say what is found instead.",
            )
        polarity, colon, factor = atom.name.partition(":")
        at = (*place, *within[:-1], polarity)
        if colon:
            if polarity not in allowed:
                yield entry, at, f"“{polarity}” cannot be asked here.", "ask the answers themselves."
            else:
                yield from known(edition, entry, at, [factor], edition.factors, "factor", listed=False)
        elif atom.name in edition.derived:
            if "derived" not in allowed:
                yield entry, at, f"The derived fact “{atom.name}” cannot be asked here.", "ask the answers themselves."
            elif not isinstance(atom, Compare) or not isinstance(atom.value, bool):
                yield entry, at, f"“{atom.name}” is true or false.", "write true or false."
        elif atom.name in edition.questions:
            wrong = _atom_fault(atom, edition.questions[atom.name])
            if wrong:
                yield entry, at, *wrong
        elif not unread(edition, atom.name, "question", "derived"):
            remedy = Meant(atom.name, edition.asked, "name an attribute or a derived fact.")
            yield entry, at, f"The attribute “{atom.name}” does not exist.", remedy


def _atom_fault(atom: Atom, question: Question) -> tuple[str, Remedy] | None:
    codes: tuple[str, ...] = ()
    if isinstance(atom, Known):
        return None
    if isinstance(atom, Includes | Empty):
        if question.kind != "choices":
            return f"“{atom.name}” has one answer.", "write the option code itself, or one_of."
        codes = atom.options if isinstance(atom, Includes) else ()
    elif question.kind == "choices":
        return (
            f"“{atom.name}” has several answers.",
            "use includes, includes_any, includes_all, includes_none or empty.",
        )
    elif isinstance(atom, OneOf):
        codes = atom.values
    elif atom.operator == "is" and isinstance(atom.value, str):
        codes = (atom.value,)
    if question.kind in NUMBERS:
        number = isinstance(atom, Compare) and not isinstance(atom.value, str | bool)
        low, high = question.range or (0, 0)
        if not number:
            return f"“{atom.name}” is a number.", "compare with a number."
        if isinstance(atom, Compare) and not low <= float(atom.value) <= high:
            return f"{atom.value} is out of the range of “{atom.name}” ({low} to {high}).", "stay within the range."
        if isinstance(atom, Compare) and question.kind != "percentage" and not isinstance(atom.value, int):
            return f"“{atom.name}” is a whole number.", "write a whole number."
        return None
    if isinstance(atom, Compare) and (atom.operator != "is" or not isinstance(atom.value, str)):
        return f"“{atom.name}” is a choice.", f"use one of {', '.join(question.options)}."
    for code in codes:
        if code not in question.options:
            return f"“{code}” is not an option of “{atom.name}”.", Meant(
                code, question.options, f"use one of {', '.join(question.options)}."
            )
    return None


def answer_fault(question: Question, value: Any) -> str | None:
    """What was expected, when a value cannot be an answer to a question; None when it can."""
    if question.kind in NUMBERS:
        low, high = question.range or (0, 0)
        whole = question.kind != "percentage"
        fits = isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
        return None if fits and (not whole or value == int(value)) else f"{low}-{high}"
    if question.kind == "choices":
        fits = isinstance(value, list) and all(isinstance(v, str) and v in question.options for v in value)
        return None if fits and len(set(value)) == len(value) else "list of options"
    return None if isinstance(value, str) and value in question.options else "option"


def _examples(edition: Edition, entry: tuple[str, str], examples: list[Example]) -> Iterator[Fault]:
    for i, example in enumerate(examples):
        for attribute, value in example.given.items():
            place: Place = ("examples", i, "given", attribute)
            if attribute not in edition.questions:
                if not unread(edition, attribute, "question"):
                    remedy = Meant(attribute, edition.questions, "name an attribute.")
                    yield entry, place, f"The attribute “{attribute}” does not exist.", remedy
            elif answer_fault(edition.questions[attribute], value):
                codes = ", ".join(edition.questions[attribute].options)
                expected = codes or answer_fault(edition.questions[attribute], value)
                yield entry, place, f"“{value}” cannot be an answer to “{attribute}”.", f"expected: {expected}."
        yield from known(edition, entry, ("examples", i, "missing"), example.missing, edition.questions, "attribute")
