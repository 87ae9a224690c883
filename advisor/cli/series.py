"""Did it work: one organisation over time, and what all of a tenant solved."""

import click

from ..library.folders import Folders
from ..phrases import Language, say
from .keeping import tenant_option
from .options import (
    Refusal,
    advisor_on,
    data_option,
    database_option,
    json_option,
    language_option,
    output_option,
    store_at,
    write,
)
from .speaking import Command


@click.command(cls=Command, epilog="advisor series intake-2026-014\nadvisor series --all")
@click.argument("reference", metavar="[REFERENCE]", required=False)
@click.option("--all", "everybody", is_flag=True, help="option_all_series")
@json_option
@tenant_option
@language_option
@output_option
@database_option
@data_option
def series(
    reference: str | None,
    everybody: bool,
    form: str,
    tenant: str,
    language: Language,
    output: str | None,
    url: str | None,
    data: Folders,
) -> None:
    """One organisation over time, or what all of a tenant solved."""
    from ..advice import to_json
    from ..series.organisation import over_time
    from ..series.tenant import solved
    from ..series.words import series_as_text, solved_as_text
    from ..store import advices
    from ..store.callers import Caller

    if everybody == (reference is not None):
        raise click.UsageError(say("cli_one_or_all", language))
    caller, edition = Caller(tenant), advisor_on(data).edition
    with store_at(url, language) as opened:
        if reference is None:
            of_all = solved(opened, caller, edition, language)
            write(to_json(of_all) if form == "json" else solved_as_text(of_all), output)
            return
        latest = advices.page(opened, caller, reference=reference, limit=1).items
        if not latest:
            raise Refusal([say("series_nothing", language, reference=reference)])
        told = over_time(opened, caller, latest[0].id, edition, language)
    write(to_json(told) if form == "json" else series_as_text(told), output)
