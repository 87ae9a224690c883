"""An interview: the next best question again and again, with a way back; what is not known stays open."""

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
    """How far an interview has come: the profile as JSON data, what was put off, and the interview before this one.

    An answer of null means: asked, and not known. It is not asked again.
    """

    data: Mapping[str, Any]
    put_off: tuple[str, ...] = ()
    before: "Interview | None" = None

    @property
    def answers(self) -> Mapping[str, Any]:
        """The answers so far, null where one is not known."""
        answers: Mapping[str, Any] = self.data["answers"]
        return answers

    def profile(self, advisor: Advisor, language: Language) -> Profile:
        """The profile so far. Raises ProfileError."""
        return understand(dict(self.data), advisor.edition, language)

    def questions(self, advisor: Advisor, language: Language) -> Questions:
        """What can still be asked, most decisive first; what was put off comes last, in the order of putting off."""
        asked = next_questions(self.profile(advisor, language), advisor, language)
        left = [q for q in asked.questions if q.attribute not in self.answers]
        last = {attribute: place for place, attribute in enumerate(self.put_off)}
        return replace(asked, questions=sorted(left, key=lambda q: last.get(q.attribute, -1)))

    def answered(self, question: OpenQuestion, value: Any, advisor: Advisor, language: Language) -> "Interview":
        """The interview with one answer more; None when it is not known. Raises ProfileError."""
        data = {**self.data, "answers": {**self.answers, question.attribute: value}}
        understand(data, advisor.edition, language)
        return Interview(data, self.put_off, self)

    def later(self, question: OpenQuestion) -> "Interview":
        """The interview with a question put off."""
        put_off = tuple(a for a in self.put_off if a != question.attribute)
        return Interview(self.data, (*put_off, question.attribute), self)

    def back(self) -> "Interview":
        """The interview before the last answer; the same at the start."""
        return self.before or self
