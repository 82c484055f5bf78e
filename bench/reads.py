"""Reading: one order, and a page of 25 orders, from a store with few orders and from one with many."""

import functools
import random

from bench import archive
from bench.figures import Figure, Measures, Plan, loaded
from bench.load import MakeScript, repeated, request
from bench.server import SHOP, Server, agent_token, counterfoil, customer_token
from bench.stores import LOGINS, ORDERS_EACH

FEW = LOGINS * ORDERS_EACH
CLIENTS = 32
_REQUESTS_EACH = 500


def measures(plan: Plan) -> Measures:
    """Return what there is to measure: both engines, few orders and many."""
    found: Measures = {}
    for engine in plan.stores.engines:
        for orders in (FEW, plan.many_orders):
            plan.show(f"writing {orders:,} orders to {engine}")
            store = plan.stores.make_with_orders(engine, orders)
            server = plan.stack.enter_context(counterfoil(store, plan.folder))
            found["get", engine, orders] = functools.partial(_get, plan, server, orders)
            tokens = [customer_token(server.port, archive.email(one), archive.PASSWORD) for one in range(LOGINS)]
            found["list", engine, orders] = functools.partial(_list, plan, server, tokens)
    return found


def _get(plan: Plan, server: Server, orders: int) -> Figure:
    return loaded(plan, server, gets(server.port, orders, CLIENTS))


def _list(plan: Plan, server: Server, tokens: list[str]) -> Figure:
    return loaded(plan, server, lists(tokens, CLIENTS))


def gets(port: int, orders: int, clients: int) -> list[MakeScript]:
    """Return the scripts of an agent's connections that read orders anywhere in the store."""
    bearer = {"authorization": f"Bearer {agent_token(port)}"}
    chance = random.Random(orders)
    return [
        repeated(
            "get",
            [
                request("GET", f"{SHOP}/v23_1/orders/{chance.randint(1, orders):08d}", bearer)
                for _ in range(_REQUESTS_EACH)
            ],
        )
        for _ in range(clients)
    ]


def lists(tokens: list[str], clients: int) -> list[MakeScript]:
    """Return the scripts of customers' connections that read their newest orders."""
    path = f"{SHOP}/v15_2/orders?count=25"
    return [
        repeated("list", [request("GET", path, {"authorization": f"Bearer {tokens[one % len(tokens)]}"})])
        for one in range(clients)
    ]
