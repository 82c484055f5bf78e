"""What must hold of a customer and his wallet."""

from collections.abc import Iterator

import msgspec

from counterfoil.commerce.payment import refuse_card_numbers
from counterfoil.documents.customer import CustomerPaymentInstrument
from counterfoil.documents.payment import PaymentCard
from counterfoil.documents.shop_data import CustomerRecord
from counterfoil.faults import Fault
from counterfoil.store.records import CustomerRow
from counterfoil.verification.containers import body_breaches

_record = msgspec.json.Decoder(CustomerRecord)


def customer_breaches(row: CustomerRow) -> Iterator[str]:
    """Compare a customer with the columns he is found by, and look for card numbers in his wallet."""
    yield from body_breaches(row.body, intact=True)
    try:
        record = _record.decode(row.body)
    except msgspec.DecodeError:
        yield "the record cannot be read"
        return
    email = str(record.profile.get("email") or "").lower()
    said = (record.customer_list_id, record.customer_no, record.customer_id, record.login or None, email)
    if said != (row.list_id, row.customer_no, row.customer_id, row.login, (row.email or "").lower()):
        yield "number, id, login or e-mail are not those he is found by"
    for plain in record.payment_instruments:
        card = plain.get("payment_card")
        instrument = CustomerPaymentInstrument(
            payment_card=msgspec.convert(card, PaymentCard, strict=False) if card else None,
            custom={name: value for name, value in plain.items() if name.startswith("c_")},
        )
        try:
            refuse_card_numbers(instrument, "customer_payment_instrument")
        except Fault:
            yield f"payment instrument {plain.get('payment_instrument_id')} holds what may be a whole card number"
