"""Signed tokens of customers, agents and clients: RS256, claims as recorded from live servers.

A customer's token names him in ``sub``, a JSON string; the claim ``list`` binds it to his customer list. Every token
that does not count gets the same answer; only one of ours whose time is over is told so.
"""

import base64
import hashlib
import json
from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Any

from joserfc import jws

from counterfoil import faults
from counterfoil.commerce.passwords import password_digest
from counterfoil.identity.caller import Caller, Kind
from counterfoil.identity.claims import caller_of, invalid_token, read_claims
from counterfoil.identity.compact import ALGORITHMS, LONGEST, REGISTRY, encoded, take_apart
from counterfoil.identity.keys import SigningKey, signing_key
from counterfoil.identity.register import Register

_MOST_KNOWN = 10_000


@lru_cache(maxsize=4096)
def digest(token: str) -> bytes:
    """Return what the store knows a token by."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()


@lru_cache(maxsize=4096)
def claimed_password(token: str) -> bytes | None:
    """Return what the store knows the password by that a token names; whether it may name it is seen later."""
    if len(token) > LONGEST:
        return None
    try:
        payload = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        name = claims["pwd"]
    except (ValueError, IndexError, KeyError, TypeError, RecursionError):
        return None
    return password_digest(name) if isinstance(name, str) else None


def _header(key_id: str = "") -> dict[str, str]:
    """Return the header of a token, as recorded; the recorded one names no key."""
    header = {"_v": "1", "alg": "RS256", "typ": "JWS"}
    return {**header, "kid": key_id} if key_id else header


def _spelled(header: dict[str, str]) -> str:
    return encoded(json.dumps(header, separators=(",", ":")).encode("ascii"))


_PLAIN_HEAD = _spelled(_header())


class Tokens:
    """Issues tokens and tells whose they are; verified ones are remembered until they expire."""

    def __init__(self, keys: Sequence[SigningKey], register: Register) -> None:
        self.keys = keys
        self._register = register
        self._known: OrderedDict[bytes, tuple[Caller, str]] = OrderedDict()

    @cached_property
    def _by_head(self) -> dict[str, Sequence[SigningKey]]:
        """Return what a header may be, to the letter, and the keys that may have signed below it."""
        named = {_spelled(_header(key.key_id)): (key,) for key in self.keys}
        return {_PLAIN_HEAD: self.keys, **named}

    def issue(self, claims: dict[str, Any], *, named_key: bool = False) -> str:
        """Sign claims with the key that signs at their time, which the header names or not."""
        key = signing_key(self.keys, claims["iat"] * 1000 + 999)
        header: dict[str, Any] = dict(_header(key.key_id if named_key else ""))
        payload = json.dumps(claims, separators=(",", ":"), ensure_ascii=True).encode("ascii")
        return jws.serialize_compact(header, payload, key.rsa(), algorithms=ALGORITHMS, registry=REGISTRY)

    def caller(self, token: str, now: int, customer_list: str) -> Caller:
        """Return whose token it is, with what his account says; faults INVALID_ACCESS_TOKEN and EXPIRED_TOKEN."""
        name = digest(token)
        known = self._known.get(name)
        if known is None:
            known = self._read(token, name, now)
        caller, token_list = known
        if caller.expires * 1000 <= now:
            raise faults.EXPIRED_TOKEN()
        if token_list != customer_list and caller.kind is Kind.CUSTOMER:
            raise invalid_token()
        return caller

    def _read(self, token: str, name: bytes, now: int) -> tuple[Caller, str]:
        try:
            claims = read_claims(self._verified(token), now)
            caller = caller_of(claims, name)
        except ValueError:
            raise invalid_token() from None
        if caller.expires * 1000 <= now:
            raise faults.EXPIRED_TOKEN()
        admitted = self._register.admit(caller)
        if admitted is None:
            raise invalid_token()
        known = self._known[name] = (admitted, claims.customer_list)
        if len(self._known) > _MOST_KNOWN:
            self._known.popitem(last=False)
        return known

    def _verified(self, token: str) -> bytes:
        """Return what a key of ours signed; ValueError."""
        compact = take_apart(token)
        for key in self._by_head.get(compact.head, ()):
            if compact.is_signed_by(key.rsa()):
                return compact.payload
        raise ValueError("not signed by us")
