"""Order search as clients use it: pages, sorts, selectors, XML, who may ask, and how soon an order is found."""

import random
import string
from pathlib import Path
from typing import Any

import pytest
from tests.api import SHOP, V23, Answer, Api
from tests.http.order_searcher import ALL, SEARCH, Searcher, search, term, three  # noqa: F401  (two are fixtures)
from tests.metadata import declare_attributes

from counterfoil.identity import accounts


def test_everything_is_found_newest_first_with_the_whole_order(api: Api, search: Searcher, three: list[str]):
    answer = search(ALL)
    assert answer.status == 200
    found = answer.json
    assert [hit["data"]["order_no"] for hit in found["hits"]] == three[::-1]
    assert {name: found[name] for name in ("_v", "_type", "count", "start", "total")} == {
        "_v": "23.1",
        "_type": "order_search_result",
        "count": 3,
        "start": 0,
        "total": 3,
    }
    assert found["query"] == {"match_all_query": {"_type": "match_all_query"}}
    assert "next" not in found
    assert "previous" not in found
    hit = found["hits"][0]
    assert hit["_type"] == "order_search_hit"
    assert hit["relevance"] == 1
    read = api.get(f"{V23}/orders/{three[-1]}", token=search.token).json
    read.pop("_v")
    read.pop("_resource_state", None)
    assert hit["data"] == read


def test_pages_are_documents_with_start_and_count(search: Searcher, three: list[str]):
    answer = search(ALL, start=1, count=1).json
    assert [hit["data"]["order_no"] for hit in answer["hits"]] == [three[1]]
    assert (answer["start"], answer["count"], answer["total"]) == (1, 1, 3)
    assert answer["next"] == {"_type": "result_page", "start": 2, "count": 1}
    assert answer["previous"] == {"_type": "result_page", "start": 0, "count": 1}
    beyond = search(ALL, start=999).json
    assert (beyond["total"], beyond["count"]) == (3, 0)
    assert "hits" not in beyond


def test_the_request_is_echoed(search: Searcher):
    query = {
        "filtered_query": {
            "query": {"bool_query": {"must": [term("status", "is", "new")], "must_not": [ALL]}},
            "filter": {"range_filter": {"field": "creation_date", "from": "2026-01-01T00:00Z", "to_inclusive": False}},
        }
    }
    answer = search(query, sorts=[{"field": "status"}, {"field": "order_no", "sort_order": "desc"}], select="(**)")

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: bare(item) for name, item in value.items() if name != "_type"}
        return [bare(item) for item in value] if isinstance(value, list) else value

    assert bare(answer.json["query"]) == query
    assert bare(answer.json["sorts"]) == [{"field": "status"}, {"field": "order_no", "sort_order": "desc"}]
    assert answer.json["select"] == "(**)"


def test_a_selector_chooses_what_is_answered(search: Searcher, three: list[str]):
    assert search(ALL, select="(total)").json == {"_v": "23.1", "total": 3}
    chosen = search(ALL, select="(hits.(data.(order_no)))", count=1).json
    assert chosen == {"_v": "23.1", "hits": [{"data": {"order_no": three[2]}}]}
    first = search(ALL, select="(count,hits[0].(data.(customer_info.(email))))").json
    assert first == {"_v": "23.1", "count": 3, "hits": [{"data": {"customer_info": {"email": "x@gmail.com"}}}]}


def test_xml_is_understood_and_answered(api: Api, search: Searcher, three: list[str]):
    body = f"""<order_search_request xmlns="http://www.demandware.com/xml/shop/23.1">
        <query><bool_query><must><query><term_query><fields><value>order_no</value></fields>
        <operator>one_of</operator><values><value>{three[0]}</value><value>{three[1]}</value></values></term_query>
        </query><query><match_all_query/></query></must></bool_query></query>
        <sorts><sort><field>order_no</field><sort_order>asc</sort_order></sort></sorts><count>1</count>
        </order_search_request>"""
    answer = api.post(SEARCH, body.encode(), token=search.token, headers={"Content-Type": "application/xml"})
    assert answer.status == 200, answer
    assert answer.headers["content-type"] == "application/xml;charset=UTF-8"
    for part in (
        f"<order_no>{three[0]}</order_no>",
        "<total>2</total>",
        "<next><_type>result_page</_type><count>1</count><start>1</start></next>",
        "<field>order_no</field>",
        "<operator>one_of</operator>",
    ):
        assert part in answer.text
    selected = api.post(
        f"{SEARCH}",
        body.replace("<count>", "<select>(total)</select><count>").encode(),
        token=search.token,
        headers={"Content-Type": "text/xml"},
    )
    assert "<total>2</total>" in selected.text
    assert "<hits>" not in selected.text


def test_an_order_is_found_as_soon_as_it_is_placed_and_so_is_a_change_of_it(api: Api, search: Searcher):
    assert search.found(term("status", "is", "created")) == []
    order = api.order(search.token)
    assert search.found(term("status", "is", "created")) == [order["order_no"]]
    assert api.authorize(order).status == 200
    assert search.found(term("status", "is", "created")) == []
    assert search.found(term("status", "is", "new")) == [order["order_no"]]
    assert search.found(term("payment_instruments.payment_method_id", "is", "CREDIT_CARD")) == [order["order_no"]]


def test_an_order_of_another_process_is_found_too(make_api: Any):
    first, second = make_api(), make_api()
    token = first.agent_token()
    order = first.order(token)
    assert Searcher(second).found(term("order_no", "is", order["order_no"])) == [order["order_no"]]
    again = first.order(token)
    assert len(Searcher(second).found(ALL)) == len(Searcher(first).found(ALL)) == 2
    assert again["order_no"] in Searcher(first).found(term("status", "is", "created"))


def test_orders_placed_at_once_are_each_found_once(api: Api, search: Searcher):
    baskets = [api.basket(search.token)["basket_id"] for _ in range(4)]

    async def place_and_search(basket_id: str) -> Answer:
        made = await api.request("POST", f"{V23}/orders", {"basket_id": basket_id}, token=search.token)
        query = {"query": term("order_no", "is", made.json["order_no"]), "select": "(total)"}
        return await api.request("POST", SEARCH, query, token=search.token)

    answers = api.together(*(place_and_search(basket_id) for basket_id in baskets))
    assert [answer.json["total"] for answer in answers] == [1] * 4
    assert len(search.found(ALL)) == 4


def test_hits_are_sorted_by_every_sortable_field(search: Searcher, three: list[str]):
    fields = (
        "affiliate_partner_i_d affiliate_partner_name business_type channel_type confirmation_status created_by "
        "creation_date currency_code customer_email customer_name customer_no export_after export_status "
        "external_order_no external_order_status global_party_id last_modified order_no original_order_no "
        "payment_status replaced_order_no replacement_order_no shipping_status status total_gross_price "
        "total_net_price order.has_holds"
    )
    for field in fields.split():
        assert sorted(search.found(ALL, sorts=[{"field": field}])) == three
    assert search.found(ALL, sorts=[{"field": "total_gross_price", "sort_order": "desc"}]) == three[::-1]
    assert search.found(ALL, sorts=[{"field": "status"}, {"field": "creation_date"}]) == three
    assert search.found(ALL, sorts=[{"field": "status", "sort_order": "desc"}]) == three[::-1]


@pytest.mark.parametrize("version", ["v15_2", "v15_7"])
def test_before_the_resource_there_is_none(api: Api, search: Searcher, version: str):
    assert search(ALL, path=f"{SHOP}/{version}/order_search").status in (404,)


def test_only_an_agent_who_may_search_orders_does(api: Api):
    def fault(token: str | None, path: str = SEARCH) -> tuple[int, str]:
        answer = api.post(path, {"query": ALL}, token=token)
        return answer.status, answer.fault

    server = api.application.server
    for login, rights in (
        ("nobody@example.com", {"permissions": ["Create_Order_On_Behalf_Of"]}),
        ("elsewhere@example.com", {"permissions": ["Search_Orders"], "sites": ["Elsewhere"]}),
        ("searcher@example.com", {"permissions": ["Search_Orders"], "sites": ["RefArch"]}),
    ):
        api.run(accounts.add_agent(server.store, server.ambient, login, access_key="secret", **rights))
    assert fault(None) == (401, "AuthorizationHeaderMissingException")
    assert fault(api.customer()) == (403, "AccessWithoutUserForbiddenException")
    registered = api.customer("credentials", "x@gmail.com", "Earl-Grey-1")
    assert fault(registered) == (403, "AccessWithoutUserForbiddenException")
    assert fault(api.agent_token("nobody@example.com", "secret")) == (403, "UserAccessForbiddenException")
    assert fault(api.agent_token("elsewhere@example.com", "secret")) == (403, "UserAccessForbiddenException")
    may = api.post(SEARCH, {"query": ALL}, token=api.agent_token("searcher@example.com", "secret"))
    assert may.status == 200


def test_an_order_of_another_site_is_not_found(api: Api, search: Searcher, three: list[str]):
    other = api.post("/s/RefArchGross/dw/shop/v23_1/order_search", {"query": ALL}, token=search.token)
    assert other.status in (200, 404)
    if other.status == 200:
        assert other.json["total"] == 0


def test_orders_are_found_whatever_signs_their_attributes_have(api: Api, search: Searcher, tmp_path: Path):
    """A value of the longest kind does not fit an index of PostgreSQL as it is, least of all beside its words."""
    signs = [chr(code) for code in range(0x10000, 0x30000) if chr(code).isalnum()]
    value = (
        "".join(random.Random(3).sample(signs, 395)) + "\U00010400" * 5
    )  # letters with a capital: their word differs
    name = "c_" + "".join(random.Random(4).choices(string.ascii_letters, k=256))
    declared = {"Order": {name.removeprefix("c_"): "string"}}
    api.run(declare_attributes(api.application.server.store, tmp_path / "metadata", declared))
    order = api.order(search.token)
    path = f"{V23}/orders/{order['order_no']}"
    assert api.patch(path, {name: value}, token=search.token).json[name] == value
    assert search.found(ALL) == [order["order_no"]]
