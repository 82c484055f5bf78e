"""Formats: what of a body, a charset and an Accept header is taken, and JSON as a call of a page's function."""

import json
import re
from typing import Any

import pytest
from tests.api import V15, V23, Api
from tests.conftest import MakeApi
from tests.http.test_faults import check

PRODUCT = f"{V23}/products/mug-01"
GUEST = {"type": "guest"}


@pytest.mark.parametrize(
    ("charset", "status"),
    [
        ("utf-8", 200),
        ("UTF-8;q=0.1", 200),
        ("iso-8859-1, *;q=0.1", 200),
        ("*", 200),
        ("iso-8859-1,utf-8;q=0.7", 200),
        ("xutf-8x", 406),
        ("utf-8;q=0, iso-8859-1", 406),
        ("*;q=0", 406),
        ("utf-8;q=0.0, *", 406),
        ("iso-8859-1", 406),
        ("us-ascii", 406),
        (";;,,", 406),
    ],
)
def test_only_utf_8_is_spoken(api: Api, charset: str, status: int) -> None:
    answer = api.get(PRODUCT, headers={"Accept-Charset": charset})
    assert answer.status == status
    if status == 406:
        check(answer, 406, "CharsetNotAcceptableException", {"charset": charset})


@pytest.mark.parametrize(
    ("accept", "lenient", "strict"),
    [
        ("text/csv", 200, "UnsupportedFormatException"),
        ("application/json;q=0", 200, "UnsupportedFormatException"),
        ("nonsense", 200, "MalformedMediaTypeException"),
        ("application/json, nonsense", 200, "MalformedMediaTypeException"),
        ("text/csv, */*;q=0.1", 200, ""),
        ("application/xml", 200, ""),
        ("text/html,application/xhtml+xml", 200, ""),
        ("", 200, ""),
    ],
)
def test_an_accept_that_names_nothing_served_is_passed_over_or_refused(
    make_api: MakeApi, accept: str, lenient: int, strict: str
) -> None:
    assert make_api().get(PRODUCT, headers={"Accept": accept}).status == lenient
    answer = make_api(accept_strict=True).get(PRODUCT, headers={"Accept": accept})
    if strict:
        assert (answer.status, answer.fault) == (415 if "Unsupported" in strict else 400, strict)
    else:
        assert answer.status == 200, answer


BODIES: list[tuple[bytes, str, int, str]] = [
    (b"a,b", "text/csv", 415, "UnsupportedContentTypeException"),
    (b"{}", "nonsense", 400, "MalformedMediaTypeException"),
    (b"{", "application/json", 400, "BodyDecodingException"),
    (b'{"_v":"15.2"}', "application/json", 400, "UnexpectedVersionException"),
    (b'{"_v":23}', "application/json", 400, "TypeDecodingException"),
    (b"<a", "application/xml", 400, "BodyDecodingException"),
    (b'<a xmlns="http://www.demandware.com/xml/shop/15.2"/>', "text/xml", 400, "UnexpectedVersionException"),
]


@pytest.mark.parametrize(("body", "content_type", "status", "fault"), BODIES)
def test_a_body_that_its_resource_does_not_read_has_a_format_and_a_version(
    api: Api, agent: str, body: bytes, content_type: str, status: int, fault: str
) -> None:
    url = f"{V23}/baskets/{api.basket(agent)['basket_id']}/agent"
    answer = api.call(
        "PUT", url, body, headers={"Content-Type": content_type, "Accept": "application/json"}, token=agent
    )
    assert answer.status == status, answer
    assert fault in answer.text


@pytest.mark.parametrize("body", [b"", b"  ", b"{}", b'{"_v":"23.1","anything":1}', b"[]"])
def test_a_body_that_its_resource_does_not_read_may_be_empty_or_say_anything(api: Api, agent: str, body: bytes) -> None:
    url = f"{V23}/baskets/{api.basket(agent)['basket_id']}/agent"
    assert api.call("PUT", url, body, token=agent).status == 200


def test_each_document_of_an_array_is_of_the_version_called(api: Api, agent: str) -> None:
    url = f"{V23}/baskets/{api.basket(agent)['basket_id']}/items"
    item = {"product_id": "mug-01", "quantity": 1}
    assert api.post(url, [{"_v": "23.1", **item}], token=agent).status == 200
    answer = api.post(url, [item, {"_v": "15.2", **item}], token=agent)
    check(answer, 400, "UnexpectedVersionException", {"version": "15.2"})


def called(text: str, callback: str) -> Any:
    """Return what the function is called with."""
    assert text.startswith(f"{callback}(")
    assert text.endswith(");")
    return json.loads(text[len(callback) + 1 : -2])


@pytest.mark.parametrize("callback", ["show", "$", "_a.b9", "jQuery1900_123"])
def test_json_calls_the_function_a_page_names(api: Api, callback: str) -> None:
    answer = api.get(f"{PRODUCT}?callback={callback}")
    assert called(answer.text, callback) == api.get(PRODUCT).json
    assert answer.headers["content-type"] == "text/javascript;charset=UTF-8"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_a_fault_calls_the_function_too_with_its_status(api: Api) -> None:
    for url in (f"{V23}/products/none", "/nowhere", f"{V23}/orders/1"):
        answer = api.get(f"{url}?callback=show&format=xml")
        assert answer.status >= 400
        assert called(answer.text, "show")["fault"]["type"], url


@pytest.mark.parametrize("form", ["json", "xml"])
@pytest.mark.parametrize(("since", "old", "new"), [("16.1", False, True), ("13.1", True, True), ("99.1", False, False)])
def test_from_which_version_on_documents_say_their_type_is_a_setting(
    make_api: MakeApi, since: str, old: bool, new: bool, form: str
) -> None:
    api = make_api(typed_since=since)
    agent = api.agent_token()
    order = api.order(agent)["order_no"]
    for shop, typed in ((V15, old), (V23, new)):
        answer = api.get(f"{shop}/orders/{order}?format={form}", token=agent)
        assert (answer.status, bool(re.search(r"\b_type\b", answer.text))) == (200, typed)
    assert "_resource_state" in answer.text


def test_a_call_goes_before_xml(api: Api) -> None:
    answer = api.get(f"{PRODUCT}?callback=show&format=xml", headers={"Accept": "application/xml"})
    assert called(answer.text, "show")["id"] == "mug-01"


@pytest.mark.parametrize("callback", ["", "a b", "alert(1)//", "9a", "é", "%D9%A3", "a" * 200, "a%0Ab"])
def test_what_is_no_name_of_a_function_is_refused(api: Api, callback: str) -> None:
    answer = api.get(f"{PRODUCT}?callback={callback}")
    check(answer, 400, "MalformedParameterException")
    assert answer.arguments["parameter"] == "callback"


def test_only_get_calls_a_function(api: Api) -> None:
    answer = api.post(f"{V23}/customers/auth?callback=show", GUEST)
    assert answer.json["auth_type"] == "guest"


def test_a_session_does_not_count_in_a_call_that_any_page_could_make(api: Api) -> None:
    token = api.customer()
    session = api.post(f"{V23}/sessions", token=token)
    cookies = "; ".join(cookie.partition(";")[0] for cookie in session.headers.get_list("set-cookie"))
    basket = api.post(f"{V23}/baskets", {}, token=token).json["basket_id"]
    headers = {"Cookie": cookies}
    url = f"{V23}/baskets/{basket}"
    assert api.get(url, headers=headers).status == 200
    assert api.get(f"{url}?callback=show", headers=headers).status == 401


def test_the_content_type_of_a_call_is_a_setting(make_api: MakeApi) -> None:
    api = make_api(jsonp_content_type="application/javascript")
    assert api.get(f"{PRODUCT}?callback=show").headers["content-type"] == "application/javascript"
