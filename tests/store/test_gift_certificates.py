"""Gift certificates in the store: sold with an order, spent and given back with one, imported, given another code."""

import asyncio
from typing import Any

import pytest
from tests.store.samples import NOW, SITE, basket_columns, order_columns

from counterfoil.store.engines import open_store
from counterfoil.store.interface import Store
from counterfoil.store.records import (
    CertificateRefused,
    CertificateRow,
    CertificateState,
    CertificateUse,
    DuplicateCertificate,
    NegativeBalance,
    Take,
)

pytestmark = pytest.mark.anyio

FIFTY = CertificateRow(SITE, "00000001", b"code", None, "USD", 50_000, 0, 50_000, True, True, NOW, b"{}")


def use(order_no: str, after: int, before: int = 0, **details: Any) -> CertificateUse:
    return CertificateUse(SITE, "00000001", order_no, "pi", details.pop("currency", "USD"), before, after)


async def order(store: Store, order_no: str, *takes: Take) -> None:
    """Make an order that takes something."""
    await store.insert_basket(basket_columns(f"basket-of-{order_no}", slot=None), b"{}")
    await store.submit(order_columns(order_no, f"basket-of-{order_no}"), b"{}", 1, takes)


async def balance(store: Store) -> int:
    return (await store.gift_certificates(SITE, ["00000001"]))["00000001"].balance


async def test_a_certificate_is_found_by_the_digest_of_its_code(store: Store):
    await store.import_gift_certificate(FIFTY)
    assert await store.gift_certificate(SITE, b"code") == FIFTY
    assert await store.gift_certificate("Other", b"code") is None
    assert await store.gift_certificates(SITE, ["00000001", "2"]) == {"00000001": FIFTY}


async def test_an_order_spends_a_part_and_gives_it_back(store: Store):
    await store.import_gift_certificate(FIFTY)
    await order(store, "1", use("1", 20_000))
    assert await balance(store) == 30_000
    await store.save_order(order_columns("1", "basket-of-1"), b"{}", 1, [use("1", 5_000, before=20_000)])
    assert await balance(store) == 45_000
    assert [entry async for entry in store.all_gift_certificate_uses()] == [(SITE, "1", "pi", "00000001", 5_000)]
    await store.save_order(order_columns("1", "basket-of-1"), b"{}", 2, [use("1", 0, before=5_000)])
    assert await balance(store) == 50_000
    assert [entry async for entry in store.all_gift_certificate_uses()] == []


@pytest.mark.parametrize(
    ("changes", "taken"),
    [
        ({}, use("1", 50_001)),
        ({"issued": False}, use("1", 1)),
        ({"enabled": False}, use("1", 1)),
        ({}, use("1", 1, currency="EUR")),
        ({"merchant_id": "2"}, use("1", 1)),
    ],
    ids=["too much", "pending", "disabled", "another currency", "unknown"],
)
async def test_what_cannot_be_spent_makes_no_order(store: Store, changes: dict[str, Any], taken: CertificateUse):
    await store.import_gift_certificate(FIFTY._replace(**changes))
    with pytest.raises(CertificateRefused) as refused:
        await order(store, "1", taken)
    assert refused.value.merchant_id == "00000001"
    assert await store.order(SITE, "1") is None


async def test_twenty_orders_never_spend_more_than_there_is(store_url: str):
    stores = [await open_store(store_url) for _ in range(2)]
    await stores[0].import_gift_certificate(FIFTY)
    racing = [order(stores[n % 2], f"{n}", use(f"{n}", 20_000)) for n in range(20)]
    results = await asyncio.gather(*racing, return_exceptions=True)
    assert [type(result) for result in results if result is not None] == [CertificateRefused] * 18
    assert await balance(stores[1]) == 10_000
    for opened in stores:
        await opened.close()


async def test_a_sold_certificate_is_made_with_its_order_and_follows_it(store: Store):
    sold = FIFTY._replace(order_no="1", issued=False)
    await order(store, "1", sold)
    assert await store.gift_certificate(SITE, b"code") == sold
    await store.save_order(order_columns("1", "basket-of-1"), b"{}", 1, [CertificateState(SITE, "1", True, False)])
    assert await store.gift_certificate(SITE, b"code") == sold._replace(issued=True, enabled=False)


@pytest.mark.parametrize("again", [{"merchant_id": "2"}, {"digest": b"other"}], ids=["code", "merchant id"])
async def test_a_certificate_that_exists_is_not_sold_again(store: Store, again: dict[str, Any]):
    await order(store, "1", FIFTY)
    with pytest.raises(DuplicateCertificate):
        await order(store, "2", FIFTY._replace(**again))
    assert await store.order(SITE, "2") is None


async def test_an_import_keeps_what_orders_took(store: Store):
    await store.import_gift_certificate(FIFTY)
    await order(store, "1", use("1", 20_000))
    await store.import_gift_certificate(FIFTY)
    assert await balance(store) == 30_000
    await store.import_gift_certificate(FIFTY._replace(amount=60_000, imported=15_000, balance=45_000))
    assert await balance(store) == 25_000
    with pytest.raises(NegativeBalance):
        await store.import_gift_certificate(FIFTY._replace(amount=10_000, balance=10_000))
    with pytest.raises(DuplicateCertificate):
        await store.import_gift_certificate(FIFTY._replace(merchant_id="2"))
    assert await balance(store) == 25_000


async def test_a_certificate_can_be_given_another_code(store: Store):
    await store.import_gift_certificate(FIFTY)
    await store.recode_gift_certificate(FIFTY, b"new", b"masked")
    assert await store.gift_certificate(SITE, b"code") is None
    assert await store.gift_certificate(SITE, b"new") == FIFTY._replace(digest=b"new", body=b"masked")
    with pytest.raises(DuplicateCertificate):
        await store.recode_gift_certificate(FIFTY, b"newer", b"masked")
    assert [row.digest async for row in store.all_gift_certificates()] == [b"new"]
