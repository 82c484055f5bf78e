/*
 * Adjustments by the lines that bear them: a line's own is its own, what is taken off the whole order is shared by the
 * server's rules.
 */
'use strict';

const parts = runtime.classOf('dw.order.parts');
const found = runtime.classOf('dw.order.found');

function shares(self) {
    const root = runtime.rootOf(self);
    return runtime.ask('prorated', { kind: root.kind, document: root.document });
}

function map(pairs) {
    const filled = new (runtime.classOf('dw.util.LinkedHashMap'))();
    for (const [key, value] of pairs) {
        filled.put(key, value);
    }
    return filled;
}

/* By product line; adjustments of shipping are borne by none. */
function ofAdjustment(self) {
    const owner = runtime.ownerOf(self);
    if (owner instanceof runtime.classOf('dw.order.ProductLineItem')) {
        return map([[owner, self.price]]);
    }
    if (owner instanceof runtime.classOf('dw.order.LineItem')) {
        return map([]);
    }
    const borne = shares(self)[self.UUID] || {};
    return map(found.allProducts(self).filter(function (one) { return borne[one.UUID] !== undefined; })
        .map(function (one) { return [one, parts.money(self, borne[one.UUID])]; }));
}

/* By adjustment: those of the line itself, and its part of those of the order. */
function ofLine(self) {
    const pairs = Array.from(self.priceAdjustments, function (one) { return [one, one.price]; });
    const others = found.orderAdjustments(self);
    if (others.length > 0) {
        const all = shares(self);
        for (const one of others) {
            const part = (all[one.UUID] || {})[self.UUID];
            if (part !== undefined) {
                pairs.push([one, parts.money(self, part)]);
            }
        }
    }
    return map(pairs);
}

module.exports = Object.freeze({ ofAdjustment: ofAdjustment, ofLine: ofLine });
