"""Baskets and orders on their way between a script and the server's rules.

A script sends the plain form of what it works on, a rule changes the document made of it, and the plain form goes back.
"""

from decimal import Decimal
from typing import Any

import msgspec

from counterfoil.commerce.money import quantum
from counterfoil.commerce.money_digits import fill_digits
from counterfoil.commerce.terms import NO_EXTRAS, Container, Extras, Terms, terms_of
from counterfoil.documents import stored
from counterfoil.documents.basket import Basket
from counterfoil.documents.order import Order
from counterfoil.shop.call import Call


def container_of(call: Call, asked: dict[str, Any]) -> Container:
    """Return the basket or order that a script has sent; ValueError for a document that is none."""
    kind: type[Order] | type[Basket] = Order if asked["kind"] == "order" else Basket
    try:
        container = msgspec.convert(asked["document"], kind, strict=False)
    except msgspec.ValidationError as error:
        raise ValueError(f"a script left a {kind.__name__} that is none: {error}") from None
    fill_digits(container, quantum(container.currency or call.site.shop.currency))
    return container


def answered(container: Container, **more: Any) -> dict[str, Any]:
    """Return what a script gets back of a container."""
    return {"document": msgspec.Raw(stored.encode(container)), **more}


async def terms_for(call: Call, container: Container) -> Terms:
    """Return what calculating a container goes by, with all that the rules ask for made known."""
    await call.load_basket_products(container)
    await call.load_shopper(container)
    await call.load_promoted(container)
    return terms_of(
        container,
        call.site.shop,
        call.products,
        now=call.now,
        new_id=call.new_id,
        locale=None,
        shopper=call.shopper,
        extras=Extras(stock=call.stock) if call.knows_stock else NO_EXTRAS,
    )


def decimal_of(value: Any) -> Decimal | None:
    """Return the number a script gives; TypeError for anything else."""
    if value is None or isinstance(value, Decimal):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{type(value).__name__} is no number")
    return Decimal(str(value))
