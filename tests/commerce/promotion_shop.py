"""Promotions for the tea shop: short ways to write them, and what a basket gets of them."""

from decimal import Decimal
from itertools import count

from tests.commerce.tea_shop import GROUND, MAIN_STOCK, NOW, OVERNIGHT, PREFERENCES, PRODUCTS, TAX, products_named

from counterfoil.commerce.calculate import calculate
from counterfoil.commerce.shop import Shop, compile_shop
from counterfoil.commerce.shopper import ANYBODY, Shopper
from counterfoil.commerce.terms import Extras
from counterfoil.documents.basket import Basket
from counterfoil.documents.pricing import CouponItem, PriceAdjustment
from counterfoil.documents.product_rules import ProductSpecification
from counterfoil.documents.promotion_data import (
    Campaign,
    MarketingData,
    PromotionAssignment,
    PromotionData,
    PromotionDiscount,
    PromotionRule,
    PromotionSettings,
)
from counterfoil.documents.shop_data import PriceBook, SiteData

IDS = count(1)
EVER = Campaign(campaign_id="ever", enabled_flag=True)


def discount(kind: str, value: str | None = None, threshold: str | None = None, **said: object) -> PromotionDiscount:
    """A discount; the value is a percentage or an amount of money."""
    made = PromotionDiscount(type=kind, **said)
    if value is not None:
        setattr(made, "percentage" if kind.startswith("percentage") else "amount", Decimal(value))
    made.threshold = None if threshold is None else Decimal(threshold)
    return made


def of_products(*discounts: PromotionDiscount, form: str = "simple-discount", **said: object) -> PromotionRule:
    """A product rule; products are named by their ids, separated by blanks."""
    return PromotionRule(promotion_class="product", form=form, discounts=list(discounts), **_products(said))


def of_order(*discounts: PromotionDiscount, **said: object) -> PromotionRule:
    said = {"condition_type": "order-total"} | said
    return PromotionRule(promotion_class="order", discounts=list(discounts), **_products(said))


def of_shipping(*discounts: PromotionDiscount, **said: object) -> PromotionRule:
    said = {"condition_type": "shipment-total"} | said
    return PromotionRule(promotion_class="shipping", discounts=list(discounts), **_products(said))


def _products(said: dict[str, object]) -> dict[str, object]:
    named = {name: products_named(*value.split()) for name, value in said.items() if name.endswith("_products")
             and isinstance(value, str)}  # fmt: skip
    return said | named


def promotion(promotion_id: str, rule: PromotionRule, **said: object) -> PromotionData:
    """A promotion in the campaign that is always on; what an assignment says may be said here as well."""
    fields = PromotionAssignment.__struct_fields__
    own = {name: value for name, value in said.items() if name in fields}
    rest = {name: value for name, value in said.items() if name not in fields}
    assignment = PromotionAssignment(**({"campaign_id": "ever"} | own))
    made = {"enabled_flag": True, "name": {"x-default": promotion_id.capitalize()}, "assignments": [assignment]}
    return PromotionData(promotion_id=promotion_id, rule=rule, **(made | rest))


def promoting(
    *promotions: PromotionData,
    excluded: ProductSpecification | None = None,
    currency: str = "USD",
    preferences: dict[str, str] | None = None,
    **marketing: object,
) -> Shop:
    """The tea shop with these promotions."""
    said = {"campaigns": [EVER], "settings": PromotionSettings(excluded_products=excluded)}
    books = [
        PriceBook(pricebook_id="list", currency=currency),
        PriceBook(pricebook_id="sale", currency=currency, parent="list"),
        PriceBook(pricebook_id="trade", currency=currency),
    ]
    site = SiteData(
        site_id="Tea",
        currency=currency,
        preferences=PREFERENCES | (preferences or {}),
        shipping_methods=[GROUND, OVERNIGHT],
        tax=TAX,
    )
    return compile_shop(
        site,
        {book.pricebook_id: book for book in books},
        MAIN_STOCK,
        MarketingData(promotions=list(promotions), **(said | marketing)),
    )


def calculated(made: Basket, at: Shop, shopper: Shopper = ANYBODY, now: int = NOW, **extras: object) -> Basket:
    """The basket after one recalculation."""
    calculate(made, at, PRODUCTS, now=now, new_id=lambda: f"new-{next(IDS)}", shopper=shopper, extras=Extras(**extras))
    return made


def explained(made: Basket, at: Shop, **said: object) -> dict[str, str | None]:
    """Why each promotion did not apply; None where it did."""
    told: dict[str, str | None] = {}
    calculated(made, at, explain=told.__setitem__, **said)
    return told


def coupons(*codes: str) -> list[CouponItem]:
    return [CouponItem(code=code, coupon_item_id=f"coupon-{index}") for index, code in enumerate(codes)]


def taken(adjustments: list[PriceAdjustment] | None) -> list[tuple[str | None, Decimal | None]]:
    """Promotion and price of each adjustment."""
    return [(adjustment.promotion_id, adjustment.price) for adjustment in adjustments or ()]


def item_discounts(made: Basket) -> dict[str, list[tuple[str | None, Decimal | None]]]:
    """By product, what its item is discounted by."""
    return {
        item.product_id: taken(item.price_adjustments) for item in made.product_items or () if item.price_adjustments
    }
