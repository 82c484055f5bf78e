"""What a catalog says about products outside their own elements: variants, assignments, shared definitions.

Catalogs are read twice, objects after relations, so that the order of files and elements does not matter.
"""

from msgspec import Struct

from counterfoil.archive import values
from counterfoil.archive.attributes import attributes
from counterfoil.archive.fields import Table, fill, ignored, text, texts
from counterfoil.archive.nodes import Node
from counterfoil.archive.report import BadObjectError
from counterfoil.archive.unit import Unit
from counterfoil.documents.catalog_data import (
    OptionValuePrice,
    ProductData,
    ProductImage,
    ProductOption,
    ProductOptionValue,
    RecommendationData,
    VariationAttribute,
    VariationValue,
)


class Assignment(Struct):
    """A product's place in a category, or the end of it."""

    catalog_id: str
    category_id: str
    primary: bool
    deleted: bool


class Membership(Struct):
    """A product is (or is no longer) a variant or variation group of a master."""

    master_product_id: str
    group: bool = False
    removed: bool = False


class Recommended(Struct):
    """What a catalog recommends beside a product, or no longer does."""

    catalog_id: str
    recommendation: RecommendationData
    deleted: bool


class Relations(Struct):
    """What all catalogs of an archive say, by product id."""

    memberships: dict[str, Membership] = {}
    replaced_masters: set[str] = set()
    """Masters whose variants are listed anew: who names such a master but is not listed has left it."""
    assignments: dict[str, list[Assignment]] = {}
    recommendations: dict[str, list[Recommended]] = {}
    linked_from: dict[str, list[str]] = {}
    options: dict[tuple[str, str], ProductOption] = {}
    variation_attributes: dict[tuple[str, str], VariationAttribute] = {}

    def related(self) -> set[str]:
        """Return the ids of all products that something is said about."""
        return self.memberships.keys() | self.assignments.keys() | self.recommendations.keys() | self.linked_from.keys()

    def is_owned(self, product_id: str) -> bool:
        """Say whether a category or a master counts on the product; who merely links to it does not."""
        return product_id in self.memberships or product_id in self.assignments

    def apply(self, product: ProductData) -> None:
        """Put into a product what other elements say about it."""
        membership = self.memberships.get(product.product_id)
        if membership is not None and not membership.removed:
            product.master_product_id = membership.master_product_id
            product.variation_group = membership.group
        elif membership is not None or product.master_product_id in self.replaced_masters:
            product.master_product_id = None
            product.variation_group = False
        for assignment in self.assignments.get(product.product_id, ()):
            _assign(product, assignment)
        for recommended in self.recommendations.get(product.product_id, ()):
            _recommend(product, recommended)
        product.linked_from = list(dict.fromkeys(product.linked_from + self.linked_from.get(product.product_id, [])))


def _recommend(product: ProductData, recommended: Recommended) -> None:
    new, catalog_id = recommended.recommendation, recommended.catalog_id
    kept = [
        old
        for old in product.recommendations.get(catalog_id, ())
        if (old.target_id, old.type) != (new.target_id, new.type)
    ]
    if not recommended.deleted:
        kept.append(new)
    product.recommendations = {name: list_ for name, list_ in product.recommendations.items() if name != catalog_id}
    if kept:
        product.recommendations[catalog_id] = kept


def _assign(product: ProductData, assignment: Assignment) -> None:
    catalog_id = assignment.catalog_id
    assigned = product.category_assignments.setdefault(catalog_id, [])
    known = assignment.category_id in assigned
    if known and (assignment.deleted or assignment.primary):
        assigned.remove(assignment.category_id)
    if not assignment.deleted and (assignment.primary or not known):
        assigned.insert(0 if assignment.primary else len(assigned), assignment.category_id)
    if assigned:
        product.categories[catalog_id] = assigned[0]
    else:
        product.category_assignments.pop(catalog_id)
        product.categories.pop(catalog_id, None)


def collect(unit: Unit, relations: Relations) -> None:
    """Read one catalog's relations; what cannot be read is reported when the objects are."""
    catalog_id = unit.root.attributes.get("catalog-id", "")
    for node in unit.nodes():
        try:
            _collect(relations, catalog_id, node, unit)
        except BadObjectError as bad:
            if node.tag != "product":
                unit.warn(bad.line, bad.message)


def _collect(relations: Relations, catalog_id: str, node: Node, unit: Unit) -> None:
    if node.tag == "product":
        _collect_members(relations, node)
        _collect_links(relations, node)
    elif node.tag == "recommendation":
        _collect_recommendation(relations, catalog_id, node, unit)
    elif node.tag == "category-assignment":
        assignment = Assignment(
            catalog_id,
            values.required(node, "category-id"),
            node.text_of("primary-flag") in {"true", "1"},
            node.deleted,
        )
        relations.assignments.setdefault(values.required(node, "product-id"), []).append(assignment)
    elif node.tag == "product-option" and not node.deleted:
        option = read_option(node, unit)
        relations.options[catalog_id, option.option_id] = option
    elif node.tag == "variation-attribute" and not node.deleted:
        attribute = read_variation_attribute(node, unit)
        relations.variation_attributes[catalog_id, attribute.variation_attribute_id] = attribute


def _collect_members(relations: Relations, node: Node) -> None:
    variations = node.child("variations")
    if variations is None or node.deleted:
        return
    master_id = values.required(node, "product-id")
    for tag, member, group in (("variants", "variant", False), ("variation-groups", "variation-group", True)):
        for members in variations.all(tag):
            mode = members.attributes.get("merge-mode", "replace")
            if mode == "replace":
                relations.replaced_masters.add(master_id)
            for child in members.all(member):
                product_id = values.required(child, "product-id")
                relations.memberships[product_id] = Membership(master_id, group, mode == "remove")


def _collect_links(relations: Relations, node: Node) -> None:
    links = node.child("product-links")
    for link in links.all("product-link") if links is not None and not node.deleted else ():
        sources = relations.linked_from.setdefault(values.required(link, "product-id"), [])
        sources.append(values.required(node, "product-id"))


def _image(recommendation: RecommendationData, node: Node, unit: Unit) -> None:
    recommendation.image = None
    if node.attributes.get("path"):
        recommendation.image = ProductImage(path=node.attributes["path"])
        fill(recommendation.image, node, {"alt": texts("alt"), "title": texts("title")}, unit)


RECOMMENDATION: Table = {
    "name": texts("name"),
    "callout-msg": texts("callout_msg"),
    "short-description": texts("short_description"),
    "long-description": texts("long_description"),
    "image": _image,
    "custom-attributes": attributes("custom_attributes", "Recommendation"),
}


def _collect_recommendation(relations: Relations, catalog_id: str, node: Node, unit: Unit) -> None:
    if node.attributes.get("source-type", "product") != "product":
        unit.skip("catalog", "recommendation of a category")
        return
    kind = values.required(node, "type")
    if not (kind.isascii() and kind.isdigit() and len(kind) <= 9):
        raise BadObjectError(node.line, f"recommendation has no kind '{kind[:40]}'")
    recommendation = RecommendationData(target_id=values.required(node, "target-id"), type=int(kind))
    fill(recommendation, node, RECOMMENDATION, unit)
    recommended = Recommended(catalog_id, recommendation, node.deleted)
    relations.recommendations.setdefault(values.required(node, "source-id"), []).append(recommended)


def _read_price(node: Node) -> OptionValuePrice:
    return OptionValuePrice(
        currency=values.currency(values.required(node, "currency"), node.line), price=values.decimal(node)
    )


OPTION_VALUE: Table = {
    "display-value": texts("display_value"),
    "description": ignored,
    "image": ignored,
    "product-id-modifier": text("product_id_modifier"),
    "option-value-prices": lambda record, node, _unit: setattr(
        record, "prices", [_read_price(child) for child in node.all("option-value-price")]
    ),
}


def _option_values(option: ProductOption, node: Node, unit: Unit) -> None:
    option.values = []
    for child in node.all("option-value"):
        value = ProductOptionValue(
            value_id=values.required(child, "value-id"), default=child.attributes.get("default") in {"true", "1"}
        )
        fill(value, child, OPTION_VALUE, unit)
        option.values.append(value)


OPTION: Table = {
    "display-name": texts("display_name"),
    "description": texts("description"),
    "image": texts("image"),
    "sort-mode": ignored,
    "option-values": _option_values,
}


def read_option(node: Node, unit: Unit) -> ProductOption:
    """Read a product option, a product's own or a shared one."""
    option = ProductOption(option_id=values.required(node, "option-id"))
    fill(option, node, OPTION, unit)
    return option


def _variation_values(attribute: VariationAttribute, node: Node, unit: Unit) -> None:
    attribute.values = []
    for child in node.all("variation-attribute-value"):
        value = VariationValue(value=values.required(child, "value"))
        fill(value, child, {"display-value": texts("display_value"), "description": texts("description")}, unit)
        attribute.values.append(value)


VARIATION_ATTRIBUTE: Table = {
    "display-name": texts("display_name"),
    "variation-attribute-values": _variation_values,
}


def read_variation_attribute(node: Node, unit: Unit) -> VariationAttribute:
    """Read a variation attribute, a master's own or a shared one."""
    attribute_id = values.required(node, "attribute-id")
    attribute = VariationAttribute(
        attribute_id=attribute_id,
        variation_attribute_id=node.attributes.get("variation-attribute-id") or attribute_id,
    )
    fill(attribute, node, VARIATION_ATTRIBUTE, unit)
    return attribute
