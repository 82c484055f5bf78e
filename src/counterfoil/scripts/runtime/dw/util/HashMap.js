'use strict';

const HashMap = runtime.define('dw.util.HashMap', {
    extends: 'dw.util.Map',
    construct: function () {
        return runtime.classOf('dw.internal.maps').keyed(this);
    },
    methods: {
        clone: function () {
            const other = new HashMap();
            other.putAll(this);
            return other;
        }
    }
});

module.exports = HashMap;
