"""The advice and its graph."""

import sys

import click

from ..library.folders import Folders
from ..phrases import Language, say
from .options import (
    Refusal,
    advisor_on,
    check_full,
    data_option,
    full_option,
    language_option,
    not_given,
    output_option,
    profile_from,
    recommendation_in,
    text_of,
    write,
)
from .speaking import Command, OneOf

BINARY = ("docx", "pdf")  # not to be read in a terminal


@click.command(cls=Command, epilog="advisor advise examples/ghent-crm.json --lang en --format pdf -o advice.pdf")
@click.argument("profile", metavar="PROFILE.json")
@click.option(
    "--format",
    "form",
    type=OneOf(["text", "json", "markdown", "html", "docx", "pdf"]),
    default="text",
    show_default=True,
)
@full_option
@click.option("--plan", "planned", is_flag=True, help="option_plan")
@language_option
@output_option
@data_option
def advise(
    profile: str, form: str, full: bool, planned: bool, language: Language, output: str | None, data: Folders
) -> None:
    """The advice for a profile ("-" reads standard input)."""
    from ..advice import to_json

    check_full(full, form, language)
    if planned and form in ("text", "json"):
        raise click.UsageError(say("plan_is_of_reports", language, form=form))
    advisor = advisor_on(data)
    understood = profile_from(profile, advisor, language)
    advice = advisor.advise(understood, language)
    if form == "json":
        write(to_json(advice), output)
    elif form == "text":
        write(text_of(advice, advisor, full), output)
    else:
        from ..report.composing import compose
        from ..report.formats import FORMATS, filename
        from ..report.planning import plan_within

        made = FORMATS[form]
        if form in BINARY and output is None and sys.stdout.isatty():
            name = filename(advice, made.ending)
            raise Refusal([say("report_to_terminal", language, form=form, name=name)])
        within = plan_within(advice, advisor.edition) if planned else None
        write(made.make(compose(advice, advisor, respondents=understood.respondents, plan=within)), output)


GRAPH_FORMATS = ("node-link", "graphml", "cytoscape", "mermaid", "svg", "png", "json-ld", "prov")


@click.command(
    cls=Command,
    epilog="advisor graph examples/ghent-crm.json --recommendation win-people-back --format svg -o why.svg\n"
    "advisor graph examples/ghent-crm.json --format json-ld",
)
@click.argument("profile", metavar="PROFILE.json")
@click.option("--recommendation", metavar="ID", help="option_recommendation")
@click.option("--format", "form", type=OneOf(GRAPH_FORMATS), default="node-link", show_default=True)
@language_option
@output_option
@data_option
def graph(
    profile: str, recommendation: str | None, form: str, language: Language, output: str | None, data: Folders
) -> None:
    """The explanation graph: to draw, to compute with, or drawn (svg, png)."""
    from ..picture.formats import FORMATS
    from ..picture.png import PictureTooLargeError

    if FORMATS[form].binary and output is None and sys.stdout.isatty():
        raise click.UsageError(say("not_to_a_terminal", language, form=form))
    advisor = advisor_on(data)
    told = profile_from(profile, advisor, language)
    part = recommendation_in(recommendation, told, advisor, language) if recommendation else None
    advice = advisor.advise(told, language)
    try:
        write(FORMATS[form].write(advice, advisor.edition, part), output)
    except KeyError:
        if part is None:
            raise
        raise not_given(part, advisor, language) from None
    except PictureTooLargeError as error:
        raise Refusal([say("picture_too_large", language, size=error)]) from None
