"""The parameter select: what is shown of an answer, on every resource, in both formats, after the hooks."""

import json
import re
import xml.etree.ElementTree as ElementTree
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import pytest
from tests.api import V15, V23, Answer, Api

from counterfoil.documents.selection import selection

_QUERY = re.compile(r"\?select=[^\"]*")


@pytest.fixture
def order(api: Api, agent: str) -> dict[str, Any]:
    return api.order(agent)


def selected(api: Api, path: str, select: str, **options: Any) -> Answer:
    answer = api.get(f"{path}{'&' if '?' in path else '?'}select={quote(select)}", **options)
    assert answer.status == 200, answer
    return answer


SELECTORS = [
    "(order_no,status)",
    "(*)",
    "(**)",
    "(-product_items)",
    "(**,-product_items.(price_adjustments),-_type)",
    "(product_items.(product_id,quantity),shipments.(shipping_address.(city)))",
    "(product_items[0].(product_id))",
    "(product_items[?(@.quantity>=1)].(product_id))",
    "(notes.(link),_resource_state)",
]


@pytest.mark.parametrize("select", SELECTORS)
def test_an_order_shows_what_is_selected_however_often_it_is_asked_for(
    api: Api, agent: str, order: dict[str, Any], select: str
) -> None:
    for version in ("v15_2", "v17_3", "v23_1"):
        path = f"/s/RefArch/dw/shop/{version}/orders/{order['order_no']}"
        whole = api.get(path, token=agent).json
        chosen = selection(select)
        wanted = whole if chosen is None else chosen.select(whole)
        for _ in range(4):
            # Links repeat the query of the request.
            text = _QUERY.sub("", selected(api, path, select, token=agent).text)
            found = json.loads(text, parse_float=Decimal)
            assert found == wanted
            assert list(found) == list(wanted), "the order of properties stays"


def test_names_of_one_level(api: Api, agent: str, order: dict[str, Any]) -> None:
    path = f"{V23}/orders/{order['order_no']}"
    found = selected(api, path, "(order_no,product_items.(product_id),nothing)", token=agent).json
    products = [{"product_id": item["product_id"]} for item in order["product_items"]]
    assert found == {"_v": "23.1", "order_no": order["order_no"], "product_items": products}


def test_an_answer_in_xml_shows_what_is_selected(api: Api, agent: str, order: dict[str, Any]) -> None:
    path = f"{V23}/orders/{order['order_no']}?format=xml"
    root = ElementTree.fromstring(selected(api, path, "(order_no,product_items[0].(product_id))", token=agent).content)
    assert [child.tag.rpartition("}")[2] for child in root] == ["_v", "order_no", "product_items"]
    assert [[each.tag.rpartition("}")[2] for each in item] for item in root[2]] == [["product_id"]]


@pytest.mark.parametrize(
    ("path", "select", "found"),
    [
        (f"{V23}/products/mug-01", "(id)", {"_v": "23.1", "id": "mug-01"}),
        (
            f"{V23}/products/(mug-01,mug-01)",
            "(count,data.(id))",
            {"_v": "23.1", "count": 1, "data": [{"id": "mug-01"}]},
        ),
        (f"{V15}/products/mug-01", "(id)", {"_v": "15.2", "id": "mug-01"}),
        (f"{V23}/site", "(id)", {"_v": "23.1", "id": "RefArch"}),
        (f"{V23}/product_search?q=mug", "(start)", {"_v": "23.1", "start": 0}),
    ],
)
def test_every_resource_selects(api: Api, path: str, select: str, found: dict[str, Any]) -> None:
    assert selected(api, path, select).json == found


def test_what_a_request_writes_is_answered_as_selected(api: Api, agent: str) -> None:
    made = api.post(f"{V23}/baskets?select=(basket_id)", token=agent)
    assert list(made.json) == ["_v", "basket_id"]
    path = f"{V23}/baskets/{made.json['basket_id']}"
    item = {"product_id": "mug-01", "quantity": 1}
    answer = api.post(f"{path}/items?select=(product_items.(quantity))", [item], token=agent)
    assert answer.json == {"_v": "23.1", "product_items": [{"quantity": 1}]}
    assert api.delete(f"{path}?select=(basket_id)", token=agent).status == 204


def test_hooks_see_the_whole_answer_and_what_they_add_is_selected(api: Api, agent: str, order: dict[str, Any]) -> None:
    seen: list[str] = []

    def modify(_order: Any, response: dict[str, Any]) -> None:
        seen.extend(response)
        response["c_added"] = {"deep": {"deeper": 1}, "flat": 2}

    api.application.server.hooks.register("dw.ocapi.shop.order.modifyGETResponse", modify)
    path = f"{V23}/orders/{order['order_no']}"
    found = selected(api, path, "(status,c_added.(deep.(**)))", token=agent).json
    assert found == {"_v": "23.1", "status": "created", "c_added": {"deep": {"deeper": 1}}}
    assert "product_items" in seen


@pytest.mark.parametrize("select", ["((", "(a", "a", "(*.(a))", "(a[1:])", "()", "(a[?(@.b='x')])"])
@pytest.mark.parametrize("version", ["17_3", "23_1"])
def test_what_is_no_selector_is_refused_before_anything_is_done(
    api: Api, agent: str, select: str, version: str
) -> None:
    answer = api.post(f"/s/RefArch/dw/shop/v{version}/baskets?select={quote(select)}", token=agent)
    assert (answer.status, answer.fault) == (400, "MalformedSelectorException")
    assert answer.arguments == {"selector": select}
    assert api.get(f"{V15}/products/mug-01?select={quote(select)}").fault == "MalformedSelectorException"
    assert api.get(f"{V23}/site?select={quote(select)}").fault == "MalformedSelectorException"


def test_an_empty_selector_is_none(api: Api) -> None:
    assert api.get(f"{V23}/site?select=").json == api.get(f"{V23}/site").json


def test_faults_are_not_selected_from(api: Api, agent: str) -> None:
    assert api.get(f"{V23}/orders/none?select=(order_no)", token=agent).fault == "OrderNotFoundException"


def test_an_answer_kept_for_its_key_stays_selected(api: Api, agent: str) -> None:
    path, headers = f"{V23}/baskets?select=(basket_id)", {"Idempotency-Key": "one"}
    first = api.post(path, token=agent, headers=headers)
    again = api.post(path, token=agent, headers=headers)
    assert list(first.json) == ["_v", "basket_id"]
    assert again.content == first.content
