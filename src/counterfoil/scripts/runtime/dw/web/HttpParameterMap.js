'use strict';

/* Parameters of the query: each is a member of the map, one that was not sent too. */
const HttpParameterMap = runtime.define('dw.web.HttpParameterMap', {
    statics: {
        of: function (values) {
            const made = Object.create(HttpParameterMap.prototype);
            Object.defineProperty(made, 'values_', { value: values });
            return new Proxy(made, {
                get: function (target, key, receiver) {
                    if (typeof key === 'symbol' || key in target) {
                        return Reflect.get(target, key, receiver);
                    }
                    return parameter(values, key);
                }
            });
        }
    },
    properties: {
        parameterCount: { get: function (self) { return Object.keys(self.values_).length; } },
        parameterNames: {
            get: function (self) {
                const names = new (runtime.classOf('dw.util.HashSet'))();
                Object.keys(self.values_).forEach(function (name) { names.add(name); });
                return names;
            }
        },
        requestBodyAsString: { get: function () { return null; } }
    },
    methods: {
        get: function (name) { return parameter(this.values_, String(name)); },
        isParameterSubmitted: function (name) { return Object.hasOwn(this.values_, String(name)); },
        getParameterMap: function (prefix) {
            const chosen = {};
            for (const name of Object.keys(this.values_)) {
                if (name.startsWith(String(prefix))) {
                    chosen[name.slice(String(prefix).length)] = this.values_[name];
                }
            }
            return HttpParameterMap.of(chosen);
        }
    }
});

function parameter(values, name) {
    return runtime.classOf('dw.web.HttpParameter').of(Object.hasOwn(values, name) ? values[name] : null);
}

module.exports = HttpParameterMap;
