"""Roles: what an agent may do is his own permissions and those of his roles, from the next request on."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.api import V23, Api
from tests.identity.token_requests import change

from counterfoil.identity import accounts
from counterfoil.identity.accounts import Agent, Role
from counterfoil.identity.caller import PERMISSIONS
from counterfoil.identity.register import Register

SEARCH = {"query": {"match_all_query": {}}, "select": "(total)"}


def agent_with(api: Api, *permissions: str, roles: tuple[str, ...] = ()) -> str:
    server = api.application.server
    _, key = api.run(
        accounts.add_agent(server.store, server.ambient, "eva@example.com", permissions=permissions, roles=roles)
    )
    return api.agent_token("eva@example.com", key)


def add_role(api: Api, name: str, *permissions: str) -> None:
    api.run(accounts.save(api.application.server.store, Role(role_id=name, permissions=list(permissions))))


def may(api: Api, token: str) -> tuple[bool, bool]:
    """Whether an agent may order, and whether he may search."""
    ordered = api.post(f"{V23}/baskets", {}, token=token)
    searched = api.post(f"{V23}/order_search", SEARCH, token=token)
    for answer in (ordered, searched):
        assert answer.status == 200 or answer.fault == "UserAccessForbiddenException"
    return ordered.status == 200, searched.status == 200


def test_a_role_gives_its_permissions_beside_the_agents_own(api: Api) -> None:
    add_role(api, "Finder", "Search_Orders")
    assert may(api, agent_with(api, roles=("Finder",))) == (False, True)
    change(api, Agent, "eva@example.com", permissions=["Create_Order_On_Behalf_Of"])
    assert may(api, api_token(api)) == (True, True)


def api_token(api: Api) -> str:
    """A new token of the agent whose access key is rolled to one that is known."""
    server = api.application.server
    agent = api.run(accounts.find(server.store, Agent, "eva@example.com"))
    fresh, key = api.run(
        accounts.add_agent(
            server.store, server.ambient, "eva@example.com", permissions=agent.permissions, roles=agent.roles
        )
    )
    assert fresh.roles == agent.roles
    return api.agent_token("eva@example.com", key)


def test_a_changed_role_counts_for_tokens_that_were_given_before(api: Api) -> None:
    add_role(api, "Finder")
    token = agent_with(api, roles=("Finder", "Unknown"))
    assert may(api, token) == (False, False)
    change(api, Role, "Finder", permissions=["Search_Orders", "Create_Order_On_Behalf_Of"])
    assert may(api, token) == (True, True)
    change(api, Role, "Finder", permissions=["Search_Orders"])
    assert may(api, token) == (False, True)
    api.run(accounts.remove(api.application.server.store, Role, "Finder"))
    assert may(api, token) == (False, False)


def test_other_processes_know_with_their_next_request(make_api: Callable[..., Api]) -> None:
    first, second = make_api(), make_api()
    add_role(first, "Finder", "Search_Orders")
    token = agent_with(first, roles=("Finder",))
    assert may(second, token) == (False, True)
    change(first, Role, "Finder", permissions=[])
    assert may(second, token) == (False, False)


def test_a_role_lets_an_agent_act_on_behalf_until_it_does_not(api: Api) -> None:
    add_role(api, "Desk", "Login_On_Behalf")
    token = agent_with(api, roles=("Desk",))
    xenia = api.post(f"{V23}/customers/auth", {"type": "guest"})
    assert xenia.status == 200
    customer = api.application.server.store.customer_by_login("RefArch", "x@gmail.com")
    customer_id = api.run(customer).customer_id
    answer = api.post(f"{V23}/customers/{customer_id}/auth", token=token)
    acting = answer.headers["authorization"].removeprefix("Bearer ")
    assert api.get(f"{V23}/customers/{customer_id}", token=acting).status == 200
    change(api, Role, "Desk", permissions=[])
    assert api.get(f"{V23}/customers/{customer_id}", token=acting).fault == "InvalidAccessTokenException"


@pytest.mark.parametrize(
    ("asked", "permissions", "status"), [(False, (), 200), (True, (), 403), (True, ("Handle_Orders",), 200)]
)
def test_handling_orders_is_a_permission_where_it_is_asked_for(
    make_api: Callable[..., Api], asked: bool, permissions: tuple[str, ...], status: int
) -> None:
    api = make_api(handle_orders=asked)
    token = agent_with(api, "Create_Order_On_Behalf_Of", *permissions)
    order_no = api.order(token)["order_no"]
    answer = api.patch(f"{V23}/orders/{order_no}", {"c_note": "x"}, token=token)
    assert answer.status == status, answer
    if status == 403:
        assert answer.arguments == {"method": "PATCH", "path": f"/orders/{order_no}"}


def test_a_customer_changes_his_order_whatever_is_asked_of_agents(make_api: Callable[..., Api]) -> None:
    api = make_api(handle_orders=True)
    token = api.customer()
    order_no = api.order(token, customer_info={"email": "guest@example.com"})["order_no"]
    assert api.patch(f"{V23}/orders/{order_no}", {"c_note": "x"}, token=token).status == 200


def test_all_documented_permissions_are_known() -> None:
    assert set(PERMISSIONS) == {
        "Create_Order_On_Behalf_Of",
        "Login_On_Behalf",
        "Login_Agent",
        "Search_Orders",
        "Handle_Orders",
        "Adjust_Item_Price",
        "Adjust_Shipping_Price",
        "Adjust_Order_Price",
    }


def test_what_an_agent_may_do_is_worked_out_once() -> None:
    agent: Any = Agent(login="eva", access_key_hash="x", permissions=["A"], roles=["one", "two", "three"])
    roles = [Role(role_id="one", permissions=["B"]), Role(role_id="two", permissions=["A", "C"])]
    register = Register([], [agent], roles)
    assert register.powers("eva").permissions == {"A", "B", "C"}
    assert register.powers("eva") is register.powers("eva")
    assert register.powers("nobody").permissions == frozenset()
