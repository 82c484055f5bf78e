"""Locale and currency of a request: checked on every resource, chosen by parameter or header, with fallbacks."""

from pathlib import Path
from typing import Any

import pytest
from tests.api import V15, V23, Api
from tests.archive.archives import xml
from tests.http.granted import EVERYTHING, client, put
from tests.http.shopper import load

EU = "/s/RefArchEU/dw/shop"
GERMAN, ENGLISH = "Steingutbecher", "Stoneware Mug"


@pytest.mark.parametrize(
    ("locale", "fault"),
    [
        ("%25%25%25", "MalformedLocaleException"),
        ("en-US-x", "MalformedLocaleException"),
        ("fr-FR", "UnknownLocaleException"),
        ("en-GB", "UnsupportedLocaleException"),
    ],
)
@pytest.mark.parametrize("version", ["15_2", "23_1"])
def test_a_locale_is_checked_on_every_resource(api: Api, agent: str, locale: str, fault: str, version: str) -> None:
    answer = api.get(f"/s/RefArch/dw/shop/v{version}/orders/none?locale={locale}", token=agent)
    assert (answer.status, answer.fault) == (400, fault)
    made = api.post(f"{V23}/baskets?locale={locale}", token=agent)
    assert (made.status, made.fault) == (400, fault)


@pytest.mark.parametrize("path", ["site", "products/mug-01", "orders/none", "baskets/none"])
def test_a_currency_is_checked_on_every_resource(api: Api, agent: str, path: str) -> None:
    answer = api.get(f"{V23}/{path}?currency=ZZZ", token=agent)
    assert (answer.status, answer.fault) == (400, "UnsupportedCurrencyException")
    assert answer.arguments == {"currency": "ZZZ"}


def test_a_locale_that_is_served_changes_nothing_where_there_are_no_texts(api: Api, agent: str) -> None:
    order = api.order(agent)
    path = f"{V23}/orders/{order['order_no']}"
    assert api.get(f"{path}?locale=de-DE&currency=USD", token=agent).json["order_no"] == order["order_no"]
    assert api.get(f"{V15}/orders/{order['order_no']}?locale=", token=agent).status == 200


def test_a_basket_speaks_the_language_it_was_made_in(api: Api, agent: str) -> None:
    item = {"product_items": [{"product_id": "mug-01", "quantity": 1}]}
    made = api.post(f"{V23}/baskets?locale=de-DE", item, token=agent)
    assert [line["product_name"] for line in made.json["product_items"]] == [GERMAN]
    path = f"{V23}/baskets/{made.json['basket_id']}"
    changed = api.post(f"{path}/items", [{"product_id": "mug-01", "quantity": 1}], token=agent)
    assert [line["product_name"] for line in changed.json["product_items"]] == [GERMAN]


def name_of(api: Api, path: str, **headers: str) -> Any:
    answer = api.get(path, headers=headers)
    assert answer.status == 200, answer
    return answer.json["name"]


def test_texts_follow_the_fallbacks_of_the_archive(api: Api, tmp_path: Path) -> None:
    mug = f"{EU}/v23_1/products/mug-01"
    assert name_of(api, f"{mug}?locale=en-GB") == ENGLISH
    assert name_of(api, mug) == GERMAN
    content = '<locale locale-id="en_GB"><fallback-locale>de_DE</fallback-locale></locale>'
    load(api, tmp_path, {"locales.xml": xml("locales", content)})
    assert name_of(api, f"{mug}?locale=en-GB") == GERMAN, "en_GB, de_DE, de"
    assert name_of(api, f"{mug}?locale=default") == ENGLISH


def test_a_circle_of_fallbacks_ends(api: Api, tmp_path: Path) -> None:
    content = """<locale locale-id="en_GB"><fallback-locale>en</fallback-locale></locale>
    <locale locale-id="en"><fallback-locale>en_GB</fallback-locale></locale>"""
    load(api, tmp_path, {"locales.xml": xml("locales", content)})
    assert name_of(api, f"{EU}/v23_1/products/mug-01?locale=en-GB") == ENGLISH


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("de-DE", GERMAN),
        ("de", GERMAN),
        ("de-AT", GERMAN),
        ("fr, de;q=0.5, en;q=0.4", GERMAN),
        ("en;q=0.9, de;q=0.5", ENGLISH),
        ("de;q=0, en", ENGLISH),
        ("fr", ENGLISH),
        ("*", ENGLISH),
        ("nonsense;;;q=x,,%", ENGLISH),
        ("", ENGLISH),
    ],
)
def test_versions_of_2019_obey_accept_language(api: Api, header: str, name: str) -> None:
    for version, expected in (("19_1", name), ("19_10", name), ("18_8", ENGLISH), ("20_2", ENGLISH)):
        path = f"/s/RefArch/dw/shop/v{version}/products/mug-01"
        assert name_of(api, path, **{"Accept-Language": header}) == expected, version


def test_the_parameter_comes_before_the_header(api: Api) -> None:
    path = "/s/RefArch/dw/shop/v19_1/products/mug-01?locale=en-US"
    assert name_of(api, path, **{"Accept-Language": "de-DE"}) == ENGLISH


@pytest.mark.parametrize(("locale", "name"), [("de-DE", GERMAN), ("de_DE", GERMAN), ("fr-FR", ENGLISH)])
def test_the_settings_of_a_client_may_name_its_language(api: Api, locale: str, name: str) -> None:
    put(api, client(EVERYTHING, locale=locale))
    assert name_of(api, f"{V23}/products/mug-01") == name
    assert name_of(api, f"{V23}/products/mug-01?locale=en-US") == ENGLISH
