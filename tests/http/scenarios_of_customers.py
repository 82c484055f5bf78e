"""The calls of customers and of what is only read, for the rows of the table of resources."""

from typing import Any

from tests.api import V23, Answer, basic
from tests.http.scenarios import ADDRESS, CARD, LOGIN, PASSWORD, SCENARIOS, World, names_of, scenario

from counterfoil.demo.accounts import CLIENT_ID

WALLET = {"payment_method_id": "CREDIT_CARD", "payment_card": CARD}


def of_customer(row: str, rest: str, body: Any = None, before: tuple[str, str, Any] | None = None) -> None:
    """Register a call of a customer on what is his; ``before`` makes what the call needs."""
    method = row.partition(" ")[0]

    def call(world: World, at: str) -> Answer:
        customer_id, token = world.customer()
        names = {}
        if before is not None:
            made = world.send(before[0], f"{V23}/customers/{customer_id}{before[1]}", before[2], token)
            assert made.status == 200, made
            names = names_of(made.json)
        path = f"{at}/customers/{customer_id}"
        return world.send(method, path + rest.format(**names), body, token)

    SCENARIOS[row] = call


def reads(row: str, path: str) -> None:
    """Register a read that needs nothing but a client id."""
    SCENARIOS[row] = lambda world, at: world.send("GET", at + path)


of_customer("GET /customers/{customer_id}", "")
of_customer("PATCH /customers/{customer_id}", "", {"first_name": "Ada"})
of_customer("GET /customers/{customer_id}/addresses", "/addresses")
of_customer("POST /customers/{customer_id}/addresses", "/addresses", {"address_id": "home", **ADDRESS})
of_customer("GET /customers/{customer_id}/payment_instruments", "/payment_instruments")
of_customer("POST /customers/{customer_id}/payment_instruments", "/payment_instruments", WALLET)
of_customer("GET /customers/{customer_id}/orders", "/orders")
of_customer("GET /customers/{customer_id}/baskets", "/baskets")
_HOME = ("POST", "/addresses", {"address_id": "home", **ADDRESS})
of_customer("GET /customers/{customer_id}/addresses/{address_name}", "/addresses/home", before=_HOME)
of_customer(
    "PATCH /customers/{customer_id}/addresses/{address_name}", "/addresses/home", {"city": "Rome"}, before=_HOME
)
of_customer("DELETE /customers/{customer_id}/addresses/{address_name}", "/addresses/home", before=_HOME)
_KEPT = ("POST", "/payment_instruments", WALLET)
for _method in ("GET", "DELETE"):
    of_customer(
        f"{_method} /customers/{{customer_id}}/payment_instruments/{{payment_instrument_id}}",
        "/payment_instruments/{payment_instrument_id}",
        before=_KEPT,
    )


@scenario("PUT /customers/{customer_id}/password")
def change_password(world: World, at: str) -> Answer:
    customer_id, token = world.customer()
    body = {"current_password": world.password, "password": "Keemun-9!!"}
    return world.send("PUT", f"{at}/customers/{customer_id}/password", body, token)


@scenario("POST /customers/{customer_id}/password_reset")
def begin_reset(world: World, at: str) -> Answer:
    customer_id, _ = world.customer()
    return world.send("POST", f"{at}/customers/{customer_id}/password_reset", None, world.agent)


@scenario("POST /customers/password_reset")
def forgot_password(world: World, at: str) -> Answer:
    world.customer()
    return world.send("POST", f"{at}/customers/password_reset", {"identification": world.login, "type": "login"})


@scenario("POST /customers/password/actions/create_reset_token")
def create_reset_token(world: World, at: str) -> Answer:
    world.customer()
    path = f"{at}/customers/password/actions/create_reset_token"
    return world.send("POST", path, {"login": world.login}, world.agent)


@scenario("POST /customers/password/actions/reset")
def reset_password(world: World, at: str) -> Answer:
    token = create_reset_token(world, V23).json["reset_token"]
    body = {"login": world.login, "reset_token": token, "new_password": "Keemun-9!!"}
    return world.send("POST", f"{at}/customers/password/actions/reset", body, world.agent)


@scenario("POST /customers/auth")
def log_in(world: World, at: str) -> Answer:
    return world.send("POST", f"{at}/customers/auth", {"type": "credentials"}, authorization=basic(LOGIN, PASSWORD))


@scenario("DELETE /customers/auth")
def log_out(world: World, at: str) -> Answer:
    return world.send("DELETE", f"{at}/customers/auth", None, world.api.customer())


@scenario("POST /sessions")
def create_session(world: World, at: str) -> Answer:
    return world.send("POST", f"{at}/sessions", None, world.api.customer())


@scenario("POST /customers/auth/trustedsystem")
def trusted_system(world: World, at: str) -> Answer:
    body = {"login": LOGIN, "client_id": CLIENT_ID}
    return world.send("POST", f"{at}/customers/auth/trustedsystem", body, world.agent)


@scenario("POST /customers/{customer_id}/auth")
def on_behalf(world: World, at: str) -> Answer:
    customer_id, _ = world.customer()
    return world.send("POST", f"{at}/customers/{customer_id}/auth", None, world.agent)


@scenario("POST /customers/ext_profile")
def register_external_profile(world: World, at: str) -> Answer:
    body = {"authentication_provider_id": "Google", "external_id": f"google-{next(world._numbers)}"}
    return world.send("POST", f"{at}/customers/ext_profile", body, world.api.customer())


@scenario("GET /customers/ext_profile")
def find_external_profile(world: World, at: str) -> Answer:
    made = register_external_profile(world, at)
    assert made.status == 200, made
    wanted = f"authentication_provider_id=Google&external_id={made.json['external_id']}"
    return world.send("GET", f"{at}/customers/ext_profile?{wanted}", None, world.agent)


@scenario("POST /customers")
def register(world: World, at: str) -> Answer:
    login = f"new-{next(world._numbers)}@example.com"
    body = {"customer": {"login": login, "email": login, "last_name": "Low"}, "password": "Lapsang-7!"}
    return world.send("POST", f"{at}/customers", body, world.api.customer())


reads("GET /products/({ids})", "/products/(mug-01,tea-01)")
reads("GET /products/{id}", "/products/mug-01?expand=availability,prices,images")
for _part in (
    "availability bundled_products images links options prices promotions recommendations set_products "
    "shipping_methods variations"
).split():
    reads(f"GET /products/{{id}}/{_part}", f"/products/mug-01/{_part}")
reads("GET /categories/({ids})", "/categories/(root)")
reads("GET /categories/{id}", "/categories/root?levels=2")
reads("GET /product_search", "/product_search?q=mug&expand=prices")
for _part in "availability images prices represented_products variations".split():
    reads(f"GET /product_search/{_part}", f"/product_search/{_part}?q=mug")
reads("GET /promotions", "/promotions?campaign_id=house")
reads("GET /promotions/({ids})", "/promotions/(welcome,none)")
reads("GET /promotions/{id}", "/promotions/welcome")
reads("GET /site", "/site")
reads("GET /stores", "/stores?latitude=42.36&longitude=-71.06&max_distance=20012")
reads("GET /stores/({ids})", "/stores/(boston,none)")
reads("GET /stores/{id}", "/stores/boston")
