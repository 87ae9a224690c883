"""What schemathesis is taught of this API: how bodies that are no JSON are written, and what no schema can say."""

import itertools
import random
from typing import Any

import schemathesis
from schemathesis import Case, HookContext, Response, SerializationContext
from schemathesis.core.failures import Failure
from schemathesis.core.parameters import ParameterLocation

from advisor.library.cells import csv_line
from advisor.library.loading import load
from advisor.library.wording import LANGUAGES
from advisor.phrases import say
from tests.conftest import CHECKOUT

COLUMNS = ["name", "reference", *load(CHECKOUT, shipped=True).questions]
UNSAID = (  # refusals of requests that fit the description, each with a reason that JSON Schema has no words for
    "answers_edited",  # the answers of an advice are not those of the hash in its receipt
    "not_a_day",  # 30 February
    "round_agreed",  # the organisation agreed on the answer already
    "round_nothing_answered",  # nothing but nulls
    "plan_no_start",  # a calendar is asked for, and no first day is given
    "same_recommendation",  # one parameter of the path equals the other
)
TEXTS = ("application/jsonl", "application/x-ndjson", "text/csv")
_keys = itertools.count(1)


@schemathesis.serializer(*TEXTS)
def as_it_is(_: SerializationContext, value: Any) -> bytes:
    """Lines are text already."""
    return value if isinstance(value, bytes) else str(value).encode()


@schemathesis.hook
def map_case(_: HookContext, case: Case) -> Case:
    """Under any text that is to be a table goes a header with columns that exist: a pattern cannot name them all."""
    if case.media_type == "text/csv" and isinstance(case.body, str) and case.meta.generation.mode.is_positive:
        chance = random.Random(case.body)
        columns = chance.sample(COLUMNS, chance.randint(1, len(COLUMNS)))
        case.body = csv_line(columns) + case.body
    return case


@schemathesis.hook
def before_call(_: HookContext, case: Case, __: dict[str, Any]) -> None:
    """An Idempotency-Key is new at each request, as the description asks; no schema can."""
    if case.headers and case.headers.get("Idempotency-Key") and case.meta.generation.mode.is_positive:
        case.headers["Idempotency-Key"] = f"{next(_keys)}-{case.headers['Idempotency-Key']}"[:255]


@schemathesis.hook
def filter_failure(_: HookContext, failure: Failure, case: Case, response: Response) -> bool:
    """False for a refusal that is right, of a request that fits its schema; and where what was to be no text is one."""
    if failure.code == "ST201" and case.media_type in TEXTS:
        negated = {place for place, component in case.meta.components.items() if component.mode.is_negative}
        return negated != {ParameterLocation.BODY}
    if failure.code != "ST202" or response.status_code != 422:
        return True
    told = {entry["detail"] for entry in response.json()["errors"]}
    return not told <= {say(phrase, language) for phrase in UNSAID for language in LANGUAGES}
