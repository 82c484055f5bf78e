"""Baskets: one document each, with the columns of quota and expiry beside it."""

from collections.abc import AsyncIterator, Sequence
from hashlib import sha256

from counterfoil.store.inventory import reservation_statements
from counterfoil.store.jobs import Engine, Row, Statement, Violation
from counterfoil.store.records import (
    BasketColumns,
    BasketEntry,
    BasketWrite,
    Conflict,
    OpenBasket,
    Reservation,
    SlotTaken,
    StoredBasket,
)

BASKET = "select body, revision, modified, expires from baskets where site_id = $1 and basket_id = $2 and expires > $3"
OPEN_BASKETS = "select basket_id, slot from baskets where site_id = $1 and customer_id = $2 and expires > $3"
INSERT_BASKET = """insert into baskets
        (site_id, basket_id, customer_id, slot, modified, expires, body, digest, revision)
    values ($1, $2, $3, $4, $5, $6, $7, $8, 1)
    on conflict (site_id, customer_id, slot) do update set basket_id = excluded.basket_id,
        modified = excluded.modified, expires = excluded.expires, revision = 1,
        body = excluded.body, digest = excluded.digest
    where baskets.expires <= excluded.modified"""
SAVE_BASKET = """update baskets set customer_id = $3, slot = $4, modified = $5, expires = $6,
        body = $7, digest = $8, revision = revision + 1
    where site_id = $1 and basket_id = $2 and revision = $9"""
DELETE_BASKET = "delete from baskets where site_id = $1 and basket_id = $2"
DELETE_BASKET_AT = "delete from baskets where site_id = $1 and basket_id = $2 and revision = $3"
DELETE_EXPIRED_SLOT = """delete from baskets
    where site_id = $1 and customer_id = $2 and slot = $3 and expires <= $4 and basket_id <> $5"""
PROLONG_BASKET = "update baskets set expires = $3 where site_id = $1 and basket_id = $2 and expires < $3"
BASKETS_AFTER = """select site_id, basket_id, customer_id, slot, modified, expires, revision, body, digest
    from baskets where (site_id, basket_id) > ($1, $2) order by site_id, basket_id limit $3"""


class BasketOperations:
    """Baskets of a site."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def basket(self, site_id: str, basket_id: str, now: int) -> StoredBasket | None:
        rows = await self._engine.read(BASKET, (site_id, basket_id, now))
        return StoredBasket(*rows[0]) if rows else None

    async def open_baskets(self, site_id: str, customer_id: str, now: int) -> list[OpenBasket]:
        return by_slot(await self._engine.read(OPEN_BASKETS, (site_id, customer_id, now)))

    async def insert_basket(self, columns: BasketColumns, body: bytes, hold: Reservation | None = None) -> None:
        args = (*columns, body, sha256(body).digest())
        insert = Statement(INSERT_BASKET, args, SlotTaken(f"slot {columns.slot}"))
        await self._write_basket([insert, *reservation_statements((), None, hold)], columns)

    async def save_basket(
        self,
        columns: BasketColumns,
        body: bytes,
        expected_revision: int,
        held: Reservation | None = None,
        hold: Reservation | None = None,
    ) -> None:
        write = BasketWrite(columns, body, expected_revision)
        await self._save([write], [_save(write), *reservation_statements((), held, hold)])

    async def save_baskets(self, writes: Sequence[BasketWrite]) -> None:
        await self._save(writes, [_save(write) for write in writes])

    async def prolong_basket(self, site_id: str, basket_id: str, expires: int) -> None:
        await self._engine.write([Statement(PROLONG_BASKET, (site_id, basket_id, expires))])

    async def delete_basket(
        self, site_id: str, basket_id: str, expected_revision: int | None = None, held: Reservation | None = None
    ) -> None:
        delete = Statement(DELETE_BASKET, (site_id, basket_id))
        if expected_revision is not None:
            delete = delete_at(site_id, basket_id, expected_revision)
        await self._engine.write([delete, *reservation_statements((), held, None)])

    async def all_baskets(self, page: int = 200) -> AsyncIterator[BasketEntry]:
        last = ("", "")
        while rows := await self._engine.read(BASKETS_AFTER, (*last, page)):
            for row in rows:
                yield BasketEntry(BasketColumns(*row[:6]), *row[6:])
            last = (rows[-1][0], rows[-1][1])

    async def _save(self, writes: Sequence[BasketWrite], job: list[Statement]) -> None:
        """Write a job that saves baskets; expired ones in their slots give way."""
        try:
            await self._write_basket(job, writes[0].columns)
        except SlotTaken:
            await self._engine.write([_delete_expired(write.columns) for write in writes])
            await self._write_basket(job, writes[0].columns)

    async def _write_basket(self, job: list[Statement], columns: BasketColumns) -> None:
        try:
            await self._engine.write(job)
        except Violation as violation:
            if "slot" in str(violation):
                raise SlotTaken(f"slot {columns.slot}") from violation
            raise Conflict(columns.basket_id) from violation


def by_slot(rows: Sequence[Row]) -> list[OpenBasket]:
    """Return open baskets in the order of their slots, those without one last; few are sorted faster here."""
    found = [OpenBasket(*row) for row in rows]
    if len(found) > 1:
        found.sort(key=lambda basket: (basket.slot is None, basket.slot or 0, basket.basket_id))
    return found


def delete_at(site_id: str, basket_id: str | None, revision: int) -> Statement:
    """Delete a basket in exactly this revision."""
    return Statement(DELETE_BASKET_AT, (site_id, basket_id, revision), Conflict(basket_id))


def _save(write: BasketWrite) -> Statement:
    args = (*write.columns, write.body, sha256(write.body).digest(), write.revision)
    return Statement(SAVE_BASKET, args, Conflict(write.columns.basket_id))


def _delete_expired(columns: BasketColumns) -> Statement:
    args = (columns.site_id, columns.customer_id, columns.slot, columns.modified, columns.basket_id)
    return Statement(DELETE_EXPIRED_SLOT, args)
