"""The SQLite engine: reads inline on the event loop, writes on one thread that commits the waiting jobs together."""

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
from counterfoil.store.interface import StoreUnavailable
from counterfoil.store.jobs import Row, Statement, Value, Violation

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
    """The thread that owns the writing connection."""

    def __init__(self, connect: Callable[[], apsw.Connection]) -> None:
        self._connect = connect
        self._connection: apsw.Connection | None = connect()
        self._queue: SimpleQueue[Work | None] = SimpleQueue()
        self._thread = Thread(target=self._serve, name="counterfoil-writer", daemon=True)
        self._thread.start()

    def put(self, statements: Sequence[Statement], returning: bool) -> asyncio.Future[Sequence[Row]]:
        """Queue a job; the future is done when it is durable."""
        work = Work(statements, returning, asyncio.get_running_loop().create_future())
        self._queue.put(work)
        return work.future

    async def close(self) -> None:
        """Finish the queue."""
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)

    def _serve(self) -> None:
        going_on = True
        while going_on:
            batch: list[Work] = []
            work = self._queue.get()
            while work is not None:
                batch.append(work)
                if len(batch) == MAX_BATCH or self._queue.empty():
                    break
                work = self._queue.get()
            going_on = work is not None
            if batch:
                self._commit(batch)
                _wake(batch)
        self._disconnect()

    def _commit(self, batch: list[Work]) -> None:
        """Run the jobs and commit once; an error of the database fails them all, for none is kept."""
        try:
            if self._connection is None:
                self._connection = self._connect()
            connection = self._connection
            connection.execute("begin immediate")
            for work in batch:
                _attempt(connection, work)
            connection.execute("commit")
        except Exception as error:
            self._disconnect()
            for work in batch:
                work.error = unavailable(error)

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


def _wake(batch: list[Work]) -> None:
    loop = batch[0].future.get_loop()
    with contextlib.suppress(RuntimeError):  # the loop was closed: nobody waits any more
        loop.call_soon_threadsafe(_resolve, batch)


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

    def __init__(self, path: str, vfs: str | None) -> None:
        self._path = path
        self._vfs = vfs
        self._reader: apsw.Connection | None = None
        self._leases: apsw.Connection | None = None
        self._writer: Writer | None = None

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
                self._reader = self._connect(apsw.SQLITE_OPEN_READONLY)
                # A large store is read where the system has it in memory: a tenth less time than by system calls.
                self._reader.execute(f"pragma mmap_size = {MAPPED_BYTES}").fetchall()
            return self._reader.execute(native(sql), args).fetchall()
        except UNAVAILABLE as error:
            _close(self._reader)
            self._reader = None
            raise unavailable(error) from error

    async def write(self, job: Sequence[Statement]) -> None:
        await self._put(job, returning=False)

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
