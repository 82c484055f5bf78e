"""A guest orders: token, product, basket, order, payment. It needs a running server and nothing but Python.

python examples/customer_order.py http://127.0.0.1:8080
"""

import http.client
import json
import sys
from typing import Any
from urllib.parse import urlsplit

ORIGIN = "http://127.0.0.1:8080"
SHOP = "/s/RefArch/dw/shop/v23_1"
CLIENT_ID = "a" * 30
ADDRESS = {
    "first_name": "Jeff",
    "last_name": "Lebowski",
    "address1": "606 Venezia Avenue",
    "city": "Venice",
    "state_code": "CA",
    "postal_code": "90291",
    "country_code": "US",
}
CARD = {
    "card_type": "Visa",
    "number": "4111111111111111",
    "security_code": "123",
    "holder": "Jeff Lebowski",
    "expiration_month": 12,
    "expiration_year": 2030,
}


class Customer:
    """Calls the Shop API, with the token of the customer as soon as there is one."""

    def __init__(self, origin: str) -> None:
        self.address = urlsplit(origin)
        self.headers = {"Content-Type": "application/json", "x-dw-client-id": CLIENT_ID}

    def call(self, method: str, path: str, document: dict[str, Any] | None = None) -> dict[str, Any]:
        """Send a request and return the answer's document; stop at a fault."""
        secure = self.address.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        connection = kind(self.address.netloc, timeout=30)
        body = json.dumps(document) if document is not None else None
        try:
            connection.request(method, SHOP + path, body, self.headers)
        except OSError as error:
            sys.exit(f"no server answers at {self.address.geturl()}: {error.strerror}; start one by: counterfoil serve")
        response = connection.getresponse()
        answer: dict[str, Any] = json.loads(response.read())
        connection.close()
        if response.status != 200:
            sys.exit(f"{method} {path} answered {response.status}: {answer['fault']['message']}")
        # The token comes in a header of the answer to customers/auth, ready to be sent back as it is.
        if token := response.headers["Authorization"]:
            self.headers["Authorization"] = token
        return answer


def order(customer: Customer, product_id: str) -> dict[str, Any]:
    """Order two of a product and pay for them; return the order."""
    customer.call("POST", "/customers/auth", {"type": "guest"})
    product = customer.call("GET", f"/products/{product_id}?expand=prices,availability")
    say(f"{product['name']}: {product['price']} {product['currency']}, {product['inventory']['ats']} in stock")

    basket = customer.call(
        "POST",
        "/baskets",
        {
            "customer_info": {"email": "guest@example.com"},
            "product_items": [{"product_id": product_id, "quantity": 2}],
            "shipments": [{"shipment_id": "me", "shipping_address": ADDRESS, "shipping_method": {"id": "001"}}],
            "billing_address": ADDRESS,
            "payment_instruments": [{"payment_method_id": "CREDIT_CARD", "payment_card": {"card_type": "Visa"}}],
        },
    )
    say(f"basket of {basket['order_total']}, {basket['shipping_total']} of it shipping, {basket['tax_total']} tax")

    placed = customer.call("POST", "/orders", {"basket_id": basket["basket_id"]})
    say(f"order {placed['order_no']} is {placed['status']}")

    instrument = placed["payment_instruments"][0]["payment_instrument_id"]
    path = f"/orders/{placed['order_no']}/payment_instruments/{instrument}"
    customer.call("PATCH", path, {"payment_method_id": "CREDIT_CARD", "payment_card": CARD})
    return customer.call("GET", f"/orders/{placed['order_no']}")


def say(text: str) -> None:
    """Show a line."""
    print(text)  # noqa: T201  an example shows what it does


def main() -> None:
    """Order from the server that the command line names."""
    customer = Customer(sys.argv[1] if len(sys.argv) > 1 else ORIGIN)
    paid = order(customer, "mug-01")
    card = paid["payment_instruments"][0]["payment_card"]
    say(f"order {paid['order_no']} is {paid['status']}, paid by {card['card_type']} {card['masked_number']}")


if __name__ == "__main__":
    main()
