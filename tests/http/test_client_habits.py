"""What published clients send and lean on: token requests, URLs, empty bodies, the JWT's form, faults they read."""

import base64
import json
from collections.abc import Mapping
from typing import Any

import pytest
from tests.api import SHOP, USER_GRANT, V15, V23, Answer, Api, basic

from counterfoil.demo.accounts import ACCESS_KEY, AGENT, CLIENT_ID, CLIENT_PASSWORD
from counterfoil.demo.walk import CUSTOMER_NO, basket_document, payment_document

ORIGIN = "http://127.0.0.1:8080"
TOKEN = "/dw/oauth2/access_token"
ESCAPED = USER_GRANT.replace(":", "%3A")
FORM = "application/x-www-form-urlencoded"
CREDENTIALS = basic(AGENT, ACCESS_KEY, CLIENT_PASSWORD)
LOGIN, PASSWORD = "x@gmail.com", "Earl-Grey-1"
JSON = {"Content-Type": "application/json"}
NO_HEADERS: Mapping[str, str | None] = {}


def token_request(api: Api, query: str, body: str = "", headers: Mapping[str, str | None] = NO_HEADERS) -> Answer:
    """Ask for a token as a client words it."""
    sent = {"Authorization": CREDENTIALS, "Content-Type": FORM, "x-dw-client-id": None, **headers}
    return api.post(TOKEN + query, body.encode(), headers=sent)


def decoded(part: str) -> bytes:
    """The bytes of a part of a token, which has no padding."""
    assert "=" not in part
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


@pytest.mark.parametrize(
    ("query", "body"),
    [
        (f"?client_id={CLIENT_ID}&grant_type={ESCAPED}", ""),
        (f"?client_id={CLIENT_ID}&grant_type={USER_GRANT}", ""),
        (f"?client_id={CLIENT_ID}", f"grant_type={ESCAPED}"),
        (f"?client_id={CLIENT_ID}", f"grant_type={USER_GRANT}"),
        ("", f"grant_type={ESCAPED}&client_id={CLIENT_ID}"),
        (f"?grant_type={ESCAPED}", f"client_id={CLIENT_ID}"),
        (f"?client_id={CLIENT_ID}", f"grant_type={USER_GRANT}&client_id={CLIENT_ID}"),
        (f"?client_id={CLIENT_ID}&grant_type={USER_GRANT}", f"grant_type={ESCAPED}&client_id={CLIENT_ID}"),
    ],
    ids=[
        "query",
        "query, raw colons",
        "grant in body",
        "grant in body, raw colons",
        "body",
        "client in body",
        "client in both",
        "all in both",
    ],
)
def test_an_agent_gets_a_token_wherever_grant_and_client_stand(api: Api, query: str, body: str) -> None:
    answer = token_request(api, query, body)
    assert answer.status == 200, answer
    assert answer.json["token_type"] == "Bearer"
    assert answer.json["expires_in"] in (899, 900)
    assert api.post(f"{V23}/baskets", basket_document(), token=answer.json["access_token"]).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": basic(AGENT, ACCESS_KEY, CLIENT_PASSWORD + "\n")},
        {"Authorization": CREDENTIALS.replace("Basic", "basic")},
        {"Content-Type": FORM + "; charset=UTF-8"},
        {"Content-Type": None},
        {"x-dw-client-id": CLIENT_ID},
        {"Accept": "*/*"},
        {"Accept": "application/json, text/plain, */*"},
    ],
    ids=["newline after the secret", "lower case", "charset", "no type", "client in a header", "any", "axios"],
)
def test_an_agent_gets_a_token_whatever_the_library_adds(api: Api, headers: dict[str, str | None]) -> None:
    answer = token_request(api, f"?client_id={CLIENT_ID}", f"grant_type={ESCAPED}", headers)
    assert answer.status == 200, answer


@pytest.mark.parametrize("path", [TOKEN, "/dwsso/oauth2/access_token", f"{ORIGIN}//dw/oauth2/access_token"])
@pytest.mark.parametrize("newline", ["", "\n"])
def test_a_client_gets_its_own_token_on_the_same_path(api: Api, path: str, newline: str) -> None:
    headers = {"Authorization": basic(CLIENT_ID, CLIENT_PASSWORD + newline), "Content-Type": FORM}
    answer = api.post(path, b"grant_type=client_credentials", headers=headers)
    assert answer.status == 200, answer
    refused = api.post(f"{V23}/baskets", token=answer.json["access_token"])
    assert (refused.status, refused.fault) == (403, "AccessWithoutUserForbiddenException")


@pytest.mark.parametrize(
    ("headers", "status", "error"),
    [
        ({"Authorization": basic(AGENT, "wrong", CLIENT_PASSWORD)}, 400, "invalid_grant"),
        ({"Authorization": basic("nobody", ACCESS_KEY, CLIENT_PASSWORD)}, 400, "invalid_grant"),
        ({"Authorization": basic(AGENT, ACCESS_KEY, "wrong")}, 401, "invalid_client"),
        ({"Authorization": basic(AGENT, ACCESS_KEY)}, 400, "invalid_request"),
        ({"Authorization": None}, 401, "invalid_client"),
    ],
    ids=["access key", "user", "client password", "two parts", "none"],
)
def test_a_refused_token_request_says_why_as_oauth_does(
    api: Api, headers: dict[str, str | None], status: int, error: str
) -> None:
    answer = token_request(api, f"?client_id={CLIENT_ID}&grant_type={ESCAPED}", headers=headers)
    assert (answer.status, answer.json["error"]) == (status, error)
    assert answer.json["error_description"]
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "/s/RefArch/dw/shop/v23_1/baskets",
        "/s/Sites-RefArch-Site/dw/shop/v23_1/baskets",
        "/dw/shop/v23_1/baskets",
        "/s/RefArch/dw/shop/v23_1//baskets",
        f"{ORIGIN}//s/RefArch//dw/shop/v23_1/baskets",
        "/s/RefArch/dw/shop/v23_1/baskets/",
        f"/s/RefArch/dw/shop/v23_1/baskets?client_id={CLIENT_ID}",
    ],
)
def test_a_site_is_reached_by_every_form_of_its_url(api: Api, path: str) -> None:
    guest = api.customer()
    answer = api.post(path, token=guest)
    assert answer.status == 200, answer
    assert api.get(f"{V23}/baskets/{answer.json['basket_id']}", token=guest).status == 200


@pytest.mark.parametrize(
    "name", ["13_1", "15_2", "16_1", "17_3", "18_8", "19_5", "20_4", "21_10", "22_6", "24_1", "24_5"]
)
def test_a_product_is_read_in_the_versions_clients_name(api: Api, name: str) -> None:
    answer = api.get(f"{SHOP}/v{name}/products/mug-01")
    assert (answer.status, answer.json["_v"]) == (200, name.replace("_", "."))


def test_a_client_names_itself_by_header_or_parameter(api: Api) -> None:
    product = f"{V23}/products/mug-01"
    assert api.get(product).status == 200
    assert api.get(f"{product}?client_id={CLIENT_ID}", headers={"x-dw-client-id": None}).status == 200
    assert api.get(product, headers={"x-dw-client-id": None}).fault == "MissingClientIdException"
    assert api.get(product, headers={"x-dw-client-id": "b" * 30}).fault == "UnknownClientIdException"


@pytest.mark.parametrize("headers", [JSON, {"Content-Type": "application/json; charset=utf-8"}, {"Accept": "*/*"}, {}])
def test_a_basket_is_made_read_and_deleted_without_a_body(api: Api, headers: dict[str, str]) -> None:
    guest = api.customer()
    made = api.post(f"{V23}/baskets", headers=headers, token=guest)
    assert made.status == 200, made
    path = f"{V23}/baskets/{made.json['basket_id']}"
    assert api.get(path, headers=headers, token=guest).json["_v"] == "23.1"
    gone = api.delete(path, headers=headers, token=guest)
    assert (gone.status, gone.content) == (204, b"")


def test_an_order_without_a_document_is_a_fault_of_the_request(api: Api) -> None:
    answer = api.post(f"{V23}/orders", headers=JSON, token=api.customer())
    assert (answer.status, answer.fault) == (400, "InvalidBasketIdException")


def test_a_customer_is_not_authenticated_without_a_document(api: Api) -> None:
    answer = api.post(f"{V23}/customers/auth", headers=JSON)
    assert answer.status == 400, answer


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
@pytest.mark.parametrize("place", ["header", "parameter"])
def test_a_post_stands_for_the_method_it_names(api: Api, method: str, place: str) -> None:
    guest = api.customer()
    basket_id = api.post(f"{V23}/baskets", token=guest).json["basket_id"]
    headers = {"x-dw-http-method-override": method} if place == "header" else {}
    query = f"?method={method}" if place == "parameter" else ""
    answer = api.post(f"{V23}/baskets/{basket_id}{query}", {}, headers=headers, token=guest)
    assert answer.status == (204 if method == "DELETE" else 200), answer


@pytest.mark.parametrize(("text", "status"), [("true", "created"), ("false", "new"), ("", "new")])
def test_a_boolean_parameter_is_text(api: Api, agent: str, text: str, status: str) -> None:
    order = api.order(agent)
    path = f"{V23}/orders/{order['order_no']}/payment_instruments/"
    path += order["payment_instruments"][0]["payment_instrument_id"] + f"?skip_authorization={text}"
    answer = api.patch(path, payment_document(order["order_total"]) | {"payment_method_id": "CREDIT_CARD"}, token=agent)
    assert (answer.status, answer.json.get("status")) == (200, status), answer


def test_parameters_of_every_call_do_not_disturb(api: Api) -> None:
    """A generated client sends every parameter it knows, and a number against caches."""
    query = "expand=prices%2Cavailability&inventory_ids=&all_images=false&locale=default&_=1795289407367"
    answer = api.get(f"{V23}/products/mug-01?{query}")
    assert answer.status == 200, answer
    assert answer.json["price"] == 14


def test_the_jwt_has_the_recorded_form(api: Api) -> None:
    answer = api.post(f"{V23}/customers/auth", {"type": "guest"})
    scheme, _, token = answer.headers["authorization"].partition(" ")
    header, payload, _ = token.split(".")
    assert scheme == "Bearer"
    assert decoded(header) == b'{"_v":"1","alg":"RS256","typ":"JWS"}'
    claims = json.loads(decoded(payload))
    assert list(claims)[:5] == ["_v", "exp", "iat", "iss", "sub"]
    assert claims["exp"] - claims["iat"] == 1800
    assert claims["iss"] == CLIENT_ID
    subject = json.loads(claims["sub"])
    assert subject["_v"] == "1"
    assert subject["customer_info"]["customer_id"] == answer.json["customer_id"]
    assert subject["customer_info"]["guest"] is True


@pytest.mark.parametrize("kind", ["guest", "credentials"])
def test_a_jwt_that_a_client_took_apart_and_put_together_is_still_valid(api: Api, kind: str) -> None:
    """As JSON.parse, JSON.stringify and base64url without padding do it."""
    token = api.customer(kind, LOGIN, PASSWORD)
    parts = token.split(".")
    for place in (0, 1):
        text = json.dumps(json.loads(decoded(parts[place])), separators=(",", ":"), ensure_ascii=False)
        parts[place] = base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
    assert ".".join(parts) == token
    assert api.post(f"{V23}/baskets", token=".".join(parts)).status == 200


def test_a_registered_customer_signs_on_and_refreshes(api: Api) -> None:
    headers = {"Authorization": basic(LOGIN, PASSWORD)}
    answer = api.post(f"{V23}/customers/auth", {"type": "credentials"}, headers=headers)
    assert (answer.json["auth_type"], answer.json["customer_no"]) == ("registered", CUSTOMER_NO)
    token = answer.headers["authorization"]
    again = api.post(f"{V23}/customers/auth", {"type": "refresh"}, headers={"Authorization": token})
    assert again.json["customer_id"] == answer.json["customer_id"]
    assert again.headers["authorization"] not in ("", token)


@pytest.mark.parametrize("kind", ["guest", "credentials"])
def test_a_session_made_of_a_token_gives_a_token_again(api: Api, kind: str) -> None:
    token = api.customer(kind, LOGIN, PASSWORD)
    session = api.post(f"{V23}/sessions", headers=JSON, token=token)
    assert session.status == 204
    cookies = [value.partition(";")[0] for value in session.headers.get_list("set-cookie")]
    names = [cookie.partition("=")[0].partition("_")[0] for cookie in cookies]
    assert {"dwsid", "dwsecuretoken"} <= set(names)
    headers = {"Cookie": "; ".join(cookies)}
    answer = api.post(f"{V23}/customers/auth", {"type": "session"}, headers=headers)
    assert answer.status == 200, answer
    assert customer_id_in(answer.headers["authorization"]) == customer_id_in(token)


def customer_id_in(token: str) -> Any:
    """The customer a token names."""
    subject = json.loads(decoded(token.split(".")[1]))["sub"]
    return json.loads(subject)["customer_info"]["customer_id"]


def test_the_quota_fault_names_the_basket_to_go_on_with(api: Api) -> None:
    guest = api.customer()
    basket_id = api.post(f"{V23}/baskets", token=guest).json["basket_id"]
    answer = api.post(f"{V23}/baskets", basket_document(customer_no=""), token=guest)
    assert (answer.status, answer.fault) == (400, "CustomerBasketsQuotaExceededException")
    assert answer.arguments == {"basketIds": basket_id}
    assert api.get(f"{V23}/baskets/{answer.arguments['basketIds']}", token=guest).status == 200


def test_arguments_are_in_every_fault_of_later_versions(api: Api) -> None:
    guest = api.customer()
    faults = [
        api.post(f"{V23}/baskets"),
        api.get(f"{V23}/baskets/none", token=guest),
        api.get(f"{V23}/nothing", token=guest),
        api.call("PUT", f"{V23}/customers/auth", {}),
        api.get("/s/none/dw/shop/v23_1/products/mug-01"),
        api.get(f"{SHOP}/v99_1/products/mug-01"),
        api.get(f"{SHOP}/products/mug-01"),
        api.get("/"),
        api.get(f"{V23}/products/mug-01", headers={"x-dw-client-id": None}),
        api.get(f"{V23}/products/mug-01", headers={"Authorization": "Token x"}),
        api.post(f"{V23}/customers/auth", b"{"),
        api.post(f"{V23}/customers/auth", {"type": "guest", "kind": 1}),
        api.post(f"{V23}/customers/auth", {"type": "none"}),
        api.post(f"{V23}/customers/auth", {"type": "credentials"}, headers={"Authorization": basic("nobody", "x")}),
    ]
    assert [fault.json for fault in faults if not isinstance(fault.json["fault"].get("arguments"), dict)] == []
    assert [fault.status for fault in faults if not 400 <= fault.status < 500] == []


def test_a_token_that_cannot_be_read_and_one_that_is_too_old_differ(api: Api) -> None:
    guest = api.customer()
    path = f"{V23}/baskets"
    unreadable = api.post(path, token="x.y.z")
    assert (unreadable.status, unreadable.fault) == (401, "InvalidAccessTokenException")
    api.clock.advance(1800_000)
    old = api.post(path, token=guest)
    assert (old.status, old.fault) == (401, "ExpiredTokenException")


def test_what_has_no_value_is_left_out(api: Api) -> None:
    """A client that sees empty product items asks for the products of no ids."""
    basket = api.post(f"{V23}/baskets", token=api.customer()).json
    assert [name for name, value in basket.items() if value == []] == []
    assert "product_items" not in basket


def test_dates_have_minutes_in_15_2_and_milliseconds_later(api: Api, agent: str) -> None:
    order = api.order(agent)
    path = f"/orders/{order['order_no']}"
    headers = {"x-dw-order-token": order["order_token"]}
    assert api.get(V23 + path, token=agent).json["creation_date"] == "2026-06-15T10:00:00.000Z"
    assert api.get(V15 + path, token=agent, headers=headers).json["creation_date"] == "2026-06-15T10:00Z"


@pytest.mark.parametrize("email", [None, ""])
def test_a_guest_orders_without_an_email(api: Api, email: str | None) -> None:
    guest = api.customer()
    order = api.order(guest, customer_info=None if email is None else {"email": email})
    assert order["status"] == "created"
    assert order["customer_info"]["email"] == ""


@pytest.mark.parametrize("missing", ["state_code", "postal_code", "phone"])
def test_an_address_may_lack_parts(api: Api, missing: str) -> None:
    address = {name: value for name, value in basket_document()["billing_address"].items() if name != missing}
    order = api.order(api.customer(), customer_info=None, billing_address=address)
    assert missing not in order["billing_address"]


def test_the_number_of_the_card_may_follow_on_the_order(api: Api) -> None:
    guest = api.customer()
    sent = {"payment_method_id": "CREDIT_CARD", "payment_card": {"card_type": "Visa"}}
    order = api.order(guest, customer_info=None, payment_instruments=[sent])
    instrument = order["payment_instruments"][0]
    assert "masked_number" not in instrument["payment_card"]
    document = {"payment_card": payment_document(order["order_total"])["payment_card"]}
    path = f"{V23}/orders/{order['order_no']}/payment_instruments/{instrument['payment_instrument_id']}"
    answer = api.patch(path, document, token=guest)
    assert (answer.status, answer.json["status"]) == (200, "new")
    assert answer.json["payment_instruments"][0]["payment_card"]["masked_number"] == "************1111"


def test_a_second_instrument_may_pay_for_an_order_whose_first_names_no_amount(api: Api) -> None:
    guest = api.customer()
    order = api.order(guest, customer_info=None)
    document = payment_document(order["order_total"]) | {"payment_method_id": "CREDIT_CARD"}
    answer = api.post(f"{V23}/orders/{order['order_no']}/payment_instruments", document, token=guest)
    assert (answer.status, answer.json["status"]) == (200, "new")


def test_a_change_with_an_old_state_is_refused(api: Api) -> None:
    guest = api.customer()
    basket = api.basket(guest, customer_info=None)
    path = f"{V23}/baskets/{basket['basket_id']}"
    state = basket["_resource_state"]
    assert api.patch(path, {"currency": "USD", "_resource_state": state}, token=guest).status == 200
    again = api.patch(path, {"currency": "USD", "_resource_state": state}, token=guest)
    assert (again.status, again.fault) == (409, "ResourceStateConflictException")
