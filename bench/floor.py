"""The floors: HTTP without a shop behind it, and durable commits without HTTP before them."""

import asyncio
import functools
import os
import time
from pathlib import Path

import apsw
import asyncpg  # type: ignore[import-untyped]  # has no type information

from bench.figures import Figure, Figures, Key, Plan, in_rounds, loaded
from bench.load import Times, repeated, request
from bench.server import Server, hello_world

CLIENTS = (1, 8, 32)
GROUP = 32
ROW_BYTES = 4096
_CREATE = "create table rows (id integer primary key, body blob not null)"
_INSERT = "insert into rows (body) values (?)"


def measure(plan: Plan) -> Figures:
    """Measure hello-world and commits."""
    measures = {("hello", clients): hello(plan, start_hello(plan), clients) for clients in CLIENTS[:1]}
    server = start_hello(plan)
    measures = {("hello", clients): hello(plan, server, clients) for clients in CLIENTS}
    measures |= {
        ("commit", "SQLite", group): functools.partial(_on_sqlite, plan, group) for group in (1, GROUP)
    }
    if plan.stores.postgres is not None:
        address = plan.stores.postgres.create_database()
        measures |= {
            ("commit", "PostgreSQL", clients): functools.partial(_on_postgres, plan, address, clients)
            for clients in CLIENTS
        }
    return in_rounds(plan, measures)
