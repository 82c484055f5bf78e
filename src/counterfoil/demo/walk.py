"""The main job over HTTP: token, basket, order, payment authorisation; each call shown as it happens."""

import base64
import http.client
import ssl
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

import msgspec

from counterfoil.demo.accounts import ACCESS_KEY, AGENT, CLIENT_ID, CLIENT_PASSWORD

USER_GRANT = "urn:demandware:params:oauth:grant-type:client-id:dwsid:dwsecuretoken"
SITE = "RefArch"
CUSTOMER_NO = "000000001"
CUSTOMER_EMAIL = "x@gmail.com"
CARD_NUMBER = "4111111111111111"
PRODUCT = "mug-01"
SECOND_PRODUCT = "tea-01"
_SECONDS = 30
_ENCODER = msgspec.json.Encoder(decimal_format="number")


class WalkError(Exception):
    """A call that did not end as it should."""


class Shown(NamedTuple):
    """One call, made readable: long answers shortened, secrets starred."""

    number: int
    title: str
    method: str
    url: str
    request: list[str]
    status: str
    answer: list[str]


class _Walker:
    def __init__(self, origin: str, show: Callable[[Shown], None], trusted: str | None) -> None:
        self._origin = origin
        self._context = ssl.create_default_context(cafile=trusted) if trusted else None
        self._show = show
        self._number = 0

    def call(self, title: str, path: str, headers: dict[str, str], body: Any, keys: tuple[str, ...]) -> dict[str, Any]:
        """POST a document and show both sides; ``keys`` name what is shown of the answer."""
        self._number += 1
        encoded = b"" if body is None else _ENCODER.encode(body)
        connection = self._connection(urlsplit(self._origin).netloc)
        connection.request("POST", path, encoded, headers)
        response = connection.getresponse()
        answer = msgspec.json.Decoder(float_hook=Decimal).decode(response.read())
        connection.close()
        request = [f"{name}: {_starred(name, value)}" for name, value in headers.items()]
        request += [] if body is None else _lines(body)
        shown = {name: answer[name] for name in keys if name in answer} if response.status == 200 else answer
        status = f"{response.status} {response.reason}"
        lines = _lines(shown)
        self._show(Shown(self._number, title, "POST", self._origin + path, request, status, lines))
        if response.status != 200:
            raise WalkError(f"{title} answered {status}")
        result: dict[str, Any] = answer
        return result

    def _connection(self, place: str) -> http.client.HTTPConnection:
        if self._context is None:
            return http.client.HTTPConnection(place, timeout=_SECONDS)
        return http.client.HTTPSConnection(place, timeout=_SECONDS, context=self._context)


def basket_document(email: str = CUSTOMER_EMAIL, customer_no: str = CUSTOMER_NO) -> dict[str, Any]:
    """Return a whole basket as an agent sends it in one document."""
    address = {
        "first_name": "Jeff",
        "last_name": "Lebowski",
        "address1": "606 Venezia Avenue",
        "city": "Venice",
        "state_code": "CA",
        "postal_code": "90291",
        "country_code": "US",
        "phone": "310 555 0142",
    }
    return {
        "customer_info": {"email": email, "customer_no": customer_no},
        "product_items": [{"product_id": PRODUCT, "quantity": 2}, {"product_id": SECOND_PRODUCT, "quantity": 1}],
        "shipments": [{"shipment_id": "me", "shipping_address": address, "shipping_method": {"id": "001"}}],
        "billing_address": address,
        "payment_instruments": [{"payment_method_id": "CREDIT_CARD", "payment_card": {"card_type": "Visa"}}],
    }


def walk(origin: str, show: Callable[[Shown], None], trusted: str | None = None) -> str:
    """Perform the four calls and return the number of the order; WalkError if one of them fails.

    ``trusted`` is the file with the authority to trust, where the origin is https.
    """
    walker = _Walker(origin, show, trusted)
    credentials = base64.b64encode(f"{AGENT}:{ACCESS_KEY}:{CLIENT_PASSWORD}".encode()).decode()
    query = urlencode({"client_id": CLIENT_ID, "grant_type": USER_GRANT})
    form = {"Authorization": f"Basic {credentials}", "Content-Type": "application/x-www-form-urlencoded"}
    token = walker.call(
        "The agent gets a token (Business Manager user grant)",
        f"/dw/oauth2/access_token?{query}",
        form,
        None,
        ("access_token", "expires_in", "token_type"),
    )
    bearer = {"Content-Type": "application/json", "Authorization": f"Bearer {token['access_token']}"}
    shop = f"/s/{SITE}/dw/shop"
    basket = walker.call(
        "A basket for a customer, everything in one document",
        f"{shop}/v23_1/baskets",
        bearer,
        basket_document(),
        (
            "_v",
            "_type",
            "agent_basket",
            "basket_id",
            "customer_info",
            "product_sub_total",
            "shipping_total",
            "tax_total",
            "order_total",
        ),
    )
    order = walker.call(
        "The basket becomes an order",
        f"{shop}/v23_1/orders",
        bearer,
        {"basket_id": basket["basket_id"]},
        ("_v", "_type", "order_no", "order_token", "status", "payment_status", "order_total"),
    )
    walker.call(
        "The payment is authorised through the extension points; the security code is never kept",
        f"{shop}/v15_2/orders/{order['order_no']}/payment_authorize",
        {"Content-Type": "application/json", "x-dw-order-token": order["order_token"]},
        payment_document(order["order_total"]),
        ("_v", "order_no", "order_total", "payment_instruments", "status"),
    )
    return str(order["order_no"])


def payment_document(amount: Decimal) -> dict[str, Any]:
    """Return what a client sends to authorise a card."""
    return {
        "payment_method_id": "CREDIT_CARD.Visa",
        "amount": amount,
        "payment_card": {
            "card_type": "Visa",
            "expiration_month": 12,
            "expiration_year": 2030,
            "holder": "Jeff Lebowski",
            "number": CARD_NUMBER,
            "security_code": "123",
        },
    }


def _lines(document: Any) -> list[str]:
    return msgspec.json.format(_ENCODER.encode(_without_secrets(document)), indent=2).decode().splitlines()


def _starred(name: str, value: str) -> str:
    if name.lower() not in ("authorization", "x-dw-order-token"):
        return value
    return value[:16] + "…"


def _without_secrets(value: Any) -> Any:
    """Shorten tokens and star card data for the eye."""
    if isinstance(value, dict):
        return {name: _shown(name, inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_without_secrets(inner) for inner in value]
    return value


def _shown(name: str, value: Any) -> Any:
    if name in ("access_token", "order_token"):
        return str(value)[:16] + "…"
    if name == "security_code":
        return "***"
    if name == "number":
        return "************" + str(value)[-4:]
    return _without_secrets(value)
