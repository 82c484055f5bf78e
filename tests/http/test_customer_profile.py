"""A customer's profile: who may see and change it, what a change takes, and what it shows on demand."""

from typing import Any

import pytest
from tests.api import Api
from tests.http.accounts import ADA, CUSTOMERS, XENIA, XML, ada, guest, log_in, xenia, xml


def test_a_customer_reads_himself(api: Api) -> None:
    answer = xenia(api).call("GET")
    assert answer.status == 200
    expected = {"auth_type": "registered", "login": XENIA, "last_name": "Gold", "birthday": "1990-05-17"}
    assert {name: answer.json[name] for name in expected} == expected
    assert list(answer.json)[:3] == ["_v", "_type", "_resource_state"]
    assert "addresses" not in answer.json
    assert "password" not in answer.text


def test_addresses_and_payment_instruments_are_shown_on_demand(api: Api) -> None:
    customer = xenia(api)
    customer.call("POST", "/payment_instruments", {"payment_method_id": "INVOICE"})
    answer = customer.call("GET", "?expand=addresses,paymentinstruments")
    assert [address["address_id"] for address in answer.json["addresses"]] == ["home", "office"]
    assert [one["payment_method_id"] for one in answer.json["payment_instruments"]] == ["INVOICE"]
    assert "addresses" not in customer.call("GET", "?expand=paymentinstruments").json
    refused = customer.call("GET", "?expand=orders")
    assert (refused.status, refused.fault, refused.arguments) == (
        400,
        "InvalidExpandValueException",
        {"expandValue": "orders"},
    )


def test_a_guest_reads_himself_and_nothing_more(api: Api) -> None:
    visitor = guest(api)
    answer = visitor.call("GET", "?expand=addresses")
    assert answer.status == 200
    assert answer.json["auth_type"] == "guest"
    assert answer.json["customer_id"] == visitor.customer_id
    assert "login" not in answer.json
    assert visitor.call("GET", "/addresses").json["total"] == 0
    assert visitor.call("GET", "/payment_instruments").json["total"] == 0
    changed = visitor.call("PATCH", body={"first_name": "Eve"})
    assert (changed.status, changed.fault) == (404, "CustomerNotFoundException")


PATHS = ["", "/addresses", "/addresses/home", "/payment_instruments", "/payment_instruments/x"]


@pytest.mark.parametrize("path", PATHS)
def test_nobody_sees_another_customer(api: Api, path: str) -> None:
    own, other, visitor = ada(api), xenia(api), guest(api)
    for token in (own.token, visitor.token):
        answer = api.get(other.path + path, token=token)
        assert (answer.status, answer.fault) == (400, "InvalidCustomerException")
    missing = api.get(f"{CUSTOMERS}/abNobody{path}", token=own.token)
    assert (missing.status, missing.fault) == (404, "CustomerNotFoundException")
    assert missing.arguments == {"customerId": "abNobody"}
    alone = api.get(other.path + path)
    assert (alone.status, alone.fault) == (401, "AuthorizationHeaderMissingException")


@pytest.mark.parametrize("path", PATHS[:2])
def test_an_agent_sees_every_registered_customer(api: Api, agent: str, path: str) -> None:
    customer = xenia(api)
    assert api.get(customer.path + path, token=agent).status == 200
    for customer_id in ("abNobody", guest(api).customer_id):
        assert api.get(f"{CUSTOMERS}/{customer_id}{path}", token=agent).fault == "CustomerNotFoundException"


def test_a_change_sets_clears_and_leaves_alone(api: Api) -> None:
    customer = ada(api)
    before = customer.call("GET").json
    assert before["gender"] == 2
    change = {
        "first_name": "Augusta",
        "gender": None,
        "phone_home": "030-1234",
        "c_newsletter": None,
        "c_size": 7,
        "customer_no": "1",
        "creation_date": "2001-01-01T00:00:00Z",
    }
    answer = customer.call("PATCH", body=change)
    assert answer.status == 200, answer
    changed = customer.call("GET").json
    assert changed["first_name"] == "Augusta"
    assert changed["phone_home"] == "030-1234"
    assert changed["c_size"] == 7
    assert changed["c_favouriteTeas"] == before["c_favouriteTeas"]
    assert changed["last_name"] == before["last_name"]
    assert "gender" not in changed
    assert "c_newsletter" not in changed
    assert (changed["customer_no"], changed["creation_date"]) == (before["customer_no"], before["creation_date"])
    assert changed["last_modified"] == "2026-06-15T10:00:00.000Z"
    assert changed["_resource_state"] == answer.json["_resource_state"] != before["_resource_state"]


def test_a_customer_sent_back_as_it_was_read_is_taken(api: Api) -> None:
    customer = xenia(api)
    read = customer.call("GET", "?expand=addresses").json
    answer = customer.call("PATCH", body=read)
    assert answer.status == 200
    assert len(customer.call("GET", "/addresses").json["data"]) == 2


def test_a_stale_state_is_refused(api: Api) -> None:
    customer = xenia(api)
    state = customer.call("GET").json["_resource_state"]
    assert customer.call("PATCH", body={"_resource_state": state, "title": "Dr."}).status == 200
    answer = customer.call("PATCH", body={"_resource_state": state, "title": "Prof."})
    assert (answer.status, answer.fault) == (409, "ResourceStateConflictException")
    assert customer.call("GET").json["title"] == "Dr."


def test_a_login_may_change_to_one_that_is_free(api: Api) -> None:
    customer = xenia(api)
    assert customer.call("PATCH", body={"login": "xenia@example.com"}).status == 200
    assert log_in(api).status == 401
    assert log_in(api, "xenia@example.com").json["customer_id"] == customer.customer_id
    taken = customer.call("PATCH", body={"login": ADA})
    assert (taken.status, taken.fault, taken.arguments) == (400, "LoginAlreadyInUseException", {"login": ADA})
    assert customer.call("GET").json["login"] == "xenia@example.com"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"login": None}, "MissingLoginException"),
        ({"login": ""}, "MissingLoginException"),
        ({"login": "a;b"}, "InvalidLoginException"),
        ({"email": None}, "MissingEmailException"),
        ({"email": "x"}, "PropertyConstraintViolationException"),
        ({"last_name": None}, "MissingLastNameException"),
        ({"last_name": "x" * 257}, "PropertyConstraintViolationException"),
        ({"birthday": "yesterday"}, "TypeDecodingException"),
        ({"c_card": ["4111111111111111"]}, "PropertyConstraintViolationException"),
        ({"nickname": "x"}, "UnknownPropertyException"),
    ],
    ids=str,
)
def test_a_change_that_cannot_be_is_refused_and_changes_nothing(api: Api, change: dict[str, Any], fault: str) -> None:
    customer = xenia(api)
    before = customer.call("GET").content
    answer = customer.call("PATCH", body={"first_name": "Eve", **change})
    assert (answer.status, answer.fault) == (400, fault)
    assert customer.call("GET").content == before


def test_an_imported_customer_without_email_may_change_the_rest(api: Api, agent: str) -> None:
    customer = xenia(api)
    store = api.application.server.store
    row = api.run(store.customer_by_login("RefArch", XENIA))
    body = row.body.replace(b'"email":"x@gmail.com"', b'"suffix":"III"')
    api.run(store.update_customer(row._replace(body=body), row.revision))
    assert api.patch(customer.path, {"first_name": "X"}, token=agent).status == 200


def test_a_change_in_xml_and_an_answer_in_xml(api: Api) -> None:
    customer = xenia(api)
    answer = customer.call("PATCH", body=xml("customer", {"job_title": "Taster"}), headers=XML)
    assert answer.status == 200
    assert "<job_title>Taster</job_title>" in answer.text
    assert customer.call("GET").json["job_title"] == "Taster"


def test_hooks_of_a_profile_are_called_in_order(api: Api) -> None:
    customer, seen = xenia(api), []
    for name in ("beforeGET", "modifyGETResponse", "beforePATCH", "afterPATCH", "modifyPATCHResponse"):

        def hook(subject: Any, *_: Any, name: str = name) -> None:
            seen.append((name, subject if isinstance(subject, str) else subject.login))

        api.application.server.hooks.register(f"dw.ocapi.shop.customer.{name}", hook)
    customer.call("GET")
    assert seen == [("beforeGET", customer.customer_id), ("modifyGETResponse", XENIA)]
    seen.clear()
    customer.call("PATCH", body={"title": "Dr."})
    assert seen == [("beforePATCH", XENIA), ("afterPATCH", XENIA), ("modifyPATCHResponse", XENIA)]


def test_old_versions_hear_of_a_stale_state_by_if_match(api: Api) -> None:
    customer = xenia(api)
    path = customer.path.replace("v23_1", "v15_9")
    etag = api.get(path, token=customer.token).headers["etag"]
    first = api.patch(path, {"title": "Dr."}, token=customer.token, headers={"If-Match": etag})
    assert first.status == 200
    assert first.headers["etag"] != etag
    second = api.patch(path, {"title": "Prof."}, token=customer.token, headers={"If-Match": etag})
    assert (second.status, second.fault) == (412, "InvalidIfMatchException")
