"""The server."""

from collections.abc import Callable

import click

from .options import data_option


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@data_option
def serve(host: str, port: int, data: str | None) -> None:
    """Serve the HTTP API.

    \b
    Example:
      advisor serve --port 8000
    """
    _server()(host, port, data)


def _server() -> Callable[[str, int, str | None], None]:
    """The server: beside this package in a checkout, inside it in a wheel. It imports us, never the reverse."""
    from importlib import import_module
    from importlib.util import find_spec

    module = "advisor.api.serve" if find_spec("advisor.api") else "api.serve"
    serve_: Callable[[str, int, str | None], None] = import_module(module).serve
    return serve_
