"""The started server that clients talk to, on each engine in turn; what they leave in its store is verified."""

import subprocess
from collections.abc import Iterator

import pytest
from tests.clients.started import Started, counterfoil, environment, started


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def empty_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of an empty store."""
    if request.param == "sqlite":
        return str(tmp_path_factory.mktemp("store") / "shop.db")
    address: str = request.getfixturevalue("postgres_server").create_database()
    return address


@pytest.fixture(scope="module")
def server(empty_store: str) -> Iterator[Started]:
    """A server with the demo shop; the store it leaves must be sound."""
    with started(empty_store) as running:
        yield running
    verify = counterfoil("verify", "--store", empty_store)
    verdict = subprocess.run(verify, capture_output=True, text=True, env=environment(), check=False)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
