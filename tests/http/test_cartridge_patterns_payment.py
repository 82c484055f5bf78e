"""A payment provider's cartridge: a processor found by its name, a service that is called, an order that shows it."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from tests.api import V23, Answer, Api
from tests.http.test_cartridges import submit
from tests.http.wanted_by_cartridges import PROVIDER

PATH = "int_teapay"
HEADLESS = "int_teapay_headless:int_teapay"
DECLINED = "declined@example.com"

ShopWith = Callable[..., Api]


class Provider(BaseHTTPRequestHandler):
    """A provider that approves up to a hundred."""

    asked: list[dict[str, Any]]

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.asked.append({**asked, "path": self.path, "user": self.headers["authorization"]})  # type: ignore[attr-defined]
        approved = asked["amount"] <= 100
        code = "APPROVED_BY_BANK" if approved else "LIMIT_EXCEEDED"
        body = json.dumps({"approved": approved, "code": code, "reference": "ref-" + asked["order"]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: Any) -> None:
        """Say nothing."""


@contextmanager
def provider() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Serve until the end; gives the address, and what was asked."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    server.asked = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", server.asked  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()
    thread.join()


def pay(api: Api, order: dict[str, Any], amount: Any = None, **options: Any) -> Answer:
    """Add a card to an order as an agent does."""
    card = {
        "card_type": "Visa",
        "number": "4111111111111111",
        "security_code": "737",
        "holder": options.pop("holder", "Jeff Lebowski"),
        "expiration_month": 12,
        "expiration_year": 2031,
    }
    body = {"payment_method_id": "CREDIT_CARD", "payment_card": card, "amount": amount or order["order_total"]}
    return api.post(instruments(order), body, token=api.agent_token(), **options)


def instruments(order: dict[str, Any]) -> str:
    return f"{V23}/orders/{order['order_no']}/payment_instruments"


def notes(api: Api, order: dict[str, Any]) -> list[tuple[str, str]]:
    """Return subject and text of an order's notes."""
    answer = api.get(f"{V23}/orders/{order['order_no']}/notes", token=api.agent_token())
    assert answer.status == 200, answer
    return [(note["subject"], note["text"]) for note in answer.json.get("notes", [])]


def read(api: Api, order: dict[str, Any]) -> Any:
    answer = api.get(f"{V23}/orders/{order['order_no']}", token=api.agent_token())
    assert answer.status == 200, answer
    return answer.json


def test_a_card_is_authorised_by_the_processor_of_its_method_with_the_mock_of_the_service(shop_with: ShopWith) -> None:
    api = shop_with(PATH)
    order = submit(api).json
    paid = pay(api, order)
    assert paid.status == 200, paid
    instrument = paid.json["payment_instruments"][-1]
    assert instrument["authorization_status"]["code"] == "MOCKED"
    assert instrument["c_providerReference"] == f"mock-tea-{order['order_no']}"
    assert paid.json["status"] == "new"
    assert read(api, order)["payment_instruments"][-1]["c_providerReference"] == f"mock-tea-{order['order_no']}"
    assert notes(api, order) == [("TeaPay", f"The provider answered for {order['order_no']}: MOCKED")]


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en-US", "The payment was declined: INSUFFICIENT_FUNDS."),
        ("de-DE", "Die Zahlung wurde abgelehnt: INSUFFICIENT_FUNDS."),
    ],
)
def test_a_declined_card_is_told_in_the_language_of_the_request_and_leaves_nothing(
    shop_with: ShopWith, locale: str, message: str
) -> None:
    api = shop_with(PATH)
    order = submit(api).json
    refused = pay(api, order, holder="Declined", params={"locale": locale})
    assert (refused.status, refused.fault) == (400, "HookStatusException")
    assert refused.arguments == {
        "extensionPoint": "dw.order.payment.authorizeCreditCard",
        "statusCode": "PAYMENT_DECLINED",
        "statusMessage": message,
        "statusDetails": {},
    }
    kept = read(api, order)
    assert (kept["status"], len(kept["payment_instruments"])) == ("created", 1)
    assert notes(api, order) == []


def test_the_provider_is_asked_over_http(shop_with: ShopWith) -> None:
    with provider() as (address, asked):
        service = {PROVIDER: {"url": address, "user": "tea", "password": "of tea"}}
        api = shop_with(PATH, services=json.dumps(service))
        order = submit(api).json
        paid = pay(api, order)
        refused = pay(api, order, amount=100.01)
    assert paid.status == 200, paid
    assert paid.json["payment_instruments"][-1]["authorization_status"]["code"] == "APPROVED_BY_BANK"
    assert paid.json["payment_instruments"][-1]["c_providerReference"] == "ref-" + order["order_no"]
    assert refused.arguments["statusMessage"] == "The payment was declined: LIMIT_EXCEEDED."
    assert asked[0] == {
        "merchant": "tea",
        "order": order["order_no"],
        "amount": float(order["order_total"]),
        "currency": "USD",
        "holder": "Jeff Lebowski",
        "method": "CREDIT_CARD",
        "email": "x@gmail.com",
        "path": "/authorizations",
        "user": "Basic dGVhOm9mIHRlYQ==",
    }


def test_a_provider_that_does_not_answer_refuses_the_payment(shop_with: ShopWith) -> None:
    with provider() as (address, _asked):
        pass
    api = shop_with(PATH, services=json.dumps({PROVIDER: {"url": address}}))
    order = submit(api).json
    refused = pay(api, order)
    assert (refused.status, refused.fault) == (400, "HookStatusException")
    assert refused.arguments["statusMessage"] == "The payment provider does not answer."
    assert read(api, order)["status"] == "created"


def test_a_method_whose_processor_has_no_hook_is_paid_by_the_default_one(shop_with: ShopWith) -> None:
    api = shop_with(PATH)
    order = submit(api).json
    body = {"payment_method_id": "BANK_TRANSFER", "amount": order["order_total"]}
    paid = api.post(instruments(order), body, token=api.agent_token())
    assert paid.status == 200, paid
    assert paid.json["payment_instruments"][-1]["authorization_status"]["code"] == "ON_ACCOUNT"
    assert notes(api, order) == []


def test_a_short_security_code_is_refused_before_anybody_is_asked(shop_with: ShopWith) -> None:
    with provider() as (address, asked):
        api = shop_with(PATH, services=json.dumps({PROVIDER: {"url": address}}))
        order = submit(api).json
        card = {"card_type": "Visa", "number": "4111111111111111", "security_code": "73", "holder": "Jeff"}
        body = {"payment_method_id": "CREDIT_CARD", "amount": 1, "payment_card": card}
        refused = api.post(instruments(order), body, token=api.agent_token())
    assert refused.status == 400
    assert asked == []


def test_an_order_pays_and_places_itself(shop_with: ShopWith) -> None:
    api = shop_with(HEADLESS)
    answer = submit(api)
    assert answer.status == 200, answer
    order = answer.json
    assert (order["status"], order["payment_status"], order["confirmation_status"]) == ("new", "paid", "confirmed")
    instrument = order["payment_instruments"][0]
    assert (instrument["amount"], instrument["c_providerReference"]) == (
        order["order_total"],
        f"mock-tea-{order['order_no']}",
    )
    kept = read(api, order)
    assert (kept["status"], kept["payment_status"], kept["order_total"]) == ("new", "paid", order["order_total"])
    assert notes(api, order) == [("TeaPay", f"The provider answered for {order['order_no']}: MOCKED")]


def test_an_order_that_nobody_pays_is_kept_as_a_failed_one(shop_with: ShopWith) -> None:
    api = shop_with(HEADLESS)
    token = api.agent_token()
    basket = api.basket(token, customer_info={"email": DECLINED})
    answer = api.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=token)
    assert answer.status == 200, answer
    assert (answer.json["status"], answer.json["c_note"]) == ("failed", "not paid")
    assert read(api, answer.json)["status"] == "failed"
    assert notes(api, answer.json)[0][1].endswith("INSUFFICIENT_FUNDS")


def test_a_processor_puts_a_card_onto_the_basket(shop_with: ShopWith) -> None:
    api = shop_with(HEADLESS)
    token = api.agent_token()
    basket = api.basket(token)
    path = f"{V23}/baskets/{basket['basket_id']}"
    answer = api.patch(path, {"c_channel": "Visa 4242"}, token=token)
    assert answer.status == 200, answer
    (instrument,) = answer.json["payment_instruments"]
    assert instrument["payment_card"] == {
        "_type": "payment_card",
        "card_type": "Visa",
        "holder": "Jeff Lebowski",
        "masked_number": "************4242",
        "number_last_digits": "4242",
        "expiration_month": 12,
        "expiration_year": 2031,
        "credit_card_expired": False,
    }
    refused = api.patch(path, {"c_channel": "Nobody 4242"}, token=token)
    assert refused.arguments["statusMessage"] == "This card is not known."
    assert api.get(path, token=token).json["payment_instruments"][0]["payment_card"]["card_type"] == "Visa"
