"""The rules of promotions: what they ask for, their tiers and the values of their discounts."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from counterfoil.archive import values
from counterfoil.archive.fields import Table, converted, fill, text_list
from counterfoil.archive.nodes import Node
from counterfoil.archive.product_specification import products, specification
from counterfoil.archive.report import BadObjectError
from counterfoil.archive.unit import Unit
from counterfoil.documents.promotion_data import BonusProduct, ProductConstraint, PromotionDiscount, PromotionRule

MOST_BONUS_PRODUCTS = 50
HUNDRED = Decimal(100)
CONDITION_TYPES = {
    "product": ("product-quantity", "product-amount"),
    "order": ("order-total", "product-quantity", "product-combination"),
    "shipping": ("shipment-total", "product-quantity", "product-combination"),
}
"""By class of promotion; the first one is the default."""


def rule_of(node: Node, unit: Unit) -> PromotionRule:
    """Read the rule of a promotion; raise BadObjectError if it gives nothing that is understood."""
    promotion_class = node.tag.removesuffix("-promotion-rule")
    rule = PromotionRule(promotion_class=promotion_class)
    fill(rule, node, RULE, unit)
    if not rule.discounts:
        raise BadObjectError(node.line, f"the {promotion_class} promotion has no discount")
    allowed = CONDITION_TYPES[promotion_class]
    if rule.form == "discounts":
        rule.condition_type = rule.condition_type or allowed[0]
        if rule.condition_type not in allowed:
            raise BadObjectError(node.line, f"the condition type '{rule.condition_type}' is not understood")
    rule.discounts.sort(key=lambda discount: discount.threshold or 0)
    for discount in rule.discounts:
        if discount.type not in TYPES_OF[rule.form if promotion_class == "product" else promotion_class]:
            raise BadObjectError(node.line, f"a {promotion_class} promotion of this form cannot give {discount.type}")
    return rule


TYPES_OF: Mapping[str, frozenset[str]] = {
    "simple-discount": frozenset(
        "fixed_price price_book_price percentage amount bonus bonus_choice free_shipping fixed_price_shipping "
        "total_fixed_price percentage_off_options".split()
    ),
    "discounts": frozenset(
        "fixed_price price_book_price percentage amount bonus bonus_choice free_shipping fixed_price_shipping "
        "percentage_off_options".split()
    ),
    "bogo": frozenset("fixed_price price_book_price percentage amount free".split()),
    "bogo-discounts": frozenset("fixed_price price_book_price percentage amount free".split()),
    "total-discounts": frozenset(["total_fixed_price"]),
    "order": frozenset("percentage amount bonus bonus_choice".split()),
    "shipping": frozenset("fixed_price percentage amount free".split()),
}
"""The discounts that each form of product promotion, and the two other classes, can give."""


def _percentage(discount: PromotionDiscount, node: Node, _unit: Unit) -> None:
    discount.percentage = values.amount(node)
    if discount.percentage > HUNDRED:
        raise BadObjectError(node.line, f"{discount.percentage} per cent is more than the whole")


def _amount(discount: PromotionDiscount, node: Node, _unit: Unit) -> None:
    discount.amount = values.amount(node)


def _price_book(discount: PromotionDiscount, node: Node, _unit: Unit) -> None:
    discount.price_book_id = values.required_text(node, "pricebook-id")


def _nothing(_discount: PromotionDiscount, _node: Node, _unit: Unit) -> None:
    """An element whose name says it all."""


def _bonus(discount: PromotionDiscount, node: Node, unit: Unit) -> None:
    for child in node.children:
        if child.tag == "bonus-products":
            discount.bonus_products = [_bonus_product(product) for product in child.children]
        elif child.tag == "bonus-product-rule":
            discount.bonus_product_rule = specification(child, unit)
        elif child.tag == "max-bonus-items":
            discount.max_bonus_items = values.integer(child)
        else:
            unit.skip(node.tag, child.tag)
    if discount.max_bonus_items is not None and not 1 <= discount.max_bonus_items <= MOST_BONUS_PRODUCTS:
        raise BadObjectError(node.line, f"max-bonus-items is not between 1 and {MOST_BONUS_PRODUCTS}")
    if len(discount.bonus_products) > MOST_BONUS_PRODUCTS:
        raise BadObjectError(node.line, f"there are more than {MOST_BONUS_PRODUCTS} bonus products")


def _bonus_product(node: Node) -> BonusProduct:
    if node.tag == "product-id":
        return BonusProduct(product_id=node.text)
    price = node.child("bonus-product-price")
    product_id = values.required(node, "product-id")
    return BonusProduct(product_id=product_id, price=values.amount(price) if price is not None else None)


def _options(discount: PromotionDiscount, node: Node, unit: Unit) -> None:
    for child in node.children:
        if child.tag == "percentage":
            _percentage(discount, child, unit)
        elif child.tag == "product-options":
            discount.option_ids = [option.text for option in child.all("option-id")]
        else:
            unit.skip(node.tag, child.tag)


Filler = Callable[[PromotionDiscount, Node, Unit], None]
VALUES: Mapping[str, tuple[str, Filler]] = {
    "percentage": ("percentage", _percentage),
    "amount": ("amount", _amount),
    "fixed-price": ("fixed_price", _amount),
    "price-book-price": ("price_book_price", _price_book),
    "total-fixed-price": ("total_fixed_price", _amount),
    "free": ("free", _nothing),
    "free-shipping": ("free_shipping", _nothing),
    "fixed-price-shipping": ("fixed_price_shipping", _amount),
    "bonus": ("bonus", _bonus),
    "bonus-choice": ("bonus_choice", _bonus),
    "percent-off-options": ("percentage_off_options", _options),
}
"""The elements that are the value of a discount: its type, and what reads it."""


def _discount(node: Node, unit: Unit) -> PromotionDiscount:
    discount = PromotionDiscount(type="")
    for child in node.children:
        if child.tag == "threshold":
            discount.threshold = values.amount(child)
        elif child.tag == "eligible-quantity":
            discount.eligible_quantity = values.amount(child)
        elif child.tag in VALUES:
            discount.type, read = VALUES[child.tag]
            read(discount, child, unit)
        else:
            unit.skip(node.tag, child.tag)
    if not discount.type:
        raise BadObjectError(node.line, f"{node.tag} has no discount that is understood")
    return discount


def _single(rule: PromotionRule, node: Node, unit: Unit) -> None:
    rule.form = node.tag
    rule.discounts = [_discount(node, unit)]


def _tiers(tag: str) -> Callable[[PromotionRule, Node, Unit], None]:
    def read(rule: PromotionRule, node: Node, unit: Unit) -> None:
        rule.form = node.tag
        rule.condition_type = node.attributes.get("condition-type")
        exact = node.attributes.get("require-exact-eligible-quantity", "false")
        rule.require_exact_eligible_quantity = exact in {"true", "1"}
        rule.discounts = [_discount(child, unit) for child in node.all(tag)]

    return read


def _combination(name: str) -> Callable[[PromotionRule, Node, Unit], None]:
    def read(rule: PromotionRule, node: Node, unit: Unit) -> None:
        parts = node.child("product-constraints") or node
        setattr(rule, name, [_constraint(child, unit) for child in parts.all("product-constraint")])

    return read


def _constraint(node: Node, unit: Unit) -> ProductConstraint:
    quantity, products_ = node.child("quantity"), node.child("product-specification")
    if products_ is None:
        raise BadObjectError(node.line, "a product-constraint has no product-specification")
    wanted = values.amount(quantity) if quantity is not None else Decimal(1)
    if wanted <= 0:
        raise BadObjectError(node.line, "a product-constraint wants no product")
    return ProductConstraint(quantity=wanted, products=specification(products_, unit))


RULE: Table = {
    "qualifying-products": products("qualifying_products"),
    "discounted-products": products("discounted_products"),
    "qualifying-products-combination": _combination("qualifying_combination"),
    "discounted-products-combination": _combination("discounted_combination"),
    "excluded-products": products("excluded_products"),
    "non-qualifying-products": products("excluded_products"),
    "disable-global-excluded-products": converted("disable_global_excluded_products", values.boolean, False),
    "shipping-methods": text_list("shipping_methods", "method-id"),
    "payment-methods": text_list("payment_methods", "method-id"),
    "identical-products": converted("identical_products", values.boolean, False),
    "simple-discount": _single,
    "discounts": _tiers("discount"),
    "bogo": _single,
    "bogo-discounts": _tiers("bogo"),
    "total-discounts": _tiers("discount"),
    "max-applications": converted("max_applications", values.integer),
    "discount-only-qualifying-products": converted("discount_only_qualifying_products", values.boolean, False),
    "exclude-discounted-products": converted("exclude_discounted_products", values.boolean, False),
    "enable-upsells": converted("enable_upsells", values.boolean, False),
    "upsell-threshold": converted("upsell_threshold", values.amount),
    "prohibit-nonqualifying-products": converted("prohibit_nonqualifying_products", values.boolean, True),
}
"""``fill`` passes an element to its handler; ``non-qualifying-products`` is the older name."""
