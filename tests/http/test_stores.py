"""Stores: one, several, and the nearest to a place."""

from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

import pytest
from tests.api import V15, V23, Api

STORES = f"{V23}/stores"
CAMBRIDGE = "latitude=42.3736&longitude=-71.1097"


def found(api: Api, query: str) -> list[str]:
    answer = api.get(f"{STORES}?{query}")
    assert answer.status == 200, answer
    return [store["id"] for store in answer.json.get("data", [])]


def test_a_store_with_all_that_is_known_of_it(api: Api) -> None:
    answer = api.get(f"{STORES}/boston?locale=de-DE")
    assert answer.headers["cache-control"] == "max-age=60,must-revalidate"
    assert answer.json == {
        "_v": "23.1",
        "_type": "store",
        "address1": "12 Milk Street",
        "city": "Boston",
        "country_code": "US",
        "email": "boston@example.com",
        "id": "boston",
        "inventory_id": "refarch-us",
        "latitude": Decimal("42.3573"),
        "longitude": Decimal("-71.0572"),
        "name": "Boston",
        "phone": "+1 555 0110",
        "pos_enabled": False,
        "postal_code": "02109",
        "state_code": "MA",
        "store_hours": "Mo-Sa 9 bis 19 Uhr",
        "store_locator_enabled": True,
    }


def test_a_store_of_another_site_is_not_found(api: Api) -> None:
    for name in ("jena", "none"):
        answer = api.get(f"{STORES}/{name}")
        assert (answer.status, answer.fault, answer.arguments) == (404, "StoreNotFoundException", {"storeId": name})
    assert api.get("/s/RefArchEU/dw/shop/v23_1/stores/jena").json["city"] == "Jena"


def test_several_stores_without_those_that_are_not_there(api: Api) -> None:
    answer = api.get(f"{STORES}/(depot,jena,boston)").json
    assert (answer["_type"], answer["count"], answer["total"]) == ("store_result", 2, 2)
    assert [store["id"] for store in answer["data"]] == ["depot", "boston"]


def test_the_nearest_store_comes_first_and_the_locator_leaves_out_what_is_not_in_it(api: Api) -> None:
    answer = api.get(f"{STORES}?{CAMBRIDGE}").json
    assert (answer["count"], answer["start"], answer["total"]) == (2, 0, 2)
    near, far = answer["data"]
    assert (near["id"], near["distance_unit"], near["distance"]) == ("boston", "km", Decimal("4.68"))
    assert far["id"] == "new-york"
    assert 300 < far["distance"] < 310
    miles = api.get(f"{STORES}?{CAMBRIDGE}&distance_unit=mi").json["data"][0]
    assert (miles["distance_unit"], miles["distance"]) == ("mi", Decimal("2.91"))


def test_stores_that_are_too_far_are_left_out(api: Api) -> None:
    assert found(api, f"{CAMBRIDGE}&max_distance=4.7") == ["boston"]
    assert found(api, f"{CAMBRIDGE}&max_distance=0") == []
    assert found(api, "latitude=0&longitude=0&max_distance=20012") == ["boston", "new-york"]


def test_a_postal_code_is_where_the_stores_with_the_most_alike_are(api: Api) -> None:
    assert found(api, "country_code=US&postal_code=02139&max_distance=10") == ["boston"]
    assert found(api, "country_code=us&postal_code=10001&max_distance=10") == ["new-york"]
    assert found(api, "country_code=US&postal_code=99999") == []
    assert found(api, "country_code=DE&postal_code=02139") == []
    assert found(api, f"{CAMBRIDGE}&country_code=US&postal_code=10001&max_distance=10") == ["boston"]


def test_pages_repeat_the_other_parameters(api: Api) -> None:
    first = api.get(f"{STORES}?{CAMBRIDGE}&count=1&client_id={'a' * 30}").json
    assert (first["count"], first["total"]) == (1, 2)
    assert "previous" not in first
    path = first["next"].removeprefix("http://127.0.0.1:8080")
    expected = {"count": "1", "start": "1", "latitude": "42.3736", "longitude": "-71.1097", "client_id": "a" * 30}
    assert dict(parse_qsl(path.removeprefix(f"{STORES}?"))) == expected
    second = api.get(path).json
    assert ([store["id"] for store in second["data"]], second["start"]) == (["new-york"], 1)
    assert "next" not in second
    assert "start=0" in second["previous"]


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("", "MissingCoordinatesException"),
        ("latitude=1", "MissingCoordinatesException"),
        ("longitude=1&country_code=US&postal_code=10001", "MissingCoordinatesException"),
        ("country_code=US", "MissingPostalCodeException"),
        ("postal_code=10001", "MissingCountryCodeException"),
        ("country_code=USA&postal_code=10001", "StringConstraintViolationException"),
        ("country_code=US&postal_code=1", "StringConstraintViolationException"),
        ("country_code=US&postal_code=12345678901", "StringConstraintViolationException"),
        ("latitude=91&longitude=0", "ValueConstraintViolationException"),
        ("latitude=0&longitude=-180.01", "ValueConstraintViolationException"),
        ("latitude=nan&longitude=0", "MalformedParameterException"),
        ("latitude=1e1&longitude=0", "MalformedParameterException"),
        (f"{CAMBRIDGE}&distance_unit=ft", "InvalidDistanceUnitException"),
        (f"{CAMBRIDGE}&max_distance=20013", "ValueConstraintViolationException"),
        (f"{CAMBRIDGE}&count=0", "ValueConstraintViolationException"),
        (f"{CAMBRIDGE}&count=201", "ValueConstraintViolationException"),
        (f"{CAMBRIDGE}&start=-1", "ValueConstraintViolationException"),
    ],
)
def test_a_place_that_is_none_is_refused(api: Api, query: str, fault: str) -> None:
    answer = api.get(f"{STORES}?{query}")
    assert (answer.status, answer.fault) == (400, fault), answer


def test_stores_in_xml_and_in_15_2(api: Api) -> None:
    for path in ("stores/boston", f"stores?{CAMBRIDGE}", "stores/(boston)"):
        assert "<" in api.get(f"{V23}/{path}", headers={"Accept": "application/xml"}).text
        assert "_type" not in api.get(f"{V15}/{path}").json


def test_hooks_see_and_change_stores(api: Api) -> None:
    seen: list[Any] = []
    hooks = api.application.server.hooks
    for name in ("store", "stores"):
        hooks.register(f"dw.ocapi.shop.{name}.beforeGET", seen.append)
        hooks.register(
            f"dw.ocapi.shop.{name}.modifyGETResponse", lambda _, document: document.__setitem__("c_seen", True)
        )
    for path in ("/boston", "/(boston,depot)", f"?{CAMBRIDGE}"):
        assert api.get(STORES + path).json["c_seen"] is True
    assert seen == ["boston", "boston,depot", ""]
