'use strict';

/* A discount: what a price adjustment shows, or one that a script makes. Each kind is a class of its own. */
const CLASSES = {
    amount: 'AmountDiscount', fixed_price: 'FixedPriceDiscount', fixed_price_shipping: 'FixedPriceShippingDiscount',
    free: 'FreeDiscount', free_shipping: 'FreeShippingDiscount', percentage: 'PercentageDiscount',
    percentage_off_options: 'PercentageOptionDiscount', price_book_price: 'PriceBookPriceDiscount',
    total_fixed_price: 'TotalFixedPriceDiscount', bonus: 'BonusDiscount', bonus_choice: 'BonusChoiceDiscount'
};
const PLAIN = Symbol('plain');

function fact(name, none) {
    return {
        get: function (self) {
            const value = self[PLAIN][name];
            return value === undefined || value === null ? none : value;
        }
    };
}

const Discount = runtime.define('dw.campaign.Discount', {
    constants: {
        TYPE_AMOUNT: 'AMOUNT', TYPE_BONUS: 'BONUS', TYPE_BONUS_CHOICE: 'BONUS_CHOICE', TYPE_FIXED_PRICE: 'FIXED_PRICE',
        TYPE_FIXED_PRICE_SHIPPING: 'FIXED_PRICE_SHIPPING', TYPE_FREE: 'FREE', TYPE_FREE_SHIPPING: 'FREE_SHIPPING',
        TYPE_PERCENTAGE: 'PERCENTAGE', TYPE_PERCENTAGE_OFF_OPTIONS: 'PERCENTAGE_OFF_OPTIONS',
        TYPE_PRICEBOOK_PRICE: 'PRICE_BOOK_PRICE', TYPE_TOTAL_FIXED_PRICE: 'TOTAL_FIXED_PRICE'
    },
    statics: {
        fact: fact,
        /* Give an object the plain form of a discount. */
        fill: function (object, plain) {
            Object.defineProperty(object, PLAIN, { value: plain });
            return object;
        },
        of: function (plain, currency, promotionId, quantity) {
            const name = CLASSES[plain.type];
            const parent = name === undefined ? Discount : runtime.classOf('dw.campaign.' + name);
            const more = { currency: currency, promotion_id: promotionId, quantity: quantity };
            return Discount.fill(Object.create(parent.prototype), Object.assign({}, plain, more));
        }
    },
    properties: {
        type: { get: function (self) { return String(self[PLAIN].type).toUpperCase(); } },
        quantity: fact('quantity', 1),
        promotionTier: fact('tier', 0),
        promotion: {
            get: function (self) {
                const id = self[PLAIN].promotion_id;
                return id === undefined ? null : runtime.classOf('dw.campaign.PromotionMgr').getPromotion(id);
            }
        },
        itemPromotionTiers: { get: function () { return new (runtime.classOf('dw.util.HashMap'))(); } }
    },
    methods: {
        plain: function () {
            const own = this[PLAIN];
            const kept = { type: own.type };
            for (const name of ['amount', 'percentage', 'price_book_id']) {
                if (own[name] !== undefined) {
                    kept[name] = own[name];
                }
            }
            return kept;
        }
    }
});

module.exports = Discount;
