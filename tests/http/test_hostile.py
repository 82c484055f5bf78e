"""Whatever is sent, the answer is one of the documented faults, and never a 5xx."""

import json
from typing import Any

import pytest
from tests.api import USER_GRANT, V15, V23, Api
from tests.http.target import Target, places

from counterfoil.demo.accounts import CLIENT_ID
from counterfoil.demo.walk import basket_document

ENDPOINTS = [
    ("POST", f"{V23}/baskets"),
    ("PATCH", f"{V23}/baskets/{{basket}}"),
    ("POST", f"{V23}/orders"),
    ("POST", f"{V23}/orders/{{order}}/payment_instruments"),
    ("PATCH", f"{V23}/orders/{{order}}/payment_instruments/{{instrument}}"),
    ("POST", f"{V15}/orders/{{order}}/payment_authorize"),
    ("POST", f"{V23}/customers/auth"),
]
READS = [
    ("GET", f"{V23}/baskets/{{basket}}"),
    ("GET", f"{V23}/orders/{{order}}"),
    ("GET", f"{V15}/orders/{{order}}"),
    ("GET", f"{V15}/orders"),
    ("GET", f"{V23}/products/mug-01"),
    ("GET", f"{V23}/products/(mug-01,tea-01)"),
    ("DELETE", f"{V23}/baskets/{{basket}}"),
    ("DELETE", f"{V23}/customers/auth"),
    ("POST", f"{V23}/sessions"),
    ("POST", f"/dw/oauth2/access_token?client_id={CLIENT_ID}&grant_type={USER_GRANT}"),
]


CARD = b'{"payment_method_id": "CREDIT_CARD", "payment_card": {"card_type": "Visa", %b}}'
BODIES: dict[str, bytes] = {
    "empty": b"",
    "space": b" \r\n\t ",
    "array": b"[]",
    "array of arrays": b"[[[]]]",
    "text": b'"text"',
    "number": b"1",
    "true": b"true",
    "null": b"null",
    "cut off": b'{"a": ',
    "not JSON": b"<html>",
    "NaN": b'{"amount": NaN}',
    "Infinity": b'{"amount": -Infinity}',
    "doubled name": b'{"basket_id": "a", "basket_id": "b"}',
    "doubled name, escaped": b'{"basket_id": "a", "basket\\u005fid": "b"}',
    "comment": b'{"basket_id": "a" //comment\n}',
    "trailing comma": b'{"basket_id": "a",}',
    "not UTF-8": b'{"basket_id": "\xff\xfe"}',
    "UTF-16": '{"basket_id": "a"}'.encode("utf-16"),
    "lone surrogate": b'{"basket_id": "\\ud800"}',
    "NUL": b'{"basket_id": "\\u0000"}',
    "NUL in the customer": b'{"customer_info": {"email": "a\\u0000@b.c", "customer_no": "\\u0000"}}',
    "NUL in custom": b'{"c_x": "\\u0000"}',
    "raw NUL": b'{"basket_id": "\x00"}',
    "byte order mark": b'\xef\xbb\xbf{"basket_id": "a"}',
    "deep arrays": b"[" * 100_000,
    "deep objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "deep custom": b'{"c_a":' + b"[" * 70 + b"]" * 70 + b"}",
    "huge number": b'{"amount": 1' + b"0" * 5000 + b"}",
    "huge exponent": b'{"amount": 1e999999999}',
    "tiny exponent": b'{"amount": 1e-999999999}',
    "big amount": b'{"amount": 99999999999999999999999999999, "payment_method_id": "INVOICE"}',
    "long fraction": b'{"amount": 1.00000000000000000000000000001, "payment_method_id": "INVOICE"}',
    "big year": CARD % b'"expiration_year": 99999999999999999999999999999',
    "minus year": CARD % b'"expiration_year": -1, "expiration_month": -1',
    "type as object": b'{"type": {}}',
    "empty name": b'{"": 1}',
    "long name": b'{"' + b"n" * 100_000 + b'": 1}',
    "long text": b'{"basket_id": "' + b"t" * 100_000 + b'"}',
    "prototype": b'{"__proto__": {}, "__class__": 1}',
    "big quantity": b'{"product_items": [{"product_id": "10010011", "quantity": 999999999999999999999999999}]}',
    "minus quantity": b'{"product_items": [{"product_id": "10010011", "quantity": -1}]}',
    "small quantity": b'{"product_items": [{"product_id": "10010011", "quantity": 0.0000000001}]}',
    "null item": b'{"product_items": [null]}',
    "null parts": b'{"shipments": [null], "payment_instruments": [null], "billing_address": null}',
    "NUL in a product": b'{"product_items": [{"product_id": "a\\u0000", "quantity": 1}]}',
    "custom of every kind": b'{"c_a": [1, "a", null, {}, [[]]], "c_b": {"x": {"y": 1e30}}, "c_": 1}',
    "custom big int": b'{"c_a": 99999999999999999999999999999}',
    "envelope": b'{"_v": 23.1, "_type": [], "_resource_state": {}, "_flash": 1}',
    "stale state": b'{"_resource_state": "x", "payment_method_id": "INVOICE"}',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_a_hostile_body_gets_a_documented_answer(target: Target, body: bytes) -> None:
    for method, path in ENDPOINTS:
        target.send(method, path, body, Content_Type="application/json")


def as_value(shape: str) -> Any:
    values: dict[str, Any] = {"null": None, "true": True, "number": 7, "text": "x", "array": [1], "object": {"x": 1}}
    return values[shape]


@pytest.mark.parametrize("shape", ["null", "true", "number", "text", "array", "object"])
def test_a_wrong_type_anywhere_gets_a_documented_answer(target: Target, shape: str) -> None:
    document = {**basket_document(), "amount": 1, "payment_method_id": "INVOICE", "payment_card": {"number": "4"}}
    for path in places(document):
        changed = json.loads(json.dumps(document))
        put(changed, path, as_value(shape))
        for name in ("amount", "payment_method_id", "payment_card"):
            changed.pop(name, None)
        target.send("POST", f"{V23}/baskets", changed)
    for name in ("amount", "payment_method_id", "payment_card", "bank_routing_number", "payment_bank_account"):
        for method, url in ENDPOINTS[3:6]:
            target.send(method, url, {name: as_value(shape)})


def put(document: Any, path: tuple[Any, ...], value: Any) -> None:
    for key in path[:-1]:
        document = document[key]
    document[path[-1]] = value


XML_BODIES: dict[str, bytes] = {
    "cut off": b"<basket><basket_id>a",
    "not XML": b'{"basket_id": "a"}',
    "DOCTYPE": b"<!DOCTYPE basket><basket/>",
    "entity": b'<!DOCTYPE b [<!ENTITY x "y">]><basket><basket_id>&x;</basket_id></basket>',
    "billion laughs": b'<!DOCTYPE b [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><basket>&b;</basket>',
    "external entity": b'<!DOCTYPE b [<!ENTITY x SYSTEM "file:///etc/passwd">]><basket>&x;</basket>',
    "unknown entity": b"<basket><basket_id>&nbsp;</basket_id></basket>",
    "NUL reference": b"<basket><basket_id>&#0;</basket_id></basket>",
    "deep": b"<a>" * 20_000 + b"</a>" * 20_000,
    "wrong root": b"<html><body/></html>",
    "text in a document": b"<basket>text</basket>",
    "attributes": b'<basket a="1" b="2"><basket_id c="3">x</basket_id></basket>',
    "two roots": b"<basket/><basket/>",
    "encoding": b'<?xml version="1.0" encoding="utf-7"?><basket/>',
    "encoding that is none": b'<?xml version="1.0" encoding="nonsense"?><basket/>',
    "processing instruction": b"<?xml-stylesheet href='x'?><basket/>",
    "other namespace": b'<basket xmlns="urn:x"/>',
    "unbound prefix": b"<x:basket/>",
    "nil": b'<basket xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><basket_id xsi:nil="true"/></basket>',
    "no number": b"<order_payment_instrument_request><amount>ten</amount></order_payment_instrument_request>",
    "NaN": b"<order_payment_instrument_request><amount>NaN</amount></order_payment_instrument_request>",
    "exponent": b"<order_payment_instrument_request><amount>1e999999</amount></order_payment_instrument_request>",
    "repeated": b"<basket><basket_id>a</basket_id><basket_id>b</basket_id></basket>",
    "custom": b'<basket><c_x><entry key="a">1</entry></c_x><c_y><value>1</value></c_y></basket>',
    "empty items": b"<basket><product_items/></basket>",
    "wrong items": b"<basket><product_items><shipment/></product_items></basket>",
}


@pytest.mark.parametrize("body", XML_BODIES.values(), ids=XML_BODIES.keys())
def test_hostile_xml_gets_a_documented_answer(target: Target, body: bytes) -> None:
    for method, path in ENDPOINTS:
        answer = target.send(method, path, body, Content_Type="application/xml")
        if b"<!DOCTYPE" in body:
            assert answer.status == 400
            assert b"BodyDecodingException" in answer.content
            assert b"root:" not in answer.content


def test_a_body_over_five_megabytes_is_refused_by_every_resource(target: Target) -> None:
    body = b'{"c_x": "' + b"x" * (5 * 1024 * 1024) + b'"}'
    for method, path in (*ENDPOINTS, READS[-1]):
        answer = target.send(method, path, body)
        assert (answer.status, answer.fault) == (413, "RequestEntityTooLargeException")


def test_a_declared_length_over_five_megabytes_is_refused_before_it_is_read(target: Target) -> None:
    answer = target.send("POST", f"{V23}/baskets", b"{}", Content_Length="5242881")
    assert answer.status == 413


HEADERS: list[dict[str, str]] = [
    {"Authorization": "Bearer " + "x" * 100_000},
    {"Authorization": "Bearer a.b.c"},
    {"Authorization": "Bearer ..."},
    {"Authorization": "Bearer \xe9\xff"},
    {"Authorization": "Bearer eyJhbGciOiJSUzI1NiJ9.bnVsbA.AAAA"},
    {"Authorization": "bearer"},
    {"Authorization": ""},
    {"Authorization": "Bearer x.eyJwd2QiOiJcdWQ4MDAifQ.x"},
    {"Authorization": "Basic AA=="},
    {"Authorization": "Basic \xff"},
    {"Authorization": "Basic AAAA:AAAA"},
    {"Cookie": "dwsid=\xff\x01; a=b; ;;;="},
    {"Cookie": "dwsid=" + "x" * 100_000},
    {"Content-Type": "application/json; charset=\xff"},
    {"Content-Type": ";;;"},
    {"Content-Type": "application/" + "x" * 10_000},
    {"Content-Type": "application/xml"},
    {"Accept": "\xff" * 1000},
    {"Accept": "application/xml"},
    {"Accept-Charset": "\x01"},
    {"If-Match": '"\xff"'},
    {"x-dw-resource-state": "\xff" * 1000},
    {"x-dw-order-token": "\xff\xe9"},
    {"x-dw-order-token": "\x01\x02"},
    {"x-dw-order-token": "x" * 100_000},
    {"x-dw-client-id": "\xff" * 1000},
    {"x-dw-http-method-override": "\xff"},
    {"Host": "\xff\xff:x"},
    {"Host": ""},
    {"Content-Length": "-1"},
    {"x-dw-order-token": "\x01\x02<&>", "Accept": "application/xml"},
    {"x-dw-client-id": "\x00\x1f]]>", "Accept": "application/xml", "Authorization": ""},
]


@pytest.mark.parametrize("headers", HEADERS, ids=lambda headers: ascii(headers)[:50])
def test_garbage_in_a_header_gets_a_documented_answer(target: Target, headers: dict[str, str]) -> None:
    raw = {name.replace("-", "_"): value for name, value in headers.items()}
    for method, path in (*READS, *ENDPOINTS):
        target.send(method, path, b"{}" if method in ("POST", "PATCH") else None, **raw)


SEGMENTS = [
    "%00",
    "a%00b",
    "%2F",
    "%2e%2e",
    "..",
    "%ff%fe",
    "%",
    "%zz",
    "%ED%A0%80",
    "x" * 10_000,
    "()",
    "(,)",
    "(" + ",".join(map(str, range(1000))) + ")",
    "%F0%9F%92%A9",
    "'%20or%201=1--",
    "{order_no}",
    "%0d%0aSet-Cookie:%20a=b",
]


@pytest.mark.parametrize("segment", SEGMENTS, ids=lambda text: text[:20])
def test_garbage_in_a_path_gets_a_documented_answer(target: Target, segment: str) -> None:
    for path in (
        f"{V23}/orders/{segment}",
        f"{V15}/orders/{segment}",
        f"{V23}/baskets/{segment}",
        f"{V23}/products/{segment}",
        f"{V23}/{segment}",
        f"/s/{segment}/dw/shop/v23_1/orders/1",
        f"/s/RefArch/dw/shop/{segment}/orders/1",
        f"/{segment}",
    ):
        for form in ("", "?format=xml"):
            answer = target.send("GET", path + form)
            assert "set-cookie" not in answer.headers
    for path in (f"{V15}/orders/{segment}/payment_authorize", f"{V23}/orders/{segment}/payment_instruments"):
        target.send("POST", path, {"payment_method_id": "INVOICE"})
    target.send("PATCH", f"{V23}/orders/{{order}}/payment_instruments/{segment}", {})
    target.send("POST", f"{V23}/orders", {"basket_id": segment})


QUERIES = [
    "%00",
    "a=%00&status=%00",
    "format=%00",
    "method=%ff",
    "client_id=%00",
    "client_id=" + "x" * 10_000,
    "&".join(f"a{n}={n}" for n in range(5000)),
    "start=%00&count=1",
    "from=%00",
    "from=9999-12-31T23:59:59.999-23:59",
    "from=0001-01-01T00:00%2B14:00",
    "until=0000-00-00T00:00Z",
    "start=999999999&count=200",
    "expand=%00,,,",
    "currency=%00",
    "skip_authorization=%00",
    "=&&==;;",
    "%",
]


@pytest.mark.parametrize("query", QUERIES, ids=lambda text: text[:30])
def test_garbage_in_a_query_gets_a_documented_answer(target: Target, query: str) -> None:
    for method, path in (*READS[:-1], *ENDPOINTS):
        target.send(method, f"{path}?{query}", b"{}" if method in ("POST", "PATCH") else None)


def test_a_length_in_superscript_is_no_server_error(api: Api) -> None:
    answer = api.post(f"{V23}/baskets", b"{}", headers={"Content-Length": b"\xb2"})
    assert answer.status < 500
