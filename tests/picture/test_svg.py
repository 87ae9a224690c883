"""A picture as SVG: whole, safe, readable, and the same bytes every time."""

import re
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from lxml import etree

from advisor.advice import open_advisor
from advisor.picture.svg import described, svg
from advisor.picture.trail import trail

from .conftest import EXAMPLES, GHENT, advice_of, trails

SVG = "{http://www.w3.org/2000/svg}"
NASTY = """<script>alert('x')</script> "&amp;" ]]> \x00\x1f\u202e\ud800 {{ 1 }} </svg>"""


def parsed(text: str) -> etree._Element:
    return etree.fromstring(text.encode())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_drawing_has_every_box_and_line_once(path: Path) -> None:
    """What stands in the SVG, read by another reader, is what stands in the picture, marks and all."""
    for drawn in trails(path):
        root = parsed(svg(drawn))
        boxes = [g for g in root.iter(f"{SVG}g") if "data-node" in g.attrib]
        assert [g.get("data-node") for g in boxes] == [box.node for box in drawn.boxes]
        for g, box in zip(boxes, drawn.boxes, strict=True):
            assert g.get("class", "").split()[:2] == ["box", box.kind]
            assert (box.polarity or "") in g.get("class", "").split() or box.polarity is None
            assert tuple(int(n) for n in g.get("data-cites", "").split()) == box.marks
            assert tuple(int(n) for n in g.get("data-opposed", "").split()) == box.opposed
            assert [t.text for t in g.iter(f"{SVG}text")] == [line.text for line in box.lines]
        edges = [p for p in root.iter(f"{SVG}path") if "data-edge" in p.attrib]
        assert [(p.get("class"), p.get("data-edge")) for p in edges] == [
            (f"edge {e.relation}", f"{e.source}|{e.target}") for e in drawn.edges
        ]
        assert (root.get("width"), root.get("height")) == tuple(root.get("viewBox", "").split()[2:])
        assert [child.text for child in root[:2]] == list(described(drawn))


def test_a_drawing_stands_on_its_own() -> None:
    """No style, script, handler, reference or address but the names of SVG: a strict policy lets all of it through."""
    for drawn in trails(GHENT):
        root = parsed(svg(drawn))
        known = {"svg", "title", "desc", "rect", "g", "path", "text"}
        assert {etree.QName(e).localname for e in root.iter()} == known
        names = set(chain.from_iterable(e.attrib for e in root.iter()))
        assert not [n for n in names if n == "style" or n.startswith("on") or "href" in n or n == "id"]
        assert re.findall(r"https?://[^\"]+|url\(", svg(drawn)) == ["http://www.w3.org/2000/svg"]


def test_links_make_boxes_into_links() -> None:
    """A box with an address can be followed by keyboard; the picture is then a group, no longer one image."""
    drawn = trail(advice_of(GHENT), open_advisor().edition)
    first, *others = drawn.boxes
    root = parsed(svg(drawn, links={first.node: '#a"><b>'}, title="Een titel", description="Wat er staat"))
    assert [child.text for child in root[:2]] == ["Een titel", "Wat er staat"]
    (link,) = root.iter(f"{SVG}a")
    assert link.get("href") == '#a"><b>'
    assert [g.get("data-node") for g in link] == [first.node]
    assert root.get("role") == "group"
    assert parsed(svg(drawn)).get("role") == "img"
    assert len(others) == len([g for g in root.iter(f"{SVG}g") if "data-node" in g.attrib]) - 1


def test_hostile_texts_are_only_text() -> None:
    """Whatever stands in a label, an id, a title or an address comes back as text, and adds no element."""
    drawn = trail(advice_of(GHENT), open_advisor().edition, advice_of(GHENT).recommendations[0].id)
    hostile = replace(
        drawn,
        boxes=tuple(
            replace(box, node=NASTY, whole=NASTY, lines=tuple(replace(line, text=NASTY) for line in box.lines))
            for box in drawn.boxes
        ),
        edges=tuple(replace(edge, source=NASTY, target=NASTY) for edge in drawn.edges),
        columns=tuple(replace(column, title=NASTY) for column in drawn.columns),
    )
    text = svg(hostile, title=NASTY, description=NASTY, links={NASTY: NASTY})
    root = parsed(text)
    assert {etree.QName(e).localname for e in root.iter()} == {"svg", "title", "desc", "rect", "g", "path", "text", "a"}
    safe = "".join(c if c.isprintable() else " " for c in NASTY)
    assert {e.text for e in root.iter(f"{SVG}title")} == {safe}
    assert {a.get("href") for a in root.iter(f"{SVG}a")} == {safe}


def contrast(one: str, other: str) -> float:
    """As WCAG 2 reckons it."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_text_stands_out(path: Path) -> None:
    """4.5 to 1 at the least, of every text on what is behind it."""
    for drawn in trails(path):
        root = parsed(svg(drawn))
        for text in root.iter(f"{SVG}text"):
            behind = text.getparent().find(f"{SVG}rect")
            paper = behind.get("fill") if behind is not None else "#ffffff"
            assert contrast(text.get("fill"), paper) >= 4.5, text.text


def test_the_same_picture_is_the_same_bytes() -> None:
    """Drawn twice, from an advice made twice."""
    for one, other in zip(trails(GHENT), trails(GHENT), strict=True):
        assert svg(one) == svg(other)
