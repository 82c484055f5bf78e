"""Products, prices, stock, categories and promotions as scripts read them, behind the API."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.api import V23, Api
from tests.http.test_cartridges import SHOP, submit, write_cartridge

Look = Callable[[str], Any]


@pytest.fixture
def look(make_api: Callable[..., Api], tmp_path: Path) -> Look:
    """Run the body of a function that returns a plain value, in a hook of a submitted order."""

    def run(body: str) -> Any:
        hook = f"a.custom.note = JSON.stringify((function (order) {{ {body} }})(a));"
        folder = write_cartridge(tmp_path / "cartridges", {SHOP + "order.afterPOST": hook})
        answer = submit(make_api(cartridges=str(folder)))
        assert answer.status == 200, answer
        return json.loads(answer.json["c_note"])

    return run


def test_a_product_has_what_its_catalog_says(look: Look, api: Api) -> None:
    known = api.get(f"{V23}/products/mug-01?expand=prices,availability", token=api.agent_token()).json
    found = look("""
    const one = require('dw/catalog/ProductMgr').getProduct('mug-01');
    return [one.ID, one.name, one.online, one.master, one.variant, one.priceModel.price.value,
        one.priceModel.price.currencyCode,
        one.availabilityModel.isOrderable(1), one.availabilityModel.availabilityStatus, one.minOrderQuantity.value,
        one.taxClassID, require('dw/catalog/ProductMgr').getProduct('nothing'),
        one === order.productLineItems.get(0).product
            || order.productLineItems.get(0).product.ID.length > 0,
            one.getPriceModel().getPriceInfo().priceBook.ID.length > 0];
    """)
    assert found[:5] == ["mug-01", known["name"], True, False, False]
    assert found[5:7] == [float(known["price"]), "USD"]
    assert found[7:10] == [True, "IN_STOCK", 1]
    assert found[11:] == [None, True, True]


def test_the_stock_of_a_product_is_what_its_list_has_now(look: Look) -> None:
    found = look("""
    const Mgr = require('dw/catalog/ProductInventoryMgr');
    const list = Mgr.getInventoryList();
    const record = list.getRecord('mug-01');
    const model = require('dw/catalog/ProductMgr').getProduct('mug-01').availabilityModel;
    const levels = model.getAvailabilityLevels(1000000);
    return [Mgr.inventoryList.ID === list.ID, record.ATS.value > 0, record.allocation.value >= record.stockLevel.value,
        record.perpetual, model.inventoryRecord.ATS.value === record.ATS.value, model.isInStock(1),
        levels.inStock.value + levels.notAvailable.value, Mgr.getInventoryList('none'), list.getRecord('none')];
    """)
    assert found == [True, True, True, False, True, True, 1_000_000, None, None]


def test_categories_form_a_tree(look: Look) -> None:
    found = look("""
    const Mgr = require('dw/catalog/CatalogMgr');
    const root = Mgr.siteCatalog.root;
    const first = root.onlineSubCategories.get(0);
    return [root.isRoot(), root.parent, first.topLevel, first.parent === root, first.isSubCategoryOf(root),
        first.displayName.length > 0, Mgr.getCategory('nothing'), Mgr.getCatalog('nothing')];
    """)
    assert found == [True, None, True, True, True, True, None, None]


def test_price_books_and_stores(look: Look) -> None:
    found = look("""
    const Books = require('dw/catalog/PriceBookMgr');
    const book = Books.sitePriceBooks.get(0);
    return [Books.getPriceBook(book.ID) === book, book.online, book.currencyCode, Books.getPriceBook('nothing'),
        require('dw/catalog/StoreMgr').getStore('nothing'), require('dw/content/ContentMgr').getContent('x')];
    """)
    assert found == [True, True, "USD", None, None, None]


def test_products_of_the_site_are_walked_over(look: Look) -> None:
    found = look("""
    const all = require('dw/catalog/ProductMgr').queryAllSiteProducts();
    const ids = [];
    while (all.hasNext()) { ids.push(all.next().ID); }
    return ids;
    """)
    assert "mug-01" in found


def test_promotions_are_read_and_applied_by_the_rules_of_the_site(look: Look) -> None:
    found = look("""
    const Mgr = require('dw/campaign/PromotionMgr');
    const all = Mgr.promotions.toArray();
    const before = order.totalGrossPrice.value;
    const plan = Mgr.getDiscounts(order);
    Mgr.applyDiscounts(plan);
    require('dw/system/HookMgr').callHook('dw.order.calculate', 'calculate', order);
    return [all.length > 0, all.every(function (one) { return Mgr.getPromotion(one.ID) === one; }),
        Mgr.getPromotion('nothing'),
        Mgr.activePromotions.promotions.length <= all.length,
        Mgr.activeCustomerPromotions.promotions.length <= all.length,
        plan.lineItemCtnr === order, plan.orderDiscounts.length >= 0, order.totalGrossPrice.value === before,
        Mgr.campaigns.length > 0 && Mgr.campaigns.get(0).ID.length > 0,
        Mgr.activePromotions.getProductPromotions(require('dw/catalog/ProductMgr').getProduct('mug-01')).length >= 0];
    """)
    assert found == [True, True, None, True, True, True, True, True, True, True]


def test_discounts_are_made_and_read(look: Look) -> None:
    found = look("""
    const made = ['AmountDiscount', 'PercentageDiscount', 'FixedPriceDiscount', 'FixedPriceShippingDiscount',
        'TotalFixedPriceDiscount'].map(function (name) { return new (require('dw/campaign/' + name))(5); });
    const Discount = require('dw/campaign/Discount');
    return [made.map(function (one) { return one.type; }), made[0].amount, made[1].percentage, made[2].fixedPrice,
        made[4].totalFixedPrice, made[0].type === Discount.TYPE_AMOUNT, made[0] instanceof Discount, made[0].promotion];
    """)
    types = ["AMOUNT", "PERCENTAGE", "FIXED_PRICE", "FIXED_PRICE_SHIPPING", "TOTAL_FIXED_PRICE"]
    assert found == [types, 5, 5, 5, 5, True, True, None]


def test_a_variant_knows_its_master_and_a_master_its_variants(look: Look) -> None:
    found = look("""
    const Mgr = require('dw/catalog/ProductMgr');
    const variant = Mgr.getProduct('tee-navy-s');
    const master = Mgr.getProduct('tee');
    const model = master.variationModel;
    const color = model.productVariationAttributes.get(0);
    const filter = new (require('dw/util/HashMap'))();
    filter.put(color.ID, variant.variationModel.getSelectedValue(color).ID);
    return [variant.isVariant(), variant.masterProduct === master, master.isMaster(), master.variants.length,
        model.variants.contains(variant), model.getVariationValue(variant, color).displayValue.length > 0,
        model.getVariants(filter).length, model.getAllValues(color).length >= 2,
        variant.variationModel.selectedVariant === variant,
        master.priceModel.minPrice.value <= master.priceModel.maxPrice.value, variant.priceModel.price.available,
        Mgr.getProduct('tee-navy').isVariationGroup(), model.getProductVariationAttribute('nothing')];
    """)
    assert found == [True, True, True, 6, True, True, 3, True, True, True, True, True, None]


def test_options_bundles_and_sets(look: Look) -> None:
    found = look("""
    const Mgr = require('dw/catalog/ProductMgr');
    const kettle = Mgr.getProduct('kettle-01');
    const options = kettle.optionModel;
    const option = options.options.get(0);
    const before = options.getSelectedOptionValue(option);
    const other = option.optionValues.toArray().find(function (one) { return one.ID !== before.ID; });
    options.setSelectedOptionValue(option, other);
    const bundle = Mgr.getProduct('starter-bundle');
    const set = Mgr.getProduct('table-set');
    return [kettle.isOptionProduct(), options.getOption(option.ID) === option, option.defaultValue === before,
        options.isSelectedOptionValue(option, other), options.getPrice(other).available, bundle.isBundle(),
        bundle.bundledProducts.length, bundle.getBundledProductQuantity(Mgr.getProduct('mug-01')).value > 0,
        set.isProductSet(), set.productSetProducts.length, options.getOption('nothing')];
    """)
    assert found == [True, True, True, True, True, True, 3, True, True, 3, None]


def test_stores_and_coupons_of_the_site(look: Look) -> None:
    found = look("""
    const store = require('dw/catalog/StoreMgr').getStore('boston');
    const Coupons = require('dw/campaign/CouponMgr');
    const coupon = Coupons.getCoupon('welcome');
    return [store.ID, store.city, store.countryCode.value, store.latitude !== null, coupon.enabled, coupon.type,
        coupon.promotions.get(0).ID, coupon.promotions.get(0).basedOnCoupons, Coupons.getCoupon('nothing'),
        Coupons.getCouponByCode('nothing'), coupon.promotions.get(0).campaign.ID.length > 0];
    """)
    assert found[:4] == ["boston", "Boston", "US", True]
    assert found[4:] == [True, "SINGLE_CODE", "welcome", True, None, None, True]


def test_a_promotion_says_what_it_is(look: Look) -> None:
    found = look("""
    const Promotion = require('dw/campaign/Promotion');
    const one = require('dw/campaign/PromotionMgr').getPromotion('third-mug-free');
    const plan = require('dw/campaign/PromotionMgr').activePromotions;
    const mug = require('dw/catalog/ProductMgr').getProduct('mug-01');
    const ids = plan.getProductPromotions(mug).toArray().map(function (each) { return each.ID; });
    return [one.ID, one.enabled, one.isActive(), one.promotionClass === Promotion.PROMOTION_CLASS_PRODUCT,
        one.campaign.isActive(), ids.indexOf('third-mug-free') >= 0, plan.shippingPromotions.length > 0,
        one.coupons.length, one.custom.nothing];
    """)
    assert found == ["third-mug-free", True, True, True, True, True, True, 1, None]


def test_a_variant_is_selected_by_its_values(look: Look) -> None:
    found = look("""
    const Mgr = require('dw/catalog/ProductMgr');
    const model = Mgr.getProduct('tee').variationModel;
    const wanted = Mgr.getProduct('tee-white-m').variationModel;
    const before = [model.selectedVariant, model.selectedVariants.length];
    const attributes = model.productVariationAttributes.toArray();
    attributes.forEach(function (one) { model.setSelectedAttributeValue(one.ID, wanted.getSelectedValue(one).ID); });
    const color = attributes[0];
    return before.concat([model.selectedVariant.ID, model.isSelectedAttributeValue(color,
        wanted.getSelectedValue(color)),
        model.getFilteredValues(color).length, model.hasOrderableVariants(color, wanted.getSelectedValue(color))]);
    """)
    assert found == [None, 6, "tee-white-m", True, 2, True]


def test_stores_are_found_by_place_and_by_query(look: Look) -> None:
    found = look("""
    const Stores = require('dw/catalog/StoreMgr');
    const boston = Stores.getStore('boston');
    const near = Stores.searchStoresByCoordinates(boston.latitude, boston.longitude, 'mi', 10);
    const coded = Stores.searchStoresByPostalCode('US', boston.postalCode, 'mi', 10, 'city = {0}', 'Boston');
    const SystemObjectMgr = require('dw/object/SystemObjectMgr');
    const all = SystemObjectMgr.querySystemObjects('Store', 'countryCode = {0}', 'ID desc', 'US').asList().toArray();
    const order1 = SystemObjectMgr.querySystemObject('Profile', 'customerNo = {0}', '000000001');
    let refused = '';
    try { SystemObjectMgr.getAllSystemObjects('Catalog'); } catch (error) { refused = error.name; }
    return [near.keySet().toArray()[0] === boston, near.get(boston), coded.size(),
        all.map(function (one) { return one.ID; }),
        order1.customerNo, refused];
    """)
    assert found[:3] == [True, 0, 1]
    assert found[3] == sorted(found[3], reverse=True)
    assert "boston" in found[3]
    assert found[4:] == ["000000001", "IllegalArgumentException"]
