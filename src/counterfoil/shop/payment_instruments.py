"""Payment instruments of an order: the later way to authorise. Follows section 2.5 of the resource reference."""

from counterfoil import faults
from counterfoil.commerce.authorization import open_amount
from counterfoil.commerce.custom_attributes import change_custom
from counterfoil.commerce.payment import check_card_number, instrument_from_request, refuse_card_numbers
from counterfoil.commerce.payment_changes import (
    change_instrument,
    instrument_from_wallet,
    is_masked_for_good,
    wallet_entry,
)
from counterfoil.documents.order import Order
from counterfoil.documents.payment import OrderPaymentInstrument, OrderPaymentInstrumentRequest
from counterfoil.documents.redact import redact
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.customer_store import load_by_no
from counterfoil.shop.gift_certificates import pay_by_code
from counterfoil.shop.order_authorization import authorize, check_method
from counterfoil.shop.orders import answer_order, open_order
from counterfoil.shop.wallet import add_to_wallet, wallet_instrument
from counterfoil.timestamps import instant_of

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
        loaded = await loaded.save(call, lease=lease.taken)
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
        instrument = _find(call, order)
        _refuse_masked(call, order)
        await call.before(_POINT + "beforePATCH", order, instrument, request)
        await _change(call, order, instrument, request)
        authorized = await authorize(call, order, instrument, request)
        await call.after(_POINT + "afterPATCH", order, instrument, request, authorized)
        await call.after(_ORDER + "afterPatchPaymentInstrument", order, instrument, request)
        loaded = await loaded.save(call, lease=lease.taken)
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
        instrument, instrument_id = _find(call, order), call.path["payment_instrument_id"]
        await call.before(_POINT + "beforeDELETE", order, instrument)
        order.payment_instruments = [kept for kept in order.payment_instruments or () if kept is not instrument]
        await call.after(_POINT + "afterDELETE", order, instrument_id)
        loaded = await loaded.save(call, lease=lease.taken)
    return await answer_order(call, loaded, _POINT + "modifyDELETEResponse", instrument_id)


def _request(call: Call) -> OrderPaymentInstrumentRequest:
    return call.body if isinstance(call.body, OrderPaymentInstrumentRequest) else OrderPaymentInstrumentRequest()


async def _change(
    call: Call, order: Order, instrument: OrderPaymentInstrument, request: OrderPaymentInstrumentRequest
) -> None:
    """Take over what may be kept: of the card number mask and last digits, of the security code nothing."""
    if request.customer_payment_instrument_id is not None:
        given = await _from_wallet(call, order, request.customer_payment_instrument_id)
        instrument.customer_payment_instrument_id = given.customer_payment_instrument_id
        instrument.payment_card = instrument.payment_bank_account = instrument.bank_routing_number = None
    else:
        given = instrument_from_request(request, payment_instrument_id="", now=call.now)
        refuse_card_numbers(given, _DOCUMENT)
        change_custom(instrument.custom, given.custom, call.present)
    if request.amount is not None:
        given.amount = call.site.shop.round_money(request.amount, order.currency)
    elif instrument.amount is None:
        given.amount = open_amount(order)
    change_instrument(instrument, given)
    await pay_by_code(call, order, instrument, request.gift_certificate_code, request.amount)
    await call.load_shopper(order)
    check_method(call, order, instrument)
    if request.customer_payment_instrument_id is None:
        card_type = instrument.payment_card.card_type if instrument.payment_card else None
        check_card_number(request.payment_card, card_type, call.site.shop.payment_cards, _DOCUMENT)


async def _from_wallet(call: Call, order: Order, instrument_id: str) -> OrderPaymentInstrument:
    customer_no = order.customer_info.customer_no if order.customer_info else None
    found = await wallet_instrument(call, customer_no, instrument_id) if customer_no else None
    if found is None:
        raise faults.CUSTOMER_PAYMENT_INSTRUMENT_NOT_FOUND(customer_payment_instrument_id=redact(instrument_id))
    return instrument_from_wallet(found, call.now)


async def _keep_in_wallet(
    call: Call, order: Order, instrument: OrderPaymentInstrument, request: OrderPaymentInstrumentRequest
) -> None:
    """Store an instrument that was authorised with the order's registered customer too, if the request asks for it."""
    customer_no = order.customer_info.customer_no if order.customer_info else None
    wanted = request.create_customer_payment_instrument and request.customer_payment_instrument_id is None
    if wanted and customer_no and await load_by_no(call, customer_no) is not None:
        await add_to_wallet(call, customer_no, wallet_entry(instrument))


def _find(call: Call, order: Order) -> OrderPaymentInstrument:
    wanted = call.path["payment_instrument_id"]
    for instrument in order.payment_instruments or ():
        if instrument.payment_instrument_id == wanted:
            return instrument
    raise faults.PAYMENT_INSTRUMENT_NOT_FOUND(payment_instrument_id=redact(wanted))


def _refuse_masked(call: Call, order: Order) -> None:
    created = instant_of(order.creation_date or call.now_text)
    if is_masked_for_good(created, call.now, call.server.settings.payment_retention_days):
        raise faults.PAYMENT_INSTRUMENT_PERMANENTLY_MASKED(payment_instrument_id=call.path["payment_instrument_id"])
