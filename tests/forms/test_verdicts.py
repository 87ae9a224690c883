"""One description of a profile: every reader of it gives the verdict of ours, on made-up documents, right and wrong."""

import json
import random
import shutil
from itertools import islice
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from advisor.library.edition import Edition
from api.openapi.profile_body import with_null
from api.views.profile_schema import profile_schema
from tests.api.test_profile_schema import SEED, mutate, profiles, understood
from tests.forms.test_renderers import HERE, folder, run  # noqa: F401 - a fixture

FEW, MANY = 500, 10_000
SLOW_FEW = 240  # documents for python-jsonschema at every run: it takes a hundred times as long


def described(edition: Edition) -> list[dict[str, Any]]:
    """As it is served, and as it stands in the OpenAPI document."""
    served = profile_schema(edition, "en")
    return [served, {k: v for k, v in with_null(served, named=True).items() if k != "$schema"}]


def documents(edition: Edition, count: int) -> list[Any]:
    """Profiles, and the same with one to three things changed, for better or worse; as JSON has them."""
    chance = random.Random(SEED)
    made: list[Any] = []
    while len(made) < count:
        for profile in islice(profiles(edition, 300), count - len(made)):
            data: Any = profile
            for _ in range(chance.randint(0, 3)):
                data = mutate(data, edition, chance) if isinstance(data, dict) and "answers" in data else data
                if not isinstance(data, dict) or not isinstance(data.get("answers"), dict):
                    break
            if "Infinity" not in json.dumps(data):  # which JSON has not
                made.append(data)
    return made


def held_against(edition: Edition, made: list[Any], slow: int) -> list[bool]:
    """The verdicts of the reader, once jsonschema-rs has given the same of each schema, and python-jsonschema, of the
    first so many documents, of one of the two by turns.
    """
    right = [understood(data, edition) for data in made]
    assert min(sum(right), len(right) - sum(right)) > len(made) / 5  # both sides are tried
    for place, schema in enumerate(described(edition)):
        reader = (Draft7Validator if "$schema" in schema else Draft202012Validator)(schema)
        rust = jsonschema_rs.validator_for(schema)
        for number, (data, wanted) in enumerate(zip(made, right, strict=True)):
            assert rust.is_valid(data) is wanted, data
            assert number >= slow or number % 2 != place or reader.is_valid(data) is wanted, data
    return right


def test_every_reader_gives_the_same_verdict(edition: Edition) -> None:
    """On hundreds, without Node."""
    held_against(edition, documents(edition, FEW), SLOW_FEW)


@pytest.mark.parametrize("profile", [{"name": None, "answers": {}}, {"answers": {"vision_state": None}}])
def test_what_the_product_writes_and_the_readme_shows_is_a_profile(edition: Edition, profile: dict[str, Any]) -> None:
    """``null`` for a question without an answer, and for no name."""
    assert understood(profile, edition)
    for schema in described(edition):
        assert jsonschema_rs.is_valid(schema, profile)


@pytest.mark.long
def test_ajv_at_its_strictest_gives_it_too(folder: Path, edition: Edition) -> None:  # noqa: F811 - the fixture
    """On ten thousand; a schema that it refuses ends this too."""
    made = documents(edition, MANY)
    right = held_against(edition, made, MANY)
    shutil.copy(HERE / "judge.mjs", folder)
    file = folder / "verdicts.json"
    file.write_text(json.dumps({"schemas": described(edition), "documents": made}), encoding="utf-8")
    for verdicts in json.loads(run(folder, "node", "judge.mjs", str(file))):
        assert verdicts == right
