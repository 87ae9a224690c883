"""The portfolio: what saved advice has in common, by sector and size."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from advisor.batch.kept import MOST, KeptPortfolio, kept_portfolio
from advisor.batch.portfolio import Group, SplitShown
from advisor.batch.summary import as_csv
from advisor.batch.tables import Table, tables

from ..http.dependencies import TheCaller, TheEdition, TheStore
from ..http.page_requests import PageLanguage
from .frame import headers, page

router = APIRouter(include_in_schema=False)

FIRST = 10  # rows of a table, until all are requested
BETWEEN = ":"  # the attribute of a group and its class

Groups = Annotated[list[str], Query(alias="group")]


@dataclass(frozen=True, slots=True)
class _Choice:
    """An option of a list: its value, its label, the number of organisations, and whether it is chosen."""

    value: str
    label: str
    organisations: int
    chosen: bool


@router.get("/portfolio")
def portfolio(
    request: Request,
    edition: TheEdition,
    store: TheStore,
    caller: TheCaller,
    language: PageLanguage,
    group: Groups = [],  # noqa: B006 - FastAPI copies it
    by: str = "",
    rows: str = "",
) -> Response:
    """The tables of one split, for the organisations in all chosen groups."""
    groups = _groups(group)
    found = kept_portfolio(store, caller, edition, language, groups)
    chosen = dict(groups)
    free = [split.by for split in found.portfolio.splits]
    shown = by if by in free else next(iter(free), None)
    query = [("group", value) for value in group if value]
    return page(
        request,
        "portfolio.html",
        found=found,
        choices=[(split, _choices(split, chosen.get(split.by))) for split in found.splits],
        by=shown,
        chosen=chosen,
        tables=list(_tables(found, shown)),
        first=None if rows == "all" else FIRST,
        everything=f"/portfolio?{urlencode([*query, ('by', shown or ''), ('rows', 'all')])}",
        download=f"/portfolio.csv?{urlencode(query)}" if query else "/portfolio.csv",
        most=MOST,
    )


@router.get("/portfolio.csv")
def portfolio_csv(
    edition: TheEdition,
    store: TheStore,
    caller: TheCaller,
    language: PageLanguage,
    group: Groups = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """The same organisations, all splits, as CSV."""
    found = kept_portfolio(store, caller, edition, language, _groups(group))
    attached = {"Content-Disposition": 'attachment; filename="portfolio.csv"'}
    return Response(as_csv(found.portfolio), media_type="text/csv", headers={**headers(language), **attached})


def _groups(asked: Iterable[str]) -> list[Group]:
    """The chosen groups; per attribute the last one."""
    parts = (value.partition(BETWEEN) for value in asked)
    return list({by: name for by, between, name in parts if between}.items())


def _choices(split: SplitShown, chosen: str | None) -> list[_Choice]:
    return [_Choice(f"{split.by}{BETWEEN}{c.code}", c.label, c.organisations, c.code == chosen) for c in split.classes]


def _tables(found: KeptPortfolio, by: str | None) -> Iterable[Table]:
    """The tables by one split; by none when a class is chosen in each."""
    if by is not None:
        return (table for table in tables(found.portfolio) if table.by == by)
    entries = [replace(entry, counts=[]) for entry in found.portfolio.entries]
    return tables(replace(found.portfolio, splits=[], entries=entries))
