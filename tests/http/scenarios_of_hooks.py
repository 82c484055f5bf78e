"""Calls beside those of every resource, for the extension points that only some requests reach."""

from tests.api import Answer
from tests.http.scenarios import GIFT, World
from tests.http.scenarios_of_customers import SCENARIOS as OF_RESOURCES

SCENARIOS = dict(OF_RESOURCES)
OF_INVOICE = "POST /orders/{order_no}/payment_instruments that is no card"
OF_CERTIFICATES = "POST /orders that sells a gift certificate"
OF_CUSTOMER = "POST /baskets of a registered customer"
TO_CUSTOMER = "PUT /baskets/{basket_id}/customer by an agent"
WITH_BASKET = "POST /customers of a guest with a basket"


def pay_by_invoice(world: World, at: str) -> Answer:
    order, agent = world.order(), world.agent
    path = f"{at}/orders/{order['order_no']}"
    headers = world.state(path, agent)
    return world.send("POST", f"{path}/payment_instruments", {"payment_method_id": "INVOICE"}, agent, **headers)


def sell_certificate(world: World, at: str) -> Answer:
    basket = world.basket(gift_certificate_items=[GIFT])
    return world.send("POST", f"{at}/orders", {"basket_id": basket["basket_id"]}, world.agent)


def basket_of_customer(world: World, at: str) -> Answer:
    _, token = world.customer()
    return world.send("POST", f"{at}/baskets", None, token)


def give_to_customer(world: World, at: str) -> Answer:
    customer_id, token = world.customer()
    shown = world.send("GET", f"{at}/customers/{customer_id}", None, token).json
    path, agent = f"{at}/baskets/{world.basket()['basket_id']}", world.agent
    body = {"email": "ada@example.com", "customer_no": shown["customer_no"]}
    return world.send("PUT", f"{path}/customer", body, agent, **world.state(path, agent))


def take_basket_along(world: World, at: str) -> Answer:
    guest = world.api.customer()
    world.send("POST", f"{at}/baskets", None, guest)
    login = f"guest-{next(world._numbers)}@example.com"
    body = {"customer": {"login": login, "email": login, "last_name": "Low"}, "password": "Lapsang-7!"}
    return world.send("POST", f"{at}/customers", body, guest)


SCENARIOS[OF_INVOICE] = pay_by_invoice
SCENARIOS[OF_CERTIFICATES] = sell_certificate
SCENARIOS[OF_CUSTOMER] = basket_of_customer
SCENARIOS[TO_CUSTOMER] = give_to_customer
SCENARIOS[WITH_BASKET] = take_basket_along
