"""Tokens that do not count: every one gets the same answer, byte for byte, and changes nothing."""

import json
from typing import Any

import httpx
import pytest
from tests.api import V15, V23, Answer, Api, basic
from tests.http.accounts import CUSTOMERS, XENIA, XENIAS_PASSWORD, token_of
from tests.identity.forgery import ALL, HEADER, World

from counterfoil import faults
from counterfoil.demo.accounts import CLIENT_ID
from counterfoil.identity import accounts
from counterfoil.identity.accounts import Agent, Client
from counterfoil.identity.keys import SigningKey, add_key, remove_keys

MUG = f"{V23}/products/mug-01"
REFUSED = b'{"_v":"23.1","fault":{"arguments":{"accessToken":"********"},"type":"InvalidAccessTokenException",'


def with_token(token: str) -> dict[str, Any]:
    """Headers with a token as it is, though no client library would send it."""
    return {"Authorization": b"Bearer " + token.encode("latin-1")}


def alike(answer: Answer) -> tuple[int, list[tuple[str, str]], bytes]:
    """All of an answer but the id of its request."""
    headers = [(name, value) for name, value in answer.headers.multi_items() if name != "x-dw-request-base-id"]
    return answer.status, headers, answer.content


def assert_refused(api: Api, token: str, *paths: str) -> None:
    """A token is refused, in reading and in writing, as the plainest nonsense is."""
    for method, path in [("GET", path) for path in paths or (MUG,)] + [("PATCH", path) for path in paths]:
        body = {"c_gift": True} if method == "PATCH" else None
        answer = api.call(method, path, body, headers=with_token(token))
        expected = api.call(method, path, body, headers=with_token("x"))
        assert expected.status == 401
        assert expected.content.startswith(REFUSED)
        assert alike(answer) == alike(expected)


def test_there_are_enough_of_them() -> None:
    assert len(ALL) >= 100


def test_a_token_made_by_hand_is_taken_when_all_of_it_is_right(world: World) -> None:
    """Without this the rest would prove nothing: the hand is good, only what it writes is wrong."""
    assert world.signed(world.claims) == world.token
    assert world.api.get(world.basket, token=world.claiming(exp=world.claims["exp"] + 1)).status == 200
    rows = world.api.run(world.api.application.server.store.shop_rows("key"))
    named = world.signed(world.claims, {**HEADER, "kid": SigningKey(rows[0][1], rows[0][2]).key_id})
    assert world.api.get(world.basket, token=named).status == 200


@pytest.mark.parametrize("forgery", ALL)
def test_a_forged_token_is_refused_like_every_other(world: World, forgery: str) -> None:
    before = world.api.get(world.basket, token=world.token).content
    assert_refused(world.api, ALL[forgery](world), world.basket)
    assert world.api.get(world.basket, token=world.token).content == before


def test_no_character_of_a_token_can_be_another(world: World) -> None:
    """Each in turn becomes its neighbour of the alphabet, and is left out, and is there twice."""
    state = world.api.run(world.api.application.states.at(world.api.run(opened(world))))
    now, token = world.api.clock.now(), world.token
    assert state.tokens.caller(token, now, "RefArch").customer_id
    for place, letter in enumerate(token):
        other = "B" if letter == "A" else chr(ord(letter) ^ 1)
        for changed in (other, "", letter * 2):
            with pytest.raises(faults.Fault) as refused:
                state.tokens.caller(token[:place] + changed + token[place + 1 :], now, "RefArch")
            assert refused.value.kind is faults.INVALID_ACCESS_TOKEN


async def opened(world: World) -> int:
    """The revision of the store."""
    return (await world.api.application.server.store.opening(None)).revision


@pytest.mark.parametrize("forgery", ["none", "HS256 with the PEM", "signature in other bits", "exp is true"])
@pytest.mark.parametrize("path", [f"{V15}/orders", f"{V23}/products/mug-01?format=xml", f"{V23}/customers/auth"])
def test_it_is_alike_in_every_version_and_format(world: World, forgery: str, path: str) -> None:
    method, body = ("POST", {"type": "refresh"}) if path.endswith("auth") else ("GET", None)
    answer = world.api.call(method, path, body, headers=with_token(ALL[forgery](world)))
    assert alike(answer) == alike(world.api.call(method, path, body, headers=with_token("x")))
    assert answer.status == 401
    assert "InvalidAccessTokenException" in answer.text


def test_a_token_is_nowhere_in_the_answer(world: World) -> None:
    for path in (MUG, f"{MUG}?format=xml", f"{V15}/orders"):
        answer = world.api.get(path, headers=with_token(world.token[:-4]))
        assert answer.status == 401
        assert world.token[:4] not in answer.text + str(answer.headers)


def test_only_a_good_token_is_told_that_its_time_is_over(world: World) -> None:
    late = {"exp": world.claims["iat"] - 1, "iat": world.claims["iat"] - 900}
    answer = world.api.get(world.basket, token=world.claiming(**late))
    assert (answer.status, answer.fault) == (401, "ExpiredTokenException")
    head, payload, signature = world.claiming(**late).split(".")
    assert_refused(world.api, f"{head}.{payload}.{signature[:-4]}AAAA", world.basket)


def test_a_revoked_token_has_no_other_spelling(api: Api) -> None:
    """A token is revoked by its digest, so that another spelling of it would be another token."""
    world = World(api)
    assert api.delete(f"{CUSTOMERS}/auth", token=world.token).status == 204
    assert_refused(api, world.token, world.basket)
    for name in ("signature in other bits", "padding", "a space", "a letter that is passed over", "NUL"):
        assert_refused(api, ALL[name](world), world.basket)


def test_a_changed_password_ends_the_token_of_the_former_one(api: Api) -> None:
    headers = {"Authorization": basic(XENIA, XENIAS_PASSWORD)}
    first, second = (api.post(f"{CUSTOMERS}/auth", {"type": "credentials"}, headers=headers) for _ in range(2))
    path = f"{CUSTOMERS}/{first.json['customer_id']}"
    body = {"current_password": XENIAS_PASSWORD, "password": "Lady-Grey-22"}
    assert api.call("PUT", f"{path}/password", body, token=token_of(second)).status in (200, 204)
    assert_refused(api, token_of(first), path)
    assert api.get(path, token=token_of(second)).status == 200


def change_client(api: Api, **fields: Any) -> None:
    """Change the demo's client."""
    store = api.application.server.store

    async def work() -> None:
        client = await accounts.find(store, Client, CLIENT_ID)
        assert client is not None
        for name, value in fields.items():
            setattr(client, name, value)
        await accounts.save(store, client)

    api.run(work())


@pytest.mark.parametrize("what", ["disabled client", "removed client"])
def test_tokens_end_with_their_client(api: Api, agent: str, what: str) -> None:
    """The calls name no client of their own, for that one would be refused as unknown."""
    customer = api.customer()
    store = api.application.server.store
    if what == "disabled client":
        change_client(api, enabled=False)
    else:
        api.run(accounts.remove(store, Client, CLIENT_ID))
    unnamed = {"x-dw-client-id": None}
    expected = alike(api.get(MUG, headers={**with_token("x"), **unnamed}))
    assert expected[2].startswith(REFUSED)
    for token in (agent, customer):
        assert alike(api.get(MUG, headers={**with_token(token), **unnamed})) == expected


@pytest.mark.parametrize("what", ["password", "public key"])
def test_tokens_of_accounts_end_with_the_clients_secrets(api: Api, agent: str, what: str) -> None:
    customer = api.customer()
    change_client(api, **({"password_hash": "rolled"} if what == "password" else {"public_key": "another"}))
    assert_refused(api, agent)
    assert api.get(MUG, token=customer).status == 200


@pytest.mark.parametrize("what", ["disabled", "removed", "rolled"])
def test_tokens_end_with_their_agent(api: Api, what: str) -> None:
    server = api.application.server
    made, key = api.run(accounts.add_agent(server.store, server.ambient, "eva@example.com"))
    token = api.agent_token("eva@example.com", key)
    if what == "removed":
        api.run(accounts.remove(server.store, Agent, "eva@example.com"))
    else:
        made.enabled, made.access_key_hash = what != "disabled", made.access_key_hash + what
        api.run(accounts.save(server.store, made))
    assert_refused(api, token)


def test_a_token_on_behalf_ends_with_the_permission_and_at_another_site(api: Api) -> None:
    server = api.application.server
    made, key = api.run(
        accounts.add_agent(server.store, server.ambient, "eva@example.com", permissions=["Login_On_Behalf"])
    )
    headers = {"Authorization": basic(XENIA, XENIAS_PASSWORD)}
    xenia = api.post(f"{CUSTOMERS}/auth", {"type": "credentials"}, headers=headers).json["customer_id"]
    token = token_of(api.post(f"{CUSTOMERS}/{xenia}/auth", token=api.agent_token("eva@example.com", key)))
    path = f"{CUSTOMERS}/{xenia}"
    assert api.get(path, token=token).status == 200
    made.sites = ["RefArchEU"]
    api.run(accounts.save(server.store, made))
    assert_refused(api, token, path)
    assert api.get(path.replace("/RefArch/", "/RefArchEU/"), token=token).status == 200
    made.sites, made.permissions = [], []
    api.run(accounts.save(server.store, made))
    assert_refused(api, token, path)


def test_tokens_end_with_the_key_that_signed_them(api: Api, agent: str) -> None:
    store = api.application.server.store
    rows = api.run(store.shop_rows("key"))
    api.run(add_key(store, api.clock.now()))
    assert api.get(MUG, token=agent).status == 200
    api.run(remove_keys(store, [SigningKey(row_id, body) for _, row_id, body in rows]))
    assert_refused(api, agent)


def test_a_customer_of_another_list_is_nobody(api: Api) -> None:
    token = api.customer()
    store = api.application.server.store
    body = json.loads(api.run(store.shop_row("site", "", "RefArchEU")))
    body["preferences"]["SiteCustomerList"] = "Elsewhere"
    from_store = type(api.run(store.shop_rows_by_id(["site"], ["RefArchEU"]))[0])
    api.run(store.put_shop_rows([from_store("site", "", "RefArchEU", json.dumps(body).encode())]))
    there = "/s/RefArchEU/dw/shop/v23_1/baskets/1"
    assert_refused(api, token, there)
    assert api.get(there.replace("/RefArchEU/", "/RefArch/"), token=token).status == 404


def test_the_mask_says_nothing_of_the_token(world: World) -> None:
    texts = {world.api.get(MUG, headers=with_token(token)).text for token in ("x", "y" * 900, world.token[:-1])}
    assert len(texts) == 1
    assert httpx.Response(401, text=texts.pop()).json()["fault"]["arguments"] == {"accessToken": "********"}
