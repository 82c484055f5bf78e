"""What may change of a payment instrument, and how it comes from a wallet or goes into one.

Follows section 2.5 of the resource reference.
"""

from msgspec.structs import replace

from counterfoil import faults
from counterfoil.commerce.payment import is_expired
from counterfoil.commerce.payment_methods import CREDIT_CARD
from counterfoil.documents.customer import CustomerPaymentInstrument
from counterfoil.documents.payment import OrderPaymentInstrument, PaymentCard

_DAY_MILLISECONDS = 24 * 3600 * 1000


def change_instrument(instrument: OrderPaymentInstrument, given: OrderPaymentInstrument) -> None:
    """Take over what is given; a change of money or means voids an authorisation made before.

    Another payment method leaves card and account of the former one behind. Custom attributes are not looked at.
    Raises PROPERTY_CONSTRAINT_VIOLATION for a credit card without card.
    """
    before = _means(instrument)
    if given.payment_method_id and given.payment_method_id != instrument.payment_method_id:
        instrument.payment_method_id = given.payment_method_id
        instrument.payment_card = instrument.payment_bank_account = instrument.bank_routing_number = None
    if given.payment_card is not None:
        card = instrument.payment_card or PaymentCard()
        for name in PaymentCard.__struct_fields__:
            value = getattr(given.payment_card, name)
            setattr(card, name, getattr(card, name) if value is None else value)
        instrument.payment_card = card
    elif instrument.payment_method_id == CREDIT_CARD and instrument.payment_card is None:
        raise faults.PROPERTY_CONSTRAINT_VIOLATION(document="order_payment_instrument_request", path="$.payment_card")
    if given.amount is not None:
        instrument.amount = given.amount
    instrument.payment_bank_account = given.payment_bank_account or instrument.payment_bank_account
    instrument.bank_routing_number = given.bank_routing_number or instrument.bank_routing_number
    if _means(instrument) != before:
        instrument.authorized = instrument.authorization_status = None


def _means(instrument: OrderPaymentInstrument) -> tuple[object, ...]:
    """Return what an authorisation was given for; a copy of the card, which is changed in place."""
    return (
        instrument.amount,
        instrument.payment_method_id,
        replace(instrument.payment_card) if instrument.payment_card else None,
        instrument.payment_bank_account,
        instrument.bank_routing_number,
    )


def is_masked_for_good(created: int, now: int, days: int) -> bool:
    """Say whether the payment data of an order has been kept for longer than it may be changed; 0 days is for ever."""
    return days > 0 and now - created > days * _DAY_MILLISECONDS


def instrument_from_wallet(stored: CustomerPaymentInstrument, now: int) -> OrderPaymentInstrument:
    """Return what an order keeps of a payment instrument of its customer's wallet."""
    card = replace(stored.payment_card) if stored.payment_card else None
    if card is not None:
        card.credit_card_expired = is_expired(card.expiration_month, card.expiration_year, now)
    return OrderPaymentInstrument(
        bank_routing_number=stored.bank_routing_number,
        customer_payment_instrument_id=stored.payment_instrument_id,
        masked_gift_certificate_code=stored.masked_gift_certificate_code,
        payment_bank_account=replace(stored.payment_bank_account) if stored.payment_bank_account else None,
        payment_card=card,
        payment_method_id=stored.payment_method_id,
    )


def wallet_entry(instrument: OrderPaymentInstrument) -> CustomerPaymentInstrument:
    """Return what a wallet keeps of a payment instrument of an order: all but amount and authorisation."""
    return CustomerPaymentInstrument(
        bank_routing_number=instrument.bank_routing_number,
        payment_bank_account=replace(instrument.payment_bank_account) if instrument.payment_bank_account else None,
        payment_card=replace(instrument.payment_card) if instrument.payment_card else None,
        payment_method_id=instrument.payment_method_id,
        custom=dict(instrument.custom),
    )
