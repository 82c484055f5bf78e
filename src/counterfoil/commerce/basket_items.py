"""Product items of a basket: added, changed and removed, each checked first.

Follows section 3.4 of the resource reference; a bundle, a product with options and a bonus product never join a line.
"""

from collections.abc import Callable
from decimal import Decimal

from msgspec import Struct

from counterfoil import faults
from counterfoil.commerce.card_numbers import refuse_cards
from counterfoil.commerce.custom_attributes import change_custom
from counterfoil.commerce.products import (
    Products,
    allows_quantity,
    check_product,
    complete_options,
    is_orderable_kind,
    is_sellable,
)
from counterfoil.commerce.promotions.choices import check_chosen
from counterfoil.commerce.shipments import default_shipment, find_shipment
from counterfoil.commerce.shop import Shop
from counterfoil.commerce.terms import product_facts
from counterfoil.documents.basket import Basket
from counterfoil.documents.items import ProductItem
from counterfoil.documents.shop_data import ProductView

_LEAST = Decimal("0.01")
_MOST = 999
_THOUSANDTH = Decimal("0.001")


class ItemTerms(Struct, frozen=True):
    """What items are checked with."""

    shop: Shop
    products: Products
    now: int
    new_id: Callable[[], str]


def add_item(basket: Basket, given: ProductItem, terms: ItemTerms) -> None:
    """Add a product item, or raise the quantity of the line that has its product already.

    Faults: INVALID_PRODUCT_ID, INVALID_PRODUCT_ITEM, INVALID_PRODUCT_ITEM_QUANTITY, INVALID_PRODUCT_TYPE,
    INVALID_PRODUCT_OPTION_ITEM, INVALID_PRODUCT_OPTION_VALUE_ITEM, SHIPMENT_NOT_FOUND,
    PROPERTY_CONSTRAINT_VIOLATION for a card number; for a chosen bonus product BONUS_DISCOUNT_LINE_ITEM_NOT_FOUND,
    INVALID_BONUS_PRODUCT, BONUS_PRODUCT_QUANTITY.
    """
    product_id = given.product_id
    if not product_id:
        raise faults.INVALID_PRODUCT_ID(product_id="")
    refuse_cards(given)
    quantity = _quantity(product_id, given.quantity)
    view = check_product(product_id, quantity, terms.products.get(product_id), terms.shop, terms.now)
    shipment_id = given.shipment_id or default_shipment(basket).shipment_id
    if find_shipment(basket, shipment_id) is None:
        raise faults.SHIPMENT_NOT_FOUND(shipment_id=shipment_id)
    if given.bonus_discount_line_item_id is not None:
        facts = product_facts(terms.shop, terms.products, basket.currency or terms.shop.currency, terms.now)
        check_chosen(basket, given, terms.shop.promotion_book, facts)
    made = ProductItem(
        bonus_discount_line_item_id=given.bonus_discount_line_item_id,
        product_id=product_id,
        quantity=quantity,
        shipment_id=shipment_id,
        inventory_id=given.inventory_id,
        option_items=complete_options(view, given.option_items, terms.new_id),
        gift=bool(given.gift),
        gift_message=given.gift_message,
        custom=dict(given.custom),
    )
    line = None if terms.shop.repeats_products else _line_of(basket, made, view)
    if line is not None:
        _join(line, made, view)
        return
    made.item_id = terms.new_id()
    items = basket.product_items if basket.product_items is not None else []
    basket.product_items = [*items, made]


def change_item(
    basket: Basket, item_id: str, given: ProductItem, present: frozenset[str], terms: ItemTerms
) -> ProductItem | None:
    """Change what a request names of an item, and return the item; None when quantity 0 removed it.

    Faults: INVALID_PRODUCT_ITEM_ID, INVALID_PRODUCT_ID for anything but another variation of the same product,
    INVALID_PRODUCT_ITEM_QUANTITY, INVALID_SHIPMENT_ID, SHIPMENT_NOT_FOUND, INVALID_PRODUCT_OPTION_ITEM,
    INVALID_PRODUCT_OPTION_VALUE_ITEM, PROPERTY_CONSTRAINT_VIOLATION for a card number.
    """
    item = find_item(basket, item_id)
    if item is None:
        raise faults.INVALID_PRODUCT_ITEM_ID(item_id=item_id)
    refuse_cards(given)
    if given.quantity == 0 and "quantity" in present:
        remove_item(basket, item)
        return None
    view = terms.products.get(item.product_id or "")
    if "product_id" in present and given.product_id != item.product_id:
        view = _variation(view, given.product_id, terms)
        item.product_id = given.product_id
    if "quantity" in present:
        item.quantity = _quantity(item.product_id or "", given.quantity)
    if view is not None and {"quantity", "product_id"} & present:
        _require_step(view, item)
    if "shipment_id" in present:
        _move(basket, item, given.shipment_id)
    if view is not None and {"option_items", "product_id"} & present:
        item.option_items = complete_options(view, given.option_items, terms.new_id, item.option_items)
    if "gift" in present:
        item.gift = bool(given.gift)
    if "gift_message" in present:
        item.gift_message = given.gift_message
    change_custom(item.custom, given.custom, present)
    return item


def find_item(basket: Basket, item_id: str) -> ProductItem | None:
    """Return a product item by its id."""
    return next((item for item in basket.product_items or () if item.item_id == item_id), None)


def remove_item(basket: Basket, item: ProductItem) -> None:
    """Remove a product item; its shipping item goes with the next calculation."""
    basket.product_items = [other for other in basket.product_items or () if other is not item]


def _quantity(product_id: str, value: Decimal | None) -> Decimal:
    """Return a quantity between 0.01 and 999 of at most three decimals, which is what stock is counted in."""
    if value is None or not _LEAST <= value <= _MOST or value % _THOUSANDTH:
        raise faults.INVALID_PRODUCT_ITEM_QUANTITY(product_id=product_id, quantity=value)
    return value


def _require_step(view: ProductView, item: ProductItem) -> None:
    if item.quantity is None or not allows_quantity(view.product, item.quantity):
        raise faults.INVALID_PRODUCT_ITEM_QUANTITY(product_id=item.product_id, quantity=item.quantity)


def _line_of(basket: Basket, made: ProductItem, view: ProductView) -> ProductItem | None:
    """Return the line that more of the same product joins: of its shipment and its inventory list."""
    if made.option_items or view.product.bundled_products or made.bonus_discount_line_item_id is not None:
        return None
    for item in basket.product_items or ():
        if (
            item.product_id == made.product_id
            and item.shipment_id == made.shipment_id
            and item.inventory_id == made.inventory_id
            and not (item.bonus_product_line_item or item.bonus_discount_line_item_id)
        ):
            return item
    return None


def _join(line: ProductItem, made: ProductItem, view: ProductView) -> None:
    """Raise a line by what was given, and take over what else was said of it."""
    line.quantity = _quantity(line.product_id or "", (line.quantity or Decimal(0)) + (made.quantity or Decimal(0)))
    _require_step(view, line)
    line.gift = bool(line.gift or made.gift)
    line.gift_message = made.gift_message or line.gift_message
    line.custom.update(made.custom)


def _variation(current: ProductView | None, product_id: str | None, terms: ItemTerms) -> ProductView:
    """Return another variation of a product; fault INVALID_PRODUCT_ID for everything else."""
    wanted = terms.products.get(product_id or "")
    master_id = current.product.master_product_id if current is not None else None
    if (
        wanted is None
        or master_id is None
        or wanted.product.master_product_id != master_id
        or not is_orderable_kind(wanted.product)
        or not is_sellable(wanted, terms.shop, terms.now)
    ):
        raise faults.INVALID_PRODUCT_ID(product_id=product_id or "")
    return wanted


def _move(basket: Basket, item: ProductItem, shipment_id: str | None) -> None:
    if not shipment_id:
        raise faults.INVALID_SHIPMENT_ID(shipment_id="")
    if find_shipment(basket, shipment_id) is None:
        raise faults.SHIPMENT_NOT_FOUND(shipment_id=shipment_id)
    item.shipment_id = shipment_id
