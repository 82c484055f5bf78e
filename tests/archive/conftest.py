"""A shop that archives are loaded into, on SQLite."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.archive.archives import Shop

from counterfoil.store.engines import open_store


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    store = await open_store(f"sqlite:{tmp_path / 'store.db'}")
    yield Shop(store, tmp_path)
    await store.close()
