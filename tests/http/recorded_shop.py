"""The shops that answers were recorded from, as far as the answers tell: archives that change the demo's site."""

from typing import NamedTuple

from tests.archive.archives import catalog, xml


class Sold(NamedTuple):
    """A product of a recorded shop."""

    product_id: str
    name: str
    price: str
    tax_class: str = "standard"


SHIRT = Sold("recorded-1499", "Striped Shirt", "14.99")
JACKET = Sold("recorded-295", "Spring Jacket", "295.00")
NO_IRON_SHIRT = Sold("recorded-4999", "No-Iron Shirt", "49.99")
BRACELET = Sold("recorded-3400", "Gold Bracelet", "34.00")
_NOT_THE_DEMOS = '<promotion promotion-id="free-standard-shipping" mode="delete"/>'
LAMP = Sold("recorded-4600", "Desk Lamp", "46.00")
BOOK = Sold("recorded-3200", "Field Guide", "32.00", "exempt")


def products(*sold: Sold) -> dict[str, str]:
    """Products with price and stock."""
    described = "".join(
        f'<product product-id="{each.product_id}"><online-flag>true</online-flag><available-flag>true</available-flag>'
        f'<display-name xml:lang="x-default">{each.name}</display-name>'
        f"<tax-class-id>{each.tax_class}</tax-class-id></product>"
        for each in sold
    )
    assigned = "".join(
        f'<category-assignment category-id="tableware" product-id="{each.product_id}"/>' for each in sold
    )
    priced = "".join(
        f'<price-table product-id="{each.product_id}"><amount quantity="1">{each.price}</amount></price-table>'
        for each in sold
    )
    stocked = "".join(f'<record product-id="{each.product_id}"><allocation>100</allocation></record>' for each in sold)
    header = '<header pricebook-id="usd-list"><currency>USD</currency></header>'
    return {
        "catalogs/refarch-products/catalog.xml": catalog(described, "refarch-products"),
        "catalogs/refarch-storefront/catalog.xml": catalog(assigned, "refarch-storefront"),
        "pricebooks/usd-list.xml": xml(
            "pricebooks", f"<pricebook>{header}<price-tables>{priced}</price-tables></pricebook>"
        ),
        "inventory-lists/refarch-us.xml": xml(
            "inventory", f'<inventory-list><header list-id="refarch-us"/><records>{stocked}</records></inventory-list>'
        ),
    } | without_promotions()


def without_promotions() -> dict[str, str]:
    """No promotion that needs no coupon."""
    return {"sites/RefArch/promotions.xml": xml("promotions", _NOT_THE_DEMOS)}


def tax_rates(standard: str) -> dict[str, str]:
    """The standard rate where no state has its own."""
    rate = f'<tax-rate jurisdiction-id="US" class-id="standard">{standard}</tax-rate>'
    return {"sites/RefArch/tax.xml": xml("tax", f"<tax-rates>{rate}</tax-rates>")}


def shipping_methods(**prices: str) -> dict[str, str]:
    """Prices of the demo's methods, ``m001="15.99"``, whose external codes no recorded answer shows."""
    methods = "".join(
        f'<shipping-method method-id="{name[1:]}" default="{str(name == "m001").lower()}"><external-shipping-method/>'
        f'<price-table><amount order-value="0">{price}</amount></price-table></shipping-method>'
        for name, price in prices.items()
    )
    return {"sites/RefArch/shipping.xml": xml("shipping", methods)}


def method_without_tax_class() -> dict[str, str]:
    """The free method of the shop that the checkout of 17.4 was recorded from."""
    method = (
        '<shipping-method method-id="standardshipping">'
        '<display-name xml:lang="x-default">Standard Shipping</display-name>'
        '<description xml:lang="x-default">5-7 business days</description><online-flag>true</online-flag>'
        '<price-table><amount order-value="0">0.00</amount></price-table><custom-attributes>'
        '<custom-attribute attribute-id="storePickupEnabled">false</custom-attribute></custom-attributes>'
        "<currency>USD</currency></shipping-method>"
    )
    return {"sites/RefArch/shipping.xml": xml("shipping", method)}


def shipping_promotion(promotion_id: str, name: str, callout: str, method_id: str, discount: str) -> dict[str, str]:
    """A promotion for a shipping method that everybody has."""
    rule = (
        f"<shipping-promotion-rule><shipping-methods><method-id>{method_id}</method-id></shipping-methods>"
        f'<discounts condition-type="shipment-total"><discount>{discount}</discount></discounts>'
        "</shipping-promotion-rule>"
    )
    promotion = _NOT_THE_DEMOS + (
        '<campaign campaign-id="recorded"><enabled-flag>true</enabled-flag></campaign>'
        f'<promotion promotion-id="{promotion_id}"><enabled-flag>true</enabled-flag><exclusivity>no</exclusivity>'
        f'<name xml:lang="x-default">{name}</name><callout-msg xml:lang="x-default">{callout}</callout-msg>'
        f"{rule}</promotion>"
        f'<promotion-campaign-assignment promotion-id="{promotion_id}" campaign-id="recorded"/>'
    )
    return {"sites/RefArch/promotions.xml": xml("promotions", promotion)}


def one_payment_method() -> dict[str, str]:
    """Of the demo's payment methods, the credit card alone."""
    methods = "".join(
        f'<payment-method method-id="{name}"><enabled-flag>false</enabled-flag></payment-method>'
        for name in ("BANK_TRANSFER", "INVOICE")
    )
    return {"sites/RefArch/payment-methods.xml": xml("payment-settings", methods)}
