"""Price adjustments: what a line or the order costs with them.

Follows the section on promotions of the order lifecycle reference: adjustments are negative prices; manual ones stay
and follow the price they were made for; no price falls below zero.
"""

from collections.abc import Sequence
from decimal import Decimal

from counterfoil.commerce.money import round_to
from counterfoil.commerce.prorate import prorate
from counterfoil.commerce.terms import Container, Line, Terms
from counterfoil.documents.pricing import Discount, PriceAdjustment

_HUNDRED = Decimal(100)
_ONE = Decimal(1)
_ZERO = Decimal(0)


def adjusted(price: Decimal, quantity: Decimal, adjustments: Sequence[PriceAdjustment], terms: Terms) -> Decimal:
    """Return a price after its adjustments, never below zero; manual ones are worked out anew, in order."""
    after, unit = price, terms.unit
    for adjustment in adjustments:
        if adjustment.manual and adjustment.applied_discount is not None:
            adjustment.price = _difference(adjustment.applied_discount, after, quantity, terms)
        change = adjustment.price
        if change is not None:
            if not change.same_quantum(unit):
                change = adjustment.price = round_to(change, unit)
            after += change
    return max(after, terms.zero)


def sum_of(adjustments: Sequence[PriceAdjustment] | None) -> Decimal:
    """Return what adjustments add up to."""
    return sum([adjustment.price for adjustment in adjustments if adjustment.price], _ZERO) if adjustments else _ZERO


def is_in_money(adjustment: PriceAdjustment) -> bool:
    """Say whether an adjustment takes off an amount in a currency that is not worked out anew: by hand or by a hook."""
    if adjustment.manual:
        discount = adjustment.applied_discount
        return discount is None or discount.amount is not None
    return adjustment.custom is not False


def discount_items(lines: Sequence[Line], terms: Terms) -> None:
    """Set what each line costs after its own adjustments."""
    for line in lines:
        price = line.price
        if price is not None and line.price_adjustments:
            price = adjusted(price, line.quantity or _ONE, line.price_adjustments, terms)
        line.price_after_item_discount = price


def discount_order(container: Container, lines: Sequence[Line], terms: Terms) -> None:
    """Set what each line costs with its share of the order-level adjustments.

    Shares are made in the order of the item ids, so that the order of the lines decides nothing.
    """
    for line in lines:
        line.price_after_order_discount = line.price_after_item_discount
    adjustments = container.order_price_adjustments
    if not adjustments:
        return
    known = [(line, line.price_after_item_discount) for line in lines if line.price_after_item_discount is not None]
    known.sort(key=_item_id)
    prices = [price for _, price in known]
    before = sum(prices, terms.zero)
    shares = prorate(adjusted(before, _ONE, adjustments, terms) - before, prices, terms.unit)
    for (line, price), share in zip(known, shares, strict=True):
        line.price_after_order_discount = price + share


def _item_id(priced: tuple[Line, Decimal]) -> str:
    return priced[0].item_id or ""


def _difference(discount: Discount, price: Decimal, quantity: Decimal, terms: Terms) -> Decimal:
    """Return what a discount adds to a price; ``fixed_price`` is the price of one unit."""
    amount = discount.amount or terms.zero
    if discount.type == "percentage":
        off = price * (discount.percentage or 0) / _HUNDRED
    elif discount.type == "fixed_price":
        return round_to(amount * quantity, terms.unit) - price
    elif discount.type == "free":
        off = price
    else:
        off = amount
    return -round_to(min(off, price), terms.unit)
