'use strict';

const promotions = runtime.perCall(function () { return wrapped('promotions', 'dw.campaign.Promotion', 'promotion'); });
const campaigns = runtime.perCall(function () { return wrapped('campaigns', 'dw.campaign.Campaign', 'campaign'); });

function wrapped(operation, className, kind) {
    const root = runtime.root(kind, {}, { writable: false });
    return runtime.ask(operation).map(function (node) { return runtime.wrap(className, node, root); });
}

function named(list, id) {
    return list.find(function (one) { return one.ID === String(id); }) || null;
}

function plan(chosen) {
    return runtime.classOf('dw.campaign.PromotionPlan').of(chosen);
}

function active() {
    return promotions().filter(function (one) { return one.active; });
}

function ofCustomer(ignoreCoupons) {
    const ids = runtime.ask('customer_promotions', ignoreCoupons === true);
    return plan(promotions().filter(function (one) { return ids.indexOf(one.ID) >= 0; }));
}

/* Those of a campaign that are on at some instant of a period. */
function during(campaign, from, to) {
    return plan(promotions().filter(function (one) {
        return one.enabled && (!campaign || runtime.node(one).campaign === campaign.ID)
            && (one.startDate === null || one.startDate <= to) && (one.endDate === null || one.endDate >= from);
    }));
}

function upcoming(hours) {
    const now = new Date();
    const end = new Date(now.getTime() + Number(hours) * 3600000);
    return plan(promotions().filter(function (one) {
        return one.enabled && one.startDate !== null && one.startDate > now && one.startDate <= end;
    }));
}

function applied(container) {
    const root = runtime.rootOf(container);
    return runtime.ask('apply_discounts', { kind: root.kind, document: root.document }).document;
}

module.exports = runtime.define('dw.campaign.PromotionMgr', {
    staticProperties: {
        promotions: { get: function () { return runtime.collection(promotions().slice()); } },
        campaigns: { get: function () { return runtime.collection(campaigns().slice()); } },
        activePromotions: { get: function () { return plan(active()); } },
        activeCustomerPromotions: { get: function () { return ofCustomer(false); } }
    },
    statics: {
        getPromotion: function (id) { return named(promotions(), id); },
        getCampaign: function (id) { return named(campaigns(), id); },
        getActiveCustomerPromotions: ofCustomer,
        getActivePromotionsForCampaign: during,
        getActiveCustomerPromotionsForCampaign: during,
        getUpcomingPromotions: upcoming,
        getUpcomingCustomerPromotions: upcoming,
        getDiscounts: function (container) {
            return runtime.classOf('dw.campaign.DiscountPlan').of(container, applied(container));
        },
        /* By the rules of the site, to a basket or an order, or to that of a discount plan. */
        applyDiscounts: function (given) {
            const container = given.lineItemCtnr !== undefined ? given.lineItemCtnr : given;
            const root = runtime.rootOf(container);
            const document = applied(container);
            runtime.touch(root);
            runtime.merge(root.document, document);
        }
    }
});
