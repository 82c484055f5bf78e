"""How long a basket stays open. Follows the basket section of the lifecycle reference and the site's preferences."""

from counterfoil.commerce.shop import Shop

_MINUTE = 60_000
DEFAULT_MINUTES = 7 * 24 * 60
"""Seven days; a guest's basket stays no longer, whatever the preference says."""
RESET_AFTER = 60 * _MINUTE
"""A basket that is only looked at begins its life anew this long after its last change."""


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
