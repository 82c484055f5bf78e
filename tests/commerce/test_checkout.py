"""From basket to order, and what the order takes from stock."""

from decimal import Decimal

import pytest
from msgspec.structs import replace
from tests.commerce.tea_shop import PRODUCTS, amount, basket, calculated, item, off, shipment, shop

from counterfoil import faults
from counterfoil.commerce.checkout import check_submit, may_submit, order_from_basket
from counterfoil.commerce.stock import stock_takes
from counterfoil.documents.basket import Basket
from counterfoil.documents.flash import Flash
from counterfoil.documents.items import GiftCertificateItem
from counterfoil.documents.order import Order
from counterfoil.documents.shop_data import InventoryList

pytestmark = pytest.mark.fast


def ordered(made: Basket) -> Order:
    return order_from_basket(
        made,
        order_no="00000501",
        order_token="token",
        now_text="2023-11-14T22:13:20.000Z",
        created_by="Customer",
        channel_type="storefront",
        site_id="Tea",
    )


def test_an_order_starts_with_the_first_status_of_each_kind():
    order = ordered(calculated(basket(item("cup"))))
    assert (order.status, order.confirmation_status, order.export_status) == (
        "created",
        "not_confirmed",
        "not_exported",
    )
    assert (order.payment_status, order.shipping_status) == ("not_paid", "not_shipped")
    assert (order.order_no, order.order_token, order.site_id) == ("00000501", "token", "Tea")
    assert (order.created_by, order.channel_type) == ("Customer", "storefront")
    assert order.creation_date == order.last_modified == "2023-11-14T22:13:20.000Z"


def test_an_order_has_everything_the_basket_had():
    made = calculated(
        basket(item("cup", price_adjustments=[off("-1.00")]), source_code="spring", custom={"c_note": "hurry"})
    )
    order = ordered(made)
    for name in ("order_total", "tax_total", "product_items", "shipments", "shipping_items", "billing_address",
                 "payment_instruments", "currency", "taxation", "source_code", "custom", "basket_id"):  # fmt: skip
        assert getattr(order, name) == getattr(made, name) is not None


def test_the_customer_of_an_order_has_a_name_and_the_basket_stays_as_it_was():
    made = calculated(basket(item("cup")))
    order = ordered(made)
    assert order.customer_name == order.customer_info.customer_name == "Ada Low"
    assert (order.customer_info.email, made.customer_info.customer_name) == ("ada@example.com", None)
    named = ordered(replace(made, customer_name="Grace Hop"))
    assert named.customer_name == "Grace Hop"


def test_empty_shipments_are_left_out_with_their_shipping_items():
    made = calculated(basket(item("cup", shipment_id="second"), shipments=[shipment(), shipment("second")]))
    order = ordered(made)
    assert [each.shipment_id for each in order.shipments] == ["second"]
    assert [each.shipment_id for each in order.shipping_items] == ["second"]
    assert len(made.shipments) == 2


def test_a_shipment_of_gift_certificates_is_not_empty():
    gift = GiftCertificateItem(amount=amount("5.00"), shipment_id="gifts")
    made = basket(item("cup"), shipments=[shipment(), shipment("gifts", None)], gift_certificate_items=[gift])
    assert len(ordered(calculated(made)).shipments) == 2


def refused(*flashes: Flash) -> faults.Fault:
    with pytest.raises(faults.Fault) as raised:
        check_submit(list(flashes))
    return raised.value


def test_a_basket_with_flashes_is_refused():
    assert may_submit([])
    check_submit([])
    fault = refused(Flash(type="BillingAddressRequired"), Flash(type="OrderTotalNotSet"))
    assert (fault.kind, fault.arguments) == (faults.VALIDATION, {"flashes": "BillingAddressRequired, OrderTotalNotSet"})


SHORT = Flash(type="ProductItemNotAvailable", details={"productId": "cup", "quantity": "3"})
GONE = Flash(type="InvalidProductItem", details={"productId": "cup"})
OPTION = Flash(type="InvalidOptionItem", details={"productId": "cup", "optionId": "warranty"})
VALUE = Flash(type="InvalidOptionItem", details={"productId": "cup", "optionId": "warranty", "optionValueId": "ten"})
NO_TOTAL = Flash(type="OrderTotalNotSet")


@pytest.mark.parametrize(
    ("flash", "fault"),
    [
        (SHORT, faults.PRODUCT_ITEM_NOT_AVAILABLE),
        (GONE, faults.INVALID_PRODUCT_ITEM),
        (OPTION, faults.INVALID_PRODUCT_OPTION_ITEM),
        (VALUE, faults.INVALID_PRODUCT_OPTION_VALUE_ITEM),
    ],
)
def test_products_alone_in_the_way_have_their_own_fault(flash: Flash, fault: faults.FaultType):
    raised = refused(NO_TOTAL, flash)
    assert raised.kind is fault
    assert raised.arguments["product_id"] == "cup"


def test_products_beside_something_else_in_the_way_do_not():
    assert refused(SHORT, Flash(type="BillingAddressRequired")).kind is faults.VALIDATION
    assert refused(NO_TOTAL).kind is faults.VALIDATION


def test_an_order_takes_products_and_parts_of_bundles_from_stock():
    made = basket(item("cup", "2"), item("starter", "3"), item("cup", "1", item_id="again"))
    assert stock_takes(made, shop(), PRODUCTS) == [("main", "cup", 9), ("main", "kettle", 3), ("main", "starter", 3)]


def test_a_list_may_keep_stock_of_bundles_alone():
    alone = shop(inventory_list=InventoryList(list_id="main", use_bundle_inventory_only=True))
    assert stock_takes(basket(item("starter")), alone, PRODUCTS) == [("main", "starter", 1)]


def test_an_item_may_name_its_own_inventory_list():
    made = basket(item("cup", inventory_id="store-7"), item("camera", "0.5"))
    assert stock_takes(made, shop(), PRODUCTS) == [("main", "camera", Decimal("0.5")), ("store-7", "cup", 1)]


def test_without_an_inventory_list_nothing_is_taken():
    assert stock_takes(basket(item("cup")), shop(inventory_list=None), PRODUCTS) == []
