"""What a step of the form shows: its questions, how far the form and the advice are, what to answer next."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from advisor.advice import Advisor
from advisor.insight.evaluator import evaluator
from advisor.insight.questions import Settled, next_questions
from advisor.library.conditions import names
from advisor.library.edition import Edition
from advisor.library.model import Question
from advisor.library.numbers import as_share
from advisor.library.wording import Language
from advisor.phrases import written
from advisor.stages.inference import Conclusions
from advisor.stages.notes import PARTS, column
from advisor.stages.openness import OpenQuestion, applies

from ...http.html_forms import ABOUT
from .filled import Filled, Read

REVIEW, NEXT, BACK = ".review", ".next", ".back"
SUGGESTED = 5  # questions on the page where the answers are checked


@dataclass(frozen=True)
class Doubt:
    """Answers that cannot well be true together, as a question; the questions they answer."""

    id: str
    message: str
    attributes: list[str]


@dataclass(frozen=True)
class Asked:
    """A question as it stands in the form.

    ``typed``: what stands in it; ``unknown``: whether “I don't know” is ticked; ``seen``: whether it was shown
    before; ``fault``: what is wrong with it; ``fits``: whether it makes sense beside the other answers;
    ``doubts``: contradictions told here; ``note``: what stands beside it, by part, and ``note_faults`` what is wrong
    there; ``noted``: the note in words.
    """

    attribute: str
    theme: str
    question: Question
    typed: tuple[str, ...]
    unknown: bool
    seen: bool
    fault: str | None
    fits: bool
    answer: str | None
    doubts: list[Doubt]
    note: Mapping[str, str]
    note_faults: Mapping[str, str]
    noted: str

    @property
    def unfolded(self) -> bool:
        """Whether something stands in its note, or is wrong there."""
        return any(self.note.values()) or bool(self.note_faults)

    @property
    def standing(self) -> Literal["answered", "unknown", "skipped", "unasked"]:
        """What became of it: answered, not known, seen and left open, or not shown yet."""
        if self.answer is not None:
            return "answered"
        if self.unknown:
            return "unknown"
        return "skipped" if self.seen else "unasked"

    @property
    def done(self) -> bool:
        """Whether nothing needs to be filled in any more: it is answered, or the answer is not known."""
        return self.standing in ("answered", "unknown")


@dataclass(frozen=True)
class FormStep:
    """A theme: its questions, and how many of them are done."""

    id: str
    title: str
    number: int
    asked: list[Asked]

    @property
    def answered(self) -> int:
        """How many of its questions have an answer that can be used."""
        return sum(asked.answer is not None for asked in self.asked)

    @property
    def done(self) -> int:
        """How many of its questions are answered, or not known."""
        return sum(asked.done for asked in self.asked)


@dataclass(frozen=True)
class Standing:
    """The whole form: every step, how much of the advice is settled, what is open, what does not fit together."""

    steps: Mapping[str, FormStep]
    settled: Settled
    open: list[OpenQuestion]
    doubts: list[Doubt]

    @property
    def answered(self) -> int:
        """How many questions are answered."""
        return sum(step.answered for step in self.steps.values())

    @property
    def done(self) -> int:
        """How many questions are answered, or not known."""
        return sum(step.done for step in self.steps.values())

    @property
    def asked(self) -> int:
        """How many questions make sense for this organisation."""
        return sum(len(step.asked) for step in self.steps.values())

    def theme_of(self, name: str) -> str:
        """The step in which a question stands; name and reference stand in the first."""
        return next((s.id for s in self.steps.values() for a in s.asked if a.attribute == name), next(iter(self.steps)))


def standing(form: Filled, found: Read, advisor: Advisor, language: Language) -> Standing:
    """How a form stands."""
    edition, answers = advisor.edition, found.profile.answers
    reached = evaluator(edition).conclude(answers)
    doubts = [
        Doubt(cid, edition.contradictions[cid].message[language], list(names(edition.contradictions[cid].when)))
        for cid in reached.contradictions
    ]
    worth = next_questions(found.profile, advisor, language)
    return Standing(
        steps=form_steps(form, found, reached, doubts, edition, language),
        settled=worth.settled,
        open=worth.questions,
        doubts=doubts,
    )


def _as_understood(question: Question, value: object, typed: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """What stands in a field: a number as it was understood, unless that would be asked back; else what was typed."""
    text = written(value, language) if isinstance(value, int | float) else None
    return typed if text is None or as_share(text, question) else (text,)


def form_steps(
    form: Filled, found: Read, reached: Conclusions, doubts: list[Doubt], edition: Edition, language: Language
) -> dict[str, FormStep]:
    """The themes of a form, each with the questions that make sense beside the answers, or that were answered."""
    asked: dict[str, list[Asked]] = {theme: [] for theme in edition.manifest.questions}
    last = {
        (doubt.id, edition.question_themes[a]): a
        for doubt in doubts
        for a in edition.questions
        if a in doubt.attributes
    }
    for attribute, question in edition.questions.items():
        typed, value = form.typed.get(attribute, ()), found.profile.answers.get(attribute)
        note = {part: form.text(column(attribute, part)) for part in PARTS}
        fits = applies(question, reached.facts)
        if not fits and not typed and not any(note.values()):
            continue
        theme = edition.question_themes[attribute]
        asked[theme].append(
            Asked(
                attribute=attribute,
                theme=theme,
                question=question,
                typed=_as_understood(question, value, typed, language),
                unknown=attribute in form.unknown,
                seen=attribute in form.seen | form.shown,
                fault=found.faults.get(attribute),
                fits=fits,
                answer=None if value is None else edition.value(attribute, value, language),
                doubts=[doubt for doubt in doubts if last.get((doubt.id, theme)) == attribute],
                note=note,
                note_faults={p: found.faults[n] for p in PARTS if (n := column(attribute, p)) in found.faults},
                noted=found.profile.notes[attribute].told(language) if attribute in found.profile.notes else "",
            )
        )
    themes = edition.manifest.questions.items()
    return {
        theme: FormStep(theme, told.title[language], number, asked[theme])
        for number, (theme, told) in enumerate(themes, 1)
    }


def suggested(form: Filled, now: Standing) -> OpenQuestion | None:
    """The question worth answering now; what was seen and left is not named while there is something else."""
    left = worth_answering(form, now)
    unseen = [question for question in left if question.attribute not in form.seen]
    return next(iter([*unseen, *left]), None)


def worth_answering(form: Filled, now: Standing) -> list[OpenQuestion]:
    """The open questions that can change the advice, the best first, less those whose answer is not known."""
    return [question for question in now.open if question.attribute not in form.unknown]


def arrived(form: Filled, now: Standing) -> list[Asked]:
    """The questions of the step at hand that came up by an answer in it, and have none yet."""
    if form.at not in now.steps or not form.shown:
        return []
    return [a for a in now.steps[form.at].asked if a.attribute not in form.shown and not a.done]


def gone(form: Filled, now: Standing) -> bool:
    """Whether a question of the step at hand no longer makes sense."""
    return form.at in now.steps and bool(form.shown - {a.attribute for a in now.steps[form.at].asked})


def goal(form: Filled, themes: Collection[str]) -> str:
    """The step to show: a theme, or the review; what cannot be understood leads nowhere else."""
    order = [*themes, REVIEW]
    at = order.index(form.at) if form.at in order else 0
    if form.to == NEXT:
        return order[min(at + 1, len(order) - 1)]
    if form.to == BACK:
        return order[max(at - 1, 0)]
    return form.to if form.to in order else order[at]


def faulty(now: Standing, found: Read, at: str) -> str:
    """The step to mend first: the one at hand when it has a mistake, else the first that has."""
    places = [
        now.theme_of(name)
        for name in (*ABOUT, *(a.attribute for s in now.steps.values() for a in s.asked))
        if name in found.faults or any(column(name, part) in found.faults for part in PARTS)
    ]
    return at if at in places or not places else places[0]
