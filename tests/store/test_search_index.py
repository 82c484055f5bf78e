"""The search index: taken up behind the orders, by several at once, from stores that had none, with large values."""

import asyncio
import random
from collections.abc import Callable
from typing import Any

import apsw
import asyncpg
import pytest
from tests.store.samples import SITE
from tests.store.searched_orders import change_order, numbers, put_order, sample_order, search

from counterfoil.store import migrations, search_bitmaps, search_fold, search_index, search_order
from counterfoil.store.engines import open_store
from counterfoil.store.interface import Store
from counterfoil.store.records import TookTooLong
from counterfoil.store.search_tables import SEARCH_FOLDS

pytestmark = pytest.mark.anyio
ALL: dict[str, Any] = {"match_all_query": {}}
NUMBERED = migrations.MIGRATIONS.index(SEARCH_FOLDS) + 1
"""The schema in which bitmaps bear the number of the fold that wrote them."""


def term(field: str, operator: str, *values: Any) -> dict[str, Any]:
    return {"term_query": {"fields": [field], "operator": operator, "values": list(values)}}


async def execute(url: str, *statements: str) -> None:
    """Change a database behind the back of every store."""
    if url.startswith("sqlite:"):
        connection = apsw.Connection(url.removeprefix("sqlite:"))
        for statement in statements:
            connection.execute(statement)
        connection.close()
        return
    connection = await asyncpg.connect(url)
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


async def test_several_stores_that_search_at_once_find_every_order_once(store_url: str):
    stores = [await open_store(store_url) for _ in range(4)]
    chance = random.Random(1)
    orders = [sample_order(chance, number) for number in range(60)]

    async def place(store: Store, some: list[Any]) -> list[int]:
        totals = []
        for order in some:
            await put_order(store, order)
            found = await search(store, term("order_no", "is", order.order_no))
            assert found.total == 1
            totals.append((await search(store, ALL)).total)
        return totals

    totals = await asyncio.gather(*(place(store, orders[place_::4]) for place_, store in enumerate(stores)))
    assert all(one == sorted(one) for one in totals)
    for store in stores:
        assert (await search(store, ALL)).total == 60
        assert (await search(store, term("order_no", "greater", ""))).total == 60
        await store.close()


async def test_changes_of_one_order_by_several_leave_the_last_one_in_the_index(store_url: str):
    first, second = await open_store(store_url), await open_store(store_url)
    order = sample_order(random.Random(2), 1)
    await put_order(first, order)
    for revision, status in enumerate(["new", "open", "completed", "cancelled"] * 3, start=1):
        order.status = status
        writer, reader = (first, second) if revision % 2 else (second, first)
        await asyncio.gather(change_order(writer, order, revision), search(reader, ALL), search(writer, ALL))
        assert (await search(reader, term("status", "is", status))).total == 1
        assert (await search(reader, term("status", "neq", status))).total == 0
    await first.close()
    await second.close()


async def test_a_store_without_an_index_gets_one_in_batches_and_goes_on_after_an_interruption(
    store_url: str, monkeypatch: pytest.MonkeyPatch
):
    chance = random.Random(3)
    store = await open_store(store_url)
    for number in range(25):
        await put_order(store, sample_order(chance, number))
    assert (await search(store, ALL)).total == 25
    await store.close()
    tables = ("orders", "terms", "bitmaps", "buckets", "frequent", "changed", "sites", "pending")
    await execute(
        store_url,
        *(f"delete from search_{table}" for table in tables),
        "insert into search_pending (site_id, order_no, revision) select site_id, order_no, revision from orders",
    )
    monkeypatch.setattr(search_index, "LARGE_BATCH", 10)
    monkeypatch.setattr("counterfoil.store.search.LARGE_BATCH", 10)
    seen: list[tuple[int, int]] = []

    def interrupt(done: int, total: int) -> None:
        seen.append((done, total))
        raise InterruptedError

    store = await open_store(store_url)
    with pytest.raises(InterruptedError):
        await store.index_orders(interrupt)
    await store.close()
    store = await open_store(store_url)
    assert await store.index_orders(lambda done, total: seen.append((done, total))) == 15
    assert seen == [(10, 25), (10, 15), (15, 15)]
    assert await store.index_orders() == 0
    assert (await search(store, ALL)).total == 25
    assert len(numbers(await search(store, term("status", "is_not_null")))) == 25
    await store.close()


async def test_a_batch_that_fails_is_taken_up_again(store: Store, monkeypatch: pytest.MonkeyPatch):
    await put_order(store, sample_order(random.Random(4), 1))
    record_of: Callable[..., Any] = search_index.record_of

    def broken(*_args: Any) -> Any:
        raise MemoryError

    monkeypatch.setattr(search_index, "record_of", broken)
    with pytest.raises(MemoryError):
        await search(store, ALL)
    monkeypatch.setattr(search_index, "record_of", record_of)
    assert (await search(store, ALL)).total == 1


async def test_an_order_whose_document_cannot_be_read_is_counted_and_found_by_its_number(store: Store, store_url: str):
    await put_order(store, sample_order(random.Random(5), 1))
    damage = "x'7b'" if store_url.startswith("sqlite:") else "'\\x7b'"
    await execute(store_url, f"update orders set body = {damage}")
    assert (await search(store, ALL)).total == 1
    assert (await search(store, term("order_no", "is", "00000001"), count=0)).total == 1


async def test_a_value_that_most_orders_have_is_counted_exactly(store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(search_fold, "FREQUENT", 5)
    monkeypatch.setattr(search_fold, "MOST_IN_BUCKET", 5)
    monkeypatch.setattr(search_index, "MOST_CHANGED", 12)
    chance = random.Random(6)
    names = ["Lee"] * 40 + [f"Lee {number}" for number in range(9)] + ["Ann", "Zoe"]
    for number, name in enumerate(names):
        order = sample_order(chance, number)
        order.customer_name = name
        await put_order(store, order)
        if number % 10 == 0:
            await search(store, ALL)
    for query, total in (
        (term("customer_name", "is", "Lee"), 40),
        (term("customer_name", "greater", "Lee"), 10),
        (term("customer_name", "less", "Lee"), 1),
        (term("customer_name", "neq", "Lee"), 11),
        (term("customer_name", "one_of", "Lee", "Zoe", "Lee"), 41),
        (term("customer_name", "greater", "A"), 51),
        (term("customer_name", "greater", "Zoe"), 0),
    ):
        assert (await search(store, query)).total == total, query


async def test_orders_of_another_site_stay_out_of_every_answer(store: Store):
    chance = random.Random(7)
    for number in range(6):
        await put_order(store, sample_order(chance, number), SITE if number % 2 else "Other")
    for query in (ALL, term("order_no", "greater", "0"), term("status", "is_not_null")):
        assert (await search(store, query)).total == 3
        assert (await search(store, query, site_id="Other")).total == 3
        assert (await search(store, query, site_id="Third")).total == 0


async def test_a_query_that_takes_too_long_is_ended_and_the_next_one_is_answered(store_url: str):
    store = await open_store(store_url)
    engine: Any = store._engine  # type: ignore[attr-defined]  # beneath the named operations
    numbered = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000000000)"
    endless = f"{numbered} select count(*) from n"
    for _ in range(3):
        with pytest.raises(TookTooLong):
            await engine.read_within(0.05, endless)
        assert [tuple(row) for row in await engine.read_within(5.0, "select 1")] == [(1,)]
    await put_order(store, sample_order(random.Random(8), 1))
    assert (await search(store, ALL)).total == 1
    await store.close()


async def test_a_process_that_read_an_order_does_not_index_it_over_what_another_indexed_meanwhile(
    store_url: str, monkeypatch: pytest.MonkeyPatch
):
    slow, fast = await open_store(store_url), await open_store(store_url)
    order = sample_order(random.Random(2), 1)
    order.status = "new"
    await put_order(slow, order)
    read = slow._engine.read
    turns = iter([True])

    async def read_slowly(sql: str, args: Any = ()) -> Any:
        rows = await read(sql, args)
        if "search_pending" in sql and next(turns, False):
            assert (await search(fast, term("status", "is", "new"))).total == 1
            order.status = "open"
            await change_order(fast, order, 1)
            assert (await search(fast, term("status", "is", "open"))).total == 1
        return rows

    monkeypatch.setattr(slow._engine, "read", read_slowly)
    for store in (slow, fast):
        assert (await search(store, term("status", "is", "open"))).total == 1
        assert (await search(store, term("status", "is", "new"))).total == 0
        await store.close()


async def test_what_another_process_folded_meanwhile_is_found_all_the_same(
    store_url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(search_index, "MOST_CHANGED", 4)
    monkeypatch.setattr(search_fold, "FREQUENT", 3)
    monkeypatch.setattr(search_fold, "FEWEST_SEEN", 1)
    slow, fast = await open_store(store_url), await open_store(store_url)
    chance = random.Random(9)
    orders = [sample_order(chance, number) for number in range(24)]
    for order in orders:
        order.status = "new"
        order.customer_name = "Ann Lee"
    for order in orders[:8]:
        await put_order(slow, order)
    assert (await search(slow, term("status", "is", "new"))).total == 8
    waiting, revisions = iter(orders[8:]), iter([1, 2, 3])
    read = slow._engine.read_within  # type: ignore[attr-defined]  # beneath the named operations
    turns = iter(["search_changed", "search_bitmaps", "search_sites"])
    turn = next(turns)

    async def overtaken(seconds: float, sql: str, args: Any = ()) -> Any:
        nonlocal turn
        rows = await read(seconds, sql, args)
        if turn and turn in sql:
            turn = next(turns, "")
            for order in (next(waiting), next(waiting), next(waiting), next(waiting)):
                await put_order(fast, order)
            orders[0].status = "open" if orders[0].status == "new" else "new"
            await change_order(fast, orders[0], next(revisions))
            await search(fast, ALL)
        return rows

    monkeypatch.setattr(slow._engine, "read_within", overtaken)  # type: ignore[attr-defined]
    for query in (term("status", "is", "new"), {"text_query": {"fields": ["customer_name"], "search_phrase": "lee"}}):
        found = await search(slow, query)
        again = await search(fast, query)
        assert found.total == len(numbers(found))
        assert sorted(numbers(found)) == sorted(numbers(again))
    assert (await search(slow, ALL)).total == 20
    await slow.close()
    await fast.close()


async def test_behind_a_fold_only_the_pieces_are_read_that_it_wrote(store_url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(search_bitmaps, "SEGMENT", 8)
    monkeypatch.setattr(search_index, "MOST_CHANGED", 4)
    folder, searcher = await open_store(store_url), await open_store(store_url)
    chance = random.Random(10)
    orders = [sample_order(chance, number) for number in range(68)]
    for order in orders:
        order.status, order.currency = "new", "USD"
    for order in orders[:64]:
        await put_order(folder, order)
    asked = (term("status", "neq", "open"), term("currency_code", "is", "USD"), term("creation_date", "is_not_null"))
    for query in asked:
        assert (await search(searcher, query)).total == 64
    read = searcher._engine.read_within  # type: ignore[attr-defined]  # beneath the named operations
    pieces: list[tuple[str, int]] = []

    async def watched(seconds: float, sql: str, args: Any = ()) -> Any:
        rows = await read(seconds, sql, args)
        if "search_bitmaps" in sql:
            pieces.extend((row[0], row[1]) for row in rows)
        return rows

    monkeypatch.setattr(searcher._engine, "read_within", watched)  # type: ignore[attr-defined]
    for order in orders[64:]:
        await put_order(folder, order)
    await search(folder, ALL)
    for query in asked:
        assert (await search(searcher, query)).total == 68
    assert {segment for _, segment in pieces} == {8}
    pieces.clear()
    by_place = sorted(orders[:64], key=lambda order: str(order.order_no))
    for place in (3, 40, 41, 42):
        by_place[place].status = "open"
        await change_order(folder, by_place[place])
    await search(folder, ALL)
    for query, total in zip(asked, (64, 68, 68), strict=True):
        assert (await search(searcher, query)).total == total
    assert sorted(pieces) == [("new", 0), ("new", 5), ("open", 0), ("open", 5)]
    await folder.close()
    await searcher.close()


async def test_folds_of_an_older_program_that_is_still_at_work_are_noticed(
    store_url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(search_index, "MOST_CHANGED", 4)
    store = await open_store(store_url)
    chance = random.Random(11)
    for number in range(4):
        order = sample_order(chance, number)
        order.status = "open"
        await put_order(store, order)
    for field in ("status", "currency_code"):
        assert (await search(store, term(field, "is_not_null"))).total == 4
    nothing = "x''" if store_url.startswith("sqlite:") else "''"
    await execute(
        store_url,
        f"update search_bitmaps set body = {nothing} where field in ('status', 'currency_code')",
        "update search_sites set folded = folded + 1",
        "update search_state set generation = generation + 1",
    )
    for field in ("status", "currency_code"):
        assert (await search(store, term(field, "is_not_null"))).total == 0
    await store.close()


async def test_bitmaps_of_a_store_that_did_not_number_them_are_searched_and_folded_on(
    store_url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(search_index, "MOST_CHANGED", 4)
    # As it was then: what came later is made by the program that made it.
    monkeypatch.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:NUMBERED])
    monkeypatch.setattr(migrations, "NEWEST", NUMBERED)
    chance = random.Random(12)
    orders = [sample_order(chance, number) for number in range(16)]
    for order in orders:
        order.status = "new"
    store = await open_store(store_url)
    for order in orders[:12]:
        await put_order(store, order)
    assert (await search(store, term("status", "is", "new"))).total == 12
    await store.close()
    await execute(
        store_url,
        "drop index search_bitmaps_folded",
        *(f"alter table search_{name} drop column folded" for name in ("bitmaps", "buckets", "frequent")),
        "alter table search_sites drop column noted",
        f"update schema_version set version = {NUMBERED - 1}",
    )
    store = await open_store(store_url)
    assert (await search(store, term("status", "is", "new"))).total == 12
    for order in orders[12:]:
        await put_order(store, order)
    assert (await search(store, term("status", "is", "new"))).total == 16
    orders[0].status = orders[1].status = orders[2].status = orders[3].status = "open"
    for order in orders[:4]:
        await change_order(store, order)
    assert (await search(store, term("status", "is", "new"))).total == 12
    assert (await search(store, term("status", "is", "open"))).total == 4
    await store.close()


async def test_a_page_in_the_order_of_texts_is_right_though_another_process_divides_their_bucket(
    store_url: str, monkeypatch: pytest.MonkeyPatch
):
    for name, number in (("FIRST_BUCKETS", 2), ("MOST_IN_BUCKET", 6), ("FEWEST_SEEN", 1)):
        monkeypatch.setattr(search_fold, name, number)
    monkeypatch.setattr(search_index, "MOST_CHANGED", 8)
    monkeypatch.setattr(search_order, "SMALL", 0)
    slow, fast = await open_store(store_url), await open_store(store_url)
    chance = random.Random(13)
    orders = [sample_order(chance, number) for number in range(40)]
    for number, order in enumerate(orders):
        order.customer_name = f"Name {number:03d}"
    for order in orders[:16]:
        await put_order(slow, order)
        await search(slow, ALL)
    read = slow._engine.read_within  # type: ignore[attr-defined]  # beneath the named operations
    turns = iter([True])

    async def overtaken(seconds: float, sql: str, args: Any = ()) -> Any:
        if "bucket:customer_name" in args and next(turns, False):
            for order in orders[16:]:
                await put_order(fast, order)
                await search(fast, ALL)
        return await read(seconds, sql, args)

    monkeypatch.setattr(slow._engine, "read_within", overtaken)  # type: ignore[attr-defined]
    page = await search(slow, ALL, [{"field": "customer_name", "sort_order": "desc"}], 2, 3)
    assert not next(turns, False)
    assert page.total == 40
    assert numbers(page) == [order.order_no for order in (orders[37], orders[36], orders[35])]
    await slow.close()
    await fast.close()
