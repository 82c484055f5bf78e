"""What a script rolls back in a transaction of its own is not kept, though the server has heard of it at once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.api import V23, Api
from tests.http.accounts import xenia
from tests.http.test_cartridges import SHOP, write_cartridge

BASKET = SHOP + "basket."
HEARD_OF = "require('dw/customer/CustomerMgr').queryProfile('email = {0}', 'x');"
"""The server finds by what scripts have changed so far as well, and so is told of it before."""
CHANGES = {
    "another order": "OrderMgr.getOrder(request.httpParameterMap.c_order.value).setPaymentStatus(2);" + HEARD_OF,
    "a password": "customer.profile.credentials.setPassword('N3w!password99', '', false);",
    "a reset token": "request.custom.token = customer.profile.credentials.createResetPasswordToken();",
    "a profile": "customer.profile.firstName = 'Changed';" + HEARD_OF,
    "a customer who goes": "CustomerMgr.removeCustomer(customer);",
    "a customer who comes": "CustomerMgr.createCustomer('fresh@example.com', 'N3w!password99');",
    "a basket": "BasketMgr.createTemporaryBasket();" + HEARD_OF,
    "a gift certificate": "CertificateMgr.createGiftCertificate(5, 'FRESH-CODE-1');" + HEARD_OF,
}
MANAGERS = """
    var T = require('dw/system/Transaction'), CustomerMgr = require('dw/customer/CustomerMgr');
    var OrderMgr = require('dw/order/OrderMgr'), BasketMgr = require('dw/order/BasketMgr');
    var CertificateMgr = require('dw/order/GiftCertificateMgr');
"""
LOOK = """
    b.c_seen = [CustomerMgr.getCustomerByLogin('fresh@example.com'), BasketMgr.temporaryBaskets.length,
        CertificateMgr.getGiftCertificateByCode('FRESH-CODE-1'),
        CustomerMgr.getCustomerByToken(request.httpParameterMap.c_token.value)].map(String).join();
"""


@pytest.mark.parametrize("end", ["rolled back", "thrown"])
@pytest.mark.parametrize("change", CHANGES)
def test_nothing_of_it_is_kept(make_api: Callable[..., Api], tmp_path: Path, change: str, end: str) -> None:
    ways = {
        "rolled back": f"T.begin(); {CHANGES[change]} T.rollback();",
        "thrown": f"try {{ T.wrap(function () {{ {CHANGES[change]} throw new Error('no'); }}); }} catch (e) {{}}",
    }
    later = "b.c_token = request.custom.token || '';" + "T.wrap(function () { return null; });"
    hooks = {
        BASKET + "modifyGETResponse": MANAGERS + ways[end] + later,
        BASKET + "modifyPATCHResponse": MANAGERS + LOOK,
    }
    api = make_api(cartridges=str(write_cartridge(tmp_path / "cartridges", hooks)))
    customer = xenia(api)
    order = api.order(customer.token)
    path = f"{V23}/baskets/{api.post(f'{V23}/baskets', {}, token=customer.token).json['basket_id']}"
    got = read(api, f"{path}?c_order={order['order_no']}", customer.token)
    assert read(api, f"{V23}/orders/{order['order_no']}", api.agent_token())["payment_status"] == "not_paid"
    profile = customer.call("GET", "").json
    assert profile["first_name"] == "Xenia"
    assert xenia(api).customer_id == customer.customer_id
    seen = api.patch(f"{path}?c_token={got['c_token']}", {}, token=customer.token).json["c_seen"]
    assert seen == "null,0,null,null"
    assert api.breaches() == []


def test_a_script_sees_again_what_was_before_and_its_next_transaction_keeps_no_more(
    make_api: Callable[..., Api], tmp_path: Path
) -> None:
    body = """
        T.begin(); customer.profile.firstName = 'Changed'; customer.profile.custom.nothing = 1; %s T.rollback();
        b.c_seen = customer.profile.firstName;
        T.wrap(function () { customer.profile.jobTitle = 'Taster'; });
    """
    hooks = {BASKET + "modifyGETResponse": MANAGERS + body % HEARD_OF}
    api = make_api(cartridges=str(write_cartridge(tmp_path / "cartridges", hooks)), unknown_custom="keep")
    customer = xenia(api)
    path = f"{V23}/baskets/{api.post(f'{V23}/baskets', {}, token=customer.token).json['basket_id']}"
    assert read(api, path, customer.token)["c_seen"] == "Xenia"
    profile = customer.call("GET", "").json
    assert (profile["first_name"], profile["job_title"]) == ("Xenia", "Taster")
    assert "c_nothing" not in profile


def read(api: Api, path: str, token: str) -> Any:
    answer = api.get(path, token=token)
    assert answer.status == 200, answer
    return answer.json
