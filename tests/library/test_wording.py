"""Rules read aloud, in Dutch and in English."""

import itertools
import re
from collections.abc import Iterator, Mapping

import pytest

from advisor.library.conditions import (
    All,
    AnyOf,
    Compare,
    Condition,
    Empty,
    Facts,
    Includes,
    Known,
    NoneOf,
    OneOf,
    evaluate,
    names,
    parse,
)
from advisor.library.edition import Edition
from advisor.library.wording import LANGUAGES, WORDS, Language, needed, rule_sentence, sentence


class Garden:
    """A vocabulary about gardens."""

    names: Mapping[str, tuple[str, str]] = {
        "season": ("Welk seizoen is het?", "Which season is it?"),
        "dry": ("het is droog", "it is dry"),
    }
    values: Mapping[str, tuple[str, str]] = {
        "spring": ("lente", "spring"),
        "autumn": ("herfst", "autumn"),
        "moss": ("mos", "moss"),
        "fern": ("varen", "fern"),
    }

    def name(self, fact: str, language: Language) -> str:
        return self.names.get(fact, (f"Hoeveel {fact}?", f"How much {fact}?"))[language == "en"]

    def value(self, fact: str, value: bool | int | float | str, language: Language) -> str:
        return self.values.get(str(value), (str(value), str(value)))[language == "en"]


GARDEN = Garden()


WHICH = {"nl": "het antwoord op “Welk seizoen is het?”", "en": "the answer to “Which season is it?”"}
RAIN = {"nl": "het antwoord op “Hoeveel rain?”", "en": "the answer to “How much rain?”"}
WEEDS = {"nl": "het antwoord op “Hoeveel weeds?”", "en": "the answer to “How much weeds?”"}


@pytest.mark.parametrize(
    ("raw", "dutch", "english"),
    [
        ({"season": "spring"}, "{nl} “lente” is", "{en} is “spring”"),
        ({"season": {"one_of": ["spring", "autumn"]}}, "{nl} “lente” of “herfst” is", "{en} is “spring” or “autumn”"),
        ({"dry": True}, "het is droog", "it is dry"),
        ({"rain": {"at_least": 5}}, "{nl} minstens 5 is", "{en} is at least 5"),
        ({"rain": {"at_most": 5}}, "{nl} hoogstens 5 is", "{en} is at most 5"),
        ({"rain": {"above": 5}}, "{nl} meer dan 5 is", "{en} is more than 5"),
        ({"rain": {"below": 5}}, "{nl} minder dan 5 is", "{en} is less than 5"),
        ({"rain": 5}, "{nl} 5 is", "{en} is 5"),
        ({"rain": {"known": True}}, "{nl} gegeven is", "{en} is given"),
        ({"weeds": {"empty": True}}, "{nl} leeg (niets aangekruist) is", "{en} is empty (nothing ticked)"),
        ({"weeds": {"includes": "moss"}}, "{nl} “mos” bevat", "{en} includes “moss”"),
        (
            {"weeds": {"includes_all": ["moss", "fern"]}},
            "{nl} “mos” en “varen” bevat",
            "{en} includes “moss” and “fern”",
        ),
        (
            {"weeds": {"includes_any": ["moss", "fern"]}},
            "{nl} “mos” of “varen” bevat",
            "{en} includes “moss” or “fern”",
        ),
        (
            {"weeds": {"includes_none": ["moss", "fern"]}},
            "{nl} niet “mos” of “varen” bevat",
            "{en} includes none of “moss” or “fern”",
        ),
        ({"none": [{"season": "spring"}]}, "{nl} niet “lente” is", "{en} is not “spring”"),
        ({"none": [{"rain": {"below": 5}}]}, "{nl} minstens 5 is", "{en} is at least 5"),
    ],
)
def test_one_question_is_read_back(raw: dict[str, object], dutch: str, english: str) -> None:
    """Each kind of condition on one question reads as a clause that says what the answer is."""
    condition = parse(raw)
    question = {"season": WHICH, "rain": RAIN, "weeds": WEEDS, "dry": {}}[names(condition)[0]]
    assert sentence(condition, GARDEN, "nl") == dutch.format(**question)
    assert sentence(condition, GARDEN, "en") == english.format(**question)


@pytest.mark.parametrize(
    ("raw", "dutch", "english"),
    [
        (
            {"all": [{"dry": True}, {"any": [{"season": "spring"}, {"rain": {"below": 5}}]}]},
            f"het is droog en ({WHICH['nl']} “lente” is of {RAIN['nl']} minder dan 5 is)",
            f"it is dry and ({WHICH['en']} is “spring” or {RAIN['en']} is less than 5)",
        ),
        (
            {"none": [{"dry": True}, {"rain": {"below": 5}}]},
            f"niet: (het is droog of {RAIN['nl']} minder dan 5 is)",
            f"not: (it is dry or {RAIN['en']} is less than 5)",
        ),
        ({"all": [{"any": [{"dry": True}]}]}, "het is droog", "it is dry"),
    ],
)
def test_a_group_is_read_back(raw: dict[str, object], dutch: str, english: str) -> None:
    """A group reads as one phrase, with brackets round a group inside it."""
    condition = parse(raw)
    assert sentence(condition, GARDEN, "nl") == dutch
    assert sentence(condition, GARDEN, "en") == english


def test_a_rule_is_one_sentence() -> None:
    """A rule reads as one sentence, from its condition by its conclusion to its exception."""
    when, unless = parse({"dry": True}), parse({"season": "autumn"})
    dutch = rule_sentence(when, unless, "begiet de tuin", GARDEN, "nl")
    assert dutch == f"Als het is droog, dan: begiet de tuin, tenzij {WHICH['nl']} “herfst” is."
    assert rule_sentence(when, None, "water the garden", GARDEN, "en") == "If it is dry, then: water the garden."


def test_not_all_is_not_none() -> None:
    """Lacking one of two is not read back as lacking both."""
    not_all = NoneOf((Includes("weeds", "all", ("moss", "fern")),))
    assert "none of" not in sentence(not_all, GARDEN, "en")


def test_both_languages_have_the_same_words() -> None:
    """Whatever can be said in Dutch can be said in English."""
    assert WORDS["nl"].keys() == WORDS["en"].keys()


def small_conditions() -> Iterator[Condition]:
    singles: list[Condition] = [
        Compare("dry", "is", True),
        Compare("dry", "is", False),
        Compare("season", "is", "spring"),
        OneOf("season", ("spring", "autumn")),
        Compare("rain", "at_least", 5),
        Compare("rain", "above", 5),
        Compare("rain", "is", 5),
        Includes("weeds", "any", ("moss",)),
        Includes("weeds", "any", ("moss", "fern")),
        Includes("weeds", "all", ("moss", "fern")),
        Includes("weeds", "none", ("moss", "fern")),
        Empty("weeds"),
        Known("rain"),
    ]
    pairs = [group((a, b)) for group in (All, AnyOf, NoneOf) for a, b in itertools.combinations(singles, 2)]
    yield from singles
    yield from (NoneOf((single,)) for single in singles)
    yield from pairs
    for group, single, pair in itertools.product((All, AnyOf, NoneOf), singles[:5], pairs):
        yield group((single, pair))
        yield group((pair, single))


def garden_facts() -> Iterator[Facts]:
    weeds = [frozenset(), frozenset({"moss"}), frozenset({"fern"}), frozenset({"moss", "fern"})]
    for dry, season, rain, ticked in itertools.product((True, False), ("spring", "autumn", "summer"), (4, 5, 6), weeds):
        yield {"dry": dry, "season": season, "rain": rain, "weeds": ticked}


@pytest.mark.parametrize("language", LANGUAGES)
def test_different_conditions_read_differently(language: Language) -> None:
    """Two conditions that read the same mean the same: the brackets are where the meaning needs them."""
    worlds = list(garden_facts())
    meanings: dict[str, list[object]] = {}
    for condition in small_conditions():
        meaning = [evaluate(condition, facts) for facts in worlds]
        assert meanings.setdefault(sentence(condition, GARDEN, language), meaning) == meaning
    assert len(meanings) > 1000


def text_of(edition: Edition, attribute: str, language: Language) -> str:
    words = {"nl": "het antwoord op", "en": "the answer to"}
    return f"{words[language]} “{edition.questions[attribute].text[language]}”"


def option(edition: Edition, attribute: str, code: str, language: Language) -> str:
    return f"“{edition.questions[attribute].options[code][language]}”"


def spoken(edition: Edition, rule_id: str, language: Language) -> str:
    rule = edition.rules[rule_id]
    return rule_sentence(rule.when, rule.unless, rule.title[language], edition, language)


def test_a_shipped_rule_reads_as_its_questions_and_labels(edition: Edition) -> None:
    """A rule is read back in the words of the questionnaire, with numbers and their unit."""
    phase, rate, weeks, tools = (
        {lang: text_of(edition, attribute, lang) for lang in LANGUAGES}
        for attribute in ("initiative_phase", "adoption_rate", "weeks_since_go_live", "shadow_tools")
    )
    live = {lang: option(edition, "initiative_phase", "live", lang) for lang in LANGUAGES}
    most = {lang: option(edition, "shadow_tools", "widespread", lang) for lang in LANGUAGES}
    title = edition.rules["few-really-use-it"].title
    assert spoken(edition, "few-really-use-it", "nl") == (
        f"Als {phase['nl']} {live['nl']} is en {rate['nl']} minder dan 50 % is, dan: {title.nl}, "
        f"tenzij {weeks['nl']} minder dan 8 weken is."
    )
    assert spoken(edition, "few-really-use-it", "en") == (
        f"If {phase['en']} is {live['en']} and {rate['en']} is less than 50%, then: {title.en}, "
        f"unless {weeks['en']} is less than 8 weeks."
    )
    title = edition.rules["own-tools-everywhere"].title
    assert spoken(edition, "own-tools-everywhere", "nl") == (
        f"Als {phase['nl']} {live['nl']} is en {tools['nl']} {most['nl']} is, dan: {title.nl}, "
        f"tenzij {rate['nl']} minstens 92 % is of {weeks['nl']} minder dan 8 weken is."
    )
    assert spoken(edition, "own-tools-everywhere", "en") == (
        f"If {phase['en']} is {live['en']} and {tools['en']} is {most['en']}, then: {title.en}, "
        f"unless {rate['en']} is at least 92% or {weeks['en']} is less than 8 weeks."
    )


def test_derived_facts_and_factors_have_names(edition: Edition) -> None:
    """A derived fact reads as its title, a factor as a weakness or strength with the title of the factor."""
    proven = parse({"adoption_proven": True})
    assert sentence(proven, edition, "nl") == edition.derived["adoption_proven"].title.nl
    factor = edition.factors["lead-from-the-top"].title
    assert sentence(parse({"weakness": "lead-from-the-top"}), edition, "nl") == f"knelpunt “{factor.nl}”"
    assert sentence(parse({"strength": "lead-from-the-top"}), edition, "en") == f"strength “{factor.en}”"


def test_values_are_written_the_way_of_the_language(edition: Edition) -> None:
    """A decimal has a comma and a spaced unit in Dutch, a point and no space before % in English; ticks have labels."""
    half = Compare("adoption_rate", "at_least", 33.5)
    assert needed(half, edition, "nl") == "minstens 33,5 %"
    assert needed(half, edition, "en") == "at least 33.5%"
    insight = edition.questions["work_insight"]
    ticked = frozenset({"work_observed", "process_described"})
    assert edition.value("work_insight", ticked, "nl") == "; ".join(
        label.nl for code, label in insight.options.items() if code in ticked
    )
    assert insight.none_label is not None
    assert edition.value("work_insight", frozenset(), "en") == insight.none_label.en
    assert [edition.value("adoption_proven", truth, "nl") for truth in (True, False)] == ["ja", "nee"]


def conditions_of(edition: Edition) -> Iterator[Condition]:
    for rule in edition.rules.values():
        yield from (c for c in (rule.when, rule.unless, *(line.when for line in rule.severity)) if c is not None)
    for entries in (edition.derived, edition.tensions, edition.contradictions):
        yield from (entry.when for entry in entries.values())
    yield from (q.ask_when for q in edition.questions.values() if q.ask_when is not None)
    yield from (r.unless for r in edition.recommendations.values() if r.unless is not None)
    yield edition.priorities.capacity.overloaded


def assert_fit_to_read(text: str, codes: set[str]) -> None:
    assert not codes & set(re.findall(r"\w+(?:-\w+)*", text)), text
    assert not re.search(r"[A-Za-z0-9]_[A-Za-z0-9]", text), text
    assert not re.search(r"\b(None|True|False|frozenset)\b|  |[{}\[\]]|“”|[.,;:]{2}", text), text
    assert text.count("(") == text.count(")"), text
    assert text.count("“") == text.count("”"), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_code_name_reaches_a_reader(edition: Edition, language: Language) -> None:
    """No sentence of the shipped knowledge holds a code name, a Python word, an empty label or an unclosed bracket."""
    names = {*edition.questions, *edition.derived, *(c for q in edition.questions.values() for c in q.options)}
    ids = {*edition.factors, *edition.rules, *edition.recommendations, *edition.tensions, *edition.contradictions}
    codes = {n for n in names if "_" in n} | {i for i in ids if i.count("-") > 1}
    for condition in conditions_of(edition):
        assert_fit_to_read(sentence(condition, edition, language), codes)
    start = {"nl": "Als ", "en": "If "}[language]
    for rule_id in edition.rules:
        text = spoken(edition, rule_id, language)
        assert_fit_to_read(text, codes)
        assert text.startswith(start), text
        assert text.endswith("."), text
