"""The queries of the search benchmark: each documented kind of question, with values that differ each time."""

import random
from collections.abc import Iterator
from typing import Any, NamedTuple

from bench.many_orders import Known, customer, product
from counterfoil.timestamps import date_time

_DAY = 24 * 3600 * 1000
_ALL: dict[str, Any] = {"match_all_query": {}}
_VALUES = {
    "status": "new",
    "confirmation_status": "not_confirmed",
    "export_status": "failed",
    "payment_status": "paid",
    "shipping_status": "shipped",
    "channel_type": "storefront",
    "created_by": "Customer",
    "currency_code": "USD",
    "payment_instruments.payment_method_id": "CREDIT_CARD",
    "payment_instruments.credit_card_type": "Master",
    "shipments.shipping_method_id": "EXPRESS",
    "product_items.product_id": "product-0001",
    "coupon_line_items.coupon_code": "CODE-1",
    "coupon_line_items.coupon_id": "coupon-7",
}
SORTED = "order_no creation_date last_modified total_gross_price total_net_price customer_email customer_name".split()
SORTED += ["customer_no", "status", "created_by", "export_status"]


class Asked(NamedTuple):
    """One query with its name, its order, and where its page begins."""

    name: str
    query: dict[str, Any]
    sorts: tuple[str, ...] = ()
    start: int = 0


def term(field: str, operator: str, *values: Any) -> dict[str, Any]:
    """Return a term query."""
    return {"term_query": {"fields": [field], "operator": operator, "values": list(values)}}


def between(field: str, low: Any = None, high: Any = None) -> dict[str, Any]:
    """Return everything in a range."""
    body = {name: value for name, value in (("from", low), ("to", high)) if value is not None}
    return {"filtered_query": {"query": _ALL, "filter": {"range_filter": {"field": field, **body}}}}


def words(phrase: str, *fields: str) -> dict[str, Any]:
    """Return a text query."""
    return {"text_query": {"fields": list(fields), "search_phrase": phrase}}


def must(*queries: dict[str, Any]) -> dict[str, Any]:
    """Return what fulfils all of these."""
    return {"bool_query": {"must": list(queries)}}


def queries(known: Known, chance: random.Random) -> Iterator[Asked]:
    """Return one query of each kind."""
    number, name, email = customer(int(chance.random() ** 2 * known.customers))
    first, last = name.split()
    order_no = f"{chance.randrange(known.orders):08d}"

    def ago(days: int) -> str:
        return date_time(known.last - int(chance.random() * days * _DAY))

    yield Asked("everything", _ALL)
    for field, value in _VALUES.items():
        yield Asked(f"{field} is", term(field, "is", value))
    yield Asked("status neq", term("status", "neq", "new"))
    yield Asked("status one_of rare", term("status", "one_of", "failed", "created"))
    yield Asked("order_no is", term("order_no", "is", order_no))
    yield Asked("order_no greater", term("order_no", "greater", order_no))
    yield Asked("customer_email is", term("customer_email", "is", email))
    yield Asked("customer_email neq", term("customer_email", "neq", email))
    yield Asked("customer_no is", term("customer_no", "is", number))
    yield Asked("customer_name is", term("customer_name", "is", name))
    yield Asked("customer_name less", term("customer_name", "less", name))
    yield Asked("external_order_no is_null", term("external_order_no", "is_null"))
    yield Asked("coupon_code is_not_null", term("coupon_line_items.coupon_code", "is_not_null"))
    yield Asked("any product", term("product_items.product_id", "is", product(chance)))
    yield Asked("text: whole name", words(name, "customer_name"))
    yield Asked("text: first name", words(first, "customer_name"))
    yield Asked("text: beginning, three fields", words(last[:4] + "*", "customer_name", "customer_email", "order_no"))
    yield Asked("text: e-mail, two fields", words(email, "customer_email", "order_no"))
    yield Asked("creation_date from", between("creation_date", ago(700)))
    yield Asked("creation_date, two days", between("creation_date", ago(2)))
    yield Asked("last_modified from", between("last_modified", ago(700)))
    yield Asked("total_gross_price from", between("total_gross_price", chance.randrange(10, 300)))
    yield Asked("total_net_price less", term("total_net_price", "less", chance.randrange(20, 400)))
    new = term("status", "is", "new")
    dates = between("creation_date", ago(700))
    yield Asked("status, dates", must(new, dates), ("creation_date",))
    yield Asked("status, dates, customer", must(new, dates, term("customer_no", "is", number)), ("creation_date",))
    yield Asked("status, payment method, dates", must(new, term(*_method()), dates), ("creation_date",))
    yield Asked("status, changed lately", must(new, between("last_modified", ago(10))), ("last_modified",))
    yield Asked("status, product", must(new, term("product_items.product_id", "is", product(chance))))
    yield Asked("status, frequent product", must(new, term("product_items.product_id", "is", "product-0001")))
    yield Asked("product, dates", must(term("product_items.product_id", "is", product(chance)), dates))
    yield Asked("status, amounts", must(new, between("total_gross_price", 100, 120)))
    for field in SORTED:
        yield Asked(f"status is, by {field}", new, (field,))
        yield Asked(f"status is, by {field}, from 975", new, (field,), 975)
    yield Asked("everything, from 975", _ALL, (), 975)
    yield Asked("status, dates, from 975", must(new, dates), ("creation_date",), 975)


def _method() -> tuple[str, str, str]:
    return "payment_instruments.payment_method_id", "is", "PayPal"
