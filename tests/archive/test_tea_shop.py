"""A whole small archive: every subject once, each fact where the rules look for it."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from tests.archive.archives import Shop, marked, messages

from counterfoil.documents.catalog_data import Category
from counterfoil.documents.organization_data import CustomerGroup, CustomerList
from counterfoil.documents.product_rules import ProductCondition, ProductSpecification
from counterfoil.documents.shop_data import (
    AddressCondition,
    AttributeDefinition,
    PriceBook,
    PriceEntry,
    ProductCostGroup,
    PurchaseRange,
    ScaleEntry,
)

pytestmark = [pytest.mark.anyio, pytest.mark.fast]
KETTLE = ProductSpecification(included=[[ProductCondition(kind="product-id", operator="is equal", values=["kettle"])]])
TEA_SHOP = Path(__file__).parent / "tea_shop"


def millis(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


@pytest.fixture
async def tea_shop(shop: Shop) -> Shop:
    await shop.load_from(TEA_SHOP)
    return shop


async def test_all_of_it_is_read_and_what_cannot_be_is_reported(shop: Shop):
    report = await shop.load_from(TEA_SHOP)
    assert report.skipped_files == {}
    assert messages(report) == ["sites/Shop/customers.xml:3 there is no customer 00000777"]


async def test_a_master_knows_its_variants_and_its_shared_attribute(tea_shop: Shop):
    tin = await tea_shop.product("tin")
    assert [(variant.product_id, variant.default) for variant in tin.variants] == [
        ("tin-red", True),
        ("tin-blue", False),
    ]
    assert [value.value for value in tin.variation_attributes[0].values] == ["red", "blue"]
    assert tin.tax_class_id == "reduced"


async def test_online_flags_differ_by_site(tea_shop: Shop):
    tin = await tea_shop.product("tin")
    assert tin.online_flag.on("Shop")
    assert not tin.online_flag.on("Outlet")


async def test_a_variant_names_its_master(tea_shop: Shop):
    red = await tea_shop.product("tin-red")
    assert red.master_product_id == "tin"
    assert red.custom_attributes == {"color": "red"}


async def test_categories_come_from_the_storefront_catalog(tea_shop: Shop):
    assert (await tea_shop.product("tin")).categories == {"tea-shop": "root"}
    root = await tea_shop.record(Category, "category", "root", "tea-shop")
    assert root.display_name == {"x-default": "Shop"}


async def test_a_shared_option_is_copied_into_the_product(tea_shop: Shop):
    (option,) = (await tea_shop.product("kettle")).options
    assert option.option_id == "warranty"
    assert [value.value_id for value in option.values if value.default] == ["none"]
    assert option.values[1].prices[0].price == Decimal("9.90")


async def test_a_bundle_lists_its_parts(tea_shop: Shop):
    bundle = await tea_shop.product("starter-set")
    assert [(part.product_id, part.quantity) for part in bundle.bundled_products] == [("kettle", 1), ("tin-red", 2)]


async def test_prices_have_tiers_and_periods(tea_shop: Shop):
    tin = await tea_shop.prices("eur-list", "tin")
    assert tin.tables[0].entries == [
        PriceEntry(quantity=Decimal(1), amount=Decimal("12.00")),
        PriceEntry(quantity=Decimal(10), amount=Decimal("10.00")),
    ]
    kettle = await tea_shop.prices("eur-sale", "kettle")
    assert kettle.tables[0].online_from == millis("2026-11-01")
    assert kettle.tables[0].online_to == millis("2026-12-01")


async def test_a_sale_book_names_its_parent(tea_shop: Shop):
    book = await tea_shop.record(PriceBook, "pricebook", "eur-sale")
    assert (book.currency, book.parent, book.online_flag) == ("EUR", "eur-list", True)


async def test_stock_counts_allocation_and_backorder(tea_shop: Shop):
    assert await tea_shop.store.stock("main", ["tin-red", "kettle", "tin-blue"]) == {
        "tin-red": 40_000,
        "kettle": 25_000,
    }
    kettle = await tea_shop.stock("main", "kettle")
    assert kettle.handling == "backorder"
    assert kettle.in_stock_datetime == millis("2026-12-01")


async def test_a_site_has_descriptor_and_preferences(tea_shop: Shop):
    site = await tea_shop.site("Shop")
    assert (site.name, site.currency, site.taxation) == ("Tea shop", "EUR", "net")
    assert site.listed("SitePriceBooks") == ["eur-list", "eur-sale"]


async def test_a_shipping_method_has_scale_surcharge_and_exclusion(tea_shop: Shop):
    (ground,) = (await tea_shop.site("Shop")).shipping_methods
    assert ground.default
    assert ground.display_name["de-DE"] == "Standardversand"
    assert ground.price_table == [
        ScaleEntry(order_value=Decimal(0), amount=Decimal("4.90")),
        ScaleEntry(order_value=Decimal(50), amount=Decimal(0)),
    ]
    assert ground.product_cost_groups == [ProductCostGroup(products=KETTLE, surcharge=Decimal("2.00"))]
    assert ground.excluded_addresses[0].conditions == [
        AddressCondition(attribute_path="shipment.shippingAddress.countryCode", operator="is-not-equal", values=["DE"])
    ]
    assert (ground.currency, ground.customer_groups) == ("EUR", ["Everyone"])


async def test_tax_rates_are_fractions_by_jurisdiction_and_class(tea_shop: Shop):
    tax = (await tea_shop.site("Shop")).tax
    assert tax.rates == {"DE": {"standard": Decimal("0.19"), "reduced": Decimal("0.07")}}
    assert [found.class_id for found in tax.classes if found.default] == ["standard"]
    assert (tax.jurisdictions[0].address_mappings[0].key1, tax.jurisdictions[0].default) == ("DE", True)


async def test_payment_methods_and_cards_carry_their_limits(tea_shop: Shop):
    site = await tea_shop.site("Shop")
    credit_card, invoice = site.payment_methods
    assert (credit_card.method_id, credit_card.enabled_flag) == ("CREDIT_CARD", True)
    assert invoice.ranges == [PurchaseRange(maximum=Decimal(200))]
    assert (invoice.countries, invoice.customer_groups) == (["DE"], ["Registered"])
    (visa,) = site.payment_cards
    assert (visa.number_lengths, visa.number_prefixes) == (["13", "16"], ["4"])
    assert (visa.checksum_verification, visa.security_code_length) == (True, 3)
    assert site.payment_processors == ["INVOICE"]


async def test_metadata_types_custom_attributes(tea_shop: Shop):
    body = await tea_shop.store.shop_row("metadata", "", "Order")
    definitions = msgspec.json.decode(body, type=list[AttributeDefinition])
    assert definitions == [
        AttributeDefinition(attribute_id="giftWrap", type="boolean"),
        AttributeDefinition(
            attribute_id="deliverySlot", type="enum-of-string", values=["any", "evening"], default_value="any"
        ),
    ]


async def test_locales_name_their_fallbacks(tea_shop: Shop):
    body = await tea_shop.store.shop_row("locales", "", "")
    assert msgspec.json.decode(body) == {"de": "default", "de_DE": "de"}


async def test_a_customer_has_profile_address_group_and_hashed_password(tea_shop: Shop):
    ada = await tea_shop.customer("Shop", "00000501")
    assert ada.login == "ada@example.com"
    assert ada.profile == {
        "first_name": "Ada",
        "last_name": "Example",
        "email": "ada@example.com",
        "preferred_locale": "de_DE",
    }
    assert (ada.addresses[0]["address_id"], ada.addresses[0]["preferred"]) == ("home", True)
    assert ada.password_hash == marked("Correct-horse-7")
    assert ada.customer_groups == ["Trade"]


async def test_group_and_list_settings_are_kept(tea_shop: Shop):
    group = await tea_shop.record(CustomerGroup, "customer_group", "Trade", "Shop")
    assert (group.description, group.dynamic) == ("Resellers", False)
    settings = await tea_shop.record(CustomerList, "customer_list", "Shop")
    assert (settings.customer_lockout_enabled, settings.max_failed_logins) == (True, 10)
