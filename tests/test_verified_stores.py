"""What verify finds of damage to searches, to stock held for baskets, and to customers with their wallets."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import msgspec
import pytest
from tests.api import V23, Api
from tests.http.accounts import XENIA

from counterfoil.documents import stored
from counterfoil.documents.basket import Basket
from counterfoil.documents.search_query import EVERYTHING
from counterfoil.store.records import SearchPage
from counterfoil.verification import verify

SITE = "RefArch"
MUGS = {"product_items": [{"product_id": "mug-01", "quantity": 2}]}


@pytest.fixture
def shop(demo_store: str) -> Iterator[Api]:
    """A server that holds stock for baskets; its store may be left damaged."""
    api = Api(demo_store, reserve_inventory=True)
    yield api
    api.close()


class Doctored:
    """A store that says something else in some of its answers."""

    def __init__(self, store: Any, **answers: Any) -> None:
        self._store = store
        self._answers = answers

    def __getattr__(self, name: str) -> Any:
        return self._answers.get(name) or getattr(self._store, name)


def breaches(api: Api, **answers: Any) -> list[str]:
    found: list[str] = api.run(verify(Doctored(api.application.server.store, **answers))).breaches
    return found


def test_verify_looks_at_orders_baskets_and_customers(shop: Api) -> None:
    agent = shop.agent_token()
    shop.order(agent)
    shop.post(f"{V23}/baskets", MUGS, token=shop.customer())
    verdict = shop.run(verify(shop.application.server.store))
    assert (verdict.orders, verdict.baskets, verdict.breaches) == (1, 1, [])
    assert verdict.customers > 1


def test_an_order_that_searches_do_not_find_is_named(shop: Api) -> None:
    agent = shop.agent_token()
    lost, _ = (shop.order(agent)["order_no"] for _ in range(2))
    search_orders = shop.application.server.store.search_orders

    async def forgetful(site_id: str, expression: Any, **options: Any) -> SearchPage:
        found = await search_orders(site_id, expression, **options)
        misses = expression == EVERYTHING or lost in getattr(expression.test, "values", ())
        return SearchPage(found.total - 1, []) if misses else found

    assert breaches(shop, search_orders=forgetful) == [
        f"order {lost} of RefArch: searches do not find it by its number",
        "searches in RefArch find 1 orders, there are 2",
    ]


def test_a_status_that_searches_know_otherwise_is_told(shop: Api) -> None:
    shop.order(shop.agent_token())
    search_orders = shop.application.server.store.search_orders

    async def confused(site_id: str, expression: Any, **options: Any) -> SearchPage:
        if getattr(getattr(expression, "field", None), "name", "") == "status":
            return SearchPage(0, [])
        page: SearchPage = await search_orders(site_id, expression, **options)
        return page

    assert breaches(shop, search_orders=confused) == ["searches in RefArch find 0 orders that are created, there are 1"]


def test_a_basket_that_says_otherwise_than_its_reservation_is_told(shop: Api) -> None:
    basket = shop.post(f"{V23}/baskets", MUGS, token=shop.customer()).json["basket_id"]
    store = shop.application.server.store

    async def damage() -> None:
        async for entry in store.all_baskets():
            document = stored.decode(Basket, entry.body)
            document.reserved_units = document.inventory_reservation_expiry = None
            await store.save_basket(entry.columns, stored.encode(document), entry.revision)

    shop.run(damage())
    assert breaches(shop) == [
        f"basket {basket} of RefArch: other stock is held for it than it says",
        f"basket {basket} of RefArch: stock is held for it until 2026-06-15T10:10:00.000Z, it says None",
    ]


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        ([3000], "product mug-01 of refarch-us: 3000 thousandths count as held, reservations hold 2000"),
        ([], "product mug-01 of refarch-us: 2000 thousandths are reserved and do not count as held"),
    ],
)
def test_stock_that_counts_as_held_for_nobody_is_told(shop: Api, counted: list[int], expected: str) -> None:
    shop.post(f"{V23}/baskets", MUGS, token=shop.customer())

    async def miscounted() -> AsyncIterator[tuple[str, str, int]]:
        for units in counted:
            yield "refarch-us", "mug-01", units

    assert breaches(shop, all_held_stock=miscounted) == [expected]


CARD = {"payment_instrument_id": "a", "payment_card": {"holder": "4111 1111 1111 1111", "masked_number": "****1111"}}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"payment_instruments": [CARD]}, "payment instrument a holds what may be a whole card number"),
        ({"payment_instruments": [{"c_number": "4111111111111111", "payment_instrument_id": "b"}]},
         "payment instrument b holds what may be a whole card number"),
        ({"payment_instruments": [{"payment_card": {"security_code": "123"}}]},
         "the document has a property for a security code or a card number"),
        ({"login": "another"}, "number, id, login or e-mail are not those he is found by"),
        ({"customer_id": 7}, "the record cannot be read"),
    ],
    ids=["holder", "custom", "code", "login", "unreadable"],
)  # fmt: skip
def test_a_customer_who_is_not_as_he_must_be_is_named(shop: Api, changes: dict[str, Any], expected: str) -> None:
    store = shop.application.server.store
    row = shop.run(store.customer_by_login(SITE, XENIA))
    body = msgspec.json.encode({**msgspec.json.decode(row.body), **changes})
    shop.run(store.save_customers([row._replace(body=body)]))
    assert breaches(shop) == [f"customer {row.customer_no} of RefArch: {expected}"]
