"""The server."""

from collections.abc import Callable

import click

from .options import data_option


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that answer.")
@click.option(
    "--log-format", type=click.Choice(["text", "json"]), help="How it logs  [default: text on a terminal, else json]"
)
@data_option
def serve(host: str, port: int, workers: int, log_format: str | None, data: str | None) -> None:
    """Serve the HTTP API, until SIGTERM; SIGHUP reads the knowledge again.

    \b
    Example:
      advisor serve --port 8000
    """
    _server()(host=host, port=port, data=data, workers=workers, log_format=log_format)


def _server() -> Callable[..., None]:
    """The server: beside this package in a checkout, inside it in a wheel. It imports us, never the reverse."""
    from importlib import import_module
    from importlib.util import find_spec

    module = "advisor.api.serve" if find_spec("advisor.api") else "api.serve"
    serve_: Callable[..., None] = import_module(module).serve
    return serve_
