"""May a basket be submitted, and the order that is made of it.

Follows the section on POST /orders of the order lifecycle reference.
"""

from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter

from msgspec.structs import replace

from counterfoil import faults
from counterfoil.documents.address import OrderAddress
from counterfoil.documents.basket import Basket, CustomerInfo
from counterfoil.documents.flash import Flash
from counterfoil.documents.order import Order
from counterfoil.documents.shipment import Shipment

_COPIED = tuple(name for name in Order.__struct_fields__ if name in Basket.__struct_fields__ and name != "notes")
"""What an order takes over from the basket as it is."""
_values = attrgetter(*_COPIED)
_CONSEQUENCES = frozenset({"OrderTotalNotSet", "ShippingItemAdjustedPriceNotSet"})
"""Flashes that an item without a price brings with it."""


def check_submit(flashes: Sequence[Flash]) -> None:
    """Refuse a basket that has flashes.

    Raises VALIDATION; but when nothing other than products stands in the way, the fault of the first of them:
    INVALID_PRODUCT_ITEM, PRODUCT_ITEM_NOT_AVAILABLE, INVALID_PRODUCT_OPTION_ITEM or INVALID_PRODUCT_OPTION_VALUE_ITEM.
    """
    if not flashes:
        return
    causes = [flash for flash in flashes if flash.type not in _CONSEQUENCES]
    of_products = [_product_fault(flash) for flash in causes]
    if of_products and of_products[0] is not None and None not in of_products:
        raise of_products[0]
    raise faults.VALIDATION(flashes=", ".join(flash.type or "" for flash in flashes))


def _product_fault(flash: Flash) -> faults.Fault | None:
    """Return the fault that a flash about a product has of its own."""
    details = flash.details or {}
    product_id = details.get("productId")
    match flash.type:
        case "InvalidProductItem":
            return faults.INVALID_PRODUCT_ITEM(product_id=product_id)
        case "ProductItemNotAvailable":
            return faults.PRODUCT_ITEM_NOT_AVAILABLE(product_id=product_id, quantity=details.get("quantity"))
        case "InvalidOptionItem" if "optionValueId" in details:
            return faults.INVALID_PRODUCT_OPTION_VALUE_ITEM(
                product_id=product_id, option_id=details["optionId"], option_value_id=details["optionValueId"]
            )
        case "InvalidOptionItem":
            return faults.INVALID_PRODUCT_OPTION_ITEM(product_id=product_id, option_id=details.get("optionId"))
    return None


def may_submit(flashes: Sequence[Flash]) -> bool:
    """Say whether a basket with these flashes may become an order."""
    return not flashes


def order_from_basket(
    basket: Basket,
    *,
    order_no: str,
    order_token: str,
    now_text: str,
    created_by: str,
    channel_type: str,
    site_id: str,
) -> Order:
    """Make the order of a basket, status ``created``; the documents below are shared with the basket.

    Empty shipments are left out with their shipping items. Card numbers and security codes are not in a basket, so
    that there is nothing left to mask.
    """
    order = Order(**dict(zip(_COPIED, _values(basket), strict=True)))
    _drop_empty_shipments(order)
    order.order_no, order.order_token, order.site_id = order_no, order_token, site_id
    order.creation_date = order.last_modified = now_text
    order.created_by, order.channel_type = created_by, channel_type
    order.status, order.confirmation_status = "created", "not_confirmed"
    order.export_status, order.payment_status, order.shipping_status = "not_exported", "not_paid", "not_shipped"
    order.customer_name = _customer_name(basket)
    info = basket.customer_info
    order.customer_info = replace(info, customer_name=order.customer_name) if info else CustomerInfo()
    return order


def _drop_empty_shipments(order: Order) -> None:
    used = {item.shipment_id for item in order.product_items or ()}
    used.update(item.shipment_id for item in order.gift_certificate_items or ())
    shipments = [
        shipment for shipment in order.shipments or () if shipment.shipment_id in used or _costs_something(shipment)
    ]
    if len(shipments) == len(order.shipments or ()):
        return
    kept = {shipment.shipment_id for shipment in shipments}
    order.shipments = shipments or None
    order.shipping_items = [item for item in order.shipping_items or () if item.shipment_id in kept] or None


def _costs_something(shipment: Shipment) -> bool:
    return bool(shipment.shipment_total or Decimal(0))


def _customer_name(basket: Basket) -> str | None:
    """Return the name the customer is known by, else the one of the billing address."""
    known = basket.customer_name or (basket.customer_info.customer_name if basket.customer_info else None)
    if known:
        return known
    return _full_name(basket.billing_address) if basket.billing_address else None


def _full_name(address: OrderAddress) -> str | None:
    names = (address.first_name, address.last_name)
    return address.full_name or " ".join(name for name in names if name) or None
