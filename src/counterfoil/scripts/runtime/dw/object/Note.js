'use strict';

/* A note of a basket or an order; it is written once. */
module.exports = runtime.define('dw.object.Note', {
    properties: {
        UUID: runtime.text('id'),
        subject: runtime.text('subject'),
        text: runtime.text('text'),
        createdBy: runtime.text('created_by'),
        creationDate: runtime.date('creation_date')
    }
});
