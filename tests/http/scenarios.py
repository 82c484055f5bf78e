"""One call that succeeds for every row of the table of resources, made ready by what the call needs."""

import itertools
from collections.abc import Callable
from typing import Any

from tests.api import V23, Answer, Api
from tests.http.gift_certificates import CODE

from counterfoil.demo.walk import payment_document

CARD = {
    "card_type": "Visa",
    "number": "4111111111111111",
    "expiration_month": 12,
    "expiration_year": 2030,
    "holder": "Ada Low",
}
ADDRESS = {
    "first_name": "Ada",
    "last_name": "Low",
    "address1": "1 Quay Street",
    "city": "Boston",
    "state_code": "MA",
    "postal_code": "02110",
    "country_code": "US",
}
LOGIN, PASSWORD = "x@gmail.com", "Earl-Grey-1"


class World:
    """A server, and the things a call may need."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.login = self.password = ""
        """Of the customer made last."""
        self._numbers = itertools.count(1)

    @property
    def agent(self) -> str:
        return self.api.agent_token()

    def basket(self, **changes: Any) -> dict[str, Any]:
        """A whole basket of a new guest."""
        customer = {"email": "guest@example.com"}
        return self.api.basket(self.agent, **{"customer_info": customer, **changes})

    def order(self, **changes: Any) -> dict[str, Any]:
        basket = self.basket(**changes)
        answer = self.api.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=self.agent)
        assert answer.status == 200, answer
        return answer.json  # type: ignore[no-any-return]

    def customer(self) -> tuple[str, str]:
        """A registered customer of his own: id and token."""
        number = next(self._numbers)
        login, password = f"customer-{number}@example.com", f"Earl-Grey-{number}!"
        self.login, self.password = login, password
        profile = {"login": login, "email": login, "last_name": "Low"}
        made = self.api.post(f"{V23}/customers", {"customer": profile, "password": password}, token=self.api.customer())
        assert made.status == 200, made
        return made.json["customer_id"], self.api.customer("credentials", login, password)

    def instrument(self, order: dict[str, Any]) -> str:
        """The id of an order's payment instrument."""
        return str(order["payment_instruments"][0]["payment_instrument_id"])

    def send(self, method: str, path: str, body: Any = None, token: str | None = None, **headers: str) -> Answer:
        return self.api.call(method, path, body, token=token, headers=headers)

    def state(self, path: str, token: str) -> dict[str, str]:
        """The header that early versions demand before they change a resource."""
        answer = self.api.get(path, token=token)
        return {"If-Match": answer.headers["etag"]} if "etag" in answer.headers else {}


Scenario = Callable[[World, str], Answer]
SCENARIOS: dict[str, Scenario] = {}


def scenario(row: str) -> Callable[[Scenario], Scenario]:
    """Register the call that stands for a row of the table."""

    def register(function: Scenario) -> Scenario:
        SCENARIOS[row] = function
        return function

    return register


def of_basket(row: str, rest: str, body: Any = None, **changes: Any) -> None:
    """Register a call on a whole basket."""
    method = row.partition(" ")[0]

    def call(world: World, at: str) -> Answer:
        basket, agent = world.basket(**changes), world.agent
        path = f"{at}/baskets/{basket['basket_id']}"
        headers = {} if method == "GET" else world.state(path, agent)
        return world.send(method, path + rest.format(**names_of(basket)), body, agent, **headers)

    SCENARIOS[row] = call


def of_order(row: str, rest: str, body: Any = None) -> None:
    """Register a call on an order."""
    method = row.partition(" ")[0]

    def call(world: World, at: str) -> Answer:
        order, agent = world.order(), world.agent
        path = f"{at}/orders/{order['order_no']}"
        headers = {} if method == "GET" else world.state(path, agent)
        return world.send(method, path + rest.format(**names_of(order)), body, agent, **headers)

    SCENARIOS[row] = call


def names_of(shown: dict[str, Any]) -> dict[str, str]:
    """The ids that paths are made of."""
    items = shown.get("product_items") or [{}]
    instruments = shown.get("payment_instruments") or [{}]
    gifts = shown.get("gift_certificate_items") or [{}]
    coupons = shown.get("coupon_items") or [{}]
    adjustments = shown.get("order_price_adjustments") or [{}]
    return {
        "item_id": items[0].get("item_id", ""),
        "payment_instrument_id": instruments[0].get("payment_instrument_id", shown.get("payment_instrument_id", "")),
        "gift_certificate_item_id": gifts[0].get("gift_certificate_item_id", ""),
        "coupon_item_id": coupons[0].get("coupon_item_id", ""),
        "price_adjustment_id": adjustments[0].get("price_adjustment_id", ""),
        "address_id": shown.get("address_id", ""),
    }


NOTE = {"subject": "call back", "text": "after six"}
GIFT = {"recipient_email": "ben@example.com", "amount": 25}
ADJUSTMENT = {"level": "order", "discount": {"type": "amount", "value": 1}, "reason_code": "PRICE_MATCH"}
INSTRUMENT = {"payment_method_id": "CREDIT_CARD", "payment_card": {"card_type": "Visa"}}

# Orders
of_order("GET /orders/{order_no}", "")
of_order("PATCH /orders/{order_no}", "", {"c_seen": True})
of_order("POST /orders/{order_no}/payment_instruments", "/payment_instruments", {**INSTRUMENT, "payment_card": CARD})
of_order(
    "PATCH /orders/{order_no}/payment_instruments/{payment_instrument_id}",
    "/payment_instruments/{payment_instrument_id}",
    {**INSTRUMENT, "payment_card": CARD},
)
of_order(
    "DELETE /orders/{order_no}/payment_instruments/{payment_instrument_id}",
    "/payment_instruments/{payment_instrument_id}",
)
of_order("GET /orders/{order_no}/payment_methods", "/payment_methods")
of_order("GET /orders/{order_no}/notes", "/notes")
of_order("POST /orders/{order_no}/notes", "/notes", NOTE)


@scenario("GET /orders")
def list_orders(world: World, at: str) -> Answer:
    return world.send("GET", f"{at}/orders", None, world.api.customer("credentials", LOGIN, PASSWORD))


@scenario("POST /orders")
def submit(world: World, at: str) -> Answer:
    return world.send("POST", f"{at}/orders", {"basket_id": world.basket()["basket_id"]}, world.agent)


@scenario("PUT /orders/{order_no}")
def put_order(world: World, at: str) -> Answer:
    basket = world.basket()
    return world.send("PUT", f"{at}/orders/X-{basket['basket_id']}", {"basket_id": basket["basket_id"]}, world.agent)


@scenario("POST /orders/{order_no}/payment_authorize")
def authorize(world: World, at: str) -> Answer:
    return _authorized(world, at, "payment_authorize")


@scenario("POST /orders/{order_no}/authorize_payment")
def authorize_as_the_sample_spells_it(world: World, at: str) -> Answer:
    return _authorized(world, at, "authorize_payment")


def _authorized(world: World, at: str, name: str) -> Answer:
    order = world.order()
    path = f"{at}/orders/{order['order_no']}/{name}"
    return world.send(
        "POST", path, payment_document(order["order_total"]), **{"x-dw-order-token": order["order_token"]}
    )


@scenario("DELETE /orders/{order_no}/notes/{note_id}")
def delete_order_note(world: World, at: str) -> Answer:
    order, agent = world.order(), world.agent
    path = f"/orders/{order['order_no']}/notes"
    world.send("POST", V23 + path, NOTE, agent)
    note = world.send("GET", V23 + path, None, agent).json["notes"][0]["id"]
    return world.send("DELETE", f"{at}{path}/{note}", None, agent)


# Baskets
of_basket("GET /baskets/{basket_id}", "")
of_basket("PATCH /baskets/{basket_id}", "", {"c_seen": True})
of_basket("DELETE /baskets/{basket_id}", "")
of_basket("PUT /baskets/{basket_id}/customer", "/customer", {"email": "ada@example.com"})
of_basket("PATCH /baskets/{basket_id}/items/{item_id}", "/items/{item_id}", {"quantity": 3})
of_basket("DELETE /baskets/{basket_id}/items/{item_id}", "/items/{item_id}")
of_basket("POST /baskets/{basket_id}/shipments", "/shipments", {"shipment_id": "second"})
of_basket("PATCH /baskets/{basket_id}/shipments/{shipment_id}", "/shipments/me", {"gift": True})
of_basket(
    "PUT /baskets/{basket_id}/shipments/{shipment_id}/shipping_address", "/shipments/me/shipping_address", ADDRESS
)
of_basket("PUT /baskets/{basket_id}/billing_address", "/billing_address", ADDRESS)
of_basket("GET /baskets/{basket_id}/shipments/{shipment_id}/shipping_methods", "/shipments/me/shipping_methods")
of_basket(
    "PUT /baskets/{basket_id}/shipments/{shipment_id}/shipping_method", "/shipments/me/shipping_method", {"id": "001"}
)
of_basket("POST /baskets/{basket_id}/gift_certificate_items", "/gift_certificate_items", GIFT)
of_basket(
    "PATCH /baskets/{basket_id}/gift_certificate_items/{gift_certificate_item_id}",
    "/gift_certificate_items/{gift_certificate_item_id}",
    {**GIFT, "amount": 30},
    gift_certificate_items=[GIFT],
)
of_basket(
    "DELETE /baskets/{basket_id}/gift_certificate_items/{gift_certificate_item_id}",
    "/gift_certificate_items/{gift_certificate_item_id}",
    gift_certificate_items=[GIFT],
)
of_basket("GET /baskets/{basket_id}/notes", "/notes")
of_basket("POST /baskets/{basket_id}/notes", "/notes", NOTE)
of_basket("POST /baskets/{basket_id}/payment_instruments", "/payment_instruments", INSTRUMENT)
of_basket(
    "PATCH /baskets/{basket_id}/payment_instruments/{payment_instrument_id}",
    "/payment_instruments/{payment_instrument_id}",
    INSTRUMENT,
)
of_basket(
    "DELETE /baskets/{basket_id}/payment_instruments/{payment_instrument_id}",
    "/payment_instruments/{payment_instrument_id}",
)
of_basket("GET /baskets/{basket_id}/payment_methods", "/payment_methods")
of_basket("POST /baskets/{basket_id}/price_adjustments", "/price_adjustments", ADJUSTMENT)
of_basket("PUT /baskets/{basket_id}/agent", "/agent")
of_basket("PUT /baskets/{basket_id}/storefront", "/storefront?exchange=true")
of_basket("POST /baskets/{basket_id}/coupons", "/coupons", {"code": "WELCOME10"})
of_basket(
    "DELETE /baskets/{basket_id}/coupons/{coupon_item_id}",
    "/coupons/{coupon_item_id}",
    coupon_items=[{"code": "WELCOME10"}],
)
of_basket("GET /baskets/{basket_id}/approaching_discounts", "/approaching_discounts")
of_basket("POST /baskets/{basket_id}/submit", "/submit")


@scenario("POST /baskets")
def create_basket(world: World, at: str) -> Answer:
    return world.send("POST", f"{at}/baskets", None, world.api.customer())


@scenario("POST /baskets/reference")
def copy_basket(world: World, at: str) -> Answer:
    guest = world.api.customer()
    basket = world.send("POST", f"{V23}/baskets", None, guest).json
    body = {"basket_id": basket["basket_id"], "customer_id": basket["customer_info"]["customer_id"]}
    return world.send("POST", f"{at}/baskets/reference", body, world.api.customer())


@scenario("POST /baskets/{basket_id}/items")
def add_items(world: World, at: str) -> Answer:
    basket, agent = world.basket(), world.agent
    path, item = f"{at}/baskets/{basket['basket_id']}", {"product_id": "tea-01", "quantity": 1}
    body: Any = item if any(name in at for name in ("v15_", "v16_", "v17_1", "v17_2")) else [item]
    return world.send("POST", f"{path}/items", body, agent, **world.state(path, agent))


@scenario("DELETE /baskets/{basket_id}/shipments/{shipment_id}")
def delete_shipment(world: World, at: str) -> Answer:
    basket, agent = world.basket(), world.agent
    path = f"/baskets/{basket['basket_id']}"
    world.send("POST", f"{V23}{path}/shipments", {"shipment_id": "second"}, agent)
    return world.send("DELETE", f"{at}{path}/shipments/second", None, agent, **world.state(at + path, agent))


@scenario("DELETE /baskets/{basket_id}/notes/{note_id}")
def delete_basket_note(world: World, at: str) -> Answer:
    basket, agent = world.basket(), world.agent
    path = f"/baskets/{basket['basket_id']}"
    world.send("POST", f"{V23}{path}/notes", NOTE, agent)
    note = world.send("GET", f"{V23}{path}/notes", None, agent).json["notes"][0]["id"]
    return world.send("DELETE", f"{at}{path}/notes/{note}", None, agent, **world.state(at + path, agent))


@scenario("PATCH /baskets/{basket_id}/price_adjustments/{price_adjustment_id}")
def patch_adjustment(world: World, at: str) -> Answer:
    return _adjusted(world, at, "PATCH", {"level": "order", "discount": {"type": "amount", "value": 2}})


@scenario("DELETE /baskets/{basket_id}/price_adjustments/{price_adjustment_id}")
def delete_adjustment(world: World, at: str) -> Answer:
    return _adjusted(world, at, "DELETE", None)


def _adjusted(world: World, at: str, method: str, body: Any) -> Answer:
    basket, agent = world.basket(), world.agent
    path = f"/baskets/{basket['basket_id']}"
    made = world.send("POST", f"{V23}{path}/price_adjustments", ADJUSTMENT, agent).json
    name = made["order_price_adjustments"][0]["price_adjustment_id"]
    return world.send(method, f"{at}{path}/price_adjustments/{name}", body, agent, **world.state(at + path, agent))


@scenario("POST /gift_certificate")
def read_gift_certificate(world: World, at: str) -> Answer:
    return world.send("POST", f"{at}/gift_certificate", {"gift_certificate_code": CODE}, world.agent)


@scenario("GET /price_adjustment_limits")
def read_limits(world: World, at: str) -> Answer:
    return world.send("GET", f"{at}/price_adjustment_limits", None, world.agent)


@scenario("POST /order_search")
def search(world: World, at: str) -> Answer:
    query = {"match_all_query": {}}
    body: Any = (
        {"search_phrase": "0"}
        if any(name in at for name in ("v15_", "v16_", "v17_1", "v17_2"))
        else {"query": query, "select": "(**)"}
    )
    return world.send("POST", f"{at}/order_search", body, world.agent)
