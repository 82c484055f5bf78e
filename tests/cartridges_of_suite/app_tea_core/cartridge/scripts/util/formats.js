'use strict';

module.exports = {
    money: function (money) {
        return money.currencyCode + ' ' + money.value.toFixed(2);
    },
    greeting: function () {
        return 'core';
    }
};
