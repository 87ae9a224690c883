"""The interview: back, later, not known; what is typed wrong changes nothing."""

import pytest

from advisor.advice import Advisor
from advisor.insight.interview import Interview
from advisor.stages.mistakes import ProfileError
from advisor.stages.sampling import sample_answers


def test_back_restores_and_later_comes_last(advisor: Advisor) -> None:
    """An answer taken back is open again; what is put off is asked after all the rest."""
    start = Interview({"answers": {"sector": "private"}})
    question, second, *_ = start.questions(advisor, "nl").questions
    off = start.later(question)
    asked = [q.attribute for q in off.questions(advisor, "nl").questions]
    assert asked[0] == second.attribute
    assert asked[-1] == question.attribute
    unknown = off.answered(second, None, advisor, "nl")
    assert second.attribute not in {q.attribute for q in unknown.questions(advisor, "nl").questions}
    assert unknown.back() == off
    assert start.back() == start


def test_a_wrong_answer_changes_nothing(advisor: Advisor) -> None:
    """What is no answer to the question is refused with its mistakes, and the interview stands where it stood."""
    start = Interview({"answers": {}})
    question = start.questions(advisor, "nl").questions[0]
    with pytest.raises(ProfileError) as refused:
        start.answered(question, "no such answer", advisor, "nl")
    assert refused.value.mistakes[0].pointer == f"/answers/{question.attribute}"


def test_it_ends(advisor: Advisor) -> None:
    """Whoever answers everything that is asked comes to an end; tests/test_ask.py has who knows nothing at all."""
    full = next(sample_answers(advisor.edition, 1, seed=161, missing=0.0))
    known = {name: value for name, value in list(full.items())[::2] if isinstance(value, str | int | float)}
    interview, count = Interview({"name": "x", "answers": known}), 0
    while questions := interview.questions(advisor, "en").questions:
        value = full.get(questions[0].attribute)
        plain = sorted(value) if isinstance(value, frozenset) else value
        interview = interview.answered(questions[0], plain, advisor, "en")
        count += 1
    assert 5 < count <= len(advisor.edition.questions)
    assert interview.data["name"] == "x"
