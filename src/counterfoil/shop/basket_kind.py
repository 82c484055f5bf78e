"""Agent baskets and the storefront basket of a customer. Follows section 3.11 of the resource reference."""

from collections.abc import Sequence

from counterfoil import faults
from counterfoil.documents import stored
from counterfoil.documents.basket import Basket
from counterfoil.shop.access import require_shopper
from counterfoil.shop.basket_quota import free_slot, of_kind, save_in_slot, unused_slot
from counterfoil.shop.basket_store import Loaded, answer_basket, open_basket, save_both
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.parameters import boolean
from counterfoil.store.records import OpenBasket


async def mark_agent_basket(call: Call) -> Answer:
    """Make a basket an agent basket.

    Faults: those of open_basket, ACCESS_WITHOUT_USER_FORBIDDEN for a customer, CUSTOMER_BASKETS_QUOTA_EXCEEDED,
    RESOURCE_STATE_CONFLICT.
    """
    _require_agent(call)
    loaded = await open_basket(call)
    basket = loaded.basket
    if not basket.agent_basket:
        basket.slot = await free_slot(call, _customer_id(basket), agent_basket=True)
        basket.agent_basket = True
        loaded = await save_in_slot(call, loaded)
    return await answer_basket(call, loaded, None)


async def mark_storefront_basket(call: Call) -> Answer:
    """Make a basket the customer's storefront basket; with ``exchange`` the present one becomes an agent basket.

    Faults: those of open_basket, ACCESS_WITHOUT_USER_FORBIDDEN for a customer, STOREFRONT_BASKET_EXISTS,
    RESOURCE_STATE_CONFLICT.
    """
    exchange = boolean(call, "exchange")
    _require_agent(call)
    loaded = await open_basket(call)
    basket = loaded.basket
    if not basket.agent_basket:
        return await answer_basket(call, loaded, None)
    open_now = await call.store.open_baskets(call.site_id, _customer_id(basket), call.now)
    present = of_kind(open_now, agent_basket=False)
    if len(present) < call.server.settings.baskets_per_customer:
        basket.slot = await free_slot(call, _customer_id(basket), agent_basket=False)
        basket.agent_basket = False
        loaded = await save_in_slot(call, loaded)
    elif exchange:
        loaded = await _exchange(call, loaded, present[0].basket_id, open_now)
    else:
        raise faults.STOREFRONT_BASKET_EXISTS(basket_ids=",".join(entry.basket_id for entry in present))
    return await answer_basket(call, loaded, None)


async def _exchange(call: Call, loaded: Loaded, present_id: str, open_now: Sequence[OpenBasket]) -> Loaded:
    """Let two baskets change kinds in one write, so that neither is lost and no quota is exceeded meanwhile.

    Each takes a slot that nobody has: a slot changes hands only when its basket is gone.
    """
    found = await call.store.basket(call.site_id, present_id, call.now)
    if found is None:
        raise faults.RESOURCE_STATE_CONFLICT(client="", server="changed")
    other = Loaded(stored.decode(Basket, found.body), found.body, found.revision)
    loaded.basket.slot, other.basket.slot = (
        unused_slot(open_now, agent_basket=False),
        unused_slot(open_now, agent_basket=True),
    )
    loaded.basket.agent_basket, other.basket.agent_basket = False, True
    return await save_both(call, loaded, other)


def _require_agent(call: Call) -> None:
    """Refuse a customer: which basket he shops with in the storefront is not his own choice here."""
    require_shopper(call)
    if not call.caller.is_agent:
        raise faults.ACCESS_WITHOUT_USER_FORBIDDEN()


def _customer_id(basket: Basket) -> str:
    return (basket.customer_info.customer_id if basket.customer_info else None) or ""
