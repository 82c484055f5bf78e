"""Totals of shipments and of the container, from lines whose prices and taxes are known.

Follows the table of totals of the order lifecycle reference. A sum with an unknown part is unknown.
"""

from collections.abc import Sequence
from decimal import Decimal

from counterfoil.commerce.adjustments import sum_of
from counterfoil.commerce.terms import Container, Line, Terms
from counterfoil.documents.items import ShippingItem
from counterfoil.documents.shipment import Shipment


class Sums:
    """What a shipment's lines add up to; ``known`` is false once one of them has no price."""

    __slots__ = ("adjusted_tax", "known", "price", "tax")

    def __init__(self, zero: Decimal) -> None:
        self.price = self.tax = self.adjusted_tax = zero
        self.known = True

    def add(self, line: Line | ShippingItem) -> None:
        """Count a line in."""
        price, tax, adjusted_tax = line.price_after_item_discount, line.tax, line.adjusted_tax
        if price is None or tax is None or adjusted_tax is None:
            self.known = False
            return
        self.price += price
        self.tax += tax
        self.adjusted_tax += adjusted_tax

    def merge(self, other: "Sums") -> None:
        """Count the sums of another shipment in."""
        self.known = self.known and other.known
        self.price += other.price
        self.tax += other.tax
        self.adjusted_tax += other.adjusted_tax


def total(container: Container, lines: Sequence[Line], order_tax: Decimal, terms: Terms) -> None:
    """Set the totals of all shipments and of the container; ``order_tax`` is the tax of order-level adjustments."""
    merchandise = _by_shipment(lines, terms.zero)
    shipping = _by_shipment(container.shipping_items or (), terms.zero)
    nothing = Sums(terms.zero)
    for shipment in container.shipments or ():
        shipment_id = shipment.shipment_id
        _total_shipment(
            shipment,
            merchandise.get(shipment_id, nothing),
            shipping.get(shipment_id, nothing),
            _gift_certificates(container, terms, shipment_id),
            terms,
        )
    _total_container(container, _merged(merchandise, terms), _merged(shipping, terms), order_tax, terms)


def _by_shipment(lines: Sequence[Line | ShippingItem], zero: Decimal) -> dict[str | None, Sums]:
    found: dict[str | None, Sums] = {}
    for line in lines:
        sums = found.get(line.shipment_id)
        if sums is None:
            sums = found[line.shipment_id] = Sums(zero)
        sums.add(line)
    return found


def _merged(by_shipment: dict[str | None, Sums], terms: Terms) -> Sums:
    if len(by_shipment) == 1:
        return next(iter(by_shipment.values()))
    merged = Sums(terms.zero)
    for sums in by_shipment.values():
        merged.merge(sums)
    return merged


def _gift_certificates(container: Container, terms: Terms, shipment_id: str | None = None) -> Decimal:
    """Return the gift certificates of a shipment, or all of them: part of the total, untaxed."""
    amount = terms.zero
    if not container.gift_certificate_items:
        return amount
    for item in container.gift_certificate_items:
        if item.amount is not None and shipment_id in (None, item.shipment_id):
            amount += item.amount
    return amount


def _total_shipment(
    shipment: Shipment, merchandise: Sums, shipping: Sums, gift_certificates: Decimal, terms: Terms
) -> None:
    """Set the totals of a shipment; order-level adjustments are left out."""
    priced, shipped = merchandise.known, shipping.known
    shipment.product_sub_total = shipment.product_total = merchandise.price if priced else None
    shipment.merchandize_total_tax = merchandise.tax if priced else None
    shipment.adjusted_merchandize_total_tax = merchandise.adjusted_tax if priced else None
    shipment.shipping_total = shipping.price if shipped else None
    shipment.shipping_total_tax = shipping.tax if shipped else None
    shipment.adjusted_shipping_total_tax = shipping.adjusted_tax if shipped else None
    if not (priced and shipped):
        shipment.tax_total = shipment.shipment_total = None
        return
    tax = shipment.tax_total = merchandise.adjusted_tax + shipping.adjusted_tax
    whole = merchandise.price + shipping.price + gift_certificates
    shipment.shipment_total = whole if terms.gross else whole + tax


def _total_container(container: Container, merchandise: Sums, shipping: Sums, order_tax: Decimal, terms: Terms) -> None:
    priced, shipped = merchandise.known, shipping.known
    discounted = merchandise.price
    if container.order_price_adjustments:
        discounted += sum_of(container.order_price_adjustments)
    discounted = max(discounted, terms.zero)
    adjusted_tax = merchandise.adjusted_tax + order_tax
    container.product_sub_total = merchandise.price if priced else None
    container.product_total = discounted if priced else None
    container.merchandize_total_tax = merchandise.tax if priced else None
    container.adjusted_merchandize_total_tax = adjusted_tax if priced else None
    container.shipping_total = shipping.price if shipped else None
    container.shipping_total_tax = shipping.tax if shipped else None
    container.adjusted_shipping_total_tax = shipping.adjusted_tax if shipped else None
    if not (priced and shipped):
        container.tax_total = container.order_total = None
        return
    tax = container.tax_total = adjusted_tax + shipping.adjusted_tax
    whole = discounted + shipping.price + _gift_certificates(container, terms)
    container.order_total = whole if terms.gross else whole + tax


def clear_totals(container: Container) -> None:
    """Make all totals of a container and its shipments unknown, as an empty basket shows them."""
    for holder in (container, *(container.shipments or ())):
        holder.product_sub_total = holder.product_total = None
        holder.merchandize_total_tax = holder.adjusted_merchandize_total_tax = None
        holder.shipping_total = holder.shipping_total_tax = holder.adjusted_shipping_total_tax = None
        holder.tax_total = None
    for shipment in container.shipments or ():
        shipment.shipment_total = None
    container.order_total = None
