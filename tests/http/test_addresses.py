"""URLs: escapes, lists of ids, sites by path and host, contexts an API does not have, and what versions are called."""

import pytest
from tests.api import SHOP, V15, V23, Api
from tests.conftest import MakeApi
from tests.http.test_faults import check


@pytest.mark.parametrize(
    "path",
    [
        f"{V23}/products/%zz",
        f"{V23}/products/100%",
        f"{V23}/products/%2",
        f"{V23}/products/%ff%fe",
        f"{V23}/products/(mug-01,tea-01",
        f"{V23}/products/(",
    ],
)
def test_a_path_that_is_none_is_refused(api: Api, path: str) -> None:
    answer = api.get(path)
    check(answer, 400, "ResourcePathException")
    assert answer.arguments["message"]


def test_ids_are_escaped_or_not(api: Api) -> None:
    for ids in ("(mug-01,tea-01)", "%28mug-01%2Ctea-01%29", "(mug-01,tea-01%29", "(mug-01%2Ctea-01)"):
        assert api.get(f"{V23}/products/{ids}").json["count"] == 2, ids
    check(api.get(f"{V23}/products/%28mug-01"), 404, "ProductNotFoundException", {"productId": "(mug-01"})


@pytest.mark.parametrize("version", ["v%D9%A2%D9%A3_1", "v23_%D9%A1", "v_1", "V23_1", "v23.1"])
def test_a_version_is_written_in_plain_digits(api: Api, version: str) -> None:
    check(api.get(f"{SHOP}/{version}/products/mug-01"), 400, "InvalidVersionException", {})


@pytest.mark.parametrize(
    ("path", "status", "fault"),
    [
        ("/s/-/dw/shop/v23_1/products/mug-01", 403, "OrganizationAccessForbiddenException"),
        ("/s/Sites---Site/dw/shop/v23_1/products/mug-01", 403, "OrganizationAccessForbiddenException"),
        ("/s/RefArch/dw/data/v23_1/sites", 403, "SiteAccessForbiddenException"),
        ("/s/-/dw/data/v23_1/sites", 404, "ResourcePathNotFoundException"),
        ("/dw/data/v23_1/sites", 404, "ResourcePathNotFoundException"),
        ("/s/RefArch", 404, "ResourcePathNotFoundException"),
    ],
)
def test_an_api_is_called_in_a_context_it_has(api: Api, path: str, status: int, fault: str) -> None:
    arguments = {"siteId": "RefArch"} if "SiteAccess" in fault else None
    check(api.get(path), status, fault, arguments)


def test_the_host_chooses_the_site_where_the_path_does_not(make_api: MakeApi) -> None:
    api = make_api(
        host_sites="shop.example=RefArch, eu.example = RefArchEU,plain.example:8443=RefArchEU,no.example=None"
    )
    site = "/dw/shop/v23_1/site"
    for host, found in (
        ("shop.example", "RefArch"),
        ("EU.example:8443", "RefArchEU"),
        ("other.example", "RefArch"),
        ("plain.example:8443", "RefArchEU"),
        ("plain.example", "RefArch"),
    ):
        assert api.get(site, headers={"Host": host}).json["id"] == found, host
    assert api.get("/s/RefArch" + site, headers={"Host": "eu.example"}).json["id"] == "RefArch"
    check(api.get(site, headers={"Host": "no.example"}), 404, "UnknownSiteException", {"siteId": "None"})


def test_every_answer_says_what_its_version_is_faults_too(make_api: MakeApi) -> None:
    api = make_api(obsolete_before="17.1")
    for version, status in (
        ("v24_5", "current"),
        ("v23_1", "deprecated"),
        ("v17_1", "deprecated"),
        ("v16_9", "obsolete"),
    ):
        for path in ("products/mug-01", "products/none", "incognito"):
            answer = api.get(f"{SHOP}/{version}/{path}")
            assert answer.headers["x-dw-version-status"] == status, answer
    assert "x-dw-version-status" not in api.get(f"{SHOP}/v99_1/site").headers
    assert api.get(f"{V15}/site").headers["x-dw-version-status"] == "obsolete"


def test_no_version_is_obsolete_unless_a_setting_says_so_and_the_words_are_settings(make_api: MakeApi) -> None:
    assert make_api().get(f"{SHOP}/v13_1/products/mug-01").headers["x-dw-version-status"] == "deprecated"
    api = make_api(version_statuses="CURRENT,DEPRECATED,OBSOLETE")
    assert api.get(f"{V23}/site").headers["x-dw-version-status"] == "DEPRECATED"
