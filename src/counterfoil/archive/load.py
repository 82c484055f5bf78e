"""Loading an archive into a store: merge with what is there, in batches.

Products, categories and prices are written as they come; what a site is compiled from (sites, price books, lists,
metadata, settings) is written last and in one operation, so that no process sees half of it.
"""

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import groupby, islice
from pathlib import Path

import msgspec

from counterfoil.archive.load_custom_objects import CustomObjectLoader
from counterfoil.archive.load_customers import FOR_EVER, CustomerLoader
from counterfoil.archive.load_redemptions import RedemptionLoader
from counterfoil.archive.metadata import DEFINITIONS
from counterfoil.archive.read import Progress, read_archive
from counterfoil.archive.references import Key, missing, references
from counterfoil.archive.report import Report
from counterfoil.archive.source import Limits
from counterfoil.archive.unit import (
    CertificateChange,
    Change,
    CustomerChange,
    CustomObjectChange,
    InventoryChange,
    Item,
    RedemptionChange,
    ScopeRemoval,
    Types,
)
from counterfoil.documents.shop_data import InventoryRecord, SiteData, encode
from counterfoil.store.interface import Store
from counterfoil.store.records import InventoryRow, InventoryState, ShopRow

BATCH = 500
WRITTEN_LAST = frozenset(
    "metadata custom_type locales settings customer_group customer_list pricebook inventory_list site campaign "
    "price_adjustment_limits promotion promotion_settings coupon source_code_group".split()
)
Bodies = dict[Key, bytes | None]


async def load_archive(
    store: Store,
    path: Path | str,
    *,
    hash_password: Callable[[str], str],
    progress: Progress | None = None,
    instance: str = "development",
    limits: Limits | None = None,
    tokens_end: int = FOR_EVER,
) -> Report:
    """Load an archive into a store and return the report; raise ArchiveError if it is none.

    A re-import of the same archive changes nothing but stock, which an archive resets. A customer who is disabled or
    gets another password loses the tokens he has; that is kept until ``tokens_end``, when none of them is good.
    """
    types = await _known_types(store)
    with read_archive(path, progress=progress, types=types, instance=instance, limits=limits) as archive:
        loader = _Loader(store, archive.report, hash_password, tokens_end)
        items = archive.items()
        while batch := await asyncio.to_thread(lambda: list(islice(items, BATCH))):
            for type_, group in groupby(batch, type):
                await loader.take(type_, list(group))
        await loader.finish()
    return archive.report


async def _known_types(store: Store) -> Types:
    return {
        type_id: {definition.attribute_id: definition for definition in DEFINITIONS.decode(body)}
        for _scope, type_id, body in await store.shop_rows("metadata")
    }


class _Loader:
    def __init__(self, store: Store, report: Report, hash_password: Callable[[str], str], tokens_end: int) -> None:
        self._store = store
        self._report = report
        self._before: Bodies = {}
        self._last: Bodies = {}
        """Rows that are written at the end: as they were, and as they are to be."""
        self._customers = CustomerLoader(store, report, hash_password, self._list_of_site, tokens_end)
        self._redemptions = RedemptionLoader(store, report)
        self._custom_objects = CustomObjectLoader(store, report, self._custom_type, int(time.time() * 1000))

    async def take(self, type_: type[Item], items: Sequence[Item]) -> None:
        if type_ is Change:
            await self._rows([item for item in items if isinstance(item, Change)])
        elif type_ is InventoryChange:
            await self._inventory([item for item in items if isinstance(item, InventoryChange)])
        elif type_ is CustomerChange:
            await self._customers.take([item for item in items if isinstance(item, CustomerChange)])
        elif type_ is CertificateChange:
            await self._redemptions.take_certificates([item for item in items if isinstance(item, CertificateChange)])
        elif type_ is CustomObjectChange:
            await self._custom_objects.take([item for item in items if isinstance(item, CustomObjectChange)])
        elif type_ is RedemptionChange:
            self._redemptions.take_redemptions([item for item in items if isinstance(item, RedemptionChange)])
        else:
            for item in items:
                if isinstance(item, ScopeRemoval):
                    await self._remove(item)

    async def finish(self) -> None:
        """Write what was kept for the end, in one operation."""
        rows = self._changed(self._before, self._last)
        if rows:
            await self._store.put_shop_rows(rows)
        await self._check_references()
        await self._customers.finish()
        await self._redemptions.finish()

    async def _rows(self, changes: list[Change]) -> None:
        now = [change for change in changes if change.kind not in WRITTEN_LAST]
        for change in changes:
            if change.kind in WRITTEN_LAST:
                key = (change.kind, change.scope, change.id)
                await self._load_last(key)
                self._last[key] = change.merged(self._last[key])
        if now:
            before = await self._existing(now)
            after = await asyncio.to_thread(_merge, now, before)
            rows = self._changed(before, after)
            if rows:
                await self._store.put_shop_rows(rows)

    async def _load_last(self, key: Key) -> None:
        if key not in self._last:
            self._before[key] = self._last[key] = await self._store.shop_row(*key)

    async def _existing(self, changes: Iterable[Change]) -> Bodies:
        keys = {(change.kind, change.scope, change.id) for change in changes}
        kinds, ids = sorted({key[0] for key in keys}), sorted({key[2] for key in keys})
        before: Bodies = dict.fromkeys(keys)
        for row in await self._store.shop_rows_by_id(kinds, ids):
            if (row.kind, row.scope, row.id) in before:
                before[row.kind, row.scope, row.id] = row.body
        return before

    def _changed(self, before: Bodies, after: Bodies) -> list[ShopRow]:
        rows = []
        for key, body in sorted(after.items()):
            self._report.count(key[0], before[key], body)
            if body != before[key]:
                rows.append(ShopRow(*key, body))
        return rows

    async def _remove(self, removal: ScopeRemoval) -> None:
        rows = await self._store.shop_rows(removal.kind, removal.scope)
        for _scope, _id, body in rows:
            self._report.count(removal.kind, body, None)
        if rows:
            await self._store.put_shop_rows([ShopRow(removal.kind, scope, id_, None) for scope, id_, _ in rows])

    async def _inventory(self, changes: list[InventoryChange]) -> None:
        for list_id, group in groupby(changes, key=lambda change: change.list_id):
            of_list = list(group)
            states = await self._store.inventory_records(list_id, sorted({change.product_id for change in of_list}))
            rows = await asyncio.to_thread(self._stock_rows, of_list, states)
            if rows:
                await self._store.put_inventory(rows)

    def _stock_rows(self, changes: list[InventoryChange], states: dict[str, InventoryState]) -> list[InventoryRow]:
        rows: dict[str, InventoryRow] = {}
        for change in changes:
            state = states.get(change.product_id)
            row = _stock_row(change, state)
            self._report.count("inventory", state and state.body, row.body if row else state and state.body)
            if row is not None:
                rows[change.product_id] = row
                states[change.product_id] = InventoryState(row.body, row.available, 0)
        return list(rows.values())

    async def _list_of_site(self, site_id: str) -> str:
        """Return the customer list that a site uses; without a preference it is named like the site."""
        await self._load_last(("site", "", site_id))
        body = self._last["site", "", site_id]
        site = msgspec.json.decode(body, type=SiteData) if body else SiteData(site_id=site_id)
        return site.preferences.get("SiteCustomerList") or site_id

    async def _custom_type(self, type_id: str) -> bytes | None:
        key = ("custom_type", "", type_id)
        await self._load_last(key)
        return self._last[key]

    async def _check_references(self) -> None:
        """Report what sites and promotions name and nobody has; they are warnings, not errors."""
        for key, body in self._last.items():
            for kind, scope, name in references(key, body) if body is not None else ():
                if await self._store.shop_row(kind, scope, name) is None:
                    self._report.warn(*missing(key, kind, name))


def _merge(changes: Iterable[Change], before: Bodies) -> Bodies:
    after = dict(before)
    for change in changes:
        key = (change.kind, change.scope, change.id)
        after[key] = change.merged(after[key])
    return after


def _stock_row(change: InventoryChange, state: InventoryState | None) -> InventoryRow | None:
    """Return the stock record to write; None if there is nothing to change.

    A stated allocation is a stock reset; without one, what was sold since the last reset stays sold.
    """
    old = msgspec.json.decode(state.body, type=InventoryRecord) if state is not None else None
    record = change.merged(old)
    if record is None:
        if state is None:
            return None
        record = InventoryRecord(list_id=change.list_id, product_id=change.product_id)
        change.unit.warn(0, f"the stock record of {change.product_id} is set to nothing; it cannot be deleted")
    body = encode(record)
    sold = state.sold if state is not None else 0
    if state is not None and body == state.body and (sold == 0 or not change.reset):
        return None
    available = None if record.perpetual else max(thousandths(on_hand(record)) - (0 if change.reset else sold), 0)
    return InventoryRow(change.list_id, change.product_id, available, body)


def on_hand(record: InventoryRecord) -> Decimal:
    """Return what a record allows to sell before anything is sold."""
    if record.handling == "none":
        return record.allocation
    return record.allocation + record.preorder_backorder_allocation


def thousandths(quantity: Decimal) -> int:
    """Return a quantity in the store's unit."""
    return int(quantity * 1000)
