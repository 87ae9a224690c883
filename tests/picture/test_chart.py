"""A chart: every value at its height, in its order, no text over another or off the paper, and nothing but text."""

import random
import re
from itertools import combinations, pairwise

import pytest
from lxml import etree

from advisor.library.wording import LANGUAGES, Language
from advisor.phrases import say
from advisor.picture.chart import HEIGHT, WIDTH, Point, chart
from advisor.picture.lettering import width
from tests.conftest import sizes

from .test_svg import NASTY, SVG, contrast, parsed

SCALE = Point("", 0, "0 %"), Point("", 100, "100 %")


def points(chance: random.Random) -> list[Point]:
    found = []
    for number in range(chance.randint(1, 50)):
        value = chance.choice([None, chance.randint(0, 100), chance.randint(0, 1000) / 10])
        found.append(Point(f"{number + 1} maart 2026", value, None if value is None else f"{value} %"))
    return found


@pytest.mark.parametrize("many", sizes(60, 2_000))
def test_every_value_stands_at_its_height(many: int) -> None:
    """Read back by another reader, over series made up: a dot for each value, as high as it is, from left to right."""
    chance = random.Random(7)
    for _ in range(many):
        told = points(chance)
        root = parsed(chart("Gebruik", told, SCALE, "nl"))
        known = [point for point in told if point.value is not None]
        dots = [(float(c.get("cx")), float(c.get("cy"))) for c in root.iter(f"{SVG}circle")]
        assert len(dots) == len(known)
        assert [x for x, _ in dots] == sorted(x for x, _ in dots)
        for (_, y), point in zip(dots, known, strict=True):
            assert abs((126.0 - y) / 88.0 * 100 - (point.value or 0)) < 0.1
        lines = [p for p in root.iter(f"{SVG}path") if p.get("stroke-width")]
        assert len(lines) == max(len(known) - 1, 0)
        places = [number for number, point in enumerate(told) if point.value is not None]
        dashed = [other - one > 1 for one, other in pairwise(places)]
        assert ["stroke-dasharray" in line.attrib for line in lines] == dashed
        texts = list(root.iter(f"{SVG}text"))
        boxes, every = [], []
        for text in texts:
            left, foot, wide = (float(text.get(name)) for name in ("x", "y", "textLength"))
            assert abs(wide - width(text.text, 12, bold="font-weight" in text.attrib)) < 0.1
            assert left >= 0
            assert left + wide <= WIDTH
            assert 12 <= foot <= HEIGHT
            if "font-weight" in text.attrib:
                boxes.append((left, left + wide))
            every.append((left, left + wide, foot))
        for (left, end, foot), (other, its_end, its_foot) in combinations(every, 2):
            assert abs(foot - its_foot) >= 12 or end < other or its_end < left
        boxes.sort()
        assert all(end < start for (_, end), (start, _) in pairwise(boxes))
        if known:
            assert known[-1].told in [t.text for t in texts]
        assert [t.text for t in texts][-2:] == ["0 %", "100 %"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_reads_aloud(language: Language) -> None:
    """The title, and each moment with its value, also where there is none."""
    told = [Point("1 maart", 20, "20 %"), Point("2 april", None, None), Point("3 mei", 65, "65 %")]
    root = parsed(chart("Gebruik", told, SCALE, language))
    assert root.get("role") == "img"
    assert root[0].text == "Gebruik"
    assert root[1].text == f"1 maart: 20 %; 2 april: {say('unanswered', language)}; 3 mei: 65 %"


def test_it_fits_a_phone_and_stands_on_its_own() -> None:
    """No wider than a phone; no style, script or address; every text stands out; the same bytes every time."""
    assert WIDTH <= 390 - 2 * 20
    text = chart("Gebruik", [Point("1 maart", 20, "20 %"), Point("2 april", 65, "65 %")], SCALE, "nl")
    assert text == chart("Gebruik", [Point("1 maart", 20, "20 %"), Point("2 april", 65, "65 %")], SCALE, "nl")
    assert re.findall(r"https?://[^\"]+|url\(", text) == ["http://www.w3.org/2000/svg"]
    assert all(contrast(t.get("fill"), "#ffffff") >= 4.5 for t in parsed(text).iter(f"{SVG}text"))


def test_hostile_texts_are_only_text() -> None:
    """Whatever stands in a title, a moment or a value comes back as text, and adds no element."""
    root = parsed(chart(NASTY, [Point(NASTY, 5, NASTY), Point(NASTY, 9, NASTY)], SCALE, "nl"))
    assert {etree.QName(e).localname for e in root.iter()} == {"svg", "title", "desc", "rect", "path", "circle", "text"}
