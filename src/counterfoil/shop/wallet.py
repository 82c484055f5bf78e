"""The payment instruments a customer has stored: his wallet. Kept with his record, masked, never a number.

Follows section 6.3 of the resource reference.
"""

from counterfoil import faults
from counterfoil.commerce.payment import refuse_card_numbers
from counterfoil.documents.customer import CustomerPaymentInstrument
from counterfoil.documents.shop_data import CustomerRecord
from counterfoil.shop.call import Call
from counterfoil.shop.customer_store import document_of, load_by_no, plain_of
from counterfoil.store.records import Conflict

_ATTEMPTS = 10


def instruments_of(record: CustomerRecord) -> list[CustomerPaymentInstrument]:
    """Return the payment instruments of a customer, oldest first."""
    return [document_of(CustomerPaymentInstrument, plain) for plain in record.payment_instruments]


async def wallet_instrument(
    call: Call, customer_no: str, payment_instrument_id: str
) -> CustomerPaymentInstrument | None:
    """Return a stored payment instrument of a customer, None if he has none of that id."""
    loaded = await load_by_no(call, customer_no)
    if loaded is None:
        return None
    found = (one for one in instruments_of(loaded.record) if one.payment_instrument_id == payment_instrument_id)
    return next(found, None)


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
        put_into_wallet(call, loaded.record, instrument)
        try:
            await loaded.save(call)
        except Conflict:  # he was changed meanwhile: put it beside what is there now
            continue
        return instrument
    raise faults.RESOURCE_STATE_CONFLICT(client="", server="changed")


def put_into_wallet(call: Call, record: CustomerRecord, instrument: CustomerPaymentInstrument) -> None:
    """Add an instrument to a record that is not saved yet; fault PROPERTY_CONSTRAINT_VIOLATION."""
    refuse_card_numbers(instrument, "customer_payment_instrument_request")
    instrument.payment_instrument_id = instrument.payment_instrument_id or call.new_id()
    instrument.creation_date = instrument.last_modified = call.now_text
    record.payment_instruments.append(plain_of(instrument))
    record.last_modified = call.now
