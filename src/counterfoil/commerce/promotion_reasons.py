"""Why promotions do not apply to a container: what the engine tells when it is asked."""

from copy import deepcopy
from itertools import count

from counterfoil.commerce.calculate import calculate
from counterfoil.commerce.products import Products
from counterfoil.commerce.shop import Shop
from counterfoil.commerce.shopper import ANYBODY, Shopper
from counterfoil.commerce.terms import Container, Extras


def promotion_reasons(
    container: Container,
    shop: Shop,
    products: Products,
    *,
    now: int,
    shopper: Shopper = ANYBODY,
    locale: str | None = None,
) -> dict[str, str | None]:
    """Say of each promotion of the site why it does not apply to a container, None where it does.

    The sentences are plain ASCII; the container stays as it is.
    """
    told: dict[str, str | None] = {}
    ids = count()
    calculate(
        deepcopy(container),
        shop,
        products,
        now=now,
        new_id=lambda: f"unsaved-{next(ids)}",
        locale=locale,
        shopper=shopper,
        extras=Extras(explain=told.__setitem__),
    )
    return told
