"""The query language of order search: what each operator, filter and kind of field finds."""

from pathlib import Path
from typing import Any

import pytest
from tests.api import Api
from tests.archive.archives import folder, xml
from tests.http.order_searcher import ALL, Searcher, filtered, search, term, three  # noqa: F401  (two are fixtures)

from counterfoil.archive.load import load_archive

METADATA = """<type-extension type-id="Order"><custom-attribute-definitions>
    <attribute-definition attribute-id="color"><type>string</type><searchable-flag>true</searchable-flag>
    </attribute-definition>
    <attribute-definition attribute-id="weight"><type>double</type><searchable-flag>true</searchable-flag>
    </attribute-definition>
    <attribute-definition attribute-id="due"><type>date</type><searchable-flag>true</searchable-flag>
    </attribute-definition>
    <attribute-definition attribute-id="gift"><type>boolean</type><searchable-flag>true</searchable-flag>
    </attribute-definition>
    <attribute-definition attribute-id="secretive"><type>string</type></attribute-definition>
    <attribute-definition attribute-id="picture"><type>image</type><searchable-flag>true</searchable-flag>
    </attribute-definition>
    </custom-attribute-definitions></type-extension>"""


FOUND: list[tuple[str, Any, list[int]]] = [
    ("is", term("order_no", "is", "{1}"), [1]),
    ("one_of", term("order_no", "one_of", "{0}", "{2}"), [0, 2]),
    ("neq", term("order_no", "neq", "{1}"), [0, 2]),
    ("not_in", term("order_no", "not_in", "{1}", "{2}"), [0]),
    ("less", term("order_no", "less", "{1}"), [0]),
    ("greater", term("order_no", "greater", "{1}"), [2]),
    ("is_null", term("external_order_status", "is_null"), [0, 1, 2]),
    ("is_not_null", term("customer_email", "is_not_null"), [0, 1, 2]),
    ("a status", term("status", "is", "created"), [0, 1, 2]),
    ("another status", term("status", "neq", "created"), []),
    ("several statuses", term("status", "one_of", "new", "created"), [0, 1, 2]),
    ("confirmation", term("confirmation_status", "is", "not_confirmed"), [0, 1, 2]),
    ("channel", term("channel_type", "is", "callcenter"), [0, 1, 2]),
    ("currency", term("currency_code", "is", "USD"), [0, 1, 2]),
    ("creator", term("created_by", "is", "Customer"), []),
    ("customer number", term("customer_no", "is", "000000001"), [0, 1, 2]),
    ("customer name", term("customer_name", "is", "Xenia Gold"), [0, 1, 2]),
    ("product", term("product_items.product_id", "is", "mug-01"), [0, 1, 2]),
    ("no product", term("product_items.product_id", "is", "tea-01"), []),
    ("shipping method", term("shipments.shipping_method_id", "is_not_null"), [0, 1, 2]),
    ("a field without data", term("original_order_no", "is", "1"), []),
    ("a field without data is null", term("affiliate_partner_i_d", "is_null"), [0, 1, 2]),
    ("is not null without data", term("holds.type", "is_not_null"), []),
    ("neq without data", term("business_type", "neq", "b2b"), []),
    ("a flag without data", term("order.has_holds", "is", True), []),
    (
        "any of several fields",
        {"term_query": {"fields": ["customer_no", "order_no"], "operator": "is", "values": ["{0}"]}},
        [0],
    ),
    ("words", {"text_query": {"fields": ["customer_name"], "search_phrase": "gold XENIA"}}, [0, 1, 2]),
    (
        "words in several fields",
        {"text_query": {"fields": ["customer_name", "order_no"], "search_phrase": "gold {1}"}},
        [1],
    ),
    ("a beginning", {"text_query": {"fields": ["customer_name"], "search_phrase": "xen*"}}, [0, 1, 2]),
    ("half a word", {"text_query": {"fields": ["customer_name"], "search_phrase": "xen"}}, []),
    ("part of an address", {"text_query": {"fields": ["customer_email"], "search_phrase": "gmail.com"}}, [0, 1, 2]),
    ("only signs", {"text_query": {"fields": ["customer_name"], "search_phrase": "!?"}}, []),
    ("only a star", {"text_query": {"fields": ["customer_name"], "search_phrase": "*"}}, [0, 1, 2]),
    ("must", {"bool_query": {"must": [term("order_no", "less", "{2}"), term("order_no", "greater", "{0}")]}}, [1]),
    ("must not", {"bool_query": {"must_not": [term("order_no", "is", "{0}")]}}, [1, 2]),
    ("should", {"bool_query": {"should": [term("order_no", "is", "{0}"), term("order_no", "is", "{2}")]}}, [0, 2]),
    ("an empty bool", {"bool_query": {}}, [0, 1, 2]),
    (
        "nested",
        {"nested_query": {"path": "product_items", "query": term("product_items.product_id", "is", "mug-01")}},
        [0, 1, 2],
    ),
    (
        "nested, method and card type in one instrument",
        {
            "nested_query": {
                "path": "payment_instruments",
                "score_mode": "avg",
                "query": {
                    "bool_query": {
                        "must": [
                            term("payment_instruments.payment_method_id", "is", "CREDIT_CARD"),
                            term("payment_instruments.credit_card_type", "is", "Nobody"),
                        ]
                    }
                },
            }
        },
        [],
    ),
    ("minutes", filtered({"range_filter": {"field": "creation_date", "from": "2026-06-15T10:01Z"}}), [1, 2]),
    (
        "seconds and an offset",
        filtered({"range_filter": {"field": "creation_date", "to": "2026-06-15T12:01:00+02:00"}}),
        [0, 1],
    ),
    (
        "milliseconds, open",
        filtered(
            {
                "range_filter": {
                    "field": "creation_date",
                    "from": "2026-06-15T10:00:00.000Z",
                    "from_inclusive": False,
                    "to": "2026-06-15T10:02:00.000Z",
                    "to_inclusive": False,
                }
            }
        ),
        [1],
    ),
    ("a day", filtered({"range_filter": {"field": "last_modified", "from": "2026-06-15"}}), [0, 1, 2]),
    ("a range of nothing", filtered({"range_filter": {"field": "order_no"}}), [0, 1, 2]),
    ("before it begins", filtered({"range_filter": {"field": "order_no", "from": "{2}", "to": "{0}"}}), []),
    ("an amount", term("total_gross_price", "greater", 1), [0, 1, 2]),
    ("an amount as a text", term("total_net_price", "less", "0.5"), []),
    ("a filter", filtered({"term_filter": {"field": "order_no", "operator": "is", "values": ["{0}"]}}), [0]),
    ("a query as filter", filtered({"query_filter": {"query": term("order_no", "is", "{0}")}}), [0]),
    (
        "and",
        filtered(
            {
                "bool_filter": {
                    "operator": "and",
                    "filters": [
                        {"range_filter": {"field": "order_no", "from": "{1}"}},
                        {"term_filter": {"field": "order_no", "operator": "neq", "values": ["{2}"]}},
                    ],
                }
            }
        ),
        [1],
    ),
    (
        "not",
        filtered(
            {
                "bool_filter": {
                    "operator": "not",
                    "filters": [{"term_filter": {"field": "order_no", "operator": "is", "values": ["{2}"]}}],
                }
            }
        ),
        [0, 1],
    ),
    (
        "overlapping ranges",
        filtered(
            {
                "range2_filter": {
                    "from_field": "creation_date",
                    "to_field": "last_modified",
                    "from_value": "2026-06-15T10:01Z",
                    "to_value": "2026-06-15T10:30Z",
                }
            }
        ),
        [1, 2],
    ),
    (
        "contained ranges",
        filtered(
            {
                "range2_filter": {
                    "from_field": "creation_date",
                    "to_field": "last_modified",
                    "filter_mode": "contained",
                    "from_value": "2026-06-15T09:00Z",
                    "to_value": "2026-06-15T10:01Z",
                }
            }
        ),
        [0, 1],
    ),
]


def filled(value: Any, numbers: list[str]) -> Any:
    """Put order numbers in the place of ``{0}``, ``{1}`` and ``{2}``."""
    if isinstance(value, dict):
        return {name: filled(item, numbers) for name, item in value.items()}
    if isinstance(value, list):
        return [filled(item, numbers) for item in value]
    return value.format(*numbers) if isinstance(value, str) else value


def test_each_operator_and_filter_finds_its_orders(search: Searcher, three: list[str]):
    for name, query, places in FOUND:
        sorts = [{"field": "order_no"}]
        assert search.found(filled(query, three), sorts=sorts) == [three[place] for place in places], name


@pytest.fixture
def colored(api: Api, search: Searcher, tmp_path: Path) -> list[str]:
    """The numbers of two orders with custom attributes that the site's metadata marks as searchable."""
    files = {
        "meta/system-objecttype-extensions.xml": xml("metadata", METADATA + METADATA.replace('"Order"', '"Basket"'))
    }
    store = api.application.server.store
    api.run(load_archive(store, folder(tmp_path / "meta-archive", files), hash_password=str))
    return [
        api.order(search.token, c_color="dark red", c_weight=2.5, c_due="2026-07-01", c_gift=True)["order_no"],
        api.order(search.token, c_color="blue", c_weight=12, c_secretive="x")["order_no"],
    ]


def test_custom_attributes_that_are_marked_searchable_are_searched(search: Searcher, colored: list[str]):
    first, second = colored
    for query, found in (
        (term("c_color", "is", "blue"), [second]),
        (term("c_color", "neq", "blue"), [first]),
        ({"text_query": {"fields": ["c_color"], "search_phrase": "RED"}}, [first]),
        (term("c_weight", "is", 2.5), [first]),
        (term("c_weight", "greater", 9), [second]),
        (filtered({"range_filter": {"field": "c_weight", "from": 2, "to": 3}}), [first]),
        (filtered({"range_filter": {"field": "c_due", "from": "2026-06-30T00:00Z"}}), [first]),
        (term("c_gift", "is", True), [first]),
        (term("c_gift", "is_null"), [second]),
        (term("c_color", "is_not_null"), [first, second]),
    ):
        assert search.found(query, sorts=[{"field": "order_no"}]) == found, query
    for name in ("c_secretive", "c_picture"):
        answer = search(term(name, "is", "x"))
        assert (answer.fault, answer.arguments) == ("UnqueryableFieldException", {"field": name})
    assert search(ALL, sorts=[{"field": "c_color"}]).fault == "FieldNotSortableException"


def test_hostile_texts_find_nothing_and_break_nothing(search: Searcher, three: list[str]):
    for value in ("' or 1=1 --", "%", "_", "\\", "\U0001f375", "$1", "?1", "a" * 5000, "{}", "\t"):
        assert search.found(term("customer_name", "is", value)) == []
        assert search.found(term("product_items.product_id", "is", value)) == []
        answer = search({"text_query": {"fields": ["customer_name"], "search_phrase": value or "x"}})
        assert answer.status == 200
    assert search(term("customer_name", "is", "a\0b")).fault == "InvalidSearchFieldTypeException"
    assert search(term("total_gross_price", "less", 1e25)).status == 200
    assert search(term("creation_date", "less", "9999-12-31T23:59:59.999Z")).json["total"] == 3
    assert search(term("creation_date", "less", "0001-01-01T00:00Z")).json["total"] == 0
