"""The explanation of a whole basket or order, in the order in which its figures are worked out."""

from decimal import Decimal

from counterfoil.commerce.adjustments import sum_of
from counterfoil.commerce.explanation.lines import explain_adjustments, explain_line
from counterfoil.commerce.explanation.sources import product_source, shipping_source
from counterfoil.commerce.explanation.step import Step, Steps
from counterfoil.commerce.money import quantum
from counterfoil.commerce.products import Products
from counterfoil.commerce.shop import Shop
from counterfoil.commerce.terms import Container, Line, lines_of
from counterfoil.documents.items import OptionItem, ShippingItem
from counterfoil.documents.shipment import Shipment

Part = tuple[str, Decimal | None]


def explain(container: Container, shop: Shop, products: Products, now: int) -> list[Step]:
    """Tell how each figure of a container came about that was calculated at an instant."""
    steps = Steps(quantum(container.currency or shop.currency))
    gross = container.taxation == "gross"
    for index, item in enumerate(container.product_items or ()):
        path = f"$.product_items[{index}]"
        source = product_source(item, container, shop, products, now)
        explain_line(steps, item, path, source, gross, shop)
        for place, option in enumerate(item.option_items or ()):
            source = f"price of value '{option.option_value_id}' of option '{option.option_id}'"
            explain_line(steps, option, f"{path}.option_items[{place}]", source, gross, shop)
    explain_adjustments(steps, container.order_price_adjustments, "$.order_price_adjustments")
    for index, shipping in enumerate(container.shipping_items or ()):
        source = shipping_source(shipping, container)
        explain_line(steps, shipping, f"$.shipping_items[{index}]", source, gross, shop)
    for index, gift in enumerate(container.gift_certificate_items or ()):
        steps.tell(f"$.gift_certificate_items[{index}].amount", gift.amount, "a gift certificate, untaxed")
    for index, shipment in enumerate(container.shipments or ()):
        _explain_shipment(steps, shipment, f"$.shipments[{index}]", container)
    _explain_totals(steps, container)
    return steps.found


def _explain_shipment(steps: Steps, shipment: Shipment, path: str, container: Container) -> None:
    lines = [line for line in lines_of(container) if line.shipment_id == shipment.shipment_id]
    shipping = [item for item in container.shipping_items or () if item.shipment_id == shipment.shipment_id]
    if shipment.product_total is not None:
        steps.total(f"{path}.product_total", shipment.product_total, _named(lines))
    if shipment.shipping_total is not None:
        parts = [(f"shipping item {item.item_id}", item.price_after_item_discount) for item in shipping]
        steps.total(f"{path}.shipping_total", shipment.shipping_total, parts)
    if shipment.shipment_total is None:
        return
    parts = [("product_total", shipment.product_total), ("shipping_total", shipment.shipping_total)]
    parts += _gift_certificates(container, shipment.shipment_id)
    if container.taxation != "gross":
        parts.append(("tax_total", shipment.tax_total))
    steps.total(f"{path}.shipment_total", shipment.shipment_total, parts)


def _explain_totals(steps: Steps, container: Container) -> None:
    lines = lines_of(container)
    if container.product_sub_total is not None:
        steps.total("$.product_sub_total", container.product_sub_total, _named(lines))
        adjustments = sum_of(container.order_price_adjustments)
        if container.product_sub_total + adjustments < 0:
            steps.tell("$.product_total", container.product_total, "no total falls below zero")
        else:
            parts: list[Part] = [("product_sub_total", container.product_sub_total)]
            parts += [("order-level adjustments", adjustments)] if container.order_price_adjustments else []
            steps.total("$.product_total", container.product_total, parts)
    if container.shipping_total is not None:
        named = [(f"shipping item {found.item_id}", found.price_after_item_discount) for found in _shipping(container)]
        steps.total("$.shipping_total", container.shipping_total, named)
    if container.tax_total is not None:
        merchandise, shipped = container.adjusted_merchandize_total_tax, container.adjusted_shipping_total_tax
        named = [("adjusted_merchandize_total_tax", merchandise), ("adjusted_shipping_total_tax", shipped)]
        steps.total("$.tax_total", container.tax_total, named)
    parts = [("product_total", container.product_total), ("shipping_total", container.shipping_total)]
    parts += _gift_certificates(container, None)
    if container.taxation != "gross":
        parts.append(("tax_total", container.tax_total))
    steps.total("$.order_total", container.order_total, parts)


def _shipping(container: Container) -> list[ShippingItem]:
    return container.shipping_items or []


def _named(lines: list[Line]) -> list[Part]:
    """Name the lines as people know them: by product, or by option value."""
    return [(_name(line), line.price_after_item_discount) for line in lines]


def _name(line: Line) -> str:
    if isinstance(line, OptionItem) and line.option_id:
        return f"option '{line.option_id}'"
    return f"'{line.product_id}'"


def _gift_certificates(container: Container, shipment_id: str | None) -> list[Part]:
    return [
        ("gift certificate", item.amount)
        for item in container.gift_certificate_items or ()
        if shipment_id in (None, item.shipment_id)
    ]
