"""The table of what the platform's script API holds: its shape, and facts that cartridges lean on."""

import json
from importlib.resources import files

import pytest

pytestmark = pytest.mark.fast

TEXT = (files("counterfoil.scripts") / "platform_members.json").read_text(encoding="utf-8")
TABLE = json.loads(TEXT)
NAMES = ("properties", "methods", "static_properties", "static_methods")


def members(name: str, *kinds: str) -> set[str]:
    """The members of a class, its own and inherited."""
    row = TABLE[name]
    own = {member for kind in kinds for member in row.get(kind, ())}
    return own | (members(row["extends"], *kinds) if "extends" in row else set())


def test_a_class_is_one_line_and_lines_are_sorted():
    lines = TEXT.splitlines()
    assert (lines[0], lines[-1]) == ("{", "}")
    assert [line.split('"')[1] for line in lines[1:-1]] == sorted(TABLE)


def test_a_row_holds_sorted_names_and_nothing_else():
    for name, row in TABLE.items():
        assert set(row) <= {"extends", "constructors", "constants", *NAMES}, name
        for kind in NAMES:
            kept = row.get(kind, [])
            assert kept == sorted(set(kept)), name
            assert all(member.isidentifier() for member in kept), name
        assert list(row.get("constants", {})) == sorted(row.get("constants", {})), name


def test_what_a_class_extends_is_in_the_table():
    assert {row["extends"] for row in TABLE.values() if "extends" in row} <= set(TABLE)


def test_a_name_is_either_constant_or_property():
    for name, row in TABLE.items():
        assert not set(row.get("constants", {})) & {*row.get("properties", ()), *row.get("static_properties", ())}, name


@pytest.mark.parametrize(
    ("constant", "value"),
    [
        ("dw.order.Order.ORDER_STATUS_CREATED", 0),
        ("dw.order.Order.ORDER_STATUS_NEW", 3),
        ("dw.order.Order.ORDER_STATUS_FAILED", 8),
        ("dw.order.Order.CONFIRMATION_STATUS_CONFIRMED", 2),
        ("dw.order.Order.EXPORT_STATUS_READY", 2),
        ("dw.order.Order.PAYMENT_STATUS_PAID", 2),
        ("dw.order.LineItemCtnr.CHANNEL_TYPE_STOREFRONT", 1),
        ("dw.order.LineItemCtnr.CHANNEL_TYPE_DSS", 4),
        ("dw.order.PaymentInstrument.METHOD_CREDIT_CARD", "CREDIT_CARD"),
        ("dw.order.PaymentTransaction.TYPE_AUTH", "AUTH"),
        ("dw.order.PaymentTransaction.TYPE_CAPTURE", "CAPTURE"),
        ("dw.system.Status.OK", 0),
        ("dw.system.Status.ERROR", 1),
    ],
)
def test_constants_have_the_values_of_the_platform(constant: str, value: int | str):
    name, _, member = constant.rpartition(".")
    assert TABLE[name]["constants"][member] == value


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("dw.order.Basket", "getPaymentInstruments createPaymentInstrument removePaymentInstrument getAllLineItems"),
        ("dw.order.Basket", "getShipments createBillingAddress updateTotals addNote getCouponLineItems getUUID"),
        ("dw.order.Order", "setPaymentStatus setConfirmationStatus setExportStatus trackOrderChange getCurrentOrderNo"),
        ("dw.order.OrderPaymentInstrument", "getPaymentTransaction getCreditCardType getMaskedCreditCardNumber"),
        ("dw.order.PaymentTransaction", "setTransactionID setPaymentProcessor setType setAmount"),
        ("dw.order.ProductLineItem", "getAdjustedPrice setPriceValue updateTax updateTaxAmount getShippingLineItem"),
        ("dw.system.Status", "getCode getMessage getDetails addItem addDetail isError"),
        ("dw.system.Request", "addHttpCookie isSCAPI getHttpParameterMap"),
        ("dw.util.ArrayList", "iterator size add addAll get contains toArray isEmpty"),
        ("dw.util.HashMap", "put get containsKey keySet"),
        ("dw.value.Money", "add subtract multiply divide equals getValueOrNull getDecimalValue toFormattedString"),
        ("dw.svc.HTTPService", "addHeader setRequestMethod setURL setAuthentication addParam call getConfiguration"),
    ],
)
def test_a_class_has_the_methods_that_cartridges_call(name: str, wanted: str):
    assert set(wanted.split()) <= members(name, "methods")


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("dw.system.Transaction", "wrap begin commit rollback"),
        ("dw.system.HookMgr", "callHook hasHook"),
        ("dw.order.OrderMgr", "getOrder createOrder placeOrder failOrder cancelOrder undoFailOrder searchOrder"),
        ("dw.order.ShippingMgr", "getShipmentShippingModel applyShippingCost getDefaultShippingMethod"),
        ("dw.object.CustomObjectMgr", "getCustomObject createCustomObject queryCustomObjects remove"),
    ],
)
def test_a_class_has_the_static_methods_that_cartridges_call(name: str, wanted: str):
    assert set(wanted.split()) <= members(name, "static_methods")


def test_a_bean_property_stands_beside_its_getter():
    assert {"orderNo", "status"} <= members("dw.order.Order", "properties")
    assert {"getOrderNo", "getStatus"} <= members("dw.order.Order", "methods")
    assert "current" in members("dw.system.Site", "static_properties")


def test_only_classes_that_scripts_may_make_have_constructors():
    made = {"dw.system.Status", "dw.value.Money", "dw.util.ArrayList", "dw.util.Calendar", "dw.net.Mail"}
    given = {"dw.order.Order", "dw.order.Basket", "dw.system.Site", "dw.value.EnumValue", "dw.util.Collection"}
    assert all(TABLE[name].get("constructors") for name in made)
    assert not any(TABLE[name].get("constructors") for name in given)
