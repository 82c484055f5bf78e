"""The payment instruments a customer has stored: masked, found by id, never a number."""

from types import SimpleNamespace
from typing import Any

import pytest
from tests.api import NOW, Api

from counterfoil.documents.customer import CustomerPaymentInstrument
from counterfoil.documents.payment import PaymentCard
from counterfoil.faults import Fault
from counterfoil.shop.wallet import add_to_wallet, wallet_instrument
from counterfoil.timestamps import date_time

XENIA = "000000001"


def call_of(api: Api) -> Any:
    """Return as much of a call as the wallet asks for."""
    ids = iter("abcdef")
    return SimpleNamespace(
        store=api.application.server.store,
        site=SimpleNamespace(customer_list="RefArch"),
        new_id=lambda: next(ids),
        now=NOW,
        now_text=date_time(NOW),
    )


def visa(**changes: Any) -> CustomerPaymentInstrument:
    card = PaymentCard(card_type="Visa", holder="Xenia", masked_number="************1111", **changes)
    return CustomerPaymentInstrument(payment_method_id="CREDIT_CARD", payment_card=card, custom={"c_since": 2020})


def test_what_is_put_into_a_wallet_is_found_there_by_its_id(api: Api) -> None:
    call = call_of(api)
    added = api.run(add_to_wallet(call, XENIA, visa()))
    found = api.run(wallet_instrument(call, XENIA, added.payment_instrument_id))
    assert found == added
    assert found.creation_date == "2026-06-15T10:00:00.000Z"
    assert found.custom == {"c_since": 2020}
    assert api.run(wallet_instrument(call, XENIA, "other")) is None
    assert api.run(wallet_instrument(call, "nobody", added.payment_instrument_id)) is None


def test_a_whole_number_is_refused_by_the_wallet(api: Api) -> None:
    with pytest.raises(Fault, match="PROPERTY_CONSTRAINT_VIOLATION"):
        api.run(add_to_wallet(call_of(api), XENIA, visa(credit_card_token="4111111111111111")))
    with pytest.raises(Fault, match="CUSTOMER_NOT_FOUND"):
        api.run(add_to_wallet(call_of(api), "nobody", visa()))
