"""A server whose hooks stand at every extension point: what each request calls is noted, or disturbed."""

from collections.abc import Callable
from typing import Any, NamedTuple

import apsw
import asyncpg
from tests.api import Answer, Api
from tests.http.scenarios import World

from counterfoil.hooks import Context
from counterfoil.hooks.points import POINTS

Act = Callable[..., Any]


class Called(NamedTuple):
    """A point that a request called."""

    point: str
    arguments: tuple[Any, ...]
    inside: bool


class RecordingApi(Api):
    """Counts its requests, and notes what the last one called; from one of them on, a point may act."""

    def __init__(self, store: str, **settings: Any) -> None:
        super().__init__(store, **settings)
        self.world = World(self)
        self.called: list[Called] = []
        self.count = 0
        self.armed_at = 0
        self.acting = ""
        self.act: Act = lambda *_: None
        self.before: dict[str, str] = {}
        """What was stored before the request that a point acts in."""
        for row in POINTS:
            self.application.server.hooks.register(row.name, self._recorder(row.name))

    def _recorder(self, point: str) -> Act:
        def record(*arguments: Any, context: Context) -> Any:
            self.called.append(Called(point, arguments, context.transaction.inside))
            acts = self.armed_at == self.count and point == self.acting
            return self.act(*arguments) if acts else None

        return record

    async def request(self, method: str, path: str, body: Any = None, **options: Any) -> Answer:
        self.called = []
        self.count += 1
        self.clock.advance(1000)
        if self.count == self.armed_at:
            self.before = await contents(self.settings.store)
        return await super().request(method, path, body, **options)

    def after(self) -> dict[str, str]:
        """What is stored now."""
        found: dict[str, str] = self.run(contents(self.settings.store))
        return found


KEPT = (
    "baskets customers customer_visits external_profiles gift_certificate_uses gift_certificates inventory orders "
    "password_resets redemption_counts redemptions reservations"
).split()
"""The tables that the transaction of a request speaks of."""


async def contents(store: str) -> dict[str, str]:
    """What is kept in a store, as text by table."""
    if store.startswith("postgres"):
        postgres = await asyncpg.connect(store)
        rows = {name: list(map(tuple, await postgres.fetch(f"select * from {name}"))) for name in KEPT}
        await postgres.close()
    else:
        sqlite = apsw.Connection(store, flags=apsw.SQLITE_OPEN_READONLY)
        rows = {name: list(sqlite.execute(f"select * from {name}")) for name in KEPT}
        sqlite.close()
    return {name: "\n".join(sorted(map(repr, found))) for name, found in rows.items()}
