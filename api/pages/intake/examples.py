"""The examples that come with the knowledge, to start from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from advisor.library.edition import Edition
from advisor.library.memo import kept
from advisor.library.wording import Language
from advisor.stages.mistakes import ProfileError
from advisor.stages.profile import Profile, read_profile


@dataclass(frozen=True)
class Example:
    """An example: its id, the name of its organisation, and a line that describes it."""

    id: str
    name: str
    about: str


@kept(most=4)
def examples(edition: Edition) -> Mapping[str, Profile]:
    """The profiles beside the knowledge that fit it, by the name of their file.

    Without their reference: whoever starts from one is another organisation.
    """
    found = {}
    for path in sorted((edition.root / "examples").glob("*.json")):
        try:
            profile = read_profile(path.read_bytes(), edition)
        except (ProfileError, OSError):
            continue
        found[path.stem] = replace(profile, reference=None)
    return found


def shown(edition: Edition, language: Language) -> list[Example]:
    """The examples as they are offered: described by what a portfolio is split by, and by the phase."""
    told = [*(split.by for split in edition.manifest.portfolio), "initiative_phase"]
    return [
        Example(
            name,
            profile.name or name,
            " · ".join(edition.value(a, profile.answers[a], language) for a in told if a in profile.answers),
        )
        for name, profile in examples(edition).items()
    ]
