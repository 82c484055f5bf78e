"""Scripts make orders of baskets, and baskets beside that of the request, by the shop's rules and on both engines."""

from typing import Any

import pytest
from tests.api import V23, Answer, Api
from tests.http.accounts import xenia
from tests.http.test_cartridges import SHOP
from tests.http.test_inventory import MUG, Stocked, items, left, record, stocked  # noqa: F401  (a fixture)
from tests.http.test_script_orders import MakeShop, make_shop  # noqa: F401  (a fixture)

from counterfoil.demo.walk import basket_document

BASKET = SHOP + "basket."
ORDER = SHOP + "order."
CREATE = "var M = require('dw/order/OrderMgr'), B = require('dw/order/BasketMgr'), order = M.createOrder(a{});"
TRIED = "try {{ require('dw/order/OrderMgr').createOrder({}); }} catch (e) {{ {} }}"


def path_of(basket: dict[str, Any], rest: str = "") -> str:
    return f"{V23}/baskets/{basket['basket_id']}{rest}"


def ok(answer: Answer) -> Any:
    assert answer.status == 200, answer
    return answer.json


def order_of(api: Api, number: str = "00000001") -> Answer:
    return api.get(f"{V23}/orders/{number}", token=api.agent_token())


def test_a_script_makes_an_order_of_the_basket_of_its_request(make_shop: MakeShop, stocked: Stocked) -> None:
    body = CREATE.format("") + (
        "if (B.currentBasket !== null || M.getOrder(order.orderNo) !== order) { throw new Error('still there'); }"
        "order.custom.by = 'script'; if (M.placeOrder(order).error) { throw new Error('not placed'); }"
    )
    seen = "b.c_current = String(require('dw/order/BasketMgr').currentBasket);"
    api = make_shop({BASKET + "afterPATCH": body, BASKET + "modifyPATCHResponse": seen})
    stocked(api, record(MUG, 3))
    token = api.agent_token()
    basket = api.basket(token, **items(2))
    assert ok(api.patch(path_of(basket), {}, token=token))["c_current"] == "null"
    assert api.get(path_of(basket), token=token).fault == "BasketNotFoundException"
    order = ok(order_of(api))
    assert (order["status"], order["export_status"], order["c_by"]) == ("new", "ready", "script")
    assert (order["order_total"], order["product_items"][0]["quantity"]) == (basket["order_total"], 2)
    assert order["shipments"][0]["shipment_no"]
    assert left(api) == 1000
    assert api.breaches() == []


def test_the_number_is_the_scripts_the_hooks_or_the_next(make_shop: MakeShop) -> None:
    body = (
        "var M = require('dw/order/OrderMgr'), given = request.httpParameterMap.c_no.value;"
        "a.custom.no = M.createOrder(a, given).orderNo;"
    )
    numbers = {"dw.order.createOrderNo": "return request.httpParameterMap.c_hook.value ? ' H-1 ' : '';"}
    api = make_shop({BASKET + "afterPATCH": body, **numbers})
    token = api.agent_token()
    made = [
        ok(api.patch(path_of(api.basket(token), query), {}, token=token))["c_no"]
        for query in ("?c_no=A-7", "?c_hook=1", "", "?c_no=00000005", "")
    ]
    assert made[:4] == ["A-7", "H-1", "00000001", "00000005"]
    assert int(made[4]) > 5
    assert [ok(order_of(api, number))["order_no"] for number in made] == made
    again = api.patch(path_of(api.basket(token), "?c_no=A-7"), {}, token=token)
    assert (again.status, again.fault) == (500, "HookInternalServerErrorException")
    assert api.breaches() == []


REFUSED = {
    "out of stock": (items(3), "PRODUCT_ITEM_NOT_AVAILABLE"),
    "without shipping method": ({"shipments": None}, "a total of the basket is not available"),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_a_basket_that_cannot_be_ordered_is_the_platforms_exception(
    make_shop: MakeShop, stocked: Stocked, reason: str
) -> None:
    changes, told = REFUSED[reason]
    says = "a.custom.said = [e instanceof APIException, e.type, e.message].join('|');"
    api = make_shop({BASKET + "afterPATCH": TRIED.format("a", says)})
    stocked(api, record(MUG, 3))
    token = api.agent_token()
    basket = api.basket(token, **changes)
    stocked(api, record(MUG, 1))
    said = ok(api.patch(path_of(basket), {}, token=token))["c_said"].split("|")
    assert said[:2] == ["true", "CreateOrderException"]
    assert told in said[2]
    assert api.get(path_of(basket), token=token).status == 200
    assert order_of(api).fault == "OrderNotFoundException"


def test_an_order_is_lost_with_the_request_that_is_refused(make_shop: MakeShop, stocked: Stocked) -> None:
    api = make_shop({BASKET + "afterPATCH": CREATE.format("") + "return new dw.system.Status(1, 'NO');"})
    stocked(api, record(MUG, 3))
    token = api.agent_token()
    basket = api.basket(token, **items(2))
    assert api.patch(path_of(basket), {}, token=token).fault == "HookStatusException"
    assert order_of(api).fault == "OrderNotFoundException"
    assert api.get(path_of(basket), token=token).status == 200
    assert left(api) == 3000


def test_the_last_unit_is_sold_once_though_a_script_orders_it(make_shop: MakeShop, stocked: Stocked) -> None:
    api = make_shop({BASKET + "afterPATCH": CREATE.format("")})
    stocked(api, record(MUG, 1))
    token = api.agent_token()
    baskets = [api.basket(token, **items(1)) for _ in range(4)]
    answers = api.together(*(api.request("PATCH", path_of(one), {}, token=token) for one in baskets))
    assert sorted(answer.status for answer in answers)[0] == 200
    assert sum(answer.status == 200 for answer in answers) == 1
    assert left(api) == 0
    assert api.breaches() == []


WAYS = {
    "modifyGETResponse": (CREATE.format(""), "HookInternalServerErrorException", "OrderNotFoundException"),
    "own transaction": (
        "require('dw/system/Transaction').wrap(function () {" + CREATE.format("") + "});",
        None,
        None,
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_behind_the_transaction_an_order_needs_one_of_its_own(make_shop: MakeShop, way: str) -> None:
    body, fault, found = WAYS[way]
    api = make_shop({BASKET + "modifyGETResponse": body})
    token = api.agent_token()
    basket = api.basket(token)
    answer = api.get(path_of(basket), token=token)
    assert (answer.json.get("fault") or {}).get("type") in (fault, "HookStatusException" if fault else None)
    assert (order_of(api).json.get("fault") or {}).get("type") == found
    gone = api.get(path_of(basket), token=token).fault if fault is None else None
    assert gone == (None if fault else "BasketNotFoundException")
    assert api.breaches() == []


def test_a_basket_that_the_request_submits_makes_no_second_order(make_shop: MakeShop) -> None:
    api = make_shop({ORDER + "beforePOST": CREATE.format("")})
    token = api.agent_token()
    basket = api.basket(token)
    answer = api.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=token)
    assert (answer.status, answer.fault) == (409, "ResourceStateConflictException")
    assert order_of(api).fault == "OrderNotFoundException"
    assert api.get(path_of(basket), token=token).status == 200


TEMPORARY = """
    var M = require('dw/order/OrderMgr'), B = require('dw/order/BasketMgr');
    var other = B.createTemporaryBasket(), shipment = other.defaultShipment;
    other.createProductLineItem('mug-01', shipment).setQuantityValue(2);
    shipment.setShippingMethod(require('dw/order/ShippingMgr').defaultShippingMethod);
    require('dw/system/HookMgr').callHook('dw.order.calculate', 'calculate', other);
    a.custom.note = [other.temporary, B.currentBasket === a, B.getTemporaryBasket(other.UUID) === other,
        B.temporaryBaskets.length, B.getBasket(a.UUID) === a, other.totalGrossPrice.value > 0].join();
    if (request.httpParameterMap.c_order.value) {
        a.custom.no = M.createOrder(other).orderNo;
        a.custom.note = String(B.temporaryBaskets.length);
    } else if (request.httpParameterMap.c_delete.value) {
        B.deleteTemporaryBasket(other);
        a.custom.note = String(B.temporaryBaskets.length);
    }
"""


def test_a_temporary_basket_calculates_and_orders_beside_the_customers_own(make_shop: MakeShop) -> None:
    listed = "b.c_temporary = require('dw/order/BasketMgr').temporaryBaskets.length;"
    api = make_shop({BASKET + "afterPATCH": TEMPORARY, BASKET + "modifyGETResponse": listed})
    customer = xenia(api)
    basket = ok(customer.api.post(f"{V23}/baskets", {}, token=customer.token))
    path, token = path_of(basket), customer.token
    assert ok(api.patch(path, {}, token=token))["c_note"] == "true,true,true,1,true,true"
    assert ok(api.get(path, token=token))["c_temporary"] == 1
    assert [one["basket_id"] for one in ok(customer.call("GET", "/baskets"))["baskets"]] == [basket["basket_id"]]
    ordered = ok(api.patch(path + "?c_order=1", {}, token=token))
    assert ordered["c_note"] == "1"
    order = ok(order_of(api, ordered["c_no"]))
    assert (order["status"], order["product_items"][0]["quantity"]) == ("created", 2)
    assert ok(api.patch(path + "?c_delete=1", {}, token=token))["c_note"] == "1"
    assert ok(api.get(path, token=token))["c_temporary"] == 1
    assert "product_items" not in ok(api.get(path, token=token))
    api.clock.advance(16 * 60_000)
    assert ok(api.get(path, token=token))["c_temporary"] == 0
    assert api.breaches() == []


def test_a_customer_has_four_temporary_baskets_at_most(make_shop: MakeShop) -> None:
    body = """
        var B = require('dw/order/BasketMgr');
        try { for (var i = 0; i < 9; i++) { B.createTemporaryBasket(); } } catch (e) { a.custom.note = i + e.type; }
    """
    api = make_shop({BASKET + "afterPATCH": body})
    token = api.agent_token()
    basket = api.basket(token)
    for count in (4, 0):
        note = ok(api.patch(path_of(basket), {}, token=token))["c_note"]
        assert note == f"{count}CreateTemporaryBasketLimitExceededException"


OTHERS = """
    var B = require('dw/order/BasketMgr'), current = B.getCurrentBasket();
    b.c_baskets = [current === null ? null : current.UUID, B.baskets.length, B.storedBasket].map(String).join();
"""


def test_a_request_without_a_basket_finds_those_its_customer_has_open(make_shop: MakeShop) -> None:
    api = make_shop({SHOP + "customer.modifyGETResponse": OTHERS, ORDER + "modifyPOSTResponse": OTHERS})
    customer = xenia(api)
    assert ok(customer.call("GET"))["c_baskets"] == "null,0,null"
    basket = api.basket(customer.token)
    assert ok(customer.call("GET"))["c_baskets"] == f"{basket['basket_id']},1,null"
    order = ok(api.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=customer.token))
    assert order["c_baskets"] == "null,0,null"


def test_a_basket_that_a_script_changes_beside_the_request_is_kept_with_it(make_shop: MakeShop) -> None:
    body = (
        "var other = require('dw/order/BasketMgr').currentOrNewBasket;"
        "other.custom.note = (other.custom.note || '') + '+';"
    )
    api = make_shop({SHOP + "customer.afterPATCH": body})
    customer = xenia(api)
    for note in ("+", "++"):
        assert customer.call("PATCH", body={"last_name": "Young"}).status == 200
        found = ok(customer.call("GET", "/baskets"))
        assert [one["c_note"] for one in found["baskets"]] == [note]
    assert api.breaches() == []


AGENTS = """
    var B = require('dw/order/BasketMgr'), made = [];
    try {
        while (made.length < 9) { made.push(B.createAgentBasket()); }
    } catch (e) {
        a.custom.note = made.length + ' ' + e.type;
    }
    if (made.length > 0) {
        B.deleteBasket(made[0]);
        a.custom.note = a.custom.note + ' ' + made[1].agentBasket + ' ' + B.baskets.length;
    }
"""


def test_agents_alone_make_and_remove_agent_baskets(make_shop: MakeShop) -> None:
    api = make_shop({BASKET + "afterPATCH": AGENTS})
    customer = xenia(api)
    basket = ok(api.post(f"{V23}/baskets", {}, token=customer.token))
    note = ok(api.patch(path_of(basket), {}, token=customer.token))["c_note"]
    assert note.startswith("0 ")
    agent = api.agent_token()
    note = ok(api.patch(path_of(basket), {}, token=agent))["c_note"]
    assert note == "4 CreateAgentBasketLimitExceededException true 4"
    assert len(ok(customer.call("GET", "/baskets", token=agent))["baskets"]) == 4
    assert api.breaches() == []


def test_a_failed_order_gives_its_basket_back(make_shop: MakeShop, stocked: Stocked) -> None:
    body = (
        "var s = require('dw/order/OrderMgr').failOrder(a, true), found = s.getDetail('basket');"
        "a.custom.basket = found === null ? 'none' : found.UUID; return new dw.system.Status(0);"
    )
    api = make_shop({ORDER + "afterPOST": body})
    stocked(api, record(MUG, 2))
    customer = xenia(api)
    basket = api.basket(customer.token, **items(2), coupon_items=[{"code": "WELCOME10"}])
    order = ok(api.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=customer.token))
    assert order["status"] == "failed"
    (again,) = ok(customer.call("GET", "/baskets"))["baskets"]
    assert again["basket_id"] == order["c_basket"]
    assert again["order_total"] == basket["order_total"]
    assert [one["code"] for one in again["coupon_items"]] == ["WELCOME10"]
    assert left(api) == 2000
    again = ok(api.post(f"{V23}/orders", {"basket_id": again["basket_id"]}, token=customer.token))
    assert again["order_no"] != order["order_no"]
    assert api.breaches() == []


def test_stock_that_one_order_gives_back_is_there_for_the_other(make_shop: MakeShop, stocked: Stocked) -> None:
    body = """
        var M = require('dw/order/OrderMgr'), number = request.httpParameterMap.c_other.value;
        if (number) { M.cancelOrder(M.getOrder(number)); } else { M.placeOrder(a); }
    """
    api = make_shop({ORDER + "afterPOST": body})
    stocked(api, record(MUG, 5))
    token = api.agent_token()
    first = ok(api.post(f"{V23}/orders", {"basket_id": api.basket(token, **items(2))["basket_id"]}, token=token))
    basket_id = api.basket(token, **items(3))["basket_id"]
    ok(api.post(f"{V23}/orders?c_other={first['order_no']}", {"basket_id": basket_id}, token=token))
    assert left(api) == 2000
    assert api.breaches() == []


HOLD = "if (!a.productLineItems[0].reserved) { a.reserveInventory(10); return; }"
HELD = {
    "inside": {BASKET + "afterPATCH": HOLD + CREATE.format("")},
    "behind": {
        BASKET + "afterPATCH": "a.reserveInventory(10);",
        BASKET + "modifyGETResponse": "require('dw/system/Transaction').wrap(function () {" + CREATE.format("") + "});",
    },
}


@pytest.mark.parametrize("way", HELD)
@pytest.mark.parametrize("minutes", [5, 15])
def test_stock_that_is_held_for_the_basket_is_there_for_its_order(
    make_shop: MakeShop, stocked: Stocked, way: str, minutes: int
) -> None:
    api = make_shop(HELD[way])
    stocked(api, record(MUG, 2))
    token = api.customer()
    basket = api.basket(token, customer_info={"email": "guest@example.com"}, **items(2))
    ok(api.patch(path_of(basket), {}, token=token))
    other = api.post(f"{V23}/baskets", {"product_items": [{"product_id": MUG, "quantity": 1}]}, token=api.customer())
    assert other.fault == "ProductItemNotAvailableException"
    api.clock.advance(minutes * 60_000)
    answer = api.patch(path_of(basket), {}, token=token) if way == "inside" else api.get(path_of(basket), token=token)
    assert answer.status == 200, answer
    assert ok(order_of(api))["product_items"][0]["quantity"] == 2
    assert left(api) == 0
    assert api.breaches() == []


def test_stock_is_held_for_the_basket_of_the_request_alone(make_shop: MakeShop) -> None:
    body = "require('dw/order/BasketMgr').createTemporaryBasket().reserveInventory(5);"
    api = make_shop({BASKET + "afterPATCH": body})
    token = api.agent_token()
    assert api.patch(path_of(api.basket(token)), {}, token=token).fault == "HookInternalServerErrorException"


def test_a_request_that_is_repeated_under_its_key_makes_one_order(make_shop: MakeShop) -> None:
    calculate = "require('dw/system/HookMgr').callHook('dw.order.calculate', 'calculate', a);"
    api = make_shop({BASKET + "afterPOST": calculate + CREATE.format("")})
    token = api.customer()
    document = basket_document() | {"customer_info": {"email": "guest@example.com"}}
    answers = [
        api.post(f"{V23}/baskets", document, token=token, headers={"Idempotency-Key": "once-and-only-once"})
        for _ in range(2)
    ]
    assert [answer.status for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content
    assert order_of(api).status == 200
    assert order_of(api, "00000002").fault == "OrderNotFoundException"
    assert api.get(path_of(answers[0].json), token=token).fault == "BasketNotFoundException"
    assert api.breaches() == []
