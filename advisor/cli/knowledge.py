"""The knowledge, held to account."""

import click

from ..library.folders import Folders
from ..library.wording import Language
from ..phrases import say
from .options import Refusal, advisor_on, data_option, documents_in, json_option, language_option, output_option, write
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


@click.command(cls=Command, epilog="advisor sign win-people-back --data my-knowledge")
@click.argument("names", metavar="[ID]...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="option_sign_all")
@language_option
@data_option
def sign(names: tuple[str, ...], everything: bool, language: Language, data: Folders) -> None:
    """Say that claims were read beside the passages that they cite."""
    from ..library.folders import find_data
    from ..library.loading import load
    from ..library.nearest import nearest
    from ..library.signatures import signable, signed_anew

    if everything == bool(names):
        raise click.UsageError(say("cli_sign_what", language))
    root, shipped = find_data(data.data)
    edition = load(root, data.over, shipped=shipped)
    known = set(signable(edition, data.over))
    for name in (name for name in names if name not in known):
        near = nearest(name, sorted(known))
        remedy = " " + say("nearest", language, name=near) if near else ""
        raise Refusal([say("no_such_claim", language, name=name) + remedy])
    path, content, count = signed_anew(edition, data.over, None if everything else names)
    write(content, str(path))
    click.echo(say("signed", language, count=count, path=path))


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


@click.group(cls=Group, epilog="advisor sources verify --documents my-documents")
@said_in
def sources() -> None:
    """The source documents."""


@sources.command(epilog="advisor sources verify --documents my-documents")
@click.option("--documents", metavar="DIR", envvar="ADVISOR_DOCUMENTS", required=True, help="option_copies")
@click.option("--all", "everything", is_flag=True, help="option_all")
@language_option
@data_option
def verify(documents: str, everything: bool, language: Language, data: Folders) -> None:
    """Check every passage against your own copies of the documents."""
    from ..check import verify_sources

    advisor = advisor_on(data)
    copies, files = documents_in(documents, advisor)
    report = verify_sources(advisor.edition, copies, files)
    for line in report.lines(language, everything=everything):
        click.echo(line)
    if report.faults:
        raise Refusal([fault.said(language) for fault in report.faults])
