"""A Word document in the making: paragraphs, headings, tables and pictures, in the styles of a report."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from docx.document import Document
from docx.shared import Cm, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from ..phrases import enumerated, say
from ..picture.png import png
from . import word_parts as parts
from .contents import Mention, Report
from .word_styles import SOFT, VIOLET, started

_WIDTH = Cm(17)  # of the text
_SCALE = 1.6  # pixels of a picture for each of its own


class Writing:
    """A document in the making."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.document: Document = started(report)
        self.style_ids: dict[str, str] = {style.name: style.style_id for style in self.document.styles}

    def say(self, key: str, **details: object) -> str:
        """A phrase in the language of the report."""
        return say(key, self.report.language, **details)

    def paragraph(self, text: str = "", style: str = "Normal") -> Paragraph:
        """A paragraph in a style."""
        paragraph = self.document.add_paragraph(text)
        if style != "Normal":
            paragraph._p.style = self.style_ids[style]  # python-docx looks a style up among all, each time
        return paragraph

    def quiet(self, text: str) -> None:
        """A paragraph that stands back; none for an empty text."""
        if text:
            self.paragraph(text, "Quiet")

    def heading(self, text: str, level: int, name: str = "") -> Paragraph:
        """A heading; ``name``: the bookmark that links lead to."""
        found = self.paragraph(text, f"Heading {level}")
        if name:
            parts.bookmark(found, name)
        return found

    def run(self, paragraph: Paragraph, text: str, *, bold: bool = False, colour: RGBColor | None = None) -> Run:
        """More text in a paragraph."""
        run = paragraph.add_run(text)
        run.bold = bold or None
        if colour is not None:
            run.font.color.rgb = colour
        return run

    def labelled(self, style: str, what: str, says: str) -> Paragraph:
        """A paragraph with what it is about, and what it says."""
        paragraph = self.paragraph(style=style)
        self.run(paragraph, f"{what}: ", colour=SOFT)
        self.run(paragraph, says)
        return paragraph

    def marks(self, paragraph: Paragraph, numbers: Iterable[int]) -> None:
        """The numbers of passages, each a link to its passage."""
        for number in numbers:
            paragraph.add_run(" ")
            parts.link_within(paragraph, f"passage-{number}", f"[{number}]", VIOLET)

    def bullets(self, items: Iterable[str], more: str = "") -> None:
        """A list; ``more`` says what it leaves out."""
        for text in (*items, *filter(None, (more,))):
            self.paragraph(text, "List Bullet")

    def place(self, paragraph: Paragraph, place: Mention) -> None:
        """A recommendation by its rank and title, as a link to it."""
        parts.link_within(paragraph, f"recommendation-{place.id}", f"{place.rank}. {place.title}")

    def table(self, name: str, titles: Sequence[str], widths: Sequence[float]) -> Table:
        """A table with its name, and its header row, which comes again on every page; ``widths`` in centimetres."""
        table: Table = self.document.add_table(rows=1, cols=len(titles), style="Report Table")
        parts.set_widths(table, [Cm(width) for width in widths])
        for cell, title in zip(table.rows[0].cells, titles, strict=True):
            self.cell(cell, title, "Cell Heading")
        parts.mark_header(table)
        columns = enumerated(titles, self.report.language)
        parts.describe_table(table, name, self.say("report_table_told", name=name, columns=columns))
        return table

    def row(self, table: Table, texts: Sequence[str]) -> list[Paragraph]:
        """One more row in a table; its paragraphs."""
        row = table.add_row()  # type: ignore[no-untyped-call]
        parts.keep_whole(row)
        return [self.cell(cell, text, "Cell") for cell, text in zip(row.cells, texts, strict=True)]

    def cell(self, cell: Any, text: str, style: str) -> Paragraph:
        """The text of a cell."""
        paragraph: Paragraph = cell.paragraphs[0]
        paragraph._p.style = self.style_ids[style]
        paragraph.add_run(text)
        return paragraph

    def picture(self, drawing: str, name: str, told: str) -> None:
        """A picture of ours, given as SVG; ``name`` and ``told``: what a screen reader says of it."""
        drawn = self.paragraph().add_run().add_picture(io.BytesIO(png(drawing, scale=_SCALE)), width=_WIDTH)
        parts.describe(drawn, name, told)
