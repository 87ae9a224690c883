"""Every format that the explanation can be had in, each with its media type and what writes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from ..advice import Advice
from ..library.edition import Edition
from ..stages.explanation import Graph, part
from .interchange import cytoscape, graphml, mermaid, node_link
from .linked_data import json_ld, prov
from .png import png
from .svg import svg
from .trail import trail

Write = Callable[[Advice, Edition, str | None], str | bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its media type, and what writes an advice, or one recommendation of it, in that format.

    It writes text, or bytes when it is ``binary``. Where it ``tells_more`` than the graph, the edition must be the one
    that the advice was made with. ``write`` raises KeyError when the recommendation is not given.
    """

    media_type: str
    write: Write
    binary: bool = False
    tells_more: bool = True


def _of_graph(form: Callable[[Graph], str]) -> Write:
    """A format of the graph alone, as what writes an advice in it."""

    def write(advice: Advice, _: Edition, recommendation: str | None) -> str:
        return form(advice.graph if recommendation is None else part(advice.graph, recommendation))

    return write


def _flowchart(advice: Advice, _: Edition, recommendation: str | None) -> str:
    graph = advice.graph if recommendation is None else part(advice.graph, recommendation)
    return mermaid(graph, advice.receipt.language)


def _drawn(advice: Advice, edition: Edition, recommendation: str | None) -> str:
    return svg(trail(advice, edition, recommendation))


def _painted(advice: Advice, edition: Edition, recommendation: str | None) -> bytes:
    return png(_drawn(advice, edition, recommendation))


FORMATS: Final[Mapping[str, Format]] = {
    "node-link": Format("application/json", _of_graph(node_link), tells_more=False),
    "graphml": Format("application/graphml+xml", _of_graph(graphml), tells_more=False),
    "cytoscape": Format("application/json", _of_graph(cytoscape), tells_more=False),
    "mermaid": Format("text/vnd.mermaid", _flowchart, tells_more=False),
    "svg": Format("image/svg+xml", _drawn),
    "png": Format("image/png", _painted, binary=True),
    "json-ld": Format("application/ld+json", json_ld),
    "prov": Format("application/json", prov),
}
