"""Product specifications: every condition and operator, groups, and what is left out."""

from decimal import Decimal

import pytest
from tests.commerce.tea_shop import NOW, item, product, row, shop

from counterfoil.commerce.categories import compile_tree
from counterfoil.commerce.product_specification import Facts, ProductSelection, Surroundings
from counterfoil.commerce.terms import product_facts
from counterfoil.documents.catalog_data import Category
from counterfoil.documents.items import OptionItem
from counterfoil.documents.product_rules import ProductCondition, ProductSpecification
from counterfoil.documents.shop_data import ProductView

pytestmark = pytest.mark.fast

PARENTS = {"root": None, "drinks": None, "tea": "drinks", "green": "tea", "black": "tea", "food": "root"}
TREE = compile_tree(Category(catalog_id="shop", category_id=name, parent=parent) for name, parent in PARENTS.items())
AROUND = Surroundings({"shop": TREE}, {"breakfast": ["sencha"]})
MASTER = product("leaf", brand="Tsuki", custom_attributes={"origin": "Uji", "grade": 3, "tags": ["new", "organic"]})
SENCHA = ProductView(
    product=product(
        "sencha",
        master_product_id="leaf",
        category_assignments={"shop": ["green"]},
        categories={"shop": "green"},
        custom_attributes={"organic": True},
    ),
    master=MASTER,
    prices=[row("sencha", "list", ("1", "12.00")), row("sencha", "sale", ("1", "9.99"))],
)
FACTS = Facts({"sencha": SENCHA}, {"sencha": Decimal(5)})


def condition(kind: str, operator: str, *values: str, subject: str | None = None) -> ProductCondition:
    return ProductCondition(kind=kind, operator=operator, values=list(values), subject=subject)


def names(included: list[list[ProductCondition]] | None, excluded: list[list[ProductCondition]] | None = None) -> bool:
    selection = ProductSelection(ProductSpecification(included=included, excluded=excluded or []), AROUND)
    line = item("sencha", base_price=Decimal("9.99"))
    line.option_items = [OptionItem(option_id="wrap", option_value_id="red")]
    first = selection.names(line, FACTS)
    assert selection.names(line, FACTS) is first
    return first


@pytest.mark.parametrize(
    ("operator", "value", "expected"),
    [
        ("is equal", "Tsuki", True),
        ("is equal", "Other", False),
        ("is not equal", "Other", True),
        ("is not equal", "Tsuki", False),
        ("starts with", "Ts", True),
        ("ends with", "uki", True),
        ("contains", "suk", True),
        ("contains", "x", False),
        ("does not contain", "x", True),
    ],
)
def test_the_brand_of_a_product_or_of_its_master(operator: str, value: str, expected: bool):
    assert names([[condition("brand", operator, value)]]) is expected


def test_a_brand_exists_or_does_not():
    assert names([[condition("brand", "exists")]])
    assert not names([[condition("brand", "does not exist")]])


@pytest.mark.parametrize(
    ("operator", "values", "expected"),
    [
        ("is equal", ["cup", "sencha"], True),
        ("is equal", ["leaf"], True),
        ("is not equal", ["leaf"], False),
        ("is not equal", ["cup"], True),
        ("starts with", ["sen"], True),
        ("ends with", ["cha"], True),
        ("does not contain", ["cup"], True),
    ],
)
def test_the_id_of_a_product_or_of_its_master(operator: str, values: list[str], expected: bool):
    assert names([[condition("product-id", operator, *values)]]) is expected


@pytest.mark.parametrize(
    ("operator", "value", "expected"),
    [
        ("is equal", "green", True),
        ("is equal", "drinks", True),
        ("is equal", "food", False),
        ("is exactly", "green", True),
        ("is exactly", "tea", False),
        ("is direct child of", "tea", True),
        ("is direct child of", "drinks", False),
        ("is child of", "drinks", True),
        ("is child of", "green", False),
        ("is child of", "root", True),
        ("is sibling of", "black", True),
        ("is sibling of", "green", False),
        ("is direct parent of", "tea", False),
        ("is parent of", "black", False),
    ],
)
def test_where_a_product_stands_in_the_tree(operator: str, value: str, expected: bool):
    assert names([[condition("category", operator, value, subject="shop")]]) is expected


def test_parents_of_a_category():
    above = ProductView(product=product("set", categories={"shop": "tea"}, category_assignments={"shop": ["tea"]}))
    facts = Facts({"set": above})
    for operator, value, expected in (
        ("is direct parent of", "green", True),
        ("is parent of", "green", True),
        ("is parent of", "drinks", False),
    ):
        said = ProductSpecification(included=[[condition("category", operator, value, subject="shop")]])
        assert ProductSelection(said, AROUND).names(item("set"), facts) is expected


@pytest.mark.parametrize(
    ("operator", "value", "expected"),
    [
        ("less than", "10", True),
        ("less than", "9.99", False),
        ("greater than", "9", True),
        ("ends with", ".99", True),
        ("ends with", ".50", False),
    ],
)
def test_the_price_of_a_unit(operator: str, value: str, expected: bool):
    assert names([[condition("price", operator, value)]]) is expected


def test_what_is_left_in_stock():
    assert names([[condition("inventory", "greater than", "4")]])
    assert not names([[condition("inventory", "less than", "5")]])


@pytest.mark.parametrize(
    ("attribute", "operator", "values", "expected"),
    [
        ("custom.origin", "equals", ["Uji"], True),
        ("custom.origin", "is not equal", ["Uji"], False),
        ("custom.origin", "exists", [], True),
        ("custom.moon", "exists", [], False),
        ("custom.moon", "does not exist", [], True),
        ("custom.moon", "is not equal", ["full"], True),
        ("custom.grade", "greater than", ["2"], True),
        ("custom.grade", "less than", ["10"], True),
        ("custom.tags", "contains", ["organ"], True),
        ("custom.tags", "equals", ["new"], True),
        ("custom.organic", "equals", ["true"], True),
        ("name", "starts with", ["Sen"], True),
        ("ID", "ends with", ["cha"], True),
    ],
)
def test_attributes_of_a_product_or_of_its_master(attribute: str, operator: str, values: list[str], expected: bool):
    assert names([[condition("attribute", operator, *values, subject=attribute)]]) is expected


def test_product_sets_and_options():
    assert names([[condition("product-set", "is equal", "breakfast")]])
    assert not names([[condition("product-set", "is equal", "dinner")]])
    assert names([[condition("option", "is equal", "red", "blue", subject="wrap")]])
    assert not names([[condition("option", "is equal", "blue", subject="wrap")]])
    assert names([[condition("option", "exists", subject="wrap")]])
    assert names([[condition("option", "does not exist", subject="card")]])


@pytest.mark.parametrize(
    ("operator", "book", "expected"),
    [
        ("storefront price in", "sale", True),
        ("storefront price in", "list", False),
        ("storefront price in (recursive)", "list", True),
        ("price in", "list", True),
        ("price in", "trade", False),
    ],
)
def test_the_price_book_of_the_price(operator: str, book: str, expected: bool):
    """The sale book, whose parent is the list, has the lowest price."""
    facts = product_facts(shop(), {"sencha": SENCHA}, "USD", NOW)
    said = ProductSpecification(included=[[condition("pricebook", operator, book)]])
    assert ProductSelection(said, AROUND).names(item("sencha"), facts) is expected


def test_groups_are_alternatives_and_their_conditions_hold_together():
    tsuki, cup = condition("brand", "is equal", "Tsuki"), condition("product-id", "is equal", "cup")
    assert not names([[tsuki, cup]])
    assert names([[cup], [tsuki]])
    assert not names([[tsuki]], [[condition("product-id", "is equal", "sencha")]])


def test_without_included_products_all_are_meant_and_without_groups_none():
    assert names(None)
    assert not names([])
    assert not names(None, [[condition("brand", "exists")]])


def test_an_unknown_product_is_never_meant():
    selection = ProductSelection(ProductSpecification(), AROUND)
    assert not selection.names(item("moon"), FACTS)
