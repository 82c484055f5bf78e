"""What hooks in Python log while they run, kept with the trace of their request."""

import contextlib
import logging
from collections.abc import Iterator

from counterfoil.traces.trace import at_work


@contextlib.contextmanager
def listening() -> Iterator[None]:
    """Note what hooks log meanwhile, from the finest of what is usual."""
    handler, root = HookLogs(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(min(level, logging.INFO))
    try:
        yield
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


_TOLD_OTHERWISE = "counterfoil.scripts"
"""What scripts log comes as notes of their workers."""


class HookLogs(logging.Handler):
    """Adds the lines to the trace of the hook that runs."""

    def emit(self, record: logging.LogRecord) -> None:
        """Note one line; it never fails."""
        trace = at_work.get()
        if trace is None or record.name.startswith(_TOLD_OTHERWISE):
            return
        try:
            message = record.getMessage()
        except (TypeError, ValueError):
            message = str(record.msg)
        note = {
            "kind": "log",
            "level": record.levelname.lower(),
            "category": record.name,
            "message": message,
            "place": f"{record.filename}:{record.lineno}",
        }
        if record.exc_info and record.exc_info[1] is not None:
            note["exception"] = f"{type(record.exc_info[1]).__name__}: {record.exc_info[1]}"
        trace.noted(note)
