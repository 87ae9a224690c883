"""Parts of a Word document that python-docx has no words for: links, bookmarks, fields, numbering, descriptions."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shape import InlineShape
from docx.shared import Length, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

BLUE = RGBColor(0x1A, 0x4F, 0xB4)
_MOST_NAME = 40  # characters of a bookmark's name; Word takes no more


def element(tag: str, **attributes: str) -> Any:
    """An element of WordprocessingML: ``element("w:tab", w_val="left")``."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(name.replace("_", ":", 1)), value)
    return made


def named(name: str) -> str:
    """A name that Word takes for a bookmark: letters, digits and underscores, not too long, told apart."""
    plain = "".join(c if c.isalnum() and c.isascii() else "_" for c in name)
    if plain == name.replace("-", "_") and len(plain) <= _MOST_NAME:
        return plain
    return f"{plain[: _MOST_NAME - 9]}_{sha256(name.encode()).hexdigest()[:8]}"


def bookmark(paragraph: Paragraph, name: str) -> None:
    """Gives a paragraph a name that links lead to."""
    number = str(int(sha256(name.encode()).hexdigest()[:7], 16))
    start = element("w:bookmarkStart", w_id=number, w_name=named(name))
    properties = paragraph._p.find(qn("w:pPr"))
    paragraph._p.insert(0 if properties is None else 1, start)
    paragraph._p.append(element("w:bookmarkEnd", w_id=number))


def link_within(
    paragraph: Paragraph, name: str, text: str, colour: RGBColor | None = None, *, bold: bool = False
) -> None:
    """Adds a link to a bookmark."""
    _link(paragraph, element("w:hyperlink", w_anchor=named(name), w_history="1"), text, colour, bold)


def link_out(paragraph: Paragraph, address: str, text: str) -> None:
    """Adds a link to an address elsewhere."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    _link(paragraph, element("w:hyperlink", r_id=relation), text, BLUE, False, underlined=True)


def _link(
    paragraph: Paragraph, holder: Any, text: str, colour: RGBColor | None, bold: bool, *, underlined: bool = False
) -> None:
    run = paragraph.add_run(text)
    run.bold, run.underline = bold or None, underlined or None
    if colour is not None:
        run.font.color.rgb = colour
    holder.append(run._r)
    paragraph._p.append(holder)


def field(run: Run, instruction: str, shown: str = "1") -> None:
    """A field that Word works out by itself, such as the number of the page, and what is shown until then."""
    _begin(run, instruction)
    text = element("w:t")
    text.text = shown
    run._r.append(text)
    run._r.append(element("w:fldChar", w_fldCharType="end"))


def _begin(run: Run, instruction: str) -> None:
    run._r.append(element("w:fldChar", w_fldCharType="begin"))
    asked = element("w:instrText")
    asked.set(qn("xml:space"), "preserve")
    asked.text = f" {instruction} "
    run._r.append(asked)
    run._r.append(element("w:fldChar", w_fldCharType="separate"))


def contents_field(paragraphs: Sequence[Paragraph], entries: Sequence[tuple[str, str]]) -> None:
    """A table of contents over paragraphs, filled: the text of each entry and the bookmark it leads to."""
    _begin(paragraphs[0].add_run(), 'TOC \\o "1-2" \\h \\z')
    for paragraph, (text, name) in zip(paragraphs, entries, strict=True):
        link_within(paragraph, name, text)
    paragraphs[-1].add_run()._r.append(element("w:fldChar", w_fldCharType="end"))


def start_page(paragraph: Paragraph) -> None:
    """Starts a page with a paragraph."""
    paragraph.paragraph_format.page_break_before = True


def keep_with_next(paragraph: Paragraph) -> None:
    """Keeps a paragraph on the page of the next one."""
    paragraph.paragraph_format.keep_with_next = True


def fresh_numbering(document: Document) -> int:
    """A numbering of its own for one list, so that it starts at 1."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element
    known = style.find(f".//{qn('w:numId')}").get(qn("w:val"))
    abstract = next(n for n in numbering.num_lst if str(n.numId) == known).abstractNumId.val
    made = numbering.add_num(abstract)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def number_by(paragraph: Paragraph, numbering: int) -> None:
    """Numbers a paragraph by a numbering."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = numbering


def describe(picture: InlineShape, name: str, text: str) -> None:
    """Gives a picture its name and the text that stands for it."""
    properties = picture._inline.docPr
    properties.set("name", name)
    properties.set("descr", text)


def describe_table(table: Table, name: str, text: str) -> None:
    """Gives a table its name and the text that stands for it."""
    for tag, value in (("w:tblCaption", name), ("w:tblDescription", text)):
        table._tbl.tblPr.append(element(tag, w_val=value))


def set_widths(table: Table, widths: Sequence[Length]) -> None:
    """Gives the columns of a table their widths, which Word is not to change."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def keep_whole(row: Any) -> None:
    """Keeps a row of a table on one page."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def mark_header(table: Table) -> None:
    """Says that the first row holds the headings: it comes again on each page, and is read as such."""
    keep_whole(table.rows[0])
    table.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))
