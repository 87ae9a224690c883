"""Documents in every format say the same; what cannot be read is refused with a reason, after bounded work."""

import io
import logging
import resource
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import typst
from pypdf import PdfWriter

from advisor.documents.blocks import DocumentError
from advisor.documents.reading import read_document
from advisor.library.passages import canonical

from .writing import HEADING, PARAGRAPHS, WRITERS, as_pdf, package, run


@pytest.fixture(autouse=True)
def little_work() -> Iterator[None]:
    """No document takes more than twenty seconds of processor time, whatever is wrong with it."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    yield
    assert resource.getrusage(resource.RUSAGE_SELF).ru_utime - before < 20


def paragraphs_of(path: Path) -> list[str]:
    """The canonical form of each paragraph of a document."""
    document = read_document(path).document
    stretches = (document.stretch(number) for number in range(1, len(document.paragraph_starts) + 1))
    return [document.stream[begin:end] for begin, end in stretches]


@pytest.mark.parametrize("form", WRITERS)
def test_every_format_says_the_same(form: str, tmp_path: Path) -> None:
    """The same heading and paragraphs come out of a text, Markdown, HTML, Word and a PDF, in one order."""
    path = tmp_path / f"brood{form}"
    WRITERS[form](path, HEADING, PARAGRAPHS)
    assert paragraphs_of(path) == [canonical(text) for text in (HEADING, *PARAGRAPHS)]
    headings = read_document(path).headings
    assert headings == ({} if form == ".txt" else dict.fromkeys(range(1, 5), HEADING))


def test_a_paragraph_goes_on_over_the_end_of_a_page(tmp_path: Path) -> None:
    """A paragraph of several pages is one; a list in a PDF is one paragraph for each point."""
    long = " ".join(f"woord{number}" for number in range(400))
    source = tmp_path / "paged.typ"
    source.write_text(f"#set page(width: 9cm, height: 9cm)\n{long}\n\n- eerste punt\n- tweede punt\n", encoding="utf-8")
    paged = tmp_path / "paged.pdf"
    paged.write_bytes(typst.compile(str(source)))
    assert paragraphs_of(paged) == [canonical(long), "eerstepunt", "tweedepunt"]


@pytest.mark.parametrize(
    ("name", "raw", "expected"),
    [
        ("x.html", b"<p>Een<br>twee</p>drie<p>vier <i>vijf</i>zes", ["een", "twee", "drie", "viervijfzes"]),
        ("x.html", "<meta charset=iso-8859-15><p>\xe9\xe9n \u20ac".encode("iso-8859-15"), ["één"]),
        ("x.html", "<p>één".encode("utf-16"), ["één"]),
        ("x.html", b"<p>een<!-- weg --><template>weg</template><noscript>weg</noscript> twee", ["een", "twee"]),
        (
            "x.md",
            b"Een\ntwee\n\n- drie\n- vier\n\n| a | b |\n|---|---|\n| c | d |\n",
            ["eentwee", "drie", "vier", *"abcd"],
        ),
        ("x.md", b"[een](https://weg.example) ![twee](weg.png) `drie`\n\n<p>vier</p>\n", ["eendrie", "vier"]),
        ("x.txt", "één café".encode("cp1252"), ["ééncafé"]),
    ],
)
def test_what_a_reader_sees(name: str, raw: bytes, expected: list[str], tmp_path: Path) -> None:
    """Addresses, comments and scripts are no text; the encoding is the one that the file has."""
    (tmp_path / name).write_bytes(raw)
    assert paragraphs_of(tmp_path / name) == expected


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    """Word writes a text box twice, for readers of another age; it is read once, beside its paragraph."""
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:p>{run('In een kader')}</w:p>"
    both = (
        f"<mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    package(tmp_path / "x.docx", f"<w:p>{run('Ernaast')}<w:r>{both}</w:r></w:p>")
    assert paragraphs_of(tmp_path / "x.docx") == ["ernaast", "ineenkader"]


def error_of(path: Path) -> str:
    with pytest.raises(DocumentError) as caught:
        read_document(path)
    told = caught.value.sentence(path.name, "en")
    assert "\n" not in told
    assert " Remedy: " in told
    assert caught.value.sentence(path.name, "nl") != told
    return told


@pytest.mark.parametrize(
    ("name", "raw", "what"),
    [
        ("none.txt", None, "The file cannot be read: No such file or directory"),
        ("x.odt", b"x", "Files of the kind “.odt” are not read"),
        ("x", b"x", "Files of the kind “–” are not read"),
        ("x.txt", b" \n--\n", "There is no text in it"),
        ("x.html", b"", "There is no text in it"),
        ("x.docx", b"x", "The file is damaged, or is not DOCX"),
        ("x.docx", b"PK\x05\x06" + bytes(18), "The file is damaged, or is not DOCX"),
        ("x.pdf", b"x", "The file is damaged, or is not PDF"),
        ("x.pdf", b"", "The file is damaged, or is not PDF"),
        ("x.txt", b"a " * 1_000_001, "It holds more than 2,000,000 characters"),
        pytest.param("x.html", b"<p>a" * 700_000, "It holds more than 2,000,000 characters", marks=pytest.mark.long),
        ("x.txt", b"a" * 20_000_001, "The file is larger than 20 million bytes"),
        ("x.html", b"<div>" * 100_000 + b"x", "The HTML is nested too deeply"),
    ],
)
def test_what_cannot_be_read_is_told(name: str, raw: bytes | None, what: str, tmp_path: Path) -> None:
    """A document that is no document, or too large or deep a one, is refused with what is wrong and the remedy."""
    if raw is not None:
        (tmp_path / name).write_bytes(raw)
    assert error_of(tmp_path / name).replace("\u00a0", ",").startswith(f"{name}: {what}")


def test_what_is_packed_small_is_not_unpacked(tmp_path: Path) -> None:
    """A Word document of a hundred kilobytes that unpacks to a hundred megabytes is refused unopened."""
    path = tmp_path / "bomb.docx"
    package(path, f"<w:p>{run('Klein')}</w:p>", zeros=bytes(100_000_000))
    assert path.stat().st_size < 200_000
    assert "Unpacked it is larger than 60 million bytes" in error_of(path)


def test_entities_do_not_grow(tmp_path: Path) -> None:
    """Entities that would become gigabytes in XML are not followed."""
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 10}">' for n in range(12))
    path = tmp_path / "laughs.docx"
    package(path, f"<w:p>{run('Klein')}</w:p>")
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    body = parts["word/document.xml"].replace(b"Klein", b"&a11;")
    parts["word/document.xml"] = f"<!DOCTYPE d [{lines}]>".encode() + body
    with zipfile.ZipFile(path, "w") as packed:
        for name, raw in parts.items():
            packed.writestr(name, raw)
    error_of(path)


def pdf_of(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the first is its catalogue."""
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def stream(content: bytes, about: bytes = b"") -> bytes:
    packed = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), about, packed)


def test_forms_within_forms_do_not_grow(tmp_path: Path) -> None:
    """Ten forms that each draw the next ten times are a thousand million drawings in a kilobyte: refused."""
    first, depth = 4, 9
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 3 0 R /Resources << /XObject << /F %d 0 R >> >> >>"
    )
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (first + depth)]
    objects += [stream(b"/F Do " * 10)]
    for number in range(depth):
        inner = b"/Resources << /XObject << /F %d 0 R >> >>" % (first + number + 1) if number < depth - 1 else b""
        about = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + inner
        objects.append(stream(b"/F Do " * 10 if number < depth - 1 else b"q Q " * 10, about))
    objects.append(page % first)
    path = tmp_path / "forms.pdf"
    path.write_bytes(pdf_of(*objects))
    assert path.stat().st_size < 5_000
    assert "Too much is drawn in it" in error_of(path)


def test_a_pdf_with_a_password_is_told(tmp_path: Path) -> None:
    """Without its password a PDF is not read; one that opens without a password is."""
    written = {}
    for password in ("geheim", ""):
        writer = PdfWriter()
        as_pdf(tmp_path / "open.pdf", HEADING, PARAGRAPHS)
        writer.append(str(tmp_path / "open.pdf"))
        writer.encrypt(password, "eigenaar", algorithm="RC4-128")
        written[password] = tmp_path / f"locked{password}.pdf"
        writer.write(written[password])
    assert "It has a password" in error_of(written["geheim"])
    assert paragraphs_of(written[""])[0] == canonical(HEADING)


def test_a_pdf_without_text_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A scan has pages and no text: it is told, with what to do, and nothing else is written anywhere."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(tmp_path / "scan.pdf")
    with caplog.at_level(logging.DEBUG):
        assert "have text recognition (OCR) read a scan first" in error_of(tmp_path / "scan.pdf")
    assert caplog.text == ""
