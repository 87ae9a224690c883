"""The shapes of the knowledge: what stands in the files, frozen. No meaning beyond shape; `linking` checks the rest."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field, field_validator, model_validator

from ..phrases import message
from . import texts
from .shapes import Clause, Fitted, FittedProse, MisfitError, Prose, Remark, Shape, Text, Texts, Title, When
from .wording import LANGUAGES, Language

Severity = Literal["critical", "high", "medium", "low"]
SEVERITIES: tuple[Severity, ...] = ("critical", "high", "medium", "low")
Polarity = Literal["weakness", "strength"]
Basis = Literal["source", "judgement"]
Emphasis = Literal["superlative", "strong", "normal", "listed", "heading", "opinion"]
EMPHASES: tuple[Emphasis, ...] = ("superlative", "strong", "normal", "listed", "heading", "opinion")
QuestionKind = Literal["choice", "ordered_choice", "choices", "whole_number", "percentage", "scale"]
Result = Literal["applies", "does_not_apply", "provisional", "unknown"]
_OF_NOTHING = "0" * 64  # what is filled in when there is no hash


Accepted = Annotated[dict[str, Prose], Field(default_factory=dict)]  # why what `advisor check` finds here is meant


class Ground(Shape):
    """Why something is so: passages that say it, or the editors' own reason in whole sentences."""

    checks = dict.fromkeys(LANGUAGES, texts.prose)

    because: list[str] = Field(default_factory=list)
    nl: str | None = None
    en: str | None = None

    @model_validator(mode="after")
    def _one_ground(self) -> "Ground":
        if bool(self.because) == bool(self.nl or self.en) or bool(self.nl) != bool(self.en):
            raise MisfitError(message("shape_one_ground"))
        return self

    @property
    def basis(self) -> Basis:
        """Whether a source says so, or the editors do."""
        return "source" if self.because else "judgement"

    def reason(self, language: Language) -> str | None:
        """The editors' reason; None where a source says so."""
        return self.nl if language == "nl" else self.en


class Passage(Shape):
    """A paragraph of a source: a locator and our own words, never its sentences (see `passages`).

    Without ``length``, ``sha256`` and ``fragment`` nobody has seen it in its document: it is unchecked.
    """

    checks = dict.fromkeys(("section", "fragment"), texts.label)

    section: str
    paragraph: int = Field(ge=1)
    length: int | None = Field(default=None, ge=1)
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    fragment: list[str] = Field(default_factory=list, min_length=1, max_length=3)
    repeats: str | None = None
    gist: Prose | None = None
    not_advice: Prose | None = None

    @field_validator("sha256")
    @classmethod
    def _of_something(cls, sha256: str | None) -> str | None:
        if sha256 == _OF_NOTHING:
            raise MisfitError(message("shape_hash_of_nothing"))
        return sha256

    @model_validator(mode="after")
    def _whole_locator(self) -> "Passage":
        if len({self.length is None, self.sha256 is None, not self.fragment}) > 1:
            raise MisfitError(message("shape_half_locator"))
        return self

    @property
    def unchecked(self) -> bool:
        """Whether nobody has seen it in its document."""
        return self.sha256 is None


class Source(Shape):
    """A document, its standing and its passages.

    ``canonical_form`` and ``length`` are those of a copy; without them nobody has seen the document.
    """

    checks: ClassVar = {**dict.fromkeys(("title", "author", "publisher", "date"), texts.label), "url": texts.address}

    title: str
    author: str
    publisher: str
    date: str
    url: str | None = None
    kind: Text
    speaks_to: list[Literal["public", "semi_public", "private"]]
    stance: Prose
    canonical_form: Literal["nfkc-casefold-alnum/2"] | None = None
    length: int | None = Field(default=None, ge=1)
    passages: dict[str, Passage]

    @model_validator(mode="after")
    def _seen(self) -> "Source":
        seen = not all(passage.unchecked for passage in self.passages.values())
        if seen and (self.canonical_form is None or self.length is None):
            raise MisfitError(message("shape_never_seen"))
        return self

    @property
    def address(self) -> str | None:
        """The public address, with plain hyphens (a file may write some as %2D, to hold no title of eight words)."""
        return self.url.replace("%2D", "-") if self.url else None


class Factor(Shape):
    """A success or failure factor that the sources name."""

    title: Title
    polarity: Literal["success", "failure", "both"]
    emphasis: Emphasis
    told_by: list[str] = Field(min_length=1)
    accept: Accepted


class Ends(Shape):
    """What the two ends of a scale mean."""

    low: Text
    high: Text


class Question(Shape):
    """What we ask; its key is the attribute.

    ``ask_when``: only then does it make sense, and rules that read it must say so themselves. ``ask_unless``: who we
    know this of need not be asked, though an answer counts.
    ``also_single``: of several answers, one may also stand on its own, not in a list; it was a choice once.
    """

    text: Prose
    help: Prose
    kind: QuestionKind
    range: list[int] | None = Field(default=None, min_length=2, max_length=2)
    unit: Text | None = None
    unit_one: Text | None = None
    ends: Ends | None = None
    need: Literal["essential", "optional"]
    changeable: bool
    ask_when: When | None = None
    ask_unless: When | None = None
    ask_later: list[str] = Field(default_factory=list)
    none_label: Text | None = None
    also_single: bool = False
    options: dict[str, Text] = Field(default_factory=dict)
    accept: Accepted


class Example(Shape):
    """A small profile, and what it must give; ``severity``: how bad it is then, where a rule has several for it."""

    given: dict[str, Any]
    result: Result
    severity: Severity | None = None
    missing: list[str] = Field(default_factory=list)


class SeverityLine(Shape):
    """A severity and when it holds; None means otherwise."""

    level: Severity
    when: When | None


def read_severity_lines(raw: Any) -> Any:
    """Lines such as ``high: otherwise`` as the fields of a `SeverityLine` each. Raises MisfitError."""
    if not isinstance(raw, list) or not all(isinstance(line, dict) and len(line) == 1 for line in raw):
        raise MisfitError(message("shape_severity_lines"))
    pairs = [pair for line in raw for pair in line.items()]
    if not pairs or pairs[-1][1] != "otherwise" or any(body == "otherwise" for _, body in pairs[:-1]):
        raise MisfitError(message("shape_severity_otherwise"))
    return [{"level": level, "when": None if body == "otherwise" else body} for level, body in pairs]


class Rule(Shape):
    """When a factor is a weakness or a strength in this organisation.

    ``clause`` says what ``title`` says, in fewer words. ``severity_because``: the passages in which a document itself
    says how bad it is; without them the editors judge.
    ``limits``: for each attribute of the context that can shut the rule out, why it does.
    """

    title: Title
    clause: Clause
    about: str
    polarity: Polarity
    severity: Annotated[list[SeverityLine], BeforeValidator(read_severity_lines)] = Field(default_factory=list)
    severity_because: list[str] = Field(default_factory=list)
    when: When
    unless: When | None = None
    limits: dict[str, Ground] = Field(default_factory=dict)
    recommend: list[str] = Field(default_factory=list)
    helps: list[str] = Field(default_factory=list)
    because: list[str] = Field(min_length=1)
    editorial: Texts | None = None
    examples: list[Example] = Field(min_length=2)
    accept: Accepted


class Derived(Shape):
    """A fact that follows from answers."""

    title: Text
    when: When
    because: list[str] = Field(default_factory=list)
    editorial: Texts | None = None
    examples: list[Example] = Field(min_length=2)
    accept: Accepted


class Step(Remark):
    """One thing to do; shown when one of its factors is a weakness here, or always."""

    for_: list[str] = Field(default_factory=list, alias="for")
    because: list[str] = Field(default_factory=list)
    inference: bool = False


def _rising(span: list[int]) -> list[int]:
    if span[0] > span[1]:
        raise MisfitError(message("shape_span"))
    return span


Span = Annotated[list[Annotated[int, Field(ge=0, le=1000)]], Field(min_length=2, max_length=2), AfterValidator(_rising)]


class EffortForm(Shape):
    """How long it takes and how much work it is where a condition holds."""

    weeks: Span
    days: Span
    when: When


class Effort(Shape):
    """How long it takes, in weeks, and how much work it is, in days of one person: from a low to a high guess.

    The editors judge it: no document says so. The first of the other forms whose condition holds goes before it.
    """

    weeks: Span
    days: Span
    instead: list[EffortForm] = Field(default_factory=list)


class Recommendation(Shape):
    """What to do about one or more findings. ``who`` acts; ``sign`` shows that it worked.

    ``replaces``: the ids of recommendations of earlier editions that went up in this one.
    """

    title: Title
    summary: FittedProse
    steps: list[Step] = Field(min_length=1)
    who: Fitted
    sign: FittedProse
    effort: Effort
    needs: dict[str, Ground] = Field(default_factory=dict)
    unless: When | None = None
    caveats: list[Remark] = Field(default_factory=list)
    replaces: list[str] = Field(default_factory=list)
    accept: Accepted

    @property
    def texts(self) -> Iterator[tuple[tuple[str | int, ...], Fitted]]:
        """Every text that fits the organisation, with its place."""
        yield ("summary",), self.summary
        yield from ((("steps", i), step) for i, step in enumerate(self.steps))
        yield ("who",), self.who
        yield ("sign",), self.sign
        yield from ((("caveats", i), caveat) for i, caveat in enumerate(self.caveats))


class Word(Fitted):
    """What something is called here; texts name it by its id."""

    checks = dict.fromkeys(LANGUAGES, texts.label)


class Confined(Shape):
    """Words that are said only where a condition holds, and why."""

    checks = dict.fromkeys(LANGUAGES, texts.label)

    why: Prose
    when: When
    nl: list[str] = Field(min_length=1)
    en: list[str] = Field(min_length=1)


class Bundle(Shape):
    """Recommendations that are one piece of work, and why; each is in one bundle at most."""

    why: Prose
    recommendations: list[str] = Field(min_length=2)


class Cause(Shape):
    """One factor is behind another: a weakness about the cause brings on a weakness about the effect."""

    cause: str
    effect: str
    inference: bool = False
    because: list[str] = Field(min_length=1)


class Side(Shape):
    """One of the two claims of a tension."""

    claim: Prose
    because: list[str] = Field(min_length=1)
    factors: list[str] = Field(default_factory=list)


class Tension(Shape):
    """Two claims of the sources that pull apart."""

    title: Title
    sides: list[Side] = Field(min_length=2, max_length=2)
    resolution: Prose
    decided_by: Literal["context", "source", "both"]
    when: When
    examples: list[Example] = Field(min_length=2)
    accept: Accepted


class Contradiction(Shape):
    """Answers of one profile that cannot well be true together."""

    message: Prose
    when: When
    editorial: Texts | None = None
    examples: list[Example] = Field(min_length=2)
    accept: Accepted


class Silence(Shape):
    """What the documents do not speak of, and when that touches an organisation."""

    title: Text
    text: Prose
    when: When | None = None
    accept: Accepted


class Theme(Shape):
    """A group of questions or factors, in the order of the manifest."""

    title: Title


class Split(Shape):
    """What a portfolio is split by: a choice by its options, a number by lines (where each next class starts)."""

    by: str
    lines: list[int] = Field(default_factory=list)


class FollowUp(Shape):
    """From how many organisations on it is told what was solved, and how sure an interval around it is, in percent."""

    organisations: Annotated[int, Field(ge=1)]
    confidence: Annotated[int, Field(ge=50, le=99)]


class Manifest(Shape):
    """The name and number of an edition, its themes, what shows progress and what a portfolio is split by.

    ``follow_up``: how what was solved is told over all organisations; without it, it is not.
    """

    checks: ClassVar = {"edition": texts.number_of_edition}

    name: Title
    edition: str
    questions: dict[str, Theme]
    factors: dict[str, Theme]
    progress: list[str] = Field(default_factory=list)
    portfolio: list[Split] = Field(default_factory=list)
    portfolio_least: int = Field(default=4, ge=2, le=1000)  # organisations: no count under it is shown or given away
    follow_up: FollowUp | None = None
