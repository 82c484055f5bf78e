"""Tokens made by hand, byte by byte: what an attacker sends, and what our key would have to sign for it to be heard."""

import base64
import hashlib
import hmac
import json
import zlib
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from joserfc.jwk import RSAKey
from tests.api import V23, Api

from counterfoil.demo.accounts import CLIENT_ID

HEADER = {"_v": "1", "alg": "RS256", "typ": "JWS"}
_ATTACKERS = rsa.generate_private_key(public_exponent=65537, key_size=2048)
_CURVE = ec.generate_private_key(ec.SECP256R1())
_PEM = serialization.Encoding.PEM
_DER = serialization.Encoding.DER
_SPKI = serialization.PublicFormat.SubjectPublicKeyInfo
_PKCS1 = serialization.PublicFormat.PKCS1


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def written(plain: Any) -> bytes:
    return plain if isinstance(plain, bytes) else json.dumps(plain, separators=(",", ":")).encode()


class World:
    """A guest with a basket, his good token, the key it was signed with, and what forgers know."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.token = api.customer()
        self.other = api.customer()
        self.head, self.payload, self.signature = self.token.split(".")
        self.claims: dict[str, Any] = json.loads(unb64(self.payload))
        self.basket = f"{V23}/baskets/{api.post(f'{V23}/baskets', {}, token=self.token).json['basket_id']}"
        self.key = self._signing_key()
        self.public = self.key.public_key()

    def _signing_key(self) -> rsa.RSAPrivateKey:
        rows = self.api.run(self.api.application.server.store.shop_rows("key"))
        key = RSAKey.import_key(json.loads(rows[0][2])).private_key
        assert isinstance(key, rsa.RSAPrivateKey)
        return key

    def signed(self, claims: Any, header: Any = HEADER, key: rsa.RSAPrivateKey | None = None) -> str:
        """Sign any bytes with RS256; with the server's own key if no other is given."""
        text = f"{b64(written(header))}.{b64(written(claims))}"
        return f"{text}.{b64((key or self.key).sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()))}"

    def claiming(self, **changes: Any) -> str:
        """Sign the guest's claims with changes by the server's own key; None takes one out."""
        return self.signed({name: value for name, value in {**self.claims, **changes}.items() if value is not None})

    def subject(self, **changes: Any) -> str:
        """The claim ``sub`` with changes; None takes a member out."""
        info = {**json.loads(self.claims["sub"])["customer_info"], **changes}
        kept = {name: value for name, value in info.items() if value is not None}
        return json.dumps({"_v": "1", "customer_info": kept})

    def headed(self, signature: str | None = None, **header: Any) -> str:
        """The good token under another header, with its own signature or another."""
        return f"{b64(written(header))}.{self.payload}.{self.signature if signature is None else signature}"

    def mac(self, secret: bytes, alg: str = "HS256", **header: Any) -> str:
        """The good claims with a signature that only a shared secret could give."""
        text = f"{b64(written({**HEADER, 'alg': alg, **header}))}.{self.payload}"
        made = hmac.new(secret, text.encode(), {"HS256": hashlib.sha256, "HS512": hashlib.sha512}[alg]).digest()
        return f"{text}.{b64(made)}"

    def hashed(self, alg: str, algorithm: hashes.HashAlgorithm, *, pss: bool = False) -> str:
        """The good claims signed by the server's own key in a way it never does."""
        text = f"{b64(written({**HEADER, 'alg': alg}))}.{self.payload}"
        filled = padding.PSS(padding.MGF1(algorithm), algorithm.digest_size) if pss else padding.PKCS1v15()
        return f"{text}.{b64(self.key.sign(text.encode(), filled, algorithm))}"


Forgery = Callable[[World], str]


def _spare_bits(world: World) -> str:
    """The same signature in another spelling: the last character has bits that count for nothing."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    last = letters[letters.index(world.signature[-1]) ^ 1]
    assert unb64(world.signature[:-1] + last) == unb64(world.signature)
    return world.token[:-1] + last


def _es256(world: World) -> str:
    text = f"{b64(written({**HEADER, 'alg': 'ES256'}))}.{world.payload}"
    return f"{text}.{b64(_CURVE.sign(text.encode(), ec.ECDSA(hashes.SHA256())))}"


def _jwk() -> dict[str, Any]:
    return dict(RSAKey.import_key(_ATTACKERS.public_key().public_bytes(_PEM, _SPKI)).as_dict(private=False))


def _unencoded(world: World) -> str:
    """RFC 7797: a payload that is signed as it is."""
    head = b64(written({**HEADER, "b64": False, "crit": ["b64"]}))
    payload = written(world.claims).decode()
    made = world.key.sign(f"{head}.{payload}".encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{head}.{world.payload}.{b64(made)}"


def _json_form(world: World) -> str:
    return json.dumps({"payload": world.payload, "protected": world.head, "signature": world.signature})


def _by_attacker(**header: Any) -> Forgery:
    return lambda world: world.signed(world.claims, {**HEADER, **header}, _ATTACKERS)


def _twice(world: World) -> bytes:
    """Claims in which the time of the end is there twice."""
    return written(world.claims).replace(b'"exp":', b'"exp":1,"exp":', 1)


ALGORITHMS: dict[str, Forgery] = {
    "none": lambda world: world.headed("", alg="none"),
    "None": lambda world: world.headed("", alg="None"),
    "NONE": lambda world: world.headed("", alg="NONE", typ="JWT"),
    "none with the old signature": lambda world: world.headed(**{**HEADER, "alg": "none"}),
    "none, signed by the key": lambda world: world.signed(world.claims, {**HEADER, "alg": "none"}),
    "empty algorithm": lambda world: world.signed(world.claims, {**HEADER, "alg": ""}),
    "algorithm null": lambda world: world.signed(world.claims, {**HEADER, "alg": None}),
    "no algorithm": lambda world: world.signed(world.claims, {"_v": "1", "typ": "JWS"}),
    "algorithm in lower case": lambda world: world.signed(world.claims, {**HEADER, "alg": "rs256"}),
    "several algorithms": lambda world: world.signed(world.claims, {**HEADER, "alg": ["none", "RS256"]}),
    "algorithm twice": lambda world: world.signed(world.claims, b'{"_v":"1","alg":"none","alg":"RS256","typ":"JWS"}'),
    "HS256 with the PEM": lambda world: world.mac(world.public.public_bytes(_PEM, _SPKI)),
    "HS256 with the stripped PEM": lambda world: world.mac(world.public.public_bytes(_PEM, _SPKI).strip()),
    "HS256 with the PKCS1 PEM": lambda world: world.mac(world.public.public_bytes(_PEM, _PKCS1)),
    "HS256 with the DER": lambda world: world.mac(world.public.public_bytes(_DER, _SPKI)),
    "HS256 with the modulus": lambda world: world.mac(world.public.public_numbers().n.to_bytes(256, "big")),
    "HS256 with nothing": lambda world: world.mac(b""),
    "HS512 with the PEM": lambda world: world.mac(world.public.public_bytes(_PEM, _SPKI), "HS512"),
    "RS384": lambda world: world.hashed("RS384", hashes.SHA384()),
    "RS512": lambda world: world.hashed("RS512", hashes.SHA512()),
    "RS512 under RS256": lambda world: world.hashed("RS256", hashes.SHA512()),
    "PS256": lambda world: world.hashed("PS256", hashes.SHA256(), pss=True),
    "PSS under RS256": lambda world: world.hashed("RS256", hashes.SHA256(), pss=True),
    "ES256": _es256,
}
"""Signatures of another kind than ours."""

HEADERS: dict[str, Forgery] = {
    "another key": _by_attacker(),
    "a key of its own": _by_attacker(jwk=_jwk()),
    "a key set elsewhere": _by_attacker(jku="http://127.0.0.1:8080/.well-known/jwks.json"),
    "a certificate elsewhere": _by_attacker(x5u="https://attacker.example/cert.pem"),
    "a certificate of its own": _by_attacker(x5c=["MIIB"]),
    "kid is a path": lambda world: world.mac(b"", kid="../../../../dev/null"),
    "kid is SQL": lambda world: world.mac(b"x", kid="' union select 'eA==' --"),
    "kid is a command": _by_attacker(kid="|whoami"),
    "kid is a list": _by_attacker(kid=["a", "b"]),
    "kid is a number": _by_attacker(kid=0),
    "kid is empty": lambda world: world.signed(world.claims, {**HEADER, "kid": ""}),
    "kid is long": _by_attacker(kid="k" * 4000),
    "kid nobody has": lambda world: world.signed(world.claims, {**HEADER, "kid": "nobody"}),
    "critical extension": lambda world: world.signed(world.claims, {**HEADER, "crit": ["exp"], "exp": 1}),
    "unencoded payload": _unencoded,
    "zipped payload": lambda world: world.signed(zlib.compress(written(world.claims)), {**HEADER, "zip": "DEF"}),
    "another type": lambda world: world.signed(world.claims, {**HEADER, "typ": "at+jwt"}),
    "another spelling": lambda world: world.signed(world.claims, json.dumps(HEADER).encode()),
    "header is a list": lambda world: world.signed(world.claims, b"[]"),
    "header is no JSON": lambda world: world.signed(world.claims, b"alg=RS256"),
}
"""Headers that say more or other than ours."""

SHAPES: dict[str, Forgery] = {
    "no signature": lambda world: f"{world.head}.{world.payload}.",
    "half a signature": lambda world: world.token[:-170],
    "a longer signature": lambda world: world.token + "AAAA",
    "signature of another token": lambda world: f"{world.head}.{world.payload}.{world.other.split('.')[2]}",
    "payload of another token": lambda world: f"{world.head}.{world.other.split('.')[1]}.{world.signature}",
    "signature of zeros": lambda world: f"{world.head}.{world.payload}.{b64(bytes(256))}",
    "signature of ones": lambda world: f"{world.head}.{world.payload}.{b64(bytes(255) + bytes([1]))}",
    "signature in other bits": _spare_bits,
    "padding": lambda world: world.token + "==",
    "padding in the middle": lambda world: f"{world.head}=.{world.payload}.{world.signature}",
    "the other alphabet": lambda world: (
        f"{world.head}.{world.payload}.{world.signature}".translate(str.maketrans("-_", "+/")) + "+"
    ),
    "a space": lambda world: f"{world.head}.{world.payload}. {world.signature}",
    "a tab": lambda world: f"{world.head}.{world.payload}.{world.signature[:9]}\t{world.signature[9:]}",
    "a letter that is passed over": lambda world: (
        f"{world.head}.{world.payload}.{world.signature[:9]}!{world.signature[9:]}"
    ),
    "NUL": lambda world: world.token + "\0",
    "not ASCII": lambda world: world.token + "\xe9",
    "upper case": lambda world: world.token.upper(),
    "one part": lambda world: world.payload,
    "two parts": lambda world: f"{world.head}.{world.payload}",
    "four parts": lambda world: f"{world.token}.{world.signature}",
    "five parts, encrypted": lambda world: f"{b64(written({'alg': 'RSA-OAEP', 'enc': 'A256GCM'}))}.a.b.c.d",
    "only dots": lambda _: "..",
    "nothing to see": lambda _: "opaque-0123456789",
    "a word": lambda _: "null",
    "JSON form": _json_form,
    "a token in a token": lambda world: world.signed(world.token.encode()),
    "longer than any": lambda world: world.signed({**world.claims, "more": "x" * 9000}),
    "many dots": lambda _: "." * 5000,
}
"""What is no token of three parts in their one spelling."""

CLAIMS: dict[str, Forgery] = {
    "registered, old signature": lambda world: (
        f"{world.head}.{b64(written({**world.claims, 'sub': world.subject(guest=False)}))}.{world.signature}"
    ),
    "later, old signature": lambda world: (
        f"{world.head}.{b64(written({**world.claims, 'exp': world.claims['exp'] + 9}))}.{world.signature}"
    ),
    "exp is text": lambda world: world.claiming(exp=str(world.claims["exp"])),
    "exp is a fraction": lambda world: world.claiming(exp=world.claims["exp"] + 0.5),
    "exp is true": lambda world: world.claiming(exp=True),
    "exp is a list": lambda world: world.claiming(exp=[world.claims["exp"]]),
    "exp is missing": lambda world: world.claiming(exp=None),
    "exp is null": lambda world: world.signed({**world.claims, "exp": None}),
    "exp is huge": lambda world: world.claiming(exp=10**30),
    "exp is infinite": lambda world: world.claiming(exp=float("inf")),
    "exp is negative": lambda world: world.claiming(exp=-1),
    "exp is before iat": lambda world: world.claiming(exp=world.claims["iat"] - 1),
    "exp twice": lambda world: world.signed(_twice(world)),
    "iat is missing": lambda world: world.claiming(iat=None),
    "iat is text": lambda world: world.claiming(iat=str(world.claims["iat"])),
    "iat is true": lambda world: world.claiming(iat=True),
    "iat is in the future": lambda world: world.claiming(iat=world.claims["iat"] + 600, exp=world.claims["exp"] + 600),
    "iss is missing": lambda world: world.claiming(iss=None),
    "iss is a list": lambda world: world.claiming(iss=[CLIENT_ID]),
    "iss nobody knows": lambda world: world.claiming(iss="nobody"),
    "list of another shop": lambda world: world.claiming(list="Elsewhere"),
    "list is missing": lambda world: world.claiming(list=None),
    "list is a list": lambda world: world.claiming(list=["RefArch"]),
    "sub is missing": lambda world: world.claiming(sub=None),
    "sub is a document": lambda world: world.claiming(sub=json.loads(world.claims["sub"])),
    "sub is no JSON": lambda world: world.claiming(sub="me"),
    "sub is a list in text": lambda world: world.claiming(sub="[]"),
    "sub names nobody": lambda world: world.claiming(sub=world.subject(customer_id=None)),
    "sub does not say guest": lambda world: world.claiming(sub=world.subject(guest=None)),
    "guest is text": lambda world: world.claiming(sub=world.subject(guest="false")),
    "guest is 0": lambda world: world.claiming(sub=world.subject(guest=0)),
    "customer is a number": lambda world: world.claiming(sub=world.subject(customer_id=1)),
    "customer twice": lambda world: world.claiming(
        sub=world.claims["sub"].replace('"customer_id"', '"customer_id":"x","customer_id"', 1)
    ),
    "a customer and an agent": lambda world: world.claiming(usr="agent@example.com"),
    "an agent without secrets": lambda world: world.claiming(usr="agent@example.com", sub=None),
    "an agent of other secrets": lambda world: world.claiming(usr="agent@example.com", sub=None, gen="0" * 16),
    "a client without secrets": lambda world: world.claiming(sub=None, gen=""),
    "on behalf, without secrets": lambda world: world.claiming(agt="agent@example.com"),
    "claims are a list": lambda world: world.signed([world.claims]),
    "claims are a number": lambda world: world.signed(b"1"),
    "claims are nothing": lambda world: world.signed(b"{}"),
    "claims are no JSON": lambda world: world.signed(b"exp=1"),
    "claims are not UTF-8": lambda world: world.signed(b'{"exp":"\xff"}'),
    "claims are deep": lambda world: world.signed(b"[" * 2500 + b"]" * 2500),
}
"""Claims that cannot be, signed by the server's own key where not said otherwise."""

ALL = {**ALGORITHMS, **HEADERS, **SHAPES, **CLAIMS}
