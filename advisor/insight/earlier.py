"""Advice made earlier, read back: only the parts that are used, so that advice of other software can be read too."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, FailFast, Field, TypeAdapter, ValidationError

from ..library.conditions import Data
from ..library.edition import Edition, fingerprint
from ..library.model import Polarity, Severity
from ..library.overlays import MOST as MOST_OVERLAYS
from ..library.wording import Language
from ..phrases import say
from ..stages.mistakes import MAX_MISTAKES, Mistake, ProfileError, pointer_to, show
from ..stages.notes import Confidence, Note
from ..stages.profile import Profile, normalised, understand
from ..stages.ranking import Phase
from ..stages.respondents import MAX_RESPONDENTS

MAX_BYTES = 4 * 1024 * 1024  # ten times the largest advice

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Name = Annotated[str, Field(max_length=200)]
Title = Annotated[str, Field(max_length=1000)]
MOST, MOST_ANSWERS = Field(max_length=5000), Field(max_length=1000)  # far more than any knowledge gives rise to


def _whole(value: object) -> object:
    """1.0 as the integer 1, as in JSON Schema."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Rank = Annotated[int, Field(ge=1, le=5000), BeforeValidator(_whole)]


class _Kept(BaseModel):
    """Part of advice made earlier; other fields are ignored."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class EarlierOverlay(_Kept):
    """An overlay that lay over the knowledge."""

    id: Name
    name: Title
    sha256: Sha256


class EarlierReceipt(_Kept):
    """What was used to make it. Older receipts do not have the weights."""

    software: Name
    edition: Name
    knowledge_sha256: Sha256
    weights_sha256: Sha256 | None = None
    profile_sha256: Sha256
    engine: Name
    language: Language
    overlays: Annotated[list[EarlierOverlay], Field(max_length=MOST_OVERLAYS)] = []

    @property
    def fingerprint(self) -> str:
        """The hash of all knowledge that was used."""
        return fingerprint(self.knowledge_sha256, {overlay.id: overlay.sha256 for overlay in self.overlays})


class EarlierNote(_Kept):
    """What was said beside an answer."""

    text: Title | None = None
    evidence: Name | None = None
    confidence: Confidence | None = None


class EarlierProfile(_Kept):
    """The answers it was made for, what was said where respondents differed, and the notes beside them."""

    name: Name | None = None
    reference: Name | None = None
    answers: Annotated[dict[Name, Data], MOST_ANSWERS]
    disputed: Annotated[dict[Name, Annotated[list[Data], Field(max_length=MAX_RESPONDENTS)]], MOST_ANSWERS] = {}
    notes: Annotated[dict[Name, EarlierNote], MOST_ANSWERS] = {}


class EarlierRecommendation(_Kept):
    """A recommendation, its place and what comes before it."""

    id: Name
    title: Title
    phase: Phase
    rank: Rank
    needs: Annotated[list[Name], MOST] = []
    folded: Annotated[list["EarlierRecommendation"], FailFast(), MOST] = []


class EarlierFinding(_Kept):
    """A weakness with its severity, or a strength."""

    id: Name
    title: Title
    polarity: Polarity
    severity: Severity | None = None


class EarlierTension(_Kept):
    """A tension that was shown."""

    id: Name
    title: Title


class EarlierContradiction(_Kept):
    """A contradiction that was shown."""

    id: Name
    message: Title


class EarlierAdvice(_Kept):
    """Advice made earlier."""

    receipt: EarlierReceipt
    profile: EarlierProfile
    recommendations: Annotated[list[EarlierRecommendation], FailFast(), MOST]
    findings: Annotated[list[EarlierFinding], FailFast(), MOST]
    tensions: Annotated[list[EarlierTension], FailFast(), MOST]
    contradictions: Annotated[list[EarlierContradiction], FailFast(), MOST] = []

    @property
    def given(self) -> list[EarlierRecommendation]:
        """Every recommendation, each followed by what is folded under it."""
        return [one for item in self.recommendations for one in (item, *item.folded)]

    @property
    def told(self) -> Profile:
        """The profile, as it was normalised then."""
        told = self.profile
        notes = {attribute: Note(**dict(note)) for attribute, note in told.notes.items()}
        return normalised(told.name, told.reference, told.answers, told.disputed, notes)

    @property
    def edited(self) -> bool:
        """Whether its answers differ from those of its receipt."""
        return self.told.sha256 != self.receipt.profile_sha256


EARLIER: TypeAdapter[EarlierAdvice] = TypeAdapter(EarlierAdvice)


def read_either(data: Any, edition: Edition, language: Language = "nl") -> Profile | EarlierAdvice:
    """JSON data as a profile or an advice, whichever its fields show it to be.

    Raises ProfileError, also for advice whose answers are not those of its receipt: it proves nothing.
    """
    if not (isinstance(data, dict) and data.keys() & {"receipt", "recommendations"}):
        return understand(data, edition, language)
    advice = read_earlier(data, language)
    if advice.edited:
        mistake = Mistake("/profile/answers", say("answers_edited", language), say("expected_own_answers", language))
        raise ProfileError([mistake])
    return advice


def read_earlier(data: Any, language: Language = "nl") -> EarlierAdvice:
    """JSON data as written by `advice.to_json`, as an advice. Raises ProfileError with every mistake."""
    expected = say("expected_advice", language)
    if not isinstance(data, dict):
        raise ProfileError([Mistake("", say("not_object", language, value=show(data)), expected)])
    try:
        return EARLIER.validate_python(data)
    except ValidationError as error:
        mistakes: dict[str, Mistake] = {}
        for fault in error.errors(include_url=False)[:MAX_MISTAKES]:
            place, value = _reached(data, fault["loc"])
            if fault["type"] == "missing":
                name = str(fault["loc"][-1])
                mistake = Mistake(pointer_to(*place, name), say("field_missing", language, name=name), expected)
            else:
                mistake = Mistake(pointer_to(*place), say("not_in_advice", language, value=show(value)), expected)
            mistakes.setdefault(mistake.pointer, mistake)
        raise ProfileError(list(mistakes.values())) from None


def _reached(data: Any, path: tuple[int | str, ...]) -> tuple[list[str], Any]:
    """The part of a path that exists in the data, and the value there."""
    place: list[str] = []
    for step in path:
        if isinstance(data, dict) and step in data:
            data = data[str(step)]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            break
        place.append(str(step))
    return place, data
