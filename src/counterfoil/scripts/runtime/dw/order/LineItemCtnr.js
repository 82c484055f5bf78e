'use strict';

const adjusted = runtime.classOf('dw.order.adjusted');
const found = runtime.classOf('dw.order.found');
const payments = runtime.classOf('dw.order.payments');
const parts = runtime.classOf('dw.order.parts');
const totals = runtime.classOf('dw.order.totals');

const CHANNELS = {
    storefront: 1, callcenter: 2, marketplace: 3, dss: 4, store: 5, pinterest: 6, twitter: 7, facebookads: 8,
    subscriptions: 9, onlinereservation: 10, customerservicecenter: 11, instagramcommerce: 12, google: 13, tiktok: 14,
    snapchat: 15, whatsapp: 16, youtube: 17, chatgpt: 18, gemini: 19
};

function channelConstants() {
    const constants = { BUSINESS_TYPE_B2C: 1, BUSINESS_TYPE_B2B: 2 };
    for (const name of Object.keys(CHANNELS)) {
        constants['CHANNEL_TYPE_' + name.toUpperCase()] = CHANNELS[name];
    }
    return constants;
}

function collected(list) {
    return { get: function (self) { return runtime.collection(list(self)); } };
}

/* Let the server do what its rules do, and put what came of it in the place of what the script has. */
function ruled(self, operation, more) {
    const root = runtime.rootOf(self);
    runtime.touch(root);
    const answer = runtime.ask(operation, Object.assign({ kind: root.kind, document: root.document }, more));
    runtime.merge(root.document, answer.document);
    return answer;
}

function info(name, convert) {
    return parts.within('customer_info', name, convert);
}

function certificateTotal(self) {
    return totals.of(found.certificates(self), 'price');
}

const properties = {
    UUID: { get: function (self) { return idOf(self); } },
    etag: { get: function (self) { return idOf(self) + '-' + runtime.node(self).last_modified; } },
    creationDate: runtime.date('creation_date'),
    lastModified: runtime.date('last_modified'),
    currencyCode: runtime.text('currency'),
    businessType: {
        get: function (self) {
            const b2b = runtime.node(self).business_type === 'b2b';
            return runtime.classOf('dw.value.EnumValue').of(b2b ? 2 : 1, b2b ? 'B2B' : 'B2C');
        }
    },
    channelType: runtime.enumeration('channel_type', CHANNELS),
    externallyTaxed: runtime.flag('externally_taxed'),
    taxRoundedAtGroup: runtime.flag('tax_rounded_at_group'),

    customer: {
        get: function (self) { return runtime.classOf('dw.customer.Customer').ofInfo(runtime.node(self).customer_info); }
    },
    customerNo: {
        get: function (self) {
            const given = runtime.node(self).given_customer_no;
            return given === undefined ? info('customer_no').get(self) : given;
        }
    },
    customerEmail: info('email', String),
    customerName: {
        get: function (self) {
            const own = runtime.node(self).customer_name;
            return own === undefined ? info('customer_name').get(self) : own;
        },
        set: function (self, value) { runtime.write(self, 'customer_name', value === null ? null : String(value)); }
    },

    billingAddress: runtime.part('billing_address', 'dw.order.OrderAddress'),
    shipments: runtime.parts('shipments', 'dw.order.Shipment'),
    defaultShipment: { get: function (self) { return defaultShipment(self); } },

    productLineItems: collected(found.products),
    allProductLineItems: collected(found.allProducts),
    allLineItems: collected(function (self) {
        return found.allLines(self).concat(found.orderAdjustments(self), ofShipping(self));
    }),
    bonusLineItems: collected(function (self) { return found.products(self).filter(isBonus); }),
    bonusDiscountLineItems: runtime.parts('bonus_discount_line_items', 'dw.order.BonusDiscountLineItem'),
    giftCertificateLineItems: collected(found.certificates),
    allGiftCertificateLineItems: collected(found.certificates),
    couponLineItems: runtime.parts('coupon_items', 'dw.order.CouponLineItem'),
    priceAdjustments: collected(found.orderAdjustments),
    shippingPriceAdjustments: collected(ofShipping),
    allShippingPriceAdjustments: collected(function (self) {
        return found.adjustmentsOf(found.shipping(self)).concat(ofShipping(self));
    }),
    productQuantities: { get: function (self) { return found.quantities(found.products(self)); } },
    allProductQuantities: { get: function (self) { return found.quantities(found.allProducts(self)); } },
    productQuantityTotal: {
        get: function (self) {
            return found.products(self).reduce(function (sum, line) { return sum + line.quantityValue; }, 0);
        }
    },

    paymentInstruments: runtime.parts('payment_instruments', 'dw.order.OrderPaymentInstrument'),
    paymentInstrument: { get: function (self) { return self.paymentInstruments.toArray()[0] || null; } },
    giftCertificatePaymentInstruments: collected(function (self) { return payments.ofMethod(self, 'GIFT_CERTIFICATE'); }),

    notes: runtime.parts('note_list', 'dw.object.Note'),
    taxTotalsPerTaxRate: { get: function (self) { return taxTotals(self); } }
};

/* What is taken off the shipping of the whole: documents have no place for it but at a shipping item. */
function ofShipping(self) {
    return found.shipping(self).reduce(function (all, line) { return all.concat(adjusted.ofShipping(line)); }, []);
}

function idOf(self) {
    const node = runtime.node(self);
    return node.basket_id === undefined ? node.order_no : node.basket_id;
}

function isBonus(line) {
    return line.bonusProductLineItem;
}

/* The first one, whatever its ID: it is never taken away. */
function defaultShipment(self) {
    return self.shipments.toArray()[0] || null;
}

/* Tax by rate, as the server has put the lines of a rate together. */
function taxTotals(self) {
    const Decimal = runtime.classOf('dw.util.Decimal');
    const map = new (runtime.classOf('dw.util.SortedMap'))();
    for (const group of runtime.node(self).grouped_tax_items || []) {
        map.put(new Decimal(group.tax_rate), parts.money(self, group.tax_value));
    }
    return map;
}

function createBillingAddress() {
    if (this.billingAddress === null) {
        runtime.write(this, 'billing_address', {});
    }
    return this.billingAddress;
}

/* By the ID of a product, by a product of the catalog with its options, or by a product list item. */
function createProductLineItem(product, second, third) {
    const shipment = third === undefined ? second : third;
    const node = {
        item_id: parts.newId(), quantity: 1, shipment_id: parts.required(shipment, 'the shipment').ID
    };
    if (product !== null && typeof product === 'object') {
        node.product_id = product.productID === undefined ? product.ID : product.productID;
        node.product_name = node.item_text = product.name === undefined ? null : product.name;
        addOptions(node, third === undefined ? null : second);
    } else {
        node.product_id = String(parts.required(product, 'the product\'s ID'));
        if (third !== undefined) {
            node.quantity = Number(second.value === undefined ? second : second.value);
        }
    }
    parts.add(this, runtime.node(this), 'product_items', node);
    return parts.wrapped(this, 'dw.order.ProductLineItem', node);
}

function addOptions(node, model) {
    const chosen = [];
    for (const option of model === null ? [] : model.options) {
        const value = model.getSelectedOptionValue(option);
        if (value !== null) {
            chosen.push({ item_id: parts.newId(), option_id: option.ID, option_value_id: value.ID, quantity: 1 });
        }
    }
    if (chosen.length > 0) {
        node.option_items = chosen;
    }
}

/* A bonus product is chosen of those a bonus discount offers, as many as it gives. */
function createBonusProductLineItem(discount, product, options, shipment) {
    const line = createProductLineItem.call(this, product, options, shipment || this.defaultShipment);
    const node = runtime.node(line);
    node.bonus_product_line_item = true;
    node.bonus_discount_line_item_id = parts.required(discount, 'the bonus discount').UUID;
    return line;
}

function removeProductLineItem(line) {
    const owner = line === null ? null : line.parent;
    const holder = owner === null ? runtime.node(this) : runtime.node(owner);
    if (line !== null && line.shippingLineItem !== null) {
        parts.remove(this, runtime.node(this), 'shipping_items', line.shippingLineItem);
    }
    parts.remove(this, holder, owner === null ? 'product_items' : 'option_items', line);
}

function createShipment(id) {
    const name = String(parts.required(id, 'the shipment\'s ID'));
    if (this.getShipment(name) !== null) {
        throw runtime.error('IllegalArgumentException', 'there is a shipment ' + name + ' (' + runtime.here() + ')');
    }
    const node = { shipment_id: name, gift: false, shipping_status: 'not_shipped' };
    parts.add(this, runtime.node(this), 'shipments', node);
    return parts.wrapped(this, 'dw.order.Shipment', node);
}

/* What is sent with a shipment goes with it. */
function removeShipment(shipment) {
    const id = parts.required(shipment, 'the shipment').ID;
    const node = runtime.node(this);
    parts.remove(this, node, 'shipments', shipment);
    for (const list of ['product_items', 'shipping_items', 'gift_certificate_items']) {
        const kept = (node[list] || []).filter(function (one) { return one.shipment_id !== id; });
        if (kept.length > 0) {
            node[list] = kept;
        } else {
            delete node[list];
        }
    }
}

function createPriceAdjustment(promotionID, discount) {
    const there = runtime.node(this).order_price_adjustments || [];
    const price = this.getAdjustedMerchandizeTotalPrice(true).valueOrNull;
    const node = adjusted.made(this, promotionID, there, discount, price, 1);
    parts.add(this, runtime.node(this), 'order_price_adjustments', node);
    return parts.wrapped(this, 'dw.order.PriceAdjustment', node);
}

/* It stands at the shipping item of the default shipment, which bears it. */
function createShippingPriceAdjustment(promotionID) {
    const shipment = this.defaultShipment;
    const line = shipment === null ? null : shipment.standardShippingLineItem;
    if (line === null) {
        throw runtime.error('IllegalStateException', 'nothing is shipped yet (' + runtime.here() + ')');
    }
    const node = adjusted.made(line, promotionID, ofShipping(this).map(runtime.node), null, null, 1);
    node.of_shipping = true;
    parts.add(line, runtime.node(line), 'price_adjustments', node);
    return parts.wrapped(line, 'dw.order.PriceAdjustment', node);
}

function removeShippingPriceAdjustment(adjustment) {
    const line = runtime.ownerOf(parts.required(adjustment, 'the price adjustment'));
    if (!ofShipping(this).includes(adjustment)) {
        throw runtime.error('IllegalArgumentException', 'that is no shipping price adjustment of the whole ('
            + runtime.here() + ')');
    }
    parts.remove(line, runtime.node(line), 'price_adjustments', adjustment);
    adjusted.follow(line);
}

function createGiftCertificateLineItem(amount, recipientEmail) {
    const shipment = this.defaultShipment;
    const node = {
        gift_certificate_item_id: parts.newId(), amount: Number(amount), recipient_email: String(recipientEmail),
        shipment_id: shipment === null ? undefined : shipment.ID
    };
    parts.add(this, runtime.node(this), 'gift_certificate_items', node);
    return parts.wrapped(this, 'dw.order.GiftCertificateLineItem', node);
}

/* The server says whether the code is known, valid and not in the basket yet; its faults name why not. */
function createCouponLineItem(code) {
    const answer = ruled(this, 'add_coupon', { code: String(parts.required(code, 'the coupon code')) });
    if (answer.refused) {
        throw runtime.apiException('CreateCouponLineItemException', 'coupon code ' + answer.refused, answer.refused);
    }
    return this.getCouponLineItem(code);
}

function addNote(subject, text) {
    const node = {
        id: parts.newId(), subject: String(subject), text: String(text), created_by: runtime.actor(),
        creation_date: new Date().toISOString()
    };
    parts.add(this, runtime.node(this), 'note_list', node);
    return parts.wrapped(this, 'dw.object.Note', node);
}

const methods = {
    getAdjustedMerchandizeTotalPrice: function (withOrder) { return totals.adjustedMerchandize(this, withOrder); },
    getProductLineItems: function (id) { return runtime.collection(found.ofProduct(found.products(this), id)); },
    getAllProductLineItems: function (id) { return runtime.collection(found.ofProduct(found.allProducts(this), id)); },
    getProductQuantities: function (withBonus) {
        const lines = found.products(this);
        return found.quantities(withBonus === false ? lines.filter(function (one) { return !isBonus(one); }) : lines);
    },
    getShipment: function (id) { return parts.first(this.shipments, function (one) { return one.ID === id; }); },
    getCouponLineItem: function (code) {
        return parts.first(this.couponLineItems, function (one) { return one.couponCode === code; });
    },
    getGiftCertificateLineItems: function (id) {
        return runtime.collection(found.certificates(this).filter(function (one) {
            return id === undefined || one.giftCertificateID === id;
        }));
    },
    getPriceAdjustmentByPromotionID: function (id) {
        return parts.first(this.priceAdjustments, function (one) { return one.promotionID === id; });
    },
    getShippingPriceAdjustmentByPromotionID: function (id) {
        return parts.first(ofShipping(this), function (one) { return one.promotionID === id; });
    },
    getPaymentInstruments: function (method) { return runtime.collection(payments.ofMethod(this, method)); },
    getGiftCertificatePaymentInstruments: function (code) { return runtime.collection(payments.ofCertificate(this, code)); },

    createBillingAddress: createBillingAddress,
    createProductLineItem: createProductLineItem,
    createBonusProductLineItem: createBonusProductLineItem,
    createShipment: createShipment,
    createPriceAdjustment: createPriceAdjustment,
    createShippingPriceAdjustment: createShippingPriceAdjustment,
    removeShippingPriceAdjustment: removeShippingPriceAdjustment,
    createGiftCertificateLineItem: createGiftCertificateLineItem,
    createCouponLineItem: createCouponLineItem,
    createPaymentInstrument: payments.create,
    createPaymentInstrumentFromWallet: payments.createFromWallet,
    createGiftCertificatePaymentInstrument: payments.createFromCertificate,
    addNote: addNote,

    removeProductLineItem: removeProductLineItem,
    removeShipment: removeShipment,
    removePriceAdjustment: function (one) { parts.remove(this, runtime.node(this), 'order_price_adjustments', one); },
    removeCouponLineItem: function (one) { parts.remove(this, runtime.node(this), 'coupon_items', one); },
    removeBonusDiscountLineItem: function (one) {
        parts.remove(this, runtime.node(this), 'bonus_discount_line_items', one);
    },
    removeGiftCertificateLineItem: function (one) {
        parts.remove(this, runtime.node(this), 'gift_certificate_items', one);
    },
    removePaymentInstrument: function (one) { parts.remove(this, runtime.node(this), 'payment_instruments', one); },
    removeAllPaymentInstruments: function () { runtime.write(this, 'payment_instruments', null); },
    removeNote: function (one) { parts.remove(this, runtime.node(this), 'note_list', one); },

    updateTotals: function () { ruled(this, 'update_totals'); },
    updateOrderLevelPriceAdjustmentTax: function () {
        for (const adjustment of found.orderAdjustments(this)) {
            adjustment.updateTax(null);   // what no script has fixed is taxed by the lines' shares
        }
    },
    /* The code of a violation is its type, its detail the most that may be taken off. */
    verifyPriceAdjustmentLimits: function () {
        const excess = runtime.ask('adjustment_limits', { kind: runtime.rootOf(this).kind, document: runtime.node(this) });
        const Status = runtime.classOf('dw.system.Status');
        if (excess === null) {
            return new Status(Status.OK);
        }
        const status = new Status(Status.ERROR, excess.type.toUpperCase());
        status.addDetail(excess.item_id || excess.type.toUpperCase(), excess.maximum);
        return status;
    }
};

module.exports = runtime.define('dw.order.LineItemCtnr', {
    extends: 'dw.object.ExtensibleObject',
    constants: channelConstants(),
    properties: Object.assign(
        properties,
        totals.common(found.priced, found.shipping, found.certificates, 'order_total'),
        totals.threefold('giftCertificateTotal', certificateTotal, function () { return 0; })
    ),
    statics: { channels_: CHANNELS },
    methods: methods
});
