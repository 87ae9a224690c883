"""What a server's log leaves out: what stands after the “?” of an address, and keys wherever somebody put them."""

import logging
import re

_KEY = re.compile(r"advk_\w+")


class Discretion(logging.Filter):
    """Takes queries and keys out of what uvicorn tells of each request."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, with less in it."""
        if isinstance(record.args, tuple):
            record.args = tuple(_less(part) if isinstance(part, str) else part for part in record.args)
        return True


def _less(text: str) -> str:
    return _KEY.sub("advk_…", text.partition("?")[0])
