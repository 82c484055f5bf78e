'use strict';

/* What each shipping method makes of a product: whether it takes it, and what the product costs of its own. */
function told(self) {
    return runtime.ask('product_shipping', { product_id: self.product_.ID });
}

function chosen(self, test) {
    const known = told(self);
    const all = runtime.classOf('dw.order.ShippingMgr').methods();
    return runtime.collection(all.filter(function (one) { return one.online && test(known[one.ID]); }));
}

const Model = runtime.define('dw.order.ProductShippingModel', {
    properties: {
        applicableShippingMethods: {
            get: function (self) { return chosen(self, function (one) { return one.applicable; }); }
        },
        inapplicableShippingMethods: {
            get: function (self) { return chosen(self, function (one) { return !one.applicable; }); }
        },
        shippingMethodsWithShippingCost: {
            get: function (self) { return chosen(self, function (one) { return one.amount !== null; }); }
        }
    },
    statics: {
        of: function (product) {
            const model = Object.create(Model.prototype);
            Object.defineProperty(model, 'product_', { value: product });
            return model;
        }
    },
    methods: {
        getShippingCost: function (method) {
            const own = told(this)[method.ID];
            if (own === undefined || own.amount === null) {
                return null;
            }
            const Money = runtime.classOf('dw.value.Money');
            return runtime.classOf('dw.order.ProductShippingCost').of(new Money(own.amount, method.currencyCode), own.fixed);
        }
    }
});

module.exports = Model;
