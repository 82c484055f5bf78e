"""How far a body or a page may go is a setting: what is at the limit is taken, what is one beyond is refused."""

from typing import Any

import pytest
from tests.api import V23, Answer, Api
from tests.conftest import MakeApi
from tests.http.order_searcher import ALL, Searcher

from counterfoil.documents.limits import MOST_DIGITS, MOST_LEVELS

DIGITS = "1234567890" * 4


def post(api: Api, body: str, content_type: str = "application/json") -> Answer:
    """Create a basket."""
    return api.post(f"{V23}/baskets", body.encode(), token=api.agent_token(), headers={"Content-Type": content_type})


def json_levels(levels: int) -> str:
    return '{"c_deep":' + "[" * (levels - 1) + "]" * (levels - 1) + "}"


def json_number(digits: int) -> str:
    return f'{{"c_number":{DIGITS[:digits]}}}'


def json_fraction(digits: int) -> str:
    return f'{{"c_number":{DIGITS[: digits - 2]}.{DIGITS[:2]}}}'


def xml_levels(levels: int) -> str:
    inner = "<value>" * (levels - 2) + "</value>" * (levels - 2)
    return f"<basket><c_deep>{inner}</c_deep></basket>"


def xml_elements(elements: int) -> str:
    return f"<basket><c_many>{'<value>1</value>' * (elements - 2)}</c_many></basket>"


def xml_attributes(attributes: int) -> str:
    named = " ".join(f"a{number}='1'" for number in range(attributes))
    return f"<basket><c_one {named}/></basket>"


BODIES = [
    ("max_json_depth", 5, json_levels, "it is nested deeper than 5 levels"),
    ("max_number_digits", 12, json_number, "a number has more than 12 digits"),
    ("max_number_digits", 12, json_fraction, "a number is out of range or has more than 12 digits"),
    ("max_xml_depth", 5, xml_levels, "it is nested deeper than 5 levels"),
    ("max_xml_elements", 7, xml_elements, "it has too many elements or attributes"),
    ("max_xml_attributes", 3, xml_attributes, "it has too many elements or attributes"),
]


@pytest.mark.parametrize(("setting", "most", "body", "says"), BODIES, ids=lambda value: getattr(value, "__name__", ""))
def test_a_body_may_go_as_far_as_its_setting(make_api: MakeApi, setting: str, most: int, body: Any, says: str) -> None:
    narrow, usual = make_api(unknown_custom="keep", **{setting: most}), make_api(unknown_custom="keep")
    content_type = "application/xml" if body.__name__.startswith("xml") else "application/json"
    taken = post(narrow, body(most), content_type)
    assert "BodyDecodingException" not in taken.text, taken
    refused = post(narrow, body(most + 1), content_type)
    assert (refused.status, "BodyDecodingException" in refused.text) == (400, True), refused
    assert says in refused.text
    assert "BodyDecodingException" not in post(usual, body(most + 1), content_type).text


def test_a_number_of_xml_that_is_too_long_is_none(make_api: MakeApi) -> None:
    api = make_api(max_number_digits=5)
    item = "<basket><product_items><product_item><product_id>mug-01</product_id><quantity>{}</quantity></product_item>"
    item += "</product_items></basket>"
    assert post(api, item.format("2.000"), "application/xml").status == 200
    refused = post(api, item.format("2.0000"), "application/xml")
    assert (refused.status, "TypeDecodingException" in refused.text) == (400, True), refused


@pytest.mark.parametrize("kept", ["keep", "refuse"])
def test_the_widest_limits_are_read_written_and_kept(make_api: MakeApi, kept: str) -> None:
    wide = {"max_json_depth": MOST_LEVELS, "max_xml_depth": MOST_LEVELS, "max_number_digits": MOST_DIGITS}
    api = make_api(unknown_custom=kept, **wide)
    for body in (json_levels, json_number, json_fraction):
        most = MOST_LEVELS if body is json_levels else MOST_DIGITS
        assert post(api, body(most)).status in (200, 400)
        assert "BodyDecodingException" in post(api, body(most + 1)).text
    assert post(api, xml_levels(MOST_LEVELS), "application/xml").status in (200, 400)
    assert "BodyDecodingException" in post(api, xml_levels(MOST_LEVELS + 1), "application/xml").text


def test_a_page_of_a_search_begins_as_far_as_its_setting(make_api: MakeApi) -> None:
    search = Searcher(make_api(max_search_start=1, page_size=300))
    search.three()
    assert search(ALL, start=1, count=1).json["count"] == 1
    assert "next" not in search(ALL, start=1, count=1).json
    assert search(ALL, start=0, count=1).json["next"]["start"] == 1
    refused = search(ALL, start=2)
    assert (refused.status, refused.fault, refused.arguments["path"]) == (
        400,
        "PropertyConstraintViolationException",
        "$.start",
    )
    assert search(ALL, count=300).status == 200
    assert search(ALL, count=301).arguments["path"] == "$.count"
    old = search.api.post(f"{V23.replace('v23_1', 'v16_2')}/order_search", {"start": 2}, token=search.token)
    assert (old.status, "$.start" in old.text) == (400, True), old
