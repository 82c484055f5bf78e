"""Orders that scripts make and fail in transactions of their own, one after the other, behind that of the request."""

from tests.api import V23
from tests.http.accounts import xenia
from tests.http.test_inventory import MUG, Stocked, items, left, record, stocked  # noqa: F401  (a fixture)
from tests.http.test_script_order_creation import (  # noqa: F401  (make_shop is a fixture)
    BASKET,
    ORDER,
    MakeShop,
    make_shop,
    ok,
    order_of,
    path_of,
)


def test_behind_the_transaction_an_order_is_made_and_placed_step_by_step(make_shop: MakeShop, stocked: Stocked) -> None:
    body = """
        var M = require('dw/order/OrderMgr'), B = require('dw/order/BasketMgr'), T = require('dw/system/Transaction');
        var order = T.wrap(function () { return M.createOrder(a); }), other;
        T.wrap(function () { M.placeOrder(order); other = B.createTemporaryBasket(); });
        T.wrap(function () { order.setPaymentStatus(2); other.custom.note = 'first'; });
        T.wrap(function () { order.custom.note = other.custom.note; B.deleteTemporaryBasket(other); });
    """
    api = make_shop({BASKET + "modifyGETResponse": body})
    stocked(api, record(MUG, 3))
    token = api.customer()
    basket = api.basket(token, customer_info={"email": "guest@example.com"}, **items(2))
    ok(api.get(path_of(basket), token=token))
    order = ok(order_of(api))
    assert (order["status"], order["payment_status"], order["c_note"]) == ("new", "paid", "first")
    assert left(api) == 1000
    assert api.breaches() == []


def test_a_basket_of_an_earlier_transaction_goes_with_its_order(make_shop: MakeShop) -> None:
    body = """
        var M = require('dw/order/OrderMgr'), B = require('dw/order/BasketMgr'), T = require('dw/system/Transaction');
        var s = T.wrap(function () { return M.failOrder(M.getOrder(request.httpParameterMap.c_no.value), true); });
        T.wrap(function () { M.createOrder(s.getDetail('basket')); });
    """
    api = make_shop({BASKET + "modifyGETResponse": body})
    customer, other = xenia(api), api.customer()
    order = ok(api.post(f"{V23}/orders", {"basket_id": api.basket(customer.token)["basket_id"]}, token=customer.token))
    basket = ok(api.post(f"{V23}/baskets", {}, token=other))
    ok(api.get(path_of(basket, f"?c_no={order['order_no']}"), token=other))
    assert [ok(order_of(api, f"0000000{number}"))["status"] for number in (1, 2)] == ["failed", "created"]
    assert ok(customer.call("GET", "/baskets"))["total"] == 0
    assert api.breaches() == []


def test_the_order_of_a_request_gives_no_basket_back_behind_its_transaction(make_shop: MakeShop) -> None:
    body = "require('dw/system/Transaction').wrap(function () { require('dw/order/OrderMgr').failOrder(a, true); });"
    api = make_shop({ORDER + "modifyPOSTResponse": body})
    customer = xenia(api)
    answer = api.post(f"{V23}/orders", {"basket_id": api.basket(customer.token)["basket_id"]}, token=customer.token)
    assert (answer.fault, answer.arguments["statusCode"]) == ("HookStatusException", "ORMTransactionException")
    assert ok(order_of(api))["status"] == "created"
    assert ok(customer.call("GET", "/baskets"))["total"] == 0
    assert api.breaches() == []
