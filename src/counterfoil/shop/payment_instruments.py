"""Payment instruments of an order: the later way to authorise. Follows section 2.5 of the resource reference."""

from counterfoil import faults
from counterfoil.commerce.authorization import open_amount
from counterfoil.commerce.payment import instrument_from_request, refuse_card_numbers
from counterfoil.commerce.payment_methods import CREDIT_CARD
from counterfoil.documents.order import Order
from counterfoil.documents.payment import OrderPaymentInstrument, OrderPaymentInstrumentRequest, PaymentCard
from counterfoil.documents.redact import redact
from counterfoil.shop.access import require_shopper
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.order_authorization import authorize, check_method
from counterfoil.shop.order_store import LoadedOrder
from counterfoil.shop.orders import answer_order, load_visible_order

_POINT = "dw.ocapi.shop.order.payment_instrument."
_AUTHORIZE = ("dw.order.payment.authorize", "dw.order.payment.authorizeCreditCard")


async def add_order_payment_instrument(call: Call) -> Answer:
    """Add a payment instrument to an order and authorise it; enough authorised places the order.

    Faults: ORDER_NOT_FOUND, INVALID_PAYMENT_METHOD_ID, HOOK_STATUS, RESOURCE_STATE_CONFLICT.
    """
    require_shopper(call)
    request = _request(call)
    loaded = await _load(call)
    async with call.lease(
        "order:" + call.path["order_no"], _POINT + "beforePOST", _POINT + "afterPOST", *_AUTHORIZE
    ) as lease:
        if lease.taken:
            loaded = await _load(call, loaded)
        order = loaded.order
        await call.before(_POINT + "beforePOST", order, request)
        instrument = _new_instrument(call, order, request)
        authorized = await authorize(call, order, instrument, request)
        await call.after(_POINT + "afterPOST", order, request, authorized)
        loaded = await loaded.save(call, lease=lease.taken)
    return await answer_order(call, loaded, _POINT + "modifyPOSTResponse")


async def patch_order_payment_instrument(call: Call) -> Answer:
    """Change a payment instrument of an order and authorise it; enough authorised places the order.

    Faults: ORDER_NOT_FOUND, PAYMENT_INSTRUMENT_NOT_FOUND, INVALID_PAYMENT_METHOD_ID, HOOK_STATUS,
    RESOURCE_STATE_CONFLICT.
    """
    require_shopper(call)
    request = _request(call)
    loaded = await _load(call)
    async with call.lease(
        "order:" + call.path["order_no"], _POINT + "beforePATCH", _POINT + "afterPATCH", *_AUTHORIZE
    ) as lease:
        if lease.taken:
            loaded = await _load(call, loaded)
        order = loaded.order
        instrument = _find(order, call.path["payment_instrument_id"])
        await call.before(_POINT + "beforePATCH", order, instrument, request)
        _change(call, order, instrument, request)
        authorized = await authorize(call, order, instrument, request)
        await call.after(_POINT + "afterPATCH", order, instrument, request, authorized)
        loaded = await loaded.save(call, lease=lease.taken)
    return await answer_order(call, loaded, _POINT + "modifyPATCHResponse")


def _request(call: Call) -> OrderPaymentInstrumentRequest:
    return call.body if isinstance(call.body, OrderPaymentInstrumentRequest) else OrderPaymentInstrumentRequest()


async def _load(call: Call, known: LoadedOrder | None = None) -> LoadedOrder:
    loaded = await load_visible_order(call, call.path["order_no"], known)
    call.check_state(loaded.body, loaded.revision)
    return loaded


def _new_instrument(call: Call, order: Order, request: OrderPaymentInstrumentRequest) -> OrderPaymentInstrument:
    if request.customer_payment_instrument_id:
        raise faults.CUSTOMER_PAYMENT_INSTRUMENT_NOT_FOUND(
            customer_payment_instrument_id=redact(request.customer_payment_instrument_id)
        )
    instrument = OrderPaymentInstrument(payment_instrument_id=call.new_id())
    _change(call, order, instrument, request)
    instruments = order.payment_instruments if order.payment_instruments is not None else []
    instruments.append(instrument)
    order.payment_instruments = instruments
    return instrument


_CARD_PROPERTIES = (
    "card_type",
    "credit_card_expired",
    "credit_card_token",
    "expiration_month",
    "expiration_year",
    "holder",
    "issue_number",
    "masked_number",
    "number_last_digits",
    "valid_from_month",
    "valid_from_year",
)


def _change(
    call: Call, order: Order, instrument: OrderPaymentInstrument, request: OrderPaymentInstrumentRequest
) -> None:
    """Take over what may be kept: of the card number mask and last digits, of the security code nothing."""
    given = instrument_from_request(request, payment_instrument_id="", now=call.now)
    refuse_card_numbers(given, "order_payment_instrument_request")
    instrument.payment_method_id = given.payment_method_id or instrument.payment_method_id
    if given.payment_card is not None:
        card = instrument.payment_card or PaymentCard()
        for name in _CARD_PROPERTIES:
            value = getattr(given.payment_card, name)
            setattr(card, name, getattr(card, name) if value is None else value)
        instrument.payment_card = card
    elif instrument.payment_method_id == CREDIT_CARD and instrument.payment_card is None:
        raise faults.PROPERTY_CONSTRAINT_VIOLATION(document="order_payment_instrument_request", path="$.payment_card")
    if given.amount is not None:
        instrument.amount = call.site.shop.round_money(given.amount, order.currency)
    elif instrument.amount is None:
        instrument.amount = open_amount(order)
    instrument.payment_bank_account = given.payment_bank_account or instrument.payment_bank_account
    instrument.bank_routing_number = given.bank_routing_number or instrument.bank_routing_number
    instrument.custom.update(given.custom)
    check_method(call, order, instrument)


def _find(order: Order, payment_instrument_id: str) -> OrderPaymentInstrument:
    for instrument in order.payment_instruments or ():
        if instrument.payment_instrument_id == payment_instrument_id:
            return instrument
    raise faults.PAYMENT_INSTRUMENT_NOT_FOUND(payment_instrument_id=payment_instrument_id)
