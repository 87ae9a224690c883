"""Holds the entries of an edition against each other: every name leads somewhere, every value can be an answer."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from ..phrases import Message, message
from . import grounds, questions, splits, successors, weights
from .conditions import Atom, Compare, Condition, Empty, Includes, Known, OneOf, atoms, demanded
from .edition import ANY, Edition
from .model import Example, Question, Rule
from .named import Fault, id_form, id_joint, known, unread, well_formed
from .nearest import Meant, Remedy
from .questions import MAX_NAME, NUMBERS, folded, shown
from .reach import reachable
from .shapes import Fitted, Remark, Text
from .strict_yaml import Place
from .texts import named
from .wording import LANGUAGES

PASSAGE = re.compile(r"p[1-9][0-9]*")


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
            yield ("factor", factor_id), (), message("wrong_theme"), message("mend_theme")
    yield from _questions(edition)
    yield from _sources(edition, complete=complete)
    for factor_id, factor in edition.factors.items():
        yield from known(edition, ("factor", factor_id), ("told_by",), factor.told_by, edition.passages, "passage")
    for name, fact in edition.derived.items():
        entry = ("derived", name)
        yield from ((entry, *fault) for fault in questions.reserved(name, "derived"))
        yield from _condition(edition, entry, ("when",), fact.when, ())
        yield from known(edition, entry, ("because",), fact.because, edition.passages, "passage")
        yield from _examples(edition, entry, fact.examples)
    for rule_id, rule in edition.rules.items():
        yield from _rule(edition, ("rule", rule_id), rule)
    yield from _recommendations(edition, complete=complete)
    yield from successors.faults(edition)
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
    yield from _bundles(edition)
    yield from _words(edition, complete=complete)
    yield from _priorities(edition)
    for place, what, near in splits.faults(edition.manifest.portfolio, edition.questions):
        if what.key != "unknown_attribute" or not unread(edition, ANY, "question"):
            yield ("manifest", ""), ("portfolio", *place), what, near


def _ids(edition: Edition) -> Iterator[Fault]:
    kinds: dict[str, Iterable[str]] = {
        "source": edition.sources,
        "factor": edition.factors,
        "rule": edition.rules,
        "recommendation": edition.recommendations,
        "bundle": edition.bundles,
        "tension": edition.tensions,
        "contradiction": edition.contradictions,
        "cause": edition.causes,
        "silence": edition.silences,
        "confined": edition.confined,
        "word": edition.words,
        "question": edition.questions,
        "derived": edition.derived,
    }
    seen: dict[str, str] = {}
    for kind, ids in kinds.items():
        pattern = id_form(kind)
        for entry_id in ids:
            if not pattern.fullmatch(entry_id) or len(entry_id) > MAX_NAME:
                form, joint = well_formed(kind, entry_id), id_joint(kind)
                remedy = message("mend_id", form=form, joint=joint, most=MAX_NAME)
                yield (kind, entry_id), (), message("wrong_id", name=shown(entry_id)), remedy
            if entry_id in seen and {kind, seen[entry_id]} != {"source", "factor"}:
                what = message("wrong_id_taken", name=entry_id, kind=message(f"kind_{seen[entry_id]}"))
                yield (kind, entry_id), (), what, message("mend_other_id")
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
                    what = message("wrong_called_alike", text=text[language], other=seen[same])
                    yield (kind, entry_id), (field, language), what, message("mend_other_text")
                seen.setdefault(same, entry_id)


def _questions(edition: Edition) -> Iterator[Fault]:
    for attribute, question in edition.questions.items():
        entry = ("question", attribute)
        if edition.question_themes[attribute] not in edition.manifest.questions:
            yield entry, (), message("wrong_theme"), message("mend_theme")
        yield from ((entry, *fault) for fault in questions.faults(question))
        yield from ((entry, *fault) for fault in questions.reserved(attribute, "question"))
        for field, condition in (("ask_when", question.ask_when), ("ask_unless", question.ask_unless)):
            if condition is None:
                continue
            yield from _condition(edition, entry, (field,), condition, ())
            if attribute in (atom.name for _, atom in atoms(condition)):
                yield entry, (field,), message("wrong_waits_for_itself"), message("mend_waits_for_itself")
        yield from _phases(edition, entry, ("ask_later",), question.ask_later)


def _sources(edition: Edition, *, complete: bool) -> Iterator[Fault]:
    cited = citations(edition)
    for source_id, source in edition.sources.items():
        for passage_id, passage in source.passages.items():
            entry, place = ("source", source_id), ("passages", passage_id)
            ref = f"{source_id}/{passage_id}"
            if not PASSAGE.fullmatch(passage_id):
                yield entry, place, message("wrong_passage_id", name=passage_id), message("mend_passage_id")
            if passage.repeats is not None:
                yield from known(edition, entry, (*place, "repeats"), [passage.repeats], source.passages, "passage")
            if passage.gist is None and passage.not_advice is None:
                yield entry, place, message("wrong_no_gist"), message("mend_add_one")
            if passage.gist is None and ref in cited:
                yield entry, place, message("wrong_cited_no_gist"), message("mend_cited_no_gist")
            if complete and passage.not_advice is None and ref not in cited:
                yield entry, place, message("wrong_not_cited"), message("mend_not_cited")


def citations(edition: Edition) -> Mapping[str, list[tuple[str, str]]]:
    """For each passage that is cited: the rules, recommendations and tensions (kind, id) that cite it."""
    cited: dict[str, dict[tuple[str, str], None]] = {}

    def add(kind: str, entry_id: str, passages: Iterable[str]) -> None:
        for passage in passages:
            cited.setdefault(passage, {})[kind, entry_id] = None

    for rule_id, rule in edition.rules.items():
        add("rule", rule_id, rule.because)
    for rid, recommendation in edition.recommendations.items():
        add("recommendation", rid, (p for step in recommendation.steps for p in step.because))
    for tension_id, tension in edition.tensions.items():
        add("tension", tension_id, (p for side in tension.sides for p in side.because))
    return {passage: list(users) for passage, users in cited.items()}


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
                what = message("wrong_weakness_lacks", field=field)
                yield entry, (), what, message("mend_add_field", field=field)
        if rule.helps:
            yield entry, ("helps",), message("wrong_weakness_helps"), message("mend_weakness_helps")
        yield from grounds.limits(edition, entry, rule)
    elif rule.severity or rule.severity_because or rule.limits or rule.recommend:
        yield entry, (), message("wrong_strength_has"), message("mend_strength_has")
    results = {example.result for example in rule.examples}
    for needed in ("applies", "does_not_apply"):
        if needed not in results:
            yield entry, ("examples",), message(f"wrong_no_example_{needed}"), message("mend_add_one")
    yield from _examples(edition, entry, rule.examples)


def _recommendations(edition: Edition, *, complete: bool) -> Iterator[Fault]:
    called = {rid for rule in edition.rules.values() for rid in rule.recommend}
    for rid, recommendation in edition.recommendations.items():
        entry = ("recommendation", rid)
        if complete and rid not in called:
            yield entry, (), message("wrong_not_called_for"), message("mend_not_called_for")
        yield from known(edition, entry, ("needs",), recommendation.needs, edition.recommendations, "recommendation")
        yield from grounds.cited(edition, entry, ("needs",), recommendation.needs)
        for i, step in enumerate(recommendation.steps):
            yield from known(edition, entry, ("steps", i, "because"), step.because, edition.passages, "passage")
            yield from known(edition, entry, ("steps", i, "for"), step.for_, edition.factors, "factor")
            if not step.because and not step.inference:
                yield entry, ("steps", i), message("wrong_step_uncited"), message("mend_step_uncited")
        for place, text in recommendation.texts:
            yield from _fitted(edition, entry, place, text)
        for i, form in enumerate(recommendation.effort.instead):
            yield from _condition(edition, entry, ("effort", "instead", i, "when"), form.when, ("derived",))
        if recommendation.unless is not None:
            yield from _condition(edition, entry, ("unless",), recommendation.unless, ("strength",))
            if not all(atom.name.startswith("strength:") for _, atom in atoms(recommendation.unless)):
                yield entry, ("unless",), message("wrong_exception"), message("mend_exception")
    needs = {rid: [n for n in r.needs if n in edition.recommendations] for rid, r in edition.recommendations.items()}
    for rid in (r for r in sorted(needs) if r in reachable(r, needs.__getitem__)):
        what = message("wrong_needs_itself", name=rid)
        yield ("recommendation", rid), ("needs",), what, message("mend_break_circle")


def _fitted(edition: Edition, entry: tuple[str, str], place: Place, text: Fitted) -> Iterator[Fault]:
    """A text that fits the organisation: its conditions, and what it names, the same in each language."""
    if isinstance(text, Remark) and text.when is not None:
        yield from _condition(edition, entry, (*place, "when"), text.when, ("derived",))
    yield from _names(edition, entry, place, text, ())
    for i, form in enumerate(text.instead):
        at = (*place, "instead", i)
        yield from _condition(edition, entry, (*at, "when"), form.when, ("derived",))
        yield from _names(edition, entry, at, form, demanded(form.when))


def _names(
    edition: Edition, entry: tuple[str, str], place: Place, text: Text, known_: Collection[str]
) -> Iterator[Fault]:
    """What a text names: words, and numbers that are ``known_`` wherever it is said."""
    numbers = [a for a, question in edition.questions.items() if question.kind in NUMBERS]
    for name in named(text.nl):
        if name in numbers and name not in known_:
            yield entry, place, message("wrong_named_unknown", name=name), message("mend_named_unknown", name=name)
        elif name not in edition.words and name not in numbers and not unread(edition, name, "word", "question"):
            remedy = Meant(name, (*edition.words, *numbers), message("mend_named"))
            yield entry, (*place, "nl"), message("unknown_named", name=name), remedy
    if set(named(text.nl)) != set(named(text.en)):
        yield entry, (*place, "en"), message("wrong_named_languages"), message("mend_named_languages")


def _words(edition: Edition, *, complete: bool) -> Iterator[Fault]:
    said = {name for r in edition.recommendations.values() for _, text in r.texts for name in _said(text)}
    for name, word in edition.words.items():
        entry = ("word", name)
        for i, form in enumerate(word.instead):
            yield from _condition(edition, entry, ("instead", i, "when"), form.when, ())
            yield from _names(edition, entry, ("instead", i), form, ())
        if complete and name not in said:
            yield entry, (), message("wrong_word_idle"), message("mend_word_idle")
    for name, confined in edition.confined.items():
        yield from _condition(edition, ("confined", name), ("when",), confined.when, ())


def _said(text: Fitted) -> Iterator[str]:
    yield from (name for form in (text, *text.instead) for name in named(form.nl))


def _bundles(edition: Edition) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for name, bundle in edition.bundles.items():
        entry, place = ("bundle", name), ("recommendations",)
        yield from known(edition, entry, place, bundle.recommendations, edition.recommendations, "recommendation")
        for i, rid in enumerate(bundle.recommendations):
            if rid in seen:
                what = message("wrong_bundled_twice", name=rid, other=seen[rid])
                yield entry, (*place, i), what, message("mend_bundled_twice")
            seen.setdefault(rid, name)


def _priorities(edition: Edition) -> Iterator[Fault]:
    entry = ("priorities", "")
    yield from _condition(edition, entry, ("capacity", "overloaded"), edition.priorities.capacity.overloaded, ())
    yield from known(
        edition, entry, ("capacity", "because"), edition.priorities.capacity.because, edition.passages, "passage"
    )
    for i, form in enumerate(edition.priorities.plan.instead):
        yield from _condition(edition, entry, ("plan", "instead", i, "when"), form.when, ())
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
            at = (*place, *within[: within.index("none") + 1])
            yield entry, at, message("wrong_none_of_factor"), message("mend_none_of_factor")
        polarity, colon, factor = atom.name.partition(":")
        at = (*place, *within[:-1], polarity)
        if colon:
            if polarity not in allowed:
                yield entry, at, message("wrong_asked_here", name=polarity), message("mend_ask_answers")
            else:
                yield from known(edition, entry, at, [factor], edition.factors, "factor", listed=False)
        elif atom.name in edition.derived:
            if "derived" not in allowed:
                yield entry, at, message("wrong_derived_here", name=atom.name), message("mend_ask_answers")
            elif not isinstance(atom, Compare) or not isinstance(atom.value, bool):
                yield entry, at, message("wrong_true_or_false", name=atom.name), message("mend_true_or_false")
        elif atom.name in edition.questions:
            wrong = _atom_fault(atom, edition.questions[atom.name])
            if wrong:
                yield entry, at, *wrong
        elif not unread(edition, atom.name, "question", "derived"):
            remedy = Meant(atom.name, edition.asked, message("mend_attribute_or_derived"))
            yield entry, at, message("unknown_attribute", name=atom.name), remedy


def _atom_fault(atom: Atom, question: Question) -> tuple[Message, Remedy] | None:
    codes: tuple[str, ...] = ()
    if isinstance(atom, Known):
        return None
    if isinstance(atom, Includes | Empty):
        if question.kind != "choices":
            return message("wrong_one_answer", name=atom.name), message("mend_one_answer")
        codes = atom.options if isinstance(atom, Includes) else ()
    elif question.kind == "choices":
        return message("wrong_several_answers", name=atom.name), message("mend_several_answers")
    elif isinstance(atom, OneOf):
        codes = atom.values
    elif atom.operator == "is" and isinstance(atom.value, str):
        codes = (atom.value,)
    if question.kind in NUMBERS:
        number = isinstance(atom, Compare) and not isinstance(atom.value, str | bool)
        low, high = question.range or (0, 0)
        if not number:
            return message("wrong_is_number", name=atom.name), message("mend_compare_number")
        if isinstance(atom, Compare) and low <= high and not low <= float(atom.value) <= high:
            what = message("wrong_out_of_range", value=atom.value, name=atom.name, low=low, high=high)
            return what, message("mend_within_range")
        if isinstance(atom, Compare) and question.kind != "percentage" and not isinstance(atom.value, int):
            return message("wrong_is_whole", name=atom.name), message("mend_whole")
        return None
    if isinstance(atom, Compare) and (atom.operator != "is" or not isinstance(atom.value, str)):
        return message("wrong_is_choice", name=atom.name), allowed(question)
    for code in codes:
        if code not in question.options:
            remedy = Meant(code, question.options, allowed(question))
            return message("wrong_option", code=code, name=atom.name), remedy
    return None


def can_answer(question: Question, value: Any) -> bool:
    """Whether a value can be an answer to a question."""
    if question.kind in NUMBERS:
        low, high = question.range or (0, 0)
        fits = isinstance(value, int | float) and not isinstance(value, bool) and (low <= value <= high or high < low)
        return fits and (question.kind == "percentage" or value == int(value))
    if question.kind == "choices":
        fits = isinstance(value, list) and all(isinstance(v, str) and v in question.options for v in value)
        return fits and len(set(value)) == len(value)
    return isinstance(value, str) and value in question.options


def allowed(question: Question) -> Message:
    """The remedy for a value that cannot be an answer to a question."""
    if question.range is not None:
        return message("mend_number_between", low=question.range[0], high=question.range[1])
    return message("mend_use_one_of", choices=", ".join(question.options))


def _examples(edition: Edition, entry: tuple[str, str], examples: list[Example]) -> Iterator[Fault]:
    for i, example in enumerate(examples):
        for attribute, value in example.given.items():
            place: Place = ("examples", i, "given", attribute)
            if attribute not in edition.questions:
                if not unread(edition, attribute, "question"):
                    remedy = Meant(attribute, edition.questions, message("mend_name_one"))
                    yield entry, place, message("unknown_attribute", name=attribute), remedy
            elif not can_answer(question := edition.questions[attribute], value):
                what = message("wrong_answer", value=str(value), name=attribute)
                yield entry, place, what, allowed(question)
        yield from known(edition, entry, ("examples", i, "missing"), example.missing, edition.questions, "attribute")
