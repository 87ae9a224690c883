"""When a question is asked, as a JSON Schema over the answers, which a form can evaluate by itself.

JSON Schema ignores absent properties, which is what an unknown answer needs: ``properties`` alone accepts an answer
that fits or is unknown (possible), with ``required`` only one that fits (certain).
"""

from typing import Any

from advisor.library.conditions import All, AnyOf, Atom, Compare, Condition, Empty, Includes, Known, NoneOf, OneOf
from advisor.library.edition import Edition
from advisor.library.model import Question
from advisor.library.wording import Language, sentence
from advisor.phrases import say

Schema = dict[str, Any]

PHASE = "initiative_phase"  # the attribute that ``ask_later`` refers to
_BOUND = {"at_least": "minimum", "at_most": "maximum", "above": "exclusiveMinimum", "below": "exclusiveMaximum"}


def ask_if(question: Question) -> Schema | None:
    """A schema that the answers (without nulls) meet while the question applies; None when it always does."""
    parts = []
    if question.ask_when is not None:
        parts.append(possible(question.ask_when))
    if question.ask_unless is not None:
        parts.append({"not": certain(question.ask_unless)})
    if question.ask_later:
        parts.append({"not": certain(OneOf(PHASE, tuple(question.ask_later)))})
    return {"allOf": parts} if len(parts) > 1 else parts[0] if parts else None


def ask_when(question: Question, edition: Edition, language: Language) -> str | None:
    """When the question is asked, in words; None when it always applies."""
    parts = []
    if question.ask_when is not None:
        parts.append(say("form_ask_when", language, condition=sentence(question.ask_when, edition, language)))
    if question.ask_unless is not None:
        unless = sentence(question.ask_unless, edition, language)
        parts.append(say("form_ask_unless", language, condition=unless))
    if question.ask_later:
        later = sentence(OneOf(PHASE, tuple(question.ask_later)), edition, language)
        parts.append(say("form_ask_later", language, condition=later))
    return " ".join(parts) or None


def possible(condition: Condition) -> Schema:
    """A schema that answers meet when the condition is true or open."""
    if isinstance(condition, All):
        return {"allOf": [possible(part) for part in condition.parts]}
    if isinstance(condition, AnyOf):
        return {"anyOf": [possible(part) for part in condition.parts]}
    if isinstance(condition, NoneOf):
        return {"not": {"anyOf": [certain(part) for part in condition.parts]}}
    return {"properties": {condition.name: _fits(condition)}}


def certain(condition: Condition) -> Schema:
    """A schema that answers meet when the condition is true."""
    if isinstance(condition, All):
        return {"allOf": [certain(part) for part in condition.parts]}
    if isinstance(condition, AnyOf):
        return {"anyOf": [certain(part) for part in condition.parts]}
    if isinstance(condition, NoneOf):
        return {"not": {"anyOf": [possible(part) for part in condition.parts]}}
    return {"properties": {condition.name: _fits(condition)}, "required": [condition.name]}


def _fits(atom: Atom) -> Schema:
    """A schema for one answer."""
    if isinstance(atom, Compare):
        return {"const": atom.value} if atom.operator == "is" else {"type": "number", _BOUND[atom.operator]: atom.value}
    if isinstance(atom, OneOf):
        return {"enum": list(atom.values)}
    if isinstance(atom, Empty):
        return {"type": "array", "maxItems": 0}
    if isinstance(atom, Known):
        return {}
    assert isinstance(atom, Includes)  # noqa: S101 - the only kind left
    if atom.quantity == "all":
        return {"type": "array", "allOf": [{"contains": {"const": option}} for option in atom.options]}
    some = {"contains": {"enum": list(atom.options)}}
    return {"type": "array", **(some if atom.quantity == "any" else {"not": some})}
