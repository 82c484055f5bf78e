"""Manual price adjustments: which may be made, where they stand, and how they change. What they come to is worked out
with the rest of the basket.

Follows section 3.10 of the resource reference.
"""

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from counterfoil import faults
from counterfoil.commerce.money import quantum, round_to
from counterfoil.commerce.terms import Container, Line, lines_of
from counterfoil.documents.enums import REQUESTED_DISCOUNT_TYPES
from counterfoil.documents.items import ShippingItem
from counterfoil.documents.pricing import Discount, DiscountRequest, PriceAdjustment, PriceAdjustmentRequest
from counterfoil.documents.redact import redact

MOST = 100
"""Manual adjustments in one basket."""
GENERATED_PREFIX = "dw.manual."
PRODUCT, SHIPPING, ORDER = "product", "shipping", "order"
_DOCUMENT = "price_adjustment_request"
_HUNDRED = Decimal(100)


class Place(Struct, frozen=True, eq=False):
    """Where adjustments stand: on a line, a shipping item, or the container itself."""

    level: str
    holder: Container | Line | ShippingItem

    @property
    def item_id(self) -> str:
        """Return the id of the line; the container has none."""
        return "" if isinstance(self.holder, Container) else self.holder.item_id or ""

    @property
    def adjustments(self) -> list[PriceAdjustment]:
        """Return the adjustments that stand there, in order."""
        if isinstance(self.holder, Container):
            return self.holder.order_price_adjustments or []
        return self.holder.price_adjustments or []

    @property
    def manual(self) -> list[PriceAdjustment]:
        """Return those of them that are manual."""
        return [adjustment for adjustment in self.adjustments if adjustment.manual]

    def put(self, adjustments: list[PriceAdjustment]) -> None:
        """Let these adjustments stand there."""
        if isinstance(self.holder, Container):
            self.holder.order_price_adjustments = adjustments or None
        else:
            self.holder.price_adjustments = adjustments or None


class Maker(NamedTuple):
    """Who makes an adjustment, when, and what he may not call it."""

    created_by: str
    now_text: str
    promotion_ids: Collection[str]
    """Ids of the site's own promotions."""


def places_of(container: Container) -> Iterator[Place]:
    """Yield every place of a container where adjustments can stand."""
    for line in lines_of(container):
        yield Place(PRODUCT, line)
    for item in container.shipping_items or ():
        yield Place(SHIPPING, item)
    yield Place(ORDER, container)


def has_manual(container: Container) -> bool:
    """Say whether an adjustment of a container is manual."""
    holders = (*lines_of(container), *(container.shipping_items or ()))
    placed = (container.order_price_adjustments, *(holder.price_adjustments for holder in holders))
    return any(adjustment.manual for adjustments in placed if adjustments for adjustment in adjustments)


def place_of(container: Container, level: str, item_id: str | None) -> Place:
    """Return where a request wants its adjustment.

    Raises PRODUCT_ITEM_NOT_FOUND, SHIPPING_ITEM_NOT_FOUND, PROPERTY_CONSTRAINT_VIOLATION without an item id.
    """
    if level == ORDER:
        return Place(ORDER, container)
    if not item_id:
        raise faults.PROPERTY_CONSTRAINT_VIOLATION(document=_DOCUMENT, path="$.item_id")
    for place in places_of(container):
        if place.level == level and place.item_id == item_id:
            return place
    if level == PRODUCT:
        raise faults.PRODUCT_ITEM_NOT_FOUND(item_id=redact(item_id))
    raise faults.SHIPPING_ITEM_NOT_FOUND(item_id=redact(item_id))


def find_adjustment(container: Container, price_adjustment_id: str) -> tuple[Place, PriceAdjustment]:
    """Return a manual adjustment and its place.

    Raises INVALID_PRICE_ADJUSTMENT_ID, PRICE_ADJUSTMENT_ID_NOT_FOUND, PRICE_ADJUSTMENT_NOT_MANUAL.
    """
    if not price_adjustment_id.strip():
        raise faults.INVALID_PRICE_ADJUSTMENT_ID()
    for place in places_of(container):
        for adjustment in place.adjustments:
            if adjustment.price_adjustment_id == price_adjustment_id:
                if not adjustment.manual:
                    raise faults.PRICE_ADJUSTMENT_NOT_MANUAL(price_adjustment_id=price_adjustment_id)
                return place, adjustment
    raise faults.PRICE_ADJUSTMENT_ID_NOT_FOUND(price_adjustment_id=redact(price_adjustment_id))


def add_adjustment(
    container: Container, place: Place, request: PriceAdjustmentRequest, price_adjustment_id: str, maker: Maker
) -> PriceAdjustment:
    """Add a manual adjustment; without a promotion id it gets one of its own.

    Raises INVALID_PRICE_ADJUSTMENT_LEVEL, INVALID_PROMOTION_ID, SYSTEM_PROMOTION_ID, TOO_MANY_PROMOTIONS,
    MISSING_DISCOUNT_ATTRIBUTE, PROPERTY_CONSTRAINT_VIOLATION.
    """
    discount = _discount(request.discount, container)
    _check_level(place, discount)
    promotion_id = request.promotion_id or GENERATED_PREFIX + price_adjustment_id
    _check_promotion_id(container, promotion_id, maker.promotion_ids)
    if sum(len(other.manual) for other in places_of(container)) >= MOST:
        raise faults.TOO_MANY_PROMOTIONS(maximum=MOST)
    adjustment = PriceAdjustment(
        applied_discount=discount,
        created_by=maker.created_by,
        discounted_by=maker.created_by,
        creation_date=maker.now_text,
        custom=True,
        item_text=request.item_text,
        last_modified=maker.now_text,
        manual=True,
        price_adjustment_id=price_adjustment_id,
        promotion_id=promotion_id,
        reason_code=request.reason_code,
        custom_attributes=dict(request.custom),
    )
    place.put([*place.adjustments, adjustment])
    return adjustment


def change_discount(container: Container, adjustment: PriceAdjustment, request: DiscountRequest) -> None:
    """Change how much an adjustment takes off, never its type.

    Raises DISCOUNT_TYPE_CHANGE, MISSING_DISCOUNT_ATTRIBUTE, PROPERTY_CONSTRAINT_VIOLATION.
    """
    before = adjustment.applied_discount.type if adjustment.applied_discount else None
    if request.type is not None and request.type != before:
        raise faults.DISCOUNT_TYPE_CHANGE(type_from=before or "", type_to=request.type)
    request.type = before
    adjustment.applied_discount = _discount(request, container)


def remove_adjustment(place: Place, adjustment: PriceAdjustment) -> None:
    """Take an adjustment away."""
    place.put([other for other in place.adjustments if other is not adjustment])


def _discount(request: DiscountRequest | None, container: Container) -> Discount:
    """Return the discount that is kept: a percentage, or an amount in the container's currency."""
    if request is None or request.type not in REQUESTED_DISCOUNT_TYPES:
        raise faults.PROPERTY_CONSTRAINT_VIOLATION(document=_DOCUMENT, path="$.discount")
    percentage = request.type == "percentage"
    attribute = "percentage" if percentage else "amount"
    value = request.value
    if value is None:
        value = request.percentage if percentage else request.amount
    if value is None:
        raise faults.MISSING_DISCOUNT_ATTRIBUTE(type=request.type, attribute=attribute)
    if value < 0 or (percentage and value > _HUNDRED):
        raise faults.PROPERTY_CONSTRAINT_VIOLATION(document="discount_request", path="$.discount.value")
    if percentage:
        return Discount(type=request.type, percentage=value)
    return Discount(type=request.type, amount=round_to(value, quantum(container.currency or "")))


def _check_level(place: Place, discount: Discount) -> None:
    if discount.type != "fixed_price":
        return
    fixed = any(other.applied_discount and other.applied_discount.type == "fixed_price" for other in place.manual)
    if place.level == ORDER or fixed:
        raise faults.INVALID_PRICE_ADJUSTMENT_LEVEL(level=place.level)


def _check_promotion_id(container: Container, promotion_id: str, promotion_ids: Collection[str]) -> None:
    if promotion_id in promotion_ids:
        raise faults.SYSTEM_PROMOTION_ID(promotion_id=promotion_id)
    for place in places_of(container):
        if any(adjustment.promotion_id == promotion_id for adjustment in place.adjustments):
            raise faults.INVALID_PROMOTION_ID(promotion_id=promotion_id)
