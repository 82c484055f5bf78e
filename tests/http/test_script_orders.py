"""Scripts change orders behind the API: placed and failed with all that it brings, other orders, payment."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.api import V23, Api
from tests.http.coupons import load_coupons
from tests.http.test_cartridges import SHOP, submit, write_cartridge
from tests.http.test_inventory import MUG, Stocked, items, left, record, stocked  # noqa: F401  (a fixture)

ORDER = SHOP + "order."
INSTRUMENT = ORDER + "payment_instrument."
MANAGER = "const OrderMgr = require('dw/order/OrderMgr');"
CARD = {
    "payment_method_id": "CREDIT_CARD",
    "payment_card": {
        "card_type": "Visa",
        "number": "4111111111111111",
        "security_code": "987",
        "holder": "Jeff",
        "expiration_month": 12,
        "expiration_year": 2030,
    },
}

MakeShop = Callable[..., Api]


@pytest.fixture
def make_shop(make_api: Callable[..., Api], tmp_path: Path) -> MakeShop:
    """Make a server with a cartridge that has these hooks, by point, and without the demo's own payment hook."""

    def make(hooks: dict[str, str], **settings: Any) -> Api:
        folder = str(write_cartridge(tmp_path / "cartridges", hooks))
        return make_api(cartridges=folder, demo_hook=False, **settings)

    return make


def read(api: Api, order: dict[str, Any]) -> dict[str, Any]:
    answer = api.get(f"{V23}/orders/{order['order_no']}", token=api.agent_token())
    assert answer.status == 200, answer
    found: dict[str, Any] = answer.json
    return found


def test_an_order_that_a_script_places_is_placed_with_all_that_it_brings(make_shop: MakeShop) -> None:
    api = make_shop(
        {
            ORDER + "afterPOST": MANAGER + "if (OrderMgr.placeOrder(a).error) { throw new Error('not placed'); }"
            "a.custom.shipment = a.defaultShipment.shipmentNo; a.custom.invoice = a.invoiceNo;"
        }
    )
    order = submit(api).json
    assert (order["status"], order["export_status"]) == ("new", "ready")
    assert order["shipments"][0]["shipment_no"] == order["c_shipment"]
    assert order["c_invoice"] == "00000001"
    assert read(api, order)["status"] == "new"
    assert api.breaches() == []


def test_an_order_that_a_script_fails_is_kept_and_gives_its_stock_back(make_shop: MakeShop) -> None:
    api = make_shop({ORDER + "afterPOST": MANAGER + "OrderMgr.failOrder(a, true); return new dw.system.Status(0);"})
    order = submit(api).json
    assert order["status"] == "failed"
    assert read(api, order)["status"] == "failed"
    assert api.breaches() == []


def test_a_failed_order_may_be_opened_again(make_shop: MakeShop) -> None:
    api = make_shop(
        {
            ORDER + "afterPOST": MANAGER + "OrderMgr.failOrder(a);",
            ORDER + "beforePATCH": MANAGER + "if (OrderMgr.undoFailOrder(a).error) { throw new Error('no'); }",
        }
    )
    order = submit(api).json
    answer = api.patch(f"{V23}/orders/{order['order_no']}", {}, token=api.agent_token())
    assert (answer.status, answer.json["status"]) == (200, "created")
    assert api.breaches() == []


def test_no_client_opens_a_failed_order_again(make_shop: MakeShop) -> None:
    api = make_shop({ORDER + "afterPOST": MANAGER + "OrderMgr.failOrder(a);"})
    order = submit(api).json
    answer = api.patch(f"{V23}/orders/{order['order_no']}", {"status": "created"}, token=api.agent_token())
    assert (answer.status, answer.fault) == (400, "StatusTransitionNotPossibleException")


def test_amounts_that_a_script_left_as_they_are_keep_their_digits(make_shop: MakeShop) -> None:
    api = make_shop({ORDER + "afterPOST": "a.createPaymentInstrument('OTHER', new dw.value.Money(12.5, 'USD'));"})
    order = submit(api).json
    made = order["payment_instruments"][-1]
    assert (made["payment_method_id"], float(made["amount"])) == ("OTHER", 12.5)


def test_what_a_script_changes_of_another_order_is_kept_with_the_request(make_shop: MakeShop) -> None:
    body = (
        MANAGER + "var other = OrderMgr.getOrder(request.httpParameterMap.c_other.value); OrderMgr.cancelOrder(other);"
        "other.custom.by = a.orderNo; other.setPaymentStatus(2); other.addNote('Cancelled', 'by another');"
    )
    api = make_shop({ORDER + "afterPOST": MANAGER + "OrderMgr.placeOrder(a);", ORDER + "beforePATCH": body})
    first, second = submit(api).json, submit(api).json
    answer = api.patch(f"{V23}/orders/{second['order_no']}?c_other={first['order_no']}", {}, token=api.agent_token())
    assert answer.status == 200, answer
    changed = read(api, first)
    assert (changed["status"], changed["payment_status"], changed["c_by"]) == ("cancelled", "paid", second["order_no"])
    assert changed["order_total"] == first["order_total"]
    assert read(api, second)["status"] == "new"
    assert api.breaches() == []


def test_what_a_script_changes_of_another_order_is_lost_with_a_refused_request(make_shop: MakeShop) -> None:
    body = (
        MANAGER + "OrderMgr.getOrder(request.httpParameterMap.c_other.value).setPaymentStatus(2);"
        "return new dw.system.Status(1, 'NO');"
    )
    api = make_shop({ORDER + "beforePATCH": body})
    first, second = submit(api).json, submit(api).json
    answer = api.patch(f"{V23}/orders/{second['order_no']}?c_other={first['order_no']}", {}, token=api.agent_token())
    assert answer.fault == "HookStatusException"
    assert read(api, first)["payment_status"] == "not_paid"


def test_a_script_finds_no_order_that_is_not_there(make_shop: MakeShop) -> None:
    body = MANAGER + "b.c_x = [OrderMgr.getOrder('nowhere'), OrderMgr.getOrder(a.orderNo, 'wrong')].map(String).join();"
    api = make_shop({ORDER + "modifyPOSTResponse": body})
    assert submit(api).json["c_x"] == "null,null"


def test_the_number_of_a_card_reaches_the_script_that_authorises_it_and_nothing_else(make_shop: MakeShop) -> None:
    authorise = (
        "var t = b.paymentTransaction; t.transactionID = b.creditCardNumber.length + '-' + c.length;"
        "t.type = t.TYPE_AUTH; t.custom.answer = 'ok'; return new dw.system.Status(0, 'OK', 'done');"
    )
    api = make_shop({"dw.order.payment.authorizeCreditCard": authorise})
    order = submit(api).json
    path = f"{V23}/orders/{order['order_no']}/payment_instruments"
    answer = api.post(path, {**CARD, "amount": order["order_total"]}, token=api.agent_token())
    assert answer.status == 200, answer
    instrument = answer.json["payment_instruments"][-1]
    assert instrument["authorization_status"]["code"] == "OK"
    assert instrument["payment_card"]["masked_number"] == "************1111"
    assert answer.json["status"] == "new"
    assert "4111111111111111" not in answer.text


def test_a_script_that_leaves_the_number_of_a_card_in_the_order_fails(make_shop: MakeShop) -> None:
    leave = "a.custom.card = b.creditCardNumber; return new dw.system.Status(0);"
    api = make_shop({"dw.order.payment.authorizeCreditCard": leave})
    order = submit(api).json
    path = f"{V23}/orders/{order['order_no']}/payment_instruments"
    answer = api.post(path, {**CARD, "amount": order["order_total"]}, token=api.agent_token())
    assert (answer.status, answer.fault) == (500, "HookInternalServerErrorException")
    assert "c_card" not in read(api, order)


def test_payment_methods_are_those_of_the_site(make_shop: MakeShop) -> None:
    body = (
        "var M = require('dw/order/PaymentMgr'), m = M.getPaymentMethod('CREDIT_CARD');"
        "b.c_x = [m.ID, m.active, m.paymentProcessor === null ? '' : m.paymentProcessor.ID, M.getPaymentMethod('NONE'),"
        " M.getApplicablePaymentMethods(null, 'US', 10).length > 0,"
        " m.getApplicablePaymentCards(null, 'US', 10).length > 0,"
        " M.getPaymentCard('Visa').verify(12, 2030, '4111111111111111', '123').error].map(String).join();"
    )
    api = make_shop({ORDER + "modifyPOSTResponse": body})
    found = submit(api).json["c_x"].split(",")
    assert (found[0], found[1], found[3:]) == ("CREDIT_CARD", "true", ["null", "true", "true", "false"])


def test_shipping_methods_and_taxes_are_those_of_the_site(make_shop: MakeShop) -> None:
    body = (
        "var S = require('dw/order/ShippingMgr'), T = require('dw/order/TaxMgr'), s = a.defaultShipment;"
        "var model = S.getShipmentShippingModel(s), method = s.shippingMethod;"
        "var location = new (require('dw/order/ShippingLocation'))(s.shippingAddress);"
        "b.c_x = [model.applicableShippingMethods.contains(method), model.getShippingCost(method).amount.value,"
        " method.displayName, S.defaultShippingMethod !== null, T.getTaxRate(T.defaultTaxClassID,"
        " T.getTaxJurisdictionID(location) || T.defaultTaxJurisdictionID), T.taxationPolicy].join();"
    )
    api = make_shop({ORDER + "modifyPOSTResponse": body})
    order = submit(api).json
    found = order["c_x"].split(",")
    assert (found[0], found[3], found[5]) == ("true", "true", "1")
    assert float(found[1]) == float(order["shipping_items"][0]["price"])
    assert float(found[4]) == float(order["product_items"][0]["tax_rate"])


SEARCHES = [
    ("OrderMgr.searchOrders('orderNo = {0}', null, a.orderNo)", 1),
    ("OrderMgr.searchOrders('status = {0} AND customerEmail != NULL', 'creationDate desc', a.ORDER_STATUS_CREATED)", 2),
    ("OrderMgr.searchOrders('status != {0}', null, a.status)", 0),
    ("OrderMgr.queryOrders('NOT (paymentStatus = 0 OR totalGrossPrice < 1)', 'orderNo asc')", 0),
    ("OrderMgr.searchOrders('creationDate <= {0}', null, new Date())", 2),
    ("OrderMgr.searchOrders(\"orderNo LIKE '0000*'\", null)", 2),
    ("OrderMgr.searchOrders('', null)", 2),
]


@pytest.mark.parametrize(("search", "count"), SEARCHES)
def test_orders_are_found_by_the_platforms_query_language(make_shop: MakeShop, search: str, count: int) -> None:
    body = (
        MANAGER + f"var found = {search}, n = found.count, numbers = []; while (found.hasNext())"
        "{ numbers.push(found.next().orderNo); } b.c_x = n + ' ' + numbers.length;"
    )
    api = make_shop({ORDER + "modifyGETResponse": body})
    orders = [submit(api).json for _ in range(2)]
    token = api.agent_token()
    shown = api.get(f"{V23}/orders/{orders[0]['order_no']}", token=token).json["c_x"]
    assert shown == f"{count} {count}"


def test_a_query_that_is_none_fails_the_script(make_shop: MakeShop) -> None:
    api = make_shop({ORDER + "modifyPOSTResponse": MANAGER + "OrderMgr.searchOrder('nothing at all');"})
    assert submit(api).fault == "HookInternalServerErrorException"


REOPEN = (
    MANAGER + "var number = request.httpParameterMap.c_other.value;"
    "if (number) { require('dw/system/Transaction').wrap(function () {"
    "OrderMgr.undoCancelOrder(OrderMgr.getOrder(number)); }); }"
)
WAYS = [
    ("beforePATCH", 2, None, "open"),
    ("beforePATCH", 1, "HookStatusException", "cancelled"),
    ("modifyGETResponse", 2, None, "open"),
    ("modifyGETResponse", 1, None, "cancelled"),
]


@pytest.mark.parametrize(("point", "stock", "fault", "after"), WAYS)
def test_another_order_takes_its_stock_again_or_stays_as_it_was(
    make_shop: MakeShop, stocked: Stocked, point: str, stock: int, fault: str | None, after: str
) -> None:
    api = make_shop({ORDER + point: REOPEN, ORDER + "afterPOST": MANAGER + "OrderMgr.placeOrder(a);"})
    stocked(api, record(MUG, stock))
    token = api.agent_token()
    first = api.order(token, **items())
    path = f"{V23}/orders/{first['order_no']}"
    assert api.patch(path, {"status": "cancelled"}, token=token).status == 200
    second = f"{V23}/orders/{api.order(token, **items())['order_no']}?c_other={first['order_no']}"
    answer = api.patch(second, {}, token=token) if point == "beforePATCH" else api.get(second, token=token)
    assert (answer.json.get("fault") or {}).get("type") == fault
    assert api.get(path, token=token).json["status"] == after
    assert left(api) == 0


AUTHORISED = [("0", "1", "0 "), ("1", "0", "0 again"), ("1", "1", "1 again"), ("1", None, "1 NO_HOOK")]


@pytest.mark.parametrize(("valid", "again", "expected"), AUTHORISED)
def test_an_order_is_authorised_again_where_its_payment_does_not_hold(
    make_shop: MakeShop, valid: str, again: str | None, expected: str
) -> None:
    hooks = {
        "dw.order.payment.validateAuthorization": f"return new dw.system.Status({valid});",
        ORDER + "afterPATCH": "var s = a.reauthorize(); a.custom.said = s.status + ' ' + (s.code || '');",
    }
    if again is not None:
        hooks["dw.order.payment.reauthorize"] = f"return new dw.system.Status({again}, 'again');"
    api = make_shop(hooks)
    order = submit(api).json
    answer = api.patch(f"{V23}/orders/{order['order_no']}", {}, token=api.agent_token())
    assert answer.json["c_said"] == expected


OTHER = MANAGER + (
    "var T = require('dw/system/Transaction'), other = OrderMgr.getOrder(request.httpParameterMap.c_other.value);"
    "if (other === null) { return; }"
)
UNDO = OTHER + "b.c_said = T.wrap(function () { return OrderMgr.undoFailOrder(other); }).code;"


def failed_and_another(api: Api, **changes: Any) -> tuple[str, str]:
    """Return the paths of an order that failed and of another one that has what it gave back."""
    token = api.agent_token()
    first, second = (api.order(token, **changes)["order_no"] for _ in range(2))
    return f"{V23}/orders/{first}", f"{V23}/orders/{second}?c_other={first}"


FAIL_THE_FIRST = MANAGER + "if (a.orderNo === '00000001') { OrderMgr.failOrder(a, false); }"


def test_what_keeps_a_failed_order_from_being_opened_again_is_told(
    make_shop: MakeShop, stocked: Stocked, tmp_path: Path
) -> None:
    api = make_shop({ORDER + "afterPOST": FAIL_THE_FIRST, ORDER + "modifyGETResponse": UNDO})
    load_coupons(api, tmp_path)
    stocked(api, record(MUG, 3))
    first, second = failed_and_another(api, **items(1), coupon_items=[{"code": "O-1"}])
    token = api.agent_token()
    assert api.get(second, token=token).json["c_said"] == "COUPON_INVALID"
    stocked(api, record(MUG, 0))
    assert api.get(second, token=token).json["c_said"] == "INVENTORY_RESERVATION_FAILED"
    assert api.get(first, token=token).json["status"] == "failed"
    assert (
        api.get(second.replace("c_other=00000001", "c_other=00000002"), token=token).json["c_said"]
        == "ORDER_NOT_FAILED"
    )
    assert api.breaches() == []


def test_an_undo_that_fails_takes_the_request_with_it(make_shop: MakeShop) -> None:
    api = make_shop({ORDER + "afterPATCH": MANAGER + "a.custom.note = 'x'; OrderMgr.undoCancelOrder(a);"})
    order = submit(api).json
    answer = api.patch(f"{V23}/orders/{order['order_no']}", {}, token=api.agent_token())
    assert answer.fault == "HookStatusException"
    assert "c_note" not in read(api, order)


def test_what_a_script_rolls_back_in_a_transaction_of_its_own_is_not_written_by_its_next(make_shop: MakeShop) -> None:
    body = OTHER + (
        "T.begin(); other.setPaymentStatus(2); T.rollback();"
        "T.begin(); T.begin(); other.setConfirmationStatus(2); T.rollback(); T.commit();"
        "T.wrap(function () { OrderMgr.getOrder(a.orderNo); });"
    )
    api = make_shop({ORDER + "modifyGETResponse": body})
    first, second = submit(api).json, submit(api).json
    path = f"{V23}/orders/{second['order_no']}?c_other={first['order_no']}"
    assert api.get(path, token=api.agent_token()).status == 200
    found = read(api, first)
    assert (found["payment_status"], found["confirmation_status"]) == ("not_paid", "not_confirmed")
