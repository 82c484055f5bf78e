"""Baskets paid with gift certificates: charged with the order, never for more than it costs, and once only."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.api import V23, Answer, Api
from tests.http.gift_certificates import CODE, DISABLED, EUROS, PENDING, SPENT, certificate, load_certificates
from tests.http.test_gift_certificate_payment import balance, paid_by


@pytest.fixture
def shop(make_api: Callable[..., Api], tmp_path: Path) -> Api:
    """The demo shop with gift certificates, and without the demo's payment hook."""
    api = make_api(demo_hook=False)
    load_certificates(api, tmp_path)
    return api


@pytest.fixture
def agent(shop: Api) -> str:
    return shop.agent_token()


def pay(shop: Api, agent: str, basket: dict[str, Any], code: str = CODE, **body: Any) -> Answer:
    document = {"payment_method_id": "GIFT_CERTIFICATE", "gift_certificate_code": code, **body}
    return shop.post(f"{V23}/baskets/{basket['basket_id']}/payment_instruments", document, token=agent)


def submit(shop: Api, agent: str, basket: dict[str, Any]) -> Answer:
    return shop.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=agent)


def test_a_certificate_in_a_basket_is_shown_masked_and_charged_with_the_order(shop: Api, agent: str) -> None:
    basket = shop.basket(agent, payment_instruments=None)
    answer = pay(shop, agent, basket)
    assert answer.status == 200
    (instrument,) = paid_by(answer)
    assert instrument["masked_gift_certificate_code"] == "**********44AB"
    assert instrument["amount"] == basket["order_total"]
    assert "_flash" not in answer.json
    assert balance(shop, agent) == 50
    order = submit(shop, agent, basket)
    assert order.status == 200
    assert paid_by(order)[0]["authorization_status"]["status"] == 0
    assert balance(shop, agent) == 50 - basket["order_total"]
    assert not any(hidden in answer.text + order.text for hidden in (CODE, "merchant_id", "redeemed"))
    assert order.json["status"] == "created"


def test_a_basket_keeps_no_code(shop: Api, agent: str) -> None:
    basket = shop.basket(agent)
    assert pay(shop, agent, basket).status == 200

    async def bodies() -> list[bytes]:
        return [entry.body async for entry in shop.application.server.store.all_baskets()]

    assert all(CODE.encode() not in body for body in shop.run(bodies()))


def test_an_order_paid_by_its_certificate_is_placed_by_the_next_authorisation(shop: Api, agent: str) -> None:
    basket = shop.basket(agent, payment_instruments=None)
    pay(shop, agent, basket)
    order = submit(shop, agent, basket)
    instrument = paid_by(order)[0]["payment_instrument_id"]
    path = f"{V23}/orders/{order.json['order_no']}/payment_instruments/{instrument}"
    assert shop.patch(path, {}, token=agent).json["status"] == "new"
    assert balance(shop, agent) == 50 - basket["order_total"]


def test_several_certificates_share_a_basket(shop: Api, agent: str, tmp_path: Path) -> None:
    load_certificates(shop, tmp_path, certificate("TEN-1", "00000011", "10.00"))
    basket = shop.basket(agent, payment_instruments=None)
    pay(shop, agent, basket, "TEN-1")
    answer = pay(shop, agent, basket)
    assert [found["amount"] for found in paid_by(answer)] == [Decimal("10.00"), basket["order_total"] - 10]
    assert submit(shop, agent, basket).status == 200
    assert (balance(shop, agent, "TEN-1"), balance(shop, agent)) == (0, 60 - basket["order_total"])


def test_one_certificate_is_not_promised_twice(shop: Api, agent: str) -> None:
    basket = shop.basket(agent)
    assert pay(shop, agent, basket, amount=30).status == 200
    assert pay(shop, agent, basket, amount=20.01).fault == "InvalidPaymentMethodIdException"
    assert pay(shop, agent, basket, amount=20).status == 200
    assert pay(shop, agent, basket).fault == "InvalidPaymentMethodIdException"


@pytest.mark.parametrize(
    ("code", "status", "fault"),
    [
        ("nope", 404, "GiftCertificateNotFoundException"),
        (EUROS, 400, "InvalidPaymentMethodIdException"),
        (DISABLED, 400, "InvalidPaymentMethodIdException"),
        (PENDING, 400, "InvalidPaymentMethodIdException"),
        (SPENT, 400, "InvalidPaymentMethodIdException"),
    ],
)
def test_what_cannot_pay_is_refused(shop: Api, agent: str, code: str, status: int, fault: str) -> None:
    basket = shop.basket(agent)
    answer = pay(shop, agent, basket, code)
    assert (answer.status, answer.fault) == (status, fault)
    now = shop.get(f"{V23}/baskets/{basket['basket_id']}", token=agent).json
    assert now["payment_instruments"] == basket["payment_instruments"]


def test_no_more_is_taken_than_the_order_costs(shop: Api, agent: str) -> None:
    basket = shop.basket(agent, payment_instruments=None)
    assert pay(shop, agent, basket, amount=50).status == 200
    order = submit(shop, agent, basket)
    assert paid_by(order)[0]["amount"] == basket["order_total"]
    assert balance(shop, agent) == 50 - basket["order_total"]


def test_without_a_total_the_amount_is_settled_with_the_order(shop: Api, agent: str) -> None:
    basket = shop.basket(agent, payment_instruments=None, product_items=None)
    assert basket["order_total"] is None
    (instrument,) = paid_by(pay(shop, agent, basket))
    assert "amount" not in instrument
    items = [{"product_id": "mug-01", "quantity": 1}]
    filled = shop.post(f"{V23}/baskets/{basket['basket_id']}/items", items, token=agent)
    assert "amount" not in paid_by(filled)[0]
    order = submit(shop, agent, basket)
    assert paid_by(order)[0]["amount"] == order.json["order_total"] == filled.json["order_total"]
    assert balance(shop, agent) == 50 - order.json["order_total"]


def test_what_is_settled_with_the_order_is_what_other_instruments_leave_open(shop: Api, agent: str) -> None:
    cash = {"payment_method_id": "INVOICE", "amount": 4.00}
    basket = shop.basket(agent, payment_instruments=None, product_items=None)
    assert shop.post(f"{V23}/baskets/{basket['basket_id']}/payment_instruments", cash, token=agent).status == 200
    assert "amount" not in paid_by(pay(shop, agent, basket))[0]
    items = [{"product_id": "mug-01", "quantity": 1}]
    assert shop.post(f"{V23}/baskets/{basket['basket_id']}/items", items, token=agent).status == 200
    order = submit(shop, agent, basket)
    assert paid_by(order)[0]["amount"] == order.json["order_total"] - 4
    assert balance(shop, agent) == 50 - (order.json["order_total"] - 4)


def test_a_certificate_spent_elsewhere_is_a_flash_and_keeps_the_basket(shop: Api, agent: str) -> None:
    baskets = [shop.basket(agent, payment_instruments=None, customer_info={"email": f"{n}@a.b"}) for n in range(2)]
    for basket in baskets:
        assert pay(shop, agent, basket, amount=30).status == 200
    assert submit(shop, agent, baskets[0]).status == 200
    path = f"{V23}/baskets/{baskets[1]['basket_id']}"
    flashes = shop.get(path, token=agent).json["_flash"]
    assert [(flash["type"], flash["path"]) for flash in flashes] == [
        ("PaymentMethodNotApplicable", "$.payment_instruments[0].payment_method_id")
    ]
    answer = submit(shop, agent, baskets[1])
    assert (answer.status, answer.fault) == (400, "ValidationException")
    assert shop.get(path, token=agent).status == 200


def test_ten_baskets_race_for_a_balance(shop: Api, agent: str) -> None:
    baskets = [shop.basket(agent, payment_instruments=None, customer_info={"email": f"{n}@a.b"}) for n in range(10)]
    for basket in baskets:
        assert pay(shop, agent, basket, amount=20).status == 200
    bodies = [{"basket_id": basket["basket_id"]} for basket in baskets]
    answers = shop.together(*(shop.request("POST", f"{V23}/orders", body, token=agent) for body in bodies))
    assert Counter(answer.status for answer in answers) == {200: 2, 400: 8}
    assert {answer.fault for answer in answers if answer.status == 400} == {"ValidationException"}
    assert balance(shop, agent) == 10


def test_an_order_that_fails_gives_back_what_its_basket_paid(shop: Api, agent: str) -> None:
    basket = shop.basket(agent, payment_instruments=None)
    pay(shop, agent, basket)
    order = submit(shop, agent, basket).json
    assert shop.patch(f"{V23}/orders/{order['order_no']}", {"status": "failed"}, token=agent).status == 200
    assert balance(shop, agent) == 50


def test_a_changed_instrument_pays_in_another_way(shop: Api, agent: str) -> None:
    basket = shop.basket(agent, payment_instruments=None)
    instrument = paid_by(pay(shop, agent, basket))[0]["payment_instrument_id"]
    path = f"{V23}/baskets/{basket['basket_id']}/payment_instruments/{instrument}"
    assert paid_by(shop.patch(path, {"amount": 7}, token=agent))[0]["amount"] == 7
    assert shop.patch(path, {"amount": 51}, token=agent).fault == "InvalidPaymentMethodIdException"
    changed = shop.patch(path, {"payment_method_id": "INVOICE"}, token=agent)
    assert "masked_gift_certificate_code" not in changed.json["payment_instruments"][0]
    assert submit(shop, agent, basket).status == 200
    assert balance(shop, agent) == 50
