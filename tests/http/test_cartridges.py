"""Cartridges behind the API: their hooks run in workers, and what one script does never stops another request."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.api import V23, Api

SHOP = "dw.ocapi.shop."
ERROR = "return new (require('dw/system/Status'))(1, 'NO_WAY', 'It must not be {0}.', 'so');"

MakeShop = Callable[..., Api]


def write_cartridge(folder: Path, hooks: dict[str, str], name: str = "int_test") -> Path:
    """Write a cartridge with one script, whose functions have these bodies."""
    scripts = folder / name / "cartridge" / "scripts"
    scripts.mkdir(parents=True)
    (folder / name / "package.json").write_text(json.dumps({"hooks": "./cartridge/scripts/hooks.json"}))
    entries = [{"name": point, "script": "./hooks.js"} for point in hooks]
    (scripts / "hooks.json").write_text(json.dumps({"hooks": entries}))
    functions = [
        f"exports.{point.rpartition('.')[2]} = function (a, b, c) {{\n{body}\n}};" for point, body in hooks.items()
    ]
    (scripts / "hooks.js").write_text("'use strict';\n" + "\n".join(functions))
    return folder


@pytest.fixture
def make_shop(make_api: Callable[..., Api], tmp_path: Path) -> MakeShop:
    """Make a server with a cartridge that has these hooks, by point."""

    def make(hooks: dict[str, str], **settings: Any) -> Api:
        return make_api(cartridges=str(write_cartridge(tmp_path / "cartridges", hooks)), **settings)

    return make


def submit(api: Api) -> Any:
    token = api.agent_token()
    basket = api.basket(token)
    return api.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=token)


def test_a_script_changes_the_order_and_its_answer(make_shop: MakeShop) -> None:
    api = make_shop(
        {
            SHOP + "order.afterPOST": "a.custom.note = 'of ' + a.orderNo; request.custom.seen = 1;",
            SHOP + "order.modifyPOSTResponse": "b.c_x = request.custom.seen + ' ' + b.orderNo;",
        }
    )
    order = submit(api).json
    number = order["order_no"]
    assert (order["c_note"], order["c_x"]) == (f"of {number}", f"1 {number}")
    kept = api.get(f"{V23}/orders/{number}", token=api.agent_token()).json
    assert kept["c_note"] == f"of {number}"
    assert kept["order_total"] == order["order_total"]
    assert "c_x" not in kept


def test_half_a_sign_that_a_script_cuts_text_at_becomes_the_sign_of_replacement(make_shop: MakeShop) -> None:
    body = r"""
    var text = 'cup \ud83c\udf75 of \\ud83c', half = text.substring(0, 5);
    require('dw/system/Logger').warn('cut: {0}', half);
    a.custom.note = text + ' ' + half + '!';
    a.custom.found = String(require('dw/order/OrderMgr').getOrder(half));
    request.custom.half = half;
    """
    api = make_shop({SHOP + "order.afterPOST": body, SHOP + "order.modifyPOSTResponse": "b.c_x = request.custom.half;"})
    order = submit(api).json
    told = (order["c_note"], order["c_found"], order["c_x"])
    assert told == ("cup \U0001f375 of \\ud83c cup \ufffd!", "null", "cup \ufffd")


def test_an_error_of_a_script_refuses_the_request_and_keeps_nothing(make_shop: MakeShop) -> None:
    api = make_shop({SHOP + "order.afterPOST": ERROR})
    answer = submit(api)
    assert (answer.status, answer.fault) == (400, "HookStatusException")
    assert answer.arguments == {
        "extensionPoint": SHOP + "order.afterPOST",
        "statusCode": "NO_WAY",
        "statusMessage": "It must not be so.",
        "statusDetails": {},
    }
    assert api.get(f"{V23}/orders/00000001", token=api.agent_token()).fault == "OrderNotFoundException"


@pytest.mark.parametrize(
    "body",
    [
        "throw new Error('no');",
        "throw 'a text';",
        "null.x;",
        "require('./nowhere');",
    ],
)
def test_an_exception_of_a_script_is_the_platforms_fault_and_keeps_nothing(make_shop: MakeShop, body: str) -> None:
    api = make_shop({SHOP + "order.afterPOST": body})
    answer = submit(api)
    assert (answer.status, answer.fault) == (500, "HookInternalServerErrorException")
    assert answer.arguments["extensionPoint"] == SHOP + "order.afterPOST"
    assert api.get(f"{V23}/orders/00000001", token=api.agent_token()).fault == "OrderNotFoundException"


def test_a_transaction_that_a_script_rolls_back_takes_the_request_with_it(make_shop: MakeShop) -> None:
    api = make_shop({SHOP + "order.afterPOST": "a.custom.note = 1; require('dw/system/Transaction').rollback();"})
    answer = submit(api)
    assert (answer.status, answer.fault) == (400, "HookStatusException")
    assert api.get(f"{V23}/orders/00000001", token=api.agent_token()).fault == "OrderNotFoundException"


@pytest.mark.parametrize(
    "body",
    [
        "for (;;) {}",
        "new Array(4294967295).join('x');",  # a loop inside the engine, which no script could interrupt
        "var all = []; for (;;) { all.push(new Array(100000).fill(1)); }",
        "(function deeper() { return deeper() + 1; })();",
        "/(a+)+$/.test(new Array(60).join('a') + 'b');",
    ],
)
def test_a_script_without_end_ends_its_request_only(make_shop: MakeShop, body: str) -> None:
    api = make_shop(
        {
            SHOP + "order.beforePOST": f"if (a.customerEmail === 'stuck@example.com') {{ {body} }}",
            SHOP + "order.modifyPOSTResponse": "b.c_x = 'ran';",
        },
        script_processor_seconds=1,
    )
    token = api.agent_token()
    basket = api.basket(token)
    stuck = api.basket(token)
    api.call("PUT", f"{V23}/baskets/{stuck['basket_id']}/customer", {"email": "stuck@example.com"}, token=token)
    answers = api.together(
        api.request("POST", f"{V23}/orders", {"basket_id": stuck["basket_id"]}, token=token),
        api.request("POST", f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=token),
    )
    assert [answer.status for answer in answers] == [500, 200]
    assert answers[0].fault == "HookInternalServerErrorException"
    assert answers[1].json["c_x"] == "ran"


def test_a_hook_that_takes_too_long_is_ended_on_the_clock(make_shop: MakeShop) -> None:
    api = make_shop({SHOP + "order.beforePOST": "for (;;) {}"}, hook_seconds=1)
    assert submit(api).fault == "HookInternalServerErrorException"


def test_more_requests_than_workers_wait_for_their_turn(make_shop: MakeShop) -> None:
    api = make_shop({SHOP + "order.modifyPOSTResponse": "b.c_x = b.order_no;"}, script_workers=1)
    token = api.agent_token()
    baskets = [api.basket(token)["basket_id"] for _ in range(4)]
    answers = api.together(
        *(api.request("POST", f"{V23}/orders", {"basket_id": basket}, token=token) for basket in baskets)
    )
    assert all(answer.json["c_x"] == answer.json["order_no"] for answer in answers)


def test_a_script_reads_and_changes_the_document_of_the_request(make_shop: MakeShop) -> None:
    api = make_shop(
        {
            SHOP + "basket.beforePOST": """
            a.c_channel = a.productItems.length + ' ' + a.customer_info.email;
            a.productItems[0].quantity = 3;
            a.product_items.push({ productId: 'tea-01', quantity: 1 });""",
            SHOP
            + "basket.beforePATCH": "b.c_channel = a.custom.channel + ' ' + b.c_channel + ' ' + (b.currency || '-');",
        }
    )
    token = api.agent_token()
    basket = api.basket(token)
    assert basket["c_channel"] == "2 x@gmail.com"
    assert [(item["product_id"], item["quantity"]) for item in basket["product_items"]] == [
        ("mug-01", 3),
        ("tea-01", 2),
    ]
    changed = api.patch(f"{V23}/baskets/{basket['basket_id']}", {"c_channel": "web"}, token=token)
    assert changed.json["c_channel"] == "2 x@gmail.com web -"


def test_the_log_names_the_line_of_a_script_that_failed(make_shop: MakeShop, caplog: pytest.LogCaptureFixture) -> None:
    api = make_shop({SHOP + "order.afterPOST": "var none = null;\nnone.x;"})
    submit(api)
    (line,) = [record.getMessage() for record in caplog.records if record.name == "counterfoil.hooks"]
    assert "TypeError: cannot read property 'x' of null at int_test/cartridge/scripts/hooks.js:4" in line
