"""The card of a request on its way to a script: its number goes to the hook that authorises it, and is kept nowhere."""

from collections.abc import Sequence
from typing import Any

from counterfoil.documents.payment import OrderPaymentCardRequest, OrderPaymentInstrument

AUTHORIZE_CARD = "dw.order.payment.authorizeCreditCard"


def card_for(point: str, card: OrderPaymentCardRequest | None, arguments: Sequence[Any]) -> dict[str, str] | None:
    """Return the number of the card that is to be authorised, with the instrument that a script finds it at."""
    if point != AUTHORIZE_CARD or card is None or not card.number:
        return None
    instrument = next((one for one in arguments if isinstance(one, OrderPaymentInstrument)), None)
    if instrument is None or instrument.payment_instrument_id is None:
        return None
    return {"payment_instrument_id": instrument.payment_instrument_id, "number": card.number}
