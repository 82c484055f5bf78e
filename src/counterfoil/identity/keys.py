"""Signing keys: made, published, followed by newer ones, and removed when nothing they signed is alive any more.

A key is a row of the store whose id begins with the instant from which it signs, so that the rows in order of their ids
are the history. Every key of the store is good for checking; the newest whose instant has come signs.
"""

import asyncio
import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import msgspec
from joserfc.jwk import RSAKey

from counterfoil.ambient import Ambient, new_id
from counterfoil.config import Settings
from counterfoil.store.interface import Store
from counterfoil.store.records import Lease, ShopRow

_KIND = "key"
_BITS = 2048
_PUBLIC = ("kty", "n", "e")
_MARGIN = 60_000
"""Clocks of several machines differ; no key goes before the last token of the slowest is dead."""
_LEASE_SECONDS = 60
_DAY = 86_400_000


class SigningKey(msgspec.Struct, frozen=True):
    """A key as it is stored."""

    row_id: str
    body: bytes

    @property
    def key_id(self) -> str:
        """Return the thumbprint, by which the key is known in key sets and headers (``kid``)."""
        return self.row_id.partition("-")[2]

    @property
    def signs_from(self) -> int:
        """Return the instant from which the key signs, unless a newer one does."""
        return int(self.row_id.partition("-")[0])

    def rsa(self) -> RSAKey:
        """Return the key ready for use."""
        return _rsa(self.body)

    def published(self) -> dict[str, str]:
        """Return the public part as a member of a key set."""
        stored = json.loads(self.body)
        return {"alg": "RS256", "kid": self.key_id, "use": "sig", **{name: stored[name] for name in _PUBLIC}}


class KeyStanding(msgspec.Struct, frozen=True):
    """A key and what it is good for at an instant."""

    key: SigningKey
    state: str
    """``next`` is published and will sign, ``signs`` does, ``checks`` did."""
    retires: int | None
    """When the last token it signed is dead; None while no newer key is there."""


@lru_cache(maxsize=16)
def _rsa(body: bytes) -> RSAKey:
    return RSAKey.import_key(json.loads(body))  # checks the key, which takes tens of milliseconds


async def load_keys(store: Store) -> list[SigningKey]:
    """Return the keys, newest first."""
    rows = await store.shop_rows(_KIND)
    return sorted((SigningKey(row_id, body) for _, row_id, body in rows), key=lambda key: key.row_id, reverse=True)


def signing_key(keys: Sequence[SigningKey], now: int) -> SigningKey:
    """Return the key that signs at an instant, of keys newest first; one too early is better than none."""
    return next((key for key in keys if key.signs_from <= now), keys[-1])


def standings(keys: Sequence[SigningKey], now: int, settings: Settings) -> list[KeyStanding]:
    """Say what each of the keys, newest first, is good for."""
    signing = signing_key(keys, now) if keys else None
    found: list[KeyStanding] = []
    newer: SigningKey | None = None
    for key in keys:
        state = "signs" if key is signing else "next" if key.signs_from > now else "checks"
        retires = newer.signs_from + settings.longest_token_seconds * 1000 + _MARGIN if newer else None
        found.append(KeyStanding(key, state, retires))
        newer = key
    return found


async def make_key(store: Store, now: int) -> None:
    """Make the first signing key of a store that has none."""
    if not await store.shop_rows(_KIND):
        await add_key(store, now)


async def add_key(store: Store, signs_from: int) -> SigningKey:
    """Make a key that signs from an instant on; processes know it with their next request."""
    key = await asyncio.to_thread(RSAKey.generate_key, _BITS)
    body = json.dumps(key.as_dict(private=True)).encode()
    made = SigningKey(f"{signs_from:015d}-{key.thumbprint()}", body)
    await store.put_shop_rows([ShopRow(_KIND, "", made.row_id, body)])
    return made


async def rotate(store: Store, now: int, settings: Settings) -> SigningKey:
    """Make the next key, published for as long as others may keep the key set before it signs."""
    return await add_key(store, now + settings.jwks_seconds * 1000)


async def remove_keys(store: Store, keys: Sequence[SigningKey]) -> None:
    """Remove keys; tokens they signed end with the next request."""
    await store.put_shop_rows([ShopRow(_KIND, "", key.row_id, None) for key in keys])


async def tend_keys(store: Store, ambient: Ambient, settings: Settings) -> None:
    """Remove keys whose time is over, and make the next one when the newest is old; one of several processes does."""
    now = ambient.now()
    keys = await load_keys(store)
    if not _over(keys, now, settings) and not _old(keys, now, settings):
        return
    lease = Lease("", "signing keys", new_id(ambient))
    if not await store.take_lease(lease, now, _LEASE_SECONDS):
        return
    try:
        keys = await load_keys(store)
        if _old(keys, now, settings):
            await rotate(store, now, settings)
        if over := _over(keys, now, settings):
            await remove_keys(store, over)
    finally:
        await store.release_lease(lease)


def _over(keys: Sequence[SigningKey], now: int, settings: Settings) -> list[SigningKey]:
    found = standings(keys, now, settings)
    return [each.key for each in found if each.state == "checks" and each.retires is not None and each.retires <= now]


def _old(keys: Sequence[SigningKey], now: int, settings: Settings) -> bool:
    if not settings.rotate_keys_days or not keys:
        return False
    return now + settings.jwks_seconds * 1000 >= keys[0].signs_from + settings.rotate_keys_days * _DAY


def key_set(keys: Sequence[SigningKey]) -> dict[str, Any]:
    """Return the public parts of the keys as a JWK Set (RFC 7517), newest first."""
    return {"keys": [key.published() for key in keys]}
