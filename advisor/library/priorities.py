"""The shapes of ``rules/priorities.yaml``: every weight, what comes at the start, what people can take on, and when."""

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


class DaysForm(Shape):
    """How many working days a week there are where a condition holds."""

    days_a_week: int = Field(ge=1, le=1000)
    when: When


class PlanFrame(Shape):
    """What a plan is made in, unless its user says otherwise.

    ``weeks`` in each period, so many ``periods``, so many working days a week (the first of the other forms whose
    condition holds goes before it). What is postponed does not start in the first ``postponed_weeks``.
    """

    why: Prose
    weeks: int = Field(ge=1, le=52)
    periods: int = Field(ge=1, le=52)
    postponed_weeks: int = Field(ge=0, le=520)
    days_a_week: int = Field(ge=1, le=1000)
    instead: list[DaysForm] = Field(default_factory=list)


class Priorities(Shape):
    """Every weight, and the attributes that describe the organisation rather than tell how it goes."""

    context: list[str]
    weights: Weights
    at_the_start: AtTheStart
    capacity: Capacity
    plan: PlanFrame
    accept: Accepted
