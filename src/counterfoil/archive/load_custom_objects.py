"""Loading custom objects: merged with the stored ones, by the types that the metadata declares."""

from collections.abc import Awaitable, Callable

import msgspec

from counterfoil.archive.report import Report
from counterfoil.archive.unit import CustomObjectChange
from counterfoil.documents.custom_object_data import CustomObjectData, CustomObjectType
from counterfoil.documents.shop_data import encode
from counterfoil.store.interface import Store
from counterfoil.store.script_writes import CustomObjectRow

DAY = 24 * 3600 * 1000
FindType = Callable[[str], Awaitable[bytes | None]]
"""Gives the stored form of a type, as it will be when the import is over."""


class CustomObjectLoader:
    """Writes the custom objects of one import."""

    def __init__(self, store: Store, report: Report, find_type: FindType, now: int) -> None:
        self._store = store
        self._report = report
        self._find_type = find_type
        self._now = now
        self._types: dict[str, CustomObjectType | None] = {}

    async def take(self, changes: list[CustomObjectChange]) -> None:
        """Merge custom objects with the stored ones."""
        rows: dict[tuple[str, str, str], CustomObjectRow] = {}
        for change in changes:
            type_ = await self._type(change.type_id)
            if type_ is None:
                change.unit.warn(change.line, f"there is no custom object type {change.type_id}")
            elif type_.storage_scope == "site" and change.site_id is None:
                change.unit.warn(
                    change.line, f"objects of {change.type_id} belong to a site: the file is not below sites/"
                )
            elif (type_.storage_scope != "site") == (change.site_id is not None):
                change.unit.warn(
                    change.line, f"objects of {change.type_id} belong to all sites: the file is below sites/"
                )
            else:
                await self._merge(rows, change, type_)
        await self._store.put_custom_objects(list(rows.values()))

    async def _merge(
        self, rows: dict[tuple[str, str, str], CustomObjectRow], change: CustomObjectChange, type_: CustomObjectType
    ) -> None:
        key = (type_.scope_on(change.site_id or ""), change.type_id, change.object_key)
        old = rows.get(key) or await self._store.custom_object(*key, self._now)
        before = old.body if old is not None else None
        body = _merged(before, change, type_)
        self._report.count("custom_object", before, body)
        if body == before:
            return
        created = old.created if old is not None and before is not None else self._now
        expires = created + type_.retention_days * DAY if type_.retention_days else None
        rows[key] = CustomObjectRow(*key, created, self._now, expires, 0, body)

    async def _type(self, type_id: str) -> CustomObjectType | None:
        if type_id not in self._types:
            body = await self._find_type(type_id)
            self._types[type_id] = msgspec.json.decode(body, type=CustomObjectType) if body is not None else None
        return self._types[type_id]


def _merged(before: bytes | None, change: CustomObjectChange, type_: CustomObjectType) -> bytes | None:
    if change.attributes is None:
        return None
    data = msgspec.json.decode(before, type=CustomObjectData) if before is not None else CustomObjectData()
    for name, value in change.attributes.items():
        if value is None:
            data.attributes.pop(name, None)
        else:
            data.attributes[name] = value
    if type_.key_attribute:
        data.attributes[type_.key_attribute] = (
            int(change.object_key) if type_.key_type == "int" and change.object_key.isdigit() else change.object_key
        )
    return encode(data)
