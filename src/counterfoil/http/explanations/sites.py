"""Explanations of faults of what a site shows anybody: promotions and stores; and of codes the caller has."""

import msgspec

from counterfoil.commerce.promotion_schedule import is_offered
from counterfoil.documents.store_data import StoreData
from counterfoil.http.explanations.asked import Asked, Explain, NotKnownError
from counterfoil.http.explanations.near import choices

_store = msgspec.json.Decoder(StoreData)
_COUPON_STATUSES = {
    "adhoc": "a coupon that a hook made is not entered by its code",
    "coupon_already_in_basket": "the coupon is in the basket by another code, and allows one an order",
    "coupon_code_already_in_basket": "the code is in the basket already",
    "coupon_code_already_redeemed": "the code was redeemed, and is good once",
    "coupon_code_unknown": "no coupon of the site has the code",
    "coupon_disabled": "the coupon is disabled: set its enabled-flag in coupons.xml",
    "customer_redemption_limit_exceeded": "the customer has redeemed the coupon as often as he may",
    "no_active_promotion": "no promotion that is active now asks for the coupon",
    "redemption_limit_exceeded": "the code was redeemed as often as it may",
    "timeframe_redemption_limit_exceeded": "the customer has redeemed the coupon as often as he may in its time frame",
}


_OWN = (
    "coupon_already_in_basket",
    "coupon_code_already_in_basket",
    "customer_redemption_limit_exceeded",
    "timeframe_redemption_limit_exceeded",
)
"""What the caller may know of a code anyway; the rest would say which codes there are, and that others used one."""


def _promotion(asked: Asked) -> str:
    """Name promotions like the one asked for, of those that are shown to anybody."""
    known, given = asked.site.shop.promotions, asked.text("promotion_id")
    if given in known and _is_emulator(asked):
        return "The promotion is there, but disabled: set its enabled-flag in promotions.xml."
    return choices(given, [name for name, row in known.items() if is_offered(row)], "promotions")


async def _stores(asked: Asked) -> str:
    """Name stores like the one asked for, of those that the store locator shows."""
    call = asked.exchange.call
    if call is None:
        raise NotKnownError
    rows = [_store.decode(row) for _, _, row in await call.store.shop_rows("store", call.site_id)]
    return choices(asked.text("store_id"), [row.store_id for row in rows if row.store_locator_enabled], "stores")


def _coupon(asked: Asked) -> str:
    """Say why a code is not taken, as the status of its coupon item would; no other code is told."""
    status = asked.argument("_status")
    if status not in _COUPON_STATUSES or not (status in _OWN or _is_emulator(asked)):
        return ""
    return f"It is {status}: {_COUPON_STATUSES[status]}."


def _source_code(asked: Asked) -> str:
    """Say why the group of a source code is not active."""
    if not _is_emulator(asked):
        raise NotKnownError
    groups = asked.site.shop.source_codes.groups_of(asked.text("source_code"))
    told = []
    for group in groups:
        if not group.enabled_flag:
            told.append(f"{group.group_id} is disabled")
        else:
            told.append(f"{group.group_id} is online from {group.online_from or 'ever'} to {group.online_to or 'ever'}")
    return f"Its groups in sourcecodes.xml: {', '.join(told)}." if told else ""


def _is_emulator(asked: Asked) -> bool:
    server = asked.exchange.server
    return server is not None and server.settings.emulator


EXPLANATIONS: dict[str, Explain] = {
    "PROMOTION_NOT_FOUND": _promotion,
    "STORE_NOT_FOUND": _stores,
    "INVALID_COUPON_CODE": _coupon,
    "SOURCE_CODE_INACTIVE": _source_code,
}
