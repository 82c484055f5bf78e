"""A small tea shop for the tests of the rules: readable products, books, methods and baskets."""

from decimal import Decimal
from itertools import count

from counterfoil.commerce.calculate import calculate
from counterfoil.commerce.shop import Shop, compile_shop
from counterfoil.documents.address import OrderAddress
from counterfoil.documents.basket import Basket, CustomerInfo
from counterfoil.documents.catalog_data import (
    BundledProduct,
    OptionValuePrice,
    ProductData,
    ProductOption,
    ProductOptionValue,
    ProductVariant,
    SiteFlag,
)
from counterfoil.documents.items import ProductItem, ShippingItem
from counterfoil.documents.payment import OrderPaymentInstrument, PaymentCard
from counterfoil.documents.pricing import Discount, PriceAdjustment
from counterfoil.documents.product_rules import ProductCondition, ProductSpecification
from counterfoil.documents.shipment import Shipment, ShippingMethod
from counterfoil.documents.shop_data import (
    AddressCondition,
    AddressConditionGroup,
    AddressMapping,
    InventoryList,
    PaymentCardData,
    PaymentMethodData,
    PriceBook,
    PriceEntry,
    PriceRow,
    PriceTable,
    ProductView,
    PurchaseRange,
    ScaleEntry,
    ShippingMethodData,
    SiteData,
    TaxClass,
    TaxData,
    TaxJurisdiction,
)

NOW = 1_700_000_000_000
"""2023-11-14T22:13:20Z"""
DAY = 86_400_000


def amount(text: str) -> Decimal:
    return Decimal(text)


def row(product_id: str, pricebook_id: str, *entries: tuple[str, str]) -> PriceRow:
    """A product's prices in a book, as pairs of quantity and amount."""
    made = [PriceEntry(quantity=Decimal(quantity), amount=Decimal(price)) for quantity, price in entries]
    return PriceRow(pricebook_id=pricebook_id, product_id=product_id, tables=[PriceTable(entries=made)])


def product(product_id: str, **properties: object) -> ProductData:
    """A product that is online and in the shop's catalog, unless its properties say otherwise."""
    said = {
        "display_name": {"x-default": product_id.capitalize()},
        "online_flag": SiteFlag(default=True),
        "categories": {"tea": "root"},
    }
    return ProductData(product_id=product_id, **(said | properties))


def sold_for(price: str, product_id: str, **properties: object) -> ProductView:
    """A product with one price in the list book."""
    return ProductView(product=product(product_id, **properties), prices=[row(product_id, "list", ("1", price))])


WARRANTY = ProductOption(
    option_id="warranty",
    values=[
        ProductOptionValue(value_id="none", default=True),
        ProductOptionValue(
            value_id="two-years",
            display_value={"x-default": "Two years"},
            prices=[OptionValuePrice(currency="USD", price=Decimal("9.90"))],
        ),
    ],
)


def products_named(*product_ids: str, operator: str = "is equal") -> ProductSpecification:
    """A specification of products by their ids."""
    condition = ProductCondition(kind="product-id", operator=operator, values=list(product_ids))
    return ProductSpecification(included=[[condition]])


TIN_MASTER = product("tin", variants=[ProductVariant(product_id="tin-red")], tax_class_id="reduced")

PRODUCTS = {
    "kettle": sold_for("59.00", "kettle", options=[WARRANTY]),
    "cup": sold_for("7.35", "cup"),
    "spoon": sold_for("0.15", "spoon"),
    "gift": sold_for("10.00", "gift", tax_class_id="TAX_EXEMPT"),
    "camera": sold_for("299.99", "camera"),
    "chest": sold_for("120.00", "chest", tax_class_id="reduced"),
    "tin-red": ProductView(
        product=product("tin-red", master_product_id="tin", categories={}, display_name={}),
        master=TIN_MASTER,
        prices=[row("tin", "list", ("1", "12.00"), ("10", "10.00"))],
    ),
    "tin": ProductView(product=TIN_MASTER, prices=[row("tin", "list", ("1", "12.00"), ("10", "10.00"))]),
    "starter": sold_for(
        "75.00",
        "starter",
        bundled_products=[
            BundledProduct(product_id="kettle", quantity=Decimal(1)),
            BundledProduct(product_id="cup", quantity=Decimal(2)),
        ],
    ),
    "service": ProductView(product=product("service", product_set_products=["cup", "spoon"])),
    "unpriced": ProductView(product=product("unpriced")),
    "retired": sold_for("5.00", "retired", online_flag=SiteFlag(default=False)),
}

GROUND = ShippingMethodData(
    method_id="001",
    default=True,
    online_flag=True,
    display_name={"x-default": "Ground", "de": "Standard"},
    description={"x-default": "Order received within 7-10 business days"},
    price_table=[
        ScaleEntry(order_value=Decimal(0), amount=Decimal("5.99")),
        ScaleEntry(order_value=Decimal(100), amount=Decimal("7.99")),
        ScaleEntry(order_value=Decimal(500), amount=Decimal("15.99")),
    ],
    custom_attributes={"storePickupEnabled": False},
)
OVERNIGHT = ShippingMethodData(
    method_id="003",
    online_flag=True,
    display_name={"x-default": "Overnight"},
    tax_class_id="reduced",
    price_table=[ScaleEntry(order_value=Decimal(0), percentage=Decimal(10))],
    excluded_addresses=[
        AddressConditionGroup(
            conditions=[
                AddressCondition(
                    attribute_path="shipment.shippingAddress.stateCode", operator="is-equal", values=["AK", "HI"]
                )
            ]
        )
    ],
    excluded_products=products_named("chest"),
)
CARDS = [
    PaymentCardData(
        card_type="Visa",
        enabled_flag=True,
        name={"x-default": "Visa"},
        checksum_verification=True,
        number_lengths=["13", "16"],
        number_prefixes=["4"],
        security_code_length=3,
    ),
    PaymentCardData(
        card_type="Master Card",
        enabled_flag=True,
        number_lengths=["16"],
        number_prefixes=["51-55"],
        security_code_length=3,
    ),
    PaymentCardData(card_type="Retired", enabled_flag=False),
]
PAYMENT_METHODS = [
    PaymentMethodData(
        method_id="CREDIT_CARD", enabled_flag=True, name={"x-default": "Credit Card"}, processor_id="BASIC_CREDIT"
    ),
    PaymentMethodData(
        method_id="INVOICE", enabled_flag=True, ranges=[PurchaseRange(maximum=Decimal(200))], countries=["US"]
    ),
    PaymentMethodData(method_id="BML", enabled_flag=False),
]
TAX = TaxData(
    classes=[TaxClass(class_id="standard", default=True), TaxClass(class_id="reduced")],
    jurisdictions=[
        TaxJurisdiction(jurisdiction_id="home", default=True, address_mappings=[AddressMapping(key1="US")]),
        TaxJurisdiction(jurisdiction_id="north", address_mappings=[AddressMapping(key1="US", key2="ME")]),
        TaxJurisdiction(jurisdiction_id="free", address_mappings=[AddressMapping(key1="GI")]),
    ],
    rates={
        "home": {"standard": Decimal("0.05"), "reduced": Decimal("0.02")},
        "north": {"standard": Decimal("0.10"), "reduced": Decimal("0.04")},
    },
)
PREFERENCES = {"SitePriceBooks": "list:sale", "SiteCatalog": "tea", "TaxKey1": "Country", "TaxKey2": "State"}


MAIN_STOCK = InventoryList(list_id="main")


def shop(
    *, currency: str = "USD", taxation: str = "net", inventory_list: InventoryList | None = MAIN_STOCK, **site: object
) -> Shop:
    """The shop with its two price books in one currency; further properties are those of the site."""
    said = {
        "preferences": PREFERENCES,
        "shipping_methods": [GROUND, OVERNIGHT],
        "tax": TAX,
        "payment_methods": PAYMENT_METHODS,
        "payment_cards": CARDS,
    }
    books = [
        PriceBook(pricebook_id="list", currency=currency),
        PriceBook(pricebook_id="sale", currency=currency, parent="list"),
    ]
    return compile_shop(
        SiteData(site_id="Tea", currency=currency, taxation=taxation, **(said | site)),
        {book.pricebook_id: book for book in books},
        inventory_list,
    )


def address(state: str = "MA", country: str = "US") -> OrderAddress:
    return OrderAddress(first_name="Ada", last_name="Low", state_code=state, country_code=country, postal_code="01803")


def item(product_id: str, quantity: str = "1", shipment_id: str = "me", **properties: object) -> ProductItem:
    """A product item whose id is that of its product."""
    said = {"item_id": f"item-{product_id}"}
    return ProductItem(
        product_id=product_id, quantity=Decimal(quantity), shipment_id=shipment_id, **(said | properties)
    )


def shipment(shipment_id: str = "me", method_id: str | None = "001", **properties: object) -> Shipment:
    """A shipment to Massachusetts."""
    method = ShippingMethod(id=method_id) if method_id else None
    said = {"shipping_address": address(), "shipping_method": method}
    return Shipment(shipment_id=shipment_id, **(said | properties))


def basket(*items: ProductItem, shipments: list[Shipment] | None = None, **properties: object) -> Basket:
    """A basket that could be submitted, not calculated yet."""
    held = [shipment()] if shipments is None else shipments
    said = {
        "basket_id": "basket",
        "billing_address": address(),
        "customer_info": CustomerInfo(customer_id="guest", email="ada@example.com"),
        "payment_instruments": [
            OrderPaymentInstrument(payment_method_id="CREDIT_CARD", payment_card=PaymentCard(card_type="Visa"))
        ],
        "product_items": list(items) or None,
        "shipments": held,
        "shipping_items": [
            ShippingItem(item_id=f"shipping-{each.shipment_id}", item_text="Shipping", shipment_id=each.shipment_id)
            for each in held
        ],
    }
    return Basket(**(said | properties))


def off(price: str, **properties: object) -> PriceAdjustment:
    """An adjustment that a promotion or a script made: its price stays as it is."""
    return PriceAdjustment(price=Decimal(price), custom=True, manual=False, **properties)


def manual(kind: str, value: str) -> PriceAdjustment:
    """An adjustment an agent made: its price follows the price it is made for."""
    discount = Discount(type=kind, percentage=Decimal(value)) if kind == "percentage" else None
    return PriceAdjustment(manual=True, applied_discount=discount or Discount(type=kind, amount=Decimal(value)))


def calculated(made: Basket, at: Shop | None = None, products: dict[str, ProductView] | None = None) -> Basket:
    """The basket after one recalculation."""
    ids = count(1)
    at = at or shop()
    calculate(made, at, PRODUCTS if products is None else products, now=NOW, new_id=lambda: f"new-{next(ids)}")
    return made
