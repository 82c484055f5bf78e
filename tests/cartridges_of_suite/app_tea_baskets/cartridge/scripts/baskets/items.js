'use strict';

const label = (item, { suffix = '' } = {}) => `${item.productId}${suffix}`;

/**
 * Writes on the items what the storefront shows.
 * @param {Object} items - of the answer
 * @param {Object} more - what else to show of each
 */
function show(items, more) {
    for (const index in items) {
        if (Object.prototype.hasOwnProperty.call(items, index)) {
            const item = items[index];
            Object.assign(item, { ...more, c_label: label(item, { suffix: `#${index}` }) });
        }
    }
}

exports.beforePOST = (basket, items) => {
    for (const item of items) {
        item.c_note = item.c_note ?? `${basket.productLineItems.length} before`;
    }
};

exports.modifyPOSTResponse = function (basket, response, items) {
    show(response.product_items, { c_added: items.map((item) => item.product_id).join() });
};

exports.modifyPATCHResponse = function (basket, response, itemId) {
    show(response.productItems, { c_changed: response.productItems.find(({ itemId: id }) => id === itemId)?.quantity });
};

exports.modifyDELETEResponse = function (basket, response, itemId) {
    show(response.productItems, { c_without: itemId });
};
