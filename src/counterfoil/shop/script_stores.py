"""Stores as scripts read and search them."""

from decimal import Decimal
from typing import Any

import msgspec

from counterfoil.commerce.object_query import compiled, ordered, sort_key
from counterfoil.commerce.store_locator import RADIUS, Place, nearest_stores, place_of_postal_code
from counterfoil.commerce.texts import localised
from counterfoil.documents.store_data import StoreData
from counterfoil.shop.call import Call
from counterfoil.shop.server import ScriptOperation

_FARTHEST = Decimal(20_000)
_NAMES = {"ID": "store_id", "countryCode": "country_code", "stateCode": "state_code", "postalCode": "postal_code"}
_NAMES |= {"inventoryListID": "inventory_list_id", "storeLocatorEnabled": "store_locator_enabled"}


async def _store(call: Call, store_id: str) -> dict[str, Any] | None:
    body = await call.own_store.shop_row("store", call.site_id, str(store_id))
    return None if body is None else _shown(call, msgspec.json.decode(body, type=StoreData))


async def _all(call: Call) -> list[StoreData]:
    rows = await call.own_store.shop_rows("store", call.site_id)
    return [msgspec.json.decode(body, type=StoreData) for _scope, _id, body in sorted(rows)]


def _shown(call: Call, store: StoreData) -> dict[str, Any]:
    tongue = call.site.shop.tongue(call.locale)
    plain: dict[str, Any] = msgspec.to_builtins(store, builtin_types=(Decimal,))
    return {
        **{name: value for name, value in plain.items() if name != "custom_attributes"},
        "store_events": localised(store.store_events, tongue),
        "store_hours": localised(store.store_hours, tongue),
        "custom": {"c_" + name: value for name, value in store.custom_attributes.items()},
    }


async def _near(call: Call, asked: dict[str, Any]) -> list[list[Any]]:
    """Return the stores of the locator near a place, the nearest first, each with its distance."""
    stores = await _all(call)
    unit = asked["unit"] if asked["unit"] in RADIUS else "km"
    if asked.get("postal_code") is not None:
        place = place_of_postal_code(stores, str(asked["country_code"]), str(asked["postal_code"]))
    else:
        place = Place(Decimal(str(asked["latitude"])), Decimal(str(asked["longitude"])))
    if place is None:
        return []
    most = min(Decimal(str(asked["most"])), _FARTHEST)
    test = compiled(asked.get("query") or "", asked.get("arguments") or [])
    near = nearest_stores(stores, place, unit, most)
    found = [(one, _shown(call, one.store)) for one in near]
    return [[shown, one.distance] for one, shown in found if test(lambda name, shown=shown: _fact(shown, name))]  # type: ignore[misc]


async def _search(call: Call, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the stores of the site that a query finds, in their order."""
    test = compiled(asked["query"], asked["arguments"])
    found = [_shown(call, store) for store in await _all(call)]
    found = [shown for shown in found if test(lambda name, shown=shown: _fact(shown, name))]  # type: ignore[misc]
    for name, backwards in reversed(ordered(asked["sort"])):
        found.sort(key=lambda shown, name=name: sort_key(_fact(shown, name)), reverse=backwards)  # type: ignore[misc]
    return found


def _fact(shown: dict[str, Any], name: str) -> Any:
    if name.startswith("custom."):
        return shown["custom"].get("c_" + name.removeprefix("custom."))
    return shown.get(_NAMES.get(name, name))


OPERATIONS: dict[str, ScriptOperation] = {
    "store": _store,
    "stores_near": _near,
    "search_stores": _search,
}
