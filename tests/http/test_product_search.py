"""The search for products: phrases, refinements, order, pages, and what hits show."""

from decimal import Decimal
from typing import Any

import pytest
from tests.api import SHOP, V15, V23, Api
from tests.archive.archives import catalog, xml
from tests.http.conftest import Load

SEARCH, EU = f"{V23}/product_search", "/s/RefArchEU/dw/shop/v23_1/product_search"
TEAPOTS = {"10010001", "10010002"}


def result(api: Api, query: str, path: str = SEARCH) -> dict[str, Any]:
    answer = api.get(f"{path}?{query}")
    assert answer.status == 200, answer
    document: dict[str, Any] = answer.json
    assert document["_type"] == "product_search_result"
    return document


def found(api: Api, query: str, path: str = SEARCH) -> list[str]:
    return [hit["product_id"] for hit in result(api, query, path).get("hits", [])]


def refinement(document: dict[str, Any], attribute: str) -> dict[str, int]:
    (one,) = (each for each in document["refinements"] if each["attribute_id"] == attribute)
    return {value["value"]: value["hit_count"] for value in one.get("values", [])}


def test_a_hit_shows_id_name_and_kind(api: Api) -> None:
    answer = api.get(f"{SEARCH}?q=mug")
    assert answer.headers["cache-control"] == "max-age=60,must-revalidate"
    document = answer.json
    assert (document["query"], document["count"], document["start"], document["total"]) == ("mug", 1, 0, 1)
    assert document["hits"] == [
        {
            "_type": "product_search_hit",
            "hit_type": "product",
            "link": "http://127.0.0.1:8080" + f"{V23}/products/mug-01",
            "product_id": "mug-01",
            "product_name": "Stoneware Mug",
            "product_type": {"_type": "product_type", "item": True},
            "represented_product": {
                "_type": "product_ref",
                "id": "mug-01",
                "link": "http://127.0.0.1:8080" + f"{V23}/products/mug-01",
            },
        }
    ]


def test_words_are_found_in_names_brands_ids_and_texts_without_case_and_accents(api: Api) -> None:
    assert set(found(api, "q=TEAPOT")) == TEAPOTS
    assert "10010002" in found(api, "q=fernwick")
    assert found(api, "q=mug-01") == ["mug-01"]
    assert found(api, "q=thrown+350") == ["mug-01"]
    assert found(api, "q=teekanne", EU) == ["10010001"]
    assert "tea-01" in found(api, "q=fruhstuckstee")
    assert found(api, "q=glass+teapot") == ["10010002"]
    assert found(api, "q=nothing-like-it") == []


def test_a_name_comes_before_a_mention_and_a_word_may_be_begun(api: Api) -> None:
    tea = found(api, "q=tea&count=200")
    assert set(tea) > TEAPOTS
    assert tea.index("tea-01") < tea.index("10010005")  # honey stands in the category of tea alone
    assert set(found(api, "q=teap")) == TEAPOTS


def test_variants_are_found_as_their_master(api: Api) -> None:
    assert found(api, "q=tee-navy-s") == ["tee"]
    document = result(api, "q=organic&refine_1=c_color%3Dwhite&expand=represented_products,variations")
    (hit,) = document["hits"]
    assert (hit["product_id"], hit["hit_type"]) == ("tee", "master")
    represented = [product["id"] for product in hit["represented_products"]]
    assert represented == ["tee-white-s", "tee-white-m", "tee-white-l"]
    assert hit["represented_product"]["id"] == "tee-white-s"
    assert [attribute["id"] for attribute in hit["variation_attributes"]] == ["color", "size"]


def test_what_is_offline_unassigned_or_not_searchable_is_not_found(api: Api, load: Load) -> None:
    assert found(api, "q=winter") == []
    assert found(api, "q=vinegar") == ["10010014"]
    assert found(api, "q=apfelessig", EU) == []
    hidden = '<product product-id="mug-01"><searchable-flag>false</searchable-flag></product>'
    loose = '<product product-id="loose"><display-name xml:lang="x-default">Loose mug</display-name>'
    loose += "<online-flag>true</online-flag></product>"
    load({"catalogs/a.xml": catalog(hidden + loose, "refarch-products")})
    assert found(api, "q=mug") == []


def test_categories_contain_what_is_below_them(api: Api, load: Load) -> None:
    assert set(found(api, "refine=cgid%3Dtableware&count=200")) >= TEAPOTS
    assert set(found(api, "refine=cgid%3Droot&count=200")) >= {"mug-01", "tee", "starter-bundle", "table-set"}
    below = (
        '<category category-id="pots"><online-flag>true</online-flag><parent>tableware</parent></category>'
        '<category category-id="dark"><online-flag>false</online-flag><parent>tea</parent></category>'
        '<category-assignment category-id="pots" product-id="10010001"/>'
        '<category-assignment category-id="dark" product-id="10010002"/>'
    )
    load({"catalogs/a.xml": catalog(below, "refarch-storefront")})
    assert found(api, "refine_1=cgid%3Dpots") == ["10010001"]
    assert found(api, "refine_1=cgid%3Ddark") == []
    assert "10010001" in found(api, "refine_1=cgid%3Dtableware&count=200")
    document = result(api, "q=teapot&refine_1=cgid%3Dtableware")
    (values,) = (each["values"] for each in document["refinements"] if each["attribute_id"] == "cgid")
    opened = {value["value"]: value.get("values", []) for value in values}
    assert [(value["value"], value["hit_count"]) for value in opened["tableware"]] == [("pots", 1)]


def test_refinements_narrow_and_are_counted(api: Api) -> None:
    document = result(api, "q=tea&refine_1=brand%3DOakmarrow%7CFernwick&refine_2=price%3D(0..100)&count=200")
    assert document["selected_refinements"] == {"brand": "Oakmarrow|Fernwick", "price": "(0..100)"}
    brands = refinement(document, "brand")
    assert brands["Oakmarrow"] + brands["Fernwick"] == document["total"] == len(document["hits"])
    assert "Tidewren" in brands  # what else could be chosen
    assert sum(refinement(document, "price").values()) >= document["total"]
    assert refinement(result(api, "q=tee"), "c_color") == {"navy": 1, "white": 1}
    assert found(api, "q=mug&refine=c_dishwasherSafe%3Dtrue") == ["mug-01"]
    assert found(api, "q=mug&refine=c_dishwasherSafe%3Dfalse") == []
    assert found(api, "q=mug&refine=c_nobody%3Dx") == []
    assert found(api, "refine=htype%3Dset") == ["table-set"]


def test_prices_refine_from_one_amount_up_to_another(api: Api) -> None:
    def prices(query: str) -> list[Decimal]:
        return [hit["price"] for hit in result(api, f"refine=cgid%3Droot&expand=prices&count=200&{query}")["hits"]]

    some = prices("refine_1=price%3D(20..60)&refine_2=htype%3Dproduct")
    assert some
    assert all(20 <= price < 60 for price in some)
    assert all(price >= 60 for price in prices("refine_1=price%3D(60..)&refine_2=htype%3Dproduct"))
    assert all(price < 10 for price in prices("refine_1=price%3D(..10)&refine_2=htype%3Dproduct"))


def test_only_what_can_be_ordered(api: Api) -> None:
    everything = found(api, "refine=cgid%3Droot&count=200")
    orderable = found(api, "refine=cgid%3Droot&refine_1=orderable_only%3Dtrue&count=200")
    assert set(everything) - set(orderable) >= {"10010010"}
    assert {"mug-01", "tee"} <= set(orderable)
    api.order(api.agent_token(), product_items=[{"product_id": "10010008", "quantity": 1}])  # the last one
    assert "10010008" in found(api, "refine=cgid%3Droot&refine_1=orderable_only%3Dtrue&count=200")
    api.clock.advance(61_000)
    assert "10010008" not in found(api, "refine=cgid%3Droot&refine_1=orderable_only%3Dtrue&count=200")


def test_sorting_by_price_name_and_brand(api: Api) -> None:
    def column(sort: str, name: str) -> list[Any]:
        query = f"refine=cgid%3Droot&refine_1=htype%3Dproduct&expand=prices&count=200&sort={sort}"
        return [hit[name] for hit in result(api, query)["hits"]]

    cheap, dear = column("price-low-to-high", "price"), column("price-high-to-low", "price")
    assert cheap == sorted(cheap) == dear[::-1]
    names, backwards = (
        column("product-name-ascending", "product_name"),
        column("product-name-descending", "product_name"),
    )
    assert names == sorted(names, key=str.casefold) == backwards[::-1]
    assert column("best-matches", "product_name") == names
    document = result(api, "q=tea&sort=brand")
    assert document["selected_sorting_option"] == "brand"
    assert {"_type": "product_search_sorting_option", "id": "best-matches", "label": "Best Matches"} in document[
        "sorting_options"
    ]


def test_names_are_sorted_in_the_language_asked_for(api: Api) -> None:
    document = result(api, "refine=cgid%3Dkitchen&locale=de-DE&sort=product-name-ascending")
    names = [hit["product_name"] for hit in document["hits"]]
    assert names == sorted(names, key=str.casefold)
    assert "Bambusbesen" in names


def test_pages_fit_together(api: Api) -> None:
    whole = found(api, "q=tea&count=200")
    first = result(api, "q=tea&count=3&refine=htype%3Dproduct%7Cmaster%7Cbundle%7Cset")
    assert (first["count"], first["total"]) == (3, len(whole))
    assert "previous" not in first
    pages, page = [first], first
    while "next" in page:
        page = api.get(page["next"].removeprefix("http://127.0.0.1:8080")).json
        pages.append(page)
    assert [hit["product_id"] for each in pages for hit in each["hits"]] == whole
    assert pages[1]["previous"].startswith("http://127.0.0.1:8080" + SEARCH)


def test_prices_stock_and_images_on_request(api: Api) -> None:
    (hit,) = result(api, "q=mug&expand=prices,availability,images")["hits"]
    assert (hit["currency"], hit["orderable"], hit["image"]["alt"]) == ("USD", True, "Stoneware Mug")
    assert hit["price"] == api.get(f"{V23}/products/mug-01/prices").json["price"]
    (master,) = result(api, "q=blend", SEARCH + "/prices")["hits"]
    assert master["price"] < master["price_max"]
    assert result(api, "q=festival", SEARCH + "/availability")["hits"][0]["orderable"] is False
    assert "image" in result(api, "q=mug", SEARCH + "/images")["hits"][0]
    assert "represented_products" in result(api, "q=tee", SEARCH + "/represented_products")["hits"][0]
    assert "variation_attributes" in result(api, "q=organic", SEARCH + "/variations")["hits"][0]


def test_a_search_for_nothing_finds_nothing(api: Api) -> None:
    document = result(api, "")
    assert (document["count"], document["total"]) == (0, 0)
    assert "hits" not in document


DEFINED = (
    '<category category-id="root"><refinement-definitions>'
    '<refinement-definition type="attribute" bucket-type="none" attribute-id="color" system="false">'
    '<display-name xml:lang="x-default">Colour</display-name><sort-mode>value-name</sort-mode></refinement-definition>'
    '<refinement-definition type="category"/></refinement-definitions></category>'
)


def test_the_catalog_says_what_is_offered_to_refine_by(api: Api, load: Load) -> None:
    report = load({"catalogs/a.xml": catalog(DEFINED, "refarch-storefront")})
    assert report.skipped_elements == {}
    offered = result(api, "q=tee")["refinements"]
    assert [(each["attribute_id"], each["label"]) for each in offered] == [("c_color", "Colour"), ("cgid", "Category")]


def test_a_change_of_the_catalog_or_of_a_date_is_seen_at_once(api: Api, load: Load) -> None:
    assert found(api, "q=samovar") == []
    soon = "<online-from>2026-06-16T00:00:00Z</online-from>"
    samovar = f'<product product-id="samovar"><online-flag>true</online-flag>{soon}</product>'
    assigned = '<category-assignment category-id="kitchen" product-id="samovar"/>'
    load({"catalogs/a.xml": catalog(samovar), "catalogs/b.xml": catalog(assigned, "refarch-storefront")})
    assert found(api, "q=samovar") == []
    api.clock.advance(24 * 3_600_000)
    assert found(api, "q=samovar") == ["samovar"]


PROMOTED = xml(
    "promotions",
    '<campaign campaign-id="now"><enabled-flag>true</enabled-flag></campaign>'
    '<promotion promotion-id="pots"><enabled-flag>true</enabled-flag><product-promotion-rule><discounted-products>'
    '<included-products><condition-group><product-id-condition operator="is equal"><product-id>10010001</product-id>'
    "<product-id>tee-navy-s</product-id></product-id-condition></condition-group></included-products>"
    "</discounted-products><simple-discount><percentage>10</percentage></simple-discount></product-promotion-rule>"
    '</promotion><promotion-campaign-assignment promotion-id="pots" campaign-id="now"/>',
)


def test_the_products_of_a_promotion_are_found_by_its_link(api: Api, load: Load) -> None:
    load({"sites/RefArch/promotions.xml": PROMOTED})
    link = api.get(f"{V23}/promotions/pots").json["discounted_products_link"]
    hits = api.get(link.removeprefix("http://127.0.0.1:8080")).json["hits"]
    assert {hit["product_id"] for hit in hits} == {"10010001", "tee"}


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("q=tea&expand=taste", "InvalidExpandValueException"),
        ("q=tea&refine=brand", "MalformedParameterException"),
        ("q=tea&refine_1=%3Dx", "MalformedParameterException"),
        ("q=tea&refine_1=price%3D20", "MalformedParameterException"),
        ("q=tea&refine_1=price%3D(a..b)", "MalformedParameterException"),
        ("q=tea&sort=luck", "IllegalEnumerationValueException"),
        ("q=tea&count=0", "ValueConstraintViolationException"),
        ("q=tea&count=201", "ValueConstraintViolationException"),
        ("q=tea&start=-1", "ValueConstraintViolationException"),
        ("q=tea&currency=EUR", "UnsupportedCurrencyException"),
        ("q=tea&locale=xx-YY", "UnknownLocaleException"),
        (f"q={'x' * 257}", "StringConstraintViolationException"),
    ],
)
def test_a_search_that_makes_no_sense_is_refused(api: Api, query: str, fault: str) -> None:
    answer = api.get(f"{SEARCH}?{query}")
    assert (answer.status, answer.fault) == (400, fault)


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%F0%9F%8D%B5", "q=%FF%FE", "q=((((", "q=.%2A", "q=%25", "refine=%00%3D%00"]
)
def test_odd_letters_find_nothing_and_harm_nothing(api: Api, query: str) -> None:
    assert found(api, query) == []


def test_the_search_in_xml_and_in_old_versions(api: Api) -> None:
    assert "<product_search_result" in api.get(f"{SEARCH}?q=tea&format=xml").text
    old = api.get(f"{V15}/product_search?q=mug").json
    assert "hit_type" not in old["hits"][0]
    assert api.get(f"{SHOP}/v17_8/product_search/represented_products?q=mug").status == 404


def test_hooks_see_and_change_the_search(api: Api) -> None:
    seen: list[Any] = []
    hooks = api.application.server.hooks
    hooks.register("dw.ocapi.shop.product_search.beforeGET", lambda: seen.append("before"))
    hooks.register(
        "dw.ocapi.shop.product_search.modifyGETResponse", lambda _, document: document.__setitem__("c_seen", True)
    )
    assert result(api, "q=mug")["c_seen"] is True
    assert seen == ["before"]
