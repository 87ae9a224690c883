"""Advice over time: what changed since, and the same advice made again."""

from typing import TYPE_CHECKING

import click

from ..library.folders import Folders
from ..phrases import Language
from .options import (
    WRONG_INPUT,
    advisor_on,
    content_of,
    data_option,
    language_option,
    mistakes_in,
    output_option,
    write,
)
from .speaking import Command, OneOf

if TYPE_CHECKING:
    from ..advice import Advisor
    from ..insight.earlier import EarlierAdvice
    from ..stages.profile import Profile

format_option = click.option("--format", "form", type=OneOf(["text", "json"]), default="text", show_default=True)


@click.command(cls=Command, epilog="advisor compare examples/ghent-crm.json examples/limburg-builder-b.json --lang en")
@click.argument("before", metavar="BEFORE.json")
@click.argument("after", metavar="AFTER.json")
@format_option
@language_option
@output_option
@click.option("--data-before", metavar="DIR", help="option_data_before")
@click.option("--overlay-before", "overlays_before", metavar="DIR", multiple=True, help="option_overlay_before")
@click.option("--base-before", is_flag=True, help="option_base_before")
@data_option
def compare(
    before: str,
    after: str,
    form: str,
    language: Language,
    output: str | None,
    data_before: str | None,
    overlays_before: tuple[str, ...],
    base_before: bool,
    data: Folders,
) -> None:
    """What changed and why: the organisation, the knowledge, the weights or the software."""
    from ..advice import to_json
    from ..insight.compare import compare as hold_against
    from ..insight.earlier import EarlierAdvice
    from ..insight.sides import demand_knowledge
    from ..report.comparing import comparison_as_text

    advisor = advisor_on(data)
    other_before = data_before or overlays_before or base_before
    advisor_before = advisor_on(Folders(data_before or data.data, overlays_before)) if other_before else None
    one = _either(before, advisor_before or advisor, language)
    if (
        data.overlays and not other_before and isinstance(one, EarlierAdvice)
    ):  # was it made before there was an overlay?
        base = advisor_on(Folders(data.data))
        advisor_before = base if one.receipt.fingerprint == base.edition.fingerprint else None
    other = _either(after, advisor, language)
    if any(data) and isinstance(other, EarlierAdvice):
        with mistakes_in(after, language):
            demand_knowledge(other, advisor, language)
    with mistakes_in(before, language):
        comparison = hold_against(one, other, advisor, advisor_before=advisor_before, language=language)
    then, now = (side.profile if isinstance(side, EarlierAdvice) else side for side in (one, other))
    known = then.reference and then.reference == now.reference  # one organisation, whatever it is called
    text = comparison_as_text(
        comparison, language, name=now.name, other=None if known or then.name == now.name else then.name
    )
    write(to_json(comparison) if form == "json" else text, output)


@click.command(cls=Command, epilog="advisor replay advice.json")
@click.argument("advice", metavar="ADVICE.json")
@format_option
@language_option
@click.option("-o", "--output", metavar="FILE", help="option_output_now")
@data_option
@click.pass_context
def replay(ctx: click.Context, advice: str, form: str, language: Language, output: str | None, data: Folders) -> None:
    """Make an advice again from its receipt: the same bytes, or what exactly differs (exit status 1)."""
    from ..advice import to_json
    from ..insight.earlier import MAX_BYTES
    from ..insight.replay import replay as make_again
    from ..report.comparing import replay_as_text

    advisor = advisor_on(data)
    raw = content_of(advice, MAX_BYTES)
    with mistakes_in(advice, language):
        answer = make_again(raw, advisor, language)
    if output is not None and answer.advice is not None:
        write(answer.advice, output)
    write(to_json(answer) if form == "json" else replay_as_text(answer, language), None)
    if not answer.same:
        ctx.exit(WRONG_INPUT)


def _either(name: str, advisor: "Advisor", language: Language) -> "Profile | EarlierAdvice":
    """The profile or the advice in a file. Raises Refusal with every mistake."""
    from ..insight.earlier import MAX_BYTES, read_either
    from ..stages.profile import parse_json

    raw = content_of(name, MAX_BYTES)
    with mistakes_in(name, language):
        return read_either(parse_json(raw, language, limit=MAX_BYTES), advisor.edition, language)
