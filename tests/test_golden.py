"""One whole advice, diffed on every run."""

import pytest

from .bless import GOLDEN, outputs


@pytest.mark.parametrize("name", ["ghent-crm.nl.json", "ghent-crm.nl.txt", "ghent-crm.en.txt"])
def test_the_golden_advice_is_as_it_was(name: str) -> None:
    """Nothing in a whole advice changes unseen: `dev.py bless` rewrites it, and the diff is the review."""
    assert outputs()[name].decode() == (GOLDEN / name).read_text(encoding="utf-8")
