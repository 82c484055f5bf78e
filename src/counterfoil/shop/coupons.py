"""Coupons of a basket: enter a code, take it out. Follows section 3.5 of the resource reference."""

from collections.abc import Sequence

from counterfoil import faults
from counterfoil.documents.basket import Basket
from counterfoil.documents.pricing import CouponItem
from counterfoil.documents.redact import redact
from counterfoil.shop.basket_store import open_basket, save_and_answer
from counterfoil.shop.call import Answer, Call

_POINT = "dw.ocapi.shop.basket.coupon."
_MOST_COUPONS = 100


async def add_coupon(call: Call) -> Answer:
    """Enter a coupon code.

    Faults: those of open_basket, MISSING_COUPON_CODE, INVALID_COUPON_CODE, RESOURCE_STATE_CONFLICT.
    """
    loaded = await open_basket(call)
    basket = loaded.basket
    request = call.body if isinstance(call.body, CouponItem) else CouponItem()
    await call.before(_POINT + "beforePOST", basket, request)
    item = await enter_code(call, basket, request)
    await call.calculate_after(_POINT + "afterPOST", basket, request)
    if item.valid is False:
        raise _invalid(item.code, item.status_code)
    return await save_and_answer(call, loaded, _POINT + "modifyPOSTResponse", request)


async def delete_coupon(call: Call) -> Answer:
    """Take a coupon code out of a basket.

    Faults: those of open_basket, COUPON_ITEM_NOT_FOUND, RESOURCE_STATE_CONFLICT.
    """
    loaded = await open_basket(call)
    basket, item_id = loaded.basket, call.path["coupon_item_id"]
    item = next((item for item in basket.coupon_items or () if item.coupon_item_id == item_id), None)
    if item is None:
        raise faults.COUPON_ITEM_NOT_FOUND(coupon_item_id=redact(item_id))
    await call.before(_POINT + "beforeDELETE", basket, item_id)
    basket.coupon_items = [kept for kept in basket.coupon_items or () if kept is not item] or None
    await call.calculate_after(_POINT + "afterDELETE", basket, item_id)
    return await save_and_answer(call, loaded, _POINT + "modifyDELETEResponse", item_id)


async def enter_code(call: Call, basket: Basket, given: CouponItem) -> CouponItem:
    """Put a code that some coupon has into a basket, whose calculation decides whether it is valid.

    Faults: MISSING_COUPON_CODE, INVALID_COUPON_CODE.
    """
    code = (given.code or "").strip()
    if not code:
        raise faults.MISSING_COUPON_CODE()
    earlier = list(basket.coupon_items or ())
    item = CouponItem(coupon_item_id=call.new_id(), code=code, custom=dict(given.custom))
    basket.coupon_items = [*earlier, item]
    shopper = await call.load_shopper(basket)
    coupon = call.site.shop.coupons.of_code(code, shopper.coupons)
    if coupon is None or len(earlier) >= _MOST_COUPONS:
        basket.coupon_items = earlier or None
        raise _invalid(code, "coupon_code_unknown" if coupon is None else None)
    item.coupon_id = coupon.coupon_id
    return item


async def enter_codes(call: Call, basket: Basket, given: Sequence[CouponItem], *, silently: bool) -> None:
    """Put the coupon codes of a whole document into a new basket; invalid ones are left out if ``silently``.

    Faults: MISSING_COUPON_CODE, INVALID_COUPON_CODE.
    """
    for item in given:
        try:
            await enter_code(call, basket, item)
        except faults.Fault as fault:
            if fault.kind is not faults.INVALID_COUPON_CODE or not silently:
                raise


def settle_codes(basket: Basket, *, silently: bool) -> None:
    """Treat the codes of a new basket in the same way that its calculation found to be invalid."""
    invalid = [item for item in basket.coupon_items or () if item.valid is False]
    if invalid and not silently:
        raise _invalid(invalid[0].code, invalid[0].status_code)
    if invalid:
        basket.coupon_items = [item for item in basket.coupon_items or () if item.valid is not False] or None


def _invalid(code: str | None, status: str | None) -> faults.Fault:
    return faults.INVALID_COUPON_CODE(coupon_code=redact(code or ""), _status=status)
