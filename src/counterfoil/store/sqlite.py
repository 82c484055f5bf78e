"""The SQLite engine: statements inline on the event loop, and one thread that commits the waiting jobs together."""

import asyncio
import contextlib
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

import apsw

from counterfoil.store import migrations
from counterfoil.store.jobs import Row, Statement, Value, Violation
from counterfoil.store.records import StoreUnavailable
from counterfoil.store.sqlite_search import Searchers

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
LOOP_WAITS_SECONDS = 2
READ_WRITE = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
MAX_BATCH = 256
BEGIN = "begin immediate"
LEASES_SUFFIX = "-leases"
MAPPED_BYTES = 2**30
_PARAMETER = re.compile(r"\$(\d+)")
_native: dict[str, str] = {}


def native(sql: str) -> str:
    """Number parameters SQLite's way: there ``$1`` would be a name, not a position."""
    found = _native.get(sql)
    if found is None:
        found = _native[sql] = _PARAMETER.sub(r"?\1", sql)
    return found


class Work:
    """A job on its way through the writer."""

    __slots__ = ("error", "future", "returning", "rows", "statements")

    def __init__(self, statements: Sequence[Statement], returning: bool, future: asyncio.Future[Sequence[Row]]) -> None:
        self.statements = statements
        self.returning = returning
        self.future = future
        self.rows: Sequence[Row] = ()
        self.error: Exception | None = None

    def run(self, connection: apsw.Connection) -> None:
        """Execute the statements; raise what a statement says it missed."""
        for statement in self.statements:
            cursor = connection.execute(native(statement.sql), statement.args)
            if self.returning:
                self.rows = cursor.fetchall()
            if statement.missed is not None and connection.changes() == 0:
                raise statement.missed


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
        self._idle: asyncio.Future[None] | None = None
        self._queue: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = Thread(target=self._serve, name="counterfoil-writer", daemon=True)
        self._thread.start()

    def put(self, statements: Sequence[Statement], returning: bool) -> asyncio.Future[Sequence[Row]]:
        """Queue a job; the future is done when it is durable."""
        loop = asyncio.get_running_loop()
        work = Work(statements, returning, loop.create_future())
        self._waiting.append(work)
        if not self._at_work:
            self._at_work = True
            loop.call_soon(self._take, loop)
        return work.future

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
        """Tell those who wait, and go on with the next."""
        batch, self._batch = self._batch, []
        _resolve(batch)
        if self._waiting:
            self._take(loop)
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
    several = len(work.statements) > 1
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


class SqliteEngine:
    """One database file in WAL mode, and a small file for the leases beside it."""

    leases_inside = False
    each_number = "select value from json_each({})"

    def __init__(self, path: str, vfs: str | None) -> None:
        self._path = path
        self._vfs = vfs
        self._reader: apsw.Connection | None = None
        self._leases: apsw.Connection | None = None
        self._writer: Writer | None = None
        self._searchers = Searchers(self._connect_reader, UNAVAILABLE)

    def start(self, migrate: bool) -> None:
        """Bring the schema up to date and open the connections; raise StoreError if it is not this program's."""
        try:
            self._create_private()
            self._migrate(migrate)
            self._writer = Writer(self._connect_writer)
        except UNAVAILABLE as error:
            raise unavailable(error) from error

    async def read(self, sql: str, args: Sequence[Value] = ()) -> Sequence[Row]:
        try:
            if self._reader is None:
                self._reader = self._connect_reader()
            return self._reader.execute(native(sql), args).fetchall()
        except UNAVAILABLE as error:
            _close(self._reader)
            self._reader = None
            raise unavailable(error) from error

    async def write(self, job: Sequence[Statement]) -> None:
        await self._put(job, returning=False)

    async def write_batch(self, job: Sequence[Statement]) -> None:
        await self._put(job, returning=False)

    async def read_within(self, seconds: float, sql: str, args: Sequence[Value] = ()) -> Sequence[Row]:
        return await self._searchers.read(seconds, _PARAMETER.sub(r"?\1", sql), args)  # not kept: there are too many

    async def write_returning(self, sql: str, args: Sequence[Value]) -> Sequence[Row]:
        return await self._put([Statement(sql, args)], returning=True)

    async def lease(self, sql: str, args: Sequence[Value]) -> int:
        try:
            if self._leases is None:
                self._leases = self._connect_leases()
            self._leases.execute(native(sql), args)
            return self._leases.changes()
        except UNAVAILABLE as error:
            _close(self._leases)
            self._leases = None
            raise unavailable(error) from error

    async def close(self) -> None:
        await self._searchers.close()
        _close(self._reader)
        _close(self._leases)
        self._reader = self._leases = None
        writer, self._writer = self._writer, None
        if writer is not None:
            await writer.close()  # the last connection, which may write, checkpoints and removes the log

    def _put(self, job: Sequence[Statement], returning: bool) -> asyncio.Future[Sequence[Row]]:
        if self._writer is None:
            raise StoreUnavailable("the store is closed")
        return self._writer.put(job, returning)

    def _create_private(self) -> None:
        """Let only the owner read new files; the log takes its permissions from the file it belongs to."""
        for suffix in ("", LEASES_SUFFIX):
            with contextlib.suppress(OSError):  # SQLite says it better
                Path(self._path + suffix).touch(mode=0o600)

    def _connect(self, flags: int, suffix: str = "") -> apsw.Connection:
        connection = apsw.Connection(self._path + suffix, flags=flags, vfs=self._vfs)
        connection.set_busy_timeout(LOOP_WAITS_SECONDS * 1000)
        connection.execute("pragma cache_size = -16000; pragma temp_store = memory").fetchall()
        return connection

    def _connect_reader(self) -> apsw.Connection:
        connection = self._connect(apsw.SQLITE_OPEN_READONLY)
        # A large store is read where the system has it in memory: a tenth less time than by system calls.
        connection.execute(f"pragma mmap_size = {MAPPED_BYTES}").fetchall()
        return connection

    def _connect_writer(self) -> apsw.Connection:
        connection = self._connect(READ_WRITE)
        connection.set_busy_timeout(WRITER_WAITS_SECONDS * 1000)
        _use_log(connection)
        connection.execute("pragma synchronous = full; pragma wal_autocheckpoint = 4000").fetchall()
        return connection

    def _connect_leases(self) -> apsw.Connection:
        connection = self._connect(READ_WRITE, LEASES_SUFFIX)
        _use_log(connection)
        connection.execute("pragma synchronous = off").fetchall()
        connection.execute(f"create {migrations.LEASES}")
        return connection

    def _migrate(self, migrate: bool) -> None:
        connection = self._connect_writer()
        try:
            connection.execute("begin immediate")
            connection.execute(migrations.VERSION_TABLE)
            connection.execute(migrations.VERSION_ROW)
            version = int(connection.execute(migrations.READ_VERSION).get)
            for statement in migrations.pending(version, migrate, migrations.SQLITE):
                connection.execute(statement)
            self._open_leases()
            connection.execute("commit")
        finally:
            connection.close(True)

    def _open_leases(self) -> None:
        """Open the leases, anew if a power cut damaged them; called under the lock that migrations hold."""
        with contextlib.suppress(apsw.CorruptError, apsw.NotADBError):
            self._leases = self._connect_leases()
            if self._leases.execute("pragma quick_check").fetchall() == [("ok",)]:
                return
        _close(self._leases)
        for suffix in ("", "-wal", "-shm"):
            Path(self._path + LEASES_SUFFIX + suffix).unlink(missing_ok=True)
        self._leases = self._connect_leases()


def _use_log(connection: apsw.Connection) -> None:
    """Write ahead; when several open a new file at once SQLite does not wait for its turn to say so, so this does."""
    for _ in range(LOOP_WAITS_SECONDS * 100):
        with contextlib.suppress(apsw.BusyError):
            connection.execute("pragma journal_mode = wal").fetchall()
            return
        time.sleep(0.01)
    raise apsw.BusyError("others hold the file")


def _close(connection: apsw.Connection | None) -> None:
    if connection is not None:
        with contextlib.suppress(apsw.Error):
            connection.close(True)
