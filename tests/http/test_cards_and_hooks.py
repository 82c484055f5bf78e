"""Numbers and codes of cards that hooks got hold of: kept nowhere, answered and logged nowhere, on either store."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.api import V23, Answer, Api
from tests.archive.archives import xml
from tests.http.test_cartridges import SHOP, submit, write_cartridge
from tests.http.test_script_custom_objects import SLOT, load
from tests.http.test_traces import page

from counterfoil.logs import JsonLines

CARD = "4111111111111111"
CODE = "7391"
AUTHORIZE = "dw.order.payment.authorizeCreditCard"
BEFORE = SHOP + "order.payment_instrument.beforePOST"
MODIFY = SHOP + "order.payment_instrument.modifyPOSTResponse"
DASHED = "b.paymentCard.number.replace(/(....)(?=.)/g, '$1-')"
MakeApi = Callable[..., Api]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """The log as the server writes it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def pay(api: Api, number: str = CARD) -> Answer:
    order = submit(api).json
    card = {"card_type": "Visa", "number": number, "security_code": CODE, "holder": "Ada Low"}
    payment = {
        "payment_method_id": "CREDIT_CARD",
        "amount": order["order_total"],
        "payment_card": {**card, "expiration_month": 12, "expiration_year": 2030},
    }
    path = f"{V23}/orders/{order['order_no']}/payment_instruments"
    return api.post(path, payment, token=api.agent_token())


def kept(api: Api) -> str:
    """Everything that the orders of a shop answer."""
    token = api.agent_token()
    answers = [api.get(f"{V23}/orders/0000000{number}", token=token) for number in (1, 2)]
    return " ".join(answer.text for answer in answers if answer.status == 200)


@pytest.mark.parametrize(
    ("point", "body"),
    [
        (AUTHORIZE, "require('dw/order/OrderMgr').getOrder('00000001').custom.n = b.creditCardNumber;"),
        (AUTHORIZE, "require('dw/order/OrderMgr').getOrder('00000001').addNote('n', 'it is ' + b.creditCardNumber);"),
        (AUTHORIZE, "a.custom.n = b.creditCardNumber;"),
        (AUTHORIZE, "b.paymentTransaction.setTransactionID(b.creditCardNumber);"),
        (AUTHORIZE, "require('dw/object/CustomObjectMgr').createCustomObject('Slot', b.creditCardNumber);"),
        (
            AUTHORIZE,
            "require('dw/object/CustomObjectMgr').createCustomObject('Slot', 'x').custom.n = b.creditCardNumber;",
        ),
        (AUTHORIZE, "a.custom.n = Number(b.creditCardNumber);"),
        (AUTHORIZE, "session.privacy.n = b.creditCardNumber; a.custom.n = session.privacy.n;"),
        (BEFORE, "a.custom.n = b.paymentCard.number;"),
        (BEFORE, f"a.custom.n = {DASHED};"),
        (BEFORE, "require('dw/order/OrderMgr').getOrder('00000001').custom.n = b.paymentCard.number;"),
        (MODIFY, "b.c_n = c.paymentCard.number;"),
    ],
)
def test_a_script_cannot_keep_or_answer_the_number(make_api: MakeApi, tmp_path: Path, point: str, body: str) -> None:
    api = make_api(cartridges=str(write_cartridge(tmp_path / "cartridges", {point: body})))
    load(api, tmp_path / "types", {"meta/types.xml": xml("metadata", SLOT.format(days=0)).encode()})
    assert submit(api).status == 200
    answer = pay(api)
    assert answer.status == 500, answer
    assert answer.fault == "HookInternalServerErrorException"
    assert "number of a card" in page(api, "/traces/last").text
    for form in (CARD, "4111-1111-1111-1111"):
        assert form not in answer.text + kept(api)


@pytest.mark.parametrize(
    ("point", "body"),
    [("beforePOST", "a.custom.n = b.paymentCard.number;"), ("modifyPOSTResponse", "b.c_n = c.paymentCard.number;")],
)
def test_nor_can_a_script_of_a_basket(make_api: MakeApi, tmp_path: Path, point: str, body: str) -> None:
    hooks = {SHOP + "basket.payment_instrument." + point: body}
    api = make_api(cartridges=str(write_cartridge(tmp_path / "cartridges", hooks)))
    token = api.agent_token()
    basket = api.basket(token, payment_instruments=None)
    at = f"{V23}/baskets/{basket['basket_id']}"
    card = {"card_type": "Visa", "number": CARD, "security_code": CODE, "holder": "Ada Low"}
    card |= {"expiration_month": 12, "expiration_year": 2030}
    payment = {"payment_method_id": "CREDIT_CARD", "payment_card": card}
    answer = api.post(f"{at}/payment_instruments", payment, token=token)
    assert (answer.status, answer.fault) == (500, "HookInternalServerErrorException"), answer
    assert CARD not in answer.text + api.get(at, token=token).text


def test_a_number_handed_on_from_hook_to_hook_is_not_answered(make_api: MakeApi, tmp_path: Path) -> None:
    hooks = {BEFORE: "request.custom.n = b.paymentCard.number;", MODIFY: "b.c_n = [{ deep: request.custom.n }];"}
    api = make_api(cartridges=str(write_cartridge(tmp_path / "cartridges", hooks)))
    answer = pay(api)
    assert (answer.status, answer.fault) == (500, "HookInternalServerErrorException")
    assert CARD not in answer.text + kept(api)


def test_the_next_request_may_say_what_is_a_number_to_nobody(make_api: MakeApi, tmp_path: Path) -> None:
    hooks = {SHOP + "order.afterPOST": f"a.custom.n = 'id {CODE}'; a.custom.m = '{CARD[:-1]}2';"}
    api = make_api(cartridges=str(write_cartridge(tmp_path / "cartridges", hooks)))
    assert pay(api).status == 200
    assert submit(api).json["c_n"] == f"id {CODE}"


PYTHON = """
from counterfoil.hooks import hook

@hook("dw.ocapi.shop.order.payment_instrument.POINT")
def keep(order, second, third=None, *, context):
    number = next(one.payment_card.number for one in (second, third) if getattr(one, "payment_card", None))
    DO
"""


@pytest.mark.parametrize(
    ("point", "body"),
    [
        ("beforePOST", "order.custom = {**order.custom, 'c_n': number}"),
        ("afterPOST", "order.payment_instruments[0].custom = {'c_n': 'of ' + number}"),
        ("modifyPOSTResponse", "second.custom = {**second.custom, 'c_n': number}"),
    ],
)
def test_a_hook_in_python_cannot_either(make_api: MakeApi, tmp_path: Path, point: str, body: str) -> None:
    file = tmp_path / "keeps.py"
    source = PYTHON.replace("POINT", point).replace("DO", body)
    if point == "afterPOST":
        source = source.replace("third=None", "third")
    if point == "modifyPOSTResponse":
        source = source.replace("(second, third)", "(third,)")
    file.write_text(source)
    api = make_api(hooks=str(file))
    answer = pay(api)
    assert (answer.status, answer.fault) == (500, "HookInternalServerErrorException")
    assert CARD not in answer.text + kept(api)


def test_what_hooks_log_of_a_card_is_starred_out(make_api: MakeApi, tmp_path: Path, log: io.StringIO) -> None:
    spoken = "require('dw/system/Logger').error('code ' + c + ' of ' + b.creditCardNumber + ' ' + c);"
    folder = write_cartridge(tmp_path / "cartridges", {AUTHORIZE: spoken})
    file = tmp_path / "logs.py"
    file.write_text(
        "import logging\nfrom counterfoil.hooks import hook\n\n"
        f'@hook("{BEFORE}")\ndef tell(order, request):\n'
        '    logging.getLogger("shop").warning("python %s %s", request.payment_card.security_code, '
        "request.payment_card.number)\n"
    )
    api = make_api(cartridges=str(folder), hooks=str(file))
    assert pay(api).status == 200
    lines = [json.loads(line)["message"] for line in log.getvalue().splitlines()]
    assert [line for line in lines if "code ***" in line] and [line for line in lines if "python ***" in line]
    assert CODE not in log.getvalue() and CARD not in log.getvalue()
