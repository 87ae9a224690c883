"""What the software itself says, in Dutch and English.

What the knowledge says stands in ``knowledge/`` and ``rules/``.
"""

from collections.abc import Sequence

from ..library.wording import Language
from . import advice, batch, forms, http, insight, keeping, over_time, pages, picture, profile, report, service

PHRASES: dict[str, tuple[str, str]] = {
    **profile.PHRASES,
    **advice.PHRASES,
    **insight.PHRASES,
    **over_time.PHRASES,
    **keeping.PHRASES,
    **batch.PHRASES,
    **http.PHRASES,
    **forms.PHRASES,
    **service.PHRASES,
    **pages.PHRASES,
    **picture.PHRASES,
    **report.PHRASES,
}


def enumerated(names: Sequence[str], language: Language) -> str:
    """“a, b and c”; of one name just that."""
    joint = " en " if language == "nl" else " and "
    return joint.join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def say(key: str, language: Language, **details: object) -> str:
    """One phrase in one language."""
    text = PHRASES[key][language == "en"]
    return text.format(**details) if details else text
