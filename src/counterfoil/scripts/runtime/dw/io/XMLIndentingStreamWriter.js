'use strict';

function held(name) {
    return {
        get: function (self) { return self.xml_[name]; },
        set: function (self, value) { self.xml_[name] = String(value); }
    };
}

/* Each element on a line of its own, but for the end of one that has text alone. */
module.exports = runtime.define('dw.io.XMLIndentingStreamWriter', {
    extends: 'dw.io.XMLStreamWriter',
    construct: function (writer) {
        Object.defineProperty(this, 'xml_', { value: runtime.classOf('dw.io.XMLStreamWriter')(writer).xml_ });
    },
    properties: { indent: held('indent'), newLine: held('newLine') },
    methods: {
        indent_: function (kind) {
            const xml = this.xml_;
            const depth = xml.names.length;
            if (kind === 'end') {
                if (xml.inner.pop() === true) {
                    xml.writer.write(xml.newLine + xml.indent.repeat(depth - 1));
                }
                return;
            }
            if (depth > 0) {
                xml.inner[depth - 1] = true;
            }
            if (depth > 0 || xml.begun) {
                xml.writer.write(xml.newLine + xml.indent.repeat(depth));
            }
            if (kind === 'start') {
                xml.inner.push(false);
            }
        }
    }
});
