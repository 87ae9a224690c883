"""Texts that fit the organisation: the right form, its own words and numbers, nothing that is forbidden here."""

import re
from collections.abc import Iterator

import pytest

from advisor.advice import Advice, Advisor, open_advisor
from advisor.library.conditions import Value, evaluate
from advisor.library.plain_words import pieces
from advisor.library.wording import LANGUAGES, Language
from advisor.stages.fitting import fitted
from advisor.stages.profile import Profile
from advisor.stages.recommendations import Recommended
from advisor.stages.sampling import sample_answers
from tests.realistic import profiles

Told = tuple[dict[str, Value], Language, Advice]


@pytest.fixture(scope="module")
def advisor() -> Advisor:
    return open_advisor()


@pytest.fixture(scope="module")
def told(advisor: Advisor) -> list[Told]:
    """Realistic organisations and answers that have nothing to do with each other, in both languages."""
    found = [*profiles(advisor.edition, 60, seed=23), *sample_answers(advisor.edition, 30, seed=24, missing=0.4)]
    return [
        (dict(answers), language, advisor.advise(Profile(answers), language))
        for answers in found
        for language in LANGUAGES
    ]


def texts(item: Recommended) -> Iterator[str]:
    yield from (item.title, item.summary, item.who, item.sign, *item.caveats, *(step.text for step in item.steps))


def test_every_recommendation_says_who_acts_what_shows_it_and_what_it_takes(told: list[Told]) -> None:
    """Each has a step, who acts, a sign and an effort that rises and that the editors judged; nothing is left open."""
    for _, _, advice in told:
        for item in advice.given:
            assert item.steps
            assert item.who
            assert item.sign
            assert item.effort is not None
            assert item.effort.basis == "judgement"
            assert item.effort.weeks == sorted(item.effort.weeks)
            assert item.effort.days == sorted(item.effort.days)
            assert not any(mark in text for text in texts(item) for mark in "{}…")


def test_the_first_form_that_holds_is_said(advisor: Advisor, told: list[Told]) -> None:
    """Whatever is said is the first other form that holds for certain, or else the text; hidden is what is false."""
    edition = advisor.edition
    forms = 0
    for answers, language, advice in told:
        facts = advisor.conclude(answers).facts
        for item in advice.given:
            known = edition.recommendations[item.id]
            weak = {ref.factor for ref in item.findings if ref.polarity == "weakness"}
            for said, text in ((item.summary, known.summary), (item.sign, known.sign), (item.who, known.who)):
                holding = [form for form in text.instead if evaluate(form.when, facts) is True]
                forms += bool(holding)
                assert pattern((holding or [text])[0][language]).fullmatch(said)
            own = [s for s in known.steps if s.when is None or evaluate(s.when, facts) is not False]
            assert len(item.steps) <= len(own)
            if not item.folded:  # the findings of a head are also those of what is folded under it
                assert len(item.steps) == sum(not s.for_ or bool(weak.intersection(s.for_)) for s in own)
    assert forms > 100


def pattern(text: str) -> re.Pattern[str]:
    """What a text can read as, whatever is filled in."""
    return re.compile(".+".join(map(re.escape, re.split(r"\{\w+\}", text))))


def test_an_answer_that_is_named_is_the_answer(advisor: Advisor, told: list[Told]) -> None:
    """A number in a text is the organisation's own, written as everywhere else."""
    edition, named = advisor.edition, 0
    for answers, language, advice in told:
        facts = advisor.conclude(answers).facts
        for item in advice.given:
            known = edition.recommendations[item.id]
            for said, text in ((item.summary, known.summary), (item.sign, known.sign)):
                form = next((f for f in text.instead if evaluate(f.when, facts) is True), text)
                for name in re.findall(r"\{(\w+)\}", form[language]):
                    if name in edition.questions:
                        named += 1
                        assert edition.value(name, answers[name], language) in said
    assert named > 20


def test_no_word_is_said_to_whom_it_does_not_fit(advisor: Advisor, told: list[Told]) -> None:
    """What `advisor check` proves of every profile, held against what these read."""
    edition, met = advisor.edition, 0
    for answers, language, advice in told:
        facts = advisor.conclude(answers).facts
        said = {piece for item in advice.given for text in texts(item) for piece in pieces(text)}
        said |= {piece for finding in advice.findings for piece in pieces(finding.title)}
        for confined in edition.confined.values():
            for word in confined.nl if language == "nl" else confined.en:
                met += word in said
                if word in said:
                    assert evaluate(confined.when, facts) is not False, (word, answers)
    assert met > 100


@pytest.mark.parametrize(
    ("answers", "nl", "en"),
    [
        ({}, "klanten", "customers"),
        ({"sector": "public", "customer_groups": frozenset({"citizens"})}, "burgers", "citizens"),
        ({"customer_groups": frozenset({"service_users"}), "people_served": "patients"}, "patiënten", "patients"),
        ({"customer_groups": frozenset({"service_users"}), "people_served": "pupils"}, "leerlingen", "pupils"),
        ({"customer_groups": frozenset({"service_users"}), "people_served": "tenants"}, "huurders", "tenants"),
        ({"sector": "private", "customer_groups": frozenset({"b2b"})}, "klanten", "customers"),
    ],
)
def test_customers_are_called_what_they_are(advisor: Advisor, answers: dict[str, Value], nl: str, en: str) -> None:
    """Citizens, patients, pupils, tenants or customers."""
    word = advisor.edition.words["customers"]
    assert fitted(word, answers, advisor.edition, "nl") == nl
    assert fitted(word, answers, advisor.edition, "en") == en


def test_what_is_answered_for_the_words_changes_nothing_else(advisor: Advisor) -> None:
    """The question of what people are called reaches no rule: the same findings, places and scores."""
    answers = {"sector": "semi_public", "customer_groups": frozenset({"service_users"}), "initiative_phase": "live"}
    advices = [
        advisor.advise(Profile(answers | more))
        for more in ({}, *({"people_served": c} for c in ("patients", "tenants")))
    ]
    for one in advices[1:]:
        assert [(r.id, r.rank, r.score) for r in one.given] == [(r.id, r.rank, r.score) for r in advices[0].given]
        assert [f.id for f in one.findings] == [f.id for f in advices[0].findings]
