"""Customers whom an import disables or gives another password: what was given to them before ends with it."""

from typing import Any

import pytest
from tests.api import V23, Api
from tests.archive.archives import xml
from tests.http.accounts import ADAS_PASSWORD, CUSTOMERS, Customer, ada, log_in, xenia
from tests.http.conftest import Load
from tests.http.test_customer_passwords import change, create_token, redeem

ADA_NO = "00000501"
DISABLED = "<credentials><enabled-flag>false</enabled-flag></credentials>"
ENABLED = "<credentials><enabled-flag>true</enabled-flag></credentials>"
SAME = f'<credentials><password encrypted="false">{ADAS_PASSWORD}</password></credentials>'
ANOTHER = '<credentials><password encrypted="false">Keemun-9!!</password></credentials>'


def customers(*contents: str, attributes: str = "") -> dict[str, str]:
    """A file that says something of Ada, once or several times."""
    said = "".join(f'<customer customer-no="{ADA_NO}" {attributes}>{content}</customer>' for content in contents)
    return {"customer-lists/RefArch.xml": xml("customer-list", said, 'list-id="RefArch"')}


def is_ended(customer: Customer) -> bool:
    answer = customer.call("GET")
    return (answer.status, answer.json.get("fault", {}).get("type")) == (401, "InvalidAccessTokenException")


@pytest.mark.parametrize("said", [DISABLED, ANOTHER])
def test_tokens_and_sessions_end_with_the_import_and_those_of_others_do_not(
    api: Api, agent: str, load: Load, said: str
) -> None:
    customer, other = ada(api), xenia(api)
    on_behalf = Customer(api, api.post(f"{customer.path}/auth", token=agent))
    cookies = api.post(f"{V23}/sessions", token=customer.token).headers.get_list("set-cookie")
    headers = {"Cookie": "; ".join(cookie.split(";")[0] for cookie in cookies)}
    assert api.get(customer.path, headers=headers).status == 200
    load(customers(said))
    assert is_ended(customer)
    assert is_ended(on_behalf)
    assert api.get(customer.path, headers=headers).fault == "AuthorizationHeaderMissingException"
    assert api.post(f"{CUSTOMERS}/auth", {"type": "refresh"}, token=customer.token).status == 401
    assert other.call("GET").status == 200


def test_who_is_enabled_again_logs_in_anew(api: Api, load: Load) -> None:
    customer = ada(api)
    load(customers(DISABLED))
    assert log_in(api, "ada@example.com", ADAS_PASSWORD).fault == "AuthenticationFailedException"
    load(customers(ENABLED))
    assert is_ended(customer)
    assert ada(api).call("GET").status == 200


def test_a_token_that_a_changed_password_spared_ends_too(api: Api, load: Load) -> None:
    customer = ada(api)
    assert change(customer, ADAS_PASSWORD).status == 204
    assert customer.call("GET").status == 200
    load(customers(DISABLED))
    assert is_ended(customer)


def test_what_is_said_several_times_in_one_import_ends_tokens_once(api: Api, load: Load) -> None:
    customer = ada(api)
    load(customers(ANOTHER, DISABLED, ENABLED))
    assert is_ended(customer)
    assert load(customers(ANOTHER, ENABLED)).counts["customer"].changed == 0


def test_a_deleted_customer_has_no_token_any_more(api: Api, load: Load) -> None:
    customer = ada(api)
    load(customers("", attributes='mode="delete"'))
    assert is_ended(customer)


@pytest.mark.parametrize(
    "said", [SAME, ENABLED, "<profile><first-name>Augusta</first-name></profile>"], ids=["password", "enabled", "name"]
)
def test_an_import_that_changes_neither_leaves_tokens_alone(api: Api, load: Load, said: str) -> None:
    customer = ada(api)
    load(customers(said))
    assert customer.call("GET").status == 200


def test_a_reset_begun_before_another_password_was_imported_is_over(api: Api, load: Load) -> None:
    token: dict[str, Any] = create_token(api, "ada@example.com").json
    load(customers(ANOTHER))
    answer = redeem(api, token["reset_token"], "ada@example.com")
    assert answer.fault == "InvalidPasswordResetTokenException"
