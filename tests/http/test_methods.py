"""Methods: HEAD, OPTIONS, overrides by header, parameter and form, what a refusal says is allowed, what PUT makes."""

from urllib.parse import urlencode

import pytest
from tests.api import SHOP, V15, V23, Api
from tests.conftest import MakeApi
from tests.http.test_faults import check
from tests.servers import ServerProcess

from counterfoil.demo.walk import basket_document

PRODUCT = f"{V23}/products/mug-01"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def test_head_has_the_headers_of_get_and_no_body(api: Api) -> None:
    read, head = api.get(PRODUCT), api.call("HEAD", PRODUCT)
    assert (head.status, head.content) == (200, b"")
    for name in ("content-length", "content-type", "cache-control", "x-dw-version-status"):
        assert head.headers[name] == read.headers[name]


def test_head_tells_the_state_of_a_document(api: Api, agent: str) -> None:
    order = api.order(agent)
    url = f"{V23}/orders/{order['order_no']}"
    head = api.call("HEAD", url, token=agent)
    assert head.headers["x-dw-resource-state"] == api.get(url, token=agent).json["_resource_state"]
    old = f"{V15}/orders/{order['order_no']}"
    assert api.call("HEAD", old, token=agent).headers["etag"] == api.get(old, token=agent).headers["etag"]


def test_head_may_be_an_override_and_answer_204_as_the_sample_does(make_api: MakeApi) -> None:
    answer = make_api().post(PRODUCT, headers={"x-dw-http-method-override": "HEAD"})
    assert (answer.status, answer.content, answer.headers["content-length"]) == (200, b"", "0")
    answer = make_api(head_status=204).call("HEAD", PRODUCT)
    assert (answer.status, "content-length" in answer.headers) == (204, False)


def test_head_of_what_is_not_there_is_a_fault_without_a_body(api: Api) -> None:
    for url, status in ((f"{V23}/products/none", 404), (f"{V23}/orders", 405), ("/nowhere", 404)):
        answer = api.call("HEAD", url)
        assert (answer.status, answer.content) == (status, b""), url
        assert int(answer.headers["content-length"]) > 0


def test_head_runs_the_hooks_of_get_once_and_changes_nothing(api: Api, agent: str) -> None:
    order = api.order(agent)
    url = f"{V23}/orders/{order['order_no']}"
    before = api.get(url, token=agent).content
    seen: list[str] = []
    hooks = api.application.server.hooks
    for point in ("beforeGET", "modifyGETResponse"):
        hooks.register(f"dw.ocapi.shop.order.{point}", lambda *_, point=point: seen.append(point))
    assert api.call("HEAD", url, token=agent).status == 200
    assert seen == ["beforeGET", "modifyGETResponse"]
    assert api.get(url, token=agent).content == before


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        (PRODUCT, "GET, HEAD, OPTIONS"),
        (f"{V23}/baskets", "POST, OPTIONS"),
        (f"{V23}/orders/1", "GET, HEAD, PUT, PATCH, OPTIONS"),
        (f"{V15}/orders/1", "GET, HEAD, OPTIONS"),
        (f"{V23}/baskets/1/items/2", "PATCH, DELETE, OPTIONS"),
    ],
)
def test_options_names_the_methods_of_a_resource_in_a_version(api: Api, url: str, allowed: str) -> None:
    answer = api.call("OPTIONS", url, headers={"x-dw-client-id": None})
    assert (answer.status, answer.content, answer.headers["allow"]) == (204, b"", allowed)
    overridden = api.post(url, headers={"x-dw-http-method-override": "OPTIONS"})
    assert (overridden.status, overridden.headers["allow"]) == (204, allowed)


def test_options_of_what_is_not_there_is_not_found(api: Api) -> None:
    check(api.call("OPTIONS", f"{V23}/incognito"), 404, "ResourcePathNotFoundException")


def test_a_method_that_is_refused_comes_with_those_that_are_not(api: Api) -> None:
    answer = api.delete(f"{V23}/orders/1")
    check(answer, 405, "MethodNotAllowedException", {"method": "DELETE"})
    assert answer.headers["allow"] == "GET, HEAD, PUT, PATCH, OPTIONS"


@pytest.mark.parametrize("fields", [{"method": "DELETE"}, {"other": "1", "method": "DELETE"}])
def test_a_form_names_the_method(api: Api, agent: str, fields: dict[str, str]) -> None:
    basket = api.basket(agent)
    url = f"{V23}/baskets/{basket['basket_id']}"
    assert api.post(url, urlencode(fields).encode(), headers=FORM, token=agent).status == 204
    check(api.get(url, token=agent), 404, "BasketNotFoundException")


def test_a_parameter_goes_before_a_form_and_that_before_the_header(api: Api) -> None:
    header = {"x-dw-http-method-override": "DELETE"}
    answer = api.post(f"{PRODUCT}?method=PATCH", b"method=PUT", headers={**FORM, **header})
    check(answer, 405, "MethodNotAllowedException", {"method": "PATCH"})
    answer = api.post(PRODUCT, b"method=PUT", headers={**FORM, **header})
    check(answer, 405, "MethodNotAllowedException", {"method": "PUT"})


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"method=GET", "IllegalHttpMethodOverrideException"),
        (b"method=", "IllegalHttpMethodOverrideException"),
        (b"type=guest", "UnsupportedContentTypeException"),
        (b"\xff=1", "BodyDecodingException"),
        (b"&".join(b"a=%d" % number for number in range(200)), "BodyDecodingException"),
    ],
)
def test_a_form_that_names_no_method_is_refused(api: Api, body: bytes, fault: str) -> None:
    answer = api.post(f"{V23}/customers/auth", body, headers=FORM)
    assert (answer.status // 100, answer.fault) == (4, fault)


def test_put_may_be_refused_but_by_override(make_api: MakeApi) -> None:
    api = make_api(refuse_real_put=True)
    answer = api.call("PUT", f"{V23}/baskets/none/customer", {"email": "a@b.example"})
    check(answer, 405, "MethodNotAllowedException", {"method": "PUT"})
    override = {"x-dw-http-method-override": "PUT"}
    answer = api.post(f"{V23}/baskets/none/customer", {"email": "a@b.example"}, headers=override)
    assert answer.status in (401, 404), answer


@pytest.mark.parametrize("status", [201, 200])
def test_an_order_under_a_number_of_the_clients_is_created_where_it_is_found(make_api: MakeApi, status: int) -> None:
    api = make_api(created_status=status)
    agent = api.agent_token()
    basket = api.basket(agent)
    key = {"Idempotency-Key": "one"}
    url = f"{SHOP}/v23_1/orders/A%201"
    answer = api.call("PUT", url, {"basket_id": basket["basket_id"]}, token=agent, headers=key)
    assert (answer.status, answer.headers["location"]) == (status, f"http://127.0.0.1:8080{url}")
    assert api.get(answer.headers["location"], token=agent).json["order_no"] == "A 1"
    again = api.call("PUT", url, {"basket_id": basket["basket_id"]}, token=agent, headers=key)
    assert (again.status, again.headers["location"]) == (status, answer.headers["location"])


def test_creating_by_post_is_answered_with_200_and_no_location(api: Api, agent: str) -> None:
    answer = api.post(f"{V23}/baskets", basket_document(), token=agent)
    assert (answer.status, "location" in answer.headers) == (200, False)


def test_connections_live_on_after_answers_without_a_body(served_store: str) -> None:
    server = ServerProcess(served_store)
    client = f"{PRODUCT}?client_id={'a' * 30}"
    for _ in range(2):
        assert server.client.head(client).status_code == 200
        assert server.client.post(client, headers={"x-dw-http-method-override": "HEAD"}).status_code == 200
        assert server.client.options(client).headers["allow"] == "GET, HEAD, OPTIONS"
        read = server.client.get(client.replace("v23_1", "v15_2"))
        known = {"If-None-Match": read.headers["etag"]}
        assert server.client.get(client.replace("v23_1", "v15_2"), headers=known).status_code == 304
    assert server.client.get(client).json()["id"] == "mug-01"
    server.stop()
