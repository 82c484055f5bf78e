"""Shipments and shipping methods.

Follows the documents page of the Shop API reference; the 15.2 order is that of the Orders page.
"""

from typing import Annotated, ClassVar

from counterfoil.documents.address import OrderAddress
from counterfoil.documents.enums import SHIPMENT_SHIPPING_STATUSES
from counterfoil.documents.promotion import promotion_url
from counterfoil.documents.properties import CustomDocument, Document, Money, RenderContext, prop


def _promotion_link(promotion: "ShippingPromotion", context: RenderContext) -> str | None:
    """Link to the promotion; recorded links copy the query string of the request, as those to notes do."""
    address = promotion_url(promotion, context)
    return f"{address}?{context.query}" if address and context.query else address


class ShippingPromotion(CustomDocument):
    callout_msg: str | None = None
    link: Annotated[str | None, prop(computed=_promotion_link)] = None
    promotion_id: str | None = None
    promotion_name: str | None = None


class ShippingMethod(CustomDocument):
    properties_15: ClassVar[tuple[str, ...] | None] = ("id", "name", "description")

    description: str | None = None
    external_shipping_method: str | None = None
    id: Annotated[str | None, prop(mandatory=True, max_length=256)] = None
    name: str | None = None
    price: Money | None = None
    shipping_promotions: list[ShippingPromotion] | None = None


class ShippingMethodResult(Document):
    applicable_shipping_methods: list[ShippingMethod] | None = None
    default_shipping_method_id: str | None = None


class Shipment(CustomDocument):
    properties_15: ClassVar[tuple[str, ...] | None] = ("id", "shipping_address", "shipping_method")

    adjusted_merchandize_total_tax: Annotated[Money | None, prop(read_only=True, null=True)] = None
    adjusted_shipping_total_tax: Annotated[Money | None, prop(read_only=True, null=True)] = None
    gift: bool | None = None
    gift_message: str | None = None
    merchandize_total_tax: Annotated[Money | None, prop(read_only=True, null=True)] = None
    product_sub_total: Annotated[Money | None, prop(read_only=True, null=True)] = None
    product_total: Annotated[Money | None, prop(read_only=True, null=True)] = None
    shipment_id: Annotated[str | None, prop(named_15="id")] = None
    shipment_no: str | None = None
    shipment_total: Annotated[Money | None, prop(read_only=True, null=True)] = None
    shipping_address: OrderAddress | None = None
    shipping_method: ShippingMethod | None = None
    shipping_status: Annotated[str | None, prop(enum=SHIPMENT_SHIPPING_STATUSES, read_only=True)] = None
    shipping_total: Annotated[Money | None, prop(read_only=True, null=True)] = None
    shipping_total_tax: Annotated[Money | None, prop(read_only=True, null=True)] = None
    tax_total: Annotated[Money | None, prop(read_only=True, null=True)] = None
    tracking_number: str | None = None
