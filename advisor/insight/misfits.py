"""Texts of the knowledge that are said to whom they do not fit: proven over every profile, with a smallest one."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..library.complaints import Complaint
from ..library.conditions import Value
from ..library.edition import Edition
from ..library.model import Confined, Step
from ..library.plain_words import pieces
from ..library.shapes import Fitted, Remark, Text
from ..library.strict_yaml import Place
from ..phrases import LANGUAGES, message
from .formulas import FALSE, NOT_FALSE, NOT_TRUE, TRUE, Every, Formula, Some, called_for, given, holds, opposite, plays
from .witness import witness


@dataclass(frozen=True)
class _Said:
    """A text, where it stands, when it is said, and when it or, where it has other forms, one of those is."""

    entry: tuple[str, str]
    place: Place
    text: Text
    when: Formula
    some_form: Formula


def misfits(edition: Edition) -> Iterator[Complaint]:
    """Words that are said to whom they do not fit, texts that are said to nobody, and advice that can lack a step."""
    for said in _every(edition):
        where = edition.where(*said.entry, said.place)
        if witness(said.some_form, edition) is None:
            yield Complaint(*where, message("wrong_never_said"), message("mend_never_said"))
        for name, confined in edition.confined.items():
            word = _uses(said.text, confined)
            example = witness(Every((holds(confined.when, FALSE, edition), said.when)), edition) if word else None
            if example is not None:
                what = message("wrong_confined", word=word, profile=_profile(example))
                yield Complaint(*where, what, message("mend_confined", name=name))
    for rid in edition.recommendations:
        yield from _efforts(rid, edition)
        yield from _stepless(rid, edition)


def _efforts(rid: str, edition: Edition) -> Iterator[Complaint]:
    """The intervals of a recommendation that nobody gets to read."""
    others: tuple[Formula, ...] = ()
    for i, form in enumerate(edition.recommendations[rid].effort.instead):
        if witness(Every((holds(form.when, TRUE, edition), *others, given(rid, edition))), edition) is None:
            where = edition.where("recommendation", rid, ("effort", "instead", i))
            yield Complaint(*where, message("wrong_never_said"), message("mend_never_said"))
        others = (*others, holds(form.when, NOT_TRUE, edition))


def _stepless(rid: str, edition: Edition) -> Iterator[Complaint]:
    """That somebody gets a recommendation and none of its steps."""
    hidden = [opposite(_shown(step, rid, edition)) for step in edition.recommendations[rid].steps]
    example = witness(Every((*hidden, given(rid, edition))), edition)
    if example is not None:
        what = message("wrong_no_step", profile=_profile(example))
        yield Complaint(*edition.where("recommendation", rid, ("steps",)), what, message("mend_no_step"))


def _every(edition: Edition) -> Iterator[_Said]:
    for rule_id, rule in edition.rules.items():
        applies = called_for(rule_id, edition)
        yield _Said(("rule", rule_id), ("title",), rule.title, applies, applies)
        yield _Said(("rule", rule_id), ("clause",), rule.clause, applies, applies)
    for rid, recommendation in edition.recommendations.items():
        entry, is_given = ("recommendation", rid), given(rid, edition)
        yield _Said(entry, ("title",), recommendation.title, is_given, is_given)
        for place, text in recommendation.texts:
            yield from _forms(entry, place, text, Every((_shown(text, rid, edition), is_given)), edition)
    for name, tension in edition.tensions.items():
        shows = plays(tension.when, edition)
        texts: dict[Place, Text] = {("title",): tension.title, ("resolution",): tension.resolution}
        texts |= {("sides", i, "claim"): side.claim for i, side in enumerate(tension.sides)}
        yield from (_Said(("tension", name), place, text, shows, shows) for place, text in texts.items())
    for name, contradiction in edition.contradictions.items():
        shows = holds(contradiction.when, TRUE, edition)
        asked_or_not = Every(())  # it may be about an answer to a question that was not asked
        yield _Said(("contradiction", name), ("message",), contradiction.message, shows, asked_or_not)
    for name, silence in edition.silences.items():
        touched = Every(()) if silence.when is None else holds(silence.when, TRUE, edition)
        yield _Said(("silence", name), ("title",), silence.title, Every(()), Every(()))
        yield _Said(("silence", name), ("text",), silence.text, touched, touched)
    for name, word in edition.words.items():
        yield from _forms(("word", name), (), word, Every(()), edition)


def _forms(entry: tuple[str, str], place: Place, text: Fitted, shown: Formula, edition: Edition) -> Iterator[_Said]:
    """Each form of a text: said where its condition is the first that holds, the text itself where none does."""
    others: tuple[Formula, ...] = ()
    for i, form in enumerate(text.instead):
        said = Every((holds(form.when, TRUE, edition), *others, shown))
        yield _Said(entry, (*place, "instead", i), form, said, said)
        others = (*others, holds(form.when, NOT_TRUE, edition))
    yield _Said(entry, place, text, Every((*others, shown)), shown)


def _shown(text: Fitted, rid: str, edition: Edition) -> Formula:
    """Holds just when a text of a recommendation that is given is shown."""
    parts: list[Formula] = []
    if isinstance(text, Remark) and text.when is not None:
        parts.append(holds(text.when, NOT_FALSE, edition))
    if isinstance(text, Step) and text.for_:
        about = (rule for rule in edition.callers[rid] if edition.rules[rule].about in text.for_)
        parts.append(Some(tuple(called_for(rule, edition) for rule in about)))
    return Every(tuple(parts))


def _uses(text: Text, confined: Confined) -> str | None:
    """The first confined word that a text uses, in either language."""
    words = {language: pieces(text[language]) for language in LANGUAGES}
    return next(
        (word for language in LANGUAGES for word in getattr(confined, language) if word in words[language]), None
    )


def _profile(answers: Mapping[str, Value]) -> str:
    """Answers as the editor of a profile writes them."""
    plain = {name: sorted(value) if isinstance(value, frozenset) else value for name, value in answers.items()}
    return json.dumps({"answers": plain}, ensure_ascii=False)
