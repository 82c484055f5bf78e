"""The payment instruments a customer has stored: masked, found by id, never a number."""

from types import SimpleNamespace
from typing import Any

import pytest
from tests.api import NOW, Api
from tests.http.accounts import ada, guest, xenia
from tests.http.test_card_secrets import Watched, as_xml, card, watched  # noqa: F401

from counterfoil.documents.customer import CustomerPaymentInstrument
from counterfoil.documents.payment import PaymentCard
from counterfoil.faults import Fault
from counterfoil.shop.wallet import add_to_wallet, wallet_instrument
from counterfoil.timestamps import date_time

XENIA_NO = "000000001"


def call_of(api: Api) -> Any:
    """Return as much of a call as the wallet asks for."""
    ids = iter("abcdef")
    return SimpleNamespace(
        store=api.application.server.store,
        site=SimpleNamespace(customer_list="RefArch"),
        new_id=lambda: next(ids),
        now=NOW,
        now_text=date_time(NOW),
        scripts=None,
    )


def visa(**changes: Any) -> CustomerPaymentInstrument:
    card = PaymentCard(card_type="Visa", holder="Xenia", masked_number="************1111", **changes)
    return CustomerPaymentInstrument(payment_method_id="CREDIT_CARD", payment_card=card, custom={"c_since": 2020})


def test_what_is_put_into_a_wallet_is_found_there_by_its_id(api: Api) -> None:
    call = call_of(api)
    added = api.run(add_to_wallet(call, XENIA_NO, visa()))
    found = api.run(wallet_instrument(call, XENIA_NO, added.payment_instrument_id))
    assert found == added
    assert found.creation_date == "2026-06-15T10:00:00.000Z"
    assert found.custom == {"c_since": 2020}
    assert api.run(wallet_instrument(call, XENIA_NO, "other")) is None
    assert api.run(wallet_instrument(call, "nobody", added.payment_instrument_id)) is None


def test_a_whole_number_is_refused_by_the_wallet(api: Api) -> None:
    with pytest.raises(Fault, match="PROPERTY_CONSTRAINT_VIOLATION"):
        api.run(add_to_wallet(call_of(api), XENIA_NO, visa(credit_card_token="4111111111111111")))
    with pytest.raises(Fault, match="CUSTOMER_NOT_FOUND"):
        api.run(add_to_wallet(call_of(api), "nobody", visa()))


NUMBER = "4929123456781236"
CARD = {
    "payment_method_id": "CREDIT_CARD",
    "payment_card": {
        "card_type": "Visa",
        "number": NUMBER,
        "holder": "Xenia Gold",
        "expiration_month": 6,
        "expiration_year": 2026,
    },
}


def test_a_stored_card_is_masked_and_read_again(api: Api) -> None:
    customer = xenia(api)
    answer = customer.call("POST", "/payment_instruments", {**CARD, "c_nickname": "daily"})
    assert answer.status == 200, answer
    card = answer.json["payment_card"]
    assert (card["masked_number"], card["number_last_digits"]) == ("************1236", "1236")
    assert card["credit_card_expired"] is False
    assert (answer.json["_type"], answer.json["c_nickname"]) == ("customer_payment_instrument", "daily")
    path = f"/payment_instruments/{answer.json['payment_instrument_id']}"
    assert customer.call("GET", path).content == answer.content
    api.clock.advance(20 * 24 * 3600 * 1000)
    customer = xenia(api)
    assert customer.call("GET", path).json["payment_card"]["credit_card_expired"] is True


def test_the_wallet_is_listed_by_payment_method(api: Api) -> None:
    customer = xenia(api)
    for body in (CARD, {"payment_method_id": "INVOICE"}, CARD):
        assert customer.call("POST", "/payment_instruments", body).status == 200
    whole = customer.call("GET", "/payment_instruments").json
    assert (whole["count"], whole["total"], len(whole["data"])) == (3, 3, 3)
    cards = customer.call("GET", "/payment_instruments?payment_method_id=CREDIT_CARD").json
    assert (cards["count"], cards["total"]) == (2, 2)
    assert customer.call("GET", "/payment_instruments?payment_method_id=X").json["total"] == 0


def test_a_stored_instrument_is_deleted(api: Api) -> None:
    customer = xenia(api)
    added = customer.call("POST", "/payment_instruments", {"payment_method_id": "INVOICE"}).json
    path = f"/payment_instruments/{added['payment_instrument_id']}"
    answer = customer.call("DELETE", path)
    assert (answer.status, answer.content) == (204, b"")
    for method in ("GET", "DELETE"):
        missing = customer.call(method, path)
        assert (missing.status, missing.fault) == (404, "CustomerPaymentInstrumentNotFoundException")


def changed(**card: Any) -> dict[str, Any]:
    return {**CARD, "payment_card": {**CARD["payment_card"], **card}}  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({}, "InvalidPaymentMethodIdException"),
        ({"payment_method_id": "CARRIER_PIGEON"}, "InvalidPaymentMethodIdException"),
        ({"payment_method_id": NUMBER}, "InvalidPaymentMethodIdException"),
        ({"payment_method_id": "CREDIT_CARD"}, "PropertyConstraintViolationException"),
        (changed(card_type=None), "InvalidPaymentMethodIdException"),
        (changed(card_type="Monopoly"), "InvalidPaymentMethodIdException"),
        (changed(number="4929123456781237"), "PropertyConstraintViolationException"),
        (changed(number="5500000000000004"), "PropertyConstraintViolationException"),
        (changed(number=NUMBER + "x"), "PropertyConstraintViolationException"),
        (changed(holder=NUMBER), "PropertyConstraintViolationException"),
        (changed(credit_card_token=NUMBER), "PropertyConstraintViolationException"),
        ({**CARD, "c_note": NUMBER}, "PropertyConstraintViolationException"),
        (changed(security_code="123"), "UnknownPropertyException"),
        (changed(valid_from_month=13), "PropertyConstraintViolationException"),
    ],
    ids=range(14),
)
def test_an_instrument_that_cannot_be_is_refused(api: Api, body: dict[str, Any], fault: str) -> None:
    customer = xenia(api)
    answer = customer.call("POST", "/payment_instruments", body)
    assert (answer.status, answer.fault) == (400, fault)
    assert NUMBER not in answer.text
    assert customer.call("GET", "/payment_instruments").json["total"] == 0


def test_a_bank_account_is_masked_too(api: Api) -> None:
    account = {"number": "DE12500105170648489890", "drivers_license": "LIC8842199", "holder": "Xenia"}
    body = {"payment_method_id": "INVOICE", "payment_bank_account": account, "bank_routing_number": "50010517"}
    answer = xenia(api).call("POST", "/payment_instruments", body)
    assert answer.status == 200
    kept = answer.json["payment_bank_account"]
    assert (kept["number_last_digits"], kept["drivers_license_last_digits"]) == ("9890", "2199")
    assert all(secret not in answer.text for secret in (*list(account.values())[:2], "50010517"))


def test_nobody_touches_the_wallet_of_another(api: Api) -> None:
    customer = xenia(api)
    added = customer.call("POST", "/payment_instruments", CARD).json["payment_instrument_id"]
    for method, path in (("POST", ""), ("DELETE", f"/{added}"), ("GET", f"/{added}")):
        for other in (ada(api), guest(api)):
            answer = api.call(method, f"{customer.path}/payment_instruments{path}", CARD, token=other.token)
            assert (answer.status, answer.fault) == (400, "InvalidCustomerException")


def test_hooks_of_the_wallet_are_called_in_order(api: Api) -> None:
    customer, seen = xenia(api), []
    points = {
        "payment_instruments": {"beforeGET": 1, "modifyGETResponse_v2": 2},
        "payment_instrument": {
            **{"beforePOST": 2, "afterPOST": 2, "modifyPOSTResponse": 3, "beforeGET": 2},
            **{"modifyGETResponse": 2, "beforeDELETE": 2, "afterDELETE": 2},
        },
    }
    expected = [(f"{part}.{name}", count) for part, row in points.items() for name, count in row.items()]
    for name, _ in expected:

        def hook(*arguments: Any, name: str = name) -> None:
            seen.append((name, len(arguments)))

        api.application.server.hooks.register(f"dw.ocapi.shop.customer.{name}", hook)
    customer.call("GET", "/payment_instruments")
    added = customer.call("POST", "/payment_instruments", CARD).json["payment_instrument_id"]
    customer.call("GET", f"/payment_instruments/{added}")
    customer.call("DELETE", f"/payment_instruments/{added}")
    assert seen == expected


@pytest.mark.parametrize("xml", [False, True], ids=["json", "xml"])
def test_of_a_stored_card_the_mask_alone_is_kept(watched: Watched, xml: bool) -> None:
    customer = xenia(watched.api)
    body: Any = {"payment_method_id": "CREDIT_CARD", "payment_card": {**card()["payment_card"]}}
    del body["payment_card"]["security_code"]
    if xml:
        body = as_xml(body, "23.1").replace(b"order_payment_instrument_request", b"customer_payment_instrument_request")
    headers = {"Content-Type": "application/xml"} if xml else {}
    path = f"{customer.path}/payment_instruments"
    answer = watched.send("POST", path, body, token=customer.token, headers=headers)
    assert answer.status == 200, answer
    assert "************1236" in answer.text
    watched.send("GET", path, None, token=customer.token)
    broken = body[:-9] if xml else {**body, "payment_card": NUMBER}
    assert watched.send("POST", path, broken, token=customer.token, headers=headers).status == 400
    with_code = {"payment_method_id": "CREDIT_CARD", "payment_card": card()["payment_card"]}
    assert watched.send("POST", path, with_code, token=customer.token).status == 400


def test_a_hook_that_quotes_a_stored_card_gives_nothing_away(watched: Watched) -> None:
    def quote(_customer: Any, request: Any) -> None:
        raise ValueError(f"{request} {request.payment_card.number}")

    watched.api.application.server.hooks.register("dw.ocapi.shop.customer.payment_instrument.beforePOST", quote)
    customer = xenia(watched.api)
    path = f"{customer.path}/payment_instruments"
    assert watched.send("POST", path, CARD, token=customer.token).status == 500
