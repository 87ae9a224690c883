"""What the tests of insight share."""

import pytest

from advisor.advice import Advisor, open_advisor
from advisor.insight.evaluator import Evaluator
from advisor.stages.profile import Profile, read_profile
from tests.conftest import CHECKOUT


@pytest.fixture(scope="session")
def advisor() -> Advisor:
    return open_advisor()


@pytest.fixture(scope="session")
def evaluator(advisor: Advisor) -> Evaluator:
    return Evaluator(advisor.edition)


@pytest.fixture(scope="session")
def ghent(advisor: Advisor) -> Profile:
    return read_profile((CHECKOUT / "examples" / "ghent-crm.json").read_bytes(), advisor.edition)
