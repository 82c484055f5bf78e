"""What a request wants to know of products: its query parameters, read once.

Follows section 8 of the resource reference.
"""

import msgspec

from counterfoil import faults
from counterfoil.commerce.promotions.eligibility import Standing
from counterfoil.documents.enums import PRODUCT_LINK_TYPES
from counterfoil.documents.shop_data import InventoryList
from counterfoil.shop.call import Call
from counterfoil.shop.locale import requested_currency, requested_locale
from counterfoil.shop.parameters import boolean, bounded_text, listed
from counterfoil.shop.product_promotions import customer_standing

EXPANSIONS = (
    "availability",
    "bundled_products",
    "images",
    "links",
    "options",
    "prices",
    "promotions",
    "recommendations",
    "set_products",
    "variations",
)
DIRECTIONS = ("all", "in", "out")
MOST_INVENTORY_LISTS = 5
_LONGEST = 256


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """What of a product is shown, in which language and currency."""

    expand: frozenset[str]
    currency: str
    locale: str
    inventory_lists: tuple[InventoryList, ...] = ()
    """Beside the site's own."""
    all_images: bool = False
    view_types: tuple[str, ...] = ()
    variation: tuple[str, ...] = ()
    """Images for these values of variation attributes alone."""
    link_type: str | None = None
    link_direction: str = "out"
    standing: Standing | None = None
    """Of the customer who calls, where promotions are asked for."""


async def read_wishes(call: Call, expand: frozenset[str]) -> Wishes:
    """Read the parameters of a product request.

    Faults: MALFORMED_LOCALE, UNKNOWN_LOCALE, UNSUPPORTED_LOCALE, UNSUPPORTED_CURRENCY, MALFORMED_PARAMETER,
    STRING_CONSTRAINT_VIOLATION, VALUE_CONSTRAINT_VIOLATION, INVALID_PRODUCT_LINK_TYPE, INVALID_PRODUCT_LINK_DIRECTION.
    """
    link_type, direction = None, "out"
    if "links" in expand:
        link_type = call.query.get("type") or None
        direction = call.query.get("direction") or "out"
        if link_type is not None and link_type not in PRODUCT_LINK_TYPES:
            raise faults.INVALID_PRODUCT_LINK_TYPE(type=link_type[:100])
        if direction not in DIRECTIONS:
            raise faults.INVALID_PRODUCT_LINK_DIRECTION(direction=direction[:100])
    currency, locale = requested_currency(call), requested_locale(call)
    return Wishes(
        expand=expand,
        currency=currency,
        locale=locale,
        inventory_lists=await _inventory_lists(call) if "availability" in expand else (),
        all_images=boolean(call, "all_images"),
        view_types=listed(bounded_text(call, "view_type", _LONGEST)),
        variation=listed(bounded_text(call, "variation_attribute", _LONGEST)),
        link_type=link_type,
        link_direction=direction,
        standing=await customer_standing(call, currency, locale) if "promotions" in expand else None,
    )


async def _inventory_lists(call: Call) -> tuple[InventoryList, ...]:
    names = listed(call.query.get("inventory_ids", ""))
    if len(names) > MOST_INVENTORY_LISTS:
        raise faults.VALUE_CONSTRAINT_VIOLATION(
            parameter="inventory_ids", expected=f"at most {MOST_INVENTORY_LISTS} ids"
        )
    found = []
    for name in names:
        row = await call.store.shop_row("inventory_list", "", name) if "\0" not in name else None
        if row is not None:
            found.append(msgspec.json.decode(row, type=InventoryList))
    return tuple(found)
