"""Which JSON bodies are read, and why others are refused."""

import json as stdlib_json
from decimal import Decimal

import pytest

from counterfoil import faults
from counterfoil.documents import json

pytestmark = pytest.mark.fast


def reason(body):
    """Why a body is refused."""
    with pytest.raises(faults.Fault) as raised:
        json.decode(body)
    assert raised.value.kind is faults.BODY_DECODING
    return raised.value.arguments["body"]


def test_decimal_numbers_stay_exact_both_ways():
    plain = json.decode(b'{"price":49.90,"rate":0.10,"count":3}')
    assert plain == {"price": Decimal("49.90"), "rate": Decimal("0.10"), "count": 3}
    assert json.encode(plain) == b'{"price":49.90,"rate":0.10,"count":3}'


@pytest.mark.parametrize("body", [b"", b" \r\n\t", b"\xef\xbb\xbf"])
def test_an_empty_body_is_nothing(body):
    assert json.decode(body) is None


def test_a_byte_order_mark_is_skipped():
    assert json.decode(b'\xef\xbb\xbf{"a":1}') == {"a": 1}


@pytest.mark.parametrize(
    "body",
    [
        b'{"a":1,"a":2}',
        b'{"x":{"a":1,"b":2,"a":1}}',
        b'[{"a":"b:c","a":1}]',
        b'{"a":"\\u003a","a":1}',
        b'{"a":"\\u003A","b":{"a":1,"\\u0061":1}}',
        b'{"a:":1,"a:":1}',
    ],
)
def test_a_name_may_not_come_twice(body):
    assert "twice" in reason(body)


@pytest.mark.parametrize(
    "body",
    [
        b'{"a":"12:30:00","b":"https://example.com:8080"}',
        b'{"a:b":"::"}',
        b'{"a":"\\u003a"}',
        b'{"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]}',
    ],
)
def test_colons_and_nested_names_are_no_repetition(body):
    assert json.decode(body) == stdlib_json.loads(body)


@pytest.mark.parametrize("body", [b"NaN", b"[Infinity]", b"[-Infinity]", b'{"a":nan}'])
def test_what_is_no_number_is_refused(body):
    assert "JSON is malformed" in reason(body)


def test_numbers_have_at_most_thirty_digits():
    assert json.decode(b"[%d]" % (10**30 - 1)) == [10**30 - 1]
    assert json.decode(b"[0.%s]" % (b"1" * 29)) == [Decimal("0." + "1" * 29)]
    for number in (b"1" * 31, b"1" * 5000, b"0." + b"1" * 31, b"1." + b"1" * 100_000):
        assert "digits" in reason(b"[%s]" % number)
        assert "digits" in reason(number)


@pytest.mark.parametrize(
    "number", [b"1e31", b"1e999999999", b"1e-31", b"0e99999", b"-1E+400", b"1e" + b"9" * 40, b"0e-" + b"9" * 40]
)
def test_exponents_are_small(number):
    assert "digits" in reason(b"[%s]" % number)


def test_depth_is_at_most_sixty_four():
    assert json.decode(b"[" * 64 + b"]" * 64) is not None
    for depth in (65, 500, 100_000):
        assert "deeper" in reason(b"[" * depth + b"]" * depth)
    assert "deeper" in reason(b'{"a":' * 70 + b"1" + b"}" * 70)


@pytest.mark.parametrize("body", [b'"\xff"', b'{"\xed\xa0\x80":1}', b'"\\ud800"', b'"\xc3"', b"\xff\xfe{\x00}\x00"])
def test_only_utf_8_is_read(body):
    assert reason(body)


def test_the_comment_of_the_agent_article_is_not_json():
    body = b'{\n  "customer_info": {\n    "email": "x"}//other basket data\n}'
    assert reason(body) == "JSON is malformed: expected ',' or '}' (line 3, column 18)"


def test_a_body_cut_short_is_told_so():
    assert reason(b'{"a":') == "it ends too early"
