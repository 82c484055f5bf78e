"""Gift certificates as payment: read by code, redeemed with an order, given back when it fails or changes."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.api import V15, V23, Answer, Api
from tests.http.gift_certificates import (
    CODE,
    DISABLED,
    EUROS,
    PENDING,
    SPENT,
    certificate,
    load_certificates,
    redeemed,
)

GIFT = "GIFT_CERTIFICATE"
NAME = "gift_certificate_code"
XML_REQUEST = f"<gift_certificate_request><{NAME}>{CODE}</{NAME}></gift_certificate_request>".encode()
Money = Decimal


@pytest.fixture
def shop(make_api: Callable[..., Api], tmp_path: Path) -> Api:
    """The demo shop with gift certificates, and without the demo's payment hook."""
    api = make_api(demo_hook=False)
    report = load_certificates(api, tmp_path)
    assert report.warnings == []
    return api


@pytest.fixture
def agent(shop: Api) -> str:
    return shop.agent_token()


def read(api: Api, agent: str, code: str) -> Answer:
    return api.post(f"{V23}/gift_certificate", {"gift_certificate_code": code}, token=agent)


def balance(api: Api, agent: str, code: str = CODE) -> Decimal:
    return Decimal(read(api, agent, code).json["balance"])


def pay(api: Api, agent: str, order: dict[str, Any], code: str = CODE, **body: Any) -> Answer:
    document = {"payment_method_id": GIFT, "gift_certificate_code": code, **body}
    path = f"{V23}/orders/{order['order_no']}/payment_instruments"
    return api.post(path, document, token=agent)


def paid_by(answer: Answer) -> list[dict[str, Any]]:
    """The instruments of an order that are paid from a gift certificate."""
    return [found for found in answer.json["payment_instruments"] if found["payment_method_id"] == GIFT]


def test_a_gift_certificate_is_read_by_its_code(shop: Api, agent: str) -> None:
    assert read(shop, agent, f" {CODE} ").json == {
        "_v": "23.1",
        "_type": "gift_certificate",
        "amount": Money("50.00"),
        "balance": Money("50.00"),
        "enabled": True,
        "masked_gift_certificate_code": "**********44AB",
        "merchant_id": "00000001",
        "recipient_email": "ada@example.com",
        "status": "issued",
    }
    assert [read(shop, agent, code).json["status"] for code in (PENDING, SPENT)] == ["pending", "redeemed"]
    assert read(shop, agent, DISABLED).json["enabled"] is False
    xml = shop.post(
        f"{V23}/gift_certificate",
        XML_REQUEST,
        token=agent,
        headers={"Content-Type": "application/xml"},
    )
    assert "<balance>50.00</balance>" in xml.text


@pytest.mark.parametrize("code", ["nope", "", CODE.lower(), None])
def test_a_code_that_nobody_has_is_not_found(shop: Api, agent: str, code: str | None) -> None:
    answer = shop.post(f"{V23}/gift_certificate", {"gift_certificate_code": code}, token=agent)
    assert (answer.status, answer.fault, answer.arguments) == (404, "GiftCertificateNotFoundException", {})


def test_a_certificate_belongs_to_its_site(shop: Api, agent: str) -> None:
    path = "/s/RefArchEU/dw/shop/v23_1/gift_certificate"
    answer = shop.post(path, {"gift_certificate_code": CODE}, token=agent)
    assert answer.fault == "GiftCertificateNotFoundException"


def test_who_guesses_codes_has_to_wait(shop: Api) -> None:
    guest = shop.customer()
    answers = Counter(read(shop, guest, f"guess-{n}").status for n in range(100))
    assert answers[429] > 0
    assert read(shop, guest, CODE).status == 429
    shop.clock.advance(3_600_000)
    assert read(shop, shop.customer(), CODE).status == 200


def test_the_points_of_the_resource_are_called(shop: Api, agent: str) -> None:
    seen: list[Any] = []
    hooks = shop.application.server.hooks
    hooks.register("dw.ocapi.shop.gift_certificate.beforePOST", seen.append)
    hooks.register(
        "dw.ocapi.shop.gift_certificate.modifyPOSTResponse",
        lambda found, document: document.update(c_seen=found.merchant_id),
    )
    assert read(shop, agent, CODE).json["c_seen"] == "00000001"
    assert CODE not in repr(seen)


def test_an_order_is_paid_in_part_by_a_gift_certificate(shop: Api, agent: str) -> None:
    order = shop.order(agent, payment_instruments=[{"payment_method_id": "INVOICE"}])
    answer = pay(shop, agent, order, amount=20)
    assert answer.status == 200
    (instrument,) = paid_by(answer)
    assert instrument["amount"] == Money("20.00")
    assert instrument["masked_gift_certificate_code"] == "**********44AB"
    assert instrument["authorization_status"]["status"] == 0
    assert CODE not in answer.text
    assert balance(shop, agent) == Money("30.00")
    assert read(shop, agent, CODE).json["status"] == "partially_redeemed"


def test_without_an_amount_it_pays_what_is_open_as_far_as_it_goes(shop: Api, agent: str) -> None:
    order = shop.order(agent, payment_instruments=[{"payment_method_id": "INVOICE"}])
    assert order["order_total"] < 50
    answer = pay(shop, agent, order)
    assert paid_by(answer)[0]["amount"] == order["order_total"]
    assert answer.json["status"] == "new"
    assert balance(shop, agent) == 50 - order["order_total"]
    assert pay(shop, agent, order).status == 200
    assert balance(shop, agent) == 50 - order["order_total"]


def test_several_certificates_pay_for_one_order(shop: Api, agent: str, tmp_path: Path) -> None:
    load_certificates(
        shop, tmp_path, certificate("TEN-1", "00000011", "10.00"), certificate("TEN-2", "00000012", "10.00")
    )
    order = shop.order(agent, payment_instruments=[{"payment_method_id": "INVOICE"}])
    answers = [pay(shop, agent, order, code) for code in ("TEN-1", "TEN-2", CODE)]
    amounts = [found["amount"] for found in paid_by(answers[-1])]
    assert amounts == [Money("10.00"), Money("10.00"), order["order_total"] - 20]
    assert [answer.json["status"] for answer in answers] == ["created", "created", "new"]


@pytest.mark.parametrize(
    ("code", "amount", "status", "fault"),
    [
        ("nope", None, 404, "GiftCertificateNotFoundException"),
        (EUROS, None, 400, "InvalidPaymentMethodIdException"),
        (DISABLED, None, 400, "InvalidPaymentMethodIdException"),
        (PENDING, None, 400, "InvalidPaymentMethodIdException"),
        (SPENT, None, 400, "InvalidPaymentMethodIdException"),
        (CODE, 50.01, 400, "InvalidPaymentMethodIdException"),
    ],
)
def test_what_cannot_pay_is_refused(
    shop: Api, agent: str, code: str, amount: float | None, status: int, fault: str
) -> None:
    order = shop.order(agent)
    answer = pay(shop, agent, order, code, **({"amount": amount} if amount else {}))
    assert (answer.status, answer.fault) == (status, fault)
    assert code not in answer.text
    now = shop.get(f"{V23}/orders/{order['order_no']}", token=agent).json
    assert now["payment_instruments"] == order["payment_instruments"]


def test_skipping_the_authorisation_takes_nothing_until_it_is_made_up_for(shop: Api, agent: str) -> None:
    order = shop.order(agent)
    path = f"{V23}/orders/{order['order_no']}/payment_instruments"
    body = {"payment_method_id": GIFT, "gift_certificate_code": CODE, "amount": 5}
    answer = shop.post(f"{path}?skip_authorization=true", body, token=agent)
    (instrument,) = paid_by(answer)
    assert "authorization_status" not in instrument
    assert balance(shop, agent) == 50
    answer = shop.patch(f"{path}/{instrument['payment_instrument_id']}", {}, token=agent)
    assert paid_by(answer)[0]["authorization_status"]["status"] == 0
    assert balance(shop, agent) == 45


def test_a_changed_amount_is_taken_or_given_back(shop: Api, agent: str, tmp_path: Path) -> None:
    load_certificates(shop, tmp_path, certificate("TEN-1", "00000011", "10.00"))
    order = shop.order(agent)
    instrument = paid_by(pay(shop, agent, order, amount=20))[0]["payment_instrument_id"]
    path = f"{V23}/orders/{order['order_no']}/payment_instruments/{instrument}"
    assert shop.patch(path, {"amount": 50}, token=agent).status == 200
    assert balance(shop, agent) == 0
    assert shop.patch(path, {"amount": 50.01}, token=agent).fault == "InvalidPaymentMethodIdException"
    assert shop.patch(path, {"amount": 5}, token=agent).status == 200
    assert balance(shop, agent) == 45
    assert shop.patch(path, {"gift_certificate_code": "TEN-1", "amount": 6}, token=agent).status == 200
    assert (balance(shop, agent), balance(shop, agent, "TEN-1")) == (50, 4)
    assert shop.patch(path, {"payment_method_id": "INVOICE"}, token=agent).status == 200
    assert balance(shop, agent, "TEN-1") == 10


def test_an_instrument_that_is_removed_gives_back(shop: Api, agent: str) -> None:
    order = shop.order(agent)
    instrument = paid_by(pay(shop, agent, order, amount=20))[0]["payment_instrument_id"]
    path = f"{V23}/orders/{order['order_no']}/payment_instruments/{instrument}"
    assert shop.patch(f"{path}?skip_authorization=true", {"amount": 30}, token=agent).status == 200
    assert balance(shop, agent) == 30
    assert shop.delete(path, token=agent).status == 200
    assert balance(shop, agent) == 50


def test_a_hook_that_objects_takes_nothing(shop: Api, agent: str) -> None:
    from_hook: list[Any] = []

    def refuse(_order: Any, instrument: Any) -> Any:
        from_hook.append(instrument.masked_gift_certificate_code)
        raise ValueError("no")

    shop.application.server.hooks.register("dw.order.payment.authorize", refuse)
    order = shop.order(agent)
    assert pay(shop, agent, order, amount=5).status == 500
    assert from_hook == ["**********44AB"]
    assert balance(shop, agent) == 50


def test_a_failed_order_gives_the_payment_back(shop: Api, agent: str) -> None:
    order = shop.order(agent)
    assert pay(shop, agent, order, amount=20).status == 200

    def fail(order: Any, _request: Any) -> None:
        order.status = "failed"

    shop.application.server.hooks.register("dw.ocapi.shop.order.beforePaymentAuthorize", fail)
    assert shop.authorize(order).json["status"] == "failed"
    assert balance(shop, agent) == 50


def test_a_cancelled_order_gives_back_and_takes_again(shop: Api, agent: str) -> None:
    order = shop.order(agent, payment_instruments=[{"payment_method_id": "INVOICE"}])
    assert pay(shop, agent, order).json["status"] == "new"
    left = balance(shop, agent)
    turns = iter(["cancelled", "open", "cancelled", "open"])

    def turn(order: Any, _request: Any) -> None:
        order.status = next(turns)

    shop.application.server.hooks.register("dw.ocapi.shop.order.beforePaymentAuthorize", turn)
    assert shop.authorize(order, None).json["status"] == "cancelled"
    assert balance(shop, agent) == 50
    assert shop.authorize(order, None).json["status"] == "open"
    assert balance(shop, agent) == left
    assert shop.authorize(order, None).json["status"] == "cancelled"
    other = shop.order(agent)
    assert pay(shop, agent, other, amount=50).status == 200
    refused = shop.authorize(order, None)
    assert (refused.status, refused.fault) == (400, "InvalidPaymentMethodIdException")
    assert shop.get(f"{V15}/orders/{order['order_no']}", token=agent).json["status"] == "cancelled"


def test_twenty_authorisations_never_take_more_than_there_is(shop: Api, agent: str) -> None:
    orders = [shop.order(agent, customer_info={"email": f"{n}@example.com"}) for n in range(10)]
    body = {"payment_method_id": GIFT, "gift_certificate_code": CODE, "amount": 20}
    paths = [f"{V23}/orders/{order['order_no']}/payment_instruments" for order in orders]
    answers = shop.together(*(shop.request("POST", path, body, token=agent) for path in paths * 2))
    assert Counter(answer.status for answer in answers)[200] == 2
    assert balance(shop, agent) == 10


def test_an_import_can_be_repeated_and_keeps_what_orders_took(shop: Api, agent: str, tmp_path: Path) -> None:
    order = shop.order(agent)
    assert pay(shop, agent, order, amount=20).status == 200
    again = load_certificates(shop, tmp_path)
    assert again.counts["gift_certificate"].unchanged == 5
    assert balance(shop, agent) == 30
    load_certificates(shop, tmp_path, certificate(CODE, "00000001", "60.00", redemptions=redeemed("15.00")))
    assert balance(shop, agent) == 25
    report = load_certificates(shop, tmp_path, certificate(CODE, "00000001", "10.00"))
    assert "orders took more" in report.warnings[0].message
    report = load_certificates(shop, tmp_path, certificate(CODE, "00000009"))
    assert "another has its code" in report.warnings[0].message
    assert all(CODE not in finding.message for finding in report.warnings)
    report = load_certificates(shop, tmp_path, f'<gift-certificate gc-id="{CODE}" mode="delete"/>')
    assert "disabled" in report.warnings[0].message
    assert read(shop, agent, CODE).json["enabled"] is False
    assert balance(shop, agent) == 25


@pytest.mark.parametrize(
    "bad",
    [
        certificate("X", "1", status="LOST"),
        certificate("X", "1", currency="euros"),
        certificate("X", "1", amount="-1"),
        certificate("X", "1", amount="9" * 17),
        certificate("X", "1", redemptions=redeemed("51.00")),
        '<gift-certificate gc-id="X"/>',
        '<gift-certificate gc-id="nobody" mode="delete"/>',
    ],
)
def test_a_bad_certificate_is_reported_and_left_out(shop: Api, agent: str, tmp_path: Path, bad: str) -> None:
    report = load_certificates(shop, tmp_path, bad)
    assert len(report.warnings) == 1
    assert read(shop, agent, "X").status == 404


def test_a_certificate_without_merchant_id_gets_the_next(shop: Api, agent: str, tmp_path: Path) -> None:
    text = certificate("NEW-1", "").replace('gc-merchant-id=""', "")
    for _ in range(2):
        load_certificates(shop, tmp_path, text)
        assert read(shop, agent, "NEW-1").json["merchant_id"] == "00000006"


def test_a_certificate_does_not_pay_for_the_order_that_sells_it(shop: Api, agent: str) -> None:
    codes: list[str] = []
    hooks = shop.application.server.hooks
    hooks.register("counterfoil.gift_certificate.created", lambda _order, _found, code: codes.append(code))
    sold = {"amount": 50, "recipient_email": "ada@example.com"}
    order = shop.order(agent, gift_certificate_items=[sold], payment_instruments=[{"payment_method_id": "INVOICE"}])
    hooks.register(
        "dw.ocapi.shop.order.beforePaymentAuthorize", lambda order, _request: setattr(order, "status", "new")
    )
    assert shop.authorize(order, None).json["status"] == "new"
    refused = pay(shop, agent, order, codes[0], amount=20)
    assert (refused.status, refused.fault) == (400, "InvalidPaymentMethodIdException")
    cancelled = shop.patch(f"{V23}/orders/{order['order_no']}", {"status": "cancelled"}, token=agent)
    assert cancelled.status == 200
    assert balance(shop, agent, codes[0]) == 50
