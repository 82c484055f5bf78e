var Status = require('dw/system/Status');
var server = require('server');
var OrderModel = require('*/cartridge/models/order');
var formats = require('*/cartridge/scripts/util/formats.js');
var gifts = require('app_tea_core/cartridge/scripts/gifts/gifts');
var withSlash = require('/app_tea_core/cartridge/scripts/mail');
var own = require('~/cartridge/scripts/util/formats');
var dotted = require('*/cartridge/scripts/shop.order');
var config = require('*/cartridge/config/shop.order.json');
var plugin = require('plugin_tea_gifts/cartridge/scripts/util/formats');

// not strict: what nobody has declared is global for as long as the request lasts
undeclared = config.layers[0];

exports.modifyPOSTResponse = function (order, response) {
    var missing = 'found';
    try {
        require('*/cartridge/scripts/nowhere');
    } catch (e) {
        missing = 'missing';
    }

    if (config.limit > 0) {
        function inBlock() {
            return 'hoisted';
        }
    }

    var model = new OrderModel(order);
    response.c_overlays = [
        model.describe() === model.layers.join('>') + ' ' + model.total,
        model.layers.join('>'),
        model.gifts,
        formats.greeting(),
        own === formats,
        plugin.greeting(),
        gifts.describe(),
        withSlash.loads(),
        require('*/cartridge/scripts/mail').loads(),
        dotted.name,
        undeclared,
        inBlock(),
        server.isHttps,
        missing,
        typeof module.superModule
    ].join('|');
    return new Status(Status.OK);
};
