"""Merging: what a later archive changes, leaves alone and removes."""

from decimal import Decimal
from pathlib import Path

import pytest
from tests.archive.archives import Shop, catalog, messages, xml

from counterfoil.archive.report import Counts
from counterfoil.documents.catalog_data import Category
from counterfoil.documents.shop_data import InventoryList, PriceBook
from counterfoil.store.records import BasketColumns, OrderColumns, StockTake

pytestmark = [pytest.mark.anyio, pytest.mark.fast]
TEA_SHOP = Path(__file__).parent / "tea_shop"


def product(content: str, product_id: str = "cup") -> dict[str, str]:
    return {"catalogs/a.xml": catalog(f'<product product-id="{product_id}">{content}</product>')}


def prices(content: str, attributes: str = "") -> dict[str, str]:
    header = f'<header pricebook-id="list" {attributes}><currency>EUR</currency></header>'
    return {
        "pricebooks/a.xml": xml("pricebooks", f"<pricebook>{header}<price-tables>{content}</price-tables></pricebook>")
    }


def stock(content: str) -> dict[str, str]:
    header = '<header list-id="main"><default-instock>false</default-instock></header>'
    text = f"<inventory-list>{header}<records>{content}</records></inventory-list>"
    return {"inventory-lists/main.xml": xml("inventory", text)}


async def sell(shop: Shop, product_id: str, thousandths: int) -> None:
    """Take units as an order does."""
    basket = BasketColumns("Shop", "b1", None, None, modified=0, expires=9)
    await shop.store.insert_basket(basket, b"{}")
    order = OrderColumns("Shop", "1", "b1", created=0, modified=0)
    await shop.store.submit(order, b"{}", 1, [StockTake("main", product_id, thousandths)])


async def test_importing_the_same_archive_again_changes_nothing(shop: Shop):
    first = await shop.load_from(TEA_SHOP)
    revision = (await shop.store.opening(None)).revision
    again = await shop.load_from(TEA_SHOP)
    assert again.counts.keys() == first.counts.keys()
    assert all((counts.created, counts.changed, counts.deleted) == (0, 0, 0) for counts in again.counts.values()), (
        again.counts
    )
    assert (await shop.store.opening(None)).revision == revision


async def test_an_absent_element_leaves_its_value_alone(shop: Shop):
    await shop.load(
        product("<brand>Fernwick</brand><tax-class-id>reduced</tax-class-id><online-flag>true</online-flag>")
    )
    report = await shop.load(product("<brand>Tidewren</brand>"))
    cup = await shop.product("cup")
    assert (cup.brand, cup.tax_class_id, cup.online_flag.default) == ("Tidewren", "reduced", True)
    assert report.counts == {"product": Counts(changed=1)}


async def test_an_empty_element_clears_its_value(shop: Shop):
    await shop.load(product("<brand>Fernwick</brand><display-name>Cup</display-name>"))
    await shop.load(product("<brand/><display-name/>"))
    cup = await shop.product("cup")
    assert (cup.brand, cup.display_name) == (None, {})


async def test_texts_merge_by_language(shop: Shop):
    await shop.load(product('<display-name>Cup</display-name><display-name xml:lang="de">Tasse</display-name>'))
    await shop.load(product('<display-name xml:lang="fr-FR">Tasse à thé</display-name>'))
    assert (await shop.product("cup")).display_name == {"x-default": "Cup", "de": "Tasse", "fr-FR": "Tasse à thé"}


async def test_custom_attributes_merge_by_id_site_and_language(shop: Shop):
    def attributes(content: str) -> dict[str, str]:
        return product(f"<custom-attributes>{content}</custom-attributes>")

    await shop.load(
        attributes(
            '<custom-attribute attribute-id="a">1</custom-attribute>'
            '<custom-attribute attribute-id="b">2</custom-attribute>'
            '<custom-attribute attribute-id="a" site-id="Outlet">3</custom-attribute>'
            '<custom-attribute attribute-id="a" xml:lang="de">4</custom-attribute>'
        )
    )
    await shop.load(
        attributes('<custom-attribute attribute-id="b"/><custom-attribute attribute-id="c">5</custom-attribute>')
    )
    cup = await shop.product("cup")
    assert cup.custom_attributes == {"a": "1", "c": "5"}
    assert cup.site_custom_attributes == {"Outlet": {"a": "3"}}
    assert cup.localized_custom_attributes == {"de": {"a": "4"}}


async def test_custom_attributes_have_the_types_of_the_metadata(shop: Shop):
    """Also those that an earlier archive declared."""
    definitions = "".join(
        f'<attribute-definition attribute-id="{name}"><type>{name}</type></attribute-definition>'
        for name in ("boolean", "int", "double", "date", "datetime", "set-of-int", "enum-of-int", "string")
    )
    await shop.load(
        {
            "meta/a.xml": xml(
                "metadata",
                f'<type-extension type-id="Product"><custom-attribute-definitions>{definitions}'
                "</custom-attribute-definitions></type-extension>",
            )
        }
    )
    values = {
        "boolean": ("true", True),
        "int": ("42", 42),
        "double": ("1.5", 1.5),
        "date": ("1988-10-21Z", "1988-10-21"),
        "datetime": ("2020-05-11T21:13:34+02:00", "2020-05-11T19:13:34.000Z"),
        "set-of-int": ("<value>1</value><value>2</value>", [1, 2]),
        "enum-of-int": ("3", 3),
        "string": ("007", "007"),
    }
    texts = "".join(
        f'<custom-attribute attribute-id="{k}">{text}</custom-attribute>' for k, (text, _) in values.items()
    )
    await shop.load(product(f"<custom-attributes>{texts}</custom-attributes>"))
    assert (await shop.product("cup")).custom_attributes == {name: value for name, (_, value) in values.items()}


async def test_a_deleted_object_is_gone(shop: Shop):
    await shop.load({**product("<online-flag>true</online-flag>"), **prices("")})
    category = '<category category-id="root"/>'
    await shop.load({"catalogs/b.xml": catalog(category)})
    report = await shop.load(
        {
            "catalogs/a.xml": catalog(
                '<category category-id="root" mode="delete"/><product product-id="cup" mode="delete"/>'
                '<product product-id="never-there" mode="delete"/>'
            )
        }
    )
    assert await shop.product("cup") is None
    assert await shop.record(Category, "category", "root", "tea-master") is None
    assert report.counts["product"] == Counts(deleted=1, unchanged=1)


async def test_a_variant_that_its_master_no_longer_lists_leaves_it(shop: Shop):
    def master(*variants: str) -> str:
        listed = "".join(f'<variant product-id="{variant}"/>' for variant in variants)
        return f'<product product-id="tin"><variations><variants>{listed}</variants></variations></product>'

    both = '<product product-id="red"/><product product-id="blue"/>'
    await shop.load({"catalogs/a.xml": catalog(master("red", "blue") + both)})
    await shop.load({"catalogs/a.xml": catalog(master("red") + both)})
    assert (await shop.product("red")).master_product_id == "tin"
    assert (await shop.product("blue")).master_product_id is None


@pytest.mark.parametrize(
    ("mode", "left"), [("add", ["red", "blue"]), ("remove", []), ("replace", ["blue"]), ("merge", ["red", "blue"])]
)
async def test_variants_are_listed_by_merge_mode(shop: Shop, mode: str, left: list[str]):
    def master(variant: str, attributes: str = "") -> dict[str, str]:
        return product(f'<variations><variants {attributes}><variant product-id="{variant}"/></variants></variations>')

    await shop.load(master("red"))
    await shop.load(master("red" if mode == "remove" else "blue", f'merge-mode="{mode}"'))
    assert [variant.product_id for variant in (await shop.product("cup")).variants] == left


async def test_a_storefront_catalog_alone_assigns_products_that_are_there(shop: Shop):
    await shop.load(product("<online-flag>true</online-flag>"))
    assignments = (
        '<category-assignment category-id="tea" product-id="cup"/>'
        '<category-assignment category-id="cups" product-id="cup"><primary-flag>true</primary-flag>'
        "</category-assignment>"
        '<category-assignment category-id="tea" product-id="unknown"/>'
    )
    report = await shop.load({"catalogs/shop.xml": catalog(assignments, "shop")})
    assert (await shop.product("cup")).category_assignments == {"shop": ["cups", "tea"]}
    assert (await shop.product("cup")).categories == {"shop": "cups"}
    assert messages(report) == [
        "catalogs/shop.xml:0 there is no product unknown, which is assigned to a category or a master"
    ]


async def test_a_deleted_assignment_ends(shop: Shop):
    both = "".join(f'<category-assignment category-id="{name}" product-id="cup"/>' for name in ("tea", "cups"))
    await shop.load({"catalogs/a.xml": catalog('<product product-id="cup"/>' + both)})
    gone = '<category-assignment category-id="tea" product-id="cup" mode="delete"/>'
    await shop.load({"catalogs/a.xml": catalog(gone)})
    assert (await shop.product("cup")).categories == {"tea-master": "cups"}


async def test_a_shared_option_without_definition_stays_as_it_was(shop: Shop):
    option = (
        '<product-option option-id="gift"><option-values><option-value value-id="no"/></option-values></product-option>'
    )
    options = '<product product-id="cup"><options><shared-option option-id="gift"/></options></product>'
    await shop.load({"catalogs/a.xml": catalog(options + option)})
    report = await shop.load({"catalogs/a.xml": catalog(options)})
    assert report.counts == {"product": Counts(unchanged=1)}


async def test_price_tables_merge_by_period(shop: Shop):
    dated = "<online-from>2026-11-01T00:00:00.000Z</online-from>"
    await shop.load(
        prices(
            f'<price-table product-id="cup"><amount>5</amount></price-table>'
            f'<price-table product-id="cup">{dated}<amount>4</amount></price-table>'
        )
    )
    await shop.load(prices('<price-table product-id="cup"><amount>6</amount></price-table>'))
    row = await shop.prices("list", "cup")
    assert [table.entries[0].amount for table in row.tables] == [6, 4]
    await shop.load(prices(f'<price-table product-id="cup" mode="delete">{dated}</price-table>'))
    assert [table.entries[0].amount for table in (await shop.prices("list", "cup")).tables] == [6]
    await shop.load(prices('<price-table product-id="cup" mode="delete-all"/>'))
    assert await shop.prices("list", "cup") is None


async def test_a_deleted_price_book_takes_its_prices_along(shop: Shop):
    await shop.load(prices('<price-table product-id="cup"><amount>5</amount></price-table>'))
    await shop.load(prices("", 'mode="delete"'))
    assert await shop.record(PriceBook, "pricebook", "list") is None
    assert await shop.prices("list", "cup") is None


async def test_the_currency_of_a_price_book_cannot_be_changed(shop: Shop):
    await shop.load(prices(""))
    report = await shop.load({"pricebooks/a.xml": prices("")["pricebooks/a.xml"].replace("EUR", "USD")})
    assert messages(report) == ["pricebooks/a.xml:2 the currency of price book list is EUR and cannot be changed"]
    assert (await shop.record(PriceBook, "pricebook", "list")).currency == "EUR"


async def test_a_stated_allocation_resets_what_was_sold(shop: Shop):
    record = '<record product-id="cup"><allocation>10</allocation></record>'
    await shop.load(stock(record))
    await sell(shop, "cup", 4000)
    assert await shop.store.stock("main", ["cup"]) == {"cup": 6000}
    await shop.load(stock(record))
    assert await shop.store.stock("main", ["cup"]) == {"cup": 10_000}


async def test_what_was_sold_stays_sold_without_a_new_allocation(shop: Shop):
    await shop.load(stock('<record product-id="cup"><allocation>10</allocation></record>'))
    await sell(shop, "cup", 4000)
    await shop.load(
        stock('<record product-id="cup"><in-stock-datetime>2027-01-01T00:00:00.000Z</in-stock-datetime></record>')
    )
    assert await shop.store.stock("main", ["cup"]) == {"cup": 6000}
    assert (await shop.stock("main", "cup")).in_stock_datetime is not None


async def test_perpetual_stock_has_no_end(shop: Shop):
    await shop.load(stock('<record product-id="cup"><allocation>0</allocation><perpetual>true</perpetual></record>'))
    assert await shop.store.stock("main", ["cup"]) == {"cup": None}
    assert (await shop.record(InventoryList, "inventory_list", "main")).default_instock is False


async def test_shipping_settings_merge_and_a_base_method_fills_what_is_left_out(shop: Shop):
    def shipping(content: str) -> dict[str, str]:
        return {"sites/Shop/shipping.xml": xml("shipping", content)}

    ground = (
        '<shipping-method method-id="ground"><display-name>Ground</display-name><tax-class-id>reduced</tax-class-id>'
        '<price-table><amount order-value="0">5</amount></price-table><currency>EUR</currency></shipping-method>'
    )
    await shop.load(
        shipping(
            ground + '<shipping-method method-id="fast"><base-method>ground</base-method>'
            '<price-table><amount order-value="0">9</amount></price-table></shipping-method>'
        )
    )
    await shop.load(shipping('<shipping-method method-id="ground"><online-flag>true</online-flag></shipping-method>'))
    ground_method, fast = (await shop.site("Shop")).shipping_methods
    assert (ground_method.online_flag, ground_method.price_table[0].amount) == (True, Decimal(5))
    assert (fast.tax_class_id, fast.currency, fast.price_table[0].amount) == ("reduced", "EUR", Decimal(9))


async def test_preferences_of_the_own_kind_of_instance_win(shop: Shop):
    content = (
        "<standard-preferences><production>"
        '<preference preference-id="BasketLifetime">1</preference></production><all-instances>'
        '<preference preference-id="BasketLifetime">2</preference>'
        '<preference preference-id="SiteLocales"><value>en</value><value>de</value></preference></all-instances>'
        '<development><preference preference-id="BasketLifetime">3</preference></development></standard-preferences>'
    )
    await shop.load({"sites/Shop/preferences.xml": xml("preferences", content)})
    site = await shop.site("Shop")
    assert site.preferences == {"BasketLifetime": "3", "SiteLocales": "en:de"}


async def test_times_without_zone_are_in_the_time_zone_of_the_instance(shop: Shop):
    zone = (
        "<standard-preferences><all-instances>"
        '<preference preference-id="InstanceTimezone">Europe/Berlin</preference></all-instances></standard-preferences>'
    )
    await shop.load(
        {"preferences.xml": xml("preferences", zone), **product("<online-from>2026-01-01T01:00:00</online-from>")}
    )
    assert (await shop.product("cup")).online_from == 1767225600000
