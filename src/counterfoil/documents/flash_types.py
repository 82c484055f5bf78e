"""Every type of flash as a row: its message and the versions that raise it.

Follows the flash section of the Shop API reference; the first texts are recorded, doubled quotes included.
"""

from typing import NamedTuple

from counterfoil.documents.flash import Flash
from counterfoil.versions import Version, covers, parse_version


class FlashType(NamedTuple):
    """A type of flash; ``since`` included, ``until`` excluded."""

    name: str
    message: str
    since: Version | None = None
    until: Version | None = None


TABLE: dict[str, FlashType] = {}


def _flash(name: str, message: str, since: str | None = None, until: str | None = None) -> FlashType:
    row = FlashType(name, message, parse_version(since) if since else None, parse_version(until) if until else None)
    TABLE[name] = row
    return row


PAYMENT_METHOD_REQUIRED = _flash(
    "PaymentMethodRequired", "No payment method ID was specified. Please provide a valid payment method ID."
)
PAYMENT_METHOD_NOT_APPLICABLE = _flash(
    "PaymentMethodNotApplicable",
    "The payment method ''{payment_method_id}'' is not applicable. Please provide a valid payment method ID.",
)
BILLING_ADDRESS_REQUIRED = _flash(
    "BillingAddressRequired", "No billing address was specified. Please provide a valid billing address."
)
CUSTOMER_EMAIL_REQUIRED = _flash(
    "CustomerEmailRequired",
    "No customer email was specified. Please provide a valid customer email.",
    until="17.3",
)
INVALID_COUPON_ITEM = _flash(
    "InvalidCouponItem", "The coupon code ''{coupon_code}'' is not valid. Please remove the coupon.", until="16.1"
)
INVALID_COUPON_CODE = _flash(
    "InvalidCouponCode", "The coupon code ''{coupon_code}'' is not valid. Please remove the coupon.", "16.1", "17.3"
)
ORDER_TOTAL_NOT_SET = _flash("OrderTotalNotSet", "Order total missing, calculation failed.")
INVALID_PRODUCT_ITEM = _flash(
    "InvalidProductItem", "The product ''{product_id}'' is not available. Please remove the product item."
)
INVALID_OPTION_ITEM = _flash(
    "InvalidOptionItem", "The option ''{option_id}'' with value ''{option_value_id}'' is not available."
)
PRODUCT_ITEM_WITHOUT_PRICE = _flash("ProductItemWithoutPrice", "Price missing for product item ''{item_id}''.")
OPTION_ITEM_WITHOUT_PRICE = _flash("OptionItemWithoutPrice", "Price missing for option item ''{item_id}''.")
PRODUCT_ITEM_NOT_AVAILABLE = _flash(
    "ProductItemNotAvailable", "The product ''{product_id}'' is not available in the quantity {quantity}."
)
PRODUCT_ITEM_ADJUSTED_PRICE_LESS_THAN_ZERO = _flash(
    "ProductItemAdjustedPriceLessThanZero", "The adjusted price of product item ''{item_id}'' is less than zero."
)
SHIPPING_ADDRESS_REQUIRED = _flash(
    "ShippingAddressRequired", "No shipping address was specified. Please provide a valid shipping address."
)
SHIPPING_METHOD_REQUIRED = _flash(
    "ShippingMethodRequired", "No shipping method ID was specified. Please provide a valid shipping method ID."
)
SHIPPING_METHOD_NOT_APPLICABLE = _flash(
    "ShippingMethodNotApplicable",
    "The shipping method ''{shipping_method_id}'' is not applicable. Please provide a valid shipping method ID.",
)
SHIPPING_ITEM_ADJUSTED_PRICE_NOT_SET = _flash(
    "ShippingItemAdjustedPriceNotSet", "Price missing for shipping item ''{item_id}''."
)


def raised_in(flashes: list[Flash], version: Version) -> list[Flash]:
    """Return the flashes whose type a version raises."""
    return [flash for flash in flashes if _raised(flash, version)]


def _raised(flash: Flash, version: Version) -> bool:
    row = TABLE.get(flash.type or "")
    return row is None or covers(version, row.since, row.until)
