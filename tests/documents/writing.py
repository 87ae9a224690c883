"""Documents made by other libraries than those that read them here, from the same paragraphs."""

import html
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import typst

HEADING = "Brood en kaas"
PARAGRAPHS = (
    "De bakker zegt: “Rogge rijst traag.” Reken op 2,5 uur, bij 24 graden en 65% vocht; dat is geen wet.",
    "Tarwebrood is klaar na anderhalf uur – soms eerder – als de gist vers is en de oven écht heet.",
    "Een oven die te koel is, bederft allebei de broden, hoe goed het deeg vooraf ook gekneed werd.",
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def as_text(path: Path, heading: str, paragraphs: Sequence[str]) -> None:
    path.write_text("\n\n".join([heading, *paragraphs]), encoding="utf-8")


def as_markdown(path: Path, heading: str, paragraphs: Sequence[str]) -> None:
    marked = [re.sub(r"([\\`*_{}\[\]<>()#+\-.!|~&])", r"\\\1", paragraph) for paragraph in paragraphs]
    path.write_text(f"## *{heading}*\n\n" + "\n\n".join(marked), encoding="utf-8")


def as_html(path: Path, heading: str, paragraphs: Sequence[str]) -> None:
    body = "".join(f"<div><p>{html.escape(p)}</p>\n</div>" for p in paragraphs)
    head = "<head><title>niet te zien</title><style>p {}</style></head>"
    page = f"<!doctype html><html>{head}<body><h2><b>{html.escape(heading)}</b></h2>{body}<script>var x</script>"
    path.write_text(page, encoding="utf-8")


def as_word(path: Path, heading: str, paragraphs: Sequence[str]) -> None:
    """A package written by hand: the last paragraph in a table, one word of each inserted under tracked changes."""
    title = f'<w:p><w:pPr><w:pStyle w:val="Kop1"/></w:pPr>{run(heading)}</w:p>'
    *rest, last = [f"<w:p>{_inserted(paragraph)}</w:p>" for paragraph in paragraphs]
    table = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{last}</w:tc></w:tr></w:tbl>"
    package(path, f"{title}{''.join(rest)}{table}")


def _inserted(text: str) -> str:
    first, space, rest = text.partition(" ")
    inserted = f'<w:ins w:id="1" w:author="x">{run(first)}</w:ins>'
    return f'{inserted}<w:del w:id="2" w:author="x"><w:r><w:delText>weg</w:delText></w:r></w:del>{run(space + rest)}'


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def package(path: Path, body: str, **more: bytes) -> None:
    """A Word document with this body; its style Kop1 is a heading."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="bin" '
        'ContentType="application/octet-stream"/><Override PartName="/word/document.xml" '
        f'ContentType="{_MAIN}.document.main+xml"/><Override PartName="/word/styles.xml" '
        f'ContentType="{_MAIN}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f'<w:styles {_W}><w:style w:type="paragraph" w:styleId="Kop1">'
        '<w:name w:val="heading 1"/></w:style></w:styles>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
        for name, raw in more.items():
            packed.writestr(f"word/{name}.bin", raw)


def as_pdf(path: Path, heading: str, paragraphs: Sequence[str]) -> None:
    """Set by typst on a small page, so that every paragraph runs over several lines."""
    marked = "\n\n".join("#" + repr_of(paragraph) for paragraph in paragraphs)
    source = path.with_suffix(".typ")
    source.write_text(f"#set page(width: 9cm, height: auto)\n= #{repr_of(heading)}\n\n{marked}\n", encoding="utf-8")
    path.write_bytes(typst.compile(str(source)))
    source.unlink()


def repr_of(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


WRITERS: Mapping[str, Callable[[Path, str, Sequence[str]], None]] = {
    ".txt": as_text,
    ".md": as_markdown,
    ".html": as_html,
    ".docx": as_word,
    ".pdf": as_pdf,
}
