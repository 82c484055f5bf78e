'use strict';

const parts = runtime.classOf('dw.order.parts');
const Codes = runtime.classOf('dw.order.OrderProcessStatusCodes');

const MOST_FOUND = 1000;
const MOST_SIGNS = 50;

/* Orders of the call: those among its arguments, and those it has asked for. */
function known() {
    if (runtime.call.orders === undefined) {
        runtime.call.orders = new Map();
        for (const root of runtime.call.roots) {
            if (root.kind === 'order') {
                runtime.call.orders.set(root.document.order_no, root.value);
            }
        }
    }
    return runtime.call.orders;
}

/* An order beside the request's own: what is changed of it is kept together with the request's work, or not at all. */
function foreign(found) {
    const number = found.document.order_no;
    const orders = known();
    if (!orders.has(number)) {
        const root = runtime.root('order', found.document, {
            revision: found.revision,
            save: function (changed) {
                return { kind: 'order', order_no: number, revision: found.revision, document: changed.document };
            }
        });
        root.value = runtime.wrap('dw.order.Order', found.document, root);
        orders.set(number, root.value);
    }
    return orders.get(number);
}

function getOrder(number, token) {
    if (number === null || number === undefined) {
        return null;
    }
    const own = known().get(String(number));
    let order = own === undefined ? null : own;
    if (order === null) {
        const found = runtime.ask('order', String(number));
        order = found === null ? null : foreign(found);
    }
    const fits = arguments.length < 2 || (order !== null && order.orderToken === token);
    return fits ? order : null;
}

function status(code, message) {
    const Status = runtime.classOf('dw.system.Status');
    return code === undefined ? new Status(Status.OK) : new Status(Status.ERROR, code, message);
}

/* The order of a request changes with the request or not at all: what comes of it is not kept by itself either. */
function requireRequests(order) {
    if (!runtime.call.frame.inside && runtime.rootOf(order).save === undefined) {
        throw runtime.error('ORMTransactionException', 'the status of the request\'s own order was changed behind its '
            + 'transaction (' + runtime.here() + ')');
    }
}

/* Change a status as the server's matrix allows; what it brings (stock, coupons, gift certificates) is done when it is kept. */
function change(order, word, from, code) {
    const node = runtime.node(parts.required(order, 'the order'));
    if (!from.includes(node.status)) {
        return status(code || ('ORDER_' + node.status.toUpperCase()), 'the order is ' + node.status);
    }
    requireRequests(order);
    runtime.write(order, 'status', word);
    return status();
}

/* What a placed order is given at once: the numbers of its shipments and of its invoice. */
function number(order) {
    const open = Array.from(order.shipments).filter(function (one) { return one.shipmentNo === null; });
    const numbers = runtime.ask('numbers_of_placed', open.length);
    open.forEach(function (one, at) { runtime.write(one, 'shipment_no', numbers.shipments[at]); });
    if (order.invoiceNo === null) {
        order.invoiceNo = numbers.invoice;
    }
}

function placeOrder(order) {
    const done = change(order, 'new', ['created'], Codes.ORDER_NOT_PLACED);
    if (!done.error) {
        runtime.write(order, 'export_status', 'ready');
        number(order);
    }
    return done;
}

/* Stock and coupons that were given back are taken again; where that cannot be, nothing of the transaction is kept. */
function undo(order, word, from, code) {
    runtime.requireTransaction('an order was changed');
    const node = runtime.node(parts.required(order, 'the order'));
    const refused = node.status === from ? runtime.ask('retake', { kind: 'order', document: node }) : null;
    const done = refused === null ? change(order, word, [from], code)
        : status(Codes[refused], 'the order cannot have again what it gave back');
    if (done.error) {
        runtime.call.transaction.rollbackOnly = true;
    }
    return done;
}

/* Several orders, a page of the server's at a time, as they are walked over. */
function walked(query, sort, args) {
    const given = { query: query === undefined ? '' : query, sort: sort === undefined ? null : sort, args: args.map(plain) };
    const orders = [];
    for (let start = 0; start < MOST_FOUND; start = orders.length) {
        const page = runtime.ask('search_orders', Object.assign({ start: start }, given));
        page.forEach(function (one) { orders.push(foreign(one)); });
        if (page.length === 0 || orders.length === start) {
            break;
        }
    }
    return runtime.classOf('dw.util.SeekableIterator').over(orders);
}

function plain(value) {
    if (value instanceof Date) {
        return { date: value.toISOString() };
    }
    return value !== null && typeof value === 'object' && 'value' in value ? value.value : value;
}

function search(query, sort) {
    if (query !== null && typeof query === 'object') {
        return walked(runtime.bare(query, true), sort, []);
    }
    return walked(query, sort, Array.prototype.slice.call(arguments, 2));
}

function searchOne(query) {
    const found = walked(query, null, Array.prototype.slice.call(arguments, 1));
    return found.hasNext() ? found.next() : null;
}

/* The number that cartridges or other hooks give; null leaves it to the site's sequence. */
function numberOfHooks() {
    const given = runtime.classOf('dw.system.HookMgr').callHook('dw.order.createOrderNo', 'createOrderNo');
    return typeof given === 'string' && given.trim() !== '' ? given.trim().slice(0, MOST_SIGNS) : null;
}

function createOrderNo() {
    const given = numberOfHooks();
    return given === null ? runtime.ask('order_no') : given;
}

/* The server's rules make the order; it is stored, and the basket goes, with the request or the script's transaction. */
function createOrder(basket, number) {
    const BasketMgr = runtime.classOf('dw.order.BasketMgr');
    const root = runtime.rootOf(parts.required(basket, 'the basket'));
    runtime.requireTransaction('an order was created');
    const given = number === undefined || number === null ? numberOfHooks() : String(number);
    const made = root.gone ? { refused: 'the basket is not open any more' } : runtime.ask('create_order', {
        kind: root.kind, document: root.document, revision: root.revision === undefined ? null : root.revision, order_no: given
    });
    if (made.refused) {
        throw runtime.apiException('CreateOrderException', 'no order can be made of the basket: ' + made.refused);
    }
    BasketMgr.taken_(root);
    const order = foreign({ document: made.document, revision: 0 });
    runtime.touch(runtime.rootOf(order));
    return order;
}

/* An order that failed may give its basket back: the status tells which. */
function failOrder(order, reopen) {
    const done = change(order, 'failed', ['created'], undefined);
    if (!done.error && reopen !== false) {
        const basket = runtime.classOf('dw.order.BasketMgr').reopened_(order);
        if (basket !== null) {
            done.addDetail('basket', basket);
        }
    }
    return done;
}

module.exports = runtime.define('dw.order.OrderMgr', {
    statics: {
        getOrder: getOrder,
        placeOrder: placeOrder,
        failOrder: failOrder,
        cancelOrder: function (order) { return change(order, 'cancelled', ['new', 'open', 'completed'], undefined); },
        undoFailOrder: function (order) { return undo(order, 'created', 'failed', Codes.ORDER_NOT_FAILED); },
        undoCancelOrder: function (order) { return undo(order, 'open', 'cancelled', Codes.ORDER_NOT_CANCELLED); },
        createOrder: createOrder,
        createOrderNo: createOrderNo,
        createOrderSequenceNo: function () { return runtime.ask('order_no'); },
        searchOrder: searchOne,
        queryOrder: searchOne,
        searchOrders: search,
        queryOrders: search,
        processOrders: function (work, query) {
            const orders = walked(query, null, Array.prototype.slice.call(arguments, 2));
            while (orders.hasNext()) {
                work(orders.next());
            }
        },
        describeOrder: function () { return runtime.classOf('dw.object.ObjectTypeDefinition').of('Order'); }
    }
});
