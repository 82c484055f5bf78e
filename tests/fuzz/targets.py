"""What is fuzzed: each parser that takes bytes of a client, as a function that must read or refuse all of them.

A target raises nothing but what it lets through as a refusal; an assertion says what must hold of what it has read.
A new parser is a function here, a line of TARGETS, and some inputs in a folder of its name below ``corpus``.
"""

import contextlib
import json as stdlib_json
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

from tests.documents.samples import V15_2, V23_1, recorded_basket
from tests.fuzz.batches import read_batch
from tests.fuzz.connection import converse

from counterfoil import faults
from counterfoil.commerce.order_query import expression_of, sort_keys
from counterfoil.commerce.order_query_16 import phrase_expression, text_expression, text_sorts
from counterfoil.documents import json, xml
from counterfoil.documents.basket import Basket
from counterfoil.documents.customer import CustomerRegistration
from counterfoil.documents.fault import fault_document
from counterfoil.documents.json_places import JsonPlaceError
from counterfoil.documents.ocapi_settings import read_settings
from counterfoil.documents.order_search import OrderSearchRequest
from counterfoil.documents.order_search_16 import OrderSearchRequest as OldSearchRequest
from counterfoil.documents.parse import parse, parse_list
from counterfoil.documents.payment import OrderPaymentInstrumentRequest
from counterfoil.documents.properties import RenderContext
from counterfoil.documents.render import render
from counterfoil.documents.search_query import fulfils
from counterfoil.documents.selector import parse_selector
from counterfoil.identity.basic import decode_basic
from counterfoil.identity.claims import caller_of, read_claims
from counterfoil.identity.compact import encoded, take_apart
from counterfoil.identity.tokens import claimed_password
from counterfoil.versions import parse_version

V16 = parse_version("16.2")
CONTEXT = RenderContext("https://example.com")
CLASSES = (Basket, OrderPaymentInstrumentRequest, CustomerRegistration)
SHOWN = render(recorded_basket(), V23_1, CONTEXT)
CUSTOM = {"custom.text": "string", "custom.number": "number", "custom.flag": "boolean", "custom.day": None}
NOW = 1_781_517_600_000


@contextlib.contextmanager
def refusing() -> Any:
    """Let faults through that can be answered, in both formats and in old and new versions."""
    try:
        yield
    except faults.Fault as fault:
        for version in (V15_2, V23_1):
            assert 400 <= fault.row(version).status < 500, fault
            document = fault_document(fault, version)
            json.encode(document)
            xml.encode_fault(document, version)


def read_json(data: bytes) -> None:
    """JSON, and the documents in it; what is read says what the standard library reads, and stays so when written."""
    with refusing():
        plain = json.decode(data)
        if plain is None:
            return
        text = data.decode("utf-8-sig")
        assert plain == stdlib_json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
        assert json.decode(json.encode(plain)) == plain
        for cls in CLASSES:
            for version in (V15_2, V23_1):
                with refusing():
                    json.encode(render(parse(cls, plain, version), version, CONTEXT))
                with refusing():
                    parse_list(cls, plain, version, mandatory=False)


def _no_constant(name: str) -> Any:
    raise AssertionError(f"{name} is no JSON")


def read_xml(data: bytes) -> None:
    """XML, and the documents in it; what is read can be written in both formats."""
    for cls in CLASSES:
        for version in (V15_2, V23_1):
            with refusing():
                plain = xml.decode(data, cls, version)
                if plain is not None:
                    shown = render(parse(cls, plain, version), version, CONTEXT)
                    json.encode(shown)
                    xml.encode(shown, cls, version)
            with refusing():
                xml.decode_list(data, cls, version)


def read_selector(data: bytes) -> None:
    """Property selectors, put to use on a basket."""
    with refusing():
        selector = parse_selector(data.decode("utf-8", "replace"))
        chosen = selector.select(SHOWN)
        assert set(chosen) <= set(SHOWN)
        assert chosen["_v"] == SHOWN["_v"]
        if selector.everything:
            assert chosen == SHOWN
        selector.refuses(SHOWN)


def read_query(data: bytes) -> None:
    """The query language of order search, as documents and as the text of old versions."""
    with refusing():
        plain = json.decode(data)
        with refusing():
            request = parse(OrderSearchRequest, plain, V23_1)
            assert isinstance(request, OrderSearchRequest)
            if request.query is not None:
                fulfils(expression_of(request.query, CUSTOM), {})
            sort_keys(request.sorts or ())
        with refusing():
            old = parse(OldSearchRequest, plain, V16)
            assert isinstance(old, OldSearchRequest)
            if old.query is not None:
                fulfils(text_expression(old.query, old.query_args or (), CUSTOM), {})
            if old.search_phrase is not None:
                fulfils(phrase_expression(old.search_phrase, old.search_fields or (), CUSTOM), {})
            text_sorts(old.sort_fields or ())


def read_query_text(data: bytes) -> None:
    """The query text alone: what is no JSON would hide it."""
    with refusing():
        fulfils(text_expression(data.decode("utf-8", "replace"), ("new", Decimal(1), True, None), CUSTOM), {})


def read_token(data: bytes) -> None:
    """Signed texts taken apart, what a token claims before it is trusted, and Basic credentials."""
    text = data.decode("latin-1")
    claimed_password(text)
    with contextlib.suppress(ValueError):
        decode_basic(text)
    with contextlib.suppress(ValueError):
        compact = take_apart(text)
        head, payload, _ = text.split(".")
        assert compact.head == head
        assert encoded(compact.payload) == payload


def read_token_claims(data: bytes) -> None:
    """The claims of a token whose signature was good: keys may have been used by others, too."""
    with contextlib.suppress(ValueError):
        claims = read_claims(data, NOW)
        caller = caller_of(claims, b"digest")
        assert caller.expires == claims.exp > 0


def read_ocapi_settings(data: bytes) -> None:
    """Settings documents, which say where they are wrong."""
    try:
        read_settings(data)
    except JsonPlaceError as error:
        lines = data.decode("utf-8", "replace").split("\n")
        assert 1 <= error.line <= len(lines)
        assert error.column >= 1


class Target(NamedTuple):
    """A parser, and words that stand in what it reads."""

    read: Callable[[bytes], None]
    words: tuple[bytes, ...]


TARGETS = {
    "json": Target(
        read_json,
        (
            b'{"',
            b'":',
            b"[",
            b"]",
            b"null",
            b"1e9",
            b"\\u003a",
            b'"product_items"',
            b'"_type"',
            b'"c_',
            b"\xef\xbb\xbf",
        ),
    ),
    "xml": Target(
        read_xml,
        (b"<basket>", b"</basket>", b"<entry key=", b"xsi:nil='true'", b"<value>", b"&#0;", b"<![CDATA[", b"<!DOCTYPE"),
    ),
    "selector": Target(
        read_selector, (b"(**)", b"(*)", b".(", b",-", b"[0:1]", b"[?(@.", b"==", b"&&", b"||", b"product_items", b"'")
    ),
    "query": Target(
        read_query,
        (
            b'"query":',
            b'"term_query":{',
            b'"bool_query":{',
            b'"filtered_query":{',
            b'"nested_query":{',
            b'"must":[',
            b'"fields":["',
            b'"operator":"',
            b'"values":[',
            b"order_no",
            b"creation_date",
            b'"sorts":[',
            b'"text_query":{',
        ),
    ),
    "query_text": Target(
        read_query_text, (b" AND ", b" OR ", b"NOT ", b" LIKE ", b"{0}", b"customerEmail", b"'", b"(", b">=", b"NULL")
    ),
    "token": Target(read_token, (b".", b"eyJ", b"=", b"-", b"_", b"eyJfdiI6IjEiLCJhbGciOiJSUzI1NiIsInR5cCI6IkpXUyJ9")),
    "token_claims": Target(
        read_token_claims, (b'"exp":', b'"iat":', b'"sub":"', b'"usr":"', b'\\"customer_info\\"', b"1781517600", b"1e5")
    ),
    "ocapi_settings": Target(
        read_ocapi_settings,
        (
            b'"clients":[',
            b'"client_id":"',
            b'"resources":[',
            b'"resource_id":"/**"',
            b'"methods":["get"]',
            b'"(**)"',
            b"//",
        ),
    ),
    "connection": Target(
        converse,
        (
            b"GET / HTTP/1.1\r\n",
            b"Host: a\r\n",
            b"\r\n\r\n",
            b"Transfer-Encoding: chunked\r\n",
            b"Content-Length: 3\r\n",
            b"Upgrade: h2c\r\nConnection: upgrade\r\n",
            b"0\r\n",
            b"http://b",
            b"Expect: 100-continue\r\n",
        ),
    ),
    "batch": Target(
        read_batch,
        (
            b"multipart/mixed; boundary=",
            b"\r\n--b\r\n",
            b"\r\n--b--",
            b"\r\n\r\n",
            b"x-dw-resource-path: ",
            b"x-dw-resource-path-extension: ",
            b"/s/Shop/dw/shop/v23_1/",
            b"?expand=",
            b"x-dw-content-id: ",
            b"Content-Transfer-Encoding: base64\r\n",
            b"client_id=",
            b"%zz",
        ),
    ),
}
"""Every target by its name."""
