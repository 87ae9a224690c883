"""The commands. Each calls the same functions as the HTTP API; errors go to standard error, one line per mistake."""

import os
from typing import Any

import click

from .. import __version__
from ..library.wording import Language
from ..phrases import failure_of_file, say
from . import (
    advising,
    asking,
    batching,
    converting,
    drafting,
    following,
    insight,
    keeping,
    knowledge,
    over_time,
    planning,
    populations,
    rounds,
    series,
    serving,
    sources,
)
from .options import Refusal
from .speaking import Program, said_in, spoken


class _Commands(Program):
    """Turns every expected failure into lines on standard error; nothing else reaches the user as a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.ClickException:
            raise
        except (click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            lines = _lines(error, spoken(ctx))
            if lines is None or os.environ.get("ADVISOR_DEBUG"):
                if os.environ.get("ADVISOR_DEBUG"):
                    raise
                lines = [say("cli_unexpected", spoken(ctx), kind=type(error).__name__)]
            raise Refusal(lines) from None


def _lines(error: Exception, language: Language) -> list[str] | None:
    from ..library.complaints import KnowledgeError
    from ..library.folders import DataNotFoundError
    from ..stages.clauses import EngineLimitError

    if isinstance(error, KnowledgeError):
        return error.lines(language)
    if isinstance(error, DataNotFoundError):
        return [error.what.said(language)]
    if isinstance(error, EngineLimitError):
        return [error.sentence(language)]
    if isinstance(error, OSError):
        return [f"{error.filename or 'advisor'}: {failure_of_file(error).said(language)}."]
    return None


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(say("cli_version", spoken(ctx), version=__version__))
        ctx.exit()


@click.group(
    cls=_Commands,
    epilog="advisor advise examples/ghent-crm.json",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="help_version")
@said_in
def main() -> None:
    """Advice for digital transformation, explained down to its source passages."""


for command in (
    advising.advise,
    insight.why,
    insight.why_not,
    insight.what_if,
    insight.change,
    insight.above,
    insight.stability,
    insight.differences,
    planning.plan,
    asking.ask,
    over_time.compare,
    over_time.replay,
    advising.graph,
    batching.batch,
    populations.portfolio,
    populations.simulate,
    converting.convert,
    converting.mapping,
    knowledge.check,
    knowledge.sign,
    knowledge.overlay,
    drafting.new,
    sources.sources,
    keeping.store,
    keeping.keys,
    following.status,
    series.series,
    rounds.round_,
    serving.serve,
):
    main.add_command(command)
