"""A customer's address book: listed, added, changed, renamed, deleted; one address is the preferred one."""

from typing import Any
from urllib.parse import quote

import pytest
from tests.api import Api
from tests.http.accounts import XML, Customer, ada, guest, xenia, xml

HOME = {"first_name": "Ada", "last_name": "Example", "address1": "1 High Street", "city": "Jena", "country_code": "DE"}


def names(customer: Customer, query: str = "") -> list[str]:
    return [address["address_id"] for address in customer.call("GET", "/addresses" + query).json.get("data", ())]


def add(customer: Customer, name: str, **changes: Any) -> None:
    answer = customer.call("POST", "/addresses", {**HOME, "address_id": name, **changes})
    assert answer.status == 200, answer


def test_addresses_are_listed_preferred_first_then_by_name(api: Api) -> None:
    customer = xenia(api)
    add(customer, "attic")
    add(customer, "zoo", preferred=True)
    assert names(customer) == ["zoo", "attic", "home", "office"]
    listed = customer.call("GET", "/addresses").json
    assert (listed["_type"], listed["count"], listed["start"], listed["total"]) == ("customer_address_result", 4, 0, 4)
    assert [address["preferred"] for address in listed["data"]] == [True, False, False, False]
    assert "next" not in listed
    assert "previous" not in listed


def test_a_list_comes_in_pages_with_links_between_them(api: Api) -> None:
    customer = ada(api)
    for number in range(11):
        add(customer, f"a{number:02d}")
    first = customer.call("GET", "/addresses").json
    assert (first["count"], first["total"]) == (10, 12)
    second = api.get(first["next"], token=customer.token).json
    assert (second["count"], second["start"]) == (2, 10)
    assert "next" not in second
    assert api.get(second["previous"], token=customer.token).json["data"] == first["data"]
    third = customer.call("GET", "/addresses?start=2&count=4&locale=en-US").json
    assert third["next"].endswith("/addresses?count=4&locale=en-US&start=6")
    assert third["previous"].endswith("/addresses?count=4&locale=en-US&start=0")


@pytest.mark.parametrize("query", ["start=-1", "start=1000", "count=0", "count=201"])
def test_a_page_outside_the_limits_is_refused(api: Api, query: str) -> None:
    answer = xenia(api).call("GET", f"/addresses?{query}")
    assert (answer.status, answer.fault) == (400, "ValueConstraintViolationException")


def test_an_added_address_is_answered_and_read_again(api: Api) -> None:
    customer = xenia(api)
    answer = customer.call("POST", "/addresses", {**HOME, "address_id": "new", "c_floor": 3})
    assert answer.status == 200
    expected = {**HOME, "address_id": "new", "c_floor": 3, "full_name": "Ada Example", "preferred": False}
    assert {name: answer.json[name] for name in expected} == expected
    assert answer.json["creation_date"] == answer.json["last_modified"] == "2026-06-15T10:00:00.000Z"
    assert customer.call("GET", "/addresses/new").content == answer.content


@pytest.mark.parametrize("name", ["Mum & Dad's", "a/b", "Café № 7", "100%", "x" * 256, "a.b?c#d"])
def test_a_name_may_be_any_text_in_the_path_encoded(api: Api, name: str) -> None:
    customer = xenia(api)
    add(customer, name)
    path = "/addresses/" + quote(name, safe="")
    assert customer.call("GET", path).json["address_id"] == name
    assert customer.call("PATCH", path, {"city": "Gera"}).json["city"] == "Gera"
    assert customer.call("DELETE", path).status == 204
    assert customer.call("GET", path).fault == "CustomerAddressNotFoundException"


def test_only_one_address_is_preferred(api: Api) -> None:
    customer = xenia(api)
    assert customer.call("PATCH", "/addresses/office", {"preferred": True}).json["preferred"] is True
    assert customer.call("GET", "/addresses/home").json["preferred"] is False
    assert names(customer) == ["office", "home"]
    customer.call("PATCH", "/addresses/office", {"preferred": False})
    assert names(customer) == ["home", "office"]


def test_a_change_sets_and_clears_and_the_full_name_follows(api: Api) -> None:
    customer = xenia(api)
    change = {"first_name": "Xena", "phone": None, "creation_date": "2001-01-01T00:00:00Z"}
    answer = customer.call("PATCH", "/addresses/home", change)
    assert answer.json["full_name"] == "Xena Gold"
    assert answer.json["address1"] == "27 Harbor Walk"
    assert "phone" not in answer.json
    assert "creation_date" not in answer.json
    own = customer.call("PATCH", "/addresses/home", {"full_name": "Dr. X. Gold"})
    assert own.json["full_name"] == "Dr. X. Gold"
    assert customer.call("PATCH", "/addresses/home", {"last_name": "Silver"}).json["full_name"] == "Dr. X. Gold"


def test_an_address_is_renamed_to_a_free_name(api: Api) -> None:
    customer = xenia(api)
    assert customer.call("PATCH", "/addresses/home", {"address_id": "flat"}).json["address_id"] == "flat"
    assert customer.call("GET", "/addresses/home").status == 404
    taken = customer.call("PATCH", "/addresses/flat", {"address_id": "office"})
    assert (taken.status, taken.fault, taken.arguments) == (
        400,
        "AddressIdAlreadyInUseException",
        {"addressId": "office"},
    )
    assert names(customer) == ["flat", "office"]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (HOME, "MissingAddressIdException"),
        ({**HOME, "address_id": ""}, "MissingAddressIdException"),
        ({**HOME, "address_id": "  "}, "MissingAddressIdException"),
        ({**HOME, "address_id": "home"}, "AddressIdAlreadyInUseException"),
        ({**HOME, "address_id": "x" * 257}, "PropertyConstraintViolationException"),
        ({**HOME, "address_id": "x", "country_code": "DEU"}, "PropertyConstraintViolationException"),
        ({**HOME, "address_id": "x", "preferred": "yes"}, "TypeDecodingException"),
        ({**HOME, "address_id": "x", "planet": "Earth"}, "UnknownPropertyException"),
        ({**HOME, "address_id": "x", "c_card": "4111111111111111"}, "PropertyConstraintViolationException"),
        ({}, "MissingAddressIdException"),
        (None, "MissingAddressIdException"),
    ],
    ids=str,
)
def test_an_address_that_cannot_be_is_refused(api: Api, body: Any, fault: str) -> None:
    customer = xenia(api)
    answer = customer.call("POST", "/addresses", body)
    assert (answer.status, answer.fault) == (400, fault)
    assert names(customer) == ["home", "office"]


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_an_address_that_is_not_there_is_404(api: Api, method: str) -> None:
    answer = xenia(api).call(method, "/addresses/moon", {} if method == "PATCH" else None)
    assert (answer.status, answer.fault) == (404, "CustomerAddressNotFoundException")
    assert answer.arguments == {"addressName": "moon"}


@pytest.mark.parametrize(("method", "path"), [("POST", ""), ("PATCH", "/home"), ("DELETE", "/home")])
def test_nobody_changes_the_addresses_of_another(api: Api, method: str, path: str) -> None:
    customer = xenia(api)
    for other in (ada(api), guest(api)):
        answer = api.call(method, f"{customer.path}/addresses{path}", {"address_id": "x"}, token=other.token)
        assert (answer.status, answer.fault) == (400, "InvalidCustomerException")
    assert names(customer) == ["home", "office"]


def test_an_agent_keeps_the_address_book_of_a_customer(api: Api, agent: str) -> None:
    customer = xenia(api)
    path = f"{customer.path}/addresses"
    assert api.post(path, {**HOME, "address_id": "new"}, token=agent).status == 200
    assert api.delete(f"{path}/home", token=agent).status == 204
    assert names(customer) == ["new", "office"]


def test_addresses_added_at_the_same_time_are_kept_or_refused_but_not_lost(api: Api) -> None:
    customer = xenia(api)
    path = f"{customer.path}/addresses"
    bodies = [{**HOME, "address_id": f"a{number}"} for number in range(8)]
    answers = api.together(*(api.request("POST", path, body, token=customer.token) for body in bodies))
    kept = [body["address_id"] for body, answer in zip(bodies, answers, strict=True) if answer.status == 200]
    assert kept
    assert {answer.status for answer in answers} <= {200, 409}
    assert names(customer) == ["home", *sorted(kept), "office"]


def test_an_address_in_xml(api: Api) -> None:
    customer = xenia(api)
    answer = customer.call("POST", "/addresses", xml("customer_address", {**HOME, "address_id": "x"}), headers=XML)
    assert answer.status == 200
    assert "<address_id>x</address_id>" in answer.text
    listed = customer.call("GET", "/addresses?format=xml")
    assert listed.text.count("<address_id>") == 3


def test_hooks_of_addresses_are_called_in_order(api: Api) -> None:
    customer, seen = xenia(api), []
    points = {
        "addresses": ["beforeGET", "modifyGETResponse", "beforePOST", "afterPOST"],
        "address": [
            *("modifyPOSTResponse", "beforeGET", "modifyGETResponse", "beforePATCH", "afterPATCH"),
            *("modifyPATCHResponse", "beforeDELETE", "afterDELETE"),
        ],
    }
    for part, functions in points.items():
        for function in functions:

            def hook(*arguments: Any, name: str = f"{part}.{function}") -> None:
                seen.append((name, len(arguments)))

            api.application.server.hooks.register(f"dw.ocapi.shop.customer.{part}.{function}", hook)
    customer.call("GET", "/addresses")
    customer.call("POST", "/addresses", {"address_id": "x"})
    customer.call("GET", "/addresses/x")
    customer.call("PATCH", "/addresses/x", {"city": "Y"})
    customer.call("DELETE", "/addresses/x")
    assert seen == [
        ("addresses.beforeGET", 1),
        ("addresses.modifyGETResponse", 2),
        ("addresses.beforePOST", 2),
        ("addresses.afterPOST", 2),
        ("address.modifyPOSTResponse", 3),
        ("address.beforeGET", 2),
        ("address.modifyGETResponse", 2),
        ("address.beforePATCH", 3),
        ("address.afterPATCH", 3),
        ("address.modifyPATCHResponse", 3),
        ("address.beforeDELETE", 2),
        ("address.afterDELETE", 2),
    ]
