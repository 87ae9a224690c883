"""The answers of foreign forms, turned into profiles."""

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from ..library.folders import Folders
from ..phrases import Language, say
from .options import WRONG_INPUT, Refusal, advisor_on, data_option, language_option, output_option, printable
from .speaking import Command, Group, said_in

if TYPE_CHECKING:
    from ..advice import Advisor
    from ..intake.mapping import FormMapping
    from ..intake.people import Columns
    from ..intake.rows import Row


@click.command(
    cls=Command,
    epilog="advisor convert examples/forms/limesurvey.yaml examples/forms/limesurvey.csv -o profiles.jsonl\n"
    "advisor convert examples/forms/typeform.yaml examples/forms/typeform.json",
)
@click.argument("mapping", metavar="[MAPPING.yaml]", type=click.Path(path_type=Path))
@click.argument("input_", metavar="INPUT", required=False, type=click.Path(path_type=Path))
@click.option("--respondents", "group", metavar="FIELD", help="option_respondents")
@click.option("--id", "id_", metavar="FIELD", help="option_respondent_id")
@language_option
@output_option
@data_option
def convert(
    mapping: Path,
    input_: Path | None,
    group: str | None,
    id_: str | None,
    language: Language,
    output: str | None,
    data: Folders,
) -> None:
    """The answers of a foreign form as profiles, in JSON lines."""
    from ..intake.mapping import read_mapping
    from ..intake.parquet import IntakeError
    from ..intake.people import Columns, with_people
    from ..intake.remarks import Remarks
    from ..intake.rows import rows

    if group is None and (input_ is None or id_ is not None):
        raise click.UsageError(say("cli_convert", language))
    advisor = advisor_on(data)
    file, remarks = input_ or mapping, Remarks()
    foreign = read_mapping(mapping, advisor.edition) if input_ is not None else None
    columns = Columns(group, id_) if group is not None else None
    if columns is not None:
        foreign = with_people(foreign, columns)
    try:
        found = rows(file, advisor.edition, language, foreign, remarks, columns.named if columns is not None else ())
        with _opened(output) as out:
            if columns is None:
                wrong = _each(found, out, advisor, language, foreign)
            else:
                wrong = _together(found, columns, out, advisor, language, foreign)
                remarks.twice, remarks.more_twice = [], 0  # a reference is that of an organisation, on each row
    except IntakeError as error:
        raise Refusal(error.lines) from None
    for line in remarks.lines(language):
        click.echo(printable(line), err=True)
    if wrong:
        raise click.exceptions.Exit(WRONG_INPUT)


def _each(
    found: "Iterator[Row]", out: BinaryIO, advisor: "Advisor", language: Language, foreign: "FormMapping | None"
) -> bool:
    """Write a profile for each row; whether any has mistakes, which are told."""
    from ..intake.rows import profile_of
    from ..stages.mistakes import ProfileError

    wrong = False
    for row in found:
        try:
            plain = profile_of(row, advisor.edition, language, foreign).plain
            out.write(json.dumps(plain, ensure_ascii=False).encode() + b"\n")
        except ProfileError as error:
            Refusal([f"{row.place}{m.sentence(language)}" for m in error.mistakes]).show()
            wrong = True
    return wrong


def _together(
    found: "Iterator[Row]",
    columns: "Columns",
    out: BinaryIO,
    advisor: "Advisor",
    language: Language,
    foreign: "FormMapping | None",
) -> bool:
    """Write a profile for each organisation, with its respondents; whether anything has mistakes, which are told."""
    from ..intake.people import gather

    gathered = gather(found, columns, advisor.edition, language, foreign)
    for profile in gathered.profiles:
        out.write(json.dumps(profile, ensure_ascii=False).encode() + b"\n")
    for place, mistakes in gathered.wrong:
        Refusal([f"{place}{m.sentence(language)}" for m in mistakes]).show()
    for line in gathered.remarks:
        click.echo(printable(line), err=True)
    return bool(gathered.wrong)


@contextlib.contextmanager
def _opened(output: str | None) -> Iterator[BinaryIO]:
    """Where the profiles go; a file appears under its name when it is whole. Raises OSError."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = Path(output + "~")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)


@click.group(cls=Group, epilog="advisor mapping check examples/forms/limesurvey.yaml")
@said_in
def mapping() -> None:
    """Mapping files, which say how a foreign form is read."""


@mapping.command(epilog="advisor mapping check examples/forms/limesurvey.yaml")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@language_option
@data_option
def check(file: Path, language: Language, data: Folders) -> None:
    """Check a mapping file: every mistake at once, with file, line and remedy."""
    from ..intake.mapping import read_mapping

    edition = advisor_on(data).edition
    found = read_mapping(file, edition)
    told = {"asked": len(found.form.answers), "all": len(edition.questions), "fields": len(found.used)}
    about = say(
        "mapping_fits", language, name=file.name, form=found.form.form[language], edition=edition.number, **told
    )
    click.echo(f"{about}\n{say('no_mistakes', language)}")
