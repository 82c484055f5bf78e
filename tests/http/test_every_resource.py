"""Every row of the table of resources is called with success in each version the compatibility page shows."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from tests.api import SHOP, Api
from tests.http.gift_certificates import load_certificates
from tests.http.scenarios import World
from tests.http.scenarios_of_customers import SCENARIOS
from tests.postgres import PostgresServer
from tools.make_docs import SHOWN

from counterfoil.http.routes import ROUTES
from counterfoil.versions import Version, covers

ROWS = sorted({f"{row.method} {row.path}" for row in ROUTES})


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One server for all calls; each makes for itself what it needs."""
    if request.param == "sqlite":
        demo: Path = request.getfixturevalue("sqlite_demo")
        store = str(shutil.copy(demo, tmp_path_factory.mktemp("every") / "demo.db"))
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        store = server.create_database(copy_of=request.getfixturevalue("postgres_demo"))
    api = Api(store, token_failures_per_minute=1000)
    load_certificates(api, tmp_path_factory.mktemp("certificates"))
    yield World(api)
    breaches = api.breaches()
    api.close()
    assert breaches == []


def served(row: str, version: Version) -> bool:
    """Say whether the table has the row in a version."""
    return any(f"{found.method} {found.path}" == row and covers(version, found.since, found.until) for found in ROUTES)


def another(row: str, version: Version) -> bool:
    """Say whether the path means something else in a version: ``ext_profile`` was a customer's id before 20.9."""
    method, _, path = row.partition(" ")
    parts = path.strip("/").split("/")
    return any(
        found.method == method and found.path != path and _matches(found.pattern, parts)
        for found in ROUTES
        if covers(version, found.since, found.until)
    )


def _matches(pattern: Sequence[str], parts: Sequence[str]) -> bool:
    """Say whether a path without parameters of its own fits a pattern."""
    return len(pattern) == len(parts) and all(
        "{" not in part and (wanted == part or wanted.startswith("{"))
        for wanted, part in zip(pattern, parts, strict=True)
    )


def test_each_row_has_its_call() -> None:
    assert [row for row in ROWS if row not in SCENARIOS] == []
    assert [row for row in SCENARIOS if row not in ROWS] == []


@pytest.mark.parametrize("row", ROWS)
def test_a_resource_answers_in_each_version_that_has_it(world: World, row: str) -> None:
    for version in SHOWN:
        at = f"{SHOP}/{version.path_segment}"
        if served(row, version):
            answer = SCENARIOS[row](world, at)
            assert answer.status in (200, 204), f"{row} in {version}: {answer}"
            if answer.content:
                assert answer.json["_v"] == str(version)
        elif not another(row, version):
            method, _, path = row.partition(" ")
            absent = world.send(method, at + path.replace("({ids})", "(a)").replace("{", "").replace("}", ""))
            assert (absent.status, absent.fault) in (
                (404, "ResourcePathNotFoundException"),
                (405, "MethodNotAllowedException"),
            ), f"{row} in {version}: {absent}"
