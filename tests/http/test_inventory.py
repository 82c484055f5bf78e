"""Stock over HTTP: lists, perpetual and back-ordered products, reservations; never sold twice, whoever asks."""

import asyncio
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.api import V23, Answer, Api
from tests.archive.archives import folder, xml

from counterfoil.archive.load import load_archive
from counterfoil.demo.walk import basket_document
from counterfoil.hooks import Context

MUG = "mug-01"
SHOPPERS = 50
SITE_LIST = "refarch-us"
CLOSED = "<default-instock>false</default-instock>"
Stocked = Callable[..., None]


def record(product_id: str, allocation: int, **more: Any) -> str:
    """Return a stock record as an archive has it."""
    inner = "".join(f"<{name.replace('_', '-')}>{value}</{name.replace('_', '-')}>" for name, value in more.items())
    return f'<record product-id="{product_id}"><allocation>{allocation}</allocation>{inner}</record>'


@pytest.fixture
def stocked(tmp_path: Path) -> Stocked:
    """Import stock records into a list of a server's store."""

    def stock(api: Api, *records: str, list_id: str = SITE_LIST, header: str = CLOSED) -> None:
        content = f'<inventory-list><header list-id="{list_id}">{header}</header><records>{"".join(records)}'
        files = {f"inventory-lists/{list_id}.xml": xml("inventory", content + "</records></inventory-list>")}
        api.run(load_archive(api.application.server.store, folder(tmp_path / "stock", files), hash_password=str))

    return stock


def left(api: Api, product_id: str = MUG, list_id: str = SITE_LIST) -> Any:
    return api.run(api.application.server.store.stock(list_id, [product_id], api.clock.now())).get(product_id)


def items(quantity: float = 1, product_id: str = MUG, **more: Any) -> dict[str, Any]:
    return {"product_items": [{"product_id": product_id, "quantity": quantity, **more}]}


def guests(api: Api, count: int = SHOPPERS, **changes: Any) -> list[tuple[str, str]]:
    """Return tokens of guests, each with the id of a whole basket."""
    changes = {**items(), "customer_info": {"email": "guest@example.com"}, **changes}
    tokens = [api.customer() for _ in range(count)]
    return [(token, api.basket(token, **changes)["basket_id"]) for token in tokens]


def submit_all(api: Api, shoppers: list[tuple[str, str]]) -> list[Answer]:
    return api.together(
        *(api.request("POST", f"{V23}/orders", {"basket_id": basket}, token=token) for token, basket in shoppers)
    )


def assert_sold(answers: list[Answer], count: int) -> None:
    """Assert that so many shoppers got an order, and the others were told that nothing is left."""
    lost = {(answer.status, answer.fault) for answer in answers if answer.status != 200}
    assert sum(answer.status == 200 for answer in answers) == count
    assert lost <= {(400, "ProductItemNotAvailableException")}


def availability(api: Api, product_id: str = MUG) -> Any:
    return api.get(f"{V23}/products/{product_id}?expand=availability").json["inventory"]


def test_fifty_shoppers_and_ten_units_make_ten_orders(api: Api, stocked: Stocked) -> None:
    stocked(api, record(MUG, 10))
    assert_sold(submit_all(api, guests(api)), 10)
    assert left(api) == 0


def test_back_order_is_sold_to_its_own_limit_after_what_is_there(api: Api, stocked: Stocked) -> None:
    more = {"preorder_backorder_handling": "backorder", "preorder_backorder_allocation": 7}
    stocked(api, record(MUG, 3, **more, in_stock_datetime="2026-12-01T00:00:00.000Z"))
    assert availability(api)["ats"] == 10
    assert_sold(submit_all(api, guests(api)), 10)
    sold_out = availability(api)
    assert (sold_out["ats"], sold_out["stock_level"], sold_out["orderable"]) == (0, 0, False)
    assert (sold_out["backorderable"], sold_out["in_stock_date"]) == (True, "2026-12-01T00:00:00.000Z")


def test_stock_level_is_what_is_there_and_ats_what_can_be_sold(api: Api, agent: str, stocked: Stocked) -> None:
    more = {"preorder_backorder_handling": "preorder", "preorder_backorder_allocation": 4}
    stocked(api, record(MUG, 3, **more))
    api.order(agent, **items(2))
    found = availability(api)
    assert (found["ats"], found["stock_level"], found["preorderable"]) == (5, 1, True)
    api.order(agent, **items(2))
    assert (availability(api)["ats"], availability(api)["stock_level"]) == (3, 0)


def test_a_later_allocation_does_not_count_without_handling(api: Api, agent: str, stocked: Stocked) -> None:
    stocked(api, record(MUG, 1, preorder_backorder_allocation=4))
    answer = api.post(f"{V23}/baskets", items(2), token=agent)
    assert (answer.fault, answer.arguments["productId"]) == ("ProductItemNotAvailableException", MUG)


def test_perpetual_stock_is_never_short(api: Api, agent: str, stocked: Stocked) -> None:
    stocked(api, record(MUG, 0, perpetual="true"))
    for _ in range(2):
        api.order(agent, **items(40))
    assert left(api) is None
    assert availability(api)["orderable"] is True


def test_a_list_may_sell_what_it_has_no_record_of(api: Api, agent: str, stocked: Stocked) -> None:
    stocked(api, header="<default-instock>true</default-instock>", list_id="open")
    order = api.order(agent, **items(30, inventory_id="open"))
    assert order["product_items"][0]["inventory_id"] == "open"
    assert left(api, list_id="open") is None
    assert api.patch(f"{V23}/orders/{order['order_no']}", {"status": "failed"}, token=agent).status == 200


def test_a_line_takes_from_the_list_it_names(api: Api, agent: str, stocked: Stocked) -> None:
    stocked(api, record(MUG, 2), list_id="store-7")
    before = left(api)
    order = api.order(agent, **items(2, inventory_id="store-7"))
    assert (left(api), left(api, list_id="store-7")) == (before, 0)
    answer = api.post(f"{V23}/baskets", items(1, inventory_id="store-7"), token=agent)
    assert answer.fault == "ProductItemNotAvailableException"
    api.patch(f"{V23}/orders/{order['order_no']}", {"status": "failed"}, token=agent)
    assert left(api, list_id="store-7") == 2000


def test_a_list_nobody_knows_has_nothing(api: Api, agent: str) -> None:
    answer = api.post(f"{V23}/baskets", items(1, inventory_id="no-such-list"), token=agent)
    assert (answer.status, answer.fault) == (400, "ProductItemNotAvailableException")


def test_a_line_that_is_short_later_is_a_flash_of_that_line_alone(api: Api, agent: str, stocked: Stocked) -> None:
    stocked(api, record(MUG, 2), list_id="store-7")
    lines = [{"product_id": MUG, "quantity": 1}, {"product_id": MUG, "quantity": 2, "inventory_id": "store-7"}]
    basket = api.basket(agent, product_items=lines)
    assert "_flash" not in basket
    stocked(api, record(MUG, 1), list_id="store-7")
    (flash,) = api.get(f"{V23}/baskets/{basket['basket_id']}", token=agent).json["_flash"]
    assert (flash["type"], flash["path"]) == ("ProductItemNotAvailable", "$.product_items[1].quantity")


def test_failing_a_back_order_gives_it_back_once(api: Api, agent: str, stocked: Stocked) -> None:
    stocked(api, record(MUG, 0, preorder_backorder_handling="backorder", preorder_backorder_allocation=5))
    order = api.order(agent, **items(3))
    path = f"{V23}/orders/{order['order_no']}"
    assert left(api) == 2000
    api.together(*(api.request("PATCH", path, {"status": "failed"}, token=agent) for _ in range(6)))
    assert left(api) == 5000


@pytest.fixture
def reserving(make_api: Callable[..., Api]) -> Api:
    """A server that holds stock for every basket."""
    return make_api(reserve_inventory=True)


def test_what_is_held_for_a_basket_is_not_there_for_others(reserving: Api, stocked: Stocked) -> None:
    api = reserving
    stocked(api, record(MUG, 10))
    agent = api.agent_token()
    basket = api.basket(agent, **items(8))
    assert basket["inventory_reservation_expiry"] == "2026-06-15T10:10:00.000Z"
    assert "reserved_units" not in basket
    assert (left(api), availability(api)["ats"]) == (2000, 2)
    refused = api.post(f"{V23}/baskets", items(3), token=api.customer())
    assert refused.fault == "ProductItemNotAvailableException"
    order = api.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=agent)
    assert order.status == 200, order
    assert left(api) == 2000
    assert api.run(api.application.server.store.counts())["reservations"] == 0


def test_a_reservation_ends_with_its_time(reserving: Api, stocked: Stocked) -> None:
    api = reserving
    stocked(api, record(MUG, 10))
    basket = api.basket(api.agent_token(), **items(8))
    api.clock.advance(10 * 60 * 1000)
    assert availability(api)["ats"] == 10
    api.basket(api.customer(), **items(9), customer_info={"email": "a@example.com"})
    answer = api.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=api.agent_token())
    assert (answer.status, answer.fault) == (400, "ProductItemNotAvailableException")


def test_a_basket_whose_reservation_has_ended_is_still_ordered_when_stock_is_left(
    reserving: Api, stocked: Stocked
) -> None:
    api = reserving
    stocked(api, record(MUG, 10))
    basket = api.basket(api.agent_token(), **items(8))
    api.clock.advance(11 * 60 * 1000)
    token = api.agent_token()
    assert api.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=token).status == 200
    assert left(api) == 2000


def test_a_change_of_the_basket_holds_what_is_in_it_now(reserving: Api, stocked: Stocked) -> None:
    api = reserving
    stocked(api, record(MUG, 10))
    agent = api.agent_token()
    basket = api.basket(agent, **items(8))
    path = f"{V23}/baskets/{basket['basket_id']}/items/{basket['product_items'][0]['item_id']}"
    api.clock.advance(60 * 1000)
    changed = api.patch(path, {"quantity": 10}, token=agent)
    assert changed.json["inventory_reservation_expiry"] == "2026-06-15T10:11:00.000Z"
    assert left(api) == 0
    too_much = api.patch(path, {"quantity": 11}, token=agent)
    assert (too_much.status, too_much.fault) == (400, "ProductItemNotAvailableException")
    assert api.patch(path, {"quantity": 1}, token=agent).status == 200
    assert left(api) == 9000


def test_deleting_a_basket_gives_back_what_was_held(reserving: Api, stocked: Stocked) -> None:
    api = reserving
    stocked(api, record(MUG, 10))
    agent = api.agent_token()
    basket = api.basket(agent, **items(8))
    assert api.delete(f"{V23}/baskets/{basket['basket_id']}", token=agent).status == 204
    assert left(api) == 10000


def test_fifty_shoppers_reserve_ten_units_and_ten_of_them_order(reserving: Api, stocked: Stocked) -> None:
    """Reservations race, then submits race with new reservations; what was held is sold to whom it was held for."""
    api = reserving
    stocked(api, record(MUG, 10))
    tokens = [api.customer() for _ in range(SHOPPERS)]
    sent = {**basket_document(), **items(), "customer_info": {"email": "a@example.com"}}
    answers = api.together(*(api.request("POST", f"{V23}/baskets", sent, token=token) for token in tokens))
    assert_sold(answers, 10)
    holders = [
        (token, answer.json["basket_id"]) for token, answer in zip(tokens, answers, strict=True) if answer.status == 200
    ]
    late = [api.request("POST", f"{V23}/baskets", sent, token=api.customer()) for _ in range(10)]
    orders = [api.request("POST", f"{V23}/orders", {"basket_id": basket}, token=token) for token, basket in holders]
    results = api.together(*(request for pair in zip(orders, late, strict=True) for request in pair))
    assert_sold(results, 10)
    assert left(api) == 0


def test_an_import_keeps_what_is_held(reserving: Api, stocked: Stocked) -> None:
    api = reserving
    stocked(api, record(MUG, 10))
    agent = api.agent_token()
    basket = api.basket(agent, **items(8))
    stocked(api, record(MUG, 9))
    assert left(api) == 1000
    assert api.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=agent).status == 200
    assert left(api) == 1000


def test_a_hook_holds_stock_and_gives_it_up(api: Api, agent: str, stocked: Stocked) -> None:
    stocked(api, record(MUG, 10))
    minutes = [30, 0]

    def hold(_basket: Any, _request: Any, *, context: Context) -> None:
        context.reserve_inventory(minutes.pop(0))

    basket = api.basket(agent, **items(8))
    assert "inventory_reservation_expiry" not in basket
    api.application.server.hooks.register("dw.ocapi.shop.basket.beforePATCH", hold)
    path = f"{V23}/baskets/{basket['basket_id']}"
    held = api.patch(path, {"c_step": "payment"}, token=agent).json
    assert (held["inventory_reservation_expiry"], left(api)) == ("2026-06-15T10:30:00.000Z", 2000)
    given_up = api.patch(path, {"c_step": "browsing"}, token=agent).json
    assert "inventory_reservation_expiry" not in given_up
    assert left(api) == 10000


def test_reservations_are_given_back_once_by_whoever_notices(reserving: Api, stocked: Stocked) -> None:
    api = reserving
    stocked(api, record(MUG, 10))
    api.basket(api.agent_token(), **items(8))
    api.clock.advance(10 * 60 * 1000)
    store = api.application.server.store

    async def release() -> list[int]:
        return await asyncio.gather(*(store.release_reservations(api.clock.now()) for _ in range(5)))

    assert sum(api.run(release())) == 1
    assert left(api) == 10000
    assert availability(api)["ats"] == Decimal(10)
