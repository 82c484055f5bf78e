"""A client proves who it is by a JWT it signed (private_key_jwt), in place of its password.

Follows section 6.2 of the platform reference: RS256, ``iss`` and ``sub`` are the client id, ``aud`` is the token
endpoint, ``exp`` at most thirty minutes ahead. An assertion that names itself (``jti``) is good once.
"""

import hashlib
from collections.abc import Collection

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from joserfc.jwk import RSAKey

from counterfoil.ambient import Ambient, new_id
from counterfoil.identity.accounts import Client
from counterfoil.identity.claims import unique_members
from counterfoil.identity.compact import decoded, take_apart
from counterfoil.store.interface import Store
from counterfoil.store.records import Claim

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_LONGEST_SECONDS = 30 * 60
_SKEW_SECONDS = 60
_FEWEST_BITS = 2048
_UNDERSTOOD = {"alg", "typ", "kid", "x5t", "x5t#S256"}


class Assertion(msgspec.Struct):
    """The claims of an assertion that are read."""

    iss: str
    sub: str
    aud: str | list[str]
    exp: int | float
    iat: int | float = 0
    nbf: int | float = 0
    jti: str = ""


def read_public_key(text: str) -> str:
    """Return the RSA key of a PEM public key or certificate as it is kept; ValueError says what is wrong."""
    pem = text.strip().encode()
    if b"PRIVATE KEY" in pem:
        raise ValueError("that is a private key, which stays with the client; give its public key or certificate")
    try:
        is_certificate = pem.startswith(b"-----BEGIN CERTIFICATE")
        key: object = (
            x509.load_pem_x509_certificate(pem).public_key()
            if is_certificate
            else serialization.load_pem_public_key(pem)
        )
    except ValueError:
        raise ValueError("that is no public key or certificate in PEM") from None
    if not isinstance(key, RSAPublicKey) or key.key_size < _FEWEST_BITS:
        raise ValueError(f"assertions are signed with RS256: that takes an RSA key of at least {_FEWEST_BITS} bits")
    info = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_bytes(serialization.Encoding.PEM, info).decode("ascii")


def claimed_client(text: str) -> str:
    """Return the client an assertion says it is of, nothing of it being checked; empty where it says none."""
    try:
        return _claims(text).iss
    except ValueError:
        return ""


def is_proof(text: str, client: Client, audiences: Collection[str], now: int) -> bool:
    """Say whether an assertion proves at an instant that a client made it; whether it did so before is seen later."""
    try:
        compact = take_apart(text)
        head = unique_members(decoded(compact.head))
        claims = _claims(text)
    except ValueError:
        return False
    if not isinstance(head, dict) or head.get("alg") != "RS256" or not _UNDERSTOOD.issuperset(head):
        return False
    if not client.public_key or not claims.iss == claims.sub == client.client_id:
        return False
    seconds = now / 1000
    named = [claims.aud] if isinstance(claims.aud, str) else claims.aud
    return (
        seconds < claims.exp <= seconds + _LONGEST_SECONDS + _SKEW_SECONDS
        and max(claims.iat, claims.nbf) <= seconds + _SKEW_SECONDS
        and any(audience in audiences for audience in named)
        and compact.is_signed_by(RSAKey.import_key(client.public_key))
    )


async def use_up(text: str, store: Store, ambient: Ambient) -> bool:
    """Note that an assertion was used; False if one of its name was used by the client before, in any process."""
    claims = _claims(text)
    if not claims.jti:
        return True
    name = hashlib.sha256(f"assertion\n{claims.iss}\n{claims.jti}".encode("utf-8", "surrogateescape")).digest()
    expires = int(claims.exp + _SKEW_SECONDS) * 1000
    return await store.take_claim(Claim("", name, new_id(ambient)), name, ambient.now(), expires) is None


def _claims(text: str) -> Assertion:
    return msgspec.convert(unique_members(take_apart(text).payload), Assertion)
