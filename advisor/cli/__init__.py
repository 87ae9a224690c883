"""The commands. Each calls the same functions as the HTTP API; errors go to standard error, one line per mistake."""

import os
from typing import Any

import click

from .. import __version__
from . import advising, asking, batching, converting, insight, keeping, knowledge, over_time, serving
from .options import Refusal


class _Commands(click.Group):
    """Turns every expected failure into lines on standard error; nothing else reaches the user as a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.ClickException:
            raise
        except (click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            lines = _lines(error)
            if lines is None or os.environ.get("ADVISOR_DEBUG"):
                if os.environ.get("ADVISOR_DEBUG"):
                    raise
                lines = [f"advisor: unexpected failure ({type(error).__name__}). Set ADVISOR_DEBUG=1 to see where."]
            raise Refusal(lines) from None


def _lines(error: Exception) -> list[str] | None:
    from ..library.complaints import KnowledgeError
    from ..library.loading import DataNotFoundError
    from ..stages.clauses import EngineLimitError

    if isinstance(error, KnowledgeError):
        return error.lines
    if isinstance(error, DataNotFoundError):
        return [str(error)]
    if isinstance(error, EngineLimitError):
        return [f"rules: {error.rule}: {error.what} Remedy: {error.remedy}"]
    if isinstance(error, OSError):
        return [f"{error.filename or 'advisor'}: {error.strerror or error}."]
    return None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="advisor")
def main() -> None:
    """Advice for digital transformation, explained down to its source passages.

    \b
    Example:
      advisor advise examples/ghent-crm.json
    """


for command in (
    advising.advise,
    insight.why,
    insight.why_not,
    insight.what_if,
    insight.change,
    insight.above,
    insight.stability,
    asking.ask,
    over_time.compare,
    over_time.replay,
    advising.graph,
    batching.batch,
    converting.convert,
    converting.mapping,
    knowledge.check,
    knowledge.sources,
    keeping.store,
    keeping.keys,
    serving.serve,
):
    main.add_command(command)
