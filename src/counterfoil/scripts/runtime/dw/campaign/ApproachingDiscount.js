'use strict';

/* A discount that a basket is close to: what it would be, and how much of merchandise is missing. */
function amount(name) {
    return {
        get: function (self) { return new (runtime.classOf('dw.value.Money'))(self.plain_[name], self.currency_); }
    };
}

const ApproachingDiscount = runtime.define('dw.campaign.ApproachingDiscount', {
    statics: {
        of: function (plain, currency) {
            const made = Object.create(ApproachingDiscount.prototype);
            Object.defineProperties(made, { plain_: { value: plain }, currency_: { value: currency } });
            return made;
        }
    },
    properties: {
        conditionThreshold: amount('condition_threshold'),
        merchandiseTotal: amount('merchandise_total'),
        distanceFromConditionThreshold: {
            get: function (self) { return self.conditionThreshold.subtract(self.merchandiseTotal); }
        },
        discount: {
            get: function (self) {
                const id = self.plain_.promotion_link.promotion_id;
                return runtime.classOf('dw.campaign.Discount').of(self.plain_.discount, self.currency_, id);
            }
        }
    }
});

module.exports = ApproachingDiscount;
