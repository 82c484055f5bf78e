"""What a catalog says beside the goods themselves: links, recommendations, page texts; and the stores of a site."""

from decimal import Decimal

import pytest
from tests.archive.archives import Shop, catalog, messages, xml

from counterfoil.documents.catalog_data import Category
from counterfoil.documents.store_data import StoreData

pytestmark = [pytest.mark.anyio, pytest.mark.fast]
CUP, POT = '<product product-id="cup"/>', '<product product-id="pot"/>'
RECOMMENDED = (
    '<recommendation source-id="cup" source-type="product" target-id="pot" type="1">'
    '<name xml:lang="x-default">A pot as well</name><callout-msg xml:lang="de">Passt dazu</callout-msg>'
    '<image path="pot.jpg"/></recommendation>'
)


async def test_product_links_are_kept_and_known_on_both_sides(shop: Shop):
    links = '<product-links><product-link product-id="pot" type="cross-sell"/></product-links>'
    await shop.load({"catalogs/a.xml": catalog(f'<product product-id="cup">{links}</product>{POT}')})
    (link,) = (await shop.product("cup")).product_links
    assert (link.product_id, link.type) == ("pot", "cross-sell")
    assert (await shop.product("pot")).linked_from == ["cup"]


async def test_a_link_to_a_product_nobody_has_is_no_finding(shop: Shop):
    links = '<product-links><product-link product-id="none" type="other"/></product-links>'
    report = await shop.load({"catalogs/a.xml": catalog(f'<product product-id="cup">{links}</product>')})
    assert messages(report) == []


async def test_recommendations_are_kept_by_catalog_and_replaced_or_deleted(shop: Shop):
    await shop.load({"catalogs/a.xml": catalog(CUP + POT), "catalogs/b.xml": catalog(RECOMMENDED, "shop")})
    (found,) = (await shop.product("cup")).recommendations["shop"]
    assert (found.target_id, found.type, found.name) == ("pot", 1, {"x-default": "A pot as well"})
    assert (found.callout_msg, found.image.path) == ({"de": "Passt dazu"}, "pot.jpg")
    await shop.load({"catalogs/b.xml": catalog(RECOMMENDED, "shop")})
    assert len((await shop.product("cup")).recommendations["shop"]) == 1
    gone = '<recommendation source-id="cup" target-id="pot" type="1" mode="delete"/>'
    await shop.load({"catalogs/b.xml": catalog(gone, "shop")})
    assert (await shop.product("cup")).recommendations == {}


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ('source-id="cup" target-id="pot"', "recommendation has no type"),
        ('source-id="cup" target-id="pot" type="x"', "recommendation has no kind 'x'"),
        ('source-id="cup" type="1"', "recommendation has no target-id"),
    ],
)
async def test_a_recommendation_that_says_too_little_is_reported(shop: Shop, attributes: str, message: str):
    report = await shop.load({"catalogs/a.xml": catalog(f"{CUP}<recommendation {attributes}/>")})
    assert [found.message for found in report.warnings] == [message]
    assert (await shop.product("cup")).recommendations == {}


async def test_pages_of_products_and_categories_have_their_texts(shop: Shop):
    page = "<page-attributes><page-title>T</page-title><page-keywords>a, b</page-keywords></page-attributes>"
    content = (
        f'<category category-id="tea"><image>tea.jpg</image><template/>{page}</category>'
        f'<product product-id="cup">{page}</product>'
    )
    report = await shop.load({"catalogs/a.xml": catalog(content)})
    category = await shop.record(Category, "category", "tea", "tea-master")
    product = await shop.product("cup")
    assert (category.image, category.page_title, category.page_keywords) == (
        "tea.jpg",
        {"x-default": "T"},
        {"x-default": "a, b"},
    )
    assert (product.page_title, product.page_keywords) == ({"x-default": "T"}, {"x-default": "a, b"})
    assert report.skipped_elements == {}


STORE = (
    '<store store-id="jena"><name>Jena</name><city>Jena</city><country-code>DE</country-code>'
    "<latitude>{latitude}</latitude><longitude>11.58</longitude><inventory-list-id>main</inventory-list-id>"
    '<store-hours xml:lang="de">9-18 Uhr</store-hours>'
    "<store-locator-enabled-flag>true</store-locator-enabled-flag></store>"
)


async def test_stores_belong_to_their_site(shop: Shop):
    await shop.load({"sites/Shop/stores.xml": xml("stores", STORE.format(latitude="50.927"))})
    store = await shop.record(StoreData, "store", "jena", "Shop")
    assert (store.name, store.latitude, store.inventory_list_id) == ("Jena", Decimal("50.927"), "main")
    assert (store.store_hours, store.store_locator_enabled) == ({"de": "9-18 Uhr"}, True)
    await shop.load({"sites/Shop/stores.xml": xml("stores", '<store store-id="jena" mode="delete"/>')})
    assert await shop.record(StoreData, "store", "jena", "Shop") is None


async def test_a_store_off_the_globe_is_reported(shop: Shop):
    report = await shop.load({"sites/Shop/stores.xml": xml("stores", STORE.format(latitude="91"))})
    assert [found.message for found in report.warnings] == ["latitude is not between -90 and 90"]
    assert await shop.record(StoreData, "store", "jena", "Shop") is None


async def test_stores_outside_of_a_site_are_reported(shop: Shop):
    report = await shop.load({"stores.xml": xml("stores", STORE.format(latitude="1"))})
    assert [found.message for found in report.warnings] == [
        "the store belongs to no site: its file is not below sites/"
    ]
