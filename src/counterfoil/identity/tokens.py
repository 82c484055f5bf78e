"""Signed tokens of customers, agents and clients: RS256, claims as recorded from live servers.

A customer's token names him in ``sub``, a JSON string; the claim ``list`` binds it to his customer list.
"""

import base64
import hashlib
import json
from collections import OrderedDict
from functools import cached_property, lru_cache
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from counterfoil import faults
from counterfoil.commerce.passwords import password_digest
from counterfoil.identity.caller import Caller, Kind
from counterfoil.store.interface import Store
from counterfoil.store.records import ShopRow

_ALGORITHMS = ["RS256"]
_MOST_KNOWN = 10_000
_LONGEST = 8192
_KEY_KIND = "key"


@lru_cache(maxsize=4096)
def digest(token: str) -> bytes:
    """Return what the store knows a token by."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()


@lru_cache(maxsize=4096)
def claimed_password(token: str) -> bytes | None:
    """Return what the store knows the password by that a token names; whether it may name it is seen later."""
    if len(token) > _LONGEST:
        return None
    try:
        payload = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        name = claims["pwd"]
    except (ValueError, IndexError, KeyError, TypeError, RecursionError):
        return None
    return password_digest(name) if isinstance(name, str) else None


async def make_key(store: Store, now: int) -> None:
    """Make the first signing key of a store that has none."""
    if await store.shop_rows(_KEY_KIND):
        return
    key = RSAKey.generate_key(2048)
    body = json.dumps(key.as_dict(private=True)).encode()
    await store.put_shop_rows([ShopRow(_KEY_KIND, "", f"{now:015d}-{key.thumbprint()}", body)])


async def load_keys(store: Store) -> list[bytes]:
    """Return the signing keys as they are stored, newest first; the newest one signs."""
    rows = await store.shop_rows(_KEY_KIND)
    return [body for _, _, body in sorted(rows, key=lambda row: row[1], reverse=True)]


@lru_cache(maxsize=16)
def _key(body: bytes) -> RSAKey:
    return RSAKey.import_key(json.loads(body))  # checks the key, which takes tens of milliseconds


class Tokens:
    """Issues tokens and tells whose they are; verified ones are remembered until they expire."""

    def __init__(self, keys: list[bytes]) -> None:
        self._stored = keys
        self._known: OrderedDict[bytes, tuple[Caller, str]] = OrderedDict()

    @cached_property
    def _keys(self) -> list[RSAKey]:
        """Read the keys when the first token is signed or checked, not when a server starts."""
        return [_key(body) for body in self._stored]

    def issue(self, claims: dict[str, Any]) -> str:
        """Sign claims."""
        header = {"_v": "1", "alg": "RS256", "typ": "JWS"}
        payload = json.dumps(claims, separators=(",", ":"), ensure_ascii=True).encode("ascii")
        return jws.serialize_compact(header, payload, self._keys[0], algorithms=_ALGORITHMS, registry=_REGISTRY)

    def caller(self, token: str, now: int, customer_list: str) -> Caller:
        """Return whose token it is; faults INVALID_ACCESS_TOKEN and EXPIRED_TOKEN."""
        name = digest(token)
        known = self._known.get(name)
        if known is None:
            claims = self._verified(token)
            known = (_caller(claims, name), str(claims.get("list", "")))
            self._known[name] = known
            if len(self._known) > _MOST_KNOWN:
                self._known.popitem(last=False)
        caller, token_list = known
        if caller.expires * 1000 <= now:
            raise faults.EXPIRED_TOKEN()
        if caller.kind is Kind.CUSTOMER and token_list != customer_list:
            raise faults.INVALID_ACCESS_TOKEN()
        return caller

    def _verified(self, token: str) -> dict[str, Any]:
        if len(token) > _LONGEST or not token.isascii():
            raise faults.INVALID_ACCESS_TOKEN()
        for key in self._keys:
            try:
                payload = jws.deserialize_compact(token, key, algorithms=_ALGORITHMS, registry=_REGISTRY).payload
                claims = json.loads(payload)
            except (JoseError, ValueError, TypeError, KeyError):
                continue
            if isinstance(claims, dict) and isinstance(claims.get("exp"), int):
                return claims
        raise faults.INVALID_ACCESS_TOKEN()


_REGISTRY = jws.JWSRegistry(algorithms=_ALGORITHMS, strict_check_header=False)


def customer_claims(
    caller: Caller, *, now: int, seconds: int, customer_list: str, visit_id: str = ""
) -> dict[str, Any]:
    """Return the claims of a customer's token, in the recorded order: ``pwd`` names his password, ``agt`` an agent."""
    info: dict[str, Any] = {"customer_id": caller.customer_id, "guest": not caller.registered}
    if caller.customer_no:
        info["customer_no"] = caller.customer_no
    if visit_id:
        info["visit_id"] = visit_id
    subject = json.dumps({"_v": "1", "customer_info": info}, separators=(",", ":"), ensure_ascii=True)
    issued = now // 1000
    claims = {
        "_v": "1",
        "exp": issued + seconds,
        "iat": issued,
        "iss": caller.client_id,
        "sub": subject,
        "list": customer_list,
        "jti": visit_id,
    }
    if caller.password_name:
        claims["pwd"] = caller.password_name
    if caller.agent:
        claims["agt"], claims["gen"] = caller.agent, caller.generation
    return claims


def account_claims(caller: Caller, *, now: int, seconds: int, token_id: str) -> dict[str, Any]:
    """Return the claims of an agent's or client's token: ``usr`` is the agent, ``gen`` names the secrets it is for."""
    issued = now // 1000
    claims = {
        "_v": "1",
        "exp": issued + seconds,
        "iat": issued,
        "iss": caller.client_id,
        "jti": token_id,
        "gen": caller.generation,
    }
    if caller.agent:
        claims["usr"] = caller.agent
    return claims


def _caller(claims: dict[str, Any], name: bytes) -> Caller:
    client_id = str(claims.get("iss", ""))
    expires = int(claims["exp"])
    if "usr" in claims:
        return Caller(
            kind=Kind.AGENT,
            client_id=client_id,
            agent=str(claims["usr"]),
            generation=str(claims.get("gen", "")),
            token_digest=name,
            expires=expires,
        )
    if "sub" not in claims:
        generation = str(claims.get("gen", ""))
        return Caller(
            kind=Kind.CLIENT_GRANT, client_id=client_id, generation=generation, token_digest=name, expires=expires
        )
    try:
        info = json.loads(claims["sub"])["customer_info"]
        return Caller(
            kind=Kind.CUSTOMER,
            client_id=client_id,
            customer_id=str(info["customer_id"]),
            customer_no=str(info.get("customer_no", "")),
            registered=not info["guest"],
            agent=str(claims.get("agt", "")),
            generation=str(claims.get("gen", "")),
            password_name=str(claims.get("pwd", "")),
            token_digest=name,
            expires=expires,
        )
    except (ValueError, KeyError, TypeError):
        raise faults.INVALID_ACCESS_TOKEN() from None
