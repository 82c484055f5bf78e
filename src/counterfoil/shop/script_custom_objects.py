"""Custom objects as scripts read and change them; what they change is kept with the request's unit of work."""

import hashlib
from collections.abc import AsyncIterator
from typing import Any, NamedTuple

import msgspec

from counterfoil.commerce.object_query import compiled, ordered, sort_key
from counterfoil.documents.custom_object_data import CustomObjectData, CustomObjectType
from counterfoil.scripts.arguments import encode
from counterfoil.shop.call import Call
from counterfoil.shop.script_site import scripts_of
from counterfoil.shop.server import ScriptOperation
from counterfoil.store.script_writes import CustomObjectRow
from counterfoil.timestamps import date_time, instant_of

_DAY = 24 * 3600 * 1000
_PAGE = 500
_MOST_FOUND = 5000
_LONGEST_KEY = 256
_MOST_BYTES = 512 * 2**10


class Place(NamedTuple):
    """Where an object is found: its type and the key of its row."""

    type_: CustomObjectType
    row_key: tuple[str, str, str]


async def _get(call: Call, argument: dict[str, Any]) -> dict[str, Any] | None:
    place = await _place(call, argument)
    row = await _row(call, place)
    return _shown(place.type_, row) if row is not None and row.body is not None else None


async def _new(call: Call, argument: dict[str, Any]) -> dict[str, Any]:
    """Return an object that is not there yet, for a script to fill; the change that keeps it comes later."""
    place = await _place(call, argument)
    row = await _row(call, place)
    if row is not None and row.body is not None:
        raise ValueError(f"there is a custom object {argument['type']} with the key {argument['key']} already")
    made = CustomObjectRow(*place.row_key, call.now, call.now, None, 0, encode(CustomObjectData()))
    return _shown(place.type_, made)


async def _query(call: Call, argument: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the objects of a type that a query finds, in their order; too many of them are refused."""
    type_ = await _type(call, argument["type"])
    test = compiled(argument.get("query") or "", argument.get("arguments") or [])
    keys = ordered(argument.get("sort"))
    found: list[dict[str, Any]] = []
    async for row in _rows(call, type_):
        shown = _shown(type_, row)
        if test(lambda name, shown=shown: _attribute(shown, name)):  # type: ignore[misc]
            found.append(shown)
            if len(found) > _MOST_FOUND:
                raise ValueError(f"the query finds more than {_MOST_FOUND} objects of {type_.type_id}: ask for fewer")
    for name, backwards in reversed(keys):
        found.sort(key=lambda shown, name=name: sort_key(_attribute(shown, name)), reverse=backwards)  # type: ignore[misc]
    return found


def _attribute(shown: dict[str, Any], name: str) -> Any:
    if name.startswith("custom."):
        return shown["custom"].get("c_" + name.removeprefix("custom."))
    return {"creationDate": shown["creation_date"], "lastModified": shown["last_modified"], "UUID": shown["UUID"]}.get(
        name
    )


async def save_custom_object(call: Call, change: dict[str, Any]) -> None:
    """Take a new, changed or removed object into the unit of work."""
    place = await _place(call, change)
    writes = scripts_of(call).writes
    pending = writes.custom_objects.get(place.row_key)
    revision = pending.revision if pending else writes.written.get(place.row_key, int(change["revision"]))
    created = instant_of(change["creation_date"])
    days = place.type_.retention_days
    expires = created + days * _DAY if days else None
    body = None if change["removed"] else _body(place.type_, change)
    if body is None and revision == 0:
        writes.custom_objects.pop(place.row_key, None)  # it was never stored
        return
    writes.custom_objects[place.row_key] = CustomObjectRow(*place.row_key, created, call.now, expires, revision, body)


def _body(type_: CustomObjectType, change: dict[str, Any]) -> bytes:
    attributes = {name.removeprefix("c_"): value for name, value in change["custom"].items()}
    if type_.key_attribute:
        attributes[type_.key_attribute] = int(change["key"]) if type_.key_type == "int" else str(change["key"])
    body = encode(CustomObjectData(attributes=attributes))
    if len(body) > _MOST_BYTES:
        raise ValueError(f"the custom object {type_.type_id} {change['key']} is too large")
    return body


async def _row(call: Call, place: Place) -> CustomObjectRow | None:
    """Return an object as the request has left it so far."""
    pending = scripts_of(call).writes.custom_objects.get(place.row_key)
    return pending or await call.own_store.custom_object(*place.row_key, call.now)


async def _rows(call: Call, type_: CustomObjectType) -> AsyncIterator[CustomObjectRow]:
    """Walk over the objects of a type as the request has left them so far."""
    scope = type_.scope_on(call.site_id)
    pending = scripts_of(call).writes.custom_objects
    after = ""
    while rows := await call.own_store.custom_objects(scope, type_.type_id, after, _PAGE, call.now):
        for row in rows:
            if row[:3] not in pending:
                yield row
        after = rows[-1].object_key
    for key in sorted(pending):
        if key[:2] == (scope, type_.type_id) and pending[key].body is not None:
            yield pending[key]


async def _place(call: Call, argument: dict[str, Any]) -> Place:
    type_ = await _type(call, argument["type"])
    key = argument["key"]
    if type_.key_type == "int":
        if isinstance(key, bool) or not str(key).removeprefix("-").isdigit():
            raise ValueError(f"keys of {type_.type_id} are whole numbers")
        key = int(key)
    text = str(key)
    if not text or len(text) > _LONGEST_KEY or "\0" in text:
        raise ValueError(f"a key of {type_.type_id} has 1 to {_LONGEST_KEY} characters")
    return Place(type_, (type_.scope_on(call.site_id), type_.type_id, text))


async def _type(call: Call, type_id: Any) -> CustomObjectType:
    types = await call.state.custom_object_types()
    type_ = types.get(str(type_id))
    if type_ is None:
        raise LookupError(f"there is no custom object type {type_id}; import the metadata that defines it")
    return type_


def _shown(type_: CustomObjectType, row: CustomObjectRow) -> dict[str, Any]:
    data = msgspec.json.decode(row.body or b"{}", type=CustomObjectData)
    attributes = {"c_" + name: value for name, value in data.attributes.items()}
    key: str | int = int(row.object_key) if type_.key_type == "int" else row.object_key
    if type_.key_attribute:
        attributes["c_" + type_.key_attribute] = key
    return {
        "type": type_.type_id,
        "key": key,
        "UUID": hashlib.blake2b("\0".join(row[:3]).encode(), digest_size=13).hexdigest(),
        "revision": row.revision,
        "creation_date": date_time(row.created),
        "last_modified": date_time(row.modified),
        "custom": attributes,
    }


OPERATIONS: dict[str, ScriptOperation] = {
    "custom_object": _get,
    "new_custom_object": _new,
    "custom_objects": _query,
}
