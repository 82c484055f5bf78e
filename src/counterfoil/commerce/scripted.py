"""The steps of a calculation one by one, as scripts of cartridges take them: promotions, shipping, totals.

Follows section 3.4 of the hook reference. Prices and taxes of lines are what the script has made of them; what a step
works out goes by the same rules as the one recalculation.
"""

from collections.abc import Sequence
from decimal import Decimal

from counterfoil.commerce import totals
from counterfoil.commerce.adjustments import adjusted, discount_items, discount_order, sum_of
from counterfoil.commerce.calculate import complete
from counterfoil.commerce.line_prices import describe_items
from counterfoil.commerce.promotions.engine import Engine
from counterfoil.commerce.shipping import price_shipping, ship
from counterfoil.commerce.tax_lines import Groups, count_tax, rounded_by_group, show_groups, tax_of_share
from counterfoil.commerce.taxation import tax_of
from counterfoil.commerce.terms import Container, Line, Terms, lines_of
from counterfoil.documents.items import ShippingItem

_ONE = Decimal(1)


def describe(container: Container, terms: Terms) -> None:
    """Write what the lines of a container are, before somebody else works out what they cost."""
    complete(container)
    describe_items(container.product_items or (), terms)


def apply_promotions(container: Container, terms: Terms) -> None:
    """Take off what promotions gave before, and apply those that fit the lines as they are priced now."""
    complete(container)
    engine = Engine(container, terms)
    engine.apply_to_products()
    lines = lines_of(container)
    discount_items(lines, terms)
    discount_order(container, lines, terms)
    engine.apply_to_order()
    for item in container.shipping_items or ():
        item.price_after_item_discount = _after_adjustments(item, terms)
    engine.apply_to_shipping()


def _after_adjustments(item: ShippingItem, terms: Terms) -> Decimal | None:
    if item.price is None or not item.price_adjustments:
        return item.price
    return adjusted(item.price, _ONE, item.price_adjustments, terms)


def apply_shipping_cost(container: Container, terms: Terms) -> None:
    """Price the shipping of all shipments by their methods; that of an empty container has no price."""
    complete(container)
    ship(container, terms)
    if not container.product_items and not container.gift_certificate_items:
        for item in container.shipping_items or ():
            price_shipping(item, None, _ONE, terms)
            item.tax_class_id = None


def update_totals(container: Container, terms: Terms, order_taxes: Sequence[Decimal | None] = ()) -> None:
    """Add up the lines as they are; ``order_taxes`` are what a script has fixed for the order's own adjustments.

    Where it has not fixed all of them, the lines' shares of them are taxed at the lines' rates.
    """
    complete(container)
    lines = lines_of(container)
    if not lines and not container.gift_certificate_items:
        totals.clear_totals(container)
        container.grouped_tax_items = None
        return
    shipping = container.shipping_items or ()
    for line in (*lines, *shipping):
        _follow_adjustments(line, terms)
    if not _shares_fit(container, lines, terms):
        discount_order(container, lines, terms)
    container.tax_rounded_at_group = terms.shop.rounds_tax_at_group
    if terms.shop.rounds_tax_at_group and all(_taxed_by_rate(line, terms) for line in (*lines, *shipping)):
        order_tax, groups = rounded_by_group(lines, shipping, terms)
    else:
        order_tax, groups = _add_up(lines, shipping, terms)
    fixed = [tax for tax in order_taxes if tax is not None]
    if fixed and len(fixed) == len(container.order_price_adjustments or ()):
        order_tax = sum(fixed, terms.zero)
    show_groups(container, lines, groups)
    totals.total(container, lines, order_tax, terms)


def _follow_adjustments(line: Line | ShippingItem, terms: Terms) -> None:
    price = line.price
    if price is not None and line.price_adjustments:
        price = max(price + sum_of(line.price_adjustments), terms.zero)
    line.price_after_item_discount = price


def _shares_fit(container: Container, lines: Sequence[Line], terms: Terms) -> bool:
    """Say whether what lines bear of the order's own adjustments is what these come to."""
    before = after = terms.zero
    for line in lines:
        if line.price_after_item_discount is None:
            continue
        if line.price_after_order_discount is None or line.price_after_order_discount > line.price_after_item_discount:
            return False
        before += line.price_after_item_discount
        after += line.price_after_order_discount
    return after == max(before + sum_of(container.order_price_adjustments), terms.zero)


def _taxed_by_rate(line: Line | ShippingItem, terms: Terms) -> bool:
    """Say whether a line's tax is what its rate makes of its basis; an amount that somebody fixed may be another."""
    if line.tax_rate is None or line.tax_basis is None or line.adjusted_tax is None:
        return line.adjusted_tax is None
    return line.adjusted_tax == tax_of(line.tax_basis, line.tax_rate, terms.gross, terms.unit)


def _add_up(lines: Sequence[Line], shipping: Sequence[ShippingItem], terms: Terms) -> tuple[Decimal, Groups]:
    groups: Groups = {}
    order_tax = terms.zero
    for line in lines:
        taxed = line.adjusted_tax
        if taxed is None:
            continue
        if line.price_after_order_discount != line.tax_basis and _taxed_by_rate(line, terms):
            share = tax_of_share(line, taxed, terms)
            order_tax += share
            taxed += share
        count_tax(groups, line.tax_rate, taxed)
    for item in shipping:
        if item.adjusted_tax is not None:
            count_tax(groups, item.tax_rate, item.adjusted_tax)
    return order_tax, groups
