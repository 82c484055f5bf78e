"""The shop in which the cases of faults are played: who is there, and what they have, made when it is first named."""

import asyncio
import contextlib
import functools
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.api import V23, Api, basic
from tests.archive.archives import xml
from tests.http.accounts import ADA, ADAS_PASSWORD, XENIA, XENIAS_PASSWORD
from tests.http.conftest import copy_demo
from tests.http.gift_certificates import ALL, NAMESPACE, load_files
from tests.http.raw import Connection
from tests.http.test_price_adjustments import add_agent
from tests.http.test_source_codes import GROUPS
from tests.servers import ServerProcess

from counterfoil.demo.accounts import CLIENT_ID, CLIENT_PASSWORD

GUEST_INFO = {"email": "guest@example.com"}
_BOOKED = '<payment-method method-id="GIFT_CERTIFICATE"><enabled-flag>true</enabled-flag></payment-method>'
ARCHIVE = {
    "sites/RefArch/giftcertificates.xml": f'<gift-certificates xmlns="{NAMESPACE}">{"".join(ALL)}</gift-certificates>',
    "sites/RefArch/payment-methods.xml": xml("payment-settings", _BOOKED),
    "sites/RefArch/sourcecodes.xml": GROUPS,
}
"""What the demo's archive has not, and some case needs."""
CLIENT_CREDENTIALS = basic(CLIENT_ID, CLIENT_PASSWORD)


class Scene:
    """A server with people; ``{names}`` of requests are kept here."""

    def __init__(self, api: Api, path: Path, request: pytest.FixtureRequest) -> None:
        self.api = api
        self.path = path
        self.request = request
        self.named: dict[str, str] = {}
        self._people: dict[str, Callable[[], str]] = {
            "agent": api.agent_token,
            "boss": lambda: add_agent(api, "boss@example.com"),
            "clerk": lambda: add_agent(api, "clerk@example.com", []),
            "guest": api.customer,
            "stranger": api.customer,
            "xenia": lambda: api.customer("credentials", XENIA, XENIAS_PASSWORD),
            "ada": lambda: api.customer("credentials", ADA, ADAS_PASSWORD),
            "client": self._client_token,
        }
        self._tokens: dict[str, str] = {}
        self._servers: dict[tuple[str, ...], ServerProcess] = {}
        self._held: dict[tuple[str, ...], Connection] = {}

    @functools.cached_property
    def archive(self) -> bool:
        """Load what the demo's archive has not."""
        assert load_files(self.api, self.path / "more", ARCHIVE).warnings == []
        return True

    def token(self, who: str) -> str:
        """Return somebody's token."""
        if who not in self._tokens:
            self._tokens[who] = self._people[who]()
        return self._tokens[who]

    def forget_tokens(self) -> None:
        """Let everybody log in again."""
        self._tokens.clear()

    def knows(self, name: str) -> bool:
        return name in self.named or name in _MAKERS

    def name(self, name: str) -> str:
        """Return what a name stands for, made if nobody needed it before."""
        if name not in self.named:
            _MAKERS[name](self)
        return self.named[name]

    def basket(self, by: str = "agent", **changes: Any) -> dict[str, Any]:
        """Make a whole basket for a new guest."""
        return self.api.basket(self.token(by), **{"customer_info": GUEST_INFO, **changes})

    def server(self, options: tuple[str, ...]) -> ServerProcess:
        """Return a server process with these options, on a store of its own."""
        if options not in self._servers:
            store = copy_demo(self.request, "sqlite", Path(tempfile.mkdtemp(dir=self.path)))
            self._servers[options] = ServerProcess(store, *options)
        return self._servers[options]

    def keep_busy(self, options: tuple[str, ...], request: bytes) -> None:
        """Hold a connection to such a server, which was answered once."""
        if options not in self._held:
            self._held[options] = Connection(self.server(options))
            self._held[options].send(request)
            assert self._held[options].answer().status == 200

    def stop(self) -> None:
        """Stop the server processes."""
        for connection in self._held.values():
            connection.close()
        for server in self._servers.values():
            server.stop()

    def hook(self, point: str, function: Any) -> None:
        self.api.application.server.hooks.register(point, function)

    def _client_token(self) -> str:
        from_query = "/dw/oauth2/access_token?grant_type=client_credentials"
        answer = self.api.post(from_query, headers={"Authorization": CLIENT_CREDENTIALS})
        assert answer.status == 200, answer
        return str(answer.json["access_token"])


def _make_basket(scene: Scene) -> None:
    basket = scene.basket(gift_certificate_items=None)
    scene.named["basket_id"] = basket["basket_id"]
    scene.named["item_id"] = basket["product_items"][0]["item_id"]
    scene.named["shipping_item_id"] = basket["shipping_items"][0]["item_id"]


def _make_own_basket(scene: Scene) -> None:
    """The guest's basket, which has nothing in it."""
    answer = scene.api.post(f"{V23}/baskets", token=scene.token("guest"))
    assert answer.status == 200, answer
    scene.named["own_basket_id"] = answer.json["basket_id"]


def _make_promoted(scene: Scene) -> None:
    """A basket with a coupon, whose promotion takes something off, and a choice of bonus products."""
    basket = scene.basket(coupon_items=[{"code": "WELCOME10"}, {"code": "CHOOSETWO"}])
    scene.named["promoted_id"] = basket["basket_id"]
    scene.named["system_adjustment_id"] = basket["order_price_adjustments"][0]["price_adjustment_id"]
    scene.named["choice_id"] = basket["bonus_discount_line_items"][0]["id"]


def _make_adjusted(scene: Scene) -> None:
    """A basket with an adjustment made by hand."""
    basket = scene.basket("boss")
    body = {"level": "order", "discount": {"type": "amount", "value": 1}, "promotion_id": "goodwill"}
    path = f"{V23}/baskets/{basket['basket_id']}/price_adjustments"
    answer = scene.api.post(path, body, token=scene.token("boss"))
    assert answer.status == 200, answer
    scene.named["adjusted_id"] = basket["basket_id"]
    scene.named["adjusted_item_id"] = basket["product_items"][0]["item_id"]
    scene.named["adjustment_id"] = answer.json["order_price_adjustments"][0]["price_adjustment_id"]


def _make_order(scene: Scene) -> None:
    order = scene.api.order(scene.token("agent"), customer_info=GUEST_INFO)
    scene.named["order_no"], scene.named["order_token"] = order["order_no"], order["order_token"]


def _customer_id(scene: Scene, who: str) -> None:
    answer = scene.api.post(f"{V23}/customers/auth", {"type": "refresh"}, token=scene.token(who))
    assert answer.status == 200, answer
    scene.named[f"{who}_id"] = answer.json["customer_id"]


_MAKERS: dict[str, Callable[[Scene], None]] = {
    **dict.fromkeys(("basket_id", "item_id", "shipping_item_id"), _make_basket),
    "own_basket_id": _make_own_basket,
    **dict.fromkeys(("promoted_id", "system_adjustment_id", "choice_id"), _make_promoted),
    **dict.fromkeys(("adjusted_id", "adjusted_item_id", "adjustment_id"), _make_adjusted),
    **dict.fromkeys(("order_no", "order_token"), _make_order),
    "xenia_id": functools.partial(_customer_id, who="xenia"),
    "guest_id": functools.partial(_customer_id, who="guest"),
}
"""What makes each name."""


@contextlib.contextmanager
def at_work(scene: Scene, point: str, method: str, path: str, *headers: dict[str, str]) -> Iterator[None]:
    """Hold requests with these headers in a hook as long as the context lasts, and have them end well."""
    entered, proceed = asyncio.Semaphore(0), asyncio.Event()
    token = scene.token("agent")

    async def hook(*_: Any) -> None:
        entered.release()
        await proceed.wait()

    async def begin() -> list[asyncio.Task[Any]]:
        requests = [scene.api.request(method, path, token=token, headers=each) for each in headers]
        tasks = [asyncio.create_task(request) for request in requests]
        for _ in tasks:
            await asyncio.wait_for(entered.acquire(), 20)
        return tasks

    async def end() -> list[Any]:
        proceed.set()
        return await asyncio.gather(*tasks)

    scene.hook(point, hook)
    tasks = scene.api.run(begin())
    yield
    assert {answer.status for answer in scene.api.run(end())} <= {200, 204}
