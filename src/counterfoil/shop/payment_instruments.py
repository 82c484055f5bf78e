"""Payment instruments of an order: the later way to authorise. Follows section 2.5 of the resource reference."""

from counterfoil.commerce.authorization import open_amount
from counterfoil.commerce.payment_changes import (
    wallet_entry,
)
from counterfoil.documents.order import Order
from counterfoil.documents.payment import OrderPaymentInstrument, OrderPaymentInstrumentRequest
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.customer_store import load_by_no
from counterfoil.shop.instrument_change import (
    check_changed,
    given_by,
    instrument_of_path,
    put_given,
    refuse_masked,
)
from counterfoil.shop.order_authorization import authorize
from counterfoil.shop.orders import answer_order, open_order
from counterfoil.shop.wallet import add_to_wallet

_ORDER = "dw.ocapi.shop.order."
_POINT = _ORDER + "payment_instrument."
_DOCUMENT = "order_payment_instrument_request"
_AFTER_POST = (_POINT + "afterPOST", _ORDER + "afterPostPaymentInstrument")
_AFTER_PATCH = (_POINT + "afterPATCH", _ORDER + "afterPatchPaymentInstrument")
_AUTHORIZE = ("dw.order.payment.authorize", "dw.order.payment.authorizeCreditCard")


async def add_order_payment_instrument(call: Call) -> Answer:
    """Add a payment instrument to an order and authorise it; enough authorised places the order.

    Faults: ORDER_NOT_FOUND, INVALID_PAYMENT_METHOD_ID, CUSTOMER_PAYMENT_INSTRUMENT_NOT_FOUND, HOOK_STATUS,
    RESOURCE_STATE_CONFLICT, INVALID_IF_MATCH.
    """
    loaded = await open_order(call)
    request = _request(call)
    leased = (_POINT + "beforePOST", *_AFTER_POST, *_AUTHORIZE)
    async with call.lease("order:" + call.path["order_no"], *leased) as lease:
        if lease.taken:
            loaded = await open_order(call, loaded)
        order = loaded.order
        await call.before(_POINT + "beforePOST", order, request)
        instrument = OrderPaymentInstrument(payment_instrument_id=call.new_id())
        await _change(call, order, instrument, request)
        order.payment_instruments = [*(order.payment_instruments or ()), instrument]
        authorized = await authorize(call, order, instrument, request)
        await call.after(_POINT + "afterPOST", order, request, authorized)
        await call.after(_ORDER + "afterPostPaymentInstrument", order, request)
        loaded = await loaded.save(call, lease=lease)
        await _keep_in_wallet(call, order, instrument, request)
    return await answer_order(call, loaded, _POINT + "modifyPOSTResponse", request)


async def patch_order_payment_instrument(call: Call) -> Answer:
    """Change a payment instrument of an order and authorise it; enough authorised places the order.

    Faults: those of adding one, PAYMENT_INSTRUMENT_NOT_FOUND, PAYMENT_INSTRUMENT_PERMANENTLY_MASKED.
    """
    loaded = await open_order(call)
    request = _request(call)
    leased = (_POINT + "beforePATCH", *_AFTER_PATCH, *_AUTHORIZE)
    async with call.lease("order:" + call.path["order_no"], *leased) as lease:
        if lease.taken:
            loaded = await open_order(call, loaded)
        order = loaded.order
        instrument = instrument_of_path(call, order)
        refuse_masked(call, order)
        await call.before(_POINT + "beforePATCH", order, instrument, request)
        await _change(call, order, instrument, request)
        authorized = await authorize(call, order, instrument, request)
        await call.after(_POINT + "afterPATCH", order, instrument, request, authorized)
        await call.after(_ORDER + "afterPatchPaymentInstrument", order, instrument, request)
        loaded = await loaded.save(call, lease=lease)
        await _keep_in_wallet(call, order, instrument, request)
    return await answer_order(call, loaded, _POINT + "modifyPATCHResponse", call.path["payment_instrument_id"])


async def delete_order_payment_instrument(call: Call) -> Answer:
    """Remove a payment instrument from an order.

    Faults: ORDER_NOT_FOUND, PAYMENT_INSTRUMENT_NOT_FOUND, RESOURCE_STATE_CONFLICT, INVALID_IF_MATCH.
    """
    loaded = await open_order(call)
    leased = (_POINT + "beforeDELETE", _POINT + "afterDELETE")
    async with call.lease("order:" + call.path["order_no"], *leased) as lease:
        if lease.taken:
            loaded = await open_order(call, loaded)
        order = loaded.order
        instrument, instrument_id = instrument_of_path(call, order), call.path["payment_instrument_id"]
        await call.before(_POINT + "beforeDELETE", order, instrument)
        order.payment_instruments = [kept for kept in order.payment_instruments or () if kept is not instrument]
        await call.after(_POINT + "afterDELETE", order, instrument_id)
        loaded = await loaded.save(call, lease=lease)
    return await answer_order(call, loaded, _POINT + "modifyDELETEResponse", instrument_id)


def _request(call: Call) -> OrderPaymentInstrumentRequest:
    return call.body if isinstance(call.body, OrderPaymentInstrumentRequest) else OrderPaymentInstrumentRequest()


async def _change(
    call: Call, order: Order, instrument: OrderPaymentInstrument, request: OrderPaymentInstrumentRequest
) -> None:
    given = await given_by(call, order, instrument, request)
    if given.amount is None and instrument.amount is None:
        given.amount = open_amount(order)
    await put_given(call, order, instrument, request, given)
    await check_changed(call, order, instrument, request, order.order_total)


async def _keep_in_wallet(
    call: Call, order: Order, instrument: OrderPaymentInstrument, request: OrderPaymentInstrumentRequest
) -> None:
    """Store an instrument that was authorised with the order's registered customer too, if the request asks for it."""
    customer_no = order.customer_info.customer_no if order.customer_info else None
    wanted = request.create_customer_payment_instrument and request.customer_payment_instrument_id is None
    if wanted and customer_no and await load_by_no(call, customer_no) is not None:
        await add_to_wallet(call, customer_no, wallet_entry(instrument))
