"""Texts that fit the organisation: which form of a text holds here, and what is filled in."""

import re

from ..library.alike import Known
from ..library.conditions import Facts, evaluate
from ..library.edition import Edition
from ..library.memo import kept
from ..library.model import Effort, EffortForm
from ..library.shapes import Fitted, Remark, Text
from ..library.texts import NAMED
from ..library.wording import Language


def fitted(text: Fitted, facts: Facts, edition: Edition, language: Language) -> str:
    """A text as it reads here: the first other form that holds for certain, else the text itself; with what it names.

    Without facts: as it reads for an organisation of which nothing is known.
    """
    for form in text.instead:
        if evaluate(form.when, facts) is True:
            return filled(form, facts, edition, language)
    return filled(text, facts, edition, language)


@kept(most=4096)
def _word(edition: Edition, name: str, known: Known, language: Language) -> str:
    """What a word of ours is here: many texts name the same."""
    return fitted(edition.words[name], dict(known), edition, language)


def shown(text: Remark, facts: Facts) -> bool:
    """Whether a text is shown: not where its condition is known to be false."""
    return text.when is None or evaluate(text.when, facts) is not False


def effort_here(effort: Effort, facts: Facts) -> Effort | EffortForm:
    """How long it takes and how much work it is here."""
    return next((form for form in effort.instead if evaluate(form.when, facts) is True), effort)


def filled(form: Text, facts: Facts, edition: Edition, language: Language) -> str:
    """One form of a text with the words and answers that it names; a number that is not told is left open, as “…”."""

    said_here = form[language]
    if "{" not in said_here:
        return said_here

    def named(match: re.Match[str]) -> str:
        name = match[1].lower()
        if name in edition.words:
            said = _word(edition, name, tuple((a, facts[a]) for a in edition.words_read[name] if a in facts), language)
        else:
            said = edition.value(name, facts[name], language) if name in facts else "…"
        return said[0].upper() + said[1:] if match[1][0].isupper() else said

    return NAMED.sub(named, said_here)
