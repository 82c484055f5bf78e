/*
 * Totals of a basket, an order or a shipment. What the server stores is given as it is stored; what it does not store is
 * added up of the lines.
 */
'use strict';

const amounts = runtime.classOf('dw.order.amounts');
const parts = runtime.classOf('dw.order.parts');

function stored(self, name) {
    const value = runtime.node(self)[name];
    return value === undefined ? null : value;
}

function of(lines, name) {
    return amounts.sum(Array.from(lines, function (line) { return line[name].valueOrNull; }));
}

/* The three forms of a total whose price stands in the site's taxation: price, net and gross. */
function threefold(name, price, tax) {
    const found = {};
    found[name + 'Price'] = parts.amount(price);
    found[name + 'Tax'] = parts.amount(tax);
    found[name + 'NetPrice'] = parts.amount(function (self) {
        return parts.isGross(self) ? amounts.minus(price(self), tax(self)) : price(self);
    });
    found[name + 'GrossPrice'] = parts.amount(function (self) {
        return parts.isGross(self) ? price(self) : amounts.sum([price(self), tax(self)]);
    });
    return found;
}

/* What containers and shipments have in common; `lines` gives all product lines, `shipping` the shipping lines. */
function common(lines, shipping, certificates, total) {
    return Object.assign(
        {},
        threefold(
            'merchandizeTotal',
            function (self) { return of(lines(self), 'price'); },
            function (self) { return of(lines(self), 'tax'); }
        ),
        threefold(
            'adjustedMerchandizeTotal',
            function (self) { return stored(self, 'product_total'); },
            function (self) { return stored(self, 'adjusted_merchandize_total_tax'); }
        ),
        threefold(
            'shippingTotal',
            function (self) { return of(shipping(self), 'price'); },
            function (self) { return of(shipping(self), 'tax'); }
        ),
        threefold(
            'adjustedShippingTotal',
            function (self) { return stored(self, 'shipping_total'); },
            function (self) { return stored(self, 'adjusted_shipping_total_tax'); }
        ),
        {
            totalGrossPrice: runtime.money(total),
            totalTax: runtime.money('tax_total'),
            totalNetPrice: parts.amount(function (self) {
                return amounts.minus(stored(self, total), stored(self, 'tax_total'));
            })
        }
    );
}

/* With the order's own adjustments, or without. */
function adjustedMerchandize(self, withOrder) {
    return withOrder === false ? parts.money(self, stored(self, 'product_sub_total')) : self.adjustedMerchandizeTotalPrice;
}

module.exports = Object.freeze({ common: common, threefold: threefold, adjustedMerchandize: adjustedMerchandize, of: of });
