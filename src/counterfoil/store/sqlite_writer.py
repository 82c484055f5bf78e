"""The writing connection of SQLite: jobs that wait are run together, and one thread makes them durable."""

import asyncio
import contextlib
import re
from collections.abc import Callable, Sequence
from queue import SimpleQueue
from threading import Thread

import apsw

from counterfoil.store.jobs import Many, Row, Statement, Value, Violation
from counterfoil.store.records import StoreUnavailable

UNAVAILABLE = (
    apsw.AbortError,
    apsw.AuthError,
    apsw.BusyError,
    apsw.CantOpenError,
    apsw.ConnectionClosedError,
    apsw.CorruptError,
    apsw.EmptyError,
    apsw.FormatError,
    apsw.FullError,
    apsw.InternalError,
    apsw.InterruptError,
    apsw.IOError,
    apsw.LockedError,
    apsw.NoLFSError,
    apsw.NoMemError,
    apsw.NotADBError,
    apsw.NotFoundError,
    apsw.PermissionsError,
    apsw.ProtocolError,
    apsw.ReadOnlyError,
    apsw.SchemaChangeError,
)
WRITER_WAITS_SECONDS = 10
MAX_BATCH = 256
BEGIN = "begin immediate"
PARAMETER = re.compile(r"\$(\d+)")
_native: dict[str, str] = {}


def native(sql: str) -> str:
    """Number parameters SQLite's way: there ``$1`` would be a name, not a position."""
    found = _native.get(sql)
    if found is None:
        found = _native[sql] = PARAMETER.sub(r"?\1", sql)
    return found


class Work:
    """A job on its way through the writer."""

    __slots__ = ("error", "future", "kinds", "returning", "rows", "statements")

    def __init__(
        self,
        statements: Sequence[Statement],
        kinds: Sequence[Many],
        returning: bool,
        future: asyncio.Future[Sequence[Row]],
    ) -> None:
        self.statements = statements
        self.kinds = kinds
        self.returning = returning
        self.future = future
        self.rows: Sequence[Row] = ()
        self.error: Exception | None = None

    def run(self, connection: apsw.Connection) -> None:
        """Execute the statements, and the writes of many rows; raise what a statement says it missed."""
        for statement in self.statements:
            cursor = connection.execute(native(statement.sql), statement.args)
            if self.returning:
                self.rows = cursor.fetchall()
            if statement.missed is not None and connection.changes() == 0:
                raise statement.missed
        for sql, rows in self.kinds:
            connection.executemany(native(sql), rows)


class Writer:
    """The writing connection: runs the waiting jobs on the event loop, and one thread makes them durable together.

    Statements take microseconds and need Python; a commit takes a disk and does not. Two threads that both ran Python
    would take the interpreter from each other at every statement.
    """

    def __init__(self, connect: Callable[[], apsw.Connection]) -> None:
        self._connect = connect
        self._connection: apsw.Connection | None = connect()
        self._waiting: list[Work] = []
        self._batch: list[Work] = []
        self._at_work = False
        self._writes = False
        """Whether a transaction is under way, part of which is the thread's."""
        self._idle: asyncio.Future[None] | None = None
        self._queue: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = Thread(target=self._serve, name="counterfoil-writer", daemon=True)
        self._thread.start()

    def put(
        self, statements: Sequence[Statement], kinds: Sequence[Many] = (), *, returning: bool = False
    ) -> asyncio.Future[Sequence[Row]]:
        """Queue a job; the future is done when it is durable."""
        loop = asyncio.get_running_loop()
        work = Work(statements, kinds, returning, loop.create_future())
        self._waiting.append(work)
        if not self._at_work:
            self._at_work = True
            loop.call_soon(self._take, loop)
        return work.future

    def read(self, sql: str, args: Sequence[Value]) -> Sequence[Row] | None:
        """Run a query while nothing is written, or return None.

        What this connection wrote it still has in memory, where a connection that reads forgets all it has with each
        commit. If the query fails, the reader's failure tells why.
        """
        if self._writes or self._connection is None:
            return None
        try:
            return self._connection.execute(native(sql), args).fetchall()
        except UNAVAILABLE:
            self._disconnect()
            return None

    async def close(self) -> None:
        """Finish the queue."""
        if self._at_work:
            self._idle = asyncio.get_running_loop().create_future()
            await self._idle
        self._queue.put(self._disconnect)
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)

    def _serve(self) -> None:
        while (work := self._queue.get()) is not None:
            work()

    def _take(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin with the jobs that wait now; where another process is writing, the thread waits for its turn."""
        self._writes = True
        self._batch, self._waiting = self._waiting[:MAX_BATCH], self._waiting[MAX_BATCH:]
        try:
            if self._connection is not None:
                self._connection.set_busy_timeout(0)
                self._connection.execute(BEGIN)
                self._run(loop)
                return
        except apsw.BusyError:
            pass
        except Exception as error:
            self._failed(error)
            self._done(loop)
            return
        self._later(loop, self._begin, self._run)

    def _begin(self) -> None:
        """Connect anew if need be and wait for the turn; on the thread."""
        if self._connection is None:
            self._connection = self._connect()
        self._connection.set_busy_timeout(WRITER_WAITS_SECONDS * 1000)
        self._connection.execute(BEGIN)

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        """Run the jobs; an error of the database fails them all, for none is kept."""
        connection = self._connection
        assert connection is not None
        try:
            for work in self._batch:
                _attempt(connection, work)
        except Exception as error:
            self._failed(error)
            self._done(loop)
            return
        self._later(loop, self._commit, self._done)

    def _commit(self) -> None:
        assert self._connection is not None
        self._connection.execute("commit")

    def _later(
        self,
        loop: asyncio.AbstractEventLoop,
        work: Callable[[], None],
        then: Callable[[asyncio.AbstractEventLoop], None],
    ) -> None:
        """Do something on the thread and go on with the loop."""

        def do() -> None:
            goes_on = then
            try:
                work()
            except Exception as error:
                self._failed(error)
                goes_on = self._done
            try:
                loop.call_soon_threadsafe(goes_on, loop)
            except RuntimeError:  # the loop was closed: nobody waits any more
                self._disconnect()
                self._at_work = False

        self._queue.put(do)

    def _failed(self, error: Exception) -> None:
        self._disconnect()
        for work in self._batch:
            work.error = unavailable(error)

    def _done(self, loop: asyncio.AbstractEventLoop) -> None:
        """Tell those who wait, and go on with the next, which those who were told may add to: the more at once."""
        self._writes = False
        batch, self._batch = self._batch, []
        _resolve(batch)
        if self._waiting:
            loop.call_soon(self._take, loop)
            return
        self._at_work = False
        if self._idle is not None and not self._idle.done():
            self._idle.set_result(None)

    def _disconnect(self) -> None:
        """Close the connection, which undoes an open transaction; the next batch opens another."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(apsw.Error):
                connection.close(True)


def _attempt(connection: apsw.Connection, work: Work) -> None:
    several = len(work.statements) > 1 or bool(work.kinds)
    if several:
        connection.execute("savepoint job")
    try:
        work.run(connection)
    except UNAVAILABLE:
        raise
    except Exception as error:
        # A single statement that fails or finds no row has changed nothing.
        work.error = Violation(str(error)) if isinstance(error, apsw.ConstraintError) else error
        if several:
            connection.execute("rollback to job")
    if several:
        connection.execute("release job")


def _resolve(batch: list[Work]) -> None:
    for work in batch:
        if work.future.cancelled():
            continue
        if work.error is not None:
            work.future.set_exception(work.error)
        else:
            work.future.set_result(work.rows)


def unavailable(error: Exception) -> StoreUnavailable:
    """Say in the store's words what the database answered."""
    made = StoreUnavailable(f"{type(error).__name__}: {error}")
    made.__cause__ = error
    return made
