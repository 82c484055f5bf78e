"""A load generator that costs little: scripts over keep-alive connections, one selector loop in a process of its own.

Answers are parsed no further than status and content-length; the scripts find what they need by searching the bytes.
"""

import functools
import gc
import re
import selectors
import socket
import time
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from types import TracebackType
from typing import NamedTuple, TypeVar

HOST = "127.0.0.1"
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_RECEIVE_BYTES = 256 * 1024
_PATIENCE_SECONDS = 60
Result = TypeVar("Result")


class Step(NamedTuple):
    """A request of a script; the last one of a unit ends what is counted."""

    name: str
    request: bytes
    last: bool = True


Script = Generator[Step, bytes, None]
MakeScript = Callable[[], Script]
"""Makes the script of one connection; a partial of a function, so that it can travel to the process of the load."""


class RefusedError(Exception):
    """An answer that was not 200, or none."""


class Times(NamedTuple):
    """Milliseconds."""

    p50: float
    p99: float

    @classmethod
    def of(cls, seconds: list[float]) -> "Times":
        """Return the median and the worst but one in a hundred."""
        ordered = sorted(seconds) or [0.0]
        return cls(*(ordered[int((len(ordered) - 1) * part)] * 1000 for part in (0.5, 0.99)))


class Load(NamedTuple):
    """What was measured."""

    per_second: float
    times: Times
    steps: dict[str, Times]
    units: int
    """All that were done, those of the warm-up and the end too."""
    cpu_seconds: float
    """Processor time of the load generator for all of them."""


class Job(NamedTuple):
    """What to measure: scripts, one a connection, for some seconds after a warm-up."""

    port: int
    scripts: Sequence[MakeScript]
    seconds: float
    warm_up: float


class _Connection:
    def __init__(self, port: int, script: Script) -> None:
        self.socket = socket.create_connection((HOST, port), timeout=_PATIENCE_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._script = script
        self._parts: list[bytes] = []
        self._missing = 0
        self.step = next(script)
        self.step_started = self.unit_started = 0.0

    def send(self, now: float) -> None:
        self.step_started = now
        self.socket.sendall(self.step.request)

    def advance(self, answer: bytes) -> None:
        self.step = self._script.send(answer)

    def receive(self) -> bytes | None:
        """Take in what has come and return the answer if it is whole."""
        data = self.socket.recv(_RECEIVE_BYTES)
        if not data:
            raise RefusedError(f"{self.step.name}: the server closed the connection")
        if self._missing:
            self._parts.append(data)
            self._missing -= len(data)
            if self._missing > 0:
                return None
            data, self._parts = b"".join(self._parts), []
            return data
        head = data.find(b"\r\n\r\n")
        length = _LENGTH.search(data, 0, head + 2) if head >= 0 else None
        if length is None:
            raise RefusedError(f"{self.step.name}: an answer without length: {data[:200]!r}")
        self._missing = head + 4 + int(length[1]) - len(data)
        if self._missing > 0:
            self._parts.append(data)
            return None
        return data


class _Run:
    """One measurement: connections, and what was counted."""

    def __init__(self, job: Job) -> None:
        self._selector = selectors.DefaultSelector()
        self._connections = [_Connection(job.port, make()) for make in job.scripts]
        self._refused: Counter[str] = Counter()
        self._first_refused = b""
        self._busy = len(self._connections)
        self._begin = time.perf_counter() + job.warm_up
        self._end = self._begin + job.seconds
        self._seconds = job.seconds
        self._units: list[float] = []
        self._steps: dict[str, list[float]] = {}
        self._done = 0

    def measure(self) -> Load:
        cpu = time.process_time()
        for connection in self._connections:
            self._selector.register(connection.socket, selectors.EVENT_READ, connection)
            connection.unit_started = time.perf_counter()
            connection.send(connection.unit_started)
        while self._busy:
            ready = self._selector.select(_PATIENCE_SECONDS)
            if not ready:
                raise RefusedError(f"no answer for {_PATIENCE_SECONDS} seconds")
            for key, _ in ready:
                self._read(key.data)
        cpu = time.process_time() - cpu
        for connection in self._connections:
            connection.socket.close()
        if self._refused:
            raise RefusedError(f"{dict(self._refused)}; the first: {self._first_refused[:1000]!r}")
        steps = {name: Times.of(times) for name, times in self._steps.items()}
        return Load(len(self._units) / self._seconds, Times.of(self._units), steps, self._done, cpu)

    def _read(self, connection: _Connection) -> None:
        answer = connection.receive()
        if answer is None:
            return
        now = time.perf_counter()
        step = connection.step
        if answer[9:12] != b"200":
            self._refuse(connection, answer)
            return
        counted = self._begin <= now < self._end
        if counted:
            self._steps.setdefault(step.name, []).append(now - connection.step_started)
        if step.last:
            self._done += 1
            if counted:
                self._units.append(now - connection.unit_started)
            if now >= self._end:
                self._finish(connection)
                return
            connection.unit_started = now
        connection.advance(answer)
        connection.send(now)

    def _refuse(self, connection: _Connection, answer: bytes) -> None:
        self._first_refused = self._first_refused or answer
        self._refused[f"{connection.step.name} {answer[9:12].decode('latin-1')}"] += 1
        self._finish(connection)

    def _finish(self, connection: _Connection) -> None:
        self._selector.unregister(connection.socket)
        self._busy -= 1


def drive(job: Job) -> Load:
    """Run a job in this process; RefusedError if one answer was not 200."""
    gc.disable()
    return _Run(job).measure()


class LoadProcess:
    """The process that the load comes from, so that it does not share an interpreter with anything measured."""

    def __enter__(self) -> "LoadProcess":
        self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._pool.shutdown()

    def call(self, function: Callable[..., Result], *arguments: object) -> Result:
        """Call a function there."""
        return self._pool.submit(function, *arguments).result()

    def drive(self, job: Job) -> Load:
        """Run a job there."""
        return self.call(drive, job)


def request(method: str, path: str, headers: dict[str, str] | None = None, body: bytes = b"") -> bytes:
    """Write a request as it goes over the wire."""
    lines = [f"{method} {path} HTTP/1.1", f"host: {HOST}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if body:
        lines += ["content-type: application/json", f"content-length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


def repeat(name: str, requests: Sequence[bytes]) -> Script:
    """Send these requests over and over; each is a unit."""
    while True:
        for one in requests:
            yield Step(name, one)


def repeated(name: str, requests: Sequence[bytes]) -> MakeScript:
    """Return the script of one connection that repeats these requests."""
    return functools.partial(repeat, name, requests)
