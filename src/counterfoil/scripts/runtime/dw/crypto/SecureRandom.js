'use strict';

const binary = runtime.classOf('dw.internal.binary');

function chance(count) {
    return binary.fromBase64(runtime.ask('random_bytes', count));
}

function counted(count) {
    const number = Number(count);
    if (!(number >= 0 && number <= 65536)) {
        throw runtime.error('IllegalArgumentException', count + ' is no number of bytes');
    }
    return Math.floor(number);
}

module.exports = runtime.define('dw.crypto.SecureRandom', {
    construct: function () {},
    methods: {
        generateSeed: function (count) { return runtime.classOf('dw.util.Bytes').of(chance(counted(count))); },
        nextBytes: function (count) { return runtime.classOf('dw.util.Bytes').of(chance(counted(count))); },
        /* A whole number of 32 bits, or one from 0 to the bound, that being left out; each as likely as any other. */
        nextInt: function (bound) {
            const view = function () { return new DataView(chance(4).buffer); };
            if (bound === undefined) {
                return view().getInt32(0);
            }
            const most = Number(bound);
            if (!(most > 0 && most <= 0x7FFFFFFF)) {
                throw runtime.error('IllegalArgumentException', 'the bound must be above zero');
            }
            const fair = 0x100000000 - 0x100000000 % most;
            let number = view().getUint32(0);
            while (number >= fair) {
                number = view().getUint32(0);
            }
            return number % most;
        },
        nextNumber: function () {
            const view = new DataView(chance(8).buffer);
            return ((view.getUint32(0) >>> 5) * 67108864 + (view.getUint32(4) >>> 6)) / 9007199254740992;
        },
        setSeed: function () {}
    }
});
