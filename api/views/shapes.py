"""The shapes of the knowledge over HTTP: each entry in one language, with what it leads to and where it comes from."""

from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from advisor.library.model import (
    Emphasis,
    Polarity,
    QuestionKind,
    Result,
    Severity,
)
from advisor.library.wording import Language


class View(BaseModel):
    """Every view: frozen, with an id."""

    model_config = ConfigDict(frozen=True)

    id: str


CitingKind = Literal["rule", "recommendation", "tension"]
ViewT = TypeVar("ViewT", bound=View)


class Listing(BaseModel, Generic[ViewT]):
    """All entries of one kind, and the edition they stand in."""

    model_config = ConfigDict(frozen=True)

    edition: str
    knowledge_sha256: str
    language: Language
    items: list[ViewT]


class Reference(BaseModel):
    """Something named elsewhere: its kind, id and title."""

    model_config = ConfigDict(frozen=True)

    kind: CitingKind
    id: str
    title: str


class PassageView(View):
    """A passage: where it stands, what it claims in our words, and what cites it, or why nothing does."""

    section: str
    paragraph: int
    length: int
    sha256: str
    fragment: list[str]
    repeats: str | None
    gist: str | None
    link: str | None
    cited_by: list[Reference]
    not_advice: str | None


class SourceView(View):
    """A document with its passages."""

    title: str
    author: str
    publisher: str
    date: str
    url: str | None
    kind: str
    speaks_to: list[Literal["public", "semi_public", "private"]]
    stance: str
    passages: list[PassageView]


class FactorView(View):
    """A success or failure factor, the passages that tell it and the rules that find it."""

    title: str
    theme: str
    theme_title: str
    polarity: Literal["success", "failure", "both"]
    emphasis: Emphasis
    told_by: list[str]
    rules: list[str]
    recommendations: list[str]


class OptionView(BaseModel):
    """One possible answer."""

    model_config = ConfigDict(frozen=True)

    code: str
    label: str


class EndsView(BaseModel):
    """What the two ends of a scale mean."""

    model_config = ConfigDict(frozen=True)

    low: str
    high: str


class QuestionView(View):
    """A question; its id is the attribute."""

    text: str
    help: str
    theme: str
    theme_title: str
    kind: QuestionKind
    range: tuple[int, int] | None
    unit: str | None
    ends: EndsView | None
    options: list[OptionView]
    none_label: str | None
    need: Literal["essential", "optional"]
    changeable: bool
    ask_when: str | None
    rules: list[str]


class ExampleView(BaseModel):
    """Answers, and what they give."""

    model_config = ConfigDict(frozen=True)

    given: dict[str, Any]
    result: Result
    missing: list[str]


class SeverityView(BaseModel):
    """A severity, and when it holds; null means otherwise."""

    model_config = ConfigDict(frozen=True)

    level: Severity
    when: str | None


class GroundView(BaseModel):
    """Why something that is named holds: the passages that say it, or else the editors' own reason."""

    model_config = ConfigDict(frozen=True)

    name: str
    because: list[str]
    reason: str | None


class RuleView(View):
    """A rule, read back as a sentence, with its examples and the passages it rests on."""

    title: str
    sentence: str
    about: str
    polarity: Polarity
    severity: list[SeverityView]
    severity_because: list[str]
    limits: list[GroundView]
    attributes: list[str]
    recommend: list[str]
    helps: list[str]
    because: list[str]
    editorial: list[str]
    examples: list[ExampleView]


class StepView(BaseModel):
    """One thing to do; `inference` says that it stands in no source."""

    model_config = ConfigDict(frozen=True)

    text: str
    factors: list[str]
    because: list[str]
    inference: bool


class RecommendationView(View):
    """What to do, after what, and the rules that call for it."""

    title: str
    summary: str
    steps: list[StepView]
    needs: list[str]
    needs_because: list[GroundView]
    unless: str | None
    caveats: list[str]
    called_for_by: list[str]
    helped_by: list[str]


class SideView(BaseModel):
    """One of the two claims of a tension."""

    model_config = ConfigDict(frozen=True)

    claim: str
    because: list[str]
    factors: list[str]


class TensionView(View):
    """Two claims of the sources that pull apart, and what decides."""

    title: str
    sides: list[SideView]
    resolution: str
    decided_by: Literal["context", "source", "both"]
    when: str
    examples: list[ExampleView]
