"""Clients that prove who they are by a signed assertion in place of a password (private_key_jwt)."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from tests.api import V23, Answer, Api, basic
from tests.identity.forgery import b64, written
from tests.identity.token_requests import PATH, ask, change

from counterfoil.demo.accounts import CLIENT_ID, CLIENT_PASSWORD
from counterfoil.identity.accounts import Client
from counterfoil.identity.assertions import ASSERTION_TYPE, read_public_key

CENTRAL = "https://account.demandware.com:443/dwsso/oauth2/access_token"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
HEADER = {"alg": "RS256", "typ": "JWT"}


def pem(key: Any) -> str:
    spki = serialization.PublicFormat.SubjectPublicKeyInfo
    return str(key.public_key().public_bytes(serialization.Encoding.PEM, spki).decode())


@pytest.fixture
def known(api: Api) -> Api:
    """A server that knows the public key of the demo's client."""
    change(api, Client, CLIENT_ID, public_key=read_public_key(pem(KEY)))
    return api


def claims_of(api: Api, **changes: Any) -> dict[str, Any]:
    now = api.clock.now() // 1000
    found = {"iss": CLIENT_ID, "sub": CLIENT_ID, "aud": CENTRAL, "exp": now + 1800, "iat": now, **changes}
    return {name: value for name, value in found.items() if value is not None}


def signed(claims: Any, header: Any = HEADER, key: rsa.RSAPrivateKey = KEY) -> str:
    text = f"{b64(written(header))}.{b64(written(claims))}"
    return f"{text}.{b64(key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


def present(api: Api, assertion: str, more: str = "", path: str = PATH, **headers: str) -> Answer:
    query = (
        f"grant_type=client_credentials&client_assertion_type={quote(ASSERTION_TYPE)}"
        f"&client_assertion={quote(assertion)}{more}"
    )
    return ask(api, query, None, path, **headers)


def refused(answer: Answer) -> None:
    assert (answer.status, answer.json["error"]) == (401, "invalid_client"), answer
    assert answer.json["error_description"] == "Client authentication failed"


def test_a_client_gets_a_token_for_an_assertion(known: Api) -> None:
    for audience in (CENTRAL, CENTRAL.replace(":443", ""), ["https://else.example", CENTRAL]):
        answer = present(known, signed(claims_of(known, aud=audience)))
        assert answer.status == 200, answer
        token = answer.json["access_token"]
        assert known.post(f"{V23}/baskets", token=token).fault == "AccessWithoutUserForbiddenException"
    assert present(known, signed(claims_of(known)), f"&client_id={CLIENT_ID}&scope=mail").json["scope"] == "mail"


def test_an_emulator_takes_its_own_address_as_well_and_a_service_does_not(
    known: Api, make_api: Callable[..., Api]
) -> None:
    own = "http://127.0.0.1:8080/dwsso/oauth2/access_token"
    assert present(known, signed(claims_of(known, aud=own)), path="/dwsso/oauth2/access_token").status == 200
    service = make_api(mode="service", behind_tls_proxy=True)
    own = own.replace("http:", "https:")
    https = {"X-Forwarded-Proto": "https"}
    refused(present(service, signed(claims_of(service, aud=own)), path="/dwsso/oauth2/access_token", **https))
    named = make_api(mode="service", behind_tls_proxy=True, assertion_audiences=f"https://a.example, {own}")
    assert present(named, signed(claims_of(named, aud=own)), **https).status == 200
    refused(present(named, signed(claims_of(named)), **https))


def test_an_assertion_that_names_itself_is_good_once_in_all_processes(known: Api, make_api: Callable[..., Api]) -> None:
    assertion = signed(claims_of(known, jti="one"))
    assert present(known, assertion).status == 200
    refused(present(known, assertion))
    refused(present(make_api(), assertion))
    refused(present(known, signed(claims_of(known, jti="one", iat=None))))
    assert present(known, signed(claims_of(known, jti="two"))).status == 200


def test_of_many_who_present_it_at_once_one_gets_a_token(known: Api) -> None:
    query = (
        f"grant_type=client_credentials&client_assertion_type={quote(ASSERTION_TYPE)}"
        f"&client_assertion={quote(signed(claims_of(known, jti='race')))}"
    )
    headers = {"x-dw-client-id": None}
    answers = known.together(*(known.request("POST", f"{PATH}?{query}", headers=headers) for _ in range(8)))
    assert sorted(answer.status for answer in answers) == [200] + [401] * 7


def test_one_without_a_name_is_good_until_it_expires(known: Api) -> None:
    assertion = signed(claims_of(known))
    assert {present(known, assertion).status for _ in range(3)} == {200}
    known.clock.advance(1800_000)
    refused(present(known, assertion))


def test_an_assertion_of_a_past_name_is_swept(known: Api) -> None:
    assertion = signed(claims_of(known, jti="swept"))
    assert present(known, assertion).status == 200
    known.clock.advance(1800_000 + 61_000)
    assert known.run(known.application.server.store.sweep(known.clock.now()))["claims"] == 1
    refused(present(known, assertion))


FORGED: dict[str, Callable[[Api], str]] = {
    "another key": lambda api: signed(claims_of(api), key=OTHER),
    "alg none": lambda api: f"{b64(written({'alg': 'none'}))}.{b64(written(claims_of(api)))}.",
    "alg none, signed": lambda api: signed(claims_of(api), {"alg": "none"}),
    "alg HS256": lambda api: signed(claims_of(api), {"alg": "HS256"}),
    "alg RS512": lambda api: signed(claims_of(api), {"alg": "RS512"}),
    "no alg": lambda api: signed(claims_of(api), {"typ": "JWT"}),
    "alg twice": lambda api: signed(claims_of(api), b'{"alg":"none","alg":"RS256"}'),
    "own key": lambda api: signed(claims_of(api), {**HEADER, "jwk": {}}, OTHER),
    "critical": lambda api: signed(claims_of(api), {**HEADER, "crit": ["b64"], "b64": True}),
    "header is a list": lambda api: signed(claims_of(api), b"[]"),
    "expired": lambda api: signed(claims_of(api, exp=api.clock.now() // 1000)),
    "too far ahead": lambda api: signed(claims_of(api, exp=api.clock.now() // 1000 + 1862)),
    "no exp": lambda api: signed(claims_of(api, exp=None)),
    "exp is text": lambda api: signed(claims_of(api, exp=str(api.clock.now()))),
    "exp is true": lambda api: signed(claims_of(api, exp=True)),
    "exp is no number": lambda api: signed(claims_of(api, exp=float("nan"))),
    "not yet": lambda api: signed(claims_of(api, nbf=api.clock.now() // 1000 + 90)),
    "made in the future": lambda api: signed(claims_of(api, iat=api.clock.now() // 1000 + 90)),
    "another subject": lambda api: signed(claims_of(api, sub="erp")),
    "another issuer": lambda api: signed(claims_of(api, iss="erp")),
    "nobody": lambda api: signed(claims_of(api, iss="nobody", sub="nobody")),
    "no subject": lambda api: signed(claims_of(api, sub=None)),
    "no issuer": lambda api: signed(claims_of(api, iss=None)),
    "another audience": lambda api: signed(claims_of(api, aud="https://attacker.example/token")),
    "no audience": lambda api: signed(claims_of(api, aud=None)),
    "an empty audience": lambda api: signed(claims_of(api, aud="")),
    "audience is a number": lambda api: signed(claims_of(api, aud=1)),
    "jti is a number": lambda api: signed(claims_of(api, jti=1)),
    "claims are a list": lambda api: signed([claims_of(api)]),
    "claims are deep": lambda _: signed(b"[" * 2500 + b"]" * 2500),
    "two parts": lambda api: signed(claims_of(api)).rpartition(".")[0],
    "padding": lambda api: signed(claims_of(api)) + "==",
    "a space": lambda api: signed(claims_of(api)) + " ",
    "nothing": lambda _: "",
    "a word": lambda _: "x",
    "long": lambda api: signed(claims_of(api, more="x" * 9000)),
    "not ASCII": lambda api: signed(claims_of(api)) + "é",
}


@pytest.mark.parametrize("forgery", FORGED)
def test_a_forged_assertion_is_refused_like_a_wrong_password(known: Api, forgery: str) -> None:
    refused(present(known, FORGED[forgery](known)))


def test_a_client_without_a_key_has_no_assertions(api: Api) -> None:
    refused(present(api, signed(claims_of(api))))


def test_a_disabled_client_has_none_either(known: Api) -> None:
    change(known, Client, CLIENT_ID, enabled=False)
    refused(present(known, signed(claims_of(known))))


def test_a_client_proves_who_it_is_in_one_way(known: Api) -> None:
    query = f"client_assertion_type={quote(ASSERTION_TYPE)}&client_assertion={quote(signed(claims_of(known)))}"
    both = ask(known, f"grant_type=client_credentials&{query}", basic(CLIENT_ID, CLIENT_PASSWORD))
    assert (both.status, both.json["error"]) == (400, "invalid_request")
    secret = ask(known, f"grant_type=client_credentials&{query}&client_secret={CLIENT_PASSWORD}", None)
    assert (secret.status, secret.json["error"]) == (400, "invalid_request")
    for wrong in ("", "&client_assertion_type=x"):
        answer = ask(known, f"grant_type=client_credentials&client_assertion=x{wrong}", None)
        assert (answer.status, answer.json["error"]) == (400, "invalid_request")


def test_wrong_assertions_are_throttled(known: Api) -> None:
    for _ in range(10):
        refused(present(known, FORGED["another key"](known)))
    answer = present(known, signed(claims_of(known)))
    assert (answer.status, answer.json["error"]) == (429, "temporarily_unavailable")
    assert 0 < int(answer.headers["retry-after"]) <= 60


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("nonsense", "no public key"),
        ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "no public key"),
        (
            KEY.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            ).decode(),
            "private key",
        ),
        (pem(ec.generate_private_key(ec.SECP256R1())), "RS256"),
        (pem(rsa.generate_private_key(public_exponent=65537, key_size=1024)), "2048"),
    ],
    ids=["nonsense", "broken certificate", "private", "curve", "short"],
)
def test_a_key_that_cannot_check_assertions_is_not_taken(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_public_key(text)
