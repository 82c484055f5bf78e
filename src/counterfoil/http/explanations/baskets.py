"""Explanations of faults of baskets and orders: what lies in the one at hand, and what the site offers it.

What the caller may not see is never at hand. Codes of coupons and gift certificates are not told.
"""

from counterfoil.commerce.manual_adjustments import places_of
from counterfoil.commerce.order_status import TRANSITIONS
from counterfoil.commerce.terms import Container
from counterfoil.documents.enums import ORDER_STATUSES
from counterfoil.documents.flash_types import TABLE as FLASHES
from counterfoil.http.explanations.asked import Asked, Explain, NotKnownError
from counterfoil.http.explanations.near import choices, listed

_MENDS = {
    "PaymentMethodRequired": "add a payment instrument",
    "BillingAddressRequired": "set billing_address",
    "CustomerEmailRequired": "set customer_info.email",
    "ShippingAddressRequired": "set shipping_address of each shipment",
    "ShippingMethodRequired": "set shipping_method of each shipment",
    "ShippingMethodNotApplicable": "choose a shipping method that applies to the shipment",
    "PaymentMethodNotApplicable": "choose a payment method that applies to the basket",
    "InvalidCouponCode": "remove the coupon",
    "InvalidCouponItem": "remove the coupon",
    "InvalidProductItem": "remove the product item",
    "InvalidOptionItem": "choose another option value",
    "ProductItemNotAvailable": "lower the quantity, or raise the stock",
    "ProductItemWithoutPrice": "give the product a price in the basket's currency",
    "OptionItemWithoutPrice": "give the option value a price in the basket's currency",
    "OrderTotalNotSet": "mend the other flashes first",
    "ProductItemAdjustedPriceLessThanZero": "take off less by hand",
    "ShippingItemAdjustedPriceNotSet": "choose a shipping method that has a price in the basket's currency",
}


def _at_hand(asked: Asked) -> Container:
    call = asked.exchange.call
    if call is None or call.at_hand is None:
        raise NotKnownError
    return call.at_hand


def _flashes(asked: Asked) -> str:
    """Say for each flash what mends it."""
    names = [name.strip() for name in asked.text("flashes").split(",")]
    return " ".join(f"{name}: {_MENDS.get(name, 'see its message')}." for name in names if name in FLASHES)


def _shipment(asked: Asked) -> str:
    ids = [shipment.shipment_id or "" for shipment in _at_hand(asked).shipments or ()]
    return choices(asked.text("shipment_id"), ids, "shipments")


def _product_item(asked: Asked) -> str:
    items = [item.item_id or "" for item in _at_hand(asked).product_items or ()]
    return choices(asked.text("item_id"), items, "product items") or "The basket has no product items."


def _shipping_item(asked: Asked) -> str:
    items = [item.item_id or "" for item in _at_hand(asked).shipping_items or ()]
    return choices(asked.text("item_id"), items, "shipping items") or "There are no shipping items."


def _coupon_item(asked: Asked) -> str:
    items = [item.coupon_item_id or "" for item in _at_hand(asked).coupon_items or ()]
    return choices(asked.text("coupon_item_id"), items, "coupon items") or "There are no coupon items."


def _gift_certificate_item(asked: Asked) -> str:
    items = [item.gift_certificate_item_id or "" for item in _at_hand(asked).gift_certificate_items or ()]
    given = asked.text("gift_certificate_item_id")
    return choices(given, items, "gift certificate items") or "There are no gift certificate items."


def _instrument(asked: Asked) -> str:
    instruments = [each.payment_instrument_id or "" for each in _at_hand(asked).payment_instruments or ()]
    given = asked.text("payment_instrument_id")
    return choices(given, instruments, "payment instruments") or "There are no payment instruments."


def _bonus_choice(asked: Asked) -> str:
    found = getattr(_at_hand(asked), "bonus_discount_line_items", None) or ()
    return choices(asked.text("bonus_discount_line_item_id"), [each.id or "" for each in found], "choices")


def _shipping_method(asked: Asked) -> str:
    """List the site's methods that are online; whether one applies depends on the shipment."""
    shop = asked.site.shop
    online = [name for name, method in shop.shipping_methods.items() if method.online_flag]
    return choices(asked.text("shipping_method_id"), online, "shipping methods of the site")


def _payment_method(asked: Asked) -> str:
    """List the site's methods that are enabled; whether one applies depends on amount, country and currency."""
    enabled = [name for name, method in asked.site.shop.payment_methods.items() if method.enabled_flag]
    return choices(asked.text("payment_method_id"), enabled, "payment methods of the site")


def _transition(asked: Asked) -> str:
    """List what may follow the status of the order, which the fault names anyway."""
    status = asked.text("status_from").lower()
    hooks_only = ("place", "undo_fail")
    following = [
        after for (before, after), effect in TRANSITIONS.items() if before == status and effect not in hooks_only
    ]
    if not following:
        return f"An order that is {status[:20]} stays so."
    more = " It becomes new by its authorised payment." if status == "created" else ""
    return f"After {status[:20]} come: {listed(following)}.{more}"


def _adjustment(asked: Asked) -> str:
    ids = [each.price_adjustment_id or "" for place in places_of(_at_hand(asked)) for each in place.adjustments]
    return choices(asked.text("price_adjustment_id"), ids, "price adjustments") or "There are no price adjustments."


def _bonus_products(asked: Asked) -> str:
    """Name the products of the choices of the basket."""
    found = getattr(_at_hand(asked), "bonus_discount_line_items", None) or ()
    products = [each.product_id or "" for choice in found for each in choice.bonus_products or ()]
    return choices(asked.text("product_id"), products, "bonus products")


def _bonus_quantity(asked: Asked) -> str:
    found = getattr(_at_hand(asked), "bonus_discount_line_items", None) or ()
    return " ".join(f"The choice {choice.id} gives {choice.max_bonus_items}." for choice in found)


def _note(asked: Asked) -> str:
    known = asked.argument("_known")
    if not isinstance(known, list):
        raise NotKnownError
    return choices(asked.text("note_id"), known, "notes") or "There are no notes."


def _limits(asked: Asked) -> str:
    """Name the roles whose limits count; they are those of the agent who asks."""
    caller = asked.exchange.caller
    return f"The agent's roles: {listed(sorted(caller.roles))}." if caller is not None and caller.roles else ""


def _status(asked: Asked) -> str:
    return choices(asked.text("status"), ORDER_STATUSES, "statuses")


EXPLANATIONS: dict[str, Explain] = {
    "VALIDATION": _flashes,
    "SHIPMENT_NOT_FOUND": _shipment,
    "INVALID_SHIPMENT_ID": _shipment,
    "DUPLICATE_SHIPMENT_ID": _shipment,
    "INVALID_PRODUCT_ITEM_ID": _product_item,
    "PRODUCT_ITEM_NOT_FOUND": _product_item,
    "SHIPPING_ITEM_NOT_FOUND": _shipping_item,
    "COUPON_ITEM_NOT_FOUND": _coupon_item,
    "GIFT_CERTIFICATE_ITEM_NOT_FOUND": _gift_certificate_item,
    "PAYMENT_INSTRUMENT_NOT_FOUND": _instrument,
    "BONUS_DISCOUNT_LINE_ITEM_NOT_FOUND": _bonus_choice,
    "INVALID_BONUS_PRODUCT": _bonus_products,
    "BONUS_PRODUCT_QUANTITY": _bonus_quantity,
    "PRICE_ADJUSTMENT_ID_NOT_FOUND": _adjustment,
    "INVALID_PRICE_ADJUSTMENT_ID": _adjustment,
    "PRICE_ADJUSTMENT_LIMIT_EXCEEDED": _limits,
    "NOTE_NOT_FOUND": _note,
    "INVALID_SHIPPING_METHOD_ID": _shipping_method,
    "MISSING_SHIPPING_METHOD_ID": _shipping_method,
    "INVALID_PAYMENT_METHOD": _payment_method,
    "INVALID_PAYMENT_METHOD_ID": _payment_method,
    "STATUS_TRANSITION_NOT_POSSIBLE": _transition,
    "INVALID_ORDER_STATUS": _status,
}
