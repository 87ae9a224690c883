"""Four whole pieces of advice, and one picture, diffed on every run."""

from collections.abc import Mapping
from functools import cache

import pytest

from advisor.advice import open_advisor

from .bless import BESIDE, GHENT, ROOT, outputs

FORMS = ("nl.json", "nl.txt", "en.txt", "nl.mail.txt", "en.mail.txt")
FILES = [f"{GHENT}.{form}" for form in FORMS] + [f"{name}.{form}" for name in BESIDE for form in FORMS[:2]]


@cache
def now() -> Mapping[str, bytes]:
    """The golden outputs as they are now."""
    return outputs(open_advisor())


@pytest.mark.parametrize("name", [*(f"tests/golden/{file}" for file in FILES), "docs/why.svg"])
def test_the_golden_outputs_are_as_they_were(name: str) -> None:
    """Nothing in an advice or a picture changes unseen: `dev.py bless` rewrites it, and the diff is the review."""
    assert now()[name].decode() == (ROOT / name).read_text(encoding="utf-8")


def test_every_golden_output_is_compared() -> None:
    """None is made that is not compared, and none lies there that is not made."""
    lying = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests" / "golden").iterdir()}
    assert {*(f"tests/golden/{file}" for file in FILES), "docs/why.svg"} == now().keys() == lying | {"docs/why.svg"}
