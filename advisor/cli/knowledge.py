"""The knowledge, held to account."""

from collections.abc import Iterable
from pathlib import Path

import click

from ..library.folders import Folders
from ..phrases import Language, failure_of_file, say
from .options import (
    WRONG_INPUT,
    Refusal,
    advisor_on,
    data_option,
    json_option,
    language_option,
    output_option,
    printable,
    write,
)
from .speaking import Command, Group, OneOf, said_in, spoken


@click.command(cls=Command, epilog="advisor check --data my-knowledge\nadvisor check --strict --format sarif")
@click.option("--format", "form", type=OneOf(["text", "json", "sarif"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="option_strict")
@click.option("--all", "everything", is_flag=True, help="option_all_flaws")
@click.option("--witnesses", metavar="DIR", help="option_witnesses")
@language_option
@data_option
def check(form: str, strict: bool, everything: bool, witnesses: str | None, language: Language, data: Folders) -> None:
    """Check the knowledge: every mistake at once, with file, line, remedy and a profile that shows it."""
    from ..check import check as examine
    from ..check import summary
    from ..library.folders import find_data
    from ..proofs.sarif import as_sarif
    from ..proofs.telling import PAGE, as_json, counts, lines, profiles

    root, shipped = find_data(data.data)
    checked = examine(root, data.over, shipped=shipped)
    failed = checked.fails(strict=strict)
    if witnesses is not None:
        keep(profiles(checked.flaws), witnesses)
    if form != "text":
        flaws = checked.flaws
        write(as_json(checked.edition, flaws, checked.more) if form == "json" else as_sarif(flaws, language), None)
    else:
        told = [flaw for flaw in checked.flaws if flaw.counts or everything]
        for line in lines(told, checked.more, language):
            click.echo(printable(line), err=failed)
        if checked.edition is not None:
            click.echo(say("check_told", language, **counts(checked.flaws), page=PAGE), err=failed)
            if not failed:
                click.echo(summary(checked.edition, language))
    if failed:
        raise SystemExit(WRONG_INPUT)


def keep(files: Iterable[tuple[str, str]], folder: str) -> None:
    """Write files into a folder, which is made when it has to be. Raises Refusal."""
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal([f"{folder}: {failure_of_file(error).said(spoken())}."]) from None
    for name, text in files:
        write(text, str(Path(folder, name)))


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
    from ..report.insight import deviations_as_text

    if not data.overlays:
        raise click.UsageError(say("cli_no_overlay", language))
    found = differences(advisor_on(data).edition, advisor_on(Folders(data.data)).edition, language)
    write(to_json(found) if form == "json" else deviations_as_text(found, language), output)
