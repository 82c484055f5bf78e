"""The event loop of a server process: a TLS handshake has as long as the head of a request."""

import asyncio
from typing import TYPE_CHECKING, Any

from counterfoil.config import load

if TYPE_CHECKING:
    from asyncio import SelectorEventLoop as Loop
else:
    try:
        from uvloop import Loop
    except ImportError:  # there is none for Windows
        from asyncio import SelectorEventLoop as Loop


class ServingLoop(Loop):
    """A loop whose servers bound handshakes, and farewells, which it would leave a minute and half a minute."""

    def __init__(self, handshake_seconds: float) -> None:
        super().__init__()
        self._handshake_seconds = handshake_seconds

    async def create_server(self, *arguments: Any, **options: Any) -> asyncio.Server:
        """Make a server; of uvicorn's settings, none is about handshakes."""
        if options.get("ssl") is not None and self._handshake_seconds:
            options["ssl_handshake_timeout"] = options["ssl_shutdown_timeout"] = self._handshake_seconds
        made: asyncio.Server = await super().create_server(*arguments, **options)
        return made


def new_loop() -> ServingLoop:
    """Make the loop of a process, whose settings come by environment."""
    return ServingLoop(load().header_seconds)
