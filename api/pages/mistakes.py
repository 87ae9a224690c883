"""A mistake in a profile in the words of a page: the question, what was given, what is expected; no API terms."""

from dataclasses import dataclass

from advisor.library.edition import Edition
from advisor.library.model import Question
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.stages.mistakes import Mistake
from advisor.stages.notes import PARTS, column

from ..http.html_forms import ABOUT

MOST_OPTIONS = 8  # the most options that are listed; for longer lists the form itself shows them


@dataclass(frozen=True)
class Told:
    """A mistake for the user: the field of the form, the question asked there, and what is wrong.

    ``field``: an attribute, a part of its note, name or reference; empty, like ``label``, when the mistake belongs to
    none.
    """

    field: str
    label: str
    what: str


def told(mistake: Mistake, edition: Edition, language: Language) -> Told:
    """A mistake found by the reader of profiles, in the words of the form."""
    parent, _, name = mistake.pointer.removeprefix("/").partition("/")
    attribute = _plain(name.partition("/")[0])
    if parent == "notes" and attribute in edition.questions:
        field = _plain(name.partition("/")[2])
        part = next((part for part, of in PARTS.items() if of == field), next(iter(PARTS)))
        label = edition.questions[attribute].text[language]
        return Told(column(attribute, part), label, f"{say('note', language)}: {mistake.what}")
    question = edition.questions.get(attribute) if parent == "answers" else None
    if question is not None:
        return Told(attribute, question.text[language], _of_question(mistake, question, language))
    if parent in ABOUT and not name:
        return Told(parent, say(f"form_{parent}", language), mistake.what)
    if parent in ("answers", "notes") and name:
        meant = edition.questions.get(mistake.nearest or "")
        near = meant.text[language] if meant else ""
        return Told("", "", _joined(say("page_no_question", language, name=attribute), near, language))
    if parent and not name:
        near = say(f"form_{mistake.nearest}", language) if mistake.nearest in (*ABOUT, "answers") else ""
        return Told("", "", _joined(say("page_no_field", language, name=_plain(parent)), near, language))
    return Told("", "", mistake.what)


def _of_question(mistake: Mistake, question: Question, language: Language) -> str:
    if question.range is not None:
        return f"{mistake.what} {say('expected', language, expected=mistake.expected)}".strip()
    within = mistake.pointer.count("/") > 2  # an entry of several answers
    what = mistake.what if within or question.kind != "choices" else say("page_not_answers", language)
    options = question.options
    meant = options.get(mistake.nearest or "")
    near = meant[language] if meant else ""
    if not near and len(options) <= MOST_OPTIONS:
        labels = "; ".join(label[language] for label in options.values())
        return f"{what} {say('page_one_of', language, labels=labels)}"
    return _joined(what, near, language)


def _joined(what: str, near: str, language: Language) -> str:
    return f"{what} {say('nearest', language, name=near)}" if near else what


def _plain(step: str) -> str:
    """A step of a JSON pointer, unescaped."""
    return step.replace("~1", "/").replace("~0", "~")
