"""Products as a storefront reads them: whole, by expansion, by part, in the shop's languages."""

from decimal import Decimal
from typing import Any

import pytest
from tests.api import SHOP, V23, Answer, Api
from tests.archive.archives import catalog, xml
from tests.http.accounts import ada
from tests.http.conftest import Load

EU = "/s/RefArchEU/dw/shop/v23_1"
MUG, TEE = f"{V23}/products/mug-01", f"{V23}/products/tee"


def product(answer: Answer) -> dict[str, Any]:
    assert answer.status == 200, answer
    document: dict[str, Any] = answer.json
    assert document["_type"] == "product"
    return document


def test_a_product_alone_shows_its_texts_and_custom_attributes(api: Api) -> None:
    mug = product(api.get(MUG))
    expected = {"id": "mug-01", "name": "Stoneware Mug", "brand": "Fernwick", "currency": "USD"}
    assert {name: mug[name] for name in expected} == expected
    assert (mug["c_dishwasherSafe"], mug["c_launched"], mug["c_weightGrams"]) == (True, "2024-03-01", 380)
    assert mug["type"] == {"_type": "product_type", "item": True}
    assert mug["primary_category_id"] == "tableware"
    expanded = {"inventory", "image_groups", "price", "product_links", "recommendations", "variants", "options"}
    assert expanded & mug.keys() == set()


def test_an_answer_may_be_cached_for_a_minute(api: Api) -> None:
    for path in (MUG, f"{MUG}/prices", f"{V23}/products/(mug-01,tea-01)"):
        assert api.get(path).headers["cache-control"] == "max-age=60,must-revalidate"


def test_a_language_of_the_site_changes_the_texts(api: Api) -> None:
    assert product(api.get(f"{MUG}?locale=de-DE"))["name"] == "Steingutbecher"
    assert product(api.get(f"{MUG}?locale=de_DE"))["name"] == "Steingutbecher"
    assert product(api.get(f"{MUG}?locale=default"))["name"] == "Stoneware Mug"
    assert product(api.get(f"{EU}/products/mug-01"))["name"] == "Steingutbecher"


@pytest.mark.parametrize(
    ("locale", "fault"),
    [
        ("de-DE-x", "MalformedLocaleException"),
        ("1", "MalformedLocaleException"),
        ("xx-YY", "UnknownLocaleException"),
        ("en-GB", "UnsupportedLocaleException"),
    ],
)
def test_other_languages_are_refused(api: Api, locale: str, fault: str) -> None:
    answer = api.get(f"{MUG}?locale={locale}")
    assert (answer.status, answer.fault, answer.arguments) == (400, fault, {"locale": locale})


def test_stock_of_the_site_and_of_lists_asked_for(api: Api) -> None:
    document = product(api.get(f"{V23}/products/10010007?expand=availability&inventory_ids=refarch-eu,none"))
    assert (document["inventory"]["id"], document["inventory"]["ats"]) == ("refarch-us", 3)
    assert document["inventory"]["orderable"] is True
    assert [found["id"] for found in document["inventories"]] == ["refarch-eu"]
    part = product(api.get(f"{V23}/products/10010007/availability"))
    assert part["inventory"] == document["inventory"]
    assert "inventories" not in part


def test_more_than_five_inventory_lists_are_refused(api: Api) -> None:
    answer = api.get(f"{MUG}/availability?inventory_ids=a,b,c,d,e,f")
    assert (answer.fault, answer.arguments["parameter"]) == ("ValueConstraintViolationException", "inventory_ids")


def test_stock_that_was_sold_is_gone_at_once(api: Api) -> None:
    agent = api.agent_token()
    api.order(agent, product_items=[{"product_id": "10010007", "quantity": 2}])
    assert product(api.get(f"{V23}/products/10010007/availability"))["inventory"]["ats"] == 1


def test_a_bundle_has_as_much_as_its_scarcest_part(api: Api) -> None:
    mugs = product(api.get(f"{MUG}/availability"))["inventory"]["ats"]
    bundle = product(api.get(f"{V23}/products/starter-bundle/availability"))["inventory"]
    assert 0 < bundle["ats"] <= mugs // 2
    assert bundle["orderable"] is True


def test_prices_by_book_and_the_lowest_of_them(api: Api) -> None:
    pot = product(api.get(f"{V23}/products/10010001?expand=prices"))
    assert pot["price"] == Decimal("54.00")
    assert pot["prices"]["usd-sale"] == Decimal("54.00")
    assert pot["prices"]["usd-list"] > pot["price"]
    glass = product(api.get(f"{V23}/products/10010002/prices"))
    assert "usd-sale" not in glass["prices"]  # that sale is over
    towel = product(api.get(f"{V23}/products/10010004/prices"))
    assert towel["prices"]["usd-sale"] == towel["price"] < towel["prices"]["usd-list"]


def test_a_master_shows_the_range_of_its_variants(api: Api) -> None:
    blend = product(api.get(f"{V23}/products/blend/prices"))
    prices = [product(api.get(f"{V23}/products/{name}/prices"))["price"] for name in ("blend-100", "blend-250")]
    assert (blend["price"], blend["price_max"]) == (min(prices), max(prices))
    assert blend["price"] < blend["price_max"]


def test_variations_of_a_master(api: Api) -> None:
    tee = product(api.get(f"{TEE}/variations"))
    assert [attribute["id"] for attribute in tee["variation_attributes"]] == ["color", "size"]
    variants = {variant["product_id"]: variant for variant in tee["variants"]}
    assert len(variants) == 6
    assert variants["tee-navy-s"]["variation_values"] == {"color": "navy", "size": "S"}
    assert variants["tee-navy-s"]["orderable"] is True
    assert variants["tee-white-l"]["orderable"] is False
    assert variants["tee-navy-s"]["link"].endswith("/dw/shop/v23_1/products/tee-navy-s")
    (group,) = tee["variation_groups"]
    assert (group["product_id"], group["variation_values"], group["orderable"]) == ("tee-navy", {"color": "navy"}, True)
    colours = {value["value"]: value["orderable"] for value in tee["variation_attributes"][0]["values"]}
    assert colours == {"navy": True, "white": True, "olive": False, "rust": False}


def test_a_variant_shows_its_master_and_its_sisters(api: Api) -> None:
    variant = product(api.get(f"{V23}/products/tee-navy-m?expand=variations,prices"))
    assert variant["name"] == "Organic Cotton Tee"
    assert variant["master"]["master_id"] == "tee"
    assert variant["variation_values"] == {"color": "navy", "size": "M"}
    assert len(variant["variants"]) == 6
    assert "price_max" not in variant


def test_options_with_prices_of_the_currency(api: Api) -> None:
    (option,) = product(api.get(f"{V23}/products/kettle-01/options?locale=de-DE"))["options"]
    assert (option["id"], option["name"]) == ("warranty", "Garantie")
    assert [(value["id"], value["price"], value["default"]) for value in option["values"]] == [
        ("none", Decimal("0.00"), True),
        ("one-year", Decimal("9.00"), False),
        ("two-years", Decimal("15.00"), False),
    ]


def test_parts_of_a_bundle_and_members_of_a_set(api: Api) -> None:
    bundle = product(api.get(f"{V23}/products/starter-bundle?expand=bundled_products,prices"))
    parts = [(part["id"], part["quantity"], part["product"]["name"]) for part in bundle["bundled_products"]]
    assert parts[0] == ("mug-01", 2, "Stoneware Mug")
    assert all("price" in part["product"] for part in bundle["bundled_products"])
    members = product(api.get(f"{V23}/products/table-set/set_products"))["set_products"]
    assert [member["id"] for member in members] == ["10010002", "10010009", "10010004"]


def test_a_set_has_the_price_range_of_its_members(api: Api) -> None:
    found = product(api.get(f"{V23}/products/table-set/prices"))
    assert found["price"] < found["price_max"]


def test_links_of_a_product_in_both_directions(api: Api) -> None:
    links = product(api.get(f"{MUG}?expand=links"))["product_links"]
    assert [(link["target_product_id"], link["type"]) for link in links] == [
        ("tea-01", "cross_sell"),
        ("cup", "up_sell"),
    ]
    assert links[0]["source_product_link"].endswith("/products/mug-01")
    (only,) = product(api.get(f"{MUG}/links?type=up_sell"))["product_links"]
    assert only["target_product_id"] == "cup"
    assert "product_links" not in product(api.get(f"{V23}/products/tea-01/links"))
    (incoming,) = product(api.get(f"{V23}/products/tea-01/links?direction=in"))["product_links"]
    assert (incoming["source_product_id"], incoming["target_product_id"]) == ("mug-01", "tea-01")
    assert len(product(api.get(f"{MUG}/links?direction=all"))["product_links"]) == 2


@pytest.mark.parametrize(
    ("query", "fault", "arguments"),
    [
        ("type=nice", "InvalidProductLinkTypeException", {"type": "nice"}),
        ("direction=up", "InvalidProductLinkDirectionException", {"direction": "up"}),
    ],
)
def test_links_of_a_kind_nobody_knows_are_refused(api: Api, query: str, fault: str, arguments: dict[str, str]) -> None:
    answer = api.get(f"{MUG}/links?{query}")
    assert (answer.status, answer.fault, answer.arguments) == (400, fault, arguments)


def test_recommendations_of_the_sites_catalog(api: Api) -> None:
    first, second = product(api.get(f"{MUG}/recommendations"))["recommendations"]
    assert (first["recommended_item_id"], first["recommended_item_type"]) == ("10010001", "product")
    assert (first["name"], first["callout_msg"]) == ("A pot for the mug", "Goes well with it")
    assert first["recommendation_type"] == {"_type": "recommendation_type", "display_value": "Cross-Sell", "value": 1}
    assert second["name"] == "Porcelain Sugar Bowl"
    variant = product(api.get(f"{V23}/products/tee-navy-s?expand=recommendations"))
    assert [found["recommended_item_id"] for found in variant["recommendations"]] == ["apron"]


def test_images_by_view_type(api: Api) -> None:
    (group,) = product(api.get(f"{MUG}/images"))["image_groups"]
    assert group["view_type"] == "large"
    assert group["images"][0]["alt"] == "Stoneware Mug"
    assert group["images"][0]["link"].endswith("/s/RefArch/images/images/large/mug-01.jpg")
    assert "image_groups" not in product(api.get(f"{MUG}/images?view_type=small,swatch"))
    assert len(product(api.get(f"{MUG}/images?view_type=small,large"))["image_groups"]) == 1
    answer = api.get(f"{MUG}/images?view_type={'x' * 257}")
    assert (answer.fault, answer.arguments["parameter"]) == ("StringConstraintViolationException", "view_type")


IMAGES = (
    '<product product-id="tee"><images>'
    '<image-group view-type="large"><image path="tee.jpg"/></image-group>'
    '<image-group view-type="large"><variation attribute-id="color" value="navy"/>'
    '<image path="navy.jpg"/></image-group>'
    '<image-group view-type="small"><image path="tiny.jpg"/></image-group></images></product>'
)


def paths(answer: Answer) -> list[str]:
    groups = product(answer).get("image_groups", [])
    return [image["link"].rsplit("/", 1)[1] for group in groups for image in group["images"]]


def test_images_of_a_variant_are_those_of_its_colour(api: Api, load: Load) -> None:
    load({"catalogs/a.xml": catalog(IMAGES, "refarch-products")})
    assert paths(api.get(f"{TEE}/images")) == ["tee.jpg", "tiny.jpg"]
    assert paths(api.get(f"{V23}/products/tee-navy-s/images")) == ["navy.jpg", "tiny.jpg"]
    assert paths(api.get(f"{V23}/products/tee-white-s/images")) == ["tee.jpg", "tiny.jpg"]
    assert paths(api.get(f"{TEE}/images?all_images=true")) == ["tee.jpg", "navy.jpg", "tiny.jpg"]
    assert paths(api.get(f"{TEE}/images?variation_attribute=color%3Dnavy")) == ["navy.jpg"]


CUSTOM = (
    '<product product-id="tee"><custom-attributes><custom-attribute attribute-id="care">wash</custom-attribute>'
    '<custom-attribute attribute-id="care" xml:lang="de">waschen</custom-attribute>'
    '<custom-attribute attribute-id="rank" site-id="RefArchEU">7</custom-attribute>'
    '<custom-attribute attribute-id="rank">1</custom-attribute></custom-attributes></product>'
)


def test_custom_attributes_differ_by_language_and_site_and_are_inherited(api: Api, load: Load) -> None:
    load({"catalogs/a.xml": catalog(CUSTOM, "refarch-products")})
    tee = product(api.get(f"{V23}/products/tee-navy-s"))
    assert (tee["c_care"], tee["c_rank"], tee["c_color"]) == ("wash", "1", "navy")
    assert product(api.get(f"{TEE}?locale=de-DE"))["c_care"] == "waschen"
    european = product(api.get(f"{EU}/products/tee"))
    assert (european["c_care"], european["c_rank"]) == ("waschen", "7")


PROMOTED = xml(
    "promotions",
    '<campaign campaign-id="now"><enabled-flag>true</enabled-flag></campaign>'
    '<campaign campaign-id="old"><enabled-flag>true</enabled-flag><end-date>2026-01-01T00:00:00Z</end-date></campaign>'
    + "".join(
        f'<promotion promotion-id="{name}"><enabled-flag>true</enabled-flag>'
        f'<callout-msg xml:lang="x-default">{name}!</callout-msg><product-promotion-rule><discounted-products>'
        '<included-products><condition-group><brand-condition operator="is equal"><brand>Fernwick</brand>'
        f"</brand-condition></condition-group></included-products></discounted-products>{rule}"
        "</product-promotion-rule></promotion>"
        for name, rule in (
            ("tenth", "<simple-discount><percentage>10</percentage></simple-discount>"),
            (
                "three",
                '<discounts condition-type="product-quantity"><discount><threshold>3</threshold>'
                "<percentage>50</percentage></discount></discounts>",
            ),
            ("past", "<simple-discount><amount>1</amount></simple-discount>"),
            ("members", "<simple-discount><fixed-price>1.50</fixed-price></simple-discount>"),
        )
    )
    + '<promotion-campaign-assignment promotion-id="tenth" campaign-id="now"/>'
    '<promotion-campaign-assignment promotion-id="three" campaign-id="now"/>'
    '<promotion-campaign-assignment promotion-id="past" campaign-id="old"/>'
    '<promotion-campaign-assignment promotion-id="members" campaign-id="now">'
    '<customer-groups><customer-group group-id="Registered"/></customer-groups></promotion-campaign-assignment>',
)


def test_promotions_of_a_product_that_the_customer_can_have_now(api: Api, load: Load) -> None:
    report = load({"sites/RefArch/promotions.xml": PROMOTED})
    assert report.warnings == []
    mug = product(api.get(f"{MUG}?expand=promotions,prices"))
    promotions = {found["promotion_id"]: found for found in mug["product_promotions"]}
    assert promotions.keys() == {"tenth", "three"}
    assert promotions["tenth"]["callout_msg"] == "tenth!"
    assert promotions["tenth"]["link"].endswith("/dw/shop/v23_1/promotions/tenth")
    assert promotions["tenth"]["promotional_price"] == (mug["price"] * 9 / 10).quantize(Decimal("0.01"))
    assert "promotional_price" not in promotions["three"]  # three are needed
    member = api.customer("credentials", "ada@example.com", "Assam-tea-2")
    own = product(api.get(f"{MUG}/promotions", token=member))["product_promotions"]
    assert {found["promotion_id"]: found.get("promotional_price") for found in own}["members"] == Decimal("1.50")
    assert "product_promotions" not in product(api.get(f"{V23}/products/tea-01/promotions"))
    blend = product(api.get(f"{V23}/products/cup/promotions"))["product_promotions"]
    assert [found["promotion_id"] for found in blend] == ["tenth", "three"]


def test_the_promotional_price_is_what_a_basket_is_charged(api: Api, load: Load) -> None:
    load({"sites/RefArch/promotions.xml": PROMOTED})
    (first, *_) = product(api.get(f"{MUG}/promotions"))["product_promotions"]
    basket = api.basket(api.customer(), customer_info=None, product_items=[{"product_id": "mug-01", "quantity": 1}])
    assert basket["product_items"][0]["price_after_item_discount"] == first["promotional_price"]


def test_how_a_product_can_be_sent(api: Api) -> None:
    answer = api.get(f"{MUG}/shipping_methods")
    assert answer.json["_type"] == "shipping_method_result"
    assert [method["id"] for method in answer.json["applicable_shipping_methods"]] == ["001", "002", "003", "005"]
    assert answer.json["default_shipping_method_id"] == "001"
    assert api.get(f"{V23}/products/none/shipping_methods").fault == "ProductNotFoundException"
    assert api.get(f"{V23}/products/{'x' * 101}/shipping_methods").fault == "StringConstraintViolationException"


OVERNIGHT_FOR_THE_REGISTERED = xml(
    "shipping",
    '<shipping-method method-id="003"><online-flag>true</online-flag>'
    '<price-table><amount order-value="0">16.99</amount></price-table><currency>USD</currency>'
    "<customer-groups><customer-group>Registered</customer-group></customer-groups></shipping-method>",
)
FREE_SHIPPING = xml(
    "promotions",
    '<campaign campaign-id="always"><enabled-flag>true</enabled-flag></campaign>'
    '<promotion promotion-id="free-from-ten"><enabled-flag>true</enabled-flag>'
    '<callout-msg xml:lang="x-default">Free from ten</callout-msg>'
    '<shipping-promotion-rule><discounts condition-type="shipment-total">'
    "<discount><threshold>10.00</threshold><free/></discount></discounts></shipping-promotion-rule></promotion>"
    '<promotion-campaign-assignment promotion-id="free-from-ten" campaign-id="always"/>',
)


@pytest.mark.parametrize("registered", [False, True])
@pytest.mark.parametrize("product_id", ["mug-01", "10010001", "tea-01"])
def test_a_product_is_sent_as_a_basket_of_it_alone_would_be(
    api: Api, load: Load, product_id: str, registered: bool
) -> None:
    load({"sites/RefArch/shipping.xml": OVERNIGHT_FOR_THE_REGISTERED, "sites/RefArch/promotions.xml": FREE_SHIPPING})
    token = ada(api).token if registered else api.customer()
    answer = api.get(f"{V23}/products/{product_id}/shipping_methods", token=token)
    basket = {"product_items": [{"product_id": product_id, "quantity": 1}]}
    basket_id = api.post(f"{V23}/baskets", basket, token=token).json["basket_id"]
    expected = api.get(f"{V23}/baskets/{basket_id}/shipments/me/shipping_methods", token=token)
    assert answer.json == expected.json
    methods = {method["id"]: method for method in answer.json["applicable_shipping_methods"]}
    assert ("003" in methods) is registered
    assert methods["001"]["price"] > 0
    assert "free-from-ten" in [shown["promotion_id"] for shown in methods["001"]["shipping_promotions"]]


@pytest.mark.parametrize("part", ["", "/availability", "/prices", "/images", "/options", "/links", "/set_products"])
def test_a_product_that_is_not_sold_here_is_not_found(api: Api, part: str) -> None:
    for path in (f"{V23}/products/none{part}", f"{V23}/products/10010013{part}", f"{EU}/products/10010014{part}"):
        answer = api.get(path)
        assert (answer.status, answer.fault) == (404, "ProductNotFoundException"), path
    answer = api.get(f"{V23}/products/{'x' * 101}{part}")
    assert (answer.status, answer.fault) == (400, "StringConstraintViolationException")


def test_several_products_without_those_that_are_not_there(api: Api) -> None:
    answer = api.get(f"{V23}/products/(mug-01,none,tea-01,mug-01)?expand=prices")
    assert (answer.json["count"], answer.json["total"]) == (2, 2)
    assert [found["id"] for found in answer.json["data"]] == ["mug-01", "tea-01"]
    assert all("price" in found for found in answer.json["data"])
    assert api.get(f"{V23}/products/(none)").json == {"_v": "23.1", "_type": "product_result", "count": 0, "total": 0}
    assert api.get(f"{V23}/products/()").json["count"] == 0
    many = ",".join(f"p{number}" for number in range(25))
    assert api.get(f"{V23}/products/({many})").fault == "ValueConstraintViolationException"


def test_every_expansion_at_once_in_both_formats_and_in_old_versions(api: Api) -> None:
    expand = "availability,bundled_products,images,links,options,prices,promotions,recommendations,set_products"
    expand += ",variations"
    for name in ("mug-01", "tee", "tee-navy", "tee-navy-s", "kettle-01", "starter-bundle", "table-set"):
        for version in ("v13_1", "v15_2", "v23_1", "v24_5"):
            path = f"{SHOP}/{version}/products/{name}?expand={expand}"
            assert api.get(path).json["id"] == name
            assert api.get(path + "&format=xml").text.startswith("<?xml")


def test_hooks_see_every_product_of_every_answer(api: Api) -> None:
    seen: list[Any] = []
    hooks = api.application.server.hooks
    hooks.register("dw.ocapi.shop.product.beforeGET", seen.append)

    def modify(product: Any, document: dict[str, Any]) -> None:
        document["c_seen"] = product.id

    hooks.register("dw.ocapi.shop.product.modifyGETResponse", modify)
    assert api.get(f"{MUG}/prices").json["c_seen"] == "mug-01"
    many = api.get(f"{V23}/products/(mug-01,none,tea-01)").json
    assert [found["c_seen"] for found in many["data"]] == ["mug-01", "tea-01"]
    assert seen == ["mug-01", "mug-01", "none", "tea-01"]
