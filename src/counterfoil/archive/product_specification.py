"""Product specifications: which products a promotion or a shipping method speaks of."""

from counterfoil.archive import values
from counterfoil.archive.fields import Handler
from counterfoil.archive.nodes import Node
from counterfoil.archive.report import BadObjectError
from counterfoil.archive.unit import Unit
from counterfoil.commerce.product_attributes import is_known
from counterfoil.documents.product_rules import ConditionGroup, ProductCondition, ProductSpecification

COMPARISONS = frozenset(
    {"is equal", "is not equal", "starts with", "ends with", "contains", "does not contain"},
)
EXISTENCE = frozenset({"exists", "does not exist"})


class _Kind:
    """A kind of condition: its values, its operators, and the attribute that names its subject."""

    def __init__(self, tag: str, operators: frozenset[str], default: str, subject: str | None = None) -> None:
        self.tag = tag
        self.operators = operators
        self.default = default
        self.subject = subject


KINDS = {
    "brand-condition": _Kind("brand", COMPARISONS | EXISTENCE, "is equal"),
    "product-id-condition": _Kind("product-id", COMPARISONS, "is equal"),
    "category-condition": _Kind(
        "category-id",
        frozenset(
            {
                "is equal",
                "is exactly",
                "is direct child of",
                "is child of",
                "is direct parent of",
                "is parent of",
                "is sibling of",
            }
        ),
        "is equal",
        "catalog-id",
    ),
    "price-condition": _Kind("price", frozenset({"less than", "greater than", "ends with"}), "less than"),
    "inventory-condition": _Kind("ats", frozenset({"less than", "greater than"}), "less than"),
    "attribute-condition": _Kind(
        "attribute-value",
        (COMPARISONS | EXISTENCE | {"less than", "greater than", "equals"}) - {"is equal"},
        "equals",
        "attribute-id",
    ),
    "pricebook-condition": _Kind(
        "pricebook-id",
        frozenset({"storefront price in (recursive)", "storefront price in", "price in"}),
        "storefront price in (recursive)",
    ),
    "product-set-condition": _Kind("product-set-id", frozenset({"is equal"}), "is equal"),
    "option-condition": _Kind("option-value-id", EXISTENCE | {"is equal"}, "is equal", "option-id"),
}


def specification(node: Node, unit: Unit) -> ProductSpecification:
    """Read a product specification; a group that is not understood is reported and left out."""
    made = ProductSpecification()
    for child in node.children:
        if child.tag == "included-products":
            made.included = _groups(child, unit)
        elif child.tag == "excluded-products":
            made.excluded = _groups(child, unit)
        else:
            unit.warn(child.line, f"{child.tag} in a product specification is not understood")
    return made


def products(name: str) -> Handler:
    """Fill an attribute with the product specification that an element is."""
    return lambda record, node, unit: setattr(record, name, specification(node, unit))


def _groups(node: Node, unit: Unit) -> list[ConditionGroup]:
    groups = []
    for child in node.children:
        try:
            groups.append([_condition(condition) for condition in child.children])
        except BadObjectError as bad:
            unit.warn(bad.line, f"{bad.message}; the group of conditions is left out")
    return [group for group in groups if group]


def _condition(node: Node) -> ProductCondition:
    kind = KINDS.get(node.tag)
    if kind is None:
        raise BadObjectError(node.line, f"products named by {node.tag} are not understood")
    operator = node.attributes.get("operator", kind.default)
    if operator not in kind.operators:
        raise BadObjectError(node.line, f"the operator '{operator}' of {node.tag} is not understood")
    condition = ProductCondition(kind=node.tag.removesuffix("-condition"), operator=operator)
    if kind.subject is not None:
        condition.subject = values.required(node, kind.subject)
    if kind.subject == "attribute-id" and not is_known(condition.subject or ""):
        raise BadObjectError(node.line, f"the product attribute {condition.subject} is not evaluated")
    for child in node.children:
        if child.tag in {kind.tag, "price-ending"}:
            condition.values.append(child.text)
        else:
            raise BadObjectError(child.line, f"{child.tag} in {node.tag} is not understood")
    if kind.tag in {"price", "ats"} and operator != "ends with":
        _check_number(node)
    if not condition.values and operator not in EXISTENCE:
        raise BadObjectError(node.line, f"{node.tag} names nothing to compare with")
    return condition


def _check_number(node: Node) -> None:
    for child in node.children:
        values.decimal(child)
