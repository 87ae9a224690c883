"""What is nearly advised, what the documents are silent about, and ties: every form of a report says it as the JSON.

Each is read back from the file by a reader that knows nothing of how it was made.
"""

import io
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.table import Table
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pypdf import PdfReader

from advisor.advice import open_advisor
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.report.formats import FORMATS
from advisor.report.text import as_text

from .reading import advice_on, as_data, html_tree, pdf_text, squeezed, written

PAIRS: list[tuple[str, Language]] = [("ghent-crm", "nl"), ("municipality", "en"), ("antwerp-wholesaler", "nl")]
MOST = 5  # questions shown
each_form = pytest.mark.parametrize("form", FORMATS)
each_pair = pytest.mark.parametrize(("stem", "language"), PAIRS)


# --- a chapter, read back ---


def html_chapter(raw: bytes, title: str) -> str:
    sections = [s for s in html_tree(raw).iter("section") if s.xpath("string(h2)") == title]
    return "".join(str(node.text_content()) for section in sections for node in section if node.tag != "h2")


def docx_chapter(raw: bytes, title: str) -> str:
    here, found = False, []
    for block in docx.Document(io.BytesIO(raw)).iter_inner_content():
        if isinstance(block, Table):
            found += [cell.text for row in block.rows for cell in row.cells if here]
        elif block.style is not None and block.style.name == "Heading 1":
            here = block.text == title
        elif here:
            found.append(block.text)
    return "\n".join(found)


def pdf_chapter(raw: bytes, title: str) -> str:
    """From the last place where its heading stands to that of the next one, as the bookmarks name it."""
    chapters = [mark.title for mark in PdfReader(io.BytesIO(raw)).outline if not isinstance(mark, list)]
    if title not in chapters:
        return ""
    text, following = pdf_text(raw), chapters[chapters.index(title) + 1]
    return text[text.rindex(squeezed(title)) + len(squeezed(title)) : text.rindex(squeezed(following))]


def markdown_chapter(raw: bytes, title: str) -> str:
    here, found = False, []
    tokens = MarkdownIt().enable("table").parse(raw.decode())
    for before, token in pairwise(tokens):
        if token.type == "inline":
            text = written_plain(token)
            if before.type == "heading_open" and before.tag in ("h1", "h2"):
                here = text == title
            elif here:
                found.append(text)
    return "\n".join(found)


def written_plain(token: Token) -> str:
    return "".join(part.content for part in token.children or ())


CHAPTER: Mapping[str, Callable[[bytes, str], str]] = {
    "html": html_chapter,
    "docx": docx_chapter,
    "pdf": pdf_chapter,
    "markdown": markdown_chapter,
}


def chapter(form: str, stem: str, language: Language, phrase: str) -> str:
    """All that a chapter says under its heading, without white space and bullets; "" when there is none."""
    found = CHAPTER[form](written(form, stem, language), say(phrase, language))
    return squeezed(found).replace("•", "")


# --- what it should say, from the JSON ---


def hanging(told: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The questions that alone bring a recommendation: for each the titles, with the answers that bring them."""
    found: dict[str, dict[str, str]] = {}
    for item in told["almost"]:
        for way in item["ways"]:
            if len(way) == 1:
                found.setdefault(way[0]["text"], {}).setdefault(item["title"], way[0]["answers"])
    return found


def shown_in_the_text(stem: str, language: Language) -> list[str]:
    """The questions on which the text says that recommendations hang, in its order."""
    section = as_text(advice_on(stem, language), open_advisor()).partition(f"\n{say('almost', language).upper()}\n")[2]
    section = squeezed(section.partition("\n\n")[0])
    at = {text: section.find(squeezed(f"? {text}")) for text in hanging(as_data(stem, language))}
    return sorted((text for text in at if at[text] >= 0), key=at.__getitem__)


def nearly_advised(stem: str, language: Language) -> Iterator[str]:
    """Every line of the part on what is nearly advised."""
    told = as_data(stem, language)
    brings, shown = hanging(told), shown_in_the_text(stem, language)
    yield say("almost_about", language)
    for question in shown:
        yield question
        yield from (f"{say('almost_with', language, answers=a)} {title}" for title, a in brings[question].items())
    if len(brings) > len(shown):
        yield say("almost_more", language, count=len(brings) - len(shown))
    if two := sum(item["away"] == 2 for item in told["almost"]):
        yield say("almost_two", language, count=two)


@each_pair
@each_form
def test_what_is_nearly_advised_is_said_in_full(form: str, stem: str, language: Language) -> None:
    """The questions of the text in its order, each with what it brings by which answers; how many more; no more."""
    wanted = squeezed("\n".join(nearly_advised(stem, language)))
    assert chapter(form, stem, language, "almost") == wanted


@each_pair
def test_what_is_nearly_advised_is_no_advice(stem: str, language: Language) -> None:
    """Five questions at most, the heaviest first; no recommendation that is given is among what they would bring."""
    told = as_data(stem, language)
    brings, shown = hanging(told), shown_in_the_text(stem, language)
    assert len(shown) == min(MOST, len(brings))
    worth = {item["title"]: item["worth"] for item in told["almost"]}
    weights = [sum(worth[title] for title in brings[question]) for question in shown]
    assert weights == sorted(weights, reverse=True)
    assert max(sum(worth[t] for t in brings[q]) for q in brings) == weights[0]
    assert not {title for titles in brings.values() for title in titles} & {
        item["title"] for item in told["recommendations"]
    }


@each_pair
@each_form
def test_silences_are_said(form: str, stem: str, language: Language) -> None:
    """What touches the organisation as its whole sentence, first; everything else by name."""
    told = as_data(stem, language)["silent"]
    wanted = [silence["text"] for silence in told if silence["touched"]]
    assert bool(wanted) == (stem == "municipality")
    rest = [silence["title"] for silence in told if not silence["touched"]]
    wanted.append(say("silent_on", language, titles="; ".join(rest)))
    assert chapter(form, stem, language, "silent") == squeezed("\n".join(wanted))


@each_pair
@each_form
def test_ties_are_shown_as_ties(form: str, stem: str, language: Language) -> None:
    """The roadmap marks every recommendation that is tied, and no other, and says once what breaks ties."""
    told = as_data(stem, language)["recommendations"]
    roadmap = chapter(form, stem, language, "report_roadmap")
    mark = say("tied_mark", language)
    for item in told:
        assert (squeezed(f"{item['title']} ({mark}") in roadmap) == bool(item["tied"])
    tied = any(item["tied"] for item in told)
    assert tied == (stem != "antwerp-wholesaler")
    assert roadmap.count(squeezed(say("ties_broken", language))) == tied
