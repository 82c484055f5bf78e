"""A disk that is full, a file that may not be written, a database that is gone: 503 in the API's form, and recovery."""

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw
import pytest
from tests.api import V15, V23, Answer, Api
from tests.postgres import PostgresServer
from tests.store.vfs import AccidentVFS

from counterfoil.cli import server as starting
from counterfoil.store import sqlite
from counterfoil.store.engines import open_store

UNAVAILABLE = (503, "ServiceUnavailableException")
SEVER = """select pg_terminate_backend(pid) from pg_stat_activity
    where datname = '{}' and pid <> pg_backend_pid()"""


def fault_of(answer: Answer) -> tuple[int, str]:
    """Return status and type of a fault, having checked its form."""
    assert answer.json["_v"] in ("15.2", "23.1")
    assert answer.headers["cache-control"] == "max-age=0,no-cache,no-store,must-revalidate"
    assert "sql" not in answer.text.lower()
    return answer.status, answer.fault


class Shop:
    """An agent with an order and a basket, and calls that write."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.token = api.agent_token()
        self.order = api.order(self.token)
        self.basket_id = api.basket(self.token)["basket_id"]

    def submit(self) -> Answer:
        return self.api.post(f"{V23}/orders", {"basket_id": self.basket_id}, token=self.token)

    def new_basket(self) -> Answer:
        return self.api.post(f"{V23}/baskets", token=self.token)

    def authorize(self) -> Answer:
        return self.api.authorize(self.order)

    def read_order(self) -> Answer:
        return self.api.get(f"{V23}/orders/{self.order['order_no']}", token=self.token)

    def read_basket(self) -> Answer:
        return self.api.get(f"{V23}/baskets/{self.basket_id}", token=self.token)

    def writes(self) -> list[Answer]:
        """Make every call that writes."""
        path = f"{V23}/baskets/{self.basket_id}"
        instruments = f"{V23}/orders/{self.order['order_no']}/payment_instruments"
        return [
            self.new_basket(),
            self.api.patch(path, {"c_x": "y"}, token=self.token),
            self.submit(),
            self.authorize(),
            self.api.post(instruments, {"payment_method_id": "INVOICE"}, token=self.token),
            self.api.delete(path, token=self.token),
        ]


@pytest.fixture
def vfs(tmp_path: Path) -> AccidentVFS:
    return AccidentVFS(f"accident over HTTP {tmp_path}")


@pytest.fixture
def shop(sqlite_demo: Path, vfs: AccidentVFS, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    """A server on files that accidents happen to; verified at the end."""
    file = tmp_path / "shop.db"
    file.write_bytes(sqlite_demo.read_bytes())
    monkeypatch.setattr(starting, "open_store", functools.partial(open_store, vfs=vfs.name))
    api = Api(str(file))
    yield Shop(api)
    vfs.writes_left = None
    assert api.breaches() == []
    api.close()


@pytest.mark.fast
def test_a_full_disk_refuses_writes_and_serves_reads(shop: Shop, vfs: AccidentVFS) -> None:
    order, basket = shop.read_order(), shop.read_basket()
    vfs.writes_left = 0
    assert {fault_of(answer) for answer in shop.writes()} == {UNAVAILABLE}
    assert shop.read_order().content == order.content
    assert shop.read_basket().content == basket.content
    assert shop.api.get(f"{V15}/orders").status == 200
    assert shop.api.get(f"{V23}/products/mug-01").status == 200
    assert shop.api.agent_token()


@pytest.mark.fast
def test_the_server_goes_on_when_there_is_space_again(shop: Shop, vfs: AccidentVFS) -> None:
    vfs.writes_left = 0
    assert fault_of(shop.submit()) == UNAVAILABLE
    assert fault_of(shop.authorize()) == UNAVAILABLE
    vfs.writes_left = None
    assert shop.submit().status == 200
    assert shop.authorize().json["status"] == "new"


@pytest.mark.fast
def test_a_disk_that_fills_up_anywhere_in_a_submit_leaves_basket_or_order(shop: Shop, vfs: AccidentVFS) -> None:
    """Whatever write is the first that fails: a refused submit left its basket, an answered one its order."""
    store = shop.api.application.server.store
    answered = 0
    for writes in range(30):
        body = {"basket_id": shop.basket_id}
        stock = shop.api.run(store.stock("refarch-us", ["mug-01"]))["mug-01"]
        vfs.writes_left = writes
        answer = shop.api.post(f"{V23}/orders", body, token=shop.token)
        vfs.writes_left = None
        left = shop.api.run(store.stock("refarch-us", ["mug-01"]))["mug-01"]
        if answer.status == 503:
            assert shop.read_basket().status == 200
            assert left == stock
        else:
            assert answer.status == 200
            answered += 1
            assert shop.read_basket().status == 404
            assert left == stock - 2000
            shop.basket_id = shop.api.basket(shop.token)["basket_id"]
    assert 0 < answered < 30


@pytest.mark.fast
def test_a_file_that_may_not_be_written_serves_reads(
    shop: Shop, vfs: AccidentVFS, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise apsw.ReadOnlyError("attempt to write a readonly database")

    monkeypatch.setattr(vfs, "spend", refuse)
    assert {fault_of(answer) for answer in shop.writes()} == {UNAVAILABLE}
    assert shop.read_order().status == 200
    monkeypatch.undo()
    assert shop.submit().status == 200


@pytest.mark.fast
def test_a_disk_that_gives_errors_is_unavailable_and_then_not(
    shop: Shop, vfs: AccidentVFS, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise apsw.IOError("disk I/O error")

    monkeypatch.setattr(vfs, "spend", refuse)
    assert fault_of(shop.submit()) == UNAVAILABLE
    monkeypatch.undo()
    assert shop.submit().status == 200


@pytest.mark.fast
def test_a_store_that_is_locked_by_somebody_is_unavailable(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The writer waits ten seconds for another process, then says so; here it is told at once."""
    monkeypatch.setattr(sqlite, "WRITER_WAITS_SECONDS", 0)
    other = apsw.Connection(shop.api.settings.store)
    other.execute("begin immediate")
    assert fault_of(shop.submit()) == UNAVAILABLE
    assert shop.read_order().status == 200
    other.execute("rollback")
    other.close()
    assert shop.submit().status == 200


@pytest.fixture
def postgres_shop(postgres_server: PostgresServer, postgres_demo: str) -> Iterator[Shop]:
    """A server on a database of its own; verified at the end."""
    api = Api(postgres_server.create_database(copy_of=postgres_demo))
    yield Shop(api)
    assert api.breaches() == []
    api.close()


def test_severed_connections_are_replaced_without_a_restart(
    postgres_shop: Shop, postgres_server: PostgresServer
) -> None:
    name = postgres_shop.api.settings.store.partition("@/")[2].partition("?")[0]
    for _ in range(3):
        postgres_server.execute(SEVER.format(name))
        answers = [postgres_shop.read_order(), postgres_shop.read_order(), postgres_shop.read_order()]
        assert {answer.status for answer in answers} <= {200, 503}
        assert answers[-1].status == 200
        assert postgres_shop.read_basket().status == 200
    postgres_server.execute(SEVER.format(name))
    first = postgres_shop.submit()
    if first.status == 503:
        assert postgres_shop.read_basket().status == 200
        first = postgres_shop.submit()
    assert first.status == 200


def test_a_stopped_database_is_unavailable_until_it_runs_again(
    postgres_shop: Shop, postgres_server: PostgresServer
) -> None:
    postgres_server.stop()
    try:
        reads = [postgres_shop.read_order(), postgres_shop.read_basket(), postgres_shop.api.get(f"{V15}/orders")]
        for answer in [*reads, *postgres_shop.writes()]:
            assert fault_of(answer) == UNAVAILABLE
    finally:
        postgres_server.start()
    assert postgres_shop.read_order().json["status"] == "created"
    assert postgres_shop.submit().status == 200
    assert postgres_shop.authorize().json["status"] == "new"


def test_a_connection_severed_while_a_hook_waits_keeps_all_or_nothing(
    postgres_shop: Shop, postgres_server: PostgresServer
) -> None:
    api = postgres_shop.api
    name = api.settings.store.partition("@/")[2].partition("?")[0]

    def sever(*_: Any) -> None:
        postgres_server.execute(SEVER.format(name))

    api.application.server.hooks.register("dw.ocapi.shop.order.afterPOST", sever)
    answer = postgres_shop.submit()
    assert answer.status in (200, 503)
    assert postgres_shop.read_basket().status == (404 if answer.status == 200 else 200)


def test_the_fault_is_in_the_form_that_was_asked_for(postgres_shop: Shop, postgres_server: PostgresServer) -> None:
    postgres_server.stop()
    try:
        answer = postgres_shop.api.get(f"{V15}/orders/1?format=xml")
    finally:
        postgres_server.start()
    assert answer.status == 503
    assert answer.headers["content-type"] == "application/xml;charset=UTF-8"
    assert "<type>ServiceUnavailableException</type>" in answer.text
