"""Links, recommendations, promotional prices, searches and counts of orders that scripts ask for, behind the API."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.api import V23, Api
from tests.archive.archives import xml
from tests.http.accounts import xenia
from tests.http.gift_certificates import load_files
from tests.http.test_approaching_discounts import PROMOTIONS
from tests.http.test_cartridges import SHOP, write_cartridge
from tests.http.test_products import PROMOTED

MakeShop = Callable[..., Api]
ORDER_RULE = """<promotion promotion-id="{}"><enabled-flag>true</enabled-flag><order-promotion-rule>
  <discounts condition-type="order-total"><discount><threshold>1</threshold>{}</discount></discounts>{}
  </order-promotion-rule></promotion><promotion-campaign-assignment promotion-id="{}" campaign-id="all"/>"""
GIVEN = "<bonus><bonus-products><product-id>10010006</product-id></bonus-products></bonus>"
CHOSEN = (
    '<bonus-choice><bonus-products><bonus-product product-id="10010004">'
    '<bonus-product-price>3.00</bonus-product-price></bonus-product><bonus-product product-id="10010006"/>'
    "</bonus-products><max-bonus-items>2</max-bonus-items></bonus-choice>"
)
PAID = "<payment-methods><method-id>CREDIT_CARD</method-id></payment-methods>"
BONUS = xml(
    "promotions",
    '<campaign campaign-id="all"><enabled-flag>true</enabled-flag></campaign>'
    + ORDER_RULE.format("given", GIVEN, "", "given")
    + ORDER_RULE.format("chosen", CHOSEN, "", "chosen")
    + ORDER_RULE.format("paid", "<percentage>5</percentage>", PAID, "paid"),
)


@pytest.fixture
def make_shop(make_api: Callable[..., Api], tmp_path: Path) -> MakeShop:
    """Make a server with a cartridge whose hook shows what the body of a function returns."""

    def make(body: str, **more: str) -> Api:
        hook = f"b.c_x = JSON.stringify((function (basket) {{ {body} }})(a));"
        hooks = {SHOP + "basket.modifyGETResponse": hook, **{SHOP + point: one for point, one in more.items()}}
        folder = write_cartridge(tmp_path / "cartridges", hooks)
        return make_api(cartridges=str(folder))

    return make


def seen(api: Api, token: str, **changes: Any) -> Any:
    basket = api.basket(token, customer_info=None, **changes)
    answer = api.get(f"{V23}/baskets/{basket['basket_id']}", token=token)
    api.delete(f"{V23}/baskets/{basket['basket_id']}", token=token)
    return json.loads(answer.json["c_x"])


def test_links_and_recommendations_are_those_of_the_catalogs(make_shop: MakeShop) -> None:
    api = make_shop("""
    const Mgr = require('dw/catalog/ProductMgr');
    const mug = Mgr.getProduct('mug-01');
    const ids = function (list, name) { return list.toArray().map(function (one) { return one[name].ID; }).join(); };
    return [ids(mug.productLinks, 'targetProduct'), ids(mug.getProductLinks(3), 'targetProduct'),
        ids(Mgr.getProduct('tea-01').incomingProductLinks, 'sourceProduct'),
        ids(mug.recommendations, 'recommendedItem'), ids(mug.getRecommendations(2), 'recommendedItem'),
        ids(Mgr.getProduct('tee-navy-s').recommendations, 'recommendedItem'),
        mug.recommendations.get(0).catalog.ID, Mgr.getProduct('tea-01').recommendations.length];
    """)
    assert seen(api, api.customer()) == [
        *["tea-01,cup", "cup", "mug-01", "10010001,10010009", "10010009", "apron", "refarch-storefront", 0]
    ]


def test_a_promotional_price_is_that_of_the_products_resource(make_shop: MakeShop, tmp_path: Path) -> None:
    api = make_shop("""
    const Mgr = require('dw/campaign/PromotionMgr');
    const mug = require('dw/catalog/ProductMgr').getProduct('mug-01');
    const tea = require('dw/catalog/ProductMgr').getProduct('tea-01');
    const price = function (id, product) {
        return Mgr.getPromotion(id).getPromotionalPrice(product, product.optionModel).valueOrNull;
    };
    return [price('tenth', mug), price('three', mug), price('past', mug), price('members', mug), price('tenth', tea),
        Mgr.getPromotion('tenth').getPromotionalPrice(mug).currencyCode];
    """)
    assert load_files(api, tmp_path, {"sites/RefArch/promotions.xml": PROMOTED}).warnings == []
    mug = api.get(f"{V23}/products/mug-01?expand=promotions,prices", token=api.customer()).json
    shown = {one["promotion_id"]: one.get("promotional_price") for one in mug["product_promotions"]}
    assert seen(api, api.customer()) == [float(shown["tenth"]), None, 13, 1.5, None, "USD"]


def test_the_discounts_that_a_basket_is_close_to_are_in_its_plan(make_shop: MakeShop, tmp_path: Path) -> None:
    api = make_shop("""
    const plan = require('dw/campaign/PromotionMgr').getDiscounts(basket);
    const near = plan.approachingOrderDiscounts.get(0);
    return [plan.getApproachingOrderDiscounts().length, near.conditionThreshold.value, near.merchandiseTotal.value,
        near.distanceFromConditionThreshold.value, near.discount.type, near.discount.amount, near.discount.promotion.ID,
        plan.getApproachingShippingDiscounts(basket.defaultShipment).length,
        plan.getProductShippingDiscounts(basket.productLineItems.get(0)).length];
    """)
    assert load_files(api, tmp_path, {"sites/RefArch/promotions.xml": PROMOTIONS}).warnings == []
    count, threshold, total, distance, *rest = seen(api, api.customer())
    assert (count, threshold, distance) == (1, 100, round(100 - total, 2))
    assert rest == ["AMOUNT", 10, "ten-off", 0, 0]


def test_a_shipping_discount_is_near_for_its_methods(make_shop: MakeShop) -> None:
    api = make_shop("""
    const plan = require('dw/campaign/PromotionMgr').getDiscounts(basket);
    const methods = require('dw/order/ShippingMgr').allShippingMethods;
    const other = methods.toArray().filter(function (one) { return one.ID !== '001'; })[0];
    const own = methods.toArray().filter(function (one) { return one.ID === '001'; })[0];
    const shipment = basket.defaultShipment;
    return [plan.getApproachingShippingDiscounts(shipment).length,
        plan.getApproachingShippingDiscounts(shipment, own).length,
        plan.getApproachingShippingDiscounts(shipment, other).length,
        plan.getApproachingShippingDiscounts(shipment, methods).length];
    """)
    many = [{"product_id": "10010001", "quantity": 3}]
    assert seen(api, api.customer(), product_items=many) == [1, 1, 0, 1]


def test_bonus_products_are_those_of_the_promotion(make_shop: MakeShop, tmp_path: Path) -> None:
    api = make_shop("""
    const Mgr = require('dw/campaign/PromotionMgr');
    const names = function (one) {
        return [one.type, one.promotion.ID, one.bonusProducts.toArray().map(function (product) { return product.ID; })];
    };
    const found = Mgr.getDiscounts(basket).bonusDiscounts.toArray();
    const choice = found.filter(function (one) { return one.type === one.TYPE_BONUS_CHOICE; })[0];
    let refused = '';
    try {
        choice.getBonusProductPrice(require('dw/catalog/ProductMgr').getProduct('mug-01'));
    } catch (error) { refused = error.name; }
    return [found.map(names), choice.maxBonusItems, choice.ruleBased,
        choice.getBonusProductPrice(choice.bonusProducts.get(0)), refused,
        Mgr.activePromotions.getPaymentMethodPromotions({ ID: 'CREDIT_CARD' }).length,
        Mgr.activePromotions.getPaymentCardPromotions(null).length];
    """)
    report = load_files(api, tmp_path, {"sites/RefArch/promotions.xml": BONUS})
    assert report.warnings == []
    found, *rest = seen(api, api.customer())
    assert found == [["BONUS", "given", ["10010006"]], ["BONUS_CHOICE", "chosen", ["10010004", "10010006"]]]
    assert rest == [2, False, 3, "IllegalArgumentException", 1, 0]


def test_a_search_of_a_script_finds_what_the_resource_finds(make_shop: MakeShop) -> None:
    api = make_shop("""
    const Model = require('dw/catalog/ProductSearchModel');
    const ids = function (model) {
        model.search();
        const hits = model.getProductSearchHits();
        const found = [];
        while (hits.hasNext()) { found.push(hits.next().productID); }
        return found;
    };
    const phrase = new Model();
    phrase.searchPhrase = 'mug';
    const refined = new Model();
    refined.addRefinementValues('c_color', 'navy');
    const priced = new Model();
    priced.setPriceMin(50);
    priced.setPriceMax(60);
    priced.setSortingCondition('price', 1);
    const named = new Model();
    named.setProductIDs(['mug-01', 'tee-navy-s', 'nothing']);
    named.orderableProductsOnly = true;
    const variant = require('dw/catalog/ProductMgr').getProduct('tee-navy-s');
    const all = [ids(phrase), ids(refined), ids(priced), ids(named), ids(new Model())];
    const hit = refined.getProductSearchHit(variant);
    return all.concat([[hit.productID, hit.hitType, hit.representedProductIDs.toArray().join(),
        hit.minPrice.value > 0, hit.firstRepresentedProduct.ID,
        refined.getProductSearchHit(require('dw/catalog/ProductMgr').getProduct('mug-01'))]]);
    """)
    token = api.customer()

    def resource(query: str) -> list[str]:
        return [hit["product_id"] for hit in api.get(f"{V23}/product_search?{query}", token=token).json["hits"]]

    mug, navy, priced, named, nothing, hit = seen(api, token)
    assert mug == resource("q=mug") == ["mug-01"]
    assert navy == resource("refine=c_color=navy") == ["tee"]
    assert priced == resource("refine=price=(50..60)&sort=price-low-to-high")
    assert (sorted(named), nothing) == (["mug-01", "tee"], [])
    assert hit == ["tee", "master", "tee-navy-s,tee-navy-m,tee-navy-l", True, "tee-navy-s", None]


def test_what_a_customer_has_ordered_is_counted(make_shop: MakeShop) -> None:
    place = "if (a.customerEmail !== 'later@example.com') { require('dw/order/OrderMgr').placeOrder(a); }"
    look = """
    const data = customer.activeData;
    return [data.orders, data.orderValue, data.orderValueMonth, data.avgOrderValue,
        data.lastOrderDate === null ? null : data.lastOrderDate.getTime() > 0, data.productsOrdered, data.empty,
        data.visitsMonth, data.getSourceCodeOrders(), customer.activeData === data];
    """
    api = make_shop(look, **{"order.afterPOST": place})
    guest = seen(api, api.customer())
    assert guest == [0, 0, 0, 0, None, [], False, None, 0, True]
    token = xenia(api).token
    before = seen(api, token)
    placed = [api.order(token) for _ in range(2)]
    api.order(token, customer_info={"email": "later@example.com"})
    assert [order["status"] for order in placed] == ["new", "new"]
    after = seen(api, token)
    assert after[0] == before[0] + 2
    value = float(sum(order["order_total"] for order in placed))
    assert round(after[1] - before[1], 2) == round(after[2] - before[2], 2) == round(value, 2)
    assert after[3] == pytest.approx(after[1] / after[0])
    assert after[4] is True
    assert {item["product_id"] for item in placed[0]["product_items"]} <= set(after[5])


def test_redemptions_of_a_coupon_are_the_orders_that_hold_it(make_shop: MakeShop) -> None:
    api = make_shop("""
    const Mgr = require('dw/campaign/CouponMgr');
    const told = function (one) { return [one.orderNo, one.getCustomerEmail(), one.redemptionDate.getTime() > 0]; };
    return [Mgr.getRedemptions('choice', 'CHOOSETWO').toArray().map(told),
        Mgr.getRedemptions('biscuits', 'CHOOSETWO').length, Mgr.getRedemptions('choice', 'NOTHING').length,
        Mgr.getRedemptions('choice', 'CHOOSE*').length];
    """)
    agent = api.agent_token()
    orders = [api.order(agent, coupon_items=[{"code": "CHOOSETWO"}]) for _ in range(3)]
    failed = api.patch(f"{V23}/orders/{orders[1]['order_no']}", {"status": "failed"}, token=agent)
    assert (failed.status, failed.json["status"]) == (200, "failed")
    held = [[one["order_no"], one["customer_info"]["email"], True] for one in (orders[2], orders[0])]
    assert seen(api, api.customer()) == [held, 0, 0, 0]
