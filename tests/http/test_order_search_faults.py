"""What order search refuses: each fault with its arguments, and queries that would cost too much."""

from typing import Any

import pytest
from tests.api import Api
from tests.http.order_searcher import ALL, SEARCH, Searcher, filtered, search, term, three  # noqa: F401  (two are fixtures)

from counterfoil.store.search import Search

FAULTS: list[tuple[dict[str, Any], str, dict[str, Any]]] = [
    ({"query": term("colour", "is", "x")}, "UnknownSearchFieldException", {"field": "colour"}),
    ({"query": term("c_none", "is", "x")}, "UnknownSearchFieldException", {"field": "c_none"}),
    ({"query": term("status", "like", "x")}, "UnknownSearchOperatorException", {"operator": "like"}),
    (
        {"query": term("order.has_holds", "less", True)},
        "SearchOperatorNotApplicableException",
        {"operator": "less", "field": "order.has_holds"},
    ),
    (
        {"query": term("status", "is")},
        "TermOperatorMismatchValuesException",
        {"field": "status", "operator": "is"},
    ),
    (
        {"query": term("status", "less", "a", "b")},
        "TermOperatorMismatchValuesException",
        {"field": "status", "operator": "less"},
    ),
    (
        {"query": term("status", "is_null", "a")},
        "TermOperatorMismatchValuesException",
        {"field": "status", "operator": "is_null"},
    ),
    (
        {"query": term("creation_date", "is", "yesterday")},
        "InvalidSearchFieldTypeException",
        {"field": "creation_date", "value": "yesterday", "type": "date"},
    ),
    (
        {"query": term("total_gross_price", "greater", "much")},
        "InvalidSearchFieldTypeException",
        {"field": "total_gross_price", "value": "much", "type": "number"},
    ),
    (
        {"query": term("status", "is", None)},
        "InvalidSearchFieldTypeException",
        {"field": "status", "value": "null", "type": "string"},
    ),
    (
        {"query": {"term_query": {"fields": ["status", "creation_date"], "operator": "is", "values": ["x"]}}},
        "QuerySearchTypesNomatchException",
        {"field1": "status", "field2": "creation_date", "type1": "string", "type2": "date"},
    ),
    (
        {"query": filtered({"range_filter": {"field": "order.has_holds", "from": 1}})},
        "RangeFilterTypeException",
        {"field": "order.has_holds", "type": "boolean"},
    ),
    (
        {"query": filtered({"range_filter": {"field": "creation_date", "from": 7}})},
        "RangeFilterValueException",
        {"field": "creation_date", "value": "7"},
    ),
    (
        {"query": filtered({"bool_filter": {"operator": "xor", "filters": []}})},
        "UnknownSearchOperatorException",
        {"operator": "xor"},
    ),
    (
        {"query": {"text_query": {"fields": ["creation_date"], "search_phrase": "x"}}},
        "UnqueryableFieldException",
        {"field": "creation_date"},
    ),
    (
        {"query": {"nested_query": {"path": "product_items", "query": term("status", "is", "new")}}},
        "UnqueryableFieldException",
        {"field": "status"},
    ),
    (
        {"query": {"nested_query": {"path": "things", "query": ALL}}},
        "UnknownSearchFieldException",
        {"field": "things"},
    ),
    ({"query": ALL, "sorts": [{"field": "colour"}]}, "UnknownSearchFieldException", {"field": "colour"}),
    (
        {"query": ALL, "sorts": [{"field": "product_items.product_id"}]},
        "FieldNotSortableException",
        {"field": "product_items.product_id"},
    ),
    ({"query": ALL, "select": "(a"}, "MalformedSelectorException", {"selector": "(a"}),
    ({"query": ALL, "expand": ["x"]}, "InvalidExpandValueException", {"expandValue": "x"}),
    ({}, "PropertyConstraintViolationException", {"document": "order_search_request", "path": "$.query"}),
    ({"query": {}}, "PropertyConstraintViolationException", {"document": "query", "path": "$.query"}),
    (
        {"query": {**ALL, **term("status", "is", "new")}},
        "PropertyConstraintViolationException",
        {"document": "query", "path": "$.query"},
    ),
    (
        {"query": filtered({})},
        "PropertyConstraintViolationException",
        {"document": "filter", "path": "$.query.filtered_query.filter"},
    ),
    (
        {"query": {"term_query": {"fields": [], "operator": "is", "values": ["x"]}}},
        "PropertyConstraintViolationException",
        {"document": "term_query", "path": "$.query.term_query.fields"},
    ),
    (
        {"query": {"text_query": {"fields": ["status"]}}},
        "PropertyConstraintViolationException",
        {"document": "text_query", "path": "$.query.text_query.search_phrase"},
    ),
    (
        {"query": ALL, "count": 201},
        "PropertyConstraintViolationException",
        {"document": "order_search_request", "path": "$.count"},
    ),
    (
        {"query": ALL, "count": 0},
        "PropertyConstraintViolationException",
        {"document": "order_search_request", "path": "$.count"},
    ),
    (
        {"query": ALL, "start": 1000},
        "PropertyConstraintViolationException",
        {"document": "order_search_request", "path": "$.start"},
    ),
    ({"query": {"fuzzy_query": {}}}, "UnknownPropertyException", {"property": "fuzzy_query", "document": "query"}),
    (
        {"query": ALL, "sorts": [{"field": "status", "sort_order": "up"}]},
        "EnumConstraintViolationException",
        {"document": "sort", "enumValue": "up"},
    ),
    (
        {"query": {"nested_query": {"path": "shipments", "score_mode": "most", "query": ALL}}},
        "EnumConstraintViolationException",
        {"document": "nested_query", "enumValue": "most"},
    ),
]


def test_each_fault_names_what_is_wrong(api: Api, search: Searcher):
    for body, fault, arguments in FAULTS:
        answer = api.post(SEARCH, body, token=search.token)
        assert (answer.status, answer.fault, answer.arguments) == (400, fault, arguments), body


def test_a_query_that_is_too_large_is_refused(search: Searcher):
    deep: dict[str, Any] = ALL
    for _ in range(17):
        deep = {"bool_query": {"must": [deep]}}
    wide = {"bool_query": {"should": [term("order_no", "is", str(number)) for number in range(201)]}}
    long = term("order_no", "one_of", *[str(number) for number in range(1001)])
    wordy = {"text_query": {"fields": ["order_no"], "search_phrase": " ".join(f"w{n}" for n in range(33))}}
    for query in (deep, wide, long, wordy):
        answer = search(query)
        assert (answer.status, answer.fault) == (400, "QuotaExceededException"), answer
    sorts = [{"field": "status"}] * 11
    assert search(ALL, sorts=sorts).fault == "QuotaExceededException"


def test_as_large_a_query_as_is_allowed_is_answered(search: Searcher, three: list[str]):
    wide = [term("order_no", "is", str(number)) for number in range(199)]
    text = {"text_query": {"fields": ["product_items.product_id"] * 6, "search_phrase": " ".join(["w*"] * 30)}}
    values = [f"value {number}" for number in range(999)]
    for query in (
        {"bool_query": {"should": [*wide, term("order_no", "is", three[0])]}},
        {"bool_query": {"must_not": wide}},
        text,
        term("product_items.product_id", "not_in", *values),
        {"bool_query": {"should": [term("customer_name", "neq", f"x{number}") for number in range(200)]}},
    ):
        assert search(query).status == 200, query


def test_a_search_that_takes_too_long_is_refused_and_the_next_one_is_answered(
    api: Api, search: Searcher, three: list[str], monkeypatch: pytest.MonkeyPatch
):
    patient = Search.__init__

    def hurried(self: Any, engine: Any, sites: Any, site_id: str, seconds: float) -> None:
        patient(self, engine, sites, site_id, -1.0)

    monkeypatch.setattr(Search, "__init__", hurried)
    answer = search(ALL)
    assert (answer.status, answer.fault) == (400, "QuotaExceededException")
    assert answer.arguments == {"msg": "The search took longer than 5 seconds."}
    monkeypatch.undo()
    assert len(search.found(ALL)) == 3
