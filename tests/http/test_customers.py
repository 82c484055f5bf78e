"""Customers: guests and registered ones, tokens and session cookies, and what each lets them see."""

import base64
import hashlib
import json
from http.cookies import SimpleCookie
from typing import Any

import pytest
from tests.api import V15, V23, Answer, Api, basic

from counterfoil.demo.accounts import CLIENT_ID
from counterfoil.identity.sessions import site_hash

AUTH, SESSIONS = f"{V23}/customers/auth", f"{V23}/sessions"
XENIA, XENIAS_PASSWORD = "x@gmail.com", "Earl-Grey-1"
MUG = f"{V23}/products/mug-01"
SUFFIX = site_hash("RefArch")


def log_in(api: Api, login: str, password: str, path: str = AUTH) -> Answer:
    return api.post(path, {"type": "credentials"}, headers={"Authorization": basic(login, password)})


def token_of(answer: Answer) -> str:
    scheme, _, token = answer.headers["authorization"].partition(" ")
    assert scheme == "Bearer"
    return str(token)


def claims_of(token: str) -> dict[str, Any]:
    part = token.split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return claims


def cookies_of(api: Api, token: str, path: str = SESSIONS) -> dict[str, str]:
    """Turn a token into session cookies."""
    answer = api.post(path, token=token)
    assert answer.status == 204
    jar = SimpleCookie()
    for header in answer.headers.get_list("set-cookie"):
        jar.load(header)
    return {name: morsel.value for name, morsel in jar.items()}


def cookie_header(cookies: dict[str, str]) -> dict[str, str | None]:
    text = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return {"Cookie": text, "x-dw-client-id": None}


def test_a_guest_is_a_new_customer_each_time(api: Api) -> None:
    first, second = (api.post(AUTH, {"type": "guest"}) for _ in range(2))
    assert first.status == 200
    assert first.json["_type"] == "customer"
    assert first.json["auth_type"] == "guest"
    assert first.json["customer_id"] != second.json["customer_id"]
    assert len(first.json["customer_id"]) == 26
    assert "customer_no" not in first.json


def test_a_registered_customer_gets_his_profile(api: Api) -> None:
    answer = log_in(api, XENIA, XENIAS_PASSWORD)
    assert answer.status == 200
    expected = {"auth_type": "registered", "customer_no": "000000001", "login": XENIA, "first_name": "Xenia"}
    assert {name: answer.json[name] for name in expected} == expected
    assert "argon2" not in answer.text


def test_a_token_names_the_customer_in_a_json_string(api: Api) -> None:
    answer = log_in(api, XENIA, XENIAS_PASSWORD)
    claims = claims_of(token_of(answer))
    assert claims["iss"] == CLIENT_ID
    assert claims["exp"] - claims["iat"] == 1800
    subject = json.loads(claims["sub"])
    assert subject["customer_info"]["customer_id"] == answer.json["customer_id"]
    assert subject["customer_info"]["guest"] is False


@pytest.mark.parametrize(
    ("login", "password"),
    [
        (XENIA, "wrong"),
        (XENIA, ""),
        (XENIA, XENIAS_PASSWORD.lower()),
        ("nobody@example.com", XENIAS_PASSWORD),
        ("", ""),
        ("dora@example.com", "Matcha-tea-6"),
        ("eli@example.com", "wrong"),
    ],
    ids=["wrong", "empty", "other case", "unknown", "nothing", "disabled", "imported, wrong"],
)
def test_credentials_that_do_not_fit_fail_alike(api: Api, login: str, password: str) -> None:
    answer = log_in(api, login, password)
    assert (answer.status, answer.fault) == (401, "AuthenticationFailedException")
    assert answer.arguments == {}
    assert "authorization" not in answer.headers


def test_credentials_without_a_header_are_asked_for(api: Api) -> None:
    answer = api.post(AUTH, {"type": "credentials"})
    assert (answer.status, answer.fault) == (401, "AuthorizationHeaderMissingException")
    for header in ("Basic ???", "Basic " + base64.b64encode(b"no colon").decode()):
        answer = api.post(AUTH, {"type": "credentials"}, headers={"Authorization": header})
        assert (answer.status, answer.fault) == (401, "InvalidAuthorizationHeaderException")


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({"type": "magic"}, "EnumConstraintViolationException"),
        ({"type": 1}, "TypeDecodingException"),
        ({}, "PropertyConstraintViolationException"),
        ({"type": None}, "PropertyConstraintViolationException"),
    ],
    ids=["unknown", "number", "missing", "null"],
)
def test_the_type_must_be_one_of_four(api: Api, body: dict[str, Any], fault: str) -> None:
    answer = api.post(AUTH, body)
    assert (answer.status, answer.fault) == (400, fault)


def test_failed_log_ins_are_throttled_by_login(api: Api) -> None:
    for _ in range(10):
        assert log_in(api, XENIA, "wrong").status == 401
    answer = log_in(api, XENIA, XENIAS_PASSWORD)
    assert (answer.status, answer.fault) == (429, "TooManyRequestsException")
    assert log_in(api, "ada@example.com", "Assam-tea-2").status == 200
    api.clock.advance(int(answer.headers["retry-after"]) * 1000)
    assert log_in(api, XENIA, XENIAS_PASSWORD).status == 200


def stored_hash(api: Api, login: str) -> str:
    row = api.run(api.application.server.store.customer_by_login("RefArch", login))
    return str(json.loads(row.body)["password_hash"])


def test_an_imported_password_is_hashed_anew_at_the_first_log_in(api: Api) -> None:
    store = api.application.server.store
    key = hashlib.scrypt(b"Lapsang-9", salt=b"0123456789abcdef", n=2**11, r=8, p=1, dklen=32)
    salt64, key64 = (base64.b64encode(part).decode() for part in (b"0123456789abcdef", key))
    row = api.run(store.customer_by_login("RefArch", "eli@example.com"))
    record = {**json.loads(row.body), "password_hash": f"$s0$b0801${salt64}${key64}"}
    api.run(store.update_customer(row._replace(body=json.dumps(record).encode()), row.revision))

    assert log_in(api, "eli@example.com", "wrong").status == 401
    assert stored_hash(api, "eli@example.com").startswith("$s0$")
    assert log_in(api, "eli@example.com", "Lapsang-9").status == 200
    upgraded = stored_hash(api, "eli@example.com")
    assert upgraded.startswith("$argon2id$")
    assert log_in(api, "eli@example.com", "Lapsang-9").status == 200
    assert stored_hash(api, "eli@example.com") == upgraded


def test_a_plain_password_of_an_archive_is_stored_as_a_hash(api: Api) -> None:
    assert stored_hash(api, XENIA).startswith("$argon2id$")


def test_a_token_is_refreshed_for_the_same_customer(api: Api) -> None:
    for kind in ("guest", "registered"):
        first = api.post(AUTH, {"type": "guest"}) if kind == "guest" else log_in(api, XENIA, XENIAS_PASSWORD)
        api.clock.advance(29 * 60_000)
        second = api.post(AUTH, {"type": "refresh"}, token=token_of(first))
        assert second.status == 200
        assert second.json["customer_id"] == first.json["customer_id"]
        api.clock.advance(29 * 60_000)
        assert api.get(MUG, token=token_of(second)).status == 200
        assert api.get(MUG, token=token_of(first)).fault == "ExpiredTokenException"


def test_where_no_client_id_is_asked_for_a_guest_shops_without_one(api: Api) -> None:
    unnamed: dict[str, str | None] = {"x-dw-client-id": None}
    old = V23.replace("v23_1", "v15_9")
    token = token_of(api.post(f"{old}/customers/auth", {"type": "guest"}, headers=unnamed))
    basket = api.post(f"{old}/baskets", {}, token=token, headers=unnamed)
    assert basket.status == 200
    newer = f"{V23}/baskets/{basket.json['basket_id']}"
    answer = api.get(newer, token=token, headers=unnamed)
    assert (answer.status, answer.fault) == (400, "MissingClientIdException")
    assert api.get(newer, token=token).status == 200


@pytest.mark.parametrize("kind", ["guest", "refresh"])
def test_a_refused_token_alone_names_no_client_to_log_in(api: Api, kind: str) -> None:
    answer = api.post(AUTH, {"type": kind}, token="no.such.token", headers={"x-dw-client-id": None})
    assert (answer.status, answer.fault) == (401, "InvalidAccessTokenException")


def test_only_a_living_customer_token_is_refreshed(api: Api) -> None:
    assert api.post(AUTH, {"type": "refresh"}).fault == "AuthorizationHeaderMissingException"
    answer = api.post(AUTH, {"type": "refresh"}, token=api.agent_token())
    assert (answer.status, answer.fault) == (401, "AuthenticationFailedException")
    token = api.customer()
    api.clock.advance(31 * 60_000)
    assert api.post(AUTH, {"type": "refresh"}, token=token).fault == "ExpiredTokenException"


def test_a_deleted_token_ends_in_every_process(make_api: Any) -> None:
    first, second = make_api(), make_api()
    token, other = first.customer(), first.customer()
    assert second.get(MUG, token=token).status == 200
    answer = first.delete(AUTH, token=token)
    assert (answer.status, answer.content) == (204, b"")
    for api in (first, second):
        ended = api.get(MUG, token=token)
        assert (ended.status, ended.fault) == (401, "InvalidAccessTokenException")
        assert api.get(MUG, token=other).status == 200
    assert first.post(AUTH, {"type": "refresh"}, token=token).status == 401


def test_a_session_is_three_cookies(api: Api) -> None:
    token = api.customer("credentials", XENIA, XENIAS_PASSWORD)
    answer = api.post(SESSIONS, token=token)
    headers = answer.headers.get_list("set-cookie")
    names = [header.partition("=")[0] for header in headers]
    assert names == ["dwsid", f"dwanonymous_{SUFFIX}", f"dwsecuretoken_{SUFFIX}"]
    assert len(headers[0].split("=", 1)[1].split(";")[0]) == 88
    assert "Max-Age=15552000" in headers[1]
    assert all("HttpOnly" in header and "Path=/" in header for header in headers)


def test_cookies_are_secure_over_https(api: Api) -> None:
    token = api.customer()
    answer = api.post(f"https://example.com{SESSIONS}", token=token)
    assert all("Secure" in header for header in answer.headers.get_list("set-cookie"))


def test_cookies_and_token_both_show_a_customer_his_order(api: Api) -> None:
    token = api.customer("credentials", XENIA, XENIAS_PASSWORD)
    order_no = api.order(token)["order_no"]
    cookies = cookies_of(api, token)
    for root in (V15, V23):
        by_token = api.get(f"{root}/orders/{order_no}", token=token)
        by_cookie = api.get(
            f"{root}/orders/{order_no}", headers={**cookie_header(cookies), "x-dw-client-id": CLIENT_ID}
        )
        assert by_token.status == by_cookie.status == 200
        assert by_token.content == by_cookie.content


def test_a_guest_finds_his_order_by_the_cookies_of_his_session(api: Api) -> None:
    token = api.customer()
    order_no = api.order(token, customer_info={"email": "guest@example.com"})["order_no"]
    cookies = cookies_of(api, token)
    assert api.get(f"{V15}/orders/{order_no}", headers=cookie_header(cookies)).status == 200
    assert api.get(f"{V15}/orders", headers=cookie_header(cookies)).json["total"] == 0


def test_the_list_of_15_2_shows_the_orders_of_the_session(api: Api) -> None:
    token = api.customer("credentials", XENIA, XENIAS_PASSWORD)
    numbers = []
    for _ in range(3):
        numbers.append(api.order(token)["order_no"])
        api.clock.advance(60_000)
    cookies = cookies_of(api, token)
    answer = api.get(f"{V15}/orders?count=2", headers=cookie_header(cookies))
    assert [order["order_no"] for order in answer.json["data"]] == numbers[:0:-1]
    assert (answer.json["count"], answer.json["total"]) == (2, 3)
    other = cookies_of(api, api.customer("credentials", "ada@example.com", "Assam-tea-2"))
    assert api.get(f"{V15}/orders", headers=cookie_header(other)).json["total"] == 0


def test_cookies_of_a_session_place_an_order(api: Api) -> None:
    headers = {**cookie_header(cookies_of(api, api.customer())), "x-dw-client-id": CLIENT_ID}
    basket = api.post(f"{V23}/baskets", {"product_items": [{"product_id": "mug-01", "quantity": 1}]}, headers=headers)
    assert basket.status == 200
    path = f"{V23}/baskets/{basket.json['basket_id']}"
    assert api.get(path, headers=headers).json["basket_id"] == basket.json["basket_id"]


@pytest.mark.parametrize("change", ["wrong", "missing", "other session's"])
def test_a_registered_session_needs_its_secure_token(api: Api, change: str) -> None:
    token = api.customer("credentials", XENIA, XENIAS_PASSWORD)
    cookies = cookies_of(api, token)
    name = f"dwsecuretoken_{SUFFIX}"
    if change == "missing":
        del cookies[name]
    else:
        cookies[name] = "wrong" if change == "wrong" else cookies_of(api, token)[name]
    answer = api.get(f"{V15}/orders", headers=cookie_header(cookies))
    assert (answer.status, answer.fault) == (401, "InvalidSecureTokenException")


def test_cookies_become_a_token_again(api: Api) -> None:
    token = api.customer("credentials", XENIA, XENIAS_PASSWORD)
    headers = {**cookie_header(cookies_of(api, token)), "x-dw-client-id": CLIENT_ID}
    answer = api.post(AUTH, {"type": "session"}, headers=headers)
    assert answer.status == 200
    assert answer.json["login"] == XENIA
    assert api.get(MUG, token=token_of(answer)).status == 200


def test_a_session_ends_when_it_is_idle_and_when_it_is_old(api: Api) -> None:
    token = api.customer("credentials", XENIA, XENIAS_PASSWORD)
    idle, used = (cookie_header(cookies_of(api, token)) for _ in range(2))
    for headers in (idle, used):
        headers["x-dw-client-id"] = CLIENT_ID
    session = {"type": "session"}
    for _ in range(17):  # 5 hours and 57 minutes
        api.clock.advance(21 * 60_000)
        assert api.post(AUTH, session, headers=used).status == 200
    assert api.post(AUTH, session, headers=idle).fault == "AuthenticationFailedException"
    api.clock.advance(3 * 60_000)
    assert api.post(AUTH, session, headers=used).fault == "AuthenticationFailedException"


def test_cookies_of_one_site_are_nobody_at_another(api: Api) -> None:
    token = api.customer("credentials", XENIA, XENIAS_PASSWORD)
    api.order(token)
    headers = cookie_header(cookies_of(api, token))
    answer = api.get("/s/RefArchEU/dw/shop/v15_2/orders", headers=headers)
    assert answer.status == 200
    assert answer.json["total"] == 0


@pytest.mark.parametrize("cookie", ["dwsid", "dwsid=", "dwsid=a; dwsid=b", "=;=;;", "\x7f=\x01", 'dwsid="', "a" * 5000])
def test_cookies_that_are_none_are_nobody(api: Api, cookie: str) -> None:
    answer = api.get(f"{V15}/orders", headers={"Cookie": cookie, "x-dw-client-id": None})
    assert answer.status == 200
    assert answer.json["total"] == 0


def test_a_customer_of_the_shared_list_may_use_both_sites(api: Api) -> None:
    token = api.customer("credentials", XENIA, XENIAS_PASSWORD)
    assert api.get("/s/RefArchEU/dw/shop/v23_1/products/mug-01", token=token).status == 200
