"""Payment instruments of an order: added, changed, removed, authorised; wallet entries, old and new points."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from tests.api import SHOP, V23, Answer, Api

from counterfoil.demo.walk import CUSTOMER_NO
from counterfoil.hooks import Context, Status

ORDER = "dw.ocapi.shop.order."
INSTRUMENT = ORDER + "payment_instrument."
METHODS = ORDER + "payment_methods."
CARD = {
    "payment_method_id": "CREDIT_CARD",
    "payment_card": {
        "card_type": "Visa",
        "number": "4111111111111111",
        "security_code": "121",
        "holder": "Jeff",
        "expiration_month": 12,
        "expiration_year": 2030,
    },
}


class Paid:
    """An order and its payment instruments."""

    def __init__(self, api: Api, token: str, version: str = "v23_1", **changes: Any) -> None:
        self.api = api
        self.token = token
        self.order = api.order(token, **changes)
        self.path = f"{SHOP}/{version}/orders/{self.order['order_no']}/payment_instruments"
        self.first = str(self.order["payment_instruments"][0]["payment_instrument_id"])

    def add(self, body: Any, query: str = "", **options: Any) -> Answer:
        return self.api.post(self.path + query, body, token=self.token, **options)

    def change(self, body: Any, query: str = "", instrument: str = "", **options: Any) -> Answer:
        path = f"{self.path}/{instrument or self.first}{query}"
        return self.api.patch(path, body, token=self.token, **options)

    def remove(self, instrument: str = "") -> Answer:
        return self.api.delete(f"{self.path}/{instrument or self.first}", token=self.token)


@pytest.fixture
def paid(api: Api, agent: str) -> Paid:
    """An order of the demo's customer with the demo's payment hook."""
    return Paid(api, agent)


@pytest.fixture
def bare(make_api: Callable[..., Api]) -> Paid:
    """The same without any hook."""
    api = make_api(demo_hook=False)
    return Paid(api, api.agent_token())


def wallet(api: Api) -> list[dict[str, Any]]:
    """Return what stands in the wallet of the demo's customer."""
    row = api.run(api.application.server.store.customer_by_no("RefArch", CUSTOMER_NO))
    entries: list[dict[str, Any]] = json.loads(row.body).get("payment_instruments", [])
    return entries


def test_an_instrument_is_added_with_what_may_be_kept(paid: Paid) -> None:
    answer = paid.add({**CARD, "amount": 12.5, "c_terminal": "7"})
    assert answer.status == 200
    added = answer.json["payment_instruments"][1]
    assert added["amount"] == Decimal("12.5")
    assert added["payment_card"]["masked_number"] == "************1111"
    assert added["c_terminal"] == "7"
    assert added["authorization_status"] == {
        "_type": "status",
        "code": "APPROVED",
        "message": "The card was authorised.",
        "status": 0,
    }
    assert answer.json["status"] == "created"


def test_the_open_amount_is_the_default(paid: Paid) -> None:
    total = paid.order["order_total"]
    first = paid.change({"amount": 10}).json
    assert first["status"] == "created"
    second = paid.add({"payment_method_id": "INVOICE"}).json
    assert second["payment_instruments"][1]["amount"] == total - 10
    assert second["status"] == "new"


def test_enough_authorised_places_the_order_ready_for_export(paid: Paid) -> None:
    answer = paid.change({})
    assert answer.json["payment_instruments"][0]["amount"] == paid.order["order_total"]
    assert (answer.json["status"], answer.json["export_status"]) == ("new", "ready")


def test_a_cent_too_little_leaves_the_order_created(paid: Paid) -> None:
    amount = paid.order["order_total"] - Decimal("0.01")
    assert paid.change({"amount": amount}).json["status"] == "created"


def test_skipping_the_authorisation_places_nothing(paid: Paid) -> None:
    answer = paid.change({}, "?skip_authorization=true")
    assert answer.json["status"] == "created"
    assert "authorization_status" not in answer.json["payment_instruments"][0]
    assert paid.add(CARD, "?skip_authorization=perhaps").fault == "MalformedParameterException"


def test_raising_the_amount_voids_the_authorisation_made_before(paid: Paid) -> None:
    """An amount nobody authorised must not place an order."""
    assert paid.change({"amount": 1}).json["payment_instruments"][0]["authorization_status"]["status"] == 0
    answer = paid.change({"amount": paid.order["order_total"]}, "?skip_authorization=true")
    assert answer.json["status"] == "created"
    assert "authorization_status" not in answer.json["payment_instruments"][0]


def test_a_change_of_a_custom_attribute_keeps_the_authorisation(paid: Paid) -> None:
    paid.change({"amount": 1})
    answer = paid.change({"c_note": "x"}, "?skip_authorization=true")
    instrument = answer.json["payment_instruments"][0]
    assert (instrument["authorization_status"]["status"], instrument["c_note"]) == (0, "x")
    assert "c_note" not in paid.change({"c_note": None}).json["payment_instruments"][0]


def test_patch_changes_only_what_is_in_the_body(paid: Paid) -> None:
    paid.change({**CARD, "amount": 5, "c_a": "1"})
    answer = paid.change({"payment_card": {"holder": "Walter"}})
    instrument = answer.json["payment_instruments"][0]
    assert (instrument["amount"], instrument["c_a"], instrument["payment_method_id"]) == (5, "1", "CREDIT_CARD")
    card = instrument["payment_card"]
    assert (card["holder"], card["expiration_year"], card["masked_number"]) == ("Walter", 2030, "************1111")


def test_a_card_whose_year_alone_is_changed_is_marked_expired(paid: Paid) -> None:
    paid.change({**CARD, "amount": 5})
    answer = paid.change({"payment_card": {"expiration_year": 2021}}, "?skip_authorization=true")
    card = answer.json["payment_instruments"][0]["payment_card"]
    assert (card["expiration_year"], card["credit_card_expired"]) == (2021, True)


def test_another_method_leaves_the_card_behind(paid: Paid) -> None:
    seen: list[str] = []
    hooks = paid.api.application.server.hooks
    hooks.register(INSTRUMENT + "afterPATCH", lambda _order, instrument, *_: seen.append(instrument.payment_card))
    instrument = paid.change({"payment_method_id": "INVOICE"}).json["payment_instruments"][0]
    assert instrument["payment_method_id"] == "INVOICE"
    assert "payment_card" not in instrument
    assert instrument["authorization_status"]["message"] == "The payment was accepted."
    assert seen == [None]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({"payment_method_id": "CREDIT_CARD"}, "PropertyConstraintViolationException"),
        ({"payment_method_id": "CREDIT_CARD", "payment_card": {}}, "InvalidPaymentMethodIdException"),
        (
            {"payment_method_id": "CREDIT_CARD", "payment_card": {"card_type": "Diners"}},
            "InvalidPaymentMethodIdException",
        ),
        ({"payment_method_id": "GIFT_CERTIFICATE_X"}, "InvalidPaymentMethodIdException"),
        ({"payment_method_id": "INVOICE", "amount": 500.01}, "InvalidPaymentMethodIdException"),
        ({}, "InvalidPaymentMethodIdException"),
        ({"payment_method_id": "INVOICE", "amount": -1}, "PropertyConstraintViolationException"),
        ({"payment_method_id": "INVOICE", "c_card": "4111 1111 1111 1111"}, "PropertyConstraintViolationException"),
        ({"payment_method_id": "INVOICE", "status": "new"}, "UnknownPropertyException"),
    ],
)
def test_what_cannot_pay_is_refused_and_nothing_changes(paid: Paid, body: dict[str, Any], fault: str) -> None:
    before = paid.api.get(f"{V23}/orders/{paid.order['order_no']}", token=paid.token).content
    answer = paid.add(body)
    assert (answer.status, answer.fault) == (400, fault)
    assert paid.api.get(f"{V23}/orders/{paid.order['order_no']}", token=paid.token).content == before


def test_a_declined_card_keeps_nothing(paid: Paid) -> None:
    body = {**CARD, "payment_card": {**CARD["payment_card"], "number": "4000000000000002"}}
    answer = paid.add(body)
    assert (answer.fault, answer.arguments["statusCode"]) == ("HookStatusException", "PAYMENT_DECLINED")
    order = paid.api.get(f"{V23}/orders/{paid.order['order_no']}", token=paid.token).json
    assert len(order["payment_instruments"]) == 1


def test_an_instrument_is_removed_and_the_order_answered(paid: Paid) -> None:
    added = paid.add({"payment_method_id": "INVOICE", "amount": 1}).json["payment_instruments"][1]
    answer = paid.remove()
    assert answer.status == 200
    assert [left["payment_instrument_id"] for left in answer.json["payment_instruments"]] == [
        added["payment_instrument_id"]
    ]
    assert "payment_instruments" not in paid.remove(added["payment_instrument_id"]).json
    assert paid.remove().fault == "PaymentInstrumentNotFoundException"


def test_an_instrument_nobody_knows_is_not_found(paid: Paid) -> None:
    for answer in (paid.change({"amount": 1}, instrument="none"), paid.remove("none")):
        assert (answer.status, answer.fault) == (404, "PaymentInstrumentNotFoundException")


def test_points_of_removal_run_around_it(paid: Paid) -> None:
    seen: list[Any] = []
    hooks = paid.api.application.server.hooks
    hooks.register(INSTRUMENT + "beforeDELETE", lambda order, one: seen.append(one.payment_instrument_id))
    hooks.register(
        INSTRUMENT + "afterDELETE",
        lambda order, instrument_id: seen.append((len(order.payment_instruments), instrument_id)),
    )
    hooks.register(INSTRUMENT + "modifyDELETEResponse", lambda order, document, one: document.update(c_removed=one))
    answer = paid.remove()
    assert seen == [paid.first, (0, paid.first)]
    assert answer.json["c_removed"] == paid.first


def test_an_error_of_a_removal_hook_keeps_the_instrument(paid: Paid) -> None:
    paid.api.application.server.hooks.register(INSTRUMENT + "afterDELETE", lambda *_: Status(Status.ERROR))
    assert paid.remove().fault == "HookStatusException"
    order = paid.api.get(f"{V23}/orders/{paid.order['order_no']}", token=paid.token).json
    assert len(order["payment_instruments"]) == 1


def test_a_card_of_the_wallet_pays_and_only_amount_and_code_are_taken_from_the_request(bare: Paid) -> None:
    bare.add({**CARD, "create_customer_payment_instrument": True})
    (entry,) = wallet(bare.api)
    seen: list[Any] = []

    def authorise(_order: Any, instrument: Any, code: Any, *, context: Context) -> Status:
        given = context.payment_card.security_code if context.payment_card else None
        seen.append((instrument.amount, instrument.payment_card.masked_number, code, given))
        return Status(Status.OK)

    bare.api.application.server.hooks.register("dw.order.payment.authorizeCreditCard", authorise)
    sent = {
        "customer_payment_instrument_id": entry["payment_instrument_id"],
        "amount": 7,
        "payment_method_id": "INVOICE",
        "payment_card": {"holder": "Another", "security_code": "999"},
        "c_ignored": "1",
    }
    added = bare.add(sent).json["payment_instruments"][2]
    assert seen == [(7, "************1111", "999", "999")]
    assert (added["payment_method_id"], added["payment_card"]["holder"], added["amount"]) == ("CREDIT_CARD", "Jeff", 7)
    assert "c_ignored" not in added
    changed = bare.change({"customer_payment_instrument_id": entry["payment_instrument_id"]})
    assert changed.json["payment_instruments"][0]["payment_card"]["holder"] == "Jeff"


def test_a_wallet_entry_that_is_not_there_is_not_found(paid: Paid) -> None:
    answer = paid.add({"customer_payment_instrument_id": "none", "amount": 1})
    assert (answer.status, answer.fault) == (404, "CustomerPaymentInstrumentNotFoundException")


def test_a_guest_has_no_wallet(api: Api) -> None:
    paid = Paid(api, api.customer(), customer_info={"email": "a@example.com"})
    assert paid.add({"customer_payment_instrument_id": "x"}).fault == "CustomerPaymentInstrumentNotFoundException"
    assert paid.add({**CARD, "create_customer_payment_instrument": True}).status == 200


def test_an_instrument_goes_into_the_wallet_when_asked_masked_and_after_it_was_accepted(paid: Paid) -> None:
    declined = {**CARD, "payment_card": {**CARD["payment_card"], "number": "4000000000000002"}}
    paid.add({**declined, "create_customer_payment_instrument": True})
    paid.add(CARD)
    assert wallet(paid.api) == []
    paid.add({**CARD, "create_customer_payment_instrument": True})
    (entry,) = wallet(paid.api)
    assert entry["payment_card"]["masked_number"] == "************1111"
    assert "4111111111111111" not in json.dumps(entry)


def test_after_the_retention_time_an_instrument_is_permanently_masked(make_api: Callable[..., Api]) -> None:
    api = make_api(payment_retention_days=2)
    paid = Paid(api, api.agent_token())
    assert paid.change({"amount": 1}).status == 200
    api.clock.advance(3 * 24 * 3600 * 1000)
    paid.token = api.agent_token()
    answer = paid.change({"amount": 2})
    assert (answer.status, answer.fault) == (400, "PaymentInstrumentPermanentlyMaskedException")
    assert paid.add({"payment_method_id": "INVOICE", "amount": 1}).status == 200


def test_payment_methods_are_those_for_the_open_amount(make_api: Callable[..., Api]) -> None:
    api = make_api()
    paid = Paid(api, api.agent_token(), product_items=[{"product_id": "mug-01", "quantity": 60}])
    path = f"{V23}/orders/{paid.order['order_no']}/payment_methods"
    assert paid.order["order_total"] > 500

    def offered() -> list[str]:
        answer = api.get(path, token=paid.token)
        assert (answer.status, answer.json["_type"]) == (200, "payment_method_result")
        return [method["id"] for method in answer.json["applicable_payment_methods"]]

    assert offered() == ["CREDIT_CARD", "BANK_TRANSFER"]
    paid.change({"amount": paid.order["order_total"] - 100})
    assert offered() == ["CREDIT_CARD", "BANK_TRANSFER", "INVOICE"]


def test_points_of_payment_methods_run_in_both_forms(paid: Paid) -> None:
    seen: list[Any] = []
    hooks = paid.api.application.server.hooks
    hooks.register(METHODS + "beforeGET", seen.append)
    hooks.register(METHODS + "modifyGETResponse", lambda document: document.update(c_first=True))
    hooks.register(METHODS + "modifyGETResponse_v2", lambda order, document: document.update(c_no=order.order_no))
    path = f"{V23}/orders/{paid.order['order_no']}/payment_methods"
    document = paid.api.get(path, token=paid.token).json
    assert seen == [paid.order["order_no"]]
    assert (document["c_first"], document["c_no"]) == (True, paid.order["order_no"])


@pytest.mark.parametrize(
    ("version", "post", "patch"),
    [
        ("v17_8", ORDER + "afterPostPaymentInstrument", ORDER + "afterPatchPaymentInstrument"),
        ("v18_1", INSTRUMENT + "afterPOST", INSTRUMENT + "afterPATCH"),
    ],
)
def test_early_and_late_versions_call_their_own_names(
    api: Api, agent: str, version: str, post: str, patch: str
) -> None:
    paid = Paid(api, agent, version)
    seen: list[tuple[str, int]] = []
    for point in (ORDER + "afterPostPaymentInstrument", ORDER + "afterPatchPaymentInstrument"):
        api.application.server.hooks.register(point, lambda *args, point=point: seen.append((point, len(args))))
    for point in (INSTRUMENT + "afterPOST", INSTRUMENT + "afterPATCH"):
        api.application.server.hooks.register(point, lambda *args, point=point: seen.append((point, len(args))))
    paid.add({"payment_method_id": "INVOICE", "amount": 1})
    answer = paid.change({"amount": paid.order["order_total"]})
    assert [name for name, _ in seen] == [post, patch]
    assert [count for _, count in seen] == ([2, 3] if version == "v17_8" else [3, 4])
    assert answer.json["status"] == "new"


def test_the_answers_points_are_given_what_the_page_says(paid: Paid) -> None:
    seen: list[Any] = []
    hooks = paid.api.application.server.hooks
    hooks.register(INSTRUMENT + "modifyPOSTResponse", lambda order, document, request: seen.append(request.amount))
    hooks.register(INSTRUMENT + "modifyPATCHResponse", lambda order, document, instrument: seen.append(instrument))
    paid.add({"payment_method_id": "INVOICE", "amount": 1})
    paid.change({"amount": 2})
    assert seen == [1, paid.first]


def test_xml_adds_an_instrument(paid: Paid) -> None:
    body = (
        b'<order_payment_instrument_request xmlns="http://www.demandware.com/xml/ocapi">'
        b"<payment_method_id>INVOICE</payment_method_id><amount>3.00</amount></order_payment_instrument_request>"
    )
    answer = paid.add(body, headers={"Content-Type": "application/xml"})
    assert answer.status == 200, answer
    assert b"<payment_method_id>INVOICE</payment_method_id>" in answer.content
