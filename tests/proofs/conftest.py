"""What the tests of proofs share: the advisor of this checkout."""

import pytest

from advisor.advice import Advisor
from advisor.library.edition import Edition
from advisor.proofs.flaws import Flaw
from advisor.proofs.proving import prove
from advisor.stages.engine import Pool
from advisor.stages.profile import Profile, read_profile
from tests.conftest import CHECKOUT


@pytest.fixture(scope="session")
def advisor(edition: Edition, engine: Pool) -> Advisor:
    """The advisor of this checkout."""
    return Advisor(edition, engine)


@pytest.fixture(scope="session")
def shipped(edition: Edition) -> tuple[Flaw, ...]:
    """What is found in the knowledge of this checkout."""
    return prove(edition)


@pytest.fixture(scope="session")
def ghent(edition: Edition) -> Profile:
    """The service provider in Ghent whose new system few people use."""
    return read_profile((CHECKOUT / "examples" / "ghent-crm.json").read_bytes(), edition)
