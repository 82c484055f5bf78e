"""A random walk of clients through the shop: each step is one request, drawn with what earlier answers gave."""

import random
from collections.abc import Callable
from typing import Any, NamedTuple

from tests.api import SHOP, V15, V23, Answer

from counterfoil.demo.walk import basket_document, payment_document

PRODUCTS = (
    "mug-01",
    "tea-01",
    "10010001",
    "10010002",
    "10010003",
    "tee-navy-s",
    "kettle-01",
    "starter-bundle",
    "nothing",
)
METHODS = ("001", "002", "003", "none")
STATUSES = ("new", "open", "completed", "cancelled", "replaced", "failed", "created")
STATES = ("CA", "AK", "NY", "MA")
ADDRESS = {
    "first_name": "Ada",
    "last_name": "Low",
    "address1": "1 Quay Street",
    "city": "Boston",
    "postal_code": "02110",
    "country_code": "US",
}
VERSIONS = ("v17_8", "v20_4", "v23_1", "v24_5")


class Step(NamedTuple):
    """One request; ``actor`` names whose token it carries."""

    method: str
    path: str
    body: Any = None
    actor: str | None = "agent"
    headers: tuple[tuple[str, str], ...] = ()


class Walk:
    """What the walker knows of the shop, from answers alone."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.baskets: list[dict[str, Any]] = []
        self.orders: list[dict[str, Any]] = []
        self.owners: dict[str, str] = {}

    def step(self) -> Step:
        """Draw the next request."""
        drawn: Callable[[], Step] = self.random.choice(self._choices())
        return drawn()

    def learn(self, step: Step, answer: Answer) -> None:
        """Remember the baskets and orders that an answer shows."""
        if answer.status == 204 and step.method == "DELETE":
            self.baskets = [kept for kept in self.baskets if kept["basket_id"] not in step.path]
        if answer.status != 200 or "json" not in answer.headers.get("content-type", ""):
            return
        shown = answer.json
        if shown.get("_type") == "basket":
            self._remember(self.baskets, "basket_id", shown, step)
        elif shown.get("_type") == "order":
            self._remember(self.orders, "order_no", shown, step)
            self.baskets = [kept for kept in self.baskets if kept["basket_id"] != (step.body or {}).get("basket_id")]

    def _remember(self, kept: list[dict[str, Any]], key: str, shown: dict[str, Any], step: Step) -> None:
        self.owners.setdefault(shown[key], step.actor or "agent")
        kept[:] = [old for old in kept if old[key] != shown[key]][-12:]
        kept.append(shown)

    def _choices(self) -> list[Callable[[], Step]]:
        choices = [self._create_whole, self._create_empty, self._read_product, self._search]
        if self.baskets:
            choices += [
                *[self._add_items] * 3,
                *[self._change_item] * 3,
                self._remove_item,
                self._shipment,
                *[self._address] * 2,
                *[self._shipping_method] * 2,
                self._coupon,
                self._instrument,
                self._adjust,
                self._note,
                self._customer,
                self._patch_basket,
                self._read_basket,
                self._delete_basket,
                *[self._submit] * 3,
            ]
        if self.orders:
            choices += [*[self._pay] * 2, *[self._patch_order] * 3, self._read_order, self._authorize, self._list]
        return choices

    def _basket(self) -> dict[str, Any]:
        return self.random.choice(self.baskets)

    def _of(self, basket: dict[str, Any], method: str, rest: str, body: Any = None) -> Step:
        """A request on a basket: mostly by its owner, at times by somebody else, in one of several versions."""
        actor = self.owners[basket["basket_id"]]
        if self.random.random() < 0.05:
            actor = self.random.choice(["agent", "ada", "ben", "nobody"])
        prefix = f"{SHOP}/{self.random.choice(VERSIONS)}"
        headers = (("Accept", "application/xml"),) if self.random.random() < 0.1 else ()
        return Step(method, f"{prefix}/baskets/{basket['basket_id']}{rest}", body, actor, headers)

    def _items(self) -> list[dict[str, Any]]:
        return [
            {"product_id": self.random.choice(PRODUCTS), "quantity": self.random.choice([1, 2, 3, 0.5, 0, 12])}
            for _ in range(self.random.choice([1, 1, 2]))
        ]

    def _create_whole(self) -> Step:
        document = basket_document(email="walk@example.com")
        if self.random.random() < 0.7:
            document["customer_info"] = {"email": "walk@example.com"}
        document["product_items"] = [
            {"product_id": self.random.choice(PRODUCTS[:6]), "quantity": self.random.randint(1, 4)} for _ in range(2)
        ]
        return Step("POST", f"{V23}/baskets", document)

    def _create_empty(self) -> Step:
        return Step("POST", f"{V23}/baskets", None, self.random.choice(["ada", "ben", "agent"]))

    def _read_product(self) -> Step:
        expand = self.random.choice(
            ["", "?expand=availability,prices", "?expand=variations,options", "?expand=nothing"]
        )
        return Step("GET", f"{V23}/products/{self.random.choice(PRODUCTS)}{expand}", None, None)

    def _search(self) -> Step:
        field, value = self.random.choice(
            [("status", self.random.choice(STATUSES)), ("customer_email", "walk@example.com")]
        )
        query = {"term_query": {"fields": [field], "operator": "is", "values": [value]}}
        sorts = [{"field": "order_no", "sort_order": "desc"}]
        return Step("POST", f"{V23}/order_search", {"query": query, "select": "(**)", "sorts": sorts})

    def _add_items(self) -> Step:
        return self._of(self._basket(), "POST", "/items", self._items())

    def _item(self, basket: dict[str, Any]) -> str:
        items = basket.get("product_items") or [{"item_id": "none"}]
        return str(self.random.choice(items)["item_id"])

    def _change_item(self) -> Step:
        basket = self._basket()
        change: dict[str, Any] = {"quantity": self.random.choice([0, 1, 2, 5, 700])}
        if self.random.random() < 0.3:
            change["shipment_id"] = self.random.choice(["me", "second", "third"])
        return self._of(basket, "PATCH", f"/items/{self._item(basket)}", change)

    def _remove_item(self) -> Step:
        basket = self._basket()
        return self._of(basket, "DELETE", f"/items/{self._item(basket)}")

    def _shipment(self) -> Step:
        if self.random.random() < 0.3:
            return self._of(self._basket(), "DELETE", f"/shipments/{self.random.choice(['me', 'second'])}")
        return self._of(self._basket(), "POST", "/shipments", {"shipment_id": "second", "gift": True})

    def _address(self) -> Step:
        body = {**ADDRESS, "state_code": self.random.choice(STATES)}
        if self.random.random() < 0.4:
            return self._of(self._basket(), "PUT", "/billing_address?use_as_shipping=true", body)
        shipment = self.random.choice(["me", "me", "second"])
        return self._of(self._basket(), "PUT", f"/shipments/{shipment}/shipping_address?use_as_billing=true", body)

    def _shipping_method(self) -> Step:
        shipment = self.random.choice(["me", "me", "second"])
        if self.random.random() < 0.3:
            return self._of(self._basket(), "GET", f"/shipments/{shipment}/shipping_methods")
        return self._of(
            self._basket(), "PUT", f"/shipments/{shipment}/shipping_method", {"id": self.random.choice(METHODS)}
        )

    def _coupon(self) -> Step:
        basket = self._basket()
        coupons = basket.get("coupon_items")
        if coupons and self.random.random() < 0.5:
            return self._of(basket, "DELETE", f"/coupons/{coupons[0]['coupon_item_id']}")
        return self._of(
            basket,
            "POST",
            "/coupons",
            {"code": self.random.choice(["WELCOME10", "BISCUITS", "MAIL-1001", "CHOOSETWO", "THREEMUGS", "none", ""])},
        )

    def _instrument(self) -> Step:
        basket = self._basket()
        held = basket.get("payment_instruments")
        if held and self.random.random() < 0.5:
            return self._of(basket, "DELETE", f"/payment_instruments/{held[0]['payment_instrument_id']}")
        if self.random.random() < 0.3:
            return self._of(basket, "GET", "/payment_methods")
        method = self.random.choice(["CREDIT_CARD", "CREDIT_CARD", "NOTHING"])
        body = {"payment_method_id": method, "payment_card": {"card_type": "Visa"}}
        return self._of(basket, "POST", "/payment_instruments", body)

    def _adjust(self) -> Step:
        basket = self._basket()
        level = self.random.choice(["product", "order", "shipping"])
        kind = self.random.choice(["percentage", "amount", "fixed_price"])
        body: dict[str, Any] = {"level": level, "discount": {"type": kind, "value": self.random.choice([1, 5, 10])}}
        if level == "product":
            body["item_id"] = self._item(basket)
        if level == "shipping":
            body["item_id"] = (basket.get("shipping_items") or [{"item_id": "none"}])[0]["item_id"]
        return self._of(basket, "POST", "/price_adjustments", body)

    def _note(self) -> Step:
        return self._of(self._basket(), "POST", "/notes", {"subject": "walk", "text": "a note"})

    def _customer(self) -> Step:
        body = self.random.choice([{"email": "walk@example.com"}, {"email": "no address"}, {}])
        return self._of(self._basket(), "PUT", "/customer", body)

    def _patch_basket(self) -> Step:
        basket = self._basket()
        body: dict[str, Any] = {"c_walk": self.random.randint(0, 9)}
        if self.random.random() < 0.4:
            body["_resource_state"] = self.random.choice([basket.get("_resource_state", ""), "0" * 64])
        if self.random.random() < 0.2:
            body["currency"] = self.random.choice(["EUR", "USD", "XXL"])
        return self._of(basket, "PATCH", "", body)

    def _read_basket(self) -> Step:
        return self._of(self._basket(), "GET", "")

    def _delete_basket(self) -> Step:
        return self._of(self._basket(), "DELETE", "")

    def _submit(self) -> Step:
        basket = self._basket()
        body = {"basket_id": basket["basket_id"]}
        headers = (("Idempotency-Key", f"k-{basket['basket_id']}"),) if self.random.random() < 0.3 else ()
        return Step("POST", f"{V23}/orders", body, self.owners[basket["basket_id"]], headers)

    def _order(self) -> tuple[dict[str, Any], str]:
        order = self.random.choice(self.orders)
        return order, f"{V23}/orders/{order['order_no']}"

    def _pay(self) -> Step:
        order, path = self._order()
        number = self.random.choice(["4111111111111111", "4000000000000002"])
        card = {"card_type": "Visa", "number": number, "expiration_month": 12, "expiration_year": 2030, "holder": "Ada"}
        body: dict[str, Any] = {"payment_method_id": "CREDIT_CARD", "payment_card": {**card, "security_code": "123"}}
        if self.random.random() < 0.3:
            body["amount"] = 1
        held = order.get("payment_instruments")
        if held and self.random.random() < 0.5:
            return Step("PATCH", f"{path}/payment_instruments/{held[0]['payment_instrument_id']}", body)
        return Step("POST", f"{path}/payment_instruments", body)

    def _authorize(self) -> Step:
        order, _ = self._order()
        token = self.random.choice([order.get("order_token", ""), "wrong"])
        path = f"{V15}/orders/{order['order_no']}/payment_authorize"
        body = payment_document(order.get("order_total") or 1)
        return Step("POST", path, body, None, (("x-dw-order-token", token),))

    def _patch_order(self) -> Step:
        _, path = self._order()
        return Step("PATCH", path, {"status": self.random.choice(STATUSES), "c_walk": "yes"})

    def _read_order(self) -> Step:
        _, path = self._order()
        return Step("GET", path, None, self.random.choice(["agent", "agent", "ada", "nobody"]))

    def _list(self) -> Step:
        return Step("GET", f"{V15}/orders?count=5", None, self.random.choice(["ada", "ben"]))
