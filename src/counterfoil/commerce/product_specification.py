"""Does a rule speak of a product: the product specifications of the site archive, prepared once and asked often.

Follows the product specification section of the site archive reference. What depends on the product alone is
remembered by its id, for as long as the shop data is the same.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from counterfoil.commerce.categories import CategoryTree, chosen_categories, compile_tree
from counterfoil.commerce.conditions import holds
from counterfoil.commerce.product_attributes import attribute_texts
from counterfoil.documents.catalog_data import ProductData
from counterfoil.documents.items import ProductItem
from counterfoil.documents.product_rules import ConditionGroup, ProductCondition, ProductSpecification
from counterfoil.documents.shop_data import ProductView

_MOST_REMEMBERED = 20_000
_CHANGING = frozenset({"price", "inventory", "option", "pricebook"})
"""Kinds of condition whose answer depends on more than the product."""


class Surroundings(NamedTuple):
    """What conditions may ask for beside the product: the site's trees and sets when they are prepared."""

    trees: Mapping[str, CategoryTree] = {}
    """By catalog id."""
    sets: Mapping[str, Sequence[str]] = {}
    """The products of the product sets that rules name."""


class Facts(Struct, frozen=True, gc=False):
    """What conditions may ask for beside the product when they are evaluated."""

    products: Mapping[str, ProductView]
    stock: Mapping[str, Decimal | None] | None = None
    """What is left of the products; None is perpetual. Without it conditions on stock do not hold."""
    price_books: Callable[[ProductView], Sequence[str]] | None = None
    """The book a product's price comes from and, after it, its parents."""


_Test = Callable[[ProductItem, ProductView, Facts], bool]


class ProductSelection:
    """The products a specification names."""

    __slots__ = ("_excluded", "_included", "_memory", "asks_for_stock")

    def __init__(self, specification: ProductSpecification, around: Surroundings) -> None:
        groups = [*(specification.included or ()), *specification.excluded]
        kinds = {condition.kind for group in groups for condition in group}
        self.asks_for_stock = "inventory" in kinds
        self._included = None if specification.included is None else _groups(specification.included, around)
        self._excluded = _groups(specification.excluded, around)
        self._memory: dict[str, bool] | None = None if kinds & _CHANGING else {}

    def names(self, item: ProductItem, facts: Facts) -> bool:
        """Say whether an item's product is one of those named; a product that nobody knows is none."""
        product_id = item.product_id or ""
        if self._memory is not None and product_id in self._memory:
            return self._memory[product_id]
        view = facts.products.get(product_id)
        if view is None:
            return False
        found = (self._included is None or _any(self._included, item, view, facts)) and not (
            self._excluded and _any(self._excluded, item, view, facts)
        )
        if self._memory is not None:
            if len(self._memory) > _MOST_REMEMBERED:
                self._memory.clear()
            self._memory[product_id] = found
        return found


def _any(groups: Iterable[tuple[_Test, ...]], item: ProductItem, view: ProductView, facts: Facts) -> bool:
    return any(all(test(item, view, facts) for test in group) for group in groups)


def _groups(groups: Iterable[ConditionGroup], around: Surroundings) -> tuple[tuple[_Test, ...], ...]:
    return tuple(tuple(_PREPARE[condition.kind](condition, around) for condition in group) for group in groups)


def ids_of(view: ProductView) -> tuple[str, ...]:
    """Return the ids a rule may name a product by: its own and its master's."""
    product = view.product
    return (product.product_id, product.master_product_id) if product.master_product_id else (product.product_id,)


def brand_of(view: ProductView) -> str:
    """Return the brand of a product, else of its master, else nothing."""
    return view.product.brand or (view.master.brand if view.master is not None else None) or ""


def categories_of(view: ProductView, catalog_id: str) -> set[str]:
    """Return the categories of a catalog that a product, or its master, is assigned to."""
    found: set[str] = set()
    for product in (view.product, view.master):
        if product is not None:
            found.update(_assigned(product, catalog_id))
    return found


def _assigned(product: ProductData, catalog_id: str) -> list[str]:
    primary = product.categories.get(catalog_id)
    return product.category_assignments.get(catalog_id) or ([primary] if primary else [])


def _brand(condition: ProductCondition, _around: Surroundings) -> _Test:
    return lambda _item, view, _facts: holds(condition.operator, [brand_of(view)], condition.values)


def _product_id(condition: ProductCondition, _around: Surroundings) -> _Test:
    return lambda _item, view, _facts: holds(condition.operator, ids_of(view), condition.values)


def _category(condition: ProductCondition, around: Surroundings) -> _Test:
    catalog_id = condition.subject or ""
    tree = around.trees.get(catalog_id) or compile_tree(())
    wanted = chosen_categories(condition.operator, condition.values, tree)
    return lambda _item, view, _facts: not wanted.isdisjoint(categories_of(view, catalog_id))


def _price(condition: ProductCondition, _around: Surroundings) -> _Test:
    """Compare the price of a unit as the item has it."""
    if condition.operator == "ends with":
        endings = tuple(condition.values)
        return lambda item, _view, _facts: item.base_price is not None and f"{item.base_price:f}".endswith(endings)
    compare = _comparison(condition)
    return lambda item, _view, _facts: item.base_price is not None and compare(item.base_price)


def _comparison(condition: ProductCondition) -> Callable[[Decimal], bool]:
    limits = [Decimal(value) for value in condition.values]
    if condition.operator == "less than":
        return lambda number: any(number < limit for limit in limits)
    return lambda number: any(number > limit for limit in limits)


def _inventory(condition: ProductCondition, _around: Surroundings) -> _Test:
    compare, more = _comparison(condition), condition.operator == "greater than"

    def test(item: ProductItem, _view: ProductView, facts: Facts) -> bool:
        if facts.stock is None:
            return False
        left = facts.stock.get(item.product_id or "", Decimal(0))
        return more if left is None else compare(left)

    return test


def _attribute(condition: ProductCondition, _around: Surroundings) -> _Test:
    operator = "is equal" if condition.operator == "equals" else condition.operator
    name, values = condition.subject or "", condition.values
    if operator in {"less than", "greater than"}:
        return lambda _item, view, _facts: any(
            _in_order(text, value, operator) for text in attribute_texts(view, name) for value in values
        )
    return lambda _item, view, _facts: holds(operator, attribute_texts(view, name) or [""], values)


def _in_order(text: str, value: str, operator: str) -> bool:
    """Compare two values, as numbers if both are numbers."""
    try:
        one, other = Decimal(text), Decimal(value)
    except ArithmeticError:
        return text < value if operator == "less than" else text > value
    if not (one.is_finite() and other.is_finite()):
        return False
    return one < other if operator == "less than" else one > other


def _price_book(condition: ProductCondition, _around: Surroundings) -> _Test:
    wanted = frozenset(condition.values)
    if condition.operator == "price in":
        return lambda _item, view, _facts: any(row.pricebook_id in wanted for row in view.prices)
    depth = 1 if condition.operator == "storefront price in" else None

    def test(_item: ProductItem, view: ProductView, facts: Facts) -> bool:
        books = facts.price_books(view) if facts.price_books is not None else ()
        return not wanted.isdisjoint(books[:depth])

    return test


def _product_set(condition: ProductCondition, around: Surroundings) -> _Test:
    members = frozenset(product_id for set_id in condition.values for product_id in around.sets.get(set_id, ()))
    return lambda _item, view, _facts: not members.isdisjoint(ids_of(view))


def _option(condition: ProductCondition, _around: Surroundings) -> _Test:
    option_id, values = condition.subject, condition.values

    def test(item: ProductItem, _view: ProductView, _facts: Facts) -> bool:
        chosen = [option.option_value_id for option in item.option_items or () if option.option_id == option_id]
        if condition.operator == "does not exist":
            return not chosen
        return bool(chosen) if condition.operator == "exists" else any(value in values for value in chosen)

    return test


_PREPARE: dict[str, Callable[[ProductCondition, Surroundings], _Test]] = {
    "brand": _brand,
    "product-id": _product_id,
    "category": _category,
    "price": _price,
    "inventory": _inventory,
    "attribute": _attribute,
    "pricebook": _price_book,
    "product-set": _product_set,
    "option": _option,
}


def named_in(specifications: Iterable[ProductSpecification | None], kind: str) -> set[str]:
    """Return the catalogs (of ``category`` conditions) or sets (of ``product-set`` ones) that are named."""
    found: set[str] = set()
    for specification in specifications:
        groups = [*(specification.included or ()), *specification.excluded] if specification is not None else []
        for condition in (condition for group in groups for condition in group):
            if condition.kind == kind:
                found.update([condition.subject or ""] if kind == "category" else condition.values)
    return found
