"""Every extension point is really called: in order, with its arguments, inside the transaction or outside."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.api import SHOP, V23, Answer
from tests.archive.archives import xml
from tests.http.called_points import EXPECTED
from tests.http.gift_certificates import load_certificates, load_files
from tests.http.recorder import Act, RecordingApi
from tests.http.scenarios_of_hooks import SCENARIOS
from tests.postgres import PostgresServer

from counterfoil.documents.basket import Basket
from counterfoil.documents.customer import Customer
from counterfoil.documents.order import Order
from counterfoil.hooks import Status
from counterfoil.hooks.arguments import KINDS
from counterfoil.hooks.point import RECALCULATES, Point
from counterfoil.hooks.points import BY_NAME, POINTS
from counterfoil.http.routes import ROUTES
from counterfoil.versions import NEWEST, PUBLISHED, Version, covers, parse_version

EARLIEST = parse_version("15.2")
ROWS = sorted(SCENARIOS)
MUGS = (
    '<inventory-list><header list-id="refarch-us"/><records><record product-id="mug-01"><allocation>100000</allocation>'
    "</record></records></inventory-list>"
)
"""As many as all these calls need."""
OWNER: dict[str, str] = {}
"""The call that stands for a point: the first one that reaches it."""
for _row, _points in EXPECTED.items():
    for _point in _points:
        OWNER.setdefault(_point, _row)
AFTER_THE_COMMIT_OF_ANOTHER = {"dw.ocapi.baskets.actions.afterTransfer"}
"""A guest who registers is registered, whatever becomes of the basket he takes along."""


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def api(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecordingApi]:
    """One server with a hook at every point; each call makes for itself what it needs."""
    if request.param == "sqlite":
        demo: Path = request.getfixturevalue("sqlite_demo")
        store = str(shutil.copy(demo, tmp_path_factory.mktemp("hooks") / "demo.db"))
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        store = server.create_database(copy_of=request.getfixturevalue("postgres_demo"))
    api = RecordingApi(store, token_failures_per_minute=100_000, demo_hook=False)
    load_certificates(api, tmp_path_factory.mktemp("certificates"))
    load_files(api, tmp_path_factory.mktemp("stock"), {"inventory-lists/refarch-us.xml": xml("inventory", MUGS)})
    yield api
    breaches = api.breaches()
    api.close()
    assert breaches == []


def served(row: str) -> list[Version]:
    """The versions, from the earliest that is looked at, that have the resource of a call."""
    method_and_path = " ".join(row.split()[:2])
    routes = [route for route in ROUTES if f"{route.method} {route.path}" == method_and_path]
    assert routes, row
    return [
        version
        for version in PUBLISHED
        if version >= EARLIEST and any(covers(version, route.since, route.until) for route in routes)
    ]


def has(point: str, version: Version) -> bool:
    return covers(version, BY_NAME[point].since, BY_NAME[point].until)


def turning_points(row: str) -> list[Version]:
    """The versions in which a call reaches other points than in the one before, the first and the last."""
    found, before = [], None
    for version in served(row):
        now = [point for point in EXPECTED.get(row, ()) if has(point, version)]
        if now != before:
            found.append(version)
        before = now
    last = served(row)[-1]
    return found if last in found or not EXPECTED.get(row) else [*found, last]


def run(api: RecordingApi, row: str, version: Version) -> Answer:
    return SCENARIOS[row](api.world, f"{SHOP}/{version.path_segment}")


def disturbed(api: RecordingApi, row: str, point: Point, act: Act) -> Answer:
    """Make a call in which the hook of a point acts: in its last request, which is the call itself."""
    version = [version for version in served(row) if has(point.name, version)][-1]
    start = api.count
    assert run(api, row, version).status < 300
    api.acting, api.act, api.armed_at = point.name, act, api.count + (api.count - start)
    answer = run(api, row, version)
    assert api.count == api.armed_at
    api.armed_at = 0
    return answer


def test_each_point_is_reached_by_a_call() -> None:
    assert [row.name for row in POINTS if row.name not in OWNER] == []
    assert [row for row in EXPECTED if row not in SCENARIOS] == []


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.name)
def test_a_point_is_in_no_version_without_a_resource_that_reaches_it(point: Point) -> None:
    versions = {version for row, points in EXPECTED.items() if point.name in points for version in served(row)}
    assert [str(version) for version in versions if has(point.name, version)]
    if point.since is not None:
        assert min(version for version in versions if has(point.name, version)) == point.since
    if point.until is not None:
        assert point.until <= NEWEST


def test_arguments_and_kinds_are_those_of_the_table() -> None:
    used = {name for row in POINTS for name in row.arguments}
    assert used == set(KINDS)
    outside = {row.name for row in POINTS if not row.inside}
    pattern = re.compile(r"(beforeGET|afterGET|modify[A-Za-z]+Response(_v2)?|validate(Basket|Order))$")
    assert outside == {row.name for row in POINTS if pattern.search(row.name)}


@pytest.mark.parametrize("row", ROWS)
def test_a_call_reaches_its_points_in_order_with_their_arguments(api: RecordingApi, row: str) -> None:
    for version in turning_points(row):
        answer = run(api, row, version)
        assert answer.status < 300, f"{version}: {answer}"
        called = list(api.called)
        assert [one.point for one in called] == [point for point in EXPECTED.get(row, ()) if has(point, version)]
        for point, arguments, inside in called:
            names = BY_NAME[point].arguments
            assert len(arguments) == len(names), point
            for name, value in zip(names, arguments, strict=True):
                allowed = KINDS[name]
                assert isinstance(value, allowed.types) or (allowed.optional and value is None), f"{point} {name}"
            assert inside == BY_NAME[point].inside, point


@pytest.mark.parametrize("point", [row for row in POINTS if row.inside], ids=lambda point: point.name)
def test_an_error_inside_the_transaction_leaves_nothing_of_the_request(api: RecordingApi, point: Point) -> None:
    answer = disturbed(api, OWNER[point.name], point, lambda *_: Status(Status.ERROR, "NO", "It must not be."))
    if point.name in AFTER_THE_COMMIT_OF_ANOTHER:
        assert answer.status == 200
        assert api.after()["baskets"] == api.before["baskets"]
        return
    assert (answer.status, answer.fault) == (400, "HookStatusException")
    if "arguments" in answer.json["fault"]:
        assert (answer.arguments["extensionPoint"], answer.arguments["statusCode"]) == (point.name, "NO")
    assert api.after() == api.before


@pytest.mark.parametrize("point", [row for row in POINTS if not row.inside], ids=lambda point: point.name)
def test_an_error_outside_the_transaction_leaves_what_was_done(api: RecordingApi, point: Point) -> None:
    row = OWNER[point.name]
    answer = disturbed(api, row, point, lambda *_: Status(Status.ERROR, "NO", "It must not be."))
    assert (answer.status, answer.fault) == (400, "HookStatusException")
    reads = row.startswith("GET ") or row == "POST /gift_certificate"
    assert (api.after() == api.before) == reads


def _is_script(name: str) -> bool:
    return KINDS[name].kind == "script"


SCRIPTS = [row for row in POINTS if not row.inside and any(map(_is_script, row.arguments))]


@pytest.mark.parametrize("point", SCRIPTS, ids=lambda point: point.name)
def test_what_is_stored_cannot_be_changed_outside_the_transaction(api: RecordingApi, point: Point) -> None:
    def write(*arguments: Any) -> None:
        (first, *_) = [value for name, value in zip(point.arguments, arguments, strict=True) if _is_script(name)]
        setattr(first, first.__struct_fields__[0], None if getattr(first, first.__struct_fields__[0]) else "changed")

    answer = disturbed(api, OWNER[point.name], point, write)
    assert (answer.status, answer.fault) == (400, "HookStatusException")
    if "arguments" in answer.json["fault"]:
        assert answer.arguments["statusCode"] == "ORMTransactionException"


DOCUMENTS = [row for row in POINTS if "document" in row.arguments]


@pytest.mark.parametrize("point", DOCUMENTS, ids=lambda point: point.name)
def test_the_answer_can_be_changed_by_whoever_is_given_it(api: RecordingApi, point: Point) -> None:
    def show(*arguments: Any) -> None:
        arguments[point.arguments.index("document")]["c_by_hook"] = [point.name]

    answer = disturbed(api, OWNER[point.name], point, show)
    assert answer.status < 300
    shown = answer.json if "c_by_hook" in answer.json else answer.json["data"][-1]
    assert shown["c_by_hook"] == [point.name]


READ_ONLY = {"dw.ocapi.shop.basket.beforeDELETE", "dw.order.populateCustomerDetails customer"}
KEEPS = [
    (row, name)
    for row in POINTS
    for name in row.arguments
    if row.inside and {Basket, Order, Customer} & set(KINDS[name].types) and _is_script(name)
    if not {row.name, f"{row.name} {name}"} & READ_ONLY and name != "source_basket"
]


@pytest.mark.parametrize(("point", "name"), KEEPS, ids=lambda value: value if isinstance(value, str) else value.name)
def test_what_is_changed_inside_the_transaction_is_stored(api: RecordingApi, point: Point, name: str) -> None:
    text = f"{point.name} {name}"

    def write(*arguments: Any) -> None:
        arguments[point.arguments.index(name)].custom["c_kept"] = text

    answer = disturbed(api, OWNER[point.name], point, write)
    assert answer.status < 300
    kept = api.after()
    assert f'"c_kept":"{text}"' in kept["baskets"] + kept["orders"] + kept["customers"]


@pytest.mark.parametrize("point", [row for row in POINTS if row.default == RECALCULATES], ids=lambda point: point.name)
def test_an_ok_stands_in_for_the_recalculation(api: RecordingApi, point: Point) -> None:
    answer = disturbed(api, OWNER[point.name], point, lambda *_: Status(Status.OK))
    assert answer.status < 300
    assert "dw.order.calculate" not in [one.point for one in api.called]
    if answer.content and "basket_id" in answer.json:  # so that what is left behind adds up
        path = f"{V23}/baskets/{answer.json['basket_id']}"
        assert api.patch(path, {"c_seen": True}, token=api.agent_token()).status == 200
