/*
 * The lines of a basket or an order, found by what scripts ask for.
 */
'use strict';

const parts = runtime.classOf('dw.order.parts');

const PRODUCT = 'dw.order.ProductLineItem';

function ofProduct(lines, productID) {
    return productID === undefined || productID === null ? lines : lines.filter(function (one) {
        return one.productID === productID;
    });
}

function products(self) {
    return parts.wrappedAll(self, PRODUCT, parts.whole(self).product_items, parts.container(self));
}

/* Each product's line, followed by those that depend on it: its options and the parts of its bundle. */
function allProducts(self) {
    const found = [];
    (function walk(lines) {
        for (const line of lines) {
            found.push(line);
            walk(line.optionProductLineItems);
            walk(line.bundledProductLineItems);
        }
    })(products(self));
    return found;
}

/* Lines with prices of their own: the parts of a bundle are paid with it. */
function priced(self) {
    return allProducts(self).filter(function (line) { return !line.bundledProductLineItem; });
}

function shipping(self) {
    const linked = new Set((parts.whole(self).product_items || []).map(function (one) { return one.shipping_item_id; }));
    return (parts.whole(self).shipping_items || []).map(function (node) {
        const kind = linked.has(node.item_id) ? 'dw.order.ProductShippingLineItem' : 'dw.order.ShippingLineItem';
        return parts.wrapped(self, kind, node, parts.container(self));
    });
}

function certificates(self) {
    const nodes = parts.whole(self).gift_certificate_items;
    return parts.wrappedAll(self, 'dw.order.GiftCertificateLineItem', nodes, parts.container(self));
}

function orderAdjustments(self) {
    const nodes = parts.whole(self).order_price_adjustments;
    return parts.wrappedAll(self, 'dw.order.PriceAdjustment', nodes, parts.container(self));
}

function adjustmentsOf(lines) {
    return lines.reduce(function (all, line) {
        return 'priceAdjustments' in line ? all.concat(Array.from(line.priceAdjustments)) : all;
    }, []);
}

function allLines(self) {
    const lines = allProducts(self).concat(shipping(self));
    return lines.concat(certificates(self), adjustmentsOf(lines));
}

function inShipment(lines, shipment) {
    return lines.filter(function (line) {
        return line.constructor.className === 'dw.order.PriceAdjustment'
            ? runtime.node(runtime.ownerOf(line)).shipment_id === shipment.ID
            : runtime.node(line).shipment_id === shipment.ID || belongsIn(line, shipment);
    });
}

/* The parts of a bundle go where it goes. */
function belongsIn(line, shipment) {
    const parent = line.parent;
    return parent instanceof runtime.classOf(PRODUCT) && runtime.node(parent).shipment_id === shipment.ID;
}

/* How much of each product there is; products are named by the objects of the catalog. */
function quantities(lines) {
    const HashMap = runtime.classOf('dw.util.HashMap');
    const Quantity = runtime.classOf('dw.value.Quantity');
    const found = new HashMap();
    for (const line of lines) {
        const product = line.optionProductLineItem ? null : line.product;
        if (product !== null) {
            const before = found.get(product);
            found.put(product, new Quantity((before === null ? 0 : before.value) + line.quantityValue, ''));
        }
    }
    return found;
}

module.exports = Object.freeze({
    ofProduct: ofProduct, products: products, allProducts: allProducts, priced: priced, shipping: shipping,
    certificates: certificates, orderAdjustments: orderAdjustments, adjustmentsOf: adjustmentsOf, allLines: allLines,
    inShipment: inShipment, quantities: quantities
});
