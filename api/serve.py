"""Starts a server."""

import uvicorn

from advisor.advice import open_advisor
from advisor.stages.agreement import demand

from .app import create_app

SECONDS_TO_FINISH = 10  # what is being answered when the server is told to stop gets this long


def serve(host: str = "127.0.0.1", port: int = 8000, data: str | None = None) -> None:
    """Answer over HTTP until told to stop, on the shipped knowledge or on that in a folder; port 0 takes a free one.

    durable_rules and the condition module are held against each other before the server listens.
    Raises DataNotFoundError, KnowledgeError, EngineLimitError.
    """
    advisor = open_advisor(data)
    if advisor.edition.shipped:  # other knowledge was held to account when it was opened
        demand(advisor.edition, advisor.engine)
    uvicorn.run(
        create_app(advisor),
        host=host,
        port=port,
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
    )
