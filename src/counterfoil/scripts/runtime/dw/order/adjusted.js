/*
 * Lines with price adjustments: products, their options, and shipping. Prices with adjustments follow when a price or an
 * adjustment changes; shares of the order's own adjustments are worked out by updateTotals.
 */
'use strict';

const amounts = runtime.classOf('dw.order.amounts');
const parts = runtime.classOf('dw.order.parts');

function nothing(value) {
    return value === undefined ? null : value;
}

/* Those of the line itself; what a script takes off the shipping of the whole stands at a line as well. */
function adjustmentsOf(self) {
    return parts.wrappedAll(self, 'dw.order.PriceAdjustment', (runtime.node(self).price_adjustments || [])
        .filter(function (one) { return one.of_shipping !== true; }));
}

function ofShipping(line) {
    return parts.wrappedAll(line, 'dw.order.PriceAdjustment', (runtime.node(line).price_adjustments || [])
        .filter(function (one) { return one.of_shipping === true; }));
}

/* What a line costs after its adjustments, never less than nothing. */
function reckoned(self) {
    const node = runtime.node(self);
    const price = nothing(node.price);
    if (price === null) {
        return null;
    }
    const off = (node.price_adjustments || []).map(function (one) { return one.price || 0; });
    return off.length === 0 ? price : Math.max(0, amounts.sum([price].concat(off)));
}

/* Let the prices after adjustments follow; the tax of another price is not known any more. */
function follow(self) {
    const node = runtime.node(self);
    const after = reckoned(self);
    if (nothing(node.price_after_item_discount) === after) {
        return;
    }
    runtime.write(self, 'price_after_item_discount', after);
    if ('proratedPrice' in self) {
        runtime.write(self, 'price_after_order_discount', after);
    }
    runtime.write(self, 'tax', null);
    runtime.write(self, 'adjusted_tax', null);
    runtime.write(self, 'tax_basis', null);
}

/* What a discount of dw.campaign is in a document. */
function discountOf(discount, self) {
    const kind = discount.constructor.className.split('.').pop();
    switch (kind) {
    case 'PercentageDiscount':
        return { type: 'percentage', percentage: Number(discount.percentage) };
    case 'AmountDiscount':
        return { type: 'amount', amount: Number(discount.amount) };
    case 'FixedPriceDiscount':
        return { type: 'fixed_price', amount: Number(discount.fixedPrice) };
    default:
        throw runtime.error('IllegalArgumentException', 'a price adjustment cannot be made of a ' + kind + ' by '
            + self.constructor.className);
    }
}

/* What a discount changes in a price. */
function changeOf(discount, price, quantity, digits) {
    if (discount.type === 'percentage') {
        return -Math.min(price, amounts.product(price, discount.percentage / 100, digits));
    }
    if (discount.type === 'fixed_price') {
        return amounts.minus(amounts.product(discount.amount, quantity, digits), price);
    }
    return -Math.min(price, amounts.rounded(discount.amount, digits));
}

/* An ID may stand for one adjustment only, among those that are there. */
function newOne(promotionID, there) {
    const id = String(parts.required(promotionID, 'the promotion\'s ID'));
    if (there.some(function (one) { return one.promotion_id === id; })) {
        throw runtime.error('IllegalArgumentException', 'there is a price adjustment ' + id + ' (' + runtime.here() + ')');
    }
    return id;
}

/* A price adjustment made by a script: it is its own, and stays when promotions are applied anew. */
function made(self, promotionID, there, discount, price, quantity) {
    const id = newOne(promotionID, there);
    const now = new Date().toISOString();
    const node = {
        price_adjustment_id: parts.newId(), promotion_id: id, creation_date: now, last_modified: now,
        custom: true, manual: false, price: 0, created_by: runtime.actor()
    };
    if (discount !== undefined && discount !== null) {
        node.applied_discount = discountOf(discount, self);
        node.manual = true;
        node.price = price === null ? 0 : changeOf(node.applied_discount, price, quantity, parts.digits(self));
    }
    return node;
}

/* Who makes what a script makes: the agent of the request, or its customer. */
runtime.actor = runtime.actor || function () {
    return runtime.call.frame.request.agent || 'Customer';
};

function byPromotion(self, promotionID) {
    return adjustmentsOf(self).filter(function (one) { return one.promotionID === promotionID; });
}

const methods = {
    create: function (promotionID, discount) {
        const self = this;
        const now = self.adjustedPrice.valueOrNull;
        const there = runtime.node(self).price_adjustments || [];
        const node = made(self, promotionID, there, discount, now, self.quantityOfPrice_());
        parts.add(self, runtime.node(self), 'price_adjustments', node);
        follow(self);
        return parts.wrapped(self, 'dw.order.PriceAdjustment', node);
    },
    remove: function (adjustment) {
        parts.remove(this, runtime.node(this), 'price_adjustments', adjustment);
        follow(this);
    }
};

const properties = {
    adjustedPrice: runtime.money('price_after_item_discount'),
    adjustedTax: runtime.money('adjusted_tax'),
    adjustedNetPrice: parts.amount(function (self) {
        return self.netOf_(self.adjustedPrice.valueOrNull, self.adjustedTax.valueOrNull);
    }),
    adjustedGrossPrice: parts.amount(function (self) {
        return self.grossOf_(self.adjustedPrice.valueOrNull, self.adjustedTax.valueOrNull);
    })
};

module.exports = Object.freeze({
    ofShipping: ofShipping,
    properties: Object.freeze(properties), methods: Object.freeze(methods), adjustmentsOf: adjustmentsOf,
    byPromotion: byPromotion, follow: follow, made: made, nothing: nothing
});
