"""Whose a basket is, and how long it stays open.

Follows the basket section of the lifecycle reference and the site's preferences.
"""

from counterfoil.commerce.shop import Shop
from counterfoil.documents.basket import Basket, CustomerInfo

_MINUTE = 60_000
DEFAULT_MINUTES = 7 * 24 * 60
"""Seven days; a guest's basket stays no longer, whatever the preference says."""
TEMPORARY = 15 * _MINUTE
"""A temporary basket stays open so long."""
RESET_AFTER = 60 * _MINUTE
"""A basket that is only looked at begins its life anew this long after its last change."""


def belong_to(basket: Basket, customer: CustomerInfo) -> None:
    """Make a basket a customer's; the name of a registered one is kept for the order, and not shown."""
    basket.customer_name, customer.customer_name = customer.customer_name, None
    basket.customer_info, basket.registered = customer, bool(customer.customer_no)


def lifetime(shop: Shop, *, registered: bool, seconds: int) -> int:
    """Return the life of a basket in milliseconds: the server's setting, else the site's preference, else the default.

    ``seconds`` is the setting; 0 leaves it to the site.
    """
    if seconds:
        return seconds * 1000
    minutes = shop.basket_minutes or DEFAULT_MINUTES
    return (minutes if registered else min(minutes, DEFAULT_MINUTES)) * _MINUTE


def may_reset(modified: int, expires: int, now: int, life: int) -> bool:
    """Say whether an access lets the life of a basket begin anew; by less than a minute is not worth a write."""
    return now - modified >= RESET_AFTER and now + life - expires >= _MINUTE
