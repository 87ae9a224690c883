"""The key to a picture: what its signs and lines mean, for those that occur in it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from ..library.model import Polarity
from ..library.wording import Language
from ..phrases import say
from ..stages.explanation import Edge
from .boxes import LETTERING
from .lettering import WIDEST, width

KEY_HEIGHT: Final = 34.0
SAMPLE: Final = 26.0  # how wide a line is shown
_SIGN = 10.0  # how wide a sign is
_AFTER = 7.0  # from a sample to its meaning
_BETWEEN = 24.0

Sample = Literal["weakness", "strength", "helps", "causes", "needs", "includes"]


@dataclass(frozen=True, slots=True)
class KeyItem:
    """A sample of a sign or a line, and what it means: where the sample starts, where the text, how high both."""

    sample: Sample
    text: str
    x: float
    text_x: float
    y: float
    width: float


def key(
    polarities: Collection[Polarity | None], edges: Sequence[Edge], language: Language, left: float, top: float
) -> tuple[KeyItem, ...]:
    """The samples that a picture needs, from left to right: its signs, and each line that is not the common one."""
    relations = {edge.relation for edge in edges}
    samples: list[Sample] = [polarity for polarity in ("weakness", "strength") if polarity in polarities]
    samples += [relation for relation in ("helps", "causes", "needs", "includes") if relation in relations]
    items = []
    for sample in samples:
        text = say(f"key_{sample}", language)
        text_x = left + (_SIGN if sample in ("weakness", "strength") else SAMPLE) + _AFTER
        wide = width(text, LETTERING["small"].size)
        items.append(KeyItem(sample, text, left, text_x, top + KEY_HEIGHT - 6, wide))
        left = text_x + wide * WIDEST + _BETWEEN
    return tuple(items)
