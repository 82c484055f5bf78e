"""Customers of the demo shop for the tests of the customers resources."""

import json
from typing import Any

from tests.api import V23, Answer, Api, basic

from counterfoil.store.records import ShopRow

XENIA, XENIAS_PASSWORD = "x@gmail.com", "Earl-Grey-1"
ADA, ADAS_PASSWORD = "ada@example.com", "Assam-tea-2"
CUSTOMERS = f"{V23}/customers"
XML = {"Content-Type": "application/xml"}


def token_of(answer: Answer) -> str:
    """Return the customer's token of an answer."""
    return str(answer.headers["authorization"].removeprefix("Bearer "))


def log_in(api: Api, login: str = XENIA, password: str = XENIAS_PASSWORD) -> Answer:
    headers = {"Authorization": basic(login, password)}
    return api.post(f"{CUSTOMERS}/auth", {"type": "credentials"}, headers=headers)


class Customer:
    """A customer who is logged in, with the path of his resource."""

    def __init__(self, api: Api, answer: Answer) -> None:
        assert answer.status == 200, answer
        self.api = api
        self.token = token_of(answer)
        self.customer_id = str(answer.json["customer_id"])
        self.path = f"{CUSTOMERS}/{self.customer_id}"

    def call(self, method: str, path: str = "", body: Any = None, **options: Any) -> Answer:
        """Call a resource below the customer's own with his token."""
        return self.api.call(method, self.path + path, body, **{"token": self.token, **options})


def xenia(api: Api) -> Customer:
    return Customer(api, log_in(api))


def ada(api: Api) -> Customer:
    return Customer(api, log_in(api, ADA, ADAS_PASSWORD))


def guest(api: Api) -> Customer:
    return Customer(api, api.post(f"{CUSTOMERS}/auth", {"type": "guest"}))


def xml(name: str, properties: dict[str, str]) -> bytes:
    """Write a flat document as XML."""
    inner = "".join(f"<{key}>{value}</{key}>" for key, value in properties.items())
    return f'<{name} xmlns="http://www.demandware.com/xml/shop/23.1">{inner}</{name}>'.encode()


def change_list_settings(api: Api, **settings: Any) -> None:
    """Change settings of the demo's customer list, as an import would."""
    store = api.application.server.store
    body = json.loads(api.run(store.shop_row("customer_list", "", "RefArch")))
    row = ShopRow("customer_list", "", "RefArch", json.dumps({**body, **settings}).encode())
    api.run(store.put_shop_rows([row]))
