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
