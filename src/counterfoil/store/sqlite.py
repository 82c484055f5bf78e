"""The SQLite engine: statements inline on the event loop, and one thread that commits the waiting jobs together."""

import contextlib
import time
from collections.abc import Sequence
from pathlib import Path

import apsw

from counterfoil.store import migrations
from counterfoil.store.jobs import Many, Row, Statement, Value
from counterfoil.store.records import StoreUnavailable
from counterfoil.store.sqlite_search import Searchers
from counterfoil.store.sqlite_writer import PARAMETER, UNAVAILABLE, WRITER_WAITS_SECONDS, Writer, native, unavailable

LOOP_WAITS_SECONDS = 2
READ_WRITE = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
LEASES_SUFFIX = "-leases"
MAPPED_BYTES = 2**30


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
        rows = None if self._writer is None else self._writer.read(sql, args)
        if rows is not None:
            return rows
        try:
            if self._reader is None:
                self._reader = self._connect_reader()
            return self._reader.execute(native(sql), args).fetchall()
        except UNAVAILABLE as error:
            _close(self._reader)
            self._reader = None
            raise unavailable(error) from error

    async def write(self, job: Sequence[Statement]) -> None:
        await self._working.put(job)

    async def write_batch(self, guard: Statement, kinds: Sequence[Many]) -> None:
        await self._working.put([guard], kinds)

    async def read_within(self, seconds: float, sql: str, args: Sequence[Value] = ()) -> Sequence[Row]:
        return await self._searchers.read(seconds, PARAMETER.sub(r"?\1", sql), args)  # not kept: there are too many

    async def write_returning(self, sql: str, args: Sequence[Value]) -> Sequence[Row]:
        return await self._working.put([Statement(sql, args)], returning=True)

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

    @property
    def _working(self) -> Writer:
        if self._writer is None:
            raise StoreUnavailable("the store is closed")
        return self._writer

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
        _map(connection)
        return connection

    def _connect_writer(self) -> apsw.Connection:
        connection = self._connect(READ_WRITE)
        connection.set_busy_timeout(WRITER_WAITS_SECONDS * 1000)
        _use_log(connection)
        connection.execute("pragma synchronous = full; pragma wal_autocheckpoint = 4000").fetchall()
        _map(connection)  # it reads as well while it rests
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


def _map(connection: apsw.Connection) -> None:
    """Read a large store where the system has it in memory: a tenth less time than by system calls."""
    connection.execute(f"pragma mmap_size = {MAPPED_BYTES}").fetchall()


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
