"""Every resource, called by every kind of caller: who may and who may not is what the table says."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.api import Answer, Api
from tests.http.gift_certificates import load_certificates
from tests.http.matrix import FRESH, ROWS, Call, Caller, callers, version_of
from tests.postgres import PostgresServer

from counterfoil.http import access
from counterfoil.http.access import CALLERS, Access
from counterfoil.http.routes import ROUTES
from counterfoil.versions import covers

AFTER = {
    ("POST /customers", "customer"): "CustomerAlreadyRegisteredException",
    ("POST /customers", "agent"): "InvalidPasswordException",
    ("POST /customers/ext_profile", "customer"): "CustomerAlreadyRegisteredException",
    ("DELETE /baskets/{basket_id}/notes/{note_id}", "owner"): "NoteNotFoundException",
    ("DELETE /orders/{order_no}/notes/{note_id}", "owner"): "NoteNotFoundException",
}
"""Who may, but: he is registered already, an agent sets no password, the note is not his."""


class Matrix:
    """A server and one caller of each kind."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.callers: dict[str, Caller] = callers(api)

    def send(self, call: Call, kind: str) -> Answer | None:
        """Make a call; a token that was used may be one that was ended, so another is taken next time."""
        answer = call.send(self.callers[kind])
        if answer is not None and answer.status in (200, 201, 204):
            self.callers |= {name: make(self.api) for name, make in FRESH.items() if name == kind}
        return answer


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def matrix(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Matrix]:
    if request.param == "sqlite":
        demo: Path = request.getfixturevalue("sqlite_demo")
        store = str(shutil.copy(demo, tmp_path_factory.mktemp("matrix") / "demo.db"))
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        store = server.create_database(copy_of=request.getfixturevalue("postgres_demo"))
    api = Api(store, token_failures_per_minute=100_000)
    load_certificates(api, tmp_path_factory.mktemp("certificates"))
    yield Matrix(api)
    api.close()


def access_of(row: str) -> Access:
    method, _, path = row.partition(" ")
    version = version_of(row)
    rows = [found for found in ROUTES if (found.method, found.path) == (method, path)]
    return next(found.access for found in rows if covers(version, found.since, found.until))


@pytest.mark.parametrize("row", ROWS)
def test_who_may_and_who_may_not(matrix: Matrix, row: str) -> None:
    wanted, call = access_of(row), Call(matrix.api, row)
    found: dict[str, str | None] = {}
    expected: dict[str, str | None] = {}
    for kind in CALLERS:
        answer = matrix.send(call, kind)
        if answer is not None:
            found[kind] = None if answer.status in (200, 201, 204) else answer.fault
            expected[kind] = getattr(wanted, kind) or AFTER.get((row, kind))
    assert found == expected


@pytest.mark.parametrize("row", [row for row in ROWS if access_of(row).guest == access.NO_ORDER])
@pytest.mark.parametrize("kind", ["guest", "customer"])
def test_anothers_order_is_answered_like_none(matrix: Matrix, row: str, kind: str) -> None:
    call = Call(matrix.api, row)
    path = call.ready()[0].path
    order_no = path.split("/orders/")[1].split("/")[0].split("?")[0]
    absent_no = "9" * len(order_no)
    foreign = call.send(matrix.callers[kind])
    absent = call.send(matrix.callers[kind], path.replace(order_no, absent_no))
    assert foreign is not None
    assert absent is not None
    assert foreign.text.replace(order_no, absent_no) == absent.text
    own = {"x-dw-request-base-id"}
    assert [
        (name, value.replace(order_no, absent_no)) for name, value in foreign.headers.items() if name not in own
    ] == [(name, value) for name, value in absent.headers.items() if name not in own]


def test_every_kind_of_caller_is_in_the_table_and_in_the_matrix(matrix: Matrix) -> None:
    assert list(CALLERS) == list(matrix.callers)
    assert [name for name in Access.__struct_fields__ if name not in ("name", "summary")] == list(CALLERS)
    assert {row.access.name for row in ROUTES} == {one.name for one in access.ACCESSES}
