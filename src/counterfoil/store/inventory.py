"""Stock by inventory list: what is available, what of it is held for baskets, and how it is taken.

What is held stays available to the basket it is held for alone. It ends with its reservation: by the submit that turns
it into what the order takes, by a later reservation of the basket, by its deletion, or when its time is over.
"""

import contextlib
from collections.abc import AsyncIterator, Sequence
from functools import cache

import msgspec

from counterfoil.store.jobs import Engine, Row, Statement, expand, padded
from counterfoil.store.records import (
    InventoryRow,
    InventoryState,
    OutOfStock,
    Reservation,
    ReservationLost,
    StockTake,
)

STOCK = "select product_id, available, reserved from inventory where list_id = $1 and product_id in (:ids)"
STOCK_AFTER = """select product_id, available, reserved from inventory where list_id = $1 and product_id > $2
    order by product_id limit $3"""
INVENTORY_RECORDS = """select product_id, body, available, sold, reserved from inventory
    where list_id = $1 and product_id in (:ids)"""
PUT_INVENTORY = """insert into inventory (list_id, product_id, available, body, sold) values ($1, $2, $3, $4, 0)
    on conflict (list_id, product_id) do update set available = excluded.available, body = excluded.body, sold = 0"""
CHANGE_STOCK = """update inventory set available = available - $3, sold = sold + $3, reserved = reserved + $4
    where list_id = $1 and product_id = $2 and (available is null
        or (available >= $3 and ($3 + $4 <= 0 or available - reserved >= $3 + $4)))"""
INSERT_RESERVATION = "insert into reservations (site_id, basket_id, expires, units) values ($1, $2, $3, $4)"
CHANGE_RESERVATION = """update reservations set expires = $4, units = $5
    where site_id = $1 and basket_id = $2 and expires = $3"""
END_RESERVATION = "delete from reservations where site_id = $1 and basket_id = $2 and expires = $3"
EXPIRED_RESERVATIONS = """select site_id, basket_id, expires, units from reservations where expires <= $1
    order by expires, site_id, basket_id limit $2"""
RESERVATIONS_AFTER = """select site_id, basket_id, expires, units from reservations
    where (site_id, basket_id) > ($1, $2) order by site_id, basket_id limit $3"""
HELD_AFTER = """select list_id, product_id, reserved from inventory
    where (list_id, product_id) > ($1, $2) and reserved <> 0 order by list_id, product_id limit $3"""
_BATCH = 100
_units = msgspec.json.Decoder(list[StockTake])


class InventoryOperations:
    """Stock by inventory list."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def stock(self, list_id: str, product_ids: Sequence[str], now: int | None = None) -> dict[str, int | None]:
        if not product_ids:
            return {}
        ids = padded(product_ids)
        sql = _stock_of(len(ids))
        rows = await self._engine.read(sql, (list_id, *ids))
        if not any(row[2] for row in rows):  # most often nothing is held
            return {row[0]: row[1] for row in rows}
        if now is not None and await self.release_reservations(now):
            rows = await self._engine.read(sql, (list_id, *ids))
        return dict(map(_free, rows))

    async def stock_after(self, list_id: str, after: str, count: int) -> list[tuple[str, int | None]]:
        return [_free(row) for row in await self._engine.read(STOCK_AFTER, (list_id, after, count))]

    async def inventory_records(
        self, list_id: str, product_ids: Sequence[str], now: int | None = None
    ) -> dict[str, InventoryState]:
        if not product_ids:
            return {}
        ids = padded(product_ids)
        sql = expand(INVENTORY_RECORDS, ":ids", 2, len(ids))
        rows = await self._engine.read(sql, (list_id, *ids))
        if now is not None and any(row[4] for row in rows) and await self.release_reservations(now):
            rows = await self._engine.read(sql, (list_id, *ids))
        return {row[0]: InventoryState(*row[1:]) for row in rows}

    async def put_inventory(self, rows: Sequence[InventoryRow]) -> None:
        await self._engine.write([Statement(PUT_INVENTORY, row) for row in sorted(rows, key=_key)])

    async def release_reservations(self, now: int) -> int:
        released, rows = 0, await self._engine.read(EXPIRED_RESERVATIONS, (now, _BATCH))
        while rows:
            for row in rows:
                held = _reservation(row)
                with contextlib.suppress(ReservationLost):  # another process was faster
                    await self._engine.write(reservation_statements((), held, None))
                    released += 1
            rows = await self._engine.read(EXPIRED_RESERVATIONS, (now, _BATCH)) if len(rows) == _BATCH else []
        return released

    async def all_reservations(self, page: int = 200) -> AsyncIterator[Reservation]:
        last = ("", "")
        while rows := await self._engine.read(RESERVATIONS_AFTER, (*last, page)):
            for row in rows:
                yield _reservation(row)
            last = (rows[-1][0], rows[-1][1])

    async def all_held_stock(self, page: int = 200) -> AsyncIterator[tuple[str, str, int]]:
        last = ("", "")
        while rows := await self._engine.read(HELD_AFTER, (*last, page)):
            for row in rows:
                yield (row[0], row[1], row[2])
            last = (rows[-1][0], rows[-1][1])


@cache
def _stock_of(products: int) -> str:
    return expand(STOCK, ":ids", 2, products)


def reservation_statements(
    takes: Sequence[StockTake], held: Reservation | None, hold: Reservation | None
) -> list[Statement]:
    """Take stock, and let what is held for a basket from now on stand in for what was held before."""
    job: list[Statement] = []
    if held is not None:
        key, lost = held[:3], ReservationLost(held.basket_id)
        if hold is not None:
            job.append(Statement(CHANGE_RESERVATION, (*key, hold.expires, msgspec.json.encode(hold.units)), lost))
        else:
            job.append(Statement(END_RESERVATION, key, lost))
    elif hold is not None:
        job.append(Statement(INSERT_RESERVATION, (*hold[:3], msgspec.json.encode(hold.units))))
    return [*job, *stock_statements(takes, held.units if held else (), hold.units if hold else ())]


def stock_statements(
    takes: Sequence[StockTake], held: Sequence[StockTake] = (), hold: Sequence[StockTake] = ()
) -> list[Statement]:
    """Write the changes of stock, one for each record, in the order in which all jobs lock the records."""
    units: dict[tuple[str, str], list[int]] = {}
    for place, sign, changes in ((0, 1, takes), (1, -1, held), (1, 1, hold)):
        for change in changes:
            units.setdefault(change[:2], [0, 0])[place] += sign * change.thousandths
    return [
        Statement(CHANGE_STOCK, (*key, taken, kept), OutOfStock(*key) if taken > 0 or taken + kept > 0 else None)
        for key, (taken, kept) in sorted(units.items())
        if taken or kept
    ]


def _reservation(row: Row) -> Reservation:
    return Reservation(row[0], row[1], row[2], tuple(_units.decode(row[3])))


def _free(row: Row) -> tuple[str, int | None]:
    """Return a product with what of it is available and not held."""
    return row[0], None if row[1] is None else max(row[1] - row[2], 0)


def _key(row: InventoryRow) -> tuple[str, str]:
    return row[:2]
