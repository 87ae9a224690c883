"""The profile as a JSON Schema that form generators render without changes.

It accepts exactly what ``advisor.stages.profile`` accepts; a test compares the two. It is written in draft-07, which
form generators read by default, with keywords that mean the same in 2020-12.

- ``properties`` of the answers lists every question in order, as ``{}``; ``allOf`` defines each. React JSON Schema Form
  takes the first option of a question under ``properties`` as its default, and so would answer questions that the user
  skipped; it ignores defaults in ``allOf``.
- Each question is in the ``then`` of an ``if``: while it is asked, and not answered with ``null``. An answer is also
  accepted when the question does not apply, and so is ``null``, which means unanswered; ``else`` says so under ``not``,
  where no form generator looks for something to render.
- Notes, and what several respondents said, stand under ``patternProperties``: so many more fields would bury the form,
  and a form generator shows those only where a profile has them already.
- A single answer that may stand on its own (``also_single``) is accepted in the same way, and no form is offered it.
- It uses standard keywords only, and names the type they apply to: strict validators reject others. What else a form
  may need is in the catalogue of questions and in the UI schema.
"""

from collections.abc import Sequence
from typing import Any

from advisor.library.edition import Edition
from advisor.library.model import Question
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.stages.answers import MAX_TEXT
from advisor.stages.notes import CONFIDENCES, MOST
from advisor.stages.respondents import MAX_RESPONDENTS

from .ask_when import ask_if

DIALECT = "http://json-schema.org/draft-07/schema#"
MEDIA_TYPE = "application/schema+json"
TEXT = r"^[^\u0000]*$"  # lone surrogates, also refused by the reader, cannot occur in UTF-8

Schema = dict[str, Any]

NULL: Schema = {"type": "null"}


def profile_schema(edition: Edition, language: Language) -> Schema:
    """The schema of a profile, with titles and descriptions in one language."""
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
                "allOf": [_asked(a, question, language) for a, question in edition.questions.items()],
                "additionalProperties": False,
            },
        },
        "patternProperties": {"^notes$": _notes(edition, language), **_voices(edition)},
        "required": ["answers"],
        "additionalProperties": False,
    }


def _voices(edition: Edition) -> dict[str, Schema]:
    """The fields of a profile with what several respondents said, without labels."""
    answers = {a: {"anyOf": [*_hidden(q), _answer(q, None)]} for a, q in edition.questions.items()}
    heard = {
        attribute: {"type": "array", "items": {"anyOf": [p for p in answer["anyOf"] if p != NULL]}, "minItems": 1}
        for attribute, answer in answers.items()
    }
    name = {"type": ["string", "null"], "maxLength": MAX_TEXT, "pattern": TEXT}
    respondent = _closed({"id": name, "group": name, "answers": _closed(answers)}, required=["answers"])
    return {
        "^disputed$": {**_closed(heard), "type": ["object", "null"]},
        "^respondents$": {"type": ["array", "null"], "items": respondent, "maxItems": MAX_RESPONDENTS},
    }


def _closed(properties: Schema, required: Sequence[str] = ()) -> Schema:
    closed: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**closed, "required": list(required)} if required else closed


def _wrong(field: str, right: Schema) -> Schema:
    """A field that is there and not right: what is not to be."""
    return {"properties": {field: {"not": right}}, "required": [field]}


def _notes(edition: Edition, language: Language) -> Schema:
    """The schema of what is said beside the answers."""
    texts = {
        field: _text(say(f"form_note_{field}", language), say(f"form_note_{field}_about", language), most)
        for field, most in MOST.items()
    }
    sure = {"title": say("form_note_confidence", language), "type": ["string", "null"], "enum": [*CONFIDENCES, None]}
    return {
        "title": say("form_notes", language),
        "description": say("form_notes_about", language),
        "type": ["object", "null"],
        "propertyNames": {"type": "string", "enum": list(edition.questions)},
        "additionalProperties": {
            "title": say("note", language),
            "type": ["object", "null"],
            "properties": {**texts, "confidence": sure},
            "additionalProperties": False,
        },
    }


def ui_schema(edition: Edition, language: Language) -> Schema:
    """The UI schema for JSONForms, which by default renders neither nested objects nor ``allOf``."""
    questions = shown(profile_schema(edition, language))
    groups = []
    for theme_id, theme in edition.manifest.questions.items():
        asked = (a for a in edition.questions if edition.question_themes[a] == theme_id)
        controls = [_control(questions[a][0], edition.questions[a]) for a in asked]
        groups.append({"type": "Group", "label": theme.title[language], "elements": controls})
    fields = [{"type": "Control", "scope": f"#/properties/{field}"} for field in ("name", "reference")]
    return {"type": "VerticalLayout", "elements": [*fields, *groups]}


def _control(scope: str, question: Question) -> Schema:
    control: Schema = {"type": "Control", "scope": scope}
    asked = ask_if(question)
    if asked is not None:
        condition = {"scope": "#/properties/answers", "schema": asked}
        control["rule"] = {"effect": "SHOW", "condition": condition}
    return control


def _text(title: str, description: str, most: int = MAX_TEXT) -> Schema:
    return {
        "title": title,
        "description": description,
        "type": ["string", "null"],
        "maxLength": most,
        "pattern": TEXT,
    }


def _asked(attribute: str, question: Question, language: Language) -> Schema:
    """The schema of a question that is asked while the other answers meet a condition; it may stay unanswered."""
    hidden = _hidden(question)
    answered: Schema = {"properties": {attribute: {"not": {"anyOf": hidden} if question.also_single else hidden[0]}}}
    asked = ask_if(question)
    right = {"anyOf": [*hidden, _answer(question, None)]}
    return {
        "if": answered if asked is None else {"allOf": [answered, asked]},
        "then": {"properties": {attribute: _question(question, language)}},
        "else": {"not": _wrong(attribute, right)},
    }


def _hidden(question: Question) -> list[Schema]:
    """What a question accepts and no form is offered: null last."""
    return [*([_one_of(question)] if question.also_single else []), NULL]


def shown(schema: Schema) -> dict[str, tuple[str, Schema]]:
    """For each question of a profile schema, in the order of the form, the JSON pointer to its definition, and that."""
    answers = schema["properties"]["answers"]
    found = {}
    for number, part in enumerate(answers["allOf"]):
        for a, question in part["then"]["properties"].items():
            found[a] = (f"#/properties/answers/allOf/{number}/then/properties/{a}", question)
    return {attribute: found[attribute] for attribute in answers["properties"]}


def unseen(schema: Schema) -> dict[str, list[Schema]]:
    """For each question of a profile schema what it accepts without showing it: null, and one answer not in a list."""
    parts = schema["properties"]["answers"]["allOf"]
    wrong = (found for part in parts for found in part["else"]["not"]["properties"].items())
    return {attribute: right["not"]["anyOf"][:-1] for attribute, right in wrong}


def _question(question: Question, language: Language) -> Schema:
    described = [question.help[language]]
    if question.none_label is not None:
        described.append(say("form_none", language, label=question.none_label[language]))
    if question.ends is not None and question.range is not None:
        low, high = question.range
        ends = {"low": question.ends.low[language], "high": question.ends.high[language]}
        described.append(say("form_ends", language, low=low, high=high, low_label=ends["low"], high_label=ends["high"]))
    return {
        "title": question.text[language],
        "description": " ".join(described),
        **_answer(question, language),
    }


def _answer(question: Question, language: Language | None) -> Schema:
    """The schema of an answer; without labels when ``language`` is None."""
    if question.range is not None:
        low, high = question.range
        return {"type": "number" if question.kind == "percentage" else "integer", "minimum": low, "maximum": high}
    one = _one_of(question)
    if language is not None:
        one = {"type": "string", "oneOf": [{"const": c, "title": t[language]} for c, t in question.options.items()]}
    return {"type": "array", "items": one, "uniqueItems": True} if question.kind == "choices" else one


def _one_of(question: Question) -> Schema:
    return {"type": "string", "enum": list(question.options)}
