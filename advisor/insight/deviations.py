"""What overlays make of the base: every entry that is added, replaced or switched off, with its reason."""

from dataclasses import dataclass

from pydantic import BaseModel

from ..library.edition import Edition
from ..library.overlays import How, Kind
from ..library.wording import Language


@dataclass(frozen=True, slots=True)
class Difference:
    """One deviation; ``fields``: which parts of an entry that is replaced are not as they were."""

    kind: Kind
    id: str
    title: str
    overlay: str
    how: How
    why: str
    fields: list[str]


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything in which an edition with overlays deviates from its base."""

    edition: str
    knowledge_sha256: str
    differences: list[Difference]


def differences(edition: Edition, base: Edition, language: Language = "nl") -> Differences:
    """How an edition with overlays deviates from its base, in the order in which the overlays are laid."""
    found = []
    for (kind, entry), deviation in edition.deviations.items():
        now, then = edition.entry(kind, entry), base.entry(kind, entry)
        fields = []
        if isinstance(now, BaseModel) and isinstance(then, BaseModel):
            fields = [name for name in type(now).model_fields if getattr(now, name) != getattr(then, name)]
        found.append(
            Difference(
                kind,
                entry,
                edition.called(kind, entry, language),
                deviation.overlay.name[language],
                deviation.how,
                deviation.why(language),
                fields if deviation.how == "replaced" else [],
            )
        )
    return Differences(edition.number, edition.sha256, found)
