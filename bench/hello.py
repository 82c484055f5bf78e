"""The floor of HTTP: an answer of twelve bytes through the server that Counterfoil runs in."""

import sys
from collections.abc import Awaitable, Callable
from typing import Any

import uvicorn

_HEADERS = [(b"content-type", b"text/plain"), (b"content-length", b"12")]


async def hello(scope: dict[str, Any], receive: Callable[[], Awaitable[Any]], send: Callable[..., Any]) -> None:
    """Answer every request alike."""
    await receive()
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
    await send({"type": "http.response.body", "body": b"Hello, world"})


if __name__ == "__main__":
    uvicorn.run(
        hello,
        port=int(sys.argv[1]),
        loop="uvloop",
        http="httptools",
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
    )
