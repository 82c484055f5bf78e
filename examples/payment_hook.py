"""A payment hook to start from: it asks a payment provider, and refuses the request if the provider declines.

    counterfoil serve --hooks examples/payment_hook.py

Hooks that are given take the place of the demo's. The provider here approves up to a limit; put the calls of yours in
place of ``Provider``. Where hooks can stand, and with which arguments, is listed by ``counterfoil points``.
"""

from decimal import Decimal

from counterfoil.commerce.order_status import place
from counterfoil.commerce.payment import payment_card
from counterfoil.documents.order import Order
from counterfoil.documents.payment import OrderPaymentCardRequest, OrderPaymentInstrument, OrderPaymentInstrumentRequest
from counterfoil.hooks import Context, Status, hook

LIMIT = Decimal("1000.00")


class DeclinedError(Exception):
    """The provider's no."""


class Provider:
    """Stands for a payment provider."""

    async def authorize(self, key: str, amount: Decimal, card: OrderPaymentCardRequest | None) -> str:
        """Return the id of the transaction; DeclinedError if there is none.

        A function that waits for a network should be async, as this one is: the server does other work meanwhile, and
        gives it up after ``--hook-seconds``. The key is the same when a request is repeated, so that a provider that
        knows it does not charge twice.
        """
        if card is None or not card.number:
            raise DeclinedError("The card number is missing.")
        if amount > LIMIT:
            raise DeclinedError("The amount is over the limit.")
        return "transaction-" + key


PROVIDER = Provider()


@hook("dw.order.payment.authorizeCreditCard")
async def authorize_credit_card(
    order: Order, order_payment_instrument: OrderPaymentInstrument, _security_code: str | None, *, context: Context
) -> Status:
    """Authorise a card that was added to an order, in versions from 15.6 on.

    The instrument holds the amount and the masked card. The number is in ``context.payment_card``, for payment hooks
    only; do not store or log it. With the whole total authorised, the server places the order itself.
    """
    return await authorize(order, order_payment_instrument, context.payment_card)


@hook("dw.ocapi.shop.order.afterPaymentAuthorize")
async def authorize_order(
    order: Order, payment_instrument: OrderPaymentInstrumentRequest | None, *, context: Context
) -> Status | None:
    """Authorise an order in 15.2, where the server keeps nothing of the request and places nothing by itself."""
    card = payment_instrument.payment_card if payment_instrument is not None else None
    if card is None or not order.payment_instruments:
        return None
    instrument = order.payment_instruments[0]
    instrument.amount = order.order_total
    instrument.payment_card = payment_card(card, context.now)
    answer = await authorize(order, instrument, card)
    if not answer.error and order.status == "created":
        instrument.authorized = True
        place(order)
    return answer


async def authorize(order: Order, instrument: OrderPaymentInstrument, card: OrderPaymentCardRequest | None) -> Status:
    """Ask the provider; OK ends the chain of hooks, ERROR refuses the request and drops every change."""
    key = f"{order.order_no}-{instrument.payment_instrument_id}"
    try:
        instrument.transaction_id = await PROVIDER.authorize(key, instrument.amount or Decimal(0), card)
    except DeclinedError as declined:
        return Status(Status.ERROR, "PAYMENT_DECLINED", str(declined))
    return Status(Status.OK, "APPROVED", "The card was authorised.")
