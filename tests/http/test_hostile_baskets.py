"""Whatever is sent to what is in a basket, the answer is a good one or a documented fault, on both stores."""

import json
from typing import Any

import pytest
from tests.api import SHOP, V23
from tests.http.target import Target

BASKET = f"{V23}/baskets/{{basket}}"
ENDPOINTS = [
    ("POST", f"{V23}/baskets/reference"),
    ("POST", f"{BASKET}/items"),
    ("PATCH", f"{BASKET}/items/nothing"),
    ("POST", f"{BASKET}/shipments"),
    ("PATCH", f"{BASKET}/shipments/me"),
    ("PUT", f"{BASKET}/shipments/me/shipping_address"),
    ("PUT", f"{BASKET}/shipments/me/shipping_method"),
    ("PUT", f"{BASKET}/billing_address"),
]
NUL, SURROGATE = "\x00", "\ud800"
TEXTS = [
    "product_id",
    "shipment_id",
    "inventory_id",
    "bonus_discount_line_item_id",
    "shipment_no",
    "gift_message",
    "id",
    "basket_id",
    "first_name",
    "c_x",
]
WHOLE: dict[str, Any] = {"product_id": "mug-01", "quantity": 1}
WORSE: list[Any] = [[], [[]], [None], {}, "x", 7, None, {"quantity": 1e30}, [WHOLE] * 60, {"option_items": [{}]}]
WORSE += [{**WHOLE, "option_items": [{"option_id": NUL, "option_value_id": NUL}]}, {"shipping_method": {"id": NUL}}]
WORSE += [{"shipping_address": {"first_name": NUL}}, {"shipping_items": [{"item_id": NUL}]}, {"quantity": "1"}]


@pytest.mark.parametrize(("method", "path"), ENDPOINTS)
def test_no_body_breaks_the_server(target: Target, method: str, path: str) -> None:
    texts = [{**WHOLE, name: text} for name in TEXTS for text in (NUL, SURROGATE, "", "x" * 300, "🫖")]
    for body in [*texts, *WORSE]:
        target.refresh()
        document = [body] if path.endswith("items") and isinstance(body, dict) and "quantity" in body else body
        target.send(method, path, json.dumps(document).encode())


QUERIES = [
    "?use_as_shipping=%00",
    "?customer_address_id=%00",
    "?customer_address_id=%F0%9F",
    "?use_as_billing=" + "1" * 99,
]


@pytest.mark.parametrize("query", QUERIES)
def test_no_query_breaks_the_server(target: Target, query: str) -> None:
    for method, path in ENDPOINTS[5:]:
        target.send(method, path + query)
    for kind in ("agent", "storefront"):
        target.send("PUT", f"{BASKET}/{kind}{query}&exchange=%00")


@pytest.mark.parametrize("name", ["%00", "%FF", "%ED%A0%80", "x" * 3000, "..", "me%20", "%F0%9F%AB%96"])
def test_no_name_in_a_path_breaks_the_server(target: Target, name: str) -> None:
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        for place in (f"/items/{name}", f"/shipments/{name}", f"/shipments/{name}/shipping_methods"):
            target.send(method, BASKET + place, b"{}")
        target.send(method, f"{SHOP}/v16_9/baskets/{name}/submit")
        target.send(method, f"{V23}/baskets/{name}/agent")
