'use strict';

const parts = runtime.classOf('dw.order.parts');

const STATUSES = { created: 0, new: 3, open: 4, completed: 5, cancelled: 6, replaced: 7, failed: 8 };
const CONFIRMATIONS = { not_confirmed: 0, confirmed: 2 };
const EXPORTS = { not_exported: 0, exported: 1, ready: 2, failed: 3 };
const PAYMENTS = { not_paid: 0, part_paid: 1, paid: 2 };
const SHIPPINGS = { not_shipped: 0, part_shipped: 1, shipped: 2 };

/* Orders are placed and failed by OrderMgr; all other changes follow the server's matrix of statuses. */
function setStatus(self, word) {
    const before = runtime.node(self).status;
    if (before === word) {
        return;
    }
    const effect = word === 'created' || word === 'failed' || before === 'created'
        ? null : runtime.ask('order_transition', [before, word]);
    if (effect === null) {
        throw runtime.error('IllegalArgumentException', 'an order that is ' + before + ' does not become ' + word
            + ' by setStatus (' + runtime.here() + ')');
    }
    runtime.write(self, 'status', word);
}

function code(name) {
    return {
        get: function (self) {
            const value = runtime.node(self)[name];
            return runtime.classOf('dw.value.EnumValue').of(value === undefined ? null : value, value || null);
        },
        set: function (self, value) { runtime.write(self, name, value === null ? null : String(value)); }
    };
}

function summed(name) {
    return parts.amount(function (self) {
        return self.paymentInstruments.toArray().reduce(function (sum, one) { return sum + one[name].value; }, 0);
    });
}

function same() {
    return { get: function (self) { return self; } };
}

function none() {
    return { get: function () { return null; } };
}

function setCustomer(self, customer) {
    const profile = parts.required(customer, 'the customer').profile;
    if (profile === null) {
        throw runtime.error('IllegalArgumentException', 'an order is given to a registered customer (' + runtime.here() + ')');
    }
    runtime.touch(runtime.rootOf(self));
    const node = runtime.node(self);
    node.customer_info = Object.assign({}, node.customer_info, {
        customer_id: customer.ID, customer_no: profile.customerNo
    });
    node.registered = true;
}

const properties = {
    UUID: runtime.text('order_no'),
    orderNo: runtime.text('order_no'),
    currentOrderNo: runtime.text('order_no'),
    originalOrderNo: runtime.text('order_no'),
    currentOrder: same(),
    originalOrder: same(),
    replacedOrder: none(),
    replacedOrderNo: none(),
    replacementOrder: none(),
    replacementOrderNo: none(),
    orderToken: runtime.text('order_token'),
    status: runtime.enumeration('status', STATUSES, setStatus),
    confirmationStatus: runtime.enumeration('confirmation_status', CONFIRMATIONS, true),
    exportStatus: runtime.enumeration('export_status', EXPORTS, true),
    paymentStatus: runtime.enumeration('payment_status', PAYMENTS, true),
    shippingStatus: runtime.enumeration('shipping_status', SHIPPINGS, true),
    createdBy: runtime.text('created_by'),
    customerLocaleID: {
        get: function (self) {
            const locale = runtime.node(self).locale;
            return locale === undefined ? runtime.call.frame.request.locale || null : locale;
        }
    },
    remoteHost: runtime.text('remote_host'),
    sourceCode: runtime.text('source_code'),
    globalPartyID: runtime.text('global_party_id'),
    invoiceNo: runtime.text('invoice_no', true),
    externalOrderNo: runtime.text('external_order_no', true),
    externalOrderStatus: runtime.text('external_order_status', true),
    externalOrderText: runtime.text('external_order_text', true),
    customerOrderReference: runtime.text('customer_order_reference', true),
    affiliatePartnerID: runtime.text('affiliate_partner_id', true),
    affiliatePartnerName: runtime.text('affiliate_partner_name', true),
    cancelCode: code('cancel_code'),
    cancelDescription: runtime.text('cancel_description', true),
    replaceCode: code('replace_code'),
    replaceDescription: runtime.text('replace_description', true),
    exportAfter: runtime.date('export_after', true),
    imported: { get: function () { return false; }, flag: true },
    paymentTransaction: {
        get: function (self) {
            const first = self.paymentInstruments.toArray()[0];
            return first === undefined ? null : first.paymentTransaction;
        }
    },
    capturedAmount: summed('capturedAmount'),
    refundedAmount: summed('refundedAmount')
};

module.exports = runtime.define('dw.order.Order', {
    extends: 'dw.order.LineItemCtnr',
    constants: {
        ORDER_STATUS_CREATED: 0,
        ORDER_STATUS_NEW: 3,
        ORDER_STATUS_OPEN: 4,
        ORDER_STATUS_COMPLETED: 5,
        ORDER_STATUS_CANCELLED: 6,
        ORDER_STATUS_REPLACED: 7,
        ORDER_STATUS_FAILED: 8,
        CONFIRMATION_STATUS_NOTCONFIRMED: 0,
        CONFIRMATION_STATUS_CONFIRMED: 2,
        EXPORT_STATUS_NOTEXPORTED: 0,
        EXPORT_STATUS_EXPORTED: 1,
        EXPORT_STATUS_READY: 2,
        EXPORT_STATUS_FAILED: 3,
        PAYMENT_STATUS_NOTPAID: 0,
        PAYMENT_STATUS_PARTPAID: 1,
        PAYMENT_STATUS_PAID: 2,
        SHIPPING_STATUS_NOTSHIPPED: 0,
        SHIPPING_STATUS_PARTSHIPPED: 1,
        SHIPPING_STATUS_SHIPPED: 2,
        ENCRYPTION_ALGORITHM_RSA_ECB_PKCS1PADDING: 'RSA/ECB/PKCS1Padding',
        ENCRYPTION_ALGORITHM_RSA_ECB_OAEPWITHSHA_256ANDMGF1PADDING: 'RSA/ECB/OAEPWithSHA-256AndMGF1Padding'
    },
    properties: properties,
    methods: {
        setOrderStatus: function (status) { this.setStatus(status); },
        setCustomer: function (customer) { setCustomer(this, customer); },
        setCustomerNo: function (number) {
            runtime.touch(runtime.rootOf(this));
            const node = runtime.node(this);
            node.customer_info = Object.assign({}, node.customer_info, { customer_no: String(number) });
        },
        /* Whether the payment still holds is said by one hook, and made good by another. */
        reauthorize: function () {
            const HookMgr = runtime.classOf('dw.system.HookMgr');
            const Status = runtime.classOf('dw.system.Status');
            const valid = HookMgr.callHook('dw.order.payment.validateAuthorization', 'validateAuthorization', this);
            if (valid instanceof Status && !valid.error) {
                return valid;
            }
            const again = HookMgr.callHook('dw.order.payment.reauthorize', 'reauthorize', this);
            return again instanceof Status ? again : new Status(Status.ERROR, 'NO_HOOK', 'no hook authorises the order again');
        },
        removeRemoteHost: function () { runtime.write(this, 'remote_host', null); },
        trackOrderChange: function (text) { return this.addNote('Order change', text); }
    }
});
