"""Flashes: what keeps a basket from being submitted."""

from decimal import Decimal

import pytest
from tests.commerce.tea_shop import (
    NOW,
    PRODUCTS,
    address,
    basket,
    calculated,
    item,
    off,
    shipment,
    shop,
    sold_for,
)

from counterfoil.commerce.flashes import flashes
from counterfoil.commerce.shop import Shop
from counterfoil.documents.address import OrderAddress
from counterfoil.documents.basket import Basket, CustomerInfo
from counterfoil.documents.flash import Flash
from counterfoil.documents.flash_types import TABLE, raised_in
from counterfoil.documents.items import GiftCertificateItem, OptionItem
from counterfoil.documents.payment import OrderPaymentInstrument, PaymentCard
from counterfoil.versions import parse_version

pytestmark = pytest.mark.fast

STOCK = {"cup": Decimal(10), "kettle": Decimal(1), "camera": None, "starter": Decimal(5), "retired": Decimal(1)}
NEWEST = parse_version("23.1")


def found(made: Basket, at: Shop | None = None, products: dict | None = None, **stock: Decimal) -> list[Flash]:
    """The flashes of a basket after one recalculation, as 23.1 raises them."""
    at, products = at or shop(), products or PRODUCTS
    calculated(made, at, products)
    left = {("main", product_id): quantity for product_id, quantity in (STOCK | stock).items()}
    return raised_in(flashes(made, at, products, left, now=NOW), NEWEST)


def names(made: Basket, **places: object) -> list[tuple[str, str]]:
    return [(flash.type, flash.path) for flash in found(made, **places)]


def bare(*items: object) -> Basket:
    """A basket as it is right after it was made."""
    return basket(
        *items,
        shipments=[shipment(method_id=None, shipping_address=None)],
        billing_address=None,
        payment_instruments=None,
        customer_info=CustomerInfo(customer_id="guest", email=""),
    )


RECORDED = [
    (
        "PaymentMethodRequired",
        "No payment method ID was specified. Please provide a valid payment method ID.",
        "$.payment_instruments[0].payment_method_id",
        None,
    ),
    (
        "BillingAddressRequired",
        "No billing address was specified. Please provide a valid billing address.",
        "$.billing_address",
        None,
    ),
    ("OrderTotalNotSet", "Order total missing, calculation failed.", "$.order_total", None),
    (
        "ShippingAddressRequired",
        "No shipping address was specified. Please provide a valid shipping address.",
        "$.shipments[0].shipping_address",
        {"shipmentId": "me"},
    ),
    (
        "ShippingMethodRequired",
        "No shipping method ID was specified. Please provide a valid shipping method ID.",
        "$.shipments[0].shipping_method",
        {"shipmentId": "me"},
    ),
    (
        "ShippingItemAdjustedPriceNotSet",
        "Price missing for shipping item ''shipping-me''.",
        "$.shipping_items[0].adjusted_price",
        None,
    ),
]


def test_a_new_basket_has_the_recorded_flashes_with_and_without_an_item():
    for made in (bare(), bare(item("cup"))):
        assert [(each.type, each.message, each.path, each.details) for each in found(made)] == RECORDED


def test_a_complete_basket_has_none():
    assert found(basket(item("cup"))) == []


def test_a_missing_email_is_raised_before_17_3_only():
    made = calculated(basket(item("cup"), customer_info=CustomerInfo(email="")))
    all_of_them = flashes(made, shop(), PRODUCTS, {("main", name): left for name, left in STOCK.items()}, now=NOW)
    old = [(each.type, each.path) for each in raised_in(all_of_them, parse_version("17.2"))]
    assert old == [("CustomerEmailRequired", "$.customer_info.email")]
    assert raised_in(all_of_them, parse_version("17.3")) == []


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (
            basket(item("cup"), payment_instruments=[OrderPaymentInstrument(payment_method_id="BML")]),
            [("PaymentMethodNotApplicable", "$.payment_instruments[0].payment_method_id")],
        ),
        (
            basket(
                item("cup"),
                payment_instruments=[
                    OrderPaymentInstrument(
                        payment_method_id="CREDIT_CARD", payment_card=PaymentCard(card_type="Retired")
                    )
                ],
            ),
            [("PaymentMethodNotApplicable", "$.payment_instruments[0].payment_method_id")],
        ),
        (
            basket(item("camera"), payment_instruments=[OrderPaymentInstrument(payment_method_id="INVOICE")]),
            [("PaymentMethodNotApplicable", "$.payment_instruments[0].payment_method_id")],
        ),
        (
            basket(item("cup"), billing_address=OrderAddress(last_name="Low")),
            [("BillingAddressRequired", "$.billing_address")],
        ),
        (
            basket(item("cup"), shipments=[shipment(method_id="003", shipping_address=address("HI"))]),
            [("ShippingMethodNotApplicable", "$.shipments[0].shipping_method")],
        ),
        (basket(item("retired")), [("InvalidProductItem", "$.product_items[0].product_id")]),
        (basket(item("cup"), item("kettle", "2")), [("ProductItemNotAvailable", "$.product_items[1].quantity")]),
        (
            basket(item("cup", price_adjustments=[off("-7.36")])),
            [("ProductItemAdjustedPriceLessThanZero", "$.product_items[0].adjusted_price")],
        ),
        (
            basket(item("kettle", option_items=[OptionItem(option_id="engraving", option_value_id="A")])),
            [
                ("OrderTotalNotSet", "$.order_total"),
                ("InvalidOptionItem", "$.product_items[0].option_items[0]"),
                ("ShippingItemAdjustedPriceNotSet", "$.shipping_items[0].adjusted_price"),
            ],
        ),
        (
            basket(item("unpriced")),
            [
                ("OrderTotalNotSet", "$.order_total"),
                ("ProductItemWithoutPrice", "$.product_items[0].price"),
                ("ProductItemNotAvailable", "$.product_items[0].quantity"),
                ("ShippingItemAdjustedPriceNotSet", "$.shipping_items[0].adjusted_price"),
            ],
        ),
    ],
)
def test_what_no_longer_holds_is_raised(made: Basket, expected: list[tuple[str, str]]):
    assert names(made) == expected


def test_an_unknown_product_is_raised():
    assert ("InvalidProductItem", "$.product_items[0].product_id") in names(basket(item("nothing")))


def test_an_option_without_price_in_the_currency_is_raised():
    option = OptionItem(item_id="option", option_id="warranty", option_value_id="two-years")
    made = basket(item("kettle", option_items=[option]))
    raised = names(made, at=shop(currency="EUR"))
    assert ("OptionItemWithoutPrice", "$.product_items[0].option_items[0].price") in raised


def test_stock_is_compared_with_all_lines_of_a_product_together():
    made = basket(item("cup", "6", item_id="1"), item("cup", "5", item_id="2"))
    raised = found(made)
    assert [each.type for each in raised] == ["ProductItemNotAvailable"] * 2
    assert raised[0].details == {"productId": "cup", "quantity": "6"}


def test_a_bundle_needs_stock_of_its_parts():
    assert names(basket(item("starter"))) == []
    assert names(basket(item("starter", "2"))) == [("ProductItemNotAvailable", "$.product_items[0].quantity")]
    assert names(basket(item("starter", "2")), kettle=Decimal(2)) == []


def test_unlimited_stock_is_enough_for_everything():
    assert names(basket(item("camera", "999"))) == []


def test_a_shipment_without_items_lacks_nothing_beside_one_with_items():
    empty = shipment("empty", None, shipping_address=None)
    assert names(basket(item("cup"), shipments=[shipment(), empty])) == []


def test_a_gift_certificate_alone_needs_no_shipping():
    gift = GiftCertificateItem(amount=Decimal("25.00"), shipment_id="me")
    made = basket(shipments=[shipment(method_id=None, shipping_address=None)], gift_certificate_items=[gift])
    assert names(made) == []


def test_every_flash_of_the_table_has_a_message_with_the_texts_it_names():
    assert all(row.name == name and row.message for name, row in TABLE.items())
    products = PRODUCTS | {"cup": sold_for("1", "cup", online_to=NOW)}
    message = found(basket(item("cup")), products=products)[0].message
    assert message == "The product ''cup'' is not available. Please remove the product item."
