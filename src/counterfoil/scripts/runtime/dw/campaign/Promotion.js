'use strict';

const qualifiers = runtime.classOf('dw.internal.qualifiers');

function markup(name) {
    return {
        get: function (self) {
            const text = runtime.node(self)[name];
            return text === undefined || text === null ? null : runtime.classOf('dw.content.MarkupText').of(text);
        }
    };
}

function listed(name) {
    return { get: function (self) { return (runtime.node(self)[name] || []).slice(); } };
}

function filled(name) {
    return { get: function (self) { return (runtime.node(self)[name] || []).length > 0; }, flag: true };
}

module.exports = runtime.define('dw.campaign.Promotion', {
    extends: 'dw.object.ExtensibleObject',
    constants: {
        EXCLUSIVITY_NO: 'NO', EXCLUSIVITY_CLASS: 'CLASS', EXCLUSIVITY_GLOBAL: 'GLOBAL',
        PROMOTION_CLASS_PRODUCT: 'PRODUCT', PROMOTION_CLASS_ORDER: 'ORDER', PROMOTION_CLASS_SHIPPING: 'SHIPPING',
        QUALIFIER_MATCH_MODE_ANY: 'any', QUALIFIER_MATCH_MODE_ALL: 'all'
    },
    properties: {
        ID: runtime.text('id'),
        UUID: runtime.text('id'),
        name: runtime.text('name'),
        calloutMsg: markup('callout_msg'),
        details: markup('details'),
        description: markup('callout_msg'),
        conditionalDescription: markup('details'),
        image: {
            get: function (self) {
                const path = runtime.node(self).image;
                return path === undefined || path === null ? null : runtime.classOf('dw.content.MediaFile').of(path);
            }
        },
        promotionClass: runtime.text('promotion_class'),
        enabled: runtime.flag('enabled'),
        active: runtime.flag('active'),
        refinable: runtime.flag('refinable'),
        exclusivity: runtime.text('exclusivity'),
        rank: runtime.number('rank'),
        startDate: runtime.date('start_date'),
        endDate: runtime.date('end_date'),
        qualifierMatchMode: runtime.text('qualifier_match'),
        combinablePromotions: listed('combinable'),
        mutuallyExclusivePromotions: listed('exclusive_with'),
        tags: listed('tags'),
        basedOnCoupons: filled('coupons'),
        basedOnCoupon: filled('coupons'),
        basedOnCustomerGroups: filled('customer_groups'),
        basedOnSourceCodes: filled('source_codes'),
        campaign: {
            get: function (self) {
                const id = runtime.node(self).campaign;
                return id === null ? null : runtime.classOf('dw.campaign.PromotionMgr').getCampaign(id);
            }
        },
        coupons: qualifiers.coupons,
        customerGroups: qualifiers.customerGroups,
        sourceCodeGroups: qualifiers.sourceCodeGroups
    },
    methods: {
        /* Of one unit, where the promotion needs nothing else; with the selected options of a model, if one is given. */
        getPromotionalPrice: function (product, model) {
            const Money = runtime.classOf('dw.value.Money');
            const options = model === undefined || model === null ? [] : model.options.toArray().map(function (one) {
                return model.getPrice(model.getSelectedOptionValue(one));
            });
            const extra = options.reduce(function (sum, one) { return one.available ? sum.add(one) : sum; }, new Money(
                0, runtime.callObject('dw.system.Session').currency.currencyCode
            ));
            const found = runtime.ask('promotional_price', {
                promotion_id: this.ID, product_id: product.ID, options: extra.value
            });
            return found === null ? Money.NOT_AVAILABLE : new Money(found.price, found.currency);
        }
    }
});
