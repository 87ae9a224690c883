"""The knowledge, held to account."""

import click

from .options import Refusal, advisor_on, data_option, documents_in
from .speaking import Command, Group, said_in


@click.command(cls=Command, epilog="advisor check --data my-knowledge")
@data_option
@said_in
def check(data: str | None) -> None:
    """Check the knowledge: every mistake at once, with file, line and remedy."""
    from ..check import check as examine
    from ..library.loading import find_data

    root, shipped = find_data(data)
    report = examine(root, shipped=shipped)
    click.echo(report)


@click.group(cls=Group, epilog="advisor sources verify --documents my-documents")
@said_in
def sources() -> None:
    """The source documents."""


@sources.command(epilog="advisor sources verify --documents my-documents")
@click.option("--documents", metavar="DIR", envvar="ADVISOR_DOCUMENTS", required=True, help="option_copies")
@click.option("--all", "everything", is_flag=True, help="option_all")
@data_option
@said_in
def verify(documents: str, everything: bool, data: str | None) -> None:
    """Check every passage against your own copies of the documents."""
    from ..check import verify_sources

    advisor = advisor_on(data)
    copies, files = documents_in(documents, advisor)
    report = verify_sources(advisor.edition, copies, files)
    for line in report.lines(everything=everything):
        click.echo(line)
    if report.faults:
        raise Refusal(report.faults)
