"""Which promotions a container can get at all, seen before any of them is looked at.

Most baskets get none: they shall not pay for those that others get.
"""

from collections.abc import Sequence
from decimal import Decimal

from counterfoil.commerce.promotions.adjust import is_system
from counterfoil.commerce.promotions.book import Candidates
from counterfoil.commerce.terms import Container, Line, Terms

_ZERO = Decimal(0)


def candidates_for(terms: Terms, *, coupons: bool = False) -> Candidates:
    """Return the promotions that a container may get, with or without valid coupons."""
    book = terms.shop.promotion_book
    return book.candidates(terms.currency, coupons=coupons, source_code=terms.source_group is not None)


def reaches(container: Container, terms: Terms) -> bool:
    """Say whether there is something to do for products or the order: promotions, coupons, or what earlier ones left.

    What is for shipping alone waits until the lines are priced.
    """
    if container.coupon_items or container.bonus_discount_line_items:
        return True
    if _any_open(terms):
        return not candidates_for(terms).only_shipping or _is_adjusted(container)
    return _has_traces(container)


def reaches_shipping(lines: Sequence[Line], terms: Terms) -> bool:
    """Say whether a shipping promotion can apply to a container that has no others; its lines are priced."""
    return _any_open(terms) and candidates_for(terms).least_total <= total_of(lines)


def total_of(lines: Sequence[Line]) -> Decimal:
    """Return the price of lines together, as far as it is known."""
    total = _ZERO
    for line in lines:
        price = line.price_after_order_discount
        if price is not None and price > 0:
            total += price
    return total


def _any_open(terms: Terms) -> bool:
    """Say whether a site has promotions that need no coupon."""
    book = terms.shop.promotion_book
    return bool(book.plain if terms.source_group is None else book.open)


def _is_adjusted(container: Container) -> bool:
    """Say whether a container has adjustments or bonus items that may be a promotion's."""
    for item in container.product_items or ():
        if item.price_adjustments or item.bonus_product_line_item or item.bonus_discount_line_item_id is not None:
            return True
        for option in item.option_items or ():
            if option.price_adjustments:
                return True
    for shipping in container.shipping_items or ():
        if shipping.price_adjustments:
            return True
    return bool(container.order_price_adjustments)


def _has_traces(container: Container) -> bool:
    for item in container.product_items or ():
        if item.bonus_product_line_item or any(is_system(each) for each in item.price_adjustments or ()):
            return True
        for option in item.option_items or ():
            if any(is_system(each) for each in option.price_adjustments or ()):
                return True
    holders = [container.order_price_adjustments, *(item.price_adjustments for item in container.shipping_items or ())]
    return any(is_system(each) for adjustments in holders for each in adjustments or ())
