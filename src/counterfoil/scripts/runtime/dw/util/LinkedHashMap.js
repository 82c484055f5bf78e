'use strict';

const LinkedHashMap = runtime.define('dw.util.LinkedHashMap', {
    extends: 'dw.util.Map',
    construct: function () {
        return runtime.classOf('dw.internal.maps').keyed(this);
    },
    methods: {
        clone: function () {
            const other = new LinkedHashMap();
            other.putAll(this);
            return other;
        }
    }
});

module.exports = LinkedHashMap;
