"""Custom objects, and the jobs that carry along what scripts changed."""

from collections.abc import AsyncIterator, Sequence

from counterfoil.store.accounts import DELETE_RESET, DELETE_RESETS, PUT_RESET, remove_customer
from counterfoil.store.borrowed_engine import BorrowedEngine
from counterfoil.store.gift_certificates import change_statement
from counterfoil.store.jobs import Engine, Statement
from counterfoil.store.leases import end_tokens
from counterfoil.store.script_containers import basket_statements, order_statements
from counterfoil.store.script_writes import CustomObjectRow, ScriptConflict, ScriptWrites
from counterfoil.store.shop_data import (
    INSERT_CUSTOMER,
    RAISE_REVISION,
    customer_values,
    external_profiles,
    shop_row_statement,
    update_statement,
)

_COLUMNS = "scope, type_id, object_key, created, modified, expires, revision, body"
CUSTOM_OBJECT = f"""select {_COLUMNS} from custom_objects
    where scope = $1 and type_id = $2 and object_key = $3 and (expires is null or expires > $4)"""  # noqa: S608
CUSTOM_OBJECTS = f"""select {_COLUMNS} from custom_objects
    where scope = $1 and type_id = $2 and object_key > $3 and (expires is null or expires > $4)
    order by object_key limit $5"""  # noqa: S608
CUSTOM_OBJECTS_AFTER = f"""select {_COLUMNS} from custom_objects
    where (scope, type_id, object_key) > ($1, $2, $3) order by scope, type_id, object_key limit $4"""  # noqa: S608
INSERT_CUSTOM_OBJECT = """insert into custom_objects
        (scope, type_id, object_key, created, modified, expires, body, revision) values ($1, $2, $3, $4, $5, $6, $7, 1)
    on conflict (scope, type_id, object_key) do update set created = excluded.created, modified = excluded.modified,
        expires = excluded.expires, body = excluded.body, revision = 1
    where custom_objects.expires <= excluded.modified"""
"""An expired one that was not swept yet makes room."""
PUT_CUSTOM_OBJECT = """insert into custom_objects
        (scope, type_id, object_key, created, modified, expires, body, revision) values ($1, $2, $3, $4, $5, $6, $7, 1)
    on conflict (scope, type_id, object_key) do update set modified = excluded.modified,
        expires = excluded.expires, body = excluded.body, revision = custom_objects.revision + 1"""
UPDATE_CUSTOM_OBJECT = """update custom_objects set modified = $4, expires = $5, body = $6, revision = revision + 1
    where scope = $1 and type_id = $2 and object_key = $3 and revision = $7"""
DELETE_CUSTOM_OBJECT = """delete from custom_objects
    where scope = $1 and type_id = $2 and object_key = $3 and revision = $4"""
DELETE_ANY_CUSTOM_OBJECT = "delete from custom_objects where scope = $1 and type_id = $2 and object_key = $3"


class CustomObjectOperations:
    """Custom objects of sites, and of the organisation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def custom_object(self, scope: str, type_id: str, object_key: str, now: int) -> CustomObjectRow | None:
        rows = await self._engine.read(CUSTOM_OBJECT, (scope, type_id, object_key, now))
        return CustomObjectRow(*rows[0]) if rows else None

    async def custom_objects(self, scope: str, type_id: str, after: str, count: int, now: int) -> list[CustomObjectRow]:
        rows = await self._engine.read(CUSTOM_OBJECTS, (scope, type_id, after, now, count))
        return [CustomObjectRow(*row) for row in rows]

    async def put_custom_objects(self, rows: Sequence[CustomObjectRow]) -> None:
        if rows:
            await self._engine.write([_import(row) for row in sorted(rows, key=_key)])

    async def all_custom_objects(self, page: int = 200) -> AsyncIterator[CustomObjectRow]:
        last = ("", "", "")
        while rows := await self._engine.read(CUSTOM_OBJECTS_AFTER, (*last, page)):
            for row in rows:
                yield CustomObjectRow(*row)
            last = (rows[-1][0], rows[-1][1], rows[-1][2])

    async def write_of_scripts(self, writes: ScriptWrites) -> None:
        if writes:
            await self._engine.write(statements_of(writes))
            writes.done()


class CarryingEngine(BorrowedEngine):
    """An engine whose next job carries along what scripts changed."""

    def __init__(self, engine: Engine, writes: ScriptWrites) -> None:
        super().__init__(engine)
        self._writes = writes

    def carried(self) -> Sequence[Statement]:
        return statements_of(self._writes)

    def written(self) -> None:
        self._writes.done()


def statements_of(writes: ScriptWrites) -> list[Statement]:
    """Write what scripts changed, against the revisions they had seen."""
    job = [_change(writes.custom_objects[key]) for key in sorted(writes.custom_objects)]
    for _, (row, revision) in sorted(writes.customers.items()):
        if revision:
            job.append(update_statement(row, revision)._replace(missed=ScriptConflict(row.customer_no)))
        else:
            taken = ScriptConflict(row.customer_no)
            job.append(Statement(f"{INSERT_CUSTOMER} on conflict do nothing", customer_values(row), taken))
        job += external_profiles(row)
    for list_id, customer_no in sorted(writes.removed):
        job += remove_customer(list_id, customer_no, ScriptConflict(customer_no))
    job += _password_statements(writes)
    job += basket_statements(writes.baskets.values())
    for key in sorted(writes.orders):
        job += order_statements(writes.orders[key])
    for (_, merchant_id), (certificate, before) in sorted(writes.certificates.items()):
        job.append(change_statement(certificate, before, ScriptConflict(f"gift certificate {merchant_id}")))
    if writes.shop_rows:
        job += [shop_row_statement(writes.shop_rows[key]) for key in sorted(writes.shop_rows)]
        job.append(Statement(RAISE_REVISION, ()))
    return job


def _password_statements(writes: ScriptWrites) -> list[Statement]:
    """End what was given for former passwords, use up tokens that reset one, and keep those that were made."""
    job = [statement for ended in writes.ended for statement in end_tokens(ended)]
    for used in writes.redeemed:
        job.append(Statement(DELETE_RESET, used[:2], ScriptConflict(used.customer_no)))
    for made in writes.resets.values():
        job += [Statement(DELETE_RESETS, (made.list_id, made.customer_no)), Statement(PUT_RESET, made)]
    return job


def _change(row: CustomObjectRow) -> Statement:
    changed = ScriptConflict(f"{row.type_id} {row.object_key}")
    key = row[:3]
    if row.body is None:
        return Statement(DELETE_CUSTOM_OBJECT, (*key, row.revision), changed)
    if row.revision == 0:
        values = (*key, row.created, row.modified, row.expires, row.body)
        return Statement(INSERT_CUSTOM_OBJECT, values, changed)
    return Statement(UPDATE_CUSTOM_OBJECT, (*key, row.modified, row.expires, row.body, row.revision), changed)


def _import(row: CustomObjectRow) -> Statement:
    if row.body is None:
        return Statement(DELETE_ANY_CUSTOM_OBJECT, row[:3])
    return Statement(PUT_CUSTOM_OBJECT, (*row[:6], row.body))


def _key(row: CustomObjectRow) -> tuple[str, str, str]:
    return row[:3]
