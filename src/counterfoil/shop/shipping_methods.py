"""Shipping methods of a shipment: list what applies, choose one. Follows section 3.8 of the resource reference."""

from counterfoil import faults
from counterfoil.commerce.card_numbers import refuse_cards
from counterfoil.commerce.promotions.shown import shipping_promotions
from counterfoil.commerce.shipments import find_shipment
from counterfoil.commerce.shipping_methods import is_applicable, shipping_method_result
from counterfoil.documents.basket import Basket
from counterfoil.documents.redact import redact
from counterfoil.documents.shipment import Shipment, ShippingMethod, ShippingMethodResult
from counterfoil.shop.access import require_shopper
from counterfoil.shop.basket_store import look_at_basket, open_basket, save_and_answer
from counterfoil.shop.call import Answer, Call

_POINT = "dw.ocapi.shop.basket.shipment.shipping_method."
_POINTS = "dw.ocapi.shop.basket.shipments.shipping_methods."


async def list_shipping_methods(call: Call) -> Answer:
    """Answer which shipping methods a shipment may use, with prices and the site's default.

    Faults: those of require_shopper, BASKET_NOT_FOUND, INVALID_CUSTOMER, SHIPMENT_NOT_FOUND.
    """
    require_shopper(call)
    await call.before(_POINTS + "beforeGET", call.path["basket_id"], call.path["shipment_id"])
    basket = (await look_at_basket(call, call.path["basket_id"])).basket
    shipment = _find(basket, call.path["shipment_id"])
    products = await call.load_basket_products(basket)
    shopper = await call.load_shopper(basket)
    shop = call.site.shop
    result = shipping_method_result(
        shipment,
        basket,
        shop,
        products,
        now=call.now,
        customer_groups=shopper.groups,
        locale=basket.locale,
        promotions=shipping_promotions(basket, shop, products, now=call.now, shopper=shopper, locale=basket.locale),
    )
    rendered = call.render(result)
    await call.ask(_POINTS + "modifyGETResponse_v2", basket, rendered)
    return Answer(document=rendered, document_class=ShippingMethodResult)


async def set_shipping_method(call: Call) -> Answer:
    """Choose the shipping method of a shipment.

    Faults: those of open_basket, SHIPMENT_NOT_FOUND, MISSING_SHIPPING_METHOD_ID, INVALID_SHIPPING_METHOD_ID,
    RESOURCE_STATE_CONFLICT.
    """
    loaded = await open_basket(call)
    basket = loaded.basket
    shipment = _find(basket, call.path["shipment_id"])
    request = call.body if isinstance(call.body, ShippingMethod) else ShippingMethod()
    await call.before(_POINT + "beforePUT", basket, shipment, request)
    await choose_method(call, basket, shipment, request)
    await call.calculate_after(_POINT + "afterPUT", basket, shipment, request)
    return await save_and_answer(call, loaded, _POINT + "modifyPUTResponse", request)


async def choose_method(call: Call, basket: Basket, shipment: Shipment, given: ShippingMethod) -> None:
    """Give a shipment a method that it may use; faults MISSING_SHIPPING_METHOD_ID, INVALID_SHIPPING_METHOD_ID."""
    if not given.id:
        raise faults.MISSING_SHIPPING_METHOD_ID()
    refuse_cards(given)
    shop = call.site.shop
    method = shop.shipping_methods.get(given.id)
    products = await call.load_basket_products(basket)
    shopper = await call.load_shopper(basket)
    if method is None or not is_applicable(
        method, shipment, basket, shop, products, now=call.now, customer_groups=shopper.groups
    ):
        raise faults.INVALID_SHIPPING_METHOD_ID(shipping_method_id=redact(given.id))
    shipment.shipping_method = ShippingMethod(id=given.id, custom=dict(given.custom))


def _find(basket: Basket, shipment_id: str) -> Shipment:
    shipment = find_shipment(basket, shipment_id)
    if shipment is None:
        raise faults.SHIPMENT_NOT_FOUND(shipment_id=shipment_id)
    return shipment
