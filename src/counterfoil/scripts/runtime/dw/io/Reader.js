'use strict';

function rest(self) {
    const found = self.source_.text.slice(self.source_.at);
    self.source_.at = self.source_.text.length;
    return found;
}

function next(self, count) {
    const source = self.source_;
    const found = source.text.slice(source.at, source.at + count);
    source.at += found.length;
    return found;
}

function line(self) {
    const source = self.source_;
    if (source.at >= source.text.length) {
        return null;
    }
    const ends = /\r\n|\r|\n/g;
    ends.lastIndex = source.at;
    const match = ends.exec(source.text);
    if (match === null) {
        return rest(self);
    }
    const found = source.text.slice(source.at, match.index);
    source.at = ends.lastIndex;
    return found;
}

function lines(self) {
    const found = [];
    for (let one = line(self); one !== null; one = line(self)) {
        found.push(one);
    }
    return runtime.collection(found);
}

module.exports = runtime.define('dw.io.Reader', {
    construct: function (source) {
        if (typeof source !== 'string') {
            throw runtime.error('NotHereError', 'this server has no streams to read: give dw.io.Reader a text ('
                + runtime.here() + ')');
        }
        Object.defineProperty(this, 'source_', { value: { text: source, at: 0 } });
    },
    properties: {
        lines: { get: lines },
        string: { get: rest }
    },
    methods: {
        read: function (count) {
            const found = next(this, count === undefined ? 1 : Number(count));
            if (found === '' && count !== undefined) {
                throw runtime.error('IOException', 'the text is at its end');
            }
            return found === '' ? null : found;
        },
        readN: function (count) {
            const found = next(this, Number(count));
            return found === '' ? null : found;
        },
        readLine: function () { return line(this); },
        readLines: function () { return lines(this); },
        readString: function () { return rest(this); },
        ready: function () { return this.source_.at < this.source_.text.length; },
        skip: function (count) { next(this, Number(count)); },
        close: function () {}
    }
});
