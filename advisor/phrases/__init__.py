"""What the software itself says, in Dutch and English.

What the knowledge says stands in ``knowledge/`` and ``rules/``.
"""

from collections.abc import Sequence

from ..library.wording import Language
from . import (
    advice,
    advice_page,
    batch,
    forms,
    http,
    insight,
    intake_page,
    keeping,
    knowledge_page,
    over_time,
    pages,
    picture,
    portfolio,
    profile,
    report,
    service,
    sign_in,
)

PHRASES: dict[str, tuple[str, str]] = {
    **advice.PHRASES,
    **advice_page.PHRASES,
    **batch.PHRASES,
    **forms.PHRASES,
    **http.PHRASES,
    **insight.PHRASES,
    **intake_page.PHRASES,
    **keeping.PHRASES,
    **knowledge_page.PHRASES,
    **over_time.PHRASES,
    **pages.PHRASES,
    **picture.PHRASES,
    **portfolio.PHRASES,
    **profile.PHRASES,
    **report.PHRASES,
    **service.PHRASES,
    **sign_in.PHRASES,
}


def enumerated(names: Sequence[str], language: Language) -> str:
    """“a, b and c”; of one name just that."""
    joint = " en " if language == "nl" else " and "
    return joint.join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def say(key: str, language: Language, **details: object) -> str:
    """One phrase in one language."""
    text = PHRASES[key][language == "en"]
    return text.format(**details) if details else text
