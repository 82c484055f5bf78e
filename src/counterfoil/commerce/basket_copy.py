"""What of a basket goes into another customer's copy: the goods and how they are shipped, nothing personal.

Follows section 3.2 of the resource reference.
"""

from collections.abc import Callable

from counterfoil.commerce.shipments import DEFAULT_SHIPMENT, add_shipment, default_shipment
from counterfoil.documents.basket import Basket
from counterfoil.documents.items import OptionItem, ProductItem
from counterfoil.documents.shipment import ShippingMethod


def copy_contents(source: Basket, target: Basket, new_id: Callable[[], str]) -> None:
    """Copy products, shipments with their methods, currency, source code and custom attributes into a new basket.

    Left behind: addresses, e-mail address, gift messages, gift certificates, payment instruments, coupons, notes,
    manual price adjustments, and bonus products, which the copy's own promotions give.
    """
    target.currency, target.source_code = source.currency, source.source_code
    target.custom = {**source.custom, **target.custom}
    for position, shipment in enumerate(source.shipments or ()):
        shipment_id = shipment.shipment_id or DEFAULT_SHIPMENT
        if position == 0:
            made = default_shipment(target)
            made.shipment_id = shipment_id
            for item in target.shipping_items or ():
                item.shipment_id = shipment_id
        else:
            made = add_shipment(target, shipment_id, new_id)
        made.gift, made.custom = shipment.gift, dict(shipment.custom)
        if shipment.shipping_method is not None:
            made.shipping_method = ShippingMethod(id=shipment.shipping_method.id)
    target.product_items = [
        _copy_item(item, new_id) for item in source.product_items or () if not item.bonus_product_line_item
    ]


def _copy_item(item: ProductItem, new_id: Callable[[], str]) -> ProductItem:
    options = [
        OptionItem(
            item_id=new_id(),
            option_id=option.option_id,
            option_value_id=option.option_value_id,
            custom=dict(option.custom),
        )
        for option in item.option_items or ()
    ]
    return ProductItem(
        item_id=new_id(),
        product_id=item.product_id,
        quantity=item.quantity,
        shipment_id=item.shipment_id,
        inventory_id=item.inventory_id,
        option_items=options or None,
        gift=item.gift,
        custom=dict(item.custom),
    )
