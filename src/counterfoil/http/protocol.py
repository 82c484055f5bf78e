"""HTTP/1.1 as uvicorn speaks it, with limits to what a connection may send and how long it may take.

A connection rests, sends a head, sends a body, or waits for its answer; only the server's own work has no deadline
here. What is refused is answered with a fault, after the answers to what came before it, and ends the connection.
"""

import asyncio
import functools
import logging
from collections.abc import Sized
from enum import Enum
from typing import Any
from urllib.parse import urlsplit

import httptools
from uvicorn.config import Config
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from counterfoil import faults
from counterfoil.config import Settings
from counterfoil.http.deadline import NEVER, Deadline
from counterfoil.http.joined import Joined
from counterfoil.http.limits import Limits, limits_of
from counterfoil.http.refusals import refusal

log = logging.getLogger("counterfoil.http")

_LINGER_SECONDS = 1.0
"""How long a refused client may go on sending: to close at once would take the refusal from it."""
_LINGERING = 100
"""Connections above the limit that are told so; what comes beyond is cut off."""
_NO_HTTP = (
    b"HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain; charset=utf-8\r\nconnection: close\r\n"
    b"content-length: 21\r\n\r\nThis is not HTTP/1.1."
)


class _Passed:
    """What stands for a request that offers another protocol, until it is read anew: its callbacks do nothing."""

    response_complete = True


_PASSED: Any = _Passed()
_SLASH = ord("/")


class Stage(Enum):
    """What a connection is at."""

    REST = 0
    HEAD = 1
    BODY = 2
    ANSWER = 3


class QueueFlow(FlowControl):
    """Flow control that reads no more as long as requests wait for their turn: those are whole, but for the last."""

    def __init__(self, transport: asyncio.Transport, waiting: Sized) -> None:
        super().__init__(transport)
        self._waiting = waiting

    def resume_reading(self) -> None:
        """Go on reading, unless there is enough to do."""
        if self.read_paused and not self._waiting:
            super().resume_reading()


class LimitedProtocol(HttpToolsProtocol):
    """uvicorn's protocol over a joining transport, with deadlines of its own in place of uvicorn's."""

    at_once = 16 * 1024
    """Bytes that are looked at together: as small as requests can be, these have some hundreds."""

    def __init__(
        self,
        limits: Limits,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._limits = limits
        self._deadline = Deadline(self.loop, self._late)
        self._begun: Any = None
        """The scope of the last request whose head is whole, or is being watched."""
        self._in_head = self._in_body = False
        self._piece = self._first = self._more = 0
        """Bytes: of the piece at hand; of the piece a head began with; of what came since and may be held."""
        self._cycle_before: Any = None
        self._held = b""
        """What came behind requests that wait."""
        self._refusal: bytes | None = None
        self._unwritten = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin a connection, unless there are too many."""
        super().connection_made(Joined(transport, self.loop))  # type: ignore[arg-type]  # it has all it needs
        self.flow = QueueFlow(self.transport, self.pipeline)
        above = len(self.connections) - self._limits.connections
        if above > _LINGERING:
            transport.abort()
        elif above > 0:
            self._refuse(faults.TOO_MANY_CONNECTIONS())
        else:
            self._deadline.within(self._limits.header_seconds)

    def connection_lost(self, exc: Exception | None) -> None:
        """End a connection."""
        self._deadline.end()
        super().connection_lost(exc)

    # What comes in.

    def data_received(self, data: bytes) -> None:
        """Take what the client sends, and keep for later what comes behind requests that wait for their turn."""
        if len(data) <= self.at_once and not self._held:
            self._take(data)
            return
        for start in range(0, len(data), self.at_once):
            if self.pipeline or self._held:
                self._held += data[start:]
                return
            self._take(data[start : start + self.at_once])

    def _take(self, data: bytes) -> None:
        if self._refusal is not None:
            return
        self._piece = len(data)
        had = len(self.cycle.body) if self._in_body else 0
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            self._without_upgrade(data[upgrade.args[0] :])
            return
        except httptools.HttpParserError as error:
            cause = error.__context__
            self._refuse(cause if isinstance(cause, faults.Fault) else faults.MALFORMED_REQUEST())
            return
        if self.scope is self._begun and not self._in_head:
            cycle = self.cycle
            if cycle is None:
                return  # line ends before the first request
            if cycle.more_body:
                self._watch_body(cycle, had)
            elif not cycle.response_complete:
                self._deadline.due = NEVER
                self._in_body = False
        else:
            self._watch_head()

    def _watch_head(self) -> None:
        """Set the time for the rest of a head, and count what has come of it."""
        limits = self._limits
        if self.scope is not self._begun:
            self._begun = self.scope
            self._in_head, self._in_body = True, False
            self._first, self._more = self._piece, 0
            self._deadline.within(limits.header_seconds)
        else:
            self._more += self._piece
        if len(self.url) > limits.url_bytes:
            self._refuse(faults.REQUEST_PATH_TOO_LONG())
        elif self._more > limits.header_bytes + limits.url_bytes or len(self.headers) > limits.headers:
            self._refuse(faults.REQUEST_HEADERS_TOO_LARGE())

    def _watch_body(self, cycle: RequestResponseCycle, had: int) -> None:
        """Set the time for the rest of a body; what comes behind it are trailers, with the limits of a head."""
        limits = self._limits
        came = len(cycle.body) - had
        if not self._in_body:
            self._in_body, self._more = True, 0
            self._deadline.within(limits.body_seconds + came / limits.body_bytes_per_second)
        elif came <= 0:
            self._more += self._piece
        elif not cycle.response_complete:
            self._deadline.due += came / limits.body_bytes_per_second
        if self._more > limits.header_bytes or len(self.headers) > limits.headers:
            self._refuse(faults.REQUEST_HEADERS_TOO_LARGE())

    # Callbacks of the parser.

    def on_headers_complete(self) -> None:
        """Check the head, and start the request; what is refused is raised through the parser."""
        if self.parser.should_upgrade():
            self._cycle_before, self.cycle = self.cycle, _PASSED
            return
        limits = self._limits
        if len(self.url) > limits.url_bytes:
            raise faults.REQUEST_PATH_TOO_LONG()
        if len(self.headers) > limits.headers:
            raise faults.REQUEST_HEADERS_TOO_LARGE()
        came = self._piece + self._first + self._more if self._in_head else self._piece
        # Nearly always all that came is less than a head may have.
        if came > limits.header_bytes and _size(self.headers) > limits.header_bytes:
            raise faults.REQUEST_HEADERS_TOO_LARGE()
        if self.url[0] != _SLASH:
            self._name_host()
        super().on_headers_complete()
        self.headers = []  # trailers are read, but are no headers
        self._begun = self.scope
        self._in_head = self._in_body = False

    def _name_host(self) -> None:
        """Let the host of a whole URL count beside that of the header: unless they are the same, there are two."""
        try:
            authority = urlsplit(self.url).netloc
        except ValueError:
            authority = b""
        if not authority:
            raise faults.RESOURCE_PATH(message="it begins with no slash")
        named = [value.lower() for name, value in self.headers if name == b"host"]
        if named != [authority.lower()]:
            self.headers.append((b"host", authority))

    def _without_upgrade(self, rest: bytes) -> None:
        """Read a request anew that offers another protocol, as if it did not: the parser would leave its body out."""
        self.cycle = self._cycle_before
        method, version = self.parser.get_method(), self.parser.get_http_version()
        if method == b"CONNECT":
            self._refuse(faults.METHOD_NOT_ALLOWED(method="CONNECT"))
            return
        kept = [(name, value) for name, value in self.headers if name not in (b"upgrade", b"http2-settings")]
        lines = [b"%b %b HTTP/%b" % (method, self.url, version.encode())]
        lines += [b"%b: %b" % header for header in kept]  # Connection: upgrade alone offers nothing
        self.parser = httptools.HttpRequestParser(self)
        self.parser.set_dangerous_leniencies(lenient_data_after_close=True)  # as uvicorn has it
        self.data_received(b"\r\n".join(lines) + b"\r\n\r\n" + rest)

    # Answers.

    def on_response_complete(self) -> None:
        """Go on with the next request, or rest."""
        self.server_state.total_requests += 1
        limits = self._limits
        if self.transport.is_closing():
            self._deadline.within(limits.body_seconds)  # for what the client has not read yet
            return
        if self.pipeline:
            self._start_asgi_task(*self.pipeline.pop())
            self._go_on_reading()
            return
        self.flow.resume_reading()
        if self._refusal is not None:
            self._say_and_close(self._refusal)
        elif self.scope is self._begun and not self._in_head:
            self._deadline.within(limits.keep_alive_seconds)

    def _go_on_reading(self) -> None:
        """Read on when the last request begins that came; what is missing of it or behind it has its time from now."""
        if self._held and not self.pipeline:
            held, self._held = self._held, b""
            self.data_received(held)
        paused = self.flow.read_paused
        self.flow.resume_reading()
        if paused and not self.flow.read_paused:
            limits = self._limits
            if self._in_head:
                self._deadline.within(limits.header_seconds)
            elif self.cycle.more_body:
                self._deadline.within(limits.body_seconds)

    def pause_writing(self) -> None:
        """Give the client a time to read what it asked for."""
        super().pause_writing()
        self._unwritten = 0
        self._deadline.within(self._limits.body_seconds)

    def _stage(self) -> Stage:
        if self._in_head or self.scope is not self._begun:
            return Stage.HEAD
        if not self._is_answering():
            return Stage.REST
        return Stage.BODY if self.cycle.more_body else Stage.ANSWER

    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _refuse(self, fault: faults.Fault) -> None:
        """Answer a fault after all that is answered before it, and read no more."""
        log.info("a request was refused: %s", fault.kind.name)
        stage, cycle = self._stage(), self.cycle
        self._deadline.due = NEVER
        url = self.url if self.scope else b""
        is_http = url or fault.kind is not faults.MALFORMED_REQUEST
        own = self.server_state.default_headers
        headers = cycle.scope["headers"] if stage is Stage.BODY else self.headers or ()
        told = {"explains": self._limits.explains, "typed": self._limits.typed_arguments}
        self._refusal = made = refusal(fault, url, headers, own, **told) if is_http else _NO_HTTP
        if stage is Stage.BODY:
            if self.pipeline and self.pipeline[0][0] is cycle:
                self.pipeline.popleft()  # it waits for its turn, which it must not have with half a body
                return
            cycle.disconnected = True
            cycle.message_event.set()
            self._say_and_close(b"" if cycle.response_started else made)
        elif not self._is_answering():
            answered = stage is Stage.REST and cycle is not None and cycle.more_body
            self._say_and_close(b"" if answered else made)

    def _say_and_close(self, made: bytes) -> None:
        """Write the last answer, and give the client a moment to read it while it still sends."""
        self.transport.write(made)
        if self.transport.can_write_eof():
            self.transport.write_eof()
            self._deadline.within(_LINGER_SECONDS)
        else:
            self.transport.close()

    def _late(self) -> None:
        """See what a client was too slow for."""
        transport, limits, stage = self.transport, self._limits, self._stage()
        unwritten, before = transport.get_write_buffer_size(), self._unwritten
        self._unwritten = unwritten
        if unwritten:
            if before and unwritten >= before:
                transport.abort()
            else:
                self._deadline.within(limits.body_seconds)
        elif transport.is_closing():
            return
        elif self._refusal is not None or stage is Stage.REST:
            transport.close()
        elif self.flow.read_paused or (stage is Stage.HEAD and self._is_answering()):
            self._deadline.within(limits.header_seconds)  # it is the server that is busy
        elif stage is not Stage.ANSWER:
            self._refuse(faults.REQUEST_TIMEOUT())


def _size(headers: list[tuple[bytes, bytes]]) -> int:
    return sum(len(name) + len(value) + 4 for name, value in headers)


def limited(settings: Settings) -> Any:
    """Return what makes the protocol of a connection; uvicorn takes whatever can be called like the class."""
    return functools.partial(LimitedProtocol, limits_of(settings))
