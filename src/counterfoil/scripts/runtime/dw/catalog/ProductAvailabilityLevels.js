'use strict';

function part(name) {
    return {
        get: function (self) { return new (runtime.classOf('dw.value.Quantity'))(self.parts_[name], ''); }
    };
}

const Levels = runtime.define('dw.catalog.ProductAvailabilityLevels', {
    statics: {
        of: function (found, wanted, level) {
            const ats = found.ats === null ? wanted : Math.min(found.ats, wanted);
            const there = found.ats === null ? wanted : Math.min(level, wanted);
            const handling = found.record === null ? 'none' : found.record.handling;
            const made = Object.create(Levels.prototype);
            Object.defineProperty(made, 'parts_', {
                value: {
                    inStock: there,
                    backorder: handling === 'backorder' ? ats - there : 0,
                    preorder: handling === 'preorder' ? ats - there : 0,
                    notAvailable: wanted - ats
                }
            });
            return made;
        }
    },
    properties: {
        inStock: part('inStock'), backorder: part('backorder'), preorder: part('preorder'), notAvailable: part('notAvailable'),
        count: {
            get: function (self) {
                return Object.keys(self.parts_).filter(function (name) { return self.parts_[name] > 0; }).length;
            }
        }
    }
});

module.exports = Levels;
