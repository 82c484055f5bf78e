"""The line items of a basket or an order.

Follows the documents page of the Shop API reference; the 15.2 order is that of the Orders page.
"""

from typing import Annotated, Any, ClassVar

from counterfoil.documents.pricing import PriceAdjustment
from counterfoil.documents.product import product_url
from counterfoil.documents.properties import CustomDocument, Document, Money, Quantity, Rate, prop


class ProductListItemReference(Document):
    id: Annotated[str | None, prop(mandatory=True, min_length=1)] = None
    priority: int | None = None
    public: bool | None = None
    purchased_quantity: Quantity | None = None
    quantity: Quantity | None = None
    type: str | None = None


class ProductItem(CustomDocument):
    properties_15: ClassVar[tuple[str, ...] | None] = (
        "product_id",
        "item_text",
        "quantity",
        "product_name",
        "base_price",
        "price",
        "price_adjustments",
        "option_items",
        "bundled_product_items",
        "inventory_id",
    )

    adjusted_tax: Annotated[Money | None, prop(read_only=True, null=True)] = None
    base_price: Annotated[Money | None, prop(read_only=True, null=True)] = None
    bonus_discount_line_item_id: str | None = None
    bonus_product_line_item: Annotated[bool | None, prop(read_only=True)] = None
    bundled_product_items: Annotated[list["ProductItem"] | None, prop(read_only=True)] = None
    gift: Annotated[bool | None, prop(since="17.8")] = None
    gift_message: Annotated[str | None, prop(since="17.8")] = None
    inventory_id: Annotated[str | None, prop(max_length=256)] = None
    item_id: Annotated[str | None, prop(read_only=True)] = None
    item_text: Annotated[str | None, prop(read_only=True)] = None
    option_items: list["OptionItem"] | None = None
    price: Annotated[Money | None, prop(read_only=True, null=True)] = None
    price_adjustments: list[PriceAdjustment] | None = None
    price_after_item_discount: Annotated[Money | None, prop(read_only=True, null=True)] = None
    price_after_order_discount: Annotated[Money | None, prop(read_only=True, null=True)] = None
    product_id: Annotated[str | None, prop(max_length=100)] = None
    product_list_item: ProductListItemReference | None = None
    product_name: Annotated[str | None, prop(read_only=True)] = None
    quantity: Annotated[Quantity | None, prop(mandatory=True, minimum=0, maximum=999)] = None
    shipment_id: str | None = None
    shipping_item_id: Annotated[str | None, prop(read_only=True)] = None
    tax: Annotated[Money | None, prop(read_only=True, null=True)] = None
    tax_basis: Annotated[Money | None, prop(read_only=True, null=True)] = None
    tax_class_id: Annotated[str | None, prop(read_only=True, null=True)] = None
    tax_rate: Annotated[Rate | None, prop(read_only=True, null=True)] = None

    # What scripts of cartridges keep with a line.
    category_id: Annotated[str | None, prop(internal=True)] = None
    external_line_item_status: Annotated[str | None, prop(internal=True)] = None
    external_line_item_text: Annotated[str | None, prop(internal=True)] = None
    manufacturer_name: Annotated[str | None, prop(internal=True)] = None
    manufacturer_sku: Annotated[str | None, prop(internal=True)] = None
    position: Annotated[int | None, prop(internal=True)] = None
    taxes: Annotated[list[dict[str, Any]] | None, prop(internal=True)] = None
    """The taxes that a script has put together to that of the line, each by its id."""


class OptionItem(ProductItem):
    properties_15: ClassVar[tuple[str, ...] | None] = (
        "option_id",
        "option_value_id",
        "item_text",
        "quantity",
        "product_name",
        "base_price",
        "price",
        "price_adjustments",
    )

    option_id: Annotated[str | None, prop(mandatory=True, max_length=256)] = None
    option_value_id: Annotated[str | None, prop(mandatory=True, max_length=256)] = None
    quantity: Annotated[Quantity | None, prop(minimum=0, maximum=999)] = None


class ShippingItem(CustomDocument):
    adjusted_tax: Annotated[Money | None, prop(read_only=True, null=True)] = None
    base_price: Annotated[Money | None, prop(read_only=True, null=True)] = None
    item_id: str | None = None
    item_text: Annotated[str | None, prop(read_only=True)] = None
    price: Annotated[Money | None, prop(read_only=True, null=True)] = None
    price_adjustments: list[PriceAdjustment] | None = None
    price_after_item_discount: Annotated[Money | None, prop(read_only=True, null=True)] = None
    shipment_id: str | None = None
    tax: Annotated[Money | None, prop(read_only=True, null=True)] = None
    tax_basis: Annotated[Money | None, prop(read_only=True, null=True)] = None
    tax_class_id: Annotated[str | None, prop(read_only=True, null=True)] = None
    tax_rate: Annotated[Rate | None, prop(read_only=True, null=True)] = None

    shipping_id: Annotated[str | None, prop(internal=True)] = None
    """What a script calls a shipping item that is not the standard one of its shipment."""
    surcharge: Annotated[bool | None, prop(internal=True)] = None
    """Of a product's own shipping item: whether its price comes on top of the shipment's, and not in its place."""
    taxes: Annotated[list[dict[str, Any]] | None, prop(internal=True)] = None
    """The taxes that a script has put together to that of the line, each by its id."""


class GiftCertificateItem(CustomDocument):
    amount: Annotated[Money | None, prop(mandatory=True)] = None
    gift_certificate_item_id: Annotated[str | None, prop(read_only=True)] = None
    message: Annotated[str | None, prop(max_length=4000)] = None
    recipient_email: Annotated[str | None, prop(mandatory=True, min_length=1)] = None
    recipient_name: str | None = None
    sender_name: str | None = None
    shipment_id: str | None = None

    merchant_id: Annotated[str | None, prop(internal=True)] = None
    """On an order: the gift certificate that was sold."""


class ProductDetailsLink(Document):
    link: Annotated[str | None, prop(computed=product_url)] = None
    product_description: str | None = None
    product_id: Annotated[str | None, prop(mandatory=True)] = None
    product_name: str | None = None
    title: str | None = None


class BonusDiscountLineItem(CustomDocument):
    bonus_products: Annotated[list[ProductDetailsLink] | None, prop(read_only=True)] = None
    coupon_code: Annotated[str | None, prop(read_only=True)] = None
    id: Annotated[str | None, prop(read_only=True)] = None
    max_bonus_items: Annotated[int | None, prop(read_only=True)] = None
    promotion_id: Annotated[str | None, prop(read_only=True)] = None
