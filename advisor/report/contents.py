"""What a report holds, whatever its form: every text as it is to be read, every number as the advice has it."""

from dataclasses import dataclass

from ..library.model import Polarity, Severity
from ..library.wording import Language
from ..picture.trail import Trail
from ..stages.ranking import Phase
from ..stages.recommendations import Contribution
from ..stages.verdicts import Verdict
from .differing import Differing


@dataclass(frozen=True, slots=True)
class Mention:
    """A recommendation as another part of the report names it."""

    id: str
    rank: int
    title: str


@dataclass(frozen=True, slots=True)
class Fact:
    """What a finding rests on: a question or a derived fact with its value; ``told`` says how it is known."""

    told: str
    text: str
    value: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A finding: the rule that established it as a sentence, the facts behind it, the numbers of its passages."""

    id: str
    title: str
    polarity: Polarity
    severity: Severity | None
    severity_told: str
    rule: str
    facts: tuple[Fact, ...]
    marks: tuple[int, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourcedStep:
    """One thing to do, with the numbers of the passages it comes from; an inference comes from none."""

    text: str
    marks: tuple[int, ...]
    inference: bool


@dataclass(frozen=True, slots=True)
class Particular:
    """One particular of a recommendation, as who acts: what it is, and what it says."""

    what: str
    says: str


@dataclass(frozen=True, slots=True)
class Firmness:
    """How firm a place is: the best and the worst rank it can take, whether it may lapse, and all that in words."""

    firm: bool
    best: int
    worst: int
    may_lapse: bool
    told: str


@dataclass(frozen=True, slots=True)
class Opposed:
    """A tension that concerns a recommendation, as that recommendation names it."""

    id: str
    title: str
    resolution: str


@dataclass(frozen=True, slots=True)
class Folded:
    """A recommendation that is shown under another."""

    title: str
    summary: str
    steps: tuple[SourcedStep, ...]
    particulars: tuple[Particular, ...]
    caveats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A recommendation with all that is said of it.

    ``why``: its summary in one sentence. ``first_step``: named as such, as the summary of the report has it.
    ``scored`` has its score and contributions in words, ``picture_told`` what a screen reader says of the picture;
    ``standing`` is what a list adds to its title: that it is tied, or provisional, what became of it; or "".
    """

    id: str
    rank: int
    phase: Phase
    title: str
    summary: str
    why: str
    first_step: str
    verdict: Verdict
    verdict_told: str
    standing: str
    score: int
    contributions: tuple[Contribution, ...]
    scored: str
    firmness: Firmness
    rests_on: str
    remarks: tuple[str, ...]
    needs: tuple[Mention, ...]
    because: tuple[Ground, ...]
    helps: tuple[Ground, ...]
    holds_back: tuple[Opposed, ...]
    steps: tuple[SourcedStep, ...]
    particulars: tuple[Particular, ...]
    caveats: tuple[str, ...]
    folded: tuple[Folded, ...]
    picture: Trail
    picture_told: str


@dataclass(frozen=True, slots=True)
class PhaseOfItems:
    """One phase that holds recommendations."""

    phase: Phase
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two claims of a tension, and the numbers of its passages."""

    claim: str
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tension:
    """Two claims of the sources that pull apart here, what decides, and the recommendations it concerns."""

    id: str
    title: str
    sides: tuple[Side, ...]
    resolution: str
    decided_by: str
    concerns: tuple[Mention, ...]

    @property
    def marks(self) -> list[int]:
        """The numbers of the passages of both sides."""
        return sorted({number for side in self.sides for number in side.marks})


@dataclass(frozen=True, slots=True)
class Answer:
    """A question and the answer to it, with the note beside it ("": none)."""

    question: str
    answer: str
    note: str


@dataclass(frozen=True, slots=True)
class Theme:
    """The answers to the questions of one theme."""

    title: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Answers that cannot well be true together, as a question."""

    message: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Brought:
    """What one more answer would bring: the answers that would, in words, and the title of the recommendation."""

    answers: str
    title: str


@dataclass(frozen=True, slots=True)
class Hanging:
    """An open question on which recommendations hang that are not given."""

    question: str
    brings: tuple[Brought, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question that still decides something, and why."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A recommendation that cannot be told yet, and how many answers it waits for."""

    title: str
    waits_for: str


@dataclass(frozen=True, slots=True)
class NumberedPassage:
    """A passage by its number: what it says in our words, where it stands, and the address that opens it."""

    number: int
    ref: str
    gist: str
    section: str
    paragraph: int
    place: str
    link: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """A document: who made it and when, how it is to be taken, and its passages that the report names."""

    title: str
    origin: str
    stance: str
    passages: tuple[NumberedPassage, ...]


@dataclass(frozen=True, slots=True)
class Weakness:
    """A main finding as the summary has it, with the recommendations that answer it."""

    title: str
    severity: Severity
    severity_told: str
    answered_by: tuple[Mention, ...]
    answered_told: str


@dataclass(frozen=True, slots=True)
class Count:
    """A number and what it counts."""

    number: int
    what: str


@dataclass(frozen=True, slots=True)
class Summary:
    """One page: the diagnosis, what to do first, what goes well, what to ask next, the rest by theme, the counts, how
    firm that is.
    """

    diagnosis: str
    first: tuple[Item, ...]
    more_first: str
    strengths: tuple[str, ...]
    more_strengths: str
    questions: tuple[str, ...]
    rest: tuple[str, ...]
    severities: str
    counts: tuple[Count, ...]
    firmness: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A task in the plan: the recommendation that it is, its periods, what it takes, and why it is there."""

    id: str
    rank: int
    title: str
    periods: str
    takes: str
    why: str


@dataclass(frozen=True, slots=True)
class PlanShown:
    """The plan, where one is asked for: what it is in sentences, a picture (none of phases), and its tasks.

    ``ended``: what is done and what is rejected, each with its heading.
    """

    told: tuple[str, ...]
    svg: str
    picture_told: str
    lines: tuple[PlanLine, ...]
    ended: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One line of the receipt: what it is, and what it says."""

    what: str
    says: str


@dataclass(frozen=True, slots=True)
class Report:
    """An advice as it is handed over, in one language. ``about`` stands on the title page."""

    language: Language
    title: str
    name: str
    reference: str
    about: tuple[ReceiptLine, ...]
    guide: tuple[str, ...]
    summary: Summary
    weaknesses: tuple[Weakness, ...]
    more_weaknesses: str
    phases: tuple[PhaseOfItems, ...]
    ties: str
    plan: PlanShown | None
    strengths: tuple[str, ...]
    tensions: tuple[Tension, ...]
    folded_tensions: tuple[Tension, ...]
    more_tensions: str
    contradictions: tuple[Contradiction, ...]
    hanging: tuple[Hanging, ...]
    more_hanging: tuple[str, ...]
    questions: tuple[Question, ...]
    more_questions: str
    undecided: tuple[Waiting, ...]
    differing: Differing | None
    deviations: tuple[str, ...]
    silences: tuple[str, ...]
    themes: tuple[Theme, ...]
    unanswered: str
    sources: tuple[Source, ...]
    receipt: tuple[ReceiptLine, ...]
    receipt_line: str

    @property
    def items(self) -> list[Item]:
        """Every recommendation, by rank."""
        return [item for phase in self.phases for item in phase.items]

    @property
    def passages(self) -> list[NumberedPassage]:
        """Every passage, by number."""
        return [passage for source in self.sources for passage in source.passages]
