"""Unit prices: books, tables, tiers, percentages, variants and options."""

from decimal import Decimal

import pytest
from tests.commerce.tea_shop import DAY, NOW, PRODUCTS, WARRANTY, amount, product, row

from counterfoil.commerce.prices import option_price, unit_price
from counterfoil.commerce.shop import Shop, compile_shop
from counterfoil.documents.shop_data import PriceBook, PriceEntry, PriceRow, PriceTable, ProductView, SiteData

pytestmark = pytest.mark.fast

LIST = PriceBook(pricebook_id="list", currency="USD")
SALE = PriceBook(pricebook_id="sale", currency="USD", parent="list")


def selling(*books: PriceBook, used: str = "list:sale") -> Shop:
    site = SiteData(site_id="Tea", preferences={"SitePriceBooks": used})
    return compile_shop(site, {book.pricebook_id: book for book in books})


def price(rows: list[PriceRow], at: Shop, quantity: str = "1", **properties: object) -> Decimal | None:
    view = ProductView(product=product("cup", **properties), prices=rows)
    return unit_price(view, Decimal(quantity), "USD", NOW, at)


def dated(start: int | None, end: int | None, value: str) -> PriceTable:
    return PriceTable(online_from=start, online_to=end, entries=[PriceEntry(amount=Decimal(value))])


def test_the_lowest_price_of_the_books_wins():
    rows = [row("cup", "list", ("1", "7")), row("cup", "sale", ("1", "6.5"))]
    assert price(rows, selling(LIST, SALE)) == amount("6.50")
    rows = [row("cup", "list", ("1", "6")), row("cup", "sale", ("1", "6.5"))]
    assert price(rows, selling(LIST, SALE)) == amount("6.00")


def test_a_child_book_overrides_its_parent_when_it_is_used_alone():
    rows = [row("cup", "list", ("1", "6")), row("cup", "sale", ("1", "6.5"))]
    assert price(rows, selling(LIST, SALE, used="sale")) == amount("6.50")


def test_a_child_book_without_an_entry_asks_its_parent():
    assert price([row("cup", "list", ("1", "7"))], selling(LIST, SALE, used="sale")) == amount("7.00")


def test_an_offline_book_counts_for_nothing():
    rows = [row("cup", "list", ("1", "7")), row("cup", "sale", ("1", "1"))]
    over = PriceBook(pricebook_id="sale", currency="USD", parent="list", online_to=NOW)
    off = PriceBook(pricebook_id="sale", currency="USD", parent="list", online_flag=False)
    later = PriceBook(pricebook_id="sale", currency="USD", parent="list", online_from=NOW + 1)
    for book in (over, off, later):
        assert price(rows, selling(LIST, book)) == amount("7.00")


def test_an_offline_parent_gives_no_price():
    parent = PriceBook(pricebook_id="list", currency="USD", online_flag=False)
    assert price([row("cup", "list", ("1", "7"))], selling(parent, SALE, used="sale")) is None


def test_books_of_another_currency_give_no_price():
    euro = PriceBook(pricebook_id="list", currency="EUR")
    assert price([row("cup", "list", ("1", "7"))], selling(euro)) is None


def test_books_that_are_each_others_parents_do_not_hang():
    first = PriceBook(pricebook_id="list", currency="USD", parent="sale")
    assert price([], selling(first, SALE)) is None


@pytest.mark.parametrize(
    ("quantity", "expected"), [("1", "12.00"), ("9", "12.00"), ("10", "10.00"), ("250", "8.00"), ("0.5", "12.00")]
)
def test_a_tier_is_the_greatest_quantity_reached(quantity: str, expected: str):
    rows = [row("cup", "list", ("100", "8"), ("1", "12"), ("10", "10"))]
    assert price(rows, selling(LIST), quantity) == amount(expected)


def test_a_quantity_below_the_only_tier_asks_the_parent():
    rows = [row("cup", "sale", ("10", "5")), row("cup", "list", ("1", "7"))]
    assert price(rows, selling(LIST, SALE, used="sale"), "2") == amount("7.00")


def test_a_dated_table_beats_the_undated_one_while_it_is_valid():
    undated, valid = dated(None, None, "7"), dated(NOW - DAY, NOW + DAY, "9")
    for tables in ([undated, valid], [valid, undated]):
        assert price([PriceRow(pricebook_id="list", product_id="cup", tables=tables)], selling(LIST)) == amount("9.00")


def test_a_table_counts_from_its_start_until_before_its_end():
    starts, ended = dated(NOW, None, "5"), dated(NOW - DAY, NOW, "4")
    tables = [ended, starts]
    assert price([PriceRow(pricebook_id="list", product_id="cup", tables=tables)], selling(LIST)) == amount("5.00")


def test_a_percentage_is_off_the_first_amount_of_its_table():
    entries = [PriceEntry(amount=Decimal(12)), PriceEntry(quantity=Decimal(10), percentage=Decimal("12.5"))]
    rows = [PriceRow(pricebook_id="list", product_id="cup", tables=[PriceTable(entries=entries)])]
    assert price(rows, selling(LIST), "10") == amount("10.50")


def test_a_percentage_without_own_amount_is_off_the_price_of_the_parent():
    entries = [PriceEntry(percentage=Decimal(25))]
    rows = [
        PriceRow(pricebook_id="sale", product_id="cup", tables=[PriceTable(entries=entries)]),
        row("cup", "list", ("1", "8"), ("10", "7")),
    ]
    assert price(rows, selling(LIST, SALE, used="sale"), "10") == amount("6.00")


def test_a_percentage_of_nothing_is_no_price():
    entries = [PriceEntry(percentage=Decimal(25))]
    rows = [PriceRow(pricebook_id="list", product_id="cup", tables=[PriceTable(entries=entries)])]
    assert price(rows, selling(LIST)) is None


def test_a_variant_takes_the_price_of_its_master_until_it_has_its_own():
    view = PRODUCTS["tin-red"]
    assert unit_price(view, Decimal(10), "USD", NOW, selling(LIST)) == amount("10.00")
    own = ProductView(product=view.product, master=view.master, prices=[row("tin-red", "list", ("1", "20"))])
    own.prices.extend(view.prices)
    assert unit_price(own, Decimal(10), "USD", NOW, selling(LIST)) == amount("20.00")


def test_an_option_value_without_prices_is_free_but_one_of_other_currencies_has_none():
    free, two_years = WARRANTY.values
    assert option_price(free, "USD") == amount("0.00")
    assert option_price(two_years, "USD") == amount("9.90")
    assert option_price(two_years, "EUR") is None
