"""Custom attributes that tests send beside those of the demo's metadata, declared as a shop declares its own."""

from pathlib import Path

from tests.archive.archives import folder, marked, xml

from counterfoil.archive.load import load_archive
from counterfoil.store.interface import Store

ATTRIBUTES = {
    "Basket": {"a": "string", "b": "set-of-string", "channel": "string", "gift": "boolean", "note": "string"}
    | {"seen": "boolean", "step": "string", "walk": "string", "x": "string", "y": "set-of-string"},
    "CustomerAddress": {"card": "string", "floor": "int"},
    "CustomerPaymentInstrument": {"nickname": "string", "note": "string"},
    "GiftCertificateLineItem": {"card": "string"},
    "Order": {"a": "string", "b": "set-of-string", "erp": "string", "note": "string", "seen": "boolean"}
    | {"walk": "string", **{str(number): "string" for number in range(8)}},
    "OrderAddress": {"a": "string", "b": "int", "card": "string", "x": "text"},
    "OrderPaymentInstrument": {"a": "string", "b": "string", "card": "string", "ignored": "string"}
    | {"mandate": "string", "note": "string", "number": "string", "terminal": "string", "x": "text"},
    "PriceAdjustment": {"a": "string", "b": "string", "note": "string", "notes": "set-of-string"}
    | {"shelf": "string", "why": "string"},
    "ProductLineItem": {"a": "string", "b": "string", "from": "string", "note": "string", "size": "string"}
    | {"x": "int"},
    "Profile": {"card": "set-of-string", "note": "string", "size": "int"},
    "Shipment": {"a": "int", "b": "int", "colour": "string", "note": "set-of-string", "ribbon": "string", "x": "text"},
    "ShippingLineItem": {"card": "double", "dock": "int"},
    "ShippingMethod": {"card": "string", "when": "string", "x": "text"},
}
"""By system object: attribute and type."""


async def declare_attributes(store: Store, path: Path, attributes: dict[str, dict[str, str]] = ATTRIBUTES) -> None:
    """Load metadata of the attributes into a store."""
    types = "".join(_extension(type_id, of_type) for type_id, of_type in attributes.items())
    files = {"meta/of-tests.xml": xml("metadata", types)}
    report = await load_archive(store, folder(path, files), hash_password=marked)
    assert not report.warnings


def _extension(type_id: str, attributes: dict[str, str]) -> str:
    definitions = "".join(
        f'<attribute-definition attribute-id="{name}"><type>{kind}</type></attribute-definition>'
        for name, kind in attributes.items()
    )
    group = f"<custom-attribute-definitions>{definitions}</custom-attribute-definitions>"
    return f'<type-extension type-id="{type_id}">{group}</type-extension>'
