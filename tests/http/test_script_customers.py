"""Customers whom scripts find, make and change, behind the API."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.api import V23, Api
from tests.http.accounts import XENIA
from tests.http.accounts import xenia as log_in_xenia
from tests.http.test_cartridges import SHOP, submit, write_cartridge

NUMBER = "000000001"
MGR = "const CustomerMgr = require('dw/customer/CustomerMgr');\n"
MakeShop = Callable[..., Api]


@pytest.fixture
def make_shop(make_api: Callable[..., Api], tmp_path: Path) -> MakeShop:
    """Make a server with a cartridge that has these hooks, by point."""

    def make(hooks: dict[str, str], **settings: object) -> Api:
        folder = write_cartridge(tmp_path / "cartridges", {point: MGR + body for point, body in hooks.items()})
        return make_api(cartridges=str(folder), **settings)

    return make


def xenia(api: Api) -> tuple[str, dict[str, Any]]:
    """Return a token of the demo's customer, and her document."""
    customer = log_in_xenia(api)
    return customer.token, customer.call("GET").json


def test_a_customer_changed_by_a_script_is_kept_with_the_order(make_shop: MakeShop) -> None:
    body = f"""
    const found = CustomerMgr.getCustomerByCustomerNumber('{NUMBER}');
    found.profile.custom.note = 'ordered ' + a.orderNo;
    found.profile.phoneMobile = '0123';
    found.addressBook.createAddress('pick-up').city = 'Bonn';
    """
    look = f"b.c_x = CustomerMgr.getCustomerByCustomerNumber('{NUMBER}').profile.phoneMobile;"
    api = make_shop({SHOP + "order.afterPOST": body, SHOP + "order.modifyPOSTResponse": look})
    order = submit(api).json
    assert order["c_x"] == "0123"
    token, customer = xenia(api)
    assert (customer["c_note"], customer["phone_mobile"]) == (f"ordered {order['order_no']}", "0123")
    addresses = api.get(f"{V23}/customers/{customer['customer_id']}/addresses", token=token).json["data"]
    assert "Bonn" in [address.get("city") for address in addresses]


def test_a_customer_changed_for_a_refused_order_stays_as_he_was(make_shop: MakeShop) -> None:
    body = f"""
    CustomerMgr.getCustomerByCustomerNumber('{NUMBER}').profile.phoneMobile = '0123';
    return new (require('dw/system/Status'))(1, 'NO');
    """
    api = make_shop({SHOP + "order.afterPOST": body})
    assert submit(api).fault == "HookStatusException"
    assert "phone_mobile" not in xenia(api)[1]


def test_what_a_hook_of_authentication_changes_of_the_customer_is_kept(make_shop: MakeShop) -> None:
    api = make_shop({SHOP + "auth.afterPOST": "if (a.profile) { a.profile.custom.note = 'was here'; }"})
    assert xenia(api)[1]["c_note"] == "was here"


def test_a_hook_of_the_customer_resource_changes_the_customer_it_is_given(make_shop: MakeShop) -> None:
    api = make_shop({SHOP + "customer.afterPATCH": "a.profile.custom.note = 'seen ' + b.phoneHome;"})
    token, customer = xenia(api)
    changed = api.patch(f"{V23}/customers/{customer['customer_id']}", {"phone_home": "7"}, token=token).json
    assert (changed["c_note"], changed["phone_home"]) == ("seen 7", "7")


def test_a_customer_is_made_found_and_logs_in(make_shop: MakeShop) -> None:
    body = """
    if (!CustomerMgr.getCustomerByLogin('bob@example.com')) {
        const made = CustomerMgr.createCustomer('bob@example.com', 'Secret-123456');
        made.profile.email = 'bob@example.com';
        made.profile.lastName = 'Builder';
        const other = CustomerMgr.createExternallyAuthenticatedCustomer('google', 'g-1');
        other.profile.lastName = 'Elsewhere';
    }
    const found = CustomerMgr.searchProfiles('lastName = {0} OR lastName = {1}', 'lastName desc',
        'Builder', 'Elsewhere');
    const names = [];
    while (found.hasNext()) { names.push(found.next().lastName); }
    const elsewhere = CustomerMgr.getExternallyAuthenticatedCustomerProfile('google', 'g-1');
    a.custom.note = [names.join('+'), elsewhere.lastName, elsewhere.credentials.authenticationProviderID,
        CustomerMgr.authenticateCustomer('bob@example.com', 'Secret-123456').status,
        CustomerMgr.authenticateCustomer('bob@example.com', 'wrong').status,
        CustomerMgr.authenticateCustomer('nobody', 'wrong').status].join();
    """
    api = make_shop({SHOP + "order.afterPOST": body})
    told = "Elsewhere,google,AUTH_OK,ERROR_PASSWORD_MISMATCH,ERROR_CUSTOMER_NOT_FOUND"
    # Those that are not stored yet are found by their number, login or id, not by a query.
    assert submit(api).json["c_note"] == "," + told
    assert submit(api).json["c_note"] == "Elsewhere+Builder," + told
    assert api.customer("credentials", "bob@example.com", "Secret-123456")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (f"CustomerMgr.createCustomer('{XENIA}', 'Secret-123456');", "there is a customer with this login already"),
        ("CustomerMgr.createCustomer('x@example.com', 'x');", "the rules of the customer list"),
        ("CustomerMgr.createExternallyAuthenticatedCustomer('', 'x');", "printable texts"),
        ("CustomerMgr.searchProfile('lastName ~ 1');", "the query is not understood"),
        (
            f"CustomerMgr.getCustomerByCustomerNumber('{NUMBER}').profile.custom.note = '4111111111111111';"
            "CustomerMgr.searchProfile('lastName = 1');",
            "the customer cannot be kept",
        ),
    ],
)
def test_what_cannot_be_done_is_told_to_the_script(make_shop: MakeShop, body: str, said: str) -> None:
    caught = f"let told = ''; try {{ {body} }} catch (error) {{ told = error.message; }} a.custom.note = told;"
    api = make_shop({SHOP + "order.afterPOST": caught})
    assert said in submit(api).json["c_note"]


def test_the_customer_of_a_request_is_the_caller(make_shop: MakeShop) -> None:
    body = """
    b.c_x = [customer.profile.email, customer.authenticated, customer.isMemberOfCustomerGroup('Registered')].join();
    """
    api = make_shop({SHOP + "customer.modifyGETResponse": body})
    _, customer = xenia(api)
    assert customer["c_x"] == f"{customer['email']},true,true"


def test_no_hash_of_a_password_reaches_a_script(make_shop: MakeShop) -> None:
    body = f"""
    const found = CustomerMgr.getCustomerByCustomerNumber('{NUMBER}');
    a.custom.note = [found.profile.credentials.passwordSet, JSON.stringify(Object.keys(found.profile.custom)),
        String(found.profile.credentials.password)].join();
    """
    api = make_shop({SHOP + "order.afterPOST": body})
    assert submit(api).json["c_note"] == "true,[],undefined"


def test_the_customer_of_an_order_has_a_wallet(make_shop: MakeShop) -> None:
    body = f"""
    const found = CustomerMgr.getCustomerByCustomerNumber('{NUMBER}');
    const made = found.profile.wallet.createPaymentInstrument('CREDIT_CARD');
    made.setCreditCardNumber('4111111111111111');
    made.setCreditCardHolder('Xenia');
    made.creditCardType = 'Visa';
    made.custom.nickname = 'mine';
    a.custom.note = [a.customer.registered, found.profile.wallet.getPaymentInstruments('CREDIT_CARD').length].join();
    """
    api = make_shop({SHOP + "order.afterPOST": body})
    assert submit(api).json["c_note"] == "true,1"
    customer = log_in_xenia(api)
    (kept,) = customer.call("GET", "/payment_instruments").json["data"]
    assert kept["payment_card"]["masked_number"] == "************1111"
    assert (kept["payment_card"]["holder"], kept["c_nickname"]) == ("Xenia", "mine")
