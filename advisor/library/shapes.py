"""What the shapes of the knowledge are made of: frozen, with texts that are held to what they are, and conditions."""

from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field, GetPydanticSchema
from pydantic_core.core_schema import no_info_plain_validator_function

from ..phrases import Message, message
from . import texts
from .conditions import Condition, parse
from .texts import Fault
from .wording import LANGUAGES, Language

# Read by `parse` and never written: a schema of every kind of condition would be half the time that the shapes take.
When = Annotated[Condition, GetPydanticSchema(lambda _source, _handler: no_info_plain_validator_function(parse))]


class MisfitError(ValueError):
    """A value that does not fit for a reason of our own; ``why`` says it, without a closing point."""

    def __init__(self, why: Message) -> None:
        self.why = why
        super().__init__(str(why))


class Shape(BaseModel):
    """Every shape: frozen, and no field that is not named here."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    checks: ClassVar[Mapping[str, Callable[[str], list[Fault]]]] = {}  # what its own texts are, by field

    def faults(self) -> Iterator[Fault]:
        """What its own texts say that cannot be meant (not those of shapes within it): place, what, remedy."""
        for at, text in self.own_texts():
            yield from ((at, what, remedy) for _, what, remedy in self.checks[str(at[0])](text))

    def own_texts(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Its own texts (not those of shapes within it), each with its place."""
        for field in self.checks:
            value = getattr(self, field)
            if isinstance(value, str):
                yield (field,), value
            yield from (((field, i), text) for i, text in enumerate(value if isinstance(value, list) else ()))


class Text(Shape):
    """A label in Dutch (the authority) and English: it may stand in the middle of a sentence."""

    checks = dict.fromkeys(LANGUAGES, texts.label)

    nl: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return self.nl if language == "nl" else self.en

    def said(self, language: Language) -> str:
        """It in one language: a text can be a detail of a message."""
        return self[language]


class Title(Text):
    """A title in both languages: it begins with a capital and has no full stop."""

    checks = dict.fromkeys(LANGUAGES, texts.title)


class Clause(Text):
    """A short main clause in both languages, to be joined with others in one sentence."""

    checks = dict.fromkeys(LANGUAGES, texts.clause)


class Prose(Text):
    """One or more whole sentences in both languages."""

    checks = dict.fromkeys(LANGUAGES, texts.prose)


class Form(Text):
    """How a label reads where a condition holds."""

    checks = dict.fromkeys(LANGUAGES, texts.fitted_label)

    when: When


class Fitted(Text):
    """A label that fits the organisation: the first of the other forms whose condition holds, else itself.

    It may name words of ours (`{customers}`), and a form that needs an answer may name that (`{adoption_rate}`).
    """

    checks = dict.fromkeys(LANGUAGES, texts.fitted_label)

    instead: list[Form] = Field(default_factory=list)


class ProseForm(Form):
    """How whole sentences read where a condition holds."""

    checks = dict.fromkeys(LANGUAGES, texts.fitted)


class FittedProse(Fitted):
    """Whole sentences that fit the organisation."""

    checks = dict.fromkeys(LANGUAGES, texts.fitted)

    instead: list[ProseForm] = Field(default_factory=list)  # type: ignore[assignment]  # frozen: nothing is added


class Remark(FittedProse):
    """Whole sentences that are shown unless their condition is false."""

    when: When | None = None


class Texts(Shape):
    """Several texts of whole sentences, as many in each language."""

    checks = dict.fromkeys(LANGUAGES, texts.prose)

    nl: list[str] = Field(min_length=1)
    en: list[str] = Field(min_length=1)

    def __getitem__(self, language: Language) -> list[str]:
        return self.nl if language == "nl" else self.en

    def faults(self) -> Iterator[Fault]:
        """The same; and a count that differs, unless a text is cut in pieces."""
        wrong = [((lang, *at), what, remedy) for lang in LANGUAGES for at, what, remedy in texts.notes(self[lang])]
        if not wrong and len(self.nl) != len(self.en):
            yield ("en",), message("wrong_counts", dutch=len(self.nl), english=len(self.en)), message("mend_counts")
        yield from wrong
