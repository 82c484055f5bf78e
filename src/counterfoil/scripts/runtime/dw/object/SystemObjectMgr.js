'use strict';

/* Objects of the platform found by a query: orders and customers as their managers find them, and stores. */
const SEARCHES = {
    Order: function (query, sort, given) {
        const OrderMgr = runtime.classOf('dw.order.OrderMgr');
        return OrderMgr.searchOrders.apply(OrderMgr, [query, sort].concat(given));
    },
    Profile: function (query, sort, given) {
        const CustomerMgr = runtime.classOf('dw.customer.CustomerMgr');
        return CustomerMgr.searchProfiles.apply(CustomerMgr, [query, sort].concat(given));
    },
    Store: function (query, sort, given) {
        const stores = runtime.classOf('dw.catalog.StoreMgr').searched(query, sort, given);
        return runtime.classOf('dw.util.SeekableIterator').over(stores);
    }
};

function search(type, query, sort, given) {
    const find = SEARCHES[String(type)];
    if (find === undefined) {
        throw runtime.error('IllegalArgumentException', 'objects of type ' + type + ' cannot be queried here: '
            + Object.keys(SEARCHES).join(', ') + ' can (' + runtime.here() + ')');
    }
    return find(query, sort, given);
}

function fromMap(type, attributes, sort) {
    const names = attributes.keySet().toArray();
    const text = names.map(function (name, at) { return name + ' = {' + at + '}'; }).join(' AND ');
    return search(type, text, sort, names.map(function (name) { return attributes.get(name); }));
}

module.exports = runtime.define('dw.object.SystemObjectMgr', {
    statics: {
        querySystemObjects: function (type, query, sort) {
            const order = sort === undefined ? null : sort;
            return query instanceof runtime.Base
                ? fromMap(type, query, order)
                : search(type, String(query || ''), order, Array.prototype.slice.call(arguments, 3));
        },
        querySystemObject: function (type, query) {
            return search(type, String(query), null, Array.prototype.slice.call(arguments, 2)).first();
        },
        getAllSystemObjects: function (type) { return search(type, '', null, []); },
        describe: function (type) { return runtime.classOf('dw.object.ObjectTypeDefinition').of(String(type)); }
    }
});
