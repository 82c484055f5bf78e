"""The token endpoint: what it gives, what it refuses and in which words, and how long a token lives."""

import base64
import json
from typing import Any

import pytest
from tests.api import USER_GRANT, V23, Answer, Api, basic

from counterfoil.demo.accounts import ACCESS_KEY, AGENT, CLIENT_ID, CLIENT_PASSWORD
from counterfoil.identity import accounts
from counterfoil.identity.passwords import hash_password
from counterfoil.store.records import ShopRow

PATH = "/dw/oauth2/access_token"
FORM = {"Content-Type": "application/x-www-form-urlencoded", "x-dw-client-id": None}
GOOD = basic(AGENT, ACCESS_KEY, CLIENT_PASSWORD)
MUG = f"{V23}/products/mug-01"


def ask(api: Api, query: str = "", form: str = "", authorization: str | None = GOOD, path: str = PATH) -> Answer:
    """Ask for a token."""
    headers = {**FORM, "Authorization": authorization}
    return api.post(f"{path}?{query}" if query else path, form.encode(), headers=headers)


def refused(answer: Answer, status: int, error: str) -> None:
    """Assert a refusal in the form of RFC 6749, which is no fault document."""
    assert (answer.status, answer.json.get("error")) == (status, error), answer
    assert set(answer.json) == {"error", "error_description"}
    assert answer.json["error_description"]
    assert answer.headers["cache-control"] == "no-store"
    if status == 401:
        assert answer.headers["www-authenticate"].startswith("Basic")


USER = f"grant_type={USER_GRANT.replace(':', '%3A')}&client_id={CLIENT_ID}"


def test_an_agent_gets_a_token_in_the_documented_form(api: Api) -> None:
    answer = ask(api, USER)
    assert answer.status == 200
    assert list(answer.json) == ["access_token", "expires_in", "token_type"]
    assert answer.json["token_type"] == "Bearer"
    assert answer.json["expires_in"] in (899, 900)
    assert answer.headers["content-type"] == "application/json;charset=UTF-8"
    assert answer.headers["cache-control"] == "no-store"
    claims = json.loads(base64.urlsafe_b64decode(answer.json["access_token"].split(".")[1] + "=="))
    assert claims["usr"] == AGENT
    assert claims["iss"] == CLIENT_ID
    assert claims["exp"] - claims["iat"] == 900


def test_a_client_gets_a_token_without_a_user(api: Api) -> None:
    authorization = basic(CLIENT_ID, CLIENT_PASSWORD)
    for path in (PATH, "/dwsso/oauth2/access_token"):
        answer = ask(api, form="grant_type=client_credentials", authorization=authorization, path=path)
        assert answer.status == 200, answer
        assert answer.json["expires_in"] in (1799, 1800)
        assert api.get(MUG, token=answer.json["access_token"]).status == 200


def test_a_password_may_hold_colons(api: Api) -> None:
    server = api.application.server
    api.run(accounts.add_agent(server.store, server.ambient, "bob@example.com", access_key="a:b::c"))
    assert ask(api, USER, authorization=basic("bob@example.com", "a:b::c", CLIENT_PASSWORD)).status == 200


REFUSED: list[tuple[str, str, str | None, int, str]] = [
    ("", "", GOOD, 400, "invalid_request"),
    (f"client_id={CLIENT_ID}", "", GOOD, 400, "invalid_request"),
    (f"grant_type={USER_GRANT}", "", GOOD, 400, "invalid_request"),
    (f"{USER}&client_id=other", "", GOOD, 400, "invalid_request"),
    (USER, "grant_type=client_credentials", GOOD, 400, "invalid_request"),
    ("&".join(f"p{n}=1" for n in range(60)), "", GOOD, 400, "invalid_request"),
    (USER, "", basic(AGENT, ACCESS_KEY), 400, "invalid_request"),
    (USER, "", "Basic !!!", 400, "invalid_request"),
    (USER, "", "Basic " + base64.b64encode(b"\xff\xfe").decode(), 400, "invalid_request"),
    (USER, "", None, 401, "invalid_client"),
    (USER, "", "Bearer x", 401, "invalid_client"),
    (USER, "", "Basic", 401, "invalid_client"),
    (USER, "", basic(AGENT, ACCESS_KEY, "wrong"), 401, "invalid_client"),
    (USER, "", basic(AGENT, ACCESS_KEY, ""), 401, "invalid_client"),
    (f"grant_type={USER_GRANT}&client_id=nobody", "", GOOD, 401, "invalid_client"),
    (USER, "", basic(AGENT, "wrong", CLIENT_PASSWORD), 400, "invalid_grant"),
    (USER, "", basic("nobody", ACCESS_KEY, CLIENT_PASSWORD), 400, "invalid_grant"),
    (USER, "", basic("", "", CLIENT_PASSWORD), 400, "invalid_grant"),
    (f"grant_type=password&client_id={CLIENT_ID}", "", GOOD, 400, "unsupported_grant_type"),
    ("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer", "", GOOD, 400, "unsupported_grant_type"),
    (f"{USER}&scope=everything", "", GOOD, 400, "invalid_scope"),
    ("grant_type=client_credentials", "", basic(CLIENT_ID, "wrong"), 401, "invalid_client"),
    ("grant_type=client_credentials", "", basic("nobody", "wrong"), 401, "invalid_client"),
]


@pytest.mark.parametrize(("query", "form", "authorization", "status", "error"), REFUSED, ids=range(len(REFUSED)))
def test_a_request_that_is_not_in_order_is_refused_in_the_words_of_oauth(
    api: Api, query: str, form: str, authorization: str | None, status: int, error: str
) -> None:
    refused(ask(api, query, form, authorization), status, error)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_other_methods_than_post_are_invalid_requests(api: Api, method: str) -> None:
    refused(api.call(method, f"{PATH}?{USER}", headers={"Authorization": GOOD}), 400, "invalid_request")


def test_a_secret_is_never_repeated(api: Api) -> None:
    for authorization in (basic(AGENT, "hush-hush", CLIENT_PASSWORD), basic(AGENT, ACCESS_KEY, "hush-hush")):
        answer = ask(api, USER, authorization=authorization)
        assert "hush" not in answer.text
        assert authorization.split()[1] not in answer.text


def test_failures_are_throttled_until_the_time_that_retry_after_says(api: Api) -> None:
    wrong = basic(AGENT, "wrong", CLIENT_PASSWORD)
    for _ in range(10):
        refused(ask(api, USER, authorization=wrong), 400, "invalid_grant")
    for authorization in (wrong, GOOD):
        answer = ask(api, USER, authorization=authorization)
        refused(answer, 429, "temporarily_unavailable")
    seconds = int(answer.headers["retry-after"])
    assert 0 < seconds <= 60
    api.clock.advance(seconds * 1000)
    assert ask(api, USER).status == 200


def test_somebody_elses_failures_are_not_counted(api: Api) -> None:
    server = api.application.server
    api.run(accounts.add_agent(server.store, server.ambient, "bob@example.com", access_key="key"))
    for _ in range(11):
        ask(api, USER, authorization=basic(AGENT, "wrong", CLIENT_PASSWORD))
    assert ask(api, USER).status == 429
    assert ask(api, USER, authorization=basic("bob@example.com", "key", CLIENT_PASSWORD)).status == 200


def test_good_requests_are_not_throttled(api: Api) -> None:
    assert {ask(api, USER).status for _ in range(15)} == {200}


def test_an_agents_token_lives_fifteen_minutes(api: Api, agent: str) -> None:
    api.clock.advance(15 * 60_000 - 1)
    assert api.get(MUG, token=agent).status == 200
    api.clock.advance(1)
    answer = api.get(MUG, token=agent)
    assert (answer.status, answer.fault) == (401, "ExpiredTokenException")


def change(api: Api, **fields: Any) -> None:
    """Change the demo's agent."""
    store = api.application.server.store

    async def work() -> None:
        agent = await accounts.find(store, accounts.Agent, AGENT)
        assert agent is not None
        for name, value in fields.items():
            setattr(agent, name, value)
        await accounts.save(store, agent)

    api.run(work())


def test_a_removed_agents_token_ends_with_the_next_request(api: Api, agent: str) -> None:
    api.run(accounts.remove(api.application.server.store, accounts.Agent, AGENT))
    answer = api.get(MUG, token=agent)
    assert (answer.status, answer.fault) == (401, "InvalidAccessTokenException")
    refused(ask(api, USER), 400, "invalid_grant")


def test_a_disabled_agents_token_ends_with_the_next_request(api: Api, agent: str) -> None:
    change(api, enabled=False)
    assert api.get(MUG, token=agent).fault == "InvalidAccessTokenException"
    refused(ask(api, USER), 400, "invalid_grant")


def test_a_permission_that_is_taken_away_is_gone_with_the_next_request(api: Api, agent: str) -> None:
    assert api.post(f"{V23}/baskets", token=agent).status == 200
    change(api, permissions=[])
    assert api.post(f"{V23}/baskets", token=agent).fault == "UserAccessForbiddenException"


def test_a_rolled_access_key_is_the_only_one_from_the_next_request_on(api: Api) -> None:
    change(api, access_key_hash=hash_password("rolled"))
    refused(ask(api, USER), 400, "invalid_grant")
    assert ask(api, USER, authorization=basic(AGENT, "rolled", CLIENT_PASSWORD)).status == 200


def test_a_removed_clients_tokens_end_with_the_next_request(api: Api, agent: str) -> None:
    customer = api.customer()
    api.run(accounts.remove(api.application.server.store, accounts.Client, CLIENT_ID))
    for token in (agent, customer):
        answer = api.get(MUG, token=token, headers={"x-dw-client-id": None})
        assert (answer.status, answer.fault) == (401, "InvalidAccessTokenException")
    refused(ask(api, USER), 401, "invalid_client")


def test_tokens_of_a_removed_signing_key_end_with_the_next_request(api: Api, agent: str) -> None:
    store = api.application.server.store

    async def remove_keys() -> None:
        rows = await store.shop_rows("key")
        await store.put_shop_rows([ShopRow("key", scope, name, None) for scope, name, _ in rows])

    api.run(remove_keys())
    answer = api.get(MUG, token=agent)
    assert (answer.status, answer.fault) == (401, "InvalidAccessTokenException")
    assert api.get(MUG, token=api.agent_token()).status == 200


def test_a_second_process_takes_the_tokens_of_the_first(make_api: Any) -> None:
    first, second = make_api(), make_api()
    assert second.get(MUG, token=first.agent_token()).status == 200
    assert first.get(MUG, token=second.customer()).status == 200


def test_a_rolled_access_key_ends_the_tokens_given_for_the_old_one(api: Api, agent: str) -> None:
    change(api, access_key_hash=hash_password("rolled"))
    assert api.get(MUG, token=agent).fault == "InvalidAccessTokenException"


def test_a_rolled_client_password_ends_the_tokens_given_for_the_old_one(api: Api, agent: str) -> None:
    store = api.application.server.store

    async def work() -> None:
        client = await accounts.find(store, accounts.Client, CLIENT_ID)
        assert client is not None
        client.password_hash = hash_password("rolled")
        await accounts.save(store, client)

    api.run(work())
    assert api.get(MUG, token=agent).fault == "InvalidAccessTokenException"
