"""Loading and saving baskets: one stored document, its revision, and the flashes worked out on every answer."""

from typing import Any

import msgspec

from counterfoil import faults
from counterfoil.commerce.basket_life import TEMPORARY, lifetime, may_reset
from counterfoil.commerce.flashes import flashes
from counterfoil.documents import stored
from counterfoil.documents.basket import Basket
from counterfoil.documents.flash import Flash
from counterfoil.shop.access import require_owner, require_shopper
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.gift_certificates import certificate_flashes
from counterfoil.shop.stock_store import held_for, hold_for, not_available, stock_of, unless_lost
from counterfoil.store.records import BasketColumns, BasketWrite, Conflict, OutOfStock, SlotTaken
from counterfoil.timestamps import instant_of

VALIDATE = "dw.ocapi.shop.basket.validateBasket"


class Loaded(msgspec.Struct):
    """A basket as it stands in the store."""

    basket: Basket
    body: bytes
    revision: int
    modified: int = 0
    expires: int = 0

    async def save(self, call: Call) -> "Loaded":
        """Store the changed basket against the revision it was loaded with, and hold stock for it if that is wanted.

        Faults: RESOURCE_STATE_CONFLICT, PRODUCT_ITEM_NOT_AVAILABLE.
        """
        self.basket.last_modified = call.now_text
        held, hold = await hold_for(call, self.basket)
        body = stored.encode(self.basket)
        await keep_answer(call, self.basket, body, self.revision + 1)
        columns = basket_columns(call, self.basket)
        try:
            await unless_lost(
                held, lambda kept: call.store.save_basket(columns, body, self.revision, held=kept, hold=hold)
            )
        except Conflict:
            raise call.changed_meanwhile(self.body, self.revision) from None
        except OutOfStock as short:
            raise not_available(self.basket, short) from None
        return Loaded(self.basket, body, self.revision + 1)

    async def delete(self, call: Call) -> None:
        """Remove the basket at the revision it was loaded with; fault RESOURCE_STATE_CONFLICT."""
        try:
            basket_id, held = self.basket.basket_id or "", held_for(call, self.basket)
            await unless_lost(
                held, lambda kept: call.store.delete_basket(call.site_id, basket_id, self.revision, held=kept)
            )
        except Conflict:
            raise call.changed_meanwhile(self.body, self.revision) from None


async def load_basket(call: Call, basket_id: str) -> Loaded:
    """Return an open basket the caller may use; faults BASKET_NOT_FOUND, INVALID_CUSTOMER."""
    found = await call.store.basket(call.site_id, basket_id, call.now)
    if found is None:
        raise faults.BASKET_NOT_FOUND(basket_id=basket_id)
    basket = stored.decode(Basket, found.body)
    require_owner(call, basket.customer_info.customer_id if basket.customer_info else None)
    call.at_hand = basket
    return Loaded(basket, found.body, found.revision, found.modified, found.expires)


async def look_at_basket(call: Call, basket_id: str) -> Loaded:
    """Return an open basket that is only read; its life begins anew if it was not changed for an hour.

    Faults: BASKET_NOT_FOUND, INVALID_CUSTOMER.
    """
    loaded = await load_basket(call, basket_id)
    life = _life(call, loaded.basket)
    if may_reset(loaded.modified, loaded.expires, call.now, life):
        await call.server.store.prolong_basket(call.site_id, basket_id, call.now + life)
    return loaded


def _life(call: Call, basket: Basket) -> int:
    if basket.temporary:  # its time is over then, whatever happens to it
        return max(instant_of(basket.creation_date or call.now_text) + TEMPORARY - call.now, 0)
    seconds = call.server.settings.basket_lifetime_seconds
    return lifetime(call.site.shop, registered=bool(basket.registered), seconds=seconds)


async def save_both(call: Call, loaded: Loaded, other: Loaded) -> Loaded:
    """Store two changed baskets in one write, and return the first as stored; fault RESOURCE_STATE_CONFLICT."""
    writes: list[BasketWrite] = []
    for each in (loaded, other):
        each.basket.last_modified = call.now_text
        writes.append(BasketWrite(basket_columns(call, each.basket), stored.encode(each.basket), each.revision))
    await keep_answer(call, loaded.basket, writes[0].body, loaded.revision + 1)
    try:
        await call.store.save_baskets(writes)
    except (Conflict, SlotTaken):
        raise call.changed_meanwhile(loaded.body, loaded.revision) from None
    return Loaded(loaded.basket, writes[0].body, loaded.revision + 1)


def basket_columns(call: Call, basket: Basket) -> BasketColumns:
    """Return the key columns of a basket."""
    return BasketColumns(
        site_id=call.site_id,
        basket_id=basket.basket_id or "",
        customer_id=(basket.customer_info.customer_id if basket.customer_info else None) or "",
        slot=basket.slot,
        modified=call.now,
        expires=call.now + _life(call, basket),
    )


async def open_basket(call: Call) -> Loaded:
    """Return the basket of the path for a change, in the state the client knows.

    Faults: those of require_shopper, BASKET_NOT_FOUND, INVALID_CUSTOMER, RESOURCE_STATE_CONFLICT, INVALID_IF_MATCH,
    IF_MATCH_REQUIRED.
    """
    require_shopper(call)
    loaded = await load_basket(call, call.path["basket_id"])
    call.check_state(loaded.body, loaded.revision)
    return loaded


async def save_and_answer(call: Call, loaded: Loaded, point: str | None, *arguments: Any) -> Answer:
    """Store a changed basket and answer it whole; fault RESOURCE_STATE_CONFLICT."""
    return await answer_basket(call, await loaded.save(call), point, *arguments)


async def keep_answer(call: Call, basket: Basket, body: bytes, revision: int) -> None:
    """Make the answer before the basket is stored, when the client's idempotency key wants both kept together."""
    if call.once is not None:
        call.once.keep(await call.stateful(basket, body, revision, None, await flashes_of(call, basket)))


async def answer_basket(call: Call, loaded: Loaded, point: str | None, *arguments: Any) -> Answer:
    """Answer a basket with its state and flashes; ``arguments`` are those of the modify…Response point."""
    found = await flashes_of(call, loaded.basket)
    validation = (VALIDATE, False)
    return await call.stateful(loaded.basket, loaded.body, loaded.revision, point, found, arguments, validation)


async def flashes_at_submit(call: Call, basket: Basket) -> list[Flash]:
    """Work out what is missing, with what the hooks of validateBasket find; fault HOOK_STATUS when one refuses."""
    found = await flashes_of(call, basket)
    if call.server.hooks.registered(VALIDATE):
        document = call.render(basket, flashes=found)
        known = len(found)
        await call.ask(VALIDATE, document, True)
        added = (document.get("_flash") or [])[known:]
        found += [Flash(type=str(flash.get("type")), message=flash.get("message")) for flash in added]
    return found


async def flashes_of(call: Call, basket: Basket) -> list[Flash]:
    """Work out what is missing in a basket now."""
    stock = await stock_of(call, basket)
    shopper = await call.load_shopper(basket)
    found = flashes(basket, call.site.shop, call.products, stock, now=call.now, customer_groups=shopper.groups)
    found += await certificate_flashes(call, basket)
    return call.raised(found)
