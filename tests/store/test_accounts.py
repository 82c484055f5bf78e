"""Accounts of customers: visits, password resets, the end of tokens, the search by e-mail."""

import pytest
from tests.store.samples import NOW

from counterfoil.store import migrations
from counterfoil.store.engines import open_store
from counterfoil.store.interface import Store
from counterfoil.store.jobs import Statement
from counterfoil.store.records import (
    Conflict,
    CustomerRow,
    DuplicateCustomer,
    EndedTokens,
    PasswordReset,
    Session,
    Visits,
)

pytestmark = pytest.mark.anyio
JANE = CustomerRow("customers", "1", "abc", "jane", b"jane", email="jane@example.com")
RESET = PasswordReset("customers", b"r" * 32, "1", 0, NOW + 10)
ENDED = EndedTokens(b"g" * 32, NOW + 10, spared=b"t" * 32)


async def test_a_log_in_moves_the_former_times_back_and_leaves_the_customer_alone(store: Store):
    await store.save_customers([JANE])
    assert await store.visits("customers", "1") is None
    assert await store.log_in("customers", "1", NOW) == Visits(NOW, None, NOW, None)
    assert await store.log_in("customers", "1", NOW + 5) == Visits(NOW + 5, NOW, NOW + 5, NOW)
    assert await store.visits("customers", "1") == Visits(NOW + 5, NOW, NOW + 5, NOW)
    assert await store.customer_by_no("customers", "1") == JANE


async def test_customers_are_found_by_email_in_their_list(store: Store):
    same = JANE._replace(customer_no="2", customer_id="def", login="joan")
    other = JANE._replace(list_id="other")
    await store.save_customers([JANE, same, other])
    assert len(await store.customers_by_email("customers", "jane@example.com", 5)) == 2
    assert len(await store.customers_by_email("customers", "jane@example.com", 1)) == 1
    await store.update_customer(same._replace(email="joan@example.com"), 1)
    assert await store.customers_by_email("customers", "jane@example.com", 5) == [JANE]
    assert await store.customers_by_email("customers", "nobody@example.com", 5) == []


async def test_a_password_reset_is_kept_until_it_expires(store: Store):
    await store.put_password_reset(RESET)
    assert await store.password_reset("customers", RESET.digest, NOW) == RESET
    assert await store.password_reset("other", RESET.digest, NOW) is None
    assert await store.password_reset("customers", RESET.digest, NOW + 10) is None
    assert (await store.sweep(NOW + 10))["password_resets"] == 1
    assert (await store.counts())["password_resets"] == 0


async def test_customers_are_saved_with_the_end_of_their_tokens_or_not_at_all(store: Store):
    await store.save_customers([JANE])
    with pytest.raises(DuplicateCustomer):
        await store.save_customers([JANE._replace(customer_no="2", customer_id="def")], [ENDED])
    assert not (await store.opening(None, ENDED.digest)).revoked
    await store.save_customers([JANE._replace(body=b"new")], [ENDED._replace(spared=None)])
    assert (await store.opening(b"t" * 32, ENDED.digest)).revoked


async def test_a_changed_password_ends_its_tokens_and_sessions_but_spares_one(store: Store):
    await store.save_customers([JANE])
    await store.put_session(Session("S", b"s" * 32, b"hers", NOW + 9, ENDED.digest))
    await store.put_session(Session("S", b"o" * 32, b"other", NOW + 9, b"h" * 32))
    await store.change_password(JANE._replace(body=b"new"), 1, ENDED)
    assert (await store.opening(b"u" * 32, ENDED.digest)).revoked
    assert not (await store.opening(b"t" * 32, ENDED.digest)).revoked
    assert not (await store.opening(b"u" * 32, b"h" * 32)).revoked
    assert not (await store.opening(b"u" * 32)).revoked
    assert await store.session("S", b"s" * 32, NOW) is None
    assert await store.session("S", b"o" * 32, NOW) == b"other"


async def test_a_reset_is_used_once_and_with_the_revision_it_was_checked_for(store: Store):
    await store.save_customers([JANE])
    await store.put_password_reset(RESET)
    with pytest.raises(Conflict):
        await store.change_password(JANE._replace(body=b"stale"), 7, ENDED, RESET)
    assert await store.password_reset("customers", RESET.digest, NOW) == RESET
    assert not (await store.opening(b"u" * 32, ENDED.digest)).revoked
    await store.change_password(JANE._replace(body=b"new"), 1, ENDED, RESET)
    with pytest.raises(Conflict):
        await store.change_password(JANE._replace(body=b"again"), 2, ENDED, RESET)
    found = await store.customer_by_no("customers", "1")
    assert found is not None
    assert (found.body, found.revision) == (b"new", 2)


async def test_customers_of_an_older_store_are_found_by_email_too(store_url: str, monkeypatch: pytest.MonkeyPatch):
    steps = migrations.MIGRATIONS
    before = next(n for n, step in enumerate(steps) if any("customers_email" in statement for statement in step))
    body = b'{"profile":{"first_name":"Jane","email":"Jane@Example.com"}}'
    with monkeypatch.context() as older:
        older.setattr(migrations, "MIGRATIONS", steps[:before])
        older.setattr(migrations, "NEWEST", before)
        store = await open_store(store_url)
        sql = """insert into customers (list_id, customer_no, customer_id, login, body, revision)
            values ($1, $2, $3, $4, $5, 1)"""
        await store._engine.write([Statement(sql, (*JANE[:4], body))])
        await store.close()
    store = await open_store(store_url)
    found = await store.customers_by_email("customers", "jane@example.com", 5)
    await store.close()
    assert [row.customer_no for row in found] == ["1"]
