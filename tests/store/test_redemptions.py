"""Coupons redeemed by orders: counts, limits under a race, give-back, and redemptions made elsewhere."""

import asyncio
from typing import Any

import pytest
from tests.store.samples import NOW, SITE, basket_columns, order_columns

from counterfoil.store.engines import open_store
from counterfoil.store.interface import Store
from counterfoil.store.records import CouponUse, CouponUsedUp, UseCount

pytestmark = pytest.mark.anyio


def use(order_no: str, code: str = "TEA", customer: str = "00000001", **details: Any) -> CouponUse:
    return CouponUse(SITE, "tea", code, order_no, customer, NOW, **details)


async def order(store: Store, order_no: str, *takes: CouponUse) -> None:
    """Make an order that takes something."""
    await store.insert_basket(basket_columns(f"basket-of-{order_no}", slot=None), b"{}")
    await store.submit(order_columns(order_no, f"basket-of-{order_no}"), b"{}", 1, takes)


async def counts(store: Store, *codes: str, customer: str = "00000001") -> tuple[list[int], int]:
    by_code, by_customer = await store.coupon_counts(SITE, ["tea"], codes or ["TEA"], customer)
    found = [by_code.get(("tea", code), UseCount(0, 0)).uses for code in codes or ["TEA"]]
    return found, by_customer.get("tea", UseCount(0, 0)).uses


async def test_a_redemption_counts_for_its_code_and_its_customer(store: Store):
    await order(store, "1", use("1"))
    await order(store, "2", use("2", customer="x@example.com"))
    assert await counts(store) == ([2], 1)
    assert await counts(store, "OTHER") == ([0], 1)
    assert await store.redeemed_since(SITE, "00000001", ["tea"], NOW - 1) == [("tea", NOW)]
    assert await store.redeemed_since(SITE, "00000001", ["tea"], NOW) == []


async def test_nobody_has_no_count_of_his_own(store: Store):
    await order(store, "1", use("1", customer="", limit_per_customer=1))
    await order(store, "2", use("2", customer="", limit_per_customer=1))
    assert await counts(store, customer="") == ([2], 0)


async def test_a_code_at_its_limit_makes_no_order(store: Store):
    await order(store, "1", use("1", limit_per_code=1))
    with pytest.raises(CouponUsedUp) as refused:
        await order(store, "2", use("2", customer="2", limit_per_code=1))
    assert refused.value.coupon_id == "tea"
    assert await store.order(SITE, "2") is None
    assert await counts(store, customer="2") == ([1], 0)


async def test_a_limit_of_none_at_all_refuses_the_first(store: Store):
    with pytest.raises(CouponUsedUp):
        await order(store, "1", use("1", limit_per_code=0))


async def test_a_customer_at_his_limit_makes_no_order(store: Store):
    await order(store, "1", use("1", "ONE", limit_per_customer=1))
    with pytest.raises(CouponUsedUp):
        await order(store, "2", use("2", "TWO", limit_per_customer=1))


async def test_two_codes_of_a_coupon_count_twice_for_the_customer(store: Store):
    with pytest.raises(CouponUsedUp):
        await order(store, "1", use("1", "ONE", limit_per_customer=1), use("1", "TWO", limit_per_customer=1))
    await order(store, "2", use("2", "ONE"), use("2", "TWO"))
    assert await counts(store, "ONE", "TWO") == ([1, 1], 2)


async def test_a_customer_who_redeemed_meanwhile_is_refused(store: Store):
    await order(store, "1", use("1", unchanged_since=0))
    with pytest.raises(CouponUsedUp):
        await order(store, "2", use("2", unchanged_since=0))
    _, by_customer = await store.coupon_counts(SITE, ["tea"], ["TEA"], "00000001")
    await order(store, "3", use("3", unchanged_since=by_customer["tea"].changes))


async def test_what_is_given_back_may_be_redeemed_again(store: Store):
    await order(store, "1", use("1", limit_per_code=1))
    await store.save_order(order_columns("1", "basket-of-1"), b"{}", 1, [use("1", back=True)])
    assert await counts(store) == ([0], 0)
    assert await store.redeemed_since(SITE, "00000001", ["tea"], 0) == []
    await order(store, "2", use("2", limit_per_code=1))
    with pytest.raises(CouponUsedUp):
        await store.save_order(order_columns("1", "basket-of-1"), b"{}", 2, [use("1", limit_per_code=1)])


async def test_redemptions_made_elsewhere_count_once(store: Store):
    made = [use("old-1"), use("old-2", customer="x@example.com")]
    assert await store.import_redemptions(made) == 2
    assert await store.import_redemptions([*made, use("old-3")]) == 1
    assert await counts(store) == ([3], 2)
    await order(store, "old-1", use("old-1"))
    assert await counts(store) == ([4], 3)
    walked = [(taken.order_no, imported) async for taken, imported in store.all_redemptions(page=1)]
    assert walked == [("old-1", False), ("old-1", True), ("old-2", True), ("old-3", True)]
    assert [number async for *_, number in store.all_coupon_counts(page=1)] == [4, 3, 1]


@pytest.mark.parametrize("limit", [1, 3])
async def test_twenty_orders_race_for_a_code_and_its_limit_holds(store_url: str, limit: int):
    stores = [await open_store(store_url) for _ in range(2)]
    racing = [
        order(stores[n % 2], f"{n}", use(f"{n}", customer=f"{n}@example.com", limit_per_code=limit)) for n in range(20)
    ]
    results = await asyncio.gather(*racing, return_exceptions=True)
    assert [type(result) for result in results if result is not None] == [CouponUsedUp] * (20 - limit)
    assert (await stores[0].counts())["orders"] == limit
    assert await counts(stores[1]) == ([limit], 0)
    for opened in stores:
        await opened.close()
