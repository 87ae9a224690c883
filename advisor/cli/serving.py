"""The server."""

import errno
from types import ModuleType
from typing import Any

import click

from ..library.folders import Folders
from ..phrases import Language, say
from .options import Refusal, data_option, database_option, language_option
from .speaking import Between, Command, OneOf

_NOT_BOUND = {errno.EADDRINUSE: "service_port_taken", errno.EACCES: "service_port_low"}  # others: no such address


@click.command(cls=Command, epilog="advisor serve --port 8000")
@click.option("--host", default="127.0.0.1", show_default=True, help="option_host")
@click.option("--port", type=Between(0, 65535), default=8000, show_default=True)
@click.option(
    "--cors-origin",
    "origins",
    metavar="ORIGIN",
    multiple=True,
    envvar="ADVISOR_CORS_ORIGINS",
    help="option_origins",
)
@click.option("--workers", type=Between(1, 64), default=1, show_default=True, help="option_workers")
@click.option("--behind-proxy", is_flag=True, help="option_behind_proxy")
@click.option("--operator", metavar="TENANT", help="option_operator")
@click.option("--tenant-overlay", "of_tenants", metavar="TENANT=DIR", multiple=True, help="option_tenant_overlay")
@click.option("--log-format", type=OneOf(["text", "json"]), help="option_log")
@language_option
@data_option
@database_option
def serve(
    host: str,
    port: int,
    origins: tuple[str, ...],
    workers: int,
    behind_proxy: bool,
    operator: str | None,
    of_tenants: tuple[str, ...],
    log_format: str | None,
    language: Language,
    data: Folders,
    url: str | None,
) -> None:
    """Serve the HTTP API, on this computer only; with keys (advisor keys add) also for others."""
    from ..store.errors import StoreError

    server = _server()
    try:
        server.serve(
            host,
            port,
            _declared(server, data, of_tenants, language),
            url,
            origins,
            workers,
            log_format,
            behind_proxy,
            operator,
        )
    except server.OpenToAllError as error:
        raise Refusal([say("service_open_to_all", language, host=error.host)]) from None
    except server.NotBoundError as error:
        key = _NOT_BOUND.get(error.errno, "service_no_address")
        raise Refusal([say(key, language, host=error.host, port=str(error.port))]) from None
    except server.OriginError as error:
        raise Refusal([say("service_bad_origin", language, origin=error)]) from None
    except StoreError as error:
        raise Refusal([error.sentence(language)]) from None


def _declared(server: ModuleType, data: Folders, of_tenants: tuple[str, ...], language: Language) -> Any:
    """The knowledge to serve. Raises click.UsageError for an overlay without a tenant."""
    own: dict[str, tuple[str, ...]] = {}
    for setting in of_tenants:
        tenant, equals, folder = setting.partition("=")
        if not (tenant and equals and folder):
            raise click.UsageError(say("cli_tenant_overlay", language, setting=setting))
        own[tenant] = (*own.get(tenant, ()), folder)
    return server.Declared(data, own)


def _server() -> ModuleType:
    """The server: beside this package in a checkout, inside it in a wheel. It imports us, never the reverse."""
    from importlib import import_module
    from importlib.util import find_spec

    return import_module("advisor.api.server.serve" if find_spec("advisor.api") else "api.server.serve")
