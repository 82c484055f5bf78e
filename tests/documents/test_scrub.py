"""Texts lose what may be secret, whoever wrote them; the rest stays as it is."""

import json

import pytest

from counterfoil.documents.scrub import is_secret, passes_luhn, scrub_json, scrub_text

pytestmark = pytest.mark.fast

NUMBER = "4929123456781236"


@pytest.mark.parametrize(
    "text",
    [
        f"card {NUMBER}",
        f"card {NUMBER[:4]}-{NUMBER[4:8]}-{NUMBER[8:12]}-{NUMBER[12:]} 12 2030",
        f"card {NUMBER[:4]} {NUMBER[4:8]} {NUMBER[8:12]} {NUMBER[12:]}.",
        f"{{'number': '{NUMBER}'}}",
        json.dumps({"inner": json.dumps({"number": NUMBER, "more": json.dumps({"pan": NUMBER})})}),
    ],
)
def test_a_card_number_does_not_stay(text):
    assert NUMBER not in scrub_text(text).replace(" ", "").replace("-", "")


@pytest.mark.parametrize(
    "text",
    [
        "password=Earl-Grey!",
        "password: 'Earl-Grey!'",
        "{'new_password': 'Earl-Grey!', 'a': 1}",
        '{"password": "Earl-Grey!"}',
        'sent {\\"password\\":\\"Earl-Grey!\\"}',
        "Authorization: Bearer Earl-Grey.abcdefgh",
        "the header was Basic Earl-GreyYWJj",
    ],
)
def test_a_named_secret_does_not_stay(text):
    assert "Earl-Grey" not in scrub_text(text)


def test_values_that_are_known_do_not_stay():
    assert scrub_text("code 737 of 17370, word Earl-Grey", {"737", "Earl-Grey"}) == "code *** of 17370, word ***"
    told = json.loads(scrub_json('{"a":"737","b":[737,17370],"Earl-Grey":1}', {"737", "Earl-Grey"}))
    assert told == {"a": "***", "b": [0, 17370], "***": 1}


def test_json_stays_json():
    plain = {
        "a": int(NUMBER),
        "b": [-int(NUMBER)],
        "number": 4111,
        "c": 'x"y',
        "d": {"security_code": 'a"b\\'},
        "e": 1.5,
    }
    told = json.loads(scrub_json(json.dumps(plain, separators=(",", ":"))))
    assert told == {"a": 0, "b": [0], "number": "***", "c": 'x"y', "d": {"security_code": "***"}, "e": 1.5}


def test_what_is_no_secret_stays():
    text = "order 00000042 of 2026-06-15T10:00:00.000Z, 1718445600001 ms, product_number 12, 310 555 0142"
    assert scrub_text(text) == text
    assert scrub_text("a" * 50, longest=10) == "a" * 10


def test_names_of_secrets():
    named = ("number", "cardNumber", "security_code", "currentPassword", "reset_token", "giftCertificateCode", "cvv")
    assert [name for name in named if not is_secret(name)] == []
    harmless = ("order_no", "masked_number", "coupon_code", "postal_code", "numbers", "tokens", "payment_method_id")
    assert [name for name in harmless if is_secret(name)] == []
    assert passes_luhn(NUMBER)


@pytest.mark.parametrize(
    "text", ['{"a":"737"}', '{"a":737}', '{"a":"code\\n737"}', '{"a":"code\\u0000737, x"}', '["x 737"]']
)
def test_a_short_secret_is_found_where_it_stands_by_itself(text: str) -> None:
    clean = scrub_json(text, ["737"])
    assert "737" not in clean
    json.loads(clean)


def test_a_short_secret_leaves_the_numbers_alone_that_its_digits_stand_in() -> None:
    text = '{"order_no":"00073712","total":73.75,"id":"a737b"}'
    assert scrub_json(text, ["737"]) == text
