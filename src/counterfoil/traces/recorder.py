"""The flight recorder of a server process: takes the traces of requests and writes them when there is time."""

import asyncio
import contextlib
import logging
from collections import OrderedDict, deque
from time import monotonic

from msgspec import structs

from counterfoil.store.interface import Store
from counterfoil.store.trace_row import TraceRow
from counterfoil.traces.logs import HookLogs
from counterfoil.traces.pace import Pace, pause
from counterfoil.traces.pack import Finished, pack
from counterfoil.traces.trace import Trace

log = logging.getLogger("counterfoil.traces")

WRITES_AFTER_SECONDS = 0.2
MOST_WAITING = 2000
MOST_WAITING_BYTES = 64 * 2**20
"""Of all that waits; what scripts ask of the server and of services may be large."""
_MOST_AT_ONCE = 100
_LONGEST_SECONDS = 1.0
"""How long a trace that is ready waits for others to be written with it."""
_MICROSECONDS = 1000
_REMEMBERED = 200


class Recorder:
    """Traces on their way to the store, the newest first.

    Making a trace readable and free of secrets costs more than the request took. So a server at work spends a small
    part of its time on that: those that newer ones push out of the ``keep`` newest meanwhile are never written. What
    cannot be written is dropped and counted.
    """

    def __init__(self, store: Store, keep: int) -> None:
        self._store = store
        self._keep = keep
        self._waiting: deque[tuple[Trace, Finished, int]] = deque()
        """Each with its bytes; the newest last."""
        self._most = min(keep, MOST_WAITING)
        self._bytes = 0
        self._writing: asyncio.Task[None] | None = None
        self._hurry = asyncio.Event()
        self._last = 0
        self._named: OrderedDict[str, int] = OrderedDict()
        """How many traces the newest requests have: the parts of a batch have the id of the whole."""
        self.dropped = 0
        self.written = 0
        self._logs = HookLogs()
        logging.getLogger().addHandler(self._logs)

    def instant(self, now: int) -> int:
        """Return when a request was recorded: microseconds, each greater than the one before."""
        self._last = max(self._last + 1, now * _MICROSECONDS)
        return self._last

    def put(self, trace: Trace, finished: Finished) -> None:
        """Take the trace of a request that is over; the request does not wait."""
        number = self._named[finished.request_id] = self._named.pop(finished.request_id, 0) + 1
        if len(self._named) > _REMEMBERED:
            self._named.popitem(last=False)
        if number > 1:
            finished = structs.replace(finished, request_id=f"{finished.request_id}-{number}")
        self._wait(trace, finished, trace.weight)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.get_running_loop().create_task(self._write_soon())

    def _wait(self, trace: Trace, finished: Finished, weight: int) -> None:
        """Let a trace wait; it pushes out the oldest that there is no room for."""
        self._waiting.append((trace, finished, weight))
        self._bytes += weight
        while len(self._waiting) > self._most or (self._bytes > MOST_WAITING_BYTES and len(self._waiting) > 1):
            self._bytes -= self._waiting.popleft()[2]

    async def flush(self) -> None:
        """Write all that waits, without a pause."""
        self._hurry.set()
        try:
            if self._writing is not None:
                await asyncio.wait({self._writing})
            await self._write(Pace())
        finally:
            self._hurry.clear()

    async def close(self) -> None:
        """Write what waits and listen to logs no more."""
        logging.getLogger().removeHandler(self._logs)
        await self.flush()

    async def _write_soon(self) -> None:
        pace = Pace()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(WRITES_AFTER_SECONDS):
                await self._hurry.wait()
        await self._write(pace)
        while self._waiting:  # what came while the last of them were stored found a writer at work
            await self._write(pace)

    async def _write(self, pace: Pace) -> None:
        rows: list[TraceRow] = []
        since = monotonic()
        while self._waiting:
            pace.begin()
            trace, finished, weight = self._waiting.pop()
            self._bytes -= weight
            try:
                rows.append(pack(trace, finished))
            except Exception as error:
                self._drop(1, type(error).__name__)
            if len(rows) >= _MOST_AT_ONCE or monotonic() - since >= _LONGEST_SECONDS:
                await self._store_all(rows)
                rows, since = [], monotonic()
            await pause(pace, self._hurry)  # requests first
        await self._store_all(rows)

    async def _store_all(self, rows: list[TraceRow]) -> None:
        try:
            await self._store.put_traces(rows, self._keep)
            self.written += len(rows)
        except Exception as error:
            self._drop(len(rows), type(error).__name__)

    def _drop(self, count: int, why: str) -> None:
        if not self.dropped:
            log.warning("traces are dropped: %s", why)
        self.dropped += count
