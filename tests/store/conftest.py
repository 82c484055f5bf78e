"""The store under test, once on each engine."""

from collections.abc import AsyncIterator

import pytest

from counterfoil.store.engines import open_store
from counterfoil.store.interface import Store


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(params=[pytest.param("sqlite", marks=pytest.mark.fast), "postgres"])
def store_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database of each engine in turn."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[Store]:
    opened = await open_store(store_url)
    yield opened
    await opened.close()
