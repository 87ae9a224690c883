"""What the tests of reports share: reports on the examples, and readers that know nothing of how they were made."""

import io
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from lxml import etree, html
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from advisor.advice import Advice, open_advisor, to_json
from advisor.library.wording import Language
from advisor.report.composing import compose
from advisor.report.contents import Report
from advisor.report.formats import FORMATS
from advisor.stages.profile import Profile, read_profile
from tests.conftest import CHECKOUT

EXAMPLES = sorted((CHECKOUT / "examples").glob("*.json"))


@cache
def advice_on(stem: str, language: Language = "nl") -> Advice:
    """The advice on an example."""
    advisor = open_advisor()
    raw = (CHECKOUT / "examples" / f"{stem}.json").read_bytes()
    return advisor.advise(read_profile(raw, advisor.edition), language)


def as_data(stem: str, language: Language = "nl") -> dict[str, Any]:
    """The advice on an example as JSON says it."""
    found: dict[str, Any] = json.loads(to_json(advice_on(stem, language)))
    return found


@cache
def report_on(stem: str, language: Language = "nl") -> Report:
    """The report on an example."""
    return compose(advice_on(stem, language), open_advisor())


class Made:
    """What is made once in a run of the tests, whichever worker needs it first: files in ``folder``, by their name."""

    folder: Path | None = None  # see `conftest`

    @classmethod
    def once(cls, name: str, make: Callable[[], bytes]) -> bytes:
        """The content of a file, made when it is not there; two that make it at once make the same."""
        assert cls.folder is not None
        path = cls.folder / name
        if not path.exists():
            new = path.with_name(f"{name}.{os.getpid()}")
            new.write_bytes(make())
            new.replace(path)
        return path.read_bytes()


@cache
def written(form: str, stem: str, language: Language = "nl") -> bytes:
    """A report on an example in one form."""
    return Made.once(
        f"{stem.replace('/', '-')}.{language}.{form}", lambda: FORMATS[form].make(report_on(stem, language))
    )


def report_for(name: str | None, reference: str | None = None, stem: str = "ghent-crm") -> Report:
    """The report on an example, of an organisation with another name."""
    advice = advice_on(stem)
    return compose(replace(advice, profile=replace(advice.profile, name=name, reference=reference)), open_advisor())


def nothing_answered(language: Language = "nl") -> Report:
    """The report on a profile without answers."""
    advisor = open_advisor()
    return compose(advisor.advise(Profile({}), language), advisor)


def squeezed(text: str) -> str:
    """A text without white space, soft hyphens (in a PDF U+FFFE), and hyphens where a line may have ended."""
    return re.sub(r"[\s\u00ad\u200b\u202f\ufffe-]+", "", text)


@cache
def pdf_pages(raw: bytes) -> tuple[str, ...]:
    """The text of each page of a PDF, as the reader in Chromium has it."""
    with closing(PdfDocument(raw)) as document:
        return tuple(page.get_textpage().get_text_range() for page in document)


def pdf_text(raw: bytes) -> str:
    """All text of a PDF, without white space; what stands at the foot of each page left out."""
    return squeezed("\n".join(re.sub(r"\n[^\n]*\d+ / \d+\s*$", "", page) for page in pdf_pages(raw)))


def pdf_links(raw: bytes) -> set[str]:
    """The addresses that a PDF links to."""
    found = set()
    for page in PdfReader(io.BytesIO(raw)).pages:
        for annotation in page.get("/Annots", []):
            action = annotation.get_object().get("/A", {})
            if "/URI" in action:
                found.add(str(action["/URI"]))
    return found


def docx_text(raw: bytes) -> str:
    """All text of a Word document, without white space."""
    body = docx.Document(io.BytesIO(raw)).element.body
    return squeezed(" ".join(t.text or "" for t in body.iter(qn("w:t"))))


def docx_links(raw: bytes) -> set[str]:
    """The addresses that a Word document links to."""
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        relations = etree.fromstring(packed.read("word/_rels/document.xml.rels"))
    return {r.get("Target") for r in relations if r.get("TargetMode") == "External"}


def html_tree(raw: bytes) -> html.HtmlElement:
    """A report as HTML, parsed."""
    return html.document_fromstring(raw.decode())


def html_text(raw: bytes) -> str:
    """All text of a report as HTML, without white space; pictures and style left out."""
    tree = html_tree(raw)
    for element in [*tree.iter("svg"), *tree.iter("style")]:
        element.drop_tree()
    return squeezed(tree.text_content())


def html_links(raw: bytes) -> set[str]:
    """The addresses elsewhere that a report as HTML links to."""
    return {a.get("href") for a in html_tree(raw).iter("a") if not a.get("href").startswith("#")}


def markdown_links(raw: bytes) -> set[str]:
    """The addresses that a report as Markdown links to."""
    return set(re.findall(r"\]\((https?://[^)]*)\)", raw.decode()))


READERS = {
    "pdf": (pdf_text, pdf_links),
    "docx": (docx_text, docx_links),
    "html": (html_text, html_links),
    "markdown": (lambda raw: squeezed(re.sub(r"\\([!-~])", r"\1", raw.decode()).replace("**", "")), markdown_links),
}


def cases() -> Iterator[Path]:
    """The golden cases."""
    yield from sorted((Path(__file__).parents[1] / "cases").rglob("*.yaml"))
