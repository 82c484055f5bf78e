"""Orders: submit, save, list, and the numbers they get."""

import pytest
from tests.store.samples import NOW, SITE, basket_columns, order_columns, place_order, put_stock

from counterfoil.store.interface import Store
from counterfoil.store.records import Conflict, DuplicateOrder, Lease, OrderPage, OutOfStock, StockTake, StoredOrder

pytestmark = pytest.mark.anyio


async def test_submit_turns_a_basket_into_an_order(store: Store):
    await store.insert_basket(basket_columns(), b"basket")
    await store.submit(order_columns(), b"order", 1)
    assert await store.basket(SITE, "b1", NOW) is None
    assert await store.order(SITE, "00000501") == StoredOrder(b"order", 1, b"t" * 32, "c1")


async def test_submit_of_a_basket_changed_meanwhile_keeps_it(store: Store):
    await store.insert_basket(basket_columns(), b"one")
    await store.save_basket(basket_columns(), b"two", 1)
    with pytest.raises(Conflict):
        await store.submit(order_columns(), b"order", 1)
    assert await store.order(SITE, "00000501") is None
    assert await store.basket(SITE, "b1", NOW) is not None


async def test_submit_with_a_number_in_use_changes_nothing(store: Store):
    await place_order(store, "00000501")
    await put_stock(store, "p1", 5)
    await store.insert_basket(basket_columns(), b"basket")
    with pytest.raises(DuplicateOrder) as refused:
        await store.submit(order_columns("00000501"), b"again", 1, [StockTake("inventory", "p1", 1000)])
    assert refused.value.key == "order_no"
    assert await store.basket(SITE, "b1", NOW) is not None
    assert await store.stock("inventory", ["p1"]) == {"p1": 5000}


async def test_a_basket_id_makes_one_order_only(store: Store):
    await store.insert_basket(basket_columns(), b"")
    await store.submit(order_columns("1"), b"", 1)
    await store.insert_basket(basket_columns(), b"")
    with pytest.raises(DuplicateOrder) as refused:
        await store.submit(order_columns("2"), b"", 1)
    assert refused.value.key == "basket_id"


async def test_submit_takes_stock_of_every_product(store: Store):
    await put_stock(store, "p1", 5)
    await put_stock(store, "endless", None)
    await store.insert_basket(basket_columns(), b"")
    takes = [StockTake("inventory", "p1", 1000), StockTake("inventory", "endless", 9000)]
    await store.submit(order_columns(), b"", 1, [*takes, StockTake("inventory", "p1", 500)])
    assert await store.stock("inventory", ["p1", "endless"]) == {"p1": 3500, "endless": None}
    found = await store.inventory_records("inventory", ["p1", "endless"])
    assert {product_id: state.sold for product_id, state in found.items()} == {"p1": 1500, "endless": 9000}


@pytest.mark.parametrize("product_id", ["scarce", "missing"])
async def test_submit_without_enough_stock_changes_nothing(store: Store, product_id: str):
    await put_stock(store, "p1", 5)
    await put_stock(store, "scarce", 1)
    await store.insert_basket(basket_columns(), b"")
    takes = [StockTake("inventory", "p1", 1000), StockTake("inventory", product_id, 1001)]
    with pytest.raises(OutOfStock) as refused:
        await store.submit(order_columns(), b"", 1, takes)
    assert (refused.value.list_id, refused.value.product_id) == ("inventory", product_id)
    assert await store.order(SITE, "00000501") is None
    assert await store.basket(SITE, "b1", NOW) is not None
    assert await store.stock("inventory", ["p1", "scarce"]) == {"p1": 5000, "scarce": 1000}


async def test_an_order_of_many_products_is_one_submit(store: Store):
    for number in range(100):
        await put_stock(store, f"p{number}", 1)
    takes = [StockTake("inventory", f"p{number}", 1000) for number in range(100)]
    await store.insert_basket(basket_columns("b1"), b"")
    await store.submit(order_columns("1", "b1"), b"", 1, takes)
    await store.insert_basket(basket_columns("b2"), b"")
    with pytest.raises(OutOfStock):
        await store.submit(order_columns("2", "b2"), b"", 1, takes)
    assert set((await store.stock("inventory", [f"p{number}" for number in range(100)])).values()) == {0}


async def test_importing_stock_again_forgets_what_was_sold(store: Store):
    await put_stock(store, "p1", 5)
    await store.insert_basket(basket_columns(), b"")
    await store.submit(order_columns(), b"", 1, [StockTake("inventory", "p1", 1000)])
    await put_stock(store, "p1", 7)
    found = await store.inventory_records("inventory", ["p1"])
    assert (found["p1"].available, found["p1"].sold) == (7000, 0)


async def test_saving_an_order_raises_its_revision_by_one(store: Store):
    await place_order(store, "1")
    await store.save_order(order_columns("1")._replace(status="new"), b"new", 1)
    assert await store.order(SITE, "1") == StoredOrder(b"new", 2, b"t" * 32, "c1")


async def test_an_order_changed_meanwhile_is_not_overwritten(store: Store):
    await place_order(store, "1")
    await put_stock(store, "p1", 5)
    await store.save_order(order_columns("1"), b"first", 1)
    with pytest.raises(Conflict):
        await store.save_order(order_columns("1"), b"second", 1, [StockTake("inventory", "p1", -1000)])
    assert await store.order(SITE, "1") == StoredOrder(b"first", 2, b"t" * 32, "c1")
    assert await store.stock("inventory", ["p1"]) == {"p1": 5000}


async def test_a_cancelled_order_gives_its_stock_back(store: Store):
    await put_stock(store, "p1", 5)
    await store.insert_basket(basket_columns(), b"")
    await store.submit(order_columns(), b"", 1, [StockTake("inventory", "p1", 2000)])
    back = [StockTake("inventory", "p1", -2000), StockTake("inventory", "removed since", -1000)]
    await store.save_order(order_columns()._replace(status="cancelled"), b"", 1, back)
    found = await store.inventory_records("inventory", ["p1"])
    assert (found["p1"].available, found["p1"].sold) == (5000, 0)


async def test_undoing_a_cancellation_needs_the_stock(store: Store):
    await place_order(store, "1", status="cancelled")
    await put_stock(store, "p1", 1)
    with pytest.raises(OutOfStock):
        await store.save_order(order_columns("1"), b"", 1, [StockTake("inventory", "p1", 2000)])
    order = await store.order(SITE, "1")
    assert order is not None
    assert order.revision == 1


async def test_submit_and_save_give_up_the_lease(store: Store):
    lease = Lease(SITE, "basket b1", "request 1")
    other = lease._replace(holder="request 2")
    await store.insert_basket(basket_columns(), b"")
    assert await store.take_lease(lease, NOW, 30)
    await store.submit(order_columns(), b"", 1, lease=lease)
    assert await store.take_lease(other, NOW, 30)
    await store.save_order(order_columns(), b"", 1, lease=other)
    assert await store.take_lease(lease, NOW, 30)


async def test_a_customers_orders_are_listed_newest_first(store: Store):
    for number in range(5):
        await place_order(store, f"{number}", created=NOW + number // 2)
    await place_order(store, "other", customer_id="c2")
    assert await store.list_orders(SITE, "c1") == OrderPage(5, [b"4", b"3", b"2", b"1", b"0"])
    assert await store.list_orders(SITE, "c1", start=1, count=2) == OrderPage(5, [b"3", b"2"])
    assert await store.list_orders(SITE, "c1", start=5) == OrderPage(5, [])
    assert await store.list_orders("Other", "c1") == OrderPage(0, [])


async def test_the_list_of_orders_includes_both_ends_of_the_time(store: Store):
    for number in range(4):
        await place_order(store, f"{number}", created=NOW + number)
    assert await store.list_orders(SITE, "c1", since=NOW + 1, until=NOW + 2) == OrderPage(2, [b"2", b"1"])


async def test_the_list_of_orders_is_filtered_by_status(store: Store):
    for number, status in enumerate(["created", "new", "failed"]):
        await place_order(store, f"{number}", created=NOW + number, status=status)
    assert await store.list_orders(SITE, "c1", ["new"]) == OrderPage(1, [b"1"])
    assert await store.list_orders(SITE, "c1", ["created", "failed"]) == OrderPage(2, [b"2", b"0"])
    assert await store.list_orders(SITE, "c1", []) == OrderPage(0, [])


async def test_all_orders_are_walked_over_with_their_digests(store: Store):
    for number in range(5):
        await place_order(store, f"{number}")
    entries = [entry async for entry in store.all_orders(page=2)]
    assert [entry.columns for entry in entries] == [order_columns(f"{n}", f"basket-of-{n}") for n in range(5)]
    assert all(entry.intact for entry in entries)


async def test_numbers_are_taken_in_blocks(store: Store):
    assert [await store.next_numbers(SITE, "order_no", 10) for _ in range(3)] == [1, 11, 21]
    assert await store.next_numbers("Other", "order_no", 1) == 1


async def test_a_counter_is_raised_and_never_lowered(store: Store):
    await store.raise_counter(SITE, "order_no", 500)
    await store.raise_counter(SITE, "order_no", 100)
    assert await store.next_numbers(SITE, "order_no", 1) == 501


async def test_rows_of_each_table_are_counted(store: Store):
    await place_order(store, "1")
    await store.insert_basket(basket_columns(), b"")
    counts = await store.counts()
    assert (counts["orders"], counts["baskets"], counts["customers"]) == (1, 1, 0)


async def test_orders_of_a_customer_are_listed_across_sites_on_demand(store: Store):
    await place_order(store, "1", NOW)
    await store.insert_basket(basket_columns("b9", slot=None)._replace(site_id="Other"), b"")
    await store.submit(order_columns("2", "b9", NOW + 1)._replace(site_id="Other", status="new"), b"2", 1)
    assert await store.list_orders(SITE, "c1") == OrderPage(1, [b"1"])
    assert await store.list_orders(None, "c1") == OrderPage(2, [b"2", b"1"])
    assert await store.list_orders(None, "c1", ["new"], start=0, count=1) == OrderPage(1, [b"2"])
    assert await store.list_orders(None, "c2") == OrderPage(0, [])
