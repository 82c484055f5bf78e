"""Passwords of customers: changed with the current one, reset by a token that is good once and not for long."""

import logging
from pathlib import Path
from typing import Any

import pytest
from tests.api import V23, Answer, Api
from tests.http.accounts import (
    ADA,
    ADAS_PASSWORD,
    CUSTOMERS,
    XENIA,
    XENIAS_PASSWORD,
    XML,
    Customer,
    ada,
    change_list_settings,
    guest,
    log_in,
    xenia,
    xml,
)
from tests.http.test_card_secrets import tables
from tests.http.test_customer_tokens import client_token

from counterfoil.hooks import Status

RESET = f"{CUSTOMERS}/password_reset"
CREATE_TOKEN = f"{CUSTOMERS}/password/actions/create_reset_token"
REDEEM = f"{CUSTOMERS}/password/actions/reset"
NEW = "Silver-Needle-9"


def change(customer: Customer, current: str = XENIAS_PASSWORD, new: str = NEW, **options: Any) -> Answer:
    return customer.call("PUT", "/password", {"current_password": current, "password": new}, **options)


def create_token(api: Api, login: str = XENIA) -> Answer:
    return api.post(CREATE_TOKEN, {"login": login}, token=client_token(api))


def redeem(api: Api, token: str, login: str = XENIA, password: str = NEW) -> Answer:
    body = {"login": login, "new_password": password, "reset_token": token}
    return api.post(REDEEM, body, token=client_token(api))


def watch_tokens(api: Api) -> list[tuple[str, str]]:
    """Register the hook that gets reset tokens, and return what it gets."""
    given: list[tuple[str, str]] = []
    point = "dw.ocapi.shop.customer.password_reset.afterPOST"
    api.application.server.hooks.register(point, lambda customer, token: given.append((customer.login, token)))
    return given


def test_a_customer_changes_his_password(api: Api) -> None:
    answer = change(xenia(api))
    assert (answer.status, answer.content) == (204, b"")
    assert log_in(api).status == 401
    assert log_in(api, XENIA, NEW).status == 200


@pytest.mark.parametrize(
    ("current", "new", "fault"),
    [
        ("wrong", NEW, "InvalidPasswordException"),
        ("", NEW, "InvalidPasswordException"),
        (XENIAS_PASSWORD, "short", "InvalidPasswordException"),
        (XENIAS_PASSWORD, "", "InvalidPasswordException"),
        (XENIAS_PASSWORD, "x" * 4097, "PropertyConstraintViolationException"),
        (XENIAS_PASSWORD, None, "PropertyConstraintViolationException"),
        (None, NEW, "PropertyConstraintViolationException"),
        (XENIAS_PASSWORD, 12345678, "TypeDecodingException"),
    ],
    ids=range(8),
)
def test_a_change_that_cannot_be_is_refused(api: Api, current: Any, new: Any, fault: str) -> None:
    answer = change(xenia(api), current, new)
    assert (answer.status, answer.fault) == (400, fault)
    assert log_in(api).status == 200


def test_a_new_password_is_as_the_customer_list_demands(api: Api) -> None:
    customer = xenia(api)
    change_list_settings(api, force_password_contains_numeric=True)
    assert change(customer, new="No-digit-here").fault == "InvalidPasswordException"
    assert change(customer).status == 204


def test_guessing_the_current_password_is_throttled(api: Api) -> None:
    customer = xenia(api)
    for _ in range(10):
        assert change(customer, "wrong").status == 400
    answer = change(customer)
    assert (answer.status, answer.fault) == (429, "TooManyRequestsException")


def test_a_changed_password_ends_all_other_tokens_and_sessions(make_api: Any) -> None:
    first, second = make_api(), make_api()
    changing, other, someone = xenia(first), xenia(first), ada(first)
    cookies = first.post(f"{V23}/sessions", token=other.token).headers.get_list("set-cookie")
    headers = {"Cookie": "; ".join(cookie.split(";")[0] for cookie in cookies)}
    assert second.get(other.path, token=other.token).status == 200
    assert change(changing).status == 204
    for api in (first, second):
        ended = api.get(other.path, token=other.token)
        assert (ended.status, ended.fault) == (401, "InvalidAccessTokenException")
        assert api.get(other.path, headers=headers).fault == "AuthorizationHeaderMissingException"
        assert api.get(changing.path, token=changing.token).status == 200
        assert api.get(someone.path, token=someone.token).status == 200
    assert first.post(f"{CUSTOMERS}/auth", {"type": "refresh"}, token=other.token).status == 401
    refreshed = Customer(first, first.post(f"{CUSTOMERS}/auth", {"type": "refresh"}, token=changing.token))
    assert change(refreshed, NEW, "Silver-Needle-10").status == 204
    assert changing.call("GET").status == 401
    assert refreshed.call("GET").status == 200


def test_the_token_that_one_change_spared_ends_with_the_next(api: Api) -> None:
    first = xenia(api)
    assert first.call("PUT", "/password", {"current_password": XENIAS_PASSWORD, "password": "Keemun-9!!"}).status == 204
    assert first.call("PUT", "/password", {"current_password": "Keemun-9!!", "password": "Keemun-8!!"}).status == 204
    assert first.call("GET").status == 200
    second = Customer(api, log_in(api, XENIA, "Keemun-8!!"))
    assert second.call("PUT", "/password", {"current_password": "Keemun-8!!", "password": "Keemun-7!!"}).status == 204
    assert (first.call("GET").status, second.call("GET").status) == (401, 200)


def test_a_reset_ends_the_token_that_a_change_spared(api: Api) -> None:
    customer = xenia(api)
    body = {"current_password": XENIAS_PASSWORD, "password": "Keemun-9!!"}
    assert customer.call("PUT", "/password", body).status == 204
    token = api.post(CREATE_TOKEN, {"login": XENIA}, token=api.agent_token()).json["reset_token"]
    reset = {"login": XENIA, "reset_token": token, "new_password": "Keemun-8!!"}
    assert api.post(f"{CUSTOMERS}/password/actions/reset", reset, token=api.agent_token()).status == 204
    assert customer.call("GET").status == 401


def test_only_the_customer_himself_changes_his_password(api: Api, agent: str) -> None:
    owner = xenia(api)
    body = {"current_password": XENIAS_PASSWORD, "password": NEW}
    for token, status, fault in (
        (ada(api).token, 400, "InvalidCustomerException"),
        (guest(api).token, 400, "InvalidCustomerException"),
        (agent, 403, "UserAccessForbiddenException"),
        (None, 401, "AuthorizationHeaderMissingException"),
    ):
        answer = api.call("PUT", f"{owner.path}/password", body, token=token)
        assert (answer.status, answer.fault) == (status, fault)
    visitor = guest(api)
    assert visitor.call("PUT", "/password", body).fault == "CustomerNotFoundException"


@pytest.mark.parametrize(
    ("kind", "identification"),
    [("login", XENIA), ("email", "X@Gmail.com"), (None, XENIA)],
    ids=["login", "email", "no"],
)
def test_a_reset_gives_the_token_to_the_hook_and_the_token_sets_a_password(
    api: Api, kind: str | None, identification: str
) -> None:
    given = watch_tokens(api)
    body = {"identification": identification, **({"type": kind} if kind else {})}
    answer = api.post(RESET, body)
    assert (answer.status, answer.content) == (204, b"")
    ((login, token),) = given
    assert login == XENIA
    assert redeem(api, token).status == 204
    assert log_in(api, XENIA, NEW).status == 200
    assert log_in(api).status == 401


@pytest.mark.parametrize(
    "body",
    [
        {"identification": "nobody@example.com", "type": "login"},
        {"identification": "nobody@example.com", "type": "email"},
        {"identification": "dora@example.com", "type": "login"},
        {"identification": "", "type": "login"},
        {"type": "email"},
        {},
        None,
    ],
    ids=str,
)
def test_a_reset_does_not_say_whom_it_knows(api: Api, body: Any) -> None:
    given = watch_tokens(api)
    answer = api.post(RESET, body)
    assert (answer.status, answer.content) == (204, b"")
    assert given == []
    assert api.application.server.notices.newest_first() == []


def test_an_email_that_several_customers_have_resets_nobody(api: Api, agent: str) -> None:
    given = watch_tokens(api)
    body = {"customer": {"login": "second", "email": XENIA, "last_name": "Gold"}}
    assert api.post(CUSTOMERS, body, token=agent).status == 200
    assert api.post(RESET, {"identification": XENIA, "type": "email"}).status == 204
    assert given == []
    assert api.post(RESET, {"identification": "second", "type": "login"}).status == 204
    assert [login for login, _ in given] == ["second"]


def test_a_customer_registered_by_an_agent_gets_his_password_by_a_reset(api: Api, agent: str) -> None:
    body = {"customer": {"login": "new@example.com", "email": "new@example.com", "last_name": "New"}}
    assert api.post(CUSTOMERS, body, token=agent).status == 200
    token = create_token(api, "new@example.com").json["reset_token"]
    assert redeem(api, token, "new@example.com").status == 204
    assert log_in(api, "new@example.com", NEW).status == 200


def test_the_developer_of_an_emulator_sees_the_token(api: Api) -> None:
    api.post(RESET, {"identification": XENIA, "type": "login"})
    (notice,) = api.application.server.notices.newest_first()
    assert notice.kind == "password reset"
    token = next(word for word in notice.text.split() if len(word) > 40)
    assert redeem(api, token).status == 204


def test_a_service_keeps_no_notice(make_api: Any) -> None:
    api = make_api(mode="service", behind_tls_proxy=True, demo_hook=False)
    given = watch_tokens(api)
    headers = {"x-forwarded-proto": "https"}
    assert api.post(RESET, {"identification": XENIA, "type": "login"}, headers=headers).status == 204
    assert len(given) == 1
    assert api.application.server.notices.newest_first() == []


def test_resets_are_throttled_whether_there_is_a_customer_or_not(api: Api) -> None:
    for identification in (XENIA, "nobody@example.com"):
        body = {"identification": identification, "type": "login"}
        assert {api.post(RESET, body).status for _ in range(10)} == {204}
        answer = api.post(RESET, body)
        assert (answer.status, answer.fault) == (429, "TooManyRequestsException")
    assert api.post(RESET, {"identification": ADA, "type": "login"}).status == 204


def test_a_reset_is_begun_for_the_customer_of_the_path(api: Api, agent: str) -> None:
    given = watch_tokens(api)
    owner = xenia(api)
    assert owner.call("POST", "/password_reset").status == 204
    assert owner.call("POST", "/password_reset", token=agent).status == 204
    assert [login for login, _ in given] == [XENIA, XENIA]
    assert owner.call("POST", "/password_reset", token=ada(api).token).fault == "InvalidCustomerException"
    assert api.post(f"{CUSTOMERS}/abNobody/password_reset", token=agent).fault == "CustomerNotFoundException"


def test_a_system_is_given_the_token_and_whom_to_send_it_to(api: Api) -> None:
    answer = create_token(api)
    assert answer.status == 200
    expected = {"login": XENIA, "email": "x@gmail.com", "first_name": "Xenia", "minutes_expires": 30}
    assert {name: answer.json[name] for name in expected} == expected
    assert answer.json["_type"] == "reset_password_token_result"
    assert redeem(api, answer.json["reset_token"]).status == 204
    unknown = create_token(api, "nobody@example.com")
    assert (unknown.status, unknown.fault) == (404, "CustomerNotFoundException")


def test_a_token_is_good_for_one_change(api: Api) -> None:
    token = create_token(api).json["reset_token"]
    assert redeem(api, token, password="short").fault == "InvalidPasswordException"
    assert redeem(api, token).status == 204
    again = redeem(api, token, password="Another-password-1")
    assert (again.status, again.fault) == (400, "InvalidPasswordResetTokenException")
    assert log_in(api, XENIA, NEW).status == 200


def test_a_token_raced_is_used_once(api: Api) -> None:
    token, client = create_token(api).json["reset_token"], client_token(api)
    bodies = [{"login": XENIA, "new_password": f"{NEW}{n}", "reset_token": token} for n in range(4)]
    answers = api.together(*(api.request("POST", REDEEM, body, token=client) for body in bodies))
    assert sorted(answer.status for answer in answers).count(204) == 1
    assert {answer.status for answer in answers} <= {204, 400, 409}


def test_a_token_expires_as_the_customer_list_says(api: Api) -> None:
    change_list_settings(api, max_password_reset_token_age=5)
    answer = create_token(api)
    assert answer.json["minutes_expires"] == 5
    api.clock.advance(5 * 60_000)
    assert redeem(api, answer.json["reset_token"]).fault == "InvalidPasswordResetTokenException"


def test_a_token_is_void_when_the_password_was_changed_since(api: Api) -> None:
    token = create_token(api).json["reset_token"]
    assert change(xenia(api)).status == 204
    assert redeem(api, token).fault == "InvalidPasswordResetTokenException"


def test_a_token_belongs_to_one_login(api: Api) -> None:
    token = create_token(api).json["reset_token"]
    assert redeem(api, token, ADA).fault == "InvalidPasswordResetTokenException"
    assert log_in(api, ADA, ADAS_PASSWORD).status == 200
    for _ in range(10):
        assert redeem(api, "guess").status == 400
    assert redeem(api, token).status == 429


def test_a_redeemed_token_ends_every_session(api: Api) -> None:
    customer = xenia(api)
    assert redeem(api, create_token(api).json["reset_token"]).status == 204
    assert customer.call("GET").fault == "InvalidAccessTokenException"


def test_only_accounts_create_and_redeem_tokens(api: Api, agent: str) -> None:
    for path, body in (
        (CREATE_TOKEN, {"login": XENIA}),
        (REDEEM, {"login": XENIA, "new_password": NEW, "reset_token": "x"}),
    ):
        assert api.post(path, body).fault == "AuthorizationHeaderMissingException"
        assert api.post(path, body, token=api.customer()).fault == "AccessWithoutUserForbiddenException"
        assert api.post(path, {}, token=agent).fault == "PropertyConstraintViolationException"
        assert api.post(path.replace("v23_1", "v17_8"), body, token=agent).status == 404


def test_a_hook_that_refuses_a_reset_leaves_no_token(api: Api) -> None:
    error = Status(Status.ERROR, "NO_MAIL", "The mail server is down.")
    api.application.server.hooks.register("dw.ocapi.shop.customer.password_reset.afterPOST", lambda *_: error)
    answer = api.post(RESET, {"identification": XENIA, "type": "login"})
    assert (answer.status, answer.fault) == (400, "HookStatusException")
    assert api.run(api.application.server.store.counts())["password_resets"] == 0


def test_hooks_of_passwords_are_called_in_order(api: Api) -> None:
    customer, seen = xenia(api), []
    for name in ("password.beforePUT", "password.afterPUT_v2", "password_reset.beforePOST", "password_reset.afterPOST"):

        def hook(subject: Any, *_: Any, name: str = name) -> None:
            seen.append((name, type(subject).__name__))

        api.application.server.hooks.register(f"dw.ocapi.shop.customer.{name}", hook)
    change(customer)
    api.post(RESET, {"identification": XENIA, "type": "login"})
    assert seen == [
        ("password.beforePUT", "Customer"),
        ("password.afterPUT_v2", "Customer"),
        ("password_reset.beforePOST", "PasswordReset"),
        ("password_reset.afterPOST", "Customer"),
    ]


def test_passwords_in_xml(api: Api) -> None:
    body = xml("password_change_request", {"current_password": XENIAS_PASSWORD, "password": NEW})
    assert change(xenia(api), headers=XML).status == 400
    assert xenia(api).call("PUT", "/password", body, headers=XML).status == 204
    reset = xml("password_reset", {"identification": XENIA, "type": "login"})
    assert api.post(RESET, reset, headers=XML).status == 204


def test_neither_passwords_nor_reset_tokens_are_found_anywhere(api: Api, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    canary = "Canary-in-a-teapot-4"
    given = watch_tokens(api)
    answers = [
        change(xenia(api), new=canary),
        change(xenia_with(api, canary), current=canary, new=canary + "short" * 1000),
        api.post(RESET, {"identification": XENIA, "type": "login"}),
        redeem(api, "wrong" + canary, password=canary),
    ]
    assert [answer.status for answer in answers] == [204, 400, 204, 400]
    secrets = [canary, given[0][1]]
    store = api.settings.store
    if store.startswith("postgresql:"):
        places = api.run(tables(store))
    else:
        files = Path(store).parent.glob(Path(store).name + "*")
        places = {file.name: file.read_bytes().decode("latin-1") for file in files}
    places["log"] = caplog.text
    places.update({f"answer {n}": answer.text for n, answer in enumerate(answers)})
    assert [place for place, text in places.items() for secret in secrets if secret in text] == []


def xenia_with(api: Api, password: str) -> Customer:
    return Customer(api, log_in(api, XENIA, password))
