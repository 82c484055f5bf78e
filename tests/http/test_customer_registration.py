"""Registration: who may, what is mandatory, what the customer list's settings demand, and what becomes of a guest."""

import logging
from typing import Any

import pytest
from tests.api import V23, Answer, Api
from tests.http.accounts import CUSTOMERS, XENIA, XML, change_list_settings, guest, log_in, token_of, xenia

PASSWORD = "Darjeeling-7"
ITEM = {"product_items": [{"product_id": "mug-01", "quantity": 1}]}


def registration(login: str = "new@example.com", password: str | None = PASSWORD, **changes: Any) -> dict[str, Any]:
    profile = {"login": login, "email": login, "last_name": "Lovelace", "first_name": "Ada", **changes}
    customer = {name: value for name, value in profile.items() if value is not None}
    return {"customer": customer, **({"password": password} if password is not None else {})}


def register(api: Api, body: dict[str, Any] | None = None, **options: Any) -> Answer:
    options.setdefault("token", api.customer())
    return api.post(CUSTOMERS, registration() if body is None else body, **options)


def test_a_guest_registers_and_logs_in(api: Api) -> None:
    body = registration(birthday="1990-12-10", gender=2, phone_home="030-123", c_newsletter=True)
    answer = register(api, body)
    assert answer.status == 200, answer
    expected = {**body["customer"], "auth_type": "registered", "enabled": True, "_type": "customer"}
    assert {name: answer.json[name] for name in expected} == expected
    assert len(answer.json["customer_no"]) == 8
    assert answer.json["creation_date"] == "2026-06-15T10:00:00.000Z"
    assert "password" not in answer.text
    logged_in = log_in(api, "new@example.com", PASSWORD)
    assert logged_in.status == 200
    assert logged_in.json["customer_id"] == answer.json["customer_id"]


def test_a_registered_customer_gets_a_number_nobody_has(api: Api) -> None:
    answers = [register(api, registration(f"c{number}@example.com")) for number in range(3)]
    numbers = {answer.json["customer_no"] for answer in answers}
    assert len(numbers) == 3
    assert numbers.isdisjoint({"00000501", "00000502"})


def test_what_only_the_server_says_is_not_taken_from_a_registration(api: Api) -> None:
    said = {"customer_no": "1", "customer_id": "x", "enabled": False, "creation_date": "2001-01-01T00:00:00Z"}
    answer = register(api, registration(**said))
    assert answer.status == 200
    assert all(answer.json[name] != value for name, value in said.items())


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (registration(email=None), "MissingEmailException"),
        (registration(email=""), "MissingEmailException"),
        (registration(last_name=None), "MissingLastNameException"),
        (registration(last_name=" "), "MissingLastNameException"),
        ({"customer": {"email": "a@example.com", "last_name": "A"}, "password": PASSWORD}, "MissingLoginException"),
        (registration(password=None), "MissingPasswordException"),
        (registration(password=""), "MissingPasswordException"),
        (registration(password="short-1"), "InvalidPasswordException"),
        (registration(login="eve<>@example.com", email="eve@example.com"), "InvalidLoginException"),
        (registration(login=" eve", email="eve@example.com"), "InvalidLoginException"),
        (registration(login=XENIA), "LoginAlreadyInUseException"),
        (registration(email="no-address"), "PropertyConstraintViolationException"),
        (registration(gender=3), "EnumConstraintViolationException"),
        (registration(c_note="4111 1111 1111 1111"), "PropertyConstraintViolationException"),
        (registration(note="4111111111111111"), "PropertyConstraintViolationException"),
        (registration(shoe_size="44"), "UnknownPropertyException"),
        ({"password": PASSWORD}, "PropertyConstraintViolationException"),
        ({}, "PropertyConstraintViolationException"),
    ],
)
def test_a_registration_that_lacks_something_is_refused(api: Api, body: dict[str, Any], fault: str) -> None:
    answer = register(api, body)
    assert (answer.status, answer.fault) == (400, fault)
    assert PASSWORD not in answer.text


def test_the_login_in_use_is_named(api: Api) -> None:
    assert register(api, registration(login=XENIA)).arguments == {"login": XENIA}


@pytest.mark.parametrize(
    ("settings", "refused", "accepted"),
    [
        ({"min_password_length": 12}, "Earl-Grey-1", "Earl-Grey-12"),
        ({"min_password_special_chars": 2}, "Earl-Grey1", "Earl-Grey-1"),
        ({"force_password_contains_alpha": True}, "12345678-", "1234567a-"),
        ({"force_password_contains_numeric": True}, "Earl-Grey", "Earl-Grey1"),
        ({"force_password_mixed_case": True}, "earl-grey-1", "Earl-grey-1"),
        ({"min_password_length": 3}, "ab", "abc"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else value,
)
def test_passwords_are_as_the_customer_list_demands(
    api: Api, settings: dict[str, Any], refused: str, accepted: str
) -> None:
    change_list_settings(api, **settings)
    assert register(api, registration(password=refused)).fault == "InvalidPasswordException"
    assert register(api, registration(password=accepted)).status == 200


def test_who_is_registered_does_not_register_again(api: Api) -> None:
    answer = register(api, token=xenia(api).token)
    assert (answer.status, answer.fault) == (400, "CustomerAlreadyRegisteredException")


def test_without_a_token_nobody_registers(api: Api) -> None:
    answer = register(api, token=None)
    assert (answer.status, answer.fault) == (401, "AuthorizationHeaderMissingException")


def test_an_agent_registers_a_customer_without_password(api: Api, agent: str) -> None:
    refused = register(api, token=agent)
    assert (refused.status, refused.fault) == (400, "InvalidPasswordException")
    answer = register(api, registration(password=None), token=agent)
    assert answer.status == 200
    assert log_in(api, "new@example.com", PASSWORD).status == 401
    assert log_in(api, "new@example.com", "").status == 401


def test_one_login_is_given_once_whoever_is_first(make_api: Any) -> None:
    apis = [make_api(), make_api()]
    tokens = [api.customer() for api in apis for _ in range(4)]
    answers = apis[0].together(*(apis[0].request("POST", CUSTOMERS, registration(), token=token) for token in tokens))
    assert sorted(answer.status for answer in answers) == [200] + [400] * 7
    assert {answer.fault for answer in answers if answer.status == 400} == {"LoginAlreadyInUseException"}


def test_a_registration_with_a_key_is_carried_out_once_and_keeps_no_token(api: Api) -> None:
    token, key = api.customer(), {"Idempotency-Key": "registration-1"}
    first, second = (register(api, token=token, headers=key) for _ in range(2))
    assert first.status == second.status == 200
    assert first.content == second.content
    assert second.headers["idempotency-replayed"] == "true"
    assert register(api, token=token).fault == "LoginAlreadyInUseException"


def test_the_basket_of_a_guest_goes_over_to_the_customer_he_becomes(api: Api) -> None:
    visitor = guest(api)
    basket = api.post(f"{V23}/baskets", ITEM, token=visitor.token).json
    answer = register(api, token=visitor.token)
    assert "authorization" not in answer.headers
    token = token_of(log_in(api, "new@example.com", PASSWORD))
    path = f"{V23}/baskets/{basket['basket_id']}"
    kept = api.get(path, token=token)
    assert kept.status == 200
    assert kept.json["product_items"][0]["product_id"] == "mug-01"
    info = kept.json["customer_info"]
    assert info["customer_no"] == answer.json["customer_no"]
    assert info["email"] == "new@example.com"
    assert api.get(path, token=visitor.token).fault == "InvalidCustomerException"
    quota = api.post(f"{V23}/baskets", ITEM, token=token)
    assert quota.fault == "CustomerBasketsQuotaExceededException"


def test_a_guest_who_logs_in_leaves_his_basket_where_it_is(api: Api) -> None:
    visitor = guest(api)
    basket = api.post(f"{V23}/baskets", ITEM, token=visitor.token).json
    log_in(api)
    assert api.get(f"{V23}/baskets/{basket['basket_id']}", token=visitor.token).status == 200


def test_hooks_of_a_registration_are_called_in_order_and_may_complete_it(api: Api) -> None:
    seen: list[str] = []
    hooks = api.application.server.hooks

    def before(request: Any) -> None:
        seen.append(f"before {request.customer.login}")

    def after(customer: Any, request: Any) -> None:
        seen.append(f"after {customer.customer_no is not None} {request.customer.login}")
        customer.custom["c_source"] = "hook"

    def modify(customer: Any, document: Any) -> None:
        seen.append(f"modify {customer.login}")
        document["c_seen"] = True

    hooks.register("dw.ocapi.shop.customer.beforePOST", before)
    hooks.register("dw.ocapi.shop.customer.afterPOST", after)
    hooks.register("dw.ocapi.shop.customer.modifyPOSTResponse", modify)
    answer = register(api)
    assert seen == ["before new@example.com", "after True new@example.com", "modify new@example.com"]
    assert answer.json["c_seen"] is True
    token = token_of(log_in(api, "new@example.com", PASSWORD))
    kept = api.get(f"{CUSTOMERS}/{answer.json['customer_id']}", token=token)
    assert kept.json["c_source"] == "hook"
    assert "c_seen" not in kept.json


def test_a_registration_in_xml(api: Api) -> None:
    body = (
        '<customer_registration xmlns="http://www.demandware.com/xml/shop/23.1"><customer>'
        "<login>x@example.com</login><email>x@example.com</email><last_name>X</last_name></customer>"
        f"<password>{PASSWORD}</password></customer_registration>"
    )
    answer = register(api, body.encode(), headers=XML)
    assert answer.status == 200
    assert "<login>x@example.com</login>" in answer.text


def test_a_password_is_found_neither_in_answers_nor_in_the_log(api: Api, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    canary = "Canary-in-a-teapot-4"
    answers = [
        register(api, registration(password=canary)),
        register(api, registration(password=canary)),
        register(api, registration(login="b@example.com", password=[canary])),  # type: ignore[arg-type]
        register(api, registration(login="c@example.com", password=canary * 300)),
    ]
    assert [answer.status for answer in answers] == [200, 400, 400, 400]
    assert all(canary not in answer.text for answer in answers)
    assert canary not in caplog.text
