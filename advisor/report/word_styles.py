"""How a Word document looks and what is known of it: styles, language, footer, properties; and its fixed bytes."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from .contents import Report
from .word_parts import element, field

INK, SOFT = RGBColor(0x1A, 0x21, 0x30), RGBColor(0x4D, 0x58, 0x6B)
GREEN, RED, AMBER, VIOLET = (
    RGBColor(0x1E, 0x6B, 0x40),
    RGBColor(0xA1, 0x2A, 0x2A),
    RGBColor(0x7A, 0x56, 0x00),
    RGBColor(0x5B, 0x3A, 0x92),
)
_FAMILY = "Calibri"  # what every Word has; LibreOffice puts Carlito in its place, with the same widths
_LANGUAGES = {"nl": "nl-BE", "en": "en-GB"}
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP can say
# Name: size in points, colour, bold, space before and after, indent in centimetres.
_STYLES: tuple[tuple[str, float, RGBColor, bool, float, float, float], ...] = (
    ("Kind", 10, GREEN, True, 150, 6, 0),
    ("About", 11, INK, False, 0, 4, 0),
    ("Guide Title", 10, SOFT, True, 90, 3, 0),
    ("Contents Title", 18, INK, True, 0, 10, 0),
    ("Contents 1", 10, INK, True, 4, 0, 0),
    ("Contents 2", 9.5, INK, False, 0, 0, 0.6),
    ("Counts", 11, SOFT, False, 0, 4, 0),
    ("Quiet", 9, SOFT, False, 0, 5, 0),
    ("First", 10, INK, False, 0, 3, 0),
    ("Summary", 11.5, INK, False, 0, 4, 0),
    ("Finding", 10.5, INK, False, 7, 2, 0),
    ("Reason", 9.5, INK, False, 0, 2, 0.5),
    ("Caveat", 10, INK, False, 4, 4, 0.2),
    ("Passage", 9.5, INK, False, 0, 3, 1),
    ("Cell", 9.5, INK, False, 0, 0, 0),
    ("Cell Heading", 9, SOFT, True, 0, 0, 0),
    ("Table Title", 10.5, GREEN, True, 10, 3, 0),
)
_HEADINGS = ((1, 18, INK, 22, 6), (2, 13, INK, 16, 4), (3, 10.5, SOFT, 8, 2))


def started(report: Report) -> Document:
    """An empty document with its styles, in the language of the report, on A4."""
    document: Document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.2)
    section.different_first_page_header_footer = True
    _set_styles(document, _LANGUAGES[report.language])
    _set_footer(document, report.name or report.title)
    settings = document.settings.element
    settings.insert_element_before(
        element("w:autoHyphenation"), "w:consecutiveHyphenLimit", "w:hyphenationZone", "w:defaultTabStop", "w:compat"
    )
    return document


def _set_styles(document: Document, language: str) -> None:
    styles = document.styles
    defaults = styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for known in defaults.findall(qn("w:lang")):
        defaults.remove(known)
    defaults.append(element("w:lang", w_val=language, w_eastAsia=language, w_bidi="ar-SA"))
    _write(styles["Normal"], 10, INK, False, 0, 4, 0)
    styles["Normal"].paragraph_format.line_spacing = 1.08
    for name, size, colour, bold, before, after, indent in _STYLES:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _write(style, size, colour, bold, before, after, indent)
    for name in ("Guide Title", "Contents Title", "Table Title", "Finding", "Summary"):
        styles[name].paragraph_format.keep_with_next = True
    styles["Contents Title"].paragraph_format.page_break_before = True
    _shade(styles["Caveat"], "FDF6DE")
    _shade(styles["Counts"], "F4F6FA")
    passage = styles["Passage"].paragraph_format
    passage.first_line_indent = Cm(-1)
    passage.tab_stops.add_tab_stop(Cm(1))
    _write(styles["Title"], 30, INK, True, 0, 24, 0)
    border = styles["Title"].element.pPr.find(qn("w:pBdr"))
    if border is not None:
        styles["Title"].element.pPr.remove(border)
    for level, size, colour, before, after in _HEADINGS:
        _write(styles[f"Heading {level}"], size, colour, True, before, after, 0)
        _unhyphenated(styles[f"Heading {level}"])
    _unhyphenated(styles["Title"])
    for name in ("List Bullet", "List Number"):
        styles[name].paragraph_format.space_after = Pt(2)
    _add_table_style(document)


def _write(style: Any, size: float, colour: RGBColor, bold: bool, before: float, after: float, indent: float) -> None:
    font, paragraph = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.color.rgb = _FAMILY, Pt(size), bold, colour
    fonts = style.element.rPr.rFonts
    for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{attribute}"), None)
    paragraph.space_before, paragraph.space_after = Pt(before), Pt(after)
    if indent:
        paragraph.left_indent = Cm(indent)


def _unhyphenated(style: Any) -> None:
    style.element.get_or_add_pPr().insert_element_before(
        element("w:suppressAutoHyphens"), "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr"
    )


def _shade(style: Any, fill: str) -> None:
    style.element.get_or_add_pPr().insert_element_before(
        element("w:shd", w_val="clear", w_color="auto", w_fill=fill), "w:tabs", "w:spacing", "w:ind", "w:jc"
    )


def _add_table_style(document: Document) -> None:
    """A table with a thin line under each row and quiet headings."""
    style = document.styles.add_style("Report Table", WD_STYLE_TYPE.TABLE)
    style.base_style = document.styles["Normal Table"]
    looks = element("w:tblPr")
    borders = element("w:tblBorders")
    for side in ("bottom", "insideH"):
        borders.append(element(f"w:{side}", w_val="single", w_sz="4", w_space="0", w_color="D3D9E2"))
    looks.append(borders)
    margins = element("w:tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        margins.append(element(f"w:{side}", w_w="40" if side in ("top", "bottom") else "80", w_type="dxa"))
    looks.append(margins)
    style.element.append(looks)


def _set_footer(document: Document, name: str) -> None:
    """The organisation on the left, the page on the right; nothing on the title page."""
    section = document.sections[0]
    paragraph = section.footer.paragraphs[0]
    paragraph.style = document.styles["Quiet"]
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(17), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{name}\t")
    field(paragraph.add_run(), "PAGE")
    paragraph.add_run(" / ")
    field(paragraph.add_run(), "NUMPAGES")


def finished(document: Document, report: Report) -> bytes:
    """The bytes of a document, with what is known of it; without any moment of making."""
    known = document.core_properties
    known.title, known.author, known.last_modified_by = report.title[:255], "Advisor", "Advisor"
    known.language, known.comments, known.keywords, known.revision = _LANGUAGES[report.language], "", "", 1
    known.created = known.modified = _NO_DATE
    out, plain = io.BytesIO(), io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as made, zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as packed:
        for part in made.infolist():
            entry = zipfile.ZipInfo(part.filename, _NO_TIME)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            packed.writestr(entry, made.read(part))
    return plain.getvalue()
