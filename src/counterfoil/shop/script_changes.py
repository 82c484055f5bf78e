"""What scripts changed of objects that are no arguments of their hook: kept with the request's unit of work."""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from counterfoil.scripts.arguments import encode
from counterfoil.shop.call import Call
from counterfoil.shop.script_baskets import keep_basket
from counterfoil.shop.script_custom_objects import save_custom_object
from counterfoil.shop.script_customers import save_customer
from counterfoil.shop.script_gift_certificates import keep_gift_certificate
from counterfoil.shop.script_orders import keep_order
from counterfoil.shop.script_site import scripts_of
from counterfoil.shop.server import ScriptOperation
from counterfoil.store.records import ShopRow


async def _save(call: Call, changes: list[dict[str, Any]]) -> None:
    """Take changes into the unit of work: the request's next write carries them along."""
    for change in changes:
        await _KINDS[change["kind"]](call, change)


async def _site_preferences(call: Call, change: dict[str, Any]) -> None:
    if change["site"] != call.site_id:
        raise PermissionError("only preferences of the site of the request can be changed")
    state = scripts_of(call)
    state.preferences = dict(change["custom"])
    data = msgspec.structs.replace(call.site.data, custom_preferences=state.preferences)
    state.writes.shop_rows["site", "", call.site_id] = ShopRow("site", "", call.site_id, encode(data))


async def _begin(call: Call, _argument: Any) -> None:
    """Begin a transaction of a script's own, outside of the request's."""
    scripts_of(call).begin()


async def _rollback(call: Call, _argument: Any) -> None:
    """End it: what was changed in it is not kept, though the server has heard of it."""
    scripts_of(call).rollback()


async def _commit(call: Call, _argument: Any) -> None:
    """End a transaction that a script began outside of the request's own: what it changed is written now."""
    if call.scripts is not None:
        await call.scripts.finish(call.own_store)


_KINDS: dict[str, Callable[[Call, dict[str, Any]], Awaitable[None]]] = {
    "site_preferences": _site_preferences,
    "order": keep_order,
    "basket": keep_basket,
    "gift_certificate": keep_gift_certificate,
    "custom_object": save_custom_object,
    "customer": save_customer,
}
OPERATIONS: dict[str, ScriptOperation] = {
    "save": _save,
    "begin": _begin,
    "commit": _commit,
    "rollback": _rollback,
}
