"""The log on standard error: one line per event, as JSON or plain text; never the content of a request.

The message of an exception is left out, as it may quote an answer: a line has its type and its stack frames.
"""

import json
import logging
import re
import secrets
import sys
import time
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Literal

LogFormat = Literal["text", "json"]

REQUESTS = "advisor.request"  # the logger of the line per request
HEADER = "X-Request-ID"
OURS = ("advisor", "uvicorn")  # loggers of which every event is written
AGAIN = 10.0  # seconds before another package may repeat a message
MOST_SAID = 100  # messages that are remembered

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)  # of the request in progress

_WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
_PLAIN = {9: " ", 10: "\\n", 13: "\\r"}


def identified(sent: str) -> str:
    """The id of a request: the one sent by the client if well-formed, otherwise a new one."""
    return sent if _WELL_FORMED.fullmatch(sent) else secrets.token_hex(16)


def places(error: BaseException) -> list[str]:
    """The stack frames of an exception, innermost last, without source lines or values."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


def described(record: logging.LogRecord) -> dict[str, Any]:
    """An event as data: time, level, message, request id."""
    line: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "level": record.levelname.lower(),
    }
    details = getattr(record, "details", None)
    if isinstance(details, dict):
        return {**line, "message": record.getMessage(), **details}
    line |= {"message": record.getMessage(), "logger": record.name}
    if identifier := request_id.get():
        line["request_id"] = identifier
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        line |= {"error": type(error).__name__, "places": places(error)}
    return line


class Sparing(logging.Filter):
    """Limits repeated messages of other packages: out of file descriptors, some repeat themselves endlessly."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[tuple[str, str], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the same message was not written in the last `AGAIN` seconds."""
        if record.name.partition(".")[0] in OURS:
            return True
        what = (record.name, str(record.msg)[:80])
        now = time.monotonic()
        if now - self._said.get(what, -AGAIN) < AGAIN:
            return False
        if len(self._said) >= MOST_SAID:
            self._said.clear()
        self._said[what] = now
        return True


class JsonLines(logging.Formatter):
    """One JSON object per line, in ASCII, so that no newline in a value starts a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of one event."""
        return json.dumps(described(record), default=str)


class PlainLines(logging.Formatter):
    """One line of plain text per event; unprintable characters are escaped."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of one event."""
        line = described(record)
        head = f"{line.pop('time')} {line.pop('level').upper():7} {line.pop('message')}"
        line.pop("logger", None)
        return _printable(" ".join([head, *(f"{name}={_shown(value)}" for name, value in line.items())]))


def _shown(value: Any) -> str:
    return " < ".join(reversed(value)) if isinstance(value, list) else str(value)


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else _PLAIN.get(ord(c), f"\\x{ord(c):02x}") for c in text)


def default_format() -> LogFormat:
    """Plain text on a terminal, JSON anywhere else."""
    return "text" if sys.stderr.isatty() else "json"


def configuration(form: LogFormat) -> dict[str, Any]:
    """The configuration for logging.config: everything goes to standard error in one format."""
    formatter = {"json": JsonLines, "text": PlainLines}[form]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": formatter}},
        "filters": {"sparing": {"()": Sparing}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "lines",
                "filters": ["sparing"],
                "stream": "ext://sys.stderr",
            }
        },
        "loggers": {
            name: {"handlers": ["stderr"], "level": "INFO", "propagate": False} for name in ("uvicorn", "advisor")
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
    }
