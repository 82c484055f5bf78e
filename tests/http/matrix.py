"""Who may do what: every row of the table of resources, called by every kind of caller on what another owns."""

import itertools
from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec
from tests.api import SHOP, Answer, Api, basic
from tests.http.granted import add
from tests.http.scenarios import World
from tests.http.scenarios_of_customers import SCENARIOS

from counterfoil.demo.accounts import CLIENT_ID, CLIENT_PASSWORD
from counterfoil.demo.walk import PRODUCT, SECOND_PRODUCT
from counterfoil.http.routes import ROUTES
from counterfoil.identity import accounts
from counterfoil.identity.caller import PERMISSIONS
from counterfoil.store.records import InventoryRow
from counterfoil.versions import PUBLISHED, Version, covers

KEY, HOUR = "aB3!" * 8, 3_600_000
STOCK = "refarch-us"
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


class Call:
    """A row's call, made ready anew whenever one was carried out."""

    def __init__(self, api: Api, row: str) -> None:
        self._api = api
        self._row = row
        self._at = f"{SHOP}/{version_of(row).path_segment}"
        counting = OwnedWorld(api)
        assert SCENARIOS[row](counting, self._at).status < 300
        self._last = counting.sent
        self._ready: tuple[Request, str | None] | None = None

    def ready(self) -> tuple[Request, str | None]:
        """Return the call, with all made that it needs, and the token of whose it is."""
        if self._ready is None:
            world = OwnedWorld(self._api, self._last)
            try:
                SCENARIOS[self._row](world, self._at)
            except _Ready as ready:
                self._ready = ready.request, world.owner
        assert self._ready is not None
        return self._ready

    def send(self, caller: "Caller", path: str | None = None) -> Answer | None:
        """Call as somebody, or not at all where there is nobody of that kind."""
        request, owner = self.ready()
        token = owner if caller.is_owner else caller.token
        if caller.is_owner and token is None:
            return None
        headers = {**request.headers, "x-dw-client-id": caller.client_id}
        answer = self._api.call(request.method, path or request.path, request.body, token=token, headers=headers)
        if answer.status < 300:
            self._ready = None
        return answer


class Caller(NamedTuple):
    """What a kind of caller calls with."""

    client_id: str | None = CLIENT_ID
    token: str | None = None
    is_owner: bool = False


def a_guest(api: Api) -> Caller:
    return Caller(token=api.customer())


def a_customer(api: Api) -> Caller:
    return Caller(token=OwnedWorld(api).customer()[1])


FRESH: dict[str, Callable[[Api], Caller]] = {"guest": a_guest, "customer": a_customer}


def callers(api: Api) -> dict[str, Caller]:
    """Make one of each kind."""
    accounts_of(api)
    add(api, "unlisted")
    now = api.clock.instant
    api.clock.instant -= 2 * HOUR
    expired = api.agent_token()
    api.clock.instant = now
    grant = b"grant_type=client_credentials"
    form = {"Authorization": basic(CLIENT_ID, CLIENT_PASSWORD), "Content-Type": "application/x-www-form-urlencoded"}
    system = api.post("/dw/oauth2/access_token", grant, headers=form).json["access_token"]
    return {
        "nobody": Caller(None),
        "unknown": Caller("somebody"),
        "unlisted": Caller("unlisted"),
        "client": Caller(),
        "system": Caller(token=system),
        "guest": a_guest(api),
        "customer": a_customer(api),
        "owner": Caller(is_owner=True),
        "agent": Caller(token=api.agent_token("powerful@example.com", KEY)),
        "powerless": Caller(token=api.agent_token("powerless@example.com", KEY)),
        "elsewhere": Caller(token=api.agent_token("elsewhere@example.com", KEY)),
        "expired": Caller(token=expired),
    }


def accounts_of(api: Api) -> None:
    """Add the agents, and stock for as many orders as there are calls."""
    store, ambient = api.application.server.store, api.application.server.ambient

    async def add() -> None:
        for name, permissions in (("powerful", PERMISSIONS), ("powerless", ()), ("elsewhere", PERMISSIONS)):
            login = f"{name}@example.com"
            await accounts.add_agent(store, ambient, login, access_key=KEY, permissions=permissions)
        agent = await accounts.find(store, accounts.Agent, "elsewhere@example.com")
        assert agent is not None
        await accounts.save(store, msgspec.structs.replace(agent, sites=["RefArchEU"]))
        records = await store.inventory_records(STOCK, [PRODUCT, SECOND_PRODUCT])
        await store.put_inventory([InventoryRow(STOCK, name, 10**9, row.body) for name, row in records.items()])

    api.run(add())
