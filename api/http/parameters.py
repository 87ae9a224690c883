"""The parameters shared by several routes, described as narrowly as the values that can lead to an answer."""

from typing import Annotated

from fastapi import Header, Path, Query
from pydantic import WithJsonSchema

from advisor.store.advices import CURSOR, ID, MAX_PAGE
from advisor.store.retries import MAX_KEY


def _text(pattern: str) -> WithJsonSchema:
    """A string with a pattern that is documented but not enforced: other values are not found, or refused by us."""
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern}$"})


NAME = _text(r"[a-z0-9]+([-_][a-z0-9]+)*")  # an id of the knowledge
_EXAMPLE = "5d0c1a6de2b94b0c8f3a1e7b9c2d4f60"
_ADVICE = _text(ID)

AdviceId = Annotated[str, _ADVICE, Path(alias="id", description="The id of saved advice.", examples=[_EXAMPLE])]
EarlierId = Annotated[
    str | None,
    _ADVICE,
    Query(alias="with", description="The id of other advice for the same organisation; by default the previous."),
]
Rid = Annotated[str, NAME, Path(description="The id of a recommendation.")]
Cursor = Annotated[
    str | None,
    _text(CURSOR),
    Query(description="`next` of the previous page; advice saved in the meantime shifts nothing."),
]
Limit = Annotated[int, Query(ge=1, le=MAX_PAGE, description="The number of items on a page.", examples=[20])]
IdempotencyKey = Annotated[
    str | None,
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": MAX_KEY}),
    Header(
        alias="Idempotency-Key",
        description="Chosen by the client, unique for each request. Sending the same request again returns the same "
        "advice, with `Idempotent-Replay: true`. Remembered for a day.",
        examples=["5f0c7f0e-intake-2026-014"],
    ),
]
