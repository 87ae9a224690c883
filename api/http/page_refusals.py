"""What a page says about a refusal, in words for people instead of those of the API."""

from dataclasses import dataclass

from advisor.library.wording import Language
from advisor.phrases import PHRASES, say


@dataclass(frozen=True)
class Said:
    """What a page says about a refusal: a sentence with the remedy and, if one is close, the page that was meant."""

    what: str
    near: str = ""
    address: str = ""


def said_of(status: int, language: Language, phrase: str = "") -> Said:
    """What a page says about a status, or about the mistake whose phrase for programs is ``phrase``."""
    for key in (f"page_{phrase}", f"page_{status}", "page_400" if status < 500 else "page_500"):
        if key in PHRASES:
            return Said(say(key, language))
    raise AssertionError(status)  # the last key is always there
