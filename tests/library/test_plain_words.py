"""The words that the editors avoid: found where they stand, and only as whole words."""

from pathlib import Path

import pytest

from advisor.library.plain_words import Avoided, complaints
from advisor.library.shapes import Text
from advisor.library.strict_yaml import read

AVOIDED = {
    "flanders-only": Avoided(
        language="nl", why=Text(nl="Vlaams", en="it is Flemish"), words={"van bij": "vanaf", "kmo's": "bedrijven"}
    ),
    "calques": Avoided(language="en", why=Text(nl="vertaald", en="a calque"), words={"steer on": "steer by"}),
}


def found(folder: Path, text: str) -> list[str]:
    """What is told of a file with this content."""
    (folder / "some.yaml").write_text(text, encoding="utf-8")
    return [str(c) for c in complaints([read(folder / "some.yaml", "some.yaml")], AVOIDED)]


def test_a_word_is_found_with_its_line(tmp_path: Path) -> None:
    """In a text or a list of them, with capitals and the other apostrophe too, and with what to write instead."""
    content = "a:\n  nl: Regel dit van bij de start.\n  en: Do it.\nb:\n  nl:\n    - Dat is zo.\n    - Ook Kmo’s.\n"
    assert found(tmp_path, content) == [
        "some.yaml:2: The text uses “van bij”: it is Flemish. Remedy: write “vanaf”.",
        "some.yaml:7: The text uses “kmo's”: it is Flemish. Remedy: write “bedrijven”.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a: {nl: De avan bijt niet., en: Steer online.}",  # inside other words
        "a: {nl: Steer on., en: Van bij.}",  # in the other language
        "a: {nl: 'Daarvan. Bij u niet.', en: No.}",  # not side by side
        "van bij: steer on",  # no text
    ],
)
def test_what_is_no_use_of_a_word(tmp_path: Path, text: str) -> None:
    """A part of another word, another language, two sentences, a name."""
    assert found(tmp_path, text) == []
