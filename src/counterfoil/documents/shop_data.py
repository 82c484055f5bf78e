"""Shop data as the rules use it: what a site archive says, one record per stored row.

Follows the site archive format; names are its element names with underscores.
"""

from decimal import Decimal
from typing import Any

import msgspec
from msgspec import field

from counterfoil.documents.catalog_data import ProductData
from counterfoil.documents.product_rules import ProductSpecification
from counterfoil.documents.record import Record, Texts


class PriceEntry(Record):
    quantity: Decimal = Decimal(1)
    amount: Decimal | None = None
    percentage: Decimal | None = None


class PriceTable(Record):
    """A product's prices in one price book between two instants."""

    online_from: int | None = None
    online_to: int | None = None
    entries: list[PriceEntry] = []
    price_info: str | None = None


class PriceRow(Record):
    """All price tables of one product in one price book."""

    pricebook_id: str
    product_id: str
    tables: list[PriceTable] = []


class PriceBook(Record):
    pricebook_id: str
    currency: str
    online_flag: bool = True
    online_from: int | None = None
    online_to: int | None = None
    parent: str | None = None
    display_name: Texts = {}
    description: Texts = {}


class InventoryList(Record):
    list_id: str
    default_instock: bool = False
    on_order: bool = False
    use_bundle_inventory_only: bool = False
    description: str | None = None


class InventoryRecord(Record):
    """Stock of one product as imported; what is sold since is counted in the store."""

    list_id: str
    product_id: str
    allocation: Decimal = Decimal(0)
    perpetual: bool = False
    handling: str = "none"
    preorder_backorder_allocation: Decimal = Decimal(0)
    in_stock_datetime: int | None = None
    custom_attributes: dict[str, Any] = {}


class ScaleEntry(Record):
    """A step of a shipping cost table: from this order value on, an amount or a percentage."""

    order_value: Decimal
    amount: Decimal | None = None
    percentage: Decimal | None = None


class ProductCostGroup(Record):
    """Fixed price or surcharge per item for the products named."""

    products: ProductSpecification = field(default_factory=lambda: ProductSpecification(included=[]))
    fixed_price: Decimal | None = None
    surcharge: Decimal | None = None


class AddressCondition(Record):
    """Compare one path of the address; the groups of them name what is excluded."""

    attribute_path: str
    operator: str
    values: list[str] = []


class AddressConditionGroup(Record):
    match_mode: str = "all"
    conditions: list[AddressCondition] = []


class ShippingMethodData(Record):
    method_id: str
    default: bool = False
    online_flag: bool = False
    display_name: Texts = {}
    description: Texts = {}
    external_shipping_method: str | None = None
    base_method: str | None = None
    """The method whose settings fill what this one leaves out; they are filled in when it is imported."""
    tax_class_id: str | None = None
    price_table: list[ScaleEntry] = []
    product_cost_groups: list[ProductCostGroup] = []
    excluded_products: ProductSpecification | None = None
    excluded_addresses: list[AddressConditionGroup] = []
    currency: str | None = None
    customer_groups: list[str] = []
    custom_attributes: dict[str, Any] = {}


class AddressMapping(Record):
    key1: str
    key2: str = "-"


class TaxJurisdiction(Record):
    jurisdiction_id: str
    default: bool = False
    address_mappings: list[AddressMapping] = []


class TaxClass(Record):
    class_id: str
    default: bool = False


class TaxData(Record):
    """A site's tax table; rates are fractions by jurisdiction id, then class id."""

    classes: list[TaxClass] = []
    jurisdictions: list[TaxJurisdiction] = []
    rates: dict[str, dict[str, Decimal]] = {}


class PurchaseRange(Record):
    currency: str | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None


class PaymentMethodData(Record):
    method_id: str
    enabled_flag: bool = False
    name: Texts = {}
    description: Texts = {}
    image: str | None = None
    processor_id: str | None = None
    ranges: list[PurchaseRange] = []
    countries: list[str] = []
    currencies: list[str] = []
    customer_groups: list[str] = []
    custom_attributes: dict[str, Any] = {}


class PaymentCardData(Record):
    card_type: str
    enabled_flag: bool = False
    name: Texts = {}
    description: Texts = {}
    image: str | None = None
    checksum_verification: bool = False
    number_lengths: list[str] = []
    number_prefixes: list[str] = []
    security_code_length: int | None = None
    ranges: list[PurchaseRange] = []
    countries: list[str] = []
    currencies: list[str] = []
    customer_groups: list[str] = []


class AttributeDefinition(Record):
    """A custom attribute of a system object: the type of a ``c_*`` property."""

    attribute_id: str
    type: str
    mandatory: bool = False
    values: list[str] = []
    value_names: dict[str, Texts] = {}
    """How values of an enumeration are shown."""
    display_name: Texts = {}
    default_value: Any = None
    localizable: bool = False
    site_specific: bool = False
    searchable: bool = False
    select_multiple: bool = False
    min_length: int | None = None
    field_length: int | None = None
    """The greatest number of characters."""
    min_value: Decimal | None = None
    max_value: Decimal | None = None
    regex: str | None = None


class SiteData(Record):
    """A site: everything small that its archive says, stored as one row and compiled once."""

    site_id: str
    name: str = ""
    currency: str = "USD"
    taxation: str = "net"
    storefront_status: str = "online"
    preferences: dict[str, str] = {}
    """Standard preferences; lists are joined by colons as in the archive."""
    custom_preferences: dict[str, Any] = {}
    shipping_methods: list[ShippingMethodData] = []
    tax: TaxData = field(default_factory=TaxData)
    payment_methods: list[PaymentMethodData] = []
    payment_cards: list[PaymentCardData] = []
    payment_processors: list[str] = []
    """The site's own wapi_shop_config.json, as it is."""

    def listed(self, preference_id: str) -> list[str]:
        """Return a preference that is a colon-joined list."""
        text = self.preferences.get(preference_id, "")
        return [part for part in text.split(":") if part]


class ProductView(Record):
    """What the rules need of one product on one site, read together."""

    product: ProductData
    master: ProductData | None = None
    prices: list[PriceRow] = []
    """Rows of the product's own and, after them, of its master's prices."""


class ExternalProfile(Record):
    """What a customer is called at a provider of identity that logs him in."""

    authentication_provider_id: str
    external_id: str
    email: str | None = None


class CustomerRecord(Record):
    """A registered customer of a customer list: profile, addresses and password hash."""

    customer_list_id: str
    customer_no: str
    customer_id: str
    login: str
    password_hash: str | None = None
    """argon2 string, or the archive's scrypt string; None means the password must be reset."""
    enabled: bool = True
    profile: dict[str, Any] = {}
    """Properties of the Customer document by wire name (first_name, email, birthday ...)."""
    addresses: list[dict[str, Any]] = []
    """CustomerAddress documents by wire name."""
    payment_instruments: list[dict[str, Any]] = []
    """CustomerPaymentInstrument documents by wire name, masked: never a number."""
    customer_groups: list[str] = []
    external_profiles: list[ExternalProfile] = []
    creation_date: int | None = None
    last_modified: int | None = None
    password_changes: int = 0
    """How often he changed his password; tokens given before the last change have ended."""
    imported_password: str | None = None
    """A slow hash of the password last imported: the archive's next import changes the password only if it differs."""


def encode(record: Record | list[AttributeDefinition] | dict[str, Any]) -> bytes:
    """Return the bytes a row of shop data is stored as."""
    return msgspec.json.encode(record)
