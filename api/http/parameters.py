"""The parameters that several addresses take, described as narrowly as what can lead to an answer."""

from typing import Annotated

from fastapi import Header, Path, Query
from pydantic import WithJsonSchema

from advisor.store.advices import CURSOR, ID
from advisor.store.retries import MAX_KEY


def _text(pattern: str) -> WithJsonSchema:
    """Described by a pattern that is not enforced here: what does not fit it is not found, or refused in our words."""
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern}$"})


NAME = _text(r"[a-z0-9]+([-_][a-z0-9]+)*")  # an id of the knowledge
_EXAMPLE = "5d0c1a6de2b94b0c8f3a1e7b9c2d4f60"
_ADVICE = _text(ID)

AdviceId = Annotated[
    str, _ADVICE, Path(alias="id", description="The id of an advice that is kept.", examples=[_EXAMPLE])
]
EarlierId = Annotated[
    str | None,
    _ADVICE,
    Query(alias="with", description="The id of an advice of the same organisation; else the one before."),
]
Rid = Annotated[str, NAME, Path(description="The id of a recommendation.")]
Cursor = Annotated[
    str | None,
    _text(CURSOR),
    Query(description="`next` of the page before; what is kept meanwhile moves nothing."),
]
IdempotencyKey = Annotated[
    str | None,
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": MAX_KEY}),
    Header(
        alias="Idempotency-Key",
        description="Made up by the client, for each request another: the same request again gives the advice of then, "
        "with `Idempotent-Replay: true`. Known for a day.",
        examples=["5f0c7f0e-intake-2026-014"],
    ),
]
