"""Shop data, customers and inventory."""

import pytest

from counterfoil.store.interface import Store
from counterfoil.store.records import (
    Conflict,
    CustomerRow,
    DuplicateCustomer,
    InventoryRow,
    InventoryState,
    Opening,
    ShopRow,
)

pytestmark = pytest.mark.anyio
JANE = CustomerRow("customers", "00000001", "abc", "jane", b"jane")
JOHN = CustomerRow("customers", "00000002", "def", "john", b"john")


async def test_a_new_store_is_at_its_first_revision(store: Store):
    assert await store.opening(None) == Opening(revision=1, revoked=False)


async def test_each_change_of_shop_data_raises_the_revision_by_one(store: Store):
    await store.put_shop_rows([ShopRow("site", "", "S", b"1"), ShopRow("site", "", "T", b"2")])
    await store.put_shop_rows([ShopRow("site", "", "S", None)])
    assert (await store.opening(None)).revision == 3


async def test_a_row_is_found_by_kind_scope_and_id(store: Store):
    await store.put_shop_rows([ShopRow("price", "usd", "p1", b"1"), ShopRow("price", "eur", "p1", b"2")])
    assert await store.shop_row("price", "eur", "p1") == b"2"
    assert await store.shop_row("price", "gbp", "p1") is None


async def test_a_row_is_replaced_and_deleted(store: Store):
    await store.put_shop_rows([ShopRow("site", "", "S", b"1")])
    await store.put_shop_rows([ShopRow("site", "", "S", b"2")])
    assert await store.shop_row("site", "", "S") == b"2"
    await store.put_shop_rows([ShopRow("site", "", "S", None)])
    assert await store.shop_row("site", "", "S") is None


async def test_rows_are_listed_by_kind_in_one_scope_or_all(store: Store):
    rows = [ShopRow("product", "a", "1", b"a1"), ShopRow("product", "b", "2", b"b2"), ShopRow("site", "", "S", b"")]
    await store.put_shop_rows(rows)
    assert await store.shop_rows("product") == [("a", "1", b"a1"), ("b", "2", b"b2")]
    assert await store.shop_rows("product", "b") == [("b", "2", b"b2")]


async def test_products_and_prices_of_a_basket_are_read_together(store: Store):
    products = [ShopRow("product", "catalog", f"p{number}", b"") for number in range(9)]
    prices = [ShopRow("price", book, f"p{number}", b"") for number in range(9) for book in ("list", "sale")]
    await store.put_shop_rows([*products, *prices, ShopRow("other", "", "p1", b"")])
    found = await store.shop_rows_by_id(["product", "price"], ["p1", "p2", "p5"])
    assert {(row.kind, row.scope, row.id) for row in found} == {
        (kind, scope, product_id)
        for kind, scope in (("product", "catalog"), ("price", "list"), ("price", "sale"))
        for product_id in ("p1", "p2", "p5")
    }
    assert await store.shop_rows_by_id(["product"], []) == []


async def test_an_import_of_thousands_of_rows_is_one_change(store: Store):
    await store.put_shop_rows([ShopRow("product", "catalog", str(number), b"x") for number in range(3000)])
    assert (await store.opening(None)).revision == 2
    assert (await store.counts())["shop_data"] == 3000


async def test_a_customer_is_found_by_number_login_and_id(store: Store):
    await store.save_customers([JANE, JOHN])
    assert await store.customer_by_no("customers", "00000001") == JANE
    assert await store.customer_by_login("customers", "jane") == JANE
    assert await store.customer_by_id("customers", "abc") == JANE
    assert await store.customer_by_login("other", "jane") is None


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (JOHN._replace(login="jane"), "login"),
        (JOHN._replace(customer_no="00000001"), "customer_no"),
        (JOHN._replace(customer_id="abc"), "customer_id"),
    ],
)
async def test_a_new_customer_takes_nobodys_place(store: Store, row: CustomerRow, key: str):
    await store.insert_customer(JANE)
    with pytest.raises(DuplicateCustomer) as refused:
        await store.insert_customer(row)
    assert refused.value.key == key
    assert await store.customer_by_no("customers", "00000001") == JANE
    assert (await store.counts())["customers"] == 1


async def test_a_customer_imported_again_replaces_the_former_one(store: Store):
    await store.save_customers([JANE])
    await store.save_customers([JANE._replace(login="jane.doe", body=b"new")])
    found = await store.customer_by_no("customers", "00000001")
    assert found == JANE._replace(login="jane.doe", body=b"new", revision=2)
    assert await store.customer_by_login("customers", "jane") is None


async def test_two_customers_of_a_list_cannot_have_one_login(store: Store):
    await store.save_customers([JANE])
    with pytest.raises(DuplicateCustomer) as refused:
        await store.save_customers([JOHN, JANE._replace(customer_no="00000003", customer_id="ghi")])
    assert refused.value.key == "login"
    assert await store.customer_by_no("customers", "00000002") is None


async def test_two_customers_of_a_list_cannot_have_one_id(store: Store):
    await store.save_customers([JANE])
    with pytest.raises(DuplicateCustomer) as refused:
        await store.save_customers([JOHN._replace(customer_id="abc")])
    assert refused.value.key == "customer_id"


async def test_a_customer_changed_meanwhile_is_not_overwritten(store: Store):
    await store.save_customers([JANE])
    await store.update_customer(JANE._replace(body=b"first"), 1)
    with pytest.raises(Conflict):
        await store.update_customer(JANE._replace(body=b"second"), 1)
    found = await store.customer_by_no("customers", "00000001")
    assert found is not None
    assert (found.body, found.revision) == (b"first", 2)


async def test_a_customer_cannot_take_the_login_of_another(store: Store):
    await store.save_customers([JANE, JOHN])
    with pytest.raises(DuplicateCustomer):
        await store.update_customer(JOHN._replace(login="jane"), 1)


async def test_stock_tells_perpetual_from_missing(store: Store):
    rows = [InventoryRow("list", "some", 2500, b"{}"), InventoryRow("list", "endless", None, b"{}")]
    await store.put_inventory(rows)
    assert await store.stock("list", ["some", "endless", "missing"]) == {"some": 2500, "endless": None}
    assert await store.stock("list", []) == {}
    assert await store.inventory_records("list", ["some"]) == {"some": InventoryState(b"{}", 2500, 0)}
    assert await store.inventory_records("list", []) == {}


async def test_rows_and_stock_are_walked_a_page_at_a_time(store: Store):
    names = [f"p{number}" for number in range(5)]
    await store.put_shop_rows([ShopRow("product", "", name, b"{}") for name in names])
    await store.put_shop_rows([ShopRow("product", "elsewhere", "p9", b"{}")])
    await store.put_inventory([InventoryRow("list", name, 1000, b"{}") for name in names])
    await store.put_inventory([InventoryRow("other", "p9", None, b"{}")])
    assert await store.shop_rows_after("product", "", 2) == [("p0", b"{}"), ("p1", b"{}")]
    assert await store.shop_rows_after("product", "p3", 2) == [("p4", b"{}")]
    assert await store.shop_rows_after("product", "p4", 2) == []
    assert await store.stock_after("list", "p1", 2) == [("p2", 1000), ("p3", 1000)]
    assert await store.stock_after("other", "", 2) == [("p9", None)]
