"""Bonus choices: which products may be chosen, and how many.

Follows section 3.4 of the resource reference.
"""

from decimal import Decimal

from counterfoil import faults
from counterfoil.commerce.product_specification import Facts
from counterfoil.commerce.promotions.book import PromotionBook
from counterfoil.documents.basket import Basket
from counterfoil.documents.items import BonusDiscountLineItem, ProductItem


def offers_product(choice: BonusDiscountLineItem, item: ProductItem, book: PromotionBook, facts: Facts) -> bool:
    """Say whether an item is one of those to choose from: listed, or named by the rule of its promotion."""
    if any(product.product_id == item.product_id for product in choice.bonus_products or ()):
        return True
    offer = book.by_id.get(choice.promotion_id or "")
    rules = offer.bonus_rules.values() if offer is not None else ()
    return any(rule.names(item, facts) for rule in rules)


def check_chosen(basket: Basket, given: ProductItem, book: PromotionBook, facts: Facts) -> None:
    """Refuse an item that is no choice of the bonus discount line item it names.

    Faults: BONUS_DISCOUNT_LINE_ITEM_NOT_FOUND, INVALID_BONUS_PRODUCT, BONUS_PRODUCT_QUANTITY.
    """
    choice_id = given.bonus_discount_line_item_id
    choice = next((each for each in basket.bonus_discount_line_items or () if each.id == choice_id), None)
    if choice is None:
        raise faults.BONUS_DISCOUNT_LINE_ITEM_NOT_FOUND(bonus_discount_line_item_id=choice_id)
    if not offers_product(choice, given, book, facts):
        raise faults.INVALID_BONUS_PRODUCT(product_id=given.product_id)
    chosen = [item for item in basket.product_items or () if item.bonus_discount_line_item_id == choice_id]
    quantity = sum((item.quantity or Decimal(1) for item in (*chosen, given)), Decimal(0))
    if quantity > (choice.max_bonus_items or 0):
        raise faults.BONUS_PRODUCT_QUANTITY(product_id=given.product_id, quantity=given.quantity)
