"""The documents that the seed page and the recorded answers show, as the server holds them."""

from decimal import Decimal

from counterfoil.documents.address import OrderAddress
from counterfoil.documents.basket import Basket, CustomerInfo
from counterfoil.documents.flash import Flash
from counterfoil.documents.items import ProductItem, ShippingItem
from counterfoil.documents.order import Order
from counterfoil.documents.payment import OrderPaymentInstrument, PaymentCard
from counterfoil.documents.pricing import PriceAdjustment
from counterfoil.documents.shipment import Shipment, ShippingMethod
from counterfoil.versions import parse_version

V15_2 = parse_version("15.2")
V23_1 = parse_version("23.1")
EMPTY_ADDRESS = dict.fromkeys(OrderAddress.properties_15 or (), "")


def seed_order() -> Order:
    """The order of the 15.2 Orders page, with values only later versions show."""
    return Order(
        creation_date="2014-06-15T04:02:33.123Z",
        customer_info=CustomerInfo(customer_id="abcdefghijklmnopqrstuvwxyz", email="jeff@example.com"),
        currency="USD",
        order_no="1234567890",
        order_price_adjustments=[_adjustment("10$ off", "-10.00")],
        order_token="8dewokhrqwcdkjs83-46sjfdnbswr982nf63ks0sm-fnk23y6",
        order_total=Decimal("101.00"),
        payment_instruments=[
            OrderPaymentInstrument(
                payment_instrument_id="ce6QR9aaabmakaaadf1KdLcXoH",
                payment_method_id="CREDIT_CARD.Visa",
                payment_card=PaymentCard(
                    card_type="Visa",
                    credit_card_expired=True,
                    expiration_month=12,
                    expiration_year=2018,
                    holder="Jeff Lebowski",
                    masked_number="************1111",
                    number_last_digits="1111",
                ),
                amount=Decimal("0.00"),
            )
        ],
        product_items=[
            _seed_item("123", "foo", "2", "30.00", "60.00"),
            _seed_item("456", "bar", "1", "40.00", "40.00", [_adjustment("10% off", "-4.00")]),
        ],
        product_sub_total=Decimal("96.00"),
        product_total=Decimal("86.00"),
        shipping_total=Decimal("5.00"),
        shipments=[
            Shipment(
                shipment_id="default",
                shipping_address=OrderAddress(id="0" * 26, full_name="", **EMPTY_ADDRESS),
                shipping_method=ShippingMethod(
                    id="001",
                    name="Ground",
                    description="Order received within 7-10 business days",
                    price=Decimal("5.00"),
                ),
                shipping_status="not_shipped",
            )
        ],
        site_id="RefArch",
        status="created",
        tax_total=Decimal("9.10"),
        taxation="net",
    )


def _adjustment(name: str, price: str) -> PriceAdjustment:
    return PriceAdjustment(promotion_id=name, item_text=name, price=Decimal(price), manual=False, custom=False)


def _seed_item(
    product_id: str,
    name: str,
    quantity: str,
    base_price: str,
    price: str,
    adjustments: list[PriceAdjustment] | None = None,
) -> ProductItem:
    return ProductItem(
        product_id=product_id,
        item_id=product_id,
        item_text="Product foo",
        quantity=Decimal(quantity),
        product_name=name,
        base_price=Decimal(base_price),
        price=Decimal(price),
        price_adjustments=adjustments,
        tax=Decimal("3.00"),
    )


BASKET_ID = "6d0ef818e2b431645b844e6ac2"
ITEM_ID = "b5a1ff8e9c2d41e3a7c0d9f1e2"


def recorded_basket() -> Basket:
    """The new basket with one item of the recorded answers, 21.3."""
    return Basket(
        adjusted_merchandize_total_tax=Decimal("0.75"),
        agent_basket=False,
        basket_id=BASKET_ID,
        channel_type="storefront",
        creation_date="2021-04-08T19:54:00.772Z",
        currency="USD",
        customer_info=CustomerInfo(customer_id="abmes2mbk3lXkRlHFJwGYYkuxJ", email=""),
        last_modified="2021-04-08T19:54:02.996Z",
        merchandize_total_tax=Decimal("0.75"),
        product_items=[
            ProductItem(
                adjusted_tax=Decimal("0.75"),
                base_price=Decimal("14.99"),
                bonus_product_line_item=False,
                gift=False,
                item_id=ITEM_ID,
                item_text="Turquoise and Gold Hoop Earring",
                price=Decimal("14.99"),
                price_after_item_discount=Decimal("14.99"),
                price_after_order_discount=Decimal("14.99"),
                product_id="013742003314M",
                product_name="Turquoise and Gold Hoop Earring",
                quantity=Decimal(1),
                shipment_id="me",
                tax=Decimal("0.75"),
                tax_basis=Decimal("14.99"),
                tax_class_id="standard",
                tax_rate=Decimal("0.0500"),
            )
        ],
        product_sub_total=Decimal("14.99"),
        product_total=Decimal("14.99"),
        shipments=[
            Shipment(
                adjusted_merchandize_total_tax=Decimal("0.75"),
                gift=False,
                merchandize_total_tax=Decimal("0.75"),
                product_sub_total=Decimal("14.99"),
                product_total=Decimal("14.99"),
                shipment_id="me",
                shipping_status="not_shipped",
            )
        ],
        shipping_items=[
            ShippingItem(item_id="c" * 26, item_text="Shipping", shipment_id="me", tax_rate=Decimal("0.05"))
        ],
        taxation="net",
        locale="en_US",
        remote_host="192.0.2.1",
        site_id="RefArch",
    )


def recorded_flashes() -> list[Flash]:
    """The first and the fourth of the recorded flashes: one without details, one with."""
    return [
        Flash(
            type="PaymentMethodRequired",
            message="No payment method ID was specified. Please provide a valid payment method ID.",
            path="$.payment_instruments[0].payment_method_id",
        ),
        Flash(
            type="ShippingAddressRequired",
            message="No shipping address was specified. Please provide a valid shipping address.",
            path="$.shipments[0].shipping_address",
            details={"shipmentId": "me"},
        ),
    ]
