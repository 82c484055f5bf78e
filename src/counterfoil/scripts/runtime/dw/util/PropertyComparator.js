'use strict';

function read(object, path) {
    return path.split('.').reduce(function (value, name) {
        return value === null || value === undefined ? null : value[name];
    }, object);
}

function compared(one, other, property) {
    const first = read(one, property.path);
    const second = read(other, property.path);
    const noFirst = first === null || first === undefined;
    const noSecond = second === null || second === undefined;
    if (noFirst || noSecond) {
        return noFirst && noSecond ? 0 : noFirst === property.nullGreater ? 1 : -1;
    }
    return (property.ascending ? 1 : -1) * runtime.comparison(null)(first, second);
}

module.exports = runtime.define('dw.util.PropertyComparator', {
    construct: function (first, ascending, nullGreater) {
        runtime.classOf('dw.util.List');   // which knows the natural order
        const names = typeof ascending === 'boolean' ? [first] : Array.from(arguments);
        Object.defineProperty(this, 'properties_', {
            value: names.map(function (name) {
                const match = /^([+-]?)(.*)$/.exec(String(name));
                return {
                    path: match[2],
                    ascending: typeof ascending === 'boolean' ? ascending : match[1] !== '-',
                    nullGreater: nullGreater === undefined || typeof ascending !== 'boolean' ? true : Boolean(nullGreater)
                };
            })
        });
    },
    methods: {
        compare: function (one, other) {
            for (const property of this.properties_) {
                const order = compared(one, other, property);
                if (order !== 0) {
                    return order;
                }
            }
            return 0;
        }
    }
});
