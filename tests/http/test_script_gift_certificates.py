"""Scripts look up gift certificates, pay with them and redeem them; the store keeps the balance, on both engines."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.api import V23, Api
from tests.http.gift_certificates import CODE, DISABLED, EUROS, PENDING, SPENT, load_certificates
from tests.http.test_cartridges import SHOP, submit, write_cartridge

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
        " same.giftCertificateCode === c.maskedGiftCertificateCode, c.recipientEmail, M.getGiftCertificate('none'),"
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
