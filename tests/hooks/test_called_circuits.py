"""The circuit breaker of hooks that other hooks call: which calls count, and what is not held up by an open circuit."""

import asyncio
from typing import Any

import pytest
from tests.hooks.contexts import context

from counterfoil import faults
from counterfoil.hooks import Context, Status, TransactionError
from counterfoil.hooks.breaker import OPEN_MILLISECONDS
from counterfoil.hooks.registry import Registry

pytestmark = pytest.mark.fast

BEFORE, CALCULATE = "dw.ocapi.shop.order.beforePOST", "dw.order.calculate"
FRAUD = "app.fraud.detection"
OPEN = "HOOK_CIRCUIT_BREAKER"


class Hook:
    """A hook that fails as long as it is told to."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = RuntimeError() if error is None else error
        self.fails = True
        self.runs = 0

    def __call__(self, *_: Any) -> str:
        self.runs += 1
        if self.fails:
            raise self.error
        return "fine"


class Caller:
    """Calls hooks at an instant, and remembers what came of it."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.now = 1_000_000

    def call(self, point: str = FRAUD, function: str = "detect", times: int = 1, **more: Any) -> Any:
        """Call hooks so many times; return the last answer, or the name of what was raised."""
        return [
            self._said(self.registry.call_hook(point, function, self._context(), None, **more)) for _ in range(times)
        ][-1]

    def run(self, point: str, times: int = 1) -> Any:
        """Let the server run a point so many times."""
        return [self._said(self.registry.run(point, self._context(), None)) for _ in range(times)][-1]

    def _context(self) -> Context:
        return context(hooks=self.registry, now=self.now)

    def _said(self, work: Any) -> Any:
        try:
            return asyncio.run(work)
        except faults.Fault as fault:
            return fault.kind.name
        except Exception as error:
            return type(error).__name__


def calling(hook: Any, point: str = FRAUD, export: str | None = None, **settings: Any) -> Caller:
    registry = Registry(**settings)
    registry.register(point, hook, export=export)
    return Caller(registry)


def test_a_called_hook_that_fails_too_often_is_not_run_for_a_minute():
    hook = Hook()
    caller = calling(hook)
    assert caller.call(times=51) == "RuntimeError"
    assert caller.call() == OPEN
    caller.now += OPEN_MILLISECONDS - 1
    assert (caller.call(), hook.runs) == (OPEN, 51)
    caller.now += 1
    assert (caller.call(), hook.runs) == ("RuntimeError", 52)


def test_ten_calls_are_watched_then_and_six_failures_open_the_circuit_again():
    hook = Hook()
    caller = calling(hook)
    caller.call(times=51)
    caller.now += OPEN_MILLISECONDS
    assert (caller.call(times=6), caller.call()) == ("RuntimeError", OPEN)
    caller.now += OPEN_MILLISECONDS
    hook.fails = False
    assert caller.call(times=10) == "fine"
    hook.fails = True
    assert (caller.call(times=51), caller.call()) == ("RuntimeError", OPEN)


def test_failures_that_a_hundred_good_calls_follow_are_forgotten():
    hook = Hook()
    caller = calling(hook)
    caller.call(times=50)
    hook.fails = False
    caller.call(times=100)
    hook.fails = True
    assert (caller.call(times=50), caller.call()) == ("RuntimeError", "RuntimeError")


def test_a_point_has_one_circuit_whoever_runs_it():
    hook = Hook()
    caller = calling(hook, CALCULATE)
    assert caller.run(CALCULATE, times=26) == "HOOK_INTERNAL_SERVER_ERROR"
    assert caller.call(CALCULATE, times=25) == "RuntimeError"
    assert (caller.run(CALCULATE), caller.call(CALCULATE), hook.runs) == (OPEN, OPEN, 51)


def test_the_servers_own_behaviour_is_called_while_a_hook_before_it_has_to_rest():
    """A script that calls a point runs the scripts there by itself, and the server what is behind them."""
    hook = Hook()
    caller = calling(hook, CALCULATE)
    caller.registry.register(CALCULATE, lambda *_: "calculated", default=True)
    caller.run(CALCULATE, times=51)
    assert caller.call(CALCULATE) == OPEN
    assert caller.call(CALCULATE, without=Hook) == "calculated"


def test_calls_for_another_function_neither_count_nor_are_refused():
    caller = calling(Hook(), export="detect")
    assert caller.call(function="other", times=60) is None
    assert (caller.call(times=51), caller.call(), caller.call(function="other")) == ("RuntimeError", OPEN, None)


@pytest.mark.parametrize("error", [TransactionError("misused"), faults.ORDER_NOT_FOUND(order_no="1")], ids=repr)
def test_what_the_server_refuses_is_no_failure_of_the_hook(error: Exception):
    caller = calling(Hook(error))
    assert caller.call(times=60) not in (OPEN, "RuntimeError")


@pytest.mark.parametrize(("counts", "said"), [(False, None), (True, OPEN)])
def test_a_called_hook_that_refuses_has_not_failed_unless_the_settings_say_so(counts: bool, said: str | None):
    caller = calling(lambda *_: Status(Status.ERROR, "NO"), errors_break=counts)
    assert caller.call(times=51).code == "NO"
    last = caller.call()
    assert (last if isinstance(last, str) else None) == said


def test_a_hook_may_do_without_the_one_that_has_to_rest_and_is_no_failure_if_it_does_not():
    caller = calling(Hook())
    caught: list[bool] = [True]

    async def before(_basket: Any, *, context: Context) -> None:
        try:
            await context.call_hook(FRAUD, "detect")
        except Exception:
            if not caught[0]:
                raise

    caller.registry.register(BEFORE, before)
    assert caller.run(BEFORE, times=52) is None
    caught[0] = False
    assert caller.run(BEFORE, times=60) == OPEN
    caught[0] = True
    assert caller.run(BEFORE) is None
