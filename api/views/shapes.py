"""The schemas of the knowledge over HTTP: each entry in one language, with its sources and what it leads to."""

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo

from advisor.library.conditions import Condition
from advisor.library.model import Emphasis, Polarity, QuestionKind, Result, Severity
from advisor.library.shapes import Fitted, Form, Text
from advisor.library.wording import Language, sentence
from advisor.stages.fitting import filled


def _in_words(value: Any, info: ValidationInfo) -> Any:
    """A text in one language and a condition as a sentence; the context is the edition and the language.

    A text that fits the organisation reads as for one that told nothing.
    """
    context: Any = info.context
    edition, language = context
    if isinstance(value, Fitted | Form):
        return filled(value, {}, edition, language)
    if isinstance(value, Text):
        return value[language]
    return sentence(value, edition, language) if isinstance(value, Condition) else value


Words = Annotated[str, BeforeValidator(_in_words)]
WordsIfAny = Annotated[str | None, BeforeValidator(_in_words)]


class Shape(BaseModel):
    """Every shape: frozen, and read from the shape of the knowledge as far as the fields have the same names."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class View(Shape):
    """Every entry: it has an id."""

    id: str


CitingKind = Literal["rule", "recommendation", "tension"]
ViewT = TypeVar("ViewT", bound=View)


class Listing(Shape, Generic[ViewT]):
    """All entries of one kind, and the edition they belong to."""

    edition: str
    knowledge_sha256: str
    language: Language
    items: list[ViewT]


class Reference(Shape):
    """A reference to an entry: its kind, id and title."""

    kind: CitingKind
    id: str
    title: str


class PassageView(View):
    """A passage: its place, its claim in our words, and what cites it, or why nothing does.

    ``unchecked``: nobody has seen it in its document, so it has no length, hash or fragment; its gist says so too.
    """

    section: str
    paragraph: int
    length: int | None
    sha256: str | None
    fragment: list[str]
    unchecked: bool
    repeats: str | None
    gist: WordsIfAny
    link: str | None
    cited_by: list[Reference]
    not_advice: WordsIfAny


class SourceView(View):
    """A document with its passages."""

    title: str
    author: str
    publisher: str
    date: str
    url: str | None
    kind: Words
    speaks_to: list[Literal["public", "semi_public", "private"]]
    stance: Words
    passages: list[PassageView]


class FactorView(View):
    """A success or failure factor, the passages that name it and the rules that find it."""

    title: Words
    theme: str
    theme_title: Words
    polarity: Literal["success", "failure", "both"]
    emphasis: Emphasis
    told_by: list[str]
    rules: list[str]
    recommendations: list[str]


class OptionView(Shape):
    """One possible answer."""

    code: str
    label: Words


class EndsView(Shape):
    """The meaning of both ends of a scale."""

    low: Words
    high: Words


class QuestionView(View):
    """A question; its id is the attribute."""

    text: Words
    help: Words
    theme: str
    theme_title: Words
    kind: QuestionKind
    range: tuple[int, int] | None
    unit: WordsIfAny
    ends: EndsView | None
    options: list[OptionView]
    none_label: WordsIfAny
    need: Literal["essential", "optional"]
    changeable: bool
    ask_when: str | None
    rules: list[str]


class ExampleView(Shape):
    """Answers, and their result."""

    given: dict[str, Any]
    result: Result
    missing: list[str]


class SeverityView(Shape):
    """A severity, and when it applies; null means otherwise."""

    level: Severity
    when: WordsIfAny


class GroundView(Shape):
    """The ground for a named item: the passages that say it, or the editors' own reason."""

    name: str
    because: list[str]
    reason: str | None


class RuleView(View):
    """A rule, with its sentence, its examples and the passages it rests on."""

    title: Words
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


class FormView(Shape):
    """How a text reads where a condition holds."""

    text: Words
    when: Words


class EffortView(Shape):
    """How many weeks it takes, and how many days of one person, each from a low to a high estimate of the editors."""

    weeks: list[int]
    days: list[int]
    when: WordsIfAny = None


class StepView(Shape):
    """One thing to do; `inference`: it is in no source. It is shown unless `when` is false; `instead`: other forms."""

    text: Words
    when: WordsIfAny
    instead: list[FormView]
    factors: list[str]
    because: list[str]
    inference: bool


class RecommendationView(View):
    """What to do, who acts, what has to come first, and the rules that call for it.

    Texts read as for an organisation that told nothing. `effort`: the first whose condition holds, else the last.
    """

    title: Words
    summary: Words
    steps: list[StepView]
    who: Words
    sign: Words
    effort: list[EffortView]
    needs: list[str]
    needs_because: list[GroundView]
    unless: WordsIfAny
    caveats: list[Words]
    replaces: list[str] = Field(description="Ids of earlier editions that went up in this one.")
    called_for_by: list[str]
    helped_by: list[str]


class SideView(Shape):
    """One of the two claims of a tension."""

    claim: Words
    because: list[str]
    factors: list[str]


class TensionView(View):
    """Two conflicting claims of the sources, and what decides between them."""

    title: Words
    sides: list[SideView]
    resolution: Words
    decided_by: Literal["context", "source", "both"]
    when: Words
    examples: list[ExampleView]
