"""Signatures and encryption of scripts, checked against keys made for the test."""

import base64
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from tests.scripts.realm import Realm, ScriptFailedError

HEAD = """
'use strict';
var Signature = require('dw/crypto/Signature'), Cipher = require('dw/crypto/Cipher'), Bytes = require('dw/util/Bytes');
var Encoding = require('dw/crypto/Encoding'), KeyRef = require('dw/crypto/KeyRef');
var CertificateRef = require('dw/crypto/CertificateRef'), WeakSignature = require('dw/crypto/WeakSignature');
function base64(text) { return Encoding.toBase64(new Bytes(text)); }
"""
KEY = base64.b64encode(bytes(range(32))).decode()
VECTOR = base64.b64encode(bytes(range(16))).decode()


class Pair:
    """A pair of keys as scripts are given them: Base64 of their bytes."""

    def __init__(self, private: Any) -> None:
        self.private = private
        self.public = private.public_key()
        encoding = serialization.Encoding.DER
        plain = serialization.NoEncryption()
        self.key = base64.b64encode(private.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain)).decode()
        shape = serialization.PublicFormat.SubjectPublicKeyInfo
        self.public_key = base64.b64encode(self.public.public_bytes(encoding, shape)).decode()
        self.pem = self.public.public_bytes(serialization.Encoding.PEM, shape).decode()


@pytest.fixture(scope="module")
def pair() -> Pair:
    return Pair(rsa.generate_private_key(65537, 2048))


@pytest.fixture(scope="module")
def curve() -> Pair:
    return Pair(ec.generate_private_key(ec.SECP256R1()))


def value(realm: Realm, body: str, **given: Any) -> Any:
    variables = "".join(f"var {name} = {json.dumps(one)};\n" for name, one in given.items())
    answered = realm.answer(HEAD + variables + "exports.hook = function () {" + body + "};")["value"]
    return None if answered is None else answered["other"]


@pytest.mark.parametrize("algorithm", ["SHA256withRSA", "SHA512withRSA", "SHA256withRSA/PSS"])
def test_a_content_is_signed_and_the_signature_checked(realm: Realm, pair: Pair, algorithm: str) -> None:
    body = """
    var made = new Signature().sign(base64('content'), key, algorithm);
    var asBytes = new Signature().signBytes(new Bytes('content'), new Bytes(key), algorithm);
    var check = new Signature();
    return [made, check.verifySignature(made, base64('content'), shared, algorithm),
        check.verifyBytesSignature(asBytes, new Bytes('content'), pem, algorithm),
        check.verifySignature(made, base64('other'), shared, algorithm)];
    """
    given = {"key": pair.key, "shared": pair.public_key, "pem": pair.pem, "algorithm": algorithm}
    made, *checked = value(realm, body, **given)
    assert checked == [True, True, False]
    if algorithm == "SHA256withRSA":
        pair.public.verify(base64.b64decode(made), b"content", padding.PKCS1v15(), hashes.SHA256())


def test_a_content_is_signed_with_a_key_of_a_curve(realm: Realm, curve: Pair) -> None:
    body = """
    var made = new Signature().sign(base64('content'), key, 'SHA256withECDSA');
    return [made, new Signature().verifySignature(made, base64('content'), shared, 'SHA256withECDSA')];
    """
    made, checked = value(realm, body, key=curve.key, shared=curve.public_key)
    assert checked is True
    curve.public.verify(base64.b64decode(made), b"content", ec.ECDSA(hashes.SHA256()))


def test_supported_algorithms_are_told(realm: Realm) -> None:
    body = """
    var signature = new Signature();
    return [signature.isDigestAlgorithmSupported('SHA256withRSA'), signature.isDigestAlgorithmSupported('MD5'),
        new WeakSignature().isDigestAlgorithmSupported('SHA1withRSA'),
        Signature.SUPPORTED_DIGEST_ALGORITHMS_AS_ARRAY.length];
    """
    assert value(realm, body) == [True, False, True, 10]


@pytest.mark.parametrize(
    ("transformation", "vector"),
    [
        ("AES/CBC/PKCS5Padding", VECTOR),
        ("AES/CTR/NoPadding", VECTOR),
        ("AES/GCM/NoPadding", VECTOR),
        ("AES/ECB/PKCS5Padding", None),
        ("AES", None),
    ],
)
def test_what_is_encrypted_is_decrypted(realm: Realm, transformation: str, vector: str | None) -> None:
    body = """
    var cipher = new Cipher();
    var sent = cipher.encrypt('ein Schlüssel', key, transformation, vector, 0);
    var raw = cipher.encryptBytes(new Bytes('ein Schlüssel'), key, transformation, vector, 0);
    return [cipher.decrypt(sent, key, transformation, vector, 0), Encoding.toBase64(raw) === sent,
        sent.indexOf('ein') < 0,
        cipher.decryptBytes(raw, key, transformation, vector, 0).toString()];
    """
    given = {"key": KEY, "transformation": transformation, "vector": vector}
    assert value(realm, body, **given) == ["ein Schlüssel", True, True, "ein Schlüssel"]


@pytest.mark.parametrize("transformation", ["RSA", "RSA/ECB/PKCS1Padding", "RSA/ECB/OAEPWITHSHA-256ANDMGF1PADDING"])
def test_a_public_key_encrypts_what_the_private_one_decrypts(realm: Realm, pair: Pair, transformation: str) -> None:
    body = """
    var sent = new Cipher().encrypt('text', shared, transformation, null, 0);
    return new Cipher().decrypt(sent, key, transformation, null, 0);
    """
    assert value(realm, body, key=pair.key, shared=pair.public_key, transformation=transformation) == "text"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("new Cipher().encrypt('a', key, 'AES/CBC/PKCS5Padding', null, 0)", "initialization vector"),
        ("new Cipher().encrypt('a', key, 'AES/CBC/PKCS5Padding', base64('short'), 0)", "has not the length"),
        ("new Cipher().encrypt('a', base64('short'), 'AES', null, 0)", "128, 192 or 256 bits"),
        ("new Cipher().decrypt(base64('broken'), key, 'AES', null, 0)", "cannot be worked on"),
        ("new Cipher().encrypt('a', key, 'ROT13', null, 0)", "ROT13 is not supported"),
        ("new Signature().sign('', 'no key', 'SHA256withRSA')", "no Base64"),
        ("new Signature().sign('', key, 'SHA256withRSA')", "private key cannot be read"),
        ("new Signature().sign('', new KeyRef('mine'), 'SHA256withRSA')", "no key store"),
        ("new Signature().verifySignature('', '', new CertificateRef('mine'), 'SHA256withRSA')", "no key store"),
    ],
)
def test_what_cannot_be_done_says_so_without_the_key(realm: Realm, body: str, message: str) -> None:
    with pytest.raises(ScriptFailedError, match=message) as failed:
        value(realm, body, key=KEY)
    assert KEY not in failed.value.described["message"]


def test_a_short_key_is_refused(realm: Realm) -> None:
    short = Pair(rsa.generate_private_key(65537, 1024))
    with pytest.raises(ScriptFailedError, match="at least 2048 bits"):
        value(realm, "new Signature().sign('', key, 'SHA256withRSA')", key=short.key)
