"""dw.order in the engine: each member by its bean form and its getter, with the values of the stored document."""

from typing import Any

import pytest
from tests.scripts.order_documents import both_forms, filled_basket, filled_order, ready
from tests.scripts.realm import Realm, ScriptFailedError

CONTAINER = {
    "currencyCode": "USD",
    "customerEmail": "ann@example.com",
    "customerNo": "0001",
    "customerName": "Ann Lee",
    "etag": "00000001-2026-06-02T10:00:00.000Z",
    "UUID": "00000001",
    "productQuantityTotal": 2,
}
MONEY = {
    "totalGrossPrice": 124.23,
    "totalTax": 4.73,
    "totalNetPrice": 119.5,
    "merchandizeTotalPrice": 104.5,
    "merchandizeTotalNetPrice": 104.5,
    "merchandizeTotalGrossPrice": 109.73,
    "merchandizeTotalTax": 5.23,
    "adjustedMerchandizeTotalPrice": 89.5,
    "adjustedMerchandizeTotalNetPrice": 89.5,
    "adjustedMerchandizeTotalGrossPrice": 93.98,
    "adjustedMerchandizeTotalTax": 4.48,
    "shippingTotalPrice": 7,
    "shippingTotalNetPrice": 7,
    "shippingTotalGrossPrice": 7.35,
    "shippingTotalTax": 0.35,
    "adjustedShippingTotalPrice": 5,
    "adjustedShippingTotalNetPrice": 5,
    "adjustedShippingTotalGrossPrice": 5.25,
    "adjustedShippingTotalTax": 0.25,
    "giftCertificateTotalPrice": 25,
    "giftCertificateTotalNetPrice": 25,
    "giftCertificateTotalGrossPrice": 25,
    "giftCertificateTotalTax": 0,
}
SIZES = {
    "shipments": 1,
    "productLineItems": 1,
    "allProductLineItems": 3,
    "allLineItems": 8,
    "bonusDiscountLineItems": 1,
    "bonusLineItems": 0,
    "couponLineItems": 1,
    "giftCertificateLineItems": 1,
    "allGiftCertificateLineItems": 1,
    "paymentInstruments": 2,
    "giftCertificatePaymentInstruments": 1,
    "priceAdjustments": 1,
    "shippingPriceAdjustments": 0,
    "allShippingPriceAdjustments": 1,
    "notes": 0,
}
LINE = {
    "UUID": "p1",
    "productID": "tea",
    "productName": "Tea",
    "lineItemText": "Tea, green",
    "quantityValue": 2,
    "priceValue": 50,
    "taxRate": 0.05,
    "taxClassID": "standard",
    "giftMessage": "For you",
    "productInventoryListID": "stock",
    "optionID": None,
    "position": 1,
    "bonusDiscountLineItem": None,
    "parent": None,
}
LINE_MONEY = {
    "basePrice": 50,
    "price": 100,
    "netPrice": 100,
    "grossPrice": 105,
    "tax": 5,
    "taxBasis": 90,
    "adjustedPrice": 90,
    "adjustedNetPrice": 90,
    "adjustedGrossPrice": 94.5,
    "adjustedTax": 4.5,
    "proratedPrice": 85.25,
}


@pytest.fixture
def orders(realm: Realm) -> Realm:
    return ready(realm)


def both(realm: Realm, owner: str, names: dict[str, Any], argument: dict[str, Any], form: str = "{}") -> Any:
    pairs = [f"{both_forms(owner, name)}.map(function (v) {{ return {form.format('v')}; }})" for name in names]
    found = realm.value(f"return [{', '.join(pairs)}];", argument)
    return dict(zip(names, found, strict=True))


def doubled(expected: dict[str, Any]) -> dict[str, Any]:
    """Return what both forms of members must give."""
    return {name: [value, value] for name, value in expected.items()}


@pytest.mark.parametrize(
    ("owner", "expected", "form"),
    [
        ("a", CONTAINER, "{}"),
        ("a", MONEY, "{}.value"),
        ("a", SIZES, "{}.length"),
        ("a.productLineItems[0]", LINE, "{}"),
        ("a.productLineItems[0]", LINE_MONEY, "{}.value"),
    ],
)
def test_members_have_the_values_of_the_document(
    orders: Realm, owner: str, expected: dict[str, Any], form: str
) -> None:
    assert both(orders, owner, expected, filled_order(), form) == doubled(expected)


def test_in_a_site_with_gross_prices_the_price_is_the_gross_one(orders: Realm) -> None:
    found = orders.value(
        "var line = a.productLineItems[0];"
        "return [a.totalNetPrice.value, a.merchandizeTotalGrossPrice.value, a.merchandizeTotalNetPrice.value,"
        " line.grossPrice.value, line.netPrice.value, line.adjustedNetPrice.value];",
        filled_order(taxation="gross"),
    )
    assert found == [119.5, 104.5, 99.27, 100, 95, 85.5]


def test_unknown_amounts_are_not_available_whatever_is_made_of_them(orders: Realm) -> None:
    found = orders.value(
        "return [a.totalGrossPrice.available, a.totalNetPrice.available,"
        " a.adjustedMerchandizeTotalGrossPrice.available,"
        " a.totalGrossPrice.valueOrNull, a.defaultShipment, a.billingAddress, a.customerEmail];",
        {"kind": "order", "body": {"order_no": "1", "currency": "USD", "status": "created"}},
    )
    assert found == [False, False, False, None, None, None, None]


def test_the_same_part_is_the_same_object(orders: Realm) -> None:
    assert (
        orders.value(
            "return [a.productLineItems[0] === a.getAllProductLineItems('tea')[0],"
            " a.shipments[0] === a.defaultShipment, a.getPaymentInstruments('CREDIT_CARD')[0] === a.paymentInstrument,"
            " a.allProductLineItems[1].parent === a.productLineItems[0], a.productLineItems[0].lineItemCtnr === a];",
            filled_order(),
        )
        == [True] * 5
    )


def test_options_and_bundled_products_are_lines_that_depend_on_another(orders: Realm) -> None:
    found = orders.value(
        "return a.allProductLineItems.toArray().map(function (line) {"
        " return [line.UUID, line.optionProductLineItem, line.isBundledProductLineItem(), line.optionID,"
        " line.optionValueID, line.parent === null ? null : line.parent.UUID]; });",
        filled_order(),
    )
    assert found == [
        ["p1", False, False, None, None, None],
        ["o1", True, False, "wrap", "red", "p1"],
        ["b1", False, True, None, None, "p1"],
    ]


def test_every_line_is_of_its_class(orders: Realm) -> None:
    found = orders.value(
        "return a.allLineItems.toArray().map(function (line) {"
        " return [line.UUID, line.constructor.className.split('.').pop(), line instanceof dw.order.LineItem]; });",
        filled_order(),
    )
    assert found == [
        ["p1", "ProductLineItem", True],
        ["o1", "ProductLineItem", True],
        ["b1", "ProductLineItem", True],
        ["s1", "ShippingLineItem", True],
        ["g1", "GiftCertificateLineItem", True],
        ["a1", "PriceAdjustment", True],
        ["a2", "PriceAdjustment", True],
        ["a3", "PriceAdjustment", True],
    ]


def test_what_has_a_shipping_cost_of_its_own_has_a_line_of_its_own(orders: Realm) -> None:
    document = filled_order()
    items = [{**document["body"]["product_items"][0], "shipping_item_id": "s2"}]
    shipping = [
        *document["body"]["shipping_items"],
        {"item_id": "s2", "shipment_id": "me", "price": 3, "base_price": 1.5},
    ]
    found = orders.value(
        "var own = a.productLineItems[0].shippingLineItem;"
        "return [own.constructor.className, own.UUID, own.productLineItem.UUID, own.price.value, own.shipment.ID,"
        " a.defaultShipment.shippingLineItems.length, a.defaultShipment.standardShippingLineItem.UUID];",
        filled_order(product_items=items, shipping_items=shipping),
    )
    assert found == ["dw.order.ProductShippingLineItem", "s2", "p1", 3, "me", 1, "s1"]


def test_a_shipment_has_its_lines_address_method_and_totals(orders: Realm) -> None:
    found = orders.value(
        "var s = a.getShipment('me');"
        "return [s.ID, s.default, s.shippingMethodID, s.shippingAddress.city, s.productLineItems.length,"
        " s.giftCertificateLineItems.length, s.allLineItems.length, s.shippingStatus.value, s.gift,"
        " s.adjustedMerchandizeTotalPrice.value, s.totalGrossPrice.value, s.totalTax.value, s.shippingTotalPrice.value,"
        " s.proratedMerchandizeTotalPrice.value, s.shippingPriceAdjustments[0].promotionID, a.getShipment('x'),"
        " s.getShippingLineItem('STANDARD_SHIPPING').adjustedPrice.value];",
        filled_order(),
    )
    assert found == [
        "me", True, "001", "Boston", 3, 1, 7, 0, False, 94.5, 104.48, 4.98, 7, 89.5, "ship", None, 5,
    ]  # fmt: skip


def test_coupons_and_adjustments_know_each_other(orders: Realm) -> None:
    found = orders.value(
        "var c = a.getCouponLineItem('TEN'), p = c.priceAdjustments[0];"
        "return [c.couponCode, c.isApplied(), c.valid, c.statusCode, c.promotionID, p.UUID, p.basedOnCoupon,"
        " p.couponLineItem === c, p.isCustom(), p.manual, p.price.value, p.taxRate, p.tax.value, p.quantity,"
        " a.getPriceAdjustmentByPromotionID('five').priceValue, a.getPriceAdjustmentByPromotionID('none')];",
        filled_order(),
    )
    assert found == ["TEN", True, True, "APPLIED", "ten", "a1", True, True, False, False, -10, 0.05, -0.5, 2, -5, None]


def test_a_gift_certificate_that_is_sold_is_not_taxed(orders: Realm) -> None:
    found = orders.value(
        "var g = a.giftCertificateLineItems[0]; g.updateTax(0.2);"
        "return [g.price.value, g.tax.value, g.taxRate, g.taxClassID, g.recipientEmail, g.recipientName, g.senderName,"
        " g.message, g.shipment.ID, g.grossPrice.value];",
        filled_order(),
    )
    assert found == [25, 0, 0, "TAX_EXEMPT", "bob@example.com", "Bob", "Ann", "Enjoy", "me", 25]


def test_addresses_are_read_written_and_compared(orders: Realm) -> None:
    found = orders.answer(
        "exports.hook = function (order) {"
        " var b = order.billingAddress, s = order.defaultShipment.createShippingAddress();"
        " s.setFirstName('Bo'); s.lastName = 'Ek'; s.setCountryCode('de'); s.stateCode = null;"
        " return [b.fullName, b.countryCode == 'US', b.getCountryCode().value, b.isEquivalentAddress(b),"
        " b.isEquivalentAddress(s), s.fullName, s.countryCode.value, String(s.countryCode), b.phone]; };",
        filled_order(),
    )
    assert found["value"]["other"] == ["Ann Lee", True, "US", True, False, "Bo Ek", "de", "de", None]
    address = found["changed"]["0"]["shipments"][0]["shipping_address"]
    assert address == {"id": "sa", "city": "Boston", "country_code": "de", "first_name": "Bo", "last_name": "Ek"}


def test_constants_stand_at_the_class_and_at_its_objects(orders: Realm) -> None:
    found = orders.value(
        "var O = require('dw/order/Order');"
        "return [O.ORDER_STATUS_FAILED, a.ORDER_STATUS_NEW, O.CHANNEL_TYPE_DSS, O.PAYMENT_STATUS_PAID,"
        " O.EXPORT_STATUS_READY, O.CONFIRMATION_STATUS_CONFIRMED, O.SHIPPING_STATUS_SHIPPED,"
        " require('dw/order/PaymentInstrument').METHOD_CREDIT_CARD, require('dw/order/PaymentTransaction').TYPE_AUTH,"
        " require('dw/order/ShippingLineItem').STANDARD_SHIPPING_ID,"
        " require('dw/order/PaymentStatusCodes').CREDITCARD_INVALID_CARD_NUMBER];",
        filled_order(),
    )
    assert found == [
        8, 3, 4, 2, 2, 2, 2, "CREDIT_CARD", "AUTH", "STANDARD_SHIPPING", "CREDITCARD_INVALID_CARD_NUMBER",
    ]  # fmt: skip


def test_what_the_server_does_not_have_names_itself(orders: Realm) -> None:
    with pytest.raises(
        ScriptFailedError, match=r"dw\.order\.Order\.createReturnCase is part of the platform's script API"
    ):
        orders.value("a.createReturnCase(true);", filled_order())


def test_a_basket_is_a_container_too(orders: Realm) -> None:
    found = orders.value(
        "return [a.UUID, a.agentBasket, a.isTemporary(), a.orderBeingEdited, a.inventoryReservationExpiry,"
        " a.totalGrossPrice.value, require('dw/order/BasketMgr').currentBasket === a,"
        " require('dw/order/BasketMgr').getCurrentOrNewBasket() === a];",
        filled_basket(),
    )
    assert found == ["bas", False, False, None, None, 124.23, True, True]
