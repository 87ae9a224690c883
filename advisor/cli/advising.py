"""The advice and its graph."""

import click

from ..library.wording import Language
from ..phrases import say
from .options import (
    Refusal,
    advisor_on,
    check_recommendation,
    data_option,
    language_option,
    output_option,
    profile_from,
    write,
)


@click.command()
@click.argument("profile", metavar="PROFILE.json")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@language_option
@output_option
@data_option
def advise(profile: str, form: str, language: Language, output: str | None, data: str | None) -> None:
    """The advice for a profile ("-" reads standard input).

    \b
    Example:
      advisor advise examples/ghent-crm.json --lang en --format markdown -o advice.md
    """
    from ..advice import to_json
    from ..report.markdown import as_markdown
    from ..report.text import as_text

    advisor = advisor_on(data)
    advice = advisor.advise(profile_from(profile, advisor, language), language)
    if form == "json":
        write(to_json(advice), output)
    else:
        write(as_text(advice) if form == "text" else as_markdown(advice, advisor.edition), output)


@click.command()
@click.argument("profile", metavar="PROFILE.json")
@click.option("--recommendation", metavar="ID", help="Only the part that explains this recommendation.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["node-link", "graphml", "cytoscape", "mermaid"]),
    default="node-link",
    show_default=True,
)
@language_option
@output_option
@data_option
def graph(
    profile: str, recommendation: str | None, form: str, language: Language, output: str | None, data: str | None
) -> None:
    """The explanation graph.

    \b
    Example:
      advisor graph examples/ghent-crm.json --recommendation win-people-back --format mermaid
    """
    from ..picture.formats import FORMATS
    from ..stages.explanation import part

    advisor = advisor_on(data)
    if recommendation:
        check_recommendation(recommendation, advisor, language)
    picture = advisor.advise(profile_from(profile, advisor, language), language).graph
    if recommendation:
        try:
            picture = part(picture, recommendation)
        except KeyError:
            raise Refusal([f"{recommendation}: {say('not_given', language)}"]) from None
    write(FORMATS[form](picture), output)
