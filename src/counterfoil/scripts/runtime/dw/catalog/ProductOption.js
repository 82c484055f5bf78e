'use strict';

/* The name of a field in which a storefront sends the value of the option. */
function htmlName(self) {
    return 'dwopt_' + runtime.ownerOf(self).product_.ID.replace(/_/g, '__') + '_' + self.ID;
}

module.exports = runtime.define('dw.catalog.ProductOption', {
    extends: 'dw.object.ExtensibleObject',
    properties: {
        ID: runtime.text('id'),
        UUID: runtime.text('id'),
        displayName: runtime.text('name'),
        description: runtime.text('description'),
        htmlName: { get: htmlName },
        image: {
            get: function (self) {
                const path = runtime.node(self).image;
                return path === null ? null : runtime.classOf('dw.content.MediaFile').of(path);
            }
        },
        optionValues: runtime.parts('values', 'dw.catalog.ProductOptionValue'),
        defaultValue: {
            get: function (self) { return runtime.classOf('dw.catalog.ProductOptionModel').initial(self); }
        }
    },
    methods: {
        getHtmlName: function (prefix) { return (prefix === undefined ? '' : String(prefix)) + htmlName(this); }
    }
});
