"""Order search of 16.x: a phrase in fields, a query text with arguments, sort fields."""

from typing import Any

import pytest
from tests.api import SHOP, Answer, Api

SEARCH = f"{SHOP}/v16_3/order_search"


class Searcher:
    """Asks for orders with an agent's token."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.token = api.agent_token()

    def __call__(self, **body: Any) -> Answer:
        return self.api.post(SEARCH, body, token=self.token)

    def found(self, **body: Any) -> list[str]:
        answer = self(**body)
        assert answer.status == 200, answer
        return [hit["data"]["order_no"] for hit in answer.json.get("hits", ())]


@pytest.fixture
def search(api: Api) -> Searcher:
    return Searcher(api)


@pytest.fixture
def two(api: Api, search: Searcher) -> list[str]:
    """The numbers of two orders, a minute apart."""
    numbers = []
    for quantity in (1, 2):
        order = api.order(search.token, product_items=[{"product_id": "mug-01", "quantity": quantity}])
        numbers.append(order["order_no"])
        api.clock.advance(60_000)
    return numbers


def test_a_phrase_is_searched_in_the_order_number_or_in_named_fields(search: Searcher, two: list[str]):
    first, second = two
    assert search.found(search_phrase=first) == [first]
    assert search.found(search_phrase="0000*", sort_fields=["orderNo"]) == two
    assert search.found(search_phrase="xenia " + second, search_fields=["customerName", "order_no"]) == [second]
    assert search.found(search_phrase="nobody", search_fields=["customer_name"]) == []
    assert search.found(search_phrase="!") == []
    assert len(search.found(search_phrase="*")) == 2


def test_a_query_text_takes_arguments(search: Searcher, two: list[str]):
    first, second = two
    for query, arguments, numbers in (
        ("orderNo = {0}", [first], [first]),
        ("orderNo != {0}", [first], [second]),
        ("orderNo > {0} AND status = 'created'", [first], [second]),
        ("orderNo = {0} OR orderNo = {1}", [first, second], two),
        ("NOT (orderNo = {0} OR customerName = 'x')", [first], [second]),
        ("not not orderNo <= {0}", [first], [first]),
        ("customerEmail LIKE 'x@*'", [], two),
        ("customerEmail ILIKE {0}", ["y*"], []),
        ("customerName LIKE 'Xenia Gold'", [], two),
        ("totalGrossPrice >= 1.5 AND totalGrossPrice < 100000", [], two),
        ("creationDate < {0}", ["2026-06-15T10:01Z"], [first]),
        ("externalOrderStatus = NULL", [], two),
        ("externalOrderStatus != null", [], []),
        ("product_items.product_id = 'mug-01'", [], two),
        ("customerName = 'O\\'Neill'", [], []),
    ):
        found = search.found(query=query, query_args=arguments, sort_fields=["creationDate asc"])
        assert found == numbers, query


def test_the_answer_echoes_the_request(search: Searcher, two: list[str]):
    body = {
        "query": "status = {0}",
        "query_args": ["created"],
        "sort_fields": ["creationDate desc", "order_no"],
        "start": 0,
        "count": 1,
        "select": "(**)",
    }
    answer = search(**body).json
    assert {name: answer[name] for name in ("query", "query_args", "start", "count", "select", "total")} == {
        "query": "status = {0}",
        "query_args": ["created"],
        "start": 0,
        "count": 1,
        "select": "(**)",
        "total": 2,
    }
    assert answer["sort_string"] == "creationDate desc, order_no"
    assert answer["hits"][0]["data"]["order_no"] == two[1]
    assert answer["next"]["start"] == 1
    assert search(select="(total)").json == {"_v": "16.3", "total": 2}


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({"query": "orderNo"}, "PropertyConstraintViolationException"),
        ({"query": "orderNo = "}, "PropertyConstraintViolationException"),
        ({"query": "= 'x'"}, "PropertyConstraintViolationException"),
        ({"query": "orderNo = {0}"}, "PropertyConstraintViolationException"),
        ({"query": "orderNo = 'x"}, "PropertyConstraintViolationException"),
        ({"query": "(orderNo = 'x'"}, "PropertyConstraintViolationException"),
        ({"query": "orderNo = 'x') "}, "PropertyConstraintViolationException"),
        ({"query": "orderNo ( 'x'"}, "PropertyConstraintViolationException"),
        ({"query": "orderNo = 'x' ; drop table orders"}, "PropertyConstraintViolationException"),
        ({"query": "a" * 5000}, "PropertyConstraintViolationException"),
        ({"query": "colour = 'x'"}, "UnknownSearchFieldException"),
        ({"query": "custom.colour = 'x'"}, "UnknownSearchFieldException"),
        ({"query": "creationDate LIKE 'x'"}, "SearchOperatorNotApplicableException"),
        ({"query": "orderNo < null"}, "SearchOperatorNotApplicableException"),
        ({"query": "order.has_holds < true"}, "SearchOperatorNotApplicableException"),
        ({"query": "creationDate = 'x'"}, "InvalidSearchFieldTypeException"),
        ({"query": "totalGrossPrice > 'x'"}, "InvalidSearchFieldTypeException"),
        ({"query": "orderNo LIKE '*x'"}, "InvalidSearchFieldTypeException"),
        ({"query": "(" * 20 + "status = 'x'" + ")" * 20}, "QuotaExceededException"),
        ({"query": " or ".join(["status = 'x'"] * 201)}, "QuotaExceededException"),
        ({"search_phrase": "x", "search_fields": ["creation_date"]}, "UnqueryableFieldException"),
        ({"search_phrase": " ".join(f"w{n}" for n in range(40))}, "QuotaExceededException"),
        ({"sort_fields": ["colour"]}, "UnknownSearchFieldException"),
        ({"sort_fields": ["status up"]}, "EnumConstraintViolationException"),
        ({"sort_fields": ["product_items.product_id"]}, "FieldNotSortableException"),
        ({"select": "x"}, "MalformedSelectorException"),
        ({"expand": ["x"]}, "InvalidExpandValueException"),
        ({"start": 1000}, "PropertyConstraintViolationException"),
    ],
)
def test_each_fault_says_what_is_wrong(shared_search: Searcher, body: dict[str, Any], fault: str):
    answer = shared_search(**body)
    assert (answer.status, answer.fault) == (400, fault), answer


@pytest.fixture(scope="module")
def shared_search(shared: Any) -> Searcher:
    return Searcher(shared.api)


def test_shoppers_are_refused(api: Api):
    answer = api.post(SEARCH, {"search_phrase": "1"}, token=api.customer())
    assert (answer.status, answer.fault) == (403, "AccessWithoutUserForbiddenException")
