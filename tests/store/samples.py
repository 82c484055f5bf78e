"""Rows that the tests of the store begin with."""

from counterfoil.store.interface import Store
from counterfoil.store.records import BasketColumns, InventoryRow, OrderColumns

NOW = 1_700_000_000_000
WEEK = 7 * 24 * 3600 * 1000
SITE = "SiteGenesis"


def basket_columns(basket_id: str = "b1", customer_id: str | None = "c1", slot: int | None = 1) -> BasketColumns:
    return BasketColumns(SITE, basket_id, customer_id, slot, modified=NOW, expires=NOW + WEEK)


def order_columns(order_no: str = "00000501", basket_id: str | None = "b1", created: int = NOW) -> OrderColumns:
    return OrderColumns(
        SITE,
        order_no,
        basket_id,
        created=created,
        modified=created,
        customer_id="c1",
        customer_no="00000001",
        customer_email="jane@example.com",
        confirmation_status="not_confirmed",
        export_status="not_exported",
        payment_status="not_paid",
        shipping_status="not_shipped",
        total=100_100,
        currency="USD",
        token_digest=b"t" * 32,
    )


async def put_stock(store: Store, product_id: str, units: int | None) -> None:
    available = None if units is None else units * 1000
    await store.put_inventory([InventoryRow("inventory", product_id, available, b"{}")])


async def place_order(store: Store, order_no: str, created: int = NOW, **columns: str) -> None:
    """Put an order into the store the only way there is: from a basket."""
    await store.insert_basket(basket_columns(f"basket-of-{order_no}", slot=None), b"{}")
    row = order_columns(order_no, f"basket-of-{order_no}", created)._replace(**columns)
    await store.submit(row, order_no.encode(), 1)
