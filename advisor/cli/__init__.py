"""The commands. Each calls the same functions as the HTTP API; errors go to standard error, one line per mistake."""

import os
from typing import Any

import click

from .. import __version__
from ..phrases import Language, failure_of_file, say
from .options import Refusal
from .speaking import Program, said_in, spoken

COMMANDS = {
    "advise": "advising.advise",
    "why": "insight.why",
    "why-not": "insight.why_not",
    "what-if": "insight.what_if",
    "change": "insight.change",
    "above": "insight.above",
    "stability": "insight.stability",
    "differences": "insight.differences",
    "plan": "planning.plan",
    "ask": "asking.ask",
    "compare": "over_time.compare",
    "replay": "over_time.replay",
    "graph": "advising.graph",
    "batch": "batching.batch",
    "portfolio": "populations.portfolio",
    "simulate": "populations.simulate",
    "convert": "converting.convert",
    "mapping": "converting.mapping",
    "check": "knowledge.check",
    "sign": "knowledge.sign",
    "overlay": "knowledge.overlay",
    "new": "drafting.new",
    "sources": "sources.sources",
    "store": "keeping.store",
    "keys": "keeping.keys",
    "status": "following.status",
    "series": "series.series",
    "round": "rounds.round_",
    "serve": "serving.serve",
}  # where each stands: only the one that is asked for is imported


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
    standing={name: f"{__name__}.{place}" for name, place in COMMANDS.items()},
    epilog="advisor advise examples/ghent-crm.json",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="help_version")
@said_in
def main() -> None:
    """Advice for digital transformation, explained down to its source passages."""
