'use strict';

module.exports = runtime.define('dw.campaign.SourceCodeStatusCodes', {
    construct: function () {},
    constants: { CODE_INACTIVE: 'CODE_INACTIVE', CODE_INVALID: 'CODE_INVALID' }
});
