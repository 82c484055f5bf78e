"""Hooks in Python that run in a process of their own: they do what they do inline, and no limit is theirs to break."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.api import V23, Api

HEAD = """
import logging
from counterfoil.documents.basket import Basket
from counterfoil.documents.order import Order
from counterfoil.documents.payment import OrderPaymentInstrument, OrderPaymentInstrumentRequest
from counterfoil.hooks import Context, Status, hook

"""
MakeHooked = Callable[..., Api]


@pytest.fixture(params=["process", "inline"])
def make_hooked(make_api: Callable[..., Api], tmp_path: Path, request: pytest.FixtureRequest) -> MakeHooked:
    """Make a server with hooks of this source, in a process of their own and, to compare, inside the server."""

    def make(source: str, **settings: Any) -> Api:
        file = tmp_path / "hooks.py"
        file.write_text(HEAD + source)
        return make_api(hooks=str(file), hook_isolation=request.param, **settings)

    return make


def submit(api: Api) -> Any:
    token = api.agent_token()
    return api.post(f"{V23}/orders", {"basket_id": api.basket(token)["basket_id"]}, token=token)


def test_a_hook_changes_documents_and_hands_on_what_it_knows(make_hooked: MakeHooked) -> None:
    api = make_hooked(
        """
@hook("dw.ocapi.shop.order.afterPOST")
async def after(order: Order, *, context: Context) -> None:
    order.custom["c_note"] = f"of {order.order_no} at {context.now}"
    context.custom["seen"] = len(order.payment_instruments)

@hook("dw.ocapi.shop.order.modifyPOSTResponse")
def modify(order: Order, document: dict, *, context: Context) -> None:
    document["c_x"] = f"{context.custom['seen']} {order.order_no}"
"""
    )
    order = submit(api).json
    assert order["c_note"].startswith(f"of {order['order_no']} at 17815")
    assert order["c_x"] == f"1 {order['order_no']}"
    kept = api.get(f"{V23}/orders/{order['order_no']}", token=api.agent_token()).json
    assert (kept["c_note"], kept["order_total"]) == (order["c_note"], order["order_total"])


def test_a_payment_hook_gets_the_instrument_of_the_order_and_the_card(make_hooked: MakeHooked) -> None:
    api = make_hooked(
        """
@hook("dw.order.payment.authorizeCreditCard")
def authorize(
    order: Order, order_payment_instrument: OrderPaymentInstrument, security_code: str | None, *, context: Context
) -> Status:
    assert any(order_payment_instrument is one for one in order.payment_instruments)
    digits = len(context.payment_card.number)
    order_payment_instrument.custom["c_transaction"] = f"t-{digits}-{security_code is not None}"
    return Status(Status.OK, "FINE")
"""
    )
    token = api.agent_token()
    order = submit(api).json
    instrument = {
        "payment_method_id": "CREDIT_CARD",
        "amount": float(order["order_total"]),
        "payment_card": {
            "number": "4111111111111111",
            "card_type": "Visa",
            "expiration_month": 12,
            "expiration_year": 2030,
            "holder": "Ada",
            "security_code": "737",
        },
    }
    answer = api.post(f"{V23}/orders/{order['order_no']}/payment_instruments", instrument, token=token)
    assert answer.status == 200, answer
    paid = answer.json["payment_instruments"][-1]
    assert (paid["c_transaction"], paid["authorization_status"]["code"]) == ("t-16-True", "FINE")
    assert "4111111111111111" not in answer.text


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("return Status(Status.ERROR, 'NO', 'never')", (400, "HookStatusException")),
        ("raise ValueError('4111111111111111')", (500, "HookInternalServerErrorException")),
        ("raise SystemExit(1)", (500, "HookInternalServerErrorException")),
        ("context.transaction.begin(); context.transaction.rollback()", (400, "HookStatusException")),
    ],
)
def test_what_a_hook_refuses_is_refused_alike(
    make_hooked: MakeHooked, caplog: pytest.LogCaptureFixture, body: str, fault: tuple[int, str]
) -> None:
    api = make_hooked(
        f"""
@hook("dw.ocapi.shop.order.afterPOST")
def after(order: Order, *, context: Context) -> Status | None:
    order.custom["c_note"] = "never kept"
    {body}
"""
    )
    answer = submit(api)
    assert (answer.status, answer.fault) == fault
    assert api.get(f"{V23}/orders/00000001", token=api.agent_token()).fault == "OrderNotFoundException"
    assert "4111111111111111" not in caplog.text


@pytest.mark.parametrize("body", ["while True: pass", "bytearray(2**40)", "import os; os.abort()"])
def test_no_hook_in_its_own_process_outlives_its_limits(
    make_api: Callable[..., Api], tmp_path: Path, body: str
) -> None:
    file = tmp_path / "hooks.py"
    file.write_text(
        f"""{HEAD}
@hook("dw.ocapi.shop.order.beforePOST")
def before(basket: Basket) -> None:
    if basket.custom.get("c_note") == "stuck":
        {body}
"""
    )
    api = make_api(hooks=str(file), hook_isolation="process", script_processor_seconds=1)
    token = api.agent_token()
    stuck = api.basket(token, c_note="stuck")
    answer = api.post(f"{V23}/orders", {"basket_id": stuck["basket_id"]}, token=token)
    assert (answer.status, answer.fault) == (500, "HookInternalServerErrorException")
    assert submit(api).status == 200
