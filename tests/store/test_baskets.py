"""Baskets: revisions, quota slots and expiry."""

import pytest
from tests.store.samples import NOW, SITE, WEEK, basket_columns

from counterfoil.store.interface import Store
from counterfoil.store.records import BasketWrite, Conflict, CustomerRow, OpenBasket, SlotTaken

pytestmark = pytest.mark.anyio


async def test_a_new_basket_has_revision_one(store: Store):
    await store.insert_basket(basket_columns(), b"body")
    assert (await store.basket(SITE, "b1", NOW))[:2] == (b"body", 1)


async def test_a_basket_of_another_site_is_not_found(store: Store):
    await store.insert_basket(basket_columns(), b"body")
    assert await store.basket("Other", "b1", NOW) is None


async def test_saving_raises_the_revision_by_one(store: Store):
    await store.insert_basket(basket_columns(), b"one")
    await store.save_basket(basket_columns(), b"two", 1)
    assert (await store.basket(SITE, "b1", NOW))[:2] == (b"two", 2)


async def test_a_basket_changed_meanwhile_is_not_overwritten(store: Store):
    await store.insert_basket(basket_columns(), b"one")
    await store.save_basket(basket_columns(), b"two", 1)
    with pytest.raises(Conflict):
        await store.save_basket(basket_columns(), b"three", 1)
    assert (await store.basket(SITE, "b1", NOW))[:2] == (b"two", 2)


async def test_an_expired_basket_is_not_found(store: Store):
    await store.insert_basket(basket_columns(), b"body")
    assert await store.basket(SITE, "b1", NOW + WEEK) is None
    assert await store.open_baskets(SITE, "c1", NOW + WEEK) == []


async def test_a_taken_slot_is_refused(store: Store):
    await store.insert_basket(basket_columns("b1", slot=1), b"")
    with pytest.raises(SlotTaken):
        await store.insert_basket(basket_columns("b2", slot=1), b"")
    await store.insert_basket(basket_columns("b3", slot=2), b"")
    assert await store.open_baskets(SITE, "c1", NOW) == [OpenBasket("b1", 1), OpenBasket("b3", 2)]


async def test_baskets_without_a_slot_do_not_count(store: Store):
    await store.insert_basket(basket_columns("b1", slot=None), b"")
    await store.insert_basket(basket_columns("b2", slot=None), b"")
    assert len(await store.open_baskets(SITE, "c1", NOW)) == 2


async def test_a_basket_id_is_used_once(store: Store):
    await store.insert_basket(basket_columns("b1", slot=1), b"first")
    with pytest.raises(Conflict):
        await store.insert_basket(basket_columns("b1", slot=2), b"second")
    assert (await store.basket(SITE, "b1", NOW))[:2] == (b"first", 1)


async def test_an_expired_basket_gives_its_slot_to_a_new_one(store: Store):
    await store.insert_basket(basket_columns("old"), b"old")
    later = NOW + WEEK
    await store.insert_basket(basket_columns("new")._replace(modified=later, expires=later + WEEK), b"new")
    assert await store.open_baskets(SITE, "c1", NOW) == [OpenBasket("new", 1)]
    assert (await store.basket(SITE, "new", later))[:2] == (b"new", 1)


async def test_a_guest_basket_moves_to_a_free_slot_of_a_registered_customer(store: Store):
    await store.insert_basket(basket_columns("b1", "guest"), b"")
    await store.save_basket(basket_columns("b1", "c1"), b"", 1)
    assert await store.open_baskets(SITE, "c1", NOW) == [OpenBasket("b1", 1)]
    assert await store.open_baskets(SITE, "guest", NOW) == []


async def test_a_basket_cannot_move_to_a_taken_slot(store: Store):
    await store.insert_basket(basket_columns("b1", "c1"), b"")
    await store.insert_basket(basket_columns("b2", "guest"), b"")
    with pytest.raises(SlotTaken):
        await store.save_basket(basket_columns("b2", "c1"), b"", 1)
    assert await store.open_baskets(SITE, "guest", NOW) == [OpenBasket("b2", 1)]


async def test_a_basket_moves_to_the_slot_of_an_expired_one(store: Store):
    await store.insert_basket(basket_columns("old", "c1"), b"")
    later = NOW + WEEK
    moved = basket_columns("b2", "guest")._replace(modified=later, expires=later + WEEK)
    await store.insert_basket(moved, b"")
    await store.save_basket(moved._replace(customer_id="c1"), b"", 1)
    assert await store.open_baskets(SITE, "c1", NOW) == [OpenBasket("b2", 1)]


async def test_a_basket_is_deleted_in_any_or_one_revision(store: Store):
    await store.insert_basket(basket_columns("b1", slot=1), b"")
    await store.insert_basket(basket_columns("b2", slot=2), b"")
    await store.delete_basket(SITE, "b1")
    with pytest.raises(Conflict):
        await store.delete_basket(SITE, "b2", 7)
    assert await store.open_baskets(SITE, "c1", NOW) == [OpenBasket("b2", 2)]
    await store.delete_basket(SITE, "b2", 1)
    await store.delete_basket(SITE, "b2")
    assert await store.open_baskets(SITE, "c1", NOW) == []


async def test_all_baskets_are_walked_over_with_their_digests(store: Store):
    for number in range(7):
        await store.insert_basket(basket_columns(f"b{number}", slot=number), b"x" * number)
    entries = [entry async for entry in store.all_baskets(page=3)]
    assert [entry.columns for entry in entries] == [basket_columns(f"b{n}", slot=n) for n in range(7)]
    assert all(entry.intact for entry in entries)
    assert not entries[1]._replace(body=b"y").intact


async def test_a_basket_is_prolonged_without_a_new_revision(store: Store):
    await store.insert_basket(basket_columns(), b"body")
    await store.prolong_basket(SITE, "b1", NOW + 2 * WEEK)
    assert await store.basket(SITE, "b1", NOW + WEEK) == (b"body", 1, NOW, NOW + 2 * WEEK)
    await store.prolong_basket(SITE, "b1", NOW + WEEK)
    await store.prolong_basket(SITE, "nothing", NOW + WEEK)
    assert await store.basket(SITE, "b1", NOW + WEEK) is not None, "no life is made shorter"


async def test_several_baskets_are_saved_together_or_none(store: Store):
    first, second = basket_columns(slot=0), basket_columns(basket_id="b2", slot=1)
    await store.insert_basket(first, b"one")
    await store.insert_basket(second, b"two")
    moved = [BasketWrite(first._replace(slot=2), b"uno", 1), BasketWrite(second._replace(slot=3), b"due", 1)]
    for stale in (0, 1):
        broken = [write._replace(revision=7) if place == stale else write for place, write in enumerate(moved)]
        with pytest.raises(Conflict):
            await store.save_baskets(broken)
    with pytest.raises(SlotTaken):
        await store.save_baskets([moved[0]._replace(columns=first._replace(slot=1))])
    assert await store.open_baskets(SITE, "c1", NOW) == [OpenBasket("b1", 0), OpenBasket("b2", 1)]
    await store.save_baskets(moved)
    assert await store.open_baskets(SITE, "c1", NOW) == [OpenBasket("b1", 2), OpenBasket("b2", 3)]
    assert [(await store.basket(SITE, name, NOW))[:2] for name in ("b1", "b2")] == [(b"uno", 2), (b"due", 2)]


async def test_a_customer_is_read_with_his_open_baskets(store: Store):
    await store.insert_customer(CustomerRow("customers", "1", "c1", "jane", b"{}"))
    assert await store.customer_with_baskets("customers", "1", SITE, NOW) == (
        await store.customer_by_no("customers", "1"),
        [],
    )
    await store.insert_basket(basket_columns("b1", slot=2), b"")
    await store.insert_basket(basket_columns("b2", slot=1), b"")
    _, baskets = await store.customer_with_baskets("customers", "1", SITE, NOW)
    assert baskets == await store.open_baskets(SITE, "c1", NOW) == [OpenBasket("b2", 1), OpenBasket("b1", 2)]
    assert await store.customer_with_baskets("customers", "1", "other site", NOW) == (
        await store.customer_by_no("customers", "1"),
        [],
    )
    assert (await store.customer_with_baskets("customers", "1", SITE, NOW + WEEK))[1] == []
    assert await store.customer_with_baskets("customers", "2", SITE, NOW) == (None, [])
