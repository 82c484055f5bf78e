"""The basket, and the small documents it shares with the order.

Follows the documents page of the Shop API reference; the 15.2 order is that of the Orders page.
"""

from typing import Annotated, ClassVar

from counterfoil.documents.address import OrderAddress
from counterfoil.documents.enums import CHANNEL_TYPES, TAXATIONS
from counterfoil.documents.items import BonusDiscountLineItem, GiftCertificateItem, ProductItem, ShippingItem
from counterfoil.documents.note import Note
from counterfoil.documents.payment import OrderPaymentInstrument
from counterfoil.documents.pricing import CouponItem, PriceAdjustment
from counterfoil.documents.properties import (
    CustomDocument,
    DateTime,
    Document,
    Email,
    Money,
    Rate,
    RenderContext,
    prop,
)
from counterfoil.documents.shipment import Shipment


class SimpleLink(Document):
    link: str | None = None


class GroupedTaxItem(Document):
    tax_rate: Annotated[Rate | None, prop(read_only=True)] = None
    tax_value: Annotated[Money | None, prop(read_only=True)] = None


class CustomerInfo(CustomDocument):
    properties_15: ClassVar[tuple[str, ...] | None] = ("customer_no", "email")

    customer_id: Annotated[str | None, prop(max_length=100, read_only=True)] = None
    customer_name: Annotated[str | None, prop(read_only=True)] = None
    customer_no: Annotated[str | None, prop(max_length=100)] = None
    email: Annotated[Email | None, prop(mandatory=True)] = None


def notes_link(path: str, context: RenderContext) -> SimpleLink:
    """Link to the notes of a basket or an order; recorded links copy the query string of the request."""
    query = f"?{context.query}" if context.query else ""
    return SimpleLink(link=f"{context.base_url}/{path}/notes{query}")


def _notes(basket: "Basket", context: RenderContext) -> SimpleLink | None:
    return notes_link(f"baskets/{basket.basket_id}", context) if basket.basket_id else None


class ReservedUnits(Document):
    """Stock that is held for a basket; kept with it, never shown."""

    inventory_id: str = ""
    product_id: str = ""
    thousandths: int = 0


class Basket(CustomDocument):
    properties_15: ClassVar[tuple[str, ...] | None] = (
        "basket_id",
        "billing_address",
        "coupon_items",
        "creation_date",
        "customer_info",
        "currency",
        "order_price_adjustments",
        "order_total",
        "payment_instruments",
        "product_items",
        "product_sub_total",
        "product_total",
        "shipping_total",
        "shipments",
        "tax_total",
    )

    adjusted_merchandize_total_tax: Annotated[Money | None, prop(read_only=True, null=True)] = None
    adjusted_shipping_total_tax: Annotated[Money | None, prop(read_only=True, null=True)] = None
    agent_basket: Annotated[bool | None, prop(read_only=True)] = None
    basket_id: Annotated[str | None, prop(read_only=True)] = None
    billing_address: OrderAddress | None = None
    bonus_discount_line_items: Annotated[list[BonusDiscountLineItem] | None, prop(read_only=True)] = None
    channel_type: Annotated[str | None, prop(enum=CHANNEL_TYPES, read_only=True)] = None
    coupon_items: list[CouponItem] | None = None
    creation_date: Annotated[DateTime | None, prop(read_only=True)] = None
    currency: str | None = None
    customer_info: CustomerInfo | None = None
    gift_certificate_items: list[GiftCertificateItem] | None = None
    grouped_tax_items: Annotated[list[GroupedTaxItem] | None, prop(since="23.2", read_only=True)] = None
    inventory_reservation_expiry: Annotated[DateTime | None, prop(read_only=True)] = None
    last_modified: Annotated[DateTime | None, prop(read_only=True)] = None
    merchandize_total_tax: Annotated[Money | None, prop(read_only=True, null=True)] = None
    notes: Annotated[SimpleLink | None, prop(read_only=True, computed=_notes)] = None
    order_price_adjustments: list[PriceAdjustment] | None = None
    order_total: Annotated[Money | None, prop(read_only=True, null=True)] = None
    payment_instruments: list[OrderPaymentInstrument] | None = None
    product_items: list[ProductItem] | None = None
    product_sub_total: Annotated[Money | None, prop(read_only=True, null=True)] = None
    product_total: Annotated[Money | None, prop(read_only=True, null=True)] = None
    shipments: list[Shipment] | None = None
    shipping_items: list[ShippingItem] | None = None
    shipping_total: Annotated[Money | None, prop(read_only=True, null=True)] = None
    shipping_total_tax: Annotated[Money | None, prop(read_only=True, null=True)] = None
    source_code: str | None = None
    taxation: Annotated[str | None, prop(enum=TAXATIONS, read_only=True)] = None
    tax_rounded_at_group: Annotated[bool | None, prop(since="23.2", read_only=True)] = None
    tax_total: Annotated[Money | None, prop(read_only=True, null=True)] = None

    business_type: Annotated[str | None, prop(internal=True)] = None
    """``b2b`` where a script says so; all else is ``b2c``."""
    created_by: Annotated[str | None, prop(internal=True)] = None
    """Login of the agent who made the basket, else the literal Customer."""
    customer_name: Annotated[str | None, prop(internal=True)] = None
    """The name of its registered customer, kept for the order: recorded baskets do not show it."""
    given_customer_no: Annotated[str | None, prop(internal=True)] = None
    """The number that a script has written on the basket; it makes nobody its customer, and no order has it."""
    locale: Annotated[str | None, prop(internal=True)] = None
    note_list: Annotated[list[Note] | None, prop(internal=True)] = None
    registered: Annotated[bool | None, prop(internal=True)] = None
    """Whether the customer of customer_info is a registered one."""
    remote_host: Annotated[str | None, prop(internal=True)] = None
    reserved_units: Annotated[list[ReservedUnits] | None, prop(internal=True)] = None
    site_id: Annotated[str | None, prop(internal=True)] = None
    slot: Annotated[int | None, prop(internal=True)] = None
    """The place under the customer's quota of open baskets."""
    temporary: Annotated[bool | None, prop(internal=True)] = None
    """Whether a script made it to calculate something or to order, beside the basket the customer shops with."""


class BasketReference(Document):
    basket_id: Annotated[str | None, prop(mandatory=True)] = None
    customer_id: Annotated[str | None, prop(mandatory=True, max_length=100)] = None


class BasketsResult(Document):
    baskets: list[Basket] | None = None
    total: int | None = None
