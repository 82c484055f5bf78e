"""Payment instruments of a basket: what is kept of them, which are refused, and where they come from."""

from decimal import Decimal
from typing import Any

import pytest
from tests.api import V23, Answer, Api
from tests.archive.archives import folder, xml
from tests.http.accounts import Customer, ada, guest

from counterfoil.archive.load import load_archive

NUMBER = "4929123456781236"
CARD = {"card_type": "Visa", "expiration_month": 12, "expiration_year": 2030, "holder": "Jeff Lebowski"}
POINT = "dw.ocapi.shop.basket.payment_instrument."
DAY = 24 * 3600 * 1000


def card(**changes: Any) -> dict[str, Any]:
    return {"payment_method_id": "CREDIT_CARD", "payment_card": {**CARD, **changes}}


class Till:
    """Somebody with a basket to be paid for."""

    def __init__(self, api: Api, token: str, **changes: Any) -> None:
        self.api = api
        self.token = token
        self.basket = api.basket(token, **{"payment_instruments": None, **changes})
        self.path = f"{V23}/baskets/{self.basket['basket_id']}"

    def add(self, body: Any = None, **options: Any) -> Answer:
        document = card() if body is None else body
        return self.api.post(f"{self.path}/payment_instruments", document, token=self.token, **options)

    def added(self, body: Any = None) -> dict[str, Any]:
        """Add an instrument and return it."""
        answer = self.add(body)
        assert answer.status == 200, answer
        made: dict[str, Any] = answer.json["payment_instruments"][-1]
        return made

    def patch(self, instrument: dict[str, Any], body: Any) -> Answer:
        path = f"{self.path}/payment_instruments/{instrument['payment_instrument_id']}"
        return self.api.patch(path, body, token=self.token)

    def delete(self, instrument: dict[str, Any]) -> Answer:
        path = f"{self.path}/payment_instruments/{instrument['payment_instrument_id']}"
        return self.api.delete(path, token=self.token)

    def read(self) -> Any:
        return self.api.get(self.path, token=self.token).json


@pytest.fixture
def till(api: Api, agent: str) -> Till:
    return Till(api, agent)


def test_a_card_without_a_number_is_kept_as_recorded(till: Till) -> None:
    """Recorded responses, section 5.3: an expired card is no fault, and no number means no mask."""
    answer = till.add({**card(expiration_year=2020), "amount": 32})
    assert answer.status == 200, answer
    (made,) = answer.json["payment_instruments"]
    assert len(made.pop("payment_instrument_id")) == 26
    assert made == {
        "_type": "order_payment_instrument",
        "amount": Decimal("32.00"),
        "payment_card": {"_type": "payment_card", **CARD, "expiration_year": 2020, "credit_card_expired": True},
        "payment_method_id": "CREDIT_CARD",
    }
    assert '"amount":32.00' in answer.text
    assert answer.json == till.read()
    assert "_flash" not in answer.json


def test_of_a_number_mask_and_last_digits_are_kept(till: Till) -> None:
    made = till.added(card(number="4929 1234 5678 1236", security_code="735"))
    assert made["payment_card"]["masked_number"] == "************1236"
    assert made["payment_card"]["number_last_digits"] == "1236"
    assert made["payment_card"]["credit_card_expired"] is False


def test_a_bank_account_is_masked(till: Till) -> None:
    body = {
        "payment_method_id": "BANK_TRANSFER",
        "bank_routing_number": "021000021",
        "payment_bank_account": {"holder": "Jeff", "number": "12345678", "drivers_license": "X1234567"},
        "c_mandate": "signed",
    }
    made = till.added(body)
    assert made["bank_routing_number"] == "*****0021"
    assert made["c_mandate"] == "signed"
    assert made["payment_bank_account"] == {
        "_type": "payment_bank_account",
        "drivers_license_last_digits": "4567",
        "holder": "Jeff",
        "masked_drivers_license": "****4567",
        "masked_number": "****5678",
        "number_last_digits": "5678",
    }


def test_the_dotted_method_of_early_clients_is_split(till: Till) -> None:
    made = till.added({"payment_method_id": "CREDIT_CARD.Visa"})
    assert (made["payment_method_id"], made["payment_card"]["card_type"]) == ("CREDIT_CARD", "Visa")


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({}, ""),
        ({"payment_method_id": "CARRIER_PIGEON"}, "CARRIER_PIGEON"),
        ({"payment_method_id": NUMBER}, "*" * 16),
        ({"payment_method_id": "CREDIT_CARD"}, "CREDIT_CARD"),
        ({"payment_method_id": "CREDIT_CARD", "payment_card": {}}, "CREDIT_CARD"),
        ({"payment_method_id": "CREDIT_CARD", "payment_card": {"holder": "J"}}, "CREDIT_CARD"),
        ({"payment_method_id": "CREDIT_CARD", "payment_card": {"card_type": "Monopoly"}}, "CREDIT_CARD"),
        ({"payment_method_id": "GIFT_CERTIFICATE"}, "GIFT_CERTIFICATE"),
        ({"payment_method_id": "INVOICE", "amount": 500.01}, "INVOICE"),
    ],
)
def test_a_method_that_is_unknown_or_does_not_apply_is_refused(till: Till, body: Any, named: str) -> None:
    answer = till.add(body)
    assert (answer.status, answer.fault) == (400, "InvalidPaymentMethodIdException")
    assert answer.arguments == {"paymentMethodId": named}
    assert till.read() == till.basket


@pytest.mark.parametrize(
    "number", [NUMBER[:-1] + "7", "5500000000000004", "49291234567812", "4929-1234-5678-123x", "0", "4" * 16 + "5" * 3]
)
def test_a_number_that_cannot_be_one_of_the_card_type_is_refused(till: Till, number: str) -> None:
    """Lifecycle page, section 9: length and checksum by card type; the archive's settings say which."""
    made = till.added()
    for answer in (till.add(card(number=number)), till.patch(made, {"payment_card": {"number": number}})):
        assert (answer.status, answer.fault) == (400, "PropertyConstraintViolationException")
        assert answer.arguments == {
            "document": "basket_payment_instrument_request",
            "path": "$.payment_card.number",
        }
        assert number not in answer.text or len(number) < 4


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({**card(), "amount": -1}, "PropertyConstraintViolationException"),
        ({**card(), "amount": "much"}, "TypeDecodingException"),
        (card(security_code="12345"), "PropertyConstraintViolationException"),
        (card(valid_from_month=13), "PropertyConstraintViolationException"),
        (card(holder=NUMBER), "PropertyConstraintViolationException"),
        (card(pin="1234"), "UnknownPropertyException"),
        ({**card(), "c_number": NUMBER}, "PropertyConstraintViolationException"),
        ({**card(), "status": "paid"}, "UnknownPropertyException"),
        ({**card(), "payment_method_id": "x" * 257}, "PropertyConstraintViolationException"),
    ],
)
def test_a_document_that_breaks_a_constraint_is_refused(till: Till, body: Any, fault: str) -> None:
    answer = till.add(body)
    assert (answer.status, answer.fault) == (400, fault)
    assert till.read() == till.basket


def test_several_instruments_share_what_is_to_be_paid(till: Till) -> None:
    till.added({"payment_method_id": "INVOICE", "amount": 10})
    till.added({**card(), "amount": 5})
    assert [made["amount"] for made in till.read()["payment_instruments"]] == [10, 5]


def test_a_change_keeps_what_it_does_not_name(till: Till) -> None:
    made = till.added({**card(number=NUMBER), "amount": 5, "c_a": "1"})
    answer = till.patch(made, {"amount": 6, "payment_card": {"expiration_year": 2021}, "c_b": "2"})
    assert answer.status == 200, answer
    (changed,) = answer.json["payment_instruments"]
    expired = {**made["payment_card"], "expiration_year": 2021, "credit_card_expired": True}
    assert changed == {**made, "amount": Decimal("6.00"), "payment_card": expired, "c_b": "2"}
    (cleared,) = till.patch(made, {"c_a": None}).json["payment_instruments"]
    assert "c_a" not in cleared


def test_another_method_leaves_the_card_behind(till: Till) -> None:
    made = till.added(card(number=NUMBER))
    (changed,) = till.patch(made, {"payment_method_id": "BANK_TRANSFER"}).json["payment_instruments"]
    assert "payment_card" not in changed
    assert till.patch(made, {"payment_method_id": "CREDIT_CARD"}).fault == "InvalidPaymentMethodIdException"
    assert till.patch(made, {"payment_method_id": "NONE"}).fault == "InvalidPaymentMethodIdException"


def test_an_instrument_is_removed(till: Till) -> None:
    first, second = till.added(), till.added({"payment_method_id": "INVOICE"})
    answer = till.delete(first)
    assert answer.status == 200
    assert answer.json["payment_instruments"] == [second]
    last = till.delete(second)
    assert "payment_instruments" not in last.json
    assert [flash["type"] for flash in last.json["_flash"]] == ["PaymentMethodRequired"]


def test_an_instrument_that_is_not_there_is_not_found(till: Till) -> None:
    gone = {"payment_instrument_id": "gone"}
    for answer in (till.patch(gone, {"amount": 1}), till.delete(gone)):
        assert (answer.status, answer.fault) == (404, "PaymentInstrumentNotFoundException")
        assert answer.arguments == {"paymentInstrumentId": "gone"}


def test_a_basket_that_is_not_there_or_somebody_elses_is_refused(till: Till) -> None:
    made = till.added()
    till.token = till.api.customer()
    answers = [till.add(), till.patch(made, {"amount": 1}), till.delete(made)]
    assert [answer.fault for answer in answers] == ["InvalidCustomerException"] * 3
    till.path = f"{V23}/baskets/{'0' * 26}"
    answers = [till.add(), till.patch(made, {"amount": 1}), till.delete(made)]
    assert [(answer.status, answer.fault) for answer in answers] == [(404, "BasketNotFoundException")] * 3


def test_after_the_retention_an_instrument_is_masked_for_good(make_api: Any) -> None:
    api = make_api(payment_retention_days=1)
    till = Till(api, api.agent_token())
    made = till.added()
    api.clock.advance(2 * DAY)
    till.token = api.agent_token()
    answer = till.patch(made, {"amount": 1})
    assert (answer.status, answer.fault) == (400, "PaymentInstrumentPermanentlyMaskedException")
    assert till.delete(made).status == 200


def stored_card(customer: Customer) -> str:
    """Put a card into a customer's wallet and return its id."""
    answer = customer.call("POST", "/payment_instruments", card(number=NUMBER))
    assert answer.status == 200, answer
    return str(answer.json["payment_instrument_id"])


def test_a_stored_card_is_taken_from_the_wallet(api: Api) -> None:
    customer = ada(api)
    wallet_id = stored_card(customer)
    till = Till(api, customer.token, customer_info=None)
    made = till.added(
        {"customer_payment_instrument_id": wallet_id, "amount": 7, "payment_method_id": "INVOICE", "c_ignored": "x"}
    )
    assert made["payment_instrument_id"] != wallet_id
    assert made["payment_card"]["masked_number"] == "************1236"
    assert (made["payment_method_id"], made["amount"]) == ("CREDIT_CARD", Decimal("7.00"))
    assert "c_ignored" not in made
    changed = till.patch(till.added({"payment_method_id": "INVOICE"}), {"customer_payment_instrument_id": wallet_id})
    assert changed.json["payment_instruments"][1]["payment_card"] == made["payment_card"]


def test_a_wallet_is_its_customers_own(api: Api, agent: str) -> None:
    wallet_id = stored_card(ada(api))
    tills = [Till(api, guest(api).token, customer_info={"email": "a@example.com"}), Till(api, agent)]
    for till in tills:
        answer = till.add({"customer_payment_instrument_id": wallet_id})
        assert (answer.status, answer.fault) == (404, "CustomerPaymentInstrumentNotFoundException")
        assert answer.arguments == {"customerPaymentInstrumentId": wallet_id}


def test_what_came_from_a_wallet_does_not_go_to_another_customer(api: Api, agent: str) -> None:
    wallet_id = stored_card(ada(api))
    till = Till(api, agent, customer_info={"customer_no": "00000501", "email": "ada@example.com"})
    till.added({"customer_payment_instrument_id": wallet_id})
    own = till.added({"payment_method_id": "INVOICE"})
    body = {"customer_no": "00000502", "email": "ben@example.com"}
    answer = api.call("PUT", f"{till.path}/customer", body, token=agent)
    assert answer.json["payment_instruments"] == [own]


def test_a_method_for_a_customer_group_asks_who_the_customer_is(api: Api, agent: str, tmp_path: Any) -> None:
    method = (
        '<payment-method method-id="TAB"><enabled-flag>true</enabled-flag>'
        '<customer-groups><customer-group group-id="Regulars"/></customer-groups></payment-method>'
    )
    group = '<customer-group group-id="Regulars"/><group-assignment group-id="Regulars" customer-no="00000501"/>'
    files = {
        "sites/RefArch/payment-methods.xml": xml("payment-settings", method),
        "sites/RefArch/customer-groups.xml": xml("customer-groups", group),
    }
    api.run(load_archive(api.application.server.store, folder(tmp_path, files), hash_password=str))
    tab = {"payment_method_id": "TAB"}
    regular = {"customer_no": "00000501", "email": "ada@example.com"}
    assert Till(api, agent).add(tab).fault == "InvalidPaymentMethodIdException"
    assert Till(api, agent, customer_info=regular).add(tab).status == 200
    assert api.basket(agent, customer_info=regular, payment_instruments=[tab])["payment_instruments"]


def test_xml_is_read_and_written(till: Till) -> None:
    body = (
        b'<basket_payment_instrument_request xmlns="http://www.demandware.com/xml/shop/23.1"><amount>2.5</amount>'
        b"<payment_method_id>INVOICE</payment_method_id></basket_payment_instrument_request>"
    )
    answer = till.add(body, headers={"Content-Type": "application/xml"})
    assert answer.status == 200, answer
    assert "<amount>2.50</amount>" in answer.text


def test_hooks_stand_around_each_change(till: Till) -> None:
    seen: list[tuple[str, int]] = []
    for method in ("POST", "PATCH", "DELETE"):
        for when in ("before", "after", "modify"):
            name = f"{when}{method}{'Response' if when == 'modify' else ''}"
            hook = lambda *given, name=name: seen.append((name, len(given)))  # noqa: E731
            till.api.application.server.hooks.register(POINT + name, hook)
    made = till.added()
    till.patch(made, {"amount": 1})
    till.delete(made)
    assert seen == [
        ("beforePOST", 2),
        ("afterPOST", 2),
        ("modifyPOSTResponse", 3),
        ("beforePATCH", 3),
        ("afterPATCH", 3),
        ("modifyPATCHResponse", 3),
        ("beforeDELETE", 2),
        ("afterDELETE", 1),
        ("modifyDELETEResponse", 3),
    ]


def test_a_basket_paid_for_becomes_an_order_with_its_instrument(till: Till) -> None:
    made = till.added(card(number=NUMBER))
    order = till.api.post(f"{V23}/orders", {"basket_id": till.basket["basket_id"]}, token=till.token).json
    assert order["payment_instruments"] == [made]


def test_an_order_refuses_a_number_as_its_basket_does(api: Api, agent: str) -> None:
    order = api.order(agent)
    path = f"{V23}/orders/{order['order_no']}/payment_instruments"
    instrument = f"{path}/{order['payment_instruments'][0]['payment_instrument_id']}"
    wrong = card(number=NUMBER[:-1] + "7")
    for answer in (api.post(path, wrong, token=agent), api.patch(instrument, wrong, token=agent)):
        assert (answer.status, answer.fault) == (400, "PropertyConstraintViolationException")
        assert answer.arguments["path"] == "$.payment_card.number"
    assert api.get(f"{V23}/orders/{order['order_no']}", token=agent).json["status"] == "created"
