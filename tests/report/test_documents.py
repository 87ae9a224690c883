"""What a reader's program finds in each form: tags, headings, language, alternative texts; and nothing from outside."""

import io
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from pypdf import PdfReader

from advisor.advice import open_advisor
from advisor.library.strict_yaml import read
from advisor.library.wording import LANGUAGES, Language
from advisor.phrases import say
from advisor.report.composing import compose
from advisor.report.formats import FORMATS
from advisor.report.pdf import WORDS, as_pdf
from advisor.stages.profile import understand
from tests.conftest import CHECKOUT

from .reading import cases, html_tree, pdf_pages, report_for, report_on, squeezed, written

STEM = "ghent-crm"
MAGIC = {"pdf": b"%PDF", "docx": b"PK", "html": b"<!doctype html>"}  # how a file of each form begins
each_language = pytest.mark.parametrize("language", LANGUAGES)


def pdf(stem: str = STEM, language: Language = "nl") -> PdfReader:
    return PdfReader(io.BytesIO(written("pdf", stem, language)))


def word(language: Language = "nl") -> dict[str, Any]:
    """The parts of a Word document."""
    with zipfile.ZipFile(io.BytesIO(written("docx", STEM, language))) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


# --- PDF ---


@each_language
def test_the_pdf_is_tagged(language: Language) -> None:
    """It says that it is PDF/UA-1, is tagged, and has a language and a title; it knows no moment and no machine."""
    found = pdf(language=language)
    root = found.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == {"nl": "nl-BE", "en": "en-GB"}[language]
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert found.metadata.title == report_on(STEM, language).title
    assert "/CreationDate" not in found.metadata
    assert "/StructTreeRoot" in root


def structure(reader: PdfReader) -> list[tuple[str, str | None]]:
    """The tags of a PDF in their order, each with its alternative text."""
    found, queue = [], [reader.trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while queue:
        node = queue.pop().get_object()
        if isinstance(node, list):
            queue += reversed(node)
        elif hasattr(node, "get"):
            if "/S" in node:
                found.append((str(node["/S"]), node.get("/Alt")))
            if "/K" in node:
                queue.append(node["/K"])
    return found


@pytest.mark.long
def test_the_pdf_is_read_in_its_order() -> None:
    """Headings by level, a picture with its text for every recommendation, header cells in the tables."""
    both: tuple[str, Language] = ("municipality", "en")  # which has every chapter
    tags, report = structure(pdf(*both)), report_on(*both)
    kinds = [kind for kind, _ in tags]
    titles = len(report.phases) + 12  # contents, summary, roadmap, and nine chapters after the recommendations
    assert kinds.count("/H1") == titles
    assert [alt for kind, alt in tags if kind == "/Figure"] == [item.picture_told for item in report.items]
    columns = 5 * len(report.phases) + 3 + 2 + 2 * len(report.themes)
    assert kinds.count("/TH") >= columns
    assert {"/TOC", "/TOCI", "/L", "/LI", "/Link"} <= set(kinds)


def test_the_pdf_has_an_outline_and_page_numbers() -> None:
    """Bookmarks for chapters and recommendations; each page but the first says which it is, of how many, and whose."""
    reader, report = pdf(), report_on(STEM)
    flat = []
    for entry in reader.outline:
        flat += [e.title for e in entry] if isinstance(entry, list) else [entry.title]
    assert [t for t in flat if re.match(r"\d+\. ", t)] == [f"{item.rank}. {item.title}" for item in report.items]
    assert flat[0] == say("report_summary", "nl")
    pages = pdf_pages(written("pdf", STEM))
    count = len(reader.pages)
    assert len(pages) == count
    for number, text in enumerate(pages, 1):
        assert (f"{number} / {count}" in text) == (number > 1)
        assert report.name in text or number == 2


@pytest.mark.parametrize(
    "stem",
    [
        "ghent-crm",
        pytest.param("municipality", marks=pytest.mark.long),
        pytest.param("scale-up", marks=pytest.mark.long),
    ],
)
def test_the_summary_is_one_page(stem: str) -> None:
    """The summary starts a page, and the roadmap starts the next one."""
    pages = pdf_pages(written("pdf", stem))
    start = next(n for n, text in enumerate(pages) if text.lstrip().startswith(say("report_summary", "nl")))
    summary = report_on(stem).summary
    assert all(squeezed(text) in squeezed(pages[start]) for text in (*summary.strengths, *summary.questions))
    assert squeezed(summary.firmness) in squeezed(pages[start + 1])
    assert pages[start + 1].lstrip().startswith(say("report_roadmap", "nl"))


def test_the_template_has_its_words() -> None:
    """Every phrase that the template of the PDF names is given to it, and no other."""
    template = (CHECKOUT / "advisor" / "report" / "templates" / "report.typ").read_text(encoding="utf-8")
    assert set(re.findall(r"words\.(\w+)", template)) == set(WORDS)


@pytest.mark.long
def test_many_at_once() -> None:
    """Reports made in several threads at the same time are those that are made one by one."""
    names = [f"Gemeente {letter}" for letter in "ABCDEF"]
    reports = [report_for(name, stem="hardly-answered") for name in names]
    with ThreadPoolExecutor(max_workers=6) as pool:
        together = list(pool.map(as_pdf, reports))
    assert together == [as_pdf(report) for report in reports]
    assert len(set(together)) == len(names)


@pytest.mark.long
@pytest.mark.parametrize(
    ("path", "language", "form"),
    [pytest.param(*each, id=each[0].stem) for each in zip(cases(), cycle(LANGUAGES), cycle(MAGIC), strict=False)],
)
def test_every_case_is_a_document(path: Path, language: Language, form: str) -> None:
    """Every golden case, in turn Dutch and English and in turn a PDF that typst lets pass as PDF/UA-1, Word or HTML."""
    advisor = open_advisor()
    answers = read(path, path.name).data["profile"]
    report = compose(advisor.advise(understand({"answers": answers}, advisor.edition), language), advisor)
    assert FORMATS[form].make(report).startswith(MAGIC[form])


# --- Word ---


@pytest.mark.long
@each_language
def test_word_knows_title_language_and_no_moment(language: Language) -> None:
    """Core properties, language of the styles, hyphenation; nothing that makes Word ask when it opens."""
    found = docx.Document(io.BytesIO(written("docx", STEM, language)))
    known = found.core_properties
    code = {"nl": "nl-BE", "en": "en-GB"}[language]
    assert (known.title, known.author, known.language) == (report_on(STEM, language).title, "Advisor", code)
    assert known.created == known.modified
    parts = word(language)
    assert f'w:val="{code}"'.encode() in parts["word/styles.xml"]
    assert b"autoHyphenation" in parts["word/settings.xml"]
    assert b"updateFields" not in parts["word/settings.xml"]
    with zipfile.ZipFile(io.BytesIO(written("docx", STEM, language))) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.long
def test_word_has_real_headings_and_a_filled_contents() -> None:
    """Headings are styles; the table of contents is a field that holds them, each leading to its place."""
    found, report = docx.Document(io.BytesIO(written("docx", STEM))), report_on(STEM)
    headings = [p.text for p in found.paragraphs if p.style.name == "Heading 2" and re.match(r"\d+\. ", p.text)]
    assert headings == [f"{item.rank}. {item.title}" for item in report.items]
    entries = [p for p in found.paragraphs if p.style.name.startswith("Contents ") and "Title" not in p.style.name]
    chapters = [p.text for p in found.paragraphs if p.style.name == "Heading 1"]
    assert [p.text for p in entries if p.style.name == "Contents 1"] == chapters
    assert [p.text for p in entries if p.style.name == "Contents 2"] == headings
    body = found.element.body
    marks = {b.get(qn("w:name")) for b in body.iter(qn("w:bookmarkStart"))}
    assert {a for h in body.iter(qn("w:hyperlink")) if (a := h.get(qn("w:anchor")))} <= marks
    numbers = [b.get(qn("w:id")) for b in body.iter(qn("w:bookmarkStart"))]
    assert len(numbers) == len(set(numbers)) == len(marks)
    fields = [i.text.split()[0] for i in body.iter(qn("w:instrText"))]
    assert fields == ["TOC"]
    kinds = [c.get(qn("w:fldCharType")) for c in body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]
    (footer,) = [raw for name, raw in word().items() if name.startswith("word/footer") and b"NUMPAGES" in raw]
    assert b" PAGE " in footer


def test_word_describes_its_pictures_and_tables() -> None:
    """Each picture and table has its text, each table a header row that comes again; steps count from 1."""
    found, report = docx.Document(io.BytesIO(written("docx", STEM))), report_on(STEM)
    told = [p.get("descr") for p in found.element.body.iter(qn("wp:docPr"))]
    assert told == [item.picture_told for item in report.items]
    assert found.tables
    for table in found.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        name, text = (
            table._tbl.tblPr.find(qn(f"w:{tag}")).get(qn("w:val")) for tag in ("tblCaption", "tblDescription")
        )
        assert text.startswith(f"{name}: ")
        assert all(cell.text in text for cell in table.rows[0].cells)
    names = [table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) for table in found.tables]
    assert names[: len(report.phases)] == [phase.title for phase in report.phases]
    assert len(set(names)) == len(names)
    lists = [p._p.pPr.numPr.numId.val for p in found.paragraphs if p.style.name == "List Number"]
    assert len(set(lists)) == sum(1 + len(item.folded) for item in report.items)
    pictures = [raw for name, raw in word().items() if name.startswith("word/media/")]
    assert all(raw.startswith(b"\x89PNG") for raw in pictures)
    assert len(pictures) == len(report.items)
    for name, raw in word().items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(raw)


# --- HTML ---


@each_language
def test_the_html_loads_nothing(language: Language) -> None:
    """One file: no script, nothing from another address; its policy lets nothing be loaded either."""
    raw = written("html", STEM, language)
    tree = html_tree(raw)
    assert tree.get("lang") == language
    assert not list(tree.iter("script", "img", "iframe", "object", "embed", "base"))
    assert [link.get("href") for link in tree.iter("link")] == ["data:,"]
    (style,) = tree.iter("style")
    assert {address[:5] for address in re.findall(r'url\("([^"]*)', style.text)} == {"data:"}
    assert "@import" not in style.text
    (policy,) = [m.get("content") for m in tree.iter("meta") if m.get("http-equiv")]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
    assert not [e for e in tree.iter() if any(a.startswith("on") or a == "style" for a in e.attrib)]


def test_the_html_leads_where_it_says() -> None:
    """Every link within the page has its place, ids come once, headings follow each other; a picture for each."""
    tree, report = html_tree(written("html", STEM)), report_on(STEM)
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert {a.get("href")[1:] for a in tree.iter("a") if a.get("href").startswith("#")} <= set(ids)
    levels = [int(e.tag[1]) for e in tree.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    drawn = [{g.get("data-node") for g in s.iter("g") if g.get("data-node")} for s in tree.iter("svg")]
    assert drawn == [{box.node for box in item.picture.boxes} for item in report.items]
    entries = [a.text_content() for a in tree.xpath("//nav//ol//ol//a")]
    assert entries == [f"{item.rank}. {item.title}" for item in report.items]
