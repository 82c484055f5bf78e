"""What scripts change of baskets and orders: parts made, filled and taken away, prices and taxes set, statuses."""

from typing import Any

import pytest
from tests.scripts.order_documents import TERMS, filled_basket, filled_order, ready
from tests.scripts.realm import Realm, ScriptFailedError

CARD = "4111 1111 1111 1111"


@pytest.fixture
def orders(realm: Realm) -> Realm:
    return ready(realm)


def changed(realm: Realm, body: str, argument: dict[str, Any] | None = None, **frame: Any) -> Any:
    """Run the body of a hook of an order ``a`` and return the order as it was left."""
    source = f"'use strict';\nexports.hook = function (a) {{\n{body}\n}};\n"
    return realm.answer(source, argument or filled_order(), **frame)["changed"].get("0")


def test_a_payment_instrument_is_made_and_its_transaction_filled(orders: Realm) -> None:
    order = changed(
        orders,
        "var p = a.createPaymentInstrument('PAYPAL', a.totalGrossPrice), t = p.paymentTransaction;"
        "t.setTransactionID('X-1'); t.type = t.TYPE_CAPTURE; t.setAmount(a.totalNetPrice); t.accountID = 'me';"
        "t.paymentProcessor = a.paymentInstruments[0].paymentTransaction.paymentProcessor;"
        "if (p.capturedAmount.value !== 119.5 || t.paymentInstrument !== p) { throw 1; }"
        "if (p.getPaymentTransaction() !== t) { throw 3; }"
        "if (t.type != 'CAPTURE' || t.type.value !== 'CAPTURE') { throw 2; }",
    )
    assert order["payment_instruments"][2] == {
        "payment_instrument_id": "new1",
        "payment_method_id": "PAYPAL",
        "amount": 119.5,
        "transaction_id": "X-1",
        "transaction_type": "CAPTURE",
        "transaction_account_id": "me",
        "processor_id": "BASIC_CREDIT",
    }


@pytest.mark.parametrize("type_of_transaction", ["'AUTHORISE'", "null", "0"])
def test_a_transaction_has_one_of_four_types(orders: Realm, type_of_transaction: str) -> None:
    with pytest.raises(ScriptFailedError, match="IllegalArgumentException"):
        changed(orders, f"a.paymentInstrument.paymentTransaction.setType({type_of_transaction});")


def test_payment_instruments_are_taken_away(orders: Realm) -> None:
    order = changed(orders, "a.removePaymentInstrument(a.getGiftCertificatePaymentInstruments()[0]);")
    assert [one["payment_instrument_id"] for one in order["payment_instruments"]] == ["i1"]


def test_all_payment_instruments_are_taken_away_at_once(orders: Realm) -> None:
    assert "payment_instruments" not in changed(orders, "a.removeAllPaymentInstruments();")


def test_what_is_not_there_cannot_be_taken_away(orders: Realm) -> None:
    body = "var p = a.paymentInstruments[0]; a.removePaymentInstrument(p); a.removePaymentInstrument(p);"
    with pytest.raises(ScriptFailedError, match="IllegalArgumentException: that is no part"):
        changed(orders, body)


def test_of_a_card_number_the_mask_is_kept(orders: Realm) -> None:
    found = orders.answer(
        "exports.hook = function (a) { var p = a.createPaymentInstrument('CREDIT_CARD', null);"
        f"p.setCreditCardNumber('{CARD}'); p.creditCardHolder = 'Ann'; p.creditCardType = 'Visa';"
        "p.creditCardExpirationMonth = 1; p.setCreditCardExpirationYear(2020); p.setCreditCardToken('tok');"
        "return [p.getCreditCardNumber(), p.maskedCreditCardNumber, p.getCreditCardNumberLastDigits(2),"
        " p.creditCardExpired, p.isPermanentlyMasked(), p.getMaskedCreditCardNumber(4)]; };",
        filled_order(),
    )
    assert found["value"]["other"] == [CARD, "************1111", "11", True, False, "************1111"]
    made = found["changed"]["0"]["payment_instruments"][2]
    assert made["payment_card"] == {
        "masked_number": "************1111",
        "number_last_digits": "1111",
        "holder": "Ann",
        "card_type": "Visa",
        "expiration_month": 1,
        "expiration_year": 2020,
        "credit_card_expired": True,
        "credit_card_token": "tok",
    }
    assert "4111" not in str(found["changed"])


def test_bank_accounts_and_gift_certificates_are_masked_too(orders: Realm) -> None:
    order = changed(
        orders,
        "var p = a.createPaymentInstrument('BANK_TRANSFER', null); p.setBankAccountNumber('DE12345678');"
        "p.bankAccountDriversLicense = 'L-99887766'; p.bankRoutingNumber = '021000021';"
        "p.giftCertificateCode = 'GC-SECRET1';"
        "p.bankAccountHolder = 'Ann';",
    )
    made = order["payment_instruments"][2]
    assert made["payment_bank_account"] == {
        "masked_number": "******5678",
        "number_last_digits": "5678",
        "masked_drivers_license": "*****7766",
        "drivers_license_last_digits": "7766",
        "holder": "Ann",
    }
    assert made["bank_routing_number"] == "*****0021"
    assert made["masked_gift_certificate_code"] == "*****RET1"


def test_the_card_of_the_request_is_whole_at_the_instrument_that_is_authorised(orders: Realm) -> None:
    body = "return [a.paymentInstrument.creditCardNumber, a.paymentInstrument.permanentlyMasked];"
    card = {"payment_instrument_id": "i1", "number": "4111111111111111"}
    assert orders.value(body, filled_order(), card=card) == ["4111111111111111", False]
    assert orders.value(body, filled_order()) == ["************1111", True]


def test_the_tax_of_a_line_is_worked_out_of_a_rate(orders: Realm) -> None:
    order = changed(orders, "a.productLineItems[0].updateTax(0.0825); a.allProductLineItems[1].updateTax(null);")
    line = order["product_items"][0]
    assert (line["tax"], line["adjusted_tax"], line["tax_basis"], line["tax_rate"]) == (8.25, 7.43, 90, 0.0825)
    assert "tax" not in line["option_items"][0]
    assert "tax_rate" not in line["option_items"][0]


def test_the_tax_inside_a_gross_price_is_taken_out_of_it(orders: Realm) -> None:
    order = changed(orders, "a.productLineItems[0].updateTax(0.19);", filled_order(taxation="gross"))
    assert (order["product_items"][0]["tax"], order["product_items"][0]["adjusted_tax"]) == (15.97, 14.37)


def test_a_site_may_tax_after_the_orders_discounts(orders: Realm) -> None:
    orders.operations["tax_terms"] = lambda _: {**TERMS, "after_order_discounts": True}
    order = changed(orders, "a.productLineItems[0].updateTax(0.1);")
    assert (order["product_items"][0]["tax_basis"], order["product_items"][0]["adjusted_tax"]) == (85.25, 8.53)


def test_the_basis_and_the_amount_of_a_tax_may_be_given(orders: Realm) -> None:
    money = "new (require('dw/value/Money'))({}, 'USD')"
    given = f"a.productLineItems[0].updateTax(0.1, {money.format(50)});"
    line = changed(orders, given)["product_items"][0]
    assert (line["tax"], line["adjusted_tax"], line["tax_basis"]) == (10, 5, 50)


def test_a_tax_that_somebody_else_worked_out_is_taken_as_it_is(orders: Realm) -> None:
    line = changed(orders, "a.productLineItems[0].updateTaxAmount(new dw.value.Money(6.66, 'USD'));")["product_items"][
        0
    ]
    assert (line["tax"], line["adjusted_tax"], line["tax_rate"]) == (6.66, 6.66, 0.05)


@pytest.mark.parametrize(
    ("amount", "rate", "tax"), [(1.005, 1, 1.01), (49.9, 0.05, 2.5), (0.145, 1, 0.15), (-0.5, 0.01, -0.01)]
)
def test_amounts_are_rounded_half_up_as_decimals(orders: Realm, amount: float, rate: float, tax: float) -> None:
    body = f"a.priceAdjustments[0].setPriceValue({amount}); a.priceAdjustments[0].updateTax({rate}, {amount});"
    assert changed(orders, body)["order_price_adjustments"][0]["tax"] == tax


def test_a_new_price_of_a_unit_brings_that_of_the_line_and_makes_its_tax_unknown(orders: Realm) -> None:
    line = changed(orders, "a.productLineItems[0].setPriceValue(19.995);")["product_items"][0]
    assert (line["base_price"], line["price"], line["price_after_item_discount"]) == (19.995, 39.99, 29.99)
    assert "tax" not in line
    assert line["tax_rate"] == 0.05


def test_the_same_price_again_changes_nothing(orders: Realm) -> None:
    assert changed(orders, "a.productLineItems[0].setPriceValue(50); a.productLineItems[0].priceValue = 50;") is None


def test_a_price_may_become_unknown(orders: Realm) -> None:
    line = changed(orders, "a.productLineItems[0].setPriceValue(null);")["product_items"][0]
    assert {"price", "base_price", "price_after_item_discount", "tax"}.isdisjoint(line)


def test_price_adjustments_of_scripts_lower_the_price_of_their_line(orders: Realm) -> None:
    order = changed(
        orders,
        "var l = a.productLineItems[0], p = l.createPriceAdjustment('mine'); p.setPriceValue(-1.5);"
        "p.lineItemText = 'Mine';"
        "if (l.getPriceAdjustmentByPromotionID('mine') !== p || l.adjustedPrice.value !== 88.5) { throw 1; }"
        "a.createPriceAdjustment('whole').priceValue = -3; a.defaultShipment.standardShippingLineItem"
        ".createShippingPriceAdjustment('cheap').setPriceValue(-1); l.removePriceAdjustment(l.priceAdjustments[0]);",
    )
    line = order["product_items"][0]
    made = line["price_adjustments"][0]
    assert (made["promotion_id"], made["price"], made["custom"], made["item_text"]) == ("mine", -1.5, True, "Mine")
    assert line["price_after_item_discount"] == 98.5
    assert order["order_price_adjustments"][1]["price"] == -3
    assert order["shipping_items"][0]["price_after_item_discount"] == 4


def test_parts_are_made_and_taken_away(orders: Realm) -> None:
    order = changed(
        orders,
        "var s = a.createShipment('two'); s.createShippingAddress().city = 'Rome'; s.setGift(true);"
        "s.trackingNumber = 'T';"
        "var l = a.createProductLineItem('milk', s); l.setQuantityValue(3);"
        "a.createGiftCertificateLineItem(10, 'bob@example.com').setMessage('Hi');"
        "a.createBillingAddress().phone = '1'; a.setCustomerEmail('new@example.com'); a.customerName = 'New';"
        "a.removeCouponLineItem(a.couponLineItems[0]); a.removePriceAdjustment(a.priceAdjustments[0]);"
        "a.removeGiftCertificateLineItem(a.giftCertificateLineItems[0]);"
        "a.removeBonusDiscountLineItem(a.bonusDiscountLineItems[0]); a.removeProductLineItem(a.productLineItems[0]);",
    )
    assert order["shipments"][1] == {
        "shipment_id": "two",
        "gift": True,
        "shipping_status": "not_shipped",
        "shipping_address": {"city": "Rome"},
        "tracking_number": "T",
    }
    assert order["product_items"] == [{"item_id": "new1", "product_id": "milk", "quantity": 3, "shipment_id": "two"}]
    assert [one["message"] for one in order["gift_certificate_items"]] == ["Hi"]
    assert order["billing_address"]["phone"] == "1"
    assert (order["customer_info"]["email"], order["customer_name"]) == ("new@example.com", "New")
    assert {"coupon_items", "order_price_adjustments", "bonus_discount_line_items"}.isdisjoint(order)


def test_a_shipment_goes_with_what_is_sent_with_it(orders: Realm) -> None:
    order = changed(orders, "a.createShipment('two'); a.removeShipment(a.getShipment('me'));")
    assert [one["shipment_id"] for one in order["shipments"]] == ["two"]
    assert {"product_items", "shipping_items", "gift_certificate_items"}.isdisjoint(order)


def test_a_shipping_method_is_chosen(orders: Realm) -> None:
    orders.operations["shipping_methods"] = lambda _: [
        {"id": "001", "name": "Ground", "online": True, "default": True, "currency": "USD", "tax_class_id": "standard"},
        {"id": "002", "name": "Air", "description": None, "online": True, "currency": "USD"},
        {"id": "003", "name": "Gone", "online": False, "currency": "USD"},
    ]
    order = changed(
        orders,
        "var M = require('dw/order/ShippingMgr'), s = a.defaultShipment;"
        "if (s.shippingMethod !== M.defaultShippingMethod || M.getAllShippingMethods().length !== 2) { throw 1; }"
        "s.setShippingMethod(M.allShippingMethods[1]);"
        "if (s.shippingMethod.displayName !== 'Air' || s.shippingMethodID !== '002') { throw 2; }",
    )
    assert order["shipments"][0]["shipping_method"] == {"id": "002", "name": "Air", "description": None}


def test_notes_are_written(orders: Realm) -> None:
    order = changed(orders, "a.trackOrderChange('paid'); a.addNote('Subject', 'Text');", request={"agent": "ann"})
    assert [(one["subject"], one["text"], one["created_by"]) for one in order["note_list"]] == [
        ("Order change", "paid", "ann"),
        ("Subject", "Text", "ann"),
    ]


STATUSES = [
    ("setConfirmationStatus(a.CONFIRMATION_STATUS_CONFIRMED)", "confirmation_status", "confirmed"),
    ("confirmationStatus = 2", "confirmation_status", "confirmed"),
    ("setExportStatus(a.EXPORT_STATUS_READY)", "export_status", "ready"),
    ("exportStatus = a.EXPORT_STATUS_FAILED", "export_status", "failed"),
    ("setPaymentStatus(a.PAYMENT_STATUS_PAID)", "payment_status", "paid"),
    ("setPaymentStatus(a.PAYMENT_STATUS_PARTPAID)", "payment_status", "part_paid"),
    ("setShippingStatus(a.SHIPPING_STATUS_SHIPPED)", "shipping_status", "shipped"),
    ("externalOrderNo = 'E1'", "external_order_no", "E1"),
    ("setExternalOrderStatus('sent')", "external_order_status", "sent"),
    ("setCancelCode('C')", "cancel_code", "C"),
    ("cancelDescription = 'D'", "cancel_description", "D"),
    ("setInvoiceNo('I')", "invoice_no", "I"),
    ("customerOrderReference = 'R'", "customer_order_reference", "R"),
]


@pytest.mark.parametrize(("change", "name", "value"), STATUSES)
def test_statuses_and_facts_of_an_order_are_set(orders: Realm, change: str, name: str, value: str) -> None:
    assert changed(orders, f"a.{change};")[name] == value


@pytest.mark.parametrize("status", ["9", "'paid'", "undefined"])
def test_a_status_that_is_none_is_refused(orders: Realm, status: str) -> None:
    with pytest.raises(ScriptFailedError, match="IllegalArgumentException"):
        changed(orders, f"a.setPaymentStatus({status});")


def open_only(asked: list[str]) -> str | None:
    return "none" if asked == ["new", "open"] else None


def test_the_status_of_an_order_follows_the_servers_matrix(orders: Realm) -> None:
    orders.operations["order_transition"] = open_only
    assert changed(orders, "a.setStatus(a.ORDER_STATUS_OPEN);", filled_order(status="new"))["status"] == "open"


@pytest.mark.parametrize(
    ("before", "after"), [("new", "REPLACED"), ("new", "FAILED"), ("open", "CREATED"), ("created", "NEW")]
)
def test_a_change_of_status_that_the_matrix_does_not_have_is_refused(orders: Realm, before: str, after: str) -> None:
    orders.operations["order_transition"] = open_only
    with pytest.raises(ScriptFailedError, match=f"{before} does not become {after.lower()}"):
        changed(orders, f"a.setStatus(a.ORDER_STATUS_{after});", filled_order(status=before))


MANAGER = (
    "var M = require('dw/order/OrderMgr'), s = M.{}(a); return [s.error, s.code, a.status.value, a.exportStatus.value];"
)


@pytest.mark.parametrize(
    ("method", "before", "expected"),
    [
        ("placeOrder", "created", [False, None, 3, 2]),
        ("placeOrder", "failed", [True, "ORDER_NOT_PLACED", 8, 0]),
        ("failOrder", "created", [False, None, 8, 0]),
        ("failOrder", "new", [True, "ORDER_NEW", 3, 0]),
        ("cancelOrder", "open", [False, None, 6, 0]),
        ("cancelOrder", "created", [True, "ORDER_CREATED", 0, 0]),
        ("undoFailOrder", "failed", [False, None, 0, 0]),
        ("undoFailOrder", "new", [True, "ORDER_NOT_FAILED", 3, 0]),
        ("undoCancelOrder", "cancelled", [False, None, 4, 0]),
        ("undoCancelOrder", "new", [True, "ORDER_NOT_CANCELLED", 3, 0]),
    ],
)
def test_orders_are_placed_failed_and_cancelled(orders: Realm, method: str, before: str, expected: list[Any]) -> None:
    assert orders.value(MANAGER.format(method), filled_order(status=before)) == expected


def test_the_order_of_the_request_is_found_by_its_number(orders: Realm) -> None:
    body = (
        "var M = require('dw/order/OrderMgr');"
        "return [M.getOrder('00000001') === a, M.getOrder('00000001', 'token') === a, M.getOrder('00000001', 'x'),"
        " M.getOrder('2'), M.getOrder(null)];"
    )
    assert orders.value(body, filled_order()) == [True, True, None, None, None]


@pytest.mark.parametrize(
    "change",
    [
        "a.setPaymentStatus(2)",
        "a.createPaymentInstrument('X', null)",
        "a.productLineItems[0].updateTax(0.5)",
        "a.billingAddress.city = 'X'",
        "a.paymentInstrument.creditCardHolder = 'X'",
        "a.removeAllPaymentInstruments()",
    ],
)
def test_nothing_is_changed_outside_of_a_transaction(orders: Realm, change: str) -> None:
    with pytest.raises(ScriptFailedError, match="ORMTransactionException"):
        orders.value(f"{change};", filled_order(), inside=False)


def test_a_script_may_open_a_transaction_of_its_own(orders: Realm) -> None:
    body = (
        "require('dw/system/Transaction').wrap(function () { a.setPaymentStatus(2); }); return a.paymentStatus.value;"
    )
    assert orders.value(body, filled_order(), inside=False) == 2


def test_a_basket_is_given_a_channel_and_stock(orders: Realm) -> None:
    asked: list[Any] = []
    orders.operations["reserve_inventory"] = asked.append
    body = "a.setChannelType(a.CHANNEL_TYPE_DSS); a.reserveInventory(); a.reserveInventory(5); a.releaseInventory();"
    assert changed(orders, body, filled_basket())["channel_type"] == "dss"
    assert asked == [10, 5, 0]


def test_totals_are_the_servers(orders: Realm) -> None:
    def update(asked: dict[str, Any]) -> dict[str, Any]:
        return {"document": {**asked["document"], "order_total": 99.99}}

    orders.operations["update_totals"] = update
    order = changed(
        orders, "var l = a.productLineItems[0]; a.updateTotals(); if (l !== a.productLineItems[0]) { throw 1; }"
    )
    assert order["order_total"] == 99.99
