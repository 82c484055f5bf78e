"""Payment methods, cards and taxes of the site in the engine, with the site's data given by the test."""

import pytest
from tests.scripts.order_documents import filled_order, ready
from tests.scripts.realm import Realm


@pytest.fixture
def orders(realm: Realm) -> Realm:
    return ready(realm)


CARDS = [
    {
        "card_type": "Visa",
        "active": True,
        "checksum": True,
        "number_lengths": ["13", "16"],
        "number_prefixes": ["4"],
        "security_code_length": 3,
    }
]


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        ("12, 2030, '4111111111111111', '123'", []),
        ("12, 2030, '4111 1111-1111 1111'", []),
        ("12, 2030, '4111111111111112', '123'", ["CREDITCARD_INVALID_CARD_NUMBER"]),
        ("12, 2030, '5555555555554444', '123'", ["CREDITCARD_INVALID_CARD_NUMBER"]),
        ("5, 2026, '4111111111111111', '123'", ["CREDITCARD_INVALID_EXPIRATION_DATE"]),
        ("6, 2026, '4111111111111111', '123'", []),
        ("12, 2030, '4111111111111111', '12'", ["CREDITCARD_INVALID_SECURITY_CODE"]),
        ("13, 2030, '4', null", [
            "CREDITCARD_INVALID_CARD_NUMBER", "CREDITCARD_INVALID_EXPIRATION_DATE", "CREDITCARD_INVALID_SECURITY_CODE",
        ]),
    ],
)  # fmt: skip
def test_a_card_is_verified(orders: Realm, arguments: str, codes: list[str]) -> None:
    orders.operations["payment_methods"] = lambda _: {"methods": [], "cards": CARDS}
    found = orders.value(
        f"var s = require('dw/order/PaymentMgr').getPaymentCard('Visa').verify({arguments});"
        "return [s.error, s.items.toArray().map(function (one) { return one.code; })];"
    )
    assert found[0] == bool(codes)
    assert [code for code in found[1] if code] == codes


def test_payment_methods_have_processors_and_cards(orders: Realm) -> None:
    methods = [
        {"id": "CREDIT_CARD", "name": "Card", "active": True, "processor_id": "BASIC_CREDIT", "custom": {"c_x": 1}},
        {"id": "OLD", "name": "Old", "active": False},
    ]
    orders.operations["payment_methods"] = lambda _: {"methods": methods, "cards": CARDS}
    orders.operations["payment_applicable"] = lambda asked: {"methods": ["CREDIT_CARD"], "cards": ["Visa"]}
    assert orders.value(
        "var M = require('dw/order/PaymentMgr'), m = M.getPaymentMethod('CREDIT_CARD');"
        "return [m.ID, m.getName(), m.isActive(), m.paymentProcessor.ID, m.activePaymentCards[0].cardType,"
        " m.getApplicablePaymentCards(null, 'US', 10).length, M.getApplicablePaymentMethods(null, 'US', 10)[0] === m,"
        " M.activePaymentMethods.length, M.getPaymentMethod('NONE'), m.isApplicable(null, 'US', 10),"
        " m.paymentProcessor === M.getPaymentMethod('CREDIT_CARD').getPaymentProcessor()];"
    ) == ["CREDIT_CARD", "Card", True, "BASIC_CREDIT", "Visa", 1, True, 1, None, True, True]


def test_the_sites_tax_table_is_asked(orders: Realm) -> None:
    orders.operations["tax_jurisdiction"] = lambda place: "MA" if place.get("state_code") == "MA" else None
    orders.operations["tax_rate"] = lambda asked: 0.0625 if asked == ["standard", "MA"] else None
    assert orders.value(
        "var T = require('dw/order/TaxMgr'), L = require('dw/order/ShippingLocation'), l = new L(a.billingAddress);"
        "l.stateCode = 'MA';"
        "return [T.getTaxJurisdictionID(l), T.getTaxJurisdictionID(new L()), T.getTaxRate('standard', 'MA'),"
        " T.getTaxRate('none', 'MA'), T.defaultTaxClassID, T.getDefaultTaxJurisdictionID(), T.customRateTaxClassID,"
        " T.taxationPolicy === T.TAX_POLICY_NET, l.countryCode];",
        filled_order(),
    ) == ["MA", None, 0.0625, None, "standard", "US", "CUSTOM_RATE", True, "US"]


def test_limits_of_price_adjustments_are_the_servers(orders: Realm) -> None:
    excess = [None, {"type": "item", "maximum": 5, "item_id": "p1"}]
    orders.operations["adjustment_limits"] = lambda _: excess.pop(0)
    assert orders.value(
        "var one = a.verifyPriceAdjustmentLimits(), other = a.verifyPriceAdjustmentLimits();"
        "return [one.error, other.error, other.code, other.getDetail('p1')];",
        filled_order(),
    ) == [False, True, "ITEM", 5]


def test_products_and_shipments_have_costs_by_shipping_method(orders: Realm) -> None:
    methods = [{"id": "001", "online": True, "currency": "USD"}, {"id": "002", "online": True, "currency": "USD"}]
    own = {"applicable": True, "amount": 4.5, "fixed": False}
    orders.operations.update(
        {
            "shipping_methods": lambda _: methods,
            "product_shipping": lambda _: {"001": own, "002": {"applicable": False, "amount": None, "fixed": False}},
            "shipment_methods": lambda asked: ["001"] if asked["address"] is None else ["002"],
            "shipment_cost": lambda asked: {"001": 5.99}.get(asked["method_id"]),
            "shipping_cost": lambda asked: asked["value"] / 10,
        }
    )
    assert orders.value(
        "var M = require('dw/order/ShippingMgr'), all = M.allShippingMethods;"
        "var p = M.getProductShippingModel({ ID: 'tea' }), s = M.getShipmentShippingModel(a.defaultShipment);"
        "var own = p.getShippingCost(all[0]);"
        "return [p.applicableShippingMethods.length, p.inapplicableShippingMethods[0].ID, own.amount.value,"
        " own.surcharge,"
        " own.fixedPrice, p.getShippingCost(all[1]), s.applicableShippingMethods[0].ID,"
        " s.getApplicableShippingMethods({ countryCode: 'US' })[0].ID, s.getShippingCost(all[0]).amount.value,"
        " s.getShippingCost(all[1]).amount.available, M.getShippingCost(all[0], a.totalGrossPrice).value];",
        filled_order(),
    ) == [1, "002", 4.5, True, False, None, "001", "002", 5.99, False, 12.42]
