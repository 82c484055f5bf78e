"""Who may do what: every row of the table of resources, called by every kind of caller on what another owns."""

import itertools
from collections.abc import Callable
from typing import Any, NamedTuple

from tests.api import SHOP, Answer, Api
from tests.http.scenarios import World
from tests.http.scenarios_of_customers import SCENARIOS

from counterfoil.http.routes import ROUTES
from counterfoil.versions import PUBLISHED, Version, covers

_NUMBERS = itertools.count(1000)
ROWS = sorted({f"{row.method} {row.path}" for row in ROUTES})


class Request(NamedTuple):
    """The last call of a scenario, not made yet."""

    method: str
    path: str
    body: Any
    token: str | None
    headers: dict[str, str]


class _Ready(Exception):  # noqa: N818  (no error: all is ready for the last call)
    def __init__(self, request: Request) -> None:
        super().__init__()
        self.request = request


class OwnedWorld(World):
    """A world whose baskets and orders belong to a guest; it stops before the call of a number."""

    def __init__(self, api: Api, last: int | None = None) -> None:
        super().__init__(api)
        self._numbers = _NUMBERS
        self.owner: str | None = None
        """The token of who owns what the last call is about."""
        self.sent = 0
        self._last = last

    def basket(self, **changes: Any) -> dict[str, Any]:
        self.owner = self.api.customer()
        customer = {"email": "guest@example.com"}
        return self.api.basket(self.owner, **{"customer_info": customer, **changes})

    def order(self, **changes: Any) -> dict[str, Any]:
        basket = self.basket(**changes)
        answer = self.api.post(f"{SHOP}/v23_1/orders", {"basket_id": basket["basket_id"]}, token=self.owner)
        assert answer.status == 200, answer
        return answer.json  # type: ignore[no-any-return]

    def customer(self) -> tuple[str, str]:
        customer_id, self.owner = super().customer()
        return customer_id, self.owner

    def send(self, method: str, path: str, body: Any = None, token: str | None = None, **headers: str) -> Answer:
        self.sent += 1
        if self.sent == self._last:
            raise _Ready(Request(method, path, body, token, headers))
        return super().send(method, path, body, token, **headers)


def version_of(row: str) -> Version:
    """Return the newest version that has a row."""
    method, _, path = row.partition(" ")
    rows = [found for found in ROUTES if (found.method, found.path) == (method, path)]
    return [version for version in PUBLISHED if any(covers(version, one.since, one.until) for one in rows)][-1]


def prepared(api: Api, row: str) -> tuple[Request, str | None]:
    """Make all that a row's call needs and return the call, and the token of the owner."""
    at = f"{SHOP}/{version_of(row).path_segment}"
    counting = OwnedWorld(api)
    SCENARIOS[row](counting, at)
    world = OwnedWorld(api, counting.sent)
    try:
        SCENARIOS[row](world, at)
    except _Ready as ready:
        return ready.request, world.owner
    raise AssertionError(row)


Callers = dict[str, Callable[[Request, str | None], dict[str, Any]]]
