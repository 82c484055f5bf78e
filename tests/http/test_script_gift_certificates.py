"""Scripts look up gift certificates, pay with them and redeem them; the store keeps the balance, on both engines."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.api import V23, Api
from tests.http.gift_certificates import CODE, DISABLED, EUROS, PENDING, SPENT, load_certificates
from tests.http.test_cartridges import SHOP, submit, write_cartridge
from tests.http.test_traces_secrets import traces

ORDER = SHOP + "order."
MANAGER = "var M = require('dw/order/GiftCertificateMgr');"
MONEY = "new dw.value.Money({}, 'USD')"

MakeShop = Callable[..., Api]


@pytest.fixture
def make_shop(make_api: Callable[..., Api], tmp_path: Path) -> MakeShop:
    """Make a server with gift certificates and a cartridge that has these hooks, by point."""

    def make(hooks: dict[str, str], **settings: Any) -> Api:
        folder = str(write_cartridge(tmp_path / "cartridges", hooks))
        api = make_api(cartridges=folder, demo_hook=False, **settings)
        load_certificates(api, tmp_path)
        return api

    return make


def balance(api: Api) -> float:
    path = f"{V23}/gift_certificate"
    return float(api.post(path, {"gift_certificate_code": CODE}, token=api.agent_token()).json["balance"])


def test_a_certificate_is_found_by_its_code_and_by_its_merchant_id(make_shop: MakeShop) -> None:
    body = MANAGER + (
        f"var c = M.getGiftCertificateByCode('{CODE}'), same = M.getGiftCertificateByMerchantID(c.merchantID);"
        "b.c_x = [c.amount.value, c.balance.value, c.status === c.STATUS_ISSUED, c.enabled, c.giftCertificateCode,"
        " same === c, c.recipientEmail, M.getGiftCertificate('none'),"
        " M.getGiftCertificateByMerchantID('none')].map(String).join();"
    )
    api = make_shop({ORDER + "modifyPOSTResponse": body})
    assert submit(api).json["c_x"] == f"50,50,true,true,{CODE},true,ada@example.com,null,null"


def test_an_order_is_paid_from_a_certificate_by_a_script(make_shop: MakeShop) -> None:
    body = MANAGER + (
        f"var p = a.createGiftCertificatePaymentInstrument('{CODE}', {MONEY.format(20)});"
        "var s = M.redeemGiftCertificate(p);"
        "if (s.error || p.paymentTransaction.amount.value !== 20) { throw new Error(s.code); }"
    )
    api = make_shop({ORDER + "afterPOST": body})
    order = submit(api).json
    made = order["payment_instruments"][-1]
    assert (made["payment_method_id"], float(made["amount"])) == ("GIFT_CERTIFICATE", 20)
    assert CODE not in str(order)
    assert balance(api) == 30
    assert api.breaches() == []


def test_what_a_script_takes_from_a_certificate_is_given_back_with_a_refused_order(make_shop: MakeShop) -> None:
    body = MANAGER + (
        f"M.redeemGiftCertificate(a.createGiftCertificatePaymentInstrument('{CODE}', {MONEY.format(20)}));"
        "return new dw.system.Status(1, 'NO');"
    )
    api = make_shop({ORDER + "afterPOST": body})
    assert submit(api).fault == "HookStatusException"
    assert balance(api) == 50


@pytest.mark.parametrize("code", ["nothing", DISABLED, EUROS, PENDING, SPENT])
def test_a_certificate_that_cannot_pay_makes_no_instrument(make_shop: MakeShop, code: str) -> None:
    body = (
        "var before = a.paymentInstruments.length, said = '';"
        f"try {{ a.createGiftCertificatePaymentInstrument('{code}', {MONEY.format(5)}); }}"
        "catch (e) { said = e.message; }"
        "a.custom.said = said; a.custom.same = String(before === a.paymentInstruments.length);"
    )
    api = make_shop({ORDER + "afterPOST": body})
    order = submit(api).json
    assert order["c_said"].startswith("the gift certificate cannot pay")
    assert order["c_same"] == "true"


def test_more_than_is_left_cannot_be_redeemed(make_shop: MakeShop) -> None:
    body = MANAGER + (
        f"var p = a.createGiftCertificatePaymentInstrument('{CODE}', {MONEY.format(20)});"
        f"p.paymentTransaction.amount = {MONEY.format(80)}; a.custom.code = M.redeemGiftCertificate(p).code;"
        "a.custom.same = String(a.custom.code === M.GC_ERROR_INSUFFICIENT_BALANCE); a.removePaymentInstrument(p);"
    )
    api = make_shop({ORDER + "afterPOST": body})
    order = submit(api).json
    assert (order["c_code"], order["c_same"]) == ("GIFTCERTIFICATE-110", "true")
    assert balance(api) == 50


CREATE = (
    MANAGER
    + """
    var c = M.createGiftCertificate(25.5), other = M.createGiftCertificate(10, ' TEA-GIFT-2026 ');
    c.setRecipientEmail('bob@example.com'); c.recipientName = 'Bob'; c.setMessage('Enjoy'); c.custom.from = 'script';
    c.setOrderNo(a.orderNo); other.setEnabled(false);
    a.custom.made = [c.amount.value, c.balance.value, c.status, c.enabled, c.merchantID !== other.merchantID,
        c.getMaskedGiftCertificateCode(), c.getMaskedGiftCertificateCode(2), c.giftCertificateCode.length,
        other.giftCertificateCode, M.getGiftCertificateByCode('TEA-GIFT-2026') === other,
        M.getGiftCertificateByMerchantID(c.merchantID) === c].join();
    a.custom.id = c.merchantID;
    require('dw/system/Logger').warn('code {0}', c.giftCertificateCode);
    request.custom.code = c.giftCertificateCode;
"""
)
LATER = (
    MANAGER
    + """
    var c = M.getGiftCertificateByCode(request.custom.code);
    b.c_found = [c.merchantID, c.recipientName, c.orderNo, c.custom.from].join();
    b.c_code = c.giftCertificateCode;
"""
)


def ask(api: Api, code: str) -> Any:
    return api.post(f"{V23}/gift_certificate", {"gift_certificate_code": code}, token=api.agent_token()).json


def test_a_script_makes_gift_certificates_whose_codes_are_in_no_trace(make_shop: MakeShop) -> None:
    api = make_shop({ORDER + "afterPOST": CREATE, ORDER + "modifyPOSTResponse": LATER}, trace_keep=50)
    order = submit(api).json
    made = order["c_made"].split(",")
    assert made[:5] == ["25.5", "25.5", "1", "true", "true"]
    assert made[6] == "*" * (len(made[5]) - 2) + made[5][-2:]
    assert made[7:] == ["19", "TEA-GIFT-2026", "true", "true"]
    code = order["c_code"]
    assert order["c_found"] == f"{order['c_id']},Bob,{order['order_no']},script"
    found = ask(api, code)
    assert (found["amount"], found["balance"], found["status"], found["enabled"]) == (25.5, 25.5, "issued", True)
    assert (found["recipient_email"], found["message"], found["c_from"]) == ("bob@example.com", "Enjoy", "script")
    assert ask(api, "TEA-GIFT-2026")["enabled"] is False
    assert api.breaches() == []
    recorder = api.application.server.traces
    assert recorder is not None
    api.run(recorder.flush())
    kept = str(traces(api))
    assert "create_gift_certificate" in kept
    assert code not in kept
    assert "TEA-GIFT-2026" not in kept


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (f"M.createGiftCertificate(5, '{CODE}')", "null"),
        ("[M.createGiftCertificate(5, 'A-1'), M.createGiftCertificate(5, 'A-1')].length", "2"),
        ("M.createGiftCertificate(0)", "IllegalArgumentException"),
        ("M.createGiftCertificate(-1)", "IllegalArgumentException"),
        ("M.createGiftCertificate('much')", "IllegalArgumentException"),
        ("M.createGiftCertificate(1e15)", "ValueError"),
        ("M.createGiftCertificate(0.001)", "ValueError"),
        (f"M.createGiftCertificate(1, '{'x' * 257}')", "ValueError"),
        ("M.createGiftCertificate(1).setStatus(3)", "IllegalArgumentException"),
        ("M.createGiftCertificate(1).getMaskedGiftCertificateCode(-1)", "IllegalArgumentException"),
    ],
)
def test_what_is_no_certificate_is_not_made(make_shop: MakeShop, body: str, told: str) -> None:
    tried = MANAGER + f"try {{ a.custom.told = String({body}); }} catch (e) {{ a.custom.told = e.name; }}"
    api = make_shop({ORDER + "afterPOST": tried})
    assert submit(api).json["c_told"] == told
    assert balance(api) == 50
    assert api.breaches() == []


def test_a_certificate_is_lost_with_the_request_and_not_made_behind_it(make_shop: MakeShop) -> None:
    lost = MANAGER + "M.createGiftCertificate(5, 'LOST-1'); return new dw.system.Status(1, 'NO');"
    behind = MANAGER + "M.createGiftCertificate(5, 'LOST-2');"
    api = make_shop({ORDER + "afterPOST": lost, SHOP + "basket.modifyPOSTResponse": behind})
    token = api.agent_token()
    assert api.post(f"{V23}/baskets", {}, token=token).json["fault"]["type"].startswith("Hook")
    for code in ("LOST-1", "LOST-2"):
        assert ask(api, code)["fault"]["type"] == "GiftCertificateNotFoundException"


CHANGE = MANAGER + (
    f"var c = M.getGiftCertificateByCode('{CODE}'); c.setDescription((c.description || '') + '+');"
    "c.setStatus(c.STATUS_PENDING);"
)


def test_what_a_script_changes_of_a_certificate_leaves_its_balance(make_shop: MakeShop) -> None:
    pay = (
        f"M.redeemGiftCertificate(a.createGiftCertificatePaymentInstrument('{CODE}', {MONEY.format(20)}));"
        "c.setStatus(c.STATUS_ISSUED);"
    )
    again = "var same = M.getGiftCertificateByMerchantID(c.merchantID); same.description += '!'; c.setStatus(1);"
    api = make_shop(
        {ORDER + "beforePOST": CHANGE, ORDER + "afterPOST": CHANGE.replace("PENDING", "ISSUED") + pay + again}
    )
    assert submit(api).status == 200
    found = ask(api, CODE)
    assert (found["balance"], found["status"]) == (30, "partially_redeemed")
    assert found["description"] == "++!"
    assert api.breaches() == []


SELL = (
    MANAGER
    + """
    var lines = order.giftCertificateLineItems.iterator();
    while (lines.hasNext()) {
        var line = lines.next(), c = M.createGiftCertificate(line.netPrice.value);
        c.setRecipientEmail(line.recipientEmail);
        c.setOrderNo(order.orderNo);
        line.setGiftCertificateID(c.giftCertificateCode);
        if (line.giftCertificateID !== c.giftCertificateCode) { throw new Error('not the code'); }
        request.custom.code = c.giftCertificateCode;
    }
"""
)
SELLING = {
    "before the request": (
        {ORDER + "beforePOST": "var order = a;" + SELL.replace("order.orderNo", "'00000001'")},
        "orders",
    ),
    "by the request": ({ORDER + "afterPOST": "var order = a;" + SELL}, "orders"),
    "by a script": (
        {SHOP + "basket.afterPATCH": "var order = require('dw/order/OrderMgr').createOrder(a);" + SELL},
        "baskets",
    ),
}


@pytest.mark.parametrize("way", SELLING)
def test_what_a_script_has_made_of_a_line_is_the_certificate_that_is_sold(make_shop: MakeShop, way: str) -> None:
    hooks, kind = SELLING[way]
    tell = "b.c_code = request.custom.code;"
    api = make_shop({**hooks, ORDER + "modifyPOSTResponse": tell, SHOP + "basket.modifyPATCHResponse": tell})
    token = api.agent_token()
    item = {"amount": 30, "recipient_email": "bob@example.com", "shipment_id": "me"}
    basket = api.basket(token, gift_certificate_items=[item])
    if kind == "orders":
        answer = api.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=token)
    else:
        answer = api.patch(f"{V23}/baskets/{basket['basket_id']}", {}, token=token)
    assert answer.status == 200, answer
    code = answer.json["c_code"]
    order = api.get(f"{V23}/orders/00000001", token=token)
    assert order.status == 200
    assert code not in order.text
    found = ask(api, code)
    assert (found["amount"], found["recipient_email"]) == (30, "bob@example.com")
    rows = api.run(all_certificates(api))
    (sold,) = [row for row in rows if row.order_no == "00000001"]
    assert sold.merchant_id == found["merchant_id"]
    assert code.encode() not in sold.body
    assert api.breaches() == []


async def all_certificates(api: Api) -> list[Any]:
    return [row async for row in api.application.server.store.all_gift_certificates()]


def test_a_certificate_is_changed_in_one_transaction_after_the_other(make_shop: MakeShop) -> None:
    body = MANAGER + (
        f"var T = require('dw/system/Transaction'), made, c = M.getGiftCertificateByCode('{CODE}');"
        "T.wrap(function () { made = M.createGiftCertificate(5, 'STEP-BY-STEP'); made.message = 'a'; });"
        "T.wrap(function () { c.message = 'x'; });"
        "T.wrap(function () { made.message += 'b'; c.message += 'y'; });"
        "T.wrap(function () { made.message += 'c'; c.message += 'z'; });"
    )
    api = make_shop({ORDER + "modifyPOSTResponse": body})
    assert submit(api).status == 200
    assert (ask(api, "STEP-BY-STEP")["message"], ask(api, CODE)["message"]) == ("abc", "xyz")
    assert api.breaches() == []


def test_a_certificate_that_another_changed_meanwhile_refuses_the_request(make_shop: MakeShop) -> None:
    change = MANAGER + f"M.getGiftCertificateByCode('{CODE}').message = a.basketId || a.UUID;"
    api = make_shop({ORDER + "afterPOST": change})
    token = api.agent_token()
    baskets = [api.basket(token)["basket_id"] for _ in range(4)]
    answers = api.together(
        *(api.request("POST", f"{V23}/orders", {"basket_id": basket}, token=token) for basket in baskets)
    )
    refused = {answer.fault for answer in answers if answer.status != 200}
    assert refused <= {"ResourceStateConflictException", "HookInternalServerErrorException"}
    numbers = [answer.json["order_no"] for answer in answers if answer.status == 200]
    assert ask(api, CODE)["message"] in numbers
    assert api.breaches() == []
