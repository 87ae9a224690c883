"""A picture as SVG: one self-contained drawing that needs no style sheet, no script and nothing from elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..phrases import say
from .boxes import SIGNS
from .key import SAMPLE
from .lettering import FAMILY
from .pencil import PAPER, SOFT, number, pair, safe, tip, written
from .routing import Point
from .trail import HEAD, MARGIN, Box, Link, Trail

_WASHES: Final[Mapping[str, tuple[str, str]]] = {  # what fills a box, and what surrounds it
    "evidence": (PAPER, "#8fa9d8"),
    "answer": ("#eaf1fd", "#8fa9d8"),
    "fact": ("#f1eefa", "#a99bd0"),
    "rule": ("#fdf6de", "#cfb35e"),
    "weakness": ("#fdeceb", "#d69490"),
    "strength": ("#e9f6ed", "#86b898"),
    "recommendation": ("#e2f3e8", "#1e6b40"),
    "aside recommendation": (PAPER, "#1e6b40"),
    "aside factor": (PAPER, "#d69490"),
}
_SIGN_INKS: Final[Mapping[str, str]] = {"weakness": "#a12a2a", "strength": "#1e6b40"}
_ROUND = 6
_HEADING = 11.0
_SPACED = 0.6  # between the letters of a heading
_STROKES: Final[Mapping[str, str]] = {
    "helps": 'stroke="#4f8f66" stroke-width="1.6" stroke-dasharray="5 4"',
    "causes": 'stroke="#b0662a" stroke-width="1.6"',
    "includes": f'stroke="{SOFT}" stroke-width="1.4" stroke-dasharray="1 4" stroke-linecap="round"',
    "needs": f'stroke="{SOFT}" stroke-width="1.4"',
    "derives": 'stroke="#8f9bb0" stroke-width="1.4" stroke-dasharray="1.5 3.5" stroke-linecap="round"',
}
_STROKE = 'stroke="#98a3b5" stroke-width="1.4"'


@dataclass(frozen=True, slots=True)
class Followed:
    """A node of a picture, and every node on a path to or from it, itself included."""

    node: str
    along: frozenset[str] = frozenset()


def svg(
    drawn: Trail,
    *,
    title: str = "",
    description: str = "",
    links: Mapping[str, str] | None = None,
    followed: Followed | None = None,
) -> str:
    """A picture as an SVG element, to stand in a page or in a file of its own.

    ``title`` and ``description`` are what a screen reader says of it; what is not given is made from the picture.
    ``links``: an address for each node that has one, by its id in the graph; its box becomes a link. ``followed``: what
    gets a class for the style sheet to highlight (``lit``, and the node itself ``here``). The same input gives
    the same bytes.
    """
    wide, high = number(drawn.width), number(drawn.height)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="trail{" following" if followed else ""}" '
        f'role="{"group" if links else "img"}" lang="{drawn.language}" '
        f'width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" '
        f'font-family="{FAMILY}, sans-serif" text-rendering="geometricPrecision">',
        f"<title>{safe(title or described(drawn)[0])}</title>",
        f"<desc>{safe(description or described(drawn)[1])}</desc>",
        f'<rect class="paper" width="{wide}" height="{high}" fill="{PAPER}"/>',
    ]
    lines += _headings(drawn)
    lines += _key(drawn)
    marked = followed or Followed("")
    lines += ['<g class="edges" fill="none">', *(_edge(edge, marked) for edge in drawn.edges), "</g>"]
    lines += ['<g class="boxes">', *(_box(box, (links or {}).get(box.node), marked) for box in drawn.boxes), "</g>"]
    return "\n".join([*lines, "</svg>"]) + "\n"


def described(drawn: Trail) -> tuple[str, str]:
    """The title of a picture and what stands in it, in a sentence."""
    named = next((b for b in drawn.boxes if b.node == f"recommendation:{drawn.recommendation}"), None)
    counts = {kind: sum(box.kind == kind for box in drawn.boxes) for kind in ("answer", "rule", "finding")}
    advice = sum(box.kind == "recommendation" for box in drawn.boxes)
    title = say("picture_of", drawn.language, title=named.label) if named else say("picture_of_all", drawn.language)
    return title, say(
        "picture_reads",
        drawn.language,
        answers=counts["answer"],
        rules=counts["rule"],
        findings=counts["finding"],
        advice=advice,
    )


def _headings(drawn: Trail) -> list[str]:
    """The headings of the columns. They are left out of what is read aloud as text: the description says them."""
    foot = MARGIN + HEAD / 2
    return [
        f'<text class="said-heading" x="{number(c.x)}" y="{number(foot)}" font-size="{number(_HEADING)}" '
        f'font-weight="700" letter-spacing="{_SPACED}" fill="{SOFT}">{safe(c.title.upper())}</text>'
        for c in drawn.columns
    ]


def _edge(edge: Link, followed: Followed) -> str:
    path = _path(edge.path)
    if edge.relation == "needs":  # what is needed comes first, so the arrow points at what needs it
        path += tip(edge.path[0])
    elif edge.relation == "causes":
        path += tip(edge.path[-1], right=True)
    name = safe(f"{edge.source}|{edge.target}")
    classes = f"edge {edge.relation}" + (" lit" if {edge.source, edge.target} <= followed.along else "")
    return f'<path class="{classes}" data-edge="{name}" d="{path}" {_STROKES.get(edge.relation, _STROKE)}/>'


def _key(drawn: Trail) -> list[str]:
    """What signs and lines mean, below the columns."""
    lines = []
    for item in drawn.key:
        if sign := SIGNS.get(item.sample):
            shown = written(sign, "sign", item.x, item.y, _SIGN_INKS[item.sample])
        else:
            level = item.y - 4  # half as high as the letters
            path = f"M{pair((item.x, level))}L{pair((item.x + SAMPLE, level))}"
            path += tip((item.x, level)) if item.sample == "needs" else ""
            path += tip((item.x + SAMPLE, level), right=True) if item.sample == "causes" else ""
            shown = f'<path d="{path}" fill="none" {_STROKES[item.sample]}/>'
        lines.append(f'<g class="key">{shown}{written(item.text, "small", item.text_x, item.y)}</g>')
    return lines


def _path(points: tuple[Point, ...]) -> str:
    first, *rest = points
    bends = (rest[at : at + 3] for at in range(0, len(rest), 3))
    return f"M{pair(first)}" + "".join("C" + " ".join(map(pair, bend)) for bend in bends)


def _box(box: Box, address: str | None, followed: Followed) -> str:
    wash, line = _WASHES[f"aside {box.kind}" if box.aside else box.polarity or box.kind]
    marks = ["aside"] * box.aside + ["lit"] * (box.node in followed.along) + ["here"] * (box.node == followed.node)
    classes = " ".join(filter(None, ("box", box.kind, box.polarity, *marks)))
    data = f'data-node="{safe(box.node)}"'
    if box.marks:
        data += f' data-cites="{" ".join(map(str, box.marks))}"'
    if box.opposed:
        data += f' data-opposed="{" ".join(map(str, box.opposed))}"'
    heavy = 2 if box.kind == "recommendation" and not box.aside else 1
    dashed = ' stroke-dasharray="6 4"' if box.aside else ""
    drawn = [
        f'<g class="{classes}" {data}>',
        f"<title>{safe(box.whole)}</title>",
        f'<rect x="{number(box.x)}" y="{number(box.y)}" width="{number(box.width)}" '
        f'height="{number(box.height)}" rx="{_ROUND}" fill="{wash}" stroke="{line}" stroke-width="{heavy}"{dashed}/>',
    ]
    sign_ink = _SIGN_INKS[box.polarity] if box.polarity else ""
    drawn += [written(one.text, one.style, one.x, one.y, sign_ink if one.style == "sign" else "") for one in box.lines]
    drawn.append("</g>")
    text = "".join(drawn)
    return text if address is None else f'<a href="{safe(address)}" data-for="{safe(box.node)}">{text}</a>'
