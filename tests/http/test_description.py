"""The description of the API is valid, whole, and says what parameters the resources read."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV2SpecValidator, OpenAPIV31SpecValidator
from tests import declared as declared_faults
from tests.api import V23, Api
from tests.conftest import MakeApi
from tests.http.described import undescribed
from tests.http.granted import add, client, entry, put

from counterfoil import faults
from counterfoil.http.description.openapi import openapi_document
from counterfoil.http.description.refusals import faults_of_every_call
from counterfoil.http.description.swagger import swagger_document
from counterfoil.http.routes import ROUTES
from counterfoil.identity.permissions import FULL
from counterfoil.versions import NEWEST, PUBLISHED, Version, covers

ORIGIN = "http://127.0.0.1:8080"
META = "/dw/meta/v1/rest"


@cache
def versions_that_differ() -> list[Version]:
    """The first of each run of versions whose descriptions say the same but for their number."""
    first: dict[str, Version] = {}
    for version in PUBLISHED:
        told = repr((openapi_document(version), swagger_document(version, ORIGIN, "RefArch")))
        first.setdefault(told.replace(version.path_segment, "").replace(str(version), ""), version)
    return list(first.values())


def test_a_public_validator_finds_nothing_wrong_in_any_version() -> None:
    for version in versions_that_differ():
        assert list(OpenAPIV31SpecValidator(openapi_document(version)).iter_errors()) == [], version
        assert list(OpenAPIV2SpecValidator(swagger_document(version, ORIGIN, "RefArch")).iter_errors()) == [], version


@pytest.mark.parametrize("version", PUBLISHED, ids=str)
def test_each_version_describes_each_of_its_resources_once(version: Version) -> None:
    described = {
        (method.upper(), path.partition(f"/{version.path_segment}")[2])
        for path, methods in openapi_document(version)["paths"].items()
        for method in methods
    }
    assert described == {(row.method, row.path) for row in ROUTES if covers(version, row.since, row.until)}


def references(part: Any) -> Iterator[str]:
    if isinstance(part, Mapping):
        if "$ref" in part:
            yield part["$ref"]
        for value in part.values():
            yield from references(value)
    elif isinstance(part, list):
        for value in part:
            yield from references(value)


def test_what_is_referred_to_is_there_and_nothing_else() -> None:
    openapi, swagger = openapi_document(NEWEST), swagger_document(NEWEST, ORIGIN, "-")
    parts = {
        f"#/components/{kind}/{name}"
        for kind in ("schemas", "responses", "links")
        for name in openapi["components"][kind]
    }
    assert set(references(openapi)) == parts
    assert set(references(swagger)) == {
        f"#/{kind}/{name}" for kind in ("definitions", "responses") for name in swagger[kind]
    }


def declared(document: dict[str, Any], operation: dict[str, Any], status: str) -> set[str]:
    """The types of the faults an operation may answer with a status."""
    if status not in operation["responses"]:
        return set()
    name = operation["responses"][status]["$ref"].rpartition("/")[2]
    answers = document["components"]["responses"] if "components" in document else document["responses"]
    types = set(answers[name]["x-faults"])
    assert set(answers[name]["description"].partition(": ")[2].split(", ")) == types
    return types


@pytest.mark.parametrize(
    ("method", "path", "status", "own", "others"),
    [
        ("get", "/orders/{order_no}", "404", "OrderNotFoundException", "BasketNotFoundException"),
        ("post", "/orders", "409", "OrderAlreadyExistsException", "ObjectInDeletionConflictException"),
        ("post", "/orders", "400", "ProductItemNotAvailableException", "InvalidProductIdException"),
        ("get", "/products/{id}", "404", "ProductNotFoundException", "OrderNotFoundException"),
        ("post", "/customers", "400", "MissingLoginException", "InvalidSearchFieldTypeException"),
        (
            "delete",
            "/baskets/{basket_id}",
            "401",
            "AuthorizationHeaderMissingException",
            "AuthenticationFailedException",
        ),
        ("post", "/customers/auth", "429", "TooManyRequestsException", "MissingLoginException"),
    ],
)
def test_an_operation_is_described_with_the_faults_it_has(
    method: str, path: str, status: str, own: str, others: str
) -> None:
    swagger, openapi = swagger_document(NEWEST, ORIGIN, "-"), openapi_document(NEWEST, "RefArch")
    described = openapi["paths"][f"/s/RefArch/dw/shop/{NEWEST.path_segment}{path}"][method]
    types = declared(swagger, swagger["paths"][path][method], status)
    assert types == declared(openapi, described, status)
    assert own in types
    assert others not in types


def test_an_operation_has_no_status_that_it_never_answers() -> None:
    paths = swagger_document(NEWEST, ORIGIN, "-")["paths"]
    assert "412" in paths["/baskets/{basket_id}"]["patch"]["responses"]
    assert {"412", "422", "429"}.isdisjoint(paths["/site"]["get"]["responses"])


def test_faults_have_the_types_of_the_version() -> None:
    early, late = Version(15, 2), Version(15, 6)
    for version, name in ((early, "NotFoundException"), (late, "OrderNotFoundException")):
        document = swagger_document(version, ORIGIN, "-")
        assert name in declared(document, document["paths"]["/orders/{order_no}"]["get"], "404")


def test_an_answer_that_is_not_declared_breaks_the_test(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """As every test of the suite that speaks HTTP in process is held to what the descriptions declare."""
    assert api.get(f"{V23}/products/nothing").fault == "ProductNotFoundException"
    monkeypatch.setattr(declared_faults, "faults_of", lambda _row: frozenset({"CATEGORY_NOT_FOUND"}))
    with pytest.raises(AssertionError, match="PRODUCT_NOT_FOUND"):
        api.get(f"{V23}/products/nothing")


def test_every_fault_that_any_call_may_have_is_one_of_the_table() -> None:
    assert faults_of_every_call() <= faults.TABLE.keys()


def test_an_answer_that_is_not_as_described_is_told() -> None:
    order = {"_v": "24.5", "status": "lost", "order_total": "1.00", "product_items": [{"sku": 1, "c_note": "x"}]}
    found = undescribed("GET /orders/{order_no}", NEWEST, order)
    assert [line.partition(":")[0] for line in sorted(found)] == ["$.order_total", "$.product_items[0]", "$.status"]


def test_the_meta_description_has_what_a_caller_is_permitted() -> None:
    one = ("GET", "/orders/{order_no}")
    found = swagger_document(NEWEST, ORIGIN, "-", lambda row: (FULL,) if (row.method, row.path) == one else ())
    paths = found["paths"]
    assert {path: list(methods) for path, methods in paths.items()} == {"/orders/{order_no}": ["get"]}


def test_the_meta_api_leads_from_the_apis_to_a_description(api: Api) -> None:
    apis = api.get(META).json["data"]
    versions = api.get(apis[0]["link"]).json["data"]
    described = api.get(versions[0]["link"])
    assert (apis[0]["name"], versions[0]["name"], len(versions)) == ("shop", NEWEST.path_segment, len(PUBLISHED))
    assert (described.json["swagger"], described.json["basePath"]) == ("2.0", f"/s/-/dw/shop/{NEWEST}")
    assert described.headers["cache-control"] == "max-age=86400,must-revalidate"


@pytest.mark.parametrize("path", ["/dw/meta/rest/shop/v18_1", "/s/-/dw/meta/v1/rest/shop/v18_1"])
def test_the_meta_api_is_found_under_its_older_addresses_too(api: Api, path: str) -> None:
    assert api.get(path).json["info"]["version"] == "18.1"


def test_the_meta_api_describes_a_site(api: Api) -> None:
    assert api.get("/s/RefArch/dw/meta/v1/rest/shop/v18_1").json["basePath"] == "/s/RefArch/dw/shop/18.1"


@pytest.mark.parametrize(
    ("method", "path", "fault"),
    [
        ("GET", META + "/data", "ResourcePathNotFoundException"),
        ("GET", META + "/shop/v18_1/orders", "ResourcePathNotFoundException"),
        ("GET", META + "/shop/v99_1", "VersionNotFoundException"),
        ("GET", "/openapi.json?version=99.1", "VersionNotFoundException"),
        ("POST", META, "MethodNotAllowedException"),
        ("GET", "/s/Nowhere" + META, "UnknownSiteException"),
    ],
)
def test_what_is_not_described_is_a_fault(api: Api, method: str, path: str, fault: str) -> None:
    assert api.call(method, path).fault == fault


def test_the_meta_api_wants_a_client_that_is_known(api: Api) -> None:
    assert api.get(META, headers={"x-dw-client-id": None}).fault == "MissingClientIdException"
    assert api.get(META, headers={"x-dw-client-id": "nobody"}).fault == "UnknownClientIdException"


def test_the_meta_api_describes_what_the_settings_grant(api: Api) -> None:
    put(api, client(entry("/orders/*"), entry("/baskets", "post"), entry("/site", version_range=[{"until": "18.1"}])))
    paths = api.get(META + "/shop/v18_1").json["paths"]
    assert {path: list(methods) for path, methods in paths.items()} == {
        "/orders/{order_no}": ["get"],
        "/baskets": ["post"],
    }
    assert "/site" in api.get(META + "/shop/v17_8").json["paths"]


def test_the_meta_api_describes_nothing_to_a_client_without_an_entry(api: Api) -> None:
    add(api, "erp")
    assert api.get(META + "/shop/v18_1", headers={"x-dw-client-id": "erp"}).json["paths"] == {}


def test_openapi_is_there_for_everybody(api: Api) -> None:
    newest = api.get("/openapi.json", headers={"x-dw-client-id": None}).json
    assert (newest["openapi"], newest["info"]["version"]) == ("3.1.0", str(NEWEST))
    assert api.get("/openapi.json?version=v17_3").json == openapi_document(Version(17, 3))


@pytest.mark.parametrize("status", [200, 201])
def test_openapi_has_the_status_that_the_settings_give_to_what_is_new(make_api: MakeApi, status: int) -> None:
    path = make_api(created_status=status).get("/openapi.json").json["paths"][ORDER]
    assert {name for name in path["put"]["responses"] if name.startswith("2")} == {str(status)}


def test_limits_are_those_of_the_settings(make_api: MakeApi) -> None:
    api = make_api(page_size=20, max_search_start=500)
    paths = api.get("/openapi.json").json["paths"]
    listed = {one["name"]: one["schema"] for one in paths[ADDRESSES]["get"]["parameters"]}
    searched = api.get(f"{META}/shop/{NEWEST.path_segment}").json["definitions"]["OrderSearchRequest"]["properties"]
    for described in (listed, searched):
        assert (described["count"]["maximum"], described["start"]["maximum"]) == (20, 500)
    searches = api.get("/openapi.json").json["paths"][SEARCH]["get"]["parameters"]
    (count,) = [one["schema"] for one in searches if one["name"] == "count"]
    assert (count["maximum"], count["default"]) == (20, 20)


ADDRESSES = f"/s/{{site_id}}/dw/shop/{NEWEST.path_segment}/customers/{{customer_id}}/addresses"
SEARCH = f"/s/{{site_id}}/dw/shop/{NEWEST.path_segment}/product_search"
ORDER = f"/s/{{site_id}}/dw/shop/{NEWEST.path_segment}/orders/{{order_no}}"
