"""Numbers as people write them: one reading is understood, two are asked back, none is refused."""

import json
import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.advice import open_advisor
from advisor.library.edition import Edition
from advisor.library.model import Question
from advisor.library.numbers import DecimalMark, Written, as_share, number_in, readings
from advisor.library.wording import LANGUAGES, Language
from advisor.phrases import written
from advisor.stages.mistakes import ProfileError
from advisor.stages.profile import read_profile

EDITION = open_advisor().edition
NUMBERS = [question for question in EDITION.questions.values() if question.range is not None]
COUNT, PERCENTAGE = "employee_count", "adoption_rate"


def brute_force(text: str, decimal: str) -> float | None:
    """What a text means to somebody who puts this mark before decimals, told without a pattern for the whole."""
    thousands = "," if decimal == "." else "."
    whole, *fraction = text.split(decimal)
    if len(fraction) > 1 or any(not part.isdecimal() for part in fraction):
        return None
    marks = {c for c in whole if not c.isdecimal()}
    if len(marks) > 1 or not marks <= {thousands, " ", "'"}:
        return None
    groups = re.split(r"\D", whole)
    if len(groups) > 1 and (not 1 <= len(groups[0]) <= 3 or groups[0][0] == "0" or {len(g) for g in groups[1:]} != {3}):
        return None
    return float(f"{''.join(groups)}.{''.join(fraction) or '0'}") if all(groups) else None


@pytest.mark.parametrize("attribute", [COUNT, PERCENTAGE])
def test_every_short_text_is_read_as_a_person_would(attribute: str) -> None:
    """All texts of up to nine signs made of groups of digits and marks, held against a reading of another make."""
    question = EDITION.questions[attribute]
    low, high = question.range or (0, 0)
    met = {0: 0, 1: 0, 2: 0}
    for length in (1, 2, 3):
        for groups in product(("0", "4", "20", "000", "1250"), repeat=length):
            for marks in product(". ,'", repeat=length - 1):
                text = "".join(g + m for g, m in zip(groups, [*marks, ""], strict=True))
                every = {brute_force(text, mark) for mark in ".,"} - {None}
                within = {number for number in every if number is not None and low <= number <= high}
                wanted = within if len(every) > 1 and within else every
                assert set(readings(text, question)) == wanted, text
                met[len(wanted)] += 1
    assert all(met[count] for count in ((0, 1, 2) if attribute == COUNT else (0, 1)))


@pytest.mark.parametrize("text", ["4.000", "4,000", "20.000", "1.250", "12.345 medewerkers", " 4.000 "])
def test_what_can_be_two_numbers_is_neither(text: str) -> None:
    """The text stays as it is, and the reader of profiles tells both readings."""
    question = EDITION.questions[COUNT]
    assert number_in(text, question) == text
    one, other = readings(text, question)
    with pytest.raises(ProfileError) as refused:
        read_profile(json.dumps({"answers": {COUNT: text}}).encode(), EDITION, "en")
    (mistake,) = refused.value.mistakes
    assert f" can mean {one:g} or {other:g}." in mistake.what
    assert mistake.expected.startswith(f"{one:g} or {other:g}, without")


@pytest.mark.parametrize(
    ("attribute", "text", "number"),
    [
        (COUNT, "1 200", 1200),
        (COUNT, "1\u00a0200", 1200),
        (COUNT, "1\u202f200", 1200),
        (COUNT, "1\u2009200", 1200),
        (COUNT, "1'200", 1200),
        (COUNT, "1.250.000", 1250000),
        (COUNT, "4000,0", 4000),
        (COUNT, "1 200 medewerkers", 1200),
        (PERCENTAGE, "20%", 20),
        (PERCENTAGE, "20 %", 20),
        (PERCENTAGE, "20\u00a0%", 20),
        (PERCENTAGE, "12,345", 12.345),
        (PERCENTAGE, "20.000", 20),
        (PERCENTAGE, "0,125", 0.125),
    ],
)
def test_what_is_one_number_is_understood(attribute: str, text: str, number: float) -> None:
    """With a unit, with a mark between thousands that is nothing else, or where only one reading is in the range."""
    assert number_in(text, EDITION.questions[attribute]) == number


@pytest.mark.parametrize(
    "text", ["", "x", "1 2", "12 34", "1  200", "0.000.000", "1.25.000", "20%", "١٢", "1" * 61, "--1"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    """Also a percent sign where people are counted, and digits of other scripts."""
    assert readings(text, EDITION.questions[COUNT]) == ()


@pytest.mark.parametrize(
    ("text", "decimal", "number"),
    [("4.000", "comma", 4000), ("4.000", "point", 4), ("4,000", "point", 4000), ("4,000", "comma", 4)],
)
def test_a_declared_mark_leaves_one_reading(text: str, decimal: DecimalMark, number: int) -> None:
    """Who says which mark stands before decimals has said what the other is for."""
    assert number_in(text, EDITION.questions[COUNT], decimal) == number


@given(
    number=st.integers(-99_999_999, 99_999_999) | st.decimals(0, 100, places=4).map(float),
    question=st.sampled_from(NUMBERS),
    language=st.sampled_from(LANGUAGES),
    grouped=st.booleans(),
)
def test_what_is_written_is_read_back(number: float, question: Question, language: Language, grouped: bool) -> None:
    """Every number that can be an answer, in both languages, with and without spaces between its thousands."""
    low, high = question.range or (0, 0)
    whole = question.kind != "percentage"
    if low <= number <= high and not (whole and number != int(number)):
        assert readings(written(number, language, grouped=grouped), question) == (number,)


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("0,92", (0.92, 92)),
        ("0.07", (0.07, 7)),
        ("0", None),
        ("1", None),
        ("0,92 %", None),
        ("92", None),
        ("x", None),
    ],
)
def test_a_percentage_that_may_be_a_part_of_one(text: str, pair: tuple[float, float] | None) -> None:
    """Above 0 and below 1, unless the sign stands behind it; never of a count."""
    assert as_share(text, EDITION.questions[PERCENTAGE]) == pair
    assert as_share(text, EDITION.questions[COUNT]) is None


@pytest.mark.parametrize(
    ("literal", "told"),
    [
        ("4.000", "“4.000” can mean 4 or 4000."),
        ("4.500", "“4.500” can mean 4.5 or 4500."),
        ("20.5", "20.5 is not a whole number."),
        ('"20 people"', "“20 people” is not a number."),
        ("20.0", None),
        ("2e1", None),
        ("4000", None),
    ],
)
def test_a_count_in_json(edition: Edition, literal: str, told: str | None) -> None:
    """A fraction is refused, and so is 4.000; 20.0 is a whole number, as it is to JSON Schema."""
    raw = f'{{"answers": {{"{COUNT}": {literal}}}}}'.encode()
    if told is None:
        assert read_profile(raw, edition).answers[COUNT] in (20, 4000)
        return
    with pytest.raises(ProfileError) as refused:
        read_profile(raw, edition, "en")
    assert [mistake.what for mistake in refused.value.mistakes] == [told]


@pytest.mark.parametrize(("text", "remedy"), [("4", "Expected: 4, without"), ("20 ", "Did you mean “20”?")])
def test_a_number_between_quotation_marks_is_told_so(edition: Edition, text: str, remedy: str) -> None:
    """“4” is not a number, and “did you mean 4” helps nobody: only the quotation marks are wrong."""
    with pytest.raises(ProfileError) as refused:
        read_profile(f'{{"answers": {{"{COUNT}": "{text}"}}}}'.encode(), edition, "en")
    (mistake,) = refused.value.mistakes
    assert remedy in mistake.sentence("en")
    assert f"mean “{text}”" not in mistake.sentence("en")


def test_a_number_of_json_is_a_number() -> None:
    """It only remembers its text beside it."""
    found = Written("12.50")
    assert (found, found.text, json.dumps(found)) == (12.5, "12.50", "12.5")
