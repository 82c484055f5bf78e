"""The orders resource: submit a basket, read an order. Follows sections 1.2, 2.1 to 2.3 of the resource reference."""

from typing import Any, NamedTuple

from counterfoil import faults
from counterfoil.ambient import new_token
from counterfoil.commerce.checkout import check_submit, order_from_basket
from counterfoil.commerce.redemptions import check_coupons, redeem_coupons
from counterfoil.documents import stored
from counterfoil.documents.basket import Basket
from counterfoil.documents.flash_types import PAYMENT_METHOD_NOT_APPLICABLE
from counterfoil.documents.order import Order
from counterfoil.hooks.points_system import CALCULATION
from counterfoil.shop.access import may_read_order, require_shopper, require_submitter
from counterfoil.shop.adjustment_limits import require_limits
from counterfoil.shop.basket_store import VALIDATE, Loaded, flashes_at_submit, load_basket
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.gift_certificates import CREATED, sell_certificates, settle_certificates, take_back
from counterfoil.shop.order_store import (
    LoadedOrder,
    follow_status,
    keep_order_answer,
    load_order,
    order_columns,
)
from counterfoil.shop.order_takes import redemption_takes
from counterfoil.shop.stock_store import held_for, not_available, takes_of, unless_lost
from counterfoil.store.records import (
    CertificateRefused,
    CertificateRow,
    Conflict,
    CouponUsedUp,
    DuplicateCertificate,
    DuplicateOrder,
    Lease,
    OrderColumns,
    OutOfStock,
    Reservation,
    Take,
)

_POINT = "dw.ocapi.shop.order."
_CREATE_ORDER_NO = "dw.order.createOrderNo"
_VALIDATE = _POINT + "validateOrder"
NUMBER_TRIES = 3
LONGEST_NUMBER = 50


class _Points(NamedTuple):
    """The extension points of a submit."""

    before: str
    after: str
    modify: str


_POST = _Points(_POINT + "beforePOST", _POINT + "afterPOST", _POINT + "modifyPOSTResponse")
_PUT = _Points(_POINT + "beforePUT", _POINT + "afterPUT", _POINT + "modifyPUTResponse")

_BASKET = "dw.ocapi.shop.basket."
_SUBMIT = _Points(_BASKET + "beforeSubmit", _BASKET + "afterSubmit", _BASKET + "modifySubmitResponse")


async def submit_order(call: Call) -> Answer:
    """Make an order of a basket; once only, whatever is retried or raced.

    Faults: INVALID_BASKET_ID, BASKET_NOT_FOUND, INVALID_CUSTOMER, VALIDATION, PRODUCT_ITEM_NOT_AVAILABLE,
    ORDER_ALREADY_EXISTS for a number a hook gave twice, RESOURCE_STATE_CONFLICT while another submits the basket.
    """
    require_shopper(call)
    return await _submit_at(call, _POST, _named_basket(call))


async def submit_basket(call: Call) -> Answer:
    """Make an order of the basket of the path; faults as those of submit_order."""
    require_shopper(call)
    return await _submit_at(call, _SUBMIT, call.path["basket_id"])


async def put_order(call: Call) -> Answer:
    """Make an order of a basket with the number of the path; a server may do so without a user.

    Faults: STRING_CONSTRAINT_VIOLATION for a number that is none, ORDER_ALREADY_EXISTS, and those of a submit.
    """
    require_submitter(call)
    order_no = call.path["order_no"]
    if not order_no.strip() or len(order_no) > LONGEST_NUMBER or not order_no.isprintable():
        expected = f"1 to {LONGEST_NUMBER} printable characters"
        raise faults.STRING_CONSTRAINT_VIOLATION(parameter="order_no", expected=expected)
    if await call.store.order(call.site_id, order_no) is not None:
        raise faults.ORDER_ALREADY_EXISTS(order_no=order_no)
    hooks = call.server.hooks
    points = _Points(*(own if hooks.registered(own) else other for own, other in zip(_PUT, _POST, strict=True)))
    answer = await _submit_at(call, points, _named_basket(call), order_no)
    await call.server.numbers.pass_over(call.site_id, "order", order_no)
    return answer


def _named_basket(call: Call) -> str:
    basket_id = call.body.basket_id if isinstance(call.body, Basket) else None
    if not basket_id:
        raise faults.INVALID_BASKET_ID()
    return basket_id


async def _submit_at(call: Call, points: _Points, basket_id: str, given_no: str | None = None) -> Answer:
    loaded = await load_basket(call, basket_id)
    leased = (points.before, *CALCULATION, VALIDATE, _CREATE_ORDER_NO, points.after, CREATED)
    async with call.lease("basket:" + basket_id, *leased) as lease:
        if lease.taken:
            loaded = await load_basket(call, basket_id)
        order, body = await _submit(call, loaded, lease.taken, points, given_no)
        lease.released()
    return await call.stateful(order, body, 1, points.modify, validation=(_VALIDATE, order.status == "new"))


async def _submit(
    call: Call, loaded: Loaded, lease: Lease | None, points: _Points, given_no: str | None
) -> tuple[Order, bytes]:
    basket = loaded.basket
    await call.before(points.before, basket)
    await call.calculate(basket)
    await require_limits(call, basket)
    check_submit(await flashes_at_submit(call, basket))
    check_coupons(basket)
    sold: list[CertificateRow] = []
    for _ in range(NUMBER_TRIES):
        take_back(basket, sold)
        order = make_order(call, basket, given_no or await _free_order_no(call, points))
        redeem_coupons(order, call.site.shop.coupons.by_id)
        await settle_certificates(call, order)
        await call.after(points.after, order)
        sold = await sell_certificates(call, order)
        stock = [*await takes_of(call, order), *await follow_status(call, order, "created")]
        takes = [*stock, *await redemption_takes(call, order), *sold]
        body = stored.encode(order)
        await keep_order_answer(call, order, body, 1)
        try:
            await _store_order(call, loaded, order_columns(call, order, basket.basket_id), body, takes, lease)
        except DuplicateOrder as duplicate:
            if duplicate.key == "basket_id":
                raise faults.BASKET_NOT_FOUND(basket_id=basket.basket_id or "") from None
            if given_no or call.server.hooks.registered(points.after, _CREATE_ORDER_NO):
                raise faults.ORDER_ALREADY_EXISTS(order_no=order.order_no or "") from None
            call.server.numbers.skip(call.site_id, "order")  # an order from elsewhere had the number
            continue
        except Conflict:
            raise await _lost(call, loaded) from None
        except OutOfStock as short:
            raise not_available(basket, short) from None
        except (CouponUsedUp, CertificateRefused) as refused:
            raise await _not_redeemed(call, basket, refused) from None
        except DuplicateCertificate:
            if call.server.hooks.registered(points.after, CREATED):
                items = order.gift_certificate_items or ()
                raise faults.GIFT_CERTIFICATE_CREATION(
                    gift_certificate_item_id=items[0].gift_certificate_item_id if items else None
                ) from None
            continue  # an imported certificate had the merchant id
        return order, body
    raise faults.STORE_UNAVAILABLE()


async def _store_order(
    call: Call, loaded: Loaded, columns: OrderColumns, body: bytes, takes: list[Take], lease: Lease | None
) -> None:
    """Turn the basket into the order, and what is held for it into what the order takes."""

    async def submit(held: Reservation | None) -> None:
        used = takes if held is None else [*takes, held]
        await call.store.submit(columns, body, loaded.revision, used, lease)

    await unless_lost(held_for(call, loaded.basket), submit)


async def get_order(call: Call) -> Answer:
    """Return an order to its owner or an agent; for everybody else, as for an unknown number, ORDER_NOT_FOUND."""
    order_no = call.path["order_no"]
    await call.before(_POINT + "beforeGET", order_no)
    if call.server.hooks.registered(_POINT + "modifyGETResponse", _VALIDATE):
        loaded = await load_visible_order(call, order_no)
        return await answer_order(call, loaded, _POINT + "modifyGETResponse")
    found = await call.store.order(call.site_id, order_no)
    if found is None or not may_read_order(call, found.customer_id):
        raise faults.ORDER_NOT_FOUND(order_no=order_no)
    return await call.stored(Order(order_no=order_no), found.body, found.revision)


async def load_visible_order(call: Call, order_no: str, known: LoadedOrder | None = None) -> LoadedOrder:
    """Return an order the caller may see; fault ORDER_NOT_FOUND."""
    loaded = await load_order(call, order_no, known)
    if loaded is None or not may_read_order(call, loaded.customer_id):
        raise faults.ORDER_NOT_FOUND(order_no=order_no)
    call.at_hand = loaded.order
    return loaded


async def open_order(call: Call, known: LoadedOrder | None = None) -> LoadedOrder:
    """Return the order of the path for a change, in the state the client knows.

    Faults: those of require_shopper, ORDER_NOT_FOUND, RESOURCE_STATE_CONFLICT, INVALID_IF_MATCH.
    """
    require_shopper(call)
    loaded = await load_visible_order(call, call.path["order_no"], known)
    call.check_state(loaded.body, loaded.revision)
    return loaded


async def answer_order(call: Call, loaded: LoadedOrder, point: str | None, *arguments: Any) -> Answer:
    """Answer an order with its state; ``arguments`` are those of the modify…Response point."""
    validation = (_VALIDATE, loaded.placed)
    return await call.stateful(
        loaded.order, loaded.body, loaded.revision, point, arguments=arguments, validation=validation
    )


def make_order(call: Call, basket: Basket, order_no: str) -> Order:
    """Make the order of a basket, as nobody has changed it yet."""
    caller = call.caller
    return order_from_basket(
        basket,
        order_no=order_no,
        order_token=new_token(call.server.ambient),
        now_text=call.now_text,
        created_by=caller.agent or "Customer",
        channel_type=channel_type(call),
        site_id=call.site_id,
    )


def channel_type(call: Call) -> str:
    """Return the channel an order belongs to by who works on it."""
    return "callcenter" if call.caller.is_agent else "storefront"


async def _free_order_no(call: Call, points: _Points) -> str:
    """Return the number of the next order; a taken one is noticed early where a hook must not run a second time."""
    order_no = await next_order_no(call)
    if call.server.hooks.registered(points.after) and not call.server.hooks.registered(_CREATE_ORDER_NO):
        for _ in range(NUMBER_TRIES):
            if await call.store.order(call.site_id, order_no) is None:
                break
            call.server.numbers.skip(call.site_id, "order")
            order_no = await next_order_no(call)
    return order_no


async def next_order_no(call: Call) -> str:
    """Return the number of the next order: from the hook dw.order.createOrderNo, else from the site's sequence."""
    answer = await call.ask(_CREATE_ORDER_NO)
    if isinstance(answer, str) and answer.strip():
        return answer.strip()[:LONGEST_NUMBER]
    return await call.server.numbers.next(call.site_id, "order")


async def _lost(call: Call, loaded: Loaded) -> faults.Fault:
    """Name the fault of a submit that found its basket changed: gone, or at another revision."""
    basket_id = loaded.basket.basket_id or ""
    if await call.store.basket(call.site_id, basket_id, call.now) is None:
        return faults.BASKET_NOT_FOUND(basket_id=basket_id)
    return call.changed_meanwhile(loaded.body, loaded.revision)


async def _not_redeemed(call: Call, basket: Basket, refused: CouponUsedUp | CertificateRefused) -> faults.Fault:
    """Name the fault of a submit that lost the race for a coupon or for a gift certificate's balance."""
    if isinstance(refused, CertificateRefused):
        return faults.VALIDATION(flashes=PAYMENT_METHOD_NOT_APPLICABLE.name)
    call.coupons_asked = None
    await call.calculate(basket)
    check_coupons(basket)
    return faults.RESOURCE_STATE_CONFLICT(client="", server="changed")
