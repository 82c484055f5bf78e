"""A transport that writes head and body of an answer at once: a write is a system call."""

import asyncio
from typing import Any


class Joined:
    """A transport that keeps the first piece of an answer until the next comes, at most until the loop turns."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._kept: bytes | None = None

    def write(self, data: bytes) -> None:
        """Keep a first piece; write it together with the second."""
        if self._kept is None:
            self._kept = data
            self._loop.call_soon(self._flush)
        else:
            kept, self._kept = self._kept, None
            self._transport.write(kept + data)

    def close(self) -> None:
        """Write what is kept, then close."""
        self._flush()
        self._transport.close()

    def write_eof(self) -> None:
        """Write what is kept, then say that there is no more."""
        self._flush()
        self._transport.write_eof()

    def _flush(self) -> None:
        if self._kept is not None:
            kept, self._kept = self._kept, None
            self._transport.write(kept)

    def __getattr__(self, name: str) -> Any:
        """Leave all the rest to the transport."""
        return getattr(self._transport, name)
