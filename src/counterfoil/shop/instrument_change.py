"""What a request makes of a payment instrument of a basket or an order, from data of its own or from the wallet.

Follows sections 2.5 and 3.9 of the resource reference. Of a card number mask and last digits are kept, of a security
code nothing.
"""

from decimal import Decimal

from counterfoil import faults
from counterfoil.commerce.custom_attributes import change_custom
from counterfoil.commerce.payment import check_card_number, instrument_from_request, is_expired, refuse_card_numbers
from counterfoil.commerce.payment_changes import change_instrument, instrument_from_wallet, is_masked_for_good
from counterfoil.commerce.payment_methods import check_payment_method, purchase_of
from counterfoil.commerce.terms import Container
from counterfoil.documents.fields import type_name
from counterfoil.documents.payment import (
    BasketPaymentInstrumentRequest,
    OrderPaymentInstrument,
    OrderPaymentInstrumentRequest,
)
from counterfoil.documents.redact import redact
from counterfoil.shop.call import Call
from counterfoil.shop.gift_certificates import pay_by_code
from counterfoil.shop.wallet import wallet_instrument
from counterfoil.timestamps import instant_of

InstrumentRequest = BasketPaymentInstrumentRequest | OrderPaymentInstrumentRequest


def instrument_of_path(call: Call, container: Container) -> OrderPaymentInstrument:
    """Return the payment instrument that the path names; fault PAYMENT_INSTRUMENT_NOT_FOUND."""
    wanted = call.path["payment_instrument_id"]
    for instrument in container.payment_instruments or ():
        if instrument.payment_instrument_id == wanted:
            return instrument
    raise faults.PAYMENT_INSTRUMENT_NOT_FOUND(payment_instrument_id=redact(wanted))


def refuse_masked(call: Call, container: Container) -> None:
    """Refuse to change payment data kept for longer than allowed; fault PAYMENT_INSTRUMENT_PERMANENTLY_MASKED."""
    created = instant_of(container.creation_date or call.now_text)
    if is_masked_for_good(created, call.now, call.server.settings.payment_retention_days):
        raise faults.PAYMENT_INSTRUMENT_PERMANENTLY_MASKED(payment_instrument_id=call.path["payment_instrument_id"])


async def given_by(
    call: Call, container: Container, instrument: OrderPaymentInstrument, request: InstrumentRequest
) -> OrderPaymentInstrument:
    """Return what a request gives an instrument; with an entry of the wallet, amount alone is taken from the request.

    Faults: CUSTOMER_PAYMENT_INSTRUMENT_NOT_FOUND, PROPERTY_CONSTRAINT_VIOLATION for a card number where none belongs.
    """
    if request.customer_payment_instrument_id is not None:
        given = await _from_wallet(call, container, request.customer_payment_instrument_id)
        instrument.customer_payment_instrument_id = given.customer_payment_instrument_id
        instrument.payment_card = instrument.payment_bank_account = instrument.bank_routing_number = None
    else:
        given = instrument_from_request(request, payment_instrument_id="", now=call.now)
        refuse_card_numbers(given, type_name(type(request)))
        change_custom(instrument.custom, given.custom, call.present)
    if request.amount is not None:
        given.amount = call.site.shop.round_money(request.amount, container.currency)
    return given


async def put_given(
    call: Call,
    container: Container,
    instrument: OrderPaymentInstrument,
    request: InstrumentRequest,
    given: OrderPaymentInstrument,
) -> None:
    """Put into an instrument what its request gives.

    Faults: PROPERTY_CONSTRAINT_VIOLATION for a credit card without card, those of pay_by_code.
    """
    change_instrument(instrument, given)
    complete_card(call, instrument)
    await pay_by_code(call, container, instrument, request.gift_certificate_code, request.amount)


async def check_changed(
    call: Call,
    container: Container,
    instrument: OrderPaymentInstrument,
    request: InstrumentRequest,
    amount: Decimal | None,
) -> None:
    """Refuse a method or card that does not apply; ``amount`` is what an instrument without one would have to pay.

    Faults: INVALID_PAYMENT_METHOD_ID, PROPERTY_CONSTRAINT_VIOLATION for a card number that cannot be one.
    """
    shop, shopper = call.site.shop, await call.load_shopper(container)
    purchase = purchase_of(container, shop, instrument.amount or amount, shopper.groups)
    check_payment_method(instrument, shop, purchase)
    if request.customer_payment_instrument_id is None:
        card_type = instrument.payment_card.card_type if instrument.payment_card else None
        check_card_number(request.payment_card, card_type, shop.payment_cards, type_name(type(request)))


def complete_card(call: Call, instrument: OrderPaymentInstrument) -> None:
    """Say of a card whose month or year alone was changed whether it has expired."""
    card = instrument.payment_card
    if card is not None:
        card.credit_card_expired = is_expired(card.expiration_month, card.expiration_year, call.now)


async def _from_wallet(call: Call, container: Container, instrument_id: str) -> OrderPaymentInstrument:
    customer_no = container.customer_info.customer_no if container.customer_info else None
    found = await wallet_instrument(call, customer_no, instrument_id) if customer_no else None
    if found is None:
        raise faults.CUSTOMER_PAYMENT_INSTRUMENT_NOT_FOUND(customer_payment_instrument_id=redact(instrument_id))
    return instrument_from_wallet(found, call.now)
