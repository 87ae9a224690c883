"""The shape of a case: an organisation, and the advice that it must get."""

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import Field, model_validator

from ..phrases import message
from . import texts
from .shapes import MisfitError, Shape

GIVEN = ("recommended", "provisional")
EXACT = ("findings", *GIVEN, "tensions", "contradictions", "not_asked")
AT_LEAST = ("not_indicated", "undecided", "strengths", "ask", "first")
NONE_OF = ("not_first",)

Ids = list[str] | None


class Given(Shape):
    """What is recommended, each list in full."""

    recommended: Ids = None
    provisional: Ids = None


class Expected(Shape):
    """What an advice must hold: some lists in full, of others at least these; what is not named is not held."""

    findings: Ids = None
    recommendations: Given = Field(default_factory=Given)
    not_indicated: Ids = None
    undecided: Ids = None
    strengths: Ids = None
    tensions: Ids = None
    contradictions: Ids = None
    ask: Ids = None
    not_asked: Ids = None
    first: Ids = None
    not_first: Ids = None
    order: dict[str, str] | None = None

    @model_validator(mode="after")
    def _something(self) -> "Expected":
        if not self.lists and self.order is None:
            raise MisfitError(message("shape_case_empty"))
        return self

    @property
    def lists(self) -> Mapping[str, tuple[str, ...]]:
        """The lists that a case names, by name; those of given recommendations by verdict."""
        lists = (*EXACT, *AT_LEAST, *NONE_OF)
        named = {name: getattr(self.recommendations if name in GIVEN else self, name) for name in lists}
        return {name: tuple(ids) for name, ids in named.items() if ids is not None}


class Case(Shape):
    """An organisation, why it is a case, and what it must be advised."""

    checks: ClassVar = {"name": texts.label, "why": texts.prose}

    name: str
    why: str
    profile: dict[str, Any]
    expect: Expected
