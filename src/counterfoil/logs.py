"""Logs as one JSON object a line on standard error: time, level, logger, message."""

import logging
import sys

import msgspec

from counterfoil.timestamps import date_time

_encoder = msgspec.json.Encoder()


class JsonLines(logging.Formatter):
    """Writes a record as JSON. Exceptions are named by type only: their text may quote a request."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        line = {
            "time": date_time(int(record.created * 1000)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
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
