"""The payment instruments a customer has stored: his wallet. Kept with his record, masked, never a number.

Follows section 6.3 of the resource reference.
"""

from counterfoil import faults
from counterfoil.commerce.payment import is_expired, refuse_card_numbers
from counterfoil.documents.customer import Customer, CustomerPaymentInstrument
from counterfoil.shop.call import Call
from counterfoil.shop.customer_store import load_by_no, take_over
from counterfoil.store.records import Conflict

_ATTEMPTS = 10


async def wallet_instrument(
    call: Call, customer_no: str, payment_instrument_id: str
) -> CustomerPaymentInstrument | None:
    """Return a stored payment instrument of a customer, None if he has none of that id."""
    loaded = await load_by_no(call, customer_no)
    if loaded is None:
        return None
    return find_instrument(loaded.customer, payment_instrument_id)


def find_instrument(customer: Customer, payment_instrument_id: str) -> CustomerPaymentInstrument | None:
    """Return a payment instrument of a customer by its id."""
    found = (one for one in customer.payment_instruments or () if one.payment_instrument_id == payment_instrument_id)
    return next(found, None)


def aged(call: Call, customer: Customer) -> list[CustomerPaymentInstrument]:
    """Return a customer's payment instruments, with the cards that have expired by now marked."""
    instruments = customer.payment_instruments or []
    for card in (instrument.payment_card for instrument in instruments):
        if card is not None:
            card.credit_card_expired = is_expired(card.expiration_month, card.expiration_year, call.now)
    return instruments


async def add_to_wallet(
    call: Call, customer_no: str, instrument: CustomerPaymentInstrument
) -> CustomerPaymentInstrument:
    """Store a masked payment instrument for a customer under an id of its own, and return it with that id.

    Faults: CUSTOMER_NOT_FOUND, PROPERTY_CONSTRAINT_VIOLATION for a whole card number, RESOURCE_STATE_CONFLICT.
    """
    for _ in range(_ATTEMPTS):
        loaded = await load_by_no(call, customer_no)
        if loaded is None:
            raise faults.CUSTOMER_NOT_FOUND(customer_no=customer_no)
        put_into_wallet(call, loaded.customer, instrument)
        take_over(loaded.record, loaded.customer, call.now)
        try:
            await loaded.save(call)
        except Conflict:  # he was changed meanwhile: put it beside what is there now
            continue
        return instrument
    raise faults.RESOURCE_STATE_CONFLICT(client="", server="changed")


def put_into_wallet(call: Call, customer: Customer, instrument: CustomerPaymentInstrument) -> None:
    """Add an instrument to a customer who is not saved yet; fault PROPERTY_CONSTRAINT_VIOLATION."""
    refuse_card_numbers(instrument, "customer_payment_instrument_request")
    instrument.payment_instrument_id = instrument.payment_instrument_id or call.new_id()
    instrument.creation_date = instrument.last_modified = call.now_text
    customer.payment_instruments = [*(customer.payment_instruments or ()), instrument]
