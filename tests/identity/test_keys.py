"""Signing keys: how one follows another without logging anybody out, and when it goes."""

import json
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from joserfc.jwk import KeySet, RSAKey
from tests.api import V23, Api
from tests.identity.forgery import b64, unb64

from counterfoil.identity.compact import take_apart
from counterfoil.identity.keys import (
    SigningKey,
    add_key,
    load_keys,
    remove_keys,
    rotate,
    signing_key,
    standings,
    tend_keys,
)
from counterfoil.store.records import Lease

MUG = f"{V23}/products/mug-01"
MINUTE = 60_000
DAY = 24 * 60 * MINUTE


@pytest.fixture
def keyed(api: Api) -> Api:
    """A server whose one key was made by its own clock."""
    start_anew(api)
    return api


def start_anew(api: Api) -> None:
    """Put a key of the server's clock into the place of the one the demo was made with."""
    store = api.application.server.store
    api.run(remove_keys(store, api.run(load_keys(store))))
    api.run(add_key(store, api.clock.now()))


def keys_of(api: Api) -> list[SigningKey]:
    found: list[SigningKey] = api.run(load_keys(api.application.server.store))
    return found


def states_of(api: Api) -> list[str]:
    return [each.state for each in standings(keys_of(api), api.clock.now(), api.settings)]


def rotated(api: Api) -> SigningKey:
    made: SigningKey = api.run(rotate(api.application.server.store, api.clock.now(), api.settings))
    return made


def tended(api: Api) -> None:
    server = api.application.server
    api.run(tend_keys(server.store, server.ambient, server.settings))


def signed_by(api: Api, token: str) -> SigningKey:
    """The key that signed a token."""
    (found,) = [key for key in keys_of(api) if take_apart(token).is_signed_by(key.rsa())]
    return found


def test_a_new_key_is_published_before_it_signs(keyed: Api) -> None:
    (former,) = keys_of(keyed)
    made = rotated(keyed)
    assert states_of(keyed) == ["next", "signs"]
    assert signed_by(keyed, keyed.customer()) == former
    keyed.clock.advance(5 * MINUTE - 1)
    assert signed_by(keyed, keyed.customer()) == former
    keyed.clock.advance(1000)
    assert states_of(keyed) == ["signs", "checks"]
    assert signed_by(keyed, keyed.customer()) == made


def test_nobody_is_logged_out(keyed: Api) -> None:
    before = {kind: keyed.customer() for kind in ("guest",)} | {"agent": keyed.agent_token()}
    rotated(keyed)
    keyed.clock.advance(6 * MINUTE)
    for token in before.values():
        assert keyed.get(MUG, token=token).status == 200
    refreshed = keyed.post(f"{V23}/customers/auth", {"type": "refresh"}, token=before["guest"])
    token = refreshed.headers["authorization"].removeprefix("Bearer ")
    assert signed_by(keyed, token) == keys_of(keyed)[0]


def test_a_key_goes_when_the_last_of_its_tokens_is_dead_and_not_before(keyed: Api) -> None:
    rotated(keyed)
    keyed.clock.advance(5 * MINUTE - 1000)
    last = keyed.customer()
    keyed.clock.advance(30 * MINUTE - 1000)
    tended(keyed)
    assert keyed.get(MUG, token=last).status == 200
    keyed.clock.advance(MINUTE)
    tended(keyed)
    assert states_of(keyed) == ["signs", "checks"]
    keyed.clock.advance(2 * MINUTE)
    tended(keyed)
    assert states_of(keyed) == ["signs"]
    assert keyed.get(MUG, token=keyed.customer()).status == 200


@pytest.mark.parametrize("setting", ["agent_token_seconds", "client_token_seconds", "customer_token_seconds"])
def test_the_longest_life_of_any_token_counts(make_api: Callable[..., Api], setting: str) -> None:
    api = make_api(**{setting: 7200})
    start_anew(api)
    rotated(api)
    api.clock.advance(110 * MINUTE)
    tended(api)
    assert len(keys_of(api)) == 2
    api.clock.advance(20 * MINUTE)
    tended(api)
    assert len(keys_of(api)) == 1


def test_other_processes_know_with_their_next_request(make_api: Callable[..., Api]) -> None:
    first, second = make_api(), make_api()
    start_anew(first)
    token = first.customer()
    assert second.get(MUG, token=token).status == 200
    made = first.run(add_key(first.application.server.store, first.clock.now() + 1))
    second.clock.advance(1)
    assert signed_by(first, second.customer()) == made
    first.run(remove_keys(first.application.server.store, [keys_of(first)[1]]))
    assert second.get(MUG, token=token).fault == "InvalidAccessTokenException"


def test_a_server_makes_the_next_key_by_itself(make_api: Callable[..., Api]) -> None:
    api = make_api(rotate_keys_days=30)
    start_anew(api)
    first = keys_of(api)[0]
    api.clock.advance(30 * DAY - 6 * MINUTE)
    tended(api)
    assert keys_of(api) == [first]
    api.clock.advance(MINUTE)
    tended(api)
    tended(api)
    assert len(keys_of(api)) == 2
    assert keys_of(api)[0].signs_from == first.signs_from + 30 * DAY
    assert states_of(api) == ["next", "signs"]
    api.clock.advance(60 * MINUTE)
    tended(api)
    assert states_of(api) == ["signs"]


def test_it_makes_none_unless_told_to(keyed: Api) -> None:
    keyed.clock.advance(5000 * DAY)
    tended(keyed)
    assert len(keys_of(keyed)) == 1


def test_one_of_several_processes_makes_it(make_api: Callable[..., Api]) -> None:
    api = make_api(rotate_keys_days=1)
    start_anew(api)
    store = api.application.server.store
    api.clock.advance(2 * DAY)
    other = Lease("", "signing keys", "another process")
    assert api.run(store.take_lease(other, api.clock.now(), 60))
    tended(api)
    assert len(keys_of(api)) == 1
    api.run(store.release_lease(other))
    tended(api)
    assert len(keys_of(api)) == 2


def test_a_clock_that_goes_back_finds_a_key_that_signs(keyed: Api) -> None:
    keyed.clock.advance(-DAY)
    token = keyed.customer()
    assert keyed.get(MUG, token=token).status == 200
    assert signing_key(keys_of(keyed), keyed.clock.now()) == keys_of(keyed)[-1]


def test_tokens_name_their_key_only_where_that_is_wanted(make_api: Callable[..., Api]) -> None:
    api = make_api(token_kid=True)
    plain = make_api()
    named, unnamed = api.customer(), plain.agent_token()
    assert json.loads(unb64(named.split(".")[0])) == {
        "_v": "1",
        "alg": "RS256",
        "typ": "JWS",
        "kid": keys_of(api)[0].key_id,
    }
    assert json.loads(unb64(unnamed.split(".")[0])) == {"_v": "1", "alg": "RS256", "typ": "JWS"}
    for server in (api, plain):
        for token in (named, unnamed):
            assert server.get(MUG, token=token).status == 200


def test_a_token_that_names_another_key_than_its_own_is_refused(make_api: Callable[..., Api]) -> None:
    """Both are keys of ours, and the one that signed it would check it."""
    api = make_api(token_kid=True)
    start_anew(api)
    head = api.customer().split(".")[0]
    made = api.run(add_key(api.application.server.store, api.clock.now() + 1))
    api.clock.advance(1000)
    token = api.customer()
    assert signed_by(api, token) == made
    text = f"{head}.{token.split('.')[1]}"
    key = made.rsa().private_key
    assert isinstance(key, RSAPrivateKey)
    forged = f"{text}.{b64(key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()))}"
    assert take_apart(forged).is_signed_by(made.rsa())
    assert api.get(MUG, token=forged).fault == "InvalidAccessTokenException"


@pytest.mark.parametrize("path", ["/.well-known/jwks.json", "/dw/oauth2/jwks"])
def test_anybody_may_read_the_public_keys_and_check_a_token(keyed: Api, path: str) -> None:
    rotated(keyed)
    answer = keyed.get(path, headers={"x-dw-client-id": None})
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/jwk-set+json"
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert [set(key) for key in answer.json["keys"]] == [{"alg", "e", "kid", "kty", "n", "use"}] * 2
    published = KeySet.import_key_set(json.loads(answer.text))
    compact = take_apart(keyed.customer())
    keys = [key for key in published.keys if isinstance(key, RSAKey)]
    assert [compact.is_signed_by(key) for key in keys] == [False, True]
    assert [key.kid for key in keys] == [key.key_id for key in keys_of(keyed)]


def test_the_key_set_is_read_only(api: Api) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = api.call(method, "/.well-known/jwks.json")
        assert (answer.status, answer.fault) == (405, "MethodNotAllowedException")


def test_a_removed_key_is_published_no_longer(keyed: Api) -> None:
    made = rotated(keyed)
    former = keys_of(keyed)[1]
    keyed.run(remove_keys(keyed.application.server.store, [former]))
    assert [key["kid"] for key in keyed.get("/.well-known/jwks.json").json["keys"]] == [made.key_id]
