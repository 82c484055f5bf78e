"""An engine that is everybody's, borrowed to add statements to the jobs of one request."""

from abc import ABC, abstractmethod
from collections.abc import Sequence

from counterfoil.store.jobs import Engine, Many, Row, Statement, Value


class BorrowedEngine(ABC):
    """An engine whose jobs carry along statements; what says which ones they are is a class of its own."""

    def __init__(self, engine: Engine) -> None:
        self.leases_inside = engine.leases_inside
        self.each_number = engine.each_number
        self._engine = engine

    @abstractmethod
    def carried(self) -> Sequence[Statement]:
        """Return the statements that the next job carries along."""

    @abstractmethod
    def written(self) -> None:
        """Hear that a job with these statements is committed."""

    async def read(self, sql: str, args: Sequence[Value] = ()) -> Sequence[Row]:
        return await self._engine.read(sql, args)

    async def write(self, job: Sequence[Statement]) -> None:
        await self._engine.write([*job, *self.carried()])
        self.written()

    async def write_batch(self, guard: Statement, kinds: Sequence[Many]) -> None:
        await self._engine.write_batch(guard, kinds)

    async def read_within(self, seconds: float, sql: str, args: Sequence[Value] = ()) -> Sequence[Row]:
        return await self._engine.read_within(seconds, sql, args)

    async def write_returning(self, sql: str, args: Sequence[Value]) -> Sequence[Row]:
        return await self._engine.write_returning(sql, args)

    async def lease(self, sql: str, args: Sequence[Value]) -> int:
        return await self._engine.lease(sql, args)

    async def close(self) -> None:  # noqa: B027  (nothing is to be done)
        """Leave the engine open: it is everybody's."""
