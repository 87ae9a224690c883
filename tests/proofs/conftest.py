"""What the tests of proofs share: the advisor of this checkout."""

import pytest

from advisor.advice import Advisor
from advisor.library.edition import Edition
from advisor.stages.engine import Pool


@pytest.fixture(scope="session")
def advisor(edition: Edition, engine: Pool) -> Advisor:
    """The advisor of this checkout."""
    return Advisor(edition, engine)
