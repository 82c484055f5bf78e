"""What can be chosen of a product: options, variation attributes, variants and variation groups."""

from decimal import Decimal

from counterfoil.commerce.prices import option_price, unit_price
from counterfoil.commerce.products import is_sellable, options_of, variation_values
from counterfoil.commerce.texts import localised
from counterfoil.documents.product import (
    Option,
    OptionValue,
    Variant,
    VariationAttribute,
    VariationAttributeValue,
    VariationGroup,
)
from counterfoil.documents.shop_data import ProductView
from counterfoil.shop.call import Call
from counterfoil.shop.product_stock import Stock, has_left
from counterfoil.shop.product_wishes import Wishes

_ONE = Decimal(1)


def product_options(view: ProductView, wishes: Wishes) -> list[Option]:
    """Make the documents of a product's options."""
    locale = wishes.locale
    return [
        Option(
            id=option.option_id,
            name=localised(option.display_name, locale),
            description=localised(option.description, locale),
            image=localised(option.image, locale),
            values=[
                OptionValue(
                    id=value.value_id,
                    name=localised(value.display_value, locale),
                    default=value.default,
                    price=option_price(value, wishes.currency),
                )
                for value in option.values
            ],
        )
        for option in options_of(view)
    ]


def variants(call: Call, view: ProductView, wishes: Wishes, stock: Stock) -> list[Variant]:
    """Make the documents of the variants that are online; a variant shows those of its master."""
    master = view.master or view.product
    return [
        Variant(
            product_id=variant.product.product_id,
            orderable=has_left(call, variant.product, stock),
            price=unit_price(variant, _ONE, wishes.currency, call.now, call.site.shop),
            variation_values=variation_values(master, variant.product),
        )
        for variant in _online_variants(call, view)
    ]


def variation_attributes(
    call: Call, view: ProductView, wishes: Wishes, shown: list[Variant]
) -> list[VariationAttribute]:
    """Make the documents of the variation attributes, whose values can be ordered if one of their variants can."""
    master, locale = view.master or view.product, wishes.locale
    orderable = {pair for variant in shown if variant.orderable for pair in (variant.variation_values or {}).items()}
    return [
        VariationAttribute(
            id=attribute.attribute_id,
            name=localised(attribute.display_name, locale),
            values=[
                VariationAttributeValue(
                    value=value.value,
                    name=localised(value.display_value, locale),
                    description=localised(value.description, locale),
                    orderable=(attribute.attribute_id, value.value) in orderable,
                )
                for value in attribute.values
            ],
        )
        for attribute in master.variation_attributes
    ]


def variation_groups(call: Call, view: ProductView, wishes: Wishes, stock: Stock) -> list[VariationGroup]:
    """Make the documents of a master's variation groups, each for the variants that have its values."""
    master = view.master or view.product
    groups = [call.products[name] for name in master.variation_groups if name in call.products]
    made = []
    for group in groups:
        if not is_sellable(group, call.site.shop, call.now):
            continue
        values = variation_values(master, group.product)
        members = [
            variant
            for variant in _online_variants(call, view)
            if values.items() <= variation_values(master, variant.product).items()
        ]
        prices = price_range(call, members, wishes.currency)
        made.append(
            VariationGroup(
                product_id=group.product.product_id,
                orderable=any(has_left(call, variant.product, stock) for variant in members),
                price=prices[0] if prices else None,
                variation_values=values,
            )
        )
    return made


def price_range(call: Call, members: list[ProductView], currency: str) -> tuple[Decimal, Decimal] | None:
    """Return the lowest and the highest unit price of products, None if none has one."""
    shop = call.site.shop
    found = [unit_price(member, _ONE, currency, call.now, shop) for member in members]
    prices = [price for price in found if price is not None]
    return (min(prices), max(prices)) if prices else None


def _online_variants(call: Call, view: ProductView) -> list[ProductView]:
    master = view.master or view.product
    known = [call.products[name.product_id] for name in master.variants if name.product_id in call.products]
    return [variant for variant in known if is_sellable(variant, call.site.shop, call.now)]
