"""Readers and writers of text, lists of values and XML in scripts."""

from typing import Any

import pytest
from tests.scripts.realm import Realm, ScriptFailedError

HEAD = """
'use strict';
var StringWriter = require('dw/io/StringWriter'), Reader = require('dw/io/Reader'), File = require('dw/io/File');
var CSVStreamWriter = require('dw/io/CSVStreamWriter'), CSVStreamReader = require('dw/io/CSVStreamReader');
var XMLStreamWriter = require('dw/io/XMLStreamWriter'), XMLStreamReader = require('dw/io/XMLStreamReader');
var XMLIndentingStreamWriter = require('dw/io/XMLIndentingStreamWriter');
var XMLStreamConstants = require('dw/io/XMLStreamConstants');
function text(work) { var writer = new StringWriter(); work(writer); return writer.toString(); }
function xml(work) { return text(function (writer) { var x = new XMLStreamWriter(writer); work(x); x.close(); }); }
function reader(source) { return new XMLStreamReader(new Reader(source)); }
"""
ORDER = (
    '<?xml version="1.0" encoding="UTF-8"?><o xmlns="u:o" xmlns:p="u:p"><!--c--><p:i p:id="1" n="a&amp;b">x'
    "<![CDATA[<y>]]></p:i><?t d?></o>"
)


def value(realm: Realm, body: str) -> Any:
    answered = realm.answer(HEAD + "exports.hook = function () {" + body + "};")["value"]
    return None if answered is None else answered["other"]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("return text(function (w) { w.write('ab'); w.write('cdef', 1, 2); w.flush(); w.close(); });", "abde"),
        (
            "return text(function (w) { var p = new (require('dw/io/PrintWriter'))(w); p.print('a'); "
            "p.println('b'); });",
            "ab\n",
        ),
        (
            "var r = new Reader('a\\r\\nb\\nc'); return [r.readLine(), r.ready(), r.readLines().toArray(), "
            "r.readLine()];",
            ["a", True, ["b", "c"], None],
        ),
        (
            "var r = new Reader('abcdef'); r.skip(1); return [r.read(), r.read(2), r.readN(9), r.readN(1), r.read()];",
            ["b", "cd", "ef", None, None],
        ),
        ("return new Reader('abc').readString() + new Reader('d').getString();", "abcd"),
        ("return text(function (w) { new CSVStreamWriter(w).writeNext('a', 'b\"c', null); });", '"a","b""c",""\n'),
        ("return text(function (w) { new CSVStreamWriter(w, ';', '').writeNext(['a', 1]); });", "a;1\n"),
        (
            'return new CSVStreamReader(new Reader(\'a,"b,""c"\\n"d\\ne",f\\n\')).readAll().toArray()'
            ".map(function (l) { return l.toArray(); });",
            [["a", 'b,"c'], ["d\ne", "f"]],
        ),
        (
            "var r = new CSVStreamReader(new Reader('head\\na;b'), ';', '\"', 1); return [r.readNext(), r.readNext()];",
            [["a", "b"], None],
        ),
        (
            "return xml(function (x) { x.writeStartDocument('UTF-8', '1.0'); x.writeStartElement('a'); "
            "x.writeAttribute('b', '\"<&');"
            "x.writeCharacters('<&>'); x.writeEmptyElement('c'); x.writeAttribute('d', 1); "
            "x.writeCData('x]]>y'); x.writeComment('n');"
            "x.writeRaw('<r/>'); x.writeEndDocument(); });",
            '<?xml version="1.0" encoding="UTF-8"?><a b="&quot;&lt;&amp;">&lt;&amp;&gt;<c d="1"/>'
            "<![CDATA[x]]]]><![CDATA[>y]]><!--n--><r/></a>",
        ),
        (
            "return xml(function (x) { x.setPrefix('p', 'u:p'); x.writeStartElement('u:p', 'a'); "
            "x.writeNamespace('p', 'u:p');"
            "x.writeDefaultNamespace('u:d'); x.writeAttribute('u:p', 'b', 'c'); x.writeEndElement(); });",
            '<p:a xmlns:p="u:p" xmlns="u:d" p:b="c"></p:a>',
        ),
        (
            "return text(function (w) { var x = new XMLIndentingStreamWriter(w); x.writeStartDocument(); "
            "x.writeStartElement('a');"
            "x.writeStartElement('b'); x.writeCharacters('t'); x.writeEndElement(); x.writeEndElement(); "
            "x.close(); });",
            '<?xml version="1.0"?>\n<a>\n  <b>t</b>\n</a>',
        ),
    ],
)
def test_text_is_read_and_written(realm: Realm, body: str, wanted: Any) -> None:
    assert value(realm, body) == wanted


def test_xml_is_read_event_by_event(realm: Realm) -> None:
    body = f"""
    var x = reader('{ORDER}');
    var seen = [];
    while (x.hasNext()) {{
        var type = x.next();
        seen.push(type === XMLStreamConstants.START_ELEMENT
            ? [type, x.localName, x.getNamespaceURI(), x.getPrefix(), x.attributeCount]
            : [type, x.hasText() ? x.text : x.getPITarget() || x.getLocalName()]);
    }}
    return [x.version, x.getEncoding(), seen];
    """
    version, encoding, seen = value(realm, body)
    assert (version, encoding) == ("1.0", "UTF-8")
    assert seen == [
        [1, "o", "u:o", None, 0],
        [5, "c"],
        [1, "i", "u:p", "p", 2],
        [4, "x"],
        [12, "<y>"],
        [2, "i"],
        [3, "t"],
        [2, "o"],
        [8, None],
    ]


def test_elements_are_read_by_their_text_and_attributes(realm: Realm) -> None:
    body = f"""
    var x = reader('{ORDER}');
    x.nextTag();
    x.nextTag();
    x.require(1, 'u:p', 'i');
    return [x.getAttributeValue(null, 'n'), x.getAttributeValue('u:p', 'id'), x.getAttributeLocalName(1),
        x.isStartElement(), x.readElementText(), x.endElement];
    """
    assert value(realm, body) == ["a&b", "1", "n", True, "x<y>", True]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("reader('<a><b></a>');", "not well-formed"),
        ("reader('<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>');", "DOCTYPE"),
        ("xml(function (x) { x.writeEndElement(); });", "no element is open"),
        ("xml(function (x) { x.writeAttribute('a', 'b'); });", "follows the start"),
        ("new File(File.IMPEX + File.SEPARATOR + 'a');", "no files"),
        ("new Reader('').read(1);", "at its end"),
    ],
)
def test_what_cannot_be_read_or_written_says_so(realm: Realm, body: str, message: str) -> None:
    with pytest.raises(ScriptFailedError, match=message):
        value(realm, body)
