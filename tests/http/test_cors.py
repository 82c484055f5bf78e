"""Calls from pages of other origins: exact origins, preflight, and headers on every answer."""

import pytest
from tests.api import SHOP, V15, V23, Api
from tests.conftest import MakeApi
from tests.http.granted import EVERYTHING, add, client, entry, put

from counterfoil.demo.accounts import CLIENT_ID

PAGE = "http://localhost:3000"
EXPOSED = "authorization,etag,location,x-dw-version-status,x-dw-resource-state,x-dw-request-base-id"


def test_the_page_of_an_origin_that_is_named_may_read_the_answer(api: Api):
    answer = api.get(f"{V23}/site", headers={"Origin": PAGE})
    assert answer.status == 200
    assert answer.headers["access-control-allow-origin"] == PAGE
    assert answer.headers["access-control-allow-credentials"] == "true"
    assert answer.headers["access-control-expose-headers"].startswith(EXPOSED)
    assert "Origin" in answer.headers["vary"]


def test_a_call_without_origin_gets_no_header_of_this(api: Api):
    answer = api.get(f"{V23}/site")
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "https://localhost:3000",
        "http://localhost",
        "http://localhost:30000",
        "http://localhost:3000.evil.example",
        "http://evil.localhost:3000",
        "http://localhost:3000/",
        "http://LOCALHOST:3000",
        "HTTP://localhost:3000",
        "http://localhost:3000, http://localhost:3000",
        "http://localhost:3000 http://evil.example",
        "null",
        "*",
        "",
        "localhost:3000",
    ],
)
def test_any_other_origin_is_refused(api: Api, origin: str):
    answer = api.get(f"{V23}/site", headers={"Origin": origin})
    assert (answer.status, answer.fault) == (401, "UnauthorizedOriginException")
    assert answer.arguments == {"origin": origin}
    assert "access-control-allow-origin" not in answer.headers


def test_two_origins_are_none(api: Api):
    headers = [("Origin", PAGE), ("Origin", PAGE), ("x-dw-client-id", CLIENT_ID)]
    response = api.run(api._client.get(f"{V23}/site", headers=headers))
    assert response.status_code == 401


def test_the_server_s_own_origin_is_accepted_unless_it_is_not_wanted(make_api: MakeApi):
    own = {"Origin": "http://127.0.0.1:8080"}
    assert make_api().get(f"{V23}/site", headers=own).status == 200
    assert make_api(same_origin=False).get(f"{V23}/site", headers=own).status == 401


def test_each_client_has_its_own_origins(api: Api):
    add(api, "web")
    put(api, client(EVERYTHING), client(EVERYTHING, client_id="web", allowed_origins=["https://shop.example"]))
    headers = {"Origin": "https://shop.example"}
    assert api.get(f"{V23}/site", headers={**headers, "x-dw-client-id": "web"}).status == 200
    assert api.get(f"{V23}/site", headers=headers).fault == "UnauthorizedOriginException"


def test_faults_and_empty_answers_can_be_read_by_the_page(api: Api, agent: str):
    basket = api.basket(agent)["basket_id"]
    origin = {"Origin": PAGE}
    for answer, status in (
        (api.delete(f"{V23}/baskets/{basket}", token=agent, headers=origin), 204),
        (api.get(f"{V23}/products/none", headers=origin), 404),
        (api.get(f"{V23}/nothing", headers=origin), 404),
        (api.get(f"{SHOP}/v99/site", headers=origin), 400),
        (api.get(f"{SHOP}/v99_1/site", headers=origin), 404),
        (api.get("/s/Nowhere/dw/shop/v23_1/site", headers=origin), 404),
        (api.get(f"{V23}/baskets/x", token="no.to.ken", headers=origin), 401),
        (api.post(f"{V23}/baskets", b"{", token=agent, headers=origin), 400),
    ):
        assert answer.status == status, answer
        if "Nowhere" not in answer.text:
            assert answer.headers["access-control-allow-origin"] == PAGE


def test_a_page_sees_why_its_token_was_refused_though_no_client_is_known(api: Api):
    answer = api.get(f"{V23}/site", token="no.to.ken", headers={"Origin": PAGE, "x-dw-client-id": None})
    assert answer.status == 401
    assert answer.headers["access-control-allow-origin"] == PAGE
    evil = api.get(f"{V23}/site", token="no.to.ken", headers={"Origin": "http://evil", "x-dw-client-id": None})
    assert "access-control-allow-origin" not in evil.headers


def test_an_answer_kept_for_a_retry_has_the_headers_of_the_page_that_asks(api: Api, agent: str):
    key = {"Idempotency-Key": "once"}
    first = api.post(f"{V23}/baskets", {}, token=agent, headers=key)
    assert "access-control-allow-origin" not in first.headers
    again = api.post(f"{V23}/baskets", {}, token=agent, headers={**key, "Origin": PAGE})
    assert again.headers["idempotency-replayed"] == "true"
    assert again.headers["access-control-allow-origin"] == PAGE


def preflight(api: Api, path: str, method: str = "POST", origin: str = PAGE, **headers: str):
    """Ask as browsers do: without the headers that are to be sent."""
    asked = {"Origin": origin, "Access-Control-Request-Method": method, "x-dw-client-id": None, **headers}
    return api.call("OPTIONS", path, headers=asked)


def test_a_preflight_tells_what_may_be_sent(api: Api):
    asked = {"Access-Control-Request-Headers": "authorization,content-type,x-dw-client-id"}
    answer = preflight(api, f"{V23}/baskets/1?client_id={CLIENT_ID}", **asked)
    assert (answer.status, answer.content) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == PAGE
    assert set(answer.headers["access-control-allow-methods"].split(", ")) == {"GET", "PATCH", "DELETE"}
    assert answer.headers["access-control-allow-headers"] == "authorization,content-type,x-dw-client-id"
    assert answer.headers["access-control-max-age"] == "600"
    assert "Access-Control-Request-Headers" in answer.headers["vary"]


def test_a_preflight_names_the_methods_that_are_granted(api: Api):
    put(api, client(entry("/baskets/*", "get"), allowed_origins=[PAGE]))
    answer = preflight(api, f"{V23}/baskets/1?client_id={CLIENT_ID}")
    assert answer.headers["access-control-allow-methods"] == "GET"


@pytest.mark.parametrize(
    ("query", "status", "fault"),
    [
        ("", 400, "MissingClientIdException"),
        ("?client_id=nobody", 401, "UnknownClientIdException"),
    ],
)
def test_a_preflight_names_its_client_in_the_query(api: Api, query: str, status: int, fault: str):
    answer = preflight(api, f"{V23}/baskets{query}")
    assert (answer.status, answer.fault) == (status, fault)


def test_a_preflight_of_an_early_version_needs_no_client(api: Api):
    assert preflight(api, f"{V15}/orders/1").status == 204


def test_a_preflight_from_elsewhere_is_refused(api: Api):
    answer = preflight(api, f"{V23}/baskets?client_id={CLIENT_ID}", origin="http://evil.example")
    assert (answer.status, answer.fault) == (401, "UnauthorizedOriginException")


def test_a_preflight_of_what_is_not_there_is_not_found(api: Api):
    assert preflight(api, f"{V23}/nothing?client_id={CLIENT_ID}").fault == "ResourcePathNotFoundException"


def test_headers_that_are_none_are_not_repeated(api: Api):
    asked = {"Access-Control-Request-Headers": "a(b)"}
    assert "access-control-allow-headers" not in preflight(api, f"{V23}/baskets?client_id={CLIENT_ID}", **asked).headers


def test_the_token_endpoint_answers_a_page(api: Api):
    path = f"/dw/oauth2/access_token?client_id={CLIENT_ID}"
    assert preflight(api, path).headers["access-control-allow-methods"] == "POST"
    answer = api.post(path, headers={"Origin": PAGE})
    assert answer.headers["access-control-allow-origin"] == PAGE
    evil = api.post(path, headers={"Origin": "http://evil.example"})
    assert "access-control-allow-origin" not in evil.headers


def test_the_origin_in_a_fault_hides_what_may_be_a_card(api: Api):
    answer = api.get(f"{V23}/site", headers={"Origin": "http://4111111111111111"})
    assert "4111" not in answer.text
