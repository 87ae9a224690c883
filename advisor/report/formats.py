"""The forms of a report: how each is made, its media type, the name of its file."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..advice import Advice
from ..phrases import say
from .as_html import as_html
from .contents import Report
from .markdown import as_markdown
from .pdf import as_pdf
from .word import as_docx

_MOST = 60  # characters of a name in a file name


@dataclass(frozen=True, slots=True)
class Format:
    """How a report is made in one form, its media type, and what its file name ends in."""

    make: Callable[[Report], bytes]
    media_type: str
    ending: str


FORMATS: Mapping[str, Format] = {
    "html": Format(as_html, "text/html", "html"),
    "docx": Format(as_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    "pdf": Format(as_pdf, "application/pdf", "pdf"),
    "markdown": Format(lambda report: as_markdown(report).encode(), "text/markdown", "md"),
}
ENDINGS: Mapping[str, str] = {made.ending: form for form, made in FORMATS.items()}


def filename(advice: Advice, ending: str, *parts: str) -> str:
    """A name for a file with an advice or part of it: from the organisation's name, else its reference."""
    words = [say("report_filename", advice.receipt.language)]
    words += [plain(advice.profile.name or "") or plain(advice.profile.reference or ""), *map(plain, parts)]
    return f"{'-'.join(filter(None, words))}.{ending}"


def plain(text: str) -> str:
    """A text as part of a file name: nothing in it that a file system, a shell or a header takes amiss."""
    ascii_ = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", ascii_)[:_MOST].strip("-")
