"""Many profiles of which only the verdicts are worked out."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..library.folders import Folders
from ..library.wording import Language
from ..phrases import say
from .options import WRONG_INPUT, Refusal, advisor_on, changed, data_option, language_option, printable, write
from .speaking import Command

if TYPE_CHECKING:
    from ..columns.reading import Met


@click.command(cls=Command, epilog="advisor portfolio examples --lang en\nadvisor portfolio examples -o all.html")
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
        raise click.UsageError(say("unknown_form", language, name=output, kinds=", ".join(FORMATS)))
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


@click.command(cls=Command, epilog="advisor simulate examples --set initiative_phase=live -o shifts.svg")
@click.argument("input_", metavar="IN", type=click.Path(path_type=Path))
@click.option("--set", "settings", metavar="ANSWER=VALUE", multiple=True, help="option_simulate_set")
@click.option("--weights", metavar="FILE", type=click.Path(path_type=Path), help="option_simulate_weights")
@click.option("--data-after", metavar="DIR", help="option_data_after")
@click.option("--overlay-after", "overlays_after", metavar="DIR", multiple=True, help="option_overlay_after")
@click.option("-o", "--output", metavar="FILE", help="option_simulate_output")
@click.option("--mapping", metavar="FILE", type=click.Path(path_type=Path), help="option_mapping")
@language_option
@data_option
def simulate(
    input_: Path,
    settings: tuple[str, ...],
    weights: Path | None,
    data_after: str | None,
    overlays_after: tuple[str, ...],
    output: str | None,
    mapping: Path | None,
    language: Language,
    data: Folders,
) -> None:
    """What a change does to many organisations: of answers, of weights or of knowledge."""
    from ..batch.simulated import FORMATS
    from ..intake.mapping import read_mapping
    from ..intake.parquet import IntakeError
    from ..library.loading import load_weights
    from ..stages.profile import Profile

    form = Path(output).suffix if output else ".txt"
    if form not in FORMATS:
        raise click.UsageError(say("unknown_form", language, name=output, kinds=", ".join(FORMATS)))
    if not (settings or weights or data_after or overlays_after):
        raise click.UsageError(say("simulate_nothing", language))
    demand_numpy(language)
    from ..batch.simulation import Change
    from ..batch.simulation import simulate as work_out
    from ..columns.reading import Met

    advisor, met = advisor_on(data), Met()
    given = changed(Profile({}), settings, advisor, language).answers
    answers = {name: given.get(name) for name in (setting.partition("=")[0] for setting in settings)}
    after = advisor.edition
    if data_after or overlays_after:
        below = () if data_after else data.overlays
        after = advisor_on(Folders(data_after or data.data, (*below, *overlays_after))).edition
    if weights:
        after = load_weights(weights, after)
    try:
        foreign = read_mapping(mapping, advisor.edition) if mapping else None
        found = work_out(input_, advisor.edition, Change(answers, after), language, met, foreign)
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
