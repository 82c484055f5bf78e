"""Custom attributes in requests: what the shop's metadata says of them, in JSON and XML, for everyone who writes."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.api import V15, V23, Answer, Api
from tests.archive.archives import folder, marked, xml
from tests.http.shopper import BASKETS, Shopper, load

from counterfoil.archive.load import load_archive

INVALID = (400, "InvalidCustomPropertyException")
UNKNOWN = (400, "UnknownPropertyException")


def outcome(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.fault


@pytest.fixture
def shopper(api: Api) -> Shopper:
    return Shopper(api)


def patched(shopper: Shopper, **attributes: Any) -> Answer:
    return shopper.api.patch(
        shopper.path, {f"c_{name}": value for name, value in attributes.items()}, token=shopper.token
    )


def test_attributes_are_kept_in_the_types_they_are_declared_with(shopper: Shopper) -> None:
    given: dict[str, Any] = {
        "c_deliveryNote": "ring twice",
        "c_giftWrap": True,
        "c_loyaltyPoints": 12,
        "c_deliverySlot": "evening",
        "c_deliveryDate": "2026-07-01",
        "c_totalWeight": 2.5,
        "c_tags": ["a", "b"],
        "c_exportedAt": "2026-07-01T10:00:00+02:00",
    }
    answer = shopper.api.patch(shopper.path, given, token=shopper.token)
    assert answer.status == 200, answer
    kept = {name: value for name, value in shopper.basket().items() if name.startswith("c_")}
    assert kept == {**given, "c_exportedAt": "2026-07-01T08:00:00.000Z"}
    assert patched(shopper, deliveryNote=None, tags=[]).status == 200
    left = {name for name in shopper.basket() if name.startswith("c_")}
    assert left == given.keys() - {"c_deliveryNote", "c_tags"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("loyaltyPoints", "abc"),
        ("loyaltyPoints", 1.5),
        ("giftWrap", "true"),
        ("deliverySlot", "midnight"),
        ("deliveryDate", "tomorrow"),
        ("deliveryNote", "x" * 257),
        ("deliveryNote", 5),
        ("totalWeight", "2.5"),
        ("tags", "a"),
        ("tags", [1]),
        ("exportedAt", "2026-07-01"),
    ],
)
def test_a_value_that_does_not_fit_changes_nothing(shopper: Shopper, name: str, value: Any) -> None:
    before = shopper.basket()
    answer = patched(shopper, **{name: value})
    assert outcome(answer) == INVALID
    assert answer.json["fault"].get("arguments", {}) == {}
    assert shopper.basket() == before


def test_an_attribute_nobody_declared_is_an_unknown_property(api: Api, agent: str, shopper: Shopper) -> None:
    answer = patched(shopper, nosuch=1)
    assert outcome(answer) == UNKNOWN
    assert answer.arguments == {"property": "c_nosuch", "document": "basket"}
    inside = api.post(BASKETS, {"product_items": [{"product_id": "mug-01", "c_nosuch": 1}]}, token=agent)
    assert inside.arguments == {"property": "c_nosuch", "document": "product_item"}
    order = api.order(agent)
    answer = api.patch(f"{V23}/orders/{order['order_no']}", {"c_nosuch": "x"}, token=agent)
    assert answer.arguments == {"property": "c_nosuch", "document": "order"}
    paid = api.authorize(order, {"payment_method_id": "INVOICE", "c_nosuch": "x"})
    assert outcome(paid) == UNKNOWN


def test_an_escaped_name_is_an_attribute_too(shopper: Shopper) -> None:
    body = rb'{"\u0063\u005fnosuch": 1}'
    assert outcome(shopper.api.patch(shopper.path, body, token=shopper.token)) == UNKNOWN
    headers = {"Content-Type": "application/xml"}
    body = b'<basket><entry key="&#99;&#95;nosuch">1</entry></basket>'
    answer = shopper.api.patch(shopper.path, body, token=shopper.token, headers=headers)
    assert answer.status == 400
    assert b"UnknownPropertyException" in answer.content


def test_xml_says_values_as_texts(shopper: Shopper) -> None:
    headers = {"Content-Type": "application/xml"}
    body = b"""<basket><c_loyaltyPoints>7</c_loyaltyPoints><c_giftWrap>true</c_giftWrap>
    <c_tags><value>1</value></c_tags><c_deliveryNote>7</c_deliveryNote></basket>"""
    answer = shopper.api.patch(shopper.path, body, token=shopper.token, headers=headers)
    assert answer.status == 200, answer
    kept = {name: value for name, value in shopper.basket().items() if name.startswith("c_")}
    assert kept == {"c_loyaltyPoints": 7, "c_giftWrap": True, "c_tags": ["1"], "c_deliveryNote": "7"}
    body = b"<basket><c_loyaltyPoints>many</c_loyaltyPoints></basket>"
    answer = shopper.api.patch(shopper.path, body, token=shopper.token, headers=headers)
    assert answer.status == 400
    assert b"InvalidCustomPropertyException" in answer.content


def test_old_versions_check_as_well(api: Api, agent: str) -> None:
    order = api.order(agent)
    document = {"payment_method_id": "INVOICE", "c_riskScore": "high"}
    assert outcome(api.authorize(order, document)) == INVALID
    assert api.get(f"{V15}/orders/{order['order_no']}", token=agent).status == 200


DEFINITIONS = """<type-extension type-id="Basket"><custom-attribute-definitions>
<attribute-definition attribute-id="needed"><type>string</type><mandatory-flag>true</mandatory-flag>
</attribute-definition>
<attribute-definition attribute-id="code"><type>string</type><min-length>2</min-length><regex>[A-Z]+</regex>
</attribute-definition>
<attribute-definition attribute-id="level"><type>double</type><min-value>1</min-value><max-value>2.5</max-value>
</attribute-definition>
<attribute-definition attribute-id="days"><type>enum-of-int</type><select-multiple-flag>true</select-multiple-flag>
<value-definitions><value-definition><value>1</value></value-definition><value-definition><value>2</value>
</value-definition></value-definitions></attribute-definition>
<attribute-definition attribute-id="page"><type>html</type></attribute-definition>
<attribute-definition attribute-id="name"><type>string</type><localizable-flag>true</localizable-flag>
</attribute-definition>
</custom-attribute-definitions></type-extension>"""


def test_a_pattern_is_tried_in_no_time_and_one_that_is_not_understood_is_reported(
    api: Api, shopper: Shopper, tmp_path: Path
) -> None:
    rows = {"slow": r"(\w+\s?)*!", "twice": r"(a)\1"}
    types = "".join(
        f'<attribute-definition attribute-id="{name}"><type>string</type><regex>{text}</regex></attribute-definition>'
        for name, text in rows.items()
    )
    basket = f'<type-extension type-id="Basket"><custom-attribute-definitions>{types}</custom-attribute-definitions>'
    files = {"meta/more.xml": xml("metadata", basket + "</type-extension>")}
    report = api.run(load_archive(api.application.server.store, folder(tmp_path, files), hash_password=marked))
    assert ["'twice'" in str(warning) for warning in report.warnings] == [True]
    assert patched(shopper, slow="one two three!").status == 200
    assert outcome(patched(shopper, slow="a" * 3000)) == INVALID
    assert patched(shopper, twice="ab").status == 200


def test_what_an_archive_declares_holds_with_the_next_request(api: Api, shopper: Shopper, tmp_path: Path) -> None:
    assert outcome(patched(shopper, code="AB")) == UNKNOWN
    load(api, tmp_path, {"meta/more.xml": xml("metadata", DEFINITIONS)})
    assert patched(shopper, code="AB", needed="x", level=2.5, days=[1, 2], name="Tee").status == 200
    for wrong in (
        {"needed": None},
        {"code": "A"},
        {"code": "AB1"},
        {"level": 0.9},
        {"level": 3},
        {"days": 1},
        {"days": [3]},
        {"page": "<p>"},
        {"name": {"de": "Tee"}},
    ):
        assert outcome(patched(shopper, **wrong)) == INVALID, wrong
    assert shopper.basket()["c_level"] == Decimal("2.5")


def test_a_setting_keeps_what_nobody_declared(make_api: Callable[..., Api]) -> None:
    shopper = Shopper(make_api(unknown_custom="keep"))
    assert patched(shopper, nosuch="x").status == 200
    assert shopper.basket()["c_nosuch"] == "x"
    assert outcome(patched(shopper, loyaltyPoints="x")) == INVALID


def test_hooks_may_add_what_nobody_declared(api: Api, shopper: Shopper) -> None:
    def modify(_basket: Any, response: dict[str, Any]) -> None:
        response["c_nosuch"] = {"deep": [1]}

    api.application.server.hooks.register("dw.ocapi.shop.basket.modifyGETResponse", modify)
    assert shopper.basket()["c_nosuch"] == {"deep": [1]}
