"""The explanation of a stored basket or order: who asks has the store already, so nothing is asked of a caller."""

from typing import Any

import msgspec

from counterfoil.commerce.explanation import Step, explain
from counterfoil.commerce.terms import Container
from counterfoil.documents import stored
from counterfoil.documents.basket import Basket
from counterfoil.documents.order import Order
from counterfoil.shop.state import Site, State
from counterfoil.store.interface import Store
from counterfoil.timestamps import instant_of

KINDS = {"basket": "baskets", "order": "orders"}
"""What can be explained, and the resource it is in."""


class Explanation(msgspec.Struct):
    """How the figures of one basket or order came about."""

    site: str
    resource: str
    id: str
    currency: str | None
    taxation: str | None
    revision: int
    steps: list[Step]

    def plain(self) -> dict[str, Any]:
        """Return what is written as JSON; amounts are text, exact to the last digit."""
        return msgspec.to_builtins(self)  # type: ignore[no-any-return]  # a struct becomes a dict


async def explain_stored(store: Store, state: State, site: Site, resource: str, name: str) -> Explanation | None:
    """Explain a basket (expired ones too, until they are swept) or an order by number; None if there is none."""
    if resource == "orders":
        found = await store.order(site.data.site_id, name)
        container: Container | None = stored.decode(Order, found.body) if found else None
        revision = found.revision if found else 0
    else:
        kept = await store.basket(site.data.site_id, name, 0)
        container = stored.decode(Basket, kept.body) if kept else None
        revision = kept.revision if kept else 0
    if container is None:
        return None
    ids = [item.product_id for item in container.product_items or () if item.product_id]
    products = await state.products(site, ids)
    told = container.creation_date if isinstance(container, Order) else container.last_modified
    steps = explain(container, site.shop, products, instant_of(told) if told else 0)
    return Explanation(
        site=site.data.site_id,
        resource=resource,
        id=name,
        currency=container.currency,
        taxation=container.taxation,
        revision=revision,
        steps=steps,
    )
