"""Many profiles at once."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from ..library.folders import Folders
from ..phrases import Language, say
from .options import WRONG_INPUT, Refusal, advisor_on, data_option, language_option, printable, write
from .speaking import Between, Command, OneOf


@click.command(
    cls=Command,
    epilog="advisor batch examples advices.jsonl\nadvisor batch examples reports --format text --summary portfolio.md",
)
@click.argument("input_", metavar="IN", type=click.Path(path_type=Path))
@click.argument("output", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--mapping", metavar="FILE", type=click.Path(path_type=Path), help="option_mapping")
@click.option(
    "--format",
    "report",
    type=OneOf(["text", "markdown", "json", "html", "docx", "pdf"]),
    help="option_report",
)
@click.option("--summary", metavar="FILE", type=click.Path(path_type=Path), help="option_summary")
@click.option("--workers", type=Between(1, 256), help="option_processes")
@click.option("--cluster", metavar="ADDRESS", help="option_cluster")
@click.option("--excel", is_flag=True, help="option_excel")
@click.option("--restart", is_flag=True, help="option_restart")
@language_option
@data_option
def batch(
    input_: Path,
    output: Path,
    mapping: Path | None,
    report: str | None,
    summary: Path | None,
    workers: int | None,
    cluster: str | None,
    excel: bool,
    restart: bool,
    language: Language,
    data: Folders,
) -> None:
    """The advice for many profiles: JSON lines, a folder of JSON, CSV or Parquet in; OUT by its name."""
    from ..batch.checkpoint import BatchError
    from ..batch.cluster import silence
    from ..batch.outcomes import SUFFIXES, form_of
    from ..batch.running import Batch, run
    from ..batch.summary import FORMATS
    from ..intake.mapping import read_mapping
    from ..intake.parquet import IntakeError

    form = form_of(output, report)  # type: ignore[arg-type]
    if form is None:
        raise click.UsageError(say("unknown_output", language, name=output, kinds=", ".join(SUFFIXES)))
    if summary is not None and summary.suffix not in FORMATS:
        raise click.UsageError(say("unknown_form", language, name=summary, kinds=", ".join(FORMATS)))
    if cluster is not None and workers is not None:
        raise click.UsageError(say("cluster_and_workers", language))
    advisor = advisor_on(data)
    try:
        if cluster is not None:
            silence(language)
        foreign = read_mapping(mapping, advisor.edition) if mapping else None
        todo = Batch(input_, output, form, language, data, foreign, workers, excel, restart, cluster)
        with _progress() as progress:
            done = run(todo, advisor, progress)
    except (IntakeError, BatchError) as error:
        raise Refusal(error.args[0].splitlines()) from None
    except KeyboardInterrupt:  # while it begins or ends
        raise Refusal([say("batch_stopped", language)]) from None
    if summary is not None:
        write(FORMATS[summary.suffix](done.portfolio), str(summary))
    from .. import __version__

    edition = advisor.edition
    right = done.rows - done.with_mistakes
    lines = [say("batch_done", language, rows=done.rows, done=right, wrong=done.with_mistakes)]
    if done.continued_after:
        lines.insert(0, say("batch_from", language, number=done.continued_after))
    if done.told:
        lines += [say("batch_first_mistakes", language), *(f"  {line}" for line in done.told)]
        lines.append(say("batch_all_mistakes", language, name=output))
    lines += done.remarks
    made = {"edition": edition.number, "knowledge": edition.fingerprint[:12], "software": __version__}
    lines.append(say("batch_made_by", language, name=output, **made))
    click.echo("\n".join(map(printable, lines)))
    if done.with_mistakes:
        raise click.exceptions.Exit(WRONG_INPUT)


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """A bar on standard error when somebody looks at it."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1, file=sys.stderr, show_pos=True) as bar:

        def tell(done: int, about: int) -> None:
            bar.length = about
            bar.update(done - bar.pos)

        yield tell
