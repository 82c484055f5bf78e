"""The order flow: a basket with a whole document of two items, the order, the authorisation of its payment."""

import functools
import json
import random
import re
from typing import Any

from bench import archive
from bench.figures import Figure, Measures, Plan, loaded
from bench.floor import CLIENTS
from bench.load import MakeScript, Script, Step, request
from bench.server import SHOP, Server, agent_token, counterfoil
from bench.stores import CUSTOMERS
from counterfoil.demo.walk import basket_document, payment_document

PROCESSES = (1, 2)
STEPS = ("basket", "order", "authorise")
_BASKETS_EACH = 64
_BASKET_ID = re.compile(rb'"basket_id":"([^"]+)"')
_ORDER_NO = re.compile(rb'"order_no":"([^"]+)"')
_ORDER_TOKEN = re.compile(rb'"order_token":"([^"]+)"')
_ORDER_TOTAL = re.compile(rb'"order_total":([0-9.]+)')
_JSON = {"content-type": "application/json"}


def measures(plan: Plan) -> Measures:
    """Return what there is to measure: both engines, one process and two, few clients and many."""
    found: Measures = {}
    for engine in plan.stores.engines:
        for processes in PROCESSES:
            store = plan.stores.make(engine)
            server = plan.stack.enter_context(counterfoil(store, plan.folder, processes))
            for clients in CLIENTS:
                found["flow", engine, processes, clients] = functools.partial(_measure, plan, server, clients)
    return found


def _measure(plan: Plan, server: Server, clients: int) -> Figure:
    return loaded(plan, server, order_flows(server.port, clients))


def order_flows(port: int, clients: int, *, by_instrument: bool = False) -> list[MakeScript]:
    """Return the scripts of an agent's connections; every connection has customers of its own."""
    make = functools.partial(order_flow, agent_token(port), by_instrument=by_instrument)
    return [functools.partial(make, list(range(one, CUSTOMERS, clients)), one) for one in range(clients)]


def order_flow(token: str, customers: list[int], seed: int, *, by_instrument: bool = False) -> Script:
    """Place one order after the other for these customers and authorise each.

    ``by_instrument`` authorises as later versions do, which stores the order with its payment instrument, hook or not.
    """
    bearer = {"authorization": f"Bearer {token}"}
    chance = random.Random(seed)
    baskets = [
        request("POST", f"{SHOP}/v23_1/baskets", bearer, _encoded(_basket(chance, customers)))
        for _ in range(_BASKETS_EACH)
    ]
    while True:
        for basket in baskets:
            answer = yield Step("basket", basket, last=False)
            body = b'{"basket_id":"%b"}' % _found(_BASKET_ID, answer)
            answer = yield Step("order", request("POST", f"{SHOP}/v23_1/orders", bearer, body), last=False)
            yield Step("authorise", _instrument(answer, bearer) if by_instrument else _authorisation(answer))


def _basket(chance: random.Random, customers: list[int]) -> dict[str, Any]:
    customer = chance.choice(customers)
    document = basket_document(archive.email(customer), archive.customer_no(customer))
    for item, product_id in zip(document["product_items"], chance.sample(archive.PRODUCTS, 2), strict=True):
        item["product_id"] = product_id
    return document


_PAYMENT_BEFORE, _PAYMENT_AFTER = (
    part.encode()
    for part in json.dumps(payment_document(0)).split('"amount": 0')  # type: ignore[arg-type]
)


def _authorisation(order: bytes) -> bytes:
    order_no = _found(_ORDER_NO, order).decode()
    headers = {"x-dw-order-token": _found(_ORDER_TOKEN, order).decode()}
    body = b'%b"amount": %b%b' % (_PAYMENT_BEFORE, _found(_ORDER_TOTAL, order), _PAYMENT_AFTER)
    return request("POST", f"{SHOP}/v15_2/orders/{order_no}/payment_authorize", headers, body)


def _instrument(order: bytes, headers: dict[str, str]) -> bytes:
    order_no = _found(_ORDER_NO, order).decode()
    body = b'%b"amount": %b%b' % (_PAYMENT_BEFORE, _found(_ORDER_TOTAL, order), _PAYMENT_AFTER)
    body = body.replace(b"CREDIT_CARD.Visa", b"CREDIT_CARD")
    return request("POST", f"{SHOP}/v23_1/orders/{order_no}/payment_instruments", headers, body)


def _found(pattern: re.Pattern[bytes], answer: bytes) -> bytes:
    match = pattern.search(answer)
    if match is None:
        raise LookupError(f"no {pattern.pattern!r} in {answer[:500]!r}")
    return match[1]


def _encoded(document: dict[str, Any]) -> bytes:
    return json.dumps(document, separators=(",", ":")).encode()
