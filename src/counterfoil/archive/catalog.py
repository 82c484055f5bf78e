"""Catalogs: products with what other elements say about them, and the category tree."""

from collections.abc import Iterator
from functools import partial

import msgspec

from counterfoil.archive import values
from counterfoil.archive.attributes import attributes
from counterfoil.archive.fields import Table, converted, fill, ignored, instant, text, texts
from counterfoil.archive.nodes import Node
from counterfoil.archive.product import PAGE_ATTRIBUTES, PRODUCT, resolve_shared
from counterfoil.archive.relations import Relations
from counterfoil.archive.unit import Change, Item, Unit, deletion, record_change
from counterfoil.documents.catalog_data import Category, ProductData, RefinementDefinition
from counterfoil.documents.shop_data import encode

ROOT = "catalog"
READ_WITH_RELATIONS = frozenset({"category-assignment", "product-option", "variation-attribute", "recommendation"})

_REFINED_BY = {"category": "cgid", "price": "price", "promotion": "pmid"}


def _refinement(node: Node, unit: Unit) -> RefinementDefinition | None:
    """Read a definition; None for a kind that the search does not know."""
    kind = node.attributes.get("type", "attribute")
    attribute_id = _REFINED_BY.get(kind)
    if kind == "attribute":
        name = values.required(node, "attribute-id")
        attribute_id = name if node.attributes.get("system") in {"true", "1"} else f"c_{name}"
    if attribute_id is None:
        unit.skip("refinement-definitions", f"definition of {kind[:40]}")
        return None
    definition = RefinementDefinition(attribute_id=attribute_id)
    for child in node.all("display-name"):
        texts("display_name")(definition, child, unit)
    return definition


def _refinements(category: Category, node: Node, unit: Unit) -> None:
    found = [_refinement(child, unit) for child in node.all("refinement-definition")]
    category.refinements = [definition for definition in found if definition is not None]


CATEGORY: Table = {
    "display-name": texts("display_name"),
    "description": texts("description"),
    "online-flag": converted("online_flag", values.boolean, empty=False),
    "online-from": instant("online_from"),
    "online-to": instant("online_to"),
    "parent": text("parent"),
    "position": converted("position", values.decimal),
    "image": text("image"),
    "thumbnail": text("thumbnail"),
    "template": ignored,
    "refinement-definitions": _refinements,
    "page-attributes": lambda record, node, unit: fill(record, node, PAGE_ATTRIBUTES, unit),
    "custom-attributes": attributes("custom_attributes", "Category"),
}


def changes(unit: Unit, relations: Relations, told: set[str]) -> Iterator[Item]:
    """Yield the changes of one catalog; ``told`` gathers the products whose relations they carry."""
    catalog_id = unit.root.attributes.get("catalog-id", "")
    if not catalog_id:
        unit.warn(unit.root.line, "the catalog has no catalog-id")
        return

    def read(node: Node) -> Iterator[Item]:
        if node.tag == "product":
            yield _product(unit, catalog_id, node, relations)
            told.add(node.attributes["product-id"])
        elif node.tag == "category":
            yield _category(unit, catalog_id, node)
        elif node.tag not in READ_WITH_RELATIONS:
            unit.skip(ROOT, node.tag)

    nodes = unit.nodes()
    next(nodes)
    yield from unit.guarded(nodes, read)


def _product(unit: Unit, catalog_id: str, node: Node, relations: Relations) -> Change:
    product_id = values.required(node, "product-id")
    if node.deleted:
        return deletion(unit, "product", "", product_id)

    def merge(old: ProductData | None) -> ProductData:
        product = old or ProductData(product_id=product_id)
        product.catalog_id = catalog_id
        earlier = {option.option_id: option for option in product.options}
        fill(product, node, PRODUCT, unit)
        resolve_shared(product, node, relations, earlier, unit)
        relations.apply(product)
        return product

    return record_change(unit, "product", "", product_id, merge, ProductData)


def _category(unit: Unit, catalog_id: str, node: Node) -> Change:
    category_id = values.required(node, "category-id")
    if node.deleted:
        return deletion(unit, "category", catalog_id, category_id)

    def merge(old: Category | None) -> Category:
        category = old or Category(catalog_id=catalog_id, category_id=category_id)
        fill(category, node, CATEGORY, unit)
        return category

    return record_change(unit, "category", catalog_id, category_id, merge, Category)


def leftovers(unit: Unit, relations: Relations, told: set[str]) -> Iterator[Item]:
    """Yield the changes of products that catalogs speak about without holding them."""
    for product_id in sorted(relations.related() - told):
        yield Change(unit, "product", "", product_id, partial(_relate, unit, product_id, relations))


def _relate(unit: Unit, product_id: str, relations: Relations, old: bytes | None) -> bytes | None:
    if old is None:
        if relations.is_owned(product_id):
            unit.warn(0, f"there is no product {product_id}, which is assigned to a category or a master")
        return None
    product = msgspec.json.decode(old, type=ProductData)
    relations.apply(product)
    return encode(product)
