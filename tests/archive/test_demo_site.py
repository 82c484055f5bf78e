"""The demo site: what docs and examples promise of it."""

from collections.abc import AsyncIterator, Mapping
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest
from tests.archive.archives import Shop, marked

import counterfoil.demo
from counterfoil.commerce.prices import unit_price
from counterfoil.commerce.products import is_orderable_kind, is_sellable, tax_class
from counterfoil.commerce.shop import Shop as Rules
from counterfoil.commerce.shop import compile_shop
from counterfoil.documents.address import OrderAddress
from counterfoil.documents.catalog_data import ProductData
from counterfoil.documents.shop_data import AttributeDefinition, PriceBook, PriceRow, ProductView, SiteData
from counterfoil.identity.passwords import verify_password
from counterfoil.store.engines import open_store

pytestmark = [pytest.mark.anyio, pytest.mark.fast]
DEMO_SITE = Path(counterfoil.demo.__file__).parent / "site"
NOW = 1_790_000_000_000
"""In September 2026; the only dated sale of the demo site is over by then."""


@pytest.fixture(scope="module")
async def demo(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Shop]:
    """The demo site, loaded once; tests only read it."""
    folder = tmp_path_factory.mktemp("demo")
    store = await open_store(f"sqlite:{folder / 'store.db'}")
    demo = Shop(store, folder)
    await demo.load_from(DEMO_SITE)
    yield demo
    await store.close()


async def rules(demo: Shop, site_id: str) -> Rules:
    """A site as the rules see it."""
    books = [msgspec.json.decode(body, type=PriceBook) for _, _, body in await demo.store.shop_rows("pricebook")]
    return compile_shop(await demo.site(site_id), {book.pricebook_id: book for book in books})


async def view(demo: Shop, product_id: str) -> ProductView:
    """A product with its master and their prices."""
    product = await demo.product(product_id)
    ids = [product_id, *([product.master_product_id] if product.master_product_id else [])]
    prices = {product_id: [] for product_id in ids}
    for row in await demo.store.shop_rows_by_id(["price"], ids):
        prices[row.id].append(msgspec.json.decode(row.body, type=PriceRow))
    master = await demo.product(ids[1]) if len(ids) > 1 else None
    return ProductView(product=product, master=master, prices=[row for rows in prices.values() for row in rows])


async def test_nothing_of_the_demo_site_is_skipped_or_doubtful(shop: Shop):
    report = await shop.load_from(DEMO_SITE)
    assert (report.warnings, report.skipped_files, report.skipped_elements) == ([], {}, {})
    assert report.counts["product"].created == 38


async def test_the_demo_site_can_be_loaded_again(shop: Shop):
    await shop.load_from(DEMO_SITE)
    report = await shop.load_from(DEMO_SITE)
    assert {counts.created + counts.changed + counts.deleted for counts in report.counts.values()} == {0}


@pytest.mark.parametrize(
    ("site_id", "currency", "taxation"), [("RefArch", "USD", "net"), ("RefArchEU", "EUR", "gross")]
)
async def test_there_is_a_net_and_a_gross_site(demo: Shop, site_id: str, currency: str, taxation: str):
    site = await demo.site(site_id)
    assert (site.currency, site.taxation, site.storefront_status) == (currency, taxation, "online")


PRICES: Mapping[str, tuple[int, str, str]] = {
    "mug-01": (1, "14.00", "13.00"),
    "tea-01": (1, "9.50", "8.90"),
    "tea-01 of six": (6, "8.50", "7.90"),
    "tea-01 of twelve": (12, "7.50", "6.90"),
    "10010001 on sale": (1, "54.00", "52.00"),
    "10010002 after its sale": (1, "38.00", "36.00"),
    "10010004 a quarter off": (1, "9.00", "8.63"),
    "tee-navy-m as its master": (1, "29.00", "27.00"),
    "apron-rust dearer than its master": (1, "52.00", "49.00"),
    "starter-bundle": (1, "45.00", "42.00"),
}


@pytest.mark.parametrize("name", PRICES)
async def test_demo_products_have_a_price_on_both_sites(demo: Shop, name: str):
    quantity, dollars, euros = PRICES[name]
    product = await view(demo, name.split(maxsplit=1)[0])
    for site_id, currency, price in (("RefArch", "USD", dollars), ("RefArchEU", "EUR", euros)):
        assert unit_price(product, Decimal(quantity), currency, NOW, await rules(demo, site_id)) == Decimal(price)


async def test_every_product_that_may_be_bought_is_online_with_price_and_stock(demo: Shop):
    """Except for the one that is offline, the one that is offline in Europe, and the one without stock."""
    products = [row[1] for row in await demo.store.shop_rows("product")]
    missing = []
    for site_id, list_id, currency in (("RefArch", "refarch-us", "USD"), ("RefArchEU", "refarch-eu", "EUR")):
        site = await rules(demo, site_id)
        stock = await demo.store.stock(list_id, products)
        for product_id in products:
            product = await view(demo, product_id)
            if not is_orderable_kind(product.product):
                continue
            if not is_sellable(product, site, NOW):
                missing.append((site_id, product_id, "offline"))
            if unit_price(product, Decimal(1), currency, NOW, site) is None:
                missing.append((site_id, product_id, "no price"))
            if stock.get(product_id, 0) == 0:
                missing.append((site_id, product_id, "no stock"))
    assert missing == [
        ("RefArch", "10010010", "no stock"),
        ("RefArch", "10010013", "offline"),
        ("RefArch", "tee-white-l", "no stock"),
        ("RefArchEU", "10010010", "no stock"),
        ("RefArchEU", "10010013", "offline"),
        ("RefArchEU", "10010014", "offline"),
        ("RefArchEU", "tee-white-l", "no stock"),
    ]


async def test_some_stock_is_scarce_endless_or_on_backorder(demo: Shop):
    ids = ["10010007", "10010008", "10010009", "10010011", "10010012"]
    stock = await demo.store.stock("refarch-us", ids)
    assert [stock[product_id] for product_id in ids] == [3000, 1000, 2000, None, 25_000]


async def test_there_is_one_product_of_each_kind(demo: Shop):
    def kinds(product: ProductData) -> set[str]:
        return {
            name
            for name, parts in (
                ("master", product.variants),
                ("option", product.options),
                ("bundle", product.bundled_products),
                ("set", product.product_set_products),
                ("group", product.variation_group),
            )
            if parts
        }

    found = {
        name: kinds(await demo.product(name))
        for name in ("tee", "tee-navy", "kettle-01", "starter-bundle", "table-set")
    }
    assert found == {
        "tee": {"master"},
        "tee-navy": {"group"},
        "kettle-01": {"option"},
        "starter-bundle": {"bundle"},
        "table-set": {"set"},
    }


@pytest.mark.parametrize(
    ("site_id", "country", "state", "postal_code", "rates"),
    [
        ("RefArch", "US", "MA", "02110", ("0.0625", "0", "0")),
        ("RefArch", "US", "NY", "10012", ("0.08875", "0.04", "0")),
        ("RefArch", "US", "TX", "73301", ("0.05", "0.02", "0")),
        ("RefArch", "US", "OR", "97201", ("0", "0", "0")),
        ("RefArchEU", "DE", None, "07743", ("0.19", "0.07", "0")),
        ("RefArchEU", "DE", None, "27498", ("0", "0", "0")),
        ("RefArchEU", "FR", None, "75001", ("0.20", "0.055", "0")),
        ("RefArchEU", "SE", None, "11129", ("0.19", "0.07", "0")),
    ],
)
async def test_tax_follows_the_address(
    demo: Shop, site_id: str, country: str, state: str | None, postal_code: str, rates: tuple[str, str, str]
):
    table = (await rules(demo, site_id)).tax
    jurisdiction = table.jurisdiction(OrderAddress(country_code=country, state_code=state, postal_code=postal_code))
    found = [table.rate(jurisdiction, class_id) for class_id in ("standard", "reduced", "exempt")]
    assert found == [Decimal(rate) for rate in rates]


async def test_tax_classes_of_products(demo: Shop):
    site = await rules(demo, "RefArch")
    classes = {name: tax_class(await view(demo, name), site) for name in ("mug-01", "tea-01", "10010011", "blend-100")}
    assert classes == {"mug-01": "standard", "tea-01": "reduced", "10010011": "exempt", "blend-100": "reduced"}


def scales(site: SiteData) -> dict[str, list[tuple[str, str]]]:
    return {
        method.method_id: [(str(step.order_value), str(step.amount)) for step in method.price_table]
        for method in site.shipping_methods
    }


async def test_shipping_costs_of_the_demo_sites(demo: Shop):
    assert scales(await demo.site("RefArch")) == {
        "001": [("0", "5.99"), ("50", "7.99"), ("100", "9.99"), ("500", "15.99")],
        "002": [("0", "11.99"), ("50", "13.99"), ("100", "16.99"), ("500", "20.99")],
        "003": [("0", "16.99"), ("50", "19.99"), ("100", "22.99"), ("500", "29.99")],
        "005": [("0", "0.00")],
    }
    assert scales(await demo.site("RefArchEU")) == {
        "001": [("0", "4.90"), ("60", "0.00")],
        "002": [("0", "12.90"), ("60", "9.90")],
    }


async def test_overnight_does_not_go_to_alaska_and_hawaii(demo: Shop):
    methods = {method.method_id: method for method in (await demo.site("RefArch")).shipping_methods}
    assert [method_id for method_id, method in methods.items() if method.default] == ["001"]
    (condition,) = methods["003"].excluded_addresses[0].conditions
    assert (condition.attribute_path, condition.values) == ("shipment.shippingAddress.stateCode", ["AK", "HI"])
    assert methods["003"].product_cost_groups[0].surcharge == Decimal("4.00")
    assert methods["005"].custom_attributes == {"storePickupEnabled": True}


async def test_payment_methods_and_cards_are_those_of_the_recorded_answers(demo: Shop):
    site = await demo.site("RefArch")
    assert {method.method_id: method.enabled_flag for method in site.payment_methods} == {
        "CREDIT_CARD": True,
        "GIFT_CERTIFICATE": False,
        "BANK_TRANSFER": True,
        "INVOICE": True,
    }
    cards = [
        (card.card_type, card.name["x-default"], card.number_lengths, card.number_prefixes, card.security_code_length)
        for card in site.payment_cards
    ]
    assert cards == [
        ("Visa", "Visa", ["13", "16"], ["4"], 3),
        ("Amex", "American Express", ["15"], ["34", "37"], 4),
        ("Master Card", "MasterCard", ["16"], ["51-55"], 3),
        ("Discover", "Discover", ["16"], ["6011", "622126-622925", "644-649", "65"], 3),
    ]
    assert all(card.checksum_verification and card.enabled_flag for card in site.payment_cards)


@pytest.mark.parametrize(
    ("customer_no", "login", "password"),
    [
        ("000000001", "x@gmail.com", "Earl-Grey-1"),
        ("00000501", "ada@example.com", "Assam-tea-2"),
        ("00000502", "ben@example.com", "Ceylon-tea-3"),
        ("00000503", "clara@example.com", "Oolong-tea-4"),
        ("00000504", "dora@example.com", "Matcha-tea-6"),
    ],
)
async def test_demo_customers_have_the_passwords_that_the_docs_name(
    demo: Shop, customer_no: str, login: str, password: str
):
    customer = await demo.customer("RefArch", customer_no)
    assert (customer.login, customer.password_hash) == (login, marked(password))
    assert customer.enabled == (customer_no != "00000504")


async def test_one_demo_customer_brings_a_hash_of_the_platform(demo: Shop):
    eli = await demo.customer("RefArch", "00000505")
    assert verify_password(eli.password_hash, "Darjeeling-5")


async def test_the_demo_client_may_do_everything(demo: Shop):
    settings = msgspec.json.decode(await demo.store.shop_row("settings", "", "wapi_shop_config"))
    (client,) = settings["clients"]
    assert client["client_id"] == "a" * 30
    assert client["resources"][0]["resource_id"] == "/**"


@pytest.mark.parametrize("type_id", ["Basket", "Order"])
async def test_custom_attributes_of_every_type_are_declared(demo: Shop, type_id: str):
    body = await demo.store.shop_row("metadata", "", type_id)
    types = {found.attribute_id: found.type for found in msgspec.json.decode(body, type=list[AttributeDefinition])}
    assert types == {
        "deliveryNote": "string",
        "giftWrap": "boolean",
        "loyaltyPoints": "int",
        "deliverySlot": "enum-of-string",
        "deliveryDate": "date",
        "totalWeight": "double",
        "tags": "set-of-string",
        "erpOrderId": "string",
        "exportedAt": "datetime",
    }


def test_every_file_of_the_demo_site_is_well_formed():
    files = list(DEMO_SITE.rglob("*.xml"))
    assert files
    for file in files:
        assert ElementTree.parse(file).getroot().tag.startswith("{http://www.demandware.com/xml/impex/")
