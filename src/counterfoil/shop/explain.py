"""The explanation of a stored basket or order: who asks has the store already, so nothing is asked of a caller."""

from typing import Any

import msgspec

from counterfoil.commerce.explanation import Step, explain
from counterfoil.commerce.promotion_reasons import promotion_reasons
from counterfoil.commerce.terms import Container
from counterfoil.documents import stored
from counterfoil.documents.basket import Basket
from counterfoil.documents.order import Order
from counterfoil.shop.call import Call
from counterfoil.shop.server import Server
from counterfoil.shop.state import Site, State
from counterfoil.shop.unasked_call import unasked
from counterfoil.timestamps import instant_of

KINDS = {"basket": "baskets", "order": "orders"}
"""What can be explained, and the resource it is in."""


class Considered(msgspec.Struct):
    """A promotion of the site; ``reason`` says why it does not apply, where it does not."""

    promotion_id: str
    applies: bool
    reason: str | None


class Explanation(msgspec.Struct):
    """How the figures of one basket or order came about."""

    site: str
    resource: str
    id: str
    currency: str | None
    taxation: str | None
    revision: int
    steps: list[Step]
    promotions: list[Considered] = []
    """Of a basket: all promotions of the site, as they stand now."""

    def plain(self) -> dict[str, Any]:
        """Return what is written as JSON; amounts are text, exact to the last digit."""
        return msgspec.to_builtins(self)  # type: ignore[no-any-return]  # a struct becomes a dict


async def explain_stored(server: Server, state: State, site: Site, resource: str, name: str) -> Explanation | None:
    """Explain a basket (expired ones too, until they are swept) or an order by number; None if there is none."""
    container, revision = await _stored(server, site, resource, name)
    if container is None:
        return None
    call = unasked(server, state, site)
    products = await call.load_basket_products(container)
    told = container.creation_date if isinstance(container, Order) else container.last_modified
    return Explanation(
        site=site.data.site_id,
        resource=resource,
        id=name,
        currency=container.currency,
        taxation=container.taxation,
        revision=revision,
        steps=explain(container, site.shop, products, instant_of(told) if told else call.now),
        promotions=await _promotions(call, container) if isinstance(container, Basket) else [],
    )


async def _stored(server: Server, site: Site, resource: str, name: str) -> tuple[Container | None, int]:
    if resource == "orders":
        found = await server.store.order(site.data.site_id, name)
        return (stored.decode(Order, found.body), found.revision) if found else (None, 0)
    kept = await server.store.basket(site.data.site_id, name, 0)
    return (stored.decode(Basket, kept.body), kept.revision) if kept else (None, 0)


async def _promotions(call: Call, basket: Basket) -> list[Considered]:
    """Ask of each promotion whether it would apply now."""
    await call.load_shopper(basket)
    await call.load_promoted(basket)
    reasons = promotion_reasons(basket, call.site.shop, call.products, now=call.now, shopper=call.shopper)
    found = [Considered(promotion_id, reason is None, reason) for promotion_id, reason in reasons.items()]
    return sorted(found, key=lambda considered: (not considered.applies, considered.promotion_id))
