"""The profile as a JSON Schema that form generators render as it is.

It accepts what ``advisor.stages.profile`` accepts, and refuses what that refuses; a test holds the two together. It is
written in draft-07, which form generators read by default, with keywords that mean the same in 2020-12.

- ``properties`` of the answers names every question in its order, with ``{}``; ``allOf`` says what each is. React
  JSON Schema Form takes the first option of a question under ``properties`` for its default, and so would answer
  whatever the user left alone; in ``allOf`` it looks for no defaults.
- A question that is asked only sometimes stands in the ``then`` of an ``if``. An answer to it is also accepted when it
  need not be asked; ``else`` says so under ``not``, where no form generator looks for something to show.
- ``null``, which means unanswered, is not offered: leave the question out.
"""

from typing import Any

from advisor.library.edition import Edition
from advisor.library.model import Question
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.stages.profile import MAX_TEXT

from .asking import ask_if, ask_when

DIALECT = "http://json-schema.org/draft-07/schema#"
MEDIA_TYPE = "application/schema+json"
TEXT_PATTERN = r"^[^\u0000\ud800-\udfff]*$"  # text that UTF-8 and every store can hold

Schema = dict[str, Any]


def profile_schema(edition: Edition, language: Language) -> Schema:
    """The schema of a profile, with titles and descriptions in one language.

    Beside the standard keywords, which are all a form needs: ``x-order`` and ``x-groups`` for the order and the themes
    of the questions, and with each question ``x-need``, ``x-changeable``, ``x-unit``, ``x-ends``, ``x-none-label``,
    ``x-ask-when`` (a sentence) and ``x-ask-if`` (a schema over the answers: ask as long as they meet it).
    """
    questions = {a: _question(q, edition, language) for a, q in edition.questions.items()}
    always = {a: q for a, q in questions.items() if ask_if(edition.questions[a]) is None}
    return {
        "$schema": DIALECT,
        "title": say("form", language),
        "description": say("form_about", language),
        "type": "object",
        "properties": {
            "name": _text(say("form_name", language), say("form_name_about", language)),
            "reference": _text(say("form_reference", language), say("form_reference_about", language)),
            "answers": {
                "title": say("form_answers", language),
                "description": say("form_answers_about", language),
                "type": "object",
                "properties": {attribute: {} for attribute in edition.questions},
                "allOf": [
                    {"properties": always},
                    *(_sometimes(a, edition.questions[a], q) for a, q in questions.items() if a not in always),
                ],
                "additionalProperties": False,
                "x-order": list(edition.questions),
                "x-groups": [
                    {
                        "id": theme_id,
                        "title": theme.title[language],
                        "attributes": [a for a in edition.questions if edition.question_themes[a] == theme_id],
                    }
                    for theme_id, theme in edition.manifest.questions.items()
                ],
            },
        },
        "required": ["answers"],
        "additionalProperties": False,
        "x-order": ["name", "reference", "answers"],
        "x-language": language,
        "x-edition": edition.number,
    }


def ui_schema(edition: Edition, language: Language) -> Schema:
    """What JSONForms needs beside the schema: by itself it shows no nested object, and nothing of ``allOf``."""
    questions = shown(profile_schema(edition, language))
    groups = []
    for theme_id, theme in edition.manifest.questions.items():
        asked = (a for a in edition.questions if edition.question_themes[a] == theme_id)
        controls = [_control(*questions[a]) for a in asked]
        groups.append({"type": "Group", "label": theme.title[language], "elements": controls})
    fields = [{"type": "Control", "scope": f"#/properties/{field}"} for field in ("name", "reference")]
    return {"type": "VerticalLayout", "elements": [*fields, *groups]}


def _control(scope: str, question: Schema) -> Schema:
    control: Schema = {"type": "Control", "scope": scope}
    if "x-ask-if" in question:
        condition = {"scope": "#/properties/answers", "schema": question["x-ask-if"]}
        control["rule"] = {"effect": "SHOW", "condition": condition}
    return control


def _text(title: str, description: str) -> Schema:
    return {
        "title": title,
        "description": description,
        "type": "string",
        "maxLength": MAX_TEXT,
        "pattern": TEXT_PATTERN,
    }


def _sometimes(attribute: str, question: Question, described: Schema) -> Schema:
    """A question that is asked only as long as the answers meet a schema."""
    wrong = {"properties": {attribute: {"not": _answer(question, None)}}, "required": [attribute]}
    return {"if": ask_if(question), "then": {"properties": {attribute: described}}, "else": {"not": wrong}}


def shown(schema: Schema) -> dict[str, tuple[str, Schema]]:
    """Each question of a profile schema with where it is described (a JSON pointer), in the order of the form."""
    answers = schema["properties"]["answers"]
    found = {}
    for number, part in enumerate(answers["allOf"]):
        then = "/then" if "then" in part else ""
        for a, question in part.get("then", part)["properties"].items():
            found[a] = (f"#/properties/answers/allOf/{number}{then}/properties/{a}", question)
    return {attribute: found[attribute] for attribute in answers["properties"]}


def _question(question: Question, edition: Edition, language: Language) -> Schema:
    described = [question.help[language]]
    extras: Schema = {"x-need": question.need, "x-changeable": question.changeable}
    if question.none_label is not None:
        extras["x-none-label"] = question.none_label[language]
        described.append(say("form_none", language, label=question.none_label[language]))
    if question.unit is not None:
        extras["x-unit"] = question.unit[language]
    if question.ends is not None and question.range is not None:
        low, high = question.range
        ends = {"low": question.ends.low[language], "high": question.ends.high[language]}
        extras["x-ends"] = ends
        described.append(say("form_ends", language, low=low, high=high, low_label=ends["low"], high_label=ends["high"]))
    condition, when = ask_if(question), ask_when(question, edition, language)
    if condition is not None:
        extras |= {"x-ask-when": when, "x-ask-if": condition}
    return {
        "title": question.text[language],
        "description": " ".join(described),
        **_answer(question, language),
        **extras,
    }


def _answer(question: Question, language: Language | None) -> Schema:
    """A schema for an answer; without a language there are no labels."""
    if question.range is not None:
        low, high = question.range
        return {"type": "number" if question.kind == "percentage" else "integer", "minimum": low, "maximum": high}
    one: Schema = {"type": "string", "enum": list(question.options)}
    if language is not None:
        one = {"type": "string", "oneOf": [{"const": c, "title": t[language]} for c, t in question.options.items()]}
    return {"type": "array", "items": one, "uniqueItems": True} if question.kind == "choices" else one
