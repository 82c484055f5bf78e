"""The workers of a server: started when they are needed, given one call at a time, ended when a call takes too long."""

import asyncio
import contextlib
import logging
import os
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL, Process
from collections import deque
from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec

from counterfoil.scripts import frames
from counterfoil.scripts.priority import Priority
from counterfoil.scripts.setup import Setup

log = logging.getLogger("counterfoil.scripts")

_START_SECONDS = 20.0
_TRUST = ("SSL_CERT_FILE", "SSL_CERT_DIR")
_PACKAGES = Path(__file__).parent.parent.parent
Answer = Callable[[bytes], Awaitable[bytes]]
Note = Callable[[bytes], None]


class WorkerLostError(Exception):
    """The worker ended or had to be ended; the message says why, in words for the log and the trace."""


class Worker:
    """A process, and the server's end of the socket to it."""

    def __init__(self, process: Process, reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
        self._process = process
        self._reader = reader
        self._writer = writer
        self._priority = Priority(process.pid)

    @property
    def pid(self) -> int:
        """Return the id of the process."""
        return self._process.pid

    async def receive(self) -> frames.Frame:
        """Return the next message; WorkerLostError."""
        try:
            length, kind = frames.HEAD.unpack(await self._reader.readexactly(frames.HEAD.size))
            if length > frames.LARGEST:
                raise WorkerLostError("the script's answer is too large")
            return frames.Frame(kind, await self._reader.readexactly(length))
        except (asyncio.IncompleteReadError, OSError):
            raise WorkerLostError(await self._reason()) from None

    def send(self, kind: int, text: bytes) -> None:
        """Send a message."""
        self._writer.write(frames.encode(kind, text))

    async def call(self, text: bytes, answer: Answer, note: Note) -> bytes:
        """Run one call: answer what it asks, take its notes, return its result; WorkerLostError."""
        self._priority.begins()
        self.send(frames.CALL, text)
        while True:
            frame = await self.receive()
            if frame.kind == frames.RESULT:
                return frame.text
            if frame.kind == frames.NOTE:
                note(frame.text)
            elif frame.kind == frames.ASK:
                self.send(frames.ANSWER, await answer(frame.text))

    def rests(self) -> bool:
        """The call is over; say whether the worker is as good as before."""
        return self._priority.ends()

    def kill(self) -> None:
        """End the process at once."""
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
        self._writer.close()

    async def end(self) -> None:
        """End the process and wait until it is gone."""
        self.kill()
        await self._process.wait()

    async def _reason(self) -> str:
        code = await self._process.wait()
        if code == -signal.SIGPROF:
            return "the script used up its processor time"
        if code == -signal.SIGKILL:
            return "the script's process was killed"
        return f"the script's process ended with status {code}"


class Workers:
    """At most so many workers; who finds none free waits for one, within his time."""

    def __init__(self, setup: Setup, *, most: int, program: str = "counterfoil.scripts.worker") -> None:
        self._setup = setup
        self._program = program
        self._most = most
        self._count = 0
        self._free: list[Worker] = []
        self._waiting: deque[asyncio.Future[Worker | None]] = deque()
        self._closed = False

    async def run(self, text: bytes, answer: Answer, note: Note, *, seconds: float) -> bytes:
        """Run a call in a worker; WorkerLostError when it ended early, TimeoutError when it took too long."""
        worker: Worker | None = None
        whole = False
        try:
            async with asyncio.timeout(seconds):
                worker = await self._take()
                result = await worker.call(text, answer, note)
                whole = True
                return result
        finally:
            if worker is not None:
                self._give(worker, whole)

    async def start(self) -> None:
        """Start one worker ahead of the first call."""
        self._give(await self._take(), whole=True)

    @property
    def resting(self) -> list[int]:
        """Return the processes that wait for a call."""
        return [worker.pid for worker in self._free]

    async def close(self) -> None:
        """End all workers; one that is at work ends with its call."""
        self._closed = True
        while self._free:
            await self._free.pop().end()
            self._count -= 1

    async def _take(self) -> Worker:
        if self._free:
            return self._free.pop()
        if self._count >= self._most:
            turn: asyncio.Future[Worker | None] = asyncio.get_running_loop().create_future()
            self._waiting.append(turn)
            try:
                given = await turn
            except asyncio.CancelledError:
                if turn.done() and not turn.cancelled() and (left := turn.result()) is not None:
                    self._give(left, whole=True)  # it came at the moment the time was up
                raise
            if given is not None:
                return given
            # The one before was lost: its place is free for a new process, and is counted already.
        else:
            self._count += 1
        try:
            return await self._start()
        except BaseException:
            self._vacate()
            raise

    def _give(self, worker: Worker, whole: bool) -> None:
        if not (worker.rests() and whole) or self._closed:
            worker.kill()
            self._vacate()
            return
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(worker)
                return
        self._free.append(worker)

    def _vacate(self) -> None:
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._count -= 1

    async def _start(self) -> Worker:
        ours, theirs = socket.socketpair()
        with theirs:
            # Nothing of the server's surroundings: settings may hold secrets. Whom a call out trusts is none.
            environ = {"PYTHONPATH": str(_PACKAGES), "PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"}
            environ |= {name: os.environ[name] for name in _TRUST if name in os.environ}
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                self._program,
                str(theirs.fileno()),
                env=environ,
                pass_fds=[theirs.fileno()],
                stdin=DEVNULL,
                stdout=DEVNULL,
            )
        reader, writer = await asyncio.open_connection(sock=ours, limit=2**20)
        worker = Worker(process, reader, writer)
        try:
            worker.send(frames.SETUP, msgspec.json.encode(self._setup))
            async with asyncio.timeout(_START_SECONDS):
                await worker.receive()
        except BaseException:
            worker.kill()
            raise
        log.debug("worker %d started", process.pid)
        return worker
