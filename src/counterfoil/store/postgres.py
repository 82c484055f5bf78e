"""The PostgreSQL engine: a list of connections, and jobs that are one statement, so one round trip and one commit."""

import asyncio
import contextlib
import re
from collections.abc import Awaitable, Callable, Sequence
from itertools import groupby
from typing import Any, TypeVar

import asyncpg  # type: ignore[import-untyped]  # has no type information

from counterfoil.store import migrations
from counterfoil.store.jobs import Many, Row, Statement, Value, Violation
from counterfoil.store.records import StoreError, StoreUnavailable, TookTooLong

Connection = Any  # asyncpg has no type information
Result = TypeVar("Result")

UNAVAILABLE = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.PostgresSystemError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.DataCorruptedError,
    asyncpg.IndexCorruptedError,
    asyncpg.LockNotAvailableError,
    asyncpg.ObjectNotInPrerequisiteStateError,  # a database that lets nobody in
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
)
ATTEMPTS = 10
CONNECT_SECONDS = 5
COMMAND_SECONDS = 20
MIGRATION_SECONDS = 24 * 3600
"""A large table takes its time to be changed."""
MAX_COMPOSED = 64
SETTINGS = {
    "application_name": "counterfoil",
    "synchronous_commit": "on",
    # A plan made while a table was small is kept: it must be the one that is right when the table has grown.
    "enable_seqscan": "off",
}
_PARAMETER = re.compile(r"\$(\d+)")
_MISSED = re.compile(r"missed (\d+)")


def compose(statements: Sequence[Statement]) -> str:
    """Write several statements as one that fails, and so changes nothing, if one of them missed its row.

    The cast of the text ``missed 0`` to an integer is the portable way to raise an error from a query.
    """
    parts: list[str] = []
    guards: list[str] = []
    first = 0
    for number, statement in enumerate(statements):
        parts.append(f"w{number} as ({_shift(statement.sql, first)} returning 1)")
        if statement.missed is not None:
            guards.append(f"when (select count(*) from w{number}) = 0 then 'missed {number}'")  # noqa: S608  (a number)
        first += len(statement.args)
    check = f"cast(case {' '.join(guards)} else '0' end as integer)" if guards else "0"
    return f"with {', '.join(parts)} select {check}"


def _shift(sql: str, first: int) -> str:
    return _PARAMETER.sub(lambda match: f"${int(match[1]) + first}", sql)


class PostgresEngine:
    """Connections that are used by one operation at a time and carry no state between two."""

    leases_inside = True
    each_number = "select cast(value as bigint) from json_array_elements_text(cast({} as json))"

    def __init__(self, connect: Callable[[], Awaitable[Connection]], connections: int) -> None:
        self._connect = connect
        self._slots = asyncio.Semaphore(connections)
        self._free: list[Connection] = []
        self._composed: dict[tuple[str, ...], str] = {}
        self._closed = False

    async def read(self, sql: str, args: Sequence[Value] = ()) -> Sequence[Row]:
        return await self._use(lambda connection: connection.fetch(sql, *args))

    async def write(self, job: Sequence[Statement]) -> None:
        if len(job) == 1:
            await self._use(lambda connection: _execute(connection, job[0]))
        elif len(job) <= MAX_COMPOSED and not any(statement.behind for statement in job):
            await self._write_composed(job)
        else:
            await self._use(lambda connection: _transaction(connection, job))

    async def write_batch(self, guard: Statement, kinds: Sequence[Many]) -> None:
        await self._use(lambda connection: _batch(connection, guard, kinds))

    async def read_within(self, seconds: float, sql: str, args: Sequence[Value] = ()) -> Sequence[Row]:
        async def fetch(connection: Connection) -> Sequence[Row]:
            try:
                rows: Sequence[Row] = await connection.fetch(sql, *args, timeout=seconds)
            except (TimeoutError, asyncpg.QueryCanceledError):
                raise TookTooLong(f"{seconds:.1f} s") from None
            return rows

        return await self._use(fetch)

    async def write_returning(self, sql: str, args: Sequence[Value]) -> Sequence[Row]:
        return await self.read(sql, args)

    async def lease(self, sql: str, args: Sequence[Value]) -> int:
        # A transaction that writes unlogged tables only does not wait for the log: synchronous_commit needs no change.
        status = await self._use(lambda connection: connection.execute(sql, *args))
        return _changed(status)

    async def close(self) -> None:
        self._closed = True
        while self._free:
            await self._free.pop().close()

    async def migrate(self, migrate: bool) -> None:
        """Bring the schema up to date under a row lock; raise StoreError if it is not this program's."""
        await self._use(_prepare_version)
        await self._use(lambda connection: _migrate(connection, migrate))

    async def _write_composed(self, job: Sequence[Statement]) -> None:
        key = tuple(statement.sql for statement in job)
        guarded = tuple(str(number) for number, statement in enumerate(job) if statement.missed is not None)
        sql = self._composed.get(key + guarded)
        if sql is None:
            sql = self._composed[key + guarded] = compose(job)
        args = [value for statement in job for value in statement.args]
        try:
            await self._use(lambda connection: connection.fetch(sql, *args))
        except asyncpg.InvalidTextRepresentationError as error:
            found = _MISSED.search(str(error))
            missed = job[int(found[1])].missed if found else None
            raise missed or error from None

    async def _use(self, operation: Callable[[Connection], Awaitable[Result]]) -> Result:
        """Run an operation on a connection, again if it lost against a concurrent one."""
        for attempt in range(1, ATTEMPTS):
            try:
                return await self._attempt(operation)
            except (asyncpg.SerializationError, asyncpg.DeadlockDetectedError):
                await asyncio.sleep(0.002 * attempt)
        try:
            return await self._attempt(operation)
        except (asyncpg.SerializationError, asyncpg.DeadlockDetectedError) as error:
            raise _unavailable(error) from error

    async def _attempt(self, operation: Callable[[Connection], Awaitable[Result]]) -> Result:
        async with self._slots:
            connection = None
            try:
                connection = await self._take()
                result = await operation(connection)
            except (StoreError, asyncpg.TransactionRollbackError, asyncpg.DataError):
                self._give_back(connection)
                raise
            except asyncpg.IntegrityConstraintViolationError as error:
                self._give_back(connection)
                raise Violation(error.constraint_name or str(error)) from error
            except UNAVAILABLE as error:
                _drop(connection)
                raise _unavailable(error) from error
            except BaseException:  # cancelled, perhaps in the middle of an answer
                _drop(connection)
                raise
            self._give_back(connection)
            return result

    async def _take(self) -> Connection:
        if self._closed:
            raise StoreUnavailable("the store is closed")
        while self._free:
            connection = self._free.pop()
            if not connection.is_closed():
                return connection
        return await self._connect()

    def _give_back(self, connection: Connection | None) -> None:
        if connection is not None:
            self._free.append(connection)


async def open_engine(url: str, migrate: bool, connections: int) -> PostgresEngine:
    """Connect to PostgreSQL and check or migrate the schema; raise StoreError."""

    async def connect() -> Connection:
        return await asyncpg.connect(
            url,
            timeout=CONNECT_SECONDS,
            command_timeout=COMMAND_SECONDS,
            server_settings=SETTINGS,
        )

    engine = PostgresEngine(connect, connections)
    await engine.migrate(migrate)
    return engine


def _drop(connection: Connection | None) -> None:
    if connection is not None:
        connection.terminate()


def _unavailable(error: BaseException) -> StoreUnavailable:
    return StoreUnavailable(f"{type(error).__name__}: {error}")


def _changed(status: str) -> int:
    return int(status.rpartition(" ")[2])


async def _execute(connection: Connection, statement: Statement) -> None:
    status = await connection.execute(statement.sql, *statement.args)
    if statement.missed is not None and _changed(status) == 0:
        raise statement.missed


async def _transaction(connection: Connection, job: Sequence[Statement]) -> None:
    """Run a long job, such as an import, with its runs of equal statements pipelined."""
    async with connection.transaction():
        for (sql, guarded), group in groupby(job, lambda statement: (statement.sql, statement.missed is not None)):
            if guarded:
                for statement in group:
                    await _execute(connection, statement)
            else:
                await connection.executemany(sql, [statement.args for statement in group])


async def _batch(connection: Connection, guard: Statement, kinds: Sequence[Many]) -> None:
    async with connection.transaction():
        await _execute(connection, guard)
        for sql, rows in kinds:
            if rows:
                await connection.executemany(sql, rows)


async def _prepare_version(connection: Connection) -> None:
    # Another process may make the table at the same moment.
    with contextlib.suppress(asyncpg.UniqueViolationError, asyncpg.DuplicateTableError, asyncpg.DuplicateObjectError):
        await connection.execute(migrations.VERSION_TABLE)
    await connection.execute(migrations.VERSION_ROW)


async def _migrate(connection: Connection, migrate: bool) -> None:
    async with connection.transaction():
        version = await connection.fetchval(migrations.READ_VERSION + " for update")
        for statement in migrations.pending(version, migrate, migrations.POSTGRES):
            await connection.execute(statement, timeout=MIGRATION_SECONDS)
