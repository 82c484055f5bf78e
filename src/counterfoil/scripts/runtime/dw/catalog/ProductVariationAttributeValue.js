'use strict';

/* The images of the groups that are for this value. */
function images(self, view) {
    const model = runtime.ownerOf(self);
    const attribute = model.productVariationAttributes.toArray().find(function (one) {
        return runtime.node(one).values.indexOf(runtime.node(self)) >= 0;
    });
    return runtime.classOf('dw.internal.images').ofValues(runtime.node(model), view, { [attribute.attributeID]: self.ID });
}

const Value = runtime.define('dw.catalog.ProductVariationAttributeValue', {
    properties: {
        ID: runtime.text('id'),
        value: runtime.text('value'),
        displayValue: runtime.text('display_value'),
        description: runtime.text('description')
    },
    methods: {
        getImage: function (view, index) { return images(this, view)[index === undefined ? 0 : Number(index)] || null; },
        getImages: function (view) { return runtime.collection(images(this, view)); },
        hashCode: function () {
            let hash = 0;
            for (const sign of this.ID) {
                hash = (Math.imul(31, hash) + sign.codePointAt(0)) | 0;
            }
            return hash;
        },
        equals: function (other) { return other instanceof Value && other.ID === this.ID; }
    }
});

module.exports = Value;
