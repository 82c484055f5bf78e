"""Calls of a storefront: a shopper fills a basket, pays and submits it, and the driven storefront calls a point."""

from typing import Any
from urllib.parse import urlencode

from tests.api import V23, Answer
from tests.http.scenarios import World
from tests.tried.observer import Observer, Ran

from counterfoil.demo.walk import basket_document

STOREFRONT = "app_driven_storefront/"


def drive(
    world: World, observer: Observer, point: str, methods: list[str], query: dict[str, str]
) -> tuple[list[Ran], str]:
    """Have the storefront call a point at each time when it may; return what it did, and why it came no further."""
    observer.ran_hooks.clear()
    try:
        _, token = world.customer()
    except AssertionError as error:  # a hook of the set lets nobody register
        return [], f"no customer could register: {error}"[:200]
    document = {name: part for name, part in basket_document().items() if name != "payment_instruments"}
    document["customer_info"] = {"email": world.login}
    made = world.api.post(f"{V23}/baskets", document, token=token)
    asked = urlencode({"c_drive": point, **query})
    refused = (
        "" if made.status == 200 else f"the basket was refused: {made.fault}: {made.json['fault']['message'][:200]}"
    )
    if made.status == 200:
        basket = world.api.patch(f"{V23}/baskets/{made.json['basket_id']}?{asked}", {}, token=token)
        order = _submit(world, basket.json if basket.status == 200 else made.json, asked, methods, token)
        refused = (
            ""
            if order.status == 200
            else f"the order was refused: {order.fault}: {order.json['fault']['message'][:200]}"
        )
    return [ran for ran in observer.ran_hooks if ran.source.startswith(STOREFRONT) and _drove(ran)], refused


def _drove(ran: Ran) -> bool:
    return ran.error is not None or bool(getattr(ran.answer, "details", None))


def _submit(world: World, basket: dict[str, Any], asked: str, methods: list[str], token: str) -> Answer:
    at = f"{V23}/baskets/{basket['basket_id']}/payment_instruments"
    paid = basket.get("payment_instruments") or []
    if not paid:
        for method in methods:
            if world.api.post(at, {"payment_method_id": method}, token=token).status == 200:
                break
    return world.api.post(f"{V23}/orders?{asked}", {"basket_id": basket["basket_id"]}, token=token)
