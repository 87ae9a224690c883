"""What is not settled: recommendations that wait for answers, and the questions that decide most of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from ..library.conditions import Facts, evaluate, undecided_names
from ..library.edition import Edition
from ..library.model import Question
from ..library.wording import Language
from ..phrases import say
from .findings import answers_behind, open_strengths
from .inference import Conclusions
from .notes import nothing

NAMED = 3  # how many recommendations the reason for a question names


@dataclass(frozen=True, slots=True)
class Undecided:
    """A recommendation that would follow from some answers to these questions, and not from others.

    ``waiting_for``: those that are unanswered. ``in_dispute``: those on which respondents differ.
    """

    id: str
    title: str
    waiting_for: list[str]
    in_dispute: Annotated[list[str], Field(exclude_if=nothing)] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that still decides something: its text, why it is asked, and the recommendations it decides on."""

    attribute: str
    text: str
    why: str
    decides: list[str]


Waiting = Mapping[str, list[str]]  # for each recommendation that is not settled: the questions that decide it


def undecided(waiting_for: Waiting, conclusions: Conclusions, edition: Edition, language: Language) -> list[Undecided]:
    """Every undecided recommendation with the questions it waits for."""
    return [
        Undecided(
            rid,
            edition.recommendations[rid].title[language],
            waiting_for=[a for a in waiting if a not in conclusions.facts],
            in_dispute=[a for a in waiting if a in conclusions.facts],
        )
        for rid, waiting in waiting_for.items()
        if conclusions.recommendations[rid] == "undecided"
    ]


def open_questions(
    waiting_for: Waiting, conclusions: Conclusions, edition: Edition, language: Language
) -> list[OpenQuestion]:
    """The questions that can be asked now and decide something; most decisive first, then essential, then in order."""
    decides: dict[str, list[str]] = {}
    for rid, attributes in waiting_for.items():
        for attribute in attributes:
            decides.setdefault(attribute, []).append(rid)
    order = {attribute: place for place, attribute in enumerate(edition.questions)}
    askable = [a for a in decides if a not in conclusions.facts and applies(edition.questions[a], conclusions.facts)]
    askable.sort(key=lambda a: (-len(decides[a]), edition.questions[a].need != "essential", order[a]))
    return [open_question(a, decides[a], "decides", edition, language) for a in askable]


def open_question(
    attribute: str, decides: list[str], phrase: str, edition: Edition, language: Language
) -> OpenQuestion:
    """A question with the reason to ask it: ``phrase`` says so of the recommendations that it decides on."""
    titles = "; ".join(f"“{edition.recommendations[rid].title[language]}”" for rid in decides[:NAMED])
    if len(decides) > NAMED:
        titles = say("and_others", language, titles=titles, count=len(decides) - NAMED)
    return OpenQuestion(
        attribute, edition.questions[attribute].text[language], say(phrase, language, titles=titles), decides
    )


def applies(question: Question, facts: Facts) -> bool:
    """Whether a question makes sense for this organisation now, as far as is known."""
    if facts.get("initiative_phase") in question.ask_later:
        return False
    if question.ask_unless is not None and evaluate(question.ask_unless, facts) is True:
        return False
    return question.ask_when is None or evaluate(question.ask_when, facts) is not False


def waiting(conclusions: Conclusions, edition: Edition) -> Waiting:
    """For each recommendation that is not settled: the questions that decide it, unanswered or in dispute."""
    found: dict[str, list[str]] = {}
    for rid, verdict in conclusions.recommendations.items():
        if verdict not in ("undecided", "provisional"):
            continue
        open_names: list[str] = []
        for rule_id in edition.callers[rid]:
            rule = edition.rules[rule_id]
            if conclusions.findings[rule_id] == "undecided":
                open_names += undecided_names(rule.when, conclusions.facts)
            if rule.unless is not None and conclusions.findings[rule_id] in ("undecided", "provisional"):
                open_names += undecided_names(rule.unless, conclusions.facts)
        unless = edition.recommendations[rid].unless
        own = open_strengths(unless, conclusions, edition) if unless is not None else []
        found[rid] = list(dict.fromkeys([*answers_behind(open_names, conclusions.facts, edition), *own]))
    return found
