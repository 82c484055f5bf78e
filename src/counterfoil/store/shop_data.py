"""Shop data, customers and inventory: what an import writes and requests read."""

from collections.abc import AsyncIterator, Sequence

from counterfoil.store.baskets import by_slot
from counterfoil.store.jobs import Engine, Statement, Violation, expand, padded
from counterfoil.store.leases import end_tokens
from counterfoil.store.records import (
    EXTERNAL_ID,
    Conflict,
    CustomerRow,
    DuplicateCustomer,
    EndedTokens,
    OpenBasket,
    Opening,
    ShopRow,
)

OPENING = """select revision, exists(select 1 from revoked_tokens where digest = $1)
        or exists(select 1 from revoked_tokens where digest = $2 and (spared is null or spared <> $1))
    from shop_revision where one = 1"""
SHOP_ROW = "select body from shop_data where scope = $1 and kind = $2 and id = $3"
SHOP_ROWS = "select scope, id, body from shop_data where kind = $1 order by scope, id"
SHOP_ROWS_OF_SCOPE = "select scope, id, body from shop_data where kind = $1 and scope = $2 order by id"
SHOP_ROWS_BY_ID = "select kind, scope, id, body from shop_data where kind in (:kinds) and id in (:ids)"
SHOP_ROWS_AFTER = "select id, body from shop_data where kind = $1 and id > $2 and scope = '' order by id limit $3"
PUT_SHOP_ROW = """insert into shop_data (kind, scope, id, body) values ($1, $2, $3, $4)
    on conflict (kind, id, scope) do update set body = excluded.body"""
DELETE_SHOP_ROW = "delete from shop_data where kind = $1 and scope = $2 and id = $3"
RAISE_REVISION = "update shop_revision set revision = revision + 1 where one = 1"

CUSTOMER_BY_NO = """select list_id, customer_no, customer_id, login, body, revision, email from customers
    where list_id = $1 and customer_no = $2"""
CUSTOMER_WITH_BASKETS = """select list_id, customer_no, customer_id, login, body, revision, email, null, null
        from customers where list_id = $1 and customer_no = $2
    union all select null, null, null, null, null, null, null, basket_id, slot
        from baskets where site_id = $3 and expires > $4
            and customer_id = (select customer_id from customers where list_id = $1 and customer_no = $2)"""
CUSTOMER_BY_LOGIN = """select list_id, customer_no, customer_id, login, body, revision, email from customers
    where list_id = $1 and login = $2"""
CUSTOMER_BY_ID = """select list_id, customer_no, customer_id, login, body, revision, email from customers
    where list_id = $1 and customer_id = $2"""
CUSTOMERS_AFTER = """select list_id, customer_no, customer_id, login, body, revision, email from customers
    where (list_id, customer_no) > ($1, $2) order by list_id, customer_no limit $3"""
SAVE_CUSTOMER = """insert into customers (list_id, customer_no, customer_id, login, body, email, revision)
    values ($1, $2, $3, $4, $5, $6, 1)
    on conflict (list_id, customer_no) do update set customer_id = excluded.customer_id, login = excluded.login,
        body = excluded.body, email = excluded.email, revision = customers.revision + 1"""
INSERT_CUSTOMER = """insert into customers (list_id, customer_no, customer_id, login, body, email, revision)
    values ($1, $2, $3, $4, $5, $6, 1)"""
UPDATE_CUSTOMER = """update customers set customer_id = $3, login = $4, body = $5, email = $6, revision = revision + 1
    where list_id = $1 and customer_no = $2 and revision = $7"""

PUT_EXTERNAL_PROFILE = """insert into external_profiles (list_id, external_id, provider_id, customer_no)
    values ($1, $2, $3, $4)
    on conflict (list_id, external_id, provider_id) do update set customer_no = excluded.customer_no
    where external_profiles.customer_no = excluded.customer_no"""


class ShopDataOperations:
    """Shop data and the revision that its caches live by."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def opening(self, token_digest: bytes | None, generation: bytes | None = None) -> Opening:
        (row,) = await self._engine.read(OPENING, (token_digest, generation))
        return Opening(row[0], bool(row[1]))

    async def shop_row(self, kind: str, scope: str, row_id: str) -> bytes | None:
        rows = await self._engine.read(SHOP_ROW, (scope, kind, row_id))
        return rows[0][0] if rows else None

    async def shop_rows(self, kind: str, scope: str | None = None) -> list[tuple[str, str, bytes]]:
        if scope is None:
            rows = await self._engine.read(SHOP_ROWS, (kind,))
        else:
            rows = await self._engine.read(SHOP_ROWS_OF_SCOPE, (kind, scope))
        return [(row[0], row[1], row[2]) for row in rows]

    async def shop_rows_after(self, kind: str, after: str, count: int) -> list[tuple[str, bytes]]:
        rows = await self._engine.read(SHOP_ROWS_AFTER, (kind, after, count))
        return [(row[0], row[1]) for row in rows]

    async def shop_rows_by_id(self, kinds: Sequence[str], ids: Sequence[str]) -> list[ShopRow]:
        if not kinds or not ids:
            return []
        ids = padded(ids)
        sql = expand(expand(SHOP_ROWS_BY_ID, ":kinds", 1, len(kinds)), ":ids", len(kinds) + 1, len(ids))
        return [ShopRow(*row) for row in await self._engine.read(sql, (*kinds, *ids))]

    async def put_shop_rows(self, rows: Sequence[ShopRow]) -> None:
        job = [shop_row_statement(row) for row in sorted(rows, key=_shop_row_key)]
        job.append(Statement(RAISE_REVISION, ()))
        await self._engine.write(job)


class CustomerOperations:
    """Registered customers of customer lists."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def customer_by_no(self, list_id: str, customer_no: str) -> CustomerRow | None:
        return await self._customer(CUSTOMER_BY_NO, list_id, customer_no)

    async def customer_with_baskets(
        self, list_id: str, customer_no: str, site_id: str, now: int
    ) -> tuple[CustomerRow | None, list[OpenBasket]]:
        rows = await self._engine.read(CUSTOMER_WITH_BASKETS, (list_id, customer_no, site_id, now))
        customer = [CustomerRow(*row[:7]) for row in rows if row[0] is not None]
        if not customer:
            return None, []
        return customer[0], by_slot([row[7:] for row in rows if row[0] is None])

    async def customer_by_login(self, list_id: str, login: str) -> CustomerRow | None:
        return await self._customer(CUSTOMER_BY_LOGIN, list_id, login)

    async def customer_by_id(self, list_id: str, customer_id: str) -> CustomerRow | None:
        return await self._customer(CUSTOMER_BY_ID, list_id, customer_id)

    async def save_customers(self, rows: Sequence[CustomerRow], ended: Sequence[EndedTokens] = ()) -> None:
        rows = sorted(rows, key=_customer_key)
        job = [Statement(SAVE_CUSTOMER, customer_values(row)) for row in rows]
        job += [profile for row in rows for profile in external_profiles(row)]
        for tokens in ended:
            job += end_tokens(tokens)
        await self._write_customers(job)

    async def insert_customer(self, row: CustomerRow) -> None:
        await self._write_customers([Statement(INSERT_CUSTOMER, customer_values(row)), *external_profiles(row)])

    async def update_customer(self, row: CustomerRow, expected_revision: int) -> None:
        await self._write_customers([update_statement(row, expected_revision)])

    async def all_customers(self, page: int = 200) -> AsyncIterator[CustomerRow]:
        last = ("", "")
        while rows := await self._engine.read(CUSTOMERS_AFTER, (*last, page)):
            for row in rows:
                yield CustomerRow(*row)
            last = (rows[-1][0], rows[-1][1])

    async def _customer(self, sql: str, list_id: str, key: str) -> CustomerRow | None:
        rows = await self._engine.read(sql, (list_id, key))
        return CustomerRow(*rows[0]) if rows else None

    async def _write_customers(self, job: list[Statement]) -> None:
        try:
            await self._engine.write(job)
        except Violation as violation:
            text = str(violation)
            keys = (key for key in ("login", "customer_no") if key in text)
            raise DuplicateCustomer(next(keys, "customer_id")) from violation


def update_statement(row: CustomerRow, expected_revision: int) -> Statement:
    """Write a customer over exactly this revision."""
    return Statement(UPDATE_CUSTOMER, (*customer_values(row), expected_revision), Conflict(row.customer_no))


def customer_values(row: CustomerRow) -> tuple[str | bytes | None, ...]:
    """Return the columns of a customer but for his revision."""
    return (*row[:5], row.email)


def external_profiles(row: CustomerRow) -> list[Statement]:
    """Give the customer his ids elsewhere; one that another customer has undoes the job."""
    taken = DuplicateCustomer(EXTERNAL_ID)
    return [
        Statement(PUT_EXTERNAL_PROFILE, (row.list_id, external_id, provider_id, row.customer_no), taken)
        for external_id, provider_id in sorted(row.external_ids)
    ]


def shop_row_statement(row: ShopRow) -> Statement:
    """Write or delete a row of shop data."""
    if row.body is None:
        return Statement(DELETE_SHOP_ROW, row[:3])
    return Statement(PUT_SHOP_ROW, row)


def _shop_row_key(row: ShopRow) -> tuple[str, str, str]:
    return row[:3]


def _customer_key(row: CustomerRow) -> tuple[str, str]:
    return row[:2]
