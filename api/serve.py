"""Starts a server."""

import logging
from collections.abc import Collection
from contextlib import closing

import uvicorn

from advisor.advice import open_advisor
from advisor.stages.agreement import demand
from advisor.store import keys
from advisor.store.database import Store, open_store
from advisor.store.errors import StoreUnavailableError

from .access import loopback
from .app import create_app
from .discretion import Discretion
from .origins import OriginError, checked
from .patience import Impatient

SECONDS_TO_FINISH = 10  # what is being answered when the server is told to stop gets this long
SECONDS_BETWEEN = 5  # that a connection is kept open for the next request
PATIENCE = 10.0  # seconds that a request waits for the database, or for other writers
WAITING = 256  # connections that the system holds until the server takes them

__all__ = ["OpenToAllError", "OriginError", "serve"]

_log = logging.getLogger("uvicorn.error")


class OpenToAllError(Exception):
    """The server would answer others than this computer, and asks for no key."""

    def __init__(self, host: str) -> None:
        self.host = host
        super().__init__(host)


def serve(
    host: str = "127.0.0.1",
    port: int = 8000,
    data: str | None = None,
    url: str | None = None,
    origins: Collection[str] = (),
) -> None:
    """Answer over HTTP until told to stop, on the shipped knowledge or on that in a folder; port 0 takes a free one.

    ``url``: the database, by default an SQLite file of the user's. ``origins``: the pages from elsewhere that may ask.
    durable_rules and the condition module are held against each other before the server listens.
    Raises DataNotFoundError, KnowledgeError, EngineLimitError, OriginError, OpenToAllError, StoreError.
    """
    allowed = checked(origins)
    with closing(open_store(url, patience=PATIENCE)) as store:
        demand_keys(store, host)
        advisor = open_advisor(data)
        if advisor.edition.shipped:  # other knowledge was held to account when it was opened
            demand(advisor.edition, advisor.engine)
        logging.getLogger("uvicorn.access").addFilter(Discretion())
        uvicorn.run(
            create_app(advisor, store, allowed),
            host=host,
            port=port,
            http=Impatient,
            ws="none",
            server_header=False,
            proxy_headers=False,  # who asks is who connects, whatever a header says
            backlog=WAITING,
            timeout_keep_alive=SECONDS_BETWEEN,
            timeout_graceful_shutdown=SECONDS_TO_FINISH,
        )


def demand_keys(store: Store, host: str) -> None:
    """See to it that a store can be used, and that a server that others can reach asks for keys.

    A PostgreSQL server that is down may come back: the server starts, and lets nobody in until then.
    Raises OpenToAllError, StoreError.
    """
    try:
        keyed = keys.required(store)
    except StoreUnavailableError as error:
        if store.sqlite:
            raise
        _log.warning("%s (%s)", error, type(error.__cause__).__name__)
        return
    if not (keyed or loopback(host)):
        raise OpenToAllError(host)
