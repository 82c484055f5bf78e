"""Parts of baskets and orders that scripts make of others: of a wallet, of discounts, of what promotions offer."""

from typing import Any

import pytest
from tests.scripts.order_documents import filled_basket, filled_order, ready
from tests.scripts.realm import Realm, ScriptFailedError


@pytest.fixture
def orders(realm: Realm) -> Realm:
    return ready(realm)


def changed(realm: Realm, body: str, argument: dict[str, Any] | None = None) -> Any:
    source = f"'use strict';\nexports.hook = function (a) {{\n{body}\n}};\n"
    return realm.answer(source, argument or filled_order())["changed"].get("0")


DISCOUNTS = [
    ("new (require('dw/campaign/PercentageDiscount'))(10)", {"type": "percentage", "percentage": 10}, -9, 81),
    ("new (require('dw/campaign/AmountDiscount'))(12.345)", {"type": "amount", "amount": 12.345}, -12.35, 77.65),
    ("new (require('dw/campaign/AmountDiscount'))(1000)", {"type": "amount", "amount": 1000}, -90, 0),
    ("new (require('dw/campaign/FixedPriceDiscount'))(30)", {"type": "fixed_price", "amount": 30}, -30, 60),
]


@pytest.mark.parametrize(("discount", "kept", "price", "after"), DISCOUNTS)
def test_a_price_adjustment_by_a_discount_is_manual_and_worked_out_at_once(
    orders: Realm, discount: str, kept: dict[str, Any], price: float, after: float
) -> None:
    line = changed(
        orders,
        f"var l = a.productLineItems[0], p = l.createPriceAdjustment('agent', {discount});"
        "p.setReasonCode('PRICE_MATCH'); p.custom.by = 'me';"
        "if (!p.manual || !p.isCustom() || p.reasonCode.value !== 'PRICE_MATCH' || p.custom.by !== 'me') { throw 1; }"
        f"if (p.appliedDiscount.type !== '{kept['type'].upper()}' || l.adjustedPrice.value !== {after}) {{ throw 2; }}",
    )["product_items"][0]
    made = line["price_adjustments"][-1]
    assert (made["applied_discount"], made["price"], made["manual"]) == (kept, price, True)
    assert made["custom_attributes"] == {"c_by": "me"}
    assert line["price_after_item_discount"] == after


def test_a_reason_that_is_none_is_refused(orders: Realm) -> None:
    with pytest.raises(ScriptFailedError, match="IllegalArgumentException"):
        changed(orders, "a.priceAdjustments[0].setReasonCode('BECAUSE');")


def test_a_payment_instrument_of_a_wallet_is_copied_without_its_number(orders: Realm) -> None:
    order = changed(
        orders,
        "var p = a.createPaymentInstrumentFromWallet(a.paymentInstruments[0], new dw.value.Money(5, 'USD'));"
        "p.creditCardHolder = 'Other';"
        "if (a.paymentInstruments[0].creditCardHolder !== 'Ann Lee') { throw 1; }",
    )
    made = order["payment_instruments"][2]
    assert (made["amount"], made["customer_payment_instrument_id"]) == (5, "i1")
    assert made["payment_card"]["masked_number"] == "************1111"


def test_a_bonus_product_belongs_to_the_discount_that_offers_it(orders: Realm) -> None:
    basket = changed(
        orders,
        "var d = a.bonusDiscountLineItems[0];"
        "var l = a.createBonusProductLineItem(d, { ID: 'cup', name: 'Cup' }, null, a.defaultShipment);"
        "if (l.bonusDiscountLineItem !== d || d.bonusProductLineItems[0] !== l || !l.bonusProductLineItem) { throw 1; }"
        "if (a.bonusLineItems.length !== 1 || d.maxBonusItems !== 1 || d.promotionID !== 'gift') { throw 2; }"
        "if (d.getBonusProductPrice(null).value !== 0 || d.couponLineItem !== null) { throw 3; }",
        filled_basket(),
    )
    made = basket["product_items"][-1]
    assert (made["product_id"], made["bonus_product_line_item"], made["bonus_discount_line_item_id"]) == (
        "cup",
        True,
        "d1",
    )


def test_a_coupon_is_given_a_price_adjustment(orders: Realm) -> None:
    order = changed(
        orders,
        "var p = a.createPriceAdjustment('mine'); p.priceValue = -1; var c = a.couponLineItems[0];"
        "c.associatePriceAdjustment(p);"
        "if (p.couponLineItem !== c || c.priceAdjustments.length !== 2 || !c.basedOnCampaign) { throw 1; }",
    )
    assert order["order_price_adjustments"][1]["coupon_code"] == "TEN"


def test_notes_are_read_and_taken_away(orders: Realm) -> None:
    order = changed(
        orders,
        "a.addNote('One', '1'); var n = a.addNote('Two', '2');"
        "if (a.notes.length !== 2 || n.subject !== 'Two' || n.text !== '2') { throw 1; } a.removeNote(a.notes[0]);",
    )
    assert [note["subject"] for note in order["note_list"]] == ["Two"]


def test_custom_attributes_stand_with_the_part_they_are_of(orders: Realm) -> None:
    order = changed(
        orders,
        "a.custom.one = 1; a.productLineItems[0].custom.two = 'x'; a.defaultShipment.custom.three = true;"
        "a.billingAddress.custom.four = [1, 2]; var p = a.paymentInstruments[0]; p.custom.five = 'pi';"
        "p.paymentTransaction.custom.six = 'tx'; a.defaultShipment.standardShippingLineItem.custom.seven = 7;"
        "if (p.custom.six !== null || p.paymentTransaction.custom.six !== 'tx' || !('one' in a.custom)) { throw 1; }",
    )
    assert order["custom"] == {"c_one": 1}
    assert order["product_items"][0]["custom"] == {"c_two": "x"}
    assert order["shipments"][0]["custom"] == {"c_three": True}
    assert order["billing_address"]["custom"] == {"c_four": [1, 2]}
    assert order["payment_instruments"][0]["custom"] == {"c_five": "pi"}
    assert order["payment_instruments"][0]["transaction_custom"] == {"c_six": "tx"}
    assert order["shipping_items"][0]["custom"] == {"c_seven": 7}


def test_custom_attributes_are_asked_for_as_own_ones(orders: Realm) -> None:
    order = {"kind": "order", "body": {"order_no": "1", "currency": "USD", "custom": {"c_note": "n"}}}
    body = """return [a.custom.hasOwnProperty('note'), a.custom.hasOwnProperty('other'), 'note' in a.custom,
        a.hasOwnProperty('orderNo'), a.custom.other];"""
    assert orders.value(body, order) == [True, False, True, True, None]


def test_quantities_options_and_shipments_of_lines_are_changed(orders: Realm) -> None:
    orders.operations["option_price"] = lambda asked: 3.5 if asked["option_value_id"] == "blue" else None
    order = changed(
        orders,
        "var l = a.productLineItems[0], o = l.optionProductLineItems[0], s = a.createShipment('two');"
        "l.setQuantityValue(4); o.updateOptionValue({ ID: 'blue' }); l.setShipment(s); l.position = 3;"
        "l.externalLineItemStatus = 'sent'; l.replaceProduct({ ID: 'milk', name: 'Milk' });",
    )
    line = order["product_items"][0]
    option = line["option_items"][0]
    assert (line["quantity"], line["shipment_id"], line["position"]) == (4, "two", 3)
    assert (line["product_id"], line["product_name"], line["external_line_item_status"]) == ("milk", "Milk", "sent")
    assert (option["option_value_id"], option["base_price"], option["price"]) == ("blue", 3.5, 14)


@pytest.mark.parametrize("quantity", ["-1", "'many'", "undefined"])
def test_a_quantity_that_is_none_is_refused(orders: Realm, quantity: str) -> None:
    with pytest.raises(ScriptFailedError, match="IllegalArgumentException"):
        changed(orders, f"a.productLineItems[0].setQuantityValue({quantity});")


def test_another_order_is_told_to_the_server_when_it_is_changed(orders: Realm) -> None:
    saved: list[Any] = []
    orders.operations["order"] = lambda number: {"document": filled_order(order_no=number)["body"], "revision": 7}
    orders.operations["save"] = saved.extend
    changed(
        orders,
        "var M = require('dw/order/OrderMgr'), other = M.getOrder('2'); M.placeOrder(other);"
        "if (M.getOrder('2') !== other || other === a) { throw 1; } M.getOrder('3');",
    )
    assert [(one["kind"], one["order_no"], one["revision"], one["document"]["status"]) for one in saved] == [
        ("order", "2", 7, "new")
    ]
