/* Digits after the point of amounts, where they are not two (ISO 4217): the table of the server's own rounding. */
'use strict';

const DIGITS = new Map();
[[0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'], [3, 'BHD IQD JOD KWD LYD OMR TND'],
    [4, 'CLF UYW']].forEach(function (row) {
    row[1].split(' ').forEach(function (code) { DIGITS.set(code, row[0]); });
});

module.exports = Object.freeze({
    digits: function (code) {
        const digits = DIGITS.get(code);
        return digits === undefined ? 2 : digits;
    }
});
