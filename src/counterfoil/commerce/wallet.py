"""Payment instruments that customers store: made of requests, masked, and checked like those of orders."""

from counterfoil import faults
from counterfoil.commerce.payment import bank_account, check_card_number, mask, method_and_card
from counterfoil.commerce.payment_methods import CREDIT_CARD, Purchase, check_payment_method
from counterfoil.commerce.shop import Shop
from counterfoil.documents.customer import CustomerPaymentInstrument, CustomerPaymentInstrumentRequest
from counterfoil.documents.payment import OrderPaymentInstrument

_DOCUMENT = "customer_payment_instrument_request"


def customer_instrument(request: CustomerPaymentInstrumentRequest, now: int) -> CustomerPaymentInstrument:
    """Make the instrument that is kept, without its id; the dotted method id of old clients is split."""
    method_id, card = method_and_card(request, now)
    code = request.gift_certificate_code
    return CustomerPaymentInstrument(
        bank_routing_number=mask(request.bank_routing_number)[0] if request.bank_routing_number else None,
        masked_gift_certificate_code=mask(code)[0] if code else None,
        payment_bank_account=bank_account(request.payment_bank_account) if request.payment_bank_account else None,
        payment_card=card,
        payment_method_id=method_id or None,
        custom=dict(request.custom),
    )


def check_instrument(
    instrument: CustomerPaymentInstrument, request: CustomerPaymentInstrumentRequest, shop: Shop, purchase: Purchase
) -> None:
    """Refuse a method or card type the site does not offer, and a number that cannot be one of the card type.

    Raises INVALID_PAYMENT_METHOD_ID, PROPERTY_CONSTRAINT_VIOLATION.
    """
    if instrument.payment_method_id == CREDIT_CARD and instrument.payment_card is None:
        raise faults.PROPERTY_CONSTRAINT_VIOLATION(document=_DOCUMENT, path="$.payment_card")
    payment = OrderPaymentInstrument(
        payment_method_id=instrument.payment_method_id, payment_card=instrument.payment_card
    )
    check_payment_method(payment, shop, purchase)
    card_type = instrument.payment_card.card_type if instrument.payment_card else None
    check_card_number(request.payment_card, card_type, shop.payment_cards, _DOCUMENT)
