"""Many profiles of which only the verdicts are worked out."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..library.folders import Folders
from ..library.wording import Language
from ..phrases import say
from .options import WRONG_INPUT, Refusal, advisor_on, data_option, language_option, printable, write
from .speaking import Command

if TYPE_CHECKING:
    from ..columns.reading import Met


@click.command(
    cls=Command, epilog="advisor portfolio examples --lang en\nadvisor portfolio profiles.parquet -o all.html"
)
@click.argument("input_", metavar="IN", type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="FILE", help="option_portfolio_output")
@click.option("--mapping", metavar="FILE", type=click.Path(path_type=Path), help="option_mapping")
@language_option
@data_option
def portfolio(input_: Path, output: str | None, mapping: Path | None, language: Language, data: Folders) -> None:
    """What many organisations have in common, from their verdicts alone."""
    from ..batch.summary import FORMATS
    from ..intake.mapping import read_mapping
    from ..intake.parquet import IntakeError

    form = Path(output).suffix if output else ".txt"
    if form not in FORMATS:
        raise click.UsageError(say("unknown_output", language, name=output, kinds=", ".join(FORMATS)))
    demand_numpy(language)
    from ..batch.population import portfolio_of
    from ..columns.reading import Met

    edition, met = advisor_on(data).edition, Met()
    try:
        foreign = read_mapping(mapping, edition) if mapping else None
        found = portfolio_of(input_, edition, language, met, foreign)
    except IntakeError as error:
        raise Refusal(error.lines) from None
    write(FORMATS[form](found), output)
    tell(met, language)


def demand_numpy(language: Language) -> None:
    """Raises Refusal when numpy is not installed."""
    try:
        import numpy  # noqa: F401
    except ImportError:
        raise Refusal([say("no_numpy", language)]) from None


def tell(met: "Met", language: Language) -> None:
    """What was met in the rows, on standard error; status 1 when any has mistakes."""
    lines = met.remarks.lines(language)
    if met.with_mistakes:
        lines += [say("population_mistakes", language, count=met.with_mistakes), *(f"  {line}" for line in met.told)]
    for line in lines:
        click.echo(printable(line), err=True)
    if met.with_mistakes:
        raise click.exceptions.Exit(WRONG_INPUT)
