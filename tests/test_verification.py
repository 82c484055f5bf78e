"""What verify finds of coupons and gift certificates that do not fit the orders."""

from pathlib import Path
from typing import Any

import pytest
from tests.api import NOW, Api
from tests.conftest import load_demo

from counterfoil.documents import stored
from counterfoil.documents.order import Order
from counterfoil.documents.payment import OrderPaymentInstrument
from counterfoil.documents.pricing import CouponItem
from counterfoil.store.records import (
    BasketColumns,
    CertificateRow,
    CertificateUse,
    CouponUse,
    OrderColumns,
    Take,
)

pytestmark = pytest.mark.fast

SITE = "RefArch"
REDEEMED = CouponItem(code="TEA", coupon_id="tea", redeemed_code="TEA", redeemed_by="a@b.c")
USE = CouponUse(SITE, "tea", "TEA", "1", "a@b.c", NOW)
FIFTY = CertificateRow(SITE, "9", b"digest", None, "USD", 50_000, 0, 50_000, True, True, NOW, b"{}")
PAID = OrderPaymentInstrument(payment_instrument_id="pi", merchant_id="9", redeemed=20)
SPENT = CertificateUse(SITE, "9", "1", "pi", "USD", 0, 20_000)


def breaches(tmp_path: Path, order: Order, *takes: Take, certificate: CertificateRow = FIFTY) -> list[str]:
    """Say what verify finds of an order that takes something, and of a gift certificate."""
    url = str(tmp_path / "store.db")
    load_demo(url)
    api = Api(url)

    async def fill() -> None:
        store = api.application.server.store
        order.order_no, order.status, order.order_total = "1", "created", 0
        await store.import_gift_certificate(certificate)
        await store.insert_basket(BasketColumns(SITE, "b", None, None, NOW, NOW), b"{}")
        await store.submit(OrderColumns(SITE, "1", "b", NOW, NOW), stored.encode(order), 1, takes)

    api.run(fill())
    found = [breach for breach in api.breaches() if "_total" not in breach]
    api.close()
    return found


@pytest.mark.parametrize(
    ("order", "takes", "certificate", "expected"),
    [
        (Order(coupon_items=[REDEEMED], payment_instruments=[PAID]), [USE, SPENT], FIFTY, []),
        (Order(coupon_items=[REDEEMED]), [], FIFTY, ["order 1 of RefArch: coupon tea is held and not redeemed"]),
        (Order(), [USE], FIFTY, ["order 1 of RefArch: coupon tea is redeemed and not held"]),
        (Order(payment_instruments=[PAID]), [], FIFTY, ["order 1 of RefArch: its gift certificate was not charged"]),
        (Order(), [SPENT], FIFTY, ["order 1 of RefArch: it holds another payment from certificate 9"]),
        (
            Order(),
            [],
            FIFTY._replace(balance=1),
            ["gift certificate 9 of RefArch: the balance is 1, what was not spent is 50000 thousandths"],
        ),
    ],
    ids=["all fits", "not redeemed", "not held", "not charged", "another payment", "wrong balance"],
)
def test_verify_compares_what_is_counted_with_what_orders_hold(
    tmp_path: Path, order: Order, takes: list[Any], certificate: CertificateRow, expected: list[str]
) -> None:
    assert breaches(tmp_path, order, *takes, certificate=certificate) == expected
