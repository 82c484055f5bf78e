"""However many requests come at once, and whatever fails, no hook of an order runs more often than it should."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from tests.api import V15, V23, Answer, Api
from tests.http.test_hooks import ORDER, Register, Shop, register, shop  # noqa: F401
from tests.http.test_order_once import SIXTEEN, Provider, pay_sixteen_times


def test_a_lease_lasts_as_long_as_all_hooks_may_take(make_api: Callable[..., Api]) -> None:
    """Three hooks of 29 seconds each are within their limit of 30; a second request meanwhile must be refused."""
    api = make_api(demo_hook=False)
    order = api.order(api.agent_token())
    path = f"{V15}/orders/{order['order_no']}/payment_authorize"
    headers = {"x-dw-order-token": order["order_token"]}
    second: list[Answer] = []
    calls: list[str] = []

    def slow(*_: Any) -> None:
        calls.append("slow")
        api.clock.advance(29_000)

    async def interrupted(*_: Any) -> None:
        calls.append("last")
        if len(second) == 0 and calls.count("last") == 1:
            second.append(await api.request("POST", path, headers=headers))

    for hook in (slow, slow, slow, interrupted):
        api.application.server.hooks.register("dw.ocapi.shop.order.afterPaymentAuthorize", hook)
    assert api.post(path, headers=headers).status == 200
    assert (second[0].status, second[0].fault) == (409, "ResourceStateConflictException")
    assert calls == ["slow", "slow", "slow", "last"]


@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_sixteen_payment_instruments_call_the_hook_after_them_once(make_api: Callable[..., Api], method: str) -> None:
    """With no other hook than the after… one."""
    pay_sixteen_times(make_api(demo_hook=False), method, f"dw.ocapi.shop.order.payment_instrument.after{method}")


def test_sixteen_submits_calculate_once(api: Api, agent: str) -> None:
    body = {"basket_id": api.basket(agent)["basket_id"]}
    provider = Provider(api, "dw.order.calculate")
    requests = (api.request("POST", f"{V23}/orders", body, token=agent) for _ in range(SIXTEEN))
    answers = api.together(*(provider.counted(request) for request in requests))
    assert Counter(answer.status == 200 for answer in answers) == {True: 1, False: SIXTEEN - 1}
    assert provider.calls == 1


def test_a_number_that_is_taken_runs_no_hook_twice_and_is_no_failure_of_the_store(
    shop: Shop,
    register: Register,
) -> None:
    calls: list[str] = []
    register("dw.order.createOrderNo", lambda: shop.order["order_no"])
    register(ORDER + "afterPOST", lambda order: calls.append(order.order_no))
    answer = shop.call("order.POST")
    assert 400 <= answer.status < 500
    assert len(calls) <= 1


@pytest.mark.parametrize(("status", "left"), [("failed", 3000), ("new", 2000)])
def test_a_status_set_in_after_post_is_kept_with_what_it_brings(api: Api, agent: str, status: str, left: int) -> None:
    """A failed order takes no stock; a placed one has shipment numbers."""
    api.application.server.hooks.register(
        "dw.ocapi.shop.order.afterPOST", lambda order: setattr(order, "status", status)
    )
    order = api.order(agent, product_items=[{"product_id": "10010007", "quantity": 1}])
    assert order["status"] == status
    assert ("shipment_no" in order["shipments"][0]) == (status == "new")
    assert api.run(api.application.server.store.stock("refarch-us", ["10010007"])) == {"10010007": left}
    kept = api.get(f"{V23}/orders/{order['order_no']}", token=agent).json
    assert kept["status"] == status
