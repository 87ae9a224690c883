"""One whole advice, and one picture, diffed on every run."""

import pytest

from .bless import ROOT, outputs

FILES = ("ghent-crm.nl.json", "ghent-crm.nl.txt", "ghent-crm.en.txt", "ghent-crm.nl.mail.txt", "ghent-crm.en.mail.txt")


@pytest.mark.parametrize("name", [*(f"tests/golden/{file}" for file in FILES), "docs/why.svg"])
def test_the_golden_outputs_are_as_they_were(name: str) -> None:
    """Nothing in an advice or a picture changes unseen: `dev.py bless` rewrites it, and the diff is the review."""
    assert outputs()[name].decode() == (ROOT / name).read_text(encoding="utf-8")
