"""Texts of the knowledge that are said to nobody, or to whom they do not fit; and advice without a step."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import partial

from ..insight.formulas import FALSE, NOT_TRUE, TRUE, Every, given, holds, opposite, plays
from ..library.model import Confined
from ..library.plain_words import pieces
from ..library.shapes import Fitted, Text
from ..library.strict_yaml import Place
from ..phrases import LANGUAGES, Language, message
from .flaws import Flaw, flaw
from .holders import applying, is_given, showing
from .prover import Claim, Prover, formulas

Entry = tuple[str, str]


@dataclass(frozen=True)
class _Said:
    """A text, where it stands, when it is said, and when it or, where it has other forms, one of those is."""

    entry: Entry
    place: Place
    text: Text
    when: tuple[Claim, ...]
    some_form: tuple[Claim, ...]


def flaws(prover: Prover) -> Iterator[Flaw]:
    """Words that are said to whom they do not fit, texts that are said to nobody, and advice that can lack a step."""
    for said in _titles(prover):
        yield from _misfits(said, prover)
    for rid in prover.edition.recommendations:
        if prover.possible(given(rid, prover.edition)):
            yield from _of_recommendation(rid, prover)
    for name, word in prover.edition.words.items():
        for said in _forms(("word", name), (), word, (), prover):
            yield from _of_text(said, prover)


def _of_recommendation(rid: str, prover: Prover) -> Iterator[Flaw]:
    entry, recommendation = ("recommendation", rid), prover.edition.recommendations[rid]
    given_ = is_given(rid, prover.edition)
    for place, text in recommendation.texts:
        for said in _forms(entry, place, text, (*showing(rid, place, text, prover), given_), prover):
            yield from _of_text(said, prover)
    others = [given_]
    for i, form in enumerate(recommendation.effort.instead):
        place = ("effort", "instead", i)
        claims = [prover.claim(entry, (*place, "when"), form.when, TRUE), *others]
        if not prover.possible(*formulas(claims)):
            yield flaw("never-said", prover.edition, entry, place, excludes=prover.excluding(claims))
        others.append(prover.claim(entry, (*place, "when"), form.when, NOT_TRUE))
    steps = [showing(rid, ("steps", i), step, prover) for i, step in enumerate(recommendation.steps)]
    witness = prover.smallest(*(opposite(Every(formulas(step))) for step in steps), given_.formula)
    if witness is not None:
        yield flaw("no-step", prover.edition, entry, ("steps",), witness=witness)


def _of_text(said: _Said, prover: Prover) -> Iterator[Flaw]:
    if not prover.possible(*formulas(said.some_form)):
        yield flaw("never-said", prover.edition, said.entry, said.place, excludes=prover.excluding(said.some_form))
    else:
        yield from _misfits(said, prover)


def _misfits(said: _Said, prover: Prover) -> Iterator[Flaw]:
    words = {language: pieces(said.text[language]) for language in LANGUAGES}
    for name, confined in prover.edition.confined.items():
        if word := _used(confined, words):
            witness = prover.smallest(holds(confined.when, FALSE, prover.edition), *formulas(said.when))
            if witness is not None:
                yield flaw(
                    "confined", prover.edition, said.entry, said.place, witness=witness, word=word, confined=name
                )


def _titles(prover: Prover) -> Iterator[_Said]:
    """The texts that are the same for everybody who reads them."""
    for rule_id, rule in prover.edition.rules.items():
        applies = applying(rule_id, prover)
        yield _Said(("rule", rule_id), ("title",), rule.title, applies, applies)
        yield _Said(("rule", rule_id), ("clause",), rule.clause, applies, applies)
    for rid, recommendation in prover.edition.recommendations.items():
        given_ = (is_given(rid, prover.edition),)
        yield _Said(("recommendation", rid), ("title",), recommendation.title, given_, given_)
    for name, tension in prover.edition.tensions.items():
        entry: Entry = ("tension", name)
        says = partial(message, "claim_true", condition=name)
        shown = (Claim(entry, ("when",), says, plays(tension.when, prover.edition)),)
        texts: dict[Place, Text] = {("title",): tension.title, ("resolution",): tension.resolution}
        texts |= {("sides", i, "claim"): side.claim for i, side in enumerate(tension.sides)}
        yield from (_Said(entry, place, text, shown, shown) for place, text in texts.items())
    for name, contradiction in prover.edition.contradictions.items():
        entry = ("contradiction", name)
        shown = (prover.claim(entry, ("when",), contradiction.when, TRUE),)
        yield _Said(entry, ("message",), contradiction.message, shown, shown)
    for name, silence in prover.edition.silences.items():
        entry = ("silence", name)
        touched = () if silence.when is None else (prover.claim(entry, ("when",), silence.when, TRUE),)
        yield _Said(entry, ("title",), silence.title, (), ())
        yield _Said(entry, ("text",), silence.text, touched, touched)


def _forms(entry: Entry, place: Place, text: Fitted, shown: tuple[Claim, ...], prover: Prover) -> Iterator[_Said]:
    """Each form of a text: said where its condition is the first that holds, the text itself where none does."""
    others = shown
    for i, form in enumerate(text.instead):
        at = (*place, "instead", i)
        said = (prover.claim(entry, (*at, "when"), form.when, TRUE), *others)
        yield _Said(entry, at, form, said, said)
        others = (prover.claim(entry, (*at, "when"), form.when, NOT_TRUE), *others)
    yield _Said(entry, place, text, others, shown)


def _used(confined: Confined, words: Mapping[Language, Set[str]]) -> str | None:
    """The first confined word among the words of a text, in either language."""
    return next(
        (word for language in LANGUAGES for word in getattr(confined, language) if word in words[language]), None
    )
