'use strict';

/* Images of a product by their view type and by the values of variation attributes that a group of them is for. */
function fits(group, values) {
    return Object.keys(group.variation).every(function (name) { return values[name] === group.variation[name]; });
}

function special(group) {
    return Object.keys(group.variation).length;
}

/* The group that fits, and of several the most special one. */
function fitting(groups, view, values) {
    let best = null;
    for (const group of groups) {
        if (group.view_type === view && fits(group, values) && (best === null || special(group) > special(best))) {
            best = group;
        }
    }
    return best;
}

function files(group, view) {
    return (group === null || group === undefined ? [] : group.images).map(function (one) {
        return runtime.classOf('dw.content.MediaFile').of(one.path, { alt: one.alt, title: one.title, view_type: view });
    });
}

/* The values of variation attributes that the plain form of a product has. */
function valuesOf(node) {
    const values = {};
    for (const attribute of node.variation) {
        const value = node.custom['c_' + attribute.attribute_id];
        if (value !== undefined && value !== null) {
            values[attribute.attribute_id] = String(value);
        }
    }
    return values;
}

module.exports = {
    /* Those of a product: for its own values, else any of the view type, which a master without others has. */
    ofProduct: function (node, view) {
        const name = String(view);
        const group = fitting(node.images, name, valuesOf(node));
        return files(group || node.images.find(function (one) { return one.view_type === name; }), name);
    },
    /* Those for some values alone. */
    ofValues: function (node, view, values) {
        return files(fitting(node.images, String(view), values), String(view));
    }
};
