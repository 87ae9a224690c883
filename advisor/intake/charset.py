"""In which encoding a table was saved: what it declares or unmistakably shows, and UTF-8 otherwise.

Excel saves CSV as Windows-1252 unless told otherwise, and “Unicode text” as UTF-16. Nothing is guessed: where the same
bytes could be another old encoding (of DOS, of the Macintosh, of Central Europe), the table is read as UTF-8, and each
row that is none says so.
"""

import codecs
import re
from typing import BinaryIO, Literal

Encoding = Literal["utf-8", "utf-16", "windows-1252"]

BLOCK = 1 << 16
BEGINNING = 64  # bytes that show UTF-16 without a mark

_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_LETTERS = re.escape("ÀÁÂÄÇÈÉÊËÍÎÏÑÓÔÖÙÚÛÜßàáâäçèéêëíîïñóôöùúûü".encode("cp1252"))
_SIGNS = re.escape("€…‘’“”•–—™£§©«®°±²´·»¼½¾\u00a0".encode("cp1252"))
_OPENING = re.escape("€‘“£§«±¼½¾".encode("cp1252"))  # never straight after a letter
_LETTER = b"[A-Za-z" + _LETTERS + b"]"
_NOT_WINDOWS = re.compile(
    b"|".join(
        (
            b"[^\\x00-\\x7f" + _LETTERS + _SIGNS + b"]",
            b"[\\x80-\\xff]{3}",
            b"[\\xc2-\\xdf][\\x80-\\xbf]",  # how UTF-8 writes a letter
            _LETTER + b"[" + _OPENING + b"]",
            _LETTER + b"(?!\x92)[" + _SIGNS + b"]" + _LETTER,  # only ’ stands within a word
        )
    )
)
_WINDOWS = re.compile(
    b"[A-Za-z][" + _LETTERS + b"]|[" + _LETTERS + b"][A-Za-z]"  # an accent in a word
    b"|[a-z]\x92s(?![A-Za-z])"  # foto’s
    b'|(?<![^\\s;,"(])[\x80\x95\x96\x97](?![^\\s;,"0-9])'  # a dash, bullet or euro by itself
)


def encoding_of(file: BinaryIO, declared: Encoding | None = None) -> str:
    """The encoding of a table, as a codec is called; the file is left at the beginning of its text, after a mark.

    ``declared`` is what somebody says that it is. Without that, and without a mark, one pass over the file decides,
    with no more than a block of it in memory.
    """
    start = file.read(BEGINNING)
    mark, found = next(((m, name) for m, name in _MARKS.items() if start.startswith(m)), (b"", None))
    if declared == "utf-16":
        found = found if found is not None and found.startswith(declared) else "utf-16-le"
    found = declared if declared in ("utf-8", "windows-1252") else found or _utf_16(start)
    if found is None:
        found = "windows-1252" if _is_windows(file, start) else "utf-8"
    file.seek(len(mark))
    return found


def _utf_16(start: bytes) -> str | None:
    """Which UTF-16 a text in Latin letters is written in, when every other byte is zero."""
    even, odd = start[0::2], start[1::2]
    if odd and not any(odd) and all(even):
        return "utf-16-le"
    return "utf-16-be" if odd and not any(even) and all(odd) else None


def _is_windows(file: BinaryIO, block: bytes) -> bool:
    """Whether every letter outside ASCII stands where Windows-1252 has one, at least one of them unmistakably."""
    shown, before = False, b""
    while block:
        text = before + block
        if not text.isascii():
            if _NOT_WINDOWS.search(text):
                return False
            shown = shown or _WINDOWS.search(text) is not None
        before, block = text[-3:], file.read(BLOCK)
    return shown
