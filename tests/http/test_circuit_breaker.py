"""The circuit breaker of hooks, and baskets that are deleted twice at once."""

import asyncio
import contextlib
import logging
from typing import Any

import pytest
from tests.api import V23, Answer, Api
from tests.conftest import MakeApi

from counterfoil.hooks import Context, Status
from counterfoil.hooks.breaker import OPEN_MILLISECONDS

pytestmark = pytest.mark.fast
POINT = "dw.ocapi.shop.basket.beforeGET"
FRAUD = "app.fraud.detection"


class Hook:
    """A hook that fails as long as it is told to."""

    def __init__(self) -> None:
        self.fails = True
        self.runs = 0

    def __call__(self, *_: Any) -> None:
        self.runs += 1
        if self.fails:
            raise RuntimeError


def read(api: Api, agent: str, times: int = 1) -> Answer:
    for _ in range(times):
        answer = api.get(f"{V23}/baskets/nothing", token=agent)
    return answer


@pytest.fixture
def hook(api: Api) -> Hook:
    hook = Hook()
    api.application.server.hooks.register(POINT, hook)
    return hook


def test_hooks_that_fail_too_often_are_not_run_for_a_minute(api: Api, agent: str, hook: Hook) -> None:
    assert read(api, agent, 51).fault == "HookInternalServerErrorException"
    answer = read(api, agent)
    assert (answer.status, answer.fault) == (503, "HookCircuitBreakerException")
    assert answer.arguments == {"extensionPoint": POINT}
    assert hook.runs == 51
    api.clock.advance(OPEN_MILLISECONDS - 1)
    assert read(api, agent).status == 503
    api.clock.advance(1)
    assert read(api, agent).status == 500
    assert hook.runs == 52


def test_a_repaired_hook_closes_the_circuit_after_ten_calls(api: Api, agent: str, hook: Hook) -> None:
    read(api, agent, 51)
    api.clock.advance(OPEN_MILLISECONDS)
    assert read(api, agent, 5).status == 500
    hook.fails = False
    assert read(api, agent, 5).status == 404
    hook.fails = True
    assert read(api, agent, 50).status == 500
    assert read(api, agent).status == 500
    assert read(api, agent).status == 503


def test_six_failures_of_ten_open_the_circuit_again(api: Api, agent: str, hook: Hook) -> None:
    read(api, agent, 51)
    api.clock.advance(OPEN_MILLISECONDS)
    assert read(api, agent, 6).status == 500
    assert read(api, agent).status == 503


def test_failures_that_many_calls_follow_are_forgotten(api: Api, agent: str, hook: Hook) -> None:
    read(api, agent, 50)
    hook.fails = False
    read(api, agent, 100)
    hook.fails = True
    assert read(api, agent, 50).status == 500
    assert read(api, agent).status == 500
    assert read(api, agent).status == 503


def test_what_becomes_of_a_circuit_is_logged(
    api: Api, agent: str, hook: Hook, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "counterfoil.hooks"):
        read(api, agent, 52)
    assert f"the circuit of {POINT} is open" in caplog.text


def test_a_refusal_is_no_failure_unless_the_settings_say_so(make_api: MakeApi) -> None:
    for counts, status in ((False, 400), (True, 503)):
        api = make_api(breaker_counts_errors=counts)
        api.application.server.hooks.register(POINT, lambda *_: Status(Status.ERROR, "NO", "No."))
        assert read(api, api.agent_token(), 52).status == status


def test_a_request_is_refused_for_the_called_hook_that_has_to_rest(api: Api, agent: str) -> None:
    """The hook that calls could do without the other, and does not know that it has to rest."""
    fraud = Hook()

    async def before(*_: Any, context: Context) -> None:
        with contextlib.suppress(RuntimeError):
            await context.call_hook(FRAUD, "detect")

    api.application.server.hooks.register(POINT, before)
    api.application.server.hooks.register(FRAUD, fraud)
    assert read(api, agent, 51).status == 404
    answer = read(api, agent)
    assert (answer.status, answer.fault) == (503, "HookCircuitBreakerException")
    assert answer.arguments == {"extensionPoint": FRAUD}
    assert read(api, agent, 60).arguments == {"extensionPoint": FRAUD}
    api.clock.advance(OPEN_MILLISECONDS)
    fraud.fails = False
    assert read(api, agent).status == 404
    assert fraud.runs == 52


def test_a_basket_is_not_deleted_twice_at_once(api: Api, agent: str) -> None:
    path = f"{V23}/baskets/{api.basket(agent)['basket_id']}"
    runs = []

    async def both() -> tuple[Answer, Answer]:
        entered, proceed = asyncio.Event(), asyncio.Event()

        async def hook(*_: Any) -> None:
            runs.append(1)
            entered.set()
            await proceed.wait()

        api.application.server.hooks.register("dw.ocapi.shop.basket.beforeDELETE", hook)
        first = asyncio.create_task(api.request("DELETE", path, token=agent))
        await entered.wait()
        second = await api.request("DELETE", path, token=agent)
        proceed.set()
        return await first, second

    first, second = api.run(both())
    assert first.status == 204
    assert (second.status, second.fault) == (409, "ObjectInDeletionConflictException")
    assert second.arguments == {"objectId": path.rpartition("/")[2]}
    assert len(runs) == 1
    assert api.get(path, token=agent).status == 404


def test_a_code_that_is_no_currency_is_not_found_where_the_settings_want_it_so(make_api: MakeApi) -> None:
    api = make_api(unknown_currency="not_found")
    answer = api.get(f"{V23}/products/mug-01?currency=ZZZ")
    assert (answer.status, answer.fault) == (404, "CurrencyNotFoundException")
    assert answer.arguments == {"currencyId": "ZZZ"}
    assert api.get(f"{V23}/products/mug-01?currency=CHF").fault == "UnsupportedCurrencyException"
