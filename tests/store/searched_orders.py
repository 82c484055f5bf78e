"""Orders to be searched, and a second opinion on what a query finds: documents read one by one, without an index."""

import random
import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import msgspec
from tests.store.samples import SITE, basket_columns

from counterfoil.commerce.order_query import expression_of, sort_keys
from counterfoil.documents import stored
from counterfoil.documents.basket import CustomerInfo
from counterfoil.documents.items import ProductItem
from counterfoil.documents.order import Order
from counterfoil.documents.order_search import Query, Sort
from counterfoil.documents.parse import parse
from counterfoil.documents.payment import OrderPaymentInstrument, PaymentCard
from counterfoil.documents.pricing import CouponItem
from counterfoil.documents.shipment import Shipment, ShippingMethod
from counterfoil.store.interface import Store
from counterfoil.store.records import OrderColumns, SearchPage
from counterfoil.timestamps import date_time, instant_of
from counterfoil.versions import parse_version

V23 = parse_version("23.1")
FIRST = instant_of("2026-03-01T00:00Z")
HOUR = 3600 * 1000
STATUSES = ("created", "new", "new", "new", "open", "completed", "cancelled")
NAMES = ("Jane Smith", "jane o'neill", "Ann-Marie Smithers", "Bo", None)
EMAILS = ("jane.smith@example.com", "Jane@Example.com", "bo@shop.test", "", None)
PRODUCTS = ("mug-01", "tea-tin", "mug-02", "spoon", "ABC_7")
COUPONS = ("SPRING", "summer-10", "Free Ship")
METHODS = (("CREDIT_CARD", "Visa"), ("CREDIT_CARD", "Master"), ("PayPal", None), ("GIFT", None))
CUSTOM: dict[str, Any] = {"c_color": "string", "c_weight": "number", "c_due": "date", "c_gift": "boolean"}


def sample_order(chance: random.Random, number: int) -> Order:
    """Return an order whose values repeat often enough to be found together."""
    created = FIRST + chance.randrange(0, 96) * HOUR // 2
    total = Decimal(chance.choice([1000, 1999, 2500, 2500, 4999])) / 100
    custom: dict[str, Any] = {"c_color": chance.choice(["red", "dark red", "blue"])}
    if chance.random() < 0.5:
        custom |= {"c_weight": chance.choice([1, Decimal("2.5"), 30]), "c_due": chance.choice(["2026-05-01", "soon"])}
    if chance.random() < 0.5:
        custom["c_gift"] = chance.random() < 0.5
    order_no = f"{number:08d}" if number % 7 else f"WEB-{number:03d}"
    return Order(
        order_no=order_no,
        creation_date=date_time(created),
        last_modified=date_time(created + chance.randrange(3) * HOUR),
        status=chance.choice(STATUSES),
        confirmation_status=chance.choice(["confirmed", "not_confirmed"]),
        export_status=chance.choice(["exported", "not_exported", "failed"]),
        payment_status="not_paid",
        shipping_status=chance.choice(["not_shipped", "shipped"]),
        channel_type="storefront",
        created_by=chance.choice(["Customer", "agent smith"]),
        currency=chance.choice(["USD", "EUR"]),
        customer_name=chance.choice(NAMES),
        customer_info=CustomerInfo(
            customer_no=chance.choice(["0001", "0002", "VIP-3", None]), email=chance.choice(EMAILS), customer_id="c1"
        ),
        external_order_status=chance.choice([None, None, "on hold"]),
        order_total=None if chance.random() < 0.1 else total,
        tax_total=Decimal("1.50"),
        product_items=[ProductItem(product_id=chance.choice(PRODUCTS)) for _ in range(chance.randrange(4))] or None,
        coupon_items=[
            CouponItem(code=code, coupon_id=chance.choice(["c-1", "c-2", None]))
            for code in chance.sample(COUPONS, chance.randrange(3))
        ]
        or None,
        payment_instruments=[
            OrderPaymentInstrument(payment_method_id=method, payment_card=PaymentCard(card_type=card) if card else None)
            for method, card in chance.sample(METHODS, chance.randrange(3))
        ]
        or None,
        shipments=[Shipment(shipping_method=ShippingMethod(id=chance.choice(["001", "EXP"])))],
        custom=custom,
    )


def columns_of(order: Order, site_id: str = SITE) -> OrderColumns:
    """Return what stands beside an order."""
    return OrderColumns(
        site_id,
        order.order_no or "",
        f"basket-of-{order.order_no}",
        created=instant_of(order.creation_date or ""),
        modified=instant_of(order.last_modified or ""),
        customer_id="c1",
        status=order.status or "created",
    )


async def put_order(store: Store, order: Order, site_id: str = SITE) -> None:
    """Place an order."""
    row = columns_of(order, site_id)
    await store.insert_basket(basket_columns(row.basket_id or "", slot=None)._replace(site_id=site_id), b"{}")
    await store.submit(row, stored.encode(order), 1)


async def change_order(store: Store, order: Order, revision: int = 1) -> None:
    """Save a changed order."""
    await store.save_order(columns_of(order), stored.encode(order), revision)


async def search(
    store: Store, query: dict[str, Any], sorts: Any = (), start: int = 0, count: int = 200, site_id: str = SITE
) -> SearchPage:
    """Search as the resource does."""
    expression = expression_of(parse(Query, query, V23), CUSTOM)
    keys = sort_keys([parse(Sort, sort, V23) for sort in sorts])
    return await store.search_orders(site_id, expression, keys, start, count)


def numbers(page: SearchPage) -> list[str]:
    """Return the numbers of the orders found."""
    return [str(stored.decode(Order, body).order_no) for body in page.bodies]


def values_of(order: Order, field: str) -> list[Any]:
    """Return what an order has in a field, read from its document."""
    plain = msgspec.to_builtins(order)
    if field in ("total_gross_price", "total_net_price"):
        if order.order_total is None:
            return []
        return [order.order_total - (Decimal("1.50") if "net" in field else 0)]
    if field in ("creation_date", "last_modified"):
        return [instant_of(plain[field])]
    if field in ("customer_no", "customer_email"):
        found = [plain["customer_info"].get(field.removeprefix("customer_") if "email" in field else field)]
    elif field == "currency_code":
        found = [plain.get("currency")]
    elif field.startswith("c_"):
        found = [order.custom.get(field)]
        if field == "c_due":
            found = [instant_of(f"{one}T00:00Z") for one in found if re.fullmatch(r"\d{4}-\d\d-\d\d", str(one))]
    elif "." in field:
        path, _, name = field.partition(".")
        found = [element.get(name) for element in elements_of(order, path)]
    else:
        found = [plain.get(field)]
    return [value for value in found if value not in (None, "")]


def elements_of(order: Order, path: str) -> list[dict[str, Any]]:
    """Return the elements of a collection by the names that searches use."""
    if path == "product_items":
        return [{"product_id": item.product_id} for item in order.product_items or ()]
    if path == "coupon_line_items":
        return [{"coupon_code": item.code, "coupon_id": item.coupon_id} for item in order.coupon_items or ()]
    if path == "shipments":
        return [{"shipping_method_id": one.shipping_method and one.shipping_method.id} for one in order.shipments or ()]
    if path == "payment_instruments":
        return [
            {
                "payment_method_id": one.payment_method_id,
                "credit_card_type": one.payment_card.card_type if one.payment_card else None,
            }
            for one in order.payment_instruments or ()
        ]
    return []


class Naive:
    """Evaluates query documents on one order, or on one element of it."""

    def __init__(self, order: Order, element: dict[str, Any] | None = None) -> None:
        self._order = order
        self._element = element

    def query(self, query: dict[str, Any]) -> bool:
        ((kind, body),) = query.items()
        return bool(getattr(self, kind)(body))

    filter = query

    def match_all_query(self, _body: Any) -> bool:
        return True

    def bool_query(self, body: Any) -> bool:
        should = body.get("should")
        return (
            all(self.query(one) for one in body.get("must", ()))
            and not any(self.query(one) for one in body.get("must_not", ()))
            and (not should or any(self.query(one) for one in should))
        )

    def filtered_query(self, body: Any) -> bool:
        return self.query(body["query"]) and self.query(body["filter"])

    def query_filter(self, body: Any) -> bool:
        return self.query(body["query"])

    def bool_filter(self, body: Any) -> bool:
        found = [self.query(one) for one in body["filters"]]
        return {"and": all(found), "or": any(found), "not": not any(found)}[body["operator"]]

    def nested_query(self, body: Any) -> bool:
        return any(Naive(self._order, one).query(body["query"]) for one in elements_of(self._order, body["path"]))

    def term_filter(self, body: Any) -> bool:
        return self.term_query({**body, "fields": [body["field"]]})

    def term_query(self, body: Any) -> bool:
        return any(self._term(field, body["operator"], body.get("values", [])) for field in body["fields"])

    def _term(self, field: str, operator: str, operands: list[Any]) -> bool:
        values, wanted = self._values(field), [operand_of(field, one) for one in operands]
        if operator == "is_null":
            return not values
        tests = {
            "is_not_null": lambda value: True,
            "is": lambda value: value in wanted,
            "one_of": lambda value: value in wanted,
            "neq": lambda value: value not in wanted,
            "not_in": lambda value: value not in wanted,
            "less": lambda value: value < wanted[0],
            "greater": lambda value: value > wanted[0],
        }
        return any(tests[operator](value) for value in values)

    def text_query(self, body: Any) -> bool:
        def has(word: str, prefix: bool) -> bool:
            found = [one for field in body["fields"] for value in self._values(field) for one in naive_words(value)]
            return any(one.startswith(word) if prefix else one == word for one in found)

        words = []
        for chunk in body["search_phrase"].split():
            parts = naive_words(chunk)
            words += [(part, chunk.endswith("*") and part is parts[-1]) for part in parts]
        return bool(words) and all(has(word, prefix) for word, prefix in words)

    def range_filter(self, body: Any) -> bool:
        return self._between(
            body["field"], body.get("from"), body.get("to"), body.get("from_inclusive"), body.get("to_inclusive")
        )

    def range2_filter(self, body: Any) -> bool:
        low, high = body.get("from_value"), body.get("to_value")
        low_in, high_in = body.get("from_inclusive"), body.get("to_inclusive")
        first, second = body["from_field"], body["to_field"]
        if body.get("filter_mode") == "containing":
            return self._between(first, None, low, None, low_in) and self._between(second, high, None, high_in, None)
        if body.get("filter_mode") == "contained":
            return self._between(first, low, None, low_in, None) and self._between(second, None, high, None, high_in)
        return self._between(first, None, high, None, high_in) and self._between(second, low, None, low_in, None)

    def _between(self, field: str, low: Any, high: Any, low_in: Any, high_in: Any) -> bool:
        least = None if low is None else operand_of(field, low)
        most = None if high is None else operand_of(field, high)
        return any(
            (least is None or value > least or (value == least and low_in is not False))
            and (most is None or value < most or (value == most and high_in is not False))
            for value in self._values(field)
        )

    def _values(self, field: str) -> list[Any]:
        if self._element is None:
            return values_of(self._order, field)
        value = self._element.get(field.partition(".")[2])
        return [] if value in (None, "") else [value]


def naive_words(value: str) -> list[str]:
    """Return the folded words of a text."""
    found = "".join(sign if sign.isalnum() or sign == "_" else " " for sign in str(value).casefold()).split()
    return [word.strip("_") for word in found]


def operand_of(field: str, value: Any) -> Any:
    """Return an operand as the documents' values compare with."""
    if field in ("creation_date", "last_modified", "c_due"):
        return round(datetime.fromisoformat(value).astimezone(UTC).timestamp() * 1000)
    return value
