"""HTTP/1.1 as uvicorn speaks it, with head and body of an answer in one write: a write is a system call."""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


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

    def _flush(self) -> None:
        if self._kept is not None:
            kept, self._kept = self._kept, None
            self._transport.write(kept)

    def __getattr__(self, name: str) -> Any:
        """Leave all the rest to the transport."""
        return getattr(self._transport, name)


class JoiningProtocol(HttpToolsProtocol):
    """uvicorn's protocol over a joining transport."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin a connection."""
        super().connection_made(Joined(transport, self.loop))  # type: ignore[arg-type]  # it has all it needs
