"""What became of recommendations: the status of each, and its history."""

from typing import TYPE_CHECKING

import click

from ..library.folders import Folders
from ..library.statuses import STATUSES
from ..phrases import Language, say
from .keeping import tenant_option
from .options import (
    advisor_on,
    data_option,
    database_option,
    json_option,
    language_option,
    output_option,
    store_at,
    write,
)
from .speaking import Between, Group, OneOf, said_in

if TYPE_CHECKING:
    from ..library.edition import Edition
    from ..standing import Followed
    from ..store.callers import Caller
    from ..store.database import Store

_ID = "5d0c1a6de2b94b0c8f3a1e7b9c2d4f60"


@click.group(cls=Group, epilog=f"advisor status list {_ID}")
@said_in
def status() -> None:
    """What became of each recommendation."""


@status.command("list", epilog=f"advisor status list {_ID}")
@click.argument("advice_id", metavar="ID")
@json_option
@tenant_option
@language_option
@output_option
@database_option
@data_option
def list_(
    advice_id: str, form: str, tenant: str, language: Language, output: str | None, url: str | None, data: Folders
) -> None:
    """The status of every recommendation of saved advice."""
    from ..advice import to_json
    from ..report.following import as_text
    from ..store.callers import Caller

    edition = advisor_on(data).edition
    with store_at(url, language) as opened:
        items = _followed(opened, Caller(tenant), advice_id, edition)
    write(to_json(items) if form == "json" else as_text(items, language), output)


@status.command("set", epilog=f"advisor status set {_ID} win-people-back accepted --owner Ann --due 2026-09-30")
@click.argument("advice_id", metavar="ID")
@click.argument("recommendation", metavar="RECOMMENDATION")
@click.argument("wanted", metavar="STATUS", type=OneOf(STATUSES))
@click.option("--owner", metavar="TEXT", help="option_owner")
@click.option("--due", metavar="DATE", help="option_due")
@click.option("--note", metavar="TEXT", help="option_note")
@tenant_option
@language_option
@database_option
@data_option
def set_(
    advice_id: str,
    recommendation: str,
    wanted: str,
    owner: str | None,
    due: str | None,
    note: str | None,
    tenant: str,
    language: Language,
    url: str | None,
    data: Folders,
) -> None:
    """Set the status of a recommendation."""
    from ..report.following import as_text
    from ..store import statuses
    from ..store.callers import Caller

    edition, caller = advisor_on(data).edition, Caller(tenant)
    with store_at(url, language) as opened:
        statuses.mark(
            opened,
            caller,
            advice_id,
            recommendation,
            wanted,
            note,
            owner=owner,
            due=due,
            successors=edition.successors,
        )
        items = _followed(opened, caller, advice_id, edition)
    write(as_text(items, language, only=recommendation), None)


@status.command("history", epilog=f"advisor status history {_ID} win-people-back")
@click.argument("advice_id", metavar="ID")
@click.argument("recommendation", metavar="RECOMMENDATION")
@click.option("--before", type=Between(1, 2**31 - 1), metavar="N", help="option_before")
@json_option
@tenant_option
@language_option
@output_option
@database_option
@data_option
def history(
    advice_id: str,
    recommendation: str,
    before: int | None,
    form: str,
    tenant: str,
    language: Language,
    output: str | None,
    url: str | None,
    data: Folders,
) -> None:
    """Every change of the status of a recommendation, newest first, with who changed it."""
    from ..advice import to_json
    from ..report.following import history_as_text
    from ..store import statuses
    from ..store.callers import Caller

    successors = advisor_on(data).edition.successors
    with store_at(url, language) as opened:
        found = statuses.history(
            opened, Caller(tenant), advice_id, recommendation, successors=successors, before=before
        )
    if form == "json":
        write(to_json(found), output)
        return
    text = history_as_text(found.items, language) or say("status_never", language) + "\n"
    more = [say("status_more", language, before=found.next)] if found.next else []
    write(text + "".join(f"{line}\n" for line in more), output)


def _followed(opened: "Store", caller: "Caller", advice_id: str, edition: "Edition") -> "list[Followed]":
    """What became of each recommendation of an advice, in its language."""
    from ..advice import from_json
    from ..standing import followed
    from ..store import advices, statuses

    record = advices.read(opened, caller, advice_id)
    standings = statuses.standings(opened, caller, advice_id, successors=edition.successors)
    titles = {rid: entry.title[record.kept.language] for rid, entry in edition.recommendations.items()}
    return followed(from_json(record.raw).given, standings, edition.successors, titles)
