"""OCAPI settings of an archive: kept as they are, and refused as a whole where they cannot be used."""

import json

import pytest
from tests.archive.archives import Shop, xml

pytestmark = [pytest.mark.anyio, pytest.mark.fast]
SITE = xml("site", "<name>Shop</name>", 'site-id="Shop"')
GOOD = '{"_v": "24.5", "clients": [{"client_id": "a", "resources": []}]}'


async def kept(shop: Shop, scope: str, name: str) -> object:
    body = await shop.store.shop_row("settings", scope, name)
    return None if body is None else json.loads(body)


async def test_settings_of_both_apis_are_kept_for_all_sites_and_for_one(shop: Shop):
    files = {
        "sites/Shop/site.xml": SITE,
        "ocapi-settings/wapi_shop_config.json": GOOD,
        "ocapi-settings/wapi_data_config.json": GOOD,
        "sites/Shop/ocapi-settings/wapi_shop_config.json": GOOD,
        "sites/Shop/ocapi-settings/wapi_data_config.json": GOOD,
        "ocapi-settings/wapi_shop_config.json.sample": "anything",
    }
    report = await shop.load(files)
    assert report.warnings == []
    for scope in ("", "Shop"):
        for name in ("wapi_shop_config", "wapi_data_config"):
            assert await kept(shop, scope, name) == json.loads(GOOD)
    again = await shop.load(files)
    assert (again.counts["settings"].unchanged, again.counts["settings"].changed) == (4, 0)


async def test_settings_that_cannot_be_used_change_nothing_and_are_pointed_at(shop: Shop):
    await shop.load({"ocapi-settings/wapi_shop_config.json": GOOD})
    wrong = '{"clients": [\n {"client_id": "a", "allowed_origins": ["*"]}]}'
    report = await shop.load({"ocapi-settings/wapi_shop_config.json": wrong})
    (finding,) = report.warnings
    assert (finding.file, finding.line) == ("ocapi-settings/wapi_shop_config.json", 2)
    assert finding.message.startswith("column 41: '*' is no origin")
    assert await kept(shop, "", "wapi_shop_config") == json.loads(GOOD)


async def test_what_is_odd_is_reported_and_kept(shop: Shop):
    odd = '{"clients": [\n {"client_id": "a", "origins": []}]}'
    report = await shop.load({"ocapi-settings/wapi_shop_config.json": odd})
    (finding,) = report.warnings
    assert "'origins' means nothing in a client" in finding.message
    assert await kept(shop, "", "wapi_shop_config") == json.loads(odd)
