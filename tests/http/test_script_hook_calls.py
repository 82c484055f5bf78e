"""Hooks that scripts call by HookMgr at points of their own, behind the API: scripts of two cartridges, and Python."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.api import V23, Api
from tests.http.test_cartridges import SHOP, submit
from tests.http.test_traces import page

OUTER = """
const HookMgr = require('dw/system/HookMgr');
const PaymentMgr = require('dw/order/PaymentMgr');
exports.afterPOST = function (order) {
    const instrument = order.paymentInstruments[0];
    const processor = PaymentMgr.getPaymentMethod(instrument.paymentMethod).paymentProcessor;
    const answer = HookMgr.callHook('app.payment.processor.mypay', 'Authorize', order.orderNo, instrument, processor);
    order.custom.told = JSON.stringify([answer, order.custom.first, instrument.paymentTransaction.transactionID,
        HookMgr.hasHook('app.payment.processor.mypay'), HookMgr.hasHook('app.nobody'), HookMgr.hasHook('app.score'),
        HookMgr.callHook('app.nobody', 'x') === undefined, HookMgr.callHook('app.score', 'score', order)]);
};
"""
FIRST = """
exports.Authorize = function (orderNo, instrument, processor) {
    const order = require('dw/order/OrderMgr').getOrder(orderNo);
    require('dw/system/Transaction').wrap(function () {
        order.custom.first = 'first of ' + processor.ID;
    });
    return { error: true, by: 'first' };
};
"""
SECOND = """
exports.Authorize = function (orderNo, instrument) {
    instrument.paymentTransaction.setTransactionID('T-' + orderNo);
    return ANSWER;
};
"""
PYTHON = """
from counterfoil.hooks import hook

@hook("app.score", function="score")
def score(order, *, context):
    order.custom = {**order.custom, "c_scored": order.order_no}
    return 42
"""


def write(folder: Path, name: str, hooks: dict[str, str]) -> None:
    """Write a cartridge with a script for each point."""
    cartridge = folder / name
    (cartridge / "cartridge").mkdir(parents=True)
    (cartridge / "package.json").write_text('{"hooks": "./cartridge/hooks.json"}')
    rows = [{"name": point, "script": f"./s{number}.js"} for number, point in enumerate(hooks)]
    (cartridge / "cartridge" / "hooks.json").write_text(json.dumps({"hooks": rows}))
    for number, body in enumerate(hooks.values()):
        (cartridge / "cartridge" / f"s{number}.js").write_text(body)


@pytest.fixture
def make_shop(make_api: Callable[..., Api], tmp_path: Path) -> Callable[[str], Api]:
    """Make a server whose script calls a payment processor that two cartridges have."""

    def make(answer: str) -> Api:
        folder, file = tmp_path / "cartridges", tmp_path / "score.py"
        write(folder, "a", {SHOP + "order.afterPOST": OUTER, "app.payment.processor.mypay": FIRST})
        write(folder, "b", {"app.payment.processor.mypay": SECOND.replace("ANSWER", answer)})
        file.write_text(PYTHON)
        return make_api(cartridges=str(folder), cartridge_path="a:b", hooks=str(file))

    return make


def told(order: Any) -> Any:
    return json.loads(order["c_told"])


def test_all_hooks_of_a_point_run_on_the_same_order_and_the_last_one_answers(make_shop: Callable[[str], Api]) -> None:
    api = make_shop("{ error: false, by: 'second' }")
    answer = submit(api)
    assert answer.status == 200, answer
    number = answer.json["order_no"]
    wanted = [{"error": False, "by": "second"}, "first of BASIC_CREDIT", f"T-{number}", True, False, True, True, 42]
    assert told(answer.json) == wanted
    kept = api.get(f"{V23}/orders/{number}", token=api.agent_token()).json
    assert (kept["c_first"], kept["c_scored"]) == ("first of BASIC_CREDIT", number)


def test_the_last_one_answers_even_if_it_answers_nothing(make_shop: Callable[[str], Api]) -> None:
    api = make_shop("undefined")
    assert told(submit(api).json)[0] is None


def test_what_a_called_hook_throws_ends_the_request_and_keeps_nothing(make_shop: Callable[[str], Api]) -> None:
    api = make_shop("nobody.knows")
    answer = submit(api)
    assert (answer.status, answer.fault) == (500, "HookInternalServerErrorException")
    assert api.get(f"{V23}/orders/00000001", token=api.agent_token()).status == 404
    text = page(api, "/traces/last", "text/plain").text
    assert "b/cartridge/s0.js" in text and "a/cartridge/s0.js" in text
