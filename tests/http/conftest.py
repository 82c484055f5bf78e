"""Copies of the demo store for tests that start real servers, or that share one server."""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.api import Api
from tests.archive.archives import folder, marked
from tests.http.target import Target
from tests.http.wanted_by_cartridges import PROVIDER, WANTED
from tests.postgres import PostgresServer
from tests.project import PROJECT

from counterfoil.archive.load import load_archive
from counterfoil.archive.report import Report

ENGINES = ["sqlite", "postgres"]
FAST = {
    "test_agent_order",
    "test_basket_items",
    "test_basket_payment",
    "test_client_habits",
    "test_coupons",
    "test_customer_profile",
    "test_customers",
    "test_external_profiles",
    "test_faults",
    "test_full_disk_and_leases",
    "test_golden",
    "test_golden_recorded",
    "test_hooks",
    "test_modes",
    "test_oauth",
    "test_order_changes",
    "test_order_once",
    "test_order_search",
    "test_promotions_apply",
    "test_protocol",
    "test_recorded_facts",
    "test_recorded_forms",
    "test_resource_state",
    "test_store_failures",
}
"""Modules whose tests on SQLite are in the fast selection; with all of them it would not stay under a minute."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Take the tests of the other modules here out of the fast selection."""
    here = Path(__file__).parent
    for item in items:
        if item.path.parent == here and item.path.stem not in FAST:
            item.own_markers = [mark for mark in item.own_markers if mark.name != "fast"]


def copy_demo(request: pytest.FixtureRequest, engine: str, folder: Path) -> str:
    """Return the address of a new store with the demo site."""
    if engine == "sqlite":
        copy = folder / "demo.db"
        shutil.copy(request.getfixturevalue("sqlite_demo"), copy)
        return str(copy)
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return server.create_database(copy_of=request.getfixturevalue("postgres_demo"))


@pytest.fixture(params=ENGINES)
def served_store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store with the demo site, for servers in processes of their own: not for the fast selection."""
    return copy_demo(request, request.param, tmp_path)


@pytest.fixture(scope="module", params=[pytest.param("sqlite", marks=pytest.mark.fast), "postgres"])
def shared_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a store with the demo site that the tests of a module share."""
    return copy_demo(request, request.param, tmp_path_factory.mktemp("shared"))


@pytest.fixture(scope="module")
def shared(shared_store: str) -> Iterator[Target]:
    """A server that all tests of a module shoot at; what they leave behind is verified."""
    api = Api(shared_store)
    yield Target(api)
    breaches = api.breaches()
    api.close()
    assert breaches == []


Load = Callable[[Mapping[str, str]], Report]


@pytest.fixture
def load(api: Api, tmp_path: Path) -> Load:
    """Import an archive of these files into the store of the server."""

    def import_files(files: Mapping[str, str]) -> Report:
        archive = folder(Path(tempfile.mkdtemp(dir=tmp_path)), files)
        report: Report = api.run(load_archive(api.application.server.store, archive, hash_password=marked))
        return report

    return import_files


@pytest.fixture
def target(shared: Target) -> Target:
    """The server with a basket to be shot at."""
    shared.refresh()
    return shared


ShopWith = Callable[..., Api]


@pytest.fixture
def shop_with(make_api: Callable[..., Api], tmp_path: Path) -> ShopWith:
    """Make a server with cartridges of the suite on its path, and the shop data that they want."""

    def make(path: str, **settings: Any) -> Api:
        given = {
            "demo_hook": False,
            "services": json.dumps({PROVIDER: {"url": "http://provider.example", "mode": "mock"}}),
            **settings,
        }
        made = make_api(cartridges=str(PROJECT / "tests" / "cartridges_of_suite"), cartridge_path=path, **given)
        archive = folder(Path(tempfile.mkdtemp(dir=tmp_path)), WANTED)
        report: Report = made.run(load_archive(made.application.server.store, archive, hash_password=marked))
        assert report.warnings == []
        return made

    return make
