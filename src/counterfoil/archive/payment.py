"""A site's payment methods, cards and processors."""

from collections.abc import Iterator
from decimal import Decimal

from counterfoil.archive import values
from counterfoil.archive.attributes import attributes
from counterfoil.archive.fields import Handler, Table, attribute_list, converted, fill, ignored, text, text_list, texts
from counterfoil.archive.nodes import Node
from counterfoil.archive.site import fresh, put, site_objects
from counterfoil.archive.unit import Item, Unit
from counterfoil.documents.shop_data import PaymentCardData, PaymentMethodData, PurchaseRange, SiteData


def changes(unit: Unit) -> Iterator[Item]:
    """Yield the change of a site's payment methods and cards."""
    yield site_objects(unit, {"payment-method": _method, "payment-card": _card})


def processor_changes(unit: Unit) -> Iterator[Item]:
    """Yield the change of a site's payment processors: their ids, for their preferences may be secrets."""
    yield site_objects(unit, {"payment-processor": _processor})


def _method(site: SiteData, node: Node, unit: Unit) -> None:
    method_id = values.required(node, "method-id")
    method = fresh(site.payment_methods, "method_id", method_id, PaymentMethodData(method_id=method_id))
    fill(method, node, METHOD, unit)
    put(site.payment_methods, "method_id", method)


def _card(site: SiteData, node: Node, unit: Unit) -> None:
    card_type = values.required(node, "card-type")
    card = fresh(site.payment_cards, "card_type", card_type, PaymentCardData(card_type=card_type))
    fill(card, node, CARD, unit)
    put(site.payment_cards, "card_type", card)


def _processor(site: SiteData, node: Node, _unit: Unit) -> None:
    processor_id = values.required(node, "processor-id")
    if processor_id not in site.payment_processors:
        site.payment_processors.append(processor_id)


def _plain_limit(name: str) -> Handler:
    """Fill one end of the range without currency, which is the site's default one."""

    def handle(record: PaymentMethodData | PaymentCardData, node: Node, _unit: Unit) -> None:
        plain = next((range_ for range_ in record.ranges if range_.currency is None), None)
        if plain is None:
            plain = PurchaseRange()
            record.ranges.append(plain)
        setattr(plain, name, values.amount(node) if node.text else None)
        if plain.minimum is None and plain.maximum is None:
            record.ranges.remove(plain)

    return handle


def _ranges(record: PaymentMethodData | PaymentCardData, node: Node, _unit: Unit) -> None:
    plain = [range_ for range_ in record.ranges if range_.currency is None]
    record.ranges = plain + [_range(child) for child in node.all("range")]


def _range(node: Node) -> PurchaseRange:
    return PurchaseRange(
        currency=values.currency(values.required(node, "currency"), node.line),
        minimum=_limit(node, "min-purchase-amount"),
        maximum=_limit(node, "max-purchase-amount"),
    )


def _limit(node: Node, tag: str) -> Decimal | None:
    child = node.child(tag)
    return values.amount(child) if child is not None and child.text else None


RESTRICTIONS: Table = {
    "min-purchase-amount": _plain_limit("minimum"),
    "max-purchase-amount": _plain_limit("maximum"),
    "countries": attribute_list("countries", "country", "country-code"),
    "currencies": text_list("currencies", "currency"),
    "customer-groups": attribute_list("customer_groups", "customer-group", "group-id"),
    "ranges": _ranges,
}

METHOD: Table = {
    "name": texts("name"),
    "description": texts("description"),
    "image": text("image"),
    "enabled-flag": converted("enabled_flag", values.boolean, False),
    "processor-id": text("processor_id"),
    "custom-attributes": attributes("custom_attributes", "PaymentMethod"),
    **RESTRICTIONS,
}

NUMBER_SETTINGS: Table = {
    "enable-checksum-verification": converted("checksum_verification", values.boolean, False),
    "number-length": text_list("number_lengths", "length"),
    "number-prefix": text_list("number_prefixes", "prefix"),
}

CARD: Table = {
    "name": texts("name"),
    "description": texts("description"),
    "image": text("image"),
    "enabled-flag": converted("enabled_flag", values.boolean, False),
    "card-number-settings": lambda record, node, unit: fill(record, node, NUMBER_SETTINGS, unit),
    "security-code-length": converted("security_code_length", values.integer),
    "custom-attributes": ignored,
    **RESTRICTIONS,
}
