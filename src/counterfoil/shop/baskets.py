"""The baskets resource: create, read, change, delete. Follows sections 3.1 and 3.3 of the resource reference."""

from counterfoil import faults
from counterfoil.commerce.card_numbers import refuse_cards
from counterfoil.commerce.currency_change import change_currency
from counterfoil.commerce.custom_attributes import change_custom
from counterfoil.commerce.shipments import change_shipping_items
from counterfoil.documents.basket import Basket
from counterfoil.documents.redact import redact
from counterfoil.shop.access import require_shopper
from counterfoil.shop.adjustment_limits import require_limits
from counterfoil.shop.basket_customer import customer_of_new, populate_customer
from counterfoil.shop.basket_fill import fill, new_basket
from counterfoil.shop.basket_quota import insert_in_slot, take_slot
from counterfoil.shop.basket_store import (
    answer_basket,
    look_at_basket,
    open_basket,
    save_and_answer,
)
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.coupons import enter_codes, settle_codes
from counterfoil.shop.locale import check_currency

_POINT = "dw.ocapi.shop.basket."


async def create_basket(call: Call) -> Answer:
    """Create a basket, empty or from a whole document, whose invalid coupon codes are left out.

    Faults: CUSTOMER_NOT_FOUND, INVALID_CUSTOMER, CUSTOMER_BASKETS_QUOTA_EXCEEDED, those of items, shipments, payment,
    MISSING_COUPON_CODE.
    """
    return await _create(call, silently=True)


async def create_basket_of_valid_coupons(call: Call) -> Answer:
    """Create a basket, empty or from a whole document; faults: those of create_basket, INVALID_COUPON_CODE."""
    return await _create(call, silently=False)


async def _create(call: Call, *, silently: bool) -> Answer:
    require_shopper(call)
    request = call.body if isinstance(call.body, Basket) else None
    await call.before(_POINT + "beforePOST", request)
    await call.before(_POINT + "beforePOST_v2", request)
    customer = await customer_of_new(call, request)
    basket = new_basket(call, customer)
    await populate_customer(call, basket)
    await take_slot(call, basket)
    if request is not None:
        await fill(call, basket, request)
        await enter_codes(call, basket, request.coupon_items or [], silently=silently)
    await call.calculate_after(_POINT + "afterPOST", basket)
    await require_limits(call, basket)
    settle_codes(basket, silently=silently)
    return await answer_basket(call, await insert_in_slot(call, basket), _POINT + "modifyPOSTResponse")


async def get_basket(call: Call) -> Answer:
    """Return a basket; faults BASKET_NOT_FOUND, INVALID_CUSTOMER."""
    require_shopper(call)
    await call.before(_POINT + "beforeGET", call.path["basket_id"])
    loaded = await look_at_basket(call, call.path["basket_id"])
    return await answer_basket(call, loaded, _POINT + "modifyGETResponse")


async def patch_basket(call: Call) -> Answer:
    """Change currency, source code and custom attributes.

    Faults: BASKET_NOT_FOUND, INVALID_CUSTOMER, UNSUPPORTED_CURRENCY, SOURCE_CODE_NOT_FOUND, SOURCE_CODE_INACTIVE,
    INVALID_SHIPPING_ITEM_ID, DUPLICATE_SHIPPING_ITEM_ID, SHIPPING_ITEM_NOT_FOUND,
    PROPERTY_CONSTRAINT_VIOLATION for a card number, RESOURCE_STATE_CONFLICT.
    """
    loaded = await open_basket(call)
    basket, request = loaded.basket, call.body
    if isinstance(request, Basket):
        await call.before(_POINT + "beforePATCH", basket, request)
        _change(call, basket, request)
    await call.calculate_after(_POINT + "afterPATCH", basket, request)
    return await save_and_answer(call, loaded, _POINT + "modifyPATCHResponse")


async def delete_basket(call: Call) -> Answer:
    """Delete a basket.

    Faults: BASKET_NOT_FOUND, INVALID_CUSTOMER, RESOURCE_STATE_CONFLICT, OBJECT_IN_DELETION while hooks of another
    request delete it.
    """
    loaded = await open_basket(call)
    basket_id, points = call.path["basket_id"], (_POINT + "beforeDELETE", _POINT + "afterDELETE")
    refusal = faults.OBJECT_IN_DELETION(object_id=basket_id)
    async with call.lease("deletion:" + basket_id, *points, refusal=refusal):
        await call.before(points[0], loaded.basket)
        await call.after(points[1], basket_id)
        await loaded.delete(call)
    return Answer(status=204)


def _change(call: Call, basket: Basket, request: Basket) -> None:
    if request.currency is not None and request.currency != basket.currency:
        check_currency(request.currency, call.site, call.server.settings.unknown_currency)
        change_currency(basket, request.currency)
    if "source_code" in call.present:
        basket.source_code = _source_code(call, request.source_code)
    refuse_cards(request)
    change_custom(basket.custom, request.custom, call.present)
    change_shipping_items(basket, request.shipping_items or ())


def _source_code(call: Call, source_code: str | None) -> str | None:
    """Return a source code that is in force; none at all takes the former one away."""
    if not source_code:
        return None
    known = call.site.shop.source_codes
    if not known.groups_of(source_code):
        raise faults.SOURCE_CODE_NOT_FOUND(source_code=redact(source_code))
    if known.active_group(source_code, call.now) is None:
        raise faults.SOURCE_CODE_INACTIVE(source_code=redact(source_code))
    return source_code
