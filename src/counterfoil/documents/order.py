"""The order, and the lists orders come in.

Follows the documents page of the Shop API reference; the 15.2 order is that of the Orders page.
"""

from typing import Annotated, ClassVar

from msgspec import field

from counterfoil.documents.address import OrderAddress
from counterfoil.documents.basket import CustomerInfo, GroupedTaxItem, SimpleLink, notes_link
from counterfoil.documents.enums import (
    CHANNEL_TYPES,
    CONFIRMATION_STATUSES,
    EXPORT_STATUSES,
    ORDER_SHIPPING_STATUSES,
    ORDER_STATUSES,
    PAYMENT_STATUSES,
    TAXATIONS,
)
from counterfoil.documents.items import BonusDiscountLineItem, GiftCertificateItem, ProductItem, ShippingItem
from counterfoil.documents.note import Note
from counterfoil.documents.payment import OrderPaymentInstrument
from counterfoil.documents.pricing import CouponItem, PriceAdjustment
from counterfoil.documents.properties import CustomDocument, DateTime, Document, Money, RenderContext, prop
from counterfoil.documents.shipment import Shipment


def _notes(order: "Order", context: RenderContext) -> SimpleLink | None:
    return notes_link(f"orders/{order.order_no}", context) if order.order_no else None


class Order(CustomDocument):
    properties_15: ClassVar[tuple[str, ...] | None] = (
        "billing_address",
        "coupon_items",
        "creation_date",
        "customer_info",
        "currency",
        "order_no",
        "order_price_adjustments",
        "order_token",
        "order_total",
        "payment_instruments",
        "product_items",
        "product_sub_total",
        "product_total",
        "shipping_total",
        "shipments",
        "status",
        "tax_total",
    )

    adjusted_merchandize_total_tax: Annotated[Money | None, prop(read_only=True, null=True)] = None
    adjusted_shipping_total_tax: Annotated[Money | None, prop(read_only=True, null=True)] = None
    billing_address: Annotated[OrderAddress | None, prop(read_only=True)] = None
    bonus_discount_line_items: Annotated[list[BonusDiscountLineItem] | None, prop(read_only=True)] = None
    channel_type: Annotated[str | None, prop(enum=CHANNEL_TYPES, read_only=True)] = None
    confirmation_status: Annotated[str | None, prop(enum=CONFIRMATION_STATUSES, read_only=True)] = None
    coupon_items: Annotated[list[CouponItem] | None, prop(read_only=True)] = None
    created_by: Annotated[str | None, prop(read_only=True)] = None
    creation_date: Annotated[DateTime | None, prop(read_only=True)] = None
    currency: Annotated[str | None, prop(read_only=True)] = None
    customer_info: Annotated[CustomerInfo | None, prop(read_only=True)] = None
    customer_name: Annotated[str | None, prop(read_only=True)] = None
    export_status: Annotated[str | None, prop(enum=EXPORT_STATUSES, read_only=True)] = None
    external_order_status: Annotated[str | None, prop(read_only=True)] = None
    gift_certificate_items: Annotated[list[GiftCertificateItem] | None, prop(read_only=True)] = None
    global_party_id: Annotated[str | None, prop(since="18.1", read_only=True)] = None
    grouped_tax_items: Annotated[list[GroupedTaxItem] | None, prop(since="23.2", read_only=True)] = None
    last_modified: Annotated[DateTime | None, prop(read_only=True)] = None
    merchandize_total_tax: Annotated[Money | None, prop(read_only=True, null=True)] = None
    notes: Annotated[SimpleLink | None, prop(read_only=True, computed=_notes)] = None
    order_no: Annotated[str | None, prop(read_only=True)] = None
    order_price_adjustments: Annotated[list[PriceAdjustment] | None, prop(read_only=True)] = None
    order_token: Annotated[str | None, prop(read_only=True)] = None
    order_total: Annotated[Money | None, prop(read_only=True, null=True)] = None
    payment_instruments: Annotated[list[OrderPaymentInstrument] | None, prop(read_only=True)] = None
    payment_status: Annotated[str | None, prop(enum=PAYMENT_STATUSES, read_only=True)] = None
    product_items: Annotated[list[ProductItem] | None, prop(read_only=True)] = None
    product_sub_total: Annotated[Money | None, prop(read_only=True, null=True)] = None
    product_total: Annotated[Money | None, prop(read_only=True, null=True)] = None
    shipments: Annotated[list[Shipment] | None, prop(read_only=True)] = None
    shipping_items: Annotated[list[ShippingItem] | None, prop(read_only=True)] = None
    shipping_status: Annotated[str | None, prop(enum=ORDER_SHIPPING_STATUSES, read_only=True)] = None
    shipping_total: Annotated[Money | None, prop(read_only=True, null=True)] = None
    shipping_total_tax: Annotated[Money | None, prop(read_only=True, null=True)] = None
    site_id: Annotated[str | None, prop(read_only=True)] = None
    source_code: Annotated[str | None, prop(read_only=True)] = None
    status: Annotated[str | None, prop(enum=ORDER_STATUSES)] = None
    taxation: Annotated[str | None, prop(enum=TAXATIONS, read_only=True)] = None
    tax_rounded_at_group: Annotated[bool | None, prop(since="23.2", read_only=True)] = None
    tax_total: Annotated[Money | None, prop(read_only=True, null=True)] = None

    basket_id: Annotated[str | None, prop(internal=True)] = None
    """The basket the order was made of."""
    locale: Annotated[str | None, prop(internal=True)] = None
    note_list: Annotated[list[Note] | None, prop(internal=True)] = None
    registered: Annotated[bool | None, prop(internal=True)] = None
    """Whether the customer of customer_info is a registered one."""
    remote_host: Annotated[str | None, prop(internal=True)] = None

    # What scripts of cartridges keep with an order.
    affiliate_partner_id: Annotated[str | None, prop(internal=True)] = None
    affiliate_partner_name: Annotated[str | None, prop(internal=True)] = None
    business_type: Annotated[str | None, prop(internal=True)] = None
    cancel_code: Annotated[str | None, prop(internal=True)] = None
    cancel_description: Annotated[str | None, prop(internal=True)] = None
    customer_order_reference: Annotated[str | None, prop(internal=True)] = None
    export_after: Annotated[DateTime | None, prop(internal=True)] = None
    external_order_no: Annotated[str | None, prop(internal=True)] = None
    external_order_text: Annotated[str | None, prop(internal=True)] = None
    invoice_no: Annotated[str | None, prop(internal=True)] = None
    replace_code: Annotated[str | None, prop(internal=True)] = None
    replace_description: Annotated[str | None, prop(internal=True)] = None


class OrderResult(Document):
    """The list of 15.2."""

    count: Annotated[int | None, prop(read_only=True)] = None
    data: Annotated[list[Order] | None, prop(read_only=True)] = None
    from_: Annotated[DateTime | None, prop(read_only=True)] = field(default=None, name="from")
    next: Annotated[str | None, prop(read_only=True)] = None
    previous: Annotated[str | None, prop(read_only=True)] = None
    start: Annotated[int | None, prop(minimum=0, read_only=True)] = None
    status: Annotated[str | None, prop(enum=ORDER_STATUSES, read_only=True)] = None
    total: Annotated[int | None, prop(read_only=True)] = None
    until: Annotated[DateTime | None, prop(read_only=True)] = None


class CustomerOrderResult(Document):
    count: int | None = None
    data: list[Order] | None = None
    next: str | None = None
    previous: str | None = None
    select: str | None = None
    start: Annotated[int | None, prop(minimum=0)] = None
    total: int | None = None
