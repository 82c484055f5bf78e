"""The attributes of a product as texts, by the names that conditions give them."""

from collections.abc import Callable
from decimal import Decimal

from counterfoil.documents.catalog_data import ProductData
from counterfoil.documents.shop_data import ProductView

_CUSTOM = "custom."
_DEFAULT_LANGUAGE = "x-default"


def _number(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


SYSTEM_ATTRIBUTES: dict[str, Callable[[ProductData], str | None]] = {
    "ID": lambda product: product.product_id,
    "EAN": lambda product: product.ean,
    "UPC": lambda product: product.upc,
    "brand": lambda product: product.brand,
    "classificationCategory": lambda product: product.classification_category,
    "longDescription": lambda product: product.long_description.get(_DEFAULT_LANGUAGE),
    "manufacturerName": lambda product: product.manufacturer_name,
    "manufacturerSKU": lambda product: product.manufacturer_sku,
    "minOrderQuantity": lambda product: _number(product.min_order_quantity),
    "name": lambda product: product.display_name.get(_DEFAULT_LANGUAGE),
    "pageTitle": lambda product: product.page_title.get(_DEFAULT_LANGUAGE),
    "shortDescription": lambda product: product.short_description.get(_DEFAULT_LANGUAGE),
    "stepQuantity": lambda product: _number(product.step_quantity),
    "taxClassID": lambda product: product.tax_class_id,
    "unit": lambda product: product.unit,
    "unitMeasure": lambda product: product.unit_measure,
    "unitQuantity": lambda product: _number(product.unit_quantity),
}
"""Attributes that every product has; all others are custom ones, named ``custom.`` and their id."""


def is_known(attribute_id: str) -> bool:
    """Say whether conditions on an attribute can be evaluated."""
    return attribute_id.startswith(_CUSTOM) or attribute_id in SYSTEM_ATTRIBUTES


def attribute_texts(view: ProductView, attribute_id: str) -> list[str]:
    """Return the values of an attribute, of the product itself or else of its master; none is an empty list."""
    for product in (view.product, view.master):
        found = [] if product is None else _texts(product, attribute_id)
        if found:
            return found
    return []


def _texts(product: ProductData, attribute_id: str) -> list[str]:
    if attribute_id.startswith(_CUSTOM):
        value = product.custom_attributes.get(attribute_id.removeprefix(_CUSTOM))
        values = value if isinstance(value, list) else [] if value is None else [value]
        return [_text(each) for each in values]
    read = SYSTEM_ATTRIBUTES.get(attribute_id)
    text = read(product) if read is not None else None
    return [text] if text else []


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
