"""Any query finds on either engine what reading the orders one by one finds, in the same order."""

import asyncio
import random
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from tests.examples import examples
from tests.store.searched_orders import (
    FIRST,
    HOUR,
    Naive,
    change_order,
    numbers,
    put_order,
    sample_order,
    search,
    values_of,
)

from counterfoil.documents.items import ProductItem
from counterfoil.store import search_bitmaps, search_fold, search_found, search_index, search_order, search_view
from counterfoil.store.engines import open_store
from counterfoil.timestamps import date_time

NUMBER = 90
TEXTS: dict[str, list[Any]] = {
    "status": ["new", "open", "cancelled", "replaced"],
    "confirmation_status": ["confirmed"],
    "export_status": ["exported", "failed"],
    "created_by": ["Customer", "agent smith"],
    "currency_code": ["USD"],
    "customer_email": ["jane.smith@example.com", "Jane@Example.com", "x"],
    "customer_name": ["Bo", "Jane Smith", "K"],
    "customer_no": ["0001", "VIP-3"],
    "order_no": ["00000005", "WEB-007", "00000050", "W"],
    "external_order_status": ["on hold"],
    "original_order_no": ["1"],
    "c_color": ["red", "blue", "dark red"],
}
ELEMENTS: dict[str, list[Any]] = {
    "product_items.product_id": ["mug-01", "spoon", "ABC_7"],
    "coupon_line_items.coupon_code": ["SPRING", "summer-10"],
    "coupon_line_items.coupon_id": ["c-1"],
    "payment_instruments.payment_method_id": ["CREDIT_CARD", "GIFT"],
    "payment_instruments.credit_card_type": ["Visa"],
    "shipments.shipping_method_id": ["001"],
    "invoices.status": ["paid"],
}
DATES: dict[str, list[Any]] = {
    name: [date_time(FIRST + hours * HOUR) for hours in (0, 5, 24, 30, 47)]
    for name in ("creation_date", "last_modified")
} | {"c_due": ["2026-05-01T00:00:00.000Z", "2026-06-01T00:00:00.000Z"], "export_after": ["2026-05-01T00:00:00.000Z"]}
PRICES: dict[str, list[Any]] = {
    name: [10, Decimal("19.99"), Decimal("25.001")] for name in ("total_gross_price", "total_net_price")
} | {"c_weight": [1, Decimal("2.5"), 30]}
KINDS = (TEXTS | ELEMENTS, DATES, PRICES)
PHRASES = ["jane", "smith*", "Jane SMITH", "0001", "web 7*", "example.com", "00000*", "mug", "ABC_7", "sp*", "!"]


@some.composite
def terms(draw: Any, kinds: Any = KINDS) -> dict[str, Any]:
    kind = draw(some.sampled_from(kinds))
    fields = draw(some.lists(some.sampled_from(sorted(kind)), min_size=1, max_size=2, unique=True))
    operator = draw(some.sampled_from(["is", "one_of", "is_null", "is_not_null", "less", "greater", "not_in", "neq"]))
    operands = [one for field in fields for one in kind[field]]
    most = {"is_null": 0, "is_not_null": 0, "one_of": 3, "not_in": 3}.get(operator, 1)
    values = draw(some.lists(some.sampled_from(operands), min_size=min(most, 1), max_size=most))
    return {"fields": fields, "operator": operator, "values": values}


@some.composite
def texts(draw: Any) -> dict[str, Any]:
    fields = draw(some.lists(some.sampled_from(sorted(TEXTS | ELEMENTS)), min_size=1, max_size=3, unique=True))
    return {"text_query": {"fields": fields, "search_phrase": draw(some.sampled_from(PHRASES))}}


@some.composite
def ranges(draw: Any) -> dict[str, Any]:
    kind = draw(some.sampled_from(KINDS))
    field = draw(some.sampled_from(sorted(kind)))
    bound = some.none() | some.sampled_from(kind[field])
    body = {"from": draw(bound), "to": draw(bound)}
    flags = {name: draw(some.sampled_from([None, True, False])) for name in ("from_inclusive", "to_inclusive")}
    return {"range_filter": {"field": field, **{n: v for n, v in (body | flags).items() if v is not None}}}


@some.composite
def ranges2(draw: Any) -> dict[str, Any]:
    bound = some.none() | some.sampled_from(DATES["creation_date"])
    body = {
        "from_field": "creation_date",
        "to_field": "last_modified",
        "filter_mode": draw(some.sampled_from([None, "overlap", "containing", "contained"])),
        "from_value": draw(bound),
        "to_value": draw(bound),
        "from_inclusive": draw(some.sampled_from([None, False])),
        "to_inclusive": draw(some.sampled_from([None, False])),
    }
    return {"range2_filter": {name: value for name, value in body.items() if value is not None}}


@some.composite
def nested(draw: Any) -> dict[str, Any]:
    path = draw(some.sampled_from(sorted({field.partition(".")[0] for field in ELEMENTS})))
    inside = {field: values for field, values in ELEMENTS.items() if field.startswith(path + ".")}
    queries = draw(some.lists(terms((inside,)).map(lambda one: {"term_query": one}), min_size=1, max_size=2))
    word = some.sampled_from([{"match_all_query": {}}, {"bool_query": {"must": queries}}])
    query = draw(word | some.sampled_from([{"bool_query": {"must_not": queries}}, {"bool_query": {"should": queries}}]))
    return {"nested_query": {"path": path, "query": query}}


def _bool(inner: Any) -> Any:
    parts = some.lists(inner, min_size=1, max_size=2)
    return some.fixed_dictionaries({}, optional={"must": parts, "must_not": parts, "should": parts}).map(
        lambda body: {"bool_query": body}
    )


term_queries = terms().map(lambda body: {"term_query": body})
term_filters = terms().map(lambda body: {"term_filter": {**body, "field": body.pop("fields")[0]}})
filters = some.recursive(
    ranges() | ranges2() | term_queries.map(lambda query: {"query_filter": {"query": query}}),
    lambda inner: some.builds(
        lambda operator, found: {"bool_filter": {"operator": operator, "filters": found}},
        some.sampled_from(["and", "or", "not"]),
        some.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=4,
)
queries = some.recursive(
    some.just({"match_all_query": {}}) | term_queries | texts() | nested(),
    lambda inner: (
        _bool(inner)
        | some.builds(lambda query, found: {"filtered_query": {"query": query, "filter": found}}, inner, filters)
    ),
    max_leaves=6,
)
sorts = some.lists(
    some.builds(
        lambda field, way: {"field": field, "sort_order": way},
        some.sampled_from(
            ["status", "customer_name", "creation_date", "total_gross_price", "order_no", "created_by", "export_after"]
        ),
        some.sampled_from(["asc", "desc"]),
    ),
    max_size=3,
    unique_by=lambda sort: sort["field"],
)


def in_order(orders: list[Any], wanted: list[dict[str, str]]) -> list[str]:
    """Sort orders naively: without value first, and the number last."""
    keys = [(one["field"], one["sort_order"] == "desc") for one in wanted if one["field"] != "export_after"]
    keys = keys or [("creation_date", True)]
    if "order_no" not in [name for name, _ in keys]:
        keys.append(("order_no", keys[-1][1]))
    found = list(orders)
    for name, descending in reversed(keys):
        found.sort(key=lambda order: [str(type(v)) and v for v in values_of(order, name)], reverse=descending)
    return [order.order_no for order in found]


def in_small_pieces(monkeypatch: pytest.MonkeyPatch, room: int, changed: int, few: int) -> None:
    """Make pieces, buckets and batches small, so that some dozen orders go the ways of a million."""
    monkeypatch.setattr(search_bitmaps, "SEGMENT", 16)
    monkeypatch.setattr(search_view, "MOST_REMEMBERED", room)
    monkeypatch.setattr(search_fold, "FREQUENT", 8)
    monkeypatch.setattr(search_fold, "FIRST_BUCKETS", 3)
    monkeypatch.setattr(search_fold, "MOST_IN_BUCKET", 10)
    monkeypatch.setattr(search_fold, "FEWEST_SEEN", 1)
    monkeypatch.setattr(search_index, "BATCH", 7)
    monkeypatch.setattr(search_index, "MOST_CHANGED", changed)
    monkeypatch.setattr(search_found, "FEW", few)
    monkeypatch.setattr(search_order, "SMALL", few)


@pytest.mark.parametrize("engine", [pytest.param("sqlite", marks=pytest.mark.fast), "postgres"])
@pytest.mark.parametrize(("few", "changed"), [(0, 20), (3, 9), (3, 10_000)], ids=["bitmaps", "both", "records"])
def test_any_query_finds_what_reading_every_order_finds(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, engine: str, few: int, changed: int
):
    url = request.getfixturevalue(f"{engine}_url")
    in_small_pieces(monkeypatch, 1500, changed, few)
    chance = random.Random(changed)
    orders = {number: sample_order(chance, number) for number in range(NUMBER)}
    with asyncio.Runner() as runner:
        store = runner.run(open_store(url))

        async def fill() -> None:
            for order in orders.values():
                await put_order(store, order)
            await search(store, {"match_all_query": {}})
            for number in chance.sample(range(NUMBER), NUMBER // 3):
                other = sample_order(chance, number)
                other.creation_date = orders[number].creation_date
                orders[number] = other
                await change_order(store, other)

        runner.run(fill())

        @settings(max_examples=examples(150), deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
        @given(
            query=queries, wanted=sorts, start=some.sampled_from([0, 0, 3, 60]), count=some.sampled_from([1, 5, 200])
        )
        def check(query: Any, wanted: Any, start: int, count: int) -> None:
            found = [order for order in orders.values() if Naive(order).query(query)]
            page = runner.run(search(store, query, wanted, start, count))
            assert page.total == len(found)
            assert numbers(page) == in_order(found, wanted)[start : start + count]

        try:
            check()
        finally:
            runner.run(store.close())


def later_order(chance: random.Random, number: int) -> Any:
    """Return an order some values of which come up, become frequent and are no longer new, as numbers go on."""
    order = sample_order(chance, number)
    if chance.random() < 0.5:
        order.customer_name = f"Ada {number // 20:03d}"
        order.product_items = [ProductItem(product_id=f"new-{number // 20}"), ProductItem(product_id="mug-01")]
        order.created_by = f"agent {number // 40}"
    return order


def asked_of(number: int) -> list[Any]:
    """Return what is asked of orders about a number: rare values, frequent ones, and those that are becoming so."""
    ada, product, agent = f"Ada {number // 20:03d}", f"new-{number // 20}", f"agent {number // 40}"
    asked = [("customer_name", ada), ("customer_name", "Bo"), ("product_items.product_id", product), ("status", "new")]
    asked += [("created_by", agent), ("created_by", "Customer"), ("order_no", f"{number:08d}")]
    operators = ("is", "neq", "less", "greater")
    terms = [{"fields": [field], "operator": one, "values": [value]} for field, value in asked for one in operators[:2]]
    terms += [
        {"fields": [field], "operator": one, "values": [value]} for field, value in asked for one in operators[2:]
    ]
    words = [{"fields": ["customer_name"], "search_phrase": phrase} for phrase in ("ada", ada, f"{ada}*", "smith*")]
    return [*({"term_query": body} for body in terms), *({"text_query": body} for body in words)]


@pytest.mark.parametrize("engine", [pytest.param("sqlite", marks=pytest.mark.fast), "postgres"])
@pytest.mark.parametrize(("room", "changed"), [(2**20, 6), (2**20, 1), (4000, 6)], ids=["some", "all", "little room"])
def test_what_two_processes_remember_stays_true_whoever_folds(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, engine: str, room: int, changed: int
):
    url = request.getfixturevalue(f"{engine}_url")
    in_small_pieces(monkeypatch, room, changed, 0)
    chance = random.Random(room + changed)
    orders: dict[int, Any] = {}
    revisions: dict[int, int] = {}
    with asyncio.Runner() as runner:
        stores = [runner.run(open_store(url)) for _ in range(2)]

        async def write(numbers_: list[int]) -> None:
            for number in numbers_:
                order = later_order(chance, number)
                if number in orders:
                    order.creation_date = orders[number].creation_date
                    await change_order(stores[0], order, revisions[number])
                else:
                    await put_order(stores[1], order)
                orders[number] = order
                revisions[number] = revisions.get(number, 0) + 1

        async def look(store: Any, query: Any, wanted: Any) -> None:
            found = [order for order in orders.values() if Naive(order).query(query)]
            start, count = chance.choice([0, 0, 3, 30]), chance.choice([1, 5, 500])
            page = await search(store, query, wanted, start, count)
            assert page.total == len(found)
            assert numbers(page) == in_order(found, wanted)[start : start + count]

        async def step(query: Any, wanted: Any, first: int, new: int, old: list[float]) -> None:
            somewhere = [int(share * len(orders)) for share in old]
            await write([*dict.fromkeys(somewhere), *range(len(orders), min(len(orders) + new, 2 * NUMBER))])
            around = chance.choice(list(orders)) if orders else 0
            looks = [
                look(store, one, wanted)
                for store in (stores[first], stores[1 - first])
                for one in (query, chance.choice(asked_of(around)))
            ]
            if new:  # at once, so that one may fold while another reads
                await asyncio.gather(*looks)
            else:
                for one in looks:
                    await one

        runner.run(write(list(range(NUMBER))))

        @settings(max_examples=examples(80), deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
        @given(
            query=queries,
            wanted=sorts,
            first=some.sampled_from([0, 1]),
            new=some.sampled_from([0, 0, 1, 3]),
            old=some.lists(some.floats(0, 1, exclude_max=True), max_size=4),
        )
        def check(query: Any, wanted: Any, first: int, new: int, old: list[float]) -> None:
            runner.run(step(query, wanted, first, new, old))

        try:
            check()
            for query in asked_of(NUMBER):
                for store in stores:
                    runner.run(look(store, query, [{"field": "customer_name", "sort_order": "asc"}]))
        finally:
            for store in stores:
                runner.run(store.close())
