"""Expansions are granted by the paths of their sub-resources; pages have as many items as the server allows."""

import pytest
from tests.api import V15, V23, Api
from tests.conftest import MakeApi
from tests.http.granted import EVERYTHING, client, entry, put

NARROW = (entry("/products/*"), entry("/products/*/prices"), entry("/product_search"))


def test_an_expansion_that_is_not_granted_is_refused_by_its_own_path(api: Api) -> None:
    put(api, client(*NARROW))
    assert api.get(f"{V23}/products/mug-01?expand=prices").status == 200
    answer = api.get(f"{V23}/products/mug-01?expand=prices,images")
    assert (answer.status, answer.fault) == (403, "ClientAccessForbiddenException")
    assert answer.arguments == {"method": "GET", "path": "/shop/v23_1/products/mug-01/images"}
    assert api.get(f"{V23}/products/(mug-01,tea-01)?expand=images").status == 403
    assert api.get(f"{V23}/products/(mug-01,tea-01)?expand=prices").status == 200
    assert api.get(f"{V23}/product_search?q=mug&expand=images").arguments["path"] == "/shop/v23_1/product_search/images"
    assert api.get(f"{V15}/products/mug-01?expand=images").status == 403


def test_everything_grants_every_expansion(api: Api) -> None:
    put(api, client(EVERYTHING))
    assert "prices" in api.get(f"{V23}/products/mug-01?expand=prices").json


def test_an_expansion_may_be_left_out_instead(make_api: MakeApi) -> None:
    api = make_api(expand_not_permitted="left_out")
    put(api, client(*NARROW))
    found = api.get(f"{V23}/products/mug-01?expand=images,prices").json
    assert ("prices" in found, "image_groups" in found) == (True, False)


@pytest.mark.parametrize("name", ["nothing", "prices/x", "price"])
def test_what_is_no_expansion_stays_a_fault_of_the_value(api: Api, name: str) -> None:
    put(api, client(*NARROW))
    answer = api.get(f"{V23}/products/mug-01?expand={name}")
    assert (answer.status, answer.fault) == (400, "InvalidExpandValueException")


def test_a_resource_without_expansions_ignores_them(api: Api) -> None:
    assert api.get(f"{V23}/site?expand=prices").status == 200


def test_a_page_has_as_many_items_as_the_server_allows(make_api: MakeApi) -> None:
    api = make_api(page_size=10)
    agent = api.agent_token()
    assert api.get(f"{V23}/product_search?q=tea").json.get("count", 0) <= 10
    answer = api.get(f"{V23}/product_search?q=tea&count=11")
    assert (answer.status, answer.fault) == (400, "ValueConstraintViolationException")
    assert answer.arguments == {"parameter": "count", "expected": "between 1 and 10"}
    body = {"query": {"match_all_query": {}}, "count": 11}
    refused = api.post(f"{V23}/order_search", body, token=agent)
    assert (refused.status, refused.arguments["path"]) == (400, "$.count")
    assert api.post(f"{V23}/order_search", {**body, "count": 10}, token=agent).status == 200
