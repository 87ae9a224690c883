"""Pictures in the eyes of librsvg (GNOME, Wikimedia), which heeds no textLength and has letters of its own."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from advisor.advice import open_advisor
from advisor.library.wording import Language
from advisor.picture.boxes import LETTERING
from advisor.picture.lettering import WIDEST
from advisor.picture.svg import svg
from advisor.picture.trail import trail

from .conftest import EXAMPLES, GHENT, advice_of

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def rsvg_convert() -> str:
    """Where librsvg is; without it the test is skipped, and fails where CI is set."""
    found = shutil.which("rsvg-convert")
    if found is None:
        reason = "no librsvg on this machine: apt-get install librsvg2-bin fonts-dejavu-core"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def pixels(rsvg_convert: str, drawing: bytes) -> bytes:
    return subprocess.run([rsvg_convert], input=drawing, capture_output=True, check=True, timeout=60).stdout


def clipped(picture: str) -> bytes:
    """The same picture, in which nothing of a text can be seen outside the box that it stands in."""
    root = etree.fromstring(picture.encode())
    for number, rect in enumerate(root.findall(f".//{SVG}g[@data-node]/{SVG}rect")):
        clip = etree.SubElement(root, f"{SVG}clipPath", id=f"clip{number}")
        etree.SubElement(clip, f"{SVG}rect", {name: rect.get(name, "") for name in ("x", "y", "width", "height")})
        for text in rect.itersiblings(f"{SVG}text"):
            text.set("clip-path", f"url(#clip{number})")
    return etree.tostring(root)


@pytest.mark.long
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_text_leaves_its_box(rsvg_convert: str, language: Language) -> None:
    """With what leaves the boxes cut off, the picture is the same to the byte; without texts it is another."""
    advisor = open_advisor()
    advice = advice_of(GHENT, language)
    for given in advice.recommendations[:4]:
        picture = svg(trail(advice, advisor.edition, given.id))
        drawn = pixels(rsvg_convert, picture.encode())
        assert drawn == pixels(rsvg_convert, clipped(picture)), given.id
        assert drawn != pixels(rsvg_convert, picture.replace("<text", "<g").replace("</text>", "</g>").encode())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_line_may_become_wider(path: Path) -> None:
    """In letters that are wider than ours each line still ends within its box, those at the right begin within it."""
    advice = advice_of(path)
    for box in trail(advice, open_advisor().edition).boxes:
        for line in box.lines:
            if line.style == "sign":
                assert line.width < LETTERING["sign"].size
                continue
            wider = line.width * WIDEST
            left = line.x + line.width - wider if line.style == "sources" else line.x
            assert box.x < left and left + wider < box.x + box.width, (box.node, line.text)
