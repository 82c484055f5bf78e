"""Logs as one JSON object a line on standard error: time, level, logger, message.

A line for every request would cost a tenth of its time by the logging machinery; requests have a way of their own,
which writes the lines of a moment together.
"""

import asyncio
import logging
import sys
from typing import BinaryIO

import msgspec

from counterfoil.documents.card_secrets import at_work as cards_at_work
from counterfoil.documents.scrub import scrub_text
from counterfoil.timestamps import date_time

_encoder = msgspec.json.Encoder()
_MOMENT_SECONDS = 0.05


class JsonLines(logging.Formatter):
    """Writes a record as JSON. Exceptions are named by type only: their text may quote a request."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        line = {
            "time": date_time(int(record.created * 1000)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": scrub_text(record.getMessage(), cards_at_work.get().all),
        }
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = record.exc_info[0].__name__
        return _encoder.encode(line).decode()


def configure(level: str) -> None:
    """Send the logs of this process to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    logging.getLogger("uvicorn").setLevel(max(logging.WARNING, logging.getLevelName(level.upper())))


class RequestLog:
    """A line for each request: kept for a moment, then written together."""

    def __init__(self, stream: BinaryIO | None = None) -> None:
        self._stream = stream
        self._lines: list[bytes] = []
        self.enabled = logging.getLogger("counterfoil.http").isEnabledFor(logging.INFO)

    def add(self, now: int, method: str, path: str, status: int, milliseconds: float, request_id: str) -> None:
        """Note a request that was answered."""
        line = {
            "time": date_time(now),
            "level": "info",
            "logger": "counterfoil.http",
            "method": method,
            "path": path,
            "status": status,
            "ms": round(milliseconds, 1),
            "request_id": request_id,
        }
        if not self._lines:
            asyncio.get_running_loop().call_later(_MOMENT_SECONDS, self.flush)
        self._lines.append(_encoder.encode(line))

    def flush(self) -> None:
        """Write what is noted; at the end of a process, too."""
        if not self._lines:
            return
        lines, self._lines = self._lines, []
        stream = self._stream or sys.stderr.buffer
        stream.write(b"\n".join((*lines, b"")))
        stream.flush()
