"""Where an answer leads: operations on the basket, order or customer it shows, with the ids to call them by."""

from collections.abc import Sequence
from typing import Any

from counterfoil.documents.properties import Document
from counterfoil.http.description.operations import Operation

_IDS: dict[str, dict[str, str]] = {
    "baskets": {
        "basket_id": "/basket_id",
        "coupon_item_id": "/coupon_items/0/coupon_item_id",
        "gift_certificate_item_id": "/gift_certificate_items/0/gift_certificate_item_id",
        "item_id": "/product_items/0/item_id",
        "payment_instrument_id": "/payment_instruments/0/payment_instrument_id",
        "price_adjustment_id": "/order_price_adjustments/0/price_adjustment_id",
        "shipment_id": "/shipments/0/shipment_id",
    },
    "orders": {
        "order_no": "/order_no",
        "payment_instrument_id": "/payment_instruments/0/payment_instrument_id",
    },
    "customers": {"customer_id": "/customer_id"},
}
_ANSWERS = {"Basket": "baskets", "Order": "orders", "Customer": "customers"}


def links(found: Sequence[Operation]) -> dict[str, dict[str, Any]]:
    """Return the links there are, by the operation they lead to."""
    return {
        one.operation_id: {
            "operationId": one.operation_id,
            "parameters": {name: f"$response.body#{_IDS[one.tag][name]}" for name in one.path_names},
        }
        for one in found
        if one.path_names and set(one.path_names) <= set(_IDS.get(one.tag, {}))
    }


def links_of(answer: type[Document], known: dict[str, dict[str, Any]]) -> dict[str, dict[str, str]]:
    """Return the links of an answer: to the operations of the resource that it is."""
    tag = _ANSWERS.get(answer.__name__)
    first = next(iter(_IDS[tag])) if tag else None
    return {name: {"$ref": f"#/components/links/{name}"} for name, link in known.items() if first in link["parameters"]}
