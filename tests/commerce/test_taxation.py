"""Jurisdictions by address, and the tax of an amount."""

from decimal import Decimal

import pytest
from tests.commerce.tea_shop import TAX, address, amount

from counterfoil.commerce.taxation import compile_tax, tax_of
from counterfoil.documents.address import OrderAddress
from counterfoil.documents.shop_data import AddressMapping, SiteData, TaxData, TaxJurisdiction

pytestmark = pytest.mark.fast

CENT = Decimal("0.01")


def jurisdiction(found: OrderAddress | None, **preferences: str) -> str | None:
    return compile_tax(SiteData(site_id="Tea", tax=TAX, preferences=preferences)).jurisdiction(found)


def test_the_pair_of_keys_comes_before_the_first_key_alone():
    keys = {"TaxKey1": "Country", "TaxKey2": "State"}
    assert jurisdiction(address("ME"), **keys) == "north"
    assert jurisdiction(address("MA"), **keys) == "home"
    assert jurisdiction(address("me", "us"), **keys) == "north"


def test_an_address_that_matches_nothing_is_in_the_default_jurisdiction():
    assert jurisdiction(address(country="FR"), TaxKey1="Country") == "home"
    assert jurisdiction(None) == "home"


def test_the_keys_are_country_and_postal_code_unless_the_site_says_otherwise():
    mapping = AddressMapping(key1="US", key2="01803")
    tax = TaxData(jurisdictions=[TaxJurisdiction(jurisdiction_id="town", address_mappings=[mapping])])
    table = compile_tax(SiteData(site_id="Tea", tax=tax))
    assert table.jurisdiction(address()) == "town"
    assert table.jurisdiction(OrderAddress(country_code="US")) is None


def test_a_class_without_rate_has_none_and_the_exempt_class_has_zero():
    table = compile_tax(SiteData(site_id="Tea", tax=TAX))
    assert table.rate("home", "luxury") is None
    assert table.rate("free", "standard") is None
    assert table.rate("free", "TAX_EXEMPT") == 0
    assert table.default_class == "standard"


@pytest.mark.parametrize(
    ("price", "rate", "gross", "tax"),
    [
        ("599.98", "0.05", False, "30.00"),
        ("15.99", "0.05", False, "0.80"),
        ("0.10", "0.05", False, "0.01"),
        ("119.00", "0.19", True, "19.00"),
        ("49.90", "0.19", True, "7.97"),
        ("49.90", "0", True, "0.00"),
    ],
)
def test_tax_is_rounded_half_up(price: str, rate: str, gross: bool, tax: str):
    assert str(tax_of(Decimal(price), Decimal(rate), gross, CENT)) == tax


def test_no_rate_is_no_tax():
    assert tax_of(amount("10"), None, False, CENT) == 0
