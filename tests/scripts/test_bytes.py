"""Bytes, encodings, digests and chance of scripts."""

import base64
import hashlib
import hmac
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.scripts.realm import Realm, ScriptFailedError

HEAD = """
'use strict';
var Bytes = require('dw/util/Bytes'), Encoding = require('dw/crypto/Encoding'), Mac = require('dw/crypto/Mac');
var MessageDigest = require('dw/crypto/MessageDigest'), SecureRandom = require('dw/crypto/SecureRandom');
var WeakMac = require('dw/crypto/WeakMac'), WeakMessageDigest = require('dw/crypto/WeakMessageDigest');
var UUIDUtils = require('dw/util/UUIDUtils');
function hex(bytes) { return Encoding.toHex(bytes); }
"""
ROUND = """
var Bytes = require('dw/util/Bytes'), Encoding = require('dw/crypto/Encoding');
exports.hook = function (hex, text) {
    var bytes = Encoding.fromHex(hex);
    return [Encoding.toBase64(bytes), Encoding.toHex(Encoding.fromBase64(Encoding.toBase64URL(bytes))),
        Encoding.toHex(new Bytes(text)), new Bytes(text).toString(), Encoding.fromURI(Encoding.toURI(text))];
};
"""


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> Realm:
    return Realm(tmp_path_factory.mktemp("rounds"))


def value(realm: Realm, expression: str, **frame: Any) -> Any:
    answered = realm.answer(HEAD + "exports.hook = function () { return " + expression + "; };", **frame)["value"]
    return None if answered is None else answered["other"]


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=60), text=st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_bytes_and_text_survive_every_encoding(rounds: Realm, data: bytes, text: str) -> None:
    plain = [{"kind": "plain", "body": data.hex()}, {"kind": "plain", "body": text}]
    encoded = rounds.answer(ROUND, *plain)["value"]["other"]
    assert encoded == [base64.b64encode(data).decode(), data.hex(), text.encode().hex(), text, text]


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        ("new Bytes('äö').length", 4),
        ("new Bytes('äö', 'ISO-8859-1').getLength()", 2),
        ("new Bytes('äö', 'ISO-8859-1').toString('ISO-8859-1')", "äö"),
        ("new Bytes('ä€', 'US-ASCII').toString()", "??"),
        (
            "[new Bytes('ä').byteAt(0), Encoding.fromHex('00000102').intAt(0), Encoding.fromHex('fffe').shortAt(0)]",
            [-61, 258, -2],
        ),
        ("new Bytes('abcdef').bytesAt(1, 3).toString()", "bcd"),
        ("new Bytes('abc').reverse().toString()", "cba"),
        ("new Bytes(new Uint8Array([97, 98]).buffer).toString()", "ab"),
        ("new Bytes('ab').asUint8Array()[1]", 98),
        ("Bytes.MAX_BYTES", 10240),
        ("Encoding.toBase64URL(Encoding.fromHex('fbff'))", "-_8"),
        ("Encoding.fromBase64('Y W\\nJj').toString()", "abc"),
        ("Encoding.toURI('a b&c/ä*')", "a+b%26c%2F%C3%A4*"),
        ("Encoding.fromURI('a+b%26', 'UTF-8')", "a b&"),
        ("Encoding.toURI('ä', 'ISO-8859-1')", "%E4"),
        (
            "hex(new MessageDigest(MessageDigest.DIGEST_SHA_256).digestBytes(new Bytes('abc')))",
            hashlib.sha256(b"abc").hexdigest(),
        ),
        ("hex(new MessageDigest('SHA-512').digest(null, new Bytes('abc')))", hashlib.sha512(b"abc").hexdigest()),
        ("new MessageDigest('SHA-256').digest('abc')", hashlib.sha256(b"abc").hexdigest()),
        (
            "(function (d) { d.updateBytes(new Bytes('a')); d.updateBytes(new Bytes('bc')); return hex(d.digest()); })"
            "(new MessageDigest('SHA'))",
            hashlib.sha1(b"abc").hexdigest(),
        ),
        (
            "hex(new WeakMessageDigest(WeakMessageDigest.DIGEST_MD5).digestBytes(new Bytes('abc')))",
            hashlib.md5(b"abc").hexdigest(),
        ),
        ("hex(new Mac(Mac.HMAC_SHA_256).digest('äbc', 'key'))", hmac.new(b"key", "äbc".encode(), "sha256").hexdigest()),
        ("hex(new Mac('HmacSHA512').digest('abc', new Bytes('key')))", hmac.new(b"key", b"abc", "sha512").hexdigest()),
        (
            "hex(new Mac(Mac.HMAC_SHA_384).digest(new Bytes('a'), new Bytes('k')))",
            hmac.new(b"k", b"a", "sha384").hexdigest(),
        ),
        ("hex(new WeakMac(WeakMac.HMAC_SHA_1).digest('a', 'k'))", hmac.new(b"k", b"a", "sha1").hexdigest()),
        ("hex(new Mac(Mac.HMAC_MD5).digest('a', 'k'))", hmac.new(b"k", b"a", "md5").hexdigest()),
        (
            "(function (u) { return [u.length, /^[0-9a-f]+$/.test(u), u === UUIDUtils.createUUID()]; "
            "})(UUIDUtils.createUUID())",
            [32, True, False],
        ),
        (
            "(function (r) { return [r.nextBytes(8).length, r.generateSeed(3).length, r.nextInt(10) < 10, "
            "r.nextInt() | 0,"
            " r.nextNumber() < 1].map(function (x) { return typeof x; }); })(new SecureRandom())",
            ["number", "number", "boolean", "number", "boolean"],
        ),
    ],
)
def test_bytes_do_what_the_platform_says(realm: Realm, expression: str, wanted: Any) -> None:
    assert value(realm, expression) == wanted


def test_chance_is_the_call_s_own_and_comes_again_with_its_seed(realm: Realm) -> None:
    first = value(realm, "UUIDUtils.createUUID()")
    assert value(realm, "UUIDUtils.createUUID()") == first
    assert value(realm, "UUIDUtils.createUUID()", seed="ff" * 16) != first


@pytest.mark.parametrize(
    ("expression", "error"),
    [
        ("new Bytes('a').byteAt(1)", "IndexOutOfBoundsException"),
        ("new Bytes('abc').bytesAt(2, 2)", "IndexOutOfBoundsException"),
        ("Encoding.fromHex('abc')", "IllegalArgumentException"),
        ("Encoding.fromHex('zz')", "IllegalArgumentException"),
        ("Encoding.toBase64(null)", "NullArgumentException"),
        ("Encoding.fromURI('%')", "IllegalArgumentException"),
        ("new Mac('HmacNothing')", "IllegalArgumentException"),
        ("new Mac(null)", "NullArgumentException"),
        ("new MessageDigest('CRC')", "IllegalArgumentException"),
        ("new SecureRandom().nextInt(0)", "IllegalArgumentException"),
    ],
)
def test_what_cannot_be_done_says_so(realm: Realm, expression: str, error: str) -> None:
    with pytest.raises(ScriptFailedError) as failed:
        value(realm, expression)
    assert failed.value.described["type"] == error
