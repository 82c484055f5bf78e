"""Claims on requests: one holder, completed with the effect or not at all, on both engines."""

import pytest
from tests.store.samples import NOW, SITE, basket_columns

from counterfoil.store.interface import Store
from counterfoil.store.records import Claim, ClaimLost, ClaimState, SlotTaken

pytestmark = pytest.mark.anyio
CLAIM = Claim(SITE, b"d" * 32, "first")
LATER = NOW + 1000


async def test_a_claim_has_one_holder_until_it_expires(store: Store) -> None:
    other = CLAIM._replace(holder="second")
    assert await store.take_claim(CLAIM, b"f", NOW, LATER) is None
    assert await store.take_claim(other, b"f", NOW, LATER) == ClaimState(b"f", None)
    assert await store.take_claim(other, b"g", LATER, LATER + 1000) is None


async def test_the_answer_is_kept_with_the_effect(store: Store) -> None:
    await store.take_claim(CLAIM, b"f", NOW, LATER)
    claimed = store.claimed(CLAIM, LATER)
    claimed.keep(b"answer")
    await claimed.insert_basket(basket_columns(), b"{}")
    assert claimed.wrote
    assert await store.take_claim(CLAIM, b"f", NOW, LATER) == ClaimState(b"f", b"answer")


async def test_without_the_effect_there_is_no_answer(store: Store) -> None:
    await store.insert_basket(basket_columns("taken"), b"{}")
    await store.take_claim(CLAIM, b"f", NOW, LATER)
    claimed = store.claimed(CLAIM, LATER)
    claimed.keep(b"answer")
    with pytest.raises(SlotTaken):
        await claimed.insert_basket(basket_columns("other"), b"{}")
    assert not claimed.wrote
    await store.release_claim(CLAIM)
    assert await store.take_claim(CLAIM, b"g", NOW, LATER) is None


async def test_without_the_claim_there_is_no_effect(store: Store) -> None:
    await store.take_claim(CLAIM, b"f", NOW, NOW + 1)
    await store.take_claim(CLAIM._replace(holder="second"), b"f", LATER, LATER + 1000)
    with pytest.raises(ClaimLost):
        await store.claimed(CLAIM, LATER).insert_basket(basket_columns(), b"{}")
    assert await store.basket(SITE, "b1", NOW) is None


async def test_an_effect_whose_answer_was_not_known_in_time_is_not_given_up(store: Store) -> None:
    await store.take_claim(CLAIM, b"f", NOW, LATER)
    await store.claimed(CLAIM, LATER).insert_basket(basket_columns(), b"{}")
    await store.release_claim(CLAIM)
    assert await store.take_claim(CLAIM, b"f", NOW, LATER) == ClaimState(b"f", b"")
    await store.complete_claim(CLAIM, b"answer", LATER)
    assert await store.take_claim(CLAIM, b"f", NOW, LATER) == ClaimState(b"f", b"answer")
