"""An advice made earlier, read back: no more of it than is asked of it, so that one of other software is read too."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, FailFast, Field, TypeAdapter, ValidationError

from ..library.edition import Edition
from ..library.model import Polarity, Severity
from ..library.wording import Language
from ..phrases import say
from ..stages.profile import MAX_MISTAKES, Mistake, Profile, ProfileError, pointer_to, show, understand
from ..stages.ranking import Phase

MAX_BYTES = 4 * 1024 * 1024  # the longest advices have a tenth of this

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Name = Annotated[str, Field(max_length=200)]
Title = Annotated[str, Field(max_length=1000)]
MOST, MOST_ANSWERS = Field(max_length=5000), Field(max_length=1000)  # far more than any knowledge gives rise to


def _whole(value: object) -> object:
    """1.0 is the integer 1, as JSON Schema has it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Rank = Annotated[int, Field(ge=1, le=5000), BeforeValidator(_whole)]


class _Kept(BaseModel):
    """Part of an advice made earlier; what is not named here is passed over."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class EarlierReceipt(_Kept):
    """What was used to make it. Older receipts do not tell the weights."""

    software: Name
    edition: Name
    knowledge_sha256: Sha256
    weights_sha256: Sha256 | None = None
    profile_sha256: Sha256
    engine: Name
    language: Language


class EarlierProfile(_Kept):
    """The answers it was made for."""

    name: Name | None = None
    reference: Name | None = None
    answers: Annotated[dict[Name, bool | int | float | str | list[str]], MOST_ANSWERS]


class EarlierRecommendation(_Kept):
    """A recommendation, and where it stood."""

    id: Name
    title: Title
    phase: Phase
    rank: Rank


class EarlierFinding(_Kept):
    """A weakness with its severity, or a strength."""

    id: Name
    title: Title
    polarity: Polarity
    severity: Severity | None = None


class EarlierTension(_Kept):
    """A tension that showed."""

    id: Name
    title: Title


class EarlierAdvice(_Kept):
    """An advice made earlier."""

    receipt: EarlierReceipt
    profile: EarlierProfile
    recommendations: Annotated[list[EarlierRecommendation], FailFast(), MOST]
    findings: Annotated[list[EarlierFinding], FailFast(), MOST]
    tensions: Annotated[list[EarlierTension], FailFast(), MOST]

    @property
    def told(self) -> Profile:
        """The profile, as it was normalised then."""
        answers = {a: frozenset(v) if isinstance(v, list) else v for a, v in self.profile.answers.items()}
        return Profile(answers, self.profile.name, self.profile.reference)

    @property
    def edited(self) -> bool:
        """Whether its answers are others than its receipt is for."""
        return self.told.sha256 != self.receipt.profile_sha256


EARLIER: TypeAdapter[EarlierAdvice] = TypeAdapter(EarlierAdvice)


def read_either(data: Any, edition: Edition, language: Language = "nl") -> Profile | EarlierAdvice:
    """JSON data that is a profile or an advice, told apart by what stands in it.

    Raises ProfileError, also for an advice whose answers are not those of its receipt: nothing follows from it.
    """
    if not (isinstance(data, dict) and data.keys() & {"receipt", "recommendations"}):
        return understand(data, edition, language)
    advice = read_earlier(data, language)
    if advice.edited:
        mistake = Mistake("/profile/answers", say("answers_edited", language), say("expected_own_answers", language))
        raise ProfileError([mistake])
    return advice


def read_earlier(data: Any, language: Language = "nl") -> EarlierAdvice:
    """JSON data that is an advice, as `advice.to_json` writes it. Raises ProfileError with every mistake."""
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
    """The part of a path that the data has, and what stands there."""
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
