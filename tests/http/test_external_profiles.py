"""Customers whom a provider of identity logs in: registered by a guest, found by a trusted system, given tokens."""

from typing import Any

import pytest
from tests.api import SHOP, V23, Answer, Api

from counterfoil.demo.accounts import CLIENT_ID

PROFILES = f"{SHOP}/v23_2/customers/ext_profile"
JANE = {
    "authentication_provider_id": "Google",
    "external_id": "auth0|4711",
    "email": "jane@example.com",
    "first_name": "Jane",
    "last_name": "Doe",
}


def register(api: Api, body: dict[str, Any] | None = None, **options: Any) -> Answer:
    options.setdefault("token", api.customer())
    return api.post(PROFILES, JANE if body is None else body, **options)


def find(api: Api, token: str, provider_id: str = "Google", external_id: str = "auth0%7C4711") -> Answer:
    return api.get(f"{PROFILES}?authentication_provider_id={provider_id}&external_id={external_id}", token=token)


def log_in(api: Api, agent: str, login: str = "auth0|4711") -> Answer:
    return api.post(f"{V23}/customers/auth/trustedsystem", {"login": login, "client_id": CLIENT_ID}, token=agent)


def token_of(answer: Answer) -> str:
    assert answer.status == 200, answer
    return str(answer.headers["authorization"].removeprefix("Bearer "))


def test_a_guest_registers_and_a_trusted_system_finds_him(api: Api, agent: str) -> None:
    made = register(api)
    assert made.status == 200, made
    customer_id = made.json["customer_id"]
    assert made.json == {"_v": "23.2", "_type": "customers_ext_profile", **JANE, "customer_id": customer_id}
    assert list(made.json) == ["_v", "_type", *sorted({**JANE, "customer_id": ""})]
    assert find(api, agent).json == made.json
    customer = api.get(f"{V23}/customers/{customer_id}", token=agent).json
    assert (customer["auth_type"], customer["email"], customer["last_name"]) == ("registered", JANE["email"], "Doe")
    assert "login" not in customer


def test_names_are_of_23_2_and_later(api: Api) -> None:
    early = f"{SHOP}/v20_10/customers/ext_profile"
    refused = api.post(early, JANE, token=api.customer())
    assert refused.fault == "UnknownPropertyException"
    unnamed = {name: value for name, value in JANE.items() if not name.endswith("_name")}
    made = api.post(early, unnamed, token=api.customer())
    assert made.status == 200
    assert set(made.json) == {"_v", "_type", "customer_id", *unnamed}


def test_he_logs_in_by_a_trusted_system_and_finds_himself(api: Api, agent: str) -> None:
    customer_id = register(api).json["customer_id"]
    answer = log_in(api, agent)
    token = token_of(answer)
    assert answer.json["customer_id"] == customer_id
    assert find(api, token).json["customer_id"] == customer_id
    basket = api.post(f"{V23}/baskets", {"product_items": [{"product_id": "mug-01", "quantity": 1}]}, token=token)
    assert basket.json["customer_info"]["customer_id"] == customer_id
    assert basket.json["customer_info"]["email"] == JANE["email"]


def test_an_id_that_two_providers_know_logs_nobody_in(api: Api, agent: str) -> None:
    first = register(api).json["customer_id"]
    second = register(api, JANE | {"authentication_provider_id": "Facebook"}).json["customer_id"]
    assert first != second
    assert find(api, agent).json["customer_id"] == first
    assert find(api, agent, "Facebook").json["customer_id"] == second
    assert log_in(api, agent).fault == "AuthenticationFailedException"


def test_the_basket_of_the_guest_goes_over_to_him(api: Api, agent: str) -> None:
    guest = api.customer()
    items = {"product_items": [{"product_id": "mug-01", "quantity": 1}]}
    basket_id = api.post(f"{V23}/baskets", items, token=guest).json["basket_id"]
    register(api, token=guest)
    kept = api.get(f"{V23}/baskets/{basket_id}", token=token_of(log_in(api, agent)))
    assert kept.status == 200
    assert kept.json["customer_info"]["email"] == JANE["email"]


def test_the_id_is_the_email_address_where_none_is_given(api: Api) -> None:
    body = {"authentication_provider_id": "Google", "external_id": "jane@example.com"}
    assert register(api, body).json["email"] == "jane@example.com"
    assert "email" not in register(api, body | {"external_id": "4711"}).json


def test_an_id_is_given_once(api: Api) -> None:
    register(api)
    again = register(api, JANE | {"email": "other@example.com"})
    assert (again.status, again.fault) == (400, "ExternalProfileAlreadyExistsException")
    assert again.arguments == {"externalId": "auth0|4711", "authenticationProviderId": "Google"}


def test_of_many_who_register_an_id_at_once_one_gets_it(make_api: Any) -> None:
    api = make_api()
    tokens = [api.customer() for _ in range(4)]
    answers = api.together(*(api.request("POST", PROFILES, JANE, token=token) for token in tokens))
    assert sorted(answer.status for answer in answers) == [200, 400, 400, 400]
    assert {answer.fault for answer in answers if answer.status == 400} == {"ExternalProfileAlreadyExistsException"}


@pytest.mark.parametrize(
    "change",
    [
        {"external_id": None},
        {"authentication_provider_id": None},
        {"external_id": ""},
        {"external_id": " x"},
        {"external_id": "a\0b"},
        {"authentication_provider_id": "a\nb"},
        {"external_id": "x" * 257},
        {"email": "nobody"},
        {"last_name": "4111 1111 1111 1111"},
        {"external_id": "4111111111111111"},
    ],
    ids=str,
)
def test_a_profile_that_cannot_be_is_refused(api: Api, agent: str, change: dict[str, Any]) -> None:
    answer = register(api, JANE | change)
    assert (answer.status, answer.fault) == (400, "PropertyConstraintViolationException"), answer
    assert find(api, agent).status == 404


def test_who_is_registered_does_not_register_again(api: Api) -> None:
    token = api.customer("credentials", "ada@example.com", "Assam-tea-2")
    assert register(api, token=token).fault == "CustomerAlreadyRegisteredException"
    assert register(api, token=None).fault == "AuthorizationHeaderMissingException"


def test_a_profile_is_shown_to_nobody_else(api: Api, agent: str) -> None:
    register(api)
    for stranger in (api.customer(), api.customer("credentials", "ada@example.com", "Assam-tea-2")):
        assert (find(api, stranger).status, find(api, stranger).fault) == (400, "InvalidCustomerException")
        assert find(api, stranger, "none").fault == "CustomerNotFoundException"
    assert find(api, "").fault == "AuthorizationHeaderMissingException"
    unknown = find(api, agent, "Google", "a%00b")
    assert (unknown.status, unknown.fault) == (404, "CustomerNotFoundException")
    assert unknown.arguments == {"externalId": "a\0b", "authenticationProviderId": "Google"}


@pytest.mark.parametrize(
    "query", ["", "?authentication_provider_id=Google", "?external_id=4711&authentication_provider_id="]
)
def test_both_ids_have_to_be_given(api: Api, agent: str, query: str) -> None:
    answer = api.get(PROFILES + query, token=agent)
    assert (answer.status, answer.fault) == (400, "MissingParameterException")


def test_a_profile_comes_as_xml_too(api: Api, agent: str) -> None:
    body = (
        b"<customers_ext_profile><authentication_provider_id>Google</authentication_provider_id>"
        b"<external_id>xml-1</external_id><email>xml@example.com</email></customers_ext_profile>"
    )
    answer = api.post(PROFILES, body, token=api.customer(), headers={"Content-Type": "application/xml"})
    assert answer.status == 200, answer
    assert "<external_id>xml-1</external_id>" in answer.text
    assert find(api, agent, "Google", "xml-1").json["email"] == "xml@example.com"


def test_before_20_9_there_are_none(api: Api, agent: str) -> None:
    early = f"{SHOP}/v20_8/customers/ext_profile"
    assert api.post(early, JANE, token=api.customer()).fault == "MethodNotAllowedException"
    assert api.get(early, token=agent).fault == "CustomerNotFoundException"
