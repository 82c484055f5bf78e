'use strict';

module.exports = runtime.define('dw.io.CSVStreamWriter', {
    construct: function (writer, separator, quote) {
        Object.defineProperty(this, 'csv_', {
            value: { writer: writer, separator: separator === undefined ? ',' : String(separator),
                quote: quote === undefined ? '"' : String(quote) }
        });
    },
    methods: {
        /* One line: values, or a list of them; each in quotes, as the platform writes them. */
        writeNext: function (first) {
            const values = arguments.length === 1 && typeof first === 'object' && first !== null
                ? Array.from(first)
                : Array.from(arguments);
            const quote = this.csv_.quote;
            const cells = values.map(function (value) {
                const text = value === null || value === undefined ? '' : String(value);
                return quote === '' ? text : quote + text.split(quote).join(quote + quote) + quote;
            });
            this.csv_.writer.write(cells.join(this.csv_.separator) + '\n');
        },
        close: function () {}
    }
});
