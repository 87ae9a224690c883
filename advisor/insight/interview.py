"""An interview: the next best question, repeatedly, with a way back; unknown answers stay open."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..advice import Advisor
from ..library.wording import Language
from ..stages.openness import OpenQuestion
from ..stages.profile import Profile, understand
from .questions import Questions, next_questions


@dataclass(frozen=True)
class Interview:
    """The state of an interview: the profile as JSON data, what was postponed, the state before the last answer, and
    the question that was answered last.

    An answer of null means that the question was asked and the answer is unknown: it is not asked again.
    """

    data: Mapping[str, Any]
    put_off: tuple[str, ...] = ()
    before: "Interview | None" = None
    last: str | None = None

    @property
    def answers(self) -> Mapping[str, Any]:
        """The answers so far, null where one is not known."""
        answers: Mapping[str, Any] = self.data["answers"]
        return answers

    def profile(self, advisor: Advisor, language: Language) -> Profile:
        """The profile so far. Raises ProfileError."""
        return understand(dict(self.data), advisor.edition, language)

    def questions(self, advisor: Advisor, language: Language) -> Questions:
        """The questions left, most decisive first; those postponed come last, in the order of postponing."""
        asked = next_questions(self.profile(advisor, language), advisor, language)
        left = [q for q in asked.questions if q.attribute not in self.answers]
        last = {attribute: place for place, attribute in enumerate(self.put_off)}
        return replace(asked, questions=sorted(left, key=lambda q: last.get(q.attribute, -1)))

    def answered(self, question: OpenQuestion, value: Any, advisor: Advisor, language: Language) -> "Interview":
        """The interview with one more answer; None means unknown. Raises ProfileError."""
        data = {**self.data, "answers": {**self.answers, question.attribute: value}}
        understand(data, advisor.edition, language)
        return Interview(data, self.put_off, self, question.attribute)

    def noted(self, attribute: str, note: Mapping[str, str], advisor: Advisor, language: Language) -> "Interview":
        """The interview with what is said beside an answer, instead of what was said there. Raises ProfileError."""
        data = {**self.data, "notes": {**(self.data.get("notes") or {}), attribute: note}}
        understand(data, advisor.edition, language)
        return replace(self, data=data)

    def later(self, question: OpenQuestion) -> "Interview":
        """The interview with a question postponed."""
        put_off = tuple(a for a in self.put_off if a != question.attribute)
        return Interview(self.data, (*put_off, question.attribute), self, self.last)

    def back(self) -> "Interview":
        """The interview before the last answer, with all that was said beside answers; the same at the start."""
        before = self.before or self
        return replace(before, data={**before.data, "notes": self.data["notes"]}) if "notes" in self.data else before
