"""Promotions as a storefront shows them: by id, several, and those of a campaign."""

from typing import Any

import pytest
from tests.api import V15, V23, Api
from tests.archive.archives import xml
from tests.http.conftest import Load

PROMOTIONS = f"{V23}/promotions"
ARCHIVE = xml(
    "promotions",
    '<campaign campaign-id="summer"><enabled-flag>true</enabled-flag><start-date>2026-06-01T00:00:00Z</start-date>'
    "<end-date>2026-09-01T00:00:00Z</end-date></campaign>"
    '<promotion promotion-id="10$ off"><enabled-flag>true</enabled-flag>'
    '<name xml:lang="x-default">Ten off</name><name xml:lang="de">Zehn weniger</name>'
    '<callout-msg xml:lang="x-default">Save ten</callout-msg><details xml:lang="x-default">All of it</details>'
    '<image xml:lang="x-default">ten.png</image><currency>USD</currency></promotion>'
    '<promotion promotion-id="july"><enabled-flag>true</enabled-flag>'
    '<name xml:lang="x-default">July</name></promotion>'
    '<promotion promotion-id="off"><enabled-flag>false</enabled-flag></promotion>'
    '<promotion-campaign-assignment promotion-id="10$ off" campaign-id="summer"/>'
    '<promotion-campaign-assignment promotion-id="july" campaign-id="summer">'
    "<start-date>2026-07-01T00:00:00Z</start-date><end-date>2026-08-01T00:00:00Z</end-date>"
    "</promotion-campaign-assignment>"
    '<promotion-campaign-assignment promotion-id="off" campaign-id="summer"/>',
)


@pytest.fixture
def shop(api: Api, load: Load) -> Api:
    """A server whose site has a summer campaign."""
    report = load({"sites/RefArch/promotions.xml": ARCHIVE})
    assert report.warnings == []
    return api


def listed(api: Api, query: str) -> list[str]:
    answer = api.get(f"{PROMOTIONS}?{query}")
    assert answer.status == 200, answer
    return [promotion["id"] for promotion in answer.json.get("data", [])]


def test_a_promotion_with_its_texts_and_the_time_of_its_campaign(shop: Api) -> None:
    answer = shop.get(f"{PROMOTIONS}/10%24%20off?locale=de-DE")
    assert answer.headers["cache-control"] == "max-age=60,must-revalidate"
    expected = {
        "_type": "promotion",
        "id": "10$ off",
        "name": "Zehn weniger",
        "callout_msg": "Save ten",
        "details": "All of it",
        "currency": "USD",
        "start_date": "2026-06-01T00:00:00.000Z",
        "end_date": "2026-09-01T00:00:00.000Z",
    }
    assert {name: answer.json[name] for name in expected} == expected
    assert answer.json["image"].endswith("/images/ten.png")
    assert shop.get(f"{PROMOTIONS}/july").json["start_date"] == "2026-07-01T00:00:00.000Z"


def test_a_promotion_that_is_not_enabled_is_not_found(shop: Api) -> None:
    for name in ("off", "none"):
        answer = shop.get(f"{PROMOTIONS}/{name}")
        assert (answer.status, answer.fault) == (404, "PromotionNotFoundException")
        assert answer.arguments == {"promotionId": name}
    assert shop.get("/s/RefArchEU/dw/shop/v23_1/promotions/july").fault == "PromotionNotFoundException"


def test_several_promotions_without_those_that_are_not_there(shop: Api) -> None:
    answer = shop.get(f"{PROMOTIONS}/(july,off,10$ off)").json
    assert (answer["_type"], answer["count"], answer["total"]) == ("promotion_result", 2, 2)
    assert [promotion["id"] for promotion in answer["data"]] == ["july", "10$ off"]


def test_promotions_of_a_campaign_by_time_and_currency(shop: Api) -> None:
    assert sorted(listed(shop, "campaign_id=summer")) == ["10$ off", "july"]
    assert listed(shop, "campaign_id=winter") == []
    june = "start_date=2026-06-02T00:00Z&end_date=2026-06-20T00:00Z"
    assert listed(shop, f"campaign_id=summer&{june}") == ["10$ off"]
    assert listed(shop, "campaign_id=summer&start_date=2027-01-01T00:00Z&end_date=2027-02-01T00:00Z") == []
    assert sorted(listed(shop, "campaign_id=summer&currency=USD")) == ["10$ off", "july"]


@pytest.mark.parametrize(
    ("query", "fault", "arguments"),
    [
        ("", "MissingParameterException", {"parameter": "campaign_id"}),
        ("campaign_id=a&start_date=2026-06-02T00:00Z", "MissingParameterException", {"parameter": "end_date"}),
        ("campaign_id=a&end_date=2026-06-02T00:00Z", "MissingParameterException", {"parameter": "start_date"}),
        (f"campaign_id={'x' * 257}", "StringConstraintViolationException", None),
        ("campaign_id=a&start_date=soon&end_date=2026-06-02T00:00Z", "MalformedParameterException", None),
        ("campaign_id=a&start_date=2026-06-03T00:00Z&end_date=2026-06-02T00:00Z", "StartAfterEndException", None),
        ("campaign_id=a&currency=XYZ", "UnsupportedCurrencyException", {"currency": "XYZ"}),
    ],
)
def test_bad_questions_are_refused(api: Api, query: str, fault: str, arguments: dict[str, str] | None) -> None:
    answer = api.get(f"{PROMOTIONS}?{query}")
    assert (answer.status, answer.fault) == (400, fault)
    assert arguments is None or answer.arguments == arguments


def test_promotions_in_xml_and_in_15_2(shop: Api) -> None:
    for path in ("promotions/july", "promotions/(july)", "promotions?campaign_id=summer"):
        assert "July" in shop.get(f"{V23}/{path}", headers={"Accept": "application/xml"}).text
        assert "_type" not in shop.get(f"{V15}/{path}").json


def test_hooks_see_and_change_promotions(shop: Api) -> None:
    seen: list[Any] = []
    hooks = shop.application.server.hooks
    for name in ("promotion", "promotions"):
        hooks.register(f"dw.ocapi.shop.{name}.beforeGET", seen.append)
        hooks.register(
            f"dw.ocapi.shop.{name}.modifyGETResponse", lambda _, document: document.__setitem__("c_seen", True)
        )
    for path in ("/july", "/(july,off)", "?campaign_id=summer"):
        assert shop.get(PROMOTIONS + path).json["c_seen"] is True
    assert seen == ["july", "july,off", ""]
