/* XML read as a stream of events: the worker parses the whole text, without entities of its own. */
'use strict';

const TEXTS = new Set([4, 5, 6, 12]);

function event(self) {
    return self.events_.all[self.events_.at];
}

function of(name, kinds) {
    return {
        get: function (self) {
            const value = event(self)[name];
            return value === undefined || (kinds && !kinds.has(event(self).type)) ? null : value;
        }
    };
}

function is(type) {
    return { get: function (self) { return event(self).type === type; }, flag: true };
}

function attribute(self, index) {
    const found = (event(self).attributes || [])[index];
    if (found === undefined) {
        throw runtime.error('IndexOutOfBoundsException', 'Index: ' + index);
    }
    return found;
}

function advance(self) {
    if (self.events_.at >= self.events_.all.length - 1) {
        throw runtime.error('NoSuchElementException', 'the document is at its end');
    }
    self.events_.at += 1;
    return event(self).type;
}

function elementText(self) {
    if (event(self).type !== 1) {
        throw runtime.error('XMLStreamException', 'parser must be on START_ELEMENT to read next text');
    }
    let text = '';
    for (let type = advance(self); type !== 2; type = advance(self)) {
        if (type === 1 || type === 8) {
            throw runtime.error('XMLStreamException', 'element text content may not contain START_ELEMENT');
        }
        text += type === 4 || type === 12 || type === 6 ? event(self).text : '';
    }
    return text;
}

module.exports = runtime.define('dw.io.XMLStreamReader', {
    construct: function (reader) {
        const all = runtime.ask('xml_events', reader.readString());
        Object.defineProperty(this, 'events_', { value: { all: all, at: 0 } });
    },
    properties: {
        eventType: of('type'),
        localName: of('name'),
        prefix: of('prefix'),
        namespaceURI: of('namespace'),
        text: of('text', TEXTS),
        textLength: { get: function (self) { return (event(self).text || '').length; } },
        textStart: { get: function () { return 0; } },
        attributeCount: { get: function (self) { return (event(self).attributes || []).length; } },
        namespaceCount: { get: function (self) { return (event(self).namespaces || []).length; } },
        lineNumber: of('line'),
        columnNumber: of('column'),
        PITarget: of('target'),
        PIData: of('data'),
        version: { get: function (self) { return self.events_.all[0].version || null; } },
        encoding: { get: function (self) { return self.events_.all[0].encoding || null; } },
        characterEncodingScheme: { get: function (self) { return self.events_.all[0].encoding || null; } },
        standalone: { get: function (self) { return self.events_.all[0].standalone === true; }, flag: true },
        startElement: is(1),
        endElement: is(2),
        characters: is(4),
        whiteSpace: {
            get: function (self) { return TEXTS.has(event(self).type) && (event(self).text || '').trim() === ''; },
            flag: true
        },
        elementText: { get: elementText }
    },
    methods: {
        hasNext: function () { return this.events_.at < this.events_.all.length - 1; },
        next: function () { return advance(this); },
        nextTag: function () {
            let type = advance(this);
            while (type === 5 || type === 3 || (TEXTS.has(type) && this.whiteSpace)) {
                type = advance(this);
            }
            if (type !== 1 && type !== 2) {
                throw runtime.error('XMLStreamException', 'expected start or end tag');
            }
            return type;
        },
        readElementText: function () { return elementText(this); },
        hasName: function () { return event(this).name !== undefined; },
        hasText: function () { return TEXTS.has(event(this).type); },
        getAttributeLocalName: function (index) { return attribute(this, index).name; },
        getAttributeNamespace: function (index) { return attribute(this, index).namespace || ''; },
        getAttributePrefix: function (index) { return attribute(this, index).prefix || ''; },
        getAttributeType: function (index) { return attribute(this, index) && 'CDATA'; },
        isAttributeSpecified: function (index) { return Boolean(attribute(this, index)); },
        /* By its place, or by namespace and name; no namespace is any. */
        getAttributeValue: function (first, name) {
            if (arguments.length === 1) {
                return attribute(this, first).value;
            }
            const found = (event(this).attributes || []).find(function (one) {
                return one.name === name && (first === null || first === '' || one.namespace === first);
            });
            return found === undefined ? null : found.value;
        },
        getNamespacePrefix: function (index) { return event(this).namespaces[index][0] || null; },
        getNamespaceURI: function (given) {
            if (arguments.length === 0) {
                return this.namespaceURI;
            }
            if (typeof given === 'number') {
                return event(this).namespaces[given][1];
            }
            const all = this.events_.all.slice(0, this.events_.at + 1).reverse();
            const found = all.flatMap(function (one) { return one.namespaces || []; })
                .find(function (pair) { return pair[0] === given; });
            return found === undefined ? null : found[1];
        },
        require: function (type, namespace, name) {
            const one = event(this);
            if (one.type !== type || (namespace !== null && one.namespace !== namespace) || (name !== null && one.name !== name)) {
                throw runtime.error('XMLStreamException', 'the event is none of type ' + type + ' and name ' + name);
            }
        },
        close: function () {}
    }
});
