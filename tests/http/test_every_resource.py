"""Every row of the table of resources is called with success in each version the compatibility page shows."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.api import SHOP, Api
from tests.http.described import undescribed
from tests.http.gift_certificates import load_certificates
from tests.http.scenarios import World
from tests.http.scenarios_of_customers import SCENARIOS
from tests.postgres import PostgresServer
from tools.make_docs import SHOWN

from counterfoil.http import app
from counterfoil.http.routes import ROUTES, find_route
from counterfoil.shop.call import Call
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
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "Call", asked_call)
        yield World(api)
    breaches = api.breaches()
    api.close()
    assert breaches == []


EVERYWHERE = {"client_id", "method", "format"}
asked: dict[tuple[str, str], set[str]] = {}
"""The parameters that calls looked for, by method and path of the table."""


class Asked(dict[str, str]):
    """A query that notes what is looked for."""

    def __init__(self, query: Mapping[str, str], names: set[str]) -> None:
        super().__init__(query)
        self.names = names

    def get(self, name: str, default: Any = None) -> Any:
        self.names.add(name)
        return super().get(name, default)


def asked_call(**given: Any) -> Call:
    method, path = given["method_and_path"]
    row, _ = find_route(method, tuple(path.strip("/").split("/")), given["version"], path)
    names = asked.setdefault((row.method, row.path), set())
    return Call(**{**given, "query": Asked(given["query"], names)})


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
            assert answer.status in (200, 201, 204), f"{row} in {version}: {answer}"
            if answer.content:
                assert answer.json["_v"] == str(version)
                assert undescribed(row, version, answer.json) == [], f"{row} in {version}"
            method, _, path = row.partition(" ")
            rows = [found for found in ROUTES if (found.method, found.path) == (method, path)]
            described = {parameter.name for found in rows for parameter in found.query}
            assert asked.get((method, path), set()) <= described | EVERYWHERE
        elif not another(row, version):
            method, _, path = row.partition(" ")
            absent = world.send(method, at + path.replace("({ids})", "(a)").replace("{", "").replace("}", ""))
            assert (absent.status, absent.fault) in (
                (404, "ResourcePathNotFoundException"),
                (405, "MethodNotAllowedException"),
            ), f"{row} in {version}: {absent}"
