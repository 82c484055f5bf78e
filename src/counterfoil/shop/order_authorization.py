"""Authorise the payment of an order: the 15.2 way by extension points alone, and the later one by payment instruments.

Follows sections 1.3 and 2.5 of the resource reference and section 7 of the lifecycle reference.
"""

import hmac

from counterfoil import faults
from counterfoil.commerce.gift_certificates import redeem
from counterfoil.commerce.payment import instrument_from_request, refuse_card_numbers
from counterfoil.commerce.payment_methods import check_payment_method, purchase_of
from counterfoil.documents.order import Order
from counterfoil.documents.payment import OrderPaymentInstrument, OrderPaymentInstrumentRequest
from counterfoil.documents.payment import Status as AuthorizationStatus
from counterfoil.documents.redact import redact
from counterfoil.hooks.status import Status
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.order_store import LoadedOrder, load_order
from counterfoil.shop.orders import answer_order
from counterfoil.shop.parameters import boolean

_ORDER = "dw.ocapi.shop.order."
_BEFORE = _ORDER + "beforePaymentAuthorize"
_AFTER = _ORDER + "afterPaymentAuthorize"
_CARD = "dw.order.payment.authorizeCreditCard"
_OTHER = "dw.order.payment.authorize"


async def authorize_payment(call: Call) -> Answer:
    """Call beforePaymentAuthorize and afterPaymentAuthorize for an order; the system adds nothing of its own.

    Faults: ORDER_NOT_FOUND, NULL_CONSTRAINT_VIOLATION without the token's header, UNAUTHORIZED_ORDER_ACCESS,
    INVALID_PAYMENT_METHOD, INVALID_IF_MATCH, RESOURCE_STATE_CONFLICT while another request authorises the same order.
    """
    request = call.body if isinstance(call.body, OrderPaymentInstrumentRequest) else None
    loaded = await _load_by_token(call)
    await call.load_shopper(loaded.order)
    _check_method(call, loaded.order, request)
    async with call.lease("order:" + call.path["order_no"], _BEFORE, _AFTER) as lease:
        if lease.taken:
            loaded = await _load_by_token(call, loaded)
        call.check_state(loaded.body, loaded.revision)
        order = loaded.order
        await call.before(_BEFORE, order, request)
        await call.after(_AFTER, order, request)
        loaded = await loaded.save(call, lease=lease)
    return await answer_order(call, loaded, None)


async def _load_by_token(call: Call, known: LoadedOrder | None = None) -> LoadedOrder:
    order_no = call.path["order_no"]
    loaded = await load_order(call, order_no, known)
    if loaded is None:
        raise faults.ORDER_NOT_FOUND(order_no=order_no)
    token = call.headers.get("x-dw-order-token")
    if not token:
        raise faults.NULL_CONSTRAINT_VIOLATION(parameter="x-dw-order-token")
    if not hmac.compare_digest(token.encode(), (loaded.order.order_token or "").encode()):
        raise faults.UNAUTHORIZED_ORDER_ACCESS(order_no=order_no, order_token=token)
    return loaded


def _check_method(call: Call, order: Order, request: OrderPaymentInstrumentRequest | None) -> None:
    if request is None:
        return
    instrument = instrument_from_request(request, payment_instrument_id="", now=call.now)
    refuse_card_numbers(instrument, "order_payment_instrument_request")
    if request.payment_method_id is None:
        return
    amount = instrument.amount or order.order_total
    purchase = purchase_of(order, call.site.shop, amount, call.shopper.groups)
    try:
        check_payment_method(instrument, call.site.shop, purchase)
    except faults.Fault:
        raise faults.INVALID_PAYMENT_METHOD(payment_method_id=redact(request.payment_method_id)) from None


async def authorize(
    call: Call, order: Order, instrument: OrderPaymentInstrument, request: OrderPaymentInstrumentRequest
) -> bool:
    """Run the hook that authorises an instrument and keep its Status on it; no hook, no authorisation.

    A gift certificate is redeemed by the server itself, unless a hook objects.

    A Status of ERROR refuses the request with HOOK_STATUS.
    """
    if boolean(call, "skip_authorization"):
        return False
    if request.payment_card is not None or (instrument.payment_card and instrument.payment_card.card_type):
        code = request.payment_card.security_code if request.payment_card is not None else None
        answer = await call.ask(_CARD, order, instrument, code, payment_card=request.payment_card)
    else:
        answer = await call.ask(_OTHER, order, instrument)
    if instrument.merchant_id is not None:
        redeem(instrument)
    if not isinstance(answer, Status):
        return instrument.merchant_id is not None
    instrument.authorized = True
    instrument.authorization_status = AuthorizationStatus(
        status=answer.status, code=answer.code or "OK", message=answer.message
    )
    return True
