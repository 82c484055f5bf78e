"""What scripts ask of baskets beside that of the request: those the customer has open, new ones, and those to go.

A basket is kept, or goes, with the request's unit of work, against the revision that the script saw.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from counterfoil import faults
from counterfoil.commerce.basket_life import belong_to
from counterfoil.commerce.reopened import basket_from_order
from counterfoil.documents import stored
from counterfoil.documents.basket import Basket, CustomerInfo
from counterfoil.documents.order import Order
from counterfoil.identity.caller import CREATE_ORDER_ON_BEHALF_OF
from counterfoil.shop.basket_customer import customer_of_new, populate_customer
from counterfoil.shop.basket_fill import new_basket
from counterfoil.shop.basket_quota import of_kind, unused_slot
from counterfoil.shop.basket_store import basket_columns
from counterfoil.shop.call import Call
from counterfoil.shop.script_containers import answered, container_of
from counterfoil.shop.script_site import scripts_of
from counterfoil.shop.server import ScriptOperation
from counterfoil.shop.stock_store import held_for
from counterfoil.store.records import OpenBasket, Reservation
from counterfoil.store.script_writes import BasketChange

MOST_TEMPORARY = 4
"""So many temporary baskets a customer may have open."""


def customer_of(call: Call) -> CustomerInfo | None:
    """Return the customer of the session: whom a script logged in, who calls, else whose the request's basket is."""
    visitor = scripts_of(call).visitor
    if visitor is not None:
        return CustomerInfo(customer_id=visitor.customer_id, customer_no=visitor.customer_no or None)
    if call.caller.is_customer:
        return CustomerInfo(customer_id=call.caller.customer_id, customer_no=call.caller.customer_no or None)
    return call.at_hand.customer_info if call.at_hand is not None else None


async def _open_baskets(call: Call, own: Sequence[str]) -> list[dict[str, Any]]:
    """Return the customer's open baskets but those that the script has at hand; a submitted one is open no more."""
    found = []
    for entry in await _entries(call):
        if entry.basket_id not in own and not _submitted(call, entry.basket_id):
            loaded = await load_open(call, entry.basket_id)
            if loaded is not None:
                body, revision = loaded
                found.append({"document": msgspec.Raw(body), "revision": revision})
    return found


async def load_open(call: Call, basket_id: str) -> tuple[bytes, int] | None:
    """Return an open basket of the site with its revision, as scripts have left it so far."""
    pending = scripts_of(call).writes.baskets.get((call.site_id, basket_id))
    if pending is not None:
        return None if pending.body is None else (pending.body, pending.revision or 0)
    found = await call.own_store.basket(call.site_id, basket_id, call.now)
    return None if found is None else (found.body, found.revision)


async def _entries(call: Call) -> list[OpenBasket]:
    """Return what baskets the customer has open, those of the request's scripts included."""
    customer = customer_of(call)
    if customer is None or not customer.customer_id:
        return []
    stored_ones = await call.own_store.open_baskets(call.site_id, customer.customer_id, call.now)
    changes = scripts_of(call).writes.baskets
    kept = [entry for entry in stored_ones if (call.site_id, entry.basket_id) not in changes]
    for change in changes.values():
        if change.columns is not None and change.columns.customer_id == customer.customer_id:
            kept.append(OpenBasket(change.basket_id, change.columns.slot))
    return kept


def _submitted(call: Call, basket_id: str) -> bool:
    """Say whether a basket is the one that the request submits: its order is being made, or is there."""
    return isinstance(call.at_hand, Basket) and call.at_hand.basket_id == basket_id


async def _new_basket(call: Call, asked: dict[str, Any]) -> dict[str, Any]:
    """Make a basket of the customer, not stored yet; ``refused`` names the platform's exception.

    ``known`` are the baskets the script has at hand, which the store does not have yet, or has otherwise.
    """
    kind, customer = asked["kind"], customer_of(call)
    agent_basket = kind == "agent"
    if agent_basket and not call.caller.may(CREATE_ORDER_ON_BEHALF_OF):
        raise PermissionError("agent baskets are for agents who may order for customers")
    if customer is None:
        raise LookupError("there is no customer whose basket it could be")
    if call.caller.is_customer and customer.customer_id == call.caller.customer_id:
        customer = await customer_of_new(call, None)
    basket = new_basket(call, msgspec.structs.replace(customer))
    basket.agent_basket = agent_basket
    entries = [*await _entries(call), *(OpenBasket(one["basket_id"], one.get("slot")) for one in asked["known"])]
    if kind == "temporary":
        basket.temporary = True
        known = {one["basket_id"]: one.get("temporary") is True for one in asked["known"]}
        if await _temporary(call, entries, known) >= MOST_TEMPORARY:
            return {"refused": "CreateTemporaryBasketLimitExceededException"}
    else:
        slot = _free_slot(call, entries, agent_basket=agent_basket)
        if slot is None:
            return {"refused": "CreateAgentBasketLimitExceededException"}
        basket.slot = slot
    await populate_customer(call, basket)
    scripts_of(call).new_baskets[basket.basket_id or ""] = basket
    return answered(basket)


def _free_slot(call: Call, entries: Sequence[OpenBasket], *, agent_basket: bool) -> int | None:
    settings = call.server.settings
    most = settings.baskets_per_agent if agent_basket else settings.baskets_per_customer
    by_id = {entry.basket_id: entry for entry in entries if not _gone(call, entry.basket_id)}
    taken = of_kind(list(by_id.values()), agent_basket=agent_basket)
    return None if len(taken) >= most else unused_slot(taken, agent_basket=agent_basket)


def _gone(call: Call, basket_id: str) -> bool:
    change = scripts_of(call).writes.baskets.get((call.site_id, basket_id))
    return change is not None and change.body is None


async def _temporary(call: Call, entries: Sequence[OpenBasket], known: dict[str, bool]) -> int:
    """Count temporary baskets: those outside of the quota that say so; ``known`` are those the script has at hand."""
    count = sum(known.values())
    for basket_id in {entry.basket_id for entry in entries if entry.slot is None} - known.keys():
        loaded = await load_open(call, basket_id)
        count += loaded is not None and stored.decode(Basket, loaded[0]).temporary is True
    return count


async def _reopened_basket(call: Call, asked: dict[str, Any]) -> dict[str, Any] | None:
    """Make the basket of a failed order anew, if its customer has no other that he shops with; None where he has."""
    order = container_of(call, asked)
    customer_id = order.customer_info.customer_id if order.customer_info else None
    if not isinstance(order, Order) or not customer_id:
        return None
    agent_basket = call.caller.is_agent and order.channel_type == "callcenter"
    known = await call.own_store.open_baskets(call.site_id, customer_id, call.now)
    slot = _free_slot(
        call, [entry for entry in known if not _submitted(call, entry.basket_id)], agent_basket=agent_basket
    )
    if slot is None:
        return None
    basket = basket_from_order(order, basket_id=call.new_id(), now_text=call.now_text, agent_basket=agent_basket)
    belong_to(basket, _named(basket))
    basket.slot = slot
    scripts_of(call).new_baskets[basket.basket_id or ""] = basket
    return answered(basket)


def _named(basket: Basket) -> CustomerInfo:
    info = basket.customer_info or CustomerInfo()
    return msgspec.structs.replace(info, customer_name=basket.customer_name)


async def keep_basket(call: Call, change: dict[str, Any]) -> None:
    """Take a basket into the request's unit of work; without a document it goes.

    LookupError for one that changed since the script read it, PermissionError for what is not its customer's.
    """
    basket_id, state = change["basket_id"], scripts_of(call)
    key = (call.site_id, basket_id)
    made = state.new_baskets.get(basket_id)
    loaded = await load_open(call, basket_id)
    if change["document"] is None:
        state.taken_baskets.add(basket_id)
        if change["revision"] is None:
            state.writes.baskets[key] = BasketChange(*key, None)
        elif loaded is not None and loaded[1]:
            held = await held_now(call, stored.decode(Basket, loaded[0]))
            state.writes.baskets[key] = BasketChange(*key, loaded[1], held=held)
        else:
            state.writes.baskets.pop(key, None)
        return
    if made is None and loaded is None:
        raise LookupError(f"the basket {basket_id} is not open any more")
    before = stored.decode(Basket, loaded[0]) if loaded is not None else made
    revision = loaded[1] if loaded is not None else 0
    assert before is not None
    if revision != max(state.writes.written.get(("basket", *key), 0), change["revision"]):
        raise LookupError(f"the basket {basket_id} was changed since the script read it")
    basket = container_of(call, {"kind": "basket", "document": change["document"]})
    assert isinstance(basket, Basket)
    _require_same(before, basket)
    basket.last_modified = call.now_text
    state.writes.baskets[key] = BasketChange(*key, revision, basket_columns(call, basket), stored.encode(basket))


def _require_same(before: Basket, basket: Basket) -> None:
    """Refuse a basket that is to become another's, and leave what is the server's own as it was."""
    whose = [one.customer_info.customer_id if one.customer_info else None for one in (before, basket)]
    if before.basket_id != basket.basket_id or whose[0] != whose[1]:
        raise PermissionError("a basket keeps its id and its customer")
    for name in ("agent_basket", "creation_date", "registered", "site_id", "slot", "temporary", "reserved_units"):
        setattr(basket, name, getattr(before, name))


async def held_now(call: Call, basket: Basket) -> Reservation | None:
    """Return what is held for a basket; what was held for too long is given back before."""
    held = held_for(call, basket)
    if held is not None and held.expires <= call.now:
        await call.server.store.release_reservations(call.now)
        return None
    return held


async def _may_delete(call: Call, _: Any) -> None:
    """Refuse who may not order for customers: the platform lets agents alone take baskets away."""
    if not call.caller.may(CREATE_ORDER_ON_BEHALF_OF):
        raise PermissionError(faults.USER_ACCESS_FORBIDDEN.name)


OPERATIONS: dict[str, ScriptOperation] = {
    "open_baskets": _open_baskets,
    "new_basket": _new_basket,
    "reopened_basket": _reopened_basket,
    "may_delete_baskets": _may_delete,
}
