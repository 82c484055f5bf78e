'use strict';

runtime.classOf('dw.order.LineItem');   // where the site's terms of taxation are asked for

function term(name) {
    return { get: function () { return runtime.taxTerms()[name]; } };
}

function remembered(operation, key, argument) {
    runtime.call.taxes = runtime.call.taxes || new Map();
    const name = operation + key;
    if (!runtime.call.taxes.has(name)) {
        runtime.call.taxes.set(name, runtime.ask(operation, argument));
    }
    return runtime.call.taxes.get(name);
}

/* Tax every line by its class and the place it is sent to, as the built-in calculation does. */
function applyTax(basket) {
    const Location = runtime.classOf('dw.order.ShippingLocation');
    for (const shipment of basket.shipments) {
        const address = shipment.shippingAddress;
        const mapped = address === null ? null : getTaxJurisdictionID(new Location(address));
        const jurisdiction = mapped === null ? runtime.taxTerms().default_jurisdiction : mapped;
        for (const line of shipment.allLineItems) {
            if (line.taxClassID === runtime.taxTerms().custom_rate_class) {
                line.updateTax(line.taxRate);
            } else if (line.constructor.className !== 'dw.order.PriceAdjustment') {
                line.updateTax(getTaxRate(line.taxClassID || runtime.taxTerms().default_class, jurisdiction));
            }
        }
    }
}

/* Tax every line by what others have set: amounts stay as they are, rates are taken of what the lines cost now. */
function applyExternalTax(basket) {
    for (const line of basket.allLineItems) {
        if (line.constructor.className !== 'dw.order.PriceAdjustment') {
            line.updateSetTax_();
        }
    }
    basket.updateOrderLevelPriceAdjustmentTax();
}

function getTaxJurisdictionID(location) {
    const place = location.plain();
    return remembered('tax_jurisdiction', JSON.stringify(place), place);
}

function getTaxRate(taxClass, jurisdiction) {
    if (taxClass === null || jurisdiction === null) {
        return null;
    }
    return remembered('tax_rate', taxClass + '\n' + jurisdiction, [taxClass, jurisdiction]);
}

module.exports = runtime.define('dw.order.TaxMgr', {
    constants: { TAX_POLICY_GROSS: 0, TAX_POLICY_NET: 1 },
    statics: {
        getTaxJurisdictionID: getTaxJurisdictionID,
        getTaxRate: getTaxRate,
        applyTax: applyTax,
        applyExternalTax: applyExternalTax
    },
    staticProperties: {
        customRateTaxClassID: term('custom_rate_class'),
        taxExemptTaxClassID: term('exempt_class'),
        defaultTaxClassID: term('default_class'),
        defaultTaxJurisdictionID: term('default_jurisdiction'),
        taxationPolicy: { get: function () { return runtime.taxTerms().policy === 'gross' ? 0 : 1; } }
    }
});
