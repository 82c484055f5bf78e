"""dw.catalog as scripts see it: products with their images, links, prices and addresses, and the search for them."""

from typing import Any

import pytest
from tests.scripts.realm import Realm

COLOR = {
    "id": "color",
    "attribute_id": "colour",
    "name": "Colour",
    "values": [
        {"id": "red", "value": "red", "display_value": "Red", "description": None},
        {"id": "blue", "value": "blue", "display_value": "Blue", "description": None},
    ],
}


def image(path: str) -> dict[str, Any]:
    return {"path": path, "alt": None, "title": None}


IMAGES = [
    {"view_type": "large", "variation": {}, "images": [image("any.jpg")]},
    {"view_type": "large", "variation": {"colour": "red"}, "images": [image("red.jpg"), image("red-2.jpg")]},
    {"view_type": "swatch", "variation": {"colour": "blue"}, "images": [image("blue.jpg")]},
]


def product(product_id: str, **more: Any) -> dict[str, Any]:
    return {
        "id": product_id, "name": product_id.title(), "online": True, "online_flag": True, "sellable": True,
        "min_order_quantity": 1, "unit_quantity": None, "unit": None, "master": False, "variant": False,
        "variation_group": False, "set": False, "bundle": False, "option": False, "master_id": None, "variants": [],
        "variation_groups": [], "variation": [], "bundled": [], "set_products": [], "options": [], "categories": [],
        "images": IMAGES, "custom": {}, "online_from": "2026-01-01T00:00:00.000Z", "online_to": None, **more,
    }  # fmt: skip


OPTION = {
    "id": "war_ranty", "name": "Warranty", "description": None, "image": "w.jpg",
    "values": [
        {"id": "none", "default": True, "display_value": "None", "product_id_modifier": None, "prices": {"USD": 0}},
        {"id": "year", "default": False, "display_value": "Year", "product_id_modifier": None, "prices": {"USD": 5}},
    ],
}  # fmt: skip
PRODUCTS = {
    "shirt_m": product("shirt_m", master=True, variants=["shirt-red", "shirt-blue"], variation=[COLOR]),
    "shirt-red": product(
        "shirt-red", variant=True, master_id="shirt_m", variants=["shirt-red", "shirt-blue"], variation=[COLOR],
        custom={"c_colour": "red", "c_sizes": ["S", "M"], "c_fit": "slim"},
    ),
    "shirt-blue": product(
        "shirt-blue", variant=True, master_id="shirt_m", variants=["shirt-red", "shirt-blue"], variation=[COLOR],
        custom={"c_colour": "blue"},
    ),
    "tea": product("tea", unit_quantity=4, option=True, options=[OPTION], images=[]),
}  # fmt: skip
PRICES = {"shirt-red": 20, "shirt-blue": 30, "tea": 8}


@pytest.fixture
def catalog_realm(realm: Realm) -> Realm:
    def prices(asked: dict[str, Any]) -> dict[str, Any]:
        price = PRICES[asked["product_id"]]
        books = {"list": price + 2}
        return {"currency": "USD", "price": price, "book": "sale", "percentage": None, "books": books, "steps": [1]}

    fits = {
        "type": "enum-of-string", "values": ["slim"], "names": {"slim": "Slim fit"}, "default": None,
        "multiple": False, "mandatory": False, "display_name": "Fit",
    }  # fmt: skip
    realm.operations |= {
        "product": PRODUCTS.get,
        "product_prices": prices,
        "product_stock": lambda _: {"list_id": None, "sellable": True, "ats": None, "record": None},
        "session": lambda _: {"id": "s", "user": "", "currency": "USD", "price_books": []},
        "attributes": lambda type_id: {"fit": fits} if type_id == "Product" else {},
    }
    return realm


def test_images_are_those_of_the_values_of_a_variant(catalog_realm: Realm) -> None:
    body = """
    const Mgr = require('dw/catalog/ProductMgr');
    const red = Mgr.getProduct('shirt-red');
    const blue = Mgr.getProduct('shirt-blue');
    const master = Mgr.getProduct('shirt_m');
    const model = master.variationModel;
    const colour = model.getProductVariationAttribute('color');
    const values = model.getAllValues(colour);
    const path = function (one) { return one === null ? null : String(one); };
    const found = [path(red.getImage('large')), path(red.getImage('large', 1)), red.getImages('large').length,
        path(blue.getImage('large')), path(blue.getImage('swatch')), path(master.getImage('large')),
        path(master.getImage('swatch')), path(master.getImage('none')), master.getImage(), master.image,
        master.thumbnail];
    found.push(path(values.get(0).getImage('large')), path(values.get(1).getImage('swatch')),
        path(values.get(0).getImage('swatch')), values.get(0).getImages('large').length,
        path(model.getImage('large', colour, values.get(0))), path(model.getImage('large')));
    model.setSelectedAttributeValue('color', 'red');
    return found.concat([path(model.getImage('large')), path(model.getImage('large', 1)),
        model.getImages('large').length, values.get(0).hashCode() === values.get(0).hashCode()]);
    """
    assert catalog_realm.value(body) == [
        *["red.jpg", "red-2.jpg", 2, "any.jpg", "blue.jpg", "any.jpg", "blue.jpg", None, None, None, None],
        *["red.jpg", "blue.jpg", None, 2, "red.jpg", "any.jpg"],
        *["red.jpg", "red-2.jpg", 2, True],
    ]


def test_addresses_that_select_values_and_options(catalog_realm: Realm) -> None:
    body = """
    const Mgr = require('dw/catalog/ProductMgr');
    const model = Mgr.getProduct('shirt-red').variationModel;
    const colour = model.getProductVariationAttribute('color');
    const blue = model.getAllValues(colour).get(1);
    const after = function (url) { return String(url).split('?')[1]; };
    const options = Mgr.getProduct('tea').optionModel;
    const option = options.getOption('war_ranty');
    return [model.getHtmlName(colour), model.getHtmlName('x_', colour), after(model.url('Product-Show')),
        after(model.url('Product-Show', 'color', 'blue', 'none', 'x')),
        after(model.urlSelectVariationValue('Product-Show', colour, blue)),
        after(model.urlUnselectVariationValue('Product-Show', colour)),
        typeof model.urlSelectVariationValue('Product-Show', colour, blue), option.htmlName,
        option.getHtmlName('y_'), after(options.urlSelectOptionValue('Product-Show', option,
            options.getOptionValue(option, 'year'))), after(options.url('Product-Show')), String(option.image),
        option.optionValues.get(0).description];
    """
    assert catalog_realm.value(body, request={"site": "RefArch", "locale": "en-US", "origin": "https://x"}) == [
        *["dwvar_shirt__m_color", "x_dwvar_shirt__m_color", "pid=shirt_m&dwvar_shirt__m_color=red"],
        *["pid=shirt_m&dwvar_shirt__m_color=blue"] * 2,
        *["pid=shirt_m&dwvar_shirt__m_color=", "string", "dwopt_tea_war__ranty".replace("war__", "war_")],
        *["y_dwopt_tea_war_ranty", "pid=tea&dwopt_tea_war_ranty=year", "pid=tea&dwopt_tea_war_ranty=none"],
        *["w.jpg", None],
    ]


def test_attributes_are_shown_by_their_definitions(catalog_realm: Realm) -> None:
    body = """
    const one = require('dw/catalog/ProductMgr').getProduct('shirt-red');
    const model = one.getAttributeModel();
    const fit = model.getAttributeDefinition('fit');
    return [fit.displayName, model.getDisplayValue(fit), model.getValue(fit).value, model.getAttributeDefinition('x'),
        model.visibleAttributeGroups.length, model.attributeGroups.length, model.getAttributeGroup('x'),
        model.orderRequiredAttributeDefinitions.length, model.getVisibleAttributeDefinitions(null).length,
        new (require('dw/catalog/ProductAttributeModel'))().getValue(fit), one.template, one.pageMetaTags.length,
        one.getPageMetaTag('x'), one.pageURL, one.onlineFrom.getUTCFullYear(), one.onlineTo, one.retailSet,
        one.siteProduct, one.variationGroups.length, one.variationModel.variationGroups.length,
        one.variationModel.attributeDefinitions.length];
    """
    assert catalog_realm.value(body) == [
        *["Fit", "Slim fit", "slim", None, 0, 0, None, 0, 0, None, None, 0, None, None, 2026, None, False, True],
        *[0, 0, 0],
    ]


def test_prices_per_unit_and_of_the_variants_of_a_master(catalog_realm: Realm) -> None:
    body = """
    const Mgr = require('dw/catalog/ProductMgr');
    const tea = Mgr.getProduct('tea').priceModel;
    const shirt = Mgr.getProduct('shirt_m').priceModel;
    return [tea.pricePerUnit.value, tea.getPricePerUnit().value, tea.minPricePerUnit.value,
        tea.getPriceBookPricePerUnit('list').value, shirt.minPricePerUnit.value, shirt.getMaxPricePerUnit().value,
        shirt.getMinPriceBookPrice('list').value, shirt.getMaxPriceBookPrice('list').value,
        shirt.getMaxPriceBookPrice('none').available, shirt.getMinPriceBookPricePerUnit('list').value];
    """
    assert catalog_realm.value(body) == [2, 2, 2, 2.5, 20, 30, 22, 32, False, 22]


def test_links_and_recommendations(catalog_realm: Realm) -> None:
    def relations(_: str) -> dict[str, Any]:
        recommended = {
            "source": "tea", "target": "shirt-red", "type": 1, "catalog": "main", "name": "Red", "callout_msg": "Now!",
            "short_description": None, "long_description": None, "image": "r.jpg", "custom": {"c_x": 1},
        }  # fmt: skip
        return {
            "outgoing": [
                {"source": "tea", "target": "shirt-red", "type": "up_sell"},
                {"source": "tea", "target": "gone", "type": "accessory"},
            ],
            "incoming": [{"source": "shirt-blue", "target": "tea", "type": "unheard_of"}],
            "recommendations": {"main": [recommended, {**recommended, "type": 2, "target": "shirt-blue"}]},
            "catalog": "main",
        }

    catalog_realm.operations["product_relations"] = relations
    body = """
    const tea = require('dw/catalog/ProductMgr').getProduct('tea');
    const Link = require('dw/catalog/ProductLink');
    const link = tea.productLinks.get(0);
    const first = tea.recommendations.get(0);
    return [tea.productLinks.length, link.typeCode === Link.LINKTYPE_UP_SELL, link.targetProduct.ID,
        link.sourceProduct === tea, tea.getProductLinks(Link.LINKTYPE_ACCESSORY).length, tea.allProductLinks.length,
        tea.incomingProductLinks.get(0).typeCode, tea.getAllIncomingProductLinks(8).length,
        tea.recommendations.length, first.recommendationType, first.recommendedItem.ID, first.recommendedItemID,
        first.sourceItem === tea, first.name, first.calloutMsg.markup, first.shortDescription, String(first.image),
        first.custom.x, tea.getRecommendations(2).length, tea.getOrderableRecommendations(3).length,
        tea.getAllRecommendations({ ID: 'other' }).length, tea.getAllRecommendations({ ID: 'main' }, 1).length];
    """
    assert catalog_realm.value(body) == [
        *[1, True, "shirt-red", True, 0, 1, 8, 1, 2, 1, "shirt-red", "shirt-red", True, "Red", "Now!", None, "r.jpg"],
        *[1, 1, 0, 0, 1],
    ]


def test_a_search_finds_hits_that_stand_for_products(catalog_realm: Realm) -> None:
    asked: list[Any] = []
    catalog_realm.operations |= {
        "search_products": lambda what: (asked.append(what), ["shirt_m", "tea"])[1],
        "search_hit": lambda hit: {"shirt_m": ["shirt-blue", "shirt-red"], "tea": ["tea"]}[hit["product_id"]],
        "product_promotions": lambda _: {"qualifying": ["q"], "discounted": ["d", "off"]},
        "promotions": lambda _: [{"id": one, "active": one != "off"} for one in ("d", "off", "q")],
        "category": lambda category_id: {"id": "teas", "online": True} if category_id == "teas" else None,
    }
    body = """
    const Model = require('dw/catalog/ProductSearchModel');
    const Mgr = require('dw/catalog/ProductMgr');
    const model = new Model();
    const found = [model.search().statusCode, model.count, model.emptyQuery, model.getProductSearchHits().hasNext()];
    model.setSearchPhrase('shirt');
    model.setCategoryID('teas');
    model.addRefinementValues('c_colour', 'red|blue');
    model.setPriceMin(5);
    model.setSortingCondition('price', Model.SORT_DIRECTION_DESCENDING);
    model.orderableProductsOnly = true;
    const status = model.search();
    found.push(String(status), status.statusCode, model.count, model.category.ID, model.isCategorySearch(),
        model.refinedByPrice, model.isRefinedByAttributeValue('c_colour', 'blue'),
        model.getRefinementValues('c_colour').length, model.priceMin, model.priceMax);
    const hit = model.productSearchHits.next();
    const colour = hit.product.variationModel.getProductVariationAttribute('color');
    found.push(hit.productID, hit.hitType, hit.minPrice.value, hit.maxPrice.value, hit.priceRange,
        hit.firstRepresentedProductID, hit.lastRepresentedProduct.ID, hit.representedProducts.length,
        hit.getRepresentedVariationValues(colour).length, hit.getRepresentedVariationValues('color').get(0).ID,
        hit.discountedPromotionIDs.toArray().join(), hit.allPromotionIDs.length);
    found.push(model.getProductSearchHit(Mgr.getProduct('shirt-red')) === hit,
        model.getProductSearchHit(Mgr.getProduct('tea')).hitType,
        model.getProductSearchHit(Mgr.getProduct('tea')).minPricePerUnit.value);
    model.removeRefinementValues('c_colour', 'red');
    found.push(model.getRefinementValue('c_colour'));
    model.setCategoryID('nowhere');
    found.push(String(model.search()), model.count);
    return found;
    """
    assert catalog_realm.value(body) == [
        *[6, 0, True, False],
        *["SUCCESSFUL", 1, 2, "teas", False, True, True, 2, 5, None],
        *["shirt_m", "master", 20, 30, True, "shirt-blue", "shirt-red", 2, 2, "blue", "d", 2],
        *[True, "product", 2, "blue", "NO_CATEGORY", 0],
    ]
    (what,) = asked
    assert what == {
        "phrase": "shirt", "refinements": {"cgid": ["teas"], "c_colour": ["red", "blue"]}, "price": [5, None],
        "orderable_only": True, "product_ids": [], "sort": "price-high-to-low",
    }  # fmt: skip
