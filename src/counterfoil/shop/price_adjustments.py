"""Manual price adjustments of a basket: what agents take off by hand. Follows section 3.10 of the resource reference.

Only agents may, with the functional permission of the level, and within the limits of their roles.
"""

from collections.abc import Iterator

from counterfoil import faults
from counterfoil.commerce import manual_adjustments
from counterfoil.commerce.custom_attributes import change_custom
from counterfoil.commerce.manual_adjustments import ORDER, PRODUCT, SHIPPING, Maker, Place
from counterfoil.commerce.payment import refuse_card_numbers_in
from counterfoil.documents.basket import Basket
from counterfoil.documents.items import ProductItem, ShippingItem
from counterfoil.documents.pricing import DiscountRequest, PriceAdjustment, PriceAdjustmentRequest
from counterfoil.identity.caller import ADJUST_PERMISSIONS
from counterfoil.shop.access import require_account
from counterfoil.shop.adjustment_limits import require_limits
from counterfoil.shop.basket_store import open_basket, save_and_answer
from counterfoil.shop.call import Answer, Call

_POINT = "dw.ocapi.shop.basket.price_adjustment."
_DOCUMENT = "price_adjustment_request"


async def add_price_adjustment(call: Call) -> Answer:
    """Add a manual price adjustment to a product item, a shipping item or the whole basket.

    Faults: those of open_basket and of require_account, PRODUCT_ITEM_NOT_FOUND, SHIPPING_ITEM_NOT_FOUND, those of
    commerce.manual_adjustments.add_adjustment, PRICE_ADJUSTMENT_LIMIT_EXCEEDED, RESOURCE_STATE_CONFLICT.
    """
    loaded = await open_basket(call)
    basket, request = loaded.basket, _request(call)
    _require_permission(call, request.level or ORDER)
    await call.before(_POINT + "beforePOST", basket, request)
    place = manual_adjustments.place_of(basket, request.level or ORDER, request.item_id)
    _add(call, basket, place, request)
    await call.calculate_after(_POINT + "afterPOST", basket, request)
    await require_limits(call, basket)
    return await save_and_answer(call, loaded, _POINT + "modifyPOSTResponse", request)


async def patch_price_adjustment(call: Call) -> Answer:
    """Change discount, text, reason and custom attributes of a manual price adjustment.

    Faults: those of open_basket and of require_account, PRICE_ADJUSTMENT_ID_NOT_FOUND, PRICE_ADJUSTMENT_NOT_MANUAL,
    INVALID_PRICE_ADJUSTMENT_ID, DISCOUNT_TYPE_CHANGE, MISSING_DISCOUNT_ATTRIBUTE, PRICE_ADJUSTMENT_LIMIT_EXCEEDED.
    """
    loaded = await open_basket(call)
    basket, request = loaded.basket, _request(call)
    place, adjustment = manual_adjustments.find_adjustment(basket, call.path["price_adjustment_id"])
    _require_permission(call, place.level)
    await call.before(_POINT + "beforePATCH", basket, adjustment, request)
    _change(call, basket, adjustment, request)
    await call.calculate_after(_POINT + "afterPATCH", basket, adjustment, request)
    await require_limits(call, basket)
    return await save_and_answer(call, loaded, _POINT + "modifyPATCHResponse", call.path["price_adjustment_id"])


async def delete_price_adjustment(call: Call) -> Answer:
    """Take a manual price adjustment away.

    Faults: those of open_basket and of require_account, PRICE_ADJUSTMENT_ID_NOT_FOUND, PRICE_ADJUSTMENT_NOT_MANUAL,
    INVALID_PRICE_ADJUSTMENT_ID.
    """
    loaded = await open_basket(call)
    basket, price_adjustment_id = loaded.basket, call.path["price_adjustment_id"]
    place, adjustment = manual_adjustments.find_adjustment(basket, price_adjustment_id)
    _require_permission(call, place.level)
    await call.before(_POINT + "beforeDELETE", basket, price_adjustment_id)
    manual_adjustments.remove_adjustment(place, adjustment)
    await call.calculate_after(_POINT + "afterDELETE", basket, price_adjustment_id)
    return await save_and_answer(call, loaded, _POINT + "modifyDELETEResponse", price_adjustment_id)


def add_given_adjustments(call: Call, basket: Basket, request: Basket) -> None:
    """Add the adjustments that an agent's document for a new basket holds.

    A customer's are not looked at: he sends back what he was shown. Faults: USER_ACCESS_FORBIDDEN, those of
    commerce.manual_adjustments.add_adjustment.
    """
    if not call.caller.is_agent:
        return
    given = [(place, adjustment) for place, adjustments in _given(basket, request) for adjustment in adjustments]
    for place, adjustment in given:
        _require_permission(call, place.level)
        discount = adjustment.applied_discount
        made = PriceAdjustmentRequest(
            discount=None
            if discount is None
            else DiscountRequest(type=discount.type, amount=discount.amount, percentage=discount.percentage),
            item_text=adjustment.item_text,
            promotion_id=adjustment.promotion_id,
            reason_code=adjustment.reason_code,
            custom=adjustment.custom_attributes,
        )
        _add(call, basket, place, made)


def _given(basket: Basket, request: Basket) -> Iterator[tuple[Place, list[PriceAdjustment]]]:
    """Pair the adjustments of a document with the places they are meant for in the basket made of it."""
    yield Place(ORDER, basket), request.order_price_adjustments or []
    seen: dict[tuple[str | None, str | None], int] = {}
    default = basket.shipments[0].shipment_id if basket.shipments else None
    for item in request.product_items or ():
        key = (item.product_id, item.shipment_id or default)
        number = seen[key] = seen.get(key, -1) + 1
        if item.price_adjustments:
            yield Place(PRODUCT, _product_item(basket, key, number)), item.price_adjustments
    for shipping in request.shipping_items or ():
        if shipping.price_adjustments:
            yield Place(SHIPPING, _shipping_item(basket, shipping.shipment_id or default)), shipping.price_adjustments


def _product_item(basket: Basket, key: tuple[str | None, str | None], number: int) -> ProductItem:
    """Return the line a product of the document became; several may have become one."""
    lines = [item for item in basket.product_items or () if (item.product_id, item.shipment_id) == key]
    return lines[min(number, len(lines) - 1)]


def _shipping_item(basket: Basket, shipment_id: str | None) -> ShippingItem:
    for item in basket.shipping_items or ():
        if item.shipment_id == shipment_id:
            return item
    raise faults.SHIPMENT_NOT_FOUND(shipment_id=shipment_id or "")


def _request(call: Call) -> PriceAdjustmentRequest:
    return call.body if isinstance(call.body, PriceAdjustmentRequest) else PriceAdjustmentRequest()


def _require_permission(call: Call, level: str) -> None:
    require_account(call, [ADJUST_PERMISSIONS[level]])


def _refuse_card_numbers(request: PriceAdjustmentRequest) -> None:
    texts = {"item_text": request.item_text or "", "promotion_id": request.promotion_id or ""}
    refuse_card_numbers_in({**texts, **request.custom}, _DOCUMENT)


def _add(call: Call, basket: Basket, place: Place, request: PriceAdjustmentRequest) -> None:
    _refuse_card_numbers(request)
    maker = Maker(call.caller.agent, call.now_text, call.site.shop.promotions)
    manual_adjustments.add_adjustment(basket, place, request, call.new_id(), maker)


def _change(call: Call, basket: Basket, adjustment: PriceAdjustment, request: PriceAdjustmentRequest) -> None:
    _refuse_card_numbers(request)
    if request.discount is not None:
        manual_adjustments.change_discount(basket, adjustment, request.discount)
        adjustment.discounted_by = call.caller.agent
    if "item_text" in call.present:
        adjustment.item_text = request.item_text
    if "reason_code" in call.present:
        adjustment.reason_code = request.reason_code
    change_custom(adjustment.custom_attributes, request.custom, call.present)
    adjustment.last_modified = call.now_text
