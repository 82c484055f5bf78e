"""Coupons, price adjustments and discounts.

Follows the documents page of the Shop API reference; the 15.2 order is that of the Orders page.
"""

from typing import Annotated, Any, ClassVar

from msgspec import field

from counterfoil.documents.enums import (
    ADJUSTMENT_LEVELS,
    ADJUSTMENT_LIMIT_TYPES,
    COUPON_STATUS_CODES,
    DISCOUNT_TYPES,
    REASON_CODES,
    REQUESTED_DISCOUNT_TYPES,
)
from counterfoil.documents.promotion import PromotionLink, promotion_url
from counterfoil.documents.properties import CustomDocument, DateTime, Document, Money, Number, prop
from counterfoil.documents.shipment import ShippingMethod


class CouponItem(CustomDocument):
    code: Annotated[str | None, prop(mandatory=True, max_length=256)] = None
    coupon_item_id: Annotated[str | None, prop(read_only=True)] = None
    status_code: Annotated[str | None, prop(enum=COUPON_STATUS_CODES, read_only=True)] = None
    valid: Annotated[bool | None, prop(read_only=True)] = None

    coupon_id: Annotated[str | None, prop(internal=True)] = None
    """The coupon the code belongs to."""
    redeemed_by: Annotated[str | None, prop(internal=True)] = None
    """On an order that used the code up: the customer it counts for."""
    redeemed_code: Annotated[str | None, prop(internal=True)] = None
    """On an order that used the code up: the form in which its uses are counted."""


class Discount(Document):
    amount: Money | None = None
    percentage: Number | None = None
    price_book_id: str | None = None
    type: Annotated[str | None, prop(mandatory=True, enum=DISCOUNT_TYPES)] = None


class PriceAdjustment(Document):
    properties_15: ClassVar[tuple[str, ...] | None] = (
        "coupon_code",
        "promotion_id",
        "promotion_link",
        "item_text",
        "price",
    )
    custom_attribute: ClassVar[str | None] = "custom_attributes"

    applied_discount: Discount | None = None
    """Taken over from a request only where an agent makes a basket with manual adjustments."""
    coupon_code: Annotated[str | None, prop(read_only=True)] = None
    created_by: Annotated[str | None, prop(read_only=True)] = None
    creation_date: Annotated[DateTime | None, prop(read_only=True)] = None
    custom: Annotated[bool | None, prop(read_only=True)] = None
    item_text: str | None = None
    last_modified: Annotated[DateTime | None, prop(read_only=True)] = None
    manual: Annotated[bool | None, prop(read_only=True)] = None
    price: Annotated[Money | None, prop(read_only=True)] = None
    price_adjustment_id: Annotated[str | None, prop(read_only=True)] = None
    promotion_id: str | None = None
    promotion_link: Annotated[str | None, prop(read_only=True, computed=promotion_url)] = None
    reason_code: Annotated[str | None, prop(enum=REASON_CODES)] = None
    custom_attributes: dict[str, Any] = field(default_factory=dict)
    """Custom attributes by wire name; ``custom`` is a property of this document."""

    discounted_by: Annotated[str | None, prop(internal=True)] = None
    """Login of the agent who set the discount of a manual adjustment last; his limits hold for it."""
    of_shipping: Annotated[bool | None, prop(internal=True)] = None
    """Whether a script made it for the shipping of the whole; the item it stands at bears it."""
    taxes: Annotated[list[dict[str, Any]] | None, prop(internal=True)] = None
    """The taxes that a script has put together to that of the line, each by its id."""


class DiscountRequest(Document):
    amount: Annotated[Money | None, prop(minimum=0)] = None
    """The value as a price adjustment shows it, which a change may use too."""
    percentage: Annotated[Number | None, prop(minimum=0, maximum=100)] = None
    type: Annotated[str | None, prop(mandatory=True, enum=REQUESTED_DISCOUNT_TYPES)] = None
    value: Annotated[Money | None, prop(mandatory=True, minimum=0)] = None


class PriceAdjustmentRequest(CustomDocument):
    discount: DiscountRequest | None = None
    item_id: str | None = None
    item_text: str | None = None
    level: Annotated[str | None, prop(mandatory=True, enum=ADJUSTMENT_LEVELS)] = None
    promotion_id: str | None = None
    reason_code: Annotated[str | None, prop(enum=REASON_CODES)] = None


class ApproachingDiscount(CustomDocument):
    condition_threshold: Money | None = None
    discount: Discount | None = None
    merchandise_total: Money | None = None
    promotion_link: PromotionLink | None = None
    shipment_id: str | None = None
    shipping_methods: list[ShippingMethod] | None = None
    type: str | None = None


class ApproachingDiscountResult(Document):
    approaching_discounts: list[ApproachingDiscount] | None = None


class PriceAdjustmentLimit(Document):
    amount: Money | None = None
    currency: str | None = None
    percent: Number | None = None
    type: Annotated[str | None, prop(enum=ADJUSTMENT_LIMIT_TYPES)] = None


class PriceAdjustmentLimits(Document):
    limits: list[PriceAdjustmentLimit] | None = None
