"""The figures of product items, options and shipping items, as the lifecycle reference calculates them."""

from decimal import Decimal

from counterfoil.commerce.explanation.step import Steps, text
from counterfoil.commerce.shop import Shop
from counterfoil.commerce.taxation import CUSTOM_RATE, tax_of
from counterfoil.commerce.terms import Line
from counterfoil.documents.items import ShippingItem
from counterfoil.documents.pricing import Discount, PriceAdjustment

_HUNDRED = Decimal(100)
_ONE = Decimal(1)


def explain_line(
    steps: Steps, line: Line | ShippingItem, path: str, price_source: str, gross: bool, shop: Shop
) -> None:
    """Explain unit price, price, adjustments and taxes of a line."""
    quantity = _quantity(line)
    steps.tell(f"{path}.base_price", line.base_price, price_source)
    if line.base_price is not None:
        how = f"{quantity:f} x {text(line.base_price)}"
        steps.check(f"{path}.price", line.price, line.base_price * quantity, how)
    explain_adjustments(steps, line.price_adjustments, f"{path}.price_adjustments")
    _after_adjustments(steps, line, path)
    if not isinstance(line, ShippingItem):
        _share(steps, line, path)
    _taxes(steps, line, path, gross, shop)


def explain_adjustments(steps: Steps, adjustments: list[PriceAdjustment] | None, path: str) -> None:
    """Explain where adjustments come from."""
    for index, adjustment in enumerate(adjustments or ()):
        steps.tell(f"{path}[{index}].price", adjustment.price, _origin(adjustment))


def _quantity(line: Line | ShippingItem) -> Decimal:
    if isinstance(line, ShippingItem):
        if line.base_price and line.price is not None:
            return line.price / line.base_price
        return _ONE
    return line.quantity or _ONE


def _after_adjustments(steps: Steps, line: Line | ShippingItem, path: str) -> None:
    if not line.price_adjustments:
        return
    parts = [("price", line.price)]
    parts += [(f"adjustment {index + 1}", found.price) for index, found in enumerate(line.price_adjustments)]
    known = sum((part for _, part in parts if part is not None), steps.unit * 0)
    if known < 0:
        steps.tell(f"{path}.price_after_item_discount", line.price_after_item_discount, "no price falls below zero")
    else:
        steps.total(f"{path}.price_after_item_discount", line.price_after_item_discount, parts)


def _share(steps: Steps, line: Line, path: str) -> None:
    before, after = line.price_after_item_discount, line.price_after_order_discount
    if before is not None and after is not None and after != before:
        how = f"{text(before)} with its share {text(after - before)} of the order-level adjustments, by price"
        steps.tell(f"{path}.price_after_order_discount", after, how)


def _taxes(steps: Steps, line: Line | ShippingItem, path: str, gross: bool, shop: Shop) -> None:
    if line.price is None:
        return
    rate = _rate(line, shop)
    if shop.rounds_tax_at_group:
        how = f"{rate}: its share of the tax of all lines of that rate, which is rounded once"
        steps.tell(f"{path}.adjusted_tax", line.adjusted_tax, how)
        return
    where = "inside" if gross else "on top of"
    worked_out = tax_of(line.price, line.tax_rate, gross, steps.unit)
    steps.check(f"{path}.tax", line.tax, worked_out, f"{rate}, {where} {text(line.price)}")
    if line.tax_basis is not None and line.tax_basis != line.price:
        worked_out = tax_of(line.tax_basis, line.tax_rate, gross, steps.unit)
        how = f"{rate}, {where} {text(line.tax_basis)}"
        steps.check(f"{path}.adjusted_tax", line.adjusted_tax, worked_out, how)


def _rate(line: Line | ShippingItem, shop: Shop) -> str:
    if line.tax_rate is None:
        return f"no rate for tax class '{line.tax_class_id}'"
    percent = f"{(line.tax_rate * _HUNDRED).normalize():f} %"
    if line.tax_class_id == CUSTOM_RATE:
        return f"{percent} (a rate of its own)"
    return f"{percent} (tax class '{line.tax_class_id or shop.tax.default_class}')"


def _origin(adjustment: PriceAdjustment) -> str:
    discount = describe(adjustment.applied_discount) if adjustment.applied_discount else "an adjustment"
    coupon = f", coupon code '{adjustment.coupon_code}'" if adjustment.coupon_code else ""
    if adjustment.manual:
        return f"{discount} by {adjustment.created_by or 'an agent'}: '{adjustment.promotion_id}'"
    if adjustment.custom:
        return f"{discount} by a hook: '{adjustment.promotion_id}'"
    return f"{discount} by promotion '{adjustment.promotion_id}'{coupon}"


def describe(discount: Discount) -> str:
    """Say what a discount is."""
    if discount.percentage is not None:
        return f"{discount.percentage.normalize():f} % off"
    if discount.type == "amount":
        return f"{text(discount.amount)} off"
    if discount.type in ("fixed_price", "total_fixed_price"):
        return f"a price of {text(discount.amount)}"
    return {"free": "free", "bonus": "a bonus", "bonus_choice": "a bonus"}.get(discount.type or "", "a discount")
