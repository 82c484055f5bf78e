'use strict';

function escaped(text, quoted) {
    const safe = String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').replace(/&/g, '&amp;').replace(/</g, '&lt;')
        .replace(/>/g, '&gt;');
    return quoted ? safe.replace(/"/g, '&quot;') : safe;
}

function out(self, text) {
    self.xml_.writer.write(text);
}

/* A start tag stays open for attributes until something else is written. */
function closeTag(self) {
    const xml = self.xml_;
    if (xml.tag !== null) {
        out(self, xml.tag === 'empty' ? '/>' : '>');
        xml.tag = null;
    }
}

function prefixOf(self, uri) {
    for (const scope of self.xml_.scopes.slice().reverse()) {
        for (const [prefix, one] of scope) {
            if (one === uri) {
                return prefix;
            }
        }
    }
    return null;
}

/* (name), (namespace, name) or (prefix, name, namespace) */
function qualified(self, given) {
    if (given.length === 1) {
        return String(given[0]);
    }
    const prefix = given.length === 2 ? prefixOf(self, String(given[0])) : String(given[0]);
    if (prefix === null) {
        throw runtime.error('XMLStreamException', 'the namespace ' + given[0] + ' has no prefix');
    }
    const name = String(given[1]);
    return prefix === '' ? name : prefix + ':' + name;
}

function open(self, given, kind) {
    closeTag(self);
    const name = qualified(self, given);
    self.indent_(kind === 'empty' ? 'empty' : 'start');
    out(self, '<' + name);
    self.xml_.tag = kind;
    if (kind === 'start') {
        self.xml_.names.push(name);
        self.xml_.scopes.push(new Map());
    }
}

function write(text) {
    return function (data) {
        closeTag(this);
        out(this, text(data));
    };
}

module.exports = runtime.define('dw.io.XMLStreamWriter', {
    construct: function (writer) {
        Object.defineProperty(this, 'xml_', {
            value: { writer: writer, tag: null, names: [], scopes: [new Map()], inner: [], begun: false, indent: '  ', newLine: '\n' }
        });
    },
    properties: {
        defaultNamespace: {
            get: function (self) {
                const scope = self.xml_.scopes.slice().reverse().find(function (one) { return one.has(''); });
                return scope === undefined ? '' : scope.get('');
            },
            set: function (self, uri) { self.setPrefix('', uri); }
        }
    },
    methods: {
        indent_: function () {},
        getPrefix: function (uri) { return prefixOf(this, String(uri)); },
        setPrefix: function (prefix, uri) {
            const scopes = this.xml_.scopes;
            scopes[scopes.length - 1].set(String(prefix), uri === null ? '' : String(uri));
        },
        writeStartDocument: function (first, second) {
            const version = second === undefined ? first || '1.0' : second;
            const encoding = second === undefined ? '' : ' encoding="' + escaped(first, true) + '"';
            out(this, '<?xml version="' + escaped(version, true) + '"' + encoding + '?>');
            this.xml_.begun = true;
        },
        writeStartElement: function () { open(this, Array.from(arguments), 'start'); },
        writeEmptyElement: function () { open(this, Array.from(arguments), 'empty'); },
        writeEndElement: function () {
            const xml = this.xml_;
            if (xml.names.length === 0) {
                throw runtime.error('XMLStreamException', 'no element is open');
            }
            closeTag(this);
            this.indent_('end');
            xml.scopes.pop();
            out(this, '</' + xml.names.pop() + '>');
        },
        writeEndDocument: function () {
            while (this.xml_.names.length > 0) {
                this.writeEndElement();
            }
            closeTag(this);
        },
        /* (name, value), (namespace, name, value) or (prefix, namespace, name, value) */
        writeAttribute: function () {
            const given = Array.from(arguments);
            const value = given.pop();
            if (this.xml_.tag === null) {
                throw runtime.error('XMLStreamException', 'an attribute follows the start of its element');
            }
            const name = given.length === 3 ? qualified(this, [given[0], given[2], given[1]]) : qualified(this, given);
            out(this, ' ' + name + '="' + escaped(value, true) + '"');
        },
        writeNamespace: function (prefix, uri) {
            this.setPrefix(prefix, uri);
            out(this, ' xmlns:' + prefix + '="' + escaped(uri, true) + '"');
        },
        writeDefaultNamespace: function (uri) {
            this.setPrefix('', uri);
            out(this, ' xmlns="' + escaped(uri, true) + '"');
        },
        writeCharacters: write(function (text) { return escaped(text, false); }),
        writeCData: write(function (text) { return '<![CDATA[' + String(text).split(']]>').join(']]]]><![CDATA[>') + ']]>'; }),
        writeComment: write(function (text) { return '<!--' + (text === null ? '' : String(text).replace(/--/g, '- -')) + '-->'; }),
        writeDTD: write(String),
        writeEntityRef: write(function (name) { return '&' + name + ';'; }),
        writeRaw: write(String),
        writeProcessingInstruction: function (target, data) {
            closeTag(this);
            out(this, '<?' + target + (data === undefined ? '' : ' ' + data) + '?>');
        },
        flush: function () {},
        close: function () { closeTag(this); }
    }
});
