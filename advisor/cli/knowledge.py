"""The knowledge, held to account."""

import click

from .options import Refusal, advisor_on, data_option, documents_in


@click.command()
@data_option
def check(data: str | None) -> None:
    """Check the knowledge: every mistake at once, with file, line and remedy.

    \b
    Example:
      advisor check --data my-knowledge
    """
    from ..check import check as examine
    from ..library.loading import find_data

    root, shipped = find_data(data)
    report = examine(root, shipped=shipped)
    click.echo(report)


@click.group()
def sources() -> None:
    """The source documents.

    \b
    Example:
      advisor sources verify --documents my-documents
    """


@sources.command()
@click.option(
    "--documents", metavar="DIR", envvar="ADVISOR_DOCUMENTS", required=True, help="Your copies of the sources."
)
@click.option("--all", "everything", is_flag=True, help="Also list the passages that were found.")
@data_option
def verify(documents: str, everything: bool, data: str | None) -> None:
    """Check every passage against your own copies of the documents.

    Each passage is found, moved (elsewhere in the text), ambiguous (its text stands there more than once), changed or
    missing. Exit status 1 when a passage is changed or missing, or when a source has no copy.

    \b
    Example:
      advisor sources verify --documents my-documents
    """
    from ..check import verify_sources

    advisor = advisor_on(data)
    copies, files = documents_in(documents, advisor)
    report = verify_sources(advisor.edition, copies, files)
    for line in report.lines(everything=everything):
        click.echo(line)
    if report.faults:
        raise Refusal(report.faults)
