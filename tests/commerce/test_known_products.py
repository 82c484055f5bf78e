"""What calculations remember of products is right for every instant, quantity, locale and source code."""

from decimal import Decimal

from tests.commerce.tea_shop import (
    DAY,
    NOW,
    PREFERENCES,
    PRODUCTS,
    basket,
    calculated,
    item,
    product,
    row,
    shop,
    sold_for,
)

from counterfoil.commerce.calculate import calculate
from counterfoil.commerce.known_products import EVER, KnownProduct, KnownProducts, holds_between
from counterfoil.commerce.shop import Shop, compile_shop
from counterfoil.documents.promotion_data import MarketingData, SourceCodeGroup
from counterfoil.documents.shop_data import PriceBook, PriceEntry, PriceRow, PriceTable, ProductView, SiteData


def price_at(now: int, at: Shop, view: ProductView, quantity: str = "1", **said: object) -> Decimal | None:
    """The unit price of a cup in a basket of its own, calculated at an instant."""
    made = basket(item("cup", quantity), **said)
    calculate(made, at, {"cup": view}, now=now, new_id=str)
    assert made.product_items
    return made.product_items[0].base_price


def test_a_price_is_another_as_soon_as_a_table_begins_or_ends():
    sale = PriceTable(online_from=NOW + DAY, online_to=NOW + 2 * DAY, entries=[PriceEntry(amount=Decimal("5.00"))])
    dated = PriceRow(pricebook_id="sale", product_id="cup", tables=[sale])
    view = ProductView(product=product("cup"), prices=[row("cup", "list", ("1", "7.35")), dated])
    at = shop()
    instants = (NOW, NOW + DAY - 1, NOW + DAY, NOW + 2 * DAY - 1, NOW + 2 * DAY, NOW)
    found = [price_at(now, at, view) for now in instants]
    assert [f"{price}" for price in found] == ["7.35", "7.35", "5.00", "5.00", "7.35", "7.35"]


def test_a_price_is_another_as_soon_as_its_book_ends():
    books = {"list": PriceBook(pricebook_id="list", currency="USD", online_to=NOW + DAY)}
    at = compile_shop(SiteData(site_id="Tea", currency="USD", preferences=PREFERENCES), books)
    assert price_at(NOW, at, PRODUCTS["cup"]) == Decimal("7.35")
    assert price_at(NOW + DAY, at, PRODUCTS["cup"]) is None


def test_quantities_have_their_own_prices():
    view = ProductView(product=product("cup"), prices=[row("cup", "list", ("1", "7.35"), ("10", "6.00"))])
    at = shop()
    found = [price_at(NOW, at, view, quantity) for quantity in ("1", "10", "9", "10.0")]
    assert [f"{price}" for price in found] == ["7.35", "6.00", "7.35", "6.00"]


def test_locales_have_their_own_names():
    view = ProductView(product=product("cup", display_name={"x-default": "Cup", "de": "Tasse"}))
    at, names = shop(), []
    for locale in ("default", "de", "default", "de_AT"):
        made = basket(item("cup"), locale=locale)
        calculated(made, at, {"cup": view})
        names += [line.product_name for line in made.product_items or ()]
    assert names == ["Cup", "Tasse", "Cup", "Tasse"]


def test_a_price_that_a_source_code_opens_is_nobody_elses():
    books = {name: PriceBook(pricebook_id=name, currency="USD") for name in ("list", "readers")}
    group = SourceCodeGroup(group_id="readers", enabled_flag=True, code_specs=["READ"], pricebooks=["readers"])
    site = SiteData(site_id="Tea", currency="USD", preferences=PREFERENCES)
    at = compile_shop(site, books, None, MarketingData(source_codes=[group]))
    view = ProductView(
        product=product("cup"), prices=[row("cup", "list", ("1", "7.35")), row("cup", "readers", ("1", "4.00"))]
    )
    found = [price_at(NOW, at, view, source_code=code) for code in (None, "READ", None, "READ")]
    assert [f"{price}" for price in found] == ["7.35", "4.00", "7.35", "4.00"]


def test_a_product_read_anew_has_its_new_price():
    at = shop()
    found = [price_at(NOW, at, sold_for(price, "cup")) for price in ("7.35", "8.00", "9.00")]
    assert [f"{price}" for price in found] == ["7.35", "8.00", "9.00"]


def test_no_more_is_remembered_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr("counterfoil.commerce.known_products._MOST_REMEMBERED", 2)
    known = KnownProducts()
    one = KnownProduct(PRODUCTS["cup"], -EVER, EVER, "Cup", Decimal("7.35"), None)
    for quantity in (1, 2, 3):
        known.keep(one, Decimal(quantity), "USD", "default")
    found = [known.find(PRODUCTS["cup"], Decimal(quantity), "USD", "default", NOW) for quantity in (1, 2, 3)]
    assert found == [None, None, one]


def test_what_holds_between_dates_begins_with_the_one_before():
    assert holds_between([5, None, 9, 2, 7], 5) == (5, 7)
    assert holds_between([None], 5) == (-EVER, EVER)
