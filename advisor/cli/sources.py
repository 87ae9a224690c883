"""The source documents: their passages made, and held against a reader's copies."""

from pathlib import Path

import click

from ..library.folders import Folders
from ..phrases import Language, say
from .options import Refusal, copies_in, data_option, json_option, language_option, output_option, write
from .speaking import Group, said_in


@click.group(cls=Group, epilog="advisor sources verify --documents my-documents")
@said_in
def sources() -> None:
    """The source documents."""


@sources.command(epilog="advisor sources add examples/documents/lessen-loket.md --id counter-lessons")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--id", "name", metavar="ID", required=True, help="option_id")
@click.option("--title", metavar="TEXT", help="option_source_title")
@click.option("--author", metavar="TEXT", help="option_source_author")
@click.option("--publisher", metavar="TEXT", help="option_source_publisher")
@click.option("--date", metavar="TEXT", help="option_source_date")
@click.option("--url", metavar="TEXT", help="option_source_url")
@language_option
@output_option
@data_option
def add(file: Path, name: str, language: Language, output: str | None, data: Folders, **about: str | None) -> None:
    """The passages of a document, as a source to be filled in."""
    from ..documents.adding import as_source
    from ..documents.blocks import DocumentError
    from ..documents.reading import read_document
    from ..library.folders import find_data
    from ..library.named import KEBAB
    from ..library.questions import MAX_NAME

    if not KEBAB.fullmatch(name) or len(name) > MAX_NAME:
        raise click.UsageError(say("added_id", language, name=name, most=MAX_NAME))
    places = (folder / "knowledge" / "sources" / f"{name}.yaml" for folder in (find_data(data.data)[0], *data.over))
    if any(place.exists() for place in places):
        raise Refusal([say("added_taken", language, name=name)])
    if output is not None and Path(output).exists():
        raise Refusal([say("added_exists", language, name=output)])
    try:
        text = as_source(read_document(file), {field: told for field, told in about.items() if told}, language)
    except DocumentError as error:
        raise Refusal([error.sentence(str(file), language)]) from None
    if output is not None:
        Path(output).parent.mkdir(parents=True, exist_ok=True)
    write(text, output)


@sources.command(epilog="advisor sources suggest examples/documents/lessen-loket.md")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@json_option
@language_option
@output_option
@data_option
def suggest(file: Path, form: str, language: Language, output: str | None, data: Folders) -> None:
    """Which factors the paragraphs of a document may support."""
    from ..documents import proposing
    from ..documents.blocks import DocumentError
    from ..documents.reading import read_document
    from ..documents.suggesting import language_of
    from ..documents.suggesting import suggest as suggestions
    from ..library.folders import find_data
    from ..library.loading import load

    root, shipped = find_data(data.data)
    edition = load(root, data.over, shipped=shipped)
    try:
        document = read_document(file).document
        found = suggestions(document, edition, language_of(document, edition))
    except DocumentError as error:
        raise Refusal([error.sentence(str(file), language)]) from None
    write((proposing.as_json if form == "json" else proposing.as_text)(file.name, found, edition, language), output)


@sources.command(epilog="advisor sources verify --documents my-documents")
@click.option("--documents", metavar="DIR", envvar="ADVISOR_DOCUMENTS", required=True, help="option_copies")
@click.option("--all", "everything", is_flag=True, help="option_all")
@click.option("--repair", "repaired", is_flag=True, help="option_repair")
@language_option
@data_option
def verify(documents: str, everything: bool, repaired: bool, language: Language, data: Folders) -> None:
    """Check every passage against your own copies of the documents."""
    from ..documents.blocks import DocumentError
    from ..documents.verifying import repair, verify_sources
    from ..library.folders import find_data
    from ..library.loading import load

    root, shipped = find_data(data.data)
    edition = load(root, data.over, shipped=shipped)
    report = verify_sources(edition, copies_in(documents, edition, language))
    for line in report.lines(language, everything=everything):
        click.echo(line)
    if repaired:
        try:
            for written in repair(report, data.over):
                click.echo(written.said(language))
        except DocumentError as error:
            raise Refusal([error.sentence("knowledge/sources", language)]) from None
    if report.faults:
        raise Refusal([fault.said(language) for fault in report.faults])
