"""The knowledge, held to account."""

import click

from ..library.folders import Folders
from ..library.wording import Language
from ..phrases import say
from .options import advisor_on, data_option, json_option, language_option, output_option, write
from .speaking import Command, Group, said_in


@click.command(cls=Command, epilog="advisor check --data my-knowledge")
@language_option
@data_option
def check(language: Language, data: Folders) -> None:
    """Check the knowledge: every mistake at once, with file, line and remedy."""
    from ..check import check as examine
    from ..check import summary
    from ..library.folders import find_data

    root, shipped = find_data(data.data)
    click.echo(summary(examine(root, data.over, shipped=shipped), language))


@click.group(cls=Group, epilog="advisor overlay diff --overlay examples/overlays/house-weights")
@said_in
def overlay() -> None:
    """Knowledge of your own, laid over the base."""


@overlay.command(epilog="advisor overlay diff --overlay examples/overlays/house-weights")
@json_option
@language_option
@output_option
@data_option
def diff(form: str, language: Language, output: str | None, data: Folders) -> None:
    """What deviates from the base: added, replaced or switched off, with the reason."""
    from ..advice import to_json
    from ..insight.deviations import differences
    from ..report.insight import differences_as_text

    if not data.overlays:
        raise click.UsageError(say("cli_no_overlay", language))
    found = differences(advisor_on(data).edition, advisor_on(Folders(data.data)).edition, language)
    write(to_json(found) if form == "json" else differences_as_text(found, language), output)
