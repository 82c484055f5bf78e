"""Untrusted text in pages: what the encoder replaces and the filter leaves out."""

from typing import Any

import pytest
from tests.scripts.realm import Realm

HEAD = "var E = require('dw/util/SecureEncoder'), F = require('dw/util/SecureFilter');"


def value(realm: Realm, expression: str) -> Any:
    answered = realm.answer(HEAD + "exports.hook = function () { return " + expression + "; };")["value"]
    return None if answered is None else answered["other"]


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        ("E.forHtmlContent('<a href=\"x\">\\'ä&\\u0001')", "&lt;a href=&quot;x&quot;&gt;&#39;ä&amp;&#xfffd;"),
        ("E.forHtmlInDoubleQuoteAttribute('\"\\'')", "&quot;'"),
        ("E.forHtmlInSingleQuoteAttribute('\"\\'')", '"&#39;'),
        ("E.forHtmlUnquotedAttribute('a b=\"')", "a&#x20;b&#x3d;&quot;"),
        ("E.forJavaScriptInHTML('</script>\"\\'\\n-ä')", "\\x3c\\x2fscript\\x3e\\x22\\x27\\n\\x2dä"),
        ("E.forJavaScriptInBlock('</\\u2028')", "\\x3c\\x2f\\u2028"),
        ("E.forJavaScriptInAttribute('a/\"&')", "a/\\x22\\x26"),
        ("E.forJavaScriptInSource('a/\"&')", "a/\\x22&"),
        ("E.forJSONValue('a\"b/ä\\n')", 'a\\"b\\/\\u00e4\\n'),
        ("E.forUriComponent('a b/ä*')", "a%20b%2F%C3%A4*"),
        ("E.forUriComponentStrict('a*(\\ud83d\\ude00')", "a%2A%28%F0%9F%98%80"),
        ("E.forXmlContent('<\"\\'&\\u0001')", "&lt;&quot;&apos;&amp;"),
        ("E.forXmlInDoubleQuoteAttribute('\\'\"')", "'&quot;"),
        ("E.forXmlInSingleQuoteAttribute('\\'\"')", '&apos;"'),
        ("E.forXmlCommentContent('a--b-')", "a&#45;-b&#45;"),
        ("E.forHtmlContent(null)", None),
        ("F.forHtmlContent('<b>x</b>')", "bx/b"),
        ("F.forUriComponentStrict('a b')", "ab"),
        ("F.forJSONValue('a-b')", "ab"),
    ],
)
def test_untrusted_text_stays_where_it_stands(realm: Realm, expression: str, wanted: Any) -> None:
    assert value(realm, expression) == wanted
