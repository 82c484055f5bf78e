"""Bytes to a connection without a network: the protocol with its limits, over a loop that does nothing by itself."""

import functools
from collections.abc import Callable, Coroutine
from typing import Any

import uvicorn
from uvicorn.server import ServerState

from counterfoil import faults
from counterfoil.config import Settings
from counterfoil.http.paths import read_path
from counterfoil.http.protocol import limited
from counterfoil.http.request import read_request
from counterfoil.http.transport import refuse_unclear
from counterfoil.versions import NEWEST

SETTINGS = Settings(max_url_bytes=200, max_header_bytes=400, max_headers=12, hosts="a")
MOST_PIECES = 4
AT_ONCE = (16 * 1024, 50)
_MOST_WAITS = 8


class _Task:
    def __init__(self, work: Coroutine[Any, Any, None]) -> None:
        self.work = work

    def add_done_callback(self, done: Callable[..., None]) -> None:
        """Nobody waits."""


class _Timer:
    def __init__(self, instant: float, run: Callable[[], None]) -> None:
        self.instant = instant
        self.run = run
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


class _Loop:
    """Time stands still until it is moved, and what is to be done is done when it is said so."""

    def __init__(self) -> None:
        self.tasks: list[_Task] = []
        self._now = 0.0
        self._timer: _Timer | None = None

    def time(self) -> float:
        return self._now

    def call_at(self, instant: float, run: Callable[[], None]) -> _Timer:
        assert self._timer is None or self._timer.cancelled, "a connection has one timer"
        self._timer = _Timer(instant, run)
        return self._timer

    def wait(self) -> None:
        """Move the time to that of the timer, if there is one."""
        timer, self._timer = self._timer, None
        if timer is not None and not timer.cancelled:
            self._now = timer.instant
            timer.run()

    def call_soon(self, run: Callable[[], None]) -> None:
        run()

    def create_task(self, work: Coroutine[Any, Any, None]) -> _Task:
        self.tasks.append(_Task(work))
        return self.tasks[-1]

    def work(self) -> None:
        """Run the requests that were begun; they never wait."""
        while self.tasks:
            try:
                self.tasks.pop(0).work.send(None)
            except StopIteration:
                continue
            raise AssertionError("a request waits for something")


class _Transport:
    """Where answers go."""

    def __init__(self) -> None:
        self.written = b""
        self.closed = False

    def write(self, data: bytes) -> None:
        assert not self.closed or not data
        self.written += data

    def close(self) -> None:
        self.closed = True

    abort = write_eof = close

    def is_closing(self) -> bool:
        return self.closed

    def can_write_eof(self) -> bool:
        return True

    def get_write_buffer_size(self) -> int:
        return 0

    def get_extra_info(self, _name: str) -> None:
        return None

    def pause_reading(self) -> None:
        """Everything is here already."""

    def resume_reading(self) -> None:
        """Everything is here already."""


async def _answer(scope: dict[str, Any], _receive: Any, send: Any) -> None:
    """Read a request as the application does, and answer whether it is clear."""
    status = 200
    request = read_request(scope, "id", behind_proxy=bool(len(scope["path"]) % 2))
    try:
        refuse_unclear(request, SETTINGS)
        read_path(request.path, request.segments)
    except faults.Fault as fault:
        status = fault.row(NEWEST).status
        assert 400 <= status < 500
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


@functools.cache
def _config() -> uvicorn.Config:
    config = uvicorn.Config(
        _answer, http=limited(SETTINGS), log_config=None, access_log=False, interface="asgi3", lifespan="off", ws="none"
    )
    config.load()
    return config


def opened() -> tuple[Any, _Loop, _Transport]:
    """Return a connection that was just made, its loop and its transport."""
    loop, transport = _Loop(), _Transport()
    protocol = _config().http_protocol_class(  # type: ignore[call-arg]
        config=_config(), server_state=ServerState(), app_state={}, _loop=loop
    )
    protocol.connection_made(transport)  # type: ignore[arg-type]
    return protocol, loop, transport


def converse(data: bytes) -> None:
    """Send bytes in pieces, as the first byte says; whatever they are, the connection comes to its end in time.

    It says as well how many bytes are looked at together.
    """
    protocol, loop, transport = opened()
    protocol.at_once = AT_ONCE[data[0] // MOST_PIECES % 2 if data else 0]
    pieces = 1 + (data[0] % MOST_PIECES if data else 0)
    size = -(-len(data[1:]) // pieces) or 1
    for start in range(1, len(data), size):
        if transport.closed:
            break
        protocol.data_received(data[start : start + size])
        loop.work()
    for _ in range(_MOST_WAITS):
        loop.wait()
    assert transport.closed, "a connection that says no more is closed"
    protocol.connection_lost(None)
    assert transport.written == b"" or transport.written.startswith(b"HTTP/1.1 ")
