"""The taxes of all lines of a container, rounded per line or, where the site says so, per group of a rate.

Follows the calculation section of the order lifecycle reference. Groups are shares of one rounded amount, so that what
lines show always adds up to the total.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from counterfoil.commerce.money import round_to
from counterfoil.commerce.prorate import prorate
from counterfoil.commerce.taxation import CUSTOM_RATE, TaxTable, tax_of
from counterfoil.commerce.terms import Container, Line, Terms
from counterfoil.documents.basket import GroupedTaxItem
from counterfoil.documents.items import ShippingItem

Taxed = Line | ShippingItem
Groups = dict[Decimal, Decimal]
"""Tax by rate."""


def tax(container: Container, lines: Sequence[Line], terms: Terms) -> Decimal:
    """Set rate, basis and tax of all lines; return the tax of the order-level adjustments, summed over the shares."""
    shipping = container.shipping_items or ()
    _set_rates(container, lines, shipping, terms)
    container.tax_rounded_at_group = terms.shop.rounds_tax_at_group
    rounded = rounded_by_group if terms.shop.rounds_tax_at_group else _by_line
    order_tax, groups = rounded(lines, shipping, terms)
    show_groups(container, lines, groups)
    return order_tax


def show_groups(container: Container, lines: Sequence[Line], groups: Groups) -> None:
    """Show the tax by rate, once all taxes are known."""
    container.grouped_tax_items = None
    if groups and _all_known(lines) and _all_known(container.shipping_items or ()):
        container.grouped_tax_items = [GroupedTaxItem(tax_rate=rate, tax_value=groups[rate]) for rate in sorted(groups)]


def settle_taxes(container: Container, lines: Sequence[Line], terms: Terms) -> Decimal:
    """Complete the taxes that somebody else set: a line without adjusted tax is taxed the same after adjustments.

    Return the tax of the order-level adjustments by the rates of the lines; a line without rate has none.
    """
    after_all = terms.shop.taxes_after_order_discounts
    order_tax = terms.zero
    for line in lines:
        line.tax_basis = line.price_after_order_discount if after_all else line.price_after_item_discount
        taxed = _given_tax(line, terms)
        if taxed is not None and line.tax_rate is not None and line.price_after_order_discount != line.tax_basis:
            order_tax += tax_of_share(line, taxed, terms)
    for item in container.shipping_items or ():
        item.tax_basis = item.price_after_item_discount
        _given_tax(item, terms)
    container.tax_rounded_at_group, container.grouped_tax_items = False, None
    return order_tax


def _given_tax(line: Taxed, terms: Terms) -> Decimal | None:
    if line.price is None or line.tax is None:
        line.tax = line.adjusted_tax = None
        return None
    line.tax = round_to(Decimal(line.tax), terms.unit)
    line.adjusted_tax = line.tax if line.adjusted_tax is None else round_to(Decimal(line.adjusted_tax), terms.unit)
    return line.adjusted_tax


def _all_known(taxed: Sequence[Taxed]) -> bool:
    for line in taxed:  # noqa: SIM110 - a generator costs more than all the lines of most baskets
        if line.adjusted_tax is None:
            return False
    return True


def _set_rates(container: Container, lines: Sequence[Line], shipping: Sequence[ShippingItem], terms: Terms) -> None:
    """Set the rates, and what the tax is of: the price after the line's own adjustments, or after all of them."""
    table = terms.shop.tax
    places = {
        shipment.shipment_id: table.jurisdiction(shipment.shipping_address) for shipment in container.shipments or ()
    }
    after_all = terms.shop.taxes_after_order_discounts
    for line in lines:
        _set_rate(line, table, places)
        line.tax_basis = line.price_after_order_discount if after_all else line.price_after_item_discount
    for item in shipping:
        _set_rate(item, table, places)
        item.tax_basis = item.price_after_item_discount


def _set_rate(line: Taxed, table: TaxTable, places: Mapping[str | None, str | None]) -> None:
    class_id = line.tax_class_id
    if class_id != CUSTOM_RATE:
        jurisdiction = places.get(line.shipment_id, table.default_jurisdiction)
        line.tax_rate = table.rate(jurisdiction, class_id or table.default_class)


def _by_line(lines: Sequence[Line], shipping: Sequence[ShippingItem], terms: Terms) -> tuple[Decimal, Groups]:
    groups: Groups = {}
    order_tax = terms.zero
    for line in lines:
        taxed = _tax_line(line, terms)
        if taxed is None:
            continue
        if line.price_after_order_discount != line.tax_basis:
            share = tax_of_share(line, taxed, terms)
            order_tax += share
            taxed += share
        count_tax(groups, line.tax_rate, taxed)
    for item in shipping:
        taxed = _tax_line(item, terms)
        if taxed is not None:
            count_tax(groups, item.tax_rate, taxed)
    return order_tax, groups


def _tax_line(line: Taxed, terms: Terms) -> Decimal | None:
    """Set the tax of a line before and after adjustments, return the latter; without a price only its rate is known."""
    price, basis, rate = line.price, line.tax_basis, line.tax_rate
    if price is None or basis is None:
        line.tax = line.adjusted_tax = None
        return None
    tax = line.tax = tax_of(price, rate, terms.gross, terms.unit)
    line.adjusted_tax = adjusted = tax if basis == price else tax_of(basis, rate, terms.gross, terms.unit)
    return adjusted


def tax_of_share(line: Line, taxed: Decimal, terms: Terms) -> Decimal:
    """Return what a line's share of the order-level adjustments changes in its tax."""
    shared = line.price_after_order_discount
    return terms.zero if shared is None else tax_of(shared, line.tax_rate, terms.gross, terms.unit) - taxed


def count_tax(groups: Groups, rate: Decimal | None, taxed: Decimal) -> None:
    """Count a line's tax in under its rate, if it has one."""
    if rate is not None:
        before = groups.get(rate)
        groups[rate] = taxed if before is None else before + taxed


def rounded_by_group(lines: Sequence[Line], shipping: Sequence[ShippingItem], terms: Terms) -> tuple[Decimal, Groups]:
    """Tax what the lines of a rate cost together; each line shows its share."""
    taxed: list[Taxed] = [*lines, *shipping]
    known = [line for line in taxed if line.price is not None and line.tax_basis is not None]
    known.sort(key=lambda line: line.item_id or "")
    for line in taxed:
        line.tax = line.adjusted_tax = None
    before, _ = _spread([(line, line.price or terms.zero) for line in known], terms)
    adjusted, _ = _spread([(line, line.tax_basis or terms.zero) for line in known], terms)
    for line, tax_before, tax_after in zip(known, before, adjusted, strict=True):
        line.tax, line.adjusted_tax = tax_before, tax_after
    final, groups = _spread([(line, _final_price(line) or terms.zero) for line in known], terms)
    return sum(final, terms.zero) - sum(adjusted, terms.zero), groups


def _final_price(line: Taxed) -> Decimal | None:
    return line.price_after_item_discount if isinstance(line, ShippingItem) else line.price_after_order_discount


def _spread(bases: Sequence[tuple[Taxed, Decimal]], terms: Terms) -> tuple[list[Decimal], Groups]:
    """Return the tax of each basis as its share of its group's, and the taxes of the groups."""
    places: dict[Decimal, list[int]] = {}
    for index, (line, _) in enumerate(bases):
        if line.tax_rate is not None:
            places.setdefault(line.tax_rate, []).append(index)
    taxes = [terms.zero] * len(bases)
    groups: Groups = {}
    for rate, indexes in places.items():
        weights = [bases[index][1] for index in indexes]
        groups[rate] = tax_of(sum(weights, terms.zero), rate, terms.gross, terms.unit)
        for index, share in zip(indexes, prorate(groups[rate], weights, terms.unit), strict=True):
            taxes[index] = share
    return taxes, groups
