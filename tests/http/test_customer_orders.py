"""The orders and open baskets of a customer: pages, filters, sites, and who may list them."""

from typing import Any

import pytest
from tests.api import V23, Api
from tests.http.accounts import CUSTOMERS, Customer, ada, guest, token_of, xenia
from tests.http.test_customer_tokens import agent_with

EU = "/s/RefArchEU/dw/shop/v23_1"
ITEM = {"product_items": [{"product_id": "mug-01", "quantity": 1}]}


def order_numbers(customer: Customer, query: str = "", **options: Any) -> list[str]:
    answer = customer.call("GET", "/orders" + query, **options)
    assert answer.status == 200, answer
    return [order["order_no"] for order in answer.json.get("data", ())]


def place(api: Api, customer: Customer, count: int) -> list[str]:
    """Place orders a minute apart and return their numbers, newest first."""
    numbers = []
    for _ in range(count):
        numbers.append(api.order(customer.token)["order_no"])
        api.clock.advance(60_000)
    return numbers[::-1]


def test_orders_are_listed_newest_first_ten_a_page(api: Api) -> None:
    customer = xenia(api)
    numbers = place(api, customer, 12)
    first = customer.call("GET", "/orders").json
    assert (first["_type"], first["count"], first["start"], first["total"]) == ("customer_order_result", 10, 0, 12)
    assert [order["order_no"] for order in first["data"]] == numbers[:10]
    assert first["next"].endswith(f"/customers/{customer.customer_id}/orders?count=10&start=10")
    assert "previous" not in first
    second = api.get(first["next"], token=customer.token).json
    assert [order["order_no"] for order in second["data"]] == numbers[10:]
    assert "next" not in second
    assert second["previous"].endswith("?count=10&start=0")
    assert order_numbers(customer, "?start=2&count=3") == numbers[2:5]
    assert customer.call("GET", "/orders?start=100").json["total"] == 12


def test_orders_are_chosen_by_time_both_ends_included(api: Api) -> None:
    customer = xenia(api)
    numbers = place(api, customer, 4)
    query = "?from=2026-06-15T10:01:00Z&until=2026-06-15T10:02:00.000Z"
    assert order_numbers(customer, query) == numbers[1:3]
    paged = customer.call("GET", "/orders" + query + "&count=1").json
    assert paged["next"].endswith("?count=1&start=1&from=2026-06-15T10:01:00Z&until=2026-06-15T10:02:00.000Z")
    assert api.get(paged["next"], token=customer.token).json["data"][0]["order_no"] == numbers[2]


def test_orders_are_chosen_by_status(api: Api) -> None:
    customer = xenia(api)
    old = api.order(customer.token)
    assert api.authorize(old).status == 200
    placed = api.get(f"{V23}/orders/{old['order_no']}", token=customer.token).json["status"]
    api.clock.advance(60_000)
    created = api.order(customer.token)["order_no"]
    assert placed == "new"
    assert order_numbers(customer, "?status=new") == [old["order_no"]]
    assert order_numbers(customer, "?status=created") == [created]
    assert order_numbers(customer, "?status=created,new,created") == [created, old["order_no"]]
    assert order_numbers(customer, "?status=failed") == []


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("status=placed", "InvalidOrderStatusException"),
        ("status=new,4111111111111111", "InvalidOrderStatusException"),
        ("start=-1", "ValueConstraintViolationException"),
        ("count=0", "ValueConstraintViolationException"),
        ("count=201", "ValueConstraintViolationException"),
        ("count=many", "MalformedParameterException"),
        ("from=yesterday", "MalformedParameterException"),
        ("from=2026-02-01T00:00Z&until=2026-01-01T00:00Z", "StartAfterEndException"),
        ("cross_sites=perhaps", "MalformedParameterException"),
    ],
)
def test_a_list_that_cannot_be_is_refused(api: Api, query: str, fault: str) -> None:
    answer = xenia(api).call("GET", "/orders?" + query)
    assert (answer.status, answer.fault) == (400, fault)
    assert "4111111111111111" not in answer.text


def order_elsewhere(api: Api, customer: Customer) -> str:
    """Place an order of the customer on the other site of the list."""
    store = api.application.server.store
    number = order_numbers(customer)[0]
    body = api.run(store.order("RefArch", number)).body.replace(number.encode(), b"EU1")
    columns = api.run(anext(store.all_orders()))
    basket = api.post(f"{EU}/baskets", ITEM, token=customer.token).json["basket_id"]
    moved = columns.columns._replace(site_id="RefArchEU", order_no="EU1", basket_id=basket, created=api.clock.now())
    api.run(store.submit(moved, body.replace(b'"RefArch"', b'"RefArchEU"'), 1))
    return "EU1"


@pytest.mark.parametrize("name", ["cross_sites", "cross-sites"])
def test_orders_of_other_sites_are_listed_only_when_asked_for(api: Api, name: str) -> None:
    customer = xenia(api)
    place(api, customer, 1)
    order_elsewhere(api, customer)
    assert customer.call("GET", "/orders").json["total"] == 1
    assert customer.call("GET", f"/orders?{name}=false").json["total"] == 1
    assert customer.call("GET", f"/orders?{name}=true").json["total"] == 2
    there = api.get(f"{EU}/customers/{customer.customer_id}/orders", token=customer.token)
    assert there.json["total"] == 1


def test_a_customer_lists_his_own_orders_an_agent_everybodys(api: Api, agent: str) -> None:
    customer = xenia(api)
    numbers = place(api, customer, 1)
    assert order_numbers(ada(api)) == []
    assert order_numbers(customer, token=agent) == numbers
    for other in (ada(api), guest(api)):
        for part in ("orders", "baskets"):
            answer = api.get(f"{customer.path}/{part}", token=other.token)
            assert (answer.status, answer.fault) == (400, "InvalidCustomerException")
    for part in ("orders", "baskets"):
        missing = api.get(f"{CUSTOMERS}/abNobody/{part}", token=agent)
        assert (missing.status, missing.fault) == (404, "CustomerNotFoundException")


def test_an_agent_of_some_sites_does_not_list_the_orders_of_others(api: Api) -> None:
    customer = xenia(api)
    numbers = place(api, customer, 1)
    order_elsewhere(api, customer)
    agent = agent_with(api, "Create_Order_On_Behalf_Of", sites=("RefArch",))
    on_behalf = token_of(api.post(f"{customer.path}/auth", token=agent))
    for token in (agent, on_behalf):
        assert order_numbers(customer, token=token) == numbers
        refused = customer.call("GET", "/orders?cross_sites=true", token=token)
        assert (refused.status, refused.fault) == (403, "UserAccessForbiddenException")
    everywhere = customer.call("GET", "/orders?cross_sites=true", token=api.agent_token())
    assert everywhere.json["total"] == 2


def test_a_guest_has_no_list_of_orders(api: Api) -> None:
    visitor = guest(api)
    api.order(visitor.token, customer_info={"email": "guest@example.com"})
    answer = visitor.call("GET", "/orders")
    assert (answer.status, answer.json["total"], answer.json["count"]) == (200, 0, 0)
    assert "data" not in answer.json


def test_the_open_baskets_of_a_customer_are_listed_whole(api: Api, agent: str) -> None:
    customer = xenia(api)
    none = customer.call("GET", "/baskets").json
    assert (none["_type"], none["total"]) == ("baskets_result", 0)
    own = api.basket(customer.token)
    listed = customer.call("GET", "/baskets").json
    assert listed["total"] == 1
    assert listed["baskets"][0]["basket_id"] == own["basket_id"]
    assert listed["baskets"][0]["product_items"] == own["product_items"]
    body = {**ITEM, "customer_info": {"customer_no": "000000001", "email": "x@gmail.com"}}
    by_agent = api.post(f"{V23}/baskets", body, token=agent).json
    both = api.get(f"{customer.path}/baskets", token=agent).json
    assert {basket["basket_id"] for basket in both["baskets"]} == {own["basket_id"], by_agent["basket_id"]}
    api.delete(f"{V23}/baskets/{own['basket_id']}", token=customer.token)
    assert customer.call("GET", "/baskets").json["total"] == 1


def test_a_guest_lists_his_own_basket(api: Api) -> None:
    visitor = guest(api)
    basket = api.post(f"{V23}/baskets", ITEM, token=visitor.token).json
    listed = visitor.call("GET", "/baskets").json
    assert [one["basket_id"] for one in listed["baskets"]] == [basket["basket_id"]]
    api.clock.advance(8 * 24 * 3600 * 1000)
    token = api.customer()
    assert api.get(f"{visitor.path}/baskets", token=token).status == 404


def test_lists_in_xml(api: Api) -> None:
    customer = xenia(api)
    number = place(api, customer, 1)[0]
    api.basket(customer.token)
    assert f"<order_no>{number}</order_no>" in customer.call("GET", "/orders?format=xml").text
    assert "<basket_id>" in customer.call("GET", "/baskets?format=xml").text


def test_hooks_of_the_lists_are_called_in_order(api: Api) -> None:
    customer, seen = xenia(api), []
    names = [f"{part}.{name}" for part in ("orders", "baskets") for name in ("beforeGET", "modifyGETResponse_v2")]
    for name in names:

        def hook(subject: Any, *_: Any, name: str = name) -> None:
            seen.append((name, subject if isinstance(subject, str) else subject.customer_id))

        api.application.server.hooks.register(f"dw.ocapi.shop.customer.{name}", hook)
    customer.call("GET", "/orders")
    customer.call("GET", "/baskets")
    assert seen == [(name, customer.customer_id) for name in names]
