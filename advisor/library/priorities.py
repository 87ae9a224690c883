"""The shapes of ``rules/priorities.yaml``: every weight, what stands at the start, how much people can take on."""

from pydantic import Field

from .model import Accepted, Basis
from .shapes import Prose, Shape, Text, When


class Weight(Shape):
    """One named contribution to a score: points for each case, and who set them."""

    title: Text
    why: Prose
    basis: Basis
    because: list[str] = Field(default_factory=list)
    points: dict[str, int]


class Capacity(Shape):
    """How many recommendations people can take on at once."""

    why: Prose
    first: int = Field(ge=1)
    first_when_overloaded: int = Field(ge=1)
    overloaded: When
    next: int = Field(ge=1)
    because: list[str] = Field(default_factory=list)


class Weights(Shape):
    """The contributions to a score, in the order in which they are shown."""

    severity: Weight
    reported: Weight
    converging: Weight
    root: Weight


class Start(Shape):
    """When a recommendation is to be settled at the start, and the passages that say so."""

    when: When
    because: list[str] = Field(min_length=1)


class AtTheStart(Shape):
    """What never stands lower than a place, whatever its score."""

    within: int = Field(ge=1)
    recommendations: dict[str, Start]


class Priorities(Shape):
    """Every weight, and the attributes that describe the organisation rather than tell how it goes."""

    context: list[str]
    weights: Weights
    at_the_start: AtTheStart
    capacity: Capacity
    accept: Accepted
