"""Gift certificates as goods: in a basket, in its totals, and made when it is ordered."""

from decimal import Decimal
from typing import Any

import pytest
from tests.api import V23, Api

from counterfoil.documents.basket import Basket
from counterfoil.documents.gift_certificate import GiftCertificate
from counterfoil.documents.order import Order
from counterfoil.hooks import Status

ITEM = {"amount": 50.00, "recipient_email": "ada@example.com", "recipient_name": "Ada", "sender_name": "Bob"}
POINT = "dw.ocapi.shop.basket.gift_certificate_item."
CREATED = "counterfoil.gift_certificate.created"


def items_of(basket: dict[str, Any]) -> str:
    return f"{V23}/baskets/{basket['basket_id']}/gift_certificate_items"


def listen(api: Api) -> list[tuple[Order, GiftCertificate, str]]:
    """Hear of the gift certificates that are made."""
    heard: list[tuple[Order, GiftCertificate, str]] = []
    api.application.server.hooks.register(CREATED, lambda *arguments: heard.append(arguments))
    return heard


def test_a_gift_certificate_adds_its_amount_to_the_total_untaxed(api: Api, agent: str) -> None:
    basket = api.basket(agent)
    answer = api.post(items_of(basket), {**ITEM, "message": "Happy birthday", "c_card": "roses"}, token=agent)
    assert answer.status == 200
    (item,) = answer.json["gift_certificate_items"]
    assert item.pop("gift_certificate_item_id")
    assert item == {
        "_type": "gift_certificate_item",
        "amount": Decimal("50.00"),
        "message": "Happy birthday",
        "recipient_email": "ada@example.com",
        "recipient_name": "Ada",
        "sender_name": "Bob",
        "shipment_id": "me",
        "c_card": "roses",
    }
    assert answer.json["order_total"] == basket["order_total"] + 50
    for name in ("product_total", "tax_total", "shipping_total"):
        assert answer.json[name] == basket[name]


def test_an_item_is_changed_and_removed(api: Api, agent: str) -> None:
    basket = api.basket(agent, gift_certificate_items=[ITEM])
    (item,) = basket["gift_certificate_items"]
    path = f"{items_of(basket)}/{item['gift_certificate_item_id']}"
    changed = api.patch(path, {"amount": 20, "sender_name": None, "c_card": "tulips"}, token=agent)
    assert changed.status == 200
    (after,) = changed.json["gift_certificate_items"]
    assert after == {
        **{name: value for name, value in item.items() if name != "sender_name"},
        "amount": Decimal("20.00"),
        "c_card": "tulips",
    }
    assert changed.json["order_total"] == basket["order_total"] - 30
    removed = api.delete(path, token=agent)
    assert removed.status == 200
    assert "gift_certificate_items" not in removed.json
    assert removed.json["order_total"] == basket["order_total"] - 50
    assert api.delete(path, token=agent).fault == "GiftCertificateItemNotFoundException"


@pytest.mark.parametrize(
    ("changes", "status", "fault"),
    [
        ({"amount": -0.01}, 400, "InvalidGiftCertificateAmountException"),
        ({"amount": None}, 400, "InvalidGiftCertificateAmountException"),
        ({"amount": 10**13}, 400, "InvalidGiftCertificateAmountException"),
        ({"recipient_email": ""}, 400, "PropertyConstraintViolationException"),
        ({"recipient_email": None}, 400, "PropertyConstraintViolationException"),
        ({"shipment_id": "moon"}, 404, "ShipmentNotFoundException"),
        ({"message": "x" * 4001}, 400, "PropertyConstraintViolationException"),
    ],
)
def test_a_bad_item_is_refused_whole(api: Api, agent: str, changes: dict[str, Any], status: int, fault: str) -> None:
    basket = api.basket(agent, gift_certificate_items=[ITEM])
    answers = [api.post(items_of(basket), {**ITEM, **changes}, token=agent)]
    item_id = basket["gift_certificate_items"][0]["gift_certificate_item_id"]
    answers.append(api.patch(f"{items_of(basket)}/{item_id}", changes, token=agent))
    answers.append(api.post(f"{V23}/baskets", {"gift_certificate_items": [{**ITEM, **changes}]}, token=agent))
    assert [(answer.status, answer.fault) for answer in answers] == [(status, fault)] * 3
    now = api.get(f"{V23}/baskets/{basket['basket_id']}", token=agent).json
    assert now["gift_certificate_items"] == basket["gift_certificate_items"]


def test_another_customers_basket_is_not_touched(api: Api, agent: str) -> None:
    basket = api.basket(agent, gift_certificate_items=[ITEM])
    guest = api.customer()
    path = f"{items_of(basket)}/{basket['gift_certificate_items'][0]['gift_certificate_item_id']}"
    answers = [
        api.post(items_of(basket), ITEM, token=guest),
        api.patch(path, {}, token=guest),
        api.delete(path, token=guest),
    ]
    assert [answer.fault for answer in answers] == ["InvalidCustomerException"] * 3
    assert api.post(f"{V23}/baskets/none/gift_certificate_items", ITEM, token=guest).fault == "BasketNotFoundException"


def test_no_more_items_than_a_basket_may_have(api: Api, agent: str) -> None:
    most = api.settings.max_product_items
    basket = api.basket(agent, gift_certificate_items=[ITEM] * most)
    assert api.post(items_of(basket), ITEM, token=agent).fault == "BasketQuotaExceededException"


def test_items_are_read_and_written_in_xml(api: Api, agent: str) -> None:
    basket = api.basket(agent)
    body = b"<gift_certificate_item><amount>5</amount><recipient_email>a@b.c</recipient_email></gift_certificate_item>"
    answer = api.post(items_of(basket), body, token=agent, headers={"Content-Type": "application/xml"})
    assert answer.status == 200
    assert "<amount>5.00</amount>" in answer.text


def test_hooks_see_the_items_before_and_after(api: Api, agent: str) -> None:
    basket = api.basket(agent)
    seen: list[tuple[str, type[Any], int]] = []

    def watch(point: str) -> None:
        def hook(first: Any, *rest: Any) -> None:
            assert isinstance(first, Basket)
            seen.append((point, type(rest[0]), len(first.gift_certificate_items or ())))

        api.application.server.hooks.register(POINT + point, hook)

    for method in ("POST", "PATCH", "DELETE"):
        for point in (f"before{method}", f"after{method}", f"modify{method}Response"):
            watch(point)
    item = api.post(items_of(basket), ITEM, token=agent).json["gift_certificate_items"][0]
    path = f"{items_of(basket)}/{item['gift_certificate_item_id']}"
    api.patch(path, {"amount": 1}, token=agent)
    api.delete(path, token=agent)
    assert [(point, kind.__name__, count) for point, kind, count in seen] == [
        ("beforePOST", "GiftCertificateItem", 0),
        ("afterPOST", "GiftCertificateItem", 1),
        ("modifyPOSTResponse", "dict", 1),
        ("beforePATCH", "str", 1),
        ("afterPATCH", "str", 1),
        ("modifyPATCHResponse", "dict", 1),
        ("beforeDELETE", "str", 1),
        ("afterDELETE", "str", 0),
        ("modifyDELETEResponse", "dict", 0),
    ]


def test_a_basket_of_certificates_alone_needs_no_shipping(api: Api, agent: str) -> None:
    basket = api.basket(agent, product_items=None, shipments=None, gift_certificate_items=[ITEM])
    assert basket["order_total"] == Decimal("50.00")
    assert "_flash" not in basket
    order = api.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=agent)
    assert order.status == 200
    assert order.json["order_total"] == Decimal("50.00")


def test_an_order_makes_the_certificates_that_it_sells(api: Api, agent: str) -> None:
    heard = listen(api)
    order = api.order(agent, gift_certificate_items=[ITEM, {**ITEM, "amount": 10}])
    assert [set(item) & {"merchant_id"} for item in order["gift_certificate_items"]] == [set(), set()]
    assert [(made.status, made.enabled, made.amount) for _, made, _ in heard] == [
        ("pending", True, Decimal(50)),
        ("pending", True, Decimal(10)),
    ]
    for _, made, code in heard:
        answer = api.post(f"{V23}/gift_certificate", {"gift_certificate_code": code}, token=agent)
        assert answer.status == 200
        assert answer.json["merchant_id"] == made.merchant_id
        assert answer.json["masked_gift_certificate_code"] == "*" * 15 + code[-4:]
        assert code not in answer.text
        assert code.encode() not in b"".join(stored_of(api))


def stored_of(api: Api) -> list[bytes]:
    """All that the store keeps of orders and gift certificates."""

    async def read() -> list[bytes]:
        store = api.application.server.store
        found = [entry.body async for entry in store.all_orders()]
        return found + [row.body + row.digest async for row in store.all_gift_certificates()]

    kept: list[bytes] = api.run(read())
    return kept


def status(api: Api, agent: str, code: str) -> tuple[str, bool]:
    found = api.post(f"{V23}/gift_certificate", {"gift_certificate_code": code}, token=agent).json
    return found["status"], found["enabled"]


def test_a_certificate_is_issued_when_its_order_is_placed(make_api: Any) -> None:
    api = make_api(demo_hook=False)
    agent = api.agent_token()
    heard = listen(api)
    order = api.order(agent, gift_certificate_items=[ITEM])
    code = heard[0][2]
    assert status(api, agent, code) == ("pending", True)
    api.application.server.hooks.register("dw.order.payment.authorizeCreditCard", lambda *_: Status(Status.OK))
    instrument = order["payment_instruments"][0]["payment_instrument_id"]
    path = f"{V23}/orders/{order['order_no']}/payment_instruments/{instrument}"
    assert api.patch(path, {"amount": order["order_total"]}, token=agent).json["status"] == "new"
    assert status(api, agent, code) == ("issued", True)


def test_a_certificate_is_disabled_when_its_order_fails(api: Api, agent: str) -> None:
    heard = listen(api)
    order = api.order(agent, gift_certificate_items=[ITEM])
    assert api.patch(f"{V23}/orders/{order['order_no']}", {"status": "failed"}, token=agent).status == 200
    assert status(api, agent, heard[0][2]) == ("pending", False)


def test_a_certificate_follows_its_order_being_cancelled_and_opened_again(api: Api, agent: str) -> None:
    heard = listen(api)
    order = api.order(agent, gift_certificate_items=[ITEM])
    assert api.authorize(order).json["status"] == "new"
    code, path = heard[0][2], f"{V23}/orders/{order['order_no']}"
    for wanted, enabled in (("cancelled", False), ("open", True)):
        assert api.patch(path, {"status": wanted}, token=agent).status == 200
        assert status(api, agent, code) == ("issued", enabled)


def test_a_certificate_worth_nothing_is_not_made(api: Api, agent: str) -> None:
    basket = api.basket(agent, gift_certificate_items=[{**ITEM, "amount": 0}])
    answer = api.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=agent)
    assert (answer.status, answer.fault) == (400, "GiftCertificateCreationException")
    assert answer.arguments == {
        "giftCertificateItemId": basket["gift_certificate_items"][0]["gift_certificate_item_id"]
    }
    assert api.get(f"{V23}/baskets/{basket['basket_id']}", token=agent).status == 200
