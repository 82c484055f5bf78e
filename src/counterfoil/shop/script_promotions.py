"""Promotions, campaigns and coupons as scripts read them; discounts are applied by the site's own rules."""

from decimal import Decimal
from typing import Any

import msgspec

from counterfoil.commerce.order_script_query import order_map
from counterfoil.commerce.promotions.offer import Offer
from counterfoil.commerce.promotions.shown import approaching_discounts
from counterfoil.commerce.redemptions import held_by
from counterfoil.commerce.terms import product_facts
from counterfoil.commerce.texts import localised
from counterfoil.documents import stored
from counterfoil.documents.items import ProductItem
from counterfoil.documents.order import Order
from counterfoil.documents.promotion_data import Campaign, CouponData, PromotionData
from counterfoil.shop.call import Call
from counterfoil.shop.script_containers import container_of
from counterfoil.shop.script_customers import groups_of_caller
from counterfoil.shop.script_site import scripts_of
from counterfoil.shop.server import ScriptOperation
from counterfoil.timestamps import date_time

_MOST_REDEMPTIONS = 200
_KINDS = {"single-code": "SINGLE_CODE", "multiple-codes": "MULTIPLE_CODES", "system-codes": "SYSTEM_CODES"}


async def _promotions(call: Call, _argument: Any) -> list[dict[str, Any]]:
    """Return the site's promotions by their ids, in the texts of the request's locale."""
    return [_promotion(call, promotion) for _, promotion in sorted(call.site.shop.promotions.items())]


def _promotion(call: Call, promotion: PromotionData) -> dict[str, Any]:
    shop = call.site.shop
    tongue = shop.tongue(call.locale)
    offer = shop.promotion_book.by_id.get(promotion.promotion_id)
    assignment = offer.assignment if offer is not None else next(iter(promotion.assignments), None)
    campaign = shop.campaigns.get(assignment.campaign_id) if assignment is not None else None
    starts = [one.start_date for one in (assignment, campaign) if one is not None and one.start_date is not None]
    ends = [one.end_date for one in (assignment, campaign) if one is not None and one.end_date is not None]
    own = [one for one in (assignment, campaign) if one is not None]
    return {
        "id": promotion.promotion_id,
        "name": localised(promotion.name, tongue),
        "callout_msg": localised(promotion.callout_msg, tongue),
        "details": localised(promotion.details, tongue),
        "image": localised(promotion.image, tongue),
        "promotion_class": promotion.rule.promotion_class.upper() if promotion.rule is not None else None,
        "enabled": promotion.enabled_flag,
        "active": _is_active(offer, call.now),
        "refinable": promotion.refinable_flag,
        "exclusivity": promotion.exclusivity.upper(),
        "rank": assignment.rank if assignment is not None else None,
        "start_date": date_time(max(starts)) if starts else None,
        "end_date": date_time(min(ends)) if ends else None,
        "campaign": campaign.campaign_id if campaign is not None else None,
        "coupons": sorted({coupon for one in own for coupon in one.coupons}),
        "customer_groups": sorted({group for one in own for group in one.customer_groups}),
        "source_codes": sorted({code for one in own for code in one.source_codes}),
        "qualifier_match": assignment.qualifiers_match if assignment is not None else "any",
        "combinable": promotion.combinable_promotions,
        "exclusive_with": promotion.mutually_exclusive_promotions,
        "tags": promotion.tags,
        "currency": promotion.currency,
        "payment_methods": promotion.rule.payment_methods if promotion.rule is not None else [],
        "bonus": _bonus(promotion),
        "custom": {"c_" + name: value for name, value in promotion.custom_attributes.items()},
    }


def _bonus(promotion: PromotionData) -> list[dict[str, Any]]:
    """Return what a promotion gives or lets choose from: products with their prices, or those of a rule."""
    discounts = promotion.rule.discounts if promotion.rule is not None else []
    return [
        {
            "type": discount.type,
            "products": [{"id": one.product_id, "price": one.price} for one in discount.bonus_products],
            "rule_based": discount.bonus_product_rule is not None,
            "max_items": discount.max_bonus_items,
        }
        for discount in discounts
        if discount.type in ("bonus", "bonus_choice")
    ]


def _is_active(offer: Offer | None, now: int) -> bool:
    return offer is not None and offer.schedule.refusal(now) is None


async def _campaigns(call: Call, _argument: Any) -> list[dict[str, Any]]:
    return [_campaign(campaign, call.now) for _, campaign in sorted(call.site.shop.campaigns.items())]


def _campaign(campaign: Campaign, now: int) -> dict[str, Any]:
    begun = campaign.start_date is None or campaign.start_date <= now
    ended = campaign.end_date is not None and campaign.end_date <= now
    return {
        "id": campaign.campaign_id,
        "description": campaign.description,
        "enabled": campaign.enabled_flag,
        "active": campaign.enabled_flag and begun and not ended,
        "applicable_online": campaign.applicable_online,
        "start_date": None if campaign.start_date is None else date_time(campaign.start_date),
        "end_date": None if campaign.end_date is None else date_time(campaign.end_date),
        "coupons": campaign.coupons,
        "customer_groups": campaign.customer_groups,
        "source_codes": campaign.source_codes,
        "custom": {"c_" + name: value for name, value in campaign.custom_attributes.items()},
    }


async def _coupons(call: Call, _argument: Any) -> list[dict[str, Any]]:
    """Return the site's coupons without their codes."""
    rows = await call.own_store.shop_rows("coupon", call.site_id)
    return [_coupon(msgspec.json.decode(body, type=CouponData)) for _scope, _id, body in sorted(rows)]


def _coupon(coupon: CouponData) -> dict[str, Any]:
    limits = coupon.redemption_limits
    return {
        "id": coupon.coupon_id,
        "enabled": coupon.enabled_flag,
        "type": _KINDS.get(coupon.kind),
        "code_prefix": coupon.code_prefix,
        "limit_per_code": limits.limit_per_code,
        "limit_per_customer": limits.limit_per_customer,
        "limit_per_time_frame": limits.limit_per_time_frame,
        "time_frame_days": limits.time_frame_days,
    }


async def _coupon_of_code(call: Call, code: str) -> str | None:
    coupon = call.site.shop.coupons.of_code(code, await call.state.coupon_codes(call.site, [code]))
    return coupon.coupon_id if coupon is not None else None


async def _coupon_redemptions(call: Call, asked: list[str]) -> list[dict[str, Any]]:
    """Return the orders that hold a code of a coupon, the newest first."""
    coupon_id, code = asked
    wanted = order_map({"couponLineItems.couponCode": code.rstrip("*")}, {})
    seconds = call.server.settings.search_seconds
    found = await call.own_store.search_orders(call.site_id, wanted, (), 0, _MOST_REDEMPTIONS, seconds)
    orders = [stored.decode(Order, body) for body in found.bodies]
    return [
        {"order_no": order.order_no, "email": _email(order), "redeemed": order.creation_date}
        for order in orders
        if any(
            held.coupon_id == coupon_id and held.code.casefold() == code.casefold() for held in held_by(order).coupons
        )
    ]


def _email(order: Order) -> str | None:
    return order.customer_info.email if order.customer_info is not None else None


async def _customer_promotions(call: Call, ignore_coupons: bool) -> list[str]:
    """Return the ids of the promotions that the caller may get now, as far as he himself decides about it."""
    groups = await groups_of_caller(call)
    code = scripts_of(call).source_code
    group = call.site.shop.source_codes.active_group(code, call.now)
    known = {group.group_id} if group is not None else set()
    found = []
    for name, offer in call.site.shop.promotion_book.by_id.items():
        asked = {*offer.assignment.customer_groups, *offer.campaign.customer_groups}
        if not _is_active(offer, call.now) or (asked and not asked & groups):
            continue
        if (offer.source_codes and not offer.source_codes & known) or (offer.needs_coupon and not ignore_coupons):
            continue
        found.append(name)
    return sorted(found)


async def _product_promotions(call: Call, product_id: str) -> dict[str, list[str]]:
    """Return the ids of the promotions that a product qualifies for, and of those that make it cheaper."""
    products = await call.load_products([product_id])
    if product_id not in products:
        return {"qualifying": [], "discounted": []}
    item = ProductItem(product_id=product_id, quantity=products[product_id].product.min_order_quantity)
    shop = call.site.shop
    facts = product_facts(shop, products, shop.currency, call.now)
    found: dict[str, list[str]] = {"qualifying": [], "discounted": []}
    for name, offer in sorted(shop.promotion_book.by_id.items()):
        if offer.excluded is not None and offer.excluded.names(item, facts):
            continue
        for kind, selection in (("qualifying", offer.qualifying), ("discounted", offer.discounted)):
            if selection is not None and selection.names(item, facts):
                found[kind].append(name)
    return found


async def _approaching(call: Call, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the order and shipping discounts that a basket or order is close to, as the resource does."""
    container = container_of(call, asked)
    products = await call.load_basket_products(container)
    shopper = await call.load_shopper(container)
    found = approaching_discounts(
        container, call.site.shop, products, now=call.now, shopper=shopper, locale=call.locale
    ).approaching_discounts
    return [msgspec.to_builtins(one, builtin_types=(Decimal,)) for one in found or ()]


OPERATIONS: dict[str, ScriptOperation] = {
    "promotions": _promotions,
    "campaigns": _campaigns,
    "coupons": _coupons,
    "coupon_of_code": _coupon_of_code,
    "coupon_redemptions": _coupon_redemptions,
    "customer_promotions": _customer_promotions,
    "product_promotions": _product_promotions,
    "approaching_discounts": _approaching,
}
