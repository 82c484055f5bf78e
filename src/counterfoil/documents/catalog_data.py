"""Catalogs as the rules use them: products with their options, variations and images, and categories.

Follows the catalog section of the site archive format; names are its element names with underscores.
"""

from decimal import Decimal
from typing import Any

from msgspec import field

from counterfoil.documents.record import Record, Texts


class SiteFlag(Record):
    """A boolean with overrides by site id."""

    default: bool = False
    sites: dict[str, bool] = {}

    def on(self, site_id: str) -> bool:
        """Return the flag for a site."""
        return self.sites.get(site_id, self.default)


class BundledProduct(Record):
    product_id: str
    quantity: Decimal


class OptionValuePrice(Record):
    currency: str
    price: Decimal


class ProductOptionValue(Record):
    value_id: str
    default: bool = False
    display_value: Texts = {}
    product_id_modifier: str | None = None
    prices: list[OptionValuePrice] = []


class ProductOption(Record):
    option_id: str
    display_name: Texts = {}
    description: Texts = {}
    image: Texts = {}
    values: list[ProductOptionValue] = []


class VariationValue(Record):
    value: str
    display_value: Texts = {}
    description: Texts = {}


class VariationAttribute(Record):
    attribute_id: str
    variation_attribute_id: str
    display_name: Texts = {}
    values: list[VariationValue] = []


class ProductVariant(Record):
    product_id: str
    default: bool = False


class ProductImage(Record):
    path: str
    alt: Texts = {}
    title: Texts = {}


class ProductImageGroup(Record):
    view_type: str
    variation: dict[str, str] = {}
    images: list[ProductImage] = []


class ProductLinkData(Record):
    """A link to another product; ``type`` is the archive's word (``cross-sell``)."""

    product_id: str
    type: str


class RecommendationData(Record):
    """What a catalog recommends beside a product; ``type`` is the number of a kind of recommendation."""

    target_id: str
    type: int
    name: Texts = {}
    callout_msg: Texts = {}
    short_description: Texts = {}
    long_description: Texts = {}
    image: ProductImage | None = None
    custom_attributes: dict[str, Any] = {}


class ProductData(Record):
    """A product of a catalog, with the relations resolved that its own element does not hold."""

    product_id: str
    catalog_id: str = ""
    ean: str | None = None
    upc: str | None = None
    unit: str | None = None
    min_order_quantity: Decimal = Decimal(1)
    step_quantity: Decimal = Decimal(1)
    display_name: Texts = {}
    short_description: Texts = {}
    long_description: Texts = {}
    page_title: Texts = {}
    page_description: Texts = {}
    page_keywords: Texts = {}
    online_flag: SiteFlag = field(default_factory=SiteFlag)
    online_from: int | None = None
    online_to: int | None = None
    site_online_from: dict[str, int] = {}
    """Site id -> start of its own online period, where it differs."""
    site_online_to: dict[str, int] = {}
    searchable_flag: SiteFlag = field(default_factory=lambda: SiteFlag(default=True))
    unit_measure: str | None = None
    unit_quantity: Decimal | None = None
    classification_category: str | None = None
    tax_class_id: str | None = None
    brand: str | None = None
    manufacturer_name: str | None = None
    manufacturer_sku: str | None = None
    image_groups: list[ProductImageGroup] = []
    custom_attributes: dict[str, Any] = {}
    """Values for every site and language; typed by the metadata where it is known."""
    site_custom_attributes: dict[str, dict[str, Any]] = {}
    """Site id -> the values that differ there."""
    localized_custom_attributes: dict[str, dict[str, Any]] = {}
    """Language tag -> the values in that language."""
    bundled_products: list[BundledProduct] = []
    product_set_products: list[str] = []
    options: list[ProductOption] = []
    variation_attributes: list[VariationAttribute] = []
    variants: list[ProductVariant] = []
    variation_groups: list[str] = []
    """Of a master: the ids of its variation groups."""
    variation_group: bool = False
    """The product is itself a variation group of ``master_product_id``."""
    master_product_id: str | None = None
    categories: dict[str, str] = {}
    """Catalog id -> the primary (else first) category the product is assigned to there."""
    category_assignments: dict[str, list[str]] = {}
    """Catalog id -> all categories the product is assigned to there, the primary one first."""
    product_links: list[ProductLinkData] = []
    linked_from: list[str] = []
    """Products that link here, or once did: who wants to know reads their own links."""
    recommendations: dict[str, list[RecommendationData]] = {}
    """Catalog id -> what it recommends beside the product, in its order."""


class RefinementDefinition(Record):
    """What the search offers to refine by in a category."""

    attribute_id: str
    """As the API names it: ``cgid``, ``price``, ``brand``, ``c_color``."""
    display_name: Texts = {}


class Category(Record):
    catalog_id: str
    category_id: str
    parent: str | None = None
    display_name: Texts = {}
    description: Texts = {}
    online_flag: bool = False
    online_from: int | None = None
    online_to: int | None = None
    position: Decimal | None = None
    image: str | None = None
    thumbnail: str | None = None
    page_title: Texts = {}
    page_description: Texts = {}
    page_keywords: Texts = {}
    refinements: list[RefinementDefinition] = []
    custom_attributes: dict[str, Any] = {}
