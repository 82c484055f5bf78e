"""The price adjustments that promotions make; those of the last calculation are taken away and their ids kept.

Follows the price adjustment of the documents page; recorded ones show which properties are there.
"""

from collections.abc import Iterable
from decimal import Decimal

from counterfoil.commerce.promotions.offer import Offer
from counterfoil.commerce.terms import Container, Terms
from counterfoil.commerce.texts import localised
from counterfoil.documents.items import ProductItem, ShippingItem
from counterfoil.documents.pricing import Discount, PriceAdjustment
from counterfoil.documents.promotion_data import PromotionDiscount
from counterfoil.timestamps import date_time

ORDER = ""
"""Stands for the container itself where adjustments are named by the id of their item."""
_ONE = Decimal(1)
_DOCUMENT_TYPES = {"free_shipping": "free", "fixed_price_shipping": "fixed_price"}


def is_system(adjustment: PriceAdjustment) -> bool:
    """Say whether the promotion engine made an adjustment: neither a person nor a hook did."""
    return adjustment.custom is False and not adjustment.manual


class Adjustments:
    """The adjustments of the last calculation, by item id and promotion id."""

    def __init__(self, container: Container, terms: Terms) -> None:
        self._terms = terms
        self._now = ""
        self._before: dict[tuple[str, str], PriceAdjustment] = {}
        self._texts: dict[str, str] = {}
        self.promotions: dict[str, str] = {}
        """The promotion that discounted an item, of several the first."""
        for item in container.product_items or ():
            if item.price_adjustments:
                self._take(item)
            for option in item.option_items or ():
                self._take(option)
        for shipping in container.shipping_items or ():
            self._take(shipping)
        if container.order_price_adjustments:
            container.order_price_adjustments = self._kept(container.order_price_adjustments, ORDER)

    def _take(self, item: ProductItem | ShippingItem) -> None:
        if item.price_adjustments:
            item.price_adjustments = self._kept(item.price_adjustments, item.item_id or "")

    def _kept(self, adjustments: Iterable[PriceAdjustment], item_id: str) -> list[PriceAdjustment] | None:
        kept = []
        for adjustment in adjustments:
            if is_system(adjustment):
                self._before[item_id, adjustment.promotion_id or ""] = adjustment
                self.promotions.setdefault(item_id, adjustment.promotion_id or "")
            else:
                kept.append(adjustment)
        return kept or None

    def make(
        self,
        item_id: str | None,
        offer: Offer,
        discount: PromotionDiscount,
        off: Decimal,
        code: str | None,
    ) -> PriceAdjustment:
        """Make the adjustment of a promotion; it is the one of the last calculation if there was one."""
        promotion_id = offer.promotion_id
        before = self._before.get((item_id or "", promotion_id))
        price = self._terms.zero - off
        created = modified = made_id = None
        if before is not None:
            created, made_id = before.creation_date, before.price_adjustment_id
            modified = before.last_modified if before.price == price else None
        now = self._now or self._begin()
        return PriceAdjustment(
            applied_discount=described(discount),
            coupon_code=code,
            creation_date=created or now,
            custom=False,
            item_text=self._texts.get(promotion_id) or self._text(offer),
            last_modified=modified or now,
            manual=False,
            price=price,
            price_adjustment_id=made_id or self._terms.new_id(),
            promotion_id=promotion_id,
        )

    def _begin(self) -> str:
        self._now = date_time(self._terms.now)
        return self._now

    def _text(self, offer: Offer) -> str:
        text = localised(offer.data.name, self._terms.locale) or offer.promotion_id
        self._texts[offer.promotion_id] = text
        return text


def described(discount: PromotionDiscount) -> Discount:
    """Describe a discount; a free one is shown with the amount 1, as recorded."""
    kind = discount.type
    kind = _DOCUMENT_TYPES.get(kind, kind)
    amount = _ONE if kind == "free" else discount.amount
    return Discount(type=kind, amount=amount, percentage=discount.percentage, price_book_id=discount.price_book_id)
