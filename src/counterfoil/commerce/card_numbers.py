"""Card numbers where nobody expects one: in texts and custom attributes that are kept readable.

Follows the masking section of the order lifecycle reference. Clients keep long numbers of their own in custom
attributes, therefore only a number counts that a card can have: 13 to 19 digits, a checksum, an issuer's first digits.
"""

from collections.abc import Iterator

from counterfoil import faults
from counterfoil.documents.address import OrderAddress
from counterfoil.documents.fields import type_name
from counterfoil.documents.items import ProductItem
from counterfoil.documents.properties import CustomDocument
from counterfoil.documents.redact import SHORTEST_ISSUED, holds_issued_card_number
from counterfoil.documents.shipment import Shipment

_TEXTS: dict[type[CustomDocument], tuple[str, ...]] = {
    ProductItem: ("gift_message", "inventory_id"),
    Shipment: ("gift_message", "shipment_id", "shipment_no"),
    OrderAddress: tuple(name for name in OrderAddress.__struct_fields__ if name not in ("custom", "id", "phone")),
}
"""Free texts that a client sets; telephone numbers are as long as card numbers, and pass."""


def refuse_cards(document: CustomDocument) -> None:
    """Refuse a document with a whole card number in a text; fault PROPERTY_CONSTRAINT_VIOLATION names the property."""
    texts = [(name, getattr(document, name)) for name in _TEXTS.get(type(document), ())]
    if document.custom:
        texts.extend(_custom(document))
    long = [(name, text) for name, text in texts if text and len(text) >= SHORTEST_ISSUED]
    if long and holds_issued_card_number("\n".join([text for _, text in long])):
        for name, text in long:
            if holds_issued_card_number(text):
                raise faults.PROPERTY_CONSTRAINT_VIOLATION(document=type_name(type(document)), path=f"$.{name}")


def _custom(document: CustomDocument) -> Iterator[tuple[str, str]]:
    for name, value in document.custom.items():
        for part in value if isinstance(value, list) else (value,):
            yield name, str(part)
