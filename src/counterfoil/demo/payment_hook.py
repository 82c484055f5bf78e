"""The demo's payment provider: card numbers decide what happens. Registered through the door every hook uses.

4111 1111 1111 1111 and any other number: approved. 4000 0000 0000 0002: declined. 4000 0000 0000 0119: the hook
throws. 4000 0000 0000 0259: approved after two seconds.
"""

import asyncio
import hashlib

from counterfoil.commerce.order_status import place
from counterfoil.commerce.payment import instrument_from_request
from counterfoil.documents.order import Order
from counterfoil.documents.payment import OrderPaymentCardRequest, OrderPaymentInstrument, OrderPaymentInstrumentRequest
from counterfoil.hooks import Context, Status, hook

DECLINED = "4000000000000002"
THROWS = "4000000000000119"
SLOW = "4000000000000259"
SLOW_SECONDS = 2.0


class ProviderDownError(Exception):
    """What a provider that is down looks like."""


@hook("dw.ocapi.shop.order.afterPaymentAuthorize")
async def authorize_order(
    order: Order, payment_instrument: OrderPaymentInstrumentRequest | None, *, context: Context
) -> Status | None:
    """Authorise; keep amount and masked card on the order's instrument. The whole total authorised places the order."""
    if payment_instrument is None:
        return None
    refused = await _ask_provider(payment_instrument.payment_card)
    if refused is not None:
        return refused
    instrument = _instrument_of(order, payment_instrument, context)
    instrument.transaction_id = _transaction_id(order, instrument)
    instrument.authorized = True
    if order.status == "created" and instrument.amount == order.order_total:
        place(order)
    return Status(Status.OK)


@hook("dw.order.payment.authorizeCreditCard")
async def authorize_credit_card(
    order: Order, order_payment_instrument: OrderPaymentInstrument, _security_code: str | None, *, context: Context
) -> Status:
    """Authorise a card that was added to an order."""
    refused = await _ask_provider(context.payment_card)
    if refused is not None:
        return refused
    order_payment_instrument.transaction_id = _transaction_id(order, order_payment_instrument)
    return Status(Status.OK, "APPROVED", "The card was authorised.")


@hook("dw.order.payment.authorize")
def authorize_other(order: Order, order_payment_instrument: OrderPaymentInstrument) -> Status:
    """Approve what is not a card: invoice, bank transfer."""
    order_payment_instrument.transaction_id = _transaction_id(order, order_payment_instrument)
    return Status(Status.OK, "APPROVED", "The payment was accepted.")


async def _ask_provider(card: OrderPaymentCardRequest | None) -> Status | None:
    """Return an ERROR for a card that is declined."""
    number = "".join((card.number or "").split()) if card is not None else ""
    if number == DECLINED:
        return Status(Status.ERROR, "PAYMENT_DECLINED", "The payment provider declined the card.")
    if number == THROWS:
        raise ProviderDownError
    if number == SLOW:
        await asyncio.sleep(SLOW_SECONDS)
    return None


def _instrument_of(order: Order, request: OrderPaymentInstrumentRequest, context: Context) -> OrderPaymentInstrument:
    """Return the order's instrument of that method, or a new one, with amount and masked card of the request."""
    given = instrument_from_request(request, payment_instrument_id=context.new_id(), now=context.now)
    given.amount = order.order_total if given.amount is None else context.shop.round_money(given.amount, order.currency)
    instruments = order.payment_instruments or []
    for kept in instruments:
        if given.payment_method_id in (None, kept.payment_method_id):
            kept.amount = given.amount
            kept.payment_card = given.payment_card or kept.payment_card
            return kept
    instruments.append(given)
    order.payment_instruments = instruments
    return given


def _transaction_id(order: Order, instrument: OrderPaymentInstrument) -> str:
    """Name the transaction, equal for equal order and instrument."""
    text = f"{order.order_no} {instrument.payment_instrument_id}"
    return hashlib.sha256(text.encode()).hexdigest()[:24]
