"""Searches on SQLite: connections and threads of their own, so that a long one keeps nobody else waiting."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import apsw

from counterfoil.store.jobs import Row, Value
from counterfoil.store.records import StoreUnavailable, TookTooLong

THREADS = 2


class Searchers:
    """A few reading connections, each used by one search at a time."""

    def __init__(self, connect: Callable[[], apsw.Connection], unavailable: tuple[type[Exception], ...]) -> None:
        self._connect = connect
        self._unavailable = unavailable
        self._threads: ThreadPoolExecutor | None = None
        self._slots = asyncio.Semaphore(THREADS)
        self._free: list[apsw.Connection] = []

    async def read(self, seconds: float, sql: str, args: Sequence[Value]) -> Sequence[Row]:
        """Run a query; raise TookTooLong, StoreUnavailable."""
        if self._threads is None:
            self._threads = ThreadPoolExecutor(THREADS, "counterfoil-search")
        loop = asyncio.get_running_loop()
        async with self._slots:
            try:
                connection = self._free.pop() if self._free else self._connect()
                watch = loop.call_later(max(seconds, 0), connection.interrupt)
                try:
                    rows = await _finished(loop.run_in_executor(self._threads, _run, connection, sql, args), connection)
                finally:
                    watch.cancel()
            except apsw.InterruptError:
                self._free.append(connection)
                raise TookTooLong(f"{seconds:.1f} s") from None
            except self._unavailable as error:
                raise StoreUnavailable(f"{type(error).__name__}: {error}") from error
            self._free.append(connection)
            return rows

    async def close(self) -> None:
        """Close what is idle; nothing may be under way."""
        if self._threads is not None:
            self._threads.shutdown(wait=True)
            self._threads = None
        while self._free:
            self._free.pop().close(True)


def _run(connection: apsw.Connection, sql: str, args: Sequence[Value]) -> Sequence[Row]:
    return connection.execute(sql, args).fetchall()


async def _finished(work: asyncio.Future[Sequence[Row]], connection: apsw.Connection) -> Sequence[Row]:
    """Wait for the thread; when the request is given up, the query is too."""
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        connection.interrupt()
        await asyncio.wait([work])
        raise
