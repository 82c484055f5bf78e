"""Every statement of the order flow is answered by its index, already when its tables are empty."""

import re

import apsw
import asyncpg
import pytest

from counterfoil.store import accounts, baskets, gift_certificates, inventory, orders, redemptions, shop_data
from counterfoil.store.engines import open_store

pytestmark = pytest.mark.anyio
USED_INDEX = {
    orders.ORDER: "orders_order_no",
    orders.SAVE_ORDER: "orders_order_no",
    orders.LIST_ORDERS: "orders_customer",
    orders.COUNT_ORDERS: "orders_customer",
    orders.LIST_ORDERS_EVERYWHERE: "orders_customer",
    orders.COUNT_ORDERS_EVERYWHERE: "orders_customer",
    baskets.BASKET: "baskets_basket_id",
    baskets.SAVE_BASKET: "baskets_basket_id",
    baskets.DELETE_BASKET_AT: "baskets_basket_id",
    baskets.OPEN_BASKETS: "baskets_slot",
    shop_data.SHOP_ROW: "shop_data_key",
    shop_data.SHOP_ROWS_AFTER: "shop_data_key",
    inventory.STOCK_AFTER: "inventory_key",
    shop_data.CUSTOMER_BY_NO: "customers_customer_no",
    shop_data.CUSTOMER_WITH_BASKETS: "customers_customer_no baskets_slot customers_customer_no",
    shop_data.CUSTOMER_BY_LOGIN: "customers_login",
    shop_data.CUSTOMER_BY_ID: "customers_customer_id",
    accounts.CUSTOMERS_BY_EMAIL: "customers_email",
    accounts.EXTERNAL_PROFILES: "external_profiles_key",
    accounts.VISITS: "customer_visits_key",
    accounts.RESET: "password_resets_key",
    inventory.CHANGE_STOCK: "inventory_key",
    inventory.CHANGE_RESERVATION: "reservations_key",
    inventory.END_RESERVATION: "reservations_key",
    inventory.EXPIRED_RESERVATIONS: "reservations_expires",
    redemptions.LOWER_COUNT: "redemption_counts_key",
    redemptions.REMOVE_REDEMPTION: "redemptions_key",
    redemptions.SINCE.replace(":coupons", "$4"): "redemptions_customer",
    gift_certificates.BY_DIGEST: "gift_certificates_code",
    gift_certificates.SPEND: "gift_certificates_key",
    gift_certificates.SET_STATE: "gift_certificates_order",
}


async def test_postgresql_keeps_plans_that_hold_when_tables_have_grown(postgres_url: str):
    await (await open_store(postgres_url)).close()
    connection = await asyncpg.connect(postgres_url)
    await connection.execute("set plan_cache_mode = force_generic_plan")
    used = {}
    for sql in USED_INDEX:
        parameters = ", ".join(["null"] * len(set(re.findall(r"\$\d+", sql))))
        await connection.execute(f"prepare flow as {sql}")
        plan = "\n".join(row[0] for row in await connection.fetch(f"explain execute flow({parameters})"))
        await connection.execute("deallocate flow")
        used[sql] = re.findall(r"(?:using|Index Scan on) (\w+)", plan)
    await connection.close()
    assert used == {sql: index.split() for sql, index in USED_INDEX.items()}


@pytest.mark.fast
async def test_sqlite_searches_by_index_and_counts_without_the_table(tmp_path):
    path = str(tmp_path / "store.db")
    await (await open_store(path)).close()
    connection = apsw.Connection(path)
    plans = {}
    for sql in USED_INDEX:
        parameters = (None,) * len(set(re.findall(r"\$\d+", sql)))
        plans[sql] = [row[3] for row in connection.execute("explain query plan " + sql.replace("$", "?"), parameters)]
    steps = {sql: {step.split()[0] for step in plan} & {"SEARCH", "SCAN"} for sql, plan in plans.items()}
    assert {sql: plans[sql] for sql, found in steps.items() if found != {"SEARCH"}} == {}
    assert "COVERING INDEX orders_customer (customer_id=? AND site_id=? AND created>?" in plans[orders.COUNT_ORDERS][0]
