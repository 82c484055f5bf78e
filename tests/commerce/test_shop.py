"""The compiled view of a site."""

from decimal import Decimal

import pytest
from tests.commerce.tea_shop import PREFERENCES, shop

from counterfoil.commerce.shop import compile_shop
from counterfoil.documents.shop_data import PriceBook, SiteData

pytestmark = pytest.mark.fast


@pytest.mark.parametrize(("currency", "digits", "rounded"), [("JPY", 0, "3"), ("USD", 2, "2.50"), ("KWD", 3, "2.500")])
def test_money_is_rounded_to_the_digits_of_its_currency(currency: str, digits: int, rounded: str):
    assert shop().digits(currency) == shop(currency=currency).digits() == digits
    assert str(shop().round_money(Decimal("2.5"), currency)) == rounded
    assert str(shop(currency=currency).round_money(Decimal("2.5"))) == rounded


def test_amounts_are_rounded_half_up():
    assert [str(shop().round_money(Decimal(text))) for text in ("0.005", "0.0149", "-0.005")] == [
        "0.01", "0.01", "-0.01",
    ]  # fmt: skip


def test_even_the_longest_number_a_request_may_carry_is_rounded():
    assert str(shop().round_money(Decimal("9" * 30))) == "9" * 30 + ".00"


def test_a_site_takes_its_own_currency_and_those_it_lists():
    listing = PREFERENCES | {"SiteCurrencies": "EUR:USD:JPY"}
    assert shop(preferences=listing).currencies == ("USD", "EUR", "JPY")


def test_price_books_are_chained_by_parent_within_their_currency():
    books = {
        "list": PriceBook(pricebook_id="list", currency="USD"),
        "sale": PriceBook(pricebook_id="sale", currency="USD", parent="list"),
        "eur": PriceBook(pricebook_id="eur", currency="EUR", parent="list"),
    }
    site = SiteData(site_id="Tea", preferences={"SitePriceBooks": "sale:missing:eur"})
    chains = compile_shop(site, books).price_chains
    assert {
        currency: [[book.pricebook_id for book in chain] for chain in held] for currency, held in chains.items()
    } == {
        "USD": [["sale", "list"]],
        "EUR": [["eur"]],
    }


def test_preferences_have_defaults():
    bare = compile_shop(SiteData(site_id="Tea"), {})
    assert (bare.locale, bare.catalog_id, bare.repeats_products, bare.inventory_list) == ("default", None, False, None)
    told = shop(
        preferences={
            "SiteDefaultLocale": "de_DE",
            "SiteCatalog": "tea",
            "AddProductToBasketBehavior": "AllowRepeats",
        }
    )
    assert (told.locale, told.catalog_id, told.repeats_products) == ("de_DE", "tea", True)
