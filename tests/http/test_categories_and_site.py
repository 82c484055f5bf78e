"""The tree of categories and the site itself, as a storefront opens on them."""

from typing import Any

import pytest
from tests.api import SHOP, V15, V23, Api
from tests.archive.archives import catalog
from tests.http.conftest import Load

ROOT, EU = f"{V23}/categories/root", "/s/RefArchEU/dw/shop/v23_1"


def names(category: dict[str, Any]) -> list[str]:
    return [child["id"] for child in category.get("categories", [])]


def test_the_root_shows_the_first_level_in_the_order_of_positions(api: Api) -> None:
    answer = api.get(ROOT)
    assert answer.headers["cache-control"] == "max-age=60,must-revalidate"
    root = answer.json
    assert (root["_type"], root["id"], root["name"]) == ("category", "root", "Shop")
    assert "parent_category_id" not in root
    assert names(root) == ["tea", "tableware", "kitchen", "clothing"]
    assert root["categories"][0]["parent_category_id"] == "root"
    assert names(api.get(f"{ROOT}?levels=0").json) == []


DEEP = "".join(
    f'<category category-id="{name}"><display-name xml:lang="x-default">{name.title()}</display-name>'
    f"<online-flag>{flag}</online-flag><parent>{parent}</parent>{more}</category>"
    for name, flag, parent, more in (
        ("green", "true", "tea", "<thumbnail>green.jpg</thumbnail>"),
        ("sencha", "true", "green", ""),
        ("secret", "false", "tea", ""),
        ("later", "true", "tea", "<online-from>2099-01-01T00:00:00Z</online-from>"),
        ("round", "true", "about", ""),
        ("about", "true", "round", ""),
    )
)


def test_levels_open_the_tree_and_only_online_categories_are_in_it(api: Api, load: Load) -> None:
    load({"catalogs/a.xml": catalog(DEEP, "refarch-storefront")})
    tea = api.get(f"{V23}/categories/tea?levels=5").json
    assert names(tea) == ["green"]
    (green,) = tea["categories"]
    assert names(green) == ["sencha"]
    assert green["thumbnail"].endswith("/images/green.jpg")
    assert [step["id"] for step in green["categories"][0]["parent_category_tree"]] == ["tea", "green", "sencha"]
    assert names(api.get(f"{V23}/categories/tea").json["categories"][0]) == []
    for name in ("secret", "later"):
        answer = api.get(f"{V23}/categories/{name}")
        assert (answer.status, answer.fault, answer.arguments) == (
            404,
            "CategoryNotFoundException",
            {"categoryId": name},
        )
    assert api.get(f"{V23}/categories/round?levels=999999999").status == 200  # a ring without end


def test_the_path_of_a_category_came_with_20_8(api: Api) -> None:
    assert "parent_category_tree" in api.get(f"{SHOP}/v20_8/categories/tea").json
    assert "parent_category_tree" not in api.get(f"{SHOP}/v20_4/categories/tea").json


def test_several_categories_without_those_that_are_not_there(api: Api) -> None:
    answer = api.get(f"{V23}/categories/(tea,none,kitchen)?levels=0&locale=de-DE").json
    assert (answer["_type"], answer["count"], answer["total"]) == ("category_result", 2, 2)
    assert [found["name"] for found in answer["data"]] == ["Tee und Vorrat", "Küche"]
    many = ",".join(f"c{number}" for number in range(51))
    assert api.get(f"{V23}/categories/({many})").fault == "ValueConstraintViolationException"


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("tea?levels=-1", "ValueConstraintViolationException"),
        ("tea?levels=x", "MalformedParameterException"),
        ("x" * 257, "StringConstraintViolationException"),
        ("tea?locale=xx", "UnknownLocaleException"),
    ],
)
def test_bad_parameters_of_a_category_are_refused(api: Api, path: str, fault: str) -> None:
    answer = api.get(f"{V23}/categories/{path}")
    assert (answer.status, answer.fault) == (400, fault)


def test_the_site_says_its_currencies_locales_and_time_zone(api: Api) -> None:
    site = api.get(f"{V23}/site").json
    expected = {
        "_type": "site",
        "id": "RefArch",
        "allowed_currencies": ["USD"],
        "default_currency": "USD",
        "default_locale": "en-US",
        "status": "online",
        "timezone": "US/Eastern",
        "timezone_offset": -4 * 3_600_000,
        "http_hostname": "127.0.0.1:8080",
    }
    assert {name: site[name] for name in expected} == expected
    assert [locale["id"] for locale in site["allowed_locales"]] == ["default", "en-US", "de-DE"]
    assert site["allowed_locales"][1] == {
        "_type": "locale",
        "country": "US",
        "default": True,
        "display_country": "United States",
        "display_language": "English",
        "display_name": "English (United States)",
        "id": "en-US",
        "iso3_country": "USA",
        "iso3_language": "eng",
        "language": "en",
        "name": "English (United States)",
    }


def test_each_site_answers_for_itself_by_the_name_it_is_called_by(api: Api) -> None:
    site = api.get(f"{EU}/site", headers={"Host": "shop.example.com"}).json
    assert (site["id"], site["default_currency"], site["https_hostname"]) == ("RefArchEU", "EUR", "shop.example.com")
    assert site["timezone_offset"] == 2 * 3_600_000
    api.clock.advance(180 * 24 * 3600 * 1000)
    assert api.get(f"{EU}/site").json["timezone_offset"] == 3_600_000


@pytest.mark.parametrize("path", ["site", "categories/root?levels=2", "categories/(tea,kitchen)"])
def test_they_are_there_in_xml_and_in_15_2(api: Api, path: str) -> None:
    for form in (V15, V23):
        answer = api.get(f"{form}/{path}", headers={"Accept": "application/xml"})
        assert answer.status == 200
        assert answer.text.startswith("<?xml")


@pytest.mark.parametrize(
    ("name", "path", "argument"),
    [("site", "site", ()), ("category", "categories/tea", ("tea",)), ("category", "categories/(tea)", ("tea",))],
)
def test_hooks_see_and_change_the_answer(api: Api, name: str, path: str, argument: tuple[str, ...]) -> None:
    seen: list[Any] = []
    hooks = api.application.server.hooks
    hooks.register(f"dw.ocapi.shop.{name}.beforeGET", lambda *arguments: seen.append(arguments))

    def modify(_: Any, document: dict[str, Any]) -> None:
        document["c_seen"] = True

    hooks.register(f"dw.ocapi.shop.{name}.modifyGETResponse", modify)
    answer = api.get(f"{V23}/{path}").json
    assert answer.get("data", [answer])[0]["c_seen"] is True
    assert seen == [argument]
