"""Traces of requests: written in batches, the newest are kept."""

from collections.abc import Sequence

from counterfoil.store.jobs import Engine, Many, Statement
from counterfoil.store.trace_row import TraceRow

TRACE_TABLES = (
    """create table traces (
        site_id text not null,
        request_id {text} not null,
        recorded bigint not null,
        took bigint not null,
        method text not null,
        path text not null,
        status integer not null,
        hooks integer not null,
        outcome text not null,
        body {bytes} not null,
        constraint traces_key primary key (site_id, request_id))""",
    "create index traces_recorded on traces (recorded)",
    "create index traces_request_id on traces (request_id, site_id)",
)
MAKE_ROOM = """delete from traces where recorded <=
    (select recorded from traces order by recorded desc limit 1 offset $1)"""
PUT_TRACE = """insert into traces
    (site_id, request_id, recorded, took, method, path, status, hooks, outcome, body)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    on conflict (site_id, request_id) do update set recorded = excluded.recorded, took = excluded.took,
        method = excluded.method, path = excluded.path, status = excluded.status, hooks = excluded.hooks,
        outcome = excluded.outcome, body = excluded.body"""
_SUMMARY = "site_id, request_id, recorded, took, method, path, status, hooks, outcome"
NEWEST_TRACES = f"select {_SUMMARY} from traces order by recorded desc limit $1"  # noqa: S608  (column names)
TRACES_BY_ID = f"""select {_SUMMARY}, body from traces where request_id >= $1 and request_id < $2
    order by request_id limit $3"""  # noqa: S608  (column names)
NEWEST_TRACE = f"select {_SUMMARY}, body from traces order by recorded desc limit 1"  # noqa: S608  (column names)
_AFTER_ALL = "\U0010ffff"


class TraceOperations:
    """Traces of all sites."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def put_traces(self, rows: Sequence[TraceRow], keep: int) -> None:
        if not rows:
            return
        first, *others = rows
        kinds = [Many(PUT_TRACE, others)] if others else []
        await self._engine.write_batch(Statement(PUT_TRACE, first), [*kinds, Many(MAKE_ROOM, [(keep,)])])

    async def newest_traces(self, count: int) -> list[TraceRow]:
        return [TraceRow(*row) for row in await self._engine.read(NEWEST_TRACES, (count,))]

    async def newest_trace(self) -> TraceRow | None:
        rows = await self._engine.read(NEWEST_TRACE)
        return TraceRow(*rows[0]) if rows else None

    async def traces_by_id(self, beginning: str, most: int) -> list[TraceRow]:
        rows = await self._engine.read(TRACES_BY_ID, (beginning, beginning + _AFTER_ALL, most))
        return [TraceRow(*row) for row in rows]
