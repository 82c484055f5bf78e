"""Orders: one document each, with the columns it is found by beside it; submit turns a basket into one."""

import contextlib
from collections.abc import AsyncIterator, Sequence
from hashlib import sha256

from counterfoil.store.baskets import delete_at
from counterfoil.store.jobs import Engine, Statement, Violation, expand
from counterfoil.store.leases import RELEASE_LEASE
from counterfoil.store.records import (
    Conflict,
    DuplicateCertificate,
    DuplicateOrder,
    Lease,
    OrderColumns,
    OrderEntry,
    OrderPage,
    StoredOrder,
    StoreError,
    StoreUnavailable,
    Take,
)
from counterfoil.store.takes import take_statements

ORDER = "select body, revision, token_digest, customer_id from orders where site_id = $1 and order_no = $2"
INSERT_ORDER = """insert into orders
        (site_id, order_no, basket_id, created, modified, customer_id, customer_no, customer_email, status,
        confirmation_status, export_status, payment_status, shipping_status, total, currency, token_digest,
        body, digest, revision)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 1)"""
SAVE_ORDER = """update orders set modified = $3, customer_id = $4, customer_no = $5, customer_email = $6, status = $7,
        confirmation_status = $8, export_status = $9, payment_status = $10, shipping_status = $11, total = $12,
        currency = $13, token_digest = $14, body = $15, digest = $16, revision = revision + 1
    where site_id = $1 and order_no = $2 and revision = $17"""


def _order_statements(statuses: int, *, everywhere: bool) -> tuple[str, str]:
    """Write how a customer's orders are counted and listed: of one site or all, of some statuses or all."""
    site = "" if everywhere else "site_id = $4 and "
    first = 4 if everywhere else 5
    where = f"{site}customer_id = $1 and created >= $2 and created <= $3"
    if statuses:
        where += expand(" and status in (:statuses)", ":statuses", first, statuses)
    end = first + statuses
    return (
        f"select count(*) from orders where {where}",  # noqa: S608  (parameters only)
        f"select body from orders where {where} order by created desc, order_no desc limit ${end} offset ${end + 1}",  # noqa: S608
    )


COUNT_ORDERS, LIST_ORDERS = _order_statements(0, everywhere=False)
COUNT_ORDERS_EVERYWHERE, LIST_ORDERS_EVERYWHERE = _order_statements(0, everywhere=True)
ORDERS_AFTER = """select site_id, order_no, basket_id, created, modified, customer_id, customer_no, customer_email,
        status, confirmation_status, export_status, payment_status, shipping_status, total, currency, token_digest,
        revision, body, digest
    from orders where (site_id, order_no) > ($1, $2) order by site_id, order_no limit $3"""
PUT_PENDING = """insert into search_pending (site_id, order_no, revision) values ($1, $2, $3)
    on conflict (site_id, order_no) do update set revision = excluded.revision"""
"""The search index takes the order up just behind; in the order's own transaction this is all that is written of it."""
END_OF_TIME = 2**62


def save_order_statements(columns: OrderColumns, body: bytes, expected_revision: int) -> list[Statement]:
    """Write an order against the revision it was read at."""
    args = (*columns[:2], *columns[4:], body, sha256(body).digest(), expected_revision)
    return [
        Statement(SAVE_ORDER, args, Conflict(columns.order_no)),
        Statement(PUT_PENDING, (*columns[:2], expected_revision + 1)),
    ]


class OrderOperations:
    """Orders of a site."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def submit(
        self,
        columns: OrderColumns,
        body: bytes,
        basket_revision: int,
        takes: Sequence[Take] = (),
        lease: Lease | None = None,
    ) -> None:
        job = [
            delete_at(columns.site_id, columns.basket_id, basket_revision),
            Statement(INSERT_ORDER, (*columns, body, sha256(body).digest())),
            Statement(PUT_PENDING, (*columns[:2], 1)),
            *take_statements(takes),
        ]
        await self._write_order(job, lease)

    async def order(self, site_id: str, order_no: str) -> StoredOrder | None:
        rows = await self._engine.read(ORDER, (site_id, order_no))
        return StoredOrder(*rows[0]) if rows else None

    async def save_order(
        self,
        columns: OrderColumns,
        body: bytes,
        expected_revision: int,
        takes: Sequence[Take] = (),
        lease: Lease | None = None,
    ) -> None:
        job = [*save_order_statements(columns, body, expected_revision), *take_statements(takes)]
        await self._write_order(job, lease)

    async def list_orders(
        self,
        site_id: str | None,
        customer_id: str,
        statuses: Sequence[str] | None = None,
        since: int | None = None,
        until: int | None = None,
        start: int = 0,
        count: int = 25,
    ) -> OrderPage:
        if statuses is not None and not statuses:
            return OrderPage(0, [])
        counting, listing = _order_statements(len(statuses or ()), everywhere=site_id is None)
        key = (customer_id, 0 if since is None else since, END_OF_TIME if until is None else until)
        args = (*key, *(() if site_id is None else (site_id,)), *(statuses or ()))
        rows = await self._engine.read(counting, args)
        found = await self._engine.read(listing, (*args, count, start))
        return OrderPage(rows[0][0], [row[0] for row in found])

    async def all_orders(self, page: int = 200) -> AsyncIterator[OrderEntry]:
        last = ("", "")
        while rows := await self._engine.read(ORDERS_AFTER, (*last, page)):
            for row in rows:
                yield OrderEntry(OrderColumns(*row[:16]), *row[16:])
            last = (rows[-1][0], rows[-1][1])

    async def _write_order(self, job: list[Statement], lease: Lease | None) -> None:
        if lease is not None and self._engine.leases_inside:
            job.append(Statement(RELEASE_LEASE, lease))
        try:
            await self._engine.write(job)
        except Violation as violation:
            raise _refusal(str(violation)) from violation
        if lease is not None and not self._engine.leases_inside:
            with contextlib.suppress(StoreUnavailable):  # the order is durable, and a lease expires by itself
                await self._engine.lease(RELEASE_LEASE, lease)


def _refusal(violated: str) -> StoreError:
    if "gift_certificates" in violated:
        return DuplicateCertificate(violated)
    return DuplicateOrder("basket_id" if "basket_id" in violated else "order_no")
