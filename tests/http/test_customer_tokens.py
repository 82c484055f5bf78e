"""Tokens of customers: by themselves, by a trusted system, by an agent on their behalf; and the times of log-ins."""

from typing import Any

import pytest
from tests.api import V23, Api, basic
from tests.http.accounts import CUSTOMERS, XENIA, XENIAS_PASSWORD, XML, Customer, guest, log_in, token_of, xenia, xml
from tests.http.granted import EVERYTHING, client, put

from counterfoil.demo.accounts import CLIENT_ID, CLIENT_PASSWORD
from counterfoil.identity.accounts import Agent, Client, add_agent, add_client, find, save

AUTH = f"{CUSTOMERS}/auth"
TRUSTED = f"{AUTH}/trustedsystem"
ITEM = {"product_items": [{"product_id": "mug-01", "quantity": 1}]}


def client_token(api: Api) -> str:
    """Get the token of the demo's client alone."""
    answer = api.post(
        "/dw/oauth2/access_token?grant_type=client_credentials",
        headers={"Authorization": basic(CLIENT_ID, CLIENT_PASSWORD)},
    )
    return str(answer.json["access_token"])


def agent_with(api: Api, *permissions: str, sites: tuple[str, ...] = ()) -> str:
    store = api.application.server.store
    api.run(add_agent(store, api.clock, "b@example.com", access_key="key", permissions=permissions, sites=sites))
    return api.agent_token("b@example.com", "key")


def on_behalf(api: Api, token: str, customer_id: str) -> Customer:
    return Customer(api, api.post(f"{CUSTOMERS}/{customer_id}/auth", token=token))


def test_a_log_in_shows_when_the_last_one_was(api: Api) -> None:
    first = log_in(api).json
    assert first["last_login_time"] == first["last_visit_time"] == "2026-06-15T10:00:00.000Z"
    assert "previous_login_time" not in first
    api.clock.advance(60_000)
    second = log_in(api)
    assert second.json["last_login_time"] == "2026-06-15T10:01:00.000Z"
    assert second.json["previous_login_time"] == "2026-06-15T10:00:00.000Z"
    assert second.json["previous_visit_time"] == "2026-06-15T10:00:00.000Z"
    times = {name: value for name, value in second.json.items() if name.endswith(("_login_time", "_visit_time"))}
    assert len(times) == 4
    api.clock.advance(60_000)
    refreshed = api.post(AUTH, {"type": "refresh"}, token=token_of(second))
    read = api.get(f"{CUSTOMERS}/{second.json['customer_id']}", token=token_of(refreshed))
    for answer in (refreshed, read):
        assert {name: answer.json[name] for name in times} == times


def test_a_log_in_does_not_stand_in_the_way_of_a_change(api: Api) -> None:
    customer = xenia(api)
    state = customer.call("GET").json["_resource_state"]
    log_in(api)
    assert customer.call("PATCH", body={"_resource_state": state, "title": "Dr."}).status == 200


def test_a_failed_log_in_is_no_visit(api: Api) -> None:
    customer = xenia(api)
    api.clock.advance(60_000)
    log_in(api, XENIA, "wrong")
    assert customer.call("GET").json["last_login_time"] == "2026-06-15T10:00:00.000Z"


def test_hooks_of_authentication_are_called_in_order(api: Api) -> None:
    seen: list[Any] = []
    hooks = api.application.server.hooks
    hooks.register("dw.ocapi.shop.auth.beforePOST", lambda header, kind: seen.append((header, kind)))
    hooks.register("dw.ocapi.shop.auth.afterPOST", lambda customer, kind: seen.append((customer.login, kind)))

    def modify(customer: Any, document: Any, kind: str) -> None:
        seen.append((customer.login, document["login"], kind))
        document["c_hello"] = "Xenia"

    hooks.register("dw.ocapi.shop.auth.modifyPOSTResponse", modify)
    answer = log_in(api)
    header = basic(XENIA, XENIAS_PASSWORD)
    assert seen == [(header, "credentials"), (XENIA, "credentials"), (XENIA, XENIA, "credentials")]
    assert answer.json["c_hello"] == "Xenia"


def test_a_trusted_system_gets_the_token_of_a_customer(api: Api, agent: str) -> None:
    for token in (client_token(api), agent):
        answer = api.post(TRUSTED, {"login": XENIA, "client_id": CLIENT_ID}, token=token)
        assert answer.status == 200, answer
        assert (answer.json["login"], answer.json["auth_type"]) == (XENIA, "registered")
        assert Customer(api, answer).call("GET").status == 200


def test_the_token_is_for_the_client_that_the_trusted_system_names(api: Api) -> None:
    api.run(add_client(api.application.server.store, api.clock, client_id="shop", password="x"))
    put(api, client(EVERYTHING), client(EVERYTHING, client_id="shop"))
    answer = api.post(TRUSTED, {"login": XENIA, "client_id": "shop"}, token=client_token(api))
    customer = Customer(api, answer)
    assert customer.call("GET", headers={"x-dw-client-id": None}).status == 200
    shop = api.run(find(api.application.server.store, Client, "shop"))
    shop.enabled = False
    api.run(save(api.application.server.store, shop))
    assert customer.call("GET", headers={"x-dw-client-id": None}).status == 401


@pytest.mark.parametrize(
    ("body", "status", "fault"),
    [
        ({"login": "nobody@example.com", "client_id": CLIENT_ID}, 401, "AuthenticationFailedException"),
        ({"login": "dora@example.com", "client_id": CLIENT_ID}, 401, "AuthenticationFailedException"),
        ({"login": XENIA, "client_id": "nobody"}, 401, "UnknownClientIdException"),
        ({"login": XENIA}, 400, "PropertyConstraintViolationException"),
        ({"client_id": CLIENT_ID}, 400, "PropertyConstraintViolationException"),
        ({"login": XENIA, "client_id": CLIENT_ID, "password": "x"}, 400, "UnknownPropertyException"),
    ],
    ids=["unknown", "disabled", "unknown client", "no client", "no login", "password"],
)
def test_a_trusted_system_is_refused_what_cannot_be(api: Api, body: Any, status: int, fault: str) -> None:
    answer = api.post(TRUSTED, body, token=client_token(api))
    assert (answer.status, answer.fault) == (status, fault)
    assert "authorization" not in answer.headers


def test_only_accounts_are_trusted(api: Api) -> None:
    body = {"login": XENIA, "client_id": CLIENT_ID}
    assert api.post(TRUSTED, body).fault == "AuthorizationHeaderMissingException"
    assert api.post(TRUSTED, body, token=api.customer()).fault == "AccessWithoutUserForbiddenException"
    assert api.post(TRUSTED, body, token=agent_with(api, "Search_Orders")).fault == "UserAccessForbiddenException"
    assert api.post(TRUSTED.replace("v23_1", "v18_7"), body, token=client_token(api)).status == 404


def test_a_trusted_system_may_speak_xml(api: Api) -> None:
    body = xml("trusted_system_auth_request", {"login": XENIA, "client_id": CLIENT_ID})
    answer = api.post(TRUSTED, body, token=client_token(api), headers=XML)
    assert answer.status == 200
    assert f"<login>{XENIA}</login>" in answer.text


@pytest.mark.parametrize("permission", ["Create_Order_On_Behalf_Of", "Login_On_Behalf"])
def test_an_agent_acts_on_behalf_of_a_customer(api: Api, permission: str) -> None:
    owner = xenia(api)
    customer = on_behalf(api, agent_with(api, permission), owner.customer_id)
    assert customer.call("GET").json["login"] == XENIA
    assert "last_login_time" in customer.call("GET").json
    basket = api.basket(customer.token)
    assert basket["agent_basket"] is False
    order = api.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=customer.token).json
    assert order["created_by"] == "b@example.com"
    assert order["customer_info"]["customer_no"] == "000000001"
    assert owner.call("GET", "/orders").json["total"] == 1
    other = api.get(f"{CUSTOMERS}/{guest(api).customer_id}", token=customer.token)
    assert other.status == 404


def test_acting_on_behalf_is_no_log_in_of_the_customer(api: Api, agent: str) -> None:
    owner = xenia(api)
    api.clock.advance(60_000)
    acting = on_behalf(api, agent, owner.customer_id)
    assert acting.call("GET").json["last_login_time"] == "2026-06-15T10:00:00.000Z"


def test_a_token_on_behalf_ends_with_the_agents_account(api: Api) -> None:
    store = api.application.server.store
    customer = on_behalf(api, agent_with(api, "Login_On_Behalf"), xenia(api).customer_id)
    refreshed = Customer(api, api.post(AUTH, {"type": "refresh"}, token=customer.token))
    assert refreshed.call("GET").status == 200
    account = api.run(find(store, Agent, "b@example.com"))
    account.permissions = ["Search_Orders"]
    api.run(save(store, account))
    for token in (customer.token, refreshed.token):
        answer = api.get(customer.path, token=token)
        assert (answer.status, answer.fault) == (401, "InvalidAccessTokenException")


def test_cookies_made_of_a_token_on_behalf_end_with_the_agents_account(api: Api) -> None:
    store = api.application.server.store
    customer = on_behalf(api, agent_with(api, "Login_On_Behalf"), xenia(api).customer_id)
    answer = api.post(f"{V23}/sessions", token=customer.token)
    headers = {"Cookie": "; ".join(text.split(";")[0] for text in answer.headers.get_list("set-cookie"))}
    basket = api.post(f"{V23}/baskets", ITEM, headers=headers)
    assert basket.status == 200
    assert api.post(AUTH, {"type": "session"}, headers=headers).status == 200
    account = api.run(find(store, Agent, "b@example.com"))
    account.enabled = False
    api.run(save(store, account))
    assert api.get(customer.path, headers=headers).fault == "AuthorizationHeaderMissingException"
    assert api.post(AUTH, {"type": "session"}, headers=headers).fault == "AuthenticationFailedException"


def test_who_may_not_act_on_behalf(api: Api) -> None:
    owner = xenia(api)
    path = f"{owner.path}/auth"
    assert api.post(path).fault == "AuthorizationHeaderMissingException"
    assert api.post(path, token=owner.token).fault == "AccessWithoutUserForbiddenException"
    assert api.post(path, token=client_token(api)).fault == "AccessWithoutUserForbiddenException"
    assert api.post(path, token=agent_with(api, "Search_Orders")).fault == "UserAccessForbiddenException"
    elsewhere = agent_with(api, "Login_On_Behalf", sites=("RefArchEU",))
    assert api.post(path, token=elsewhere).fault == "UserAccessForbiddenException"
    there = api.post(path.replace("RefArch/", "RefArchEU/"), token=elsewhere)
    assert api.get(owner.path, token=token_of(there)).fault == "InvalidAccessTokenException"


def test_nobody_acts_on_behalf_of_a_guest_or_a_disabled_customer(api: Api, agent: str) -> None:
    for customer_id in (guest(api).customer_id, "abNobody"):
        answer = api.post(f"{CUSTOMERS}/{customer_id}/auth", token=agent)
        assert (answer.status, answer.fault) == (404, "CustomerNotFoundException")
    row = api.run(api.application.server.store.customer_by_login("RefArch", "dora@example.com"))
    answer = api.post(f"{CUSTOMERS}/{row.customer_id}/auth", token=agent)
    assert (answer.status, answer.fault) == (401, "AuthenticationFailedException")
