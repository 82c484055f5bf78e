"""A job: the statements of one transaction, written once and run by either engine.

Statements have ``$1`` parameters and keep to the SQL that SQLite and PostgreSQL share.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, NamedTuple, Protocol

from counterfoil.store.records import StoreError

Value = str | bytes | int | None
Row = Sequence[Any]  # columns have as many types as tables have columns
"""A row of a result: a tuple, or what the driver has in its place."""
Read = Callable[[str, Sequence[Value]], Awaitable[Sequence[Row]]]
"""What runs a query: an engine, or a search in the time it has."""


class Statement(NamedTuple):
    """A write; the job is undone with the error ``missed`` if no row was changed."""

    sql: str
    args: Sequence[Value]
    missed: StoreError | None = None
    behind: bool = False
    """Whether it may work on a row that a statement before it in the job has written."""


class Many(NamedTuple):
    """One write with the arguments of many rows."""

    sql: str
    rows: Sequence[Sequence[Value]]


class Violation(StoreError):  # noqa: N818  (named for what happened)
    """A constraint refused a row; the text names the constraint or its columns."""


class Engine(Protocol):
    """What the operations need of a database."""

    leases_inside: bool
    """Whether leases are in the same database, so that a job can release one."""
    each_number: str
    """A query for the numbers of a list that is one parameter, written as JSON."""

    async def read(self, sql: str, args: Sequence[Value] = ()) -> Sequence[Row]:
        """Run one query."""

    async def write(self, job: Sequence[Statement]) -> None:
        """Commit all statements durably or none; raise Violation or what a statement says it missed."""

    async def write_batch(self, guard: Statement, kinds: Sequence[Many]) -> None:
        """Commit a statement and writes of many rows behind it, or none; raise what the statement says it missed."""

    async def read_within(self, seconds: float, sql: str, args: Sequence[Value] = ()) -> Sequence[Row]:
        """Run one query beside all other work; raise TookTooLong behind the time it has."""

    async def write_returning(self, sql: str, args: Sequence[Value]) -> Sequence[Row]:
        """Commit one statement that has a ``returning`` clause."""

    async def lease(self, sql: str, args: Sequence[Value]) -> int:
        """Commit one statement on leases, which may be lost in a power cut; return the rows changed."""

    async def close(self) -> None:
        """Finish the jobs under way and close the connections."""


def expand(sql: str, marker: str, first: int, count: int) -> str:
    """Put ``count`` parameters, numbered from ``first``, in the place of a marker."""
    return sql.replace(marker, ", ".join(f"${number}" for number in range(first, first + count)))


def padded(values: Sequence[str]) -> list[str]:
    """Repeat the last value up to a power of two, so that lists of all lengths share few statements."""
    length = 1
    while length < len(values):
        length *= 2
    return [*values, *[values[-1]] * (length - len(values))]
