"""An advice as a whole: a matrix of findings and recommendations, and a map of everything."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query
from starlette.responses import Response

from advisor.advice import Advice, Advisor
from advisor.library.memo import kept
from advisor.library.model import Polarity
from advisor.library.reach import reachable
from advisor.library.wording import Language
from advisor.picture.svg import Followed, svg
from advisor.picture.trail import ASIDE, Trail, trail
from advisor.stages.profile import understand

from .view import ThePage
from .words import leads

router = APIRouter(prefix="/advice/{id}", include_in_schema=False)

Cell = Literal["because", "contested", "helps"]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A finding, and its relation to each recommendation."""

    title: str
    polarity: Polarity
    cells: Sequence[Cell | None]


@router.get("/overview")
def overview(this: ThePage) -> Response:
    """Which finding supports which recommendation."""
    return this.show("matrix", "overview", rows=matrix(this.shown.advice))


def matrix(advice: Advice) -> list[MatrixRow]:
    """The findings that support a recommendation, in the order of the first that each supports."""
    bears = {(e.source, e.target): e.relation for e in advice.graph.edges if e.relation in ("calls_for", "helps")}
    contested = {e.target for e in advice.graph.edges if e.relation == "opposes"}
    columns = [[f"recommendation:{one.id}" for one in (item, *item.folded)] for item in advice.recommendations]
    rows = []
    for finding in advice.findings:
        node, cells = f"finding:{finding.id}", list[Cell | None]()
        for column in columns:
            relation = next((bears[node, one] for one in column if (node, one) in bears), None)
            weak: Cell = "contested" if node in contested else "because"
            cells.append(None if relation is None else "helps" if relation == "helps" else weak)
        if any(cells):
            rows.append(MatrixRow(finding.title, finding.polarity, cells))
    return sorted(rows, key=lambda row: next(n for n, cell in enumerate(row.cells) if cell))


@router.get("/map")
def whole_map(this: ThePage, follow: Annotated[str | None, Query(max_length=200)] = None) -> Response:
    """Everything in one map; ``follow``: a node whose part is highlighted."""
    shown = this.shown
    if not shown.live:
        return this.outdated("map")
    drawn = _map(this.advisor, shown.record.profile, shown.language, shown.record.kept.id)
    followed = next((node for node in shown.advice.graph.nodes if node.id == follow and node.id in drawn.links), None)
    along = drawn.along(followed.id) if followed else frozenset()
    return this.show(
        "map",
        "map",
        followed=followed,
        leads=leads(along, this.language),
        picture=svg(drawn.trail, links=drawn.links, followed=Followed(followed.id, along)) if followed else drawn.svg,
    )


@dataclass(frozen=True)
class _Map:
    """The drawing of the whole map, an address for each of its nodes, and its edges in both directions."""

    svg: str
    trail: Trail
    links: Mapping[str, str]
    on: Mapping[str, Sequence[str]]
    back: Mapping[str, Sequence[str]]

    def along(self, node: str) -> frozenset[str]:
        """A node with all its predecessors and successors."""
        on = reachable(node, lambda one: self.on.get(one, ()))
        back = reachable(node, lambda one: self.back.get(one, ()))
        return frozenset({node, *on, *back})


@kept(most=64)
def _map(advisor: Advisor, profile: str, language: Language, advice_id: str) -> _Map:
    """The map of an advice, drawn once."""
    advice = advisor.advise(understand(json.loads(profile), advisor.edition, language), language)
    drawn = trail(advice, advisor.edition)
    links = {box.node: f"/advice/{advice_id}/map?follow={quote(box.node)}" for box in drawn.boxes}
    on: dict[str, list[str]] = {}
    back: dict[str, list[str]] = {}
    for edge in drawn.edges:
        if edge.relation not in ASIDE:  # what comes first or belongs with it is no reason
            on.setdefault(edge.source, []).append(edge.target)
            back.setdefault(edge.target, []).append(edge.source)
    return _Map(svg(drawn, links=links), drawn, links, on, back)
