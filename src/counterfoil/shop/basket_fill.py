"""Fill a new basket from a whole document, following section 3.1 of the resource reference."""

from counterfoil import faults
from counterfoil.commerce.basket_life import belong_to
from counterfoil.commerce.card_numbers import refuse_cards
from counterfoil.commerce.shipments import (
    DEFAULT_SHIPMENT,
    add_shipment,
    find_shipment,
    new_address,
    new_shipment,
    set_gift,
    set_number,
)
from counterfoil.commerce.shipping import SHIPPING_TEXT
from counterfoil.documents.basket import Basket, CustomerInfo
from counterfoil.documents.items import ShippingItem
from counterfoil.documents.shipment import Shipment, ShippingMethod
from counterfoil.shop.basket_items import put_items
from counterfoil.shop.basket_payment import put_payment_instrument
from counterfoil.shop.call import Call
from counterfoil.shop.gift_certificate_items import put_gift_certificate_items
from counterfoil.shop.price_adjustments import add_given_adjustments

_ALL = frozenset({"gift", "gift_message"})


def new_basket(call: Call, customer: CustomerInfo) -> Basket:
    """Make an empty basket: one default shipment, one shipping item, nothing computed."""
    basket = Basket(
        basket_id=call.new_id(),
        agent_basket=call.caller.is_agent,
        channel_type="callcenter" if call.caller.is_agent else "storefront",
        creation_date=call.now_text,
        last_modified=call.now_text,
        currency=call.site.shop.currency,
        taxation=call.site.data.taxation,
        created_by=call.caller.agent or "Customer",
        site_id=call.site_id,
        locale=call.locale,
        remote_host=call.remote_address or None,
        product_items=[],
        shipments=[new_shipment(DEFAULT_SHIPMENT)],
        shipping_items=[ShippingItem(item_id=call.new_id(), item_text=SHIPPING_TEXT, shipment_id=DEFAULT_SHIPMENT)],
        payment_instruments=[],
    )
    belong_to(basket, customer)
    return basket


async def fill(call: Call, basket: Basket, request: Basket) -> None:
    """Take over from a request document what may be set at creation; faults of items, shipments and payment."""
    _add_shipments(call, basket, request)
    if request.billing_address is not None:
        basket.billing_address = new_address(request.billing_address, call.new_id)
    await put_items(call, basket, request.product_items or [])
    put_gift_certificate_items(call, basket, request.gift_certificate_items or [])
    for instrument in request.payment_instruments or ():
        await put_payment_instrument(call, basket, instrument)
    add_given_adjustments(call, basket, request)
    refuse_cards(request)
    basket.custom.update(request.custom)


def _add_shipments(call: Call, basket: Basket, request: Basket) -> None:
    seen: set[str] = set()
    for given in request.shipments or ():
        shipment_id = given.shipment_id or DEFAULT_SHIPMENT
        if shipment_id in seen:
            raise faults.DUPLICATE_SHIPMENT_ID(shipment_id=shipment_id)
        seen.add(shipment_id)
        shipment = find_shipment(basket, shipment_id) or add_shipment(basket, shipment_id, call.new_id)
        set_number(basket, shipment, given.shipment_no)
        _set_shipment(call, shipment, given)


def _set_shipment(call: Call, shipment: Shipment, given: Shipment) -> None:
    if given.shipping_address is not None:
        shipment.shipping_address = new_address(given.shipping_address, call.new_id)
    if given.shipping_method is not None:
        if not given.shipping_method.id:
            raise faults.MISSING_SHIPPING_METHOD_ID()
        if given.shipping_method.id not in call.site.shop.shipping_methods:
            raise faults.INVALID_SHIPPING_METHOD_ID(shipping_method_id=given.shipping_method.id)
        shipment.shipping_method = ShippingMethod(id=given.shipping_method.id)
    set_gift(shipment, given, _ALL | given.custom.keys())
