"""Open a store by its address: SQLite for a file, PostgreSQL for a postgresql:// URL."""

from counterfoil.store.interface import Store
from counterfoil.store.records import StoreError
from counterfoil.store.sql import SqlStore
from counterfoil.store.sqlite import SqliteEngine

POSTGRESQL = ("postgresql://", "postgres://")


async def open_store(url: str, *, migrate: bool = True, vfs: str | None = None, connections: int = 16) -> Store:
    """Open ``sqlite:PATH``, a bare path, or ``postgresql://…``; raise StoreError.

    ``vfs`` names a registered SQLite VFS; ``connections`` limits those to PostgreSQL.
    """
    if url.startswith(POSTGRESQL):
        try:
            from counterfoil.store.postgres import open_engine  # noqa: PLC0415  (asyncpg is optional)
        except ModuleNotFoundError as error:
            raise StoreError("PostgreSQL needs the package asyncpg: install counterfoil[pg]") from error
        return SqlStore(await open_engine(url, migrate, connections))
    engine = SqliteEngine(url.removeprefix("sqlite:").removeprefix("//"), vfs)
    engine.start(migrate)
    return SqlStore(engine)
