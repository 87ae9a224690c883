"""The advices that pictures are drawn of, each made once."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from advisor.advice import Advice, open_advisor
from advisor.library.wording import Language
from advisor.picture.trail import Trail, trail
from advisor.stages.profile import read_profile
from tests.conftest import CHECKOUT

NOTED = CHECKOUT / "examples" / "notes" / "ghent-crm.json"
EXAMPLES = [*sorted((CHECKOUT / "examples").glob("*.json")), NOTED]
GHENT = CHECKOUT / "examples" / "ghent-crm.json"


@cache
def advice_of(path: Path, language: Language = "nl") -> Advice:
    """The advice for an example."""
    advisor = open_advisor()
    return advisor.advise(read_profile(path.read_bytes(), advisor.edition), language)


def trails(path: Path, language: Language = "nl") -> Iterator[Trail]:
    """Every picture of an example: the whole map, and each recommendation."""
    advice, edition = advice_of(path, language), open_advisor().edition
    yield trail(advice, edition)
    for item in advice.recommendations:
        yield trail(advice, edition, item.id)
