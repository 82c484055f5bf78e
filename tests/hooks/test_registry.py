"""Chains of hooks: who runs, who is skipped and why, and what a hook may call."""

import asyncio
import json
import logging
from collections.abc import Sequence
from types import ModuleType
from typing import Any

import msgspec
import pytest
from tests.hooks.contexts import context

from counterfoil import faults
from counterfoil.documents.order import Order
from counterfoil.hooks import Context, Status, TransactionError, hook
from counterfoil.hooks.defaults import register_defaults
from counterfoil.hooks.loader import register_module
from counterfoil.hooks.names import UnknownPointError
from counterfoil.hooks.registry import Registry
from counterfoil.hooks.watch import Entry
from counterfoil.versions import parse_version

pytestmark = pytest.mark.fast

BEFORE, MODIFY = "dw.ocapi.shop.order.beforePOST", "dw.ocapi.shop.order.modifyPOSTResponse"
MINE = "app.payment.processor.mine"


def run(registry: Registry, point: str, *arguments: Any, **changes: Any) -> Any:
    return asyncio.run(registry.run(point, context(hooks=registry, **changes), *arguments))


def call(registry: Registry, point: str, function: str, *arguments: Any) -> Any:
    return asyncio.run(context(hooks=registry).call_hook(point, function, *arguments))


def made_of(point: str, *answers: Any) -> tuple[Registry, list[int]]:
    """A registry with hooks at a point that answer these, and the list of those that ran."""
    registry, ran = Registry(), []
    for number, answer in enumerate(answers):

        def answering(*_: Any, number: int = number, answer: Any = answer) -> Any:
            ran.append(number)
            return answer

        registry.register(point, answering)
    return registry, ran


OK = Status(Status.OK)


@pytest.mark.parametrize("value", [OK, Status(), 0, "", False, "text", {"a": 1}], ids=repr)
def test_of_a_system_point_the_first_value_ends_the_chain(value):
    registry, ran = made_of(BEFORE, None, value, "never")
    assert run(registry, BEFORE, None) is value
    assert ran == [0, 1]


def test_a_point_of_ones_own_runs_all_hooks_and_the_last_result_counts():
    registry, ran = made_of(MINE, "first", Status(Status.ERROR), "last")
    assert call(registry, MINE, "Authorize") == "last"
    assert ran == [0, 1, 2]
    registry, _ = made_of(MINE, "first", None)
    assert call(registry, MINE, "Authorize") is None


def test_a_hook_that_is_called_by_name_ends_the_chain_of_a_system_point():
    registry, ran = made_of("dw.order.payment.authorize", None, OK, "never")
    assert call(registry, "dw.order.payment.authorize", "authorize", None, None) is OK
    assert ran == [0, 1]


def test_an_error_that_a_called_hook_answers_is_handed_to_the_caller():
    registry, _ = made_of(BEFORE, Status(Status.ERROR, "NO"))
    assert call(registry, BEFORE, "beforePOST", None).code == "NO"


def test_what_a_called_hook_raises_is_raised_at_the_caller():
    def fail(*_: Any) -> None:
        raise KeyError("mine")

    registry = Registry()
    registry.register(MINE, fail)
    with pytest.raises(KeyError, match="mine"):
        call(registry, MINE, "Authorize")


@pytest.mark.parametrize("point", ["app.nobody.is.here", "no.such.point", "", BEFORE])
def test_a_point_without_hooks_gives_none_and_has_no_hook(point):
    assert call(Registry(), point, "anything", 1, 2) is None
    assert not context(hooks=Registry()).has_hook(point)
    assert not context().has_hook(point)
    assert asyncio.run(context().call_hook(point, "anything")) is None


def test_a_point_has_a_hook_if_one_is_registered_or_the_server_has_a_default():
    registry = Registry()
    register_defaults(registry)
    registry.register(MINE, lambda: None)
    asked = context(hooks=registry)
    for point in (MINE, "dw.order.calculate", "dw.order.calculateShipping", "dw.order.calculateTax"):
        assert asked.has_hook(point)
    assert not asked.has_hook("dw.order.payment.capture")


def test_a_hook_runs_for_the_function_it_is_marked_with():
    seen: list[Any] = []

    module = ModuleType("mine")

    @hook(MINE, function="Authorize")
    def authorize(order_no: str) -> dict[str, Any]:
        seen.append(("Authorize", order_no))
        return {"error": False}

    @hook(MINE)
    def anything(order_no: str, *, function: str) -> None:
        seen.append((function, order_no))

    vars(module).update(authorize=authorize, anything=anything)
    registry = Registry()
    register_module(registry, module, source="test")
    call(registry, MINE, "Authorize", "1")
    call(registry, MINE, "Handle", "2")
    assert seen == [("Authorize", "1"), ("Authorize", "1"), ("Handle", "2")]


def test_a_hook_calls_another_one_and_both_see_the_request():
    registry = Registry()

    @hook(MINE)
    async def authorize(order_no: str, *, context: Context) -> str:
        context.custom["asked"] = order_no
        return "yes"

    async def before(_basket: Any, *, context: Context) -> Any:
        answer = await context.call_hook(MINE, "Authorize", "0001")
        return Status(Status.OK, f"{answer} {context.custom['asked']}")

    registry.register(MINE, authorize)
    registry.register(BEFORE, before)
    assert run(registry, BEFORE, None).code == "yes 0001"


def test_an_exception_a_hook_lets_through_from_another_is_its_own():
    async def before(_basket: Any, *, context: Context) -> None:
        await context.call_hook(MINE, "Authorize")

    registry = Registry()
    registry.register(MINE, lambda: 1 / 0)
    registry.register(BEFORE, before)
    with pytest.raises(faults.Fault) as raised:
        run(registry, BEFORE, None)
    assert raised.value.kind is faults.HOOK_INTERNAL_SERVER_ERROR
    assert raised.value.arguments == {"extension_point": BEFORE}


def test_a_hook_that_ends_the_process_is_a_failure_like_any_other():
    def leave(*_: Any) -> None:
        raise SystemExit(1)

    registry = Registry()
    registry.register(BEFORE, leave)
    with pytest.raises(faults.Fault) as raised:
        run(registry, BEFORE, None)
    assert raised.value.kind is faults.HOOK_INTERNAL_SERVER_ERROR


@pytest.mark.parametrize("name", ["dw.ocapi.shop.order.beforPOST", "app.", "apps.mine", "dw.system.request."])
def test_a_name_that_is_no_point_is_refused(name):
    with pytest.raises(UnknownPointError):
        Registry().register(name, lambda: None)


def test_a_hook_at_a_point_that_is_not_served_is_warned_of_and_can_be_called(caplog: pytest.LogCaptureFixture):
    registry = Registry()
    with caplog.at_level(logging.WARNING, "counterfoil.hooks"):
        registry.register("dw.order.payment.capture", lambda invoice: f"captured {invoice}")
    assert "dw.order.payment.capture" in caplog.text
    assert "no resource of the Shop API reaches it" in caplog.text
    assert call(registry, "dw.order.payment.capture", "capture", 7) == "captured 7"


def test_switched_off_hooks_of_api_calls_do_not_run_and_those_of_the_system_do():
    registry, ran = Registry(api_hooks=False), []
    registry.register(
        "dw.ocapi.shop.order.payment_instrument.afterPOST", lambda *_: ran.append("default"), default=True
    )
    for point in (BEFORE, "dw.ocapi.shop.order.payment_instrument.afterPOST", "dw.order.createOrderNo"):
        registry.register(point, lambda *_, point=point: ran.append(point))
        run(registry, point, *(None,) * 3)
    assert ran == ["default", "dw.order.createOrderNo"]
    assert not registry.registered(BEFORE)
    assert registry.count(BEFORE, "dw.order.createOrderNo") == 1
    assert not registry.has_hook(BEFORE)


def test_a_version_that_does_not_have_the_point_runs_nothing():
    registry, ran = made_of(BEFORE, None)
    run(registry, BEFORE, None, version=parse_version("16.1"))
    assert ran == []
    run(registry, BEFORE, None, version=parse_version("17.3"))
    assert ran == [0]


class Notes:
    """Who watches, with a list of what was told."""

    def __init__(self) -> None:
        self.told: list[tuple[Any, ...]] = []

    def begins(self, point: str, arguments: Sequence[Any], chain: Sequence[Entry]) -> None:
        self.told.append(("begins", point, len(arguments), [entry.source for entry in chain]))

    def runs(self, point: str, entry: Entry) -> None:
        self.told.append(("runs", entry.source))

    def ran(self, point: str, entry: Entry, answer: Any, error: BaseException | None) -> None:
        self.told.append(("ran", entry.source, answer, type(error).__name__))

    def skipped(self, point: str, entry: Entry, why: str) -> None:
        self.told.append(("skipped", entry.source, why))

    def noted(self, note: dict[str, Any]) -> None:
        self.told.append(("noted", note["kind"], note["function"]))

    def ends(self, point: str, answer: Any, error: BaseException | None) -> None:
        self.told.append(("ends", answer, type(error).__name__))


def test_who_watches_is_told_of_every_hook_and_why_the_next_did_not_run():
    registry, notes = Registry(), Notes()
    for source, answer in (("a", None), ("b", OK), ("c", None)):
        registry.register(BEFORE, lambda *_, answer=answer: answer, source=source)
    run(registry, BEFORE, None, watch=notes)
    assert notes.told == [
        ("begins", BEFORE, 1, ["a", "b", "c"]),
        ("runs", "a"),
        ("ran", "a", None, "NoneType"),
        ("runs", "b"),
        ("ran", "b", OK, "NoneType"),
        ("skipped", "c", "chain ended"),
        ("ends", OK, "NoneType"),
    ]
    notes.told.clear()
    run(registry, BEFORE, None, watch=notes, version=parse_version("16.1"))
    assert notes.told == [("skipped", source, "version") for source in "abc"]


def test_who_watches_is_told_of_failures_and_of_chains_within_chains():
    registry, notes = Registry(), Notes()

    async def outer(_basket: Any, *, context: Context) -> None:
        await context.call_hook(MINE, "Authorize")

    registry.register(BEFORE, outer, source="outer")
    registry.register(MINE, lambda: 1 / 0, source="inner", export="Authorize")
    registry.register(MINE, lambda: None, source="other", export="Handle")
    with pytest.raises(faults.Fault):
        run(registry, BEFORE, None, watch=notes)
    assert notes.told == [
        ("begins", BEFORE, 1, ["outer"]),
        ("runs", "outer"),
        ("begins", MINE, 0, ["inner", "other"]),
        ("runs", "inner"),
        ("noted", "called_for", "Authorize"),
        ("ran", "inner", None, "ZeroDivisionError"),
        ("ends", None, "ZeroDivisionError"),
        ("ran", "outer", None, "ZeroDivisionError"),
        ("ends", None, "Fault"),
    ]


def test_transactions_are_joined_and_a_rollback_spoils_the_whole():
    registry = Registry()

    def join(_basket: Any, *, context: Context) -> None:
        with context.transaction, context.transaction:
            context.transaction.require()

    registry.register(BEFORE, join)
    assert run(registry, BEFORE, None) is None

    def roll_back(_basket: Any, *, context: Context) -> None:
        context.transaction.begin()
        context.transaction.begin()
        context.transaction.rollback()
        context.transaction.commit()

    registry.register(BEFORE, roll_back)
    with pytest.raises(faults.Fault) as raised:
        run(registry, BEFORE, None)
    assert raised.value.arguments["status_code"] == "TransactionRolledBack"


@pytest.mark.parametrize("name", ["commit", "rollback"])
def test_ending_what_was_not_begun_is_refused(name):
    registry = Registry()
    registry.register(BEFORE, lambda _basket, *, context: getattr(context.transaction, name)())
    with pytest.raises(faults.Fault) as raised:
        run(registry, BEFORE, None)
    assert raised.value.kind is faults.HOOK_STATUS
    assert raised.value.arguments["status_code"] == "ORMTransactionException"


def test_what_a_hook_began_and_did_not_end_is_forgotten_with_its_chain():
    registry, made = Registry(), context()
    registry.register(BEFORE, lambda _basket, *, context: context.transaction.begin())
    asyncio.run(registry.run(BEFORE, made, None))
    with pytest.raises(TransactionError):
        made.transaction.commit()


def test_a_called_hook_is_inside_the_transaction_as_its_caller_is():
    registry, seen = Registry(), []
    registry.register(MINE, lambda *, context: seen.append(context.transaction.inside))

    async def caller(*_: Any, context: Context) -> None:
        await context.call_hook(MINE, "any")

    for point, arguments in ((BEFORE, (None,)), (MODIFY, (Order(), {}))):
        registry.register(point, caller)
        run(registry, point, *arguments)
    assert seen == [True, False]


def test_outside_the_transaction_documents_are_changed_freely_and_what_is_kept_is_not():
    registry = Registry()
    registry.register(MODIFY, lambda _order, document: document.update(c_shown=1))
    document: dict[str, Any] = {}
    run(registry, MODIFY, Order(), document)
    assert document == {"c_shown": 1}
    for change in (
        lambda order, _: order.custom.update(c_x=1),
        lambda order, _: setattr(order, "status", "new"),
        lambda order, _: order.custom.update(c_x=object()),
    ):
        registry = Registry()
        registry.register(MODIFY, change)
        with pytest.raises(faults.Fault) as raised:
            run(registry, MODIFY, Order(), {})
        assert raised.value.kind is faults.HOOK_STATUS
        assert raised.value.arguments["status_code"] == "ORMTransactionException"
        assert raised.value.arguments["extension_point"] == MODIFY


def test_a_card_number_that_a_hook_quotes_is_starred():
    number = "4111111111111111"
    details = {number: [f"card {number}", {"n": int(number)}, 12, True, None], "long": "x" * 500}
    registry, _ = made_of(BEFORE, Status(Status.ERROR, number, "No to {0}.", "4111 1111 1111 1111", details=details))
    with pytest.raises(faults.Fault) as raised:
        run(registry, BEFORE, None)
    stars = "*" * 16
    assert raised.value.arguments == {
        "extension_point": BEFORE,
        "status_code": stars,
        "status_message": f"No to {'*' * 19}.",
        "status_details": {stars: [f"card {stars}", {"n": stars}, 12, True, None], "long": "x" * 500},
    }


@pytest.mark.parametrize(
    "value",
    [2**70, 10**5000, float("nan"), "\ud800", {"\ud800": 1}],
    ids=["bits", "digits", "no number", "surrogate", "surrogate key"],
)
def test_whatever_a_detail_is_the_fault_can_be_written(value):
    registry, _ = made_of(BEFORE, Status(Status.ERROR, "\ud800", "\ud800", details={"what": value}))
    with pytest.raises(faults.Fault) as raised:
        run(registry, BEFORE, None)
    assert json.dumps(raised.value.wire_arguments()).encode()
    assert msgspec.json.encode(raised.value.wire_arguments())


def test_details_that_are_no_json_are_told_as_text():
    registry, _ = made_of(BEFORE, Status(Status.ERROR, "NO", details={"what": {1: object}, "list": [1, "a"]}))
    with pytest.raises(faults.Fault) as raised:
        run(registry, BEFORE, None)
    assert raised.value.arguments["status_details"] == {"what": "{1: <class 'object'>}", "list": [1, "a"]}
