"""The profile schema and the profile reader accept the same profiles."""

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator
from starlette.testclient import TestClient

from advisor.library.conditions import Value, evaluate
from advisor.library.edition import Edition
from advisor.library.wording import LANGUAGES, Language
from advisor.stages.mistakes import ProfileError
from advisor.stages.notes import CONFIDENCES
from advisor.stages.profile import understand
from advisor.stages.sampling import sample_answers
from api.views.ask_when import ask_if, certain, possible
from api.views.profile_schema import profile_schema, shown
from tests.conftest import sizes

SEED = 20261122
MUTATIONS = 6  # of each profile

WRONG: tuple[Any, ...] = (
    *("", "x", "None", "5", "public ", 0, -1, 1, 5, 6, 101, 1.5, 20.0, 99.99999, 1e9, 10**17, float("inf")),
    *(True, False, [], {}, [[]], [1], ["x"], {"a": 1}, "a\x00b", "😀", "x" * 201),
)


def plain(answers: dict[str, Value]) -> dict[str, Any]:
    return {k: sorted(v) if isinstance(v, frozenset) else v for k, v in answers.items()}


def understood(data: Any, edition: Edition) -> bool:
    try:
        understand(data, edition)
    except ProfileError:
        return False
    return True


def profiles(edition: Edition, count: int) -> Iterator[dict[str, Any]]:
    for missing in (0.0, 0.4, 0.9):
        for number, answers in enumerate(sample_answers(edition, count // 3, seed=SEED, missing=missing)):
            named = {"name": f"Één {number} 😀", "reference": "x" * 200} if number % 2 else {}
            yield {**named, "answers": plain(answers)}


def mutate(profile: dict[str, Any], edition: Edition, chance: random.Random) -> Any:
    """The profile with one thing changed, for better or worse."""
    changed: dict[str, Any] = json.loads(json.dumps(profile))
    answers = changed["answers"]
    attribute = chance.choice(list(edition.questions))
    question = edition.questions[attribute]
    wrong = chance.choice(WRONG)

    def twice() -> None:
        if isinstance(answers.get(attribute), list) and answers[attribute]:
            answers[attribute].append(chance.choice(answers[attribute]))

    def edge() -> None:
        low, high = question.range or (0, 1)
        answers[attribute] = chance.choice([low, high, low - 1, high + 1, float(low), high + 0.5, low + 0.5])

    def note() -> None:
        sure = chance.choice([*CONFIDENCES, None])
        told: dict[str, Any] = {"text": "é" * 1000, "evidence": "x\n", "confidence": sure}
        field = chance.choice([*told, *told, "nothing"])
        told[field] = chance.choice([told.get(field), told.get(field), wrong, "x" * 1001])
        beside = chance.choice([told, told, told, wrong, None, {}])
        changed["notes"] = chance.choice([{attribute: beside}] * 6 + [{attribute + "x": {}}, wrong, None])

    changes: list[Callable[[], Any]] = [
        *[note] * 4,
        lambda: answers.update({attribute: wrong}),
        lambda: answers.update({attribute: None}),
        lambda: answers.update({attribute: [wrong]}),
        lambda: answers.update({attribute: chance.choice(list(question.options) or [1])}),
        lambda: answers.update({attribute: list(question.options)[:2]}),
        lambda: answers.update({attribute + "x": chance.choice([1, None])}),
        lambda: changed.update({chance.choice(["name", "reference"]): chance.choice([wrong, None, "fine"])}),
        lambda: changed.update({chance.choice(["nom", "", "$schema"]): wrong}),
        lambda: changed.update({"answers": wrong}),
        lambda: changed.update({"disputed": chance.choice([wrong, None, {}, {attribute: wrong}])}),
        lambda: changed.update({"disputed": {attribute: [answers.get(attribute), *[*question.options, 1][:1]]}}),
        lambda: changed.update({"respondents": chance.choice([wrong, None, [], [wrong], [{}] * 3])}),
        lambda: changed.update({"respondents": [{"id": "a", "group": None, "answers": dict(answers)}] * 2}),
        lambda: changed.update(
            {"respondents": [{"answers": {attribute: wrong}, "group": chance.choice([wrong, "x"])}]}
        ),
        lambda: changed.update({"respondents": [{"answers": {}, chance.choice(["name", "group"]): "x"}] * 201}),
        lambda: changed.pop("answers"),
        twice,
        edge,
        edge,
    ]
    chance.choice(changes)()
    return wrong if chance.random() < 0.01 else changed


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_schema_is_a_schema(client: TestClient, edition: Edition, language: Language) -> None:
    """What is served is the schema in that language, and a valid JSON Schema, of draft-07 and of 2020-12."""
    response = client.get(f"/v1/profile-schema?lang={language}")
    assert response.headers["content-type"] == "application/schema+json"
    assert response.json() == profile_schema(edition, language)
    assert response.json()["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(response.json())
    Draft202012Validator.check_schema(response.json())


def words_left_out(schema: Any) -> Any:
    """What is left of a schema without its texts."""
    if isinstance(schema, dict):
        kept = (k for k in schema if k not in ("title", "description"))
        return {k: words_left_out(schema[k]) for k in kept}
    return [words_left_out(item) for item in schema] if isinstance(schema, list) else schema


def test_the_languages_differ_in_words_only(edition: Edition) -> None:
    """What holds for the schema in Dutch holds for the one in English."""
    dutch, english = (profile_schema(edition, language) for language in LANGUAGES)
    assert dutch != english
    assert words_left_out(dutch) == words_left_out(english)


@pytest.mark.parametrize("count", sizes(20, 300))
def test_both_accept_the_same_profiles(edition: Edition, count: int) -> None:
    """Made-up profiles are accepted by both; mutated ones by both or by neither."""
    validator = Draft7Validator(profile_schema(edition, "nl"))
    newer = Draft202012Validator(profile_schema(edition, "nl"))
    chance = random.Random(SEED)
    accepted = refused = 0
    for profile in profiles(edition, count):
        assert validator.is_valid(profile)
        assert understood(profile, edition)
        for _ in range(MUTATIONS):
            mutated = mutate(profile, edition, chance)
            fits = validator.is_valid(mutated)
            assert fits == newer.is_valid(mutated) == understood(mutated, edition), mutated
            accepted, refused = accepted + fits, refused + (not fits)
    assert min(accepted, refused) > count  # the mutations try both sides


def test_every_option_and_both_ends_are_accepted_alone(edition: Edition) -> None:
    """Each single answer that the questions name is accepted by both, and what is just out of range by neither."""
    validator = Draft202012Validator(profile_schema(edition, "nl"))
    for attribute, question in edition.questions.items():
        several = question.kind == "choices"
        fitting: list[Any] = [[code] if several else code for code in question.options] + [[]] * several
        outside: list[Any] = [None] * 0
        if question.range:
            low, high = question.range
            fitting, outside = [low, high, float(high)], [low - 1, high + 1]
        for value in fitting:
            assert validator.is_valid({"answers": {attribute: value}})
            assert understood({"answers": {attribute: value}}, edition)
        for value in outside:
            assert not validator.is_valid({"answers": {attribute: value}})
            assert not understood({"answers": {attribute: value}}, edition)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_finds_all_it_shows(edition: Edition, language: Language) -> None:
    """Every question has text, help and labels in the language, and stands once, in its order."""
    answers = profile_schema(edition, language)["properties"]["answers"]
    assert list(answers["properties"]) == list(edition.questions)
    questions = {a: schema for a, (_, schema) in shown(profile_schema(edition, language)).items()}
    for attribute, question in edition.questions.items():
        asked = questions[attribute]
        assert asked["title"] == question.text[language]
        assert asked["description"].startswith(question.help[language])
        options = asked.get("items", asked).get("oneOf", [])
        assert {o["const"]: o["title"] for o in options} == {c: t[language] for c, t in question.options.items()}


def keywords(schema: Any) -> set[str]:
    if isinstance(schema, list):
        return {found for item in schema for found in keywords(item)}
    if not isinstance(schema, dict):
        return set()
    named = ("properties", "patternProperties")
    inner = [v for k, part in schema.items() for v in (part.values() if k in named else [part])]
    return set(schema) | keywords(inner)


def test_only_standard_keywords_and_no_reference_in_the_schema(edition: Edition) -> None:
    """Strict validators refuse others, form generators render references badly, and few read half characters."""
    schema = profile_schema(edition, "nl")
    known = set(Draft7Validator.META_SCHEMA["properties"])
    assert keywords(schema) <= known - {"$ref"}
    assert "ud800" not in json.dumps(schema)


def test_no_question_that_is_shown_offers_null(edition: Edition) -> None:
    """Form generators render a null among others badly: what they show of a question has none."""
    for _, question in shown(profile_schema(edition, "nl")).values():
        assert "null" not in json.dumps(question)


def test_the_condition_of_a_question_as_a_schema_means_what_it_means(edition: Edition) -> None:
    """For made-up answers, ``ask_if`` accepts them just when the question makes sense or may yet make sense."""
    conditions = {a: ask_if(q) for a, q in edition.questions.items()}
    validators = {a: Draft202012Validator(c) for a, c in conditions.items() if c is not None}
    assert validators
    seen = set()
    for missing in (0.0, 0.5):
        for answers in sample_answers(edition, 50, seed=SEED, missing=missing):
            for attribute, validator in validators.items():
                question = edition.questions[attribute]
                asked = question.ask_when is None or evaluate(question.ask_when, answers) is not False
                asked = asked and answers.get("initiative_phase") not in question.ask_later
                asked = asked and (question.ask_unless is None or evaluate(question.ask_unless, answers) is not True)
                assert validator.is_valid(plain(answers)) == asked
                seen.add((attribute, asked))
    assert len(seen) == 2 * len(validators)


def test_any_condition_as_a_schema_means_what_it_means(edition: Edition) -> None:
    """For every condition of a rule, answers meet `certain` just when it is true, `possible` just when not false."""
    conditions = [c for rule in edition.rules.values() for c in (rule.when, rule.unless) if c is not None]
    pairs = [(c, Draft202012Validator(certain(c)), Draft202012Validator(possible(c))) for c in conditions]
    for missing in (0.0, 0.3, 0.8):
        for answers in sample_answers(edition, 6, seed=SEED, missing=missing):
            facts = plain(answers)
            for condition, is_certain, is_possible in pairs:
                truth = evaluate(condition, answers)
                assert is_certain.is_valid(facts) == (truth is True)
                assert is_possible.is_valid(facts) == (truth is not False)
