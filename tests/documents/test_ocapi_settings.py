"""Settings documents: what is read of them, and where what is wrong stands."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.documents.json_places import JsonPlaceError, read_placed
from counterfoil.documents.ocapi_settings import read_settings

pytestmark = pytest.mark.fast

WHOLE = b"""\xef\xbb\xbf{
  "_v": "24.5",
  "clients": [
    {
      "client_id": "shop",
      "allowed_origins": ["https://www.example.com", "http://localhost:3000", "http://[::1]:3000", "capacitor://localhost"],
      "response_headers": {"x-foo": "bar", "P3P": "CP=\\"none\\""},
      "locale": "de-DE",
      "resources": [
        {
          "resource_id": "/products/{id}",
          "methods": ["GET", "head"],
          "read_attributes": "(**,-c_secret)",
          "cache_time": 900,
          "personalized_caching_enabled": false,
          "version_range": [{"from": "16.1", "until": "19.1"}],
          "config": {"product.prices.price_book_ids": "usd-sale"}
        },
        {"resource_id": "/baskets/**", "methods": ["post"], "write_attributes": "(*)"}
      ]
    }
  ]
}"""


def test_a_whole_document_is_read():
    document = read_settings(WHOLE)
    assert document.findings == ()
    (client,) = document.clients
    assert client.allowed_origins[1] == "http://localhost:3000"
    assert client.response_headers == {"x-foo": "bar", "P3P": 'CP="none"'}
    assert (client.line, client.column, client.locale) == (5, 7, "de-DE")
    products, baskets = client.resources
    assert products.methods == ("get", "head")
    assert (products.cache_time, products.personalized_caching_enabled) == (900, False)
    assert str(products.version_range[0].from_) == "16.1"
    assert products.config == {"product.prices.price_book_ids": "usd-sale"}
    assert (baskets.read_attributes, baskets.write_attributes, baskets.cache_time) == (None, "(*)", 60)


def resource(text: str) -> str:
    return '{"clients": [{"client_id": "a", "resources": [\n  ' + text + "\n]}]}"


def client(text: str) -> str:
    return '{"clients": [\n  {"client_id": "a", ' + text + "}\n]}"


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("", 1, 1, "it ends too early"),
        ("[]", 1, 1, "not an object"),
        ('{"clients": []}\n x', 2, 2, "after the end"),
        ('{\n "clients" []}', 2, 12, "':' is expected"),
        ('{\n "clients": [}', 2, 14, "a value is expected"),
        ('{"clients": [],\n}', 2, 1, "the name of a property is expected"),
        ('{"clients": [] "_v"', 1, 16, "',' or '}' is expected"),
        ('{"clients": [],\n "clients": []}', 2, 2, "stands here twice"),
        ('{"_v": "1\\x"}', 1, 10, "invalid \\escape"),
        ('{"_v": 1}', 1, 2, "_v is not a text"),
        ('{"_v": NaN}', 1, 8, "a value is expected"),
        ('{"_v": -Infinity}', 1, 8, "no number"),
        ('{"_v": 123456789012345678901234567890}', 1, 8, "no number"),
        ('{"_v": "\\ud800"}', 1, 8, "half a character"),
        ('{"clients": {}}', 1, 2, "clients is not an array"),
        ('{"clients": [\n  "a"]}', 2, 3, "the client is not an object"),
        ('{"clients": [\n  {"resources": []}]}', 2, 3, "client_id is missing"),
        ('{"clients": [\n  {"client_id": 7}]}', 2, 4, "client_id is not a text"),
        ('{"clients": [\n {"client_id": "a"},\n {"client_id": "a"}]}', 3, 3, "client 'a' stands here twice"),
        (client('"allowed_origins": "x"'), 2, 22, "allowed_origins is not an array"),
        (client('"allowed_origins": ["*"]'), 2, 42, "there are no wildcards"),
        (client('"allowed_origins": ["http://*.example.com"]'), 2, 42, "there are no wildcards"),
        (client('"allowed_origins": ["http://example.com/"]'), 2, 42, "is no origin"),
        (client('"allowed_origins": ["example.com"]'), 2, 42, "is no origin"),
        (client('"allowed_origins": ["null"]'), 2, 42, "is no origin"),
        (client('"allowed_origins": [null]'), 2, 42, "this is not a text"),
        (client('"response_headers": {"x-a": 1}'), 2, 43, "x-a is not a text"),
        (client('"response_headers": {"x-a": "b\\r\\nc: d"}'), 2, 43, "no header can be made"),
        (client('"response_headers": {"x a": "b"}'), 2, 43, "no header can be made"),
        (resource('{"methods": ["get"]}'), 2, 3, "resource_id is missing"),
        (resource('{"resource_id": "baskets", "methods": []}'), 2, 4, "begins with a slash"),
        (resource('{"resource_id": "/baskets"}'), 2, 3, "methods are missing"),
        (resource('{"resource_id": "/b", "methods": ["get", "psot"]}'), 2, 44, "is 'post' meant?"),
        (resource('{"resource_id": "/b", "methods": [], "read_attributes": "(a"}'), 2, 40, "no selector"),
        (resource('{"resource_id": "/b", "methods": [], "write_attributes": 1}'), 2, 40, "not a text"),
        (resource('{"resource_id": "/b", "methods": [], "cache_time": 86401}'), 2, 40, "from 0 to 86400"),
        (resource('{"resource_id": "/b", "methods": [], "cache_time": true}'), 2, 40, "from 0 to 86400"),
        (resource('{"resource_id": "/b", "methods": [], "version_range": [{}]}'), 2, 58, "needs 'from'"),
        (resource('{"resource_id": "/b", "methods": [], "version_range": [{"from": "v1"}]}'), 2, 59, "no version"),
        (
            resource('{"resource_id": "/b", "methods": [], "version_range": [{"from": "18.1", "until": "18.1"}]}'),
            2,
            58,
            "until is excluded",
        ),
        (
            resource('{"resource_id": "/b", "methods": [], "personalized_caching_enabled": "no"}'),
            2,
            40,
            "true or false",
        ),
        (resource('{"resource_id": "/b", "methods": [], "config": {"a": 1}}'), 2, 51, "a is not a text"),
    ],
)
def test_what_is_wrong_is_told_with_line_and_column(text: str, line: int, column: int, message: str):
    with pytest.raises(JsonPlaceError) as caught:
        read_settings(text.encode())
    assert message in caught.value.message
    assert (caught.value.line, caught.value.column) == (line, column)


def test_bytes_that_are_no_text_are_pointed_at():
    with pytest.raises(JsonPlaceError) as caught:
        read_settings(b'{\n "_v": "\xff"}')
    assert (caught.value.line, caught.value.column) == (2, 9)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (client('"allowed_origin": []'), 2, "is 'allowed_origins' meant?"),
        (client('"allowed_origins": ["https://Example.com:443"]'), 2, "it sends 'https://example.com'"),
        (resource('{"resource_id": "/b", "methods": [], "read_atributes": "(**)"}'), 2, "is 'read_attributes' meant?"),
        (resource('{"resource_id": "/b", "methods": [], "version_range": [{"from": "19.2"}]}'), 2, "no version 19.2"),
    ],
)
def test_what_is_odd_is_told_and_accepted(text: str, line: int, message: str):
    (finding,) = read_settings(text.encode()).findings
    assert finding.line == line
    assert message in finding.message


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**62), 2**62)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(PLAIN, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_any_json_is_read_as_it_is(plain: Any, indent: int | str | None, ascii_only: bool):
    text = json.dumps(plain, indent=indent, ensure_ascii=ascii_only)
    assert read_placed(text.encode()).value == plain


@given(st.binary(max_size=60) | st.text('{}[]",:clients_d-1 \n').map(str.encode))
def test_nothing_but_a_place_is_said_of_what_cannot_be_read(data: bytes):
    try:
        read_settings(data)
    except JsonPlaceError as error:
        assert error.line >= 1
        assert error.column >= 1
