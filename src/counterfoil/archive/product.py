"""The product element of a catalog."""

from collections.abc import Mapping
from decimal import Decimal

import msgspec

from counterfoil.archive import values
from counterfoil.archive.attributes import product_attributes
from counterfoil.archive.fields import (
    Table,
    attribute_list,
    converted,
    fill,
    ignored,
    part_list,
    site_flag,
    site_instant,
    text,
    texts,
)
from counterfoil.archive.nodes import Node
from counterfoil.archive.relations import Relations, read_option, read_variation_attribute
from counterfoil.archive.unit import Unit
from counterfoil.documents.catalog_data import (
    BundledProduct,
    ProductData,
    ProductImage,
    ProductImageGroup,
    ProductLinkData,
    ProductOption,
    ProductVariant,
)


def _quantity(node: Node) -> Decimal:
    number = values.amount(node)
    return number if number > 0 else Decimal(1)


def _bundled(node: Node) -> BundledProduct:
    quantity = node.child("quantity")
    return BundledProduct(
        product_id=values.required(node, "product-id"),
        quantity=values.amount(quantity) if quantity is not None else Decimal(1),
    )


def _image_group(node: Node, unit: Unit) -> ProductImageGroup:
    group = ProductImageGroup(view_type=values.required(node, "view-type"))
    for child in node.children:
        if child.tag == "variation":
            group.variation[values.required(child, "attribute-id")] = values.required(child, "value")
        elif child.tag == "image":
            image = ProductImage(path=values.required(child, "path"))
            fill(image, child, {"alt": texts("alt"), "title": texts("title")}, unit)
            group.images.append(image)
        else:
            unit.skip("image-group", child.tag)
    return group


def _images(product: ProductData, node: Node, unit: Unit) -> None:
    new = [_image_group(child, unit) for child in node.all("image-group")]
    if node.attributes.get("merge-mode", "merge") == "merge":
        places = {(group.view_type, tuple(sorted(group.variation.items()))) for group in new}
        kept = [g for g in product.image_groups if (g.view_type, tuple(sorted(g.variation.items()))) not in places]
        new = kept + new
    product.image_groups = new


def _variants(product: ProductData, node: Node, _unit: Unit) -> None:
    named = {
        values.required(child, "product-id"): ProductVariant(
            product_id=child.attributes["product-id"], default=child.attributes.get("default") in {"true", "1"}
        )
        for child in node.all("variant")
    }
    mode = node.attributes.get("merge-mode", "replace")
    if mode == "replace":
        product.variants = list(named.values())
    elif mode == "remove":
        product.variants = [variant for variant in product.variants if variant.product_id not in named]
    else:
        kept = {variant.product_id: variant for variant in product.variants}
        product.variants = list({**kept, **named}.values())


def _variation_groups(product: ProductData, node: Node, _unit: Unit) -> None:
    named = [values.required(child, "product-id") for child in node.all("variation-group")]
    mode = node.attributes.get("merge-mode", "replace")
    if mode == "replace":
        product.variation_groups = named
    elif mode == "remove":
        product.variation_groups = [group for group in product.variation_groups if group not in named]
    else:
        product.variation_groups = list(dict.fromkeys(product.variation_groups + named))


def _link(node: Node) -> ProductLinkData:
    return ProductLinkData(product_id=values.required(node, "product-id"), type=values.required(node, "type"))


PAGE_ATTRIBUTES: Table = {
    "page-title": texts("page_title"),
    "page-description": texts("page_description"),
    "page-keywords": texts("page_keywords"),
    "page-url": ignored,
}

VARIATIONS: Table = {
    "attributes": ignored,
    "variants": _variants,
    "variation-groups": _variation_groups,
}
"""The attributes are read by :func:`resolve_shared`, with the catalog's shared ones."""

PRODUCT: Table = {
    "ean": text("ean"),
    "upc": text("upc"),
    "unit": text("unit"),
    "unit-measure": text("unit_measure"),
    "unit-quantity": converted("unit_quantity", values.decimal),
    "min-order-quantity": converted("min_order_quantity", _quantity, Decimal(1)),
    "step-quantity": converted("step_quantity", _quantity, Decimal(1)),
    "display-name": texts("display_name"),
    "short-description": texts("short_description"),
    "long-description": texts("long_description"),
    "online-flag": site_flag("online_flag"),
    "online-from": site_instant("online_from"),
    "online-to": site_instant("online_to"),
    "searchable-flag": site_flag("searchable_flag"),
    "images": _images,
    "tax-class-id": text("tax_class_id"),
    "brand": text("brand"),
    "manufacturer-name": text("manufacturer_name"),
    "manufacturer-sku": text("manufacturer_sku"),
    "page-attributes": lambda record, node, unit: fill(record, node, PAGE_ATTRIBUTES, unit),
    "custom-attributes": product_attributes,
    "bundled-products": part_list("bundled_products", "bundled-product", _bundled),
    "product-set-products": attribute_list("product_set_products", "product-set-product", "product-id"),
    "product-links": part_list("product_links", "product-link", _link),
    "options": ignored,
    "available-flag": ignored,
    "searchable-if-unavailable-flag": ignored,
    "variations": lambda record, node, unit: fill(record, node, VARIATIONS, unit),
    "classification-category": text("classification_category"),
}
"""``options`` are read by :func:`resolve_shared`, with the catalog's shared ones."""


def resolve_shared(
    product: ProductData, node: Node, relations: Relations, earlier: Mapping[str, ProductOption], unit: Unit
) -> None:
    """Fill options and variation attributes; a shared one comes from its catalog, else stays as it was."""
    options = node.child("options")
    if options is not None:
        product.options = []
        for child in options.children:
            option = _option(child, product.catalog_id, relations, earlier, unit)
            if option is not None:
                product.options.append(option)
    variations = node.child("variations")
    attributes = variations.child("attributes") if variations is not None else None
    if attributes is not None:
        _variation_attributes(product, attributes, relations, unit)


def _option(
    node: Node, catalog_id: str, relations: Relations, earlier: Mapping[str, ProductOption], unit: Unit
) -> ProductOption | None:
    if node.tag == "option":
        return read_option(node, unit)
    option_id = values.required(node, "option-id")
    option = relations.options.get((catalog_id, option_id)) or earlier.get(option_id)
    if option is None:
        unit.warn(node.line, f"there is no shared option {option_id}")
    return option


def _variation_attributes(product: ProductData, node: Node, relations: Relations, unit: Unit) -> None:
    earlier = {attribute.variation_attribute_id: attribute for attribute in product.variation_attributes}
    product.variation_attributes = []
    for child in node.children:
        attribute = read_variation_attribute(child, unit)
        if child.tag == "shared-variation-attribute":
            key = attribute.variation_attribute_id
            shared = relations.variation_attributes.get((product.catalog_id, key)) or earlier.get(key)
            if shared is None:
                unit.warn(child.line, f"there is no shared variation attribute {key}")
            else:
                attribute = msgspec.structs.replace(shared, attribute_id=attribute.attribute_id)
        product.variation_attributes.append(attribute)
