'use strict';

/* The values of the line that begins at a place: a value in quotes may have separators, line ends and quotes in it. */
function record(self) {
    const csv = self.csv_;
    const source = csv.reader.source_;
    if (!csv.reader.ready()) {
        return null;
    }
    const values = [];
    let value = '';
    let quoted = false;
    for (;;) {
        const sign = source.text[source.at];
        source.at += 1;
        if (quoted && sign !== undefined) {
            if (sign !== csv.quote) {
                value += sign;
            } else if (source.text[source.at] === csv.quote) {
                value += sign;
                source.at += 1;
            } else {
                quoted = false;
            }
        } else if (sign === csv.quote) {
            quoted = true;
        } else if (sign === csv.separator) {
            values.push(value);
            value = '';
        } else if (sign === undefined || sign === '\n' || sign === '\r') {
            source.at += sign === '\r' && source.text[source.at] === '\n' ? 1 : 0;
            values.push(value);
            return values;
        } else {
            value += sign;
        }
    }
}

module.exports = runtime.define('dw.io.CSVStreamReader', {
    construct: function (reader, separator, quote, skip) {
        Object.defineProperty(this, 'csv_', {
            value: { reader: reader, separator: separator === undefined ? ',' : String(separator),
                quote: quote === undefined ? '"' : String(quote) }
        });
        for (let at = 0; at < (skip || 0); at += 1) {
            reader.readLine();
        }
    },
    methods: {
        readNext: function () { return record(this); },
        readAll: function () {
            const all = [];
            for (let one = record(this); one !== null; one = record(this)) {
                all.push(runtime.collection(one));
            }
            return runtime.collection(all);
        },
        close: function () {}
    }
});
