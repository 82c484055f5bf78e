"""One basket, one order; one authorisation, one call of its hook: whatever is raced, killed or served twice."""

import asyncio
import functools
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import httpx
import pytest
from tests.api import V15, V23, Answer, Api
from tests.servers import ServerProcess, read, run, together

from counterfoil.demo.walk import payment_document
from counterfoil.documents.order import Order

SIXTEEN = 16
LOSERS = {(404, "BasketNotFoundException"), (409, "ResourceStateConflictException")}
AFTER = "dw.ocapi.shop.order.afterPaymentAuthorize"


def one_won(answers: list[Answer]) -> Answer:
    """Assert that one answer is good and all others say why not; return the good one."""
    won = [answer for answer in answers if answer.status == 200]
    lost = {(answer.status, answer.fault) for answer in answers if answer.status != 200}
    assert len(won) == 1, answers
    assert lost <= LOSERS
    return won[0]


class Provider:
    """A payment hook that answers only once all others have been answered."""

    def __init__(self, api: Api, point: str) -> None:
        self.calls = 0
        self.others = 0
        self.all_answered = asyncio.Event()
        api.application.server.hooks.register(point, self.authorize)

    async def authorize(self, *_: Any) -> None:
        self.calls += 1
        await self.all_answered.wait()

    async def counted(self, request: Any) -> Answer:
        """Send a request and count its answer."""
        answer: Answer = await request
        self.others += 1
        if self.others == SIXTEEN - 1:
            self.all_answered.set()
        return answer


def pay_sixteen_times(api: Api, method: str, point: str) -> None:
    """Send sixteen payment instruments at once; assert that one is taken, and that the hook ran for it alone."""
    agent = api.agent_token()
    order = api.order(agent)
    provider = Provider(api, point)
    path = f"{V23}/orders/{order['order_no']}/payment_instruments"
    if method == "PATCH":
        path += "/" + order["payment_instruments"][0]["payment_instrument_id"]
    body = payment_document(order["order_total"])
    requests = (api.request(method, path, body, token=agent) for _ in range(SIXTEEN))
    answers = api.together(*(provider.counted(request) for request in requests))
    assert Counter(answer.status for answer in answers) == {200: 1, 409: SIXTEEN - 1}
    assert provider.calls == 1


def test_sixteen_submits_of_one_basket_make_one_order(api: Api, agent: str) -> None:
    body = {"basket_id": api.basket(agent)["basket_id"]}
    answers = api.together(*(api.request("POST", f"{V23}/orders", body, token=agent) for _ in range(SIXTEEN)))
    order = one_won(answers).json
    assert api.get(f"{V23}/orders/{order['order_no']}", token=agent).status == 200


@pytest.mark.parametrize(
    "point", ["beforePOST", "afterPOST"], ids=["with a hook before the order", "with a hook after it"]
)
def test_sixteen_submits_call_a_hook_once(api: Api, agent: str, point: str) -> None:
    provider = Provider(api, f"dw.ocapi.shop.order.{point}")
    body = {"basket_id": api.basket(agent)["basket_id"]}
    requests = (api.request("POST", f"{V23}/orders", body, token=agent) for _ in range(SIXTEEN))
    one_won(api.together(*(provider.counted(request) for request in requests)))
    assert provider.calls == 1


def test_sixteen_authorisations_call_the_hook_once(make_api: Callable[..., Api]) -> None:
    api = make_api(demo_hook=False)
    order = api.order(api.agent_token())
    provider = Provider(api, AFTER)
    path = f"{V15}/orders/{order['order_no']}/payment_authorize"
    headers = {"x-dw-order-token": order["order_token"]}
    requests = (api.request("POST", path, payment_document(Decimal(1)), headers=headers) for _ in range(SIXTEEN))
    answers = api.together(*(provider.counted(request) for request in requests))
    assert Counter(answer.status for answer in answers) == {200: 1, 409: SIXTEEN - 1}
    assert {answer.fault for answer in answers if answer.status == 409} == {"ResourceStateConflictException"}
    assert provider.calls == 1


@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_sixteen_payment_instruments_call_the_hook_once(make_api: Callable[..., Api], method: str) -> None:
    pay_sixteen_times(make_api(demo_hook=False), method, "dw.order.payment.authorizeCreditCard")


def test_a_later_authorisation_is_not_held_up_by_an_earlier_one(api: Api, agent: str) -> None:
    order = api.order(agent)
    for amount in ("1.00", "2.00", "3.00"):
        answer = api.authorize(order, payment_document(Decimal(amount)))
        assert answer.status == 200
        assert answer.json["payment_instruments"][0]["amount"] == Decimal(amount)


def test_a_hook_that_fails_leaves_the_basket_free_for_the_next_submit(api: Api, agent: str) -> None:
    failures = ["once"]

    def fail_once(_order: Order) -> None:
        if failures:
            raise RuntimeError(failures.pop())

    api.application.server.hooks.register("dw.ocapi.shop.order.afterPOST", fail_once)
    body = {"basket_id": api.basket(agent)["basket_id"]}
    assert api.post(f"{V23}/orders", body, token=agent).fault == "HookInternalServerErrorException"
    assert api.post(f"{V23}/orders", body, token=agent).status == 200


def test_orders_placed_at_once_have_numbers_without_a_gap(make_api: Callable[..., Api]) -> None:
    api = make_api(order_number_block=10)
    agent = api.agent_token()
    baskets = [
        api.basket(agent, customer_info={"email": f"{n}@example.com"})["basket_id"] for n in range(1, SIXTEEN + 1)
    ]
    requests = (api.request("POST", f"{V23}/orders", {"basket_id": name}, token=agent) for name in baskets)
    numbers = sorted(int(answer.json["order_no"]) for answer in api.together(*requests))
    assert numbers == list(range(numbers[0], numbers[0] + SIXTEEN))


def test_no_more_than_the_stock_is_sold(api: Api, agent: str) -> None:
    """Of 10010007 there are three; sixteen guests have one in their basket."""
    items = [{"product_id": "10010007", "quantity": 1}]
    baskets = [
        api.basket(agent, customer_info={"email": f"{n}@example.com"}, product_items=items)["basket_id"]
        for n in range(SIXTEEN)
    ]
    requests = (api.request("POST", f"{V23}/orders", {"basket_id": name}, token=agent) for name in baskets)
    answers = api.together(*requests)
    assert Counter(answer.status for answer in answers) == {200: 3, 400: SIXTEEN - 3}
    refused = {answer.fault for answer in answers if answer.status == 400}
    assert refused <= {"ProductItemNotAvailableException", "ValidationException"}
    stock = api.run(api.application.server.store.stock("refarch-us", ["10010007"]))
    assert stock == {"10010007": 0}


@pytest.fixture
def two_servers(served_store: str) -> Iterator[list[ServerProcess]]:
    """Two server processes that share a store, which is verified at the end."""
    servers = [ServerProcess(served_store, "--log-level", "warning") for _ in range(2)]
    yield servers
    for server in servers:
        server.stop()
    verified = run("verify", "--store", served_store)
    assert verified.returncode == 0, verified.stderr


def statuses(answers: list[httpx.Response]) -> Counter[int]:
    return Counter(answer.status_code for answer in answers)


def test_two_processes_make_one_order_of_one_basket(two_servers: list[ServerProcess]) -> None:
    token = two_servers[0].agent_token()
    for turn in range(3):
        basket_id = two_servers[0].basket(token, f"{turn}@example.com")
        submits = [functools.partial(server.submit, basket_id, token) for server in two_servers * 8]
        answers = together(*submits)
        assert statuses(answers)[200] == 1, [answer.text for answer in answers]
        faults = {answer.json()["fault"]["type"] for answer in answers if answer.status_code != 200}
        assert faults <= {fault for _, fault in LOSERS}


def test_two_processes_call_an_authorisation_hook_once(two_servers: list[ServerProcess]) -> None:
    """The demo's hook waits two seconds for this card, so all others arrive while it runs."""
    token = two_servers[0].agent_token()
    order = read(two_servers[0].submit(two_servers[0].basket(token), token))
    path = f"{V15}/orders/{order['order_no']}/payment_authorize"
    headers = {"x-dw-order-token": order["order_token"], "x-dw-client-id": "a" * 30}
    document = payment_document(order["order_total"])
    document["payment_card"]["number"] = "4000000000000259"
    calls = [functools.partial(server.post, path, document, **headers) for server in two_servers * 8]
    assert statuses(together(*calls)) == {200: 1, 409: SIXTEEN - 1}


def test_two_processes_never_give_a_number_twice(two_servers: list[ServerProcess]) -> None:
    token = two_servers[0].agent_token()

    def order(server: ServerProcess, name: str) -> httpx.Response:
        return server.submit(server.basket(token, f"{name}@example.com"), token)

    numbers = []
    for turn in range(4):
        calls = [functools.partial(order, server, f"{turn}-{n}") for n, server in enumerate(two_servers * 5)]
        numbers += [read(answer)["order_no"] for answer in together(*calls)]
    assert len(set(numbers)) == len(numbers) == 40


def test_two_processes_sell_no_more_than_the_stock(two_servers: list[ServerProcess]) -> None:
    token = two_servers[0].agent_token()
    items = [{"product_id": "10010009", "quantity": 1}]  # of which there are two
    baskets = [two_servers[0].basket(token, f"{n}@example.com", product_items=items) for n in range(8)]
    calls = [functools.partial(two_servers[n % 2].submit, basket_id, token) for n, basket_id in enumerate(baskets)]
    assert statuses(together(*calls)) == {200: 2, 400: 6}


def test_an_answered_order_is_there_after_the_server_was_killed(served_store: str) -> None:
    server = ServerProcess(served_store, "--log-level", "warning")
    token = server.agent_token()
    order = read(server.submit(server.basket(token), token))
    placed = read(server.authorize(order))
    server.kill()
    verified = run("verify", "--store", served_store)
    assert verified.returncode == 0, verified.stderr
    again = ServerProcess(served_store, "--log-level", "warning")
    path = f"{V15}/orders/{order['order_no']}"
    answer = again.client.get(path, headers={"Authorization": f"Bearer {token}"})
    assert read(answer) == placed
    again.stop()
