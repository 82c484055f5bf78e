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


class Drawn(NamedTuple):
    """What one round of queries asks for: values of a customer, and parts that several queries have."""

    number: str
    name: str
    email: str
    order_no: str
    known: Known
    chance: random.Random

    def ago(self, days: int) -> str:
        """Return an instant in the last days."""
        return date_time(self.known.last - int(self.chance.random() * days * _DAY))

    @property
    def first(self) -> str:
        """Return the customer's first name, which one order of twenty has."""
        return self.name.split()[0]

    @property
    def beginning(self) -> str:
        """Return how the customer's last name begins."""
        return self.name.split()[1][:4] + "*"


def queries(known: Known, chance: random.Random) -> Iterator[Asked]:
    """Return one query of each kind."""
    customer_values = customer(int(chance.random() ** 2 * known.customers))
    drawn = Drawn(*customer_values, f"{chance.randrange(known.orders):08d}", known, chance)
    yield Asked("everything", _ALL)
    yield from _terms(drawn)
    yield from _texts(drawn)
    yield from _ranges(drawn)
    yield from _joined(drawn, between("creation_date", drawn.ago(700)))
    yield from _joined_texts(drawn, between("creation_date", drawn.ago(700)))
    yield from _pages(drawn, between("creation_date", drawn.ago(700)))


def _terms(drawn: Drawn) -> Iterator[Asked]:
    for field, value in _VALUES.items():
        yield Asked(f"{field} is", term(field, "is", value))
    yield Asked("status neq", term("status", "neq", "new"))
    yield Asked("status one_of rare", term("status", "one_of", "failed", "created"))
    yield Asked("order_no is", term("order_no", "is", drawn.order_no))
    yield Asked("order_no greater", term("order_no", "greater", drawn.order_no))
    yield Asked("customer_email is", term("customer_email", "is", drawn.email))
    yield Asked("customer_email neq", term("customer_email", "neq", drawn.email))
    yield Asked("customer_no is", term("customer_no", "is", drawn.number))
    yield Asked("customer_name is", term("customer_name", "is", drawn.name))
    yield Asked("customer_name less", term("customer_name", "less", drawn.name))
    yield Asked("external_order_no is_null", term("external_order_no", "is_null"))
    yield Asked("coupon_code is_not_null", term("coupon_line_items.coupon_code", "is_not_null"))
    yield Asked("any product", term("product_items.product_id", "is", product(drawn.chance)))
    yield Asked("product neq", term("product_items.product_id", "neq", "product-0001"))
    some = ("product-0001", product(drawn.chance), "product-0003")
    yield Asked("product not_in", term("product_items.product_id", "not_in", *some))


def _texts(drawn: Drawn) -> Iterator[Asked]:
    yield Asked("text: whole name", words(drawn.name, "customer_name"))
    yield Asked("text: first name", words(drawn.first, "customer_name"))
    fields = ("customer_name", "customer_email", "order_no")
    yield Asked("text: beginning, three fields", words(drawn.beginning, *fields))
    yield Asked("text: e-mail, two fields", words(drawn.email, "customer_email", "order_no"))
    yield Asked("text: two frequent words", words(f"{drawn.first} com", "customer_name", "customer_email"))


def _ranges(drawn: Drawn) -> Iterator[Asked]:
    yield Asked("creation_date from", between("creation_date", drawn.ago(700)))
    yield Asked("creation_date, two days", between("creation_date", drawn.ago(2)))
    yield Asked("last_modified from", between("last_modified", drawn.ago(700)))
    yield Asked("total_gross_price from", between("total_gross_price", drawn.chance.randrange(10, 300)))
    yield Asked("total_net_price less", term("total_net_price", "less", drawn.chance.randrange(20, 400)))


def _joined(drawn: Drawn, dates: dict[str, Any]) -> Iterator[Asked]:
    a_product = term("product_items.product_id", "is", product(drawn.chance))
    frequent = term("product_items.product_id", "is", "product-0001")
    customer_no = term("customer_no", "is", drawn.number)
    yield Asked("status, dates", must(_NEW, dates), ("creation_date",))
    yield Asked("status, dates, customer", must(_NEW, dates, customer_no), ("creation_date",))
    yield Asked("status, payment method, dates", must(_NEW, term(*_method()), dates), ("creation_date",))
    yield Asked("status, changed lately", must(_NEW, between("last_modified", drawn.ago(10))), ("last_modified",))
    changed = must(between("last_modified", drawn.ago(10)), _WAITING)
    yield Asked("changed lately, not exported", changed, ("last_modified",))
    yield Asked("not exported, dates", must(_WAITING, dates), ("creation_date",))
    yield Asked("status, product", must(_NEW, a_product))
    yield Asked("status, frequent product", must(_NEW, frequent))
    yield Asked("product, dates", must(a_product, dates))
    yield Asked("frequent product, dates", must(frequent, dates))
    yield Asked("status, amounts", must(_NEW, between("total_gross_price", 100, 120)))
    yield Asked("status, wide amounts", must(_NEW, between("total_gross_price", 100, 200)))
    yield Asked("amounts, dates, shipping", must(dates, between("total_net_price", 50, 150), _UNSHIPPED))


def _joined_texts(drawn: Drawn, dates: dict[str, Any]) -> Iterator[Asked]:
    first = words(drawn.first, "customer_name")
    yield Asked("text: two words, status", must(_NEW, words(drawn.name, "customer_name")))
    yield Asked("text: first name, status, dates", must(_NEW, dates, first), ("creation_date",))
    yield Asked("should: three tests", {"bool_query": {"should": [dates, _UNSHIPPED, first]}})
    yield Asked("must not: status, dates", {"bool_query": {"must_not": [_NEW, dates]}})


def _pages(drawn: Drawn, dates: dict[str, Any]) -> Iterator[Asked]:
    for field in SORTED:
        yield Asked(f"status is, by {field}", _NEW, (field,))
        yield Asked(f"status is, by {field}, from 999", _NEW, (field,), 999)
        yield Asked(f"rare status is, by {field}, from 999", term("status", "is", "failed"), (field,), 999)
    yield Asked("everything, from 999", _ALL, (), 999)
    yield Asked("status, dates, from 999", must(_NEW, dates), ("creation_date",), 999)
    yield Asked("coupon, from 999", term("coupon_line_items.coupon_code", "is", "CODE-1"), (), 999)
    beginning = words(drawn.beginning, "customer_name")
    yield Asked("text: beginning, by customer_no, from 999", beginning, ("customer_no",), 999)
    first = words(drawn.first, "customer_name")
    yield Asked("text: first name, by customer_name, from 999", first, ("customer_name",), 999)


def _method() -> tuple[str, str, str]:
    return "payment_instruments.payment_method_id", "is", "PayPal"


_NEW = term("status", "is", "new")
_WAITING = term("export_status", "one_of", "not_exported", "ready", "failed")
_UNSHIPPED = term("shipping_status", "is", "not_shipped")
