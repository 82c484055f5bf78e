"""Leases, sessions, revoked tokens, and the sweep."""

import pytest
from tests.store.samples import NOW, SITE, WEEK, basket_columns

from counterfoil.store.interface import Store
from counterfoil.store.records import Claim, Lease, Opening, Session

pytestmark = pytest.mark.anyio
LEASE = Lease(SITE, "order 00000501", "request 1")
OTHER = LEASE._replace(holder="request 2")


async def test_a_lease_has_one_holder(store: Store):
    assert await store.take_lease(LEASE, NOW, 30)
    assert not await store.take_lease(OTHER, NOW, 30)
    assert await store.take_lease(OTHER._replace(site_id="Other"), NOW, 30)


async def test_a_lease_is_free_after_its_time(store: Store):
    assert await store.take_lease(LEASE, NOW, 30)
    assert not await store.take_lease(OTHER, NOW + 29_999, 30)
    assert await store.take_lease(OTHER, NOW + 30_000, 30)


async def test_the_holder_renews_its_lease(store: Store):
    assert await store.take_lease(LEASE, NOW, 30)
    assert await store.take_lease(LEASE, NOW + 20_000, 30)
    assert not await store.take_lease(OTHER, NOW + 40_000, 30)


async def test_only_the_holder_gives_up_a_lease(store: Store):
    assert await store.take_lease(LEASE, NOW, 30)
    await store.release_lease(OTHER)
    assert not await store.take_lease(OTHER, NOW, 30)
    await store.release_lease(LEASE)
    assert await store.take_lease(OTHER, NOW, 30)


async def test_a_session_is_kept_until_it_expires(store: Store):
    await store.put_session(Session("", b"d" * 32, b"one", NOW + 10))
    assert await store.session("", b"d" * 32, NOW) == b"one"
    assert await store.session("", b"d" * 32, NOW + 10) is None
    await store.put_session(Session("", b"d" * 32, b"two", NOW + 20))
    assert await store.session("", b"d" * 32, NOW + 10) == b"two"
    await store.delete_session("", b"d" * 32)
    assert await store.session("", b"d" * 32, NOW) is None


async def test_a_revoked_token_is_known_at_the_opening(store: Store):
    await store.revoke_token(b"t" * 32, NOW)
    await store.revoke_token(b"t" * 32, NOW + 1)
    assert await store.opening(b"t" * 32) == Opening(1, revoked=True)
    assert await store.opening(b"u" * 32) == Opening(1, revoked=False)


async def test_the_sweep_deletes_what_has_expired_and_nothing_else(store: Store):
    for number in range(5):
        expires = NOW + (WEEK if number == 0 else -number)
        await store.insert_basket(basket_columns(f"b{number}", slot=number)._replace(expires=expires), b"")
        await store.put_session(Session("", bytes([number]), b"", expires))
        await store.revoke_token(bytes([number]), expires)
        assert await store.take_lease(Lease(SITE, f"b{number}", "h"), expires - 1000, 1)
        await store.take_claim(Claim(SITE, bytes([number]), "h"), b"f", NOW, expires)
    swept = await store.sweep(NOW, batch=2)
    assert {table: swept[table] for table in ("leases", "baskets", "claims", "sessions", "revoked_tokens")} == (
        {"leases": 4, "baskets": 4, "claims": 4, "sessions": 4, "revoked_tokens": 4}
    )
    assert set((await store.sweep(NOW, batch=2)).values()) == {0}
    assert await store.basket(SITE, "b0", NOW) is not None
    assert (await store.opening(bytes([0]))).revoked
    assert not await store.take_lease(Lease(SITE, "b0", "other"), NOW, 1)
