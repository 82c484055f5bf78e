'use strict';

var HashMap = require('dw/util/HashMap');
var HookMgr = require('dw/system/HookMgr');
var PromotionMgr = require('dw/campaign/PromotionMgr');
var ShippingLocation = require('dw/order/ShippingLocation');
var ShippingMgr = require('dw/order/ShippingMgr');
var Status = require('dw/system/Status');
var TaxMgr = require('dw/order/TaxMgr');

var collections = require('*/cartridge/scripts/util/collections');

/**
 * Gives each line the price that its product has at the quantity of the whole basket.
 * @param {dw.order.LineItemCtnr} basket - basket or order
 */
function pricesOfProducts(basket) {
    var quantities = basket.getProductQuantities();
    var prices = new HashMap();
    collections.forEach(quantities.keySet(), function (product) {
        prices.put(product, product.priceModel.getPrice(quantities.get(product)));
    });
    collections.forEach(basket.getAllProductLineItems(), function (line) {
        if (!line.catalogProduct) {
            line.setPriceValue(line.basePrice.valueOrNull);
        } else if (line.optionProductLineItem) {
            line.updateOptionPrice();
        } else if (!line.bundledProductLineItem && !line.bonusProductLineItem) {
            line.setPriceValue(prices.get(line.product).valueOrNull);
        }
    });
}

/**
 * Calculates the whole.
 * @param {dw.order.LineItemCtnr} basket - basket or order
 * @returns {dw.system.Status} OK
 */
exports.calculate = function (basket) {
    pricesOfProducts(basket);
    PromotionMgr.applyDiscounts(basket);
    HookMgr.callHook('dw.order.calculateShipping', 'calculateShipping', basket);
    PromotionMgr.applyDiscounts(basket);
    pricesOfProducts(basket);
    HookMgr.callHook('dw.order.calculateTax', 'calculateTax', basket);
    basket.updateTotals();
    return new Status(Status.OK);
};

exports.calculateShipping = function (basket) {
    ShippingMgr.applyShippingCost(basket);
    return new Status(Status.OK);
};

exports.calculateTax = function (basket) {
    collections.forEach(basket.getShipments(), function (shipment) {
        var jurisdiction = null;
        if (shipment.shippingAddress) {
            jurisdiction = TaxMgr.getTaxJurisdictionID(new ShippingLocation(shipment.shippingAddress));
        }
        jurisdiction = jurisdiction || TaxMgr.defaultTaxJurisdictionID;
        collections.forEach(shipment.getAllLineItems(), function (line) {
            var rate = TaxMgr.getTaxRate(line.taxClassID, jurisdiction);
            if (rate === null && line.taxClassID === TaxMgr.customRateTaxClassID) {
                rate = line.taxRate;
            }
            line.updateTax(rate || 0);
        });
    });
    collections.forEach(basket.getPriceAdjustments(), function (adjustment) {
        adjustment.updateTax(0);
    });
    collections.forEach(basket.getShippingPriceAdjustments(), function (adjustment) {
        adjustment.updateTax(0);
    });
    basket.updateTotals();
    return new Status(Status.OK);
};
