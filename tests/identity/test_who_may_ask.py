"""Who gets a token and from where: the demo's client id, client ids that differ, addresses, scope, guesses."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.api import V15, V23, Answer, Api, basic
from tests.http import granted
from tests.http.accounts import CUSTOMERS, XENIA, XENIAS_PASSWORD
from tests.identity.token_requests import as_agent, as_client, ask, change

from counterfoil.demo.accounts import AGENT, CLIENT_ID, CLIENT_PASSWORD
from counterfoil.identity import passwords
from counterfoil.identity.accounts import Agent, Client
from counterfoil.identity.addresses import check_range, is_within
from counterfoil.identity.throttle import Throttle

MUG = f"{V23}/products/mug-01"
PROXIED: dict[str, Any] = {"behind_tls_proxy": True}
METHODS = ("get", "post", "put", "patch", "delete")


def error(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.json["error"]


def test_a_service_refuses_the_client_id_of_every_sandbox(make_api: Callable[..., Api]) -> None:
    emulator = make_api()
    token = emulator.customer()
    api = make_api(mode="service", demo_client="auto", **PROXIED)
    https = {"X-Forwarded-Proto": "https"}
    for answer in (
        api.get(MUG, headers=https),
        api.get(f"{MUG}?client_id={CLIENT_ID}", headers={**https, "x-dw-client-id": None}),
        api.get(MUG, token=token, headers=https),
    ):
        assert (answer.status, answer.fault, answer.arguments) == (
            401,
            "DemoClientIdException",
            {"clientId": CLIENT_ID},
        )
    assert error(as_client(api, **https)) == (401, "invalid_client")
    assert error(as_agent(api, **https)) == (401, "invalid_client")


def test_the_demo_client_can_be_let_in_and_shut_out(make_api: Callable[..., Api]) -> None:
    service = make_api(mode="service", demo_client="accepted", **PROXIED)
    assert service.get(MUG, headers={"X-Forwarded-Proto": "https"}).status == 200
    assert make_api(demo_client="auto").get(MUG).status == 200
    assert make_api(demo_client="refused").get(MUG).fault == "DemoClientIdException"


def test_a_client_id_that_differs_from_the_credentials_is_refused_by_a_fault(api: Api) -> None:
    answer = as_client(api, "&client_id=other")
    assert (answer.status, answer.fault, answer.arguments) == (400, "InvalidClientIdException", {"clientId": "other"})
    assert as_client(api, f"&client_id={CLIENT_ID}").status == 200
    assert "4111" not in as_client(api, "&client_id=4111111111111111").text


@pytest.mark.parametrize(("reading", "status"), [("oauth", 401), ("ignored", 200)])
def test_or_as_oauth_says_it_or_not_at_all(make_api: Callable[..., Api], reading: str, status: int) -> None:
    answer = as_client(make_api(client_id_mismatch=reading), "&client_id=other")
    assert answer.status == status
    if status == 401:
        assert error(answer) == (401, "invalid_client")


def test_the_scope_is_said_when_it_was_asked_for(api: Api, make_api: Callable[..., Api]) -> None:
    assert "scope" not in as_client(api).json
    assert as_client(api, "&scope=mail").json["scope"] == "mail"
    newer = as_client(make_api(newer_token_answer=True)).json
    assert (newer["scope"], newer["refresh_expires_in"], newer["not-before-policy"]) == ("mail", 0, 0)


@pytest.mark.parametrize("who", ["agent", "client"])
def test_an_account_gets_tokens_from_its_addresses_only(make_api: Callable[..., Api], who: str) -> None:
    api = make_api(**PROXIED)
    kind, name, request = (Agent, AGENT, as_agent) if who == "agent" else (Client, CLIENT_ID, as_client)
    change(api, kind, name, ip_ranges=["10.0.0.0/8", "192.0.2.7", "2001:db8::/32"])
    for address in ("10.9.8.7", "evil, 192.0.2.7", "192.0.2.7:4711", "::ffff:192.0.2.7", "[2001:db8::5]:80"):
        assert request(api, **{"X-Forwarded-For": address}).status == 200, address
    for address in ("192.0.2.8", "10.0.0.1, 11.0.0.1", "2001:db9::1", "unknown", "10.0.0.1,"):
        assert error(request(api, **{"X-Forwarded-For": address})) == (400, "unauthorized_client"), address
    assert error(request(api)) == (400, "unauthorized_client")


def test_without_a_proxy_the_forwarded_address_is_nobodys_word(api: Api) -> None:
    change(api, Client, CLIENT_ID, ip_ranges=["10.0.0.0/8"])
    assert error(as_client(api, **{"X-Forwarded-For": "10.0.0.1"})) == (400, "unauthorized_client")
    change(api, Client, CLIENT_ID, ip_ranges=["127.0.0.1"])
    assert as_client(api).status == 200


def test_who_does_not_know_the_secret_does_not_learn_of_the_addresses(api: Api) -> None:
    change(api, Agent, AGENT, ip_ranges=["10.0.0.0/8"])
    assert error(as_agent(api, access_key="wrong")) == (400, "invalid_grant")


def test_the_status_is_a_reading(make_api: Callable[..., Api]) -> None:
    api = make_api(unauthorized_client_status=401)
    change(api, Client, CLIENT_ID, ip_ranges=["10.0.0.0/8"])
    assert error(as_client(api)) == (401, "unauthorized_client")


@pytest.mark.parametrize("text", ["10.0.0.0/8", "10.0.0.1", "10.0.0.1-10.0.0.9", "::1", "2001:db8::/32", " 10.0.0.1 "])
def test_a_range_that_can_be_meant_is_kept(text: str) -> None:
    assert check_range(text) == text.strip()


@pytest.mark.parametrize(
    "text", ["", "x", "10.0.0", "10.0.0.9-10.0.0.1", "10.0.0.1-::1", "10.0.0.0/33", "1-2-3", "localhost"]
)
def test_a_range_that_means_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        check_range(text)


def test_both_ends_of_a_range_are_in_it() -> None:
    inside = [is_within(f"10.0.0.{last}", ["10.0.0.2-10.0.0.4"]) for last in range(1, 6)]
    assert inside == [False, True, True, True, False]
    assert not is_within("", ["10.0.0.0/8"])


def wrong_logins(api: Api, count: int, address: str) -> list[Answer]:
    """Guess a customer's password from an address."""
    headers = {"Authorization": basic(XENIA, "guess"), "X-Forwarded-For": address}
    return [api.post(f"{CUSTOMERS}/auth", {"type": "credentials"}, headers=headers) for _ in range(count)]


def right_login(api: Api, address: str) -> Answer:
    headers = {"Authorization": basic(XENIA, XENIAS_PASSWORD), "X-Forwarded-For": address}
    return api.post(f"{CUSTOMERS}/auth", {"type": "credentials"}, headers=headers)


def behind_proxy(make_api: Callable[..., Api]) -> Api:
    return make_api(**PROXIED)


def test_who_guesses_does_not_lock_out_the_owner(make_api: Callable[..., Api]) -> None:
    api = behind_proxy(make_api)
    answers = wrong_logins(api, 30, "192.0.2.66")
    assert [answer.status for answer in answers] == [401] * 10 + [429] * 20
    assert answers[-1].fault == "TooManyRequestsException"
    assert 0 < int(answers[-1].headers["retry-after"]) <= 6
    assert right_login(api, "192.0.2.1").status == 200
    assert right_login(api, "192.0.2.66").status == 429
    api.clock.advance(6000)
    assert right_login(api, "192.0.2.66").status == 200


def test_who_guesses_for_an_agent_does_not_lock_him_out(make_api: Callable[..., Api]) -> None:
    api = behind_proxy(make_api)
    for _ in range(12):
        answer = as_agent(api, access_key="guess", **{"X-Forwarded-For": "192.0.2.66"})
    assert error(answer) == (429, "temporarily_unavailable")
    assert as_agent(api, **{"X-Forwarded-For": "192.0.2.1"}).status == 200


def test_who_guesses_from_many_addresses_is_held_up_too(make_api: Callable[..., Api]) -> None:
    api = behind_proxy(make_api)
    tried = [wrong_logins(api, 10, f"192.0.2.{host}")[-1].status for host in range(12)]
    assert tried == [401] * 10 + [429] * 2


def test_guesses_at_once_are_no_more_than_guesses(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty at the same time: as many passwords are checked as if they came one behind another."""
    checked: list[str] = []
    verify = passwords.verify

    async def counted(stored: str | None, password: str) -> bool:
        checked.append(password)
        return await verify(stored, password)

    monkeypatch.setattr(passwords, "verify", counted)
    headers = {"Authorization": basic(XENIA, "guess")}
    body = {"type": "credentials"}
    answers = api.together(*(api.request("POST", f"{CUSTOMERS}/auth", body, headers=headers) for _ in range(40)))
    assert sorted(answer.status for answer in answers) == [401] * 10 + [429] * 30
    assert len(checked) == 10


def test_good_log_ins_at_once_all_succeed(api: Api) -> None:
    headers = {"Authorization": basic(XENIA, XENIAS_PASSWORD)}
    body = {"type": "credentials"}
    answers = api.together(*(api.request("POST", f"{CUSTOMERS}/auth", body, headers=headers) for _ in range(20)))
    assert {answer.status for answer in answers} == {200}


def test_retry_after_is_never_too_short() -> None:
    for failures in range(1, 40):
        throttle = Throttle(7)
        for _ in range(failures):
            throttle.failed("k", 0)
        wait = throttle.wait_seconds("k", 333)
        assert throttle.wait_seconds("k", 333 + wait * 1000) == 0
        assert wait <= 9


def test_the_throttle_forgets_the_oldest_and_cuts_long_keys() -> None:
    throttle = Throttle(1)
    throttle.failed("first", 0)
    throttle.failed("x" * 100_000, 0)
    assert throttle.wait_seconds("x" * 100_000, 0)
    for number in range(10_000):
        throttle.failed(f"k{number}", 0)
    assert throttle.wait_seconds("first", 0) == 0


def test_a_session_ends_with_its_client(api: Api) -> None:
    granted.add(api, "shop")
    granted.put(api, *(granted.client(granted.entry("/**", *METHODS), client_id=name) for name in (CLIENT_ID, "shop")))
    auth = api.post(f"{CUSTOMERS}/auth", {"type": "guest"}, headers={"x-dw-client-id": "shop"})
    token = auth.headers["authorization"].removeprefix("Bearer ")
    order = api.order(token, customer_info={"email": "guest@example.com"})
    session = api.post(f"{V23}/sessions", token=token)
    cookie = "; ".join(text.split(";")[0] for text in session.headers.get_list("set-cookie"))
    path, headers = f"{V15}/orders/{order['order_no']}", {"Cookie": cookie, "x-dw-client-id": None}
    assert api.get(path, headers=headers).status == 200
    change(api, Client, "shop", enabled=False)
    assert api.get(path, headers=headers).status == 404


def test_a_log_out_ends_its_token_and_leaves_the_session(api: Api) -> None:
    headers = {"Authorization": basic(XENIA, XENIAS_PASSWORD)}
    auth = api.post(f"{CUSTOMERS}/auth", {"type": "credentials"}, headers=headers)
    token = auth.headers["authorization"].removeprefix("Bearer ")
    session = api.post(f"{V23}/sessions", token=token)
    cookie = "; ".join(text.split(";")[0] for text in session.headers.get_list("set-cookie"))
    assert api.delete(f"{CUSTOMERS}/auth", token=token).status == 204
    assert api.get(MUG, token=token).fault == "InvalidAccessTokenException"
    assert api.post(f"{CUSTOMERS}/auth", {"type": "session"}, headers={"Cookie": cookie}).status == 200


def test_sites_that_enforce_https_have_no_secure_token(make_api: Callable[..., Api]) -> None:
    api = make_api(enforce_https=True)
    headers = {"Authorization": basic(XENIA, XENIAS_PASSWORD)}
    auth = api.post(f"{CUSTOMERS}/auth", {"type": "credentials"}, headers=headers)
    session = api.post(f"{V23}/sessions", token=auth.headers["authorization"].removeprefix("Bearer "))
    cookies = [text.split(";")[0] for text in session.headers.get_list("set-cookie")]
    assert [text.split("=")[0].split("_")[0] for text in cookies] == ["dwsid", "dwanonymous"]
    answer = api.post(f"{CUSTOMERS}/auth", {"type": "session"}, headers={"Cookie": cookies[0]})
    assert (answer.status, answer.json["login"]) == (200, XENIA)


def test_the_client_secret_is_enough_in_the_form(api: Api) -> None:
    query = f"grant_type=client_credentials&client_id={CLIENT_ID}&client_secret={CLIENT_PASSWORD}"
    assert ask(api, query, None).status == 200
