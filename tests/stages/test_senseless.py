"""No advice is given that the context of an organisation makes senseless: a town that goes abroad, what is done."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from advisor.insight.evaluator import evaluator
from advisor.library.conditions import Value
from advisor.library.edition import Edition
from advisor.stages.profile import understand
from advisor.stages.verdicts import GIVEN
from tests.conftest import sizes
from tests.realistic import Answers, asked, profiles

CONTEXTS: Mapping[str, Any] = yaml.safe_load((Path(__file__).parent / "senseless.yaml").read_text(encoding="utf-8"))


def given(answers: Mapping[str, Value], edition: Edition) -> set[str]:
    """The recommendations that some answers bring, those that are folded as well."""
    return {rid for rid, verdict in evaluator(edition).conclude(answers).recommendations.items() if verdict in GIVEN}


@pytest.fixture(scope="module")
def organisations(edition: Edition) -> list[Answers]:
    return list(profiles(edition, 1000, seed=91))


@pytest.mark.parametrize("count", sizes(100, 1000))
@pytest.mark.parametrize("name", CONTEXTS)
def test_nothing_senseless_is_advised(name: str, count: int, edition: Edition, organisations: list[Answers]) -> None:
    """Not to any realistic organisation that is put in this context, whatever else it answers."""
    where = understand({"answers": CONTEXTS[name]["where"]}, edition).answers
    never = set(CONTEXTS[name]["never"])
    for answers in organisations[:count]:
        there = asked({**answers, **where}, edition)
        assert not given(there, edition) & never, there


def test_what_is_senseless_there_is_advised_elsewhere(edition: Edition, organisations: list[Answers]) -> None:
    """Else the test above proves nothing; and each context says why."""
    everywhere = set[str]().union(*(given(answers, edition) for answers in organisations))
    for name, context in CONTEXTS.items():
        assert set(context["never"]) <= everywhere, name
        assert context["why"].endswith("."), name
