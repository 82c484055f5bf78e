"""How many baskets a customer may have open: storefront baskets and agent baskets are counted each for itself.

Follows the basket section of the order lifecycle reference. A basket under the quota has a slot; the store gives
each slot of a customer once, so that two requests at the same time cannot both have the last one.
"""

import itertools
from collections.abc import Sequence

from counterfoil import faults
from counterfoil.documents import stored
from counterfoil.documents.basket import Basket
from counterfoil.shop.basket_store import Loaded, basket_columns, keep_answer
from counterfoil.shop.call import Call
from counterfoil.shop.stock_store import hold_for, not_available
from counterfoil.store.records import Conflict, OpenBasket, OutOfStock, SlotTaken

AGENT_SLOTS = 1000
"""Slots from here on are those of agent baskets."""
_MOST_TRIES = 5


async def free_slot(call: Call, customer_id: str, *, agent_basket: bool) -> int:
    """Return a free slot for a basket of a customer; fault CUSTOMER_BASKETS_QUOTA_EXCEEDED."""
    settings = call.server.settings
    most = settings.baskets_per_agent if agent_basket else settings.baskets_per_customer
    known, call.open_baskets = call.open_baskets.get(customer_id), {}
    if known is None:
        known = await call.store.open_baskets(call.site_id, customer_id, call.now)
    taken = of_kind(known, agent_basket=agent_basket)
    if len(taken) >= most:
        raise faults.CUSTOMER_BASKETS_QUOTA_EXCEEDED(basket_ids=",".join(entry.basket_id for entry in taken))
    return unused_slot(taken, agent_basket=agent_basket)


def unused_slot(taken: Sequence[OpenBasket], *, agent_basket: bool) -> int:
    """Return the lowest slot of a kind that none of some baskets has."""
    used = {entry.slot for entry in taken}
    return next(slot for slot in itertools.count(first_slot(agent_basket=agent_basket)) if slot not in used)


def first_slot(*, agent_basket: bool) -> int:
    """Return the first slot of a kind of baskets: that of a customer who has no other."""
    return AGENT_SLOTS if agent_basket else 0


def of_kind(baskets: Sequence[OpenBasket], *, agent_basket: bool) -> list[OpenBasket]:
    """Return the open baskets that count as agent baskets, or those that count as storefront baskets."""
    return [entry for entry in baskets if entry.slot is not None and (entry.slot >= AGENT_SLOTS) == agent_basket]


async def take_slot(call: Call, basket: Basket) -> None:
    """Give a new basket a slot; fault CUSTOMER_BASKETS_QUOTA_EXCEEDED. A guest made for it has no other basket."""
    agent_basket = bool(basket.agent_basket)
    if basket.registered or call.caller.is_customer:
        basket.slot = await free_slot(call, _customer_id(basket), agent_basket=agent_basket)
    else:
        basket.slot = first_slot(agent_basket=agent_basket)


async def insert_in_slot(call: Call, basket: Basket) -> Loaded:
    """Store a new basket; when another took the slot meanwhile, or has the id, with the next.

    Faults: CUSTOMER_BASKETS_QUOTA_EXCEEDED, PRODUCT_ITEM_NOT_AVAILABLE.
    """
    for _ in range(_MOST_TRIES):
        _, hold = await hold_for(call, basket)
        body = stored.encode(basket)
        await keep_answer(call, basket, body, 1)
        try:
            await call.store.insert_basket(basket_columns(call, basket), body, hold)
        except SlotTaken:
            basket.slot = await free_slot(call, _customer_id(basket), agent_basket=bool(basket.agent_basket))
            continue
        except Conflict:  # a seed gives the ids of an earlier run again
            basket.basket_id = call.new_id()
            continue
        except OutOfStock as short:
            raise not_available(basket, short) from None
        return Loaded(basket, body, 1)
    raise faults.STORE_UNAVAILABLE()


async def save_in_slot(call: Call, loaded: Loaded) -> Loaded:
    """Store a basket that got another customer or kind with its new slot; if another took that meanwhile, the next.

    Faults: CUSTOMER_BASKETS_QUOTA_EXCEEDED, RESOURCE_STATE_CONFLICT.
    """
    basket = loaded.basket
    for _ in range(_MOST_TRIES):
        try:
            return await loaded.save(call)
        except SlotTaken:
            basket.slot = await free_slot(call, _customer_id(basket), agent_basket=bool(basket.agent_basket))
    raise faults.STORE_UNAVAILABLE()


def _customer_id(basket: Basket) -> str:
    return (basket.customer_info.customer_id if basket.customer_info else None) or ""
