"""Card number and security code given to a basket, a note or a price adjustment are found nowhere after a run."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.api import V23, Answer
from tests.http.test_card_secrets import BROKEN, CODE, FORMS, LICENSE, NUMBER, XML, Watched, as_xml, card, watched  # noqa: F401

POINT = "dw.ocapi.shop.basket.payment_instrument."


class Counter:
    """A watched basket whose payment instruments are added and changed."""

    def __init__(self, watched: Watched) -> None:
        self.watched = watched
        basket = watched.api.basket(watched.agent)
        self.path = f"{V23}/baskets/{basket['basket_id']}"
        self.instrument_id = basket["payment_instruments"][0]["payment_instrument_id"]

    def send(self, body: Any, *, xml: bool = False, patch: bool = False) -> Answer:
        if xml and isinstance(body, dict):
            body = as_xml(body, "23.1").replace(
                b"order_payment_instrument_request", b"basket_payment_instrument_request"
            )
        path = f"{self.path}/payment_instruments" + (f"/{self.instrument_id}" if patch else "")
        headers = XML if xml else {}
        return self.watched.send("PATCH" if patch else "POST", path, body, token=self.watched.agent, headers=headers)

    def post(self, resource: str, body: Any) -> Answer:
        return self.watched.send("POST", f"{self.path}/{resource}", body, token=self.watched.agent)


@pytest.fixture
def counter(watched: Watched) -> Counter:
    return Counter(watched)


PATCH = pytest.mark.parametrize("patch", [False, True], ids=["added", "changed"])


@FORMS
@PATCH
def test_of_a_card_the_mask_alone_is_kept(counter: Counter, xml: bool, patch: bool) -> None:
    answer = counter.send(card(), xml=xml, patch=patch)
    assert answer.status == 200, answer
    assert "************1236" in answer.text
    stored = [text for place, text in counter.watched.everything().items() if not place.startswith("answer")]
    assert any("************1236" in text for text in stored), "the search would find what is stored"


def test_a_basket_with_a_card_becomes_an_order_without_its_number(counter: Counter) -> None:
    assert counter.send(card(), patch=True).status == 200
    body = {"basket_id": counter.path.rpartition("/")[2]}
    answer = counter.watched.order_body(body)
    assert answer.status == 200, answer
    assert "************1236" in answer.text


@PATCH
@pytest.mark.parametrize("body", BROKEN, ids=range(len(BROKEN)))
def test_a_fault_about_a_broken_body_never_repeats_it(counter: Counter, body: bytes, patch: bool) -> None:
    assert counter.send(body, patch=patch).status == 400


@PATCH
@pytest.mark.parametrize(
    "place", ["holder", "credit_card_token", "issue_number", "card_type", "c_note", "payment_method_id"]
)
def test_a_whole_number_in_another_property_is_refused(counter: Counter, place: str, patch: bool) -> None:
    document = card()
    (document if place in ("c_note", "payment_method_id") else document["payment_card"])[place] = NUMBER
    assert counter.send(document, patch=patch).status == 400


def test_a_bank_account_and_a_wrong_number_leave_nothing(counter: Counter) -> None:
    account = {"holder": "Jeff", "number": NUMBER, "drivers_license": LICENSE}
    body = {"payment_method_id": "BANK_TRANSFER", "payment_bank_account": account, "bank_routing_number": NUMBER}
    assert counter.send(body).status == 200
    amex = card()
    amex["payment_card"]["card_type"] = "Amex"
    assert counter.send(amex).status == 400


@pytest.mark.parametrize("name", ["beforePOST", "afterPOST", "beforePATCH", "afterPATCH", "modifyPOSTResponse"])
def test_a_hook_that_quotes_the_card_in_its_error_gives_nothing_away(counter: Counter, name: str) -> None:
    def quote(*given: Any) -> None:
        request = given[-1]
        raise ValueError(f"{request} {request.payment_card.number} {request.payment_card.security_code}")

    counter.watched.api.application.server.hooks.register(POINT + name, quote)
    assert counter.send(card(), patch="PATCH" in name).status == 500


@pytest.mark.parametrize("place", ["subject", "text"])
@pytest.mark.parametrize("content", [NUMBER, f"card {NUMBER}", " ".join(NUMBER[n : n + 4] for n in range(0, 16, 4))])
def test_a_note_with_a_card_number_is_refused(counter: Counter, place: str, content: str) -> None:
    order = f"{V23}/orders/{counter.watched.order['order_no']}/notes"
    of_order = counter.watched.send("POST", order, {place: content}, token=counter.watched.agent)
    assert (of_order.status, counter.post("notes", {place: content}).status) == (400, 400)


@pytest.mark.parametrize(
    "change",
    [
        lambda body: {**body, "item_text": NUMBER},
        lambda body: {**body, "promotion_id": NUMBER},
        lambda body: {**body, "c_note": NUMBER},
        lambda body: {**body, "c_notes": ["x", NUMBER]},
        lambda body: {**body, "reason_code": NUMBER},
        lambda body: {**body, "level": NUMBER},
        lambda body: {**body, "discount": {"type": NUMBER, "value": 1}},
        lambda body: {**body, NUMBER: "x"},
    ],
)
def test_a_price_adjustment_with_a_card_number_is_refused(counter: Counter, change: Callable[[Any], Any]) -> None:
    body = {"level": "order", "discount": {"type": "amount", "value": 1}}
    made = counter.post("price_adjustments", body)
    assert made.status == 200, made
    adjustment_id = made.json["order_price_adjustments"][0]["price_adjustment_id"]
    assert counter.post("price_adjustments", change(body)).status == 400
    patched = change({"item_text": "x"})
    answer = counter.watched.send(
        "PATCH", f"{counter.path}/price_adjustments/{adjustment_id}", patched, token=counter.watched.agent
    )
    assert answer.status == 400
    given = {"applied_discount": {"type": "amount", "amount": 1}, "item_text": NUMBER}
    assert counter.watched.basket({"order_price_adjustments": [given]}).status == 400


def test_a_customer_of_a_basket_is_no_card_number(counter: Counter) -> None:
    body = {"email": "a@example.com", "customer_no": NUMBER}
    answer = counter.watched.send("PUT", f"{counter.path}/customer", body, token=counter.watched.agent)
    assert answer.status == 404
    broken = json.dumps({"email": NUMBER}).encode()
    assert counter.watched.send("PUT", f"{counter.path}/customer", broken, token=counter.watched.agent).status == 400
    assert CODE not in answer.text
