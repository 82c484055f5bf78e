"""Requests with an Idempotency-Key: carried out once, answered again as before, on both engines."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from tests.api import V15, V23, Api
from tests.http.coupons import load_coupons
from tests.http.gift_certificates import CODE, load_certificates

from counterfoil.demo.walk import basket_document, payment_document

NAMED = {"Idempotency-Key": "basket-of-monday"}
HOOKS = """
from counterfoil.hooks import Status, hook

@hook("dw.ocapi.shop.order.afterPOST")
def after(order):
    if order.customer_info.email == "fail@example.com":
        return Status(Status.ERROR, "NO", "not this one")

@hook("dw.ocapi.shop.order.modifyPOSTResponse")
def modify(order, document):
    document["c_seen"] = True
    if order.customer_info.email == "late@example.com":
        return Status(Status.ERROR, "LATE", "too late")
"""


def orders(api: Api) -> int:
    counts: dict[str, int] = api.run(api.application.server.store.counts())
    return counts["orders"]


def hooks(tmp_path: Path) -> str:
    file = tmp_path / "hooks.py"
    file.write_text(HOOKS, encoding="utf-8")
    return str(file)


def test_the_same_request_is_answered_as_before_and_does_nothing_twice(api: Api, agent: str) -> None:
    first = api.post(f"{V23}/baskets", basket_document(), token=agent, headers=NAMED)
    again = api.post(f"{V23}/baskets", basket_document(), token=agent, headers=NAMED)
    assert (first.status, again.status) == (200, 200)
    assert again.content == first.content
    assert (first.headers.get("idempotency-replayed"), again.headers["idempotency-replayed"]) == (None, "true")
    order = {"basket_id": first.json["basket_id"]}
    made = api.post(f"{V23}/orders", order, token=agent, headers=NAMED | {"Idempotency-Key": "order"})
    retried = api.post(f"{V23}/orders", order, token=agent, headers=NAMED | {"Idempotency-Key": "order"})
    assert (retried.status, retried.content) == (200, made.content)
    assert orders(api) == 1


def test_an_answer_in_xml_is_repeated_in_xml(api: Api, agent: str) -> None:
    headers = NAMED | {"Accept": "application/xml"}
    first = api.post(f"{V23}/baskets", token=agent, headers=headers)
    again = api.post(f"{V23}/baskets", token=agent, headers=headers)
    assert again.content == first.content
    assert first.content.startswith(b"<?xml")
    assert again.headers["content-type"] == "application/xml;charset=UTF-8"


@pytest.mark.parametrize("other", ["body", "path", "query"])
def test_a_key_stands_for_one_request_only(api: Api, agent: str, other: str) -> None:
    assert api.post(f"{V23}/baskets", basket_document(), token=agent, headers=NAMED).status == 200
    body: dict[str, Any] = basket_document() | ({"c_gift": True} if other == "body" else {})
    path = (
        f"{V23}/orders" if other == "path" else f"{V23}/baskets?locale=de-DE" if other == "query" else f"{V23}/baskets"
    )
    refused = api.post(path, body, token=agent, headers=NAMED)
    assert (refused.status, refused.fault) == (422, "IdempotencyKeyReusedException")


def test_the_card_is_no_part_of_what_is_compared(api: Api, agent: str) -> None:
    order = api.order(agent)
    path = f"{V23}/orders/{order['order_no']}/payment_instruments"
    request = payment_document(order["order_total"])
    request["payment_method_id"] = "CREDIT_CARD"
    first = api.post(path, request, token=agent, headers=NAMED)
    request["payment_card"] = request["payment_card"] | {"security_code": "999", "number": "5555555555554444"}
    again = api.post(path, request, token=agent, headers=NAMED)
    assert (first.status, again.content) == (200, first.content)


def test_another_coupon_code_is_another_request(api: Api, agent: str, tmp_path: Path) -> None:
    load_coupons(api, tmp_path)
    path = f"{V23}/baskets/{api.basket(agent)['basket_id']}/coupons"
    first = api.post(path, {"code": "HELLO"}, token=agent, headers=NAMED)
    assert api.post(path, {"code": "HELLO"}, token=agent, headers=NAMED).content == first.content
    refused = api.post(path, {"code": "BIG"}, token=agent, headers=NAMED)
    assert (first.status, refused.status, refused.fault) == (200, 422, "IdempotencyKeyReusedException")


def test_a_basket_with_another_coupon_code_is_another_request(api: Api, agent: str, tmp_path: Path) -> None:
    load_coupons(api, tmp_path)
    answers = [
        api.post(f"{V23}/baskets", {"coupon_items": [{"code": code}]}, token=agent, headers=NAMED)
        for code in ("HELLO", "BIG")
    ]
    assert [answer.status for answer in answers] == [200, 422]
    assert answers[1].fault == "IdempotencyKeyReusedException"


def test_the_code_of_a_gift_certificate_is_no_part_of_what_is_compared(api: Api, agent: str, tmp_path: Path) -> None:
    load_certificates(api, tmp_path)
    path = f"{V23}/baskets/{api.basket(agent)['basket_id']}/payment_instruments"
    request = {"payment_method_id": "GIFT_CERTIFICATE", "gift_certificate_code": CODE}
    first = api.post(path, request, token=agent, headers=NAMED)
    again = api.post(path, request | {"gift_certificate_code": "ANOTHER-CODE"}, token=agent, headers=NAMED)
    assert (first.status, again.content) == (200, first.content)


def test_a_password_is_no_part_of_what_is_compared(api: Api) -> None:
    customer = {"login": "new@example.com", "email": "new@example.com", "last_name": "Lovelace"}
    token = api.customer()
    first, again = (
        api.post(f"{V23}/customers", {"customer": customer, "password": password}, token=token, headers=NAMED)
        for password in ("Darjeeling-7", "Darjeeling-8")
    )
    assert (first.status, again.content) == (200, first.content)


def test_a_bank_account_is_no_part_of_what_is_compared(api: Api, agent: str) -> None:
    path = f"{V23}/baskets/{api.basket(agent)['basket_id']}/payment_instruments"
    first, again = (
        api.post(
            path,
            {
                "payment_method_id": "INVOICE",
                "bank_routing_number": number,
                "payment_bank_account": {"holder": "Ada", "number": number},
            },
            token=agent,
            headers=NAMED,
        )
        for number in ("110000000", "220000000")
    )
    assert (first.status, again.content) == (200, first.content)


def test_two_callers_may_use_the_same_key(api: Api) -> None:
    baskets = [api.post(f"{V23}/baskets", token=api.customer(), headers=NAMED) for _ in range(2)]
    assert [answer.status for answer in baskets] == [200, 200]
    assert baskets[0].json["basket_id"] != baskets[1].json["basket_id"]


@pytest.mark.parametrize("token", ["", "wrong"])
def test_a_key_does_not_stand_for_the_token_of_an_order(api: Api, agent: str, token: str) -> None:
    order = api.order(agent)
    assert api.authorize(order, headers=NAMED).status == 200
    replayed = api.authorize(order, headers=NAMED)
    assert (replayed.status, replayed.headers["idempotency-replayed"]) == (200, "true")
    other = api.authorize(order | {"order_token": token}, headers=NAMED)
    assert (other.status, "idempotency-replayed" in other.headers) == (401 if token else 400, False)


def test_of_requests_at_the_same_time_one_has_the_effect(api: Api, agent: str) -> None:
    basket = api.basket(agent)
    requests = [
        api.request("POST", f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=agent, headers=NAMED)
        for _ in range(8)
    ]
    answers = api.together(*requests)
    succeeded = {answer.content for answer in answers if answer.status == 200}
    others = {(answer.status, answer.fault) for answer in answers if answer.status != 200}
    assert len(succeeded) == 1
    assert others <= {(409, "IdempotencyKeyInUseException")}
    assert orders(api) == 1


def test_a_refused_request_may_be_sent_again(make_api: Any, tmp_path: Path) -> None:
    api: Api = make_api(hooks=hooks(tmp_path))
    agent = api.agent_token()
    basket = api.basket(agent, customer_info={"email": "fail@example.com", "customer_no": "000000001"})
    order = {"basket_id": basket["basket_id"]}
    refused = api.post(f"{V23}/orders", order, token=agent, headers=NAMED)
    assert (refused.status, refused.fault) == (400, "HookStatusException")
    again = api.post(f"{V23}/orders", order, token=agent, headers=NAMED)
    assert (again.status, "idempotency-replayed" in again.headers) == (400, False)


def test_what_a_hook_made_of_the_answer_is_repeated(make_api: Any, tmp_path: Path) -> None:
    api: Api = make_api(hooks=hooks(tmp_path))
    agent = api.agent_token()
    order = {"basket_id": api.basket(agent)["basket_id"]}
    first = api.post(f"{V23}/orders", order, token=agent, headers=NAMED)
    again = api.post(f"{V23}/orders", order, token=agent, headers=NAMED)
    assert first.json["c_seen"] is True
    assert again.content == first.content


def test_a_hook_that_refuses_the_answer_is_repeated_and_the_order_stays(make_api: Any, tmp_path: Path) -> None:
    api: Api = make_api(hooks=hooks(tmp_path))
    agent = api.agent_token()
    basket = api.basket(agent, customer_info={"email": "late@example.com", "customer_no": "000000001"})
    order = {"basket_id": basket["basket_id"]}
    first = api.post(f"{V23}/orders", order, token=agent, headers=NAMED)
    again = api.post(f"{V23}/orders", order, token=agent, headers=NAMED)
    assert (first.fault, first.arguments["statusCode"]) == ("HookStatusException", "LATE")
    assert (again.status, again.content) == (first.status, first.content)
    assert orders(api) == 1


def test_an_answer_is_forgotten_after_its_time(make_api: Any) -> None:
    api: Api = make_api(idempotency_seconds=60)
    customer = api.customer()
    first = api.post(f"{V23}/baskets", token=customer, headers=NAMED)
    api.clock.advance(61_000)
    later = api.post(f"{V23}/baskets", token=customer, headers=NAMED)
    assert (later.status, later.fault) == (400, "CustomerBasketsQuotaExceededException")
    assert later.arguments["basketIds"] == first.json["basket_id"]
    api.run(api.application.server.store.sweep(api.clock.now()))


@pytest.mark.parametrize("key", ["", "x" * 256, "line\tbreak"])
def test_a_key_that_is_none_is_refused(api: Api, agent: str, key: str) -> None:
    answer = api.post(f"{V23}/baskets", token=agent, headers={"Idempotency-Key": key})
    assert (answer.status, answer.fault) == (400, "InvalidIdempotencyKeyException")


def test_reading_and_tokens_pass_a_key_over(api: Api, agent: str) -> None:
    order = api.order(agent)
    for _ in range(2):
        read = api.get(f"{V23}/orders/{order['order_no']}", token=agent, headers=NAMED)
        assert (read.status, "idempotency-replayed" in read.headers) == (200, False)
    tokens = {
        api.post(f"{V23}/customers/auth", {"type": "guest"}, headers=NAMED).headers["authorization"] for _ in range(2)
    }
    assert len(tokens) == 2


def test_no_token_card_or_code_is_kept_with_a_claim(api: Api, agent: str, demo_store: str) -> None:
    order = api.order(agent)
    headers = NAMED | {"x-dw-order-token": order["order_token"]}
    path = f"{V15}/orders/{order['order_no']}/payment_authorize"
    assert api.post(path, payment_document(order["order_total"]), headers=headers).status == 200
    api.post(f"{V23}/customers/auth", {"type": "guest"}, headers=NAMED)
    counts = api.run(api.application.server.store.counts())
    assert counts["claims"] == 1
    if not demo_store.startswith("postgres"):
        with sqlite3.connect(f"file:{demo_store}?mode=ro", uri=True) as database:
            ((kept,),) = database.execute("select answer from claims").fetchall()
        assert b"4111111111111111" not in kept
        assert b"Bearer" not in kept
