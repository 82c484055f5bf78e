"""The API in process, as a client sees it: requests in, answers out, on one event loop."""

import asyncio
import base64
import contextlib
import json
from collections.abc import Coroutine
from decimal import Decimal
from typing import Any

import httpx

from counterfoil.ambient import SeededAmbient
from counterfoil.cli.server import running
from counterfoil.config import Settings
from counterfoil.demo.accounts import ACCESS_KEY, AGENT, CLIENT_ID, CLIENT_PASSWORD
from counterfoil.demo.walk import basket_document, payment_document
from counterfoil.http.app import Application
from counterfoil.timestamps import instant_of
from counterfoil.verification import verify

USER_GRANT = "urn:demandware:params:oauth:grant-type:client-id:dwsid:dwsecuretoken"
NOW = instant_of("2026-06-15T10:00:00Z")
SHOP = "/s/RefArch/dw/shop"
V15 = f"{SHOP}/v15_2"
V23 = f"{SHOP}/v23_1"


class Answer:
    """An answer with its document read exactly: decimals stay what they were."""

    def __init__(self, response: httpx.Response) -> None:
        self.status = response.status_code
        self.headers = response.headers
        self.content = response.content
        self.text = response.text

    @property
    def json(self) -> Any:
        return json.loads(self.content, parse_float=Decimal)

    @property
    def fault(self) -> str:
        return str(self.json["fault"]["type"])

    @property
    def arguments(self) -> dict[str, Any]:
        arguments: dict[str, Any] = self.json["fault"]["arguments"]
        return arguments

    def __repr__(self) -> str:
        return f"{self.status} {self.text[:2000]}"


class Api:
    """A server over a store, driven by calls; ``clock`` moves its time."""

    def __init__(self, store: str, **settings: Any) -> None:
        # The calls of the tests are those of the demo's client, in either mode.
        self.settings = Settings(store=store, **{"demo_client": "accepted", **settings})
        self.clock = SeededAmbient(7, NOW)
        self._runner = asyncio.Runner()
        self._stack = contextlib.AsyncExitStack()
        self.application: Application = self.run(self._open())
        transport = httpx.ASGITransport(self.application, client=("127.0.0.1", 50000))
        self._client = httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080")

    async def _open(self) -> Application:
        return await self._stack.enter_async_context(running(self.settings, self.clock))

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self._runner.run(work)

    def close(self) -> None:
        self.run(self._client.aclose())
        self.run(self._stack.aclose())
        self._runner.close()

    async def request(self, method: str, path: str, body: Any = None, **options: Any) -> Answer:
        """Send a request; a dict or list is sent as JSON, bytes as they are."""
        headers = {"x-dw-client-id": CLIENT_ID, **options.pop("headers", {})}
        headers = {name: value for name, value in headers.items() if value is not None}
        if token := options.pop("token", None):
            headers["Authorization"] = f"Bearer {token}"
        content = b""
        if body is not None:
            content = body if isinstance(body, bytes) else json.dumps(body, default=float).encode()
            headers.setdefault("Content-Type", "application/json")
        self._client.cookies.clear()
        response = await self._client.request(method, path, content=content, headers=headers, **options)
        return Answer(response)

    def call(self, method: str, path: str, body: Any = None, **options: Any) -> Answer:
        answer: Answer = self.run(self.request(method, path, body, **options))
        return answer

    def together(self, *requests: Coroutine[Any, Any, Answer]) -> list[Answer]:
        """Send requests at the same time and return their answers in order."""

        async def gather() -> list[Answer]:
            return await asyncio.gather(*requests)

        answers: list[Answer] = self.run(gather())
        return answers

    def get(self, path: str, **options: Any) -> Answer:
        return self.call("GET", path, **options)

    def post(self, path: str, body: Any = None, **options: Any) -> Answer:
        return self.call("POST", path, body, **options)

    def patch(self, path: str, body: Any = None, **options: Any) -> Answer:
        return self.call("PATCH", path, body, **options)

    def delete(self, path: str, **options: Any) -> Answer:
        return self.call("DELETE", path, **options)

    def agent_token(self, login: str = AGENT, access_key: str = ACCESS_KEY) -> str:
        """Get an agent's token as the article does."""
        answer = self.post(
            f"/dw/oauth2/access_token?client_id={CLIENT_ID}&grant_type={USER_GRANT}",
            headers={"Authorization": basic(login, access_key, CLIENT_PASSWORD)},
        )
        assert answer.status == 200, answer
        return str(answer.json["access_token"])

    def customer(self, kind: str = "guest", login: str = "", password: str = "", site: str = SHOP) -> str:
        """Get a customer's token."""
        headers = {"Authorization": basic(login, password)} if kind == "credentials" else {}
        answer = self.post(f"{site}/v23_1/customers/auth", {"type": kind}, headers=headers)
        assert answer.status == 200, answer
        return str(answer.headers["authorization"].removeprefix("Bearer "))

    def basket(self, token: str, **changes: Any) -> dict[str, Any]:
        """Create the demo's whole basket; keywords replace or, when None, remove parts of the document."""
        document = {**basket_document(), **changes}
        document = {name: value for name, value in document.items() if value is not None}
        answer = self.post(f"{V23}/baskets", document, token=token)
        assert answer.status == 200, answer
        result: dict[str, Any] = answer.json
        return result

    def order(self, token: str, **changes: Any) -> dict[str, Any]:
        """Create a basket and submit it."""
        basket = self.basket(token, **changes)
        answer = self.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=token)
        assert answer.status == 200, answer
        result: dict[str, Any] = answer.json
        return result

    def authorize(self, order: dict[str, Any], body: Any = "demo", **options: Any) -> Answer:
        """Authorise an order's payment the 15.2 way."""
        document = payment_document(order["order_total"]) if body == "demo" else body
        headers = {"x-dw-order-token": order["order_token"], **options.pop("headers", {})}
        return self.post(f"{V15}/orders/{order['order_no']}/payment_authorize", document, headers=headers, **options)

    def breaches(self) -> list[str]:
        """Return what counterfoil verify finds."""
        found: list[str] = self.run(verify(self.application.server.store)).breaches
        return found


def basic(*parts: str) -> str:
    """Return the value of a Basic Authorization header."""
    return "Basic " + base64.b64encode(":".join(parts).encode()).decode()
