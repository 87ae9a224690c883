"""What overlays make of the base: every entry that is added, replaced or switched off, with its reason."""

from dataclasses import dataclass

from pydantic import BaseModel

from ..advice import DeviationShown, deviations_of
from ..library.edition import Edition
from ..library.wording import Language


@dataclass(frozen=True, slots=True)
class Difference:
    """One deviation; ``fields``: which parts of an entry that is replaced are not as they were."""

    deviation: DeviationShown
    fields: list[str]


@dataclass(frozen=True, slots=True)
class Deviations:
    """Everything in which an edition with overlays deviates from its base."""

    edition: str
    knowledge_sha256: str
    differences: list[Difference]


def differences(edition: Edition, base: Edition, language: Language = "nl") -> Deviations:
    """How an edition with overlays deviates from its base, in the order in which the overlays are laid."""
    found = [Difference(one, _fields(one, edition, base)) for one in deviations_of(edition, language)]
    return Deviations(edition.number, edition.sha256, found)


def _fields(deviation: DeviationShown, edition: Edition, base: Edition) -> list[str]:
    now, then = (side.entry(deviation.kind, deviation.id) for side in (edition, base))
    if deviation.how != "replaced" or not (isinstance(now, BaseModel) and isinstance(then, BaseModel)):
        return []
    return [name for name in type(now).model_fields if getattr(now, name) != getattr(then, name)]
