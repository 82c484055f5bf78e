'use strict';

const adjusted = runtime.classOf('dw.order.adjusted');
const parts = runtime.classOf('dw.order.parts');
const prorated = runtime.classOf('dw.order.prorated');

const CLASS = 'dw.order.ProductLineItem';

function quantity(value) {
    const Quantity = runtime.classOf('dw.value.Quantity');
    return new Quantity(value, '');
}

function isOption(self) {
    return runtime.node(self).option_id !== undefined;
}

/* An option or a part of a bundle belongs to another product's line, all others to the basket or order. */
function parentOf(self) {
    const owner = runtime.ownerOf(self);
    return owner instanceof runtime.classOf(CLASS) ? owner : null;
}

function dependents(name) {
    return { get: function (self) { return runtime.collection(parts.wrappedAll(self, CLASS, runtime.node(self)[name])); } };
}

function product(self) {
    if (isOption(self)) {
        return parentOf(self) === null ? null : parentOf(self).product;
    }
    const id = runtime.node(self).product_id;
    return id === undefined ? null : runtime.classOf('dw.catalog.ProductMgr').getProduct(id);
}

function shipmentOf(self) {
    const id = runtime.node(self).shipment_id;
    return parts.first(parts.container(self).shipments, function (one) { return one.ID === id; });
}

/* The lines that a bonus discount has brought in, or that brought it. */
function bonusDiscount(self) {
    const id = runtime.node(self).bonus_discount_line_item_id;
    return id === undefined ? null : parts.first(parts.container(self).bonusDiscountLineItems, function (one) {
        return one.UUID === id;
    });
}

function productShipping(self) {
    const id = runtime.node(self).shipping_item_id;
    const nodes = parts.whole(self).shipping_items || [];
    const node = nodes.find(function (one) { return id !== undefined && one.item_id === id; });
    return node === undefined ? null : parts.wrapped(self, 'dw.order.ProductShippingLineItem', node);
}

/* What may be ordered of the line's product: the quantity, or its number; nothing of a product nobody knows. */
function ofProduct(name, inner) {
    return {
        get: function (self) {
            const of = product(self);
            const found = of === null ? null : of[name];
            return found === null || inner === undefined ? found : found[inner];
        }
    };
}

/* A price of its own for the shipping of the product, in the place of one it has. */
function createShippingLineItem() {
    removeShippingLineItem.call(this);
    const node = {
        item_id: parts.newId(), item_text: 'Item shipping cost', shipment_id: runtime.node(this).shipment_id
    };
    parts.add(this, parts.whole(this), 'shipping_items', node);
    runtime.write(this, 'shipping_item_id', node.item_id);
    return this.shippingLineItem;
}

function removeShippingLineItem() {
    const line = this.shippingLineItem;
    if (line !== null) {
        parts.remove(this, parts.whole(this), 'shipping_items', line);
        runtime.write(this, 'shipping_item_id', null);
    }
}

function setQuantity(self, value) {
    const number = Number(value);
    if (!(number >= 0)) {
        throw runtime.error('IllegalArgumentException', value + ' is no quantity (' + runtime.here() + ')');
    }
    runtime.write(self, 'quantity', number);
    (runtime.node(self).option_items || []).forEach(function (option) { option.quantity = number; });
}

const properties = {
    productID: runtime.text('product_id'),
    productName: runtime.text('product_name', true),
    quantity: { get: function (self) { return quantity(runtime.node(self).quantity || 0); } },
    quantityValue: {
        get: function (self) { return runtime.node(self).quantity === undefined ? null : runtime.node(self).quantity; },
        set: setQuantity
    },
    proratedPrice: runtime.money('price_after_order_discount'),
    proratedPriceAdjustmentPrices: { get: prorated.ofLine },
    minOrderQuantity: ofProduct('minOrderQuantity'),
    minOrderQuantityValue: ofProduct('minOrderQuantity', 'value'),
    stepQuantity: ofProduct('stepQuantity'),
    stepQuantityValue: ofProduct('stepQuantity', 'value'),
    priceAdjustments: { get: function (self) { return runtime.collection(adjusted.adjustmentsOf(self)); } },
    product: { get: product },
    catalogProduct: { get: function (self) { return product(self) !== null; }, flag: true },
    optionProductLineItem: { get: isOption, flag: true },
    optionProductLineItems: dependents('option_items'),
    optionID: runtime.text('option_id'),
    optionValueID: runtime.text('option_value_id'),
    optionModel: { get: function (self) { return optionModel(self); } },
    bundledProductLineItem: {
        get: function (self) { return !isOption(self) && parentOf(self) !== null; },
        flag: true
    },
    bundledProductLineItems: dependents('bundled_product_items'),
    parent: { get: parentOf },
    bonusProductLineItem: runtime.flag('bonus_product_line_item'),
    bonusDiscountLineItem: { get: bonusDiscount },
    relatedBonusProductLineItems: { get: function () { return runtime.collection([]); } },
    qualifyingProductLineItemForBonusProduct: { get: function () { return null; } },
    gift: runtime.flag('gift', true),
    giftMessage: runtime.text('gift_message', true),
    productInventoryListID: runtime.text('inventory_id', true),
    productInventoryList: {
        get: function (self) {
            const id = self.productInventoryListID;
            return id === null ? null : runtime.classOf('dw.catalog.ProductInventoryMgr').getInventoryList(id);
        }
    },
    categoryID: runtime.text('category_id', true),
    category: {
        get: function (self) {
            const id = self.categoryID;
            return id === null ? null : runtime.classOf('dw.catalog.CatalogMgr').getCategory(id);
        }
    },
    externalLineItemStatus: runtime.text('external_line_item_status', true),
    externalLineItemText: runtime.text('external_line_item_text', true),
    manufacturerName: runtime.text('manufacturer_name', true),
    manufacturerSKU: runtime.text('manufacturer_sku', true),
    position: {
        get: function (self) {
            const lines = parts.whole(self).product_items || [];
            const own = runtime.node(self).position;
            return own === undefined ? lines.indexOf(runtime.node(parentOf(self) || self)) + 1 : own;
        },
        set: function (self, value) { runtime.write(self, 'position', Number(value)); }
    },
    reserved: { get: function (self) { return reserved(self); }, flag: true },
    shipment: {
        get: shipmentOf,
        set: function (self, shipment) { runtime.write(self, 'shipment_id', parts.required(shipment, 'the shipment').ID); }
    },
    shippingLineItem: { get: productShipping }
};

/* Whether stock is held for a line of a basket. */
function reserved(self) {
    return (parts.whole(self).reserved_units || []).some(function (one) {
        return one.product_id === runtime.node(self).product_id;
    });
}

function optionModel(self) {
    const of = product(self);
    if (of === null || isOption(self) || of.optionModel === null) {
        return null;
    }
    const model = of.optionModel;
    for (const line of self.optionProductLineItems) {
        const option = model.getOption(line.optionID);
        const value = option === null ? null : model.getOptionValue(option, line.optionValueID);
        if (value !== null) {
            model.setSelectedOptionValue(option, value);
        }
    }
    return model;
}

module.exports = runtime.define(CLASS, {
    extends: 'dw.order.LineItem',
    properties: Object.assign({}, adjusted.properties, properties),
    methods: {
        getAdjustedPrice: function (afterOrder) { return afterOrder ? this.proratedPrice : this.adjustedPrice; },
        createPriceAdjustment: adjusted.methods.create,
        removePriceAdjustment: adjusted.methods.remove,
        getPriceAdjustmentByPromotionID: function (id) { return adjusted.byPromotion(this, id)[0] || null; },
        getPriceAdjustmentsByPromotionID: function (id) { return runtime.collection(adjusted.byPromotion(this, id)); },
        getPriceAdjustmentByPromotionIDAndCouponCode: function (id, code) {
            return adjusted.byPromotion(this, id).find(function (one) {
                return adjusted.nothing(runtime.node(one).coupon_code) === adjusted.nothing(code);
            }) || null;
        },
        createShippingLineItem: createShippingLineItem,
        removeShippingLineItem: removeShippingLineItem,
        updateQuantity: function (value) {
            setQuantity(this, value);
            return runtime.node(this).quantity;
        },
        updateOptionPrice: function () {
            const value = runtime.ask('option_price', {
                product_id: runtime.node(parentOf(this)).product_id, option_id: this.optionID,
                option_value_id: this.optionValueID, currency: parts.whole(this).currency
            });
            this.setPriceValue(value);
        },
        updateOptionValue: function (value) {
            runtime.write(this, 'option_value_id', value.ID);
            this.updateOptionPrice();
        },
        replaceProduct: function (other) {
            runtime.write(this, 'product_id', parts.required(other, 'the product').ID);
            runtime.write(this, 'product_name', other.name);
            runtime.write(this, 'item_text', other.name);
        },
        quantityOfPrice_: function () { return runtime.node(this).quantity === undefined ? 1 : runtime.node(this).quantity; },
        priceWithAdjustments_: function () { return this.adjustedPrice.valueOrNull; },
        lastPrice_: function () { return this.proratedPrice.valueOrNull; },
        priceChanged_: function () { adjusted.follow(this); }
    }
});
