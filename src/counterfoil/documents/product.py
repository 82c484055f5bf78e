"""The product as far as baskets and order clients need it, with its variations, options and stock.

Follows the documents page of the Shop API reference.
"""

from typing import Annotated, Protocol
from urllib.parse import quote

from counterfoil.documents.promotion import promotion_url
from counterfoil.documents.properties import (
    CustomDocument,
    DateTime,
    Document,
    Money,
    Quantity,
    RenderContext,
    prop,
)


class _NamesProduct(Protocol):
    product_id: str | None


def product_url(document: _NamesProduct, context: RenderContext) -> str | None:
    """Return the address of the product a document names."""
    return _product(document.product_id, context)


def _product(product_id: str | None, context: RenderContext) -> str | None:
    return f"{context.base_url}/products/{quote(product_id, safe='')}" if product_id else None


def _master_url(master: "Master", context: RenderContext) -> str | None:
    return _product(master.master_id, context)


def _source_url(link: "ProductLink", context: RenderContext) -> str | None:
    return _product(link.source_product_id, context)


def _target_url(link: "ProductLink", context: RenderContext) -> str | None:
    return _product(link.target_product_id, context)


class ProductType(Document):
    bundle: bool | None = None
    item: bool | None = None
    master: bool | None = None
    option: bool | None = None
    set: bool | None = None
    variant: bool | None = None
    variation_group: bool | None = None


class Inventory(Document):
    ats: Quantity | None = None
    backorderable: bool | None = None
    id: Annotated[str | None, prop(mandatory=True)] = None
    in_stock_date: DateTime | None = None
    orderable: bool | None = None
    preorderable: bool | None = None
    stock_level: Quantity | None = None


class Image(Document):
    alt: str | None = None
    dis_base_link: str | None = None
    link: Annotated[str | None, prop(mandatory=True, min_length=1)] = None
    title: str | None = None


class VariationAttributeValue(Document):
    description: str | None = None
    image: Image | None = None
    image_swatch: Image | None = None
    name: str | None = None
    orderable: bool | None = None
    value: Annotated[str | None, prop(mandatory=True)] = None


class VariationAttribute(CustomDocument):
    id: Annotated[str | None, prop(mandatory=True, min_length=1)] = None
    name: str | None = None
    values: list[VariationAttributeValue] | None = None


class ImageGroup(Document):
    images: list[Image] | None = None
    variation_attributes: list[VariationAttribute] | None = None
    view_type: str | None = None


class OptionValue(CustomDocument):
    default: bool | None = None
    id: Annotated[str | None, prop(mandatory=True, max_length=100, min_length=1)] = None
    name: str | None = None
    price: Money | None = None


class Option(CustomDocument):
    description: str | None = None
    id: Annotated[str | None, prop(mandatory=True, max_length=100, min_length=1)] = None
    image: str | None = None
    name: str | None = None
    values: list[OptionValue] | None = None


class Variant(Document):
    link: Annotated[str | None, prop(mandatory=True, min_length=1, computed=product_url)] = None
    orderable: bool | None = None
    price: Money | None = None
    product_id: Annotated[str | None, prop(mandatory=True, max_length=100, min_length=1)] = None
    variation_values: dict[str, str] | None = None


class VariationGroup(Document):
    link: Annotated[str | None, prop(mandatory=True, min_length=1, computed=product_url)] = None
    orderable: bool | None = None
    price: Money | None = None
    product_id: Annotated[str | None, prop(mandatory=True, max_length=100, min_length=1)] = None
    variation_values: dict[str, str] | None = None


class Master(Document):
    link: Annotated[str | None, prop(mandatory=True, min_length=1, computed=_master_url)] = None
    master_id: Annotated[str | None, prop(mandatory=True, max_length=100, min_length=1)] = None
    orderable: bool | None = None
    price: Money | None = None
    price_max: Money | None = None
    prices: dict[str, Money] | None = None


class ProductLink(Document):
    source_product_id: Annotated[str | None, prop(mandatory=True, max_length=100, min_length=1)] = None
    source_product_link: Annotated[str | None, prop(computed=_source_url)] = None
    target_product_id: Annotated[str | None, prop(mandatory=True, max_length=100, min_length=1)] = None
    target_product_link: Annotated[str | None, prop(computed=_target_url)] = None
    type: str | None = None


class ProductPromotion(Document):
    callout_msg: str | None = None
    link: Annotated[str | None, prop(computed=promotion_url)] = None
    promotional_price: Money | None = None
    promotion_id: str | None = None


class RecommendationType(Document):
    display_value: str | None = None
    value: int | None = None


class Recommendation(CustomDocument):
    callout_msg: str | None = None
    image: Image | None = None
    long_description: str | None = None
    name: str | None = None
    recommendation_type: RecommendationType | None = None
    recommended_item_id: str | None = None
    recommended_item_type: str | None = None
    short_description: str | None = None


class BundledProduct(Document):
    id: Annotated[str | None, prop(mandatory=True, max_length=100, min_length=1)] = None
    product: "Product | None" = None
    quantity: Quantity | None = None


class Product(CustomDocument):
    brand: str | None = None
    bundled_products: list[BundledProduct] | None = None
    currency: str | None = None
    ean: str | None = None
    fetch_date: int | None = None
    id: Annotated[str | None, prop(mandatory=True, max_length=100, min_length=1)] = None
    image_groups: list[ImageGroup] | None = None
    inventories: list[Inventory] | None = None
    inventory: Inventory | None = None
    long_description: str | None = None
    manufacturer_name: str | None = None
    manufacturer_sku: str | None = None
    master: Master | None = None
    min_order_quantity: Quantity | None = None
    name: str | None = None
    options: list[Option] | None = None
    page_description: str | None = None
    page_keywords: str | None = None
    page_title: str | None = None
    price: Money | None = None
    price_max: Money | None = None
    prices: dict[str, Money] | None = None
    primary_category_id: str | None = None
    product_links: list[ProductLink] | None = None
    product_promotions: list[ProductPromotion] | None = None
    recommendations: list[Recommendation] | None = None
    set_products: list["Product"] | None = None
    short_description: str | None = None
    step_quantity: Quantity | None = None
    type: ProductType | None = None
    unit: str | None = None
    upc: str | None = None
    valid_from: Annotated[DateTime | None, prop(since="18.1")] = None
    valid_to: Annotated[DateTime | None, prop(since="18.1")] = None
    variants: list[Variant] | None = None
    variation_attributes: list[VariationAttribute] | None = None
    variation_groups: list[VariationGroup] | None = None
    variation_values: dict[str, str] | None = None


class ProductResult(Document):
    count: int | None = None
    data: list[Product] | None = None
    total: int | None = None
