"""A signed text as RFC 7515 writes it, in three parts; only the one canonical spelling of each is taken."""

import base64
import re
from typing import NamedTuple

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

LONGEST = 8192
ALGORITHMS = ["RS256"]
REGISTRY = jws.JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
_PART = re.compile(r"[A-Za-z0-9_-]+")


class Compact(NamedTuple):
    """A signed text taken apart, its signature not yet checked."""

    text: str
    head: str
    """As it is spelled."""
    payload: bytes

    def is_signed_by(self, key: RSAKey) -> bool:
        """Say whether the signature is that of a key, made with RS256."""
        try:
            jws.deserialize_compact(self.text, key, algorithms=ALGORITHMS, registry=REGISTRY)
        except (JoseError, ValueError, TypeError, KeyError):
            return False
        return True


def encoded(part: bytes) -> str:
    """Spell bytes as a part."""
    return base64.urlsafe_b64encode(part).decode("ascii").rstrip("=")


def decoded(part: str) -> bytes:
    """Return the bytes of a part; ValueError for any but their one spelling."""
    if not _PART.fullmatch(part):
        raise ValueError("not base64url")
    found = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    if encoded(found) != part:  # spare bits of the last character would give one signature several spellings
        raise ValueError("not canonical")
    return found


def take_apart(text: str) -> Compact:
    """Take a signed text apart; ValueError where it is none."""
    if len(text) > LONGEST:
        raise ValueError("too long")
    head, payload, signature = text.split(".")
    decoded(signature)
    decoded(head)
    return Compact(text, head, decoded(payload))
